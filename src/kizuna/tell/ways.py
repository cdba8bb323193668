"""Coming and going, and what comes from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kizuna.event import Event
from kizuna.tell.grammar import sentence
from kizuna.tell.line import BACKDROP, PASSING, TOLD, Line
from kizuna.tell.notes import Notes


def set_out(notes: Notes, event: Event) -> Iterator[Line]:
    """The first step of a journey; that of an errand whose deed has said so goes without saying."""
    stage, leader = notes.stage, event.roles["actor"]
    goal = event.data.get("goal") or event.data["to"]
    company, carried = _company(notes, event)
    if stage.bound_for.get(leader) == goal or (_is_said(notes, leader) and not carried):
        return
    text = f"{notes.name(leader)} sets out for {stage.places[goal]}"
    text += _with(notes, company, carried) + _to_see(notes, leader, (*company, *carried))
    if carried or notes.is_news(event.time, "sets out", leader, goal):
        weight = TOLD if carried else PASSING
        yield notes.line(event, "way", weight, text, leader, *company, *carried)


def _is_said(notes: Notes, leader: str) -> bool:
    """Whether the deed that began the errand has already said where they go."""
    errand = notes.stage.errand.get(leader)
    practice = None if errand is None else notes.world.practice.get(errand.data["practice"])
    return practice is not None and practice.begins_errand


def _to_see(notes: Notes, leader: str, together: tuple[str, ...]) -> str:
    errand = notes.stage.errand.get(leader)
    target = "" if errand is None else errand.roles.get("target", "")
    return f", to see {notes.name(target)}" if target and target not in together else ""


def arrived(notes: Notes, event: Event) -> Iterator[Line]:
    """The end of a journey, or of a step of it when somebody is there to see it."""
    stage, leader, place = notes.stage, event.roles["actor"], event.place or ""
    company, carried = _company(notes, event)
    is_there = stage.bound_for.get(leader) == place
    is_met = any(not stage.asleep.get(id_) for id_ in stage.present(place))
    errand = stage.errand.get(leader)
    if errand is not None and is_there and errand.data["practice"] == "search_for":
        yield from _found(notes, event, errand.roles.get("target", ""), company)
    elif is_there or is_met:
        text = f"{notes.name(leader)} arrives{_with(notes, company, carried)}"
        weight = TOLD if carried else BACKDROP
        line = notes.line(event, "way", weight, text, leader, *company, *carried, place=place)
        here = (leader, *company, *carried)
        yield replace(line, who=here, alone="" if company or carried else "arrives.")


def _found(notes: Notes, event: Event, target: str, company: list[str]) -> Iterator[Line]:
    """The end of one step of a search. Steps in vain go without saying."""
    leader, place = event.roles["actor"], event.place or ""
    if notes.stage.at.get(target) == place:
        verb = "find" if company else "finds"
        text = f"{notes.names((leader, *company))} {verb} {notes.name(target)}"
        line = notes.line(event, "way", TOLD, text, leader, place=place)
        yield replace(line, who=(leader, *company, target))


def _company(notes: Notes, event: Event) -> tuple[list[str], list[str]]:
    """Who goes along on their own feet, and who is carried."""
    together = list(event.data.get("with", ()))
    carried = [id_ for id_ in together if id_ in notes.stage.carried_by]
    return [id_ for id_ in together if id_ not in carried], carried


def _with(notes: Notes, company: list[str], carried: list[str]) -> str:
    along = f" with {notes.names(company)}" if company else ""
    return along + (f", carrying {notes.names(carried)}" if carried else "")


def taken_away(notes: Notes, event: Event) -> Iterator[Line]:
    """Somebody is fetched, or carried to their rest."""
    who = event.roles["target"]
    yield notes.line(event, "way", PASSING, f"{notes.name(who)} is taken away", who)


def happened(notes: Notes, event: Event) -> Iterator[Line]:
    """Weather and the like, where somebody is to see it."""
    place = event.place or ""
    if not place or notes.stage.present(place):
        weight = PASSING if place else TOLD
        yield Line(event.seq, place, "note", weight, sentence(event.data["words"]))
