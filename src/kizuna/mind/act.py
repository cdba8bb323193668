"""act: one choice each, with the reasons as they were weighed.

The considerations of the choice and of its runners-up are written down here, once, with their
values as they were. Explaining a deed later is reading them, never thinking again.
"""

from __future__ import annotations

from typing import Any

from kizuna.event import Cause
from kizuna.mind.moment import Choice, Moment, Proposal
from kizuna.mind.topics import bind_topics
from kizuna.mind.want import put_between_for
from kizuna.state.feeling import FEELING_ROW
from kizuna.state.table import NONE

RUNNERS_UP = 2


def act(moment: Moment) -> Moment:
    """The first proposal of each person becomes their choice."""
    broke_out = {event.roles["who"]: event for event in moment.drafted if event.kind == "BrokeOut"}
    for who, proposals in moment.proposals.items():
        if proposals:
            outburst = broke_out.get(moment.id_(who))
            moment.choices[who] = _choice(moment, who, proposals, outburst)
    return moment


def _choice(moment: Moment, who: int, proposals: list[Proposal], outburst: Any) -> Choice:
    chosen, *others = proposals
    voice = _voice(chosen) if outburst is None else str(outburst.data["voice"])
    reasons: dict[str, Any] = {
        "voice": voice,
        "score": round(chosen.total, 4),
        "weighed": _weighed(moment, chosen),
    }
    if others:
        reasons["instead_of"] = [
            _runner_up(moment, each) for each in others[:RUNNERS_UP] if each is not chosen
        ]
    causes = list(_causes(moment, who, chosen))
    if outburst is not None:
        causes.append(Cause("motivated", outburst.seq))
    return Choice(chosen, voice, reasons, tuple(dict.fromkeys(causes)))


def _voice(chosen: Proposal) -> str:
    return "heart" if chosen.heart > chosen.head else "head"


def _weighed(moment: Moment, proposal: Proposal) -> dict[str, float]:
    """Each consideration by name with what it weighed; what weighed nothing is left out."""
    rows = _rows(moment, proposal)
    values = moment.weighing.parts[proposal.practice.name].weigh(**rows) if rows else ()
    weighed = {
        f"{each.voice}: {each.name}": round(float(value), 3)
        for each, value in zip(proposal.practice.considerations, values, strict=False)
        if abs(value) >= 0.0005
    }
    if abs(proposal.habit) >= 0.0005:
        weighed["habit and chance"] = round(proposal.habit, 3)
    return weighed


def _rows(moment: Moment, proposal: Proposal) -> dict[str, int]:
    """Rows for weighing again; topics and pair beliefs may have been bound anew since."""
    binding = proposal.binding
    if binding.t != NONE:
        again = bind_topics(moment, binding.i, [binding.j])
        binding = next((each for each in again if each.topic == binding.topic), binding)
        return binding.rows() if again else {}
    if binding.b != NONE or binding.k != NONE:
        return put_between_for(moment, binding).rows()
    return binding.rows()


def _runner_up(moment: Moment, proposal: Proposal) -> dict[str, Any]:
    found: dict[str, Any] = {
        "practice": proposal.practice.name,
        "score": round(proposal.total, 4),
        "weighed": _weighed(moment, proposal),
    }
    found |= moment.roles(target=proposal.target, about=proposal.about)
    return found


def _causes(moment: Moment, who: int, chosen: Proposal) -> list[Cause]:
    """What moved them: what they answer, what they just noticed, the feelings in the matter."""
    causes: list[Cause] = []
    people = moment.whole.people
    waits = people.address[who]
    if chosen.practice.answers and waits is not None:
        causes.append(Cause("motivated", waits.seq))
    errand = people.errand[who]
    if errand is not None and errand.practice == chosen.practice.name:
        causes.append(Cause("enabled", errand.seq))
    causes += _felt_causes(moment, who, chosen)
    causes += _belief_causes(moment, who, chosen)
    return causes


def _felt_causes(moment: Moment, who: int, chosen: Proposal) -> list[Cause]:
    """Events behind the feelings that the practice's formulas read."""
    whole, found = moment.whole, []
    read = {
        name.spelling for each in chosen.practice.considerations for name in each.formula.names()
    }
    read |= {name.spelling for name in chosen.practice.when.names()}
    for spelling in sorted(read):
        scope, _, word = spelling.partition(".")
        if word == "on_mind":
            found += _reminder(moment, who, chosen, scope)
            continue
        if word not in FEELING_ROW and word not in ("worry", "unaccounted"):
            continue
        row = FEELING_ROW.get(word, FEELING_ROW["fear"])
        other = {"toward": chosen.target, "toward_about": chosen.about}.get(scope, NONE)
        if scope == "actor" and whole.feelings.inward.left(row, who, moment.now) > 0.08:
            found.append(Cause("motivated", int(whole.feelings.inward.about[row, who])))
        bond = moment.bond(who, other) if other != NONE else NONE
        if bond != NONE and whole.feelings.directed.left(row, bond, moment.now) > 0.08:
            found.append(Cause("motivated", int(whole.feelings.directed.about[row, bond])))
    return [cause for cause in found if cause.seq != 0]


def _reminder(moment: Moment, who: int, chosen: Proposal, scope: str) -> list[Cause]:
    """What brought somebody to mind."""
    other = chosen.about if scope == "toward_about" else chosen.target
    bond = moment.bond(who, other) if other != NONE else NONE
    by = 0 if bond == NONE else int(moment.whole.bonds.numbers.get("reminded_by", bond))
    return [Cause("motivated", by)] if by else []


HEARTS = {"hated": "hates", "liked": "likes", "menace": "means_harm", "seems_afraid": "fears"}
PAIRS = {"dear": "holds_dear", "anger": "hates", "menace": "means_harm"}


def _belief_causes(moment: Moment, who: int, chosen: Proposal) -> list[Cause]:
    """The latest evidence for the beliefs that the practice's formulas read."""
    read = {
        name.spelling for each in chosen.practice.considerations for name in each.formula.names()
    }
    read |= {name.spelling for name in chosen.practice.when.names()}
    texts = []
    if chosen.binding.t != NONE:
        texts.append(chosen.binding.topic)
    if chosen.target != NONE:
        own, target = moment.id_(who), moment.id_(chosen.target)
        for word, predicate in HEARTS.items():
            if f"toward.{word}" in read:
                texts += _about_them(moment, who, predicate, target, own)
        if chosen.about != NONE:
            for word, predicate in PAIRS.items():
                if f"between.{word}" in read:
                    texts.append(f"{predicate}({target}, {moment.id_(chosen.about)})")
    held = [moment.whole.beliefs.held(who, text) for text in texts]
    return [Cause("informed", each.evidence[-1]) for each in held if each and each.evidence]


def _about_them(moment: Moment, who: int, predicate: str, target: str, own: str) -> list[str]:
    if predicate == "means_harm":
        return [
            text
            for text, belief in moment.whole.beliefs.of[who].items()
            if belief.proposition.predicate == predicate and belief.proposition.names[0] == target
        ]
    return [f"{predicate}({target}, {own})"]
