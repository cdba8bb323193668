"""suppose: what becomes of the state when a branch supposes something otherwise.

Most of what can be supposed is told by events that any story may have (a belief revised, a
feeling felt, a promise released). A few things never change in a story that is left alone: a
trait, an age, what lay between two people of old, what powers somebody has. For these there is
one kind of event, `Supposed`, and here is what each noun of it does. `evolve` calls it and is
still the only writer of state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kizuna.state.memory import VALUES
from kizuna.state.person import ADULT_AGE, IDLE, NEVER, Worn
from kizuna.state.table import NONE

if TYPE_CHECKING:
    from kizuna.event import Event
    from kizuna.state.whole import Whole


def suppose(whole: Whole, event: Event) -> None:
    """Let what a branch supposes be so. What it only says in words changes nothing here."""
    does = SUPPOSES.get(event.data.get("noun", ""))
    if does is not None:
        does(whole, event)


def _trait(whole: Whole, event: Event) -> None:
    whole.people.traits.set(
        event.data["name"], whole.person(event.roles["who"]), float(event.data["value"])
    )


def _age(whole: Whole, event: Event) -> None:
    """Whoever is a child now attracts nobody and is attracted by nobody."""
    who = whole.person(event.roles["who"])
    whole.people.numbers.set("age", who, float(event.data["value"]))
    if float(event.data["value"]) < ADULT_AGE:
        _attracts_nobody(whole, who)


def _attracts_nobody(whole: Whole, who: int) -> None:
    numbers, bonds = whole.memories.numbers, whole.bonds.row
    concerned = {row for pair, row in bonds.items() if who in pair}
    for memory in range(numbers.count):
        if int(numbers.get("bond", memory)) in concerned:
            numbers.set("attraction", memory, 0.0)
    whole.memories.version += 1


def _bond(whole: Whole, event: Event) -> None:
    """What lay between two people of old is one memory, the history; the rest are columns."""
    holder, other = whole.person(event.roles["from"]), whole.person(event.roles["toward"])
    row, name, value = whole.bond(holder, other), event.data["name"], float(event.data["value"])
    if name not in VALUES:
        whole.bonds.numbers.set(name, row, value)
        return
    numbers = whole.memories.numbers
    for memory in whole.memories.held_by(holder):
        if numbers.get("is_history", memory) and int(numbers.get("bond", memory)) == row:
            numbers.set(name, memory, value)
            whole.memories.version += 1
            return
    whole.memories.keep(
        holder, event.seq, bond=row, at=event.time, salience=1.0, is_history=1.0, liking=1.0,
        **{name: value},
    )  # fmt: skip


def _belief(whole: Whole, event: Event) -> None:
    """A proposition somebody never thought of."""
    whole.beliefs.of[whole.person(event.roles["who"])].pop(event.data["name"], None)


def _power(whole: Whole, event: Event) -> None:
    """A power taken away, or with another flag."""
    who = whole.person(event.roles["who"])
    flags = dict(event.data.get("flags", {}))
    others = (each for each in whole.powers.of[who] if each.name != event.data["name"] or flags)
    whole.powers.of[who] = tuple(
        replace(each, **flags) if each.name == event.data["name"] else each for each in others
    )


def _resident(whole: Whole, event: Event) -> None:
    whole.people.resident[whole.person(event.roles["who"])] = event.data["value"]


def _place(whole: Whole, event: Event) -> None:
    place = whole.places.row.get(event.data["value"], NONE)
    _put(whole, whole.person(event.roles["who"]), place)


def _put(whole: Whole, who: int, place: int) -> None:
    """Somebody is elsewhere, on no way and on no errand."""
    people, numbers = whole.people, whole.people.numbers
    for name, value in (
        ("place", place), ("went_to", NONE), ("arrives_at", NEVER), ("following", NONE),
        ("carried_by", NONE),
    ):  # fmt: skip
        numbers.set(name, who, value)
    people.errand[who], people.doing[who], people.unanswered[who] = None, IDLE, ()
    people.settle(who)


def _absence(whole: Whole, event: Event) -> None:
    """Somebody is not there: remembered and spoken of as before, and never met."""
    who, numbers = whole.person(event.roles["who"]), whole.people.numbers
    _put(whole, who, NONE)
    numbers.set("due_at", who, NEVER)
    numbers.set("woke_at", who, NEVER)
    whole.people.inbox[who] = ()
    for row in range(whole.people.count):
        for name in ("following", "carried_by"):
            if int(numbers.get(name, row)) == who:
                numbers.set(name, row, NONE)


def _commitment(whole: Whole, event: Event) -> None:
    """What is owed falls due at another time, or never (None)."""
    for seq, each in whole.commitments.all.items():
        if each.name == event.data["name"]:
            whole.commitments.all[seq] = replace(each, due=event.data["value"])


def _seed(whole: Whole, event: Event) -> None:
    whole.seed = int(event.data["value"])


SUPPOSES: Mapping[str, Callable[[Whole, Event], None]] = {
    "trait": _trait,
    "age": _age,
    "bond": _bond,
    "belief": _belief,
    "power": _power,
    "resident": _resident,
    "place": _place,
    "absence": _absence,
    "commitment": _commitment,
    "seed": _seed,
}


# What would have happened and does not. -----------------------------------------------------------

THINKS_BETTER_S = 30
"""Whoever forgoes a deed does something else so soon (a choice)."""
PUT_OFF_S = 3600
"""An awakening that is forgone comes so much later (a choice)."""
NOT_SOON_AGAIN = 6.0
"""How worn a deed is for whoever forgoes it: as if done so many times over (a choice)."""
FORGONE_AGAIN_S = 3600


def forgo(whole: Whole, event: Event) -> None:
    """Let something not have happened that a branch does without, so that the story goes on: who
    would have acted turns to something else, what would have been noticed is missed."""
    kind = event.data["kind"]
    if "actor" in event.roles and kind in ("Did", "ErrandBegun", "WentOn"):
        _turns_away(whole, event)
    elif kind == "Noticed":
        _misses(whole, event)
    elif kind == "Woke":
        who = whole.person(event.roles["who"])
        whole.people.numbers.set("woke_at", who, event.time + PUT_OFF_S)
    elif kind in ("Happened", "FellDue"):
        whole.happened[event.data["name"]] = event.time
    elif kind == "CommitmentEnded":
        seq = int(event.data["commitment"])
        whole.commitments.all[seq] = replace(whole.commitments.all[seq], due=None)


def _turns_away(whole: Whole, event: Event) -> None:
    people, now, data = whole.people, event.time, event.data
    rows = {role: people.row[id_] for role, id_ in event.roles.items()}
    actor = rows["actor"]
    if "practice" in data:
        spot = (
            data["practice"], rows.get("target", NONE), rows.get("about", NONE),
            data.get("topic", ""),
        )  # fmt: skip
        again = int(data.get("again", FORGONE_AGAIN_S))
        people.recent[actor][spot] = Worn(NOT_SOON_AGAIN, now, again)
    until = now + THINKS_BETTER_S
    people.doing[actor] = replace(IDLE, since=now, until=until, seq=event.seq)
    people.numbers.set("due_at", actor, until)


def _misses(whole: Whole, event: Event) -> None:
    people, who = whole.people, whole.person(event.roles["who"])
    left = event.data.get("left", ())
    people.inbox[who] = tuple(each for each in people.inbox[who] if each.seq in left)
