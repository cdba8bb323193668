"""The small language in which authors say when and how much: typed, total, and nothing else.

    0.6 * toward.affection + 0.4 * one(target.is_in_danger) - clamp(actor.injury / 2, 0, 1)

There are numbers and flags, names of what is known (`toward.affection`), the four operations,
comparisons, `and`, `or`, `not`, `x if flag else y` and a handful of words. Every expression has
a value: dividing by zero gives 0, so does the root of what is negative. Nothing loops, nothing is
changed, nothing else can be reached.

An expression goes three ways from one tree. `few_rows` writes it as plain Python over the rows of
a scene, `many_rows` as NumPy over whole columns of rows, and `evaluate` walks the tree and is what
the other two are measured against. The three agree to the last bit, because each operator is one
line of one table, `OPERATORS`, that says it in all three ways: the same operations in the same
order. (A NaN is a NaN: which of its many bit patterns comes out is the processor's affair.)

The text is judged before Python's parser sees it: its length, its characters, its brackets. What
the parser makes of the rest is read by an allow-list.

    >>> from kizuna.problems import Mark, Problems
    >>> mood = Name("actor.mood", "person", "mood", "i", Kind.NUMBER)
    >>> start = Mark("lee.yaml", 1, 1, "min(actor.mood, 1)")
    >>> expr = parse(start.text, start, by_spelling([mood]), Problems())
    >>> few_rows(expr)
    '(_1 if (_1 := person_mood[i]) <= 1.0 else 1.0)'
    >>> many_rows(expr)
    '_np.where((_1 := person_mood[i]) <= 1.0, _1, 1.0)'
"""

from __future__ import annotations

import ast
import keyword
import math
import operator
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from itertools import chain, count, pairwise, repeat
from types import MappingProxyType
from typing import Any, ClassVar, TypeAlias

import numpy as np

from kizuna.problems import Mark, Problems, did_you_mean

LENGTH_LIMIT = 1_000
BRACKET_LIMIT = 30
NODE_LIMIT = 200
DEPTH_LIMIT = 30
"""Also what keeps the brackets of a lowered expression below the 200 that Python's parser takes."""

INTEGER_LIMIT = 2**53
"""Up to here every integer is also a float."""

SUGGESTION_LIMIT = 5
"""Unknown names of one expression for which similar ones are sought: seeking takes its time."""

WORD = re.compile(r"[a-z][a-z0-9_]*")


class Kind(Enum):
    """What an expression gives: a number (float64) or a flag (bool)."""

    NUMBER = "number"
    FLAG = "flag"


NUMBER, FLAG = Kind.NUMBER, Kind.FLAG

Value: TypeAlias = float | bool


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


# --- the tree ---------------------------------------------------------------------------------


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


# --- the operators, each said three ways ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Operator:
    """What an operator gives (None: what its branches give), as a value and in two sources.

    In the sources {a}, {b}, {c} stand for the operands. An operand that is used more than once
    is written {a_kept} where it is evaluated, which comes first, and {a} from then on.
    """

    gives: Kind | None
    value: Callable[..., Value]
    few: str
    many: str


def _root(a: float) -> float:
    return math.sqrt(a) if a > 0 else 0.0


def _floor(a: float) -> float:
    """Beyond 2**53 there are no fractions; below, the sign of a zero is kept."""
    return math.copysign(math.floor(a), a) if abs(a) < INTEGER_LIMIT else a


def _quotient(a: float, b: float) -> float:
    return a / b if b != 0 else 0.0


