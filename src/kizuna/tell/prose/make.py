"""Make: a chronicle goes in, a telling comes out.

telling = told(world, events, Wish(pov=("gaara",), length=SHORT, language="de"))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kizuna.event import Event
from kizuna.tell.line import Line
from kizuna.tell.opening import past_of
from kizuna.tell.plain import Teller
from kizuna.tell.prose.exchange import asked, by_itself
from kizuna.tell.prose.focalise import holder_of, own_part, through
from kizuna.tell.prose.frame import Frame, Meetings
from kizuna.tell.prose.pace import (
    FULL,
    Length,
    Told,
    best,
    ended,
    is_idle_day,
    is_quiet_day,
    paced,
    rarest,
)
from kizuna.tell.prose.page import Chapter, Kind, Paragraph, Passage, Sentence, Telling
from kizuna.tell.prose.phrase import Phraser, together
from kizuna.tell.prose.polish import breaks_before, led, paragraph
from kizuna.tell.prose.select import main_people, weighed
from kizuna.tell.refer import Refer
from kizuna.tell.template import Tense
from kizuna.world.rules import World

SURE = 0.4
"""Log-odds from which a belief about a heart is held to be so at the outset (a choice)."""
MOST_HELD = 3
"""So many of the main people's mistaken beliefs are told at the outset (a choice)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a story is to be told. `pov` is empty for a telling that knows everything."""

    pov: tuple[str, ...] = ()
    length: Length = FULL
    language: str = "en"
    tense: Tense = "then"


def told(world: World, events: Sequence[Event], wish: Wish = Wish()) -> Telling:
    """A story, told as wished. KeyError when nobody has worded a message of it."""
    return _Making(world, events, wish).telling()


