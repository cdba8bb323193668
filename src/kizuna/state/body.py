"""Bodies: injuries that mend with time, and danger that does not wait.

An injury has a place, a severity (0 to 1), perhaps a doer, and the rate at which it mends. How
bad it still is follows from the time passed. Danger is a standing threat to somebody who cannot
help themselves: lying half under water, say. Told without gore, always.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kizuna.clock import DAY
from kizuna.state.table import NONE

MENDS_PER_DAY = 0.12
"""How much severity an ordinary body mends in a day (a choice: a bad wound takes a week)."""
CONSCIOUS_BELOW = 0.45
"""Somebody knocked out wakes when the worst injury has mended to this (a choice)."""


@dataclass(frozen=True, slots=True)
class Injury:
    """One injury: severity when it was last looked at, and how fast it mends since (per day)."""

    where: str
    severity: float
    at: int
    doer: int
    seq: int
    mends_per_day: float

    def left(self, now: int) -> float:
        """How severe it still is."""
        return max(0.0, self.severity - self.mends_per_day * max(0, now - self.at) / DAY)


@dataclass(frozen=True, slots=True)
class Danger:
    """A standing threat: what it is, how great (0 to 1), and the event that brought it."""

    kind: str
    level: float
    at: int
    seq: int


@dataclass(slots=True)
class Bodies:
    """Everybody's injuries and dangers, by person row."""

    injuries: list[tuple[Injury, ...]] = field(default_factory=list)
    danger: list[Danger | None] = field(default_factory=list)
    mending: list[float] = field(default_factory=list)

    def reach(self, people: int) -> None:
        """Make room for this many people."""
        while len(self.injuries) < people:
            self.injuries.append(())
            self.danger.append(None)
            self.mending.append(1.0)

    def worst(self, row: int, now: int) -> float:
        """Severity of somebody's worst injury now."""
        return max((injury.left(now) for injury in self.injuries[row]), default=0.0)

    def hurt(self, row: int, injury: Injury) -> None:
        """Add an injury."""
        self.injuries[row] = (*self.injuries[row], injury)

    def mend_faster(self, row: int, now: int, factor: float) -> None:
        """From now on everything mends `factor` times as fast as untended; tending twice is as
        good as once."""
        tended = MENDS_PER_DAY * self.mending[row] * factor
        self.injuries[row] = tuple(
            replace(
                injury,
                severity=injury.left(now),
                at=now,
                mends_per_day=max(injury.mends_per_day, tended),
            )
            for injury in self.injuries[row]
            if injury.left(now) > 0
        )

    def wakes_at(self, row: int) -> int | None:
        """When somebody knocked out will come to: the second the worst has mended enough."""
        moments = [
            injury.at + round((injury.severity - CONSCIOUS_BELOW) / injury.mends_per_day * DAY)
            for injury in self.injuries[row]
            if injury.severity > CONSCIOUS_BELOW and injury.mends_per_day > 0
        ]
        return max(moments, default=None)

    def doer_of_worst(self, row: int, now: int) -> int:
        """Who did the worst injury, or NONE."""
        injuries = self.injuries[row]
        return max(injuries, key=lambda each: each.left(now)).doer if injuries else NONE
