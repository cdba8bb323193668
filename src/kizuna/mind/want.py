"""want: every voice weighs everything a person could do now.

For each due person the possible bindings are listed (alone, with somebody here, to somebody not
here, about a third person, on a topic) and the generated scores weigh every practice over them:
conditions first, so that only what is possible is weighed. Beside the considerations an author
wrote stands *habit* (see `mind.habit`).

A few people are taken one by one, which is what this file tells. A town is taken all at once
(see `mind.crowd`): the same bindings, rules and ties, in columns, equal to the last bit.
"""

from __future__ import annotations

from operator import attrgetter, itemgetter

from kizuna.mind import bind, crowd
from kizuna.mind.habit import ANSWERING, CHANCE, KEPT, Habits
from kizuna.mind.moment import Binding, Moment, Proposal, Urges
from kizuna.mind.topics import bind_topics
from kizuna.state.person import ANYBODY, Unanswered
from kizuna.world.rules import Practice

Weighed = tuple[float, int, float, float, float, float, Binding]
"""One weighed possibility, before it is worth a proposal of its own: total, practice index, head,
heart, resident, habit, binding."""


Found = tuple[Binding, int, float, float, float]
"""What a generated function finds possible: binding, practice index, head, heart, resident."""

TOTAL, RESIDENT = itemgetter(0), itemgetter(4)
TOTAL_OF = attrgetter("total")


def want(moment: Moment) -> Moment:
    """The best proposals of each due person who is awake, best first; and each voice's own."""
    moment.weighing.clear_bindings()
    awake = [who for who in moment.due if moment.whole.people.is_awake(who)]
    if len(awake) >= crowd.A_CROWD:
        moment.proposals, moment.urges = crowd.want_all(moment, awake)
    else:
        wanted = {who: want_one(moment, who) for who in awake}
        moment.proposals = {who: best for who, (best, _) in wanted.items()}
        moment.urges = {who: urges for who, (_, urges) in wanted.items() if urges is not None}
    return moment


def want_one(moment: Moment, who: int) -> tuple[list[Proposal], Urges | None]:
    """The best one person could do, and what each voice alone would; None: nothing is possible."""
    table = Table(moment, who)
    weigh_all(moment, who, table)
    return (table.best(), table.urges()) if table.rows else ([], None)


def possible(moment: Moment, who: int) -> list[Practice]:
    """Every practice somebody could do now, once for each binding they could do it with."""
    moment.weighing.clear_bindings()
    table = Table(moment, who)
    weigh_all(moment, who, table)
    return [moment.world.practices[index] for _, index, *_ in table.rows]


def all_weighed(moment: Moment, who: int) -> list[Proposal]:
    """Everything one person could do now, as weighed and as chance moves it, the best first."""
    moment.weighing.clear_bindings()
    table = Table(moment, who)
    weigh_all(moment, who, table)
    return sorted(table.moved(), key=TOTAL_OF, reverse=True)


# Everything possible. -------------------------------------------------------------------------


def weigh_all(moment: Moment, who: int, table: Table) -> None:
    """Weigh every practice over every binding, in the order that settles ties."""
    here, absent, thirds = bind.around(moment, who)
    topics, waits = bind_topics(moment, who, here), bind.waiting(moment, who)
    table.weigh("alone", [Binding(who)])
    table.weigh("here", here)
    table.weigh("absent", absent)
    table.weigh("about here", bind.about(moment, here, thirds))
    if waits is not None:
        table.answer("here", waits, [bind.pair(moment, who, waits.by)])
        table.answer("about here", waits, bind.answer_about(moment, who, waits))
    table.weigh("about absent", bind.about_absent(moment, absent, thirds))
    table.weigh("topic", topics)
    if waits is not None:
        table.answer("topic", waits, bind.answer_topics(topics, waits))


class Table:
    """One person's possibilities as they are weighed."""

    def __init__(self, moment: Moment, who: int) -> None:
        self.moment, self.who = moment, who
        self.habits, self.ways = Habits(moment, who), moment.weighing.ways
        self.rows: list[Weighed] = []

    def weigh(self, group: str, bindings: list[Binding]) -> None:
        """Add what nobody asked for."""
        found: list[Found] = []
        self.moment.weighing.free[group](bindings, found.append)
        self._add(found, 0.0)

    def answer(self, group: str, waits: Unanswered, bindings: list[Binding]) -> None:
        """Add the answers to what was done to one."""
        weighing = self.moment.weighing
        possible = weighing.scores.answers_to.get(waits.practice, {}).get(group, ())
        found: list[Found] = []
        for at in bindings:
            for index in possible:
                weighing.answers[group, index]((at,), found.append)
        self._add(found, ANSWERING)

    def _add(self, found: list[Found], answering: float) -> None:
        """Add what was found, with what habit makes of it."""
        names, sort, habits = self.ways.name, self.ways.sort, self.habits
        lately, fresh, add = habits.recent, habits.fresh(answering), self.rows.append
        for at, index, head, heart, resident in found:
            target, about, topic = at.target, at.about, at.topic
            habit = fresh[sort[index]]
            # Most of what one could do was not lately done, and then habit says the same of it all.
            name = names[index]
            said = (name, ANYBODY, about, topic) in lately
            if habit is None or said or (name, target, about, topic) in lately:
                habit = habits.of(index, at, answering)
            add((head + heart + habit, index, head, heart, resident, habit, at))

    # The best of it. -----------------------------------------------------------------------------

    def best(self) -> list[Proposal]:
        """The best few, with chance added where it can matter."""
        near_from = max(self.rows, key=TOTAL)[0] - 2 * CHANCE
        near = [self._moved(each) for each in self.rows if each[0] > near_from]
        near.sort(key=TOTAL, reverse=True)
        best = near[:KEPT]
        if len(best) < KEPT:
            rest = [each for each in self.rows if each[0] <= near_from]
            best += sorted(rest, key=TOTAL, reverse=True)[: KEPT - len(best)]
        return [self._proposal(each) for each in best]

    def moved(self) -> list[Proposal]:
        """All of it, with chance added."""
        return [self._proposal(self._moved(each)) for each in self.rows]

    def urges(self) -> Urges:
        """What is loudest in the heart, and what a resident wants most; no chance in either."""
        loudest, inside = max(self.rows, key=_loudness), max(self.rows, key=RESIDENT)
        return Urges(self._proposal(loudest), self._proposal(inside))

    def _proposal(self, each: Weighed) -> Proposal:
        _, index, head, heart, resident, habit, at = each
        return Proposal(self.moment.world.practices[index], at, head, heart, resident, habit)

    def _moved(self, each: Weighed) -> Weighed:
        """As chance moves it."""
        _, index, head, heart, resident, habit, at = each
        purpose = self.moment.world.practices[index].key
        habit += self.habits.chance(at, purpose)
        return (head + heart + habit, index, head, heart, resident, habit, at)


def _loudness(each: Weighed) -> float:
    """How loud the heart alone is about it."""
    return each[3] + each[5]