OPERATORS: Mapping[str, Operator] = {
    "negate": Operator(NUMBER, operator.neg, "(-{a})", "(-{a})"),
    "abs": Operator(NUMBER, abs, "_abs({a})", "_np.abs({a})"),
    "sqrt": Operator(
        NUMBER,
        _root,
        "(_sqrt({a}) if {a_kept} > 0.0 else 0.0)",
        "_np.sqrt(_np.where({a_kept} > 0.0, {a}, 0.0))",
    ),
    # Flooring by // needs no call and keeps the sign of zero; what is huge or infinite is whole.
    "floor": Operator(
        NUMBER,
        _floor,
        "({a} // 1.0 if -1e16 < {a_kept} < 1e16 else {a})",
        "_np.floor({a})",
    ),
    "+": Operator(NUMBER, operator.add, "({a} + {b})", "({a} + {b})"),
    "-": Operator(NUMBER, operator.sub, "({a} - {b})", "({a} - {b})"),
    "*": Operator(NUMBER, operator.mul, "({a} * {b})", "({a} * {b})"),
    "/": Operator(
        NUMBER,
        _quotient,
        "({a} / {b} if {b_kept} else 0.0)",
        "_np.where({b_kept} != 0.0, _np.divide({a}, {b}), 0.0)",
    ),
    # By a number that is written there and is not zero, nothing needs asking.
    "/ number": Operator(NUMBER, _quotient, "({a} / {b})", "({a} / {b})"),
    "min": Operator(
        NUMBER,
        lambda a, b: a if a <= b else b,
        "({a} if {a_kept} <= {b_kept} else {b})",
        "_np.where({a_kept} <= {b_kept}, {a}, {b})",
    ),
    "max": Operator(
        NUMBER,
        lambda a, b: a if a >= b else b,
        "({a} if {a_kept} >= {b_kept} else {b})",
        "_np.where({a_kept} >= {b_kept}, {a}, {b})",
    ),
    "if": Operator(
        None, lambda a, b, c: a if b else c, "({a} if {b} else {c})", "_np.where({b}, {a}, {c})"
    ),
    "and": Operator(FLAG, lambda a, b: a and b, "({a} and {b})", "({a} & {b})"),
    "or": Operator(FLAG, lambda a, b: a or b, "({a} or {b})", "({a} | {b})"),
    "not": Operator(FLAG, operator.not_, "(not {a})", "_np.logical_not({a})"),
}

SIGNS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


def quiet() -> np.errstate:
    """What many-rows sources run within, so that NumPy does not warn of inf and nan on the way."""
    return np.errstate(all="ignore")


FEW_ROWS_WORDS: Mapping[str, Any] = MappingProxyType({"_abs": abs, "_sqrt": math.sqrt})
"""The globals that sources of `few_rows` need."""

MANY_ROWS_WORDS: Mapping[str, Any] = MappingProxyType({"_np": np, "_quiet": quiet})
"""The globals that sources of `many_rows` need; they are to be run `with _quiet():`."""


# --- the words an author may call -------------------------------------------------------------


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


def _fold(name: str) -> Callable[..., Tree]:
    """Left to right: min(a, b, c) is min(min(a, b), c)."""
    return lambda *operands: reduce(lambda left, right: Do(name, (left, right)), operands)


def _clamp(x: Tree, low: Tree, high: Tree) -> Tree:
    return Do("min", (Do("max", (x, low)), high))


def _between(x: Tree, low: Tree, high: Tree) -> Tree:
    return Compare(("<=", "<="), (low, x, high))


def _one(flag: Tree) -> Tree:
    return Do("if", (Number(1.0), flag, Number(0.0)))


def _divide(a: Tree, b: Tree) -> Tree:
    return Do("/ number" if isinstance(b, Number) and b.value else "/", (a, b))


def _negate(a: Tree) -> Tree:
    """A written number takes its sign at once; only -0 is left to be computed."""
    return Number(-a.value) if isinstance(a, Number) and a.value else Do("negate", (a,))


WORDS: Mapping[str, Word] = {
    "min": Word("min(a, b, ...)", (NUMBER, NUMBER), _fold("min"), takes_more=True),
    "max": Word("max(a, b, ...)", (NUMBER, NUMBER), _fold("max"), takes_more=True),
    "abs": Word("abs(x)", (NUMBER,), lambda x: Do("abs", (x,))),
    "clamp": Word("clamp(x, low, high)", (NUMBER, NUMBER, NUMBER), _clamp),
    "sqrt": Word("sqrt(x)", (NUMBER,), lambda x: Do("sqrt", (x,))),
    "floor": Word("floor(x)", (NUMBER,), lambda x: Do("floor", (x,))),
    "between": Word("between(x, low, high)", (NUMBER, NUMBER, NUMBER), _between),
    "one": Word("one(flag)", (FLAG,), _one),
}

FLAG_SPELLINGS: Mapping[str, bool] = {"true": True, "false": False}


# --- judging the text -------------------------------------------------------------------------

TOKEN = re.compile(
    r"\s++"
    r"|(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?(?![A-Za-z0-9_.])"
    r"|[A-Za-z_][A-Za-z0-9_]*+"
    r"|<=|>=|==|!=|(?!\*\*|//|<<|>>|->|<>)[-+*/<>(),.]",
    re.ASCII,
)

