"""A chronicle for as long as the process lives.

It keeps the very events it is given, a list a branch, and makes no copies. Several stores may
stand on branches of the same shelf.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import TracebackType
from typing import Any, Self

from kizuna.chronicle.branch import MAIN, Branch, lineage
from kizuna.chronicle.store import (
    BranchMissing,
    EventMissing,
    Snapshot,
    refuse_unless_ascending,
    refuse_unless_near,
)
from kizuna.event import Event, address, time_of

IN_MEMORY = "the chronicle in memory"


@dataclass(slots=True)
class Line:
    """What one branch keeps of its own."""

    parent: int | None = None
    forked_at: int | None = None
    change: Mapping[str, Any] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    fingerprints: dict[int, str] = field(default_factory=dict)
    snapshots: dict[int, bytes] = field(default_factory=dict)
    snapshot_times: list[int] = field(default_factory=list)


class MemoryStore:
    """A chronicle in memory, standing on one of its branches."""

    def __init__(self) -> None:
        self._lines: list[Line] = [Line()]
        self._facts: dict[str, str] = {}
        self._stand(MAIN)

    def _stand(self, branch: int) -> None:
        """Stand on a branch: find the lines that tell it and how far each is read."""
        self._branch = branch
        stretches = lineage(self.branches(), branch)
        self._own = self._lines[branch]
        self._inherited = [
            (self._lines[each.branch], each.until) for each in stretches if each.branch != branch
        ]

    @property
    def branch(self) -> int:
        """The number of the branch it stands on."""
        return self._branch

    @property
    def is_lasting(self) -> bool:
        """It goes with the process."""
        return False

    def append(self, batch: Sequence[Event]) -> None:
        """Take the events of a moment, all or none."""
        last = self.last()
        refuse_unless_ascending(None if last is None else last.seq, batch, IN_MEMORY)
        self._own.events.extend(batch)

    def flush(self) -> None:
        """Nothing waits here."""

    def events(self, since: int | None = None, until: int | None = None) -> Iterator[Event]:
        """The events with since <= address < until, in order, as they are at the call."""
        inherited = [
            _between(line.events, since, _sooner(until, end)) for line, end in self._inherited
        ]
        return chain(*inherited, _between(self._own.events, since, until))

    def event(self, seq: int) -> Event:
        """The event with this address, or EventMissing."""
        for event in self.events(seq, seq + 1):
            return event
        raise EventMissing(IN_MEMORY, f"no event has the address {seq}")

    def count(self) -> int:
        """How many events there are."""
        inherited = sum(_position(line.events, end) for line, end in self._inherited)
        return inherited + len(self._own.events)

    def last(self) -> Event | None:
        """The latest event."""
        if self._own.events:
            return self._own.events[-1]
        for line, end in reversed(self._inherited):
            if position := _position(line.events, end):
                return line.events[position - 1]
        return None

    def facts(self) -> dict[str, str]:
        """What is known of the story as a whole, by name."""
        return dict(self._facts)

    def set_facts(self, facts: Mapping[str, str]) -> None:
        """Add facts; one of the same name is replaced."""
        self._facts.update(facts)

    def fingerprints(self) -> dict[int, str]:
        """The fingerprint after each story second that has one, in order of time."""
        found: dict[int, str] = {}
        for line, end in self._inherited:
            until = _second_of(end)
            found |= {time: text for time, text in line.fingerprints.items() if time < until}
        return dict(sorted((found | self._own.fingerprints).items()))

    def record_fingerprint(self, time: int, fingerprint: str) -> None:
        """Keep the fingerprint of the state after this story second."""
        refuse_unless_near(address(time, 0), IN_MEMORY)
        self._own.fingerprints[time] = fingerprint

    def latest_snapshot(self, time: int) -> Snapshot | None:
        """The latest snapshot at or before this story second, if there is one."""
        found = _latest(self._own, time)
        for line, end in reversed(self._inherited):
            found = found or _latest(line, min(time, _second_of(end) - 1))
        return found

    def save_snapshot(self, time: int, blob: bytes) -> None:
        """Keep the state after this story second."""
        refuse_unless_near(address(time, 0), IN_MEMORY)
        if time not in self._own.snapshots:
            insort(self._own.snapshot_times, time)
        self._own.snapshots[time] = blob

    def branches(self) -> tuple[Branch, ...]:
        """Every branch, the main story first."""
        return tuple(_branch(number, line) for number, line in enumerate(self._lines))

    def fork(self, at: int, change: Mapping[str, Any]) -> int:
        """Part from this branch at an address; returns the new branch's number."""
        refuse_unless_near(at, IN_MEMORY)
        last = self.last()
        at = min(at, at if last is None else last.seq + 1)
        self._lines.append(Line(self._branch, at, dict(change)))
        return len(self._lines) - 1

    def on(self, branch: int) -> Self:
        """The same chronicle, standing on another branch."""
        if not 0 <= branch < len(self._lines):
            raise BranchMissing(IN_MEMORY, f"there is no branch {branch}")
        other = type(self)()
        other._lines, other._facts = self._lines, self._facts
        other._stand(branch)
        return other

    def close(self) -> None:
        """Nothing is held that must be let go."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _branch(number: int, line: Line) -> Branch:
    last = line.events[-1].seq if line.events else None
    return Branch(number, line.parent, line.forked_at, line.change, len(line.events), last)


def _between(events: list[Event], since: int | None, until: int | None) -> list[Event]:
    start = 0 if since is None else _position(events, since)
    return events[start : _position(events, until)]


def _position(events: list[Event], seq: int | None) -> int:
    return len(events) if seq is None else bisect_left(events, seq, key=_address_of)


def _address_of(event: Event) -> int:
    return event.seq


def _sooner(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else min(one, other)


def _second_of(end: int | None) -> float:
    """The first story second of which nothing is inherited."""
    return float("inf") if end is None else time_of(end)


def _latest(line: Line, time: float) -> Snapshot | None:
    position = bisect_right(line.snapshot_times, time)
    if not position:
        return None
    latest = line.snapshot_times[position - 1]
    return Snapshot(latest, line.snapshots[latest])
