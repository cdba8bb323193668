"""act: one choice each, with the reasons as they were weighed.

The considerations of the choice and of its runners-up are written down here, once, with their
values as they were. Explaining a deed later is reading them, never thinking again.
"""

from __future__ import annotations

from kizuna.event import Cause
from kizuna.mind import crowd
from kizuna.mind.moment import Choice, Moment, Proposal
from kizuna.mind.reasons import Told, tell_all
from kizuna.mind.ways import REMINDED
from kizuna.state.table import NONE

FELT = 0.08
"""A feeling weaker than this moved nobody."""


def act(moment: Moment) -> Moment:
    """The best proposal of each person, or what broke out, becomes their choice."""
    tell = crowd.tell_all if isinstance(moment.proposals, crowd.Wanted) else tell_all
    for who, chosen, told in tell(moment):
        moment.choices[who] = _choice(moment, who, chosen, told)
    return moment


def _choice(moment: Moment, who: int, chosen: Proposal, told: list[Told]) -> Choice:
    outburst = moment.outbursts.get(who)
    voice = _voice(chosen) if outburst is None else str(outburst.event.data["voice"])
    reasons = {"voice": voice, "score": told[0]["score"], "weighed": told[0]["weighed"]}
    if len(told) > 1:
        reasons["instead_of"] = told[1:]
    causes = _causes(moment, who, chosen)
    if outburst is not None:
        causes.append(Cause("motivated", outburst.event.seq))
    return Choice(chosen, voice, reasons, tuple(dict.fromkeys(causes)), outburst is not None)


def _voice(chosen: Proposal) -> str:
    return "heart" if chosen.heart > chosen.head else "head"


def _causes(moment: Moment, who: int, chosen: Proposal) -> list[Cause]:
    """What moved them: what they answer, what they just noticed, the feelings in the matter."""
    causes: list[Cause] = []
    people = moment.whole.people
    waits = people.address[who]
    if chosen.practice.answers and waits is not None:
        causes.append(Cause("enabled", waits.seq))
    errand = people.errand[who]
    if errand is not None and errand.practice == chosen.practice.name:
        causes.append(Cause("enabled", errand.seq))
    causes += _felt_causes(moment, who, chosen)
    causes += _belief_causes(moment, who, chosen)
    return causes


def _felt_causes(moment: Moment, who: int, chosen: Proposal) -> list[Cause]:
    """Events behind the feelings that the practice's formulas read."""
    reads, felt = moment.weighing.reads[chosen.practice.index], moment.still.few
    seqs = [
        int(moment.whole.feelings.inward.about[feeling, who])
        for column, feeling in reads.inward
        if felt[column][who] > FELT
    ]
    if reads.directed:
        bonds = {"ij": moment.bond(who, chosen.target), "ik": moment.bond(who, chosen.about)}
        seqs += [
            _brought_about(moment, bonds[row], feeling)
            for row, feeling in reads.directed
            if bonds[row] != NONE
        ]
    return [Cause("motivated", seq) for seq in seqs if seq != 0]


def _brought_about(moment: Moment, bond: int, feeling: int) -> int:
    """The event behind a feeling toward somebody, or behind their being on the mind; 0: none."""
    if feeling == REMINDED:
        return int(moment.whole.bonds.numbers.get("reminded_by", bond))
    directed = moment.whole.feelings.directed
    is_felt = directed.left(feeling, bond, moment.now) > FELT
    return int(directed.about[feeling, bond]) if is_felt else 0


def _belief_causes(moment: Moment, who: int, chosen: Proposal) -> list[Cause]:
    """The latest evidence for the beliefs that the practice's formulas read."""
    reads = moment.weighing.reads[chosen.practice.index]
    texts = [chosen.binding.topic] if chosen.binding.t != NONE else []
    if chosen.target != NONE:
        own, target = moment.id_(who), moment.id_(chosen.target)
        for predicate in reads.hearts:
            texts += _about_them(moment, who, predicate, target, own)
        if chosen.about != NONE:
            about = moment.id_(chosen.about)
            texts += [f"{predicate}({target}, {about})" for predicate in reads.pairs]
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
