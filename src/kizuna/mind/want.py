"""want: every voice weighs everything a person could do now.

For each due person the possible bindings are listed (alone, with somebody here, to somebody not
here, about a third person, on a topic) and the generated scores weigh every practice over them:
conditions first, so that only what is possible is weighed. Beside the considerations an author
wrote stands *habit*: one does not do the same again at once, one does what one came for, an answer
is waited for; and a touch of chance, with its own address.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kizuna.dice import roll
from kizuna.mind.moment import Binding, Moment, Proposal
from kizuna.mind.topics import bind_topics
from kizuna.state.person import OPENED_UP, TALKED, Address, Errand, Spot
from kizuna.state.table import NONE
from kizuna.world.rules import Practice

CHANCE = 0.10
"""Chance moves a score by at most this much either way (a choice: people are not clocks)."""
JUST_DID_THAT = 0.9
"""What a thing just done loses; it comes back with the practice's own `again` as half-life."""
CAME_FOR_THIS = 0.5
"""Whoever went somewhere to do something does it there."""
ANSWERING = 0.35
"""Who is spoken to answers rather than not."""
ALREADY_ON_THE_WAY = 0.6
"""Whoever is on an errand does not lightly begin another (a choice)."""
ALREADY_ON_IT = 9.0
"""What one is on the way to do is not begun again: going on is what is left."""
NOT_YET = 9.0
"""What a practice comes `after` has not been done: it is not thought of."""
TALKED_OUT = 0.05
"""Each thing said of one's own accord makes the next less pressing, for a while (a choice)."""
HEARTFELT = 0.3
"""What comes from the heart is said even late in a long talk: so much of that counts."""
OPENED_ENOUGH = 0.3
"""What each disclosure takes off the next, for the wholly reserved (a choice)."""
ANSWER_WAITS_S = 15 * 60
THIRDS = 4
"""Of so many third persons at most somebody thinks at a time: those most on the mind."""
KEPT = 4
"""How many of the best proposals are kept for the choice and its reasons."""


class Weighed(NamedTuple):
    """One weighed possibility, before it is worth an object of its own."""

    practice: int
    head: float
    heart: float
    resident: float
    habit: float
    binding: Binding
    target: int
    about: int

    @property
    def total(self) -> float:
        """What head and heart together make of it."""
        return self.head + self.heart + self.habit


def want(moment: Moment) -> Moment:
    """The best proposals of each due person who is awake, best first; plus each voice's own."""
    for who in moment.due:
        if moment.whole.people.is_awake(who):
            moment.proposals[who] = _best(moment, who, list(_weighed(moment, who)))
    return moment


# Everything possible. -------------------------------------------------------------------------


def _weighed(moment: Moment, who: int) -> Iterator[Weighed]:
    here = moment.here(who)
    known = [row for row in here if moment.bond(who, row) != NONE]
    yield from _over(moment, who, "alone", [Binding(who)])
    yield from _over(moment, who, "here", [_pair(moment, who, row) for row in known])
    yield from _over(moment, who, "absent", _absent(moment, who, here))
    thirds = _thirds(moment, who)
    triples = [t for row in known for t in _triples(moment, who, row, row, thirds)]
    _put_between(moment, who, triples)
    yield from _over(moment, who, "about here", triples)
    yield from _answers(moment, who, triples)
    far = [t for b in _absent(moment, who, here) for t in _far_triples(moment, b, thirds)]
    if far:
        _put_between(moment, who, far)
        yield from _over(moment, who, "about absent", far)
    yield from _over(moment, who, "topic", bind_topics(moment, who, known))
    yield from _topic_answers(moment, who, known)


def _over(moment: Moment, who: int, group: str, bindings: list[Binding]) -> Iterator[Weighed]:
    weigh = moment.weighing.free[group]
    for binding in bindings:
        found: list[tuple[int, float, float, float]] = []
        _call(weigh, group, binding, found)
        for each in found:
            yield _with_habit(moment, who, each, binding, 0.0)


def _call(
    weigh: object, group: str, at: Binding, found: list[tuple[int, float, float, float]]
) -> None:
    if group == "alone":
        weigh(at.i, found.append)  # type: ignore[operator]
    elif group in ("here", "absent"):
        weigh(at.i, at.j, at.ij, found.append)  # type: ignore[operator]
    elif group == "topic":
        weigh(at.i, at.j, at.ij, at.t, found.append)  # type: ignore[operator]
    else:
        weigh(at.i, at.j, at.ij, at.k, at.ik, at.b, found.append)  # type: ignore[operator]


def _pair(moment: Moment, who: int, row: int) -> Binding:
    return Binding(who, row, moment.bond(who, row))


def _absent(moment: Moment, who: int, here: list[int]) -> list[Binding]:
    """Everybody known who is somewhere else; seen through the unseen row."""
    if (
        moment.still.person_flag["is_travelling"][who]
        or moment.still.person_flag["is_following"][who]
    ):
        return []
    whole, unseen = moment.whole, moment.still.unseen
    found = []
    for bond in whole.bonds.known_by(who):
        row = whole.bonds.toward(bond)
        if (
            row not in here
            and moment.still.bond["closeness"][bond]
            + moment.still.bond["respect"][bond]
            + moment.still.bond["fear"][bond]
            > 0.1
        ):
            found.append(Binding(who, unseen, bond, topic=str(row)))
    return found


