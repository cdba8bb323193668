"""Fits: what is so at a moment, as far as the choice of a wording depends on it.

How the one who acts talks, how they stand to the other, how they are, which voice in them spoke,
and what hour it is. The words are those of `phrases.FITS`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kizuna.clock import HOUR, is_night
from kizuna.event import Event
from kizuna.tell.stage import Stage

CLOSE, WARY, COLD = 0.5, 0.3, -0.1
"""Leanings from which somebody is close to another, wary of them, or cold to them (a choice)."""
SPENT = 0.25
"""Stamina below which one is spent (a choice)."""
FRESH_S = 2 * HOUR
"""For so long a strong feeling is heard in what one says (a choice)."""

MOODS = {"anger": "angry", "grief": "grieving"}
VOICES = frozenset({"head", "heart", "resident"})


def fits_at(stage: Stage, event: Event) -> frozenset[str]:
    """What is so of an event's doer and hour, beside their diction."""
    roles = event.roles
    who = roles.get("actor") or roles.get("who") or roles.get("by", "")
    found = {*_state(stage, who, event.time), *_toward(stage, who, roles.get("target", ""))}
    voice = (event.reasons or {}).get("voice")
    if voice in VOICES:
        found.add(voice)
    if is_night(event.time):
        found.add("night")
    return frozenset(found)


def _state(stage: Stage, who: str, now: int) -> Iterator[str]:
    if stage.stamina.get(who, 1.0) < SPENT:
        yield "spent"
    if stage.hurt_until.get(who, now) > now:
        yield "hurt"
    for feeling, word in MOODS.items():
        if now - stage.felt.get((who, feeling), now - FRESH_S - 1) <= FRESH_S:
            yield word


def _toward(stage: Stage, who: str, target: str) -> Iterator[str]:
    if stage.owed.get((who, target)):
        yield "owed"
    leaning = stage.leaning.get((who, target))
    if leaning is None:
        return
    if leaning["affection"] >= CLOSE:
        yield "close"
    if leaning["fear"] >= WARY:
        yield "wary"
    if leaning["affection"] <= COLD:
        yield "cold"
    if leaning.get("kin"):
        yield "kin"
