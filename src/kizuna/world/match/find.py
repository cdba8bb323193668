"""Looking through a whole chronicle, or one event further; what is open and what it waits for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kizuna.event import Event
from kizuna.world.match.matching import Matching, begin
from kizuna.world.match.opened import Match, Open, awaited, match_of
from kizuna.world.match.sifter import Sifter, order
from kizuna.world.match.trail import Lookup
from kizuna.world.pattern.clause import Pattern
from kizuna.world.pattern.standing import Facts
from kizuna.world.pattern.wanted import Value


def advance(
    matching: Matching, event: Event, lookup: Lookup, facts: Facts | None = None
) -> tuple[Matching, tuple[Match, ...]]:
    """What is open after one more event, and what it completed.

    ValueError when the event does not come after the one before.
    """
    sifter = Sifter(matching)
    completed = sifter.take(event, lookup, facts)
    return sifter.matching(), completed


@dataclass(frozen=True, slots=True)
class Expectation:
    """A match that is open: what it has, the labels it waits for, and until which story second."""

    pattern: str
    bindings: tuple[tuple[str, Value], ...]
    seqs: tuple[tuple[str, tuple[int, ...]], ...]
    awaits: tuple[str, ...]
    until: int | None


def expects(matching: Matching) -> tuple[Expectation, ...]:
    """What has begun and is still open, by pattern and in order of beginning."""
    sifter = Sifter(matching)
    begun = [
        open_
        for pool in matching.pools.values()
        for open_ in pool.values()
        if not sifter.is_past(open_)
    ]
    begun.sort(key=order)
    return tuple(_expectation(matching.plan.patterns[open_.pattern], open_) for open_ in begun)


def _expectation(pattern: Pattern, open_: Open) -> Expectation:
    match = match_of(pattern, open_.taken, open_.bindings)
    awaits = tuple(pattern.clauses[at].label for at in awaited(pattern, open_))
    return Expectation(match.pattern, match.bindings, match.seqs, awaits, open_.until)


def find(
    pattern: Pattern,
    events: Iterable[Event],
    lookup: Lookup | None = None,
    facts: Facts | None = None,
) -> list[Match]:
    """Every match of a pattern that it keeps, in the order of completion."""
    return find_all((pattern,), events, lookup, facts)


def find_all(
    patterns: Iterable[Pattern],
    events: Iterable[Event],
    lookup: Lookup | None = None,
    facts: Facts | None = None,
) -> list[Match]:
    """The matches of many patterns in the order of completion, then of the patterns.

    `lookup` finds what events rest on; left out, the events themselves are all there is. `facts`
    tell how things stand; a pattern that asks for it cannot do without.
    """
    sifter = Sifter(begin(patterns))
    known: dict[int, Event] = {}
    found: list[Match] = []
    for event in events:
        known[event.seq] = event
        found += sifter.take(event, lookup or known.get, facts)
    return found


def occurs(
    pattern: Pattern,
    events: Iterable[Event],
    since_seq: int | None = None,
    lookup: Lookup | None = None,
    facts: Facts | None = None,
) -> Match | None:
    """The earliest completion that takes only events after `since_seq`; None when there is none.

    What those events rest on may lie before.
    """
    sifter = Sifter(begin([replace(pattern, keep="first")]))
    known: dict[int, Event] = {}
    for event in events:
        known[event.seq] = event
        if since_seq is not None and event.seq <= since_seq:
            sifter.note(event)
            continue
        for match in sifter.take(event, lookup or known.get, facts):
            return match
    return None
