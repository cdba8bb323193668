"""impose: a deed done because a branch says so, and all that comes of it.

Nobody chose it, so there are no reasons; everything else is as with any deed. See `additions`.
"""

from __future__ import annotations

from kizuna.event import Cause
from kizuna.mind.moment import Binding, Choice, Moment, Proposal
from kizuna.scene.resolve import resolve_one
from kizuna.state.table import NONE
from kizuna.world.additions import Deed
from kizuna.world.change import ChangeMistaken

FROM_OUTSIDE = {"voice": "from outside", "score": 0.0, "weighed": {}}


def impose(moment: Moment, deed: Deed, because: int) -> None:
    """Draft a deed and what comes of it; `because` is the event that supposes it. ChangeMistaken
    when its actor could not do anything at that moment."""
    people = moment.whole.people
    who = people.row[deed.actor]
    if not people.is_awake(who) or people.place(who) == NONE:
        raise ChangeMistaken(f"{deed.actor!r} is not there and awake then")
    target, about = people.row.get(deed.target, NONE), people.row.get(deed.about, NONE)
    if target != NONE and moment.bond(who, target) == NONE:
        raise ChangeMistaken(f"{deed.actor!r} and {deed.target!r} do not know each other yet")
    at = Binding(
        who, target, moment.bond(who, target), about, moment.bond(who, about),
        t=0 if deed.topic else NONE, target=target, about=about, topic=deed.topic,
    )  # fmt: skip
    proposal = Proposal(moment.world.practice[deed.practice], at, 0.0, 0.0, 0.0, 0.0)
    causes = (Cause("enabled", because),)
    # As with an outburst, nobody's turn is waited for.
    choice = Choice(proposal, "from outside", FROM_OUTSIDE, causes, broke_out=True)
    resolve_one(moment, who, choice)
