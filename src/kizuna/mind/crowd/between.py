"""What each person believes lies between two others, and what each could talk of with whom.

Neither has a column in the picture, for there is one for every pair of others or every listener;
so they are worked out for the bindings at hand and written as columns of their own. Everybody's
beliefs are gone through once, for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from types import SimpleNamespace

import numpy as np

from kizuna.mind.crowd.bindings import Bindings, Crowd, Flags, Numbers, Rows, Waiting, places_in_run
from kizuna.mind.said import BETWEEN_READS, MOST_NAMES
from kizuna.mind.topics import ASK, OWN_SIDE, THEIR_SIDE, Topic, is_answered, own_side, their_side
from kizuna.state.belief import Belief, confidence_of
from kizuna.state.table import NONE


@dataclass(frozen=True, slots=True)
class Held:
    """Everybody's beliefs, person by person: aligned lists and columns; `number` is what a belief
    says (see `Sayings`)."""

    slot: Rows
    number: Rows
    texts: list[str]
    beliefs: list[Belief]


def held_by(crowd: Crowd) -> Held:
    """Go through everybody's beliefs."""
    of = [crowd.moment.whole.beliefs.of[who] for who in crowd.people]
    texts, sayings = list(chain.from_iterable(of)), crowd.moment.weighing.sayings
    number = np.array([sayings[text].number for text in texts], np.intp)
    slot = np.repeat(np.arange(crowd.count), list(map(len, of)))
    return Held(slot, number, texts, list(chain.from_iterable(map(dict.values, of))))


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
    sure = [confidence_of(held.beliefs[each].odds) for each in at.tolist()]
    confidence[said["between"][number], which] = sure
    return known, confidence


# Topics. --------------------------------------------------------------------------------------


def put_topics(
    crowd: Crowd, held: Held, to: Bindings, waits: Waiting
) -> tuple[Bindings, list[str], Rows]:
    """To each of these people on each topic; the topics' texts and numbers by row. Writes the
    topic columns."""
    topics = _topics(crowd, held)
    slot = held.slot[topics]
    count = np.bincount(slot, minlength=crowd.count)
    listener = np.repeat(np.arange(len(to)), count[to.slot])
    first = np.cumsum(count) - count
    which = topics[places_in_run(listener) + first[to.slot[listener]]]
    bound = replace(to.at(listener), t=np.arange(len(listener)))
    _put_own_side(crowd, held, topics, which)
    _put_their_side(crowd, held, bound, which, waits)
    return bound, [held.texts[each] for each in which.tolist()], held.number[which]


def _topics(crowd: Crowd, held: Held) -> Rows:
    """Places in `held` of what could be talked of; a question only while it is open."""
    said = crowd.moment.weighing.sayings.column
    is_topic = said["is_topic"][held.number] > 0
    for at in np.flatnonzero(is_topic & (said["is_question"][held.number] > 0)).tolist():
        who = crowd.people[held.slot[at]]
        is_topic[at] = not is_answered(crowd.moment, who, held.texts[at])
    return np.flatnonzero(is_topic)


def _put_own_side(crowd: Crowd, held: Held, topics: Rows, which: Rows) -> None:
    said = crowd.moment.weighing.sayings.column
    beliefs = [held.beliefs[each] for each in topics.tolist()]
    number = held.number[topics]
    names = ("is_question", "tells", "blames", "is_fate", "is_aim")
    flags = SimpleNamespace(**{name: said[name][number] > 0 for name in names})
    confidence = np.array([confidence_of(belief.odds) for belief in beliefs])
    is_mine = said["name_0"][number] == crowd.rows[held.slot[topics]]
    sides = (
        np.array([belief.weight for belief in beliefs]),
        np.array([belief.soreness for belief in beliefs]),
        np.array([belief.secrecy for belief in beliefs]),
        confidence,
        *own_side(flags, confidence, is_mine),
    )
    place = np.searchsorted(topics, which)
    for name, side in zip(OWN_SIDE, sides, strict=True):
        crowd.columns[f"topic_{name}"] = side[place]


def _put_their_side(crowd: Crowd, held: Held, bound: Bindings, which: Rows, waits: Waiting) -> None:
    """Most topics lie plainly between two people; only what does not is looked at one by one."""
    sides = np.zeros((len(THEIR_SIDE), len(bound)), np.bool_)
    source = np.array([held.beliefs[each].source for each in which.tolist()], np.intp)
    sides[THEIR_SIDE.index("is_from_them")] = source == bound.target
    sides[THEIR_SIDE.index("is_new_to_them")] = _is_new(crowd, held, bound, which)
    sides[THEIR_SIDE.index("is_asked_of_them")] = _is_asked(crowd, held, bound, which)
    moment, sayings = crowd.moment, crowd.moment.weighing.sayings
    for at in np.flatnonzero(_is_not_plain(crowd, held, bound, which, waits)).tolist():
        who, listener, text = int(bound.i[at]), int(bound.target[at]), held.texts[which[at]]
        topic = Topic(text, held.beliefs[which[at]], sayings[text])
        sides[:, at] = their_side(moment, who, listener, topic)
    for name, side in zip(THEIR_SIDE, sides, strict=True):
        crowd.columns[f"topic_{name}"] = side


def _is_new(crowd: Crowd, held: Held, bound: Bindings, which: Rows) -> Flags:
    """Which topics are news to their listener: not named in it, not told, not known to all."""
    said, told = crowd.moment.weighing.sayings.column, crowd.moment.whole.beliefs.told
    number = held.number[which]
    is_new = np.array([not held.beliefs[each].is_common for each in which.tolist()], np.bool_)
    for name in range(MOST_NAMES):
        is_new &= said[f"name_{name}"][number] != bound.target
    has_told = np.array([bool(told[who]) for who in crowd.people])
    for at in np.flatnonzero(is_new & has_told[bound.slot]).tolist():
        is_new[at] = (int(bound.target[at]), held.texts[which[at]]) not in told[bound.i[at]]
    return is_new


def _is_asked(crowd: Crowd, held: Held, bound: Bindings, which: Rows) -> Flags:
    """Which topics the speaker has lately asked the listener about."""
    recent = crowd.moment.whole.people.recent
    spots = zip(bound.i.tolist(), bound.target.tolist(), which.tolist(), strict=True)
    return np.array(
        [(ASK, other, NONE, held.texts[each]) in recent[who] for who, other, each in spots],
        np.bool_,
    )


def _is_not_plain(crowd: Crowd, held: Held, bound: Bindings, which: Rows, waits: Waiting) -> Flags:
    """Which topics need a closer look: fates and what hurts; aims, when somebody else's are known;
    and whatever somebody waits to hear."""
    said, practice = crowd.moment.weighing.sayings.column, crowd.moment.world.practice.get(ASK)
    knows_aims, hears = np.zeros(crowd.count, np.bool_), np.full(crowd.count, NONE, np.intp)
    is_others_aim = said["is_aim"][held.number] > 0
    is_others_aim &= said["name_0"][held.number] != crowd.rows[held.slot]
    knows_aims[held.slot[is_others_aim]] = True
    if practice is not None:
        asked = waits.did == practice.index
        hears[waits.slot[asked]] = waits.by[asked]
    number = held.number[which]
    is_aim = (said["is_aim"][number] > 0) & knows_aims[bound.slot]
    is_sore = (said["is_fate"][number] > 0) | (said["hurts"][number] > 0)
    is_not_plain: Flags = is_aim | is_sore | (hears[bound.slot] == bound.target)
    return is_not_plain
