"""Going about, made so: errands, setting out, arriving, following, being carried.

`whole.evolve` writes state; the small functions of these kinds of event stand here.

    ErrandBegun -> they make ready, and whoever is there sees it
    SetOut      -> they are on the way, out of sight of those who stay
    Arrived     -> they are there and look around, and whoever is there looks up
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kizuna.clock import DAY
from kizuna.event import Event
from kizuna.state.deeds import is_busy_until
from kizuna.state.person import NEVER, Doing, Errand
from kizuna.state.table import NONE

if TYPE_CHECKING:
    from kizuna.state.whole import Whole

IN_VAIN_AGAIN_S = DAY
"""Whoever looked everywhere in vain is half as loath to begin again after so long (a choice)."""
LOOKS_AROUND_S = 12
"""Whoever arrives somewhere takes so long to look around."""


def _errand_begun(whole: Whole, event: Event) -> None:
    data, row = event.data, whole.people.row
    whole.people.errand[row[event.roles["actor"]]] = Errand(
        practice=data["practice"],
        target=row.get(event.roles.get("target", ""), NONE),
        about=row.get(event.roles.get("about", ""), NONE),
        topic=data.get("topic", ""),
        goal=whole.places.row[data["goal"]],
        since=int(data.get("since", event.time)),
        seq=event.seq,
        ready_at=int(data["ready_at"]),
        searched=tuple(whole.places.row[id_] for id_ in data.get("searched", ())),
    )
    people, actor = whole.people, row[event.roles["actor"]]
    ready_at = int(data["ready_at"])
    errand = people.errand[actor]
    target, about = (errand.target, errand.about) if errand else (NONE, NONE)
    people.numbers.set("following", actor, NONE)
    people.settle(actor)
    people.doing[actor] = Doing("set_out", target, about, "", event.time, ready_at, event.seq)
    is_busy_until(people, actor, ready_at, event.time)
    for id_ in data.get("heeded_by", data.get("witnesses", ())):
        people.gets_to_notice(row[id_], event.time + 5, event.seq)
        people.make_due(row[id_], event.time + 5)


def _errand_ended(whole: Whole, event: Event) -> None:
    """The errand is over; what was looked for everywhere, in vain, is not soon looked for again."""
    people, actor = whole.people, whole.person(event.roles["actor"])
    errand, people.errand[actor] = people.errand[actor], None
    if errand is not None and event.data.get("in_vain"):
        spot = (errand.practice, errand.target, errand.about, errand.topic)
        people.wear(actor, spot, event.time, IN_VAIN_AGAIN_S)


def _set_out(whole: Whole, event: Event) -> None:
    data, people = event.data, whole.people
    leader = whole.person(event.roles["actor"])
    to, arrives = whole.places.row[data["to"]], int(data["arrives_at"])
    via = whole.places.row[data["via"]] if data.get("via") else NONE
    goal = whole.places.row[data["goal"]]
    for id_ in (event.roles["actor"], *data.get("with", ())):
        row = whole.person(id_)
        if people.place(row) != NONE:
            _leave_sight(whole, row, goal, event.time)
        people.numbers.set("place", row, via)
        people.numbers.set("went_to", row, to)
        people.numbers.set("arrives_at", row, arrives)
        people.numbers.set("journey", row, event.seq)
        people.settle(row)
        if people.is_awake(row):
            people.doing[row] = Doing("travel", leader, NONE, "", event.time, arrives, event.seq)
            has_company = bool(data.get("with"))
            people.numbers.set(
                "due_at", row, min(arrives, event.time + 300) if has_company else arrives
            )


def _leave_sight(whole: Whole, row: int, goal: int, now: int) -> None:
    """Who stays behind is no longer in sight, and has seen where they were bound for."""
    numbers, people = whole.bonds.numbers, whole.people
    for other in people.at_place(people.place(row)).tolist():
        for pair in ((row, other), (other, row)):
            if pair in whole.bonds.row:
                numbers.set("is_seen", whole.bonds.row[pair], 0.0)
        if (other, row) in whole.bonds.row and people.is_awake(other):
            numbers.set("seen_place", whole.bonds.row[other, row], goal)
            if people.doing[other].target == row:
                people.make_due(other, now + 1)


def _arrived(whole: Whole, event: Event) -> None:
    people, place = whole.people, whole.places.row[event.place or ""]
    numbers = people.numbers
    whole.places.stirred_at[place] = event.time
    for id_ in (event.roles["actor"], *event.data.get("with", ())):
        row = whole.person(id_)
        numbers.set("place", row, place)
        numbers.set("went_to", row, NONE)
        numbers.set("arrives_at", row, NEVER)
        numbers.set("arrived_at", row, event.time)
        if people.is_awake(row):
            ready_at = event.time + LOOKS_AROUND_S
            people.doing[row] = Doing("wait", NONE, NONE, "", event.time, ready_at, event.seq)
            numbers.set("due_at", row, event.time)
    heeded_by = event.data.get("heeded_by")
    for row in people.at_place(place).tolist():
        if people.is_awake(row) and (heeded_by is None or people.ids[row] in heeded_by):
            people.make_due(row, event.time)


def _followed(whole: Whole, event: Event) -> None:
    leader = whole.people.row.get(event.roles.get("target", ""), NONE)
    whole.people.numbers.set("following", whole.person(event.roles["actor"]), leader)


def _lifted(whole: Whole, event: Event) -> None:
    """Somebody is taken up to be carried."""
    carrier, carried = whole.person(event.roles["actor"]), whole.person(event.roles["target"])
    whole.people.numbers.set("carried_by", carried, carrier)


def _set_down(whole: Whole, event: Event) -> None:
    whole.people.numbers.set("carried_by", whole.person(event.roles["target"]), NONE)


JOURNEYS: Mapping[str, Callable[[Whole, Event], None]] = {
    "ErrandBegun": _errand_begun,
    "ErrandEnded": _errand_ended,
    "SetOut": _set_out,
    "Arrived": _arrived,
    "Followed": _followed,
    "Lifted": _lifted,
    "SetDown": _set_down,
}
