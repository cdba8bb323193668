"""Whom practices could concern, for many people at once.

The columns of `Bindings` are aligned; `slot` says whose a binding is, as a place in the list of
people. Order matters: it is the order in which a scene would list them, and settles ties.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kizuna.dice import Keys
from kizuna.mind import bind
from kizuna.mind.crowd.runs import Rows, places_in_run
from kizuna.mind.habit import MATTERS, ON_THE_MIND, THIRDS, matters, on_the_mind
from kizuna.mind.moment import Moment
from kizuna.state.table import NONE

Flags: TypeAlias = NDArray[np.bool_]


MANY_DEEDS = 16
"""Of whoever lately did more than this it is not worth listing what."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The people asked, and what of everybody is needed to ask them. `did` is shape (people,
    practices): what each may lately have done, or hear done; what they did not, is not worn."""

    moment: Moment
    people: Sequence[int]
    did: Flags
    rows: Rows
    place: Rows
    toward: Rows
    columns: dict[str, Any]
    keys: Keys

    @classmethod
    def of(cls, moment: Moment, people: Sequence[int]) -> Crowd:
        """These people at this moment."""
        whole = moment.whole
        return cls(
            moment=moment,
            people=people,
            did=_lately_did(moment, people),
            rows=np.array(people, np.intp),
            place=whole.people.numbers["place"].astype(np.intp),
            toward=whole.bonds.numbers["toward"].astype(np.intp),
            columns=moment.weighing.for_crowd().columns,
            keys=moment.weighing.for_crowd().keys,
        )

    @property
    def count(self) -> int:
        """How many are asked."""
        return len(self.people)


def _lately_did(moment: Moment, people: Sequence[int]) -> Flags:
    practices, recent = moment.world.practice, moment.whole.people.recent
    did = np.zeros((len(people), len(moment.world.practices)), np.bool_)
    did[[slot for slot, who in enumerate(people) if len(recent[who]) > MANY_DEEDS]] = True
    spots = [
        (slot, practices[name].index)
        for slot, who in enumerate(people)
        if len(recent[who]) <= MANY_DEEDS
        for name, *_ in recent[who]
        if name in practices
    ]
    slot, index = np.array(spots, np.intp).reshape(-1, 2).T
    did[slot, index] = True
    return did


@dataclass(frozen=True, slots=True)
class Bindings:
    """Bindings side by side: shape (n,) each; NONE where a practice has no such row."""

    slot: Rows
    i: Rows
    j: Rows
    ij: Rows
    k: Rows
    ik: Rows
    b: Rows
    t: Rows
    target: Rows
    about: Rows

    def __len__(self) -> int:
        return len(self.slot)

    @property
    def rows(self) -> tuple[Rows, ...]:
        """The row variables of a generated function."""
        return self.i, self.j, self.ij, self.k, self.ik, self.b, self.t

    def columns(self) -> tuple[Rows, ...]:
        """All of them, in order."""
        return (self.slot, *self.rows, self.target, self.about)

    def at(self, places: Rows) -> Bindings:
        """Some of them."""
        return Bindings(*(column[places] for column in self.columns()))


def joined(sections: Sequence[Bindings]) -> Bindings:
    """One after the other."""
    columns = zip(*(each.columns() for each in sections), strict=True)
    return Bindings(*(np.concatenate(each) for each in columns))


def bindings(crowd: Crowd, slot: Rows, **rows: Rows) -> Bindings:
    """Bindings with the rows named; whoever is meant is also seen, unless `j` says otherwise."""
    nobody = np.full(len(slot), NONE, np.intp)
    seen = rows.get("target", nobody)
    rows = {"i": crowd.rows[slot], "j": seen, **rows}
    names = ("i", "j", "ij", "k", "ik", "b", "t", "target", "about")
    return Bindings(slot, *(rows.get(name, nobody) for name in names))


def alone(crowd: Crowd) -> Bindings:
    """Each with themselves."""
    return bindings(crowd, np.arange(crowd.count))


# With somebody. -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """Every bond the people hold, in the order they were made: aligned columns."""

    slot: Rows
    ij: Rows
    target: Rows
    is_here: Flags


def known_to(crowd: Crowd) -> Known:
    """Whom the people know, and who of those is with them."""
    of = [crowd.moment.whole.bonds.known_by(who) for who in crowd.people]
    ij = np.fromiter(chain.from_iterable(of), np.intp)
    slot = np.repeat(np.arange(crowd.count), [len(bonds) for bonds in of])
    target, own_place = crowd.toward[ij], crowd.place[crowd.rows[slot]]
    is_here = (crowd.place[target] == own_place) & (own_place != NONE)
    overlooked = crowd.moment.whole.bonds.numbers["overlooked_until"][ij] > crowd.moment.now
    is_here &= ~overlooked
    return Known(slot, ij, target, is_here)


def here(crowd: Crowd, known: Known) -> Bindings:
    """With somebody here, in the order of people."""
    at = np.flatnonzero(known.is_here)
    at = at[np.lexsort((known.target[at], known.slot[at]))]
    return bindings(crowd, known.slot[at], target=known.target[at], ij=known.ij[at])


def absent(crowd: Crowd, known: Known) -> Bindings:
    """To somebody who matters and is elsewhere, seen through the unseen row."""
    column, at = crowd.columns, np.flatnonzero(~known.is_here)
    who, ij = crowd.rows[known.slot[at]], known.ij[at]
    is_going = column["person_is_travelling"][who] | column["person_is_following"][who]
    means = matters(*(column[f"bond_{name}"][ij] for name in ("closeness", "respect", "fear")))
    at = at[~is_going & (means > MATTERS)]
    unseen = np.full(len(at), crowd.moment.still.unseen, np.intp)
    return bindings(crowd, known.slot[at], target=known.target[at], j=unseen, ij=known.ij[at])


# About a third person. ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Thirds:
    """Whom each person thinks of, those most on the mind first: columns `target` and `ij`, of
    which `count[slot]` from `first[slot]` on are one person's."""

    target: Rows
    ij: Rows
    first: Rows
    count: Rows


