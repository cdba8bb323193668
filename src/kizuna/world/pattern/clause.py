"""The nouns of a pattern that has been understood.

A `Likeness` is what one event must be like; a `Clause` is a likeness with a place in the sequence;
a `Pattern` is clauses in steps, with what must not come between. Clauses are named by their
position.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

from kizuna.event import Event
from kizuna.world.pattern.standing import Standing
from kizuna.world.pattern.wanted import (
    Bindings,
    Equals,
    Value,
    Variable,
    Wanted,
    binds,
    mentions,
    union,
)

FieldPath: TypeAlias = tuple[str, ...]
"""Where in an event a value stands: ("kind",), ("place",), ("seq",), ("sees",) for whoever is seen,
("caused by",) for the numbers of what it rests on directly, ("data", "x", "y"), or a bare name
that is a role or, when there is no such role, a datum."""
CAUSES: FieldPath = ("caused by",)


Head: TypeAlias = tuple[str | None, str | None]
"""The kind and the practice an event must have; None: any."""

Keep: TypeAlias = Literal["all", "first", "one per cast"]

KEEPS: tuple[Keep, ...] = get_args(Keep)


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the event, and what it must be."""

    path: FieldPath
    wanted: Wanted

    def read(self, event: Event) -> object:
        """What the event has there; None when nothing."""
        return read_field(event, self.path)


@dataclass(frozen=True, slots=True)
class Because:
    """The event must rest on an earlier one: any that fits `likeness`, or else that of `clause`.

    `by` names the types every step of the way must have (empty: any type); `directly` allows one
    step only. `variables` are those that the likeness speaks of, `heads` those that an event like
    it can have.
    """

    clause: int
    likeness: Likeness | None
    by: tuple[str, ...] = ()
    directly: bool = False
    variables: tuple[int, ...] = ()
    heads: tuple[Head, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """What one event must be like: all fields, one of the alternatives, all its grounds, and how
    things must stand."""

    fields: tuple[Field, ...]
    alternatives: tuple[Likeness, ...] = ()
    grounds: tuple[Because, ...] = ()
    standings: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenBy:
    """The number of an event that a clause has taken."""

    clause: int


@dataclass(frozen=True, slots=True)
class Hook:
    """Where to be reminded of: events with this head that have these values at these paths.

    An event that fits has them; not every event that has them fits.
    """

    head: Head
    paths: tuple[FieldPath, ...]
    wanted: tuple[Equals | Variable | TakenBy, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """At least and at most so many seconds since a clause was done.

    `since` None: since the step before was done, or, in the opening step, since the first event.
    """

    least_s: int
    most_s: int | None
    since: int | None


@dataclass(frozen=True, slots=True)
class Clause:
    """One place in the sequence, to be filled by `times` events at as many distinct seconds."""

    label: str
    likeness: Likeness
    times: int = 1
    gaps: tuple[Gap, ...] = ()
    hooks: tuple[Hook, ...] = ()


@dataclass(frozen=True, slots=True)
class Unless:
    """What must not happen after one clause is done and before another begins.

    Without `after` the watch starts with the first event, without `before` it lasts to the
    completing one. The event that ends it does no harm, unless `including_closing`.
    """

    likeness: Likeness
    after: int | None = None
    before: int | None = None
    including_closing: bool = False
    hooks: tuple[Hook, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """Clauses in steps, what must not come between, and how much of it to keep.

    A step is the positions of one clause, or of several that may come in any order. `given` names
    variables that must be bound before anyone looks for it; `cast` is what is bound. `recalled`
    says for each step which clauses' events still matter from then on.
    """

    name: str
    clauses: tuple[Clause, ...]
    steps: tuple[tuple[int, ...], ...]
    unless: tuple[Unless, ...] = ()
    variables: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    cast: Bindings = ()
    keep: Keep = "one per cast"
    recalled: tuple[tuple[int, ...], ...] = ()

    def bind(self, values: Mapping[str, Value]) -> Pattern:
        """The same pattern with variables held from the start. KeyError when it has none such."""
        unknown = [name for name in values if name not in self.variables]
        if unknown:
            raise KeyError(f"pattern {self.name!r} has no variable ?{unknown[0]}")
        cast = zip(self.variables, self.cast, strict=True)
        return replace(self, cast=tuple(values.get(name, held) for name, held in cast))

    def unbound(self) -> tuple[str, ...]:
        """The given variables that nobody has bound yet."""
        held = dict(zip(self.variables, self.cast, strict=True))
        return tuple(name for name in self.given if held[name] is None)


def all_grounds(likeness: Likeness) -> Iterator[Because]:
    """The grounds of a likeness, those of its choices, and those of what it rests on."""
    for ground in likeness.grounds:
        yield ground
        if ground.likeness:
            yield from all_grounds(ground.likeness)
    for choice in likeness.alternatives:
        yield from all_grounds(choice)


def read_field(event: Event, path: FieldPath) -> object:
    """What an event has at a path; None when nothing."""
    if len(path) > 1:
        return _read_deep(event.data if path[0] == "data" else event.roles, path[1:])
    name = path[0]
    if name == "kind":
        return event.kind
    if name == "place":
        return event.place
    if name == "seq":
        return event.seq
    if path == CAUSES:
        return [cause.seq for cause in event.causes]
    if name == "sees":
        return [sight[0] for sight in event.data.get("sights", ())]
    role = event.roles.get(name)
    return event.data.get(name) if role is None else role


def _read_deep(found: object, path: FieldPath) -> object:
    for name in path:
        if not isinstance(found, Mapping):
            return None
        found = found.get(name)
    return found


# Which variables a likeness speaks of, and which it surely binds.


def surely_binds(likeness: Likeness) -> frozenset[int]:
    """The variables that are bound for certain when an event is like this."""
    inner = [ground.likeness for ground in likeness.grounds if ground.likeness]
    own = [each.binds() for each in likeness.standings]
    own += [binds(each.wanted) for each in likeness.fields]
    sure = union([*own, *map(surely_binds, inner)])
    if not likeness.alternatives:
        return sure
    return sure | frozenset.intersection(*map(surely_binds, likeness.alternatives))


def mentioned_in(likeness: Likeness) -> frozenset[int]:
    """Every variable that a likeness speaks of."""
    inner = [ground.likeness for ground in likeness.grounds if ground.likeness]
    own = union(mentions(each.wanted) for each in likeness.fields)
    own |= union(each.mentions() for each in likeness.standings)
    return own | union(map(mentioned_in, [*inner, *likeness.alternatives]))
