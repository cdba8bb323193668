"""What a value must be.

Each kind of wanted value answers with the bindings under which a found value will do: none, the
ones it was given, or larger ones. `Variable("foe", 0)` meets `"lee"` and answers that ?foe is lee.
A list that is found will do when one of its members does.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = str | int | float | bool

Bindings: TypeAlias = tuple[Value | None, ...]
"""What each variable of a pattern holds, in the order of `Pattern.variables`; None: nothing yet."""

PROPOSITION = re.compile(r"([^\W\d]\w*)\((.*)\)", re.DOTALL)

COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


@dataclass(frozen=True, slots=True)
class Equals:
    """This very value. True is not 1."""

    value: Value

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """The bindings as they are, or none."""
        if found.__class__ is str:
            return (bindings,) if found == self.value else ()
        return (bindings,) if any(is_same(one, self.value) for one in each(found)) else ()


@dataclass(frozen=True, slots=True)
class Variable:
    """Whatever it holds already; else it takes hold of what is found, if no rival holds it."""

    name: str
    at: int
    rivals: tuple[int, ...] = ()

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """One solution for each value it can hold."""
        held = bindings[self.at]
        if found.__class__ is str:
            return self._solve_text(found, held, bindings)
        if held is not None:
            return (bindings,) if any(is_same(one, held) for one in each(found)) else ()
        return tuple(
            (*bindings[: self.at], one, *bindings[self.at + 1 :])
            for one in each(found)
            if isinstance(one, (str, int, float)) and not self._is_taken(one, bindings)
        )

    def _solve_text(
        self, found: str, held: Value | None, bindings: Bindings
    ) -> tuple[Bindings, ...]:
        # Nearly all that is ever found is a text, and a text is like nothing but itself.
        if held is not None:
            return (bindings,) if found == held else ()
        for rival in self.rivals:
            if bindings[rival] == found:
                return ()
        return ((*bindings[: self.at], found, *bindings[self.at + 1 :]),)

    def _is_taken(self, one: Value, bindings: Bindings) -> bool:
        return any(is_same(one, bindings[rival]) for rival in self.rivals)


@dataclass(frozen=True, slots=True)
class Proposition:
    """A proposition such as "holds_dear(?a, *)", compared argument by argument."""

    head: str
    arguments: tuple[Wanted, ...]

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """What the arguments bind together."""
        return tuple(more for one in each(found) for more in self._solve_one(one, bindings))

    def _solve_one(self, one: object, bindings: Bindings) -> tuple[Bindings, ...]:
        if not isinstance(one, str) or not one.lstrip().startswith(self.head):
            return ()
        parts = proposition_parts(one)
        if parts is None or parts[0] != self.head or len(parts[1]) != len(self.arguments):
            return ()
        answers: tuple[Bindings, ...] = (bindings,)
        for wanted, part in zip(self.arguments, parts[1], strict=True):
            answers = tuple(more for answer in answers for more in wanted.solve(part, answer))
        return answers


@dataclass(frozen=True, slots=True)
class Compare:
    """A number on one side of another: "> 0.5"."""

    sign: str
    number: float

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """The bindings as they are, or none; what is no number never compares."""
        return (bindings,) if any(self._holds(one) for one in each(found)) else ()

    def _holds(self, one: object) -> bool:
        is_number = isinstance(one, (int, float)) and not isinstance(one, bool)
        return is_number and COMPARE[self.sign](one, self.number)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class CompareTo:
    """A number on one side of what a variable holds: "> ?before"."""

    sign: str
    name: str
    at: int

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """The bindings as they are, or none; what is no number never compares."""
        held = bindings[self.at]
        if isinstance(held, bool) or not isinstance(held, (int, float)):
            return ()
        return Compare(self.sign, held).solve(found, bindings)


@dataclass(frozen=True, slots=True)
class Present:
    """Anything at all, or (when `is_wanted` is false) nothing."""

    is_wanted: bool = True

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """The bindings as they are, or none."""
        return (bindings,) if any(True for _ in each(found)) is self.is_wanted else ()


@dataclass(frozen=True, slots=True)
class Not:
    """Not so. Holds also when nothing is there."""

    wanted: Wanted

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """The bindings as they are, or none."""
        return () if self.wanted.solve(found, bindings) else (bindings,)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several."""

    choices: tuple[Wanted, ...]

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """The solutions of every choice."""
        return tuple(more for choice in self.choices for more in choice.solve(found, bindings))


@dataclass(frozen=True, slots=True)
class AllOf:
    """Each of several: for numbers in a range, or for a list that must hold two things."""

    parts: tuple[Wanted, ...]

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """What the parts bind together."""
        answers: tuple[Bindings, ...] = (bindings,)
        for part in self.parts:
            answers = tuple(more for answer in answers for more in part.solve(found, answer))
        return answers


Wanted: TypeAlias = (
    Equals | Variable | Proposition | Compare | CompareTo | Present | Not | AnyOf | AllOf
)


def each(found: object) -> tuple[object, ...] | list[object]:
    """The members of what was found: of a list its own, of one value itself, of nothing none."""
    if found is None:
        return ()
    return found if isinstance(found, (list, tuple)) else (found,)


def is_same(one: object, other: object) -> bool:
    """Equal, and not a flag on one side with a number on the other."""
    return one == other and isinstance(one, bool) is isinstance(other, bool)


def proposition_parts(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Head and outermost arguments of "hates(lee, gaara)"; None when it is no proposition."""
    found = PROPOSITION.fullmatch(text.strip())
    if not found:
        return None
    arguments, depth, start = [], 0, 0
    for at, sign in enumerate(found[2]):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return None
        if sign == "," and depth == 0:
            arguments.append(found[2][start:at].strip())
            start = at + 1
    last = found[2][start:].strip()
    if depth:
        return None
    return found[1], (*arguments, last) if arguments or last else ()


# Which variables a wanted value speaks of, and which it surely binds.


def binds(wanted: Wanted) -> frozenset[int]:
    """The variables that are bound for certain when a value fits."""
    match wanted:
        case Variable():
            return frozenset((wanted.at,))
        case Proposition() | AllOf():
            return union(map(binds, parts_of(wanted)))
        case AnyOf():
            return frozenset.intersection(*map(binds, wanted.choices))
        case _:
            return frozenset()


def denies(wanted: Wanted) -> frozenset[int]:
    """The variables that must be bound before it can be asked: under a `not`, in a comparison."""
    if isinstance(wanted, CompareTo):
        return frozenset((wanted.at,))
    if isinstance(wanted, Not):
        return mentions(wanted.wanted)
    return union(map(denies, parts_of(wanted)))


def mentions(wanted: Wanted) -> frozenset[int]:
    """Every variable that a wanted value speaks of."""
    if isinstance(wanted, Variable | CompareTo):
        return frozenset((wanted.at,))
    return union(map(mentions, parts_of(wanted)))


def parts_of(wanted: Wanted) -> tuple[Wanted, ...]:
    """The wanted values that a wanted value is made of."""
    match wanted:
        case Proposition():
            return wanted.arguments
        case AnyOf():
            return wanted.choices
        case AllOf():
            return wanted.parts
        case Not():
            return (wanted.wanted,)
        case _:
            return ()


def union(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    """All that is in any of the sets."""
    return frozenset().union(*sets)
