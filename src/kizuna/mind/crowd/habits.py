"""What habit adds, for everything many people could do: the rules of `mind.habit` in columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from kizuna.mind.crowd.bindings import Crowd, Flags
from kizuna.mind.crowd.runs import Numbers, Rows, Runs
from kizuna.mind.crowd.table import Table
from kizuna.mind.habit import (
    ANSWERING,
    CHANCE,
    HOLDS,
    KEPT,
    SEARCH,
    comes_after,
    errand_says,
    how_worn,
    opened_up,
    owes_answer,
    talked_out,
    weighs,
)
from kizuna.state.person import ANYBODY, OPENED_UP, TALKED, Spot
from kizuna.state.table import NONE


def with_habit(crowd: Crowd, table: Table) -> Numbers:
    """Habit, one number for each possibility; chance is not in it.

    What was just done loses by it, so whatever would not be wanted anyway is not asked whether it
    was: its habit may be too high, but not so high that it matters.
    """
    ways = crowd.moment.weighing.ways
    is_said = np.array(ways.is_talk)[table.index] & ~table.is_answer
    talked = talked_out(
        _lately(crowd, TALKED)[table.slot],
        _trait(crowd, "sociability")[table.slot],
        np.array(ways.share)[table.index],
        _owes_answer(crowd)[table.slot],
    )
    opened = opened_up(_lately(crowd, OPENED_UP), _trait(crowd, "reserve"))
    answering = np.where(table.is_answer, ANSWERING, 0.0)
    others = (
        np.where(is_said, talked, 0.0),
        np.where(np.array(ways.discloses)[table.index], opened[table.slot], 0.0),
        _is_too_early(crowd, table),
        *_errands(crowd, table),
    )
    worn = _held(crowd, table)
    for rows in _to_ask(table, worn, lambda worn: weighs(answering, worn, *others)):
        worn[rows] = _worn(crowd, table, rows)
    habit: Numbers = weighs(answering, worn, *others)
    return habit


def _owes_answer(crowd: Crowd) -> Flags:
    """Which of the people owe somebody an answer to an offer or a claim."""
    return np.array([owes_answer(crowd.moment, who) for who in crowd.people], np.bool_)


def _held(crowd: Crowd, table: Table) -> Numbers:
    """Nothing is worn before it is asked about; what somebody is in the middle of holds them."""
    moment, worn = crowd.moment, np.zeros(len(table.at))
    practices, settled = moment.world.practice, moment.whole.people.settled
    at_it = [
        (slot, practices[settled[who].practice].index, settled[who].target)
        for slot, who in enumerate(crowd.people)
        if settled[who].until > moment.now and settled[who].practice in practices
    ]
    if at_it:
        index, toward = np.full((2, crowd.count), ANYBODY, np.intp)
        slot, *what = np.array(at_it, np.intp).T
        index[slot], toward[slot] = what
        is_at_it = table.index == index[table.slot]
        is_toward = table.bound.target[table.at] == toward[table.slot]
        worn[is_at_it & is_toward] = -HOLDS
    return worn


def _to_ask(table: Table, worn: Numbers, habit_of: Callable[[Numbers], Numbers]) -> Iterator[Rows]:
    """Rows that have to be asked whether they were just done, while `worn` is filled in.

    First the few that would be best of each person if nothing had been, and the urges. Then all
    that could still be as good as the last of those turns out to be, or near the best, or as loud.
    """
    if len(worn) == 0:
        return
    runs, fresh = Runs(table.slot), habit_of(worn)
    total, loud = table.head + table.heart + fresh, table.heart + fresh
    best, loudest = runs.first_few(total, KEPT), runs.first_of_most(loud)
    is_asked = np.zeros(len(worn), np.bool_)
    is_asked[np.concatenate([best[best != NONE], loudest, runs.first_of_most(table.resident)])] = (
        True
    )
    yield np.flatnonzero(is_asked)
    known = habit_of(worn)
    sums = np.append(table.head + table.heart + known, -np.inf)[best]
    least, most = sums.min(axis=1), sums.max(axis=1)
    bar = np.minimum(least, most - 2 * CHANCE)[runs.number]
    is_open = (total >= bar) | (loud >= (table.heart + known)[loudest][runs.number])
    yield np.flatnonzero(is_open & ~is_asked)


def _worn(crowd: Crowd, table: Table, rows: Rows) -> Numbers:
    """How much of "just did that" lies on some possibilities."""
    ways, now = crowd.moment.weighing.ways, crowd.moment.now
    recent = [crowd.moment.whole.people.recent[who] for who in crowd.people]
    settled = [crowd.moment.whole.people.settled[who] for who in crowd.people]
    at_it = [(each.practice, each.target) if each.until > now else None for each in settled]
    is_at_it = np.array([each is not None for each in at_it])[table.slot[rows]]
    worn = np.zeros(len(rows))
    asked = np.flatnonzero(is_at_it | crowd.did[table.slot[rows], table.index[rows]])
    rows = rows[asked]
    at, which = table.at[rows], table.index[rows].tolist()
    spots = zip(
        [ways.name[index] for index in which],
        table.bound.target[at].tolist(),
        table.bound.about[at].tolist(),
        table.topics.texts(table.bound.t[at]),
        strict=True,
    )
    worn[asked] = [
        -HOLDS
        if at_it[slot] == spot[:2]
        else how_worn(recent[slot], spot, now, ways.discloses[index])
        for slot, index, spot in zip(table.slot[rows].tolist(), which, spots, strict=True)
    ]
    return worn


def _lately(crowd: Crowd, spot: Spot) -> Numbers:
    """How worn one spot is for each person."""
    now, recent = crowd.moment.now, crowd.moment.whole.people.recent
    had = [recent[who].get(spot) for who in crowd.people]
    return np.array([0.0 if worn is None else worn.left(now) for worn in had])


def _trait(crowd: Crowd, name: str) -> Numbers:
    traits = crowd.moment.whole.people.traits
    if name not in traits.position:
        return np.full(crowd.count, crowd.moment.whole.people.trait(crowd.people[0], name))
    return traits[name][crowd.rows]


def _is_too_early(crowd: Crowd, table: Table) -> Flags:
    """Where something has to be done first that was not."""
    ways, people = crowd.moment.weighing.ways, crowd.moment.whole.people
    after, names = ways.after, ways.name
    recent, now = [people.recent[who] for who in crowd.people], crowd.moment.now
    did_first, is_too_early = _did_first(crowd), np.array([bool(first) for first in after])
    is_too_early = is_too_early[table.index]
    at = np.flatnonzero(is_too_early & did_first[table.slot, table.index])
    asked = (table.slot[at], table.index[at], table.bound.target[table.at[at]])
    is_too_early[at] = [
        not comes_after(
            recent[slot], after[index], names[index], target, now - ways.not_before[index]
        )
        for slot, index, target in zip(*(each.tolist() for each in asked), strict=True)
    ]
    return is_too_early


def _did_first(crowd: Crowd) -> Flags:
    """Who may have done any of what a practice comes after: shape (people, practices)."""
    after, practices = crowd.moment.weighing.ways.after, crowd.moment.world.practice
    did_first = np.zeros_like(crowd.did)
    for index, first in enumerate(after):
        known = [practices[name].index for name in first if name in practices]
        if known:
            did_first[:, index] = crowd.did[:, known].any(axis=1)
    return did_first


def _errands(crowd: Crowd, table: Table) -> tuple[Flags, Flags, Flags]:
    """What their errands say of what those could do who are on one."""
    says = np.zeros((3, len(table.at)), np.bool_)
    people, practices = crowd.moment.whole.people, crowd.moment.world.practice
    errands = [
        (slot, practices[e.practice].index if e.practice in practices else NONE, e.target, e.goal,
         e.practice == SEARCH)
        for slot, who in enumerate(crowd.people)
        if (e := people.errand[who]) is not None
    ]  # fmt: skip
    if not errands:
        return says[0], says[1], says[2]
    on_errand = np.full((4, crowd.count), NONE, np.intp)
    slot, *rest = np.array(errands, np.intp).T
    on_errand[:, slot] = rest
    is_on = np.zeros(crowd.count, np.bool_)
    is_on[slot] = True
    at = np.flatnonzero(is_on[table.slot])
    who, target = crowd.rows[table.slot[at]], table.bound.target[table.at[at]]
    index, toward, goal, is_search = on_errand[:, table.slot[at]]
    says[:, at] = errand_says(
        (table.index[at] == index) & (target == toward),
        goal == crowd.place[who],
        is_search > 0,
        (target != NONE) & (crowd.place[target] != crowd.place[who]),
        np.array(crowd.moment.weighing.ways.settles)[table.index[at]],
    )
    return says[0], says[1], says[2]
