"""What habit adds, for everything many people could do: the rules of `mind.habit` in columns."""

from __future__ import annotations

import numpy as np

from kizuna.mind.crowd.bindings import Crowd, Flags, Numbers
from kizuna.mind.crowd.table import Table
from kizuna.mind.habit import (
    ANSWERING,
    SEARCH,
    errand_says,
    has_done,
    opened_up,
    talked_out,
    weighs,
)
from kizuna.state.person import OPENED_UP, TALKED, Spot
from kizuna.state.table import NONE


def with_habit(crowd: Crowd, table: Table) -> Numbers:
    """Habit, one number for each possibility; chance is not in it."""
    ways = crowd.moment.weighing.ways
    is_said = np.array(ways.is_talk)[table.index] & ~table.is_answer
    talked = talked_out(
        _lately(crowd, TALKED)[table.slot],
        _trait(crowd, "sociability")[table.slot],
        np.array(ways.share)[table.index],
    )
    opened = opened_up(_lately(crowd, OPENED_UP), _trait(crowd, "reserve"))
    habit: Numbers = weighs(
        np.where(table.is_answer, ANSWERING, 0.0),
        _worn(crowd, table),
        np.where(is_said, talked, 0.0),
        np.where(np.array(ways.discloses)[table.index], opened[table.slot], 0.0),
        _is_too_early(crowd, table),
        *_errands(crowd, table),
    )
    return habit


def _worn(crowd: Crowd, table: Table) -> Numbers:
    """How much of "just did that" lies on each possibility."""
    names, now = crowd.moment.weighing.ways.name, crowd.moment.now
    recent = [crowd.moment.whole.people.recent[who] for who in crowd.people]
    topics = [*table.topics, ""]
    bound, at = table.bound, table.at.tolist()
    rest = list(
        zip(
            bound.target.tolist(),
            bound.about.tolist(),
            [topics[row] for row in bound.t.tolist()],
            strict=True,
        )
    )
    practices = zip(table.index.tolist(), at, strict=True)
    spots = ((names[index], *rest[place]) for index, place in practices)
    found = map(dict.get, [recent[slot] for slot in table.slot.tolist()], spots)
    return np.array([0.0 if worn is None else worn.left(now) for worn in found])


def _lately(crowd: Crowd, spot: Spot) -> Numbers:
    """How worn one spot is for each person."""
    now, recent = crowd.moment.now, crowd.moment.whole.people.recent
    had = [recent[who].get(spot) for who in crowd.people]
    return np.array([0.0 if worn is None else worn.left(now) for worn in had])


def _trait(crowd: Crowd, name: str) -> Numbers:
    people = crowd.moment.whole.people
    return np.array([people.trait(who, name) for who in crowd.people])


def _is_too_early(crowd: Crowd, table: Table) -> Flags:
    """Where something has to be done first that was not."""
    after, people = crowd.moment.weighing.ways.after, crowd.moment.whole.people
    is_too_early = np.zeros(len(table.at), np.bool_)
    for at in np.flatnonzero(np.array([bool(first) for first in after])[table.index]).tolist():
        who, target = crowd.people[table.slot[at]], int(table.bound.target[table.at[at]])
        is_too_early[at] = not has_done(people.recent[who], after[table.index[at]], target)
    return is_too_early


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