def _thirds(moment: Moment, who: int) -> list[int]:
    """Whom somebody thinks of: bond rows, those most on the mind first."""
    bond = moment.still.bond
    rows = moment.whole.bonds.known_by(who)

    def weight(row: int) -> float:
        return float(
            bond["on_mind"][row] + bond["anger"][row] + bond["worry"][row]
            + 0.3 * abs(bond["affection"][row])
        )  # fmt: skip

    return sorted((row for row in rows if weight(row) > 0.15), key=weight, reverse=True)[:THIRDS]


def _triples(
    moment: Moment, who: int, target: int, seen_as: int, thirds: list[int]
) -> Iterator[Binding]:
    ij = moment.bond(who, target)
    for ik in thirds:
        third = moment.whole.bonds.toward(ik)
        if third not in (target, who):
            yield Binding(who, seen_as, ij, _as_seen(moment, who, third), ik, topic=str(third))


def _far_triples(moment: Moment, to: Binding, thirds: list[int]) -> Iterator[Binding]:
    target = int(to.topic)
    if not moment.still.bond_flag["can_grant_stay"][to.ij]:
        return
    for each in _triples(moment, to.i, target, to.j, thirds):
        yield Binding(to.i, to.j, to.ij, each.k, each.ik, topic=f"{target},{each.topic}")


def _as_seen(moment: Moment, who: int, row: int) -> int:
    """The row somebody is seen through: their own when they are here, else the unseen one."""
    return (
        row
        if moment.whole.people.place(row) == moment.whole.people.place(who)
        else moment.still.unseen
    )


def _put_between(moment: Moment, who: int, triples: list[Binding]) -> None:
    """Fill the columns of what the actor believes lies from target to third person."""
    dear, anger, menace, helped = [], [], [], []
    beliefs, ids = moment.whole.beliefs, moment.whole.people.ids
    for index, each in enumerate(triples):
        target, third = _people_of(each)
        pair = f"({ids[target]}, {ids[third]})"
        dear.append(beliefs.confidence(who, f"holds_dear{pair}"))
        anger.append(beliefs.confidence(who, f"hates{pair}"))
        helped.append(beliefs.confidence(who, f"helped{pair}"))
        menace.append(beliefs.confidence(who, f"means_harm({ids[third]}, {ids[target]})"))
        triples[index] = Binding(each.i, each.j, each.ij, each.k, each.ik, index, topic=each.topic)
    moment.weighing.columns.update(
        between_dear=dear, between_anger=anger, between_menace=menace, between_helped=helped
    )


def _people_of(binding: Binding) -> tuple[int, int]:
    """Target and third person of a binding whose rows may be the unseen one."""
    named = [int(part) for part in binding.topic.split(",")] if binding.topic else []
    if len(named) == 2:
        return named[0], named[1]
    return binding.j, named[0] if named else NONE


def put_between_for(moment: Moment, binding: Binding) -> Binding:
    """One binding with its pair beliefs filled in again, to weigh it once more."""
    mine = [binding]
    _put_between(moment, binding.i, mine)
    return mine[0]


# Answers. -------------------------------------------------------------------------------------


def _waiting(moment: Moment, who: int) -> Address | None:
    """Who waits for an answer here, if it is not too late for one."""
    waits = moment.whole.people.address[who]
    if waits is None or moment.now - waits.at > ANSWER_WAITS_S:
        return None
    same_place = moment.whole.people.place(waits.by) == moment.whole.people.place(who)
    return waits if same_place and moment.bond(who, waits.by) != NONE else None


def _answers(moment: Moment, who: int, triples: list[Binding]) -> Iterator[Weighed]:
    waits = _waiting(moment, who)
    if waits is None:
        return
    possible = moment.weighing.scores.answers_to.get(waits.practice, {})
    pair = _pair(moment, who, waits.by)
    for index in possible.get("here", ()):
        yield from _answer(moment, who, "here", index, pair)
    about = waits.about if waits.about != who else NONE
    if about == NONE or moment.bond(who, about) == NONE:
        return
    seen = _as_seen(moment, who, about)
    triple = Binding(who, waits.by, pair.ij, seen, moment.bond(who, about), topic=str(about))
    mine = [triple]
    _put_between(moment, who, mine)
    for index in possible.get("about here", ()):
        yield from _answer(moment, who, "about here", index, mine[0])
    _put_between(moment, who, triples)


def _topic_answers(moment: Moment, who: int, known: list[int]) -> Iterator[Weighed]:
    waits = _waiting(moment, who)
    if waits is None or waits.by not in known:
        return
    possible = moment.weighing.scores.answers_to.get(waits.practice, {}).get("topic", ())
    for binding in bind_topics(moment, who, [waits.by]) if possible else ():
        for index in possible:
            yield from _answer(moment, who, "topic", index, binding)


