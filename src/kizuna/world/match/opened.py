"""One pattern that has begun, and what an event does to it.

An `Open` match has taken some events and waits for others. The next event lets it grow, once for
each way the event fits; ends it, when an `unless` forbids the event; or leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from kizuna.event import time_of
from kizuna.world.match.fit import Glance, Taken, fit
from kizuna.world.pattern.clause import Gap, Pattern, Unless
from kizuna.world.pattern.wanted import Bindings, Value

Signature: TypeAlias = tuple[object, ...]
"""What decides the prospects of an open match."""


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that was found: who its variables are, and the events of each label in order.

    A clause without a label goes by its number: "#2".
    """

    pattern: str
    bindings: tuple[tuple[str, Value], ...]
    seqs: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def cast(self) -> dict[str, Value]:
        """The bindings by variable, without question marks."""
        return dict(self.bindings)

    def of(self, label: str) -> tuple[int, ...]:
        """The events of a label. KeyError when there is no such label."""
        return dict(self.seqs)[label]

    @property
    def first_seq(self) -> int:
        """The event it begins with."""
        return min(seqs[0] for _, seqs in self.seqs)

    @property
    def last_seq(self) -> int:
        """The event that completed it."""
        return max(seqs[-1] for _, seqs in self.seqs)

    @property
    def first_time(self) -> int:
        """Story second of its first event."""
        return time_of(self.first_seq)

    @property
    def last_time(self) -> int:
        """Story second of its last event."""
        return time_of(self.last_seq)


@dataclass(frozen=True, slots=True)
class Open:
    """A pattern that has begun. `born` numbers it within its matching, in order of beginning."""

    pattern: int
    born: int
    step: int
    taken: Taken
    bindings: Bindings
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """A match that will never be completed: the position of the `unless`, and the event that
    fitted it."""

    match: Match
    unless: int
    by: int


class Grown(NamedTuple):
    """What an open match becomes when a clause takes an event."""

    step: int
    taken: Taken
    bindings: Bindings


def meet(pattern: Pattern, open_: Open, glance: Glance) -> tuple[int | None, list[Grown]]:
    """Which `unless` ends the match (None: no one), and what it grows into with the event.

    The event that closes an `unless` may fit it; then the match lives on only in what it becomes.
    """
    found = [
        at
        for at, unless in enumerate(pattern.unless)
        if is_watching(unless, pattern, open_)
        and fit(unless.likeness, glance.event, open_.bindings, open_.taken, glance)
    ]
    foes = [pattern.unless[at] for at in found]
    if any(foe.including_closing for foe in foes):
        return found[0], []
    grown = [
        child
        for clause in awaited(pattern, open_)
        for child in _grow(pattern, open_, clause, glance)
        if all(_is_closed(foe, clause, pattern, child) for foe in foes)
    ]
    return found[0] if found else None, grown


def is_watching(unless: Unless, pattern: Pattern, open_: Open) -> bool:
    """Whether an `unless` forbids events to this match just now."""
    if unless.before is not None and open_.taken[unless.before]:
        return False
    if unless.after is None:
        return any(open_.taken)
    return _is_done(pattern, open_.taken, unless.after)


def _is_closed(unless: Unless, clause: int, pattern: Pattern, child: Grown) -> bool:
    """Whether an `unless` ended when this clause took its event."""
    if unless.before is None:
        return child.step == len(pattern.steps)
    return unless.before == clause


def _is_done(pattern: Pattern, taken: Taken, clause: int) -> bool:
    return len(taken[clause]) == pattern.clauses[clause].times


def awaited(pattern: Pattern, open_: Open) -> list[int]:
    """The clauses of its step that can still take an event."""
    return [at for at in pattern.steps[open_.step] if not _is_done(pattern, open_.taken, at)]


def _grow(pattern: Pattern, open_: Open, clause: int, glance: Glance) -> list[Grown]:
    """What the match becomes when this clause takes the event: one for each solution."""
    event, taken = glance.event, open_.taken
    if not _is_in_time(pattern, open_, clause, event.time):
        return []
    solutions = fit(pattern.clauses[clause].likeness, event, open_.bindings, taken, glance)
    if not solutions:
        return []
    taken = (*taken[:clause], (*taken[clause], event.seq), *taken[clause + 1 :])
    is_over = all(_is_done(pattern, taken, at) for at in pattern.steps[open_.step])
    return [Grown(open_.step + is_over, taken, bindings) for bindings in solutions]


def _is_in_time(pattern: Pattern, open_: Open, clause: int, time: int) -> bool:
    seqs = open_.taken[clause]
    if seqs and time_of(seqs[-1]) >= time:
        return False
    for gap in pattern.clauses[clause].gaps:
        start = _start(gap, pattern, open_.taken, open_.step)
        if start is not None and not _is_within(gap, time - start):
            return False
    return True


def _is_within(gap: Gap, elapsed_s: int) -> bool:
    return elapsed_s >= gap.least_s and (gap.most_s is None or elapsed_s <= gap.most_s)


def _start(gap: Gap, pattern: Pattern, taken: Taken, step: int) -> int | None:
    """The story second from which a gap counts for a match at this step; None: not begun."""
    if gap.since is not None:
        return time_of(taken[gap.since][-1]) if _is_done(pattern, taken, gap.since) else None
    if step > 0:
        return max(time_of(taken[at][-1]) for at in pattern.steps[step - 1])
    return min((time_of(taken[at][0]) for at in pattern.steps[0] if taken[at]), default=None)


def until(pattern: Pattern, grown: Grown) -> int | None:
    """The last story second at which the match can still be completed; None: at any."""
    ends = [
        start + gap.most_s
        for step, at in _ahead(pattern, grown)
        for gap in pattern.clauses[at].gaps
        if gap.most_s is not None and (gap.since is not None or step == grown.step)
        if (start := _start(gap, pattern, grown.taken, step)) is not None
    ]
    return min(ends, default=None)


def _ahead(pattern: Pattern, grown: Grown) -> Iterator[tuple[int, int]]:
    """The clauses still to be filled, each with its step."""
    for step in range(grown.step, len(pattern.steps)):
        for at in pattern.steps[step]:
            if not _is_done(pattern, grown.taken, at):
                yield step, at


def signature_of(pattern: Pattern, grown: Grown) -> Signature:
    """Open matches of a pattern with equal signatures have equal prospects.

    How far they are and what they hold; and of the events only those that still matter.
    """
    if pattern.keep == "all":
        return grown
    counts = tuple(map(len, grown.taken))
    recalled = tuple(grown.taken[at] for at in pattern.recalled[grown.step])
    return counts, grown.bindings, recalled


def cast_of(bindings: Bindings) -> Bindings:
    """Who and what a match is about. What is only measured (how fond she was of him) is no part of
    it: two matches that differ in nothing else are one story."""
    return tuple(None if isinstance(held, float) else held for held in bindings)


def match_of(pattern: Pattern, taken: Taken, bindings: Bindings) -> Match:
    """The match as it is told: variables and labels by name."""
    held = zip(pattern.variables, bindings, strict=True)
    seqs = zip((clause.label for clause in pattern.clauses), taken, strict=True)
    return Match(
        pattern.name,
        tuple((name, value) for name, value in held if value is not None),
        tuple((label, numbers) for label, numbers in seqs if numbers),
    )