@dataclass(slots=True)
class _Making:
    """One telling being made."""

    world: World
    events: Sequence[Event]
    wish: Wish
    teller: Teller = field(init=False)
    lines: list[Line] = field(init=False)
    worth: Mapping[int, float] = field(init=False)
    phraser: Phraser = field(init=False)
    frame: Frame = field(init=False)
    meetings: Meetings = field(init=False)
    parts: Mapping[str, float] = field(init=False)

    def __post_init__(self) -> None:
        self.teller = Teller(
            self.world, language=self.wish.language, tense=self.wish.tense, is_worded=False
        )
        self.lines = list(self.teller.tell(self.events))
        self.worth = weighed(self.lines, {event.seq: event for event in self.events})
        self.parts = {id_: own_part(self.lines, self.worth, id_) for id_ in self.wish.pov}
        wording = self.teller.notes.wording
        wording.refer = Refer(self.teller.notes.stage.pronouns)
        self.phraser = Phraser(wording)
        people = main_people(self.lines, [self.worth[line.seq] for line in self.lines])
        self.meetings = Meetings.of(self.events, (self.wish.pov[:1] or people[:1]), people)
        weather = [event for event in self.events if event.kind == "Happened"]
        self.frame = Frame(self.phraser, self.world.starts, weather=weather)

    def telling(self) -> Telling:
        """The telling, day by day."""
        tongue = self.phraser.wording.tongue
        chapters = list(self._chapters())
        cast = {
            id_: self.teller.name(id_)
            for id_ in main_people(self.lines, [self.worth[line.seq] for line in self.lines])
        }
        title = self.phraser.wording.text("names", self.world.title)
        stage = self.teller.notes.stage
        return Telling(
            title=title,
            subtitle=self._subtitle(),
            chapters=tuple(chapters),
            cast=cast,
            names={id_: self.teller.name(id_) for id_ in stage.pronouns},
            places={id_: self.phraser.wording.place(id_) for id_ in stage.places},
            language=tongue.language,
        )

    def _subtitle(self) -> str:
        names = [self.teller.name(id_) for id_ in self.wish.pov]
        if not names:
            return ""
        seen = self.phraser.wording.tongue.grammar["seen by"]
        return str(seen).format(names=self.phraser.wording.tongue.joined(names))

    # Chapters. -------------------------------------------------------------------------------

    def _chapters(self) -> Iterator[Chapter]:
        before = list(self._before())
        if before:
            title = str(self.phraser.wording.tongue.grammar["before"])
            yield Chapter(title, (Passage(tuple(before), "", self.world.starts),))
        days = [list(day) for _, day in groupby(self._shown(), key=lambda scene: scene.day)]
        merges = self.wish.length.most_lines > 0
        is_all_idle = all(is_idle_day(day, self.worth) for day in days)
        for is_quiet, run in groupby(
            days, key=lambda day: merges and is_quiet_day(day, self.worth)
        ):
            together = list(run)
            if is_quiet and len(together) > 1:
                first, last = together[0][0], together[-1][0]
                title = self.frame.days(first.starts, last.starts)
                yield from _chapter(title, self._over_days(together))
                continue
            for day in together:
                if is_quiet and not is_all_idle and is_idle_day(day, self.worth):
                    continue
                yield from _chapter(self.frame.day(day[0].starts), self._passages(day))

    def _before(self) -> Iterator[Paragraph]:
        """What lies behind the people, and what they hold to be so."""
        tongue, sentences = self.phraser.wording.tongue, []
        for event in past_of(self.events):
            if not self.wish.pov or self._remembers(event):
                words = self.phraser.wording.text("past", event.data["words"])
                span = tongue.span(self.world.starts - event.time)
                said = self.phraser.say(
                    "past.ago", event, {"span": span, "words": words}, frozenset()
                )
                sentences += [said] if said else []
        if sentences:
            yield paragraph(sentences, tongue, "past")
        held = [said for holder in self.wish.pov for said in self._held(holder)]
        held += [] if self.wish.pov else self._held_until_it_turns()
        if held:
            yield paragraph(held, tongue, "past")
        self._new_paragraph()

    def _remembers(self, event: Event) -> bool:
        """Whether those through whom it is told did it, or keep it in mind."""
        return event.roles.get("actor") in self.wish.pov or any(
            each.kind == "MemoryKept"
            and each.data.get("event") == event.seq
            and each.roles.get("who") in self.wish.pov
            for each in self.events
        )

    def _held(self, holder: str) -> Iterator[Sentence]:
        """What somebody is sure of about others' hearts at the outset, true or not."""
        for event, that in self.teller.hearts(self.events, holder, SURE):
            said = self.phraser.say("holds.heart", event, {"that": that}, frozenset())
            if said is not None:
                yield said

    def _held_until_it_turns(self) -> Iterator[Sentence]:
        """What the story's people are sure of about each other's hearts, and will not be."""
        turned = {
            (event.roles["who"], event.data["proposition"])
            for event in self.events
            if event.kind == "BeliefRevised" and event.data["odds"] < 0.0 < event.data.get("was", 0)
        }
        people = main_people(self.lines, [self.worth[line.seq] for line in self.lines])
        for holder in people[:MOST_HELD]:
            for event, that in self.teller.hearts(self.events, holder, SURE):
                if (holder, event.data["proposition"]) in turned:
                    said = self.phraser.say("holds.until", event, {"that": that}, frozenset())
                    yield from [] if said is None else [said]

    # Passages. -------------------------------------------------------------------------------

    def _passages(self, scenes: Iterable[Told]) -> Iterator[Passage]:
        """The scenes of a day."""
        waiting: list[Told] = []
        for scene in scenes:
            if not scene.is_scene:
                waiting.append(scene)
                continue
            if waiting:
                yield from self._in_passing(waiting)
                waiting = []
            shown = self._scene(scene)
            if shown is not None:
                yield shown
        yield from self._in_passing(waiting)

    def _shown(self) -> Iterator[Told]:
        return ended(paced(self._seen(), self.worth, self.wish.length), self.worth)

    def _seen(self) -> list[Line]:
        """The lines that those through whom it is told can know."""
        if not self.wish.pov:
            return self.lines
        known = {
            line.seq: line
            for holder in self.wish.pov
            for line in through(self.lines, self.events, holder)
        }
        return [known[seq] for seq in sorted(known)]

    def _scene(self, scene: Told) -> Passage | None:
        """A scene with its opening; None when nothing of it is left to say."""
        tongue = self.phraser.wording.tongue
        opening = [each for each in self._opening(scene) if each is not None]
        holder, lines = self._through(scene)
        bodies = self._paragraphs(opening, lines)
        if _is_bare(bodies, opening):
            return None
        self.frame.shown(scene)
        first: Kind = "opening" if opening else "body"
        paragraphs = [paragraph(bodies[0], tongue, first)]
        paragraphs += [paragraph(body, tongue) for body in bodies[1:]]
        return Passage(tuple(paragraphs), scene.place, scene.starts, scene.who, holder)

    def _opening(self, scene: Told) -> Iterator[Sentence | None]:
        """For how long somebody was not seen; else where everybody is, and when."""
        apart = self.frame.apart(scene, self.meetings)
        if apart is not None:
            yield apart
            return
        yield from self.frame.opening(scene)

    def _through(self, scene: Told) -> tuple[str, list[Line]]:
        """Whose scene it is, and the lines that they can tell."""
        if not self.wish.pov:
            return "", list(scene.lines)
        holder = holder_of(scene.lines, self.worth, self.parts)
        if len(self.wish.pov) == 1:
            return holder, list(scene.lines)
        return holder, through(scene.lines, self.events, holder)

    def _paragraphs(self, opening: list[Sentence], lines: list[Line]) -> list[list[Sentence]]:
        paragraphs: list[list[Sentence]] = [[*opening]] if opening else [[]]
        unsaid: set[int] = set()
        for line in together(lines, self.phraser.wording):
            if asked(line) in unsaid:
                unsaid.add(line.seq)
                continue
            if breaks_before(self._guessed(line), paragraphs[-1]):
                self._new_paragraph()
            said = self.phraser.said(line)
            if said is None:
                unsaid.add(line.seq)
            else:
                if breaks_before(said, paragraphs[-1]):
                    paragraphs.append([])
                paragraphs[-1].append(said)
        self._new_paragraph()
        names = [self.teller.name(id_) for id_ in self.teller.notes.stage.pronouns]
        words = (each["name"] for each in self.world.residents.values() if "name" in each)
        names += [self.phraser.wording.text("names", each) for each in words]
        return [led(each, names) for each in paragraphs if each]

    def _guessed(self, line: Line) -> Sentence:
        """What can be told of a sentence before it is phrased: whose it is, and whether it may be
        something said."""
        roles = {} if line.event is None else line.event.roles
        wordings = self.phraser.wording.tongue.phrases.of(line.message)
        is_said = any('"' in each.template for each in wordings)
        speaker = roles.get("actor", "") if is_said else ""
        text = '"' if is_said else ""
        return Sentence(text, line.seq, line.time, line.message, roles, speaker=speaker)

    def _new_paragraph(self) -> None:
        if self.phraser.wording.refer is not None:
            self.phraser.wording.refer.paragraph()

    def _in_passing(self, scenes: list[Told]) -> Iterator[Passage]:
        """Several scenes in which little happened, in a few sentences."""
        every = [line for scene in scenes for line in scene.lines]
        few = by_itself(best(every, self.worth, self.wish.length.together))
        kept = {line.seq for line in few}
        bodies: list[list[Sentence]] = []
        for scene in scenes:
            lines = [line for line in scene.lines if line.seq in kept]
            if lines:
                bodies += self._aside(scene, lines)
        if bodies:
            tongue = self.phraser.wording.tongue
            told = tuple(paragraph(body, tongue, "passing") for body in bodies)
            yield Passage(told, "", scenes[0].starts)

    def _over_days(self, days: list[list[Told]]) -> Iterator[Passage]:
        """Days in a row on which little happened: what was most worth telling in all of them."""
        every = [line for day in days for scene in day for line in scene.lines]
        most = self.wish.length.together + len(days) // 2
        few = by_itself(best(rarest(every, self.worth), self.worth, most))
        kept = {line.seq for line in few}
        bodies: list[list[Sentence]] = []
        for scene in (scene for day in days for scene in day):
            lines = [line for line in scene.lines if line.seq in kept]
            if lines:
                bodies += self._aside(scene, lines, self.frame.later(scene))
        if bodies:
            tongue = self.phraser.wording.tongue
            told = tuple(paragraph(body, tongue, "passing") for body in bodies)
            yield Passage(told, "", days[0][0].starts)

    def _aside(
        self, scene: Told, lines: list[Line], cue: Sentence | None = None
    ) -> list[list[Sentence]]:
        """A few things of a scene with where they are, after a `cue`; in a summary, only the
        things."""
        is_placed = self.wish.length.most_lines > 0
        opening = [] if cue is None else [cue]
        if cue is None and is_placed:
            opening = list(self.frame.opening(scene, is_named=False))
        bodies = self._paragraphs(opening, lines)
        if _is_bare(bodies, opening):
            return []
        self.frame.shown(scene)
        return bodies


def _is_bare(bodies: Sequence[Sequence[Sentence]], opening: Sequence[Sentence]) -> bool:
    """Whether nothing is told but where and when it is."""
    frame = {each.message for each in opening}
    return all(each.message in frame for body in bodies for each in body)


def _chapter(title: str, passages: Iterable[Passage]) -> Iterator[Chapter]:
    """A chapter, if there is anything in it."""
    told = tuple(passages)
    if told:
        yield Chapter(title, told)
