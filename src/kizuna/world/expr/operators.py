"""The operators of the language, each said three ways: as a value, for few rows and for many.

They agree to the last bit because they are one line of one table, `OPERATORS`: the same operations
in the same order. A new operator is a line there.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np

INTEGER_LIMIT = 2**53
"""Up to here every integer is also a float."""


class Kind(Enum):
    """What an expression gives: a number (float64) or a flag (bool)."""

    NUMBER = "number"
    FLAG = "flag"


NUMBER, FLAG = Kind.NUMBER, Kind.FLAG
Value: TypeAlias = float | bool


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
