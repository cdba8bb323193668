"""reflex: what powers do by themselves.

A guard that obeys the *deep wish* moves when its host sees somebody very dear in danger: without
command, at no cost, with the energy spent. It is faster than any choice made in the same moment.
A guard also takes a blow meant for its host.
"""

from __future__ import annotations

from kizuna.event import Cause
from kizuna.mind.moment import Moment, Sight
from kizuna.state.power import Power
from kizuna.state.table import NONE

DEEP_WISH = 0.3
"""Closeness times danger from which a guard knows what its host wishes (a choice)."""


def reflexes(moment: Moment) -> None:
    """Draft what reflexes do at the sights of this moment."""
    for who, sights in moment.sights.items():
        for power in moment.whole.powers.of[who]:
            if power.kind == "reflex" and power.obeys_deep_wish and not power.stands_down:
                for sight in sights:
                    _obey_deep_wish(moment, who, power, sight)


def _obey_deep_wish(moment: Moment, who: int, power: Power, sight: Sight) -> None:
    danger = moment.whole.bodies.danger[sight.whom]
    if danger is None or _is_safe_now(moment, sight.whom):
        return
    wish = moment.held(who, sight.whom, "closeness") * danger.level
    if wish < DEEP_WISH:
        return
    causes = [Cause("perceived", sight.noticed)]
    causes += [
        Cause("motivated", event.seq)
        for event in moment.drafted_now("FeelingFelt", who)
        if event.roles.get("toward") == moment.id_(sight.whom)
    ]
    origins = moment.whole.origins
    causes.append(Cause("enabled", danger.seq))
    power_given = origins.of("power", moment.id_(who), power.name)
    causes += [] if power_given is None else [Cause("enabled", power_given)]
    is_awake = moment.whole.people.is_awake
    energy = float(moment.still.person[power.energy][who]) if power.energy else 0.0
    data = {
        "power": power.name, "title": power.title, "mode": "deep wish", "commanded": False,
        "wish": round(wish, 3), "energy": round(energy, 3), "danger": danger.kind,
        "witnesses": [moment.id_(row) for row in (who, *moment.here(who)) if is_awake(row)],
    }  # fmt: skip
    roles = moment.roles(actor=who, target=sight.whom)
    acted = moment.draft("ReflexActed", roles, data, tuple(causes), moment.place_id(who))
    cause = (Cause("enabled", acted.seq),)
    moment.draft("DangerEnded", moment.roles(target=sight.whom), {"danger": danger.kind}, cause)


def _is_safe_now(moment: Moment, row: int) -> bool:
    """Whether this very moment has already ended somebody's danger."""
    id_ = moment.id_(row)
    return any(e.kind == "DangerEnded" and e.roles["target"] == id_ for e in moment.drafted)


def takes_the_blow(moment: Moment, target: int, actor: int, deed: int) -> bool:
    """Whether a guard reflex stops a blow; drafts the ReflexActed when it does."""
    for power in moment.whole.powers.of[target]:
        if power.kind == "reflex" and power.guards_host and not power.stands_down:
            data = {"power": power.name, "title": power.title, "mode": "guard", "commanded": False,
                    "witnesses": [moment.id_(actor), moment.id_(target)]}  # fmt: skip
            roles = moment.roles(actor=target, target=NONE)
            given = moment.whole.origins.of("power", moment.id_(target), power.name)
            powers = () if given is None else (Cause("enabled", given),)
            why = (Cause("enabled", deed), *powers)
            moment.draft("ReflexActed", roles, data, why, moment.place_id(target))
            return True
    return False
