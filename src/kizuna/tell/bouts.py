"""What comes of the moves of a contest: who is hit, thrown, missed, and how it ends.

The moves themselves are deeds and have words of their own; here is only what came of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kizuna.event import Event
from kizuna.tell.line import PASSING, TOLD, TURNING, Line
from kizuna.tell.notes import Notes

SAID_ENDINGS = ("yielded", "terms met", "broken off")
"""Endings that the last move, or the claim after it, tells well enough."""


def struck(notes: Notes, event: Event) -> Iterator[Line]:
    """A blow that lands; one that nobody meant is worth stopping at."""
    is_accident = bool(event.data.get("accidental"))
    message, weight = ("struck.accident", TURNING) if is_accident else ("struck", TOLD)
    yield _of_two(notes, event, message, weight)


def thrown(notes: Notes, event: Event) -> Iterator[Line]:
    """Somebody goes down."""
    yield _of_two(notes, event, "thrown", TOLD)


def missed(notes: Notes, event: Event) -> Iterator[Line]:
    """A blow into the air."""
    if not event.data.get("guarded"):
        yield _of_two(notes, event, "missed", PASSING)


def contest_ended(notes: Notes, event: Event) -> Iterator[Line]:
    """Held down, or both at the end of their strength."""
    how = event.data["how"]
    if how not in SAID_ENDINGS:
        pair = event.roles["actor"], event.roles["target"]
        over = notes.said(event, "deed", TOLD, f"over.{how.replace(' ', '_')}", *pair)
        yield replace(over, is_move=True)


def _of_two(notes: Notes, event: Event, message: str, weight: int) -> Line:
    people = event.roles["actor"], event.roles["target"]
    return replace(notes.said(event, "deed", weight, message, *people), is_move=True)
