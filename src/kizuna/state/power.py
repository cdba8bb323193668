"""Powers: techniques that are commanded and cost energy; reflexes that act by themselves.

A guard reflex protects its host free of cost. One that obeys a *deep wish* also acts when
somebody very dear to its host is in danger, uncommanded and with the energy spent; the host is as
surprised as anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

STIRS, ENDS_DANGER, STOPS_BLOWS = "stirs", "ends danger", "stops blows"
"""What a reflex can do when it is set off."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What sets a reflex off: a pattern within one moment, as plain data, in which ?host is whose
    power it is and ?other whoever it concerns; what it does then, and what that is called."""

    mode: str
    when: Mapping[str, Any]
    does: str = STIRS


@dataclass(frozen=True, slots=True)
class Power:
    """What somebody's power is and what it needs."""

    name: str
    title: str
    kind: str
    energy: str = ""
    cost: float = 0.0
    guards_host: bool = False
    obeys_deep_wish: bool = False
    stands_down: bool = False
    serves: str = ""
    triggers: tuple[Trigger, ...] = ()


@dataclass(slots=True)
class Powers:
    """Everybody's powers, by person row."""

    of: list[tuple[Power, ...]] = field(default_factory=list)

    def reach(self, people: int) -> None:
        """Make room for this many people."""
        while len(self.of) < people:
            self.of.append(())

    def commanded(self, row: int, serves: str) -> Power | None:
        """The technique of somebody's that serves for this, the cheapest first; None: none."""
        found = [each for each in self.of[row] if each.kind == "technique" and each.serves]
        fit = [each for each in found if each.serves == serves]
        return min(fit, key=lambda each: (each.cost, each.name), default=None)

    def give(self, row: int, power: Power) -> None:
        """Give somebody a power."""
        self.of[row] = (*self.of[row], power)
