"""What each person believes lies between two others, and what each could talk of with whom.

Neither has a column in the picture, for there is one for every pair of others or every listener;
so they are worked out for the bindings at hand and written as columns of their own. Everybody's
beliefs are gone through once, for both, and anew only when they have changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, repeat
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from kizuna.mind.crowd.bindings import Bindings, Crowd, Flags, Waiting
from kizuna.mind.crowd.runs import Numbers, Rows, places_in_run
from kizuna.mind.moment import Moment
from kizuna.mind.said import BETWEEN_READS, MOST_NAMES
from kizuna.mind.topics import (
    answers_them,
    hurts_a_hearer,
    is_answered,
    is_like_theirs,
    own_side,
)
from kizuna.state.belief import Belief
from kizuna.state.table import NONE
from kizuna.world.scores import OWN_SIDE, THEIR_SIDE


@dataclass(frozen=True, slots=True)
class Held:
    """Everybody's beliefs, person by person: aligned lists and columns. `number` is what a belief
    says (see `Sayings`), `is_topic` whether it could be talked of; the rest is as in `Belief`."""

    texts: list[str]
    beliefs: list[Belief]
    slot: Rows
    number: Rows
    source: Rows
    is_topic: Flags
    is_common: Flags
    weight: Numbers
    soreness: Numbers
    secrecy: Numbers
    confidence: Numbers


class Own(NamedTuple):
    """What one person believes: the lists and columns of `Held`, these in one block."""

    texts: list[str]
    beliefs: list[Belief]
    block: Numbers


def held_by(crowd: Crowd) -> Held:
    """Go through everybody's beliefs; each person's are kept until they change."""
    moment, writes = crowd.moment, crowd.moment.whole.beliefs.writes
    owns = [
        moment.weighing.kept.value(("held", who), writes[who], partial(_own, moment, who))
        for who in crowd.people
    ]
    number, source, is_topic, is_common, *others = np.concatenate(
        [own.block for own in owns], axis=1
    )
    return Held(
        list(chain.from_iterable([own.texts for own in owns])),
        list(chain.from_iterable([own.beliefs for own in owns])),
        np.repeat(np.arange(crowd.count), [len(own.texts) for own in owns]),
        number.astype(np.intp),
        source.astype(np.intp),
        is_topic > 0,
        is_common > 0,
        *others,
    )


def _own(moment: Moment, who: int) -> Own:
    """What one person believes; of questions only what is open could be talked of."""
    held, sayings = moment.whole.beliefs.of[who], moment.weighing.sayings
    rows = []
    for text, belief in held.items():
        said = sayings[text]
        is_open = said.is_topic and not (said.is_question and is_answered(moment, who, text))
        rows.append(
            (said.number, belief.source, is_open, belief.is_common, belief.weight, belief.soreness,
             belief.secrecy, belief.confidence)
        )  # fmt: skip
    return Own(list(held), list(held.values()), np.array(rows, np.float64).reshape(-1, 8).T)


# Pairs. ---------------------------------------------------------------------------------------


def put_between(crowd: Crowd, held: Held, sections: Sequence[Bindings]) -> list[Bindings]:
    """Write the pair-belief columns of these bindings; their rows are counted through."""
    slot, target, third = (
        np.concatenate([getattr(each, name) for each in sections])
        for name in ("slot", "target", "about")
    )
    wanted = _spots(crowd, slot, target, third)
    known, confidence = _pair_beliefs(crowd, held)
    spot = np.searchsorted(known, wanted)
    spot[np.append(known, NONE)[spot] != wanted] = len(known)
    for (name, _, _), column in zip(BETWEEN_READS, confidence, strict=True):
        crowd.columns[f"between_{name}"] = column[spot]
    ends = np.cumsum([len(each) for each in sections]).tolist()
    return [
        replace(each, b=np.arange(end - len(each), end))
        for each, end in zip(sections, ends, strict=True)
    ]


def _spots(crowd: Crowd, slot: Rows, one: Rows, other: Rows) -> Rows:
    """One number for (slot, person, person)."""
    many = len(crowd.place)
    return (slot * many + one) * many + other


def _pair_beliefs(crowd: Crowd, held: Held) -> tuple[Rows, Numbers]:
    """What people believe lies between two others: spots, ascending, and confidences, shape
    (BETWEEN_READS, spots + 1); the last is 0, for what nobody thought of."""
    said = crowd.moment.weighing.sayings.column
    at = np.flatnonzero(said["between"][held.number] != NONE)
    number = held.number[at]
    spots = _spots(crowd, held.slot[at], said["target"][number], said["about"][number])
    known, which = np.unique(spots, return_inverse=True)
    confidence = np.zeros((len(BETWEEN_READS), len(known) + 1))
    confidence[said["between"][number], which] = held.confidence[at]
    return known, confidence


# Topics. --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Topics:
    """Topic rows: to whom (`bound`), and which of everybody's beliefs each is (`which`)."""

    bound: Bindings
    which: Rows
    number: Rows
    held: Held

    def text(self, row: int) -> str:
        """What is talked of."""
        return self.held.texts[int(self.which[row])]

    def texts(self, rows: Rows) -> list[str]:
        """What is talked of in each of these topic rows; "" for NONE."""
        texts = [""] * len(rows)
        for at in np.flatnonzero(rows != NONE).tolist():
            texts[at] = self.text(rows[at])
        return texts


