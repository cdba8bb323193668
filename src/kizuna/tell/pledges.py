"""What people bind themselves to, and how it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kizuna.clock import MINUTE, format_moment
from kizuna.event import Event
from kizuna.tell import words
from kizuna.tell.grammar import PRONOUNS, agree, joined
from kizuna.tell.line import PASSING, TOLD, TURNING, Line
from kizuna.tell.notes import Notes

GRAVE = ("promise", "vow")
ENDS: Mapping[str, Mapping[str, str]] = {
    "kept": words.KEPT, "broken": words.BROKEN, "released": words.RELEASED,
}  # fmt: skip


def commitment_made(notes: Notes, event: Event) -> Iterator[Line]:
    """A promise, leave, an offer."""
    template = words.MADE.get(event.data["kind"])
    if template:
        text = _of_event(notes, event, template)
        yield notes.line(event, "note", TOLD, text, event.roles["by"])


def commitment_ended(notes: Notes, event: Event) -> Iterator[Line]:
    """Kept, broken, or released from."""
    made = notes.stage.commitments.get(int(event.data["commitment"]))
    status = event.data["status"]
    if made is not None and made.data["kind"] in ENDS.get(status, {}):
        is_grave = status == "broken" and made.data["kind"] in GRAVE
        text = _of_event(notes, made, ENDS[status][made.data["kind"]])
        yield notes.line(event, "note", TURNING if is_grave else PASSING, text, made.roles["by"])


def fell_due(notes: Notes, event: Event) -> Iterator[Line]:
    """The hour something is owed by."""
    made = notes.stage.commitments.get(int(event.data["commitment"]))
    if made is not None and made.data["kind"] in words.FELL_DUE:
        text = _of_event(notes, made, words.FELL_DUE[made.data["kind"]])
        yield notes.line(event, "note", PASSING, text, made.roles["by"])


def _of_event(notes: Notes, made: Event, template: str) -> str:
    to = notes.name(made.roles["to"]) if "to" in made.roles else ""
    what = made.data.get("words") or made.data["name"]
    return pledged(template, [notes.name(made.roles["by"])], to, what, made.data.get("due"))


def pledged(template: str, by: list[str], to: str, what: str, due: int | None) -> str:
    """A pledge in words; `by` may be several who owe the same. `due` is a story second."""
    if len(by) > 1:
        template = re.sub(r"\{by\} (\w+)", _of_several, template)
    return template.format(
        by=joined(by),
        to=to or "somebody",
        words=what,
        due="" if due is None else format_moment(int(due) // MINUTE * MINUTE),
    )


def _of_several(found: re.Match[str]) -> str:
    return f"{{by}} {agree(found[1], PRONOUNS['they'])}"
