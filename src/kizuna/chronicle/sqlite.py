"""A chronicle in a file: one SQLite database a story, named `*.kizuna`.

Moments wait in memory until `flush` writes them in one transaction, so a reader, or a process that
dies at any byte, finds a whole number of flushes and in them whole moments. While a story is being
written its newest part lies beside it (`-wal`, `-shm`); `close` folds that in, and a finished story
is one file that can be read from where nothing can be written.

    with SqliteStore.create(Path("lee.kizuna")) as chronicle:
        chronicle.append(moment)
    with SqliteStore.open(Path("lee.kizuna"), read_only=True) as chronicle:
        chronicle.last()

How safe: once `flush` has returned, a crash of the process loses nothing. SQLite runs with
synchronous=NORMAL, which leaves it to the operating system when a flush reaches the disk: should
the *power* fail, the last flushes may be gone, but what is left is whole and in order. After
`close`, everything is on the disk.

How it is trusted: each row carries a checksum (see `rows`), and the events of a branch are numbered
without a gap: an event that changed or went missing is a ChronicleDamaged, never a story told
otherwise. Whether a file is a chronicle at all is looked at before SQLite is let near it (see
`disk`).

The columns are those of the event, mappings and causes as JSON text (see `statements`). The
`branch` of the main story is 0; a branch that parted from another is one row of `branches` until it
is lived, and reads what lies before it from its parents.

Form 1 knew no changes. Such a file is read as it is, and becomes form 2 when it is first forked.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self
from zlib import crc32

from kizuna.chronicle.branch import MAIN, Branch, Stretch, lineage
from kizuna.chronicle.disk import refuse_unless_ours, told
from kizuna.chronicle.rows import (
    Row,
    checksum,
    event_of,
    from_text,
    row_of,
    sayable,
    to_text,
    trusted,
)
from kizuna.chronicle.statements import (
    FROM_FORM_1,
    MOVE_ON,
    READ_AFTER,
    READ_BEFORE,
    READ_BRANCHES,
    READ_BRANCHES_1,
    READ_EVENTS,
    READ_FACTS,
    READ_FINGERPRINTS,
    READ_REACH_AND_END,
    READ_SNAPSHOT,
    READ_VERSION,
    SCHEMA,
    WRITE_BRANCH,
    WRITE_EVENT,
    WRITE_FACT,
    WRITE_FINGERPRINT,
    WRITE_SNAPSHOT,
)
from kizuna.chronicle.store import (
    ADDRESS_LIMIT,
    BranchMissing,
    ChronicleBusy,
    ChronicleDamaged,
    ChronicleError,
    ChronicleRefused,
    EventMissing,
    Snapshot,
    refuse_unless_ascending,
    refuse_unless_near,
)
from kizuna.chronicle.uninterrupted import uninterrupted
from kizuna.event import Event, address, time_of

PATIENCE_SECONDS = 5.0
"""How long to wait for somebody else's flush to end."""


class Reach(NamedTuple):
    """How far a branch goes: how many events, and the address of the last."""

    events: int
    last: int | None


