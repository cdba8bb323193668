"""Coming and going, and what comes from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kizuna.event import Event
from kizuna.tell.deeds import without_doer
from kizuna.tell.grammar import sentence
from kizuna.tell.line import BACKDROP, PASSING, TOLD, Line
from kizuna.tell.notes import Notes


def set_out(notes: Notes, event: Event) -> Iterator[Line]:
    """The first step of a journey; that of an errand whose deed has said so goes without saying."""
    stage, leader = notes.stage, event.roles["actor"]
    if "meets" in event.data:
        yield from _met_on_the_way(notes, event)
        return
    goal = event.data.get("goal") or event.data["to"]
    company, carried = _company(notes, event)
    if stage.bound_for.get(leader) == goal or (_is_said(notes, leader) and not carried):
        return
    target = _to_see(notes, leader, (*company, *carried))
    message = "set_out" + _how(company, carried) + (".see" if target and not carried else "")
    if carried or notes.is_news(event.time, "sets out", leader, goal):
        things = {
            "goal": notes.wording.place(goal, "to"), "goal.for": notes.wording.place(goal, "for"),
            "target": target, "carried": notes.names(carried), "company": notes.names(company),
            "all": notes.names([leader, *company]),
        }  # fmt: skip
        weight = TOLD if carried else PASSING
        yield notes.said(event, "way", weight, message, leader, *company, *carried, things=things)


def _met_on_the_way(notes: Notes, event: Event) -> Iterator[Line]:
    leader, met = event.roles["actor"], event.data["meets"]
    company, carried = _company(notes, event)
    together = (leader, *company, *carried)
    things = {"target": notes.name(met), "all": notes.names(together)}
    message = "met_on_the_way" + (".with" if company or carried else "")
    place = event.data["to"]  # a way is no place: it is told where they arrive
    yield notes.said(event, "way", TOLD, message, *together, met, place=place, things=things)


def _is_said(notes: Notes, leader: str) -> bool:
    """Whether the deed that began the errand has already said where they go."""
    errand = notes.stage.errand.get(leader)
    practice = None if errand is None else notes.world.practice.get(errand.data["practice"])
    return practice is not None and practice.begins_errand


def _to_see(notes: Notes, leader: str, together: tuple[str, ...]) -> str:
    errand = notes.stage.errand.get(leader)
    target = "" if errand is None else errand.roles.get("target", "")
    return notes.name(target) if target and target not in together else ""


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
        how = _how(company, carried) or _whether_back(notes, event)
        message, here = f"arrived{how}", (leader, *company, *carried)
        things = {
            "company": notes.names(company), "carried": notes.names(carried),
            "all": notes.names([leader, *company]),
        }  # fmt: skip
        weight = TOLD if carried else BACKDROP
        line = notes.said(event, "way", weight, message, *here, place=place, things=things)
        alone = "" if company or carried else without_doer(line.text, notes.name(leader))
        yield replace(line, who=here, alone=alone)


def _whether_back(notes: Notes, event: Event) -> str:
    """What the message ends in for whoever comes alone to where they have been just now."""
    is_back = notes.stage.is_back(event.roles["actor"], event.place or "", event.time)
    return ".back" if is_back else ""


def _found(notes: Notes, event: Event, target: str, company: list[str]) -> Iterator[Line]:
    """The end of one step of a search. Steps in vain go without saying."""
    leader, place = event.roles["actor"], event.place or ""
    if notes.stage.at.get(target) == place:
        met = Event(event.seq, event.kind, {**event.roles, "target": target}, place, event.data)
        message = "found" + (".with" if company else "") + _how_found(notes, target)
        danger = notes.wording.text("dangers", notes.stage.danger.get(target, ""))
        every = notes.names([leader, *company])
        things = {"company": notes.names(company), "all": every, "danger": danger}
        line = notes.said(met, "way", TOLD, message, leader, place=place, things=things)
        yield replace(line, who=(leader, *company, target))


def _how_found(notes: Notes, target: str) -> str:
    """What a message for somebody who is found ends in: in danger, or not conscious."""
    if not notes.stage.senseless.get(target):
        return ""
    return ".in_danger" if notes.stage.danger.get(target) else ".senseless"


def _company(notes: Notes, event: Event) -> tuple[list[str], list[str]]:
    """Who goes along on their own feet, and who is carried."""
    together = list(event.data.get("with", ()))
    carried = [id_ for id_ in together if id_ in notes.stage.carried_by]
    return [id_ for id_ in together if id_ not in carried], carried


def _how(company: list[str], carried: list[str]) -> str:
    """What a message for people on their way ends in."""
    return (".with" if company else "") + (".carrying" if carried else "")


def taken_away(notes: Notes, event: Event) -> Iterator[Line]:
    """Somebody is fetched, or carried to their rest."""
    who = event.roles["target"]
    yield notes.said(event, "way", PASSING, "taken_away", who)


def happened(notes: Notes, event: Event) -> Iterator[Line]:
    """Weather and the like, where somebody is to see it."""
    place = event.place or ""
    if not place or notes.stage.present(place):
        weight = PASSING if place else TOLD
        words = notes.wording.happening(event.data["words"], notes.wording.tense)
        yield Line(event.seq, place, "note", weight, sentence(words), event=event)
