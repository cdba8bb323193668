"""The three ways of an expression: walked as a tree, as Python for few rows, as NumPy for many.

`evaluate` is what the other two are measured against. `few_rows` and `many_rows` give sources to
be pasted into generated code; `compile_few` and `compile_many` make functions of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count, pairwise
from typing import Any, TypeAlias

from kizuna.world.expr.operators import (
    FEW_ROWS_WORDS,
    MANY_ROWS_WORDS,
    OPERATORS,
    SIGNS,
    Operator,
    Value,
    quiet,
)
from kizuna.world.expr.tree import Compare, Do, Expr, Flag, Name, Number, Read, Tree


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
