"""restrain: which voice has the floor.

Head and heart together choose. When the heart alone wants something strongly that the head
objects to, it is held back: that costs self-control and is recorded, for it was wanted. With
self-control short it leaks (a look, a tone) or breaks out, and the heart's wish is done after
all. Where the heart outweighs a head that is firmly against it, nothing was chosen either: what
self-control could not have held has broken out. A resident being that urges something is shut out
by the host's shield while the shield holds; then it is heard, and hurts.

That holding back drains a pool barely replicates in the laboratory (d = 0.06, Vohs et al. 2021);
here it is a story's convention, and its strength a setting.
"""

from __future__ import annotations

from typing import Any

from kizuna.event import Cause, Event
from kizuna.mind import crowd
from kizuna.mind.feel import feel_one
from kizuna.mind.grounds import causes
from kizuna.mind.moment import Moment, Outburst, Proposal, Stirred, Urges
from kizuna.mind.reasons import contributions
from kizuna.state.table import NONE

STRONG = 0.35
"""An urge this much above what is done instead is strong enough to need holding back."""
COSTS = 0.06
SHIELD_COSTS = 0.03
LEAKS_FROM = 0.7
"""From this share of what one can hold, it shows."""
OBJECTS, IS_FIRM = 0.1, 0.35
"""How much the head must be against what the heart wants to object, and to object as firmly as an
urge must be strong (choices)."""
URGE_HEARD = 0.25
JUST_NOW = 0.5


def restrain(moment: Moment) -> Moment:
    """Settle which voice has the floor where voices are at odds; record what was held back."""
    for who in _at_odds(moment):
        _settle(moment, who, moment.proposals[who][0], moment.urges[who])
    return moment


def _at_odds(moment: Moment) -> list[int]:
    """In whom an urge and the best proposal are at odds."""
    if isinstance(moment.proposals, crowd.Wanted):
        return moment.proposals.where(is_at_odds)
    return [
        who
        for who, best in moment.proposals.items()
        if best and is_at_odds(*_voices(moment, who, best[0], moment.urges[who]))
    ]


def _voices(
    moment: Moment, who: int, chosen: Proposal, urges: Urges
) -> tuple[bool, float, float, float, bool]:
    heart, is_host = urges.heart, bool(moment.whole.people.resident[who])
    urge = (heart.heart + heart.habit) - (chosen.heart + chosen.habit)
    is_same = heart.practice is chosen.practice
    return is_host, urges.resident.resident, urge, heart.head, is_same


def is_at_odds(is_host: Any, resident: Any, urge: Any, head: Any, is_same: Any) -> Any:
    """Whether a resident is heard, or the heart's urge (so much above what is best) is strong and
    the head is against it, or firmly against what is best. Takes plain values or columns."""
    is_heard = is_host & (resident > URGE_HEARD)
    return is_heard | (is_strong(urge, head) & (is_same ^ True)) | (is_same & (head <= -IS_FIRM))


def is_strong(urge: Any, head: Any) -> Any:
    """Whether an urge needs holding back: it is strong, and the head objects."""
    return (urge >= STRONG) & (head <= -OBJECTS)


def _settle(moment: Moment, who: int, chosen: Proposal, urges: Urges) -> None:
    is_host, resident, urge, head, is_same = _voices(moment, who, chosen, urges)
    spoken = resident * _loudness(moment, who)
    if is_host and spoken > URGE_HEARD and _resident_speaks(moment, who, urges.resident, spoken):
        return
    if is_same:
        _carried_away(moment, who, chosen)
        return
    if not is_strong(urge, head):
        return
    loudest, holds = urges.heart, _holds(moment, who)
    if urge > holds:
        event = _record(moment, who, "BrokeOut", loudest, urge, holds)
        moment.outbursts[who] = Outburst("heart", event)
        _spend(moment, who, COSTS, event)
    elif not _just_now(moment, who, "HeldBack", loudest):
        kind = "Leaked" if urge > LEAKS_FROM * holds else "HeldBack"
        event = _record(moment, who, kind, loudest, urge, holds)
        _spend(moment, who, COSTS * urge, event)


def _holds(moment: Moment, who: int) -> float:
    """How strong an urge somebody can hold back now."""
    control = float(moment.still.person["self_control"][who])
    return STRONG + control * (0.5 + moment.whole.people.trait(who, "composure")) * 0.8


def _carried_away(moment: Moment, who: int, chosen: Proposal) -> None:
    """What the heart wins against a head firmly against it, by more than could have been held, has
    broken out."""
    others = (each for each in moment.proposals[who] if each.practice is not chosen.practice)
    other = next(others, None)
    urge = chosen.heart + chosen.habit - (other.heart + other.habit if other else 0.0)
    holds = _holds(moment, who)
    if chosen.head <= -IS_FIRM and urge > holds:
        event = _record(moment, who, "BrokeOut", chosen, urge, holds)
        moment.outbursts[who] = Outburst("heart", event, is_chosen=True)
        _spend(moment, who, COSTS, event)


def _loudness(moment: Moment, who: int) -> float:
    """How loud somebody's resident is: its strongest drive, 0 when nobody lives in them."""
    resident = moment.world.residents.get(moment.whole.people.resident[who])
    return max(resident["drives"].values(), default=0.0) if resident else 0.0


def _resident_speaks(moment: Moment, who: int, inside: Proposal, urge: float) -> bool:
    """True when the resident's urge breaks through and is done; having spoken, it rests a while."""
    if _just_now(moment, who, "ShutOut", inside):
        return False
    control = float(moment.still.person["self_control"][who])
    shield = moment.whole.people.trait(who, "shield") * (0.3 + 0.7 * control)
    if urge <= shield + 0.05:
        event = _record(moment, who, "ShutOut", inside, urge, shield)
        _spend(moment, who, SHIELD_COSTS, event)
        return False
    taunted = _record(moment, who, "Leaked", inside, urge, shield)
    _spend(moment, who, COSTS, taunted)
    feel_one(
        moment, Stirred(who, "distress", 0.3, NONE, taunted.seq, Cause("motivated", taunted.seq))
    )
    if urge > shield + 0.4 + 0.4 * control:
        event = _record(moment, who, "BrokeOut", inside, urge, shield)
        moment.outbursts[who] = Outburst("resident", event)
        return True
    return False


def _just_now(moment: Moment, who: int, kind: str, proposal: Proposal) -> bool:
    recent = moment.whole.people.recent[who]
    spots = (
        (f"{each}:{proposal.practice.name}", proposal.target, proposal.about, "")
        for each in (kind, "Leaked")
    )
    return any(spot in recent and recent[spot].left(moment.now) > JUST_NOW for spot in spots)


def _record(
    moment: Moment, who: int, kind: str, proposal: Proposal, urge: float, holds: float
) -> Event:
    voice = "resident" if proposal.resident >= URGE_HEARD and kind != "HeldBack" else "heart"
    data = {
        "practice": proposal.practice.name,
        "voice": voice,
        "urge": round(urge, 3),
        "holds": round(holds, 3),
    }
    roles = moment.roles(who=who, target=proposal.target, about=proposal.about)
    is_crowd = isinstance(moment.proposals, crowd.Wanted)
    weighed = (crowd.contributions if is_crowd else contributions)(moment, proposal)
    why = causes(moment, who, proposal, weighed)
    return moment.draft(kind, roles, data, why, moment.place_id(who))


def _spend(moment: Moment, who: int, cost: float, on: Event) -> None:
    moment.change_energy(who, {"self_control": -cost}, (Cause("enabled", on.seq),))
