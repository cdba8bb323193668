"""What people do and say, what befalls their bodies, and what powers do by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kizuna.event import Event
from kizuna.state.belief import proposition
from kizuna.state.power import STIRS
from kizuna.tell.line import BACKDROP, OVER, PASSING, TOLD, TURNING, Line
from kizuna.tell.notes import Notes
from kizuna.tell.stage import deed_of_two
from kizuna.tell.weight import TOLD_FROM, is_chatter, weight_of
from kizuna.world.rules import Practice

TURNS_FROM = 0.9
"""Deeds that weigh this much are turning points (a choice)."""
SMALL_NEWS = 0.5
"""What weighs no more than this is small news (a choice)."""
STALE_AFTER = 5
"""News that has been told so often is small talk to a reader (a choice)."""
SLIGHT = 0.15
"""A hurt of less is not worth a word (a choice)."""
MOVE, BOUT = "move", frozenset({"move", "begin_contest"})
"""The effects of what is done in a bout: each is news."""
SPENT = 0.1
"""With less energy than this a power cannot be commanded (a choice)."""


def did(notes: Notes, event: Event) -> Iterator[Line]:
    """A deed in its own words, unless it is nothing, or was told a moment ago."""
    practice = notes.world.practice.get(event.data["practice"])
    people = [event.roles[role] for role in ("actor", "target", "about") if role in event.roles]
    if practice is not None and _is_nothing(practice):
        return
    is_quiet = practice is not None and not practice.is_talk and not practice.effects & BOUT
    if is_quiet and not notes.is_news(event.time, event.data["practice"], *people):
        return
    message, told = _over(notes, event, _to(notes, event, notes.wording.message_of(event)))
    text = notes.wording.deed(event) if not message else ""
    if message and notes.is_worded:
        text = notes.wording.say(message, told)
    is_old = _is_old_news(notes, event)
    weight = PASSING if is_old or _is_small_news(event) else _weight(practice)
    yield replace(
        notes.line(event, "deed", weight, text, *people),
        event=told,
        message=message,
        fits=notes.wording.fits(event),
        alone=_alone(notes, event, practice, text),
        topic=event.data.get("topic", ""),
        is_own=_is_own(event, practice),
        is_move=practice is not None and MOVE in practice.effects,
        is_chatter=is_old or is_chatter(practice),
        is_reply=is_chatter(practice) and not is_quiet and bool(practice and practice.answers),
    )


def _to(notes: Notes, event: Event, message: str) -> str:
    """The message of a deed; of one that answers another sort than most, that for this sort; of one
    that these two did before, that for once more."""
    answered = notes.stage.deeds.get(int(event.data.get("answers", 0)), "")
    if notes.wording.has(found := f"{message}.to.{answered}"):
        return found
    is_again = deed_of_two(event) in notes.stage.done
    return found if is_again and notes.wording.has(found := f"{message}.again") else message


def _over(notes: Notes, event: Event, message: str) -> tuple[str, Event]:
    """The message of a deed, and its event; if it can be said whose fate moved somebody to it,
    and the chronicle says so, with that."""
    if not notes.wording.has(f"{message}.{OVER}"):
        return message, event
    felt = (notes.stage.feelings.get(cause.seq) for cause in event.causes)
    over = next((each.roles["toward"] for each in felt if each and "toward" in each.roles), "")
    if not over:
        return message, event
    return f"{message}.{OVER}", replace(event, roles={**event.roles, OVER: over})


def _is_nothing(practice: Practice) -> bool:
    """Waiting, resting, going on as before."""
    effects = practice.effects
    is_idle = "idle" in practice.tags or (bool(effects) and effects <= {"restore", "go_on"})
    return is_idle or not practice.lines


def _is_own(event: Event, practice: Practice | None) -> bool:
    """Telling of oneself what has nothing to do with whoever hears it: what one loves, what one
    has lost, what one aims at."""
    if practice is None or not practice.discloses:
        return False
    return "topic" in event.data or all("target" not in each.names for each in practice.shows)


def _is_old_news(notes: Notes, event: Event) -> bool:
    """Telling somebody what they have heard before, or the reader what is on everybody's lips."""
    hearer, topic = event.roles.get("target", ""), event.data.get("topic", "")
    if not event.data.get("tells"):
        return False
    notes.tellings[topic] = notes.tellings.get(topic, 0) + 1
    return (hearer, topic) in notes.heard or notes.tellings[topic] > STALE_AFTER


