"""offers: terms put to somebody, bargained over, agreed on, and what becomes of a wager after.

    set_terms        gaara: beat me, and it is forgiven      CommitmentProposed
    counter_offer    sakura: if I land one blow              CommitmentCountered
    add_rule         gaara: hand to hand only                CommitmentCountered
    accept_terms     sakura: agreed                          CommitmentAgreed
    claim, dispute, concede                                  and then the loser pays

Each function is an effect of a practice, between its actor and its target. What is nobody's any
more lapses by itself.
"""

# ruff: noqa: ARG001 - effects share one signature

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kizuna.clock import DAY, MINUTE
from kizuna.event import Cause, Event
from kizuna.mind.moment import Moment, Proposal
from kizuna.scene.terms import turn
from kizuna.state.commitment import (
    AGREED,
    DISPUTED,
    REFUSED,
    RELEASED,
    RUNNING,
    SETTLED,
    Commitment,
)
from kizuna.state.table import NONE

ANSWERED_WITHIN_S = 10 * MINUTE
BEGUN_WITHIN_S = DAY
CLAIMED_WITHIN_S = 7 * DAY
"""How long an offer stands, a wager agreed on waits to be begun, and one decided waits to be
claimed, disputed or owned to (choices)."""


def propose(moment: Moment, proposal: Proposal, what: Mapping[str, Any], deed: Event) -> None:
    """Draft a CommitmentProposed, unless the other has just made an offer of their own."""
    rows = {"actor": proposal.binding.i, "target": proposal.target, "about": proposal.about}
    if any(event.kind == "CommitmentProposed" and event.roles.get("actor") == deed.roles["target"]
           for event in moment.drafted):  # fmt: skip
        return
    roles = moment.roles(
        by=rows[what["by"]], to=rows[what["to"]], about=rows.get(what.get("about", ""), NONE),
        actor=proposal.binding.i,
    )  # fmt: skip
    terms = moment.world.terms[what["terms"]]
    data = {"name": what["terms"], "kind": what.get("kind", "wager"), "terms": what["terms"],
            "words": terms.words}  # fmt: skip
    data |= {name: what[name] for name in ("rules", "stake", "forfeit") if what.get(name)}
    moment.draft("CommitmentProposed", roles, data, _caused_by(deed), deed.place)


def counter(moment: Moment, proposal: Proposal, what: Mapping[str, Any], deed: Event) -> None:
    """Answer an offer with another: what is easier for whoever undertakes it, or a rule more."""
    each = _between(moment, proposal, lambda one: one.is_on_offer)
    if each is None:
        return
    data: dict[str, Any] = {}
    if what.get("terms") == "easier" and (easier := moment.world.terms[each.terms].easier):
        data = {"terms": easier, "words": moment.world.terms[easier].words}
    if "rule" in what and what["rule"] not in each.rules:
        data["rules"] = [*each.rules, what["rule"]]
    if data:
        _turn(moment, proposal, each, "CommitmentCountered", deed, **data)


def agree(moment: Moment, proposal: Proposal, what: Any, deed: Event) -> None:
    """What is offered is agreed on. It runs from now, unless a contest has to be fought first."""
    each = _between(moment, proposal, lambda one: one.is_on_offer)
    agreed = each and _turn(moment, proposal, each, "CommitmentAgreed", deed)
    if each is None or agreed is None:
        return
    terms = moment.world.terms.get(each.terms)
    if terms is None or terms.contest is None:
        roles = moment.roles(by=each.by, to=each.to, about=each.about)
        data = {"commitment": each.seq}
        moment.draft("CommitmentBegun", roles, data, (Cause("enabled", agreed.seq),), deed.place)


def refuse(moment: Moment, proposal: Proposal, what: Any, deed: Event) -> None:
    """No."""
    each = _between(moment, proposal, lambda one: one.is_on_offer)
    if each is not None:
        _turn(moment, proposal, each, "CommitmentEnded", deed, status=REFUSED)


