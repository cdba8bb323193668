"""What a chronicle can do, whoever keeps it.

A store is given the events of one moment at a time and gives them back in order, for ever the
same. It takes a moment whole or not at all, and only after the moments it already has: the past
is never filled in. What is written may wait until `flush`; reading sees it at once all the same.

    chronicle = MemoryStore()
    chronicle.append([dawn, greeting])
    chronicle.append([answer])
    list(chronicle.events(since=address(3600, 0)))    # from one o'clock on

A chronicle may have branches (see `branch`). A store stands on one of them, the main story unless
told otherwise, and everything it gives and takes is that branch's: its parent's events up to where
it parted, then its own.

    other = chronicle.on(chronicle.fork(at=greeting.seq, change={}))
    other.append([something_else])

Whoever writes another store runs `tests/contract/test_store.py` on it.
"""

# Errors are named for what befell the chronicle, as one reads them: `except ChronicleFull`.
# ruff: noqa: N818

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, NamedTuple, Protocol, Self

from kizuna.chronicle.branch import Branch
from kizuna.event import Event

FORMAT = 2
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

    way_out = "Go back to a copy, or live it again: the same world and seed give the same story."


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


class BranchMissing(ChronicleError, LookupError):
    """No branch has this number."""

    way_out = "Ask 'kizuna branches' which there are."


class Snapshot(NamedTuple):
    """The state after a story second, in whatever bytes its owner writes."""

    time: int
    blob: bytes


class Store(Protocol):
    """A chronicle's keeper. Raises ChronicleError when it cannot keep or give what is asked."""

    @property
    def branch(self) -> int:
        """The number of the branch it stands on."""

    @property
    def is_lasting(self) -> bool:
        """Whether it outlives the process, so that snapshots are worth their while."""

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

    def branches(self) -> tuple[Branch, ...]:
        """Every branch, the main story first, in the order they were made."""

    def fork(self, at: int, change: Mapping[str, Any]) -> int:
        """Part from this branch at an address: a new branch with its events below it. Safe at once.

        Whatever is not lived yet is not inherited either: beyond the last event means after it.
        Returns the new branch's number. `change` holds only what JSON can say.
        """

    def on(self, branch: int) -> Self:
        """The same chronicle, standing on another branch; closed on its own. BranchMissing when
        there is none of this number."""

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
