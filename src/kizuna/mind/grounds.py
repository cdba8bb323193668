"""grounds: the events a choice rests on, by what its formulas read.

A practice says in its condition what has to be so, and in its considerations what counts. Behind
each word there is an event that made it so: behind `toward.gratitude` the moment it was felt,
behind `here.is_gate` the arrival, behind `toward.hated` what was last concluded about that heart,
behind `actor.loyalty` nothing but who somebody is.

What a condition needed and would not have had by itself has *enabled* the deed: without that event
it could not have been. What a consideration weighed has *motivated* it, or, where it is something
believed, *informed* it. Only what spoke for the deed counts, and only what weighed something.

Which words a practice reads is worked out once; looking their events up is all that a deed costs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kizuna.event import Cause
from kizuna.mind.behind import Ground, ground_of
from kizuna.mind.looks import Case, last_evidence, left_alone
from kizuna.state.table import NONE
from kizuna.world.expr import Do, Expr, Kind, Name, Tree, evaluate
from kizuna.world.names import TRAITS
from kizuna.world.rules import Practice

if TYPE_CHECKING:
    from kizuna.mind.moment import Choice, Moment, Proposal

COUNTS_FROM = 0.05
"""A consideration that weighs less than this moved nobody (a choice)."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a practice rests on: for each part of its condition that nothing but an event makes so
    the words it reads, and for each consideration, by label, likewise. `is_for_two` says that
    others stand in its way."""

    needed: tuple[tuple[Ground, ...], ...]
    weighed: Mapping[str, tuple[Ground, ...]]
    is_for_two: bool


def grounds_of(practice: Practice) -> Grounds:
    """What a practice rests on, from its formulas."""
    parts = [part for part in _conjuncts(practice.when.tree) if not _holds_by_itself(part)]
    return Grounds(
        needed=tuple(filter(None, (_grounds(part) for part in parts))),
        weighed={
            f"{each.voice}: {each.name}": _grounds(each.formula.tree)
            for each in practice.considerations
        },
        is_for_two=any(map(_is_harder_before_others, _formulas(practice))),
    )


def _formulas(practice: Practice) -> Iterator[Tree]:
    yield from _conjuncts(practice.when.tree)
    yield from (each.formula.tree for each in practice.considerations)


def _is_harder_before_others(tree: Tree) -> bool:
    """Whether a part of a condition fails in company, or a consideration weighs less there."""
    alone, before_others = (evaluate(Expr("", tree), partial(_in_company, n)) for n in (0.0, 3.0))
    return before_others < alone


def _in_company(count: float, name: Name) -> float | bool:
    return count if name.column == "company" else _unstirred(name)


def _conjuncts(tree: Tree) -> Iterator[Tree]:
    if isinstance(tree, Do) and tree.operator == "and":
        for operand in tree.operands:
            yield from _conjuncts(operand)
    else:
        yield tree


def _holds_by_itself(part: Tree) -> bool:
    """Whether a part of a condition is so of people between whom nothing has ever happened."""
    return bool(evaluate(Expr("", part), _unstirred))


UNSTIRRED = {
    "is_awake": True, "liked": 0.4, "hated": 0.1, "menace": 0.1, "seems_afraid": 0.1,
    "holds_me_dear": 0.1, "hour": 12.0, "stamina": 0.7, "self_control": 0.7, "chakra": 0.7,
    "hours_apart": 1e4, "hours_since_talk": 1e4, "hours_since_bout": 1e4,
    "is_receiving": True, "age": 18.0,
}  # fmt: skip
"""What is so where nothing has made it otherwise; everything else is 0, or not so."""


def _unstirred(name: Name) -> float | bool:
    otherwise: float | bool = False if name.kind is Kind.FLAG else 0.0
    return UNSTIRRED.get(name.column, 0.5 if name.column in TRAITS else otherwise)


def _grounds(tree: Tree) -> tuple[Ground, ...]:
    names = Expr("", tree).names()
    found = (ground_of(name, _direction(tree, name)) for name in names)
    return tuple(ground for ground in found if ground is not None)


def _direction(tree: Tree, word: Name) -> int:
    """Whether a formula gives more the more there is of a word (1), less (-1), or neither as far
    as one can see (0)."""

    def given(level: float) -> float:
        return evaluate(Expr("", tree), lambda name: level if name == word else _unstirred(name))

    low, high = (given(level) for level in (0.0, 1.0)) if word.kind is Kind.NUMBER else (0, 0)
    return (high > low) - (high < low)


# The events behind a choice. ------------------------------------------------------------------


def behind(moment: Moment, who: int, choice: Choice) -> tuple[Cause, ...]:
    """What a choice rests on: what broke out, if it did, and all that its proposal rests on."""
    return (*choice.causes, *causes(moment, who, choice.proposal, choice.reasons["weighed"]))


def causes(
    moment: Moment, who: int, chosen: Proposal, weighed: Mapping[str, float]
) -> tuple[Cause, ...]:
    """What a proposal rests on, each event once: what it answers or was come for, what made it
    possible, what moved its doer. `weighed` are its considerations as recorded."""
    case = Case(moment, who, chosen.target, chosen.about, chosen.binding.topic)
    practice, found = chosen.practice, dict[int, str]()
    # Worked out when first asked for: most practices are never done.
    grounds = moment.weighing.kept.value(
        ("grounds", practice.index), 0, lambda: grounds_of(practice)
    )
    for cause in _circumstances(case, chosen, grounds):
        found.setdefault(cause.seq, cause.type)
    for cause in (*_needed(case, grounds), *_moved(case, grounds, weighed)):
        found.setdefault(cause.seq, cause.type)
    if not found:
        found[_nature(case) or 0] = "motivated"
    return tuple(Cause(type_, seq) for seq, type_ in found.items() if seq)


def _circumstances(case: Case, chosen: Proposal, grounds: Grounds) -> Iterator[Cause]:
    """What has to be so whatever the practice: asked before it is answered, there before done."""
    moment, people = case.moment, case.moment.whole.people
    waits, errand = moment.whole.waiting(case.i, moment.now), people.errand[case.i]
    if chosen.practice.answers and waits is not None and waits.by == chosen.target:
        yield Cause("enabled", waits.seq)
    if errand is not None and errand.practice == chosen.practice.name:
        yield Cause("enabled", errand.seq)
    if chosen.binding.t != NONE:
        yield from _believed(case, case.topic)
    for after in chosen.practice.after:
        did = moment.whole.origins.of("did", case.id_("i"), after, case.id_("j"))
        if did is not None:
            yield Cause("enabled", did)
    if chosen.practice.pays:
        yield from _lost_stake(case)
    if chosen.practice.tries_again_for:
        yield from _missed_stake(case, chosen)
    if chosen.target != NONE and people.place(chosen.target) == people.place(case.i):
        yield from _together(case)
        left = left_alone(case) if grounds.is_for_two else None
        if left is not None:
            yield Cause("perceived", left.seq)


def _lost_stake(case: Case) -> Iterator[Cause]:
    """What is owed for a wager that was lost."""
    for each in case.moment.whole.commitments.open_between(case.i, case.j, "stake"):
        if each.by == case.i:
            yield Cause("enabled", each.seq)


def _missed_stake(case: Case, chosen: Proposal) -> Iterator[Cause]:
    """What they last tried to win from the other, and did not."""
    stake = tuple(case.moment.world.stakes)[chosen.practice.tries_again_for - 1]
    tried = [
        each
        for each in case.moment.whole.commitments.all.values()
        if each.stake == stake and (each.by, each.to) == (case.i, case.j) and each.was_decided
    ]
    for each in tried[-1:]:
        yield Cause("enabled", each.turned_by)


def _together(case: Case) -> Iterator[Cause]:
    """Whichever of the two came last has brought them together."""
    place = case.moment.whole.origins.of
    came = max(place("place", case.id_("i")) or 0, place("place", case.id_("j")) or 0)
    if came:
        yield Cause("enabled", came)


def _believed(case: Case, text: str) -> Iterator[Cause]:
    """The evidence of a belief: without the only one there is, there would be no belief."""
    found = last_evidence(case, text)
    if found is not None:
        yield Cause("enabled" if found.is_alone else "informed", found.seq)


def _needed(case: Case, grounds: Grounds) -> Iterator[Cause]:
    """What the condition needed. Where one word rests on one event alone, that has enabled it."""
    for part in grounds.needed:
        found = {each: ground for ground in part if (each := ground.look(case)) is not None}
        is_one = len({each.seq for each in found}) == 1
        for each, ground in found.items():
            yield Cause("enabled" if is_one and each.is_alone else ground.type, each.seq)


def _moved(case: Case, grounds: Grounds, weighed: Mapping[str, float]) -> Iterator[Cause]:
    for label, weight in weighed.items():
        if weight >= COUNTS_FROM:
            for ground in grounds.weighed.get(label, ()):
                found = ground.look(case)
                if found is not None:
                    yield Cause(ground.type, found.seq)


def _nature(case: Case) -> int | None:
    return case.moment.whole.origins.of("person", case.id_("i"))
