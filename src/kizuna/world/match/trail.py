"""The way back from an event along its causes.

"The answer rests on the insult" may mean three steps back: the answer was chosen out of anger, the
anger was felt on noticing, the insult was noticed. A `Trail` walks back from one event as far as
asked; a `Descent` writes down, as events come, which of the latest rest on which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from itertools import product
from typing import TypeAlias

from kizuna.event import Event
from kizuna.world.pattern.clause import Head
from kizuna.world.pattern.wanted import each

Lookup: TypeAlias = Callable[[int], Event | None]
"""The event of a number; None when it is not known (any more)."""

LATEST_EVENTS = 8_192
"""A `Sifter` has written down at least of so many events which rest on which (some 16 MiB)."""


class Trail:
    """What one event rests on, newest first, walked back no further than anyone asks."""

    __slots__ = ("_ahead", "_behind", "_by", "_lookup", "_met")

    def __init__(self, event: Event, by: tuple[str, ...], lookup: Lookup) -> None:
        self._by = by
        self._lookup = lookup
        self._behind: list[int] = []
        self._met = set(causes_of(event, by))
        self._ahead = sorted(-seq for seq in self._met)

    def reaches(self, seq: int) -> bool:
        """Whether the event rests on that one. Nothing older is looked at."""
        while seq not in self._met and self._ahead and -self._ahead[0] > seq:
            self._step()
        return seq in self._met

    def __iter__(self) -> Iterator[int]:
        at = 0
        while at < len(self._behind) or self._ahead:
            if at == len(self._behind):
                self._step()
            yield self._behind[at]
            at += 1

    def _step(self) -> None:
        seq = -heappop(self._ahead)
        self._behind.append(seq)
        event = self._lookup(seq)
        if event is None:
            return
        for further in causes_of(event, self._by):
            if further not in self._met:
                self._met.add(further)
                heappush(self._ahead, -further)


def causes_of(event: Event, by: tuple[str, ...]) -> list[int]:
    """The events that one rests on directly, by one of these types (or by any)."""
    here = event.seq
    # A cause that does not come before its effect would lead in a circle.
    if by:
        return [cause.seq for cause in event.causes if cause.type in by and cause.seq < here]
    return [cause.seq for cause in event.causes if cause.seq < here]


class Descent:
    """Which of the latest events rest on which, written down as they come.

    One bit for each event: what an event rests on is its causes and what they rest on. So a
    question costs a glance where a trail would be a long walk. Bit 0 stands for events that are
    not written here, because they came too long ago or before anyone looked. Where an event in
    between was never shown, the writing has a hole and is not relied on.
    """

    __slots__ = ("_by", "_has_hole", "_masks", "_of_head", "_places", "_seqs")

    def __init__(self, by: tuple[str, ...]) -> None:
        self._by = by
        self._has_hole = False
        self._seqs: list[int] = [0]
        self._masks: list[int] = [0]
        self._places: dict[int, int] = {}
        self._of_head: dict[Head, int] = {}

    def note(self, event: Event) -> None:
        """Write down one more event."""
        if len(self._seqs) > 2 * LATEST_EVENTS:
            self._forget()
        mask = 0
        for seq in causes_of(event, self._by):
            place = self._places.get(seq, 0)
            mask |= self._masks[place] | 1 << place
            if not place and self._places and seq > self._seqs[1]:
                self._has_hole = True
        place = self._places[event.seq] = len(self._seqs)
        self._seqs.append(event.seq)
        self._masks.append(mask)
        for head in heads_of(event):
            self._of_head[head] = self._of_head.get(head, 0) | 1 << place

    def rests_on(self, event: Event, seq: int) -> bool | None:
        """Whether an event rests on another; None when that is not written here."""
        place, other = self._places.get(event.seq), self._places.get(seq)
        if place is None or other is None or self._has_hole:
            return None
        return bool(self._masks[place] >> other & 1)

    def behind(self, event: Event, heads: tuple[Head, ...]) -> list[int] | None:
        """What an event rests on that has one of these heads, newest first; None: not written."""
        mask = self._masks[self._places[event.seq]] if event.seq in self._places else 1
        if mask & 1:
            return None
        of_heads = 0
        for head in heads:
            of_heads |= self._of_head.get(head, 0)
        return [self._seqs[place] for place in _bits(mask & of_heads)]

    def _forget(self) -> None:
        """Strike out the older half."""
        gone = (1 << LATEST_EVENTS + 1) - 1
        self._seqs = [0, *self._seqs[LATEST_EVENTS + 1 :]]
        self._masks = [0, *(_without(gone, mask) for mask in self._masks[LATEST_EVENTS + 1 :])]
        self._places = {seq: place for place, seq in enumerate(self._seqs) if place}
        self._of_head = {head: _without(gone, mask) & ~1 for head, mask in self._of_head.items()}


def _without(gone: int, mask: int) -> int:
    """A mask whose older half has become bit 0."""
    return mask >> LATEST_EVENTS & ~1 | bool(mask & gone)


def _bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set, highest first."""
    while mask:
        place = mask.bit_length() - 1
        yield place
        mask ^= 1 << place


def heads_of(event: Event) -> list[Head]:
    """Every head that an event has, the unsaid ones included."""
    practices = [one for one in each(event.data.get("practice")) if isinstance(one, str)]
    return list(product((event.kind, None), (*practices, None)))
