"""terms: what people bind themselves to, and how it turns.

A commitment is made, granted, fulfilled or let go here, each as an event with the deed it came
from as its cause. Every turn of one goes through `turn`, so that two who do the same thing in the
same moment turn it once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kizuna.clock import parse_span
from kizuna.event import Cause, Event
from kizuna.mind.believe import revise
from kizuna.mind.moment import Moment, Proposal
from kizuna.state.commitment import KEPT, RELEASED, Commitment
from kizuna.state.pledges import PLEDGES
from kizuna.state.table import NONE

PROMISE, BOUND = "promise", "bound_to"
GIVEN_WORDS = (PROMISE, "vow")
SURE_EVIDENCE = 8.0


def turn(moment: Moment, each: Commitment, kind: str, *causes: Cause, **data: Any) -> Event | None:
    """Draft an event that turns a commitment; None when this moment has turned it already."""
    if is_turning(moment, each):
        return None
    roles = moment.roles(by=each.by, to=each.to, about=each.about)
    actor = data.pop("actor", NONE)
    roles |= moment.roles(actor=actor)
    place = moment.place_id(each.by if actor == NONE else actor)
    return moment.draft(kind, roles, {"commitment": each.seq, **data}, causes, place)


def is_turning(moment: Moment, each: Commitment) -> bool:
    """Whether something drafted and not yet committed turns it."""
    return any(event.data.get("commitment") == each.seq for event in moment.drafted
               if event.kind in PLEDGES)  # fmt: skip


def commit(moment: Moment, proposal: Proposal, terms: Mapping[str, Any], deed: Event) -> None:
    """Draft a CommitmentMade between the people of a deed."""
    rows = {"actor": proposal.binding.i, "target": proposal.target, "about": proposal.about}
    roles = moment.roles(
        by=rows[terms.get("by", "actor")], to=rows[terms.get("to", "target")],
        about=rows.get(terms.get("about", ""), NONE),
    )  # fmt: skip
    data: dict[str, Any] = {
        "name": terms["name"],
        "kind": terms["kind"],
        "words": terms.get("words", ""),
    }
    if "terms" in terms:
        data["terms"] = terms["terms"]
    if "for" in terms:
        data["due"] = moment.now + parse_span(str(terms["for"]))
    moment.draft("CommitmentMade", roles, data, (Cause("enabled", deed.seq),))
    _known_to_its_parties(moment, data["kind"], roles, terms, deed)


def _known_to_its_parties(
    moment: Moment, kind: str, roles: Mapping[str, str], terms: Mapping[str, Any], deed: Event
) -> None:
    """A promise about a third person binds one to them; they themselves have to be told. A vow may
    as well be against somebody."""
    about = roles.get("about")
    is_third = about is not None and about not in (roles["by"], roles.get("to"))
    if kind != PROMISE or not is_third or BOUND not in moment.world.predicates:
        return
    for who in (roles["by"], roles.get("to")):
        if who is not None:
            text, row = f"{BOUND}({roles['by']}, {about})", moment.whole.person(who)
            secrecy = float(terms.get("secret", 0.0))
            revise(moment, row, text, SURE_EVIDENCE, Cause("informed", deed.seq), secrecy=secrecy)


def grant(moment: Moment, proposal: Proposal, terms: Mapping[str, Any], deed: Event) -> None:
    """Grant leave: it runs until its day; duties to be elsewhere rest meanwhile; both know it, and
    know it of each other."""
    who, given = proposal.binding.i, proposal.target
    until = moment.now + parse_span(str(terms["for"]))
    data = {"name": f"leave to {terms['what']}", "kind": "leave", "due": until,
            "words": f"leave to {terms['what']}"}  # fmt: skip
    roles = moment.roles(by=given, to=who, about=proposal.about)
    moment.draft("CommitmentMade", roles, data, (Cause("enabled", deed.seq),))
    for each in moment.whole.commitments.running_of(given, "duty"):
        turn(moment, each, "CommitmentEnded", Cause("enabled", deed.seq), status=RELEASED)
    text = f"stays({moment.id_(given)}, {_group_of(moment, who)})"
    informed = Cause("informed", deed.seq)
    revise(moment, who, text, 5.0, informed, weight=0.7)
    moment.draft("Told", moment.roles(actor=who, target=given),
                 {"proposition": text, "hearers": [moment.id_(given)]},
                 (Cause("enabled", deed.seq),))  # fmt: skip
    revise(moment, given, text, 5.0, informed, weight=0.7)


def _group_of(moment: Moment, who: int) -> str:
    for group in moment.whole.groups.all.values():
        if who in group.offices.values():
            return group.id
    return "here"


def fulfil(moment: Moment, proposal: Proposal, terms: Mapping[str, Any], deed: Event) -> None:
    """What was owed is done."""
    for each in moment.whole.commitments.running_of(proposal.binding.i, terms["kind"]):
        if "to" not in terms or each.to == proposal.target:
            turn(moment, each, "CommitmentEnded", Cause("enabled", deed.seq), status=KEPT)
