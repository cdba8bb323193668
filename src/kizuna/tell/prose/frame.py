"""The frame of a telling: days, hours, places, and the time between scenes.

A scene opens with where and when it is and who is there; before it, if long enough has passed, a
word says so. All of it goes through messages like everything else, and is marked with the event
that the scene begins with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kizuna.clock import DAY, HOUR
from kizuna.event import Event
from kizuna.tell.line import Line
from kizuna.tell.prose.pace import Told, day_of
from kizuna.tell.prose.page import Sentence
from kizuna.tell.prose.phrase import Phraser
from kizuna.tell.stage import ON_THE_WAY

LONG_GAP_S = 2 * HOUR
"""From so long a silence on it is said that time passed (a choice)."""
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

    def apart(self, scene: Told, meetings: Meetings) -> Sentence | None:
        """Two of the story's people who have not met for days, and now do, and where."""
        for other in meetings.of_holder:
            if {meetings.holder, other} <= set(scene.who):
                passed = meetings.passed(other, scene.starts)
                if passed >= LONG_APART_S:
                    wording, roles = self.phraser.wording, {"who": meetings.holder, "target": other}
                    span, place = wording.tongue.span(passed), wording.place(scene.place, "at")
                    return self._say(
                        "opening.apart", scene.lines[0], {"span": span, "place": place}, roles
                    )
        return None

    def opening(self, scene: Told, is_named: bool = True) -> Iterator[Sentence]:
        """Where, when and, if `is_named`, who; at a place where we are already, only that time has
        passed."""
        is_later = scene.starts - self.shown_until >= LONG_GAP_S
        if (scene.place == self.place and not is_later) or scene.place.startswith(ON_THE_WAY):
            return
        when, hour = self.hour_words(scene.starts)
        is_same_hour = when == self.hour and not is_later
        is_here = scene.place == self.place and day_of(self.shown_until) == scene.day
        how_many = _how_many(scene) if is_named and not is_here else "place"
        things = {
            "place": self.phraser.wording.place(scene.place, "at"),
            "when": when,
            "hour": hour,
        }
        if how_many != "place":
            things["names"] = self._names(_there(scene))
        things["span"] = self.phraser.wording.tongue.span(scene.starts - self.shown_until)
        how_long = "" if is_same_hour else ".after" if is_here else ".when"
        message = f"opening.{how_many}{how_long}"
        said = self._say(message, scene.lines[0], things)
        if said is not None and scene.place:
            yield said
        yield from self._weather(scene)
        self.hour = when

    def shown(self, scene: Told) -> None:
        """Note that a scene has been told."""
        self.shown_until, self.place = max(self.shown_until, scene.ends), scene.place

    def day(self, time: int) -> str:
        """The title of a day."""
        days = self.phraser.wording.tongue.grammar["days"]
        number = day_of(time)
        return str(days[number]) if number < len(days) - 1 else days[-1].format(n=number + 1)

    def days(self, first: int, last: int) -> str:
        """The title of several days."""
        until = self.day(last)
        return f"{self.day(first)} – {until[:1].lower()}{until[1:]}"

    def later(self, scene: Told) -> Sentence | None:
        """How many days later it is, and where; None when it is the same day."""
        days = scene.day - day_of(self.shown_until)
        if days < 1:
            return None
        wording = self.phraser.wording
        span, place = wording.tongue.span(days * DAY), wording.place(scene.place, "at")
        is_nowhere_else = scene.place == self.place or scene.place.startswith(ON_THE_WAY)
        message = "opening.later.same" if is_nowhere_else else "opening.later"
        return self._say(message, scene.lines[0], {"span": span, "place": place})

    def hour_words(self, time: int) -> tuple[str, str]:
        """ "early in the morning", "early morning": an hour as one tells it, and its name."""
        hours = self.phraser.wording.tongue.grammar["hours"]
        now = time % DAY // HOUR
        _, when, hour = [each for each in hours if each[0] <= now][-1]
        return str(when), str(hour)

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
        self, message: str, line: Line, things: Mapping[str, str], roles: Mapping[str, str] = NOBODY
    ) -> Sentence | None:
        if line.event is None:
            return None
        mark = Event(line.event.seq, "", roles, line.place)
        said = self.phraser.say(message, mark, things, frozenset(), must_be_new=False)
        lead = message.replace("opening.", "lead.")
        if said is None or not self.phraser.wording.has(lead):
            return said
        led = self.phraser.say(lead, mark, things, frozenset(), must_be_new=False)
        return said if led is None else replace(said, lead=led.text.removesuffix("."))


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
