"""What can be the matter with a chronicle's file, told as the troubles of a chronicle.

Whether a file is a chronicle at all is read from its first hundred bytes before SQLite is let near
it: a foreign file is never touched.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kizuna.chronicle.store import (
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
)

MAGIC = b"SQLite format 3\0"
HEADER_BYTES = 100
VERSION_BYTES = slice(60, 64)
MARK_BYTES = slice(68, 72)
MARK = int.from_bytes(b"kizu", "big")


def refuse_unless_ours(path: Path) -> None:
    """ChronicleForeign, ChronicleTooNew or ChronicleDamaged unless the file begins as ours do."""
    with told(path), path.open("rb") as file:
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
def told(path: Path) -> Iterator[None]:
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
    # What the database quotes of a damaged row may be pages long.
    says = " ".join(str(error).partition(" with text ")[0].split())
    return ChronicleDamaged(path, f"it cannot be read: {says}")
