"""forgo: a moment lived without something that would have happened in it.

A branch may do without one event of its parent. Whatever is drafted and is that event, or follows
from it, is left out; a `Forgone` event stands in its place, so that whoever would have acted turns
to something else. For a while the same thing is not done a little later either.

What somebody notices, and what a deed costs or gives them, is told apart by its causes alone: who
does without one such event has the next one nevertheless, when it rests on something else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kizuna.event import Event, identity, without_events

FORGONE_FOR_S = 3600
"""So long the same thing does not happen a little later instead (a choice)."""
KEPT_DATA = ("practice", "topic", "takes", "again", "left", "name", "commitment")
ONE_OF_MANY = frozenset({"Noticed", "EnergyChanged", "NeedChanged", "MemoryKept"})
"""Kinds of which the same person has one after the other, each for reasons of its own."""


@dataclass(frozen=True, slots=True)
class Forgoing:
    """What a branch does without: an event of its parent, from its second on for a while."""

    event: Event

    def is_meant(self, event: Event) -> bool:
        """Whether this is that event, or the same thing soon afterwards."""
        since = event.time - self.event.time
        if not 0 <= since < FORGONE_FOR_S or _what(event) != _what(self.event):
            return False
        return event.kind not in ONE_OF_MANY or _causes(self.event) <= _causes(event)


def _what(event: Event) -> tuple[Any, ...]:
    """An event's identity but for when and where."""
    _, kind, roles, _, *told = identity(event)
    return kind, roles, *told


def _causes(event: Event) -> frozenset[int]:
    return frozenset(cause.seq for cause in event.causes)


def forgo(events: Iterable[Event], forgoing: Forgoing | None) -> tuple[Event, ...]:
    """What was drafted, without what is forgone and what follows from it."""
    drafted = tuple(events)
    if forgoing is None:
        return drafted
    meant = [event.seq for event in drafted if forgoing.is_meant(event)]
    if not meant:
        return drafted
    left = {event.seq for event in without_events(drafted, meant)}
    return tuple(event if event.seq in left else _forgone(event) for event in drafted)


def _forgone(event: Event) -> Event:
    data = {name: event.data[name] for name in KEPT_DATA if name in event.data}
    return Event(event.seq, "Forgone", event.roles, event.place, {"kind": event.kind, **data})
