"""Bonds: what lies from one person toward another.

A bond keeps what its holder knows of the other (where last seen, how well, how much on the mind)
and what its holder believes the other's heart holds. Affection, trust, respect and fear are not
kept here: they are what memories add up to (see `memory`). A bond is one row; `row[(a, b)]` is
a's bond toward b.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kizuna.state.table import NONE, Table

BOND_COLUMNS = (
    "from_", "toward", "kin", "seen_place", "seen_at", "met_at", "is_seen", "seen_sorrow", "well",
    "well_at", "on_mind", "on_mind_at", "reminded_by", "talked_at", "talked_minutes",
    "liked_odds", "hated_odds", "menace_odds", "afraid_odds", "dear_odds",
    "stays_odds", "gone_odds", "harm_odds", "dead_odds", "homesick_odds", "disclosed", "laid_open",
    "overlooked_until", "bout_at", "unhated_at",
)  # fmt: skip

ON_MIND_HALF_LIFE_S = 30 * 60.0
"""How long somebody stays on the mind after a reminder (a choice)."""

LONG_AGO = -1.0e12

HALF_LIKED_ODDS = -0.4
"""Strangers half expect to be liked: log-odds of 0.4 (a choice)."""

FRIENDSHIP_HOURS = 50.0
"""Hours together to half of full familiarity (Hall 2018: about 50 for a casual friend)."""


@dataclass(slots=True)
class Bonds:
    """Every bond that exists; `of[a]` lists the rows of a's bonds, `ends` whom each is toward."""

    numbers: Table = field(default_factory=lambda: Table(BOND_COLUMNS, capacity=64))
    row: dict[tuple[int, int], int] = field(default_factory=dict)
    of: list[list[int]] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many bonds there are."""
        return self.numbers.count

    def make(self, from_: int, toward: int) -> int:
        """The bond's row, made when it is new. Nobody has a bond toward themselves."""
        found = self.row.get((from_, toward))
        if found is not None:
            return found
        if from_ == toward:
            raise ValueError("nobody has a bond toward themselves")
        row = self.numbers.add(
            from_=from_, toward=toward, seen_place=NONE, seen_at=LONG_AGO, met_at=LONG_AGO,
            well=1.0, talked_at=LONG_AGO, on_mind_at=LONG_AGO, well_at=LONG_AGO, bout_at=LONG_AGO,
            liked_odds=HALF_LIKED_ODDS, hated_odds=-2.2, menace_odds=-2.2, afraid_odds=-2.2,
            dear_odds=-2.2, stays_odds=-2.2, gone_odds=-2.2, harm_odds=-2.2, dead_odds=-2.2,
            homesick_odds=-2.2, unhated_at=LONG_AGO,
        )  # fmt: skip
        self.row[from_, toward] = row
        self.ends.append(toward)
        while len(self.of) <= max(from_, toward):
            self.of.append([])
        self.of[from_].append(row)
        return row

    def known_by(self, from_: int) -> list[int]:
        """Rows of everybody's bonds that this person holds."""
        return self.of[from_] if from_ < len(self.of) else []

    def toward(self, row: int) -> int:
        """Whom the bond is toward: a person row."""
        return self.ends[row]

    def remind(self, row: int, amount: float, now: int, by: int) -> None:
        """Bring the other to the holder's mind; `by` is the event that did."""
        age = now - self.numbers.get("on_mind_at", row)
        left = self.numbers.get("on_mind", row) * 2.0 ** (-age / ON_MIND_HALF_LIFE_S)
        self.numbers.set("on_mind", row, left + amount - left * amount)
        self.numbers.set("on_mind_at", row, now)
        if amount >= left:
            self.numbers.set("reminded_by", row, by)

    def rows_between(self, from_: NDArray[np.intp], toward: NDArray[np.intp]) -> NDArray[np.intp]:
        """Rows of many bonds at once, NONE where there is no bond."""
        get = self.row.get
        pairs = zip(from_.tolist(), toward.tolist(), strict=True)
        return np.fromiter((get(pair, NONE) for pair in pairs), np.intp, len(from_))


def familiarity(talked_minutes: ArrayLike) -> Any:
    """How well they know each other, 0 to 1, by minutes of talk: of one bond, or of a column."""
    return 1.0 - np.exp2(-np.asarray(talked_minutes) / 60.0 / FRIENDSHIP_HOURS)


def closeness(
    affection: ArrayLike, trust: ArrayLike, familiarity: ArrayLike, kin: ArrayLike
) -> Any:
    """How close the other is, 0 to 1: mostly affection, some trust and familiarity, and kinship.

    One number, or a column of them.
    """
    near = 0.75 * np.asarray(affection) + 0.15 * np.asarray(trust)
    near = near + 0.1 * np.asarray(familiarity) + 0.2 * np.asarray(kin)
    return np.minimum(np.maximum(near, 0.0), 1.0)
