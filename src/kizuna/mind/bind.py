"""bind: whom a practice could concern, for one person.

Alone, with somebody here, to somebody who is elsewhere, about a third person, on a topic: each is a
*binding*, the rows that formulas read and the people who are meant. What actor believes lies from
target to third person, and what could be talked of with whom, has no column in the picture; it is
worked out here and stays readable by its rows until the moment is over.
"""

from __future__ import annotations

from kizuna.mind.habit import ANSWER_WAITS_S, MATTERS, ON_THE_MIND, THIRDS, matters, on_the_mind
from kizuna.mind.moment import Binding, Moment
from kizuna.mind.said import BETWEEN_READS
from kizuna.state.person import Address
from kizuna.state.table import NONE


def pair(moment: Moment, who: int, target: int) -> Binding:
    """With somebody who is here; the bond must exist."""
    return Binding(who, target, moment.whole.bonds.row[who, target], target=target)


def known_here(moment: Moment, who: int) -> list[int]:
    """Everybody here whom somebody has a bond toward."""
    bonds = moment.whole.bonds.row
    return [row for row in moment.here(who) if (who, row) in bonds]


def absent(moment: Moment, who: int, known: list[int]) -> list[Binding]:
    """Everybody who means something to one and is elsewhere; seen through the unseen row."""
    few, unseen = moment.still.few, moment.still.unseen
    if few["person_is_travelling"][who] or few["person_is_following"][who]:
        return []
    closeness, respect, fear = few["bond_closeness"], few["bond_respect"], few["bond_fear"]
    toward = moment.whole.bonds.toward
    return [
        Binding(who, unseen, ij, target=target)
        for ij in moment.whole.bonds.known_by(who)
        if matters(closeness[ij], respect[ij], fear[ij]) > MATTERS
        and (target := toward(ij)) not in known
    ]


def thirds(moment: Moment, who: int) -> list[tuple[int, int]]:
    """Whom somebody thinks of, those most on the mind first: (person row, bond row)."""
    few = moment.still.few
    on_mind, anger = few["bond_on_mind"], few["bond_anger"]
    worry, affection = few["bond_worry"], few["bond_affection"]
    thought_of = [
        (thought, ik)
        for ik in moment.whole.bonds.known_by(who)
        if (thought := on_the_mind(on_mind[ik], anger[ik], worry[ik], affection[ik])) > ON_THE_MIND
    ]
    thought_of.sort(key=lambda each: -each[0])
    toward = moment.whole.bonds.toward
    return [(toward(ik), ik) for _, ik in thought_of[:THIRDS]]


def about(moment: Moment, to: list[Binding], third_persons: list[tuple[int, int]]) -> list[Binding]:
    """To each of these people about each third person."""
    return [
        _between(moment, at, third, ik)
        for at in to
        for third, ik in third_persons
        if third not in (at.target, at.i)
    ]


def about_absent(
    moment: Moment, elsewhere: list[Binding], third_persons: list[tuple[int, int]]
) -> list[Binding]:
    """About a third person to somebody elsewhere: only to those who can grant something."""
    can_grant = moment.still.few["bond_can_grant_stay"]
    return about(moment, [at for at in elsewhere if can_grant[at.ij]], third_persons)


def _between(moment: Moment, at: Binding, third: int, ik: int) -> Binding:
    """A binding with a third person; its pair-belief row is written."""
    people, columns = moment.whole.people, moment.weighing.columns
    held = moment.whole.beliefs.of[at.i]
    b = len(columns["between_dear"])
    names = people.ids[at.target], people.ids[third]
    told, turned = "({}, {})".format(*names), "({1}, {0})".format(*names)
    for column, predicate, is_turned in BETWEEN_READS:
        belief = held.get(predicate + (turned if is_turned else told))
        columns[f"between_{column}"].append(0.0 if belief is None else belief.confidence)
    is_here = people.place(third) == people.place(at.i)
    k = third if is_here else moment.still.unseen
    return Binding(at.i, at.j, at.ij, k, ik, b, target=at.target, about=third)


# Answers. -------------------------------------------------------------------------------------


def waiting(moment: Moment, who: int) -> Address | None:
    """Who waits for an answer here, if it is not too late for one."""
    waits = moment.whole.people.address[who]
    if waits is None or moment.now - waits.at > ANSWER_WAITS_S:
        return None
    same_place = moment.whole.people.place(waits.by) == moment.whole.people.place(who)
    return waits if same_place and moment.bond(who, waits.by) != NONE else None


def answer_about(moment: Moment, who: int, waits: Address) -> list[Binding]:
    """Back to whoever waits, about the third person it was about: one binding or none."""
    ik = moment.bond(who, waits.about)
    if waits.about in (who, NONE) or ik == NONE:
        return []
    return [_between(moment, pair(moment, who, waits.by), waits.about, ik)]


def answer_topics(topics: list[Binding], waits: Address) -> list[Binding]:
    """What could be said in answer to whoever waits."""
    return [at for at in topics if at.target == waits.by]
