"""then: how things stood at a story second, and answers about it.

The state is evolved from what was recorded until then; nothing is thought anew. An answer says how
it stood, what it comes of, and lists the parts, the weightiest first.

    at = then(record, parse_moment("day 2 19:30"))
    at.whole.people.state(at.row("naruto"))
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kizuna.event import Event
from kizuna.explain.answer import Answer, Part
from kizuna.explain.chain import Step
from kizuna.explain.record import Record
from kizuna.state.whole import Whole, evolve
from kizuna.tell.grammar import sentence

MATTERS = 0.002
"""What adds less than this is not listed (a choice)."""
A_WHILE_S = 60 * 60
"""Who asks for a time so long after the last event is told that nothing is recorded of it."""


@dataclass(frozen=True, slots=True)
class Then:
    """The record and the state as it was at a story second."""

    record: Record
    whole: Whole
    now: int

    def row(self, who: str) -> int:
        """Somebody's row."""
        return self.whole.people.row[who]

    def name(self, who: str) -> str:
        """The telling's name for somebody."""
        return self.record.wording.name(who)

    def upto(self) -> Iterable[Event]:
        """What had happened by then."""
        return (event for event in self.record.events.values() if event.time <= self.now)


def then(record: Record, at: int | None) -> Then:
    """The state at a second; without one, at the end of what was recorded."""
    now = max(event.time for event in record.events.values()) if at is None else at
    whole = Whole()
    evolve(whole, (event for event in record.events.values() if event.time <= now))
    whole.now = now
    return Then(record, whole, now)


def answered(at: Then, about: str, told: list[str], parts: tuple[Part, ...]) -> Answer:
    """What was asked about, as it stood then."""
    last = max(event.time for event in at.record.events.values())
    if at.now > last + A_WHILE_S:
        told = [*told, f"Nothing is recorded after {at.record.moment(last)}"]
    first = tuple(Step("", part.event) for part in parts)
    return Answer(at.record, about, tuple(sentence(each) for each in told), first, parts)
