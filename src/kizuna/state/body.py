"""Bodies: injuries that mend with time, and danger that does not wait.

An injury has a place, a severity (0 to 1), perhaps a doer, and the rate at which it mends. How
bad it still is follows from the time passed. An injury that *bleeds* gets worse instead until it is
treated: whoever has one faints in time, and dies when it is at its worst. Treatment closes it; when
it is *grave* treatment only slows it, and an operation has to close it. Danger is a standing threat
to somebody who cannot help themselves: lying half under water, say. Told without gore, always.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kizuna.clock import DAY, HOUR
from kizuna.state.table import NONE

MENDS_PER_DAY = 0.12
"""How much severity an ordinary body mends in a day (a choice: a bad wound takes a week)."""
CONSCIOUS_BELOW = 0.45
"""Somebody knocked out wakes when the worst injury has mended to this (a choice)."""
GRAVE = 0.6
"""From this severity on an injury that bleeds is not closed by treatment alone (a choice)."""
FAINTS_FROM = 0.85
"""Nobody stays conscious with an injury that has got so bad (a choice)."""
FATAL = 1.0
"""The severity of which one dies."""
NEVER_WAKES = 2**52
"""A second that never comes."""
TREATMENT_SLOWS = 0.85
"""How much of a grave injury's bleeding the best treatment stops (a choice)."""


@dataclass(frozen=True, slots=True)
class Injury:
    """One injury: severity when it was last looked at, and since then how fast it mends (a day) or,
    while it bleeds, gets worse (an hour)."""

    where: str
    severity: float
    at: int
    doer: int
    seq: int
    mends_per_day: float
    bleeds_per_hour: float = 0.0

    def left(self, now: int) -> float:
        """How severe it is by now."""
        age = max(0, now - self.at)
        if self.bleeds_per_hour > 0:
            return min(FATAL, self.severity + self.bleeds_per_hour * age / HOUR)
        return max(0.0, self.severity - self.mends_per_day * age / DAY)

    def mended_by(self) -> float:
        """A second from which on nothing is left of it, soon after the last at which anything is;
        NEVER_WAKES when it does not mend by itself."""
        if self.bleeds_per_hour > 0 or self.mends_per_day <= 0:
            return NEVER_WAKES
        return min(NEVER_WAKES, self.at + 1.0 + self.severity / self.mends_per_day * DAY)

    def is_grave(self, now: int) -> bool:
        """Whether it takes an operation to close it."""
        return self.bleeds_per_hour > 0 and self.left(now) >= GRAVE

    def reaches(self, severity: float) -> int | None:
        """The second at which it will have got so bad; None when it never does."""
        if self.bleeds_per_hour <= 0:
            return None
        return self.at + max(0, round((severity - self.severity) / self.bleeds_per_hour * HOUR))


@dataclass(frozen=True, slots=True)
class Danger:
    """A standing threat: what it is, how great (0 to 1), and the event that brought it."""

    kind: str
    level: float
    at: int
    seq: int