def call_off(moment: Moment, proposal: Proposal, what: Any, deed: Event) -> None:
    """Both are let go from it."""
    each = _between(moment, proposal, lambda one: one.kind == "wager")
    if each is not None:
        _turn(moment, proposal, each, "CommitmentEnded", deed, status=RELEASED)


def claim(moment: Moment, proposal: Proposal, what: Any, deed: Event) -> None:
    """The letter of the terms speaks for the actor, and they say so."""
    who = proposal.binding.i
    each = _between(moment, proposal, lambda one: one.won_by == who and not one.is_claimed)
    if each is not None and each.status == RUNNING:
        _turn(moment, proposal, each, "CommitmentClaimed", deed)


def dispute(moment: Moment, proposal: Proposal, what: Any, deed: Event) -> None:
    """The actor will not have it so."""
    each = _between(moment, proposal, lambda one: one.is_claimed and one.status == RUNNING)
    if each is not None:
        _turn(moment, proposal, each, "CommitmentDisputed", deed)


def concede(moment: Moment, proposal: Proposal, what: Any, deed: Event) -> None:
    """The actor owns defeat, and owes what was staked; with nothing at stake it is settled."""
    who = proposal.binding.i
    each = _between(moment, proposal, lambda one: _can_concede(one, who))
    conceded = each and _turn(moment, proposal, each, "CommitmentConceded", deed)
    if each is None or conceded is None:
        return
    lost = each.stake if who == each.to else each.forfeit
    cause = (Cause("enabled", conceded.seq),)
    if lost not in moment.world.stakes:
        roles = moment.roles(by=each.by, to=each.to)
        data: dict[str, Any] = {"commitment": each.seq, "status": SETTLED}
        moment.draft("CommitmentEnded", roles, data, cause, deed.place)
        return
    data = {"name": lost, "kind": "stake", "words": moment.world.stakes[lost].words,
            "settles": each.seq}  # fmt: skip
    roles = moment.roles(by=who, to=each.other(who))
    moment.draft("CommitmentMade", roles, data, cause, deed.place)


def _can_concede(each: Commitment, who: int) -> bool:
    is_wager = each.kind == "wager" and each.status in (RUNNING, DISPUTED)
    return is_wager and each.won_by != who


def _between(
    moment: Moment, proposal: Proposal, is_meant: Callable[[Commitment], bool]
) -> Commitment | None:
    """What is open between the two and meant, the latest first; None when there is nothing."""
    open_ = moment.whole.commitments.open_between(proposal.binding.i, proposal.target)
    return next((each for each in open_ if is_meant(each)), None)


def _turn(
    moment: Moment, proposal: Proposal, each: Commitment, kind: str, deed: Event, **data: Any
) -> Event | None:
    return turn(moment, each, kind, *_caused_by(deed), actor=proposal.binding.i, **data)


def _caused_by(deed: Event) -> tuple[Cause, ...]:
    return (Cause("enabled", deed.seq),)


# What nobody comes back to. -------------------------------------------------------------------

LAPSES_AFTER_S: Mapping[str, int] = {
    AGREED: BEGUN_WITHIN_S,
    DISPUTED: CLAIMED_WITHIN_S,
    RUNNING: CLAIMED_WITHIN_S,
}


def lapse(moment: Moment) -> None:
    """Let go what was offered and not answered, agreed and not begun, decided and not claimed."""
    for each in moment.whole.commitments.open():
        if _has_lapsed(each, moment.now):
            cause = Cause("enabled", each.turned_by)
            turn(moment, each, "CommitmentEnded", cause, status=RELEASED)


def _has_lapsed(each: Commitment, now: int) -> bool:
    if each.is_on_offer:
        return now - each.turned_at > ANSWERED_WITHIN_S
    waits = each.status != RUNNING or each.won_by != NONE
    within_s = LAPSES_AFTER_S.get(each.status)
    return waits and within_s is not None and now - each.turned_at > within_s
