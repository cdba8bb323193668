"""Commitments: promises, leave, duties, vows and reports owed, each with a life of its own.

proposed -> agreed -> running -> kept | broken | released. What is owed to whom, by when, and the
event it began with stay with it. Terms name the practice whose doing keeps it (`keeps`) or
breaks it (`breaks`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kizuna.state.table import NONE

RUNNING, KEPT, BROKEN, RELEASED = "running", "kept", "broken", "released"


@dataclass(frozen=True, slots=True)
class Commitment:
    """One thing owed. `due` is a story second, or None for always."""

    name: str
    kind: str
    by: int
    to: int
    about: int
    words: str
    keeps: str
    due: int | None
    made_at: int
    seq: int
    status: str = RUNNING
    place: int = NONE


@dataclass(slots=True)
class Commitments:
    """All commitments by the event that made them."""

    all: dict[int, Commitment] = field(default_factory=dict)

    def running(self) -> list[Commitment]:
        """Those still owed, oldest first."""
        return [each for each in self.all.values() if each.status == RUNNING]

    def running_of(self, by: int, kind: str | None = None) -> list[Commitment]:
        """What one person owes now."""
        return [
            each
            for each in self.all.values()
            if each.by == by and each.status == RUNNING and kind in (None, each.kind)
        ]

    def next_due(self) -> int | None:
        """The next deadline."""
        dues = [each.due for each in self.running() if each.due is not None]
        return min(dues, default=None)
