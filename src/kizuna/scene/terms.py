"""terms: what people bind themselves to, and how it ends.

A commitment is made, granted, fulfilled or let go here, each as an event with the deed it came
from as its cause.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kizuna.clock import parse_span
from kizuna.event import Cause, Event
from kizuna.mind.believe import revise
from kizuna.mind.moment import Moment, Proposal
from kizuna.state.commitment import KEPT, RELEASED
from kizuna.state.table import NONE


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
    if "for" in terms:
        data["due"] = moment.now + parse_span(str(terms["for"]))
    moment.draft("CommitmentMade", roles, data, (Cause("enabled", deed.seq),))


def grant(moment: Moment, proposal: Proposal, terms: Mapping[str, Any], deed: Event) -> None:
    """Grant leave: it runs until its day; duties to be elsewhere rest meanwhile; both know it."""
    who, given = proposal.binding.i, proposal.target
    until = moment.now + parse_span(str(terms["for"]))
    data = {"name": f"leave to {terms['what']}", "kind": "leave", "due": until,
            "words": f"leave to {terms['what']}"}  # fmt: skip
    roles = moment.roles(by=given, to=who, about=proposal.about)
    moment.draft("CommitmentMade", roles, data, (Cause("enabled", deed.seq),))
    for each in moment.whole.commitments.running_of(given, "duty"):
        ended = {"commitment": each.seq, "status": RELEASED}
        moment.draft(
            "CommitmentEnded",
            moment.roles(by=each.by, to=each.to),
            ended,
            (Cause("enabled", deed.seq),),
        )
    text = f"stays({moment.id_(given)}, {_group_of(moment, who)})"
    for row in (given, who):
        revise(moment, row, text, 5.0, Cause("informed", deed.seq), weight=0.7)


def _group_of(moment: Moment, who: int) -> str:
    for group in moment.whole.groups.all.values():
        if who in group.offices.values():
            return group.id
    return "here"


def fulfil(moment: Moment, proposal: Proposal, terms: Mapping[str, Any], deed: Event) -> None:
    """What was owed is done."""
    for each in moment.whole.commitments.running_of(proposal.binding.i, terms["kind"]):
        if "to" not in terms or each.to == proposal.target:
            data = {"commitment": each.seq, "status": KEPT}
            roles = moment.roles(by=each.by, to=each.to)
            moment.draft("CommitmentEnded", roles, data, (Cause("enabled", deed.seq),))
