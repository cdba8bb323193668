"""How a world is before its story begins: places, people, groups, what lies between them.

`whole.evolve` writes state; the small functions of these kinds of event stand here. They are events
like any others, so that a story is whole in its chronicle.

    PersonEntered -> somebody is there, with all they have by nature
    BondGiven     -> what an author gives a bond is kept as one remembered history
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kizuna.event import Event
from kizuna.state.group import Group
from kizuna.state.memory import VALUES
from kizuna.state.person import NEEDS
from kizuna.state.place import Place
from kizuna.state.power import Power, Trigger
from kizuna.state.table import NONE

if TYPE_CHECKING:
    from kizuna.state.whole import Whole


def _place_made(whole: Whole, event: Event) -> None:
    data = event.data
    whole.places.make(Place(data["id"], data["name"], tuple(data["tags"]), data.get("land", "")))


def _path_made(whole: Whole, event: Event) -> None:
    data, row = event.data, whole.places.row
    via = row[data["via"]] if data.get("via") else NONE
    whole.places.join(row[data["from"]], row[data["to"]], int(data["seconds"]), via)


def _person_entered(whole: Whole, event: Event) -> None:
    data, people, now = event.data, whole.people, event.time
    row = people.enter(event.roles["who"], data["name"], data["pronouns"])
    numbers = people.numbers
    places = whole.places.row
    for name in ("place", "home", "post"):
        if data.get(name):
            numbers.set(name, row, places[data[name]])
    numbers.set("age", row, data["age"])
    numbers.set("post_from", row, data.get("post_from", 0))
    numbers.set("post_to", row, data.get("post_to", 0))
    numbers.set("arrived_at", row, now)
    numbers.set("owns_home", row, bool(data.get("own_home")))
    numbers.set("is_abroad", row, bool(data.get("is_abroad")))
    for name, value in data["traits"].items():
        people.traits.set(name, row, value)
    for name in NEEDS:
        people.need_level.set(name, row, data["needs"][name][0])
        people.need_weight.set(name, row, data["needs"][name][1])
        people.need_at.set(name, row, now)
    for name, (level, cap, rate) in data["energies"].items():
        people.energy_level.set(name, row, level)
        people.energy_cap.set(name, row, cap)
        people.energy_rate.set(name, row, rate)
        people.energy_at.set(name, row, now)
    people.resident[row] = data.get("resident", "")
    people.ground[row] = tuple(data.get("ground", ()))
    whole.beliefs.reach(people.count)
    whole.homes.reach(people.count)
    for land, level in data.get("at_home_in", {}).items():
        whole.homes.feel(row, land, level)
    whole.bodies.reach(people.count)
    whole.bodies.mending[row] = data.get("mending", 1.0)
    whole.powers.reach(people.count)
    whole.feelings.inward.reach(people.count)
    if data.get("on_stage", True):
        numbers.set("due_at", row, now)


def _group_made(whole: Whole, event: Event) -> None:
    data, row = event.data, whole.people.row
    whole.groups.all[data["id"]] = Group(
        id=data["id"],
        name=data["name"],
        members=tuple(row[id_] for id_ in data["members"]),
        offices={office: row[id_] for office, id_ in data["offices"].items()},
        grants={office: tuple(each) for office, each in data["grants"].items()},
        place=data.get("place", ""),
    )


def _bond_given(whole: Whole, event: Event) -> None:
    """A bond an author gives is kept as one remembered history (principle 6)."""
    data, roles = event.data, event.roles
    holder, other = whole.person(roles["from"]), whole.person(roles["toward"])
    row = whole.bond(holder, other)
    numbers = whole.bonds.numbers
    for name in ("kin", "well", "talked_minutes"):
        if name in data:
            numbers.set(name, row, data[name])
    if data.get("seen_place"):
        numbers.set("seen_place", row, whole.places.row[data["seen_place"]])
        numbers.set("seen_at", row, event.time)
    values = {name: float(data[name]) for name in VALUES if data.get(name)}
    if values:
        motive = data.get("motive", "liking")
        whole.memories.keep(
            holder, event.seq, bond=row, at=event.time, salience=1.0, is_history=1.0,
            **values, **{motive: 1.0},
        )  # fmt: skip


def _power_given(whole: Whole, event: Event) -> None:
    triggers = tuple(Trigger(**each) for each in event.data.get("triggers", ()))
    power = Power(**{**event.data, "triggers": triggers})
    whole.powers.give(whole.person(event.roles["who"]), power)


OPENING: Mapping[str, Callable[[Whole, Event], None]] = {
    "PlaceMade": _place_made,
    "PathMade": _path_made,
    "PersonEntered": _person_entered,
    "GroupMade": _group_made,
    "BondGiven": _bond_given,
    "PowerGiven": _power_given,
}
