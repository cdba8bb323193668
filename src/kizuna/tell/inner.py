"""What goes on inside: urges held back or not, memories that return, feelings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kizuna.clock import DAY
from kizuna.event import Event
from kizuna.tell.deeds import without_doer
from kizuna.tell.line import TOLD, TURNING, Line
from kizuna.tell.notes import Notes

STRONG = 0.5
AIMS = "resolve_on"
"""The effect of making up one's mind about what to become: nothing comes out in that."""
"""Feelings from this strength are told (a choice)."""

RESIDENT = {"ShutOut": "resident.shut_out", "Leaked": "resident.leaked"}


def held_back(notes: Notes, event: Event) -> Iterator[Line]:
    """An urge that was not followed. What one wants alone (to go home) is not worth a line."""
    if event.data.get("voice") == "resident":
        yield from _resident_urges(notes, event)
    elif "target" in event.roles:
        who = event.roles["who"]
        practice = event.data.get("practice", "")
        if notes.is_news(event.time, event.kind, *event.roles.values(), practice):
            message = "leaked.do" if event.kind == "Leaked" else "held.do"
            wish = notes.wording.urge(event)
            yield notes.said(event, "inner", TOLD, message, who, things={"wish": wish})


def _resident_urges(notes: Notes, event: Event) -> Iterator[Line]:
    """A being within speaks up, and is shut out, heard, or breaks through."""
    who, resident = event.roles["who"], notes.stage.residents.get(event.roles["who"], "")
    voice = notes.world.residents.get(resident, {}).get("name", "a voice")
    if notes.is_news(event.time, event.kind, who, event.data.get("practice", "")):
        message = RESIDENT.get(event.kind, "resident.broke")
        things = {"voice": notes.wording.text("names", voice), "wish": notes.wording.urge(event)}
        yield notes.said(event, "inner", TOLD, message, who, things=things)


def broke_out(notes: Notes, event: Event) -> Iterator[Line]:
    """What was held back too long."""
    if event.data.get("voice") == "resident":
        yield from _resident_urges(notes, event)
        return
    practice = notes.world.practice.get(event.data.get("practice", ""))
    if practice is None or AIMS not in practice.effects:
        yield notes.said(event, "inner", TURNING, "broke_out", event.roles["who"])


def recalled(notes: Notes, event: Event) -> Iterator[Line]:
    """Something from before the story comes back."""
    who, past = event.roles["who"], notes.stage.past.get(int(event.data["event"]))
    if past is None or not past.data.get("words"):
        return
    if notes.is_news(event.time, "recalls", who, str(past.seq), for_s=DAY):
        words = notes.wording.text("past", past.data["words"], "again")
        line = notes.said(event, "inner", TOLD, "recalled", who, things={"words": words})
        yield replace(line, alone=without_doer(line.text, notes.name(who)))


def feeling_felt(notes: Notes, event: Event) -> Iterator[Line]:
    """A strong feeling."""
    data, roles = event.data, event.roles
    who, toward, kind = roles["who"], roles.get("toward", ""), data["feeling"]
    message = f"felt.{kind}.toward" if toward else f"felt.{kind}"
    if float(data["strength"]) < STRONG or not notes.wording.has(message):
        return
    # Joy and satisfaction, distress and fear come in pairs about one event: one of them is told.
    is_first = notes.is_news(event.time, "feels", who, str(data.get("about")))
    if is_first and notes.is_news(event.time, "feels", who, kind, toward):
        yield notes.said(event, "inner", TOLD, message, who)
