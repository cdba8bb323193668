"""A chronicle as lines of JSON, to hand on, keep under version control, or read elsewhere.

The first line says that this is a chronicle, in which form, and the facts of the story; each
further line is one event. Equal chronicles give equal text.

    {"kizuna":1,"seed":"7","world":"precious_person"}
    {"causes":[["perceived",12582912]],"kind":"Did","roles":{"actor":"lee"},"seq":3774873600}

Keys are sorted, so what comes back is equal, though its mappings may list their keys in another
order. The form has no end mark: a file cut between two lines reads as a shorter chronicle.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from kizuna.chronicle.store import (
    ChronicleDamaged,
    ChronicleForeign,
    ChronicleFull,
    ChronicleRefused,
    ChronicleTooNew,
)
from kizuna.event import Event, from_plain, to_json

MARK = "kizuna"
FORM = 1
"""Which form of lines this version writes. Forms 1 up to this one are read, for ever."""


class Writable(Protocol):
    """Anything text can be written to."""

    def write(self, text: str, /) -> object:
        """Take the text."""


def write_lines(
    events: Iterable[Event], stream: Writable, facts: Mapping[str, str] | None = None
) -> None:
    """Write a header with the facts, then one line an event. ChronicleFull when the disk is."""
    if facts and MARK in facts:
        raise ChronicleRefused("line 1", f"no fact may be called {MARK!r}, the header's own word")
    with _room():
        stream.write(_header(facts or {}) + "\n")
        for event in events:
            stream.write(to_json(event) + "\n")


def read_lines(stream: Iterable[str]) -> Lines:
    """The events that `write_lines` wrote, one by one, and the facts of the story.

    The header is read at once: ChronicleForeign or ChronicleTooNew when this is not for us. A line
    that is no event, or does not come after the one before, is ChronicleDamaged with its number.
    """
    lines = _numbered(stream)
    _, header = next(lines, (1, ""))
    return Lines(_facts(header), _events(lines))


class Lines(Iterator[Event]):
    """Events being read from lines; `facts` are those of the header."""

    def __init__(self, facts: dict[str, str], events: Iterator[Event]) -> None:
        self.facts = facts
        self._events = events

    def __next__(self) -> Event:
        return next(self._events)


def _header(facts: Mapping[str, str]) -> str:
    header = {MARK: FORM, **dict(sorted(facts.items()))}
    return json.dumps(header, ensure_ascii=False, separators=(",", ":"))


def _facts(line: str) -> dict[str, str]:
    header = _parsed(line)
    if not isinstance(header, dict) or type(header.get(MARK)) is not int:
        what = "this is no chronicle's header" if line else "there is nothing here"
        raise ChronicleForeign("line 1", what)
    form = header.pop(MARK)
    if form > FORM:
        raise ChronicleTooNew("line 1", f"it has form {form}, and {FORM} is the last known here")
    if form < 1 or not all(isinstance(fact, str) for fact in header.values()):
        raise ChronicleDamaged("line 1", "the header says what no header can")
    return header


def _events(lines: Iterable[tuple[int, str]]) -> Iterator[Event]:
    last: int | None = None
    for number, line in lines:
        event = _event(number, line)
        if last is not None and event.seq <= last:
            what = f"address {event.seq} does not come after {last}"
            raise ChronicleDamaged(f"line {number}", what)
        last = event.seq
        yield event


def _event(number: int, line: str) -> Event:
    try:
        plain = _parsed(line)
        if not isinstance(plain.get("place"), str | None):
            raise TypeError("a place is a name")
        if not isinstance(plain.get("reasons"), dict | None):
            raise TypeError("reasons have names")
        return from_plain(plain)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ChronicleDamaged(f"line {number}", "this is no event") from error


def _parsed(line: str) -> Any:
    """The JSON of a line, or None when it is not JSON."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _numbered(stream: Iterable[str]) -> Iterator[tuple[int, str]]:
    number = 0
    try:
        for number, line in enumerate(stream, 1):
            yield number, line
    except UnicodeDecodeError as error:
        trouble = ChronicleDamaged if number else ChronicleForeign
        raise trouble(f"line {number + 1}", "this is not text in UTF-8") from error


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise ChronicleFull("these lines", "the disk is full") from error
