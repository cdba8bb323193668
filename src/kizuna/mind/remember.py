"""remember: what is kept of a deed, with the motive it is believed to have had.

Of such memories bonds are made. A memory holds what a deed was worth to whoever keeps it (what it
touched in them, and in those they are close to; what comfort it brought; what such a deed leaves by
itself), how salient it is, and the feeling that was strongest then. A hurt and its making good are
kept by both sides. What somebody is said to have done to one who is dear is held against them too.
"""

from __future__ import annotations

from kizuna.event import Cause, Event
from kizuna.mind.appraise import comfort, touched
from kizuna.mind.moment import Moment
from kizuna.mind.motive import motives
from kizuna.state.belief import proposition
from kizuna.state.person import ADULT_AGE
from kizuna.state.table import NONE
from kizuna.world.rules import Practice

LEAVES_AFFECTION = 0.1
"""How much affection a touch of full worth leaves (a choice)."""
COMFORT_LEAVES = 0.4
"""How much affection it leaves to be wholly relieved of a feeling that was at its full: that
somebody answered to what one needed is what closeness grows from (Reis & Shaver 1988; the figure
is a choice)."""
STAYS = {"wronged_them": 0.6, "wronged_me": 0.3, "made_good": 0.6}
"""How well one remembers at least having hurt somebody, having been hurt, having made up
(choices)."""


def remember(
    moment: Moment, who: int, actor: int, event: Event, practice: Practice, noticed: int
) -> None:
    """What somebody keeps of a deed they noticed: nothing, where it did not matter."""
    values = _impression(moment, who, actor, event, practice)
    if actor == who:
        other = moment.whole.people.row.get(event.roles.get("target", ""), NONE)
        values, shares = {"affection": 0.1 * practice.discloses}, {"liking": 1.0}
    else:
        other, shares = actor, motives(moment, who, actor, event, practice)
    deed = _deed(moment, who, event, practice)
    values = {name: round(value, 4) for name, value in values.items() if abs(value) > 0.008}
    if other == NONE or not (values or deed):
        return
    salience = min(1.0, 0.2 + 2.2 * max((abs(value) for value in values.values()), default=0.0))
    if deed:
        salience = max(salience, STAYS[deed], _gravity(moment, event, practice))
    cause = Cause("perceived", noticed)
    keep_memory(moment, who, other, event.seq, salience, values, shares, cause, deed)


def _gravity(moment: Moment, event: Event, practice: Practice) -> float:
    """How grave a hurt was, by what it touched in whoever it was done to."""
    target = moment.whole.people.row.get(event.roles.get("target", ""), NONE)
    hurt = sum(-worth for owner, worth in touched(moment, event, practice) if owner == target)
    return min(1.0, max(0.0, STAYS["wronged_me"] + hurt))


def _deed(moment: Moment, who: int, event: Event, practice: Practice) -> str:
    """What a deed was between its two people, as one of them sees it: nothing, mostly. What is said
    or done as a move of a contest stays there."""
    own = moment.id_(who)
    if "move" in practice.tags or own not in (event.roles["actor"], event.roles.get("target")):
        return ""
    if "forgiving" in practice.tags:
        return "made_good"
    if "hurtful" in practice.tags and "target" in event.roles:
        return "wronged_them" if event.roles["actor"] == own else "wronged_me"
    return ""


def keep_memory(
    moment: Moment, who: int, other: int, event: int, salience: float,
    values: dict[str, float], shares: dict[str, float], cause: Cause, deed: str = "",
) -> None:  # fmt: skip
    """Draft one MemoryKept, with the feeling that was strongest then."""
    data: dict[str, object] = {
        "event": event, "salience": round(salience, 3), "motives": shares, **values,
    }  # fmt: skip
    if deed:
        data["deed"] = deed
    stirred = [
        each for each in moment.stirred
        if each.holder == who and each.about == event and each.toward == other
    ]  # fmt: skip
    if stirred:
        strongest = max(stirred, key=lambda each: each.strength)
        if strongest.strength > 0.1:
            data["felt"] = [strongest.kind, round(min(1.0, strongest.strength), 3)]
            data["salience"] = round(min(1.0, max(salience, 0.25 + 0.6 * strongest.strength)), 3)
    roles = moment.roles(who=who, toward=other)
    moment.draft("MemoryKept", roles, data, (cause,))


def _impression(
    moment: Moment, who: int, actor: int, event: Event, practice: Practice
) -> dict[str, float]:
    is_theirs = event.roles.get("target") == moment.id_(who) or not practice.is_shared_time
    values = dict(practice.impression) if is_theirs else {}
    affection = values.pop("affection", 0.0)
    if not may_be_drawn(moment, who, actor):
        values.pop("attraction", None)
    if event.roles.get("target") == moment.id_(who):
        affection += COMFORT_LEAVES * comfort(moment, who, event)
    for owner, worth in touched(moment, event, practice):
        share = 1.0 if owner == who else max(0.0, moment.held(who, owner, "closeness"))
        if owner != actor:
            affection += LEAVES_AFFECTION * worth * share
    return {"affection": affection, **values}


def may_be_drawn(moment: Moment, who: int, to: int) -> bool:
    """Attraction grows only between adults, and only where its author laid a spark of it."""
    age = moment.whole.people.numbers
    is_adult = age.get("age", who) >= ADULT_AGE and age.get("age", to) >= ADULT_AGE
    return is_adult and moment.held(who, to, "attraction") > 0.0


def remember_hearsay(
    moment: Moment, who: int, names: tuple[str, ...], doer: int, event: Event, noticed: int
) -> None:
    """What somebody is said to have done to one who is dear is remembered against them."""
    actor = moment.whole.people.row.get(names[doer - 1], NONE)
    hurt = moment.whole.people.row.get(names[-1], NONE)
    if actor in (NONE, who) or hurt == NONE:
        return
    close = 1.0 if hurt == who else moment.held(who, hurt, "closeness")
    predicate = moment.world.predicates[proposition(event.data["topic"]).predicate]
    worth = sum(sum(concerns.values()) for concerns in predicate.touches.values())
    if close * abs(worth) < 0.1:
        return
    values = {"affection": round(LEAVES_AFFECTION * close * worth, 4)}
    shares = {"malice": 1.0} if worth < 0 else {"liking": 1.0}
    cause = Cause("perceived", noticed)
    keep_memory(moment, who, actor, event.seq, 0.5 + 0.5 * close, values, shares, cause)
