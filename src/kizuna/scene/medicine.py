"""medicine: treatment, operations and their risk, fainting and death.

How well somebody heals follows from their skill and from what energy is left to them. An operation
closes what treatment cannot, and may fail: its risk is a sum of log-odds (how grave it is, how
skilled the healer, how spent, how tired), and a draw with an address decides. Without treatment
what bleeds gets worse: one faints, and dies.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log
from typing import Any

from kizuna.dice import key, roll
from kizuna.event import Cause, Event
from kizuna.mind.moment import Moment, Proposal
from kizuna.state.body import FAINTS_FROM, FATAL
from kizuna.state.person import AWAKE, DEAD
from kizuna.state.table import NONE

OPERATION = key("operation")
WITHOUT_ENERGY = 0.5
"""How much of their skill is left to a healer who has no energy left (a choice)."""
RISK_ODDS = -1.2
"""Log-odds of death under a middling healer, rested and full of energy, with an injury of which
one dies as often as not (a choice)."""
RISK_OF_SKILL = -3.0
RISK_OF_SPENT = 1.5
RISK_OF_TIRED = 1.0
RELIEF = 0.45
"""How much of an injury's severity an operation takes at once (a choice)."""
MENDS_AFTER = 2.0
"""How many times as fast as untended one mends after an operation (a choice)."""
GOOD_WORK = 0.25
"""What saving somebody gives back of self-control, and what losing them takes (choices)."""
LOST_WORK = -0.3


def skill(moment: Moment, who: int) -> float:
    """How well somebody can heal just now: their skill, less what lack of energy takes."""
    lacking = (1.0 - WITHOUT_ENERGY) * (1.0 - energy_left(moment, who))
    return moment.whole.people.trait(who, "healing") * (1.0 - lacking)


def energy_left(moment: Moment, who: int) -> float:
    """What a healer draws on, 0 to 1: chakra, or stamina for whoever has no such pool."""
    people = moment.whole.people
    has_chakra = people.energy_cap.get("chakra", who) > 0
    return float(moment.still.person["chakra" if has_chakra else "stamina"][who])


def risk(severity: float, healing: float, energy: float, tired: float) -> float:
    """The risk (0 to 1) that somebody dies under an operation; all arguments 0 to 1.

    A choice throughout: 0.1 for a grave injury in rested, skilled hands, even odds in spent ones.
    """
    grave = min(0.999, max(0.001, severity))
    odds = RISK_ODDS + log(grave / (1.0 - grave))
    odds += RISK_OF_SKILL * (healing - 0.5) + RISK_OF_SPENT * (1.0 - energy)
    odds += RISK_OF_TIRED * tired
    return 1.0 / (1.0 + exp(-odds))


# Effects. -------------------------------------------------------------------------------------


def tend(moment: Moment, proposal: Proposal, what: Mapping[str, Any], deed: Event) -> None:
    """Treat somebody: they mend faster, and bleeding stops, or slows where it is grave."""
    data = {"factor": float(what["factor"])}
    if moment.whole.bodies.is_bleeding(proposal.target):
        data["skill"] = round(skill(moment, proposal.binding.i), 3)
    roles = moment.roles(actor=proposal.binding.i, target=proposal.target)
    moment.draft("Tended", roles, data, (Cause("enabled", deed.seq),))


def put_under(moment: Moment, proposal: Proposal, _: str, deed: Event) -> None:
    """The patient sleeps until the operation is over."""
    roles = moment.roles(actor=proposal.binding.i, target=proposal.target)
    data = {"until": moment.now + int(deed.data["takes"]) + 60}
    cause = (Cause("enabled", deed.seq),)
    moment.draft("OperationBegun", roles, data, cause, moment.place_id(proposal.target))


def operate(moment: Moment, proposal: Proposal, _: str, deed: Event) -> None:
    """The operation is over: they are saved, or they die."""
    who, target = proposal.binding.i, proposal.target
    if moment.whole.people.state(target) == DEAD:
        return
    seed, keys = moment.whole.seed, moment.whole.people.keys
    chance = risk(
        moment.whole.bodies.worst(target, moment.now),
        moment.whole.people.trait(who, "healing"),
        energy_left(moment, who),
        float(moment.still.person["want_rest"][who]),
    )
    is_saved = roll(seed, moment.now, keys[who], keys[target], OPERATION) >= chance
    roles, place = moment.roles(actor=who, target=target), moment.place_id(target)
    data = {"saved": is_saved, "risk": round(chance, 3), "relief": RELIEF, "factor": MENDS_AFTER}
    over = moment.draft("Operated", roles, data, (Cause("enabled", deed.seq),), place)
    change = GOOD_WORK if is_saved else LOST_WORK
    moment.change_energy(who, {"self_control": change}, (Cause("enabled", over.seq),))
    if not is_saved:
        die(moment, target, over, healer=who)


def lay_out(moment: Moment, proposal: Proposal, _: str, deed: Event) -> None:
    """The dead are carried to their rest."""
    place, cause = moment.place_id(proposal.target), (Cause("enabled", deed.seq),)
    moment.draft("TakenAway", moment.roles(target=proposal.target), {}, cause, place)


# What time brings. ----------------------------------------------------------------------------


def worsen(moment: Moment) -> None:
    """Draft who faints and who dies of what nobody has treated, or nobody could."""
    for who in moment.whole.bodies.getting_worse():
        if _is_reached(moment, who, FATAL) and moment.whole.people.state(who) != DEAD:
            die(moment, who, None)
        elif _is_reached(moment, who, FAINTS_FROM) and moment.whole.people.state(who) == AWAKE:
            roles, cause = moment.roles(who=who), _because_of_worst(moment, who)
            moment.draft("Fainted", roles, {}, cause, moment.place_id(who))


def _is_reached(moment: Moment, who: int, severity: float) -> bool:
    at = moment.whole.bodies.reaches(who, severity)
    return at is not None and at <= moment.now


def next_at(moment: Moment) -> list[float]:
    """When somebody who is getting worse will faint or die: story seconds."""
    times: list[float] = []
    for who in moment.whole.bodies.getting_worse():
        state = moment.whole.people.state(who)
        bounds = [FATAL, FAINTS_FROM] if state == AWAKE else [FATAL] if state != DEAD else []
        reached = [moment.whole.bodies.reaches(who, bound) for bound in bounds]
        times += [float(max(at, moment.now + 1)) for at in reached if at is not None]
    return times


def die(moment: Moment, who: int, cause: Event | None, healer: int = NONE) -> None:
    """Draft somebody's death, perhaps under a healer's hands."""
    why = _because_of_worst(moment, who) if cause is None else (Cause("enabled", cause.seq),)
    moment.draft("Died", moment.roles(who=who, healer=healer), {}, why, moment.place_id(who))


def _because_of_worst(moment: Moment, who: int) -> tuple[Cause, ...]:
    injuries = moment.whole.bodies.injuries[who]
    worst = max(injuries, key=lambda each: each.left(moment.now))
    return (Cause("enabled", worst.seq),)
