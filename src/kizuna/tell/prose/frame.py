"""The frame of a telling: days, hours, places, and the time between scenes.

A scene opens with where and when it is and who is there; before it, if long enough has passed, a
word says so. All of it goes through messages like everything else, and is marked with the event
that the scene begins with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kizuna.clock import DAY, HOUR
from kizuna.event import Event
from kizuna.tell.line import Line
from kizuna.tell.prose.pace import Told
from kizuna.tell.prose.page import Sentence
from kizuna.tell.prose.phrase import Phraser
from kizuna.tell.stage import ON_THE_WAY

LONG_GAP_S = 2 * HOUR
"""From so long a silence on it is said that time passed (a choice)."""
NIGHT_GAP_S = 5 * HOUR
"""A silence of so long over midnight is "the night passed" (a choice)."""
LONG_NIGHT_S = 30 * HOUR
"""A silence longer than this was more than a night (a choice)."""
NOON_S = 12 * HOUR
"""Before this hour one night has passed; after it, a morning as well."""
MORNING_S = 5 * HOUR
"""From this hour on the night is over (a choice)."""
WEATHER_S = 3 * HOUR
"""For so long the weather is worth a word when a scene opens (a choice)."""
LONG_APART_S = 2 * DAY
"""People who meet again after so long have not seen each other for long (a choice)."""
NOBODY: Mapping[str, str] = {}
COMING, LYING = ("arrived", "found"), (".in_danger", ".senseless")
"""How messages begin that tell of somebody's coming, and end for whoever is found lying there."""
MOST_NAMED = 5
"""More people than this are not named at the opening of a scene (a choice)."""


@dataclass(frozen=True, slots=True)
class Meetings:
    """When the person a story is most about was together with others: story seconds, in order."""

    holder: str
    of_holder: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, events: Iterable[Event], holders: Sequence[str], people: Iterable[str]) -> Meetings:
        """The meetings of the first holder with these people, from the deeds they both saw."""
        holder = holders[0] if holders else ""
        met: dict[str, list[int]] = {id_: [] for id_ in people if id_ != holder}
        for event in events:
            if event.kind == "Did":
                there = {*event.data.get("witnesses", ()), event.roles.get("actor", "")}
                for id_ in met.keys() & there if holder in there else ():
                    met[id_].append(event.time)
        return cls(holder, met)

    def passed(self, other: str, time: int) -> int:
        """Seconds since the two last met before a moment; 0 when they never did."""
        before = [met for met in self.of_holder[other] if met < time]
        return time - before[-1] if before else 0


