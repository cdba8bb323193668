"""reasons: what was chosen and what nearly was, each with what its considerations weighed.

Weights are told with three decimals and scores with four, halves going to the even side, which is
how columns round.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kizuna.mind.moment import Moment, Proposal
from kizuna.state.table import NONE

RUNNERS_UP = 2
NOTHING = 0.0005
"""What weighs less is not worth a word."""
HABIT = "habit and chance"
WEIGHT_SCALE, SCORE_SCALE = 1000.0, 10000.0

Told = dict[str, Any]
"""One proposal as reasons tell it: practice, score, what weighed, whom it concerns."""


def tell_all(moment: Moment) -> Iterator[tuple[int, Proposal, list[Told]]]:
    """For each person their choice, and the telling of it and of its runners-up."""
    for who, best in moment.proposals.items():
        if best:
            outburst = moment.outbursts.get(who)
            first = best
            if outburst is not None and not outburst.is_chosen:
                first = [outburst.proposal(moment.urges[who]), *best]
            yield who, first[0], [tell(moment, each) for each in first[: 1 + RUNNERS_UP]]


def tell(moment: Moment, proposal: Proposal) -> Told:
    """One proposal as reasons tell it."""
    weighed, ids = contributions(moment, proposal), moment.whole.people.ids
    told: Told = {
        "practice": proposal.practice.name,
        "score": rounded(proposal.total, SCORE_SCALE),
        "weighed": weighed,
    }
    if proposal.target != NONE:
        told["target"] = ids[proposal.target]
    if proposal.about != NONE:
        told["about"] = ids[proposal.about]
    return told


def contributions(moment: Moment, proposal: Proposal) -> dict[str, float]:
    """Each consideration by name with what it weighed; what weighed nothing is left out."""
    weighing, practice = moment.weighing, proposal.practice
    values = weighing.parts[practice.name].weigh(*proposal.binding[:7])
    weighed = {
        label: rounded(value, WEIGHT_SCALE)
        for label, value in zip(weighing.labels[practice.index], values, strict=True)
        if abs(value) >= NOTHING
    }
    if abs(proposal.habit) >= NOTHING:
        weighed[HABIT] = rounded(proposal.habit, WEIGHT_SCALE)
    return weighed


def rounded(value: float, scale: float) -> float:
    """A number to the nearest part of a whole divided in `scale`."""
    return round(value * scale) / scale