def _is_small_news(event: Event) -> bool:
    """News of others that weighs so little that it is worth telling only when it moves somebody."""
    if not event.data.get("tells") or float(event.data.get("weight", 1.0)) > SMALL_NEWS:
        return False
    return event.roles["actor"] not in proposition(event.data["topic"]).names[:1]


def _weight(practice: Practice | None) -> int:
    if practice is None:
        return TOLD
    weight = weight_of(practice)
    if weight < TOLD_FROM or practice.with_ == "absent":
        return PASSING
    return TURNING if weight >= TURNS_FROM else TOLD


def _alone(notes: Notes, event: Event, practice: Practice | None, text: str) -> str:
    """What is left of a deed without its doer, when that can be said of several people."""
    is_absent = practice is not None and practice.with_ == "absent"
    is_plain = '"' not in text and ("target" not in event.roles or is_absent)
    return without_doer(text, notes.name(event.roles["actor"])) if is_plain else ""


def without_doer(text: str, name: str) -> str:
    """What is left of a sentence without the name it begins with; empty when it does not."""
    return text.removeprefix(f"{name} ") if text.startswith(f"{name} ") else ""


def reflex_acted(notes: Notes, event: Event) -> Iterator[Line]:
    """A power that moved by itself."""
    data, people = event.data, event.roles.values()
    title = notes.wording.text("titles", data.get("title") or data["power"])
    yield notes.said(event, "deed", TURNING, _reflex(event), *people, things={"title": title})


def _reflex(event: Event) -> str:
    if event.data.get("does") == STIRS:
        return "reflex.stirs"
    if event.data.get("mode") == "guard" or "target" not in event.roles:
        return "reflex.guard"
    return "reflex.wish.spent" if event.data.get("energy", 1.0) < SPENT else "reflex.wish"


def injured(notes: Notes, event: Event) -> Iterator[Line]:
    """A wound, without gore; what a bout leaves behind goes without saying."""
    who = event.roles["target"]
    message = "injured.falls" if event.data.get("knocks_out") else "injured"
    where = notes.wording.text("wounds", event.data["where"])
    if float(event.data.get("severity", 1.0)) >= SLIGHT:
        yield notes.said(event, "note", TOLD, message, who, things={"where": where})


def endangered(notes: Notes, event: Event) -> Iterator[Line]:
    """A danger that has come up."""
    who = event.roles["target"]
    danger = notes.wording.text("dangers", event.data["danger"])
    yield notes.said(event, "note", TURNING, "endangered", who, things={"danger": danger})


def died(notes: Notes, event: Event) -> Iterator[Line]:
    """A death."""
    message = "died.operated" if "healer" in event.roles else "died"
    yield notes.said(event, "note", TURNING, message, event.roles["who"])


def operated(notes: Notes, event: Event) -> Iterator[Line]:
    """An operation that went well; of one that did not, the death is told."""
    if event.data["saved"]:
        people = event.roles["actor"], event.roles["target"]
        yield notes.said(event, "note", TURNING, "operated", *people)


def fainted(notes: Notes, event: Event) -> Iterator[Line]:
    """Somebody got worse and worse."""
    who = event.roles["who"]
    yield notes.said(event, "note", TOLD, "fainted", who)


def woke(notes: Notes, event: Event) -> Iterator[Line]:
    """Coming to is a turning point; waking in the morning is not."""
    who = event.roles["who"]
    if event.data.get("from") == "unconscious":
        yield notes.said(event, "deed", TURNING, "came_to", who)
    else:
        line = notes.said(event, "deed", BACKDROP, "woke", who)
        yield replace(line, alone=without_doer(line.text, notes.name(who)))
