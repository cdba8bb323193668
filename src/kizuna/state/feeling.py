"""Feelings: kind, strength, about which event, toward whom; each fades with its own half-life.

A cell holds one kind of feeling of one person (`inward`) or of one person toward another
(`directed`, a cell for each bond). Feeling the same again strengthens what is left of it. A cell
keeps the strength it had when it was last felt; how much is left is computed when read.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

FEELINGS = (
    "hope", "fear", "joy", "distress", "satisfaction", "fears_confirmed", "disappointment",
    "relief", "happy_for", "resentment", "pity", "gloating", "gratitude", "anger",
    "gratification", "remorse", "pride", "shame", "guilt", "grief", "longing", "admiration",
    "jealousy", "surprise",
)  # fmt: skip
FEELING_ROW = {name: row for row, name in enumerate(FEELINGS)}


@dataclass(frozen=True, slots=True)
class Felt:
    """The cells of some rows in which anything was ever felt: most are empty, and only what was
    felt can fade. `shape` is that of the rows' cells, `place` where in them each lies."""

    shape: tuple[int, ...]
    place: NDArray[np.intp]
    strength: NDArray[np.float64]
    at: NDArray[np.float64]
    half_life: NDArray[np.float64]
    as_of: tuple[int, int]

    @classmethod
    def of(
        cls, cells: Cells, rows: NDArray[np.intp] | slice, as_of: tuple[int, int] = (-1, -1)
    ) -> Felt:
        """Gather what these rows feel."""
        strength = cells.strength[:, rows]
        place = np.flatnonzero(strength)
        at, half_life = cells.at[:, rows].take(place), cells.half_life[:, rows].take(place)
        return cls(strength.shape, place, strength.take(place), at, half_life, as_of)

    def left(self, now: int) -> NDArray[np.float64]:
        """How strong everything still is: shape (kinds, rows)."""
        left = np.zeros(self.shape)
        left.put(self.place, self.strength * np.exp2((self.at - now) / self.half_life))
        return left


@dataclass(slots=True)
class Cells:
    """Arrays of shape (kinds of feeling, rows): strength, second felt, half-life, about event.
    `writes` counts the writings."""

    strength: NDArray[np.float64] = field(default_factory=lambda: np.zeros((len(FEELINGS), 16)))
    at: NDArray[np.float64] = field(default_factory=lambda: np.zeros((len(FEELINGS), 16)))
    half_life: NDArray[np.float64] = field(default_factory=lambda: np.ones((len(FEELINGS), 16)))
    about: NDArray[np.float64] = field(default_factory=lambda: np.zeros((len(FEELINGS), 16)))
    writes: int = 0
    felt: Felt | None = None

    def reach(self, rows: int) -> None:
        """Make room for this many rows."""
        while self.strength.shape[1] < rows:
            self.strength = np.hstack([self.strength, np.zeros_like(self.strength)])
            self.at = np.hstack([self.at, np.zeros_like(self.at)])
            self.half_life = np.hstack([self.half_life, np.ones_like(self.half_life)])
            self.about = np.hstack([self.about, np.zeros_like(self.about)])

    def left(self, kind: int, row: int, now: int) -> float:
        """How strong one feeling still is."""
        strength = float(self.strength[kind, row])
        if strength == 0.0:
            return 0.0
        age = now - float(self.at[kind, row])
        return strength * float(np.exp2(-age / float(self.half_life[kind, row])))

    def left_in(self, rows: NDArray[np.intp] | slice, now: int) -> NDArray[np.float64]:
        """How strong every feeling of these rows still is: shape (kinds, rows)."""
        if isinstance(rows, slice):
            return self._felt_by(rows.stop).left(now)
        return Felt.of(self, rows).left(now)

    def _felt_by(self, count: int) -> Felt:
        """What the first so many rows feel, gathered anew only after something was felt."""
        felt = self.felt
        if felt is None or felt.as_of != (self.writes, count):
            self.felt = felt = Felt.of(self, slice(0, count), (self.writes, count))
        return felt

    def feel(
        self, kind: int, row: int, strength: float, half_life: float, seq: int, now: int
    ) -> None:
        """Add to what is left: a + x - a*x, so that no feeling passes 1."""
        left = self.left(kind, row, now)
        self.writes += 1
        self.strength[kind, row] = left + strength - left * strength
        self.at[kind, row] = now
        self.half_life[kind, row] = half_life
        if strength >= left:
            self.about[kind, row] = seq

    def ease(self, kind: int, row: int, share: float, now: int) -> None:
        """Take away a share (0 to 1) of what is left."""
        self.writes += 1
        self.strength[kind, row] = self.left(kind, row, now) * (1.0 - share)
        self.at[kind, row] = now


@dataclass(slots=True)
class Feelings:
    """What everybody feels, inwardly and toward each other."""

    inward: Cells = field(default_factory=Cells)
    directed: Cells = field(default_factory=Cells)
