"""habit: what weighs beside the considerations an author wrote.

One does not do the same again at once, nor talk for ever; one does what one came for, and does not
lightly begin something else on the way; whoever is asked answers. And a touch of chance, with its
own address, for people are not clocks.

Every rule stands here once, written so that it takes plain numbers for a scene and columns for a
town (a flag counts as 1 or 0 in both), and gives the same to the last bit.

    weighs(ANSWERING, worn=0.0, talked=0.0, is_too_early=False, ...)     # 0.35
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kizuna.dice import WORD, half_address, roll_from
from kizuna.mind.moment import Binding, Moment
from kizuna.mind.ways import HEARTFELT
from kizuna.state.person import ANYBODY, OPENED_UP, TALKED, Errand, Spot, Worn
from kizuna.state.table import NONE

CHANCE = 0.10
"""Chance moves a score by at most this much either way (a choice: people are not clocks)."""
JUST_DID_THAT = 0.9
"""What a thing just done loses; it comes back with the practice's own `again` as half-life."""
CAME_FOR_THIS = 0.5
"""Whoever went somewhere to do something does it there."""
HOLDS = 0.2
"""What one has settled down to holds one: it is so much the opposite of worn (a choice; whoever is
at something tends to stay at it: Samuelson & Zeckhauser 1988)."""
SAID_ALREADY = 0.35
"""How worn something is by having been told to somebody else, beside having been told to this one
(a choice)."""
BARED_ALREADY = 0.8
"""The same for what opens the heart about somebody and is no matter to be told: whom they live for
nobody says to one after the other (a choice). What is about nobody (that one is alone) leaves
nothing worn toward others."""
ANSWERING = 0.35
"""Who is spoken to answers rather than not."""
ALREADY_ON_THE_WAY = 0.6
"""Whoever is on an errand does not lightly begin another (a choice)."""
ALREADY_ON_IT = 9.0
"""What one is on the way to do is not begun again: going on is what is left."""
SEARCH = "search_for"
"""Whoever looks for somebody is on it wherever they are."""
NOT_YET = 9.0
"""What a practice comes `after` has not been done: it is not thought of."""
BESIDE_THE_POINT = 0.25
"""What anything else one could say loses while somebody waits to hear about an offer or a claim of
theirs (a choice; an answer is due when a first part has been said: Schegloff & Sacks 1973)."""
BARGAINING = frozenset({"propose", "counter", "claim", "dispute"})
"""Effects that wait for a yes or a no."""
TALKED_OUT = 0.05
"""Each thing said of one's own accord makes the next less pressing, for a while (a choice)."""
OPENED_ENOUGH = 0.3
"""What each disclosure takes off the next, for the wholly reserved (a choice)."""
THIRDS = 6
"""Of so many third persons at most somebody thinks at a time: those most on the mind."""
ON_THE_MIND = 0.15
MATTERS = 0.1
KEPT = 4
"""How many of the best proposals are kept for the choice and its reasons."""


# The rules, for numbers and for columns. -------------------------------------------------------


def weighs(
    answering: Any, worn: Any, talked: Any, opened: Any = 0.0, is_too_early: Any = False,
    came_for_this: Any = False, is_on_it: Any = False, is_another: Any = False,
) -> Any:  # fmt: skip
    """What habit adds to a score. `talked` counts only for what nobody asked for, `opened` only
    for what discloses something."""
    habit = answering - JUST_DID_THAT * worn - talked - opened - NOT_YET * is_too_early
    habit = habit + CAME_FOR_THIS * came_for_this
    return habit - ALREADY_ON_IT * is_on_it - ALREADY_ON_THE_WAY * is_another


def talked_out(worn: Any, sociability: Any, share: Any, owes_answer: Any) -> Any:
    """What the talk one has had takes from more of it, less for the sociable; and what owing an
    answer to an offer or a claim takes from saying something else."""
    return TALKED_OUT * (1.4 - sociability) * share * worn + BESIDE_THE_POINT * owes_answer


def opened_up(worn: Any, reserve: Any) -> Any:
    """What opening up takes from opening up further, more for the reserved."""
    return OPENED_ENOUGH * reserve * worn


def errand_says(
    is_this: Any, is_at_goal: Any, is_search: Any, is_away: Any, settles: Any
) -> tuple[Any, Any, Any]:
    """Of a practice, to somebody on an errand: is it what they came for, what they are on the way
    to (going on is what is left to do), or something else than their errand?

    `is_this` is the errand's practice with its target; `is_away` a target elsewhere.
    """
    is_on_it = is_this & (is_search | is_away)
    is_another = (is_this ^ True) & (is_away | settles)
    return is_this & is_at_goal, is_on_it, is_another


def on_the_mind(on_mind: Any, anger: Any, worry: Any, affection: Any) -> Any:
    """How much somebody thinks of another; above ON_THE_MIND they may come up in talk."""
    return on_mind + anger + worry + 0.3 * abs(affection)


def matters(closeness: Any, respect: Any, fear: Any) -> Any:
    """How much somebody who is elsewhere means to one; above MATTERS they may be sought."""
    return closeness + respect + fear