REFUSED = {
    "**": "there are no powers: multiply, or use sqrt(x)",
    "//": "write floor(a / b)",
    "%": "write a - b * floor(a / b)",
    "=": "write == to compare",
    ":": "nothing is defined here: write a value",
    "&": "write `and`",
    "|": "write `or`",
    "!": "write `not`, or != to compare",
    "<>": "write !=",
    "'": "there are no texts here: write a name without quotes",
    '"': "there are no texts here: write a name without quotes",
    "[": "there are no lists here: use round brackets",
    "{": "use round brackets",
    "×": "write *",
    "÷": "write /",
    "−": "write -",
}
"""Ways out for what authors bring along from elsewhere."""

WRITABLE = "write numbers, names such as actor.pride, + - * /, comparisons, and, or, not, if"
DIVIDE = "divide it into several reasons, each with a name"
TOO_DEEP = "this is nested too deep"

ARITHMETIC: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
COMPARISON: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip


def parse(
    text: str,
    mark: Mark | None,
    vocabulary: Vocabulary,
    problems: Problems,
    *,
    wanted: Kind | None = None,
) -> Expr | None:
    """The expression a text means, or None when problems were reported.

    `mark` is where the text begins in the source; problems point into it. `wanted` is the kind it
    has to have, if only one will do.
    """
    tree = _Reading(text, mark, vocabulary, problems).whole(wanted)
    return None if tree is None else Expr(text, tree)


class _Refused(Exception):  # noqa: N818
    """This part cannot be read; why has been reported."""


