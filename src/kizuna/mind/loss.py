"""What a life lost, or saved, means to whoever sees it.

Those close to the dead grieve, and whoever has a warm heart is touched. A healer under whose hands
somebody died feels it as their own failure: distress and guilt, the more for whoever is dutiful,
and much more when they had given the dead their word. Whoever saved a life is proud and content,
the more the greater the risk was, and those who love the saved are grateful.
"""

from __future__ import annotations

from collections.abc import Iterator

from kizuna.event import Cause
from kizuna.mind.moment import Moment, Percept, Stirred
from kizuna.state.commitment import BROKEN, RUNNING
from kizuna.state.table import NONE

ANYBODYS_DEATH = 0.25
"""Grief of the warmest heart at a stranger's death in front of them (a choice)."""
PATIENTS_DEATH = 0.35
"""Grief of a healer, beside what warmth adds (a choice)."""
FAILED = 0.25
"""Guilt of a healer who broke no word, beside what duty adds (a choice)."""
BROKE_WORD = 0.55
"""Guilt at having given one's word to the dead (a choice)."""
SHOCK = 0.8
"""Distress beside grief: how much of it (a choice)."""


def of_death(moment: Moment, who: int, percept: Percept) -> Iterator[Stirred]:
    """What somebody's death stirs in one who noticed it."""
    dead = moment.whole.person(percept.event.roles["who"])
    if dead == who:
        return
    cause, about = Cause("perceived", percept.noticed), percept.event.seq
    is_healer = percept.event.roles.get("healer") == moment.id_(who)
    grief = max(_closeness(moment, who, dead), _compassion(moment, who, is_healer))
    yield Stirred(who, "grief", grief, dead, about, cause)
    yield Stirred(who, "distress", SHOCK * grief, dead, about, cause)
    guilt = _guilt(moment, who, dead, is_healer)
    if guilt > 0:
        yield Stirred(who, "guilt", guilt, dead, about, cause)


def of_sight_of_dead(
    moment: Moment, who: int, dead: int, noticed: int, closeness: float
) -> Iterator[Stirred]:
    """What it stirs to come upon somebody and see that they are dead."""
    text = f"dead({moment.id_(dead)})"
    if closeness > 0 and moment.whole.beliefs.confidence(who, text) < 0.5:
        cause = Cause("perceived", noticed)
        yield Stirred(who, "grief", closeness, dead, noticed, cause)
        yield Stirred(who, "distress", SHOCK * closeness, dead, noticed, cause)


def of_operation(moment: Moment, who: int, percept: Percept) -> Iterator[Stirred]:
    """What it stirs that an operation has gone well. What a failed one stirs is the death."""
    event, cause = percept.event, Cause("perceived", percept.noticed)
    if not event.data["saved"]:
        return
    healer, saved = (moment.whole.person(event.roles[role]) for role in ("actor", "target"))
    if healer == who:
        won = 0.35 + 0.5 * float(event.data["risk"])
        yield Stirred(who, "pride", won, NONE, event.seq, cause)
        yield Stirred(who, "satisfaction", won, saved, event.seq, cause)
        yield Stirred(who, "joy", 0.6 * won, saved, event.seq, cause)
        return
    close = _closeness(moment, who, saved)
    yield Stirred(who, "relief", close, saved, event.seq, cause)
    yield Stirred(who, "joy", 0.6 * close, saved, event.seq, cause)
    yield Stirred(who, "gratitude", close, healer, event.seq, cause)


def gave_word(moment: Moment, who: int, to: int) -> bool:
    """Whether somebody had given another their word, still running or broken by now."""
    return any(
        each.by == who and to in (each.to, each.about) and each.status in (RUNNING, BROKEN)
        for each in moment.whole.commitments.all.values()
        if each.kind in ("promise", "vow")
    )


def _closeness(moment: Moment, who: int, other: int) -> float:
    return max(0.0, moment.held(who, other, "closeness"))


def _compassion(moment: Moment, who: int, is_healer: bool) -> float:
    """What even a stranger's death is to somebody who was there."""
    warmth = moment.whole.people.trait(who, "warmth")
    if is_healer:
        return min(1.0, PATIENTS_DEATH + 0.3 * warmth)
    return ANYBODYS_DEATH * warmth


def _guilt(moment: Moment, who: int, dead: int, is_healer: bool) -> float:
    """A healer's own failure, and a word that cannot be kept any more: a + b - ab."""
    failed = FAILED + 0.2 * moment.whole.people.trait(who, "duty") if is_healer else 0.0
    broken = BROKE_WORD if gave_word(moment, who, dead) else 0.0
    return failed + broken - failed * broken