@dataclass(slots=True)
class Bodies:
    """Everybody's injuries and dangers, by person row. `unmended` are those of the injuries that
    had not mended when one was last added or seen to, of a hard life's many the few that can hurt;
    from second `whole_by` on they have mended, too."""

    injuries: list[tuple[Injury, ...]] = field(default_factory=list)
    unmended: list[tuple[Injury, ...]] = field(default_factory=list)
    whole_by: list[float] = field(default_factory=list)
    danger: list[Danger | None] = field(default_factory=list)
    mending: list[float] = field(default_factory=list)

    def reach(self, people: int) -> None:
        """Make room for this many people."""
        while len(self.injuries) < people:
            self.injuries.append(())
            self.unmended.append(())
            self.whole_by.append(-NEVER_WAKES)
            self.danger.append(None)
            self.mending.append(1.0)

    def worst(self, row: int, now: int) -> float:
        """Severity of somebody's worst injury now."""
        if now >= self.whole_by[row]:
            return 0.0
        return max([injury.left(now) for injury in self.unmended[row]])

    def hurt(self, row: int, injury: Injury) -> None:
        """Add an injury."""
        self._have(row, (*self.injuries[row], injury), injury.at)

    def _have(self, row: int, injuries: Iterable[Injury], now: int) -> None:
        """These are somebody's injuries from now on."""
        self.injuries[row] = tuple(injuries)
        self.unmended[row] = tuple([each for each in self.injuries[row] if each.mended_by() > now])
        mended_by = [each.mended_by() for each in self.unmended[row]]
        self.whole_by[row] = max(mended_by, default=-NEVER_WAKES)

    def mend_faster(self, row: int, now: int, factor: float, skill: float = 1.0) -> None:
        """From now on everything mends `factor` times as fast as untended; tending twice is as
        good as once. Bleeding stops, or slows by so much `skill` where it is grave. What somebody
        has in hand stays held."""
        tended = MENDS_PER_DAY * self.mending[row] * factor
        seen_to = (
            replace(
                injury,
                severity=injury.left(now),
                at=max(now, injury.at),
                mends_per_day=max(injury.mends_per_day, tended),
                bleeds_per_hour=injury.bleeds_per_hour * (1.0 - TREATMENT_SLOWS * skill)
                if injury.is_grave(now)
                else 0.0,
            )
            for injury in self.injuries[row]
            if injury.left(now) > 0
        )
        self._have(row, seen_to, now)

    def close(self, row: int, now: int, share: float) -> None:
        """An operation has closed what bled, and taken this share of its severity."""
        closed = (
            replace(injury, severity=injury.left(now) * (1.0 - share), at=now, bleeds_per_hour=0.0)
            if injury.bleeds_per_hour > 0
            else injury
            for injury in self.injuries[row]
        )
        self._have(row, closed, now)

    def hold(self, row: int, now: int, until: int) -> None:
        """Nothing gets better or worse until then: somebody has it in hand."""
        held = (
            replace(injury, severity=injury.left(now), at=until) for injury in self.injuries[row]
        )
        self._have(row, held, now)

    def is_held(self, row: int, now: int) -> bool:
        """Whether somebody has them in hand."""
        return now < self.whole_by[row] and any(each.at > now for each in self.unmended[row])

    def is_tended(self, row: int) -> bool:
        """Whether what hurts somebody has been seen to: it mends faster than by itself."""
        untended = MENDS_PER_DAY * self.mending[row]
        return any(injury.mends_per_day > untended for injury in self.injuries[row])

    def hurting(self, now: int) -> list[int]:
        """Rows of everybody with an injury that has not mended by now, or has only just."""
        return [row for row, whole_by in enumerate(self.whole_by) if now < whole_by]

    def getting_worse(self) -> list[int]:
        """Rows of everybody with an injury that does not mend by itself."""
        return [row for row, whole_by in enumerate(self.whole_by) if whole_by >= NEVER_WAKES]

    def is_bleeding(self, row: int) -> bool:
        """Whether any injury gets worse."""
        return any(injury.bleeds_per_hour > 0 for injury in self.unmended[row])

    def is_critical(self, row: int, now: int) -> bool:
        """Whether any injury gets worse that treatment alone cannot close."""
        return any(injury.is_grave(now) for injury in self.unmended[row])

    def reaches(self, row: int, severity: float) -> int | None:
        """The second at which somebody's worst injury will have got so bad; None when none will."""
        moments = [injury.reaches(severity) for injury in self.unmended[row]]
        return min((moment for moment in moments if moment is not None), default=None)

    def wakes_at(self, row: int) -> int | None:
        """When somebody knocked out will come to: the second the worst has mended enough. None:
        nothing keeps them under. NEVER_WAKES: something gets worse."""
        if any(i.bleeds_per_hour > 0 and i.severity > CONSCIOUS_BELOW for i in self.injuries[row]):
            return NEVER_WAKES
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
