"""Which parts of a practice's condition failed, and what the values were.

failed(moment, practice, "here", binding)
# (Missing("toward.hated < 0.3", {"toward.hated": 0.85}),)
"""

from __future__ import annotations

from collections.abc import Iterator

from kizuna.explain.verdict import Missing, in_roles
from kizuna.mind.moment import Binding, Moment
from kizuna.state.table import NONE
from kizuna.world.expr import Compare, Do, Expr, Flag, Name, Number, Read, Tree, evaluate
from kizuna.world.rules import Practice
from kizuna.world.scores import WORKED_OUT, condition

ARITHMETIC = ("+", "-", "*", "/")
INFIX = (*ARITHMETIC, "and", "or")


def failed(moment: Moment, practice: Practice, group: str, at: Binding) -> tuple[Missing, ...]:
    """The parts of all that has to be so that are not, with this binding."""
    rows, people = at.rows(), _people(moment, at)

    def read(name: Name) -> float | bool:
        return value_of(moment, name, rows[name.index])

    found = (
        Missing(
            in_roles(spelled(part)),
            {in_roles(each.spelling): _plain(read(each)) for each in _names(part)},
            part,
            people,
            at.j == moment.still.unseen,
        )
        for part in parts(condition(practice, group).tree)
        if not evaluate(Expr("", part), read)
    )
    return tuple({each.text: each for each in found}.values())


def _people(moment: Moment, at: Binding) -> dict[str, str]:
    """Who is who, by id."""
    rows = {"actor": at.i, "target": at.target, "about": at.about}
    return {role: moment.id_(row) for role, row in rows.items() if row != NONE}


def parts(tree: Tree) -> Iterator[Tree]:
    """What has to be so one by one: a condition taken apart at every "and"."""
    if isinstance(tree, Do) and tree.operator == "and":
        for operand in tree.operands:
            yield from parts(operand)
    else:
        yield tree


def value_of(moment: Moment, name: Name, row: int) -> float | bool:
    """The value of a word in the picture, or among what was worked out for this moment."""
    if name.table in WORKED_OUT:
        column = WORKED_OUT[name.table].index(name.column)
        return moment.weighing.worked_out[name.table][row][column]  # type: ignore[no-any-return]
    value: float | bool = moment.still.few[name.array][row]
    return value


def _plain(value: float | bool) -> float | bool:
    return value if isinstance(value, bool) else round(float(value), 4)


def _names(tree: Tree) -> tuple[Name, ...]:
    return Expr("", tree).names()


# A part as an author would write it. ----------------------------------------------------------


def spelled(tree: Tree) -> str:
    """A tree in the language it was written in."""
    match tree:
        case Number(value):
            return f"{value:g}"
        case Flag(value):
            return str(value)
        case Read(name):
            return name.spelling
        case Compare(signs, operands):
            first, *others = map(_side, operands)
            return " ".join([first, *(f"{s} {o}" for s, o in zip(signs, others, strict=True))])
        case Do(operator, operands):
            return _applied(operator, operands)


def _applied(operator: str, operands: tuple[Tree, ...]) -> str:
    if operator in ("and", "or"):
        return f" {operator} ".join(
            spelled(each) if isinstance(each, Compare) else _bracketed(each) for each in operands
        )
    if operator in ("not", "negate"):
        return f"{'not ' if operator == 'not' else '-'}{_bracketed(operands[0])}"
    sign = operator.removesuffix(" number")
    if sign in ARITHMETIC:
        return f" {sign} ".join(map(_bracketed, operands))
    return f"{operator}({', '.join(map(spelled, operands))})"


def _side(tree: Tree) -> str:
    """One side of a comparison: sums and products need no brackets there."""
    is_sum = isinstance(tree, Do) and tree.operator.removesuffix(" number") in ARITHMETIC
    return spelled(tree) if is_sum else _bracketed(tree)


def _bracketed(tree: Tree) -> str:
    is_infix = isinstance(tree, Do) and tree.operator.removesuffix(" number") in INFIX
    text = spelled(tree)
    return f"({text})" if is_infix or isinstance(tree, Compare) else text
