"""pace: how long things take, and when whoever is quiet looks up again.

A word takes its seconds, a vigil its hours. But nobody sits beside somebody for hours without
looking up: while a talk is fresh the next word is near, and the longer nothing has been said the
longer nothing will be. So whoever rests, waits or keeps watch in company looks up after a *lull*,
when the silence is some times as long as when they last did, and goes on with what they were at
unless something presses. A silence is shared: it has lasted for all who are at a place since the
last word there, or since somebody came, and they look up together.
"""

from __future__ import annotations

from kizuna.clock import next_time_of_day
from kizuna.mind.moment import Moment
from kizuna.state.table import NONE
from kizuna.world.rules import Practice

SILENCE_GROWS = 4
"""Whoever is silent looks up when it has lasted so many times as long (a choice)."""
FIRST_LULL_S = 120
"""So long after the last word they look up for the first time (a choice)."""
IDLE_S = 60 * 60
"""Whoever has nothing to do looks around once an hour, however long the silence (a choice)."""
ALONE_S = 120 * 60
"""Whoever is alone with nothing to do has so much less to look up for (a choice)."""
EVENING_H = 21.0
"""Then it is evening for everybody (a choice)."""


def takes(moment: Moment, who: int, practice: Practice) -> int:
    """How many seconds a deed takes somebody."""
    if "idle" not in practice.tags:
        return max(1, practice.takes)
    errand = moment.whole.people.errand[who]
    if errand is not None and errand.ready_at > moment.now:
        return errand.ready_at - moment.now
    return ALONE_S


def lull(moment: Moment, who: int) -> int:
    """For how many seconds somebody quiet stays so before they look up: long when alone."""
    place, is_awake = moment.whole.people.place(who), moment.whole.people.is_awake
    known = [row for row in moment.here(who) if is_awake(row) and moment.bond(who, row) != NONE]
    stirred = moment.whole.places.stirred_at.get(place)
    quiet = silent_for(moment.now - stirred) if known and stirred is not None else ALONE_S
    return min(quiet, called_in(moment, who))


def called_in(moment: Moment, who: int) -> int:
    """In how many seconds the day next calls somebody: their work, or the evening."""
    numbers, hours = moment.whole.people.numbers, [EVENING_H]
    if numbers.get("post", who) != NONE:
        hours.append(numbers.get("post_from", who))
    return min(next_time_of_day(moment.now + 1, hour) for hour in hours) - moment.now


def silent_for(silence: int) -> int:
    """How much longer a silence of so many seconds goes on before anybody looks up."""
    until = FIRST_LULL_S
    while until <= silence:
        until = min(SILENCE_GROWS * until, until + IDLE_S)
    return until - silence
