"""What was chosen and what nearly was, for many people at once: `mind.reasons` in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np

from kizuna.mind import reasons
from kizuna.mind.crowd.best import HEART, RESIDENT, Wanted
from kizuna.mind.crowd.runs import Numbers, Rows
from kizuna.mind.moment import Moment, Proposal
from kizuna.mind.reasons import HABIT, NOTHING, RUNNERS_UP, SCORE_SCALE, WEIGHT_SCALE, Told
from kizuna.state.table import NONE
from kizuna.world.expr import quiet


def tell_all(moment: Moment) -> Iterator[tuple[int, Proposal, list[Told]]]:
    """For each person what `mind.reasons.tell_all` tells."""
    wanted = moment.proposals
    assert isinstance(wanted, Wanted)
    rows, habits = _first_rows(moment, wanted)
    is_there = rows != NONE
    some = np.flatnonzero(is_there[:, 0])
    chosen = wanted.proposals(rows[some, 0], habits[some, 0])
    told = iter(_tell(wanted, rows[is_there], habits[is_there]))
    counts = is_there.sum(axis=1)[some].tolist()
    for slot, proposal, count in zip(some.tolist(), chosen, counts, strict=True):
        yield wanted.crowd.people[slot], proposal, list(islice(told, count))


def _first_rows(moment: Moment, wanted: Wanted) -> tuple[Rows, Numbers]:
    """Rows of each person's choice and runners-up, and what habit made of them."""
    places = np.tile(np.arange(1 + RUNNERS_UP), (wanted.crowd.count, 1))
    for who, outburst in moment.outbursts.items():
        urge = HEART if outburst.urge == "heart" else RESIDENT
        if not outburst.is_chosen:
            places[wanted.slot[who]] = (urge, *range(RUNNERS_UP))
    rows = np.take_along_axis(wanted.kept, places, axis=1)
    habit = np.where(places < HEART, wanted.moved[rows], wanted.habit[rows])
    return rows, habit


def _tell(wanted: Wanted, rows: Rows, habit: Numbers) -> list[Told]:
    table, moment = wanted.table, wanted.crowd.moment
    ids, names = [*moment.whole.people.ids, ""], moment.weighing.ways.name
    score = rounded(table.head[rows] + table.heart[rows] + habit, SCORE_SCALE)
    bound = table.bound.at(table.at[rows])
    weights = _contributions(wanted, rows, habit)
    told: list[Told] = [
        {"practice": names[index], "score": value, "weighed": weighed}
        for index, value, weighed in zip(
            table.index[rows].tolist(), score.tolist(), weights, strict=True
        )
    ]
    for role, column in (("target", bound.target), ("about", bound.about)):
        for at in np.flatnonzero(column != NONE).tolist():
            told[at][role] = ids[column[at]]
    return told


def _contributions(wanted: Wanted, rows: Rows, habit: Numbers) -> list[dict[str, float]]:
    """Each consideration by name with what it weighed; what weighed nothing is left out."""
    table, weighing = wanted.table, wanted.crowd.moment.weighing
    index, bound = table.index[rows], table.bound.at(table.at[rows])
    told: list[dict[str, float]] = [{}] * len(rows)
    order = index.argsort(kind="stable")
    starts = np.flatnonzero(np.diff(index[order], prepend=-1))
    for of in np.split(order, starts[1:]):
        practice = int(index[of[0]])
        labels = (*weighing.labels[practice], HABIT)
        with quiet():
            parts = weighing.for_crowd().parts[practice](*bound.at(of).rows)
        for at, weighed in zip(of.tolist(), _told(labels, (*parts, habit[of])), strict=True):
            told[at] = weighed
    return told


def contributions(moment: Moment, proposal: Proposal) -> dict[str, float]:
    """As `mind.reasons.contributions`, of one proposal whose binding is of columns. What reads
    nothing that was worked out for this crowd is told as in a scene, which is quicker for one."""
    if proposal.binding.b == NONE and proposal.binding.t == NONE:
        return reasons.contributions(moment, proposal)
    index, weighing = proposal.practice.index, moment.weighing
    rows = [np.array([row], np.intp) for row in proposal.binding[:7]]
    with quiet():
        parts = weighing.for_crowd().parts[index](*rows)
    return _told((*weighing.labels[index], HABIT), (*parts, np.array([proposal.habit])))[0]


def _told(labels: Sequence[str], parts: Sequence[Any]) -> list[dict[str, float]]:
    values = np.stack(np.broadcast_arrays(*parts), axis=1)
    is_told = np.abs(values) >= NOTHING
    which, weights = is_told.nonzero()[1].tolist(), rounded(values[is_told], WEIGHT_SCALE).tolist()
    told = zip(map(labels.__getitem__, which), weights, strict=True)
    return [dict(islice(told, count)) for count in is_told.sum(axis=1).tolist()]


def rounded(values: Numbers, scale: float) -> Numbers:
    """As `mind.reasons.rounded`; no zero has a sign."""
    rounded: Numbers = np.rint(values * scale) / scale + 0.0
    return rounded