def put_topics(crowd: Crowd, held: Held, to: Bindings, waits: Waiting) -> Topics:
    """To each of these people on each topic; writes the topic columns."""
    places = np.flatnonzero(held.is_topic)
    count = np.bincount(held.slot[places], minlength=crowd.count)
    listener = np.repeat(np.arange(len(to)), count[to.slot])
    first = np.cumsum(count) - count
    nth = places_in_run(listener) + first[to.slot[listener]]
    bound = replace(to.at(listener), t=np.arange(len(listener)))
    topics = Topics(bound, places[nth], held.number[places[nth]], held)
    _put_own_side(crowd, held, places, nth)
    _put_their_side(crowd, topics, waits)
    return topics


def _put_own_side(crowd: Crowd, held: Held, places: Rows, nth: Rows) -> None:
    """Write the columns of what each topic is to its speaker."""
    said, number = crowd.moment.weighing.sayings.column, held.number[places]
    names = ("is_question", "tells", "blames", "is_fate", "is_aim", "is_fond")
    flags = SimpleNamespace(**{name: said[name][number] > 0 for name in names})
    confidence = held.confidence[places]
    is_mine = said["name_0"][number] == crowd.rows[held.slot[places]]
    sides = (
        held.weight[places],
        held.soreness[places],
        held.secrecy[places],
        confidence,
        *own_side(flags, confidence, is_mine),
    )
    for name, side in zip(OWN_SIDE, sides, strict=True):
        crowd.columns[f"topic_{name}"] = side[nth]


def _put_their_side(crowd: Crowd, topics: Topics, waits: Waiting) -> None:
    """Write the columns of what each topic is between speaker and listener."""
    moment, said = crowd.moment, crowd.moment.weighing.sayings.column
    beliefs, which = topics.held.beliefs, topics.which

    def where(possible: Flags, is_so: Callable[[int, int, Belief], bool]) -> Flags:
        """A flag that is asked, one by one, of those few topics only that it could be true of."""
        at, flag = np.flatnonzero(possible), np.zeros(len(which), np.bool_)
        rows = (which[at], topics.bound.i[at], topics.bound.target[at])
        asked = zip(*(each.tolist() for each in rows), strict=True)
        flag[at] = [is_so(who, listener, beliefs[each]) for each, who, listener in asked]
        return flag

    fates = _fates_known(crowd, topics.held)
    sides = {
        "is_shared_fate": where(
            said["is_fate"][topics.number] > 0,
            lambda who, to, each: (who, to, each.proposition.predicate) in fates,
        ),
        "is_from_them": topics.held.source[which] == topics.bound.target,
        "is_like_theirs": where(
            _could_be_alike(crowd, topics),
            lambda who, to, each: is_like_theirs(moment, who, to, each.proposition.names[-1]),
        ),
        "is_new_to_them": _is_new(crowd, topics),
        "is_about_them": said["name_0"][topics.number] == topics.bound.target,
        "is_asked_of_them": _is_asked(crowd, topics),
        "answers_them": where(
            _could_answer(crowd, topics, waits),
            lambda who, to, each: answers_them(moment, who, to, each),
        ),
        "hurts_a_hearer": where(
            said["hurts"][topics.number] > 0,
            lambda who, to, each: hurts_a_hearer(moment, who, to, each.proposition.names[0]),
        ),
    }
    crowd.columns.update((f"topic_{name}", sides[name]) for name in THEIR_SIDE)


