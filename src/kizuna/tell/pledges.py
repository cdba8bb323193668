"""What people bind themselves to, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator

from kizuna.clock import MINUTE, format_moment
from kizuna.event import Event
from kizuna.tell.line import PASSING, TOLD, TURNING, Line
from kizuna.tell.notes import Notes

GRAVE = ("promise", "vow")
SAID_ALREADY = ("offer", "agreement", "report", "vow")
"""Commitments whose deed has said all that there is to say."""


def commitment_made(notes: Notes, event: Event) -> Iterator[Line]:
    """A promise, leave, an offer."""
    message = f"made.{event.data['kind']}"
    # What is agreed about somebody who is not there is what was said a moment ago.
    if event.data["kind"] == "agreement" and "about" in event.roles:
        return
    if notes.wording.has(message):
        weight = PASSING if event.data["kind"] in SAID_ALREADY else TOLD
        yield _said(notes, event, event, message, weight)


def commitment_ended(notes: Notes, event: Event) -> Iterator[Line]:
    """Kept, broken, or released from."""
    made = notes.stage.commitments.get(int(event.data["commitment"]))
    status = event.data["status"]
    if made is not None and notes.wording.has(message := f"{status}.{made.data['kind']}"):
        is_grave = status == "broken" and made.data["kind"] in GRAVE
        yield _said(notes, event, made, message, TURNING if is_grave else PASSING)


def fell_due(notes: Notes, event: Event) -> Iterator[Line]:
    """The hour something is owed by."""
    made = notes.stage.commitments.get(int(event.data["commitment"]))
    if made is not None and notes.wording.has(message := f"due.{made.data['kind']}"):
        yield _said(notes, event, made, message, PASSING)


def _said(notes: Notes, event: Event, made: Event, message: str, weight: int) -> Line:
    """What becomes of a commitment, told with the words it was made in."""
    words_ = made.data.get("words") or made.data["name"]
    due = made.data.get("due")
    things = {
        "words": notes.wording.pledged(words_, made.roles),
        "due": due_words(due) if notes.wording.tense == "now" else notes.wording.day(due),
    }
    told = Event(event.seq, event.kind, made.roles, event.place, event.data)
    return notes.said(told, "note", weight, message, made.roles["by"], things=things)


def due_words(due: int | None) -> str:
    """The story second at which something is due, in words; empty when there is none."""
    return "" if due is None else format_moment(int(due) // MINUTE * MINUTE)
