"""How people are, made so: energies and needs, home, hurt and danger, sleep and waking.

`whole.evolve` writes state; the small functions of these kinds of event stand here.

    EnergyChanged -> what is paid and what is given back add up
    Injured       -> the body has a wound more, and may be knocked out
    Woke          -> they look up, and whoever is there sees them awake
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kizuna.event import Event
from kizuna.state.body import Danger, Injury
from kizuna.state.lives import comes_to
from kizuna.state.person import ASLEEP, AWAKE, NEVER, UNCONSCIOUS, Doing
from kizuna.state.table import NONE

if TYPE_CHECKING:
    from kizuna.state.whole import Whole


def _energy_changed(whole: Whole, event: Event) -> None:
    """What is paid and what is given back add up, within what there is to hold. Older chronicles
    have `levels`, what is left."""
    who, people, now = whole.person(event.roles["who"]), whole.people, event.time
    levels = dict(event.data.get("levels", {}))
    for name, change in event.data.get("changes", {}).items():
        cap = people.energy_cap.get(name, who)
        levels[name] = min(cap, max(0.0, people.energy_left(who, name, now) + change * cap))
    for name, level in levels.items():
        people.energy_level.set(name, who, level)
        people.energy_at.set(name, who, now)


def _need_changed(whole: Whole, event: Event) -> None:
    """`levels` is how well a need is met now, `changes` what is added to it."""
    who, people, now = whole.person(event.roles["who"]), whole.people, event.time
    levels = dict(event.data.get("levels", {}))
    for name, change in event.data.get("changes", {}).items():
        levels[name] = min(1.0, max(0.0, people.need_left(who, name, now) + change))
    for name, level in levels.items():
        people.need_level.set(name, who, level)
        people.need_at.set(name, who, now)


def _home_grew(whole: Whole, event: Event) -> None:
    """Somebody feels more at home in a land than they did."""
    whole.homes.feel(whole.person(event.roles["who"]), event.data["land"], event.data["level"])


def _injured(whole: Whole, event: Event) -> None:
    data, now = event.data, event.time
    who = whole.person(event.roles["target"])
    doer = whole.people.row.get(event.roles.get("actor", ""), NONE)
    rate = float(data["mends_per_day"])
    bleeds = float(data.get("bleeds_per_hour", 0.0))
    injury = Injury(data["where"], float(data["severity"]), now, doer, event.seq, rate, bleeds)
    whole.bodies.hurt(who, injury)
    if data.get("knocks_out"):
        whole.people.numbers.set("state", who, UNCONSCIOUS)
        wakes = whole.bodies.wakes_at(who)
        whole.people.numbers.set("woke_at", who, comes_to(wakes, now))
        whole.people.numbers.set("due_at", who, NEVER)


def _tended(whole: Whole, event: Event) -> None:
    who = whole.person(event.roles["target"])
    factor, skill = float(event.data["factor"]), float(event.data.get("skill", 1.0))
    whole.bodies.mend_faster(who, event.time, factor, skill)
    if whole.people.state(who) == UNCONSCIOUS:
        wakes = whole.bodies.wakes_at(who)
        whole.people.numbers.set("woke_at", who, comes_to(wakes, event.time))


def _endangered(whole: Whole, event: Event) -> None:
    data, who = event.data, whole.person(event.roles["target"])
    whole.bodies.danger[who] = Danger(data["danger"], float(data["level"]), event.time, event.seq)


def _danger_ended(whole: Whole, event: Event) -> None:
    whole.bodies.danger[whole.person(event.roles["target"])] = None


def _fell_asleep(whole: Whole, event: Event) -> None:
    who, numbers = whole.person(event.roles["who"]), whole.people.numbers
    whole.people.settle(who)
    numbers.set("state", who, ASLEEP)
    numbers.set("woke_at", who, int(event.data["until"]))
    numbers.set("due_at", who, NEVER)


def _faded(whole: Whole, event: Event) -> None:
    """Two people have a while to themselves; nobody speaks to them before it is over."""
    people, until = whole.people, int(event.data["until"])
    for id_ in event.roles.values():
        row = whole.person(id_)
        people.doing[row] = Doing("apart", NONE, NONE, "", event.time, until, event.seq)
        people.numbers.set("engrossed_until", row, until)
        people.numbers.set("due_at", row, until)


def _woke(whole: Whole, event: Event) -> None:
    who, people = whole.person(event.roles["who"]), whole.people
    people.numbers.set("state", who, AWAKE)
    people.numbers.set("woke_at", who, NEVER)
    if event.data.get("rested"):
        people.need_level.set("rest", who, 1.0)
        people.need_at.set("rest", who, event.time)
    people.numbers.set("due_at", who, NEVER if people.is_off_stage(who) else event.time)
    people.inbox[who] = ()
    people.unanswered[who] = ()
    for row in people.at_place(people.place(who)).tolist():
        if row != who and people.is_awake(row):
            people.gets_to_notice(row, event.time, event.seq)
            people.make_due(row, event.time + 1)


WELLBEING: Mapping[str, Callable[[Whole, Event], None]] = {
    "EnergyChanged": _energy_changed,
    "NeedChanged": _need_changed,
    "HomeGrew": _home_grew,
    "HomeMoved": _home_grew,
    "Injured": _injured,
    "Tended": _tended,
    "Endangered": _endangered,
    "DangerEnded": _danger_ended,
    "FellAsleep": _fell_asleep,
    "Faded": _faded,
    "Woke": _woke,
}
