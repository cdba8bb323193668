"""Columns of equal length that grow together.

A table is one block of float64, a row of the block for each named column, so that a few cells can
be read one by one and a whole town's at once. Row numbers, story seconds and event addresses are
whole numbers well below 2**53, so float64 holds them exactly.

    bonds = Table(("from_", "toward", "trust"))
    row = bonds.add(from_=0, toward=1, trust=0.2)
    bonds["trust"][row]
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

NONE = -1
"""The row number that means nobody, nowhere, nothing."""


class Table:
    """Named float64 columns; `count` rows are in use, `writes` counts the writings to each."""

    __slots__ = ("block", "count", "names", "position", "positions", "writes")

    def __init__(self, names: Sequence[str], capacity: int = 16) -> None:
        self.names = tuple(names)
        self.position = {name: index for index, name in enumerate(self.names)}
        self.block: NDArray[np.float64] = np.zeros((len(self.names), capacity))
        self.count = 0
        self.writes = [0] * len(self.names)
        self.positions: dict[tuple[str, ...], tuple[int, ...]] = {}

    def __getitem__(self, name: str) -> NDArray[np.float64]:
        """The column's cells in use: a view, shape (count,)."""
        column: NDArray[np.float64] = self.block[self.position[name], : self.count]
        return column

    def add(self, **values: float) -> int:
        """A new row; columns not named are 0. Returns its number."""
        if self.count == self.block.shape[1]:
            self.block = np.hstack([self.block, np.zeros_like(self.block)])
        row = self.count
        self.count += 1
        self.writes = [times + 1 for times in self.writes]
        for name, value in values.items():
            self.block[self.position[name], row] = value
        return row

    def get(self, name: str, row: int) -> float:
        """One cell as a plain float."""
        value: float = self.block.item(self.position[name], row)
        return value

    def set(self, name: str, row: int, value: float) -> None:
        """Write one cell. Only `evolve` may."""
        position = self.position[name]
        self.block[position, row] = value
        self.writes[position] += 1

    def written(self, names: tuple[str, ...] | None = None) -> tuple[int, ...]:
        """How often each of these columns (default: all) was written to: whoever keeps what they
        computed from a column sees by it that the column is still the same."""
        return tuple(
            self.writes if names is None else map(self.writes.__getitem__, self._at(names))
        )

    def _at(self, names: tuple[str, ...]) -> tuple[int, ...]:
        """Positions of several columns, kept once they were asked for."""
        found = self.positions.get(names)
        if found is None:
            found = self.positions[names] = tuple(self.position[name] for name in names)
        return found

    def row_bytes(self, row: int) -> bytes:
        """The row's cells, for fingerprints."""
        return np.ascontiguousarray(self.block[:, row]).tobytes()
