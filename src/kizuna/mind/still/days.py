"""Ordinary life in the picture: who trains, whose face tells nothing, what technique somebody can
command, and how sad the other was when last seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kizuna.mind.still.part import Taken, everything, part

if TYPE_CHECKING:
    from kizuna.mind.still.picture import Still

SORROW_SEEN_HALF_LIFE_S = 6 * 3600.0
"""How long somebody stays, to others, as sad as they were seen to be (a choice)."""
COMMANDED = (("can_heal", "healing"), ("can_guard", "guarding"), ("can_strike", "striking"))


@part(reads=everything)
def deeds(still: Still, taken: Taken) -> None:
    """Who trains, who hides what they feel, and who can command what."""
    flag, powers = still.person_flag, still.whole.powers
    flag["is_hiding"][taken.people] = (
        still.now < still.whole.people.numbers["masked_until"][taken.people]
    )
    for row in taken.listed:
        flag["is_training"][row] = _is_training(still, row)
    for name, serves in COMMANDED:
        flag[name][taken.people] = [
            bool(powers.of[row]) and _can_command(still, row, serves) for row in taken.listed
        ]


def _is_training(still: Still, row: int) -> bool:
    doing = still.whole.people.doing[row]
    practice = still.world.practice.get(doing.practice)
    return practice is not None and "training" in practice.tags and doing.until > still.now


def _can_command(still: Still, row: int, serves: str) -> bool:
    """Whether somebody has a technique for this, and something of the energy it costs."""
    power = still.whole.powers.commanded(row, serves)
    if power is None or not power.energy:
        return power is not None
    left = float(still.person[power.energy][row])
    return left > 0 and left >= power.cost


@part(
    reads=lambda still: (
        still.now, still.whole.bonds.numbers.written(("seen_sorrow", "well_at")),
    )
)  # fmt: skip
def sorrow(still: Still, taken: Taken) -> None:
    """How sad the other was when last seen or sensed; fading."""
    numbers, rows = still.whole.bonds.numbers, taken.bonds
    age = np.maximum(0.0, still.now - numbers["well_at"][rows])
    faded = np.exp2(-age / SORROW_SEEN_HALF_LIFE_S)
    still.bond["seen_sorrow"][rows] = numbers["seen_sorrow"][rows] * faded
