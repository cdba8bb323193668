"""What goes on inside: urges held back or not, memories that return, feelings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kizuna.clock import DAY
from kizuna.event import Event
from kizuna.tell import words
from kizuna.tell.grammar import capital, sentence
from kizuna.tell.line import TOLD, TURNING, Line
from kizuna.tell.notes import Notes

STRONG = 0.5
"""Feelings from this strength are told (a choice)."""

TO = {"do": "", "say": "say: "}


def held_back(notes: Notes, event: Event) -> Iterator[Line]:
    """An urge that was not followed. What one wants alone (to go home) is not worth a line."""
    if event.data.get("voice") == "resident":
        yield from _resident_urges(notes, event)
    elif "target" in event.roles:
        who = event.roles["who"]
        how, what = notes.wording.urge(event)
        text = f"{notes.name(who)} {_not_done(how, what, shows=event.kind == 'Leaked')}"
        if notes.is_news(event.time, event.kind, *event.roles.values(), what):
            yield notes.line(event, "inner", TOLD, text, who)


def _not_done(how: str, what: str, shows: bool) -> str:
    if how == "say":
        return f"all but says it: {what}" if shows else f"keeps the words back: {what}"
    return f"would like to {what}, and {'it shows' if shows else 'does not'}"


def _resident_urges(notes: Notes, event: Event) -> Iterator[Line]:
    """A being within speaks up, and is shut out, heard, or breaks through."""
    who, name = event.roles["who"], notes.name(event.roles["who"])
    how, what = notes.wording.urge(event)
    resident = notes.world.residents.get(notes.stage.residents.get(who, ""), {})
    voice, them = resident.get("name", "a voice"), notes.wording.pronoun(who).object
    ends = {"ShutOut": f"{name} shuts it out", "Leaked": f"{name} cannot help hearing it"}
    end = capital(ends.get(event.kind, f"{voice} breaks through"))
    if notes.is_news(event.time, event.kind, who, what):
        wish = sentence(f"{voice} stirs within {name} and urges {them} to {TO[how]}{what}")
        text = f"{wish} {end}"
        yield notes.line(event, "inner", TOLD, text, who)


def broke_out(notes: Notes, event: Event) -> Iterator[Line]:
    """What was held back too long."""
    if event.data.get("voice") == "resident":
        yield from _resident_urges(notes, event)
    else:
        who = event.roles["who"]
        yield notes.line(
            event, "inner", TURNING, f"{notes.name(who)} can hold it in no longer", who
        )


def recalled(notes: Notes, event: Event) -> Iterator[Line]:
    """Something from before the story comes back."""
    who, past = event.roles["who"], notes.stage.past.get(int(event.data["event"]))
    if past is None or not past.data.get("words"):
        return
    if notes.is_news(event.time, "recalls", who, str(past.seq), for_s=DAY):
        alone = f"remembers: {sentence(past.data['words'])}"
        line = notes.line(event, "inner", TOLD, f"{notes.name(who)} {alone}", who)
        yield replace(line, alone=alone)


def feeling_felt(notes: Notes, event: Event) -> Iterator[Line]:
    """A strong feeling."""
    data, roles = event.data, event.roles
    who, toward, kind = roles["who"], roles.get("toward", ""), data["feeling"]
    template = (words.FELT_TOWARD if toward else words.FELT).get(kind)
    if float(data["strength"]) < STRONG or not template:
        return
    # Joy and satisfaction, distress and fear come in pairs about one event: one of them is told.
    is_first = notes.is_news(event.time, "feels", who, str(data.get("about")))
    if is_first and notes.is_news(event.time, "feels", who, kind, toward):
        yield notes.line(event, "inner", TOLD, _felt(notes, template, who, toward), who)


def _felt(notes: Notes, template: str, who: str, toward: str) -> str:
    form = notes.wording.pronoun(who)
    return template.format(
        who=notes.name(who),
        toward=notes.name(toward) if toward else "",
        they=form.subject,
        their=form.possessive,
        themselves=form.reflexive,
    )
