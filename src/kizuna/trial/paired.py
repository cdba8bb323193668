"""One measure on both sides of a trial: means, the difference seed by seed, its interval.

The interval says where the mean difference lies in 95 of 100 cases: Student's for paired
differences (Student 1908); for what happens or does not, that of Bonett and Price (2012), which
does not take two stories alike for certainty. With the same dice on both sides most of what differs
between seeds cancels out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from kizuna.world.ablations import Measure

RARELY = 0.15
"""What happens rarely happens in at most so many of all stories."""
HARDLY_EVER = 0.05
"""What is untouched differs in at most so many of all stories (a choice)."""
NORMAL_95 = 1.959964
YES_OR_NO = ("beat", "whole")
"""Measures that are 1 where something happens and 0 where it does not."""
LESS = ("rarer", "sooner", "milder", "lower")
MORE = ("likelier", "later", "stronger", "higher")


@dataclass(frozen=True, slots=True)
class Paired:
    """A measure in the unchanged world and in the changed one, seed by seed."""

    measure: Measure
    unchanged: tuple[float, ...]
    changed: tuple[float, ...]

    @property
    def means(self) -> tuple[float, float]:
        """The means of both sides, the unchanged one first."""
        return _mean(self.unchanged), _mean(self.changed)

    @property
    def differences(self) -> tuple[float, ...]:
        """Changed less unchanged, seed by seed."""
        pairs = zip(self.unchanged, self.changed, strict=True)
        return tuple(after - before for before, after in pairs)

    @property
    def interval(self) -> tuple[float, float]:
        """Where the mean difference lies in 95 of 100 cases; everywhere, of fewer than two."""
        count, found = len(self.unchanged), self.differences
        if count < 2:
            return float("-inf"), float("inf")
        if self.measure.kind in YES_OR_NO:
            return of_shares(found)
        middle = _mean(found)
        variance = sum((each - middle) ** 2 for each in found) / (count - 1)
        half = student_95(count - 1) * sqrt(variance / count)
        return middle - half, middle + half

    @property
    def is_shown(self) -> bool:
        """Whether the interval excludes no difference."""
        low, high = self.interval
        return low > 0.0 or high < 0.0

    @property
    def holds(self) -> bool | None:
        """Whether it goes the way it was expected to; None when nobody expected anything."""
        expected, (low, high) = self.measure.expected, self.interval
        if not expected:
            return None
        if expected in LESS:
            return high < 0.0
        if expected in MORE:
            return low > 0.0
        if expected == "untouched":
            return sum(each != 0.0 for each in self.differences) <= HARDLY_EVER * len(self.changed)
        return self.means[1] <= (RARELY if expected == "rarely" else 0.0)

    def as_plain(self) -> Mapping[str, Any]:
        """As plain JSON values."""
        unchanged, changed = self.means
        low, high = self.interval if len(self.unchanged) > 1 else (None, None)
        return {
            "name": self.measure.name, "kind": self.measure.kind, "unchanged": unchanged,
            "changed": changed, "difference": changed - unchanged, "low": low, "high": high,
            "expected": self.measure.expected or None, "holds": self.holds,
        }  # fmt: skip


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0


def of_shares(differences: Sequence[float]) -> tuple[float, float]:
    """Where the difference of two shares of the same stories lies in 95 of 100 cases (Bonett and
    Price 2012: one more of each kind of change, two more stories)."""
    count = len(differences) + 2
    more = (sum(each > 0 for each in differences) + 1) / count
    less = (sum(each < 0 for each in differences) + 1) / count
    half = NORMAL_95 * sqrt((more + less - (more - less) ** 2) / count)
    return max(-1.0, more - less - half), min(1.0, more - less + half)


def student_95(freedom: int) -> float:
    """The deviation that 95 of 100 lie within, in Student's distribution (expansion 26.7.5 of
    Abramowitz & Stegun 1964; from three degrees of freedom on right to one in a hundred)."""
    if freedom < len(FEW):
        return FEW[freedom]
    z, n = NORMAL_95, float(freedom)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / n + second / n**2 + third / n**3


FEW = (float("inf"), 12.706, 4.303)
