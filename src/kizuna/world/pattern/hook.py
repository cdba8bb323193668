"""Where a match that waits is hung up, so that an event finds it.

An open match waits for events of certain kinds in which certain people take part. The hooks of a
clause say so: a head and the values at some paths; and, where an event must rest directly on one
that was taken, that one's number. An event that fits has them all; so whoever keeps matches by
their hooks need only look where an event points.
"""

from __future__ import annotations

from itertools import product
from typing import TypeAlias

from kizuna.world.pattern.clause import (
    CAUSES,
    Because,
    Clause,
    Field,
    FieldPath,
    Head,
    Hook,
    Likeness,
    TakenBy,
    Unless,
    all_grounds,
)
from kizuna.world.pattern.wanted import AnyOf, Equals, Variable


def hooks_of(likeness: Likeness, sure: frozenset[int]) -> tuple[Hook, ...]:
    """Where an event must turn up that could fit, once the variables in `sure` are bound."""
    return tuple(
        dict.fromkeys(
            _hook(head, fields, grounds, sure)
            for fields, grounds in _branches(likeness)
            for head in _heads(fields)
        )
    )


Branch: TypeAlias = tuple[tuple[Field, ...], tuple[Because, ...]]


def _branches(likeness: Likeness) -> list[Branch]:
    """The fields and grounds that must hold together, for each choice among the alternatives."""
    fields, grounds = likeness.fields, likeness.grounds
    if not likeness.alternatives:
        return [(fields, grounds)]
    branches = [branch for choice in likeness.alternatives for branch in _branches(choice)]
    return [(fields + more, grounds + further) for more, further in branches]


def _heads(fields: tuple[Field, ...]) -> list[Head]:
    return list(product(_texts_at(("kind",), fields), _texts_at(("data", "practice"), fields)))


def _texts_at(path: FieldPath, fields: tuple[Field, ...]) -> tuple[str | None, ...]:
    """The only texts that can stand at a path; (None,) when others can."""
    for each in fields:
        choices = each.wanted.choices if isinstance(each.wanted, AnyOf) else (each.wanted,)
        texts = [one.value for one in choices if isinstance(one, Equals)]
        if each.path == path and len(texts) == len(choices):
            return tuple(text for text in texts if isinstance(text, str))
    return (None,)


def _hook(
    head: Head, fields: tuple[Field, ...], grounds: tuple[Because, ...], sure: frozenset[int]
) -> Hook:
    known: dict[FieldPath, Equals | Variable | TakenBy] = {}
    taken = [ground.clause for ground in grounds if ground.directly and ground.likeness is None]
    if taken:
        known[CAUSES] = TakenBy(taken[0])
    for path, wanted in ((each.path, each.wanted) for each in fields):
        is_known = isinstance(wanted, Variable) and wanted.at in sure
        if isinstance(wanted, Equals) or (isinstance(wanted, Variable) and is_known):
            known[path] = wanted
    paths = tuple(sorted(path for path in known if path not in (("kind",), ("data", "practice"))))
    return Hook(head, paths, tuple(known[path] for path in paths))


def recalled(
    clauses: tuple[Clause, ...],
    steps: tuple[tuple[int, ...], ...],
    unless: tuple[Unless, ...],
    step: int,
) -> tuple[int, ...]:
    """The clauses whose very events still matter to a match that has come to this step."""
    ahead = [clauses[at] for places in steps[step:] for at in places]
    gaps = [gap for clause in ahead for gap in clause.gaps]
    recalled = {gap.since for gap in gaps if gap.since is not None}
    if any(gap.since is None for at in steps[step] for gap in clauses[at].gaps):
        recalled.update(steps[max(step - 1, 0)])
    likenesses = [clause.likeness for clause in ahead] + [each.likeness for each in unless]
    grounds = [ground for likeness in likenesses for ground in all_grounds(likeness)]
    recalled.update(ground.clause for ground in grounds if ground.likeness is None)
    return tuple(sorted(recalled))
