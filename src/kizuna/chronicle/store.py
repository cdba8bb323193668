"""What a chronicle can do, whoever keeps it, and the one that is kept in memory.

A store is given the events of one moment at a time and gives them back in order, for ever the
same. It takes a moment whole or not at all, and only after the moments it already has: the past
is never filled in. What is written may wait until `flush`; reading sees it at once all the same.

    chronicle = MemoryStore()
    chronicle.append([dawn, greeting])
    chronicle.append([answer])
    list(chronicle.events(since=address(3600, 0)))    # from one o'clock on

Whoever writes another store runs `tests/contract/test_store.py` on it.
"""

# Errors are named for what befell the chronicle, as one reads them: `except ChronicleFull`.
# ruff: noqa: N818

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from kizuna.event import Event, address

FORMAT = 1
"""Which form of the chronicle this version writes. Forms 1 up to this one are read, for ever."""

ADDRESS_LIMIT = 1 << 62
"""Addresses stay below this, either way: about 139,000 years before and after the story begins."""


class ChronicleError(Exception):
    """Something is the matter with a chronicle: where, what, and a way out, in one sentence each.

    `where` is a path, a line or another name of the place; `what` ends without a full stop.
    """

    way_out = "Look at the place named and try again."

    def __init__(self, where: object, what: str) -> None:
        super().__init__(where, what)

    def __str__(self) -> str:
        where, what = self.args
        return f"{where}: {what}. {self.way_out}"


class ChronicleMissing(ChronicleError):
    """There is no such file, or no folder to put it in."""

    way_out = "Check the spelling of the path, or begin a new story there."


class ChronicleTaken(ChronicleError):
    """A new story was to begin where a file already is."""

    way_out = "Choose another name, or open the story that is there."


class ChronicleForeign(ChronicleError):
    """The file is no chronicle. It was only looked at, never touched."""

    way_out = "It was left as it is; name a chronicle instead."


class ChronicleTooNew(ChronicleError):
    """A later version of kizuna wrote this chronicle."""

    way_out = "It was left as it is; read it with a newer kizuna."


class ChronicleDamaged(ChronicleError):
    """The chronicle is not as it was written. What is given out is always as it was written."""

    way_out = "Go back to a copy of it, or read the events that come before the damage."


class ChronicleFull(ChronicleError):
    """There was no room for what should be written. What was flushed before is safe."""

    way_out = "Make room and try again; nothing flushed before is lost."


class ChronicleBusy(ChronicleError):
    """Somebody else writes in this chronicle."""

    way_out = "Let the other one finish, then open the chronicle again."


class ChronicleRefused(ChronicleError):
    """What was asked cannot be done with this chronicle; nothing of it was written."""

    way_out = "Nothing of it was written; mend what is named and try again."


class EventMissing(ChronicleError, LookupError):
    """No event has this address."""

    way_out = "Ask for the address of an event of this chronicle."


class Snapshot(NamedTuple):
    """The state after a story second, in whatever bytes its owner writes."""

    time: int
    blob: bytes


