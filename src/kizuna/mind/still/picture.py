"""Taking the picture: whose rows, which parts, and what names formulas read them by.

People rows have one more than there are people: the *unseen* row, which stands for somebody who
is not here, so that nobody can see from afar who is awake or hurt.

In a small world the picture is taken of everybody, and then a part is left as it is when nothing
that it reads has changed. In a town it is taken of those who are due and of who is around them.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np

from kizuna.mind.kept import Kept
from kizuna.mind.still import bodies, bonds, company, days, people, pledges, wagers
from kizuna.mind.still.belonging import Belonging, put_lasting_bonds
from kizuna.mind.still.block import Block
from kizuna.mind.still.part import Numbers, Part, Rows, Taken
from kizuna.mind.still.ways import Ways
from kizuna.state.memory import VALUES
from kizuna.state.person import NEEDS
from kizuna.state.table import NONE
from kizuna.state.whole import Whole
from kizuna.world.names import BODY, BODY_FLAGS, BOND, BOND_FLAGS, VISIBLE, VISIBLE_FLAGS
from kizuna.world.rules import World

PARTS: tuple[Part, ...] = (
    people.hour,
    people.whereabouts,
    people.homes,
    people.aims,
    people.posts,
    people.needs,
    people.energies,
    people.felt,
    people.shown,
    bodies.bodies,
    bodies.errands,
    pledges.duties,
    pledges.pledges,
    days.hiding,
    days.training,
    days.commanded,
    bonds.standing,
    bonds.sums,
    bonds.unsettled,
    bonds.directed,
    bonds.fear,
    bonds.near,
    wagers.skill,
    wagers.wagers,
    wagers.stances,
    bonds.hearts,
    bonds.fading,
    company.sight,
    company.looks,
    company.spans,
    company.worry,
    company.missing,
    company.errand_matters,
    company.friends_here,
    company.among_others,
)
"""In this order: a part may read what an earlier one has put."""

TRAINING = "training"
NOT_YET = object()
"""Read by no part: it has not been put yet."""
SMALL_WORLD = 64
"""Up to this many people the picture is taken of everybody: cheaper than choosing."""


class Still:
    """The picture and the columns formulas read; `take` brings it to a moment."""

    def __init__(self, whole: Whole, world: World) -> None:
        self.whole: Whole = whole
        self.world: World = world
        self.now: int = whole.now
        self.unseen: int = whole.people.count
        self.tag_flags = tuple(f"is_{tag}" for tag in world.tags)
        self.person = Block(_numbers_of(world), self.unseen + 1, np.float64)
        flags = tuple(dict.fromkeys((*BODY_FLAGS, *VISIBLE_FLAGS, *self.tag_flags)))
        self.person_flag = Block(flags, self.unseen + 1, np.bool_)
        self.bond = Block(BOND, 0, np.float64)
        self.bond_flag = Block(BOND_FLAGS, 0, np.bool_)
        self.ways = Ways(whole.places, world.tags)
        self.belonging: Belonging | None = None
        self.bonds_placed = 0
        self.lessons = 0
        self.trainings = frozenset(each.name for each in world.practices if TRAINING in each.tags)
        self.bells: people.Bells = people.Bells()
        self.sums: Numbers = np.zeros((len(VALUES), 0))
        self.worths = bonds.Worths()
        self.kept = Kept()
        self.felt_fear: Numbers = np.zeros(0)
        self.in_talk: Numbers = np.zeros(0)
        self.version = 0
        self.few: dict[str, Any] = {}
        self.many: dict[str, Any] = {}
        self.everybody: Taken | None = None
        self.read: dict[str, Hashable] = {}
        self.put: dict[str, int] = {}
        people.put_lasting(self)
        self._make_room()

    # Taking it. ------------------------------------------------------------------------------

    def take(self, now: int, rows: Rows) -> Still:
        """Bring the picture of these people, and of all they hold toward others, to now."""
        self.now = now
        if self.whole.bonds.count > self.bond.array.shape[1]:
            self._make_room()
        put_lasting_bonds(self)
        if self.lessons != self.whole.people.lessons:
            people.put_lasting(self)
        if self.whole.people.count <= SMALL_WORLD:
            self._take_everybody()
        else:
            self._take_some(rows)
        return self

    def _take_everybody(self) -> None:
        """Put those parts that read something that has changed."""
        taken, read, put = self._everybody(), self.read, self.put
        for name, part, reads in PARTS:
            reading = reads(self)
            if read.get(name, NOT_YET) != reading:
                part(self, taken)
                read[name] = reading
                put[name] = put.get(name, 0) + 1

    def _take_some(self, rows: Rows) -> None:
        self.read.clear()
        taken = self._some(rows)
        for part in PARTS:
            part.put(self, taken)

    # Whose. ----------------------------------------------------------------------------------

    def _everybody(self) -> Taken:
        """All people and bonds; when there is one more, everything is put anew."""
        count, bonds = self.whole.people.count, self.whole.bonds
        if self.everybody is None or len(self.everybody.from_) != bonds.count:
            self.read.clear()
            self.everybody = Taken.of(
                slice(0, count),
                list(range(count)),
                slice(0, bonds.count),
                bonds.numbers["from_"].astype(np.intp),
                bonds.numbers["toward"].astype(np.intp),
            )
        return self.everybody

    def _some(self, rows: Rows) -> Taken:
        """These people, whoever is with them, and all bonds these people hold."""
        known_by, numbers = self.whole.bonds.known_by, self.whole.bonds.numbers
        bonds = np.array([bond for row in rows.tolist() for bond in known_by(row)], np.intp)
        ends = (numbers[end][bonds].astype(np.intp) for end in ("from_", "toward"))
        people = self._with_company(rows)
        return Taken.of(people, people.tolist(), bonds, *ends)

    def _with_company(self, rows: Rows) -> Rows:
        place = self.whole.people.numbers["place"]
        seen = np.isin(place, np.unique(place[rows])) & (place != NONE)
        seen[rows] = True
        return np.flatnonzero(seen)

    # Names. ----------------------------------------------------------------------------------

    def _make_room(self) -> None:
        """Room for twice as many bonds as there are."""
        cells = max(64, 2 * self.whole.bonds.count)
        self.bond, self.bond_flag = self.bond.grown(cells), self.bond_flag.grown(cells)
        self._name_columns()

    def _name_columns(self) -> None:
        """Give every column its name in formulas: memoryviews for scenes, arrays for towns."""
        self.version += 1
        for table, block in (
            ("person", self.person), ("person", self.person_flag),
            ("bond", self.bond), ("bond", self.bond_flag),
        ):  # fmt: skip
            for name, column in block.items():
                self.many[f"{table}_{name}"] = column
                self.few[f"{table}_{name}"] = column.data


def _numbers_of(world: World) -> tuple[str, ...]:
    wants = tuple(f"want_{need}" for need in NEEDS)
    together = (*people.FELT, *wants, *company.AMONG_OTHERS)
    names = (*world.traits, *world.energies, *together, *BODY, *VISIBLE)
    return tuple(dict.fromkeys(names))
