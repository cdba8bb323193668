"""Patterns being looked for in a long stream.

A `Sifter` takes one event after another and says what they complete. It is a `Matching` in motion:
it copies only when asked for the `Matching`.
"""

from __future__ import annotations

from typing import NamedTuple

from kizuna.event import Event, time_of
from kizuna.world.match.fit import Glance
from kizuna.world.match.matching import Matching, Spot, spots_at, spots_of
from kizuna.world.match.opened import (
    Ended,
    Grown,
    Match,
    Open,
    Signature,
    cast_of,
    match_of,
    meet,
    signature_of,
    until,
)
from kizuna.world.match.shelves import Shelves
from kizuna.world.match.trail import Descent, Lookup
from kizuna.world.pattern.standing import Facts
from kizuna.world.pattern.wanted import Bindings

SMALLEST_SWEEP = 64
"""A spot of the index is rid of what is past its time whenever it has doubled from here."""


class Turn(NamedTuple):
    """What one event did: the matches it completed, and those it ended."""

    completed: tuple[Match, ...]
    ended: tuple[Ended, ...]


class Sifter:
    """Patterns being looked for in a long stream: takes events, tells what they complete."""

    def __init__(self, matching: Matching) -> None:
        self._plan = matching.plan
        self._pools: Shelves[int, Signature, Open] = Shelves(matching.pools)
        self._index: Shelves[Spot, int, Open] = Shelves(matching.index)
        self._casts: Shelves[int, Bindings, None] = Shelves(matching.casts)
        self._descents = {by: Descent(by) for by in matching.plan.kinds_of_descent}
        self._next_born = matching.next_born
        self._last_seq = matching.last_seq

    def matching(self) -> Matching:
        """What is open now, as a value that later events leave alone."""
        return Matching(
            self._plan,
            self._pools.shared(),
            self._index.shared(),
            self._casts.shared(),
            self._next_born,
            self._last_seq,
        )

    def take(self, event: Event, lookup: Lookup, facts: Facts | None = None) -> tuple[Match, ...]:
        """Let one more event do what it does; the matches it completes, by pattern."""
        return self.follow(event, lookup, facts).completed

    def follow(self, event: Event, lookup: Lookup, facts: Facts | None = None) -> Turn:
        """The same, with the matches that the event ends.

        Deaths come before births: "the last insult before the blow" must be able to take the
        place of the insult before it. ValueError when the event does not come in order, or when a
        pattern asks how things stand and nobody brought the `facts`.
        """
        self.note(event)
        glance = Glance(event, lookup, self._descents, facts)
        met = [(open_, *self._meet(open_, glance)) for open_ in self._touched(event)]
        grown = {(open_.pattern, child): None for open_, _, more in met for child in more}
        found = [self._welcome(at, child) for at, child in grown]
        ended = [self._ended(open_, by, event) for open_, by, _ in met if by is not None]
        return Turn(tuple(match for match in found if match is not None), tuple(ended))

    def note(self, event: Event) -> None:
        """Let an event pass that nothing may take, though later ones may rest on it.

        ValueError when it does not come in order.
        """
        if self._last_seq is not None and event.seq <= self._last_seq:
            raise ValueError(f"event {event.seq} comes after {self._last_seq}: out of order")
        self._last_seq = event.seq
        for descent in self._descents.values():
            descent.note(event)

    def is_past(self, open_: Open) -> bool:
        """Whether a match can complete no more: its time is over, or its cast has been found."""
        now = self._last_seq
        if open_.until is not None and now is not None and time_of(now) > open_.until:
            return True
        keep = self._plan.patterns[open_.pattern].keep
        casts = self._casts.get(open_.pattern)
        if keep == "all" or not casts:
            return False
        return keep == "first" or (None not in open_.bindings and cast_of(open_.bindings) in casts)

    def _touched(self, event: Event) -> list[Open]:
        touched: dict[int, Open] = {}
        for spot in spots_at(event, self._plan):
            for root in self._plan.roots.get(spot, ()):
                touched[root.born] = root
            touched.update(self._index.get(spot))
        return sorted(touched.values(), key=order)

    def _meet(self, open_: Open, glance: Glance) -> tuple[int | None, list[Grown]]:
        if self.is_past(open_):
            if any(open_.taken):
                self._remove(open_)
            return None, []
        ended_by, grown = meet(self._plan.patterns[open_.pattern], open_, glance)
        if ended_by is not None:
            self._remove(open_)
        return ended_by, grown

    def _ended(self, open_: Open, unless: int, event: Event) -> Ended:
        pattern = self._plan.patterns[open_.pattern]
        return Ended(match_of(pattern, open_.taken, open_.bindings), unless, event.seq)

    def _welcome(self, at: int, grown: Grown) -> Match | None:
        """Keep what has grown, or tell that it is complete."""
        pattern = self._plan.patterns[at]
        if grown.step == len(pattern.steps):
            return self._complete(at, grown)
        signature = signature_of(pattern, grown)
        if signature not in self._pools.get(at):
            open_ = Open(at, self._next_born, *grown, until=until(pattern, grown))
            self._next_born += 1
            if not self.is_past(open_):
                self._pools.put(at, signature, open_)
                for spot in spots_of(pattern, open_):
                    self._enter(spot, open_)
        return None

    def _enter(self, spot: Spot, open_: Open) -> None:
        self._index.put(spot, open_.born, open_)
        size = len(self._index.get(spot))
        # Swept at every doubling, a spot stays within twice what is alive, at little cost.
        if size >= SMALLEST_SWEEP and size & (size - 1) == 0:
            for old in list(self._index.get(spot).values()):
                if self.is_past(old):
                    self._remove(old)

    def _complete(self, at: int, grown: Grown) -> Match | None:
        pattern, casts = self._plan.patterns[at], self._casts.get(at)
        if pattern.keep != "all":
            cast = cast_of(grown.bindings)
            if cast in casts or (casts and pattern.keep == "first"):
                return None
            self._casts.put(at, cast, None)
        return match_of(pattern, grown.taken, grown.bindings)

    def _remove(self, open_: Open) -> None:
        pattern = self._plan.patterns[open_.pattern]
        grown = Grown(open_.step, open_.taken, open_.bindings)
        self._pools.remove(open_.pattern, signature_of(pattern, grown))
        for spot in spots_of(pattern, open_):
            self._index.remove(spot, open_.born)


def order(open_: Open) -> tuple[int, int]:
    """By pattern, then in order of beginning."""
    return open_.pattern, open_.born
