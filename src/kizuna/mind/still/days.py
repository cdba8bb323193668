"""Ordinary life in the picture: who trains, whose face tells nothing, what technique somebody can
command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kizuna.mind.still.part import Flags, Taken, part
from kizuna.state.person import Doing

if TYPE_CHECKING:
    from kizuna.mind.still.picture import Still

COMMANDED = (("can_heal", "healing"), ("can_guard", "guarding"), ("can_strike", "striking"))
CAN = tuple(name for name, _ in COMMANDED)


def _is_hiding(still: Still) -> Flags:
    return still.now < still.whole.people.numbers["masked_until"]


@part(reads=lambda still: _is_hiding(still).tobytes())
def hiding(still: Still, taken: Taken) -> None:
    """Who hides what they feel."""
    still.person_flag["is_hiding"][taken.people] = _is_hiding(still)[taken.people]


def _is_training(still: Still, doing: Doing) -> bool:
    return doing.practice in still.trainings and doing.until > still.now


@part(reads=lambda still: tuple(_is_training(still, each) for each in still.whole.people.doing))
def training(still: Still, taken: Taken) -> None:
    """Who trains."""
    doing = still.whole.people.doing
    is_training = [_is_training(still, doing[row]) for row in taken.listed]
    still.person_flag["is_training"][taken.people] = is_training


@part(reads=lambda still: (still.put["energies"], tuple(still.whole.powers.of)))
def commanded(still: Still, taken: Taken) -> None:
    """Who can command what."""
    flag, powers = still.person_flag, still.whole.powers
    flag.put(CAN, taken.people, False)
    for row in [row for row in taken.listed if powers.of[row]]:
        for name, serves in COMMANDED:
            flag[name][row] = _can_command(still, row, serves)


def _can_command(still: Still, row: int, serves: str) -> bool:
    """Whether somebody has a technique for this, and something of the energy it costs."""
    power = still.whole.powers.commanded(row, serves)
    if power is None or not power.energy:
        return power is not None
    left = float(still.person[power.energy][row])
    return left > 0 and left >= power.cost