class Store(Protocol):
    """A chronicle's keeper. Raises ChronicleError when it cannot keep or give what is asked."""

    def append(self, batch: Sequence[Event]) -> None:
        """Take the events of a moment, all or none, each address above the one before it.

        `data` and `reasons` must hold only what JSON can say and are not copied: let them be.
        ChronicleRefused when an address does not ascend or the store is closed or only for reading.
        """

    def flush(self) -> None:
        """Make everything written so far safe; ChronicleFull keeps it waiting for another try."""

    def events(self, since: int | None = None, until: int | None = None) -> Iterator[Event]:
        """The events with since <= address < until, in order, as they are at the call."""

    def event(self, seq: int) -> Event:
        """The event with this address, or EventMissing."""

    def count(self) -> int:
        """How many events there are."""

    def last(self) -> Event | None:
        """The latest event, or None in a chronicle that has none."""

    def facts(self) -> dict[str, str]:
        """What is known of the story as a whole, by name."""

    def set_facts(self, facts: Mapping[str, str]) -> None:
        """Add facts; one of the same name is replaced."""

    def fingerprints(self) -> dict[int, str]:
        """The fingerprint of the state after each story second that has one, in order of time."""

    def record_fingerprint(self, time: int, fingerprint: str) -> None:
        """Keep the fingerprint, in hexadecimal, of the state after this story second."""

    def latest_snapshot(self, time: int) -> Snapshot | None:
        """The latest snapshot at or before this story second, if there is one."""

    def save_snapshot(self, time: int, blob: bytes) -> None:
        """Keep the state after this story second; one of the same second is replaced."""

    def close(self) -> None:
        """Flush and let go. Closing twice is no mistake; asking for anything afterwards is one."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def refuse_unless_ascending(last: int | None, batch: Sequence[Event], where: object) -> None:
    """ChronicleRefused unless the addresses of a batch ascend from the last one kept."""
    for event in batch:
        if last is not None and event.seq <= last:
            raise ChronicleRefused(
                where, f"address {event.seq} does not come after {last}, and the past is written"
            )
        last = event.seq
    if batch:
        refuse_unless_near(batch[0].seq, where)
        refuse_unless_near(batch[-1].seq, where)


def refuse_unless_near(seq: int, where: object) -> None:
    """ChronicleRefused when an address lies too far in time to be kept."""
    if not -ADDRESS_LIMIT < seq < ADDRESS_LIMIT:
        raise ChronicleRefused(where, f"address {seq} lies too far from the story to be kept")


IN_MEMORY = "the chronicle in memory"


class MemoryStore:
    """A chronicle for as long as the process lives. It keeps the very events it is given."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._facts: dict[str, str] = {}
        self._fingerprints: dict[int, str] = {}
        self._snapshots: dict[int, bytes] = {}
        self._snapshot_times: list[int] = []

    def append(self, batch: Sequence[Event]) -> None:
        """Take the events of a moment, all or none."""
        last = self._events[-1].seq if self._events else None
        refuse_unless_ascending(last, batch, IN_MEMORY)
        self._events.extend(batch)

    def flush(self) -> None:
        """Nothing waits here."""

    def events(self, since: int | None = None, until: int | None = None) -> Iterator[Event]:
        """The events with since <= address < until, in order, as they are at the call."""
        start = 0 if since is None else self._position(since)
        end = len(self._events) if until is None else self._position(until)
        return iter(self._events[start:end])

    def event(self, seq: int) -> Event:
        """The event with this address, or EventMissing."""
        position = self._position(seq)
        found = self._events[position : position + 1]
        if not found or found[0].seq != seq:
            raise EventMissing(IN_MEMORY, f"no event has the address {seq}")
        return found[0]

    def count(self) -> int:
        """How many events there are."""
        return len(self._events)

    def last(self) -> Event | None:
        """The latest event."""
        return self._events[-1] if self._events else None

    def facts(self) -> dict[str, str]:
        """What is known of the story as a whole, by name."""
        return dict(self._facts)

    def set_facts(self, facts: Mapping[str, str]) -> None:
        """Add facts; one of the same name is replaced."""
        self._facts.update(facts)

    def fingerprints(self) -> dict[int, str]:
        """The fingerprint after each story second that has one, in order of time."""
        return dict(sorted(self._fingerprints.items()))

    def record_fingerprint(self, time: int, fingerprint: str) -> None:
        """Keep the fingerprint of the state after this story second."""
        refuse_unless_near(address(time, 0), IN_MEMORY)
        self._fingerprints[time] = fingerprint

    def latest_snapshot(self, time: int) -> Snapshot | None:
        """The latest snapshot at or before this story second, if there is one."""
        position = bisect_right(self._snapshot_times, time)
        if not position:
            return None
        latest = self._snapshot_times[position - 1]
        return Snapshot(latest, self._snapshots[latest])

    def save_snapshot(self, time: int, blob: bytes) -> None:
        """Keep the state after this story second."""
        refuse_unless_near(address(time, 0), IN_MEMORY)
        if time not in self._snapshots:
            insort(self._snapshot_times, time)
        self._snapshots[time] = blob

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

    def _position(self, seq: int) -> int:
        return bisect_left(self._events, seq, key=_address_of)


def _address_of(event: Event) -> int:
    return event.seq
