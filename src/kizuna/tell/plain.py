"""From events to lines: which kinds of event are told, and by which small function.

Most of what happens is not worth a line: that somebody noticed, that a need was fed a little,
that they went on waiting. What is told has a weight, by which scenes choose what to say in full
and what to sum up, and a voice: a deed, something inner, a coming or going, a note.

    teller = Teller(world)
    [line.text for line in teller.tell(events)]

A `Teller` hears every event of a story in order, from the opening on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import takewhile

from kizuna.event import Event
from kizuna.state.belief import proposition
from kizuna.tell import beliefs, bouts, deeds, inner, pledges, ways
from kizuna.tell.line import Line
from kizuna.tell.notes import Notes
from kizuna.tell.template import Tense
from kizuna.tell.wording import IsClose, never_close
from kizuna.world.rules import World

TELLS: Mapping[str, Callable[[Notes, Event], Iterator[Line]]] = {
    "Did": deeds.did,
    "ReflexActed": deeds.reflex_acted,
    "Injured": deeds.injured,
    "Endangered": deeds.endangered,
    "Died": deeds.died,
    "Operated": deeds.operated,
    "Fainted": deeds.fainted,
    "Struck": bouts.struck,
    "Thrown": bouts.thrown,
    "Missed": bouts.missed,
    "ContestEnded": bouts.contest_ended,
    "TakenAway": ways.taken_away,
    "Woke": deeds.woke,
    "SetOut": ways.set_out,
    "Arrived": ways.arrived,
    "Happened": ways.happened,
    "CommitmentMade": pledges.commitment_made,
    "CommitmentEnded": pledges.commitment_ended,
    "FellDue": pledges.fell_due,
    "HeldBack": inner.held_back,
    "ShutOut": inner.held_back,
    "Leaked": inner.held_back,
    "BrokeOut": inner.broke_out,
    "Recalled": inner.recalled,
    "FeelingFelt": inner.feeling_felt,
    "Told": beliefs.told,
    "BeliefRevised": beliefs.belief_revised,
    "MotiveReread": beliefs.motive_reread,
}


class Teller:
    """Hears events in order and answers with lines.

    One that `varies` chooses among wordings; another says everything in its first, plainest one.
    One that is not `is_worded` leaves the saying to whoever takes its lines.
    """

    def __init__(
        self, world: World, is_close: IsClose = never_close, language: str = "en",
        tense: Tense = "now", varies: bool = True, is_worded: bool = True,
    ) -> None:  # fmt: skip
        self.world = world
        self.notes = Notes(world, is_close, language, tense, varies, is_worded)

    def tell(self, events: Iterable[Event]) -> Iterator[Line]:
        """The lines of these events, in order; nothing of what lies before the story."""
        for event in events:
            told = TELLS.get(event.kind)
            if told is not None and event.time >= self.world.starts:
                yield from told(self.notes, event)
            self.notes.stage.take(event)

    def hearts(
        self, events: Iterable[Event], holder: str, sure: float
    ) -> Iterator[tuple[Event, str]]:
        """What somebody believes at the outset of others' hearts, from so much log-odds on: each
        with the event that says so."""
        for event in takewhile(lambda each: each.time < self.world.starts, events):
            if event.kind == "BeliefRevised" and event.roles["who"] == holder:
                told = proposition(event.data["proposition"])
                predicate = self.world.predicates.get(told.predicate)
                is_heart = predicate is not None and predicate.kind == "heart"
                if is_heart and float(event.data["odds"]) >= sure:
                    yield event, self.notes.wording.thought(told, holder)

    def name(self, id_: str) -> str:
        """The telling's own name for somebody."""
        return self.notes.name(id_)

    def place_name(self, place: str) -> str:
        """What a place, or a way, is called."""
        return self.notes.stage.place_name(place)