@dataclass(slots=True)
class Frame:
    """What was told of time and place so far."""

    phraser: Phraser
    shown_until: int
    place: str = ""
    hour: str = ""
    weather: list[Event] = field(default_factory=list)

    def gap(self, scene: Told) -> Sentence | None:
        """Time passes, when it does."""
        passed = scene.starts - self.shown_until
        if passed < LONG_GAP_S:
            return None
        is_short = passed < LONG_NIGHT_S and _is_over_night(self.shown_until, scene.starts)
        is_early = scene.starts % DAY < NOON_S
        message = ("gap.night" if is_early else "gap.day") if is_short else "gap.hours"
        return self._say(message, scene.lines[0], span=self.phraser.wording.tongue.span(passed))

    def apart(self, scene: Told, meetings: Meetings) -> Sentence | None:
        """Two of the story's people who have not met for days, and now do."""
        for other in meetings.of_holder:
            if {meetings.holder, other} <= set(scene.who):
                passed = meetings.passed(other, scene.starts)
                if passed >= LONG_APART_S:
                    roles = {"who": meetings.holder, "target": other}
                    span = self.phraser.wording.tongue.span(passed)
                    return self._say("gap.apart", scene.lines[0], roles, span=span)
        return None

    def opening(self, scene: Told, is_named: bool = True) -> Iterator[Sentence]:
        """Where, when and, if `is_named`, who; nothing when the place is the same and no time has
        passed."""
        is_same = scene.place == self.place and scene.starts - self.shown_until < LONG_GAP_S
        if is_same or scene.place.startswith(ON_THE_WAY):
            return
        hour = self.hour_words(scene.starts)
        is_same_hour = hour == self.hour and scene.starts - self.shown_until < LONG_GAP_S
        how_many = _how_many(scene) if is_named else "place"
        message = f"opening.{how_many}" + ("" if is_same_hour else ".when")
        place = self.phraser.wording.place(scene.place, "at")
        names = self._names(_there(scene)) if how_many != "place" else ""
        said = self._say(message, scene.lines[0], place=place, when=hour, names=names)
        if said is not None and scene.place:
            yield said
        yield from self._weather(scene)
        self.hour = hour

    def shown(self, scene: Told) -> None:
        """Note that a scene has been told."""
        self.shown_until, self.place = max(self.shown_until, scene.ends), scene.place

    def day(self, time: int) -> str:
        """The title of a day."""
        days = self.phraser.wording.tongue.grammar["days"]
        number = time // DAY
        return str(days[number]) if number < len(days) - 1 else days[-1].format(n=number + 1)

    def days(self, first: int, last: int) -> str:
        """The title of several days."""
        until = self.day(last)
        return f"{self.day(first)} – {until[:1].lower()}{until[1:]}"

    def later(self, scene: Told) -> Sentence | None:
        """How many days later it is, and where; None when it is the same day."""
        days = scene.day - self.shown_until // DAY
        if days < 1:
            return None
        wording = self.phraser.wording
        span, place = wording.tongue.span(days * DAY), wording.place(scene.place, "at")
        is_nowhere_else = scene.place == self.place or scene.place.startswith(ON_THE_WAY)
        message = "opening.later.same" if is_nowhere_else else "opening.later"
        return self._say(message, scene.lines[0], span=span, place=place)

    def hour_words(self, time: int) -> str:
        """ "toward evening": an hour as one tells it."""
        hours = self.phraser.wording.tongue.grammar["hours"]
        now = time % DAY // HOUR
        return str([words for from_, words in hours if from_ <= now][-1])

    def _weather(self, scene: Told) -> Iterator[Sentence]:
        for event in self.weather:
            is_here = event.place in (None, scene.place)
            if is_here and 0 < scene.starts - event.time <= WEATHER_S:
                words = self.phraser.wording.happening(event.data["words"], "still")
                if words and words not in self.phraser.lately:
                    self.phraser.lately.append(words)
                    yield Sentence(words, event.seq, event.time, "happening", template=words)

    def _names(self, who: Iterable[str]) -> str:
        wording = self.phraser.wording
        for id_ in who:
            if wording.refer is not None:
                wording.refer.mention(id_)
        return wording.tongue.joined([wording.name(id_) for id_ in who])

    def _say(
        self, message: str, line: Line, roles: Mapping[str, str] = NOBODY, **things: str
    ) -> Sentence | None:
        if line.event is None:
            return None
        mark = Event(line.event.seq, "", roles, line.place)
        return self.phraser.say(message, mark, things, frozenset(), must_be_new=False)


def _there(scene: Told) -> list[str]:
    """Who is there when a scene begins: whoever does not first arrive in it. Who is found was
    there; of who is found lying there the finding tells."""
    there: dict[str, bool] = {}
    for line in scene.lines:
        for id_ in line.who:
            there.setdefault(id_, not _arrives(id_, line))
    return [id_ for id_, is_there in there.items() if is_there]


def _arrives(id_: str, line: Line) -> bool:
    """Whether a line tells how somebody comes to be here."""
    found = "" if line.event is None else line.event.roles.get("target", "")
    return line.message.startswith(COMING) and (id_ != found or line.message.endswith(LYING))


def _how_many(scene: Told) -> str:
    there = len(_there(scene))
    if there == 0 or there > MOST_NAMED:
        return "place"
    return "alone" if there == 1 else "together"


def _is_over_night(before: int, after: int) -> bool:
    is_day = after % DAY >= MORNING_S
    return is_day and after - before >= NIGHT_GAP_S and before // DAY < after // DAY