class _Reading:
    """One reading of one text. Whatever is refused is reported; its neighbours are still read."""

    def __init__(
        self, text: str, mark: Mark | None, vocabulary: Vocabulary, problems: Problems
    ) -> None:
        self.text = text
        self.mark = mark
        self.vocabulary = vocabulary
        self.problems = problems
        self.unknown: dict[str, None] = {}

    def whole(self, kind: Kind | None) -> Tree | None:
        try:
            self.judge_length()
            self.judge_tokens()
            root = self.parsed()
            self.judge_size(root)
            return self.wanted(root, kind)
        except _Refused:
            return None

    def refused(self, name: str, offset: int, message: str, way_out: str) -> _Refused:
        """Report what is wrong, and give what the caller raises to leave this part."""
        mark = self.mark and self.mark.inside(self.text, offset)
        self.problems.report(name, mark, message, way_out)
        return _Refused()

    def refused_part(self, node: ast.expr, way_out: str = WRITABLE) -> _Refused:
        message = f"{self.source(node)} has no meaning in an expression"
        return self.refused("expression-not-allowed", _offset(node), message, way_out)

    # What can be told from the text alone.

    def judge_length(self) -> None:
        if not self.text.strip():
            raise self.refused("expression-empty", 0, "there is no expression here", WRITABLE)
        if len(self.text) > LENGTH_LIMIT:
            message = f"this expression is longer than {LENGTH_LIMIT} characters"
            raise self.refused("expression-too-long", 0, message, DIVIDE)

    def judge_tokens(self) -> None:
        """All characters have a meaning, and every bracket has its partner."""
        opened: list[int] = []
        offset = 0
        while offset < len(self.text):
            token = TOKEN.match(self.text, offset)
            if token is None:
                raise self.refused_characters(offset)
            self.judge_bracket(token[0], offset, opened)
            offset = token.end()
        if opened:
            message = "this ( is never closed"
            raise self.refused("expression-unreadable", opened[-1], message, "write the missing )")

    def judge_bracket(self, token: str, offset: int, opened: list[int]) -> None:
        if token == "(":
            opened.append(offset)
            if len(opened) > BRACKET_LIMIT:
                raise self.refused("expression-too-deep", offset, TOO_DEEP, DIVIDE)
        elif token == ")":
            if not opened:
                message = "this ) closes nothing"
                raise self.refused(
                    "expression-unreadable", offset, message, "delete it, or write a ("
                )
            opened.pop()

    def refused_characters(self, offset: int) -> _Refused:
        two = self.text[offset : offset + 2]
        found = two if two in REFUSED else two[0]
        way_out = REFUSED.get(found, WRITABLE)
        if found in "0123456789.":
            found = self.text[offset:].split(maxsplit=1)[0]
            way_out = "write a number like 2, 0.5 or 1e-3"
        message = f"{_short(found)!r} has no meaning in an expression"
        return self.refused("expression-not-allowed", offset, message, way_out)

    # What Python's parser makes of it.

    def parsed(self) -> ast.expr:
        """The text in brackets, so that it may begin with blanks and go on over lines."""
        line = re.sub(r"\s", " ", self.text)
        try:
            return ast.parse(f"({line})", mode="eval").body
        except (SyntaxError, RecursionError, MemoryError) as error:
            # A thousand signs in a row exhaust the parser when the caller is deep in its stack.
            offset = min(max((getattr(error, "offset", 0) or 0) - 2, 0), len(self.text))
        message = "something is missing or too much here"
        raise self.refused("expression-unreadable", offset, message, WRITABLE)

    def judge_size(self, root: ast.expr) -> None:
        node_count, unread = 0, [(root, 1)]
        while unread:
            node, depth = unread.pop()
            node_count += 1
            if node_count > NODE_LIMIT:
                message = f"this expression has more than {NODE_LIMIT} parts"
                raise self.refused("expression-too-large", 0, message, DIVIDE)
            if depth > DEPTH_LIMIT:
                raise self.refused("expression-too-deep", _offset(node), TOO_DEEP, DIVIDE)
            unread += [(part, depth + _levels(node)) for part in _parts(node)]

    # What it means.

    def read(self, node: ast.expr) -> Tree:
        match node:
            case ast.Constant():
                return self.constant(node)
            case ast.Name(id=spelling):
                return self.name(node, spelling)
            case ast.Attribute(value=ast.Name(id=role), attr=attribute):
                return self.name(node, f"{role}.{attribute}")
            case ast.UnaryOp():
                return self.unary(node)
            case ast.BinOp():
                return self.binary(node)
            case ast.BoolOp():
                return self.connected(node)
            case ast.Compare():
                return self.comparison(node)
            case ast.IfExp():
                return self.choice(node)
            case ast.Call():
                return self.call(node)
        raise self.refused_part(node)

    def wanted(self, node: ast.expr, kind: Kind | None, way_out: str = "") -> Tree:
        """The tree of a part that has to be of a kind; None: of any."""
        tree = self.read(node)
        if kind is None or tree.kind is kind:
            return tree
        part = self.source(node)
        message = f"{part} is a {tree.kind.value}, and a {kind.value} is needed here"
        usual = f"write one({part})" if kind is NUMBER else f"compare it, as in {part} > 0.5"
        raise self.refused("wrong-kind", _offset(node), message, way_out or usual)

    def all_wanted(
        self, nodes: Sequence[ast.expr], kinds: Iterable[Kind | None], way_out: str = ""
    ) -> list[Tree]:
        """All parts, each of its kind. All are looked at before any is refused."""
        trees: list[Tree] = []
        for node, kind in zip(nodes, kinds, strict=False):
            with suppress(_Refused):
                trees.append(self.wanted(node, kind, way_out))
        if len(trees) < len(nodes):
            raise _Refused
        return trees

    def constant(self, node: ast.Constant) -> Tree:
        value = node.value
        if isinstance(value, bool):
            return Flag(value)
        if not isinstance(value, int | float):
            raise self.refused_part(node)
        if value > (INTEGER_LIMIT if isinstance(value, int) else sys.float_info.max):
            message = f"{self.source(node)} is beyond the numbers a world can hold"
            way_out = "integers go to 9007199254740992 (2**53), other numbers to 1e308"
            raise self.refused("number-out-of-range", _offset(node), message, way_out)
        return Number(float(value))

    def name(self, node: ast.expr, spelling: str) -> Tree:
        if spelling in FLAG_SPELLINGS:
            return Flag(FLAG_SPELLINGS[spelling])
        if spelling in self.vocabulary:
            return Read(self.vocabulary[spelling])
        if spelling in self.unknown:
            raise _Refused
        self.unknown[spelling] = None
        message = f"nothing is called {_short(spelling)!r}"
        raise self.refused("unknown-name", _offset(node), message, self.meant(spelling))

    def meant(self, spelling: str) -> str:
        if spelling in WORDS:
            return f"this word is used so: {WORDS[spelling].usage}"
        if len(self.unknown) > SUGGESTION_LIMIT:
            return ""
        return did_you_mean(spelling, self.vocabulary)

    def unary(self, node: ast.UnaryOp) -> Tree:
        match node.op:
            case ast.USub():
                return _negate(self.wanted(node.operand, NUMBER))
            case ast.Not():
                return Do("not", (self.wanted(node.operand, FLAG),))
        raise self.refused_part(node, "leave the sign out")

    def binary(self, node: ast.BinOp) -> Tree:
        left, right = self.all_wanted([node.left, node.right], [NUMBER, NUMBER])
        match node.op:
            case ast.Div():
                return _divide(left, right)
            case ast.Add() | ast.Sub() | ast.Mult():
                return Do(ARITHMETIC[type(node.op)], (left, right))
        raise self.refused_part(node)

    def connected(self, node: ast.BoolOp) -> Tree:
        flags = self.all_wanted(node.values, repeat(FLAG))
        return _fold("and" if isinstance(node.op, ast.And) else "or")(*flags)

    def comparison(self, node: ast.Compare) -> Tree:
        if not all(type(sign) in COMPARISON for sign in node.ops):
            raise self.refused_part(node, "compare with <, <=, >, >=, == or !=")
        way_out = "a flag is an answer already: write it alone, or with `not`"
        numbers = self.all_wanted([node.left, *node.comparators], repeat(NUMBER), way_out)
        return Compare(tuple(COMPARISON[type(sign)] for sign in node.ops), tuple(numbers))

    def choice(self, node: ast.IfExp) -> Tree:
        parts = [node.body, node.test, node.orelse]
        yes, flag, no = self.all_wanted(parts, [None, FLAG, None])
        if yes.kind is not no.kind:
            message = f"one branch gives a {yes.kind.value}, the other a {no.kind.value}"
            way_out = "make both numbers, with one(...), or both flags"
            raise self.refused("wrong-kind", _offset(node.orelse), message, way_out)
        return Do("if", (yes, flag, no))

    def call(self, node: ast.Call) -> Tree:
        called = self.source(node.func)
        if called not in WORDS:
            raise self.refused_call(node, called)
        word = WORDS[called]
        way_out = f"this word is used so: {word.usage}"
        if node.keywords or any(isinstance(each, ast.Starred) for each in node.args):
            raise self.refused_part(node, way_out)
        if not word.fits(len(node.args)):
            message = f"{called} is given the wrong number of values: {len(node.args)}"
            raise self.refused("wrong-count", _offset(node), message, way_out)
        return word.build(*self.all_wanted(node.args, chain(word.takes, repeat(NUMBER))))

    def refused_call(self, node: ast.Call, called: str) -> _Refused:
        way_out = did_you_mean(called, WORDS) or f"the words are {', '.join(WORDS)}"
        if called in self.vocabulary:
            way_out = "it is a value: write it without brackets"
        return self.refused("unknown-word", _offset(node), f"{called} is no word to call", way_out)

    def source(self, node: ast.expr) -> str:
        end = (node.end_col_offset or 1) - 1
        return _short(self.text[_offset(node) : end])


