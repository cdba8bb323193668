"""People in the picture: the hour, where they are, needs, energies, what they feel and show."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np

from kizuna.clock import HOUR, hour_of_day, is_night
from kizuna.mind.still.part import Flags, Rows, Taken, part
from kizuna.state.feeling import FEELINGS
from kizuna.state.person import (
    ASLEEP,
    AWAKE,
    DEAD,
    HOURS_ASLEEP_TO_RESTED,
    HOURS_AWAKE_TO_SPENT,
    NEED_HALF_LIFE_S,
    NEEDS,
    UNCONSCIOUS,
)
from kizuna.state.table import NONE, Table
from kizuna.world.names import SHOWN, default_trait

if TYPE_CHECKING:
    from kizuna.mind.still.picture import Still

FELT = tuple(f"felt_{feeling}" for feeling in FEELINGS)
"""Columns of what is felt: a feeling may share its name with a trait (pride)."""

PLEASANT = (
    "joy", "hope", "relief", "happy_for", "gratitude", "satisfaction", "pride", "gratification",
)  # fmt: skip
PAINFUL = (
    "distress", "fear", "anger", "grief", "guilt", "shame", "remorse", "pity", "disappointment",
    "longing",
)  # fmt: skip
SHOWN_BY = {
    "joy": ("joy", "happy_for", "relief"),
    "sorrow": ("distress", "grief", "disappointment"),
    "anger": ("anger",),
    "fear": ("fear",),
}
DUTY_FROM, DUTY_TO = 7, 22
"""The hours of whoever duty calls away (a choice)."""
MASK_KEEPS_IN = 0.8
"""How much of a feeling somebody keeps in who lets nothing show (a choice)."""
AGITATING = ("anger", "fear", "grief", "distress")

REST = NEEDS.index("rest")
FADES_S = np.array([[-NEED_HALF_LIFE_S.get(need, np.inf)] for need in NEEDS])
REST_PER_HOUR = np.array([-1 / HOURS_AWAKE_TO_SPENT, 1 / HOURS_ASLEEP_TO_RESTED])
"""What an hour awake does to rest, and an hour asleep."""
WANTS = tuple(f"want_{need}" for need in NEEDS)


def rows_of(feelings: tuple[str, ...]) -> Rows:
    """Rows of some feelings among all."""
    return np.array([FEELINGS.index(feeling) for feeling in feelings], np.intp)


STRONGEST = rows_of(tuple(kind for shown in SHOWN for kind in SHOWN_BY[shown]) + AGITATING)
"""Feelings of which the strongest is shown, one group after another, and those that agitate."""
GROUPS = np.cumsum([0, *(len(SHOWN_BY[shown]) for shown in SHOWN)])
SHOWS, JOY = tuple(f"shows_{shown}" for shown in SHOWN), SHOWN.index("joy")
GOOD, BAD = rows_of(PLEASANT), rows_of(PAINFUL)


def put_lasting(still: Still) -> None:
    """What does not change about anybody, and what is so of the unseen."""
    people, everybody = still.whole.people, slice(0, still.whole.people.count)
    still.lessons = people.lessons
    for name in still.world.traits:
        still.person[name][everybody] = (
            people.traits[name] if name in people.traits.position else default_trait(name)
        )
    still.person["age"][everybody] = people.numbers["age"]
    still.person_flag["has_home"][everybody] = people.numbers["home"] != NONE
    has_quiet = any("quiet" in place.tags for place in still.whole.places.all)
    still.person_flag["can_be_alone"][everybody] = has_quiet
    still.person_flag["has_own_home"][everybody] = people.numbers["owns_home"] > 0
    still.person_flag["is_awake"][still.unseen] = True


# The hour. ------------------------------------------------------------------------------------


@part(reads=lambda still: still.now)
def hour(still: Still, taken: Taken) -> None:
    """What time it is."""
    hour, rows = hour_of_day(still.now), taken.people
    still.person["hour"][rows] = hour
    still.person["lateness"][rows] = lateness(hour)
    still.person_flag["is_night"][rows] = is_night(still.now)


def lateness(hour: float) -> float:
    """How late it is to be up: 0 by day, rising from 21:00 to 1 at midnight, 1 until 5:00."""
    if hour >= 21:
        return min(1.0, (hour - 21) / 3.0 + 0.2)
    return 1.0 if hour < 5 else 0.0


# Where they are, and in what state. -----------------------------------------------------------

WHEREABOUTS = (
    "state", "place", "home", "post", "following", "carried_by", "went_to", "is_abroad",
)  # fmt: skip


@part(reads=lambda still: still.whole.people.numbers.written(WHEREABOUTS))
def whereabouts(still: Still, taken: Taken) -> None:
    """Who is awake, asleep, on the way, carried, at home; the place, and who else is there."""
    numbers, flag, rows = still.whole.people.numbers, still.person_flag, taken.people
    state, place = numbers["state"][rows], numbers["place"][rows]
    flag["is_awake"][rows] = state == AWAKE
    flag["is_asleep"][rows] = state == ASLEEP
    flag["is_unconscious"][rows] = state == UNCONSCIOUS
    flag["is_dead"][rows] = state == DEAD
    flag["is_carried"][rows] = numbers["carried_by"][rows] != NONE
    flag["is_travelling"][rows] = numbers["went_to"][rows] != NONE
    flag["is_following"][rows] = numbers["following"][rows] != NONE
    flag["is_at_home"][rows] = (place == numbers["home"][rows]) & (place != NONE)
    flag["is_far_from_home"][rows] = numbers["is_abroad"][rows] != 0
    carriers = numbers["carried_by"]
    flag["is_carrying"][rows] = False
    flag["is_carrying"][carriers[carriers != NONE].astype(np.intp)] = True
    flag.put(still.tag_flags, rows, still.ways.of_kind[:, place.astype(np.intp)])
    _put_company(still, taken)


def _put_company(still: Still, taken: Taken) -> None:
    numbers, rows = still.whole.people.numbers, taken.people
    place = numbers["place"][rows]
    awake = (numbers["state"] == AWAKE) & (numbers["place"] != NONE)
    places = len(still.whole.places.all)
    counts = np.bincount(numbers["place"][awake].astype(np.intp), minlength=places + 1)
    here = np.where(place == NONE, len(counts) - 1, place).astype(np.intp)
    still.person["company"][rows] = np.maximum(0, counts[here] - awake[rows])


@part(reads=lambda still: still.whole.people.numbers.written(("aim_odds",)))
def aims(still: Still, taken: Taken) -> None:
    """Who knows what they are after in life."""
    aim_odds = still.whole.people.numbers["aim_odds"][taken.people]
    still.person_flag["has_aim"][taken.people] = aim_odds > 0


@part(
    reads=lambda still: (
        still.whole.homes.writes,
        still.whole.people.numbers.written(("place",)),
    )
)
def homes(still: Still, taken: Taken) -> None:
    """How homesick people are: only those who feel at home anywhere can be."""
    kept, places = still.whole.homes, still.whole.places.all
    for row in taken.listed:
        if kept.of[row]:
            place = still.whole.people.place(row)
            land = "" if place == NONE else places[place].land
            still.person["homesick"][row] = kept.homesick(row, land)


# Posts. ---------------------------------------------------------------------------------------


def _is_called(still: Still) -> Flags:
    return still.now < still.whole.people.numbers["duty_until"]


def _on_duty(still: Still) -> Flags:
    """Whose hours these are: their own, or those of whoever duty has called away."""
    numbers, hour = still.whole.people.numbers, hour_of_day(still.now)
    own = (numbers["post_from"] <= hour) & (hour < numbers["post_to"])
    return np.where(_is_called(still), DUTY_FROM <= hour < DUTY_TO, own)


class Bells:
    """The hours at which anybody's duty begins or ends: between two of them nothing changes."""

    def __init__(self) -> None:
        self.hours: list[float] = []
        self.rests_on: Hashable = ()

    def rung(self, numbers: Table, hour: float) -> int:
        """How many have rung by this hour."""
        rests_on = numbers.written(("post_from", "post_to"))
        if self.rests_on != rests_on:
            posts = (*numbers["post_from"].tolist(), *numbers["post_to"].tolist())
            self.hours, self.rests_on = sorted({DUTY_FROM, DUTY_TO, *posts}), rests_on
        return bisect_right(self.hours, hour)


