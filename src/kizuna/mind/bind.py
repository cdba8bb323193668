"""bind: whom a practice could concern, for one person.

Alone, with somebody here, to somebody who is elsewhere, about a third person, on a topic: each is a
*binding*, the rows that formulas read and the people who are meant. What actor believes lies from
target to third person, and what could be talked of with whom, has no column in the picture; it is
worked out here and stays readable by its rows until the moment is over.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any, NamedTuple

from kizuna.mind.habit import MATTERS, ON_THE_MIND, THIRDS, matters, on_the_mind
from kizuna.mind.moment import Binding, Moment
from kizuna.mind.said import BETWEEN_READS
from kizuna.state.person import Unanswered
from kizuna.state.table import NONE


class Around(NamedTuple):
    """Whom one person knows: bindings with those who are here, in the order of people, and with
    those who are elsewhere and matter, seen through the unseen row; and whom they think of, those
    most on the mind first: (person row, bond row)."""

    here: list[Binding]
    absent: list[Binding]
    thirds: list[tuple[int, int]]


def around(moment: Moment, who: int) -> Around:
    """Go through everybody somebody knows."""
    few, toward, unseen = moment.still.few, moment.whole.bonds.toward, moment.still.unseen
    affection, anger, fear = few["bond_affection"], few["bond_anger"], few["bond_fear"]
    closeness, respect, is_here = few["bond_closeness"], few["bond_respect"], few["bond_is_here"]
    on_mind, worry = few["bond_on_mind"], few["bond_worry"]
    is_going = few["person_is_travelling"][who] or few["person_is_following"][who]
    here: list[Binding] = []
    absent: list[Binding] = []
    thirds: list[tuple[float, int, int]] = []
    for ij in moment.whole.bonds.known_by(who):
        target = toward(ij)
        if is_here[ij]:
            here.append(Binding(who, target, ij, target=target))
        elif not is_going and matters(closeness[ij], respect[ij], fear[ij]) > MATTERS:
            absent.append(Binding(who, unseen, ij, target=target))
        thought = on_the_mind(on_mind[ij], anger[ij], worry[ij], affection[ij])
        if thought > ON_THE_MIND:
            thirds.append((-thought, target, ij))
    here.sort(key=TARGET)
    thirds.sort(key=LEAST)
    return Around(here, absent, [(third, ik) for _, third, ik in thirds[:THIRDS]])


TARGET, LEAST = itemgetter(1), itemgetter(0)


def pair(moment: Moment, who: int, target: int) -> Binding:
    """With somebody who is here; the bond must exist."""
    return Binding(who, target, moment.whole.bonds.row[who, target], target=target)


def about(moment: Moment, to: list[Binding], third_persons: list[tuple[int, int]]) -> list[Binding]:
    """To each of these people about each third person: one binding each, and its pair-belief row
    is written."""
    if not to or not third_persons:
        return []
    people, still, who = moment.whole.people, moment.still, to[0].i
    rows, known = moment.weighing.worked_out["between"], _known_between(moment, who)
    place, found = people.place(who), list[Binding]()
    thirds = [
        (third, third if people.place(third) == place else still.unseen, ik)
        for third, ik in third_persons
        if third != who
    ]
    for at in to:
        j, ij, target = at.j, at.ij, at.target
        for third, k, ik in thirds:
            if third != target:
                lies = known.get((target, third))
                if lies is None:
                    lies = known[target, third] = _lies_between(moment, who, target, third)
                found.append(Binding(who, j, ij, k, ik, len(rows), NONE, target, third))
                rows.append(lies)
    return found


def about_absent(
    moment: Moment, elsewhere: list[Binding], third_persons: list[tuple[int, int]]
) -> list[Binding]:
    """About a third person to somebody elsewhere: only to those who can grant something."""
    can_grant = moment.still.few["bond_can_grant_stay"]
    return about(moment, [at for at in elsewhere if can_grant[at.ij]], third_persons)


def _known_between(moment: Moment, who: int) -> dict[tuple[int, int], tuple[float, ...]]:
    """What somebody believes to lie from target to third person, as far as it was worked out since
    they last changed a belief."""
    writes = moment.whole.beliefs.writes[who]
    return moment.weighing.kept.value(("between", who), writes, dict[Any, Any])


def _lies_between(moment: Moment, who: int, target: int, about: int) -> tuple[float, ...]:
    """How sure somebody is of each of BETWEEN_READS."""
    ids, held = moment.whole.people.ids, moment.whole.beliefs.of[who]
    told, turned = f"({ids[target]}, {ids[about]})", f"({ids[about]}, {ids[target]})"
    beliefs = [
        held.get(said + (turned if is_turned else told)) for _, said, is_turned in BETWEEN_READS
    ]
    return tuple([0.0 if belief is None else belief.confidence for belief in beliefs])


# Answers. -------------------------------------------------------------------------------------


def waiting(moment: Moment, who: int) -> Unanswered | None:
    """What waits for an answer of somebody's, the newest if several do."""
    return moment.whole.waiting(who, moment.now)


def answer_about(moment: Moment, who: int, waits: Unanswered) -> list[Binding]:
    """Back to whoever waits, about the third person it was about: one binding or none."""
    ik = moment.bond(who, waits.about)
    if waits.about in (who, NONE) or ik == NONE:
        return []
    return about(moment, [pair(moment, who, waits.by)], [(waits.about, ik)])


def answer_topics(topics: list[Binding], waits: Unanswered) -> list[Binding]:
    """What could be said in answer to whoever waits."""
    return [at for at in topics if at.target == waits.by]