class SqliteStore:
    """A chronicle in a file. Begin one with `create`, take one up with `open`.

    Reading first flushes what waits to be written.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, is_writable: bool, branch: int = MAIN
    ) -> None:
        self.path = path
        self._connection = connection
        self._is_writable = is_writable
        self._is_closed = False
        self._waiting: dict[str, list[Row]] = {}
        self._branch = branch
        self._inherited = self._read_inherited()
        self._past = self._read_past()
        self._flushed = self._reach = self._read_reach(branch)

    @property
    def branch(self) -> int:
        """The number of the branch it stands on."""
        return self._branch

    @property
    def is_lasting(self) -> bool:
        """It stays on the disk."""
        return True

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new, empty chronicle. ChronicleTaken where a file is: nothing is overwritten."""
        with told(path):
            path.open("xb").close()
        try:
            return cls._connected(path, "rw", SCHEMA)
        except ChronicleError:
            path.unlink()
            raise

    @classmethod
    def open(cls, path: Path, read_only: bool = False, branch: int = MAIN) -> Self:
        """The chronicle in this file, standing on a branch; after a crash, as it was at its last
        flush. BranchMissing when there is no such branch."""
        refuse_unless_ours(path)
        return cls._connected(path, "ro" if read_only else "rw", branch=branch)

    @classmethod
    def _connected(cls, path: Path, mode: str, schema: str = "", branch: int = MAIN) -> Self:
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        with told(path):
            connection = sqlite3.connect(
                uri, uri=True, isolation_level=None, timeout=PATIENCE_SECONDS
            )
        try:
            with told(path):
                # The schema goes in before the WAL is there: its mark must be in the file itself.
                wal = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                connection.executescript(schema + wal if mode == "rw" else "")
            return cls(path, connection, mode == "rw", branch)
        except ChronicleError:
            connection.close()
            raise

    def append(self, batch: Sequence[Event]) -> None:
        """Take the events of a moment, all or none; they wait for `flush`."""
        self._refuse_unless_writable()
        last = self._past.last if self._reach.last is None else self._reach.last
        refuse_unless_ascending(last, batch, self.path)
        rows = [
            (self._branch, *row_of(number, event, self.path))
            for number, event in enumerate(batch, self._reach.events)
        ]
        if rows:
            with uninterrupted():
                self._wait(WRITE_EVENT, rows)
                self._reach = Reach(self._reach.events + len(rows), batch[-1].seq)

    def flush(self) -> None:
        """Write what waits, in one transaction. When it fails, everything goes on waiting."""
        if not self._waiting:
            return
        with uninterrupted():
            with told(self.path), self._connection as connection:
                connection.execute("BEGIN IMMEDIATE")
                self._move_on()
                for statement, rows in self._waiting.items():
                    connection.executemany(statement, rows)
            self._waiting.clear()
            self._flushed = self._reach

    def events(self, since: int | None = None, until: int | None = None) -> Iterator[Event]:
        """The events with since <= address < until, in order, as they are at the call."""
        start = -ADDRESS_LIMIT if since is None else _nearest(since)
        end = ADDRESS_LIMIT if until is None else _nearest(until)
        stretches = (*self._inherited, Stretch(self._branch, None))
        return chain.from_iterable([self._of(each, start, end) for each in stretches])

    def event(self, seq: int) -> Event:
        """The event with this address, or EventMissing."""
        for event in self.events(seq, seq + 1):
            return event
        raise EventMissing(self.path, f"no event has the address {seq}")

    def count(self) -> int:
        """How many events there are."""
        return self._past.events + self._read_reach(self._branch).events

    def last(self) -> Event | None:
        """The latest event."""
        own = self._read_reach(self._branch).last
        last = self._past.last if own is None else own
        return None if last is None else self.event(last)

    def facts(self) -> dict[str, str]:
        """What is known of the story as a whole, by name."""
        return {name: text for name, text, _ in map(self._trusted, self._read(READ_FACTS))}

    def set_facts(self, facts: Mapping[str, str]) -> None:
        """Add facts; one of the same name is replaced."""
        with sayable(self.path, "a fact"):
            rows = [(name, text, checksum(name, text)) for name, text in facts.items()]
        self._wait(WRITE_FACT, rows)

    def fingerprints(self) -> dict[int, str]:
        """The fingerprint after each story second that has one, in order of time."""
        found: dict[int, str] = {}
        for branch, until in (*self._inherited, Stretch(self._branch, None)):
            rows = self._read(READ_FINGERPRINTS, (branch, _second_of(until)))
            found |= {time: fingerprint for time, fingerprint, _ in map(self._trusted, rows)}
        return found

    def record_fingerprint(self, time: int, fingerprint: str) -> None:
        """Keep the fingerprint of the state after this story second."""
        refuse_unless_near(address(time, 0), self.path)
        row = (self._branch, time, fingerprint, checksum(time, fingerprint))
        self._wait(WRITE_FINGERPRINT, [row])

    def latest_snapshot(self, time: int) -> Snapshot | None:
        """The latest snapshot at or before this story second, if there is one."""
        for branch, until in (Stretch(self._branch, None), *reversed(self._inherited)):
            at = min(_nearest(time), _second_of(until) - 1)
            for found, blob, written in self._read(READ_SNAPSHOT, (branch, at)):
                if type(blob) is not bytes or written != checksum(found, crc32(blob)):
                    raise ChronicleDamaged(self.path, f"the snapshot at second {found} has changed")
                return Snapshot(found, blob)
        return None

    def save_snapshot(self, time: int, blob: bytes) -> None:
        """Keep the state after this story second."""
        refuse_unless_near(address(time, 0), self.path)
        self._wait(WRITE_SNAPSHOT, [(self._branch, time, blob, checksum(time, crc32(blob)))])

    def branches(self) -> tuple[Branch, ...]:
        """Every branch, the main story first."""
        is_old = self._read(READ_VERSION)[0][0] == 1
        return tuple(map(self._as_branch, self._read(READ_BRANCHES_1 if is_old else READ_BRANCHES)))

    def fork(self, at: int, change: Mapping[str, Any]) -> int:
        """Part from this branch at an address; returns the new branch's number."""
        self._refuse_unless_writable()
        refuse_unless_near(at, self.path)
        with sayable(self.path, "a change"):
            text = to_text(dict(change))
        self.flush()
        last = self._past.last if self._reach.last is None else self._reach.last
        at = at if last is None else min(at, last + 1)
        with told(self.path), self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            if connection.execute(READ_VERSION).fetchone()[0] == 1:
                for statement in FROM_FORM_1:
                    connection.execute(statement)
            number: int = connection.execute("SELECT max(branch) + 1 FROM branches").fetchone()[0]
            cells = (number, self._branch, at, text)
            connection.execute(WRITE_BRANCH, (*cells, checksum(*cells)))
        return number

    def on(self, branch: int) -> Self:
        """The same chronicle, standing on another branch, through a connection of its own."""
        self._refuse_if_closed()
        self.flush()
        return self._connected(self.path, "rw" if self._is_writable else "ro", branch=branch)

    def close(self) -> None:
        """Flush, fold everything into the one file and let go of it."""
        if self._is_closed:
            return
        try:
            self.flush()
            self._fold()
        finally:
            self._is_closed = True
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _wait(self, statement: str, rows: Sequence[Row]) -> None:
        self._refuse_unless_writable()
        self._waiting.setdefault(statement, []).extend(rows)

    def _move_on(self) -> None:
        """Within a flush: say how far the branch now goes, unless somebody else took it further."""
        moved = (*self._reach, self._branch, *self._flushed)
        if self._connection.execute(MOVE_ON, moved).rowcount != 1:
            raise ChronicleBusy(self.path, "somebody else has written here since it was opened")

    def _fold(self) -> None:
        """Leave write-ahead mode. While somebody still reads, it stays, and nothing is lost."""
        if self._is_writable:
            with suppress(ChronicleBusy), told(self.path):
                self._connection.execute("PRAGMA busy_timeout = 0")
                self._connection.execute("PRAGMA journal_mode = DELETE")

    def _read(self, query: str, values: Row = ()) -> list[Row]:
        self._refuse_if_closed()
        self.flush()
        with told(self.path):
            return self._connection.execute(query, values).fetchall()

    def _read_reach(self, branch: int) -> Reach:
        """How far a branch's own events go."""
        for count, last, end_count, end_last in self._read(READ_REACH_AND_END, (branch,)):
            if (count, last) == (end_count or 0, end_last):
                return Reach(count, last)
        raise ChronicleDamaged(self.path, "it does not end where it says it does")

    def _read_inherited(self) -> tuple[Stretch, ...]:
        """The stretches of other branches that this one begins with."""
        if self._branch == MAIN:
            return ()
        branches = self.branches()
        if all(each.number != self._branch for each in branches):
            raise BranchMissing(self.path, f"there is no branch {self._branch}")
        try:
            return lineage(branches, self._branch)[:-1]
        except (KeyError, ValueError) as error:
            raise ChronicleDamaged(self.path, "its branches do not hang together") from error

    def _read_past(self) -> Reach:
        """How far what is inherited goes. It never changes: no branch is written in twice."""
        count, last = 0, None
        for branch, until in self._inherited:
            for number, seq in self._read(READ_BEFORE, (branch, until)):
                count, last = count + number, seq
        return Reach(count, last)

    def _as_branch(self, row: Row) -> Branch:
        branch, parent, forked_at, count, last, change, _ = row
        if parent is None:
            return Branch(branch, None, None, {}, count, last)
        if row[-1] != checksum(branch, parent, forked_at, change):
            raise ChronicleDamaged(self.path, f"what is kept of branch {branch} has changed")
        return Branch(branch, parent, forked_at, from_text(change), count, last)

    def _of(self, stretch: Stretch, start: int, end: int) -> Iterator[Event]:
        """The events of a stretch with start <= address < end."""
        branch, until = stretch
        reach = self._read_reach(branch)
        beyond = -ADDRESS_LIMIT if reach.last is None else reach.last + 1
        end = min(end, beyond, beyond if until is None else until)
        if start >= end:
            return iter(())
        first = self._read_number(READ_BEFORE, branch, start, 0)
        last = self._read_number(READ_AFTER, branch, end, reach.events)
        return self._walk(branch, start, end, first, last)

    def _read_number(self, query: str, branch: int, seq: int, otherwise: int) -> int:
        """The number of the event beside an address; `otherwise` where the branch ends there."""
        rows = self._read(query, (branch, seq))
        number: int = rows[0][0] if rows else otherwise
        return number

    def _walk(
        self, branch: int, start: int, end: int, number: int, last_number: int
    ) -> Iterator[Event]:
        """Events page by page. Their neighbours' numbers tell whether any is gone."""
        while start < end and (rows := self._read(READ_EVENTS, (branch, start, end))):
            for row in map(self._trusted, rows):
                if row[1] != number:
                    raise ChronicleDamaged(self.path, f"events before address {row[0]} are gone")
                yield event_of(row, self.path)
                start, number = row[0] + 1, number + 1
        if number != last_number:
            raise ChronicleDamaged(self.path, f"events before address {end} are gone")

    def _trusted(self, row: Row) -> Row:
        return trusted(row, self.path)

    def _refuse_if_closed(self) -> None:
        if self._is_closed:
            raise ChronicleRefused(self.path, "it is closed")

    def _refuse_unless_writable(self) -> None:
        self._refuse_if_closed()
        if not self._is_writable:
            raise ChronicleRefused(self.path, "it was opened for reading only")


def _nearest(seq: int) -> int:
    """The nearest address SQLite can compare with; none that is kept lies beyond it."""
    return max(-ADDRESS_LIMIT, min(seq, ADDRESS_LIMIT))


def _second_of(until: int | None) -> int:
    """The first story second of which nothing is inherited."""
    return ADDRESS_LIMIT if until is None else time_of(until)
