"""days: effects of ordinary life: lessons, work that goes well or badly, lodging, hiding a feeling,
and whoever is sensed on home ground.

Each is an effect a practice can have, or what time itself brings (`sense`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kizuna.clock import parse_span
from kizuna.dice import key, roll
from kizuna.event import Cause, Event
from kizuna.mind.moment import Moment, Proposal
from kizuna.mind.perceive import looks
from kizuna.state.table import NONE

WORK = key("work")
WORKS_AT_WORST, WORKS_BY_SKILL = 0.35, 0.55
"""How often work goes well without any skill, and how much oftener with all of it (choices)."""
SPENT_WORKS_LESS = 0.3


def sense(moment: Moment) -> None:
    """Draft that people sense whoever has just come to their ground, if they know them."""
    people = moment.whole.people
    grounds = [(who, tags) for who, tags in enumerate(people.ground) if tags]
    if not grounds:
        return
    for event in [each for each in moment.drafted if each.kind == "Arrived"]:
        tags = moment.whole.places.all[moment.whole.places.row[event.place or ""]].tags
        came = [moment.whole.person(id_) for id_ in (event.roles["actor"], *_company(event))]
        for who, ground in grounds:
            if set(ground) & set(tags) and people.is_awake(who):
                for other in came:
                    _senses(moment, who, other, event)


def _company(event: Event) -> tuple[str, ...]:
    return tuple(event.data.get("with", ()))


def _senses(moment: Moment, who: int, other: int, came: Event) -> None:
    if who == other or moment.bond(who, other) == NONE or moment.place_id(who) == came.place:
        return
    sorrow = round(float(moment.still.person["shows_sorrow"][other]), 3)
    data = {"well": looks(moment, other), "sorrow": sorrow}
    roles, cause = moment.roles(who=who, target=other), (Cause("perceived", came.seq),)
    moment.draft("Sensed", roles, data, cause, came.place)


# Effects. -------------------------------------------------------------------------------------


def teach(moment: Moment, proposal: Proposal, what: Mapping[str, Any], deed: Event) -> None:
    """The target learns something of what the actor can do better."""
    trait, pupil = what["trait"], proposal.target
    own, theirs = (moment.whole.people.trait(row, trait) for row in (proposal.binding.i, pupil))
    if own > theirs:
        data = {"trait": trait, "by": round(float(what["by"]) * (own - theirs), 4)}
        cause = (Cause("enabled", deed.seq),)
        moment.draft("Learnt", moment.roles(who=pupil), data, cause)


def work(moment: Moment, proposal: Proposal, what: Mapping[str, Any], deed: Event) -> None:
    """Work goes well or badly, and gives self-control back or takes it."""
    who, people = proposal.binding.i, moment.whole.people
    chance = WORKS_AT_WORST + WORKS_BY_SKILL * people.trait(who, what["trait"])
    chance -= SPENT_WORKS_LESS * (1.0 - float(moment.still.person["stamina"][who]))
    drawn = roll(moment.whole.seed, moment.now, people.keys[who], 0, WORK)
    data, cause = {"well": drawn < chance, "chance": round(chance, 3)}, Cause("enabled", deed.seq)
    place = moment.place_id(who)
    ended = moment.draft("WorkEnded", moment.roles(who=who), data, (cause,), place)
    change = what["gives"] if drawn < chance else -what["costs"]
    moment.change_energy(who, {"self_control": change}, (Cause("enabled", ended.seq),))


def lodge(moment: Moment, proposal: Proposal, role: str, deed: Event) -> None:
    """The actor goes home to the target's from now on, or the target to the actor's."""
    who, target = proposal.binding.i, proposal.target
    guest, host = (who, target) if role == "actor" else (target, who)
    if moment.whole.people.numbers.get("home", host) != NONE:
        roles, cause = moment.roles(who=guest, target=host), (Cause("enabled", deed.seq),)
        moment.draft("Lodged", roles, {}, cause)


def mask(moment: Moment, proposal: Proposal, span: Any, deed: Event) -> None:
    """The actor lets nothing show for so long."""
    data = {"until": moment.now + parse_span(str(span))}
    cause = (Cause("enabled", deed.seq),)
    moment.draft("Masked", moment.roles(who=proposal.binding.i), data, cause)
