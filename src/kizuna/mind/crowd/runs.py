"""Runs: rows of a column that belong to one person each, side by side, in the order of people."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kizuna.state.table import NONE

Rows = NDArray[np.intp]
Numbers = NDArray[np.float64]


class Runs:
    """Where each run begins (`starts`), and for every row the number of its run."""

    def __init__(self, slot: Rows) -> None:
        is_first = np.ones(len(slot), np.bool_)
        is_first[1:] = slot[1:] != slot[:-1]
        self.starts = np.flatnonzero(is_first)
        self.number = np.cumsum(is_first) - 1

    def most(self, values: Numbers) -> Numbers:
        """The largest value of each run."""
        most: Numbers = np.maximum.reduceat(values, self.starts)
        return most

    def first_of_most(self, values: Numbers) -> Rows:
        """Where each run first has its largest value."""
        having = np.flatnonzero(values == self.most(values)[self.number])
        return having[np.flatnonzero(np.diff(self.number[having], prepend=-1))]

    def first_few(self, values: Numbers, count: int) -> Rows:
        """Where each run has its largest values, equal ones in order: shape (runs, count), NONE
        where a run has no more."""
        left, few = values.copy(), np.empty((len(self.starts), count), np.intp)
        for place in range(count):
            few[:, place] = self.first_of_most(left)
            few[left[few[:, place]] == -np.inf, place] = NONE
            left[few[:, place][few[:, place] != NONE]] = -np.inf
        return few


def places_in_run(runs: Rows) -> Rows:
    """0, 1, 2 ... within each run of equal numbers."""
    starts = np.flatnonzero(np.diff(runs, prepend=-1))
    return np.arange(len(runs)) - np.repeat(starts, np.diff(starts, append=len(runs)))


def stable_order(keys: Rows) -> Rows:
    """What sorts small non-negative numbers, equal ones staying in order.

    NumPy sorts 16-bit numbers by counting, many times as fast as wider ones by comparing.
    """
    low = keys.astype(np.uint16).argsort(kind="stable")
    if len(keys) == 0 or keys.max() < 1 << 16:
        return low
    high = (keys >> 16).astype(np.uint16)
    return low[high[low].argsort(kind="stable")]
