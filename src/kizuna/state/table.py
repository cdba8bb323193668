"""Columns of equal length that grow together.

A table is one block of float64, a row of the block for each named column, so that a few cells can
be read one by one and a whole town's at once. Row numbers, story seconds and event addresses are
whole numbers well below 2**53, so float64 holds them exactly.

    bonds = Table(("from_", "toward", "trust"))
    row = bonds.add(from_=0, toward=1, trust=0.2)
    bonds["trust"][row]
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

NONE = -1
"""The row number that means nobody, nowhere, nothing."""


class Table:
    """Named float64 columns; `count` rows are in use, `writes` counts the writings to each.

    `cells` and `columns` are views of the block by name: of single cells, which memoryviews give as
    plain floats at once, and of all that are in use.
    """

    __slots__ = ("block", "cells", "columns", "count", "names", "picked", "position", "stand",
                 "writes")  # fmt: skip

    KEPT = ("block", "count", "names", "writes")
    """What a table is; the rest follows from it."""

    def __init__(self, names: Sequence[str], capacity: int = 16) -> None:
        self.names = tuple(names)
        self.block: NDArray[np.float64] = np.zeros((len(self.names), capacity))
        self.count = 0
        self.writes = [0] * len(self.names)
        self.look()

    def look(self) -> None:
        """See the block anew, when it is another."""
        self.position = {name: index for index, name in enumerate(self.names)}
        self.cells = {name: row.data for name, row in zip(self.names, self.block, strict=True)}
        self.columns: dict[str, NDArray[np.float64]] = {}
        self.picked: dict[tuple[str, ...], Callable[[list[int]], Any]] = {}
        self.stand: dict[tuple[str, ...], slice | NDArray[np.intp]] = {}

    def __getitem__(self, name: str) -> NDArray[np.float64]:
        """The column's cells in use: a view, shape (count,)."""
        column = self.columns.get(name)
        if column is None:
            column = self.columns[name] = self.block[self.position[name], : self.count]
        return column

    def read(self, names: tuple[str, ...], rows: NDArray[np.intp] | slice) -> NDArray[np.float64]:
        """Some rows of several columns: shape (names, rows)."""
        stand = self.stand.get(names)
        if stand is None:
            stand = self.stand[names] = together([self.position[name] for name in names])
        return self.block[crossing(stand, rows)]

    def add(self, **values: float) -> int:
        """A new row; columns not named are 0. Returns its number."""
        if self.count == self.block.shape[1]:
            self.block = np.hstack([self.block, np.zeros_like(self.block)])
            self.look()
        row = self.count
        self.count += 1
        self.columns.clear()
        self.writes = [times + 1 for times in self.writes]
        for name, value in values.items():
            self.cells[name][row] = value
        return row

    def get(self, name: str, row: int) -> float:
        """One cell as a plain float."""
        value: float = self.cells[name][row]
        return value

    def set(self, name: str, row: int, value: float) -> None:
        """Write one cell. Only `evolve` may."""
        self.cells[name][row] = value
        self.writes[self.position[name]] += 1

    def written(self, names: tuple[str, ...] | None = None) -> Hashable:
        """How often each of these columns (default: all) was written to: whoever keeps what they
        computed from a column sees by it that the column is still the same."""
        if names is None:
            return tuple(self.writes)
        pick = self.picked.get(names)
        if pick is None:
            pick = self.picked[names] = itemgetter(*map(self.position.__getitem__, names))
        written: Hashable = pick(self.writes)
        return written


def together(rows: list[int]) -> slice | NDArray[np.intp]:
    """A slice where rows of a block stand side by side, and otherwise their numbers."""
    first = rows[0] if rows else 0
    if rows == list(range(first, first + len(rows))):
        return slice(first, first + len(rows))
    return np.array(rows, np.intp)


def crossing(
    rows: slice | NDArray[np.intp], cells: slice | NDArray[np.intp]
) -> tuple[slice | NDArray[np.intp], slice | NDArray[np.intp]]:
    """What picks some cells of each of some rows of a block."""
    if isinstance(rows, slice) or isinstance(cells, slice):
        return rows, cells
    return rows[:, np.newaxis], cells
