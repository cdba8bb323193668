"""Why somebody is believed to have done something: motives by explaining away.

A kindness could come of liking, duty, gain, pity or habit; a hurt of malice, duty, gain, habit.
Each explanation starts with the weight its holder's beliefs give it, and they share what there is
to explain: a known duty makes liking a weaker explanation (Kelley 1972; constraint discounts by
about half, Jones & Harris 1967), a believed fondness a stronger one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kizuna.event import Event
from kizuna.mind.moment import Moment
from kizuna.mind.occ import Meaning
from kizuna.state.memory import MOTIVES
from kizuna.world.rules import Practice

A_KNOWN_REASON = 1.2
"""What a known reason weighs beside a liking of 0.25 to 1.15: it leaves liking about half of what
there is to explain (Jones & Harris 1967: constraint discounts by half)."""


def motives(
    moment: Moment, who: int, actor: int, deed: Event, practice: Practice
) -> dict[str, float]:
    """Shares (adding to 1) of each motive, as `who` explains a deed of `actor`'s."""
    target = moment.whole.people.row.get(deed.roles.get("target", ""), -1)
    weights = dict.fromkeys(MOTIVES, 0.0)
    weights["habit"] = 0.25
    if "hurtful" in practice.tags:
        weights["malice"] = 0.2 + 0.8 * _thought_to_hate(moment, who, actor, target)
        weights["liking"] = 0.1
    else:
        weights["liking"] = 0.25 + 0.9 * _thought_to_like(moment, who, actor, target)
        weights["malice"] = 0.25 * moment.held(who, actor, "menace")
        weights["pity"] = 0.3 * _looks_pitiful(moment, target)
    for motive, weight in _known_reasons(moment, who, actor, target):
        weights[motive] = weights.get(motive, 0.0) + weight
    if deed.kind == "ReflexActed":
        weights["reflex"] = 1.0
    total = sum(weights.values())
    return {name: round(weight / total, 4) for name, weight in weights.items() if weight > 0}


def meaning(shares: Mapping[str, float], cost: float) -> Meaning:
    """How a deed was meant, for gratitude and anger, from the believed motives."""
    return Meaning(
        intent=min(1.0, 0.3 + shares.get("malice", 0.0) + shares.get("gain", 0.0)),
        benevolence=min(1.0, 0.4 + shares.get("liking", 0.0) + 0.5 * shares.get("pity", 0.0)),
        cost=cost,
        obligation=min(0.9, shares.get("duty", 0.0)),
    )


def _thought_to_like(moment: Moment, who: int, actor: int, target: int) -> float:
    if target == who:
        liked = _between(moment, who, "likes", actor, who, moment.held(who, actor, "liked"))
        hated = _between(moment, who, "hates", actor, who, moment.held(who, actor, "hated"))
        return liked * (1.0 - hated)
    return _between(moment, who, "likes", actor, target, 0.35)


def _thought_to_hate(moment: Moment, who: int, actor: int, target: int) -> float:
    otherwise = moment.held(who, actor, "hated") if target == who else 0.1
    return _between(moment, who, "hates", actor, target, otherwise)


def _between(
    moment: Moment, who: int, predicate: str, one: int, other: int, otherwise: float
) -> float:
    if one < 0 or other < 0:
        return otherwise
    text = f"{predicate}({moment.id_(one)}, {moment.id_(other)})"
    return moment.believes(who, text, otherwise)


def _looks_pitiful(moment: Moment, target: int) -> float:
    return 0.0 if target < 0 else moment.whole.bodies.worst(target, moment.now)


def _known_reasons(
    moment: Moment, who: int, actor: int, target: int
) -> Iterator[tuple[str, float]]:
    """What `who` knows that would explain it, such as a promise that binds the actor to it."""
    if actor < 0 or target < 0:
        return
    for predicate, motive in moment.world.explaining:
        text = f"{predicate}({moment.id_(actor)}, {moment.id_(target)})"
        yield motive, A_KNOWN_REASON * moment.believes(who, text, 0.0)
