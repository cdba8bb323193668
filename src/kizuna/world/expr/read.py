"""Reading an expression: the text is judged, parsed, and understood, or refused with a way out.

The text is judged before Python's parser sees it: its length, its characters, its brackets. What
the parser makes of the rest is read by an allow-list; whatever is not on it has no meaning.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import chain, repeat

from kizuna.problems import Mark, Problems, did_you_mean
from kizuna.world.expr.operators import FLAG, INTEGER_LIMIT, NUMBER, Kind
from kizuna.world.expr.tree import (
    FLAG_SPELLINGS,
    WORDS,
    Compare,
    Do,
    Expr,
    Flag,
    Number,
    Read,
    Tree,
    Vocabulary,
    divide,
    fold,
    negate,
)

LENGTH_LIMIT = 1_000
BRACKET_LIMIT = 30
NODE_LIMIT = 200
DEPTH_LIMIT = 30
"""Also what keeps the brackets of a lowered expression below the 200 that Python's parser takes."""

SUGGESTION_LIMIT = 5
"""Unknown names of one expression for which similar ones are sought: seeking takes its time."""

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
CHOOSE = "a choice is written so: 2 if actor.pride > 0.5 else 1"
HALF_A_CHOICE = re.compile(r"\bthen\b|\bif\b(?!.*\belse\b)")
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
        way_out = CHOOSE if HALF_A_CHOICE.search(line) else WRITABLE
        raise self.refused("expression-unreadable", offset, message, way_out)

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
                return negate(self.wanted(node.operand, NUMBER))
            case ast.Not():
                return Do("not", (self.wanted(node.operand, FLAG),))
        raise self.refused_part(node, "leave the sign out")

    def binary(self, node: ast.BinOp) -> Tree:
        left, right = self.all_wanted([node.left, node.right], [NUMBER, NUMBER])
        match node.op:
            case ast.Div():
                return divide(left, right)
            case ast.Add() | ast.Sub() | ast.Mult():
                return Do(ARITHMETIC[type(node.op)], (left, right))
        raise self.refused_part(node)

    def connected(self, node: ast.BoolOp) -> Tree:
        flags = self.all_wanted(node.values, repeat(FLAG))
        return fold("and" if isinstance(node.op, ast.And) else "or")(*flags)

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
