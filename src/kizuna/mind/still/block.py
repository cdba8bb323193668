"""Named rows of one two-dimensional array: the columns of a picture, side by side.

What stands together can be written at once: a part of the picture that computes all needs computes
them in one go, and puts them where the block keeps them.

    block = Block(("want_rest", "want_safety", "mood"), cells=3, kind=np.float64)
    block.put(("want_rest", "want_safety"), slice(0, 2), 0.5)
    block["want_rest"][0]
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kizuna.state.table import crossing, together

Cells = NDArray[np.intp] | slice


class Block(dict[str, NDArray[Any]]):
    """Rows by name, each with the same number of cells; they are views of one array."""

    __slots__ = ("array", "row", "stand")

    def __init__(self, names: tuple[str, ...], cells: int, kind: type) -> None:
        self.row = {name: index for index, name in enumerate(names)}
        self.array: NDArray[Any] = np.zeros((len(names), cells), dtype=kind)
        self.stand: dict[tuple[str, ...], slice | NDArray[np.intp]] = {}
        super().__init__(zip(names, self.array, strict=True))

    def read(self, names: tuple[str, ...], cells: Cells) -> NDArray[Any]:
        """Some cells of several rows: shape (names, cells)."""
        found: NDArray[Any] = self.array[crossing(self._where(names), cells)]
        return found

    def put(self, names: tuple[str, ...], cells: Cells, values: Any) -> None:
        """Write some cells of several rows at once; `values` of shape (names, cells)."""
        self.array[crossing(self._where(names), cells)] = values

    def _where(self, names: tuple[str, ...]) -> slice | NDArray[np.intp]:
        if names not in self.stand:
            self.stand[names] = together([self.row[name] for name in names])
        return self.stand[names]

    def grown(self, cells: int) -> Block:
        """The same names and values with more cells."""
        block = Block(tuple(self.row), cells, self.array.dtype.type)
        block.array[:, : self.array.shape[1]] = self.array
        return block
