"""act: one choice each, with the reasons as they were weighed.

The considerations of the choice and of its runners-up are written down here, once, with their
values as they were. Explaining a deed later is reading them, never thinking again.
"""

from __future__ import annotations

from kizuna.event import Cause
from kizuna.mind import crowd
from kizuna.mind.moment import Choice, Moment, Proposal
from kizuna.mind.reasons import Told, tell_all


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
    causes = () if outburst is None else (Cause("motivated", outburst.event.seq),)
    return Choice(chosen, voice, reasons, causes, outburst is not None)


def _voice(chosen: Proposal) -> str:
    return "heart" if chosen.heart > chosen.head else "head"