def _offset(node: ast.expr) -> int:
    """Where a part begins in the text; the parser saw one more bracket before it."""
    return max(node.col_offset - 1, 0)


def _parts(node: ast.expr) -> list[ast.expr]:
    return [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]


def _levels(node: ast.expr) -> int:
    """How many levels a part lies above its own: what is folded has one for each sign."""
    if isinstance(node, ast.Call):
        return max(len(node.args) - 1, 1)
    return len(node.values) - 1 if isinstance(node, ast.BoolOp) else 1


def _short(text: str) -> str:
    """A text as far as a message should quote it."""
    return text if len(text) <= 40 else f"{text[:40]}..."


# --- the three ways ---------------------------------------------------------------------------


def evaluate(expr: Expr, read: Callable[[Name], Value]) -> Value:
    """The value of an expression, found by walking its tree."""
    return _value(expr.tree, read)


def _value(tree: Tree, read: Callable[[Name], Value]) -> Value:
    match tree:
        case Number(value) | Flag(value):
            return value
        case Read(name):
            return read(name)
        case Do(name, operands):
            return OPERATORS[name].value(*(_value(operand, read) for operand in operands))
        case Compare(signs, operands):
            pairs = pairwise([_value(operand, read) for operand in operands])
            return all(SIGNS[sign](*pair) for sign, pair in zip(signs, pairs, strict=True))


def few_rows(expr: Expr, read: Callable[[Name], str] = lambda name: name.place) -> str:
    """The expression as Python source for one row of each index.

    Columns are anything whose items are floats, or bools for flags: memoryviews, lists. The source
    is closed but for the columns, the row variables and `FEW_ROWS_WORDS`, sets variables `_1`,
    `_2`, ... of its own, and can be pasted wherever an expression in brackets can. `read` says how
    a name is read, for a caller that has its values in variables already.
    """
    return _FewRows(read).lowered(expr.tree)


