"""pace: how long things take, and when whoever is quiet looks up again.

A word takes its seconds, a vigil its hours. But nobody sits beside somebody for hours without
looking up: while a talk is fresh the next word is near, and the longer nothing has been said the
longer nothing will be. So whoever rests, waits or keeps watch in company looks up after a *lull*,
a few times as long as the silence so far, and goes on with what they were at unless something
presses.
"""

from __future__ import annotations

from kizuna.mind.moment import Moment
from kizuna.state.table import NONE
from kizuna.world.rules import Practice

SILENCE_GOES_ON = 3
"""A silence lasts so many times as long as it has lasted (a choice)."""
SHORTEST_LULL_S = 60
IDLE_S = 60 * 60
"""Whoever has nothing to do looks around once an hour (a choice)."""


def takes(moment: Moment, who: int, practice: Practice) -> int:
    """How many seconds a deed takes somebody."""
    if "idle" not in practice.tags:
        return max(1, practice.takes)
    errand = moment.whole.people.errand[who]
    if errand is not None and errand.ready_at > moment.now:
        return errand.ready_at - moment.now
    return IDLE_S


def lull(moment: Moment, who: int) -> int:
    """For how many seconds somebody quiet stays so before they look up: long when alone."""
    awake = [row for row in moment.here(who) if moment.whole.people.is_awake(row)]
    bonds = [bond for row in awake if (bond := moment.bond(who, row)) != NONE]
    if not bonds:
        return IDLE_S
    numbers = moment.whole.bonds.numbers
    since = max(numbers.get(name, bond) for bond in bonds for name in ("talked_at", "met_at"))
    silence = moment.now - since
    return round(min(IDLE_S, max(SHORTEST_LULL_S, SILENCE_GOES_ON * silence)))
