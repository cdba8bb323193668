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

How it is trusted: SQLite does not notice a byte that changed on the disk. So each row carries a
checksum, and the events of a branch are numbered without a gap: an event that changed or went
missing is a ChronicleDamaged, never a story told otherwise. Whether a file is a chronicle at all
is read from its first hundred bytes before SQLite is let near it: a foreign file is never touched.

The columns are those of the event, mappings and causes as JSON text. The key of a row is its
branch and address; no reader needs another index. The `branch` of the main story is 0.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from operator import index
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeAlias
from zlib import crc32

from kizuna.chronicle.store import (
    ADDRESS_LIMIT,
    FORMAT,
    ChronicleBusy,
    ChronicleDamaged,
    ChronicleError,
    ChronicleForeign,
    ChronicleFull,
    ChronicleMissing,
    ChronicleRefused,
    ChronicleTaken,
    ChronicleTooNew,
    EventMissing,
    Snapshot,
    refuse_unless_ascending,
    refuse_unless_near,
)
from kizuna.event import Cause, Event, address

MAGIC = b"SQLite format 3\0"
HEADER_BYTES = 100
VERSION_BYTES = slice(60, 64)
MARK_BYTES = slice(68, 72)
MARK = int.from_bytes(b"kizu", "big")

PATIENCE_SECONDS = 5.0
"""How long to wait for somebody else's flush to end."""

PAGE_EVENTS = 512
"""Events read at a time, so that a slow reader never holds a writer back."""

SCHEMA = f"""
BEGIN;
PRAGMA application_id = {MARK};
PRAGMA user_version = {FORMAT};
CREATE TABLE branches (
    branch INTEGER PRIMARY KEY, parent INTEGER, forked_at INTEGER,
    count INTEGER NOT NULL, last INTEGER
);
CREATE TABLE events (
    branch INTEGER NOT NULL, seq INTEGER NOT NULL, number INTEGER NOT NULL,
    kind TEXT NOT NULL, roles TEXT, place TEXT, data TEXT, causes TEXT, reasons TEXT,
    checksum INTEGER NOT NULL, PRIMARY KEY (branch, seq)
);
CREATE TABLE facts (name TEXT PRIMARY KEY, text TEXT NOT NULL, checksum INTEGER NOT NULL);
CREATE TABLE fingerprints (
    branch INTEGER NOT NULL, time INTEGER NOT NULL, fingerprint TEXT NOT NULL,
    checksum INTEGER NOT NULL, PRIMARY KEY (branch, time)
) WITHOUT ROWID;
CREATE TABLE snapshots (
    branch INTEGER NOT NULL, time INTEGER NOT NULL, blob BLOB NOT NULL,
    checksum INTEGER NOT NULL, PRIMARY KEY (branch, time)
);
INSERT INTO branches VALUES (0, NULL, NULL, 0, NULL);
COMMIT;
"""

WRITE_EVENT = "INSERT INTO events VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
WRITE_FACT = "INSERT OR REPLACE INTO facts VALUES (?, ?, ?)"
WRITE_FINGERPRINT = "INSERT OR REPLACE INTO fingerprints VALUES (0, ?, ?, ?)"
WRITE_SNAPSHOT = "INSERT OR REPLACE INTO snapshots VALUES (0, ?, ?, ?)"
MOVE_ON = "UPDATE branches SET count = ?, last = ? WHERE branch = 0 AND count = ? AND last IS ?"

COLUMNS = "seq, number, kind, roles, place, data, causes, reasons, checksum"
READ_EVENTS = f"""SELECT {COLUMNS} FROM events WHERE branch = 0 AND seq >= ? AND seq < ?
    ORDER BY seq LIMIT {PAGE_EVENTS}"""
READ_BEFORE = """SELECT number + 1 FROM events WHERE branch = 0 AND seq < ?
    ORDER BY seq DESC LIMIT 1"""