def _answer(
    moment: Moment, who: int, group: str, index: int, binding: Binding
) -> Iterator[Weighed]:
    found: list[tuple[int, float, float, float]] = []
    practice = moment.world.practices[index]
    _call(moment.weighing.answers[group, practice.name], group, binding, found)
    for each in found:
        yield _with_habit(moment, who, each, binding, ANSWERING)


# Habit and chance. ----------------------------------------------------------------------------


def _worn(moment: Moment, who: int, spot: Spot) -> float:
    """How much of "just did that" lies on a deed."""
    worn = moment.whole.people.recent[who].get(spot)
    return 0.0 if worn is None else worn.left(moment.now)


def _with_habit(
    moment: Moment, who: int, found: tuple[int, float, float, float], binding: Binding,
    answering: float,
) -> Weighed:  # fmt: skip
    index, head, heart, resident = found
    practice = moment.world.practices[index]
    target, about = _target_and_about(practice.with_, binding)
    topic = binding.topic if practice.with_ == "person topic" else ""
    habit = answering - JUST_DID_THAT * _worn(moment, who, (practice.name, target, about, topic))
    if practice.is_talk and not answering:
        quiet = 1.4 - moment.whole.people.trait(who, "sociability")
        share = HEARTFELT if "heartfelt" in practice.tags else 1.0
        habit -= TALKED_OUT * quiet * share * _worn(moment, who, TALKED)
    if practice.discloses:
        reserve = moment.whole.people.trait(who, "reserve")
        habit -= OPENED_ENOUGH * reserve * _worn(moment, who, OPENED_UP)
    if practice.after and not _has_done(moment, who, practice.after, target):
        habit -= NOT_YET
    errand = moment.whole.people.errand[who]
    if errand is not None and _came_for(errand, practice, target):
        if errand.goal == moment.whole.people.place(who):
            habit += CAME_FOR_THIS
    if errand is not None and _is_same_errand(moment, who, practice.name, target):
        habit -= ALREADY_ON_IT
    elif errand is not None and not _came_for(errand, practice, target):
        if practice.begins_errand or practice.takes_long or _is_absent(moment, who, target):
            habit -= ALREADY_ON_THE_WAY
    return Weighed(index, head, heart, resident, habit, binding, target, about)


def _came_for(errand: Errand, practice: Practice, target: int) -> bool:
    """Whether this is what somebody set out to do."""
    return errand.practice == practice.name and errand.target == target


def _has_done(moment: Moment, who: int, practices: tuple[str, ...], target: int) -> bool:
    """Whether somebody did one of these to the same person, as far as they still remember."""
    recent = moment.whole.people.recent[who]
    return any((name, target, NONE, "") in recent for name in practices)


def _is_same_errand(moment: Moment, who: int, practice: str, target: int) -> bool:
    """Whether this is what somebody is already on their way to do: going on is what is left."""
    errand = moment.whole.people.errand[who]
    same = errand is not None and errand.practice == practice and errand.target == target
    return same and (practice == "search_for" or _is_absent(moment, who, target))


def _is_absent(moment: Moment, who: int, target: int) -> bool:
    place = moment.whole.people.numbers["place"]
    return target != NONE and bool(place[target] != place[who])


def _target_and_about(with_: str, binding: Binding) -> tuple[int, int]:
    if with_ == "alone":
        return NONE, NONE
    if with_ == "person about person":
        return _people_of(binding)
    if with_ == "person topic":
        return binding.j, NONE
    return (int(binding.topic), NONE) if binding.topic else (binding.j, NONE)


def _best(moment: Moment, who: int, weighed: list[Weighed]) -> list[Proposal]:
    """The best few, with chance added where it can matter, and the best of heart and resident."""
    if not weighed:
        return []
    most = max(each.total for each in weighed)
    near = [each for each in weighed if each.total > most - 2 * CHANCE]
    moved = sorted(
        (_proposal(moment, each, _chance(moment, who, each)) for each in near),
        key=lambda each: each.total,
        reverse=True,
    )[:KEPT]
    rest = sorted((e for e in weighed if e.total <= most - 2 * CHANCE), key=lambda e: -e.total)
    moved += [_proposal(moment, each, 0.0) for each in rest[: KEPT - len(moved)]]
    loudest = max(weighed, key=lambda each: each.heart + each.habit)
    inside = max(weighed, key=lambda each: each.resident)
    return [*moved, _proposal(moment, loudest, 0.0), _proposal(moment, inside, 0.0)]


def _chance(moment: Moment, who: int, each: Weighed) -> float:
    keys = moment.whole.people.keys
    whom = (keys[each.target] if each.target != NONE else 0) ^ (
        keys[each.about] << 1 if each.about != NONE else 0
    )
    practice = moment.world.practices[each.practice]
    return CHANCE * (
        2.0 * roll(moment.whole.seed, moment.now, keys[who], whom & (2**64 - 1), practice.key) - 1.0
    )


def _proposal(moment: Moment, each: Weighed, chance: float) -> Proposal:
    return Proposal(
        practice=moment.world.practices[each.practice],
        binding=each.binding,
        target=each.target,
        about=each.about,
        head=each.head,
        heart=each.heart,
        resident=each.resident,
        habit=each.habit + chance,
    )
