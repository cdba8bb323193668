"""Everything that is open after some events, as a value.

`begin([pattern])` is what is open before the first event. A `Matching` never changes, so a fork of
a story keeps the one it left, and shares with it all that is equal. Open matches hang in an index
by what they wait for: the head of an event, and the values at some paths.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

from kizuna.event import Event
from kizuna.world.match.opened import Open, Signature, awaited, is_watching
from kizuna.world.match.trail import heads_of
from kizuna.world.pattern.clause import (
    FieldPath,
    Head,
    Hook,
    Pattern,
    TakenBy,
    all_grounds,
    read_field,
)
from kizuna.world.pattern.wanted import Bindings, Equals, Variable, each

Spot: TypeAlias = tuple[Head, tuple[FieldPath, ...], tuple[object, ...]]
"""A place in the index: a head, and the values at some paths."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The patterns, and the parts of the index that never change.

    `routes` tells for each head which paths to read from an event; `roots` holds the empty match
    of each pattern, from which all others grow; `kinds_of_descent` are the cause types (empty:
    any) by which something must rest on something.
    """

    patterns: tuple[Pattern, ...]
    routes: Mapping[Head, tuple[tuple[FieldPath, ...], ...]]
    roots: Mapping[Spot, tuple[Open, ...]]
    kinds_of_descent: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    """What is open after some events. Made by `begin`, changed by nobody.

    `pools` holds the open matches of each pattern by signature, `index` the same by spot and
    number, `casts` the bindings with which each pattern was completed.
    """

    plan: Plan
    pools: Mapping[int, Mapping[Signature, Open]] = field(default_factory=dict)
    index: Mapping[Spot, Mapping[int, Open]] = field(default_factory=dict)
    casts: Mapping[int, Mapping[Bindings, None]] = field(default_factory=dict)
    next_born: int = 0
    last_seq: int | None = None


def begin(patterns: Iterable[Pattern]) -> Matching:
    """Nothing open yet. ValueError when a pattern's given variables are not bound."""
    patterns = tuple(patterns)
    for pattern in patterns:
        if pattern.unbound():
            raise ValueError(
                f"pattern {pattern.name!r} must be told who ?{pattern.unbound()[0]} is"
            )
    roots: dict[Spot, tuple[Open, ...]] = {}
    for at, pattern in enumerate(patterns):
        root = Open(at, at, 0, ((),) * len(pattern.clauses), pattern.cast)
        for spot in spots_of(pattern, root):
            roots[spot] = (*roots.get(spot, ()), root)
    plan = Plan(patterns, _routes(patterns), roots, _kinds_of_descent(patterns))
    return Matching(plan, next_born=len(patterns))


def _routes(patterns: Iterable[Pattern]) -> dict[Head, tuple[tuple[FieldPath, ...], ...]]:
    routes: dict[Head, dict[tuple[FieldPath, ...], None]] = {}
    for pattern in patterns:
        hooks = [hook for clause in pattern.clauses for hook in clause.hooks]
        hooks += [hook for unless in pattern.unless for hook in unless.hooks]
        for hook in hooks:
            routes.setdefault(hook.head, {})[hook.paths] = None
    return {head: tuple(paths) for head, paths in routes.items()}


def _kinds_of_descent(patterns: Iterable[Pattern]) -> tuple[tuple[str, ...], ...]:
    likenesses = [clause.likeness for pattern in patterns for clause in pattern.clauses]
    likenesses += [unless.likeness for pattern in patterns for unless in pattern.unless]
    grounds = [ground for likeness in likenesses for ground in all_grounds(likeness)]
    return tuple(dict.fromkeys(ground.by for ground in grounds if not ground.directly))


def spots_of(pattern: Pattern, open_: Open) -> dict[Spot, None]:
    """Where in the index an open match stands: at all that can make it grow or end it."""
    hooks = [hook for at in awaited(pattern, open_) for hook in pattern.clauses[at].hooks]
    for unless in pattern.unless:
        if is_watching(unless, pattern, open_):
            hooks += unless.hooks
    return dict.fromkeys(spot for hook in hooks for spot in _spots(hook, open_))


def _spots(hook: Hook, open_: Open) -> Iterator[Spot]:
    """One spot; several where an event may rest on any of those that a clause has taken."""
    for values in product(*(_values(wanted, open_) for wanted in hook.wanted)):
        yield hook.head, hook.paths, values


def _values(wanted: Equals | Variable | TakenBy, open_: Open) -> tuple[object, ...]:
    if isinstance(wanted, TakenBy):
        return open_.taken[wanted.clause]
    return (wanted.value if isinstance(wanted, Equals) else open_.bindings[wanted.at],)


def spots_at(event: Event, plan: Plan) -> Iterator[Spot]:
    """The spots of the index that an event touches."""
    for head in heads_of(event):
        for paths in plan.routes.get(head, ()):
            for values in product(*(_indexed(read_field(event, path)) for path in paths)):
                yield head, paths, values


def _indexed(found: object) -> Sequence[object]:
    """The values under which a found one is looked up."""
    if found.__class__ is str:
        return (found,)
    return [one for one in each(found) if isinstance(one, (str, int, float))]