READ_AFTER = "SELECT number FROM events WHERE branch = 0 AND seq >= ? ORDER BY seq LIMIT 1"
READ_FACTS = "SELECT name, text, checksum FROM facts ORDER BY name"
READ_FINGERPRINTS = """SELECT time, fingerprint, checksum FROM fingerprints WHERE branch = 0
    ORDER BY time"""
READ_SNAPSHOT = """SELECT time, blob, checksum FROM snapshots WHERE branch = 0 AND time <= ?
    ORDER BY time DESC LIMIT 1"""
READ_REACH = "SELECT count, last FROM branches WHERE branch = 0"
READ_END = "SELECT number + 1, seq FROM events WHERE branch = 0 ORDER BY seq DESC LIMIT 1"
# One statement, so that a flush by another process cannot fall between the two halves.
READ_REACH_AND_END = f"SELECT * FROM ({READ_REACH}) LEFT JOIN ({READ_END})"

Row: TypeAlias = tuple[Any, ...]

to_text = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
from_text = json.JSONDecoder().decode


class Reach(NamedTuple):
    """How far a branch goes: how many events, and the address of the last."""

    events: int
    last: int | None


class SqliteStore:
    """A chronicle in a file. Begin one with `create`, take one up with `open`.

    Reading first flushes what waits to be written.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, is_writable: bool) -> None:
        self.path = path
        self._connection = connection
        self._is_writable = is_writable
        self._is_closed = False
        self._waiting: dict[str, list[Row]] = {}
        self._flushed = self._reach = self._read_reach()

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new, empty chronicle. ChronicleTaken where a file is: nothing is overwritten."""
        with _told(path):
            path.open("xb").close()
        try:
            return cls._connected(path, "rw", SCHEMA)
        except ChronicleError:
            path.unlink()
            raise

    @classmethod
    def open(cls, path: Path, read_only: bool = False) -> Self:
        """The chronicle in this file; after a crash, as it was at its last flush."""
        _refuse_unless_ours(path)
        return cls._connected(path, "ro" if read_only else "rw")

    @classmethod
    def _connected(cls, path: Path, mode: str, schema: str = "") -> Self:
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        with _told(path):
            connection = sqlite3.connect(
                uri, uri=True, isolation_level=None, timeout=PATIENCE_SECONDS
            )
        try:
            with _told(path):
                # The schema goes in before the WAL is there: its mark must be in the file itself.
                wal = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                connection.executescript(schema + wal if mode == "rw" else "")
            return cls(path, connection, is_writable=mode == "rw")
        except ChronicleError:
            connection.close()
            raise

    def append(self, batch: Sequence[Event]) -> None:
        """Take the events of a moment, all or none; they wait for `flush`."""
        self._refuse_unless_writable()
        refuse_unless_ascending(self._reach.last, batch, self.path)
        rows = [self._row(number, event) for number, event in enumerate(batch, self._reach.events)]
        if rows:
            self._wait(WRITE_EVENT, rows)
            self._reach = Reach(self._reach.events + len(rows), batch[-1].seq)

    def flush(self) -> None:
        """Write what waits, in one transaction. When it fails, everything goes on waiting."""
        if not self._waiting:
            return
        with _told(self.path), self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            self._move_on()
            for statement, rows in self._waiting.items():
                connection.executemany(statement, rows)
        self._waiting.clear()
        self._flushed = self._reach

    def events(self, since: int | None = None, until: int | None = None) -> Iterator[Event]:
        """The events with since <= address < until, in order, as they are at the call."""
        reach = self._read_reach()
        beyond = -ADDRESS_LIMIT if reach.last is None else reach.last + 1
        start = -ADDRESS_LIMIT if since is None else _nearest(since)
        end = beyond if until is None else min(_nearest(until), beyond)
        if start >= end:
            return iter(())
        first = self._read_number(READ_BEFORE, start, 0)
        return self._walk(start, end, first, self._read_number(READ_AFTER, end, reach.events))

    def event(self, seq: int) -> Event:
        """The event with this address, or EventMissing."""
        for event in self.events(seq, seq + 1):
            return event
        raise EventMissing(self.path, f"no event has the address {seq}")

    def count(self) -> int:
        """How many events there are."""
        return self._read_reach().events

    def last(self) -> Event | None:
        """The latest event."""
        last = self._read_reach().last
        return None if last is None else self.event(last)

    def facts(self) -> dict[str, str]:
        """What is known of the story as a whole, by name."""
        return {name: text for name, text, _ in map(self._trusted, self._read(READ_FACTS))}

    def set_facts(self, facts: Mapping[str, str]) -> None:
        """Add facts; one of the same name is replaced."""
        with _sayable(self.path, "a fact"):
            rows = [(name, text, _checksum(name, text)) for name, text in facts.items()]
        self._wait(WRITE_FACT, rows)

    def fingerprints(self) -> dict[int, str]:
        """The fingerprint after each story second that has one, in order of time."""
        rows = self._read(READ_FINGERPRINTS)
        return {time: fingerprint for time, fingerprint, _ in map(self._trusted, rows)}

    def record_fingerprint(self, time: int, fingerprint: str) -> None:
        """Keep the fingerprint of the state after this story second."""
        refuse_unless_near(address(time, 0), self.path)
        self._wait(WRITE_FINGERPRINT, [(time, fingerprint, _checksum(time, fingerprint))])

    def latest_snapshot(self, time: int) -> Snapshot | None:
        """The latest snapshot at or before this story second, if there is one."""
        for found, blob, checksum in self._read(READ_SNAPSHOT, (_nearest(time),)):
            if type(blob) is not bytes or checksum != _checksum(found, crc32(blob)):
                raise ChronicleDamaged(self.path, f"the snapshot at second {found} has changed")
            return Snapshot(found, blob)
        return None

    def save_snapshot(self, time: int, blob: bytes) -> None:
        """Keep the state after this story second."""
        refuse_unless_near(address(time, 0), self.path)
        self._wait(WRITE_SNAPSHOT, [(time, blob, _checksum(time, crc32(blob)))])

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
        if self._connection.execute(MOVE_ON, (*self._reach, *self._flushed)).rowcount != 1:
            raise ChronicleBusy(self.path, "somebody else has written here since it was opened")

    def _fold(self) -> None:
        """Leave write-ahead mode. While somebody still reads, it stays, and nothing is lost."""
        if self._is_writable:
            with suppress(ChronicleBusy), _told(self.path):
                self._connection.execute("PRAGMA busy_timeout = 0")
                self._connection.execute("PRAGMA journal_mode = DELETE")

    def _read(self, query: str, values: Row = ()) -> list[Row]:
        self._refuse_if_closed()
        self.flush()
        with _told(self.path):
            return self._connection.execute(query, values).fetchall()

    def _read_reach(self) -> Reach:
        for count, last, end_count, end_last in self._read(READ_REACH_AND_END):
            if (count, last) == (end_count or 0, end_last):
                return Reach(count, last)
        raise ChronicleDamaged(self.path, "it does not end where it says it does")

    def _read_number(self, query: str, seq: int, otherwise: int) -> int:
        """The number of the event beside an address; `otherwise` where the branch ends there."""
        rows = self._read(query, (seq,))
        number: int = rows[0][0] if rows else otherwise
        return number

    def _walk(self, start: int, end: int, number: int, last_number: int) -> Iterator[Event]:
        """Events page by page. Their neighbours' numbers tell whether any is gone."""
        while start < end and (rows := self._read(READ_EVENTS, (start, end))):
            for row in map(self._trusted, rows):
                if row[1] != number:
                    raise ChronicleDamaged(self.path, f"events before address {row[0]} are gone")
                yield self._event(row)
                start, number = row[0] + 1, number + 1
        if number != last_number:
            raise ChronicleDamaged(self.path, f"events before address {end} are gone")

    def _row(self, number: int, event: Event) -> Row:
        with _sayable(self.path, f"event {event.seq}"):
            causes = [(cause.type, cause.seq) for cause in event.causes]
            cells = (
                index(event.seq),
                number,
                event.kind,
                to_text(dict(event.roles)) if event.roles else None,
                event.place,
                to_text(dict(event.data)) if event.data else None,
                to_text(causes) if causes else None,
                None if event.reasons is None else to_text(dict(event.reasons)),
            )
            return (*cells, _checksum(*cells))

    def _event(self, row: Row) -> Event:
        seq, _, kind, roles, place, data, causes, reasons, _ = row
        try:
            return Event(
                seq=seq,
                kind=kind,
                roles=from_text(roles) if roles else {},
                place=place,
                data=from_text(data) if data else {},
                causes=tuple(Cause(*cause) for cause in from_text(causes)) if causes else (),
                reasons=from_text(reasons) if reasons else None,
            )
        except (TypeError, ValueError, RecursionError) as error:
            # Its checksum is right: somebody else than this store wrote it so.
            raise ChronicleDamaged(self.path, f"what is kept under {seq} is no event") from error

    def _trusted(self, row: Row) -> Row:
        if row[-1] != _checksum(*row[:-1]):
            raise ChronicleDamaged(self.path, f"what is kept under {row[0]} has changed")
        return row

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


