"""feel: what was stirred is felt, strongly enough to be recorded, and needs are met or starved.

Each feeling gets the half-life of its kind, longer when stronger, and names what it is about. A
touch of kindness also feeds a need (belonging, esteem ...), a touch of harm starves it.
"""

from __future__ import annotations

from kizuna.event import Cause
from kizuna.mind.moment import Moment, Stirred
from kizuna.mind.occ import HALF_LIFE_S, stretched
from kizuna.state.person import NEEDS

FAINT = 0.05
"""Feelings below this are not worth recording (a choice)."""
FEEDS = 0.1
"""How much of a touch's worth an empty need keeps; the fuller, the less (a choice: what was
starved for years is not full in a day)."""


def feel(moment: Moment) -> Moment:
    """FeelingFelt for all that was stirred, the strongest of a kind toward somebody first."""
    strongest: dict[tuple[int, str, int], Stirred] = {}
    for each in moment.stirred:
        spot = (each.holder, each.kind, each.toward)
        if each.strength >= FAINT and (
            spot not in strongest or each.strength > strongest[spot].strength
        ):
            strongest[spot] = each
    for each in strongest.values():
        feel_one(moment, each)
    _feed_needs(moment)
    return moment


def feel_one(moment: Moment, each: Stirred) -> None:
    """Draft one FeelingFelt."""
    strength = round(min(1.0, each.strength), 4)
    half_life = each.half_life or stretched(HALF_LIFE_S[each.kind], strength)  # type: ignore[index]
    roles = moment.roles(who=each.holder, toward=each.toward)
    data = {
        "feeling": each.kind,
        "strength": strength,
        "half_life": round(half_life),
        "about": each.about,
    }
    moment.draft("FeelingFelt", roles, data, (each.cause,))


def _fed(level: float, by: float) -> float:
    """A need after a touch: what is nearly full takes little more, what is nearly empty loses
    little more."""
    return level + by * (1.0 - level if by > 0 else level)


def _feed_needs(moment: Moment) -> None:
    people = moment.whole.people
    for who, percepts in moment.percepts.items():
        levels: dict[str, float] = {}
        for percept in percepts:
            event = percept.event
            practice = moment.world.practice.get(event.data.get("practice", ""))
            if event.kind != "Did" or practice is None or event.data.get("accepted") is False:
                continue
            for role, concerns in practice.touches.items():
                if event.roles.get(role) != moment.id_(who):
                    continue
                for need, value in concerns.items():
                    if need in NEEDS and people.need_weight.get(need, who) > 0:
                        weight = people.need_weight.get(need, who)
                        now = 1.0 - float(moment.still.person[f"want_{need}"][who]) / weight
                        levels[need] = _fed(levels.get(need, now), FEEDS * value)
        if levels:
            rounded = {name: round(level, 4) for name, level in sorted(levels.items())}
            why = (Cause("perceived", percepts[0].noticed),)
            moment.draft("NeedChanged", {"who": moment.id_(who)}, {"levels": rounded}, why)
