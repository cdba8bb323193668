"""act: one choice each, with the reasons as they were weighed.

The considerations of the choice and of its runners-up are written down with the deed, once, with
their values as they were. Explaining a deed later is reading them, never thinking again.
"""

from __future__ import annotations

from collections.abc import Callable

from kizuna.event import Cause
from kizuna.mind import crowd
from kizuna.mind.moment import Choice, Moment, Proposal
from kizuna.mind.reasons import Reasons, Told, tell_all


def act(moment: Moment) -> Moment:
    """The best proposal of each person, or what broke out, becomes their choice."""
    told_by = crowd.tell_all if isinstance(moment.proposals, crowd.Wanted) else tell_all
    for who, chosen, tell in told_by(moment):
        moment.choices[who] = _choice(moment, who, chosen, tell)
    return moment


def _choice(moment: Moment, who: int, chosen: Proposal, tell: Callable[[], list[Told]]) -> Choice:
    outburst = moment.outbursts.get(who)
    voice = _voice(chosen) if outburst is None else str(outburst.event.data["voice"])
    causes = () if outburst is None else (Cause("motivated", outburst.event.seq),)
    return Choice(chosen, voice, Reasons(voice, tell), causes, outburst is not None)


def _voice(chosen: Proposal) -> str:
    return "heart" if chosen.heart > chosen.head else "head"
