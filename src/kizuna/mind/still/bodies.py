"""Bodies in the picture: injuries, danger, and the errands people are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kizuna.mind.still.part import Taken, part

if TYPE_CHECKING:
    from kizuna.mind.still.picture import Still


OF_THE_HURT = ("is_bleeding", "is_tended", "is_in_hands", "is_critical")


def _hurt(still: Still) -> list[tuple[float, bool]]:
    """What time changes about injuries: how bad each still is, and whether somebody has it in
    hand."""
    unmended, now = still.whole.bodies.unmended, still.now
    hurting = still.whole.bodies.hurting(now)
    return [(each.left(now), each.at > now) for row in hurting for each in unmended[row]]


@part(
    reads=lambda still: (
        tuple(_hurt(still)), tuple(still.whole.bodies.injuries), tuple(still.whole.bodies.danger),
        tuple(still.whole.bodies.mending),
    )
)  # fmt: skip
def bodies(still: Still, taken: Taken) -> None:
    """How badly hurt they are, and whether they are in danger."""
    bodies, rows, flag, now = still.whole.bodies, taken.people, still.person_flag, still.now
    still.person["injury"][rows] = 0.0
    flag.put(OF_THE_HURT, rows, False)
    for row in [row for row in taken.listed if bodies.injuries[row]]:
        still.person["injury"][row] = bodies.worst(row, now)
        flag["is_bleeding"][row] = bodies.is_bleeding(row)
        flag["is_tended"][row] = bodies.is_tended(row)
        flag["is_in_hands"][row] = bodies.is_held(row, now)
        flag["is_critical"][row] = bodies.is_critical(row, now)
    flag["is_in_danger"][rows] = [bodies.danger[row] is not None for row in taken.listed]


@part(reads=lambda still: (still.now, still.put["whereabouts"], tuple(still.whole.people.errand)))
def errands(still: Still, taken: Taken) -> None:
    """Who is on an errand, and whether they are still making ready or about to set out."""
    flag, rows, people = still.person_flag, taken.people, still.whole.people
    errands = [people.errand[row] for row in taken.listed]
    still.person["on_errand"][rows] = [each is not None for each in errands]
    flag["is_making_ready"][rows] = [
        each is not None and each.ready_at > still.now for each in errands
    ]
    flag["is_turning_away"][rows] = [
        each is not None and still.world.practice[each.practice].turns_away for each in errands
    ]
    goes = [
        each is not None and each.goal != people.place(row)
        for row, each in zip(taken.listed, errands, strict=True)
    ]
    flag["is_setting_out"][rows] = np.array(goes, np.bool_) & ~flag["is_travelling"][rows]