def swing(drawn: Any) -> Any:
    """What a draw (at least 0, below 1) does to a score."""
    return CHANCE * (2.0 * drawn - 1.0)


# One person's habits. -------------------------------------------------------------------------


class Habits:
    """What lies on one person now: deeds lately done, talk had, the errand they are on; and how
    chance falls for them."""

    def __init__(self, moment: Moment, who: int) -> None:
        people = moment.whole.people
        self.people, self.now, self.ways = people, moment.now, moment.weighing.ways
        self.recent, self.errand = people.recent[who], people.errand[who]
        self.place = people.place(who)
        talk, sociability = self._worn(TALKED), people.trait(who, "sociability")
        opened, reserve = self._worn(OPENED_UP), people.trait(who, "reserve")
        self.opened = opened_up(opened, reserve)
        owes = owes_answer(moment, who)
        self.talked = {
            share: talked_out(talk, sociability, share, owes) for share in (HEARTFELT, 1.0)
        }
        self.half_address = half_address(moment.whole.seed, moment.now, people.keys[who])
        self._fresh: dict[float, list[float | None]] = {}

    def fresh(self, answering: float) -> list[float | None]:
        """By sort of practice, what habit adds to what was not lately done; None where that depends
        on more: for those on an errand, and for what comes after something."""
        if answering not in self._fresh:
            first = self.ways.first_of_sort if self.errand is None else ()
            fresh = [self._weighed(index, answering, 0.0) for index in first]
            unknown = [None] * (len(self.ways.first_of_sort) + 1 - len(fresh))
            self._fresh[answering] = [*fresh, *unknown]
        return self._fresh[answering]

    def of(self, index: int, at: Binding, answering: float) -> float:
        """What habit adds to a practice with this binding."""
        after, errand, ways = self.ways.after[index], NO_ERRAND, self.ways
        worn = -HOLDS
        if not self.people.is_settled_at(at.i, ways.name[index], at.target, self.now):
            spot = (ways.name[index], at.target, at.about, at.topic)
            worn = how_worn(self.recent, spot, self.now, ways.discloses[index])
        is_too_early = bool(after) and not comes_after(
            self.recent, after, ways.name[index], at.target, self.now - ways.not_before[index]
        )
        if self.errand is not None:
            errand = self._errand_says(self.errand, index, at)
        return self._weighed(index, answering, worn, is_too_early, *errand)

    def _weighed(self, index: int, answering: float, worn: float, *others: bool) -> float:
        ways = self.ways
        talked = self.talked[ways.share[index]] if ways.is_talk[index] and not answering else 0.0
        opened = self.opened if ways.discloses[index] else 0.0
        return float(weighs(answering, worn, talked, opened, *others))

    def _worn(self, spot: Spot) -> float:
        """How worn a deed is."""
        worn = self.recent.get(spot)
        return 0.0 if worn is None else worn.left(self.now)

    def _errand_says(self, errand: Errand, index: int, at: Binding) -> tuple[bool, bool, bool]:
        is_same = self.ways.name[index] == errand.practice
        says: tuple[bool, bool, bool] = errand_says(
            is_same and at.target == errand.target,
            errand.goal == self.place,
            errand.practice == SEARCH,
            at.target != NONE and self.people.place(at.target) != self.place,
            self.ways.settles[index],
        )
        return says

    def chance(self, at: Binding, purpose: int) -> float:
        """What chance does to one score: its address is the moment, who, whom and what."""
        keys = self.people.keys
        whom = keys[at.target] if at.target != NONE else 0
        if at.about != NONE:
            whom ^= (keys[at.about] << 1) & WORD
        return float(swing(roll_from(self.half_address, whom, purpose)))


NO_ERRAND = (False, False, False)


def owes_answer(moment: Moment, who: int) -> bool:
    """Whether somebody waits to hear what they say to an offer or a claim."""
    waits = moment.whole.waiting(who, moment.now)
    practice = None if waits is None else moment.world.practice.get(waits.practice)
    return practice is not None and not BARGAINING.isdisjoint(practice.effects)


def how_worn(recent: Mapping[Spot, Worn], spot: Spot, now: int, discloses: bool) -> float:
    """How worn a deed is: by having been done, and by having been done to others."""
    name, _, about, topic = spot
    same, others = recent.get(spot), recent.get((name, ANYBODY, about, topic))
    worn = 0.0 if same is None else same.left(now)
    if others is None:
        return worn
    share = BARED_ALREADY if discloses and not topic else SAID_ALREADY
    return worn + share * max(0.0, min(1.0, others.left(now) - worn))


def comes_after(
    recent: Mapping[Spot, Worn], practices: tuple[str, ...], name: str, target: int, until: float
) -> bool:
    """Whether somebody did one of these practices to the same person, as far as they still
    remember, last at `until` at the latest, and has not done this one to them since."""
    first = [worn for each in practices if (worn := recent.get((each, target, NONE, "")))]
    since = max((worn.at for worn in first), default=None)
    return (
        since is not None
        and since <= until
        and not any(worn.at >= since for spot, worn in recent.items() if spot[:2] == (name, target))
    )
