"""What needs both ends of a bond: who is here, who is missed, whom one worries about, and what all
that makes of the mood one is in among others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from kizuna.clock import HOUR, hour_of_day
from kizuna.mind.still.part import Flags, Numbers, Taken, part
from kizuna.mind.still.people import lateness
from kizuna.state.table import NONE

if TYPE_CHECKING:
    from kizuna.mind.still.picture import Still

WORRY_GROWS_H = 4.0
"""Hours without news until a worry is at its full (a choice)."""
MISSED_WITHIN_H = 3.0
"""Hours, after the first, until somebody who should be home is wholly missed (a choice)."""
HOLDS_DEAR = "holds_dear"
TOO_HURT, UP_AND_ABOUT = 0.6, 0.9
"""Who looked no better than the first lies where they were left, and in a sickroom who looked no
better than the second (choices)."""
LONGEST_H = 1e4
"""Hours apart are counted up to here."""


def _overlooked(still: Still) -> Flags:
    """Who has come up unnoticed and is not there to whoever did not look."""
    return still.whole.bonds.numbers["overlooked_until"] > still.now


@part(
    reads=lambda still: (
        still.put["whereabouts"], still.whole.bonds.numbers.written(("seen_place",)),
        _overlooked(still).tobytes(),
    )
)  # fmt: skip
def sight(still: Still, taken: Taken) -> None:
    """Who is here, whose place is known, who is near, and how far away they are."""
    people, flag, rows = still.whole.people.numbers, still.bond_flag, taken.bonds
    mine, theirs = people["place"][taken.from_], people["place"][taken.toward]
    here = (mine == theirs) & (mine != NONE)
    here &= ~_overlooked(still)[rows]
    seen_place = still.whole.bonds.numbers["seen_place"][rows]
    seen, own = seen_place.astype(np.intp), mine.astype(np.intp)
    flag["is_here"][rows] = here
    flag["knows_place"][rows] = (seen_place != NONE) & ~still.ways.is_road[seen]
    flag["is_near"][rows] = here | (still.ways.is_settled[seen] & still.ways.is_settled[own])
    flag["is_carried_by_me"][rows] = people["carried_by"][taken.toward] == taken.from_
    still.bond["distance_hours"][rows] = still.ways.hours(own, seen)


@part(
    reads=lambda still: (
        still.put["sight"],
        still.whole.bonds.numbers.written(("seen_place", "well", "well_at", "dead_odds")),
    )
)  # fmt: skip
def looks(still: Still, taken: Taken) -> None:
    """Whom one believes dead, and who lay badly hurt or in a sickroom when last seen."""
    numbers, flag, rows = still.whole.bonds.numbers, still.bond_flag, taken.bonds
    well, seen_place = numbers["well"][rows], numbers["seen_place"][rows].astype(np.intp)
    flag["is_lost"][rows] = numbers["dead_odds"][rows] > 0
    left_at = still.ways.is_sickroom[seen_place]
    lies = (well < TOO_HURT) | ((well < UP_AND_ABOUT) & left_at)
    flag["is_laid_up"][rows] = ~flag["is_here"][rows] & lies & (numbers["well_at"][rows] > 0)


SINCE = ("seen_at", "met_at", "talked_at", "bout_at")
SPANS = ("hours_apart", "hours_together", "hours_since_talk", "hours_since_bout")


@part(
    reads=lambda still: (
        still.now, still.put["sight"], still.whole.bonds.numbers.written(SINCE),
    )
)  # fmt: skip
def spans(still: Still, taken: Taken) -> None:
    """How long they have been apart or together, and how long ago they last talked and last
    measured themselves against each other."""
    here, rows = still.bond_flag["is_here"][taken.bonds], taken.bonds
    seconds = still.now - still.whole.bonds.numbers.read(SINCE, rows)
    hours = np.minimum(LONGEST_H, seconds / HOUR)
    hours[0][here] = hours[1][~here] = 0.0
    still.bond.put(SPANS, rows, hours)


@part(
    reads=lambda still: (
        still.put["spans"], still.put["near"], still.put["looks"],
        still.whole.bonds.numbers.written(("well",)),
    )
)  # fmt: skip
def worry(still: Still, taken: Taken) -> None:
    """How much one worries: the longer there is no news, the more."""
    block, rows = still.bond, taken.bonds
    well = still.whole.bonds.numbers["well"][rows]
    longer = 0.7 + 0.3 * np.minimum(1.0, block["hours_apart"][rows] / WORRY_GROWS_H)
    worry = block["closeness"][rows] * (1.0 - well) * longer
    worry[still.bond_flag["is_lost"][rows]] = 0.0
    block["worry"][rows] = worry


def _late(still: Still) -> float:
    return lateness(hour_of_day(still.now))


@part(reads=lambda still: (_late(still), _late(still) and still.put["worry"]))
def missing(still: Still, taken: Taken) -> None:
    """Who should be at home by now and is not; by day nobody."""
    rows, late = taken.bonds, _late(still)
    still.bond["unaccounted"][rows] = late * _answers_for(still, taken) if late else 0.0


def _answers_for(still: Still, taken: Taken) -> Numbers:
    """How much it is one's own business where the other is, who is expected at home."""
    people, flag, rows = still.whole.people.numbers, still.bond_flag, taken.bonds
    from_, toward = taken.from_, taken.toward
    is_away = ~flag["is_lost"][rows] & ~flag["is_here"][rows]
    missed = np.clip((still.bond["hours_apart"][rows] - 1.0) / MISSED_WITHIN_H, 0.0, 1.0)
    at_home = still.person_flag["is_at_home"][from_]
    same_roof = people["home"][from_] == people["home"][toward]
    kin = still.whole.bonds.numbers["kin"][rows]
    answers_for = np.where(flag["i_lead"][rows], 1.0, 0.3 + 0.5 * kin)
    answers_for = answers_for * np.where(people["age"][toward] > people["age"][from_], 0.4, 1.0)
    is_expected = flag["is_same_group"][rows] & at_home & is_away & same_roof
    return np.where(is_expected, answers_for * missed, 0.0)


