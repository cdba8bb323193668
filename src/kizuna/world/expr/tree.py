"""What an expression means: a tree of numbers, flags, names and operators, and the words for it.

A name says where its value lives, in a column of a table at a row. A word is what an author may
call; it stands for a tree of operators and is no operator itself.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import ClassVar, TypeAlias

from kizuna.world.expr.operators import FLAG, NUMBER, OPERATORS, Kind

WORD = re.compile(r"[a-z][a-z0-9_]*")


def is_word(text: str) -> bool:
    """Whether a text can be part of a name: small letters, digits, _; no word of Python's."""
    return WORD.fullmatch(text) is not None and not keyword.iskeyword(text)


@dataclass(frozen=True, slots=True)
class Name:
    """A value an author may name, and where it lives: `{table}_{column}[{index}]`.

    `spelling` is "role.attribute" or a single word; `index` is a row variable such as "i". All
    parts are pasted into generated code, so they have to be words (see `is_word`): ValueError.
    """

    spelling: str
    table: str
    column: str
    index: str
    kind: Kind

    def __post_init__(self) -> None:
        parts = self.spelling.split(".")
        if len(parts) > 2 or not all(map(is_word, (*parts, self.table, self.column, self.index))):
            raise ValueError(f"{self!r} is no name: its parts have to be words")
        if self.spelling in WORDS or self.spelling in FLAG_SPELLINGS:
            raise ValueError(f"{self.spelling!r} is a word of the language and cannot be a name")

    @property
    def array(self) -> str:
        """The variable that holds the column: "person_mood"."""
        return f"{self.table}_{self.column}"

    @property
    def place(self) -> str:
        """The source that reads the value: "person_mood[i]"."""
        return f"{self.array}[{self.index}]"


Vocabulary: TypeAlias = Mapping[str, Name]
"""The names an expression may use, by spelling."""


def by_spelling(names: Iterable[Name]) -> Vocabulary:
    """A frozen vocabulary. ValueError when two names are spelt alike."""
    vocabulary: dict[str, Name] = {}
    for name in names:
        if name.spelling in vocabulary:
            raise ValueError(f"two names are spelt {name.spelling!r}")
        vocabulary[name.spelling] = name
    return MappingProxyType(vocabulary)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    kind: ClassVar[Kind] = NUMBER
    value: float


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false as written."""

    kind: ClassVar[Kind] = FLAG
    value: bool


@dataclass(frozen=True, slots=True)
class Read:
    """The value of a name."""

    name: Name

    @property
    def kind(self) -> Kind:
        """The kind of the name."""
        return self.name.kind


@dataclass(frozen=True, slots=True)
class Do:
    """One of `OPERATORS`, applied."""

    operator: str
    operands: tuple[Tree, ...]

    @property
    def kind(self) -> Kind:
        """What the operator gives; of two branches, what both give."""
        return OPERATORS[self.operator].gives or self.operands[0].kind


@dataclass(frozen=True, slots=True)
class Compare:
    """A chain of comparisons, `low <= x < high`: one sign fewer than operands, all numbers."""

    kind: ClassVar[Kind] = FLAG
    signs: tuple[str, ...]
    operands: tuple[Tree, ...]


Tree: TypeAlias = Number | Flag | Read | Do | Compare


@dataclass(frozen=True, slots=True)
class Expr:
    """A checked expression: the author's text, and the tree it means."""

    text: str
    tree: Tree

    @property
    def kind(self) -> Kind:
        """What it gives."""
        return self.tree.kind

    def names(self) -> tuple[Name, ...]:
        """Every name it reads, once, in the order of spelling."""
        names = {name.spelling: name for name in _names(self.tree)}
        return tuple(names[spelling] for spelling in sorted(names))


def _names(tree: Tree) -> Iterator[Name]:
    if isinstance(tree, Read):
        yield tree.name
    elif isinstance(tree, Do | Compare):
        for operand in tree.operands:
            yield from _names(operand)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the language: how it is used, what it takes, and the tree it stands for."""

    usage: str
    takes: tuple[Kind, ...]
    build: Callable[..., Tree]
    takes_more: bool = False

    def fits(self, argument_count: int) -> bool:
        """Whether the word can be called with so many arguments."""
        least = len(self.takes)
        return argument_count >= least if self.takes_more else argument_count == least


def fold(name: str) -> Callable[..., Tree]:
    """Left to right: min(a, b, c) is min(min(a, b), c)."""
    return lambda *operands: reduce(lambda left, right: Do(name, (left, right)), operands)


def _clamp(x: Tree, low: Tree, high: Tree) -> Tree:
    return Do("min", (Do("max", (x, low)), high))


def _between(x: Tree, low: Tree, high: Tree) -> Tree:
    return Compare(("<=", "<="), (low, x, high))


def _one(flag: Tree) -> Tree:
    return Do("if", (Number(1.0), flag, Number(0.0)))


def divide(a: Tree, b: Tree) -> Tree:
    """By a number that is written there and is not zero, nothing needs asking."""
    return Do("/ number" if isinstance(b, Number) and b.value else "/", (a, b))


def negate(a: Tree) -> Tree:
    """A written number takes its sign at once; only -0 is left to be computed."""
    return Number(-a.value) if isinstance(a, Number) and a.value else Do("negate", (a,))


WORDS: Mapping[str, Word] = {
    "min": Word("min(a, b, ...)", (NUMBER, NUMBER), fold("min"), takes_more=True),
    "max": Word("max(a, b, ...)", (NUMBER, NUMBER), fold("max"), takes_more=True),
    "abs": Word("abs(x)", (NUMBER,), lambda x: Do("abs", (x,))),
    "clamp": Word("clamp(x, low, high)", (NUMBER, NUMBER, NUMBER), _clamp),
    "sqrt": Word("sqrt(x)", (NUMBER,), lambda x: Do("sqrt", (x,))),
    "floor": Word("floor(x)", (NUMBER,), lambda x: Do("floor", (x,))),
    "between": Word("between(x, low, high)", (NUMBER, NUMBER, NUMBER), _between),
    "one": Word("one(flag)", (FLAG,), _one),
}
FLAG_SPELLINGS: Mapping[str, bool] = {"true": True, "false": False}
