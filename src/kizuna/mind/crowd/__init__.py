"""crowd: what many people want, all at once.

The many-rows twin of `want`. A scene asks person by person and binding by binding; a town lays all
bindings of all its people side by side as columns, asks each practice's condition of all of them
together, and sums considerations only where something is possible:

    bindings   who could do something with whom      (here, absent, about a third, on a topic)
    between    what each believes of others, what each could talk of: more columns
    table      what each voice makes of what is possible
    habits     just did that, came for this          (the same rules: `mind.habit`)
    best       the few best of each person, in the same order, ties and all
    reasons    what each consideration weighed

What comes out is what `want` would find for each of them, to the last bit: which form is used is
nobody's business but the clock's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kizuna.mind.crowd.best import Wanted, best_of
from kizuna.mind.crowd.bindings import Crowd
from kizuna.mind.crowd.habits import with_habit
from kizuna.mind.crowd.reasons import contributions, tell_all
from kizuna.mind.crowd.table import weigh_all
from kizuna.mind.moment import Moment, Proposal, Urges
from kizuna.world.expr import quiet

__all__ = ["A_CROWD", "Wanted", "contributions", "tell_all", "want_all"]

A_CROWD = 24
"""From so many people on, all at once is cheaper than one by one (measured: see `benchmarks`)."""


def want_all(
    moment: Moment, people: Sequence[int]
) -> tuple[Mapping[int, list[Proposal]], Mapping[int, Urges]]:
    """For each of these people, who are awake, what `want.want_one` finds."""
    if not people or not moment.world.practices:
        return {who: [] for who in people}, {}
    with quiet():
        crowd = Crowd.of(moment, people)
        table = weigh_all(crowd)
        wanted = best_of(crowd, table, with_habit(crowd, table))
    return wanted, wanted.urges
