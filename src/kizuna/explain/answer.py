"""The short answer: a few sentences on why, the weightiest first.

For a deed: what was done, which voice decided and what weighed for and against it, what had just
happened that moved them, what they held back, what they nearly did instead, and where it all
began. For anything else: what it came of, and where that began.

    answer = why_event(record, event)
    print(answer)                           # three to six sentences
    answer.steps()                          # the whole chain
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import islice

from kizuna.clock import DAY
from kizuna.event import Event
from kizuna.explain.chain import Step, behind, causes, is_beginning, unfold
from kizuna.explain.naming import clause
from kizuna.explain.occasion import occasions
from kizuna.explain.record import Record
from kizuna.explain.saying import saying
from kizuna.explain.weighing import weighing
from kizuna.tell.grammar import sentence, span_in_words

TOLD_CAUSES = 2
"""So many causes are told in the short answer (a choice); all are in the chain."""
LONGEST = 6
"""Sentences of a short answer at most (a choice)."""
SEEN_THROUGH = ("Noticed", "MemoryKept", "Told")
"""Steps that only pass on what they rest on: the short answer goes straight through them."""
INNER = ("FeelingFelt", "BeliefRevised", "Recalled")
BETWEEN_THE_LINES = ("EnergyChanged", "NeedChanged")
"""How full somebody was of something: it stands among the weights already, and in the chain."""
OF_LATE_S = DAY
"""A happening is told as a beginning for so long; then what lies before the story is (a choice)."""
STOOD = ("BondGiven", "BeliefRevised", "CommitmentMade", "PowerGiven")
NATURES = ("PersonEntered", "BondGiven", "BeliefRevised", "MemoryKept", "FeelingFelt")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that adds up with others to what was asked about: how much, and the event."""

    weight: float
    text: str
    event: Event


@dataclass(frozen=True, slots=True)
class Answer:
    """Why something is so: short, and as the chain of events it rests on.

    `about` names what was asked; `parts` are what it adds up to, the largest first, when it is no
    event but something that is so at a time.
    """

    record: Record
    about: str
    sentences: tuple[str, ...]
    first: tuple[Step, ...]
    parts: tuple[Part, ...] = field(default=())

    def __str__(self) -> str:
        return "\n".join(self.sentences)

    def steps(self) -> tuple[Step, ...]:
        """The whole chain, depth first."""
        return tuple(unfold(self.record, list(self.first)))

    @property
    def just_then(self) -> tuple[Event, ...]:
        """What made it happen in that second and no other: what somebody noticed then, and what
        they had been at. Empty for what is so at a time, and for what nobody looked up for."""
        asked = [step.event for step in self.first if not step.type]
        return tuple(each for event in asked for each in occasions(self.record, event))


def why_event(record: Record, event: Event) -> Answer:
    """Why an event happened."""
    told = [f"{record.place_and_time(event)}: {saying(record, event)}"]
    told += weighing(record, event)
    ends = [*islice(_held_back(record, event), 1), *_began(record, event)]
    room = min(TOLD_CAUSES, LONGEST - len(told) - len(ends))
    told += [*islice(_moved_by(record, event), room), *ends]
    return Answer(record, saying(record, event), tuple(told), (Step("", event),))


# What it came of. -----------------------------------------------------------------------------


def _moved_by(record: Record, event: Event) -> Iterator[str]:
    """The weightiest causes, each seen through to what was seen, heard or recalled."""
    told: set[str] = set()
    for type_, cause in causes(record, event):
        if not record.is_opening(cause) and cause.kind not in BETWEEN_THE_LINES:
            seen = _through(record, cause)
            if saying(record, seen) not in told:
                told.add(saying(record, seen))
                yield _because(record, type_, seen)


def _because(record: Record, type_: str, cause: Event) -> str:
    text = f"{LEADS[type_]}: {clause(saying(record, cause))} ({record.moment(cause.time)})"
    if cause.kind in INNER and (behind_it := _source(record, cause)) is not None:
        text += f", for {clause(saying(record, behind_it))}"
    return sentence(text)


LEADS = {
    "motivated": "What moved it",
    "informed": "What was known",
    "enabled": "What made it possible",
    "perceived": "What was noticed",
    "held back": "What held it back",
    "prevented": "What stood in the way",
}


def _through(record: Record, event: Event) -> Event:
    """What a mere noticing noticed; the event itself when it noticed nothing else."""
    while event.kind in SEEN_THROUGH:
        before = causes(record, event)
        if not before or record.is_opening(before[0][1]):
            return event
        event = before[0][1]
    return event


def _source(record: Record, event: Event) -> Event | None:
    """The deed or happening behind something inner, within a few steps."""
    for each in behind(record, event):
        if each.kind not in (*SEEN_THROUGH, *INNER, *NATURES):
            return each
    return None


def _held_back(record: Record, event: Event) -> Iterator[str]:
    """What the same person held back, or could not, in that very moment."""
    who = event.roles.get("actor")
    if event.kind != "Did" or who is None:
        return
    for each in record.at_moment(event.time):
        if each.kind in ("HeldBack", "Leaked", "ShutOut") and each.roles.get("who") == who:
            yield sentence(f"At the same moment {clause(saying(record, each))}")


# Where it began. ------------------------------------------------------------------------------


def _began(record: Record, event: Event) -> Iterator[str]:
    """The nearest beginning worth telling: backstory or happening, else how things stood."""
    if is_beginning(record, event):
        return
    beginnings = [each for each in nearest(record, event) if is_beginning(record, each)]
    told = [e for e in beginnings if e.kind == "Past" or _is_of_late(e, event)]
    if told:
        ago = span_in_words(max(0, event.time - told[0].time))
        yield sentence(f"It goes back to this, {ago} before: {clause(saying(record, told[0]))}")
        return
    of_it = set(event.roles.values())
    stood = [e for e in beginnings if e.kind in STOOD and set(e.roles.values()) <= of_it]
    who = event.roles.get("actor") or event.roles.get("who")
    if stood:
        yield sentence(f"It goes back to how things stood: {clause(saying(record, stood[0]))}")
    elif any(each.roles.get("who") == who for each in beginnings) and who:
        yield sentence(f"It lies in {record.wording.name(who)}'s nature")


def _is_of_late(beginning: Event, event: Event) -> bool:
    return beginning.kind == "Happened" and event.time - beginning.time <= OF_LATE_S


STEP = {"motivated": 1, "informed": 1, "held back": 1, "perceived": 1, "prevented": 2, "enabled": 3}
"""How far a step is: what moved somebody lies nearer than what merely made it possible."""


def nearest(record: Record, event: Event) -> Iterator[Event]:
    """Every event that an event rests on, the nearest first."""
    waiting, met = [(0, -event.seq)], set[int]()
    while waiting:
        far, seq = heappop(waiting)
        if seq in met:
            continue
        met.add(seq)
        here = record.events[-seq]
        if far:
            yield here
        for type_, each in record.before(here):
            heappush(waiting, (far + STEP[type_], -each.seq))