def _checksum(*cells: object) -> int:
    return crc32("\0".join(map(str, cells)).encode())


def _refuse_unless_ours(path: Path) -> None:
    with _told(path), path.open("rb") as file:
        header = file.read(HEADER_BYTES)
    version = int.from_bytes(header[VERSION_BYTES], "big")
    if not header.startswith(MAGIC):
        raise ChronicleForeign(path, "this is no chronicle" if header else "this file is empty")
    if len(header) < HEADER_BYTES:
        raise ChronicleDamaged(path, "the file breaks off at its very beginning")
    if int.from_bytes(header[MARK_BYTES], "big") != MARK:
        raise ChronicleForeign(path, "this is a database, but no chronicle")
    if version > FORMAT:
        raise ChronicleTooNew(path, f"it has form {version}, and {FORMAT} is the last known here")
    if version < 1:
        raise ChronicleDamaged(path, "it does not say which form it has")


@contextmanager
def _sayable(path: Path, what: str) -> Iterator[None]:
    try:
        yield
    except (TypeError, ValueError, RecursionError) as error:
        raise ChronicleRefused(path, f"{what} holds what cannot be written: {error}") from error


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell the troubles of disk and database as those of a chronicle."""
    try:
        yield
    except OSError as error:
        raise _disk_trouble(path, error) from error
    except UnicodeDecodeError as error:
        # A damaged table definition, quoted in SQLite's own complaint about it.
        raise ChronicleDamaged(path, "it cannot be read as text") from error
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        raise _database_trouble(path, error) from error


def _disk_trouble(path: Path, error: OSError) -> ChronicleError:
    match error:
        case FileExistsError():
            return ChronicleTaken(path, "a file is there already")
        case FileNotFoundError() | NotADirectoryError():
            return ChronicleMissing(path, "there is no such file or folder")
        case IsADirectoryError():
            return ChronicleForeign(path, "this is a folder")
        case OSError(errno=errno.ENOSPC):
            return ChronicleFull(path, "the disk is full")
    return ChronicleRefused(path, f"the system says: {error.strerror}")


def _database_trouble(path: Path, error: sqlite3.Error) -> ChronicleError:
    match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return ChronicleFull(path, "there is no room left for it")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return ChronicleBusy(path, "somebody else is writing in it")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return ChronicleRefused(path, f"it may not be opened or written here: {error}")
        case sqlite3.SQLITE_IOERR:
            return ChronicleError(path, f"the disk does not answer: {error}")
    return ChronicleDamaged(path, f"it cannot be read: {error}")