def thirds(crowd: Crowd, known: Known) -> Thirds:
    """The few each person thinks of most."""
    names = ("on_mind", "anger", "worry", "affection")
    thought = on_the_mind(*(crowd.columns[f"bond_{name}"][known.ij] for name in names))
    at = np.flatnonzero(thought > ON_THE_MIND)
    at = at[np.lexsort((-thought[at], known.slot[at]))]
    at = at[places_in_run(known.slot[at]) < THIRDS]
    count = np.bincount(known.slot[at], minlength=crowd.count)
    return Thirds(known.target[at], known.ij[at], np.cumsum(count) - count, count)


def about(crowd: Crowd, to: Bindings, third: Thirds) -> Bindings:
    """To each of these people about each third person; their pair beliefs are yet to be read."""
    one = np.repeat(np.arange(len(to)), third.count[to.slot])
    which = places_in_run(one) + third.first[to.slot[one]]
    is_other = third.target[which] != to.target[one]
    which = which[is_other]
    return triples(crowd, to.at(one[is_other]), third.target[which], third.ij[which])


def triples(crowd: Crowd, to: Bindings, about: Rows, ik: Rows) -> Bindings:
    """Bindings with their third persons, who are seen only when they are here."""
    k = np.where(crowd.place[about] == crowd.place[to.i], about, crowd.moment.still.unseen)
    rows = {"j": to.j, "ij": to.ij, "target": to.target}
    return bindings(crowd, to.slot, k=k, ik=ik, about=about, **rows)


# Back to somebody. ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who waits for an answer, and what they did (a practice index): aligned columns."""

    slot: Rows
    by: Rows
    about: Rows
    did: Rows


def waiting(crowd: Crowd) -> Waiting:
    """Whoever waits for an answer of one of the people."""
    moment, practices = crowd.moment, crowd.moment.world.practice
    found = [
        (slot, waits.by, waits.about, practices[waits.practice].index)
        for slot, who in enumerate(crowd.people)
        if moment.whole.people.unanswered[who]
        and (waits := bind.waiting(moment, who)) is not None
        and waits.practice in practices
    ]
    return Waiting(*np.array(found, np.intp).reshape(-1, 4).T)


def answer_here(crowd: Crowd, waits: Waiting) -> Bindings:
    """Back to whoever waits."""
    ij = bonds_between(crowd, crowd.rows[waits.slot], waits.by)
    return bindings(crowd, waits.slot, target=waits.by, ij=ij)


def answer_about(crowd: Crowd, waits: Waiting, back: Bindings) -> Bindings:
    """Back to whoever waits, about the third person it was about."""
    ik = bonds_between(crowd, back.i, waits.about)
    at = np.flatnonzero((ik != NONE) & (waits.about != back.i))
    return triples(crowd, back.at(at), waits.about[at], ik[at])


def bonds_between(crowd: Crowd, from_: Rows, toward: Rows) -> Rows:
    """Bond rows, NONE where there is no bond."""
    return crowd.moment.whole.bonds.rows_between(from_, toward)