@part(
    reads=lambda still: (
        still.put["errands"], still.put["whereabouts"], still.put["worry"], still.put["sight"],
    )
)  # fmt: skip
def errand_matters(still: Still, taken: Taken) -> None:
    """How much the errand somebody here is setting out on matters to me, too."""
    block, bonds = still.bond, still.whole.bonds
    block["errand_matters"][taken.bonds] = 0.0
    here = still.bond_flag["is_here"][taken.bonds]
    setting_out = still.person_flag["is_setting_out"][taken.toward] & here
    for place in setting_out.nonzero()[0].tolist():
        errand = still.whole.people.errand[int(taken.toward[place])]
        own = bonds.row.get((int(taken.from_[place]), errand.target)) if errand else None
        if own is not None:
            matters = block["worry"][own] + 0.3 * block["closeness"][own]
            block["errand_matters"][taken.bond_at(place)] = matters


@part(
    reads=lambda still: (
        still.put["sight"], still.put["whereabouts"], tuple(still.whole.beliefs.writes),
    )
)  # fmt: skip
def friends_here(still: Still, taken: Taken) -> None:
    """How sure one is that somebody awake here holds a third person dear."""
    most, rows = still.bond["friend_here"], still.whole.bonds.row
    most[taken.bonds] = 0.0
    is_here, is_awake = still.bond_flag["is_here"], still.person_flag["is_awake"]
    for holder in taken.holders.tolist():
        writes = still.whole.beliefs.writes[holder]
        for friend, third, sure in still.kept.value(holder, writes, partial(_dear, still, holder)):
            bond, about = rows.get((holder, friend)), rows.get((holder, third))
            if bond is not None and about is not None and is_here[bond] and is_awake[friend]:
                most[about] = max(most[about], sure)


def _dear(still: Still, holder: int) -> list[tuple[int, int, float]]:
    """Who holds whom dear, as somebody believes, and how sure they are."""
    rows, held = still.whole.people.row, still.whole.beliefs.of[holder].values()
    told = [(each.proposition.names, each.confidence) for each in held
            if each.proposition.predicate == HOLDS_DEAR]  # fmt: skip
    return [(rows[names[0]], rows[names[1]], sure) for names, sure in told
            if len(names) == 2 and names[0] in rows and names[1] in rows]  # fmt: skip


AMONG_OTHERS = ("unease", "needed_here", "worried", "somebody_missing", "in_talk", "better_hands")


@part(
    reads=lambda still: (
        still.now, still.put["worry"], still.put["fear"], still.put["hearts"],
        still.put["missing"], still.put["fading"], still.put["whereabouts"],
    )
)  # fmt: skip
def among_others(still: Still, taken: Taken) -> None:
    """What those around make of one's mood, who heals better, and those who are away: the most of
    each bond."""
    block, flag, rows = still.bond, still.bond_flag, taken.bonds
    here, worry = flag["is_here"][rows], block["worry"][rows]
    awake_here = here & still.person_flag["is_awake"].take(taken.toward)
    shy = np.maximum(block["fear"][rows], block["hated"][rows] - 0.2)
    told = np.zeros((len(AMONG_OTHERS), len(worry)))
    np.copyto(told[0], shy, where=awake_here)
    np.copyto(told[1], worry, where=flag["is_near"][rows])
    np.copyto(told[2], worry, where=~here)
    told[3] = block["unaccounted"][rows]
    np.copyto(told[4], still.in_talk, where=awake_here)
    healing = still.person["healing"]
    np.copyto(told[5], healing.take(taken.toward) - healing.take(taken.from_), where=awake_here)
    most = np.maximum.reduceat(told.take(taken.order, axis=1), taken.starts, axis=1)
    still.person.put(AMONG_OTHERS, taken.holding, np.maximum(0.0, most))
