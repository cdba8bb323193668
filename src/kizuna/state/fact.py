"""Facts: one value of one person, of a bond or of a belief, as it is now.

Patterns ask for single values ("how close was she to him then?") where the still picture takes
whole columns. The names are those of formulas, without their scope: `pride`, `chakra`, `grief`,
`closeness`; `confidence` for a belief.

    fact(whole, "closeness", "lee", "gai")
    fact(whole, "confidence", "gaara", "hates(naruto, gaara)")

`AsOf` answers for a chronicle: how it was when an event had just happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

import numpy as np

from kizuna.event import Event
from kizuna.state.belief import Belief
from kizuna.state.bond import closeness, familiarity
from kizuna.state.feeling import FEELING_ROW, FEELINGS
from kizuna.state.memory import VALUES
from kizuna.state.person import ASLEEP, AWAKE, DEAD, UNCONSCIOUS
from kizuna.state.table import NONE
from kizuna.state.whole import Whole, evolve

Fact: TypeAlias = str | float | bool | None


def fact(whole: Whole, name: str, of: str, toward: str | None = None) -> Fact:
    """A value by name; None when there is no such person, bond, belief or name.

    `toward` is a person's id or a proposition.
    """
    row = whole.people.row.get(of)
    if row is None:
        return None
    if toward is None:
        return _of_person(whole, name, row)
    if "(" in toward:
        belief = whole.beliefs.held(row, toward)
        return OF_BELIEF[name](belief) if belief is not None and name in OF_BELIEF else None
    bond = whole.bonds.row.get((row, whole.people.row.get(toward, NONE)))
    return None if bond is None else _of_bond(whole, name, bond)


def _of_person(whole: Whole, name: str, row: int) -> Fact:
    people = whole.people
    if name in OF_PERSON:
        return OF_PERSON[name](whole, row)
    if name in people.traits.position:
        return float(people.traits.get(name, row))
    if name in people.energies:
        return _share_left(whole, name, row)
    feeling = name.removeprefix("feels_")
    if feeling in FEELING_ROW:
        return float(whole.feelings.inward.left(FEELING_ROW[feeling], row, whole.now))
    return None


def _share_left(whole: Whole, energy: str, row: int) -> float:
    people = whole.people
    cap = float(people.energy_cap.get(energy, row))
    days = (whole.now - people.energy_at.get(energy, row)) / 86400.0
    level = people.energy_level.get(energy, row) + people.energy_rate.get(energy, row) * days
    return float(min(cap, level) / cap) if cap > 0 else 0.0


def _of_bond(whole: Whole, name: str, bond: int) -> Fact:
    if name in ("closeness", *VALUES):
        return _summed(whole, name, bond)
    if name in OF_BOND:
        return OF_BOND[name](whole, bond)
    if name in FEELING_ROW:
        return float(whole.feelings.directed.left(FEELING_ROW[name], bond, whole.now))
    return None


def _summed(whole: Whole, name: str, bond: int) -> float:
    """What memories of the other add up to, and how near that brings them."""
    numbers = whole.memories.numbers
    holder = int(whole.bonds.numbers.get("from_", bond))
    rows = np.array(whole.memories.held_by(holder), np.intp)
    about = rows[numbers["bond"][rows] == bond] if len(rows) else rows
    sums = dict(zip(VALUES, whole.memories.sums(about, bond + 1, whole.now)[:, bond], strict=True))
    if name == "fear":
        felt = whole.feelings.directed.left(FEELING_ROW["fear"], bond, whole.now)
        return float(max(0.0, sums["fear"], felt))
    if name != "closeness":
        return float(sums[name])
    of = whole.bonds.numbers.get
    known = familiarity(of("talked_minutes", bond))
    return float(closeness(sums["affection"], sums["trust"], known, of("kin", bond)))


def _place(whole: Whole, row: int) -> str | None:
    place = whole.people.place(row)
    return None if place == NONE else whole.places.all[place].id


def _wish(whole: Whole, bond: int) -> float:
    """How much somebody wishes another out of danger: by closeness, and by how bad it is."""
    danger = whole.bodies.danger[whole.bonds.toward(bond)]
    return 0.0 if danger is None else _summed(whole, "closeness", bond) * danger.level


OF_PERSON: Mapping[str, Callable[[Whole, int], Fact]] = {
    "age": lambda whole, row: float(whole.people.numbers.get("age", row)),
    "place": _place,
    "injury": lambda whole, row: float(whole.bodies.worst(row, whole.now)),
    "is_in_danger": lambda whole, row: whole.bodies.danger[row] is not None,
    "is_awake": lambda whole, row: whole.people.state(row) == AWAKE,
    "is_asleep": lambda whole, row: whole.people.state(row) == ASLEEP,
    "is_unconscious": lambda whole, row: whole.people.state(row) == UNCONSCIOUS,
    "is_dead": lambda whole, row: whole.people.state(row) == DEAD,
}

OF_BOND: Mapping[str, Callable[[Whole, int], Fact]] = {
    "kin": lambda whole, bond: float(whole.bonds.numbers.get("kin", bond)),
    "familiarity": lambda whole, bond: float(
        familiarity(whole.bonds.numbers.get("talked_minutes", bond))
    ),
    "wish": _wish,
    "hours_since_talk": lambda whole, bond: (
        (whole.now - whole.bonds.numbers.get("talked_at", bond)) / 3600.0
    ),
}

OF_BELIEF: Mapping[str, Callable[[Belief], Fact]] = {
    "confidence": lambda belief: belief.confidence,
    "odds": lambda belief: belief.odds,
    "secrecy": lambda belief: belief.secrecy,
    "soreness": lambda belief: belief.soreness,
    "weight": lambda belief: belief.weight,
}


def names_of_facts(traits: Iterable[str], energies: Iterable[str]) -> frozenset[str]:
    """Every name that can be asked for in a world with these traits and energies."""
    felt = (*FEELINGS, *(f"feels_{feeling}" for feeling in FEELINGS))
    return frozenset((
        *OF_PERSON, *OF_BOND, *OF_BELIEF, *VALUES, "closeness", *felt, *traits, *energies,
    ))  # fmt: skip


class AsOf:
    """How things stood as of any event of a chronicle, for patterns that ask.

    Nothing is evolved before somebody asks. Asked in the order of events it costs one replay; asked
    about an earlier event it begins again.
    """

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._events = list(events)
        self._whole, self._reached = Whole(), 0

    def see(self, event: Event) -> None:
        """One more event, which comes after all others."""
        self._events.append(event)

    def __call__(self, event: Event, name: str, of: str, toward: str | None) -> object:
        """A value when this event had just happened."""
        return fact(self.whole(event), name, of, toward)

    def whole(self, event: Event) -> Whole:
        """The whole as it was when this event had just happened; not to be kept or changed."""
        if self._reached and self._events[self._reached - 1].seq > event.seq:
            self._whole, self._reached = Whole(), 0
        while self._reached < len(self._events) and self._events[self._reached].seq <= event.seq:
            evolve(self._whole, (self._events[self._reached],))
            self._reached += 1
        return self._whole
