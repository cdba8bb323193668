"""A pattern as it was written: its words, and the parts that a reader takes in hand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from kizuna.world.pattern.clause import Field, Likeness, surely_binds
from kizuna.world.pattern.wanted import binds

DataPath: TypeAlias = tuple[str | int, ...]

PATTERN_KEYS = ("name", "sequence", "unless", "may be same", "keep")
TIMING_KEYS = ("within", "after")
FIELD_KEYS = ("kind", "did", "is", "place", "seq", "sees")
COMPOUND_KEYS = ("because", "directly because", "any of", "while")
VALUE_FORMS = ("not", "any", "all")

MEANT_FOR: Mapping[str, str] = {
    "in any order": "it takes the place of a whole clause of the sequence",
    "within": "time is told of clauses of the sequence; a datum is data.within",
    "after": "time is told of clauses of the sequence; a datum is data.after",
    "times": "only a clause of the sequence is counted; a datum is data.times",
    "before": "'before' ends an unless; a datum is data.before",
    "including closing": "it belongs to an unless",
    "anyone": "it belongs to an unless; for a value write {any: true}",
}

CLAUSE_KEYS = (*FIELD_KEYS, *COMPOUND_KEYS, *MEANT_FOR)
UNLESS_KEYS = ("after", "before", "including closing", "anyone")
STANDING_KEYS = ("of", "toward", "about")
"""Whose value is asked for, beside the names of the values."""

PERSON_ROLES = ("actor", "target", "who", "whom")
"""The roles that always hold a person; others may hold a topic or a thing."""

MOST_TIMES = 1_000
DEEPEST_PATH = 24
"""A path into a pattern has at most so many parts; nobody reads what is nested deeper."""

DEEPEST_PROPOSITION = 8
LONGEST_KEY = 40
TOO_CLOSE = 0.85
"""A key this similar to a word of the language is taken for a slip of the pen."""

WORD = r"[^\W\d][\w-]*"
KEY = re.compile(rf"{WORD}|(?:data|roles)(?:\.{WORD})+")
LABEL = re.compile(r"[^\W\d][\w -]*")
VARIABLE = re.compile(r"\?([^\W\d]\w*)")
COMPARISON = re.compile(r"(>=|<=|!=|==|=|>|<)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of one noun, when the caller said so."""

    noun: str
    problem: str
    known: Collection[str] | None


@dataclass(frozen=True, slots=True)
class Body:
    """A mapping that was written somewhere, and the label in front of it."""

    data: Mapping[Any, Any]
    path: DataPath
    label: str = ""

    def at(self, key: str) -> DataPath:
        """The path of one of its keys."""
        return (*self.path, key)


@dataclass(frozen=True, slots=True)
class Step:
    """One clause, or a group in any order with the timing that all of it shares."""

    bodies: tuple[Body, ...]
    group: Body | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be spoken of at one place: clauses done by then and variables surely bound."""

    clauses: tuple[int, ...]
    sure: frozenset[int] = frozenset()
    anyone: frozenset[int] = frozenset()

    def knowing(self, fields: Iterable[Field]) -> Scope:
        """The same place once these fields hold."""
        return replace(self, sure=self.sure.union(*(binds(each.wanted) for each in fields)))

    def after(self, likeness: Likeness) -> Scope:
        """The same place once an event is like this."""
        return replace(self, sure=self.sure | surely_binds(likeness))


def items_of(written: object, path: DataPath) -> list[tuple[object, DataPath]]:
    """The members of a list with their paths; one value counts as a list of one."""
    if isinstance(written, list):
        return [(item, (*path, at)) for at, item in enumerate(written)]
    return [] if written is None else [(written, path)]


def is_labelled(item: Mapping[Any, Any]) -> bool:
    """Whether a mapping is a label before a clause, and not a clause of one key."""
    ((key, inner), *others) = item.items()
    if others or not isinstance(inner, dict) or not isinstance(key, str) or key in CLAUSE_KEYS:
        return False
    return not (len(inner) == 1 and next(iter(inner)) in VALUE_FORMS)


def is_too_deep(data: object) -> bool:
    """Whether data is nested deeper than anyone would read."""
    layer = [data]
    for _ in range(DEEPEST_PATH):
        layer = [inner for outer in layer for inner in _members(outer)]
    return bool(layer)


def _members(data: object) -> Iterator[object]:
    if isinstance(data, dict):
        yield from data.values()
    elif isinstance(data, list):
        yield from data


def variables_in(data: object, given: Iterable[str]) -> tuple[str, ...]:
    """Every variable spoken of, in the order they are met; the given ones first."""
    return tuple(dict.fromkeys([*given, *_spoken_of(data)]))


def _spoken_of(data: object) -> Iterator[str]:
    data = unquoted(data)
    if isinstance(data, str):
        yield from VARIABLE.findall(data)
    elif isinstance(data, dict):
        data = [inner for key, inner in data.items() if key != "anyone"]
    for inner in _members(data):
        yield from _spoken_of(inner)


def unquoted(written: object) -> object:
    """YAML takes a bare ?x in a list for the key of an empty mapping; it is meant as a text."""
    if isinstance(written, dict) and len(written) == 1:
        ((key, inner),) = written.items()
        if inner is None and isinstance(key, str) and key not in (*CLAUSE_KEYS, *VALUE_FORMS):
            return f"?{key}"
    return written


def finite(text: str) -> float | None:
    """The number that a text writes; None when it writes none."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None
