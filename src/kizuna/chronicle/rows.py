"""How an event becomes a row of a database and comes back, with a checksum over its cells.

SQLite does not notice a byte that changed on the disk, so every row carries a checksum of all its
other cells, and a row whose checksum is wrong is never given out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from operator import index
from typing import Any, TypeAlias
from zlib import crc32

from kizuna.chronicle.store import ChronicleDamaged, ChronicleRefused
from kizuna.event import Cause, Event, json_writer

Row: TypeAlias = tuple[Any, ...]

to_text = json_writer(allow_nan=False)
from_text = json.JSONDecoder().decode


def row_of(number: int, event: Event, where: object) -> Row:
    """The cells of an event, which is the `number`th of its branch. ChronicleRefused when it holds
    what JSON cannot say."""
    with sayable(where, f"event {event.seq}"):
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
        return (*cells, checksum(*cells))


def event_of(row: Row, where: object) -> Event:
    """The event in a row that is to be trusted. ChronicleDamaged when there is none in it."""
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
        raise ChronicleDamaged(where, f"what is kept under {seq} is no event") from error


def trusted(row: Row, where: object) -> Row:
    """The row itself, if its last cell is the checksum of the others."""
    if row[-1] != checksum(*row[:-1]):
        raise ChronicleDamaged(where, f"what is kept under {row[0]} has changed")
    return row


def checksum(*cells: object) -> int:
    """A checksum over cells, as they read."""
    return crc32("\0".join(map(str, cells)).encode())


@contextmanager
def sayable(where: object, what: str) -> Iterator[None]:
    """Tell what cannot be written as JSON as ChronicleRefused."""
    try:
        yield
    except (TypeError, ValueError, RecursionError) as error:
        raise ChronicleRefused(where, f"{what} holds what cannot be written: {error}") from error
