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


@dataclass(slots=True)
class Cells:
    """Arrays of shape (kinds of feeling, rows): strength, second felt, half-life, about event."""

    strength: NDArray[np.float64] = field(default_factory=lambda: np.zeros((len(FEELINGS), 16)))
    at: NDArray[np.float64] = field(default_factory=lambda: np.zeros((len(FEELINGS), 16)))
    half_life: NDArray[np.float64] = field(default_factory=lambda: np.ones((len(FEELINGS), 16)))
    about: NDArray[np.float64] = field(default_factory=lambda: np.zeros((len(FEELINGS), 16)))

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
        left: NDArray[np.float64] = self.strength[:, rows].copy()
        # Most cells are empty: only what was felt can have faded.
        kind, place = np.nonzero(left)
        row = place + (rows.start or 0) if isinstance(rows, slice) else rows[place]
        age = now - self.at[kind, row]
        left[kind, place] *= np.exp2(-age / self.half_life[kind, row])
        return left

    def feel(
        self, kind: int, row: int, strength: float, half_life: float, seq: int, now: int
    ) -> None:
        """Add to what is left: a + x - a*x, so that no feeling passes 1."""
        left = self.left(kind, row, now)
        self.strength[kind, row] = left + strength - left * strength
        self.at[kind, row] = now
        self.half_life[kind, row] = half_life
        if strength >= left:
            self.about[kind, row] = seq

    def ease(self, kind: int, row: int, share: float, now: int) -> None:
        """Take away a share (0 to 1) of what is left."""
        self.strength[kind, row] = self.left(kind, row, now) * (1.0 - share)
        self.at[kind, row] = now


@dataclass(slots=True)
class Feelings:
    """What everybody feels, inwardly and toward each other."""

    inward: Cells = field(default_factory=Cells)
    directed: Cells = field(default_factory=Cells)
