"""finish: long deeds that come to their end, and what comes of them then.

A practice may do something at once (`does`) and something when it is over (`at the end`). What is
broken off comes to nothing: whoever began something else in between has not finished this.

    teach: {takes: 40 min, at the end: [{train: {trait: healing, of: target, by: 0.02}}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from kizuna.event import Cause, Event
from kizuna.mind.moment import Binding, Moment, Proposal
from kizuna.state.person import Doing
from kizuna.state.table import NONE
from kizuna.world.rules import Practice


def finished(moment: Moment) -> Iterator[tuple[Proposal, Event]]:
    """Draft each deed that is over by now and has something to come to; its Finished comes along
    with the deed as a proposal, for the effects that ask who did it to whom."""
    for who in moment.due:
        doing = moment.whole.people.doing[who]
        practice = moment.world.practice.get(doing.practice)
        if practice is not None and practice.at_end and _is_over(moment, who, doing, practice):
            roles = moment.roles(actor=who, target=doing.target, about=doing.about)
            data, cause = {"practice": practice.name}, (Cause("enabled", doing.seq),)
            place = moment.place_id(who)
            yield (
                proposal_of(who, doing, practice),
                moment.draft("Finished", roles, data, cause, place),
            )


def _is_over(moment: Moment, who: int, doing: Doing, practice: Practice) -> bool:
    """Whether it has lasted its time, and nobody has gone meanwhile."""
    people = moment.whole.people
    if moment.now < doing.since + practice.takes or not people.is_awake(who):
        return False
    return doing.target == NONE or people.place(doing.target) == people.place(who)


def proposal_of(who: int, doing: Doing, practice: Practice) -> Proposal:
    """A deed that is being done, as what it was when it was chosen."""
    at = Binding(who, target=doing.target, about=doing.about, topic=doing.topic)
    return Proposal(practice, at, 0.0, 0.0, 0.0, 0.0)
