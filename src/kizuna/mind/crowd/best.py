"""The few best of each person, for many at once: the order, ties, chance and all of `want`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

import numpy as np

from kizuna.dice import rolls
from kizuna.mind.crowd.bindings import Crowd
from kizuna.mind.crowd.runs import Numbers, Rows, Runs, places_in_run, stable_order
from kizuna.mind.crowd.table import Table
from kizuna.mind.habit import CHANCE, KEPT, swing
from kizuna.mind.moment import Proposal, Urges
from kizuna.state.table import NONE

HEART, RESIDENT = KEPT, KEPT + 1
"""Places of the urges, behind those of the best."""


class Wanted(Mapping[int, list[Proposal]]):
    """The best few proposals of many people. They stay columns until somebody asks for one.

    `kept[slot, place]` is a row of the table or NONE: the best in their order, then the heart's
    loudest, then what a resident wants most. `moved` is habit with chance, `habit` without.
    """

    def __init__(
        self, crowd: Crowd, table: Table, kept: Rows, moved: Numbers, habit: Numbers
    ) -> None:
        self.crowd, self.table, self.kept, self.moved, self.habit = crowd, table, kept, moved, habit
        self.slot = {who: slot for slot, who in enumerate(crowd.people)}
        self.made: dict[int, list[Proposal]] = {}
        self.urges: Mapping[int, Urges] = UrgesOf(self)

    def __getitem__(self, who: int) -> list[Proposal]:
        urges = 2 if self.kept[self.slot[who], HEART] != NONE else 0
        made = self.of(who)
        return made[: len(made) - urges]

    def __iter__(self) -> Iterator[int]:
        return iter(self.slot)

    def __len__(self) -> int:
        return len(self.slot)

    def of(self, who: int) -> list[Proposal]:
        """The best few of one person, and behind them their urges; nothing when nothing is."""
        if who not in self.made:
            self.make([self.slot[who]])
        return self.made[who]

    def make(self, slots: list[int]) -> None:
        """Make the proposals of several people at once, which is quicker than one by one."""
        kept = self.kept[slots]
        is_kept = kept != NONE
        rows, is_urge = kept[is_kept], np.nonzero(is_kept)[1] >= KEPT
        made = iter(self.proposals(rows, np.where(is_urge, self.habit[rows], self.moved[rows])))
        for slot, count in zip(slots, is_kept.sum(axis=1).tolist(), strict=True):
            self.made[self.crowd.people[slot]] = list(islice(made, count))

    def proposals(self, rows: Rows, habit: Numbers) -> list[Proposal]:
        """Rows of the table as proposals, with what habit made of each."""
        table, practices = self.table, self.crowd.moment.world.practices
        columns = (table.head[rows], table.heart[rows], table.resident[rows], habit)
        return list(
            map(
                Proposal._make,
                zip(
                    [practices[index] for index in table.index[rows].tolist()],
                    table.bindings(table.at[rows]),
                    *(column.tolist() for column in columns),
                    strict=True,
                ),
            )
        )

    def where(self, is_at_odds: Callable[..., Any]) -> list[int]:
        """In whom voices are at odds, by a rule that takes columns: whether they host a resident,
        what it urges, the heart's urge, what the head makes of that, whether it is best anyway."""
        table = self.table
        some = np.flatnonzero(self.kept[:, 0] != NONE)
        best, heart, inside = (self.kept[some, place] for place in (0, HEART, RESIDENT))
        resident = self.crowd.moment.whole.people.resident
        odds = is_at_odds(
            np.array([bool(resident[self.crowd.people[slot]]) for slot in some.tolist()]),
            table.resident[inside],
            (table.heart[heart] + self.habit[heart]) - (table.heart[best] + self.moved[best]),
            table.head[heart],
            table.index[heart] == table.index[best],
        )
        slots = some[odds].tolist()
        self.make(slots)
        return [self.crowd.people[slot] for slot in slots]


class UrgesOf(Mapping[int, Urges]):
    """The urges of those whose proposals are wanted."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted

    def __getitem__(self, who: int) -> Urges:
        made = self.wanted.of(who)
        if not made:
            raise KeyError(who)
        return Urges(*made[-2:])

    def __iter__(self) -> Iterator[int]:
        some = np.flatnonzero(self.wanted.kept[:, 0] != NONE)
        return iter([self.wanted.crowd.people[slot] for slot in some.tolist()])

    def __len__(self) -> int:
        return int((self.wanted.kept[:, 0] != NONE).sum())


def best_of(crowd: Crowd, table: Table, habit: Numbers) -> Wanted:
    """The best of everybody, out of everything possible."""
    total = table.head + table.heart + habit
    kept, moved = np.full((crowd.count, KEPT + 2), NONE, np.intp), habit.copy()
    if len(total):
        runs = Runs(table.slot)
        near = total > (runs.most(total) - 2 * CHANCE)[runs.number]
        _keep_near(crowd, table, np.flatnonzero(near), moved, kept)
        _keep_rest(table.slot, np.where(near, -np.inf, total), kept)
        slots = table.slot[runs.starts]
        kept[slots, HEART] = runs.first_of_most(table.heart + habit)
        kept[slots, RESIDENT] = runs.first_of_most(table.resident)
    return Wanted(crowd, table, kept, moved, habit)


def _keep_near(crowd: Crowd, table: Table, near: Rows, moved: Numbers, kept: Rows) -> None:
    """Where chance can matter it is added, and what is then best comes first."""
    moved[near] += _chance(crowd, table, near)
    total = table.head[near] + table.heart[near] + moved[near]
    order = (-total).argsort(kind="stable")
    near = near[order[stable_order(table.slot[near[order]])]]
    place = places_in_run(table.slot[near])
    near, place = near[place < KEPT], place[place < KEPT]
    kept[table.slot[near], place] = near


def _chance(crowd: Crowd, table: Table, at: Rows) -> Numbers:
    """What chance does to these rows, each draw at the address a scene would give it."""
    keys, binding = crowd.keys, table.at[at]
    # The last key is 0 and stands for nobody, whose row is NONE, -1.
    target, about = keys[table.bound.target[binding]], keys[table.bound.about[binding]]
    purposes = np.array([each.key for each in crowd.moment.world.practices], np.uint64)
    who, whom = keys[crowd.rows[table.slot[at]]], target ^ (about << np.uint64(1))
    seed, now = crowd.moment.whole.seed, crowd.moment.now
    chance: Numbers = swing(rolls(seed, now, who, whom, purposes[table.index[at]]))
    return chance


def _keep_rest(slot: Rows, total: Numbers, kept: Rows) -> None:
    """Fill the places that are left, best first, with what chance cannot raise."""
    left = np.flatnonzero((kept[:, KEPT - 1] == NONE)[slot])
    total, slot = total[left], slot[left]
    while len(left):
        first = Runs(slot).first_of_most(total)
        first = first[total[first] > -np.inf]
        who = slot[first]
        place = (kept[who, :KEPT] == NONE).argmax(axis=1)
        kept[who, place] = left[first]
        total[first] = -np.inf
        is_open = np.zeros(len(kept), np.bool_)
        is_open[who] = place < KEPT - 1
        still = np.flatnonzero(is_open[slot])
        left, total, slot = left[still], total[still], slot[still]
