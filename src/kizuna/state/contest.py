"""Contests: two people who measure themselves against each other, exchange by exchange.

    Contest(one=sakura, other=gaara, turn=sakura, exchanges=4, ...)

Whose turn it is makes a move; how each stands (guarded, dodging, lowered, down, seeming beaten)
meets the next one. A contest that belongs to a wager knows it. What is over is not kept: the
events tell it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from kizuna.event import Event

if TYPE_CHECKING:
    from kizuna.state.whole import Whole

BEATEN_S = 10
"""Whoever has lost a contest takes so long to get their breath back."""
OPEN, GUARDED, DODGING, LOWERED = "open", "guarded", "dodging", "lowered"


class Stance(NamedTuple):
    """How somebody stands: their guard, whether they lie on the ground, whether they only seem
    beaten, and how many blows they have landed."""

    guard: str = OPEN
    is_down: bool = False
    feigns: bool = False
    blows: int = 0


@dataclass(frozen=True, slots=True)
class Contest:
    """One contest while it lasts. `commitment` is the wager it decides, 0 when there is none;
    `moved_by` the event of the last move."""

    seq: int
    one: int
    other: int
    turn: int
    began_at: int
    last_at: int
    commitment: int = 0
    forbids_powers: bool = False
    exchanges: int = 0
    moved_by: int = 0
    stances: tuple[Stance, Stance] = (Stance(GUARDED), Stance(GUARDED))

    def against(self, who: int) -> int:
        """Whom somebody is up against."""
        return self.other if who == self.one else self.one

    def stance(self, who: int) -> Stance:
        """How one of the two stands."""
        return self.stances[0 if who == self.one else 1]


@dataclass(slots=True)
class Contests:
    """Every contest that goes on, by each of the two in it."""

    of: dict[int, Contest] = field(default_factory=dict)

    def running(self) -> tuple[Contest, ...]:
        """Each of them once, the oldest first."""
        return tuple(sorted({each.seq: each for each in self.of.values()}.values(), key=_seq))

    def keep(self, contest: Contest) -> None:
        """A contest as it stands now."""
        self.of[contest.one] = self.of[contest.other] = contest


def _seq(contest: Contest) -> int:
    return contest.seq


# What events make of them. --------------------------------------------------------------------


def _contest_begun(whole: Whole, event: Event) -> None:
    one, other = whole.person(event.roles["actor"]), whole.person(event.roles["target"])
    whole.contests.keep(
        Contest(
            event.seq, one, other, one, event.time, event.time,
            int(event.data.get("commitment", 0)), bool(event.data.get("forbids_powers")),
        )
    )  # fmt: skip
    for row in (one, other):
        whole.people.make_due(row, event.time + 1)


def _exchanged(whole: Whole, event: Event) -> None:
    """A move and what came of it: how both stand now, and whose turn it is. Heads that meet in a
    throw are no move: whoever was thrown is moved by the throw."""
    data = event.data
    contest = whole.contests.of.get(whole.person(event.roles["actor"]))
    if contest is None or contest.seq != int(data["contest"]):
        return
    one, other = (Stance(*data["stances"][whole.people.ids[row]])
                  for row in (contest.one, contest.other))  # fmt: skip
    turn = whole.person(data["turn"])
    moved = turn != contest.turn
    whole.contests.keep(
        replace(
            contest,
            stances=(one, other),
            turn=turn,
            last_at=event.time,
            moved_by=event.seq if moved else contest.moved_by,
            exchanges=contest.exchanges + moved,
        )
    )


def _contest_ended(whole: Whole, event: Event) -> None:
    one, other = (whole.person(event.roles[role]) for role in ("actor", "target"))
    for bond in (whole.bond(one, other), whole.bond(other, one)):
        whole.bonds.numbers.set("bout_at", bond, event.time)
    for role in ("actor", "target"):
        row = whole.person(event.roles[role])
        whole.contests.of.pop(row, None)
        if whole.people.is_awake(row):
            is_beaten = event.roles.get("loser") == whole.people.ids[row]
            rises_at = event.time + (BEATEN_S if is_beaten else 2)
            whole.people.numbers.set("due_at", row, rises_at)


def _guard(stands_down: bool) -> Callable[[Whole, Event], None]:
    def change(whole: Whole, event: Event) -> None:
        row = whole.person(event.roles["who"])
        whole.powers.of[row] = tuple(
            replace(power, stands_down=stands_down) if power.guards_host else power
            for power in whole.powers.of[row]
        )

    return change


CONTESTS: Mapping[str, Callable[[Whole, Event], None]] = {
    "ContestBegun": _contest_begun,
    "Struck": _exchanged,
    "Missed": _exchanged,
    "Thrown": _exchanged,
    "Braced": _exchanged,
    "Feinted": _exchanged,
    "Waited": _exchanged,
    "ContestEnded": _contest_ended,
    "GuardStoodDown": _guard(True),
    "GuardRaised": _guard(False),
}
