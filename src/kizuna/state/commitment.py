"""Commitments: promises, wagers, leave, duties, vows and reports owed, each with a life of its own.

    proposed -> countered -> agreed -> running -> kept | broken | released
                                       running -> disputed -> conceded -> settled

`by` undertakes something toward `to`; its `terms` say by name what keeps and what breaks it, and
its `rules` what is not allowed meanwhile. A wager has two stakes besides: what `to` owes when the
terms are met, and what `by` forfeits when they are not. Nothing turns but along `LEGAL`; what has
ended stays as it ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kizuna.state.table import NONE

PROPOSED, COUNTERED, AGREED, RUNNING = "proposed", "countered", "agreed", "running"
DISPUTED, CONCEDED = "disputed", "conceded"
KEPT, BROKEN, RELEASED = "kept", "broken", "released"
REFUSED, SETTLED = "refused", "settled"

LEGAL: Mapping[str, tuple[str, ...]] = {
    PROPOSED: (COUNTERED, AGREED, REFUSED, RELEASED),
    COUNTERED: (COUNTERED, AGREED, REFUSED, RELEASED),
    AGREED: (RUNNING, RELEASED),
    RUNNING: (KEPT, BROKEN, RELEASED, DISPUTED, CONCEDED),
    DISPUTED: (CONCEDED, RELEASED),
    CONCEDED: (SETTLED, RELEASED),
    KEPT: (),
    BROKEN: (),
    RELEASED: (),
    REFUSED: (),
    SETTLED: (),
}
"""Where a commitment can turn from where it stands."""

STATUSES = tuple(LEGAL)
OPEN = tuple(status for status, ways in LEGAL.items() if ways)
"""Where something may still come of it."""
ON_OFFER = (PROPOSED, COUNTERED)


class IllegalTurn(ValueError):  # noqa: N818 - what befell the event, as one reads it
    """An event would turn a commitment where it cannot turn from where it stands."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """One thing owed. `due` is a story second, or None for always.

    `proposed_by` put it first; `offered_by` made the offer that stands, so the other is to answer
    it; `turned_by` is the event that last changed it. `won_by` is the party the letter of the terms
    speaks for, once it does, `decided_by` the event that decided it, and `by_accident` whether
    nobody meant that event. `settles` is the wager whose stake this is.
    """

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
    terms: str = ""
    rules: tuple[str, ...] = ()
    stake: str = ""
    forfeit: str = ""
    proposed_by: int = NONE
    offered_by: int = NONE
    turned_by: int = 0
    turned_at: int = 0
    won_by: int = NONE
    decided_by: int = 0
    by_accident: bool = False
    is_claimed: bool = False
    settles: int = 0

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it."""
        return self.status in OPEN

    @property
    def is_on_offer(self) -> bool:
        """Whether somebody has yet to say yes or no to it."""
        return self.status in ON_OFFER

    @property
    def was_decided(self) -> bool:
        """Whether it is over and the letter spoke for one of the two."""
        return not self.is_open and self.won_by != NONE

    def other(self, one: int) -> int:
        """The other party."""
        return self.to if one == self.by else self.by

    def turned(self, status: str, seq: int, at: int) -> Commitment:
        """The same, turned. IllegalTurn when it cannot turn so."""
        if status not in LEGAL[self.status]:
            raise IllegalTurn(
                f"the {self.kind} {self.name!r} (event {self.seq}) is {self.status} "
                f"and cannot be {status}"
            )
        return replace(self, status=status, turned_by=seq, turned_at=at)


@dataclass(slots=True)
class Commitments:
    """All commitments by the event that made them."""

    all: dict[int, Commitment] = field(default_factory=dict)

    def running(self) -> list[Commitment]:
        """Those still owed, oldest first."""
        return [each for each in self.all.values() if each.status == RUNNING]

    def open(self) -> list[Commitment]:
        """Those of which something may still come, oldest first."""
        return [each for each in self.all.values() if each.status in OPEN]

    def running_of(self, by: int, kind: str | None = None) -> list[Commitment]:
        """What one person owes now."""
        return [
            each
            for each in self.all.values()
            if each.by == by and each.status == RUNNING and kind in (None, each.kind)
        ]

    def open_between(self, one: int, other: int, kind: str | None = None) -> list[Commitment]:
        """What is open between two people, whoever owes it, the latest first."""
        return [
            each
            for each in reversed(self.all.values())
            if each.status in OPEN
            and kind in (None, each.kind)
            and (each.by, each.to) in ((one, other), (other, one))
        ]

    def next_due(self) -> int | None:
        """The next deadline."""
        dues = [each.due for each in self.running() if each.due is not None]
        return min(dues, default=None)