@part(
    reads=lambda still: (
        still.whole.people.numbers.written(("post", "duty_place")), still.put["whereabouts"],
        _is_called(still).tobytes(),
        still.bells.rung(still.whole.people.numbers, hour_of_day(still.now)),
    )
)  # fmt: skip
def posts(still: Still, taken: Taken) -> None:
    """Who is at their post, who is on duty by the clock, and who can be called on. The post of
    whoever duty has called is where it has called them."""
    numbers, rows, flag = still.whole.people.numbers, taken.people, still.person_flag
    post = np.where(_is_called(still), numbers["duty_place"], numbers["post"])
    on_duty, has_post = _on_duty(still), post != NONE
    flag["is_at_post"][rows] = ((numbers["place"] == post) & has_post)[rows]
    flag["is_on_post_hours"][rows] = (on_duty & has_post)[rows]
    still.bond_flag["is_receiving"][taken.bonds] = (on_duty | ~has_post)[taken.toward]


# Needs and energies. --------------------------------------------------------------------------


@part(
    reads=lambda still: (
        still.now,
        still.whole.people.need_level.written(NEEDS),
        still.whole.people.numbers.written(("state",)),
    )
)
def needs(still: Still, taken: Taken) -> None:
    """How hungry each need is, by its weight."""
    people, rows = still.whole.people, taken.people
    level = people.need_level.block[:, rows]
    age = still.now - people.need_at.block[:, rows]
    left = level * np.exp2(age / FADES_S)
    change = REST_PER_HOUR.take(people.numbers["state"][rows] != AWAKE)
    left[REST] = np.minimum(np.maximum(level[REST] + change * age[REST] / HOUR, 0.0), 1.0)
    weight = people.need_weight.block[:, rows].copy()
    weight[REST] = 1.0
    still.person.put(WANTS, rows, weight * (1.0 - left))


