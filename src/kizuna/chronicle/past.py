"""The past of a running story: its events by number, read from the chronicle when asked for.

A story that was taken up from a snapshot has lived only its latest events; older ones are still
looked up now and then, when somebody remembers one. A story lived from its beginning has them all
at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kizuna.chronicle.store import EventMissing, Store
from kizuna.event import Event, time_of


class Past(dict[int, Event]):
    """Events by number. What is not at hand is read from the store, once."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store, self.is_at_hand = store, True
        self._older: dict[int, Event] = {}

    def __missing__(self, seq: int) -> Event:
        if self.is_at_hand:
            raise KeyError(seq)
        if seq not in self._older:
            try:
                self._older[seq] = self.store.event(seq)
            except EventMissing as error:
                raise KeyError(seq) from error
        return self._older[seq]

    def find(self, seq: int) -> Event | None:
        """The event of a number, or None when there is none."""
        try:
            return self[seq]
        except KeyError:
            return None

    def since(self, seq: int) -> Iterator[Event]:
        """Events from a number on, in order."""
        if not self.is_at_hand and not any(first <= seq for first in islice(self, 1)):
            return self.store.events(since=seq)
        latest: list[Event] = []
        for event in reversed(self.values()):
            if event.time < time_of(seq):
                break
            latest.append(event)
        return iter(sorted((e for e in latest if e.seq >= seq), key=lambda event: event.seq))

    def in_order(self) -> Iterator[Event]:
        """Every event from the beginning on."""
        if not self.is_at_hand:
            return self.store.events()
        return iter(sorted(self.values(), key=lambda event: event.seq))
