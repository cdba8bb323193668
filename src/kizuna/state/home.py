"""Homes of the heart: how much somebody feels at home in each land.

A *land* is what places belong to: a village, a country. Somebody posted abroad may feel at home in
one that is far away, and be homesick; where they are well among people, the other grows. One day
it has moved, and they notice.

    homes.level(row, "leaf")                # 0.8
    homes.homesick(row, "suna")             # 0.8 - 0.2
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Homes:
    """How much each person (by row) feels at home in each land, 0 to 1."""

    of: list[dict[str, float]] = field(default_factory=list)
    writes: int = 0

    def reach(self, people: int) -> None:
        """Make room for this many people."""
        while len(self.of) < people:
            self.of.append({})

    def feel(self, row: int, land: str, level: float) -> None:
        """Feel so much at home in a land from now on."""
        self.of[row][land] = level
        self.writes += 1

    def level(self, row: int, land: str) -> float:
        """How much at home somebody feels in a land; 0 where they never were."""
        return self.of[row].get(land, 0.0)

    def where(self, row: int) -> str:
        """The land somebody feels most at home in; "" when in none. The first known wins a tie."""
        levels = self.of[row]
        return max(levels, key=lambda land: levels[land]) if levels else ""

    def homesick(self, row: int, here: str) -> float:
        """How much more at home somebody feels elsewhere than here, 0 to 1."""
        levels = self.of[row]
        if not levels or not here:
            return 0.0
        return max(0.0, max(levels.values()) - levels.get(here, 0.0))
