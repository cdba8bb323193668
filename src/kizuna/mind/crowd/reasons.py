"""What was chosen and what nearly was, for many people at once: `mind.reasons` in columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from kizuna.mind import reasons
from kizuna.mind.crowd.best import HEART, RESIDENT, Wanted
from kizuna.mind.crowd.bindings import Bindings
from kizuna.mind.crowd.runs import Numbers, Rows
from kizuna.mind.moment import Moment, Proposal
from kizuna.mind.reasons import HABIT, NOTHING, RUNNERS_UP, SCORE_SCALE, WEIGHT_SCALE, Told
from kizuna.state.table import NONE
from kizuna.world.expr import quiet


def tell_all(moment: Moment) -> Iterator[tuple[int, Proposal, Callable[[], list[Told]]]]:
    """For each person what `mind.reasons.tell_all` tells."""
    wanted = moment.proposals
    assert isinstance(wanted, Wanted)
    rows, habits = _first_rows(moment, wanted)
    is_there = rows != NONE
    some = np.flatnonzero(is_there[:, 0])
    chosen = wanted.proposals(rows[some, 0], habits[some, 0])
    telling = Telling(wanted, rows[is_there], habits[is_there])
    ends = np.cumsum(is_there.sum(axis=1)[some]).tolist()
    for slot, proposal, begin, end in zip(some.tolist(), chosen, [0, *ends], ends, strict=False):
        yield wanted.crowd.people[slot], proposal, partial(telling.some, begin, end)


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


class Weighed(NamedTuple):
    """What considerations weighed, proposal by proposal: of all that weighed anything the label and
    the weight."""

    labels: list[str]
    weights: list[float]

    def between(self, begin: int, end: int) -> dict[str, float]:
        """Of one proposal, which has these."""
        return dict(zip(self.labels[begin:end], self.weights[begin:end], strict=True))


class Telling:
    """Proposals to be told. They are weighed for all at once, and stay columns until one of them is
    told; `begin` and `end` say where in `weighed` of its practice the weights of each stand."""

    def __init__(self, wanted: Wanted, rows: Rows, habit: Numbers) -> None:
        table, moment = wanted.table, wanted.crowd.moment
        self.ids, self.names = moment.whole.people.ids, moment.weighing.ways.name
        self.weighed: dict[int, Weighed] = {}
        score = rounded(table.head[rows] + table.heart[rows] + habit, SCORE_SCALE)
        bound, index = table.bound.at(table.at[rows]), table.index[rows]
        begin, end = self._weigh(wanted, index, bound, habit)
        self.index, self.score = index.tolist(), score.tolist()
        self.target, self.about = bound.target.tolist(), bound.about.tolist()
        self.begin, self.end = begin.tolist(), end.tolist()

    def _weigh(
        self, wanted: Wanted, index: Rows, bound: Bindings, habit: Numbers
    ) -> tuple[Rows, Rows]:
        weighing = wanted.crowd.moment.weighing
        begin, end = np.empty((2, len(index)), np.intp)
        order = index.argsort(kind="stable")
        starts = np.flatnonzero(np.diff(index[order], prepend=-1))
        for of in np.split(order, starts[1:]):
            practice = int(index[of[0]])
            with quiet():
                parts = weighing.for_crowd().parts[practice](*bound.at(of).rows)
            labels = (*weighing.labels[practice], HABIT)
            self.weighed[practice], counts = _weighed(labels, (*parts, habit[of]))
            end[of] = ends = counts.cumsum()
            begin[of] = ends - counts
        return begin, end

    def some(self, first: int, end: int) -> list[Told]:
        """These proposals as reasons tell them."""
        return [self.one(at) for at in range(first, end)]

    def one(self, at: int) -> Told:
        """One proposal as reasons tell it."""
        index, target, about = self.index[at], self.target[at], self.about[at]
        weighed = self.weighed[index].between(self.begin[at], self.end[at])
        told: Told = {"practice": self.names[index], "score": self.score[at], "weighed": weighed}
        if target != NONE:
            told["target"] = self.ids[target]
        if about != NONE:
            told["about"] = self.ids[about]
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
    labels, habit = (*weighing.labels[index], HABIT), np.array([proposal.habit])
    return _weighed(labels, (*parts, habit))[0].between(0, len(labels))


def _weighed(labels: Sequence[str], parts: Sequence[Any]) -> tuple[Weighed, Rows]:
    """What each part weighed, the last of them a column; what weighed nothing is left out. And how
    many weights each proposal has."""
    values = np.empty((len(parts[-1]), len(parts)))
    for place, part in enumerate(parts):
        values[:, place] = part
    is_told = np.abs(values) >= NOTHING
    which, weights = is_told.nonzero()[1].tolist(), rounded(values[is_told], WEIGHT_SCALE).tolist()
    return Weighed(list(map(labels.__getitem__, which)), weights), is_told.sum(axis=1)


def rounded(values: Numbers, scale: float) -> Numbers:
    """As `mind.reasons.rounded`; no zero has a sign."""
    rounded: Numbers = np.rint(values * scale) / scale + 0.0
    return rounded
