"""reasons: what was chosen and what nearly was, each with what its considerations weighed.

Weights are told with three decimals and scores with four, halves going to the even side, which is
how columns round. Reasons are told when somebody first asks for them in the moment of the choice:
whoever goes on with what they are at does nothing that they would have to be told of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
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


class Reasons(Mapping[str, Any]):
    """Which voice won, what the choice weighed and what it was made instead of. `tell` tells the
    choice and its runners-up; it reads the picture, and so can be asked in this moment only."""

    __slots__ = ("_told", "tell", "voice")

    def __init__(self, voice: str, tell: Callable[[], list[Told]]) -> None:
        self.voice, self.tell = voice, tell
        self._told: dict[str, Any] | None = None

    @property
    def told(self) -> dict[str, Any]:
        """The reasons in words and numbers."""
        if self._told is None:
            chosen, *others = self.tell()
            score, weighed = chosen["score"], chosen["weighed"]
            self._told = {"voice": self.voice, "score": score, "weighed": weighed}
            if others:
                self._told["instead_of"] = others
        return self._told

    def __getitem__(self, name: str) -> Any:
        return self.told[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.told)

    def __len__(self) -> int:
        return len(self.told)


def tell_all(moment: Moment) -> Iterator[tuple[int, Proposal, Callable[[], list[Told]]]]:
    """For each person their choice, and what tells it and its runners-up."""
    for who, best in moment.proposals.items():
        if best:
            outburst = moment.outbursts.get(who)
            first = best
            if outburst is not None and not outburst.is_chosen:
                first = [outburst.proposal(moment.urges[who]), *best]
            yield who, first[0], partial(_tell, moment, first[: 1 + RUNNERS_UP])


def _tell(moment: Moment, proposals: list[Proposal]) -> list[Told]:
    return [tell(moment, each) for each in proposals]


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