@part(reads=lambda still: (still.now, *map(Table.written, still.whole.people.energy_tables())))
def energies(still: Still, taken: Taken) -> None:
    """Each energy as a share of what it can be."""
    people, rows = still.whole.people, taken.people
    cap, age = people.energy_cap.block[:, rows], still.now - people.energy_at.block[:, rows]
    level = people.energy_level.block[:, rows] + people.energy_rate.block[:, rows] * age / 86400.0
    share = np.minimum(cap, level) / np.where(cap > 0, cap, 1.0)
    still.person.put(people.energies, rows, share)


# Feelings. ------------------------------------------------------------------------------------


@part(reads=lambda still: (still.now, still.whole.feelings.inward.writes))
def felt(still: Still, taken: Taken) -> None:
    """What everybody feels."""
    left = still.whole.feelings.inward.left_in(taken.people, still.now)
    still.person.put(FELT, taken.people, left)


@part(
    reads=lambda still: (
        still.now, still.put["felt"], still.put["energies"],
        still.whole.people.numbers.written(("masked_until",)),
    )
)  # fmt: skip
def shown(still: Still, taken: Taken) -> None:
    """What others can see of a feeling: what is felt, less what self-control keeps in; of whoever
    hides what they feel, joy alone is plain."""
    block, rows = still.person, taken.people
    felt = block.read(FELT, rows)
    kept_in = 0.6 * block["reserve"][rows] * block["self_control"][rows]
    is_masked = still.now < still.whole.people.numbers["masked_until"][rows]
    hidden = np.where(is_masked, np.maximum(kept_in, MASK_KEEPS_IN), kept_in)
    strongest = np.maximum.reduceat(felt.take(STRONGEST, axis=0), GROUPS, axis=0)
    shows = strongest[:-1] * (1.0 - hidden)
    shows[JOY] = strongest[JOY] * (1.0 - kept_in)
    block.put(SHOWS, rows, shows)
    block["agitation"][rows] = strongest[-1]
    good, bad = (np.add.reduce(felt.take(kinds, axis=0), axis=0) for kinds in (GOOD, BAD))
    block["mood"][rows] = np.tanh(good - bad)