def many_rows(expr: Expr, read: Callable[[Name], str] = lambda name: name.place) -> str:
    """The expression as NumPy source over integer arrays of rows, to be run `with _quiet():`.

    Columns are arrays of float64, or bool for flags; rows broadcast. What reads no name gives a
    scalar. Else as `few_rows`, with `MANY_ROWS_WORDS`.
    """
    return _ManyRows(read).lowered(expr.tree)


class _Lowering:
    """Source made from a tree. Variables that keep an operand are numbered through."""

    def __init__(self, read: Callable[[Name], str]) -> None:
        self.read = read
        self.numbers = count(1)

    def lowered(self, tree: Tree) -> str:
        match tree:
            case Number(value) | Flag(value):
                return repr(value)
            case Read(name):
                return self.read(name)
            case Do(name, operands):
                return self.applied(self.form(OPERATORS[name]), operands)
            case Compare():
                return self.compared(tree)

    def form(self, known: Operator) -> str:
        raise NotImplementedError

    def compared(self, tree: Compare) -> str:
        raise NotImplementedError

    def applied(self, form: str, operands: tuple[Tree, ...]) -> str:
        sources: dict[str, str] = {}
        for letter, operand in zip("abc", operands, strict=False):
            sources[letter] = self.lowered(operand)
            if f"{{{letter}_kept}}" in form:
                sources[f"{letter}_kept"], sources[letter] = self.kept(operand, sources[letter])
        return form.format_map(sources)

    def kept(self, operand: Tree, source: str) -> tuple[str, str]:
        """How to evaluate an operand the first time, and how to use it again."""
        if isinstance(operand, Number | Flag):
            return source, source
        variable = f"_{next(self.numbers)}"
        return f"({variable} := {source})", variable


class _FewRows(_Lowering):
    def form(self, known: Operator) -> str:
        return known.few

    def compared(self, tree: Compare) -> str:
        first, *others = map(self.lowered, tree.operands)
        return f"({first}{''.join(map(' {} {}'.format, tree.signs, others))})"


class _ManyRows(_Lowering):
    def form(self, known: Operator) -> str:
        return known.many

    def compared(self, tree: Compare) -> str:
        """Arrays know no chains: every pair is compared, with the inner operands kept."""
        inner = [self.kept(each, self.lowered(each)) for each in tree.operands[1:-1]]
        first, last = self.lowered(tree.operands[0]), self.lowered(tree.operands[-1])
        lefts = [first, *(again for _, again in inner)]
        rights = [*(source for source, _ in inner), last]
        pairs = map("({} {} {})".format, lefts, tree.signs, rights)
        return f"({' & '.join(pairs)})"


Compiled: TypeAlias = Callable[[Mapping[str, Any], Mapping[str, Any]], tuple[Any, ...]]
"""A function of columns by `Name.array` and rows by `Name.index`: one value an expression."""


def compile_few(exprs: Sequence[Expr]) -> Compiled:
    """One function that gives the values of all expressions for one row of each index."""
    return _compiled(exprs, few_rows, FEW_ROWS_WORDS)


def compile_many(exprs: Sequence[Expr]) -> Compiled:
    """One function that gives arrays of values, or scalars, for arrays of rows."""
    loud = _compiled(exprs, many_rows, MANY_ROWS_WORDS)

    def weigh(columns: Mapping[str, Any], rows: Mapping[str, Any]) -> tuple[Any, ...]:
        with quiet():
            return loud(columns, rows)

    return weigh


def _compiled(
    exprs: Sequence[Expr], lower: Callable[[Expr], str], words: Mapping[str, Any]
) -> Compiled:
    names = [name for expr in exprs for name in expr.names()]
    lines = [
        "def weigh(_columns, _rows):",
        *(f"    {array} = _columns[{array!r}]" for array in sorted({each.array for each in names})),
        *(f"    {index} = _rows[{index!r}]" for index in sorted({each.index for each in names})),
        f"    return ({''.join(f'{lower(expr)}, ' for expr in exprs)})",
    ]
    made: dict[str, Any] = {}
    exec(compile("\n".join(lines), "<expressions>", "exec"), {"__builtins__": {}, **words}, made)
    function: Compiled = made["weigh"]
    return function
