"""Parts of the picture: each computes some columns, for the rows it is given.

    @part(reads=lambda still: still.now)
    def hour(still: Still, taken: Taken) -> None:
        still.person["hour"][taken.people] = hour_of_day(still.now)

`reads` says what a part depends on: values that are equal as long as nothing of it has changed.
Then the part is left as it is. Tables count what is written to them (`writes`, `written`);
`still.put` counts how often an earlier part was put. A part that names too little shows what is no
longer so.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from kizuna.mind.still.picture import Still

Rows = NDArray[np.intp]
Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Taken:
    """Rows of people and of bonds: everybody's as slices, or those of a few in a town.

    `listed` are the people one by one. Of the bonds, `from_` and `toward` are the people at both
    ends; `order` sorts them by holder, `starts` is where each holder's begin in that order, and
    `holders` are these people, `holding` the same as a slice if they stand side by side.
    """

    people: Rows | slice
    listed: list[int]
    bonds: Rows | slice
    from_: Rows
    toward: Rows
    order: Rows
    starts: Rows
    holders: Rows
    holding: Rows | slice

    @classmethod
    def of(
        cls, people: Rows | slice, listed: list[int], bonds: Rows | slice, from_: Rows, toward: Rows
    ) -> Taken:
        """These people and bonds, with what follows from them."""
        order = from_.argsort(kind="stable")
        starts = np.flatnonzero(np.diff(from_[order], prepend=-1))
        holders = from_[order[starts]]
        return cls(
            people, listed, bonds, from_, toward, order, starts, holders, side_by_side(holders)
        )

    def bond_at(self, place: int) -> int:
        """The row of the bond that is at a place among those taken."""
        return place if isinstance(self.bonds, slice) else int(self.bonds[place])


def side_by_side(rows: Rows) -> Rows | slice:
    """Rows as a slice, where they stand side by side: that is quicker to write to."""
    first, end = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, 0)
    return slice(first, end) if np.array_equal(rows, np.arange(first, end)) else rows


class Part(NamedTuple):
    """Some columns of the picture: what puts them, and what they depend on."""

    name: str
    put: Callable[[Still, Taken], None]
    reads: Callable[[Still], Hashable]


def part(reads: Callable[[Still], Hashable]) -> Callable[[Callable[[Still, Taken], None]], Part]:
    """Make a part of a function."""
    return lambda put: Part(put.__name__, put, reads)


def everything(still: Still) -> Hashable:
    """Reads that change with the clock and with whatever happens."""
    return still.now, still.whole.digest
