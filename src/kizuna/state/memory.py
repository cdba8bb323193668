"""Memories: an event as one person remembers it, and the bond as their sum.

A memory is of one event and one doer. It keeps what the deed was worth to its holder (affection,
trust, respect, fear), how salient it is, and why its holder believes it was done: a share for
each motive. Read a kindness again as duty and it is worth less at once; read it back and it
returns. What an author gives a bond ("affection 0.6") is one memory of its own, the *history*.

Memories fade as a power law of age, m*(1+h*t)**-f (Wixted & Ebbesen 1991); the sting of bad ones
fades faster than the glow of good ones (Walker, Skowronski & Thompson 2003). h and f are choices.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from kizuna.clock import DAY, HOUR
from kizuna.state.table import Table

Days = TypeVar("Days", float, NDArray[np.float64])
Rows: TypeAlias = NDArray[np.intp] | slice

MOTIVES = ("liking", "duty", "gain", "pity", "malice", "habit", "reflex")
CREDIT = np.array([1.0, 0.3, 0.1, 0.4, 0.1, 0.5, 0.5])
"""How much of a kindness counts, by believed motive (constraint discounts by about half or more,
Jones & Harris 1967; Tesser et al. 1968 for duty and gain; the figures are choices)."""
BLAME = np.array([0.4, 0.5, 0.9, 0.5, 1.0, 0.6, 0.2])
"""How much of a hurt counts, by believed motive (choices)."""

VALUES = ("affection", "trust", "respect", "fear", "attraction")
"""What a memory adds to a bond. Attraction is between adults only, wherever it comes from."""
DEEDS = ("wronged_them", "wronged_me", "made_good")
"""What a deed was between its two people, as the holder sees it: a hurt of one's own, a hurt to
oneself, or what settled the hurts before it."""
MEMORY_COLUMNS = (
    "holder",
    "bond",
    "event",
    "at",
    "salience",
    "is_history",
    "felt_kind",
    "felt",
    *DEEDS,
    *VALUES,
    *MOTIVES,
)

FADE_PER_DAY = 0.15
FADE_GOOD, FADE_BAD = 0.25, 0.35
FORGIVES = 0.5
"""How fast a grudge goes by itself, a power of its age in days (that it is one: McCullough et al.
2010; the figure is a choice)."""
BAD_OUTWEIGHS_GOOD = 2.0
"""Losses weigh about twice (Baumeister et al. 2001)."""


def left_after(days: Days, fades: Days | float) -> Days:
    """What is left of a memory of so many days, which fades as FADE_GOOD or FADE_BAD say."""
    left: Days = (1.0 + FADE_PER_DAY * days) ** -fades
    return left


@dataclass(slots=True)
class Memories:
    """Every memory anybody keeps; `of[p]` lists the rows of p's memories, `open_wrongs` those of
    hurts that nobody has made good."""

    numbers: Table = field(default_factory=lambda: Table(MEMORY_COLUMNS, capacity=256))
    of: list[list[int]] = field(default_factory=list)
    rows: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    version: int = 0
    rereadings: int = 0
    recalled_at: dict[int, int] = field(default_factory=dict)
    open_wrongs: tuple[int, ...] = ()
    settled_at: dict[int, float] = field(default_factory=dict)

    def keep(self, holder: int, event: int, **values: float) -> int:
        """A new memory; returns its row."""
        row = self.numbers.add(holder=holder, event=event, **values)
        while len(self.of) <= holder:
            self.of.append([])
        self.of[holder].append(row)
        self.version += 1
        self.rows.setdefault((holder, event), []).append(row)
        if (values.get("wronged_them") or values.get("wronged_me")) and self.is_unsettled(row):
            self.open_wrongs += (row,)
        if values.get("made_good"):
            self._settle(int(values["bond"]), values["at"])
        return row

    def _settle(self, bond: int, at: float) -> None:
        self.settled_at[bond] = max(at, self.settled_at.get(bond, 0.0))
        self.open_wrongs = tuple(row for row in self.open_wrongs if self.is_unsettled(row))

    def held_by(self, holder: int) -> list[int]:
        """Rows of somebody's memories, oldest kept first."""
        return self.of[holder] if holder < len(self.of) else []

    def is_unsettled(self, row: int) -> bool:
        """Whether a hurt between the two has not been made good since."""
        settled_at = self.settled_at.get(int(self.numbers.get("bond", row)))
        return settled_at is None or self.numbers.get("at", row) > settled_at

    def unsettled(self, bonds: int, now: int) -> NDArray[np.float64]:
        """The gravest hurt done to the other, and the gravest suffered from them, that nobody has
        made good: shape (2, bonds), 0 to 1, as salient as they are and as faded."""
        gravest = np.zeros((2, bonds))
        if not self.open_wrongs:
            return gravest
        rows = np.array(self.open_wrongs, np.intp)
        memory, at = self.numbers.block[:, rows], self.numbers.position
        days = np.maximum(0.0, (now // HOUR) * HOUR - memory[at["at"]]) / DAY
        salience, bond = memory[at["salience"]], memory[at["bond"]].astype(np.intp)
        guilt = salience * left_after(days, FADE_BAD)
        grudge = salience * (1.0 + days) ** -FORGIVES
        for gone_wrong, left, name in zip(gravest, (guilt, grudge), DEEDS, strict=False):
            np.maximum.at(gone_wrong, bond, left * memory[at[name]])
        return gravest

    def reread(self, row: int, motives: NDArray[np.float64]) -> None:
        """Believe now that it was done for other reasons (shares for each of MOTIVES)."""
        self.version += 1
        self.rereadings += 1
        start = self.numbers.position["liking"]
        self.numbers.block[start : start + len(MOTIVES), row] = motives

    def sums(self, rows: NDArray[np.intp], bonds: int, now: int) -> NDArray[np.float64]:
        """What memories add up to: shape (5, bonds), the VALUES of each bond, squashed to -1..1.

        Computed as of the last full hour, so that asking often gives the same answer as asking
        seldom.
        """
        return self.added_up(rows, self.worths(rows, now), bonds)

    def added_up(self, rows: Rows, worths: NDArray[np.float64], bonds: int) -> NDArray[np.float64]:
        """The same of memories whose worths are known already: shape (5, rows)."""
        total = np.zeros((len(VALUES), bonds))
        if worths.shape[1] == 0:
            return total
        bond = self.numbers.block[self.numbers.position["bond"], rows].astype(np.intp)
        for index, felt in enumerate(worths):
            total[index] = np.bincount(bond, weights=felt, minlength=bonds)
        squashed: NDArray[np.float64] = np.tanh(total)
        return squashed

    def worths(self, rows: Rows, now: int) -> NDArray[np.float64]:
        """What each memory adds to its bond, as meant and as faded: shape (5, rows), in the order
        of VALUES. A memory's worth is the same to the last bit whichever others are asked for."""
        return self.faded(rows, self.meant(rows), now)

    def meant(self, rows: Rows) -> NDArray[np.float64]:
        """What each memory would add if it were of today: the same until it is read anew."""
        motives, value = self.numbers.read(MOTIVES, rows), self.numbers.read(VALUES, rows)
        # Not CREDIT @ motives: a matrix product may add up in another order for more rows.
        credit, blame = (_weighed(motives, by) for by in (CREDIT, BLAME))
        as_meant = np.where(value >= 0, credit, BAD_OUTWEIGHS_GOOD * blame)
        meant: NDArray[np.float64] = value * self.numbers["salience"][rows] * as_meant
        return meant

    def faded(self, rows: Rows, meant: NDArray[np.float64], now: int) -> NDArray[np.float64]:
        """What memories that meant so much add by now. What an author gave does not fade."""
        numbers, value = self.numbers, self.numbers.read(VALUES, rows)
        days = np.maximum(0.0, (now // HOUR) * HOUR - numbers["at"][rows]) / DAY
        is_good = value >= 0
        is_good[FEAR] = value[FEAR] < 0
        fade = left_after(days, np.where(is_good, FADE_GOOD, FADE_BAD))
        worths: NDArray[np.float64] = np.where(numbers["is_history"][rows] > 0, value, meant * fade)
        return worths


FEAR = VALUES.index("fear")


def _weighed(shares: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each memory's shares by their weights, added up in one order."""
    added: NDArray[np.float64] = np.zeros(shares.shape[1])
    for share, weight in zip(shares, weights, strict=True):
        added += share * weight
    return added
