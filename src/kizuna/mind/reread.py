"""reread: what somebody meant then, seen with what is believed of them now.

Kindness is remembered with the motive it was believed to have. Learn that he was bound to it, and
each of those evenings is explained once more: less liking, more duty, and a bond that was a sum of
evenings is less at once. Learn better, and it comes back. Nothing is done to the bond; the deeds
are what they were, and their explanation is worked out anew by the same rule as on the first day
(`mind.motive`).

The fall hurts the proud: to have been looked after is to have been thought weak. The rise shames
whoever was hard on somebody without cause.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from kizuna.event import Cause, Event
from kizuna.mind.believe import revise
from kizuna.mind.feel import feel_one
from kizuna.mind.moment import Moment, Stirred, Turn
from kizuna.mind.motive import motives
from kizuna.mind.remember import keep_memory
from kizuna.state.bond import HALF_LIKED_ODDS
from kizuna.state.memory import BLAME, CREDIT, MOTIVES
from kizuna.state.table import NONE

OF_HEARTS = ("likes", "hates")
"""What one believes of another's heart toward oneself explains what they did."""
EXPLAINED_AWAY = 0.7
"""A known duty takes so much off what kindness had shown of liking (half or more, Jones & Harris
1967; the figure is a choice)."""
WORTH_TELLING = 0.02
"""A bond that moves less than this by reading anew is not worth an event (a choice)."""
HURTS = 5.0
"""How strongly a unit of affection lost or found by reading anew is felt (a choice)."""
HELD_AGAINST = 0.9
"""How well one remembers having been somebody's duty (a choice)."""
THOUGHT_WEAK = 1.0
"""The sting of having been a duty, to the wholly proud (a choice)."""


class Reading(NamedTuple):
    """One remembered deed with the motives now believed, and what that adds to affection."""

    event: int
    motives: dict[str, float]
    change: float


def reread(moment: Moment) -> Moment:
    """Memories of whoever somebody now thinks otherwise of, explained anew, and what it stirs."""
    for turn in moment.turned:
        doer = _whose_deeds(moment, turn)
        if doer != NONE:
            _reread(moment, turn, doer)
    return moment


def _whose_deeds(moment: Moment, turn: Turn) -> int:
    """Whose deeds toward oneself this turn explains otherwise: a person row, or NONE."""
    told, explains = turn.told, dict(moment.world.explaining)
    is_about_hearts = told.predicate in OF_HEARTS
    if not (is_about_hearts or told.predicate in explains) or len(told.names) != 2:
        return NONE
    doer = moment.whole.people.row.get(told.names[0], NONE)
    is_toward_me = told.names[1] == moment.id_(turn.who)
    return doer if is_toward_me and doer != turn.who else NONE


def _reread(moment: Moment, turn: Turn, doer: int) -> None:
    is_reason = turn.told.predicate not in OF_HEARTS
    if is_reason and moment.odds(turn.who, str(turn.told)) > 0:  # type: ignore[operator]
        _explain_away(moment, turn, doer)
    readings = list(_readings(moment, turn.who, doer))
    change = sum(each.change for each in readings)
    if not readings or abs(change) < WORTH_TELLING:
        return
    data = {
        "memories": [[each.event, each.motives] for each in readings],
        "change": round(change, 4),
    }
    roles = moment.roles(who=turn.who, toward=doer)
    event = moment.draft("MotiveReread", roles, data, (Cause("informed", turn.revised.seq),))
    stirred = list(_stirred(moment, turn.who, doer, change, is_reason, event))
    for each in stirred:
        feel_one(moment, each)
    if is_reason and change < 0:
        _hold_against(moment, turn.who, doer, event, stirred)


def _hold_against(
    moment: Moment, who: int, doer: int, event: Event, stirred: list[Stirred]
) -> None:
    """Having been somebody's duty is remembered as a hurt that they have done."""
    moment.stirred.extend(stirred)
    cause = Cause("informed", event.seq)
    keep_memory(moment, who, doer, event.seq, HELD_AGAINST, {}, {}, cause, "wronged_me")


def _explain_away(moment: Moment, turn: Turn, doer: int) -> None:
    """What seemed to show liking was owed: half of it no longer counts."""
    text = f"likes({moment.id_(doer)}, {moment.id_(turn.who)})"
    odds = moment.odds(turn.who, text)
    shown = 0.0 if odds is None else odds - HALF_LIKED_ODDS
    if shown > 0:
        revise(moment, turn.who, text, -EXPLAINED_AWAY * shown, Cause("informed", turn.revised.seq))


def _readings(moment: Moment, who: int, doer: int) -> Iterator[Reading]:
    """Everything remembered of one person's deeds, explained by what is believed now."""
    memories, bond = moment.whole.memories, moment.bond(who, doer)
    for row in memories.held_by(who):
        if memories.numbers.get("bond", row) != bond or memories.numbers.get("is_history", row):
            continue
        deed = moment.lookup(int(memories.numbers.get("event", row)))
        shares = None if deed is None else _explained(moment, who, doer, deed)
        if shares is not None and deed is not None:
            yield Reading(deed.seq, shares, _change(moment, row, shares))


def _explained(moment: Moment, who: int, doer: int, deed: Event) -> dict[str, float] | None:
    """Why it was done, as believed now; None for what was no deed of theirs."""
    practice = moment.world.practice.get(deed.data.get("practice", ""))
    if practice is None or deed.roles.get("actor") != moment.id_(doer):
        return None
    return motives(moment, who, doer, deed, practice)


def _change(moment: Moment, row: int, shares: dict[str, float]) -> float:
    """What reading it so adds to affection, before fading."""
    numbers = moment.whole.memories.numbers
    worth = numbers.get("affection", row) * numbers.get("salience", row)
    weight = CREDIT if worth >= 0 else BLAME
    now = np.array([shares.get(name, 0.0) for name in MOTIVES])
    then = np.array([numbers.get(name, row) for name in MOTIVES])
    return float(worth * (weight @ (now - then)))


def _stirred(
    moment: Moment, who: int, doer: int, change: float, is_reason: bool, event: Event
) -> Iterator[Stirred]:
    """What the reading does to whoever reads: hurt pride and anger, or joy and remorse."""
    cause = Cause("motivated", event.seq)
    felt = min(1.0, HURTS * abs(change))
    if change >= 0:
        yield Stirred(who, "joy", felt, doer, event.seq, cause)
        if moment.held(who, doer, "anger") > 0.1 or _was_hard_on(moment, who, doer):
            yield Stirred(who, "remorse", felt, doer, event.seq, cause)
        return
    yield Stirred(who, "distress", felt, doer, event.seq, cause)
    if is_reason:
        pride = moment.whole.people.trait(who, "pride")
        sting = pride * THOUGHT_WEAK * min(1.0, 0.5 + felt)
        yield Stirred(who, "anger", sting, doer, event.seq, cause)
        yield Stirred(who, "shame", 0.7 * sting, NONE, event.seq, cause)


def _was_hard_on(moment: Moment, who: int, other: int) -> bool:
    """Whether somebody remembers hurting another."""
    memories, bond = moment.whole.memories, moment.bond(who, other)
    own = moment.id_(who)
    return any(
        deed is not None and deed.roles.get("actor") == own
        for row in memories.held_by(who)
        if memories.numbers.get("bond", row) == bond
        for deed in (moment.lookup(int(memories.numbers.get("event", row))),)
    )