def _fates_known(crowd: Crowd, held: Held) -> set[tuple[int, int, str]]:
    """Who believes which fate of whom: holder, first person named, predicate."""
    said = crowd.moment.weighing.sayings.column
    at = np.flatnonzero((said["is_fate"][held.number] > 0) & (held.confidence > 0.5))
    rows = (at, crowd.rows[held.slot[at]], said["name_0"][held.number[at]])
    return {
        (who, whose, held.beliefs[each].proposition.predicate)
        for each, who, whose in zip(*(column.tolist() for column in rows), strict=True)
    }


def _is_new(crowd: Crowd, topics: Topics) -> Flags:
    """Which topics are news to their listener: not named in it, not told, not known to all."""
    said, told = crowd.moment.weighing.sayings.column, crowd.moment.whole.beliefs.told
    target = topics.bound.target
    is_new = ~topics.held.is_common[topics.which]
    for name in range(MOST_NAMES):
        is_new &= said[f"name_{name}"][topics.number] != target
    has_told = np.array([bool(told[who]) for who in crowd.people])
    at = np.flatnonzero(is_new & has_told[topics.bound.slot])
    asked = zip(at.tolist(), topics.bound.i[at].tolist(), target[at].tolist(), strict=True)
    for row, who, listener in asked:
        is_new[row] = (listener, topics.text(row)) not in told[who]
    return is_new


def _is_asked(crowd: Crowd, topics: Topics) -> Flags:
    """Which topics the speaker has lately asked the listener about."""
    recent, practice = crowd.moment.whole.people.recent, crowd.moment.world.practice
    is_asked = np.zeros(len(topics.which), np.bool_)
    for ask in crowd.moment.weighing.ways.asking:
        at = np.flatnonzero(crowd.did[topics.bound.slot, practice[ask].index])
        told = [topics.text(row) for row in at.tolist()]
        of = [recent[who] for who in topics.bound.i[at].tolist()]
        spots = zip(repeat(ask), topics.bound.target[at].tolist(), repeat(NONE), told, strict=False)
        is_asked[at] |= np.array(list(map(dict.__contains__, of, spots)), np.bool_)
    return is_asked


def _could_be_alike(crowd: Crowd, topics: Topics) -> Flags:
    """Which topics are aims, told by somebody who knows of anybody else's."""
    said, knows_aims = crowd.moment.weighing.sayings.column, np.zeros(crowd.count, np.bool_)
    held = topics.held
    is_others_aim = said["is_aim"][held.number] > 0
    is_others_aim &= said["name_0"][held.number] != crowd.rows[held.slot]
    knows_aims[held.slot[is_others_aim]] = True
    could: Flags = (said["is_aim"][topics.number] > 0) & knows_aims[topics.bound.slot]
    return could


def _could_answer(crowd: Crowd, topics: Topics, waits: Waiting) -> Flags:
    """Which topics somebody could be told who waits to hear something."""
    ways, practice = crowd.moment.weighing.ways, crowd.moment.world.practice
    asking = [practice[name].index for name in (*ways.asking, *ways.putting_off)]
    hears = np.full(crowd.count, NONE, np.intp)
    asked = np.isin(waits.did, asking)
    hears[waits.slot[asked]] = waits.by[asked]
    could: Flags = hears[topics.bound.slot] == topics.bound.target
    return could
