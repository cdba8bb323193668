"""Practices turned into functions that weigh them: one tree, two lowerings.

A *binding* is whom a practice could concern: the actor alone, a target, a target and a third
person, a target and a topic. For each kind of binding there is one generated function that weighs
every practice of that kind; *few rows* for a scene (plain bytecode over memoryviews), *many rows*
for a town (NumPy over columns). Both come from the same formulas and agree to the last bit.

A few-rows function takes bindings, one after another, and calls `found` with what each possible
practice weighs. Neighbours that begin with the same condition have it asked once for all: of most
bindings most is impossible for one reason. A many-rows function takes arrays of bindings: each
practice's condition is asked of all of them at once, each column being gathered once for all
conditions, and only where something is possible are its considerations summed.

    weigh(bindings, found)          # found((binding, index, head, heart, resident))
    weigh(i, j, ij, may, found)     # found(index, places, (head, heart, resident))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from types import CodeType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kizuna.state.person import ADULT_AGE
from kizuna.world.expr import (
    FEW_ROWS_WORDS,
    MANY_ROWS_WORDS,
    Compare,
    Do,
    Expr,
    Flag,
    Kind,
    Name,
    Number,
    Read,
    Tree,
    few_rows,
    many_rows,
)
from kizuna.world.names import BETWEEN, TOPIC, TOPIC_FLAGS
from kizuna.world.rules import VOICES, Practice

GROUPS = ("alone", "here", "absent", "about here", "about absent", "topic")
"""The kinds of binding. "absent" is somebody known but not here: to look for or to go to."""

ROWS = {
    "alone": ("i",),
    "here": ("i", "j", "ij"),
    "absent": ("i", "j", "ij"),
    "about here": ("i", "j", "ij", "k", "ik", "b"),
    "about absent": ("i", "j", "ij", "k", "ik", "b"),
    "topic": ("i", "j", "ij", "t"),
}
ALL_ROWS = ("i", "j", "ij", "k", "ik", "b", "t")

OWN_SIDE = (
    *TOPIC, "is_question", "is_news", "is_blame", "is_own_fate", "is_own_aim", "is_own_love",
)  # fmt: skip
"""What a topic is to its speaker, whoever listens, in the order of `mind.topics.own_side`."""
THEIR_SIDE = tuple(flag for flag in TOPIC_FLAGS if flag not in OWN_SIDE)
"""What a topic is between speaker and listener, in the order of a row of `mind.topics`."""
WORKED_OUT = {"between": BETWEEN, "topic": (*OWN_SIDE, *THEIR_SIDE)}
"""Tables that are not of the picture, but worked out for the bindings of a moment. A scene keeps
them row by row, in lists `between_rows` and `topic_rows` of tuples; a town as columns."""


def groups_of(practice: Practice) -> tuple[str, ...]:
    """The kinds of binding a practice takes part in."""
    if practice.with_ == "person":
        return ("here", "absent") if practice.reach == "far" else ("here",)
    if practice.with_ == "person about person":
        return ("about here", "about absent") if practice.reach == "far" else ("about here",)
    return {"alone": ("alone",), "absent": ("absent",), "person topic": ("topic",)}[practice.with_]


@dataclass(frozen=True, slots=True)
class Scores:
    """Few-rows code by group: practices anybody may start, answers to what was done, parts."""

    few: Mapping[str, CodeType]
    answers: Mapping[tuple[str, int], CodeType]
    parts: Mapping[str, CodeType]
    answers_to: Mapping[str, Mapping[str, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class ManyScores:
    """Many-rows code by group, and each practice's parts by index."""

    free: Mapping[str, CodeType]
    answers: Mapping[str, CodeType]
    parts: tuple[CodeType, ...]


def compile_scores(practices: Sequence[Practice]) -> Scores:
    """Generate and compile every few-rows function; nothing is bound to any story yet."""
    few, answers = {}, {}
    for group in GROUPS:
        few[group] = _code(_few_source(group, _free(practices, group)), f"<weigh {group}>")
        for each in _answering(practices, group):
            source = _few_source(group, [each])
            answers[group, each.index] = _code(source, f"<weigh {each.name}>")
    parts = {each.name: _code(_parts_source(each), f"<parts {each.name}>") for each in practices}
    return Scores(few, answers, parts, _answers_to(practices))


def compile_many(practices: Sequence[Practice]) -> ManyScores:
    """Generate and compile every many-rows function: only a story with a crowd needs them."""
    free, answers = {}, {}
    for group in GROUPS:
        free[group] = _code(_many_source(group, _free(practices, group)), f"<many {group}>")
        answering = _many_source(group, _answering(practices, group))
        answers[group] = _code(answering, f"<many answers {group}>")
    parts = tuple(_code(_many_parts_source(each), f"<many {each.name}>") for each in practices)
    return ManyScores(free, answers, parts)


def _free(practices: Sequence[Practice], group: str) -> list[Practice]:
    return [each for each in practices if group in groups_of(each) and not each.answers]


def _answering(practices: Sequence[Practice], group: str) -> list[Practice]:
    return [each for each in practices if group in groups_of(each) and each.answers]


def _answers_to(practices: Sequence[Practice]) -> dict[str, dict[str, tuple[int, ...]]]:
    """For each practice that can be answered, its possible answers by group."""
    table: dict[str, dict[str, tuple[int, ...]]] = {}
    for answer in practices:
        for asked in sorted(answer.answers):
            for group in groups_of(answer):
                row = table.setdefault(asked, {})
                row[group] = (*row.get(group, ()), answer.index)
    return table


# Sources. -------------------------------------------------------------------------------------


def _code(source: str, name: str) -> CodeType:
    return compile(source, name, "exec")


def _few_source(group: str, practices: Sequence[Practice]) -> str:
    """Whoever is in a contest has moves to weigh and nothing else: that is asked once for all."""
    moves = [_asked(each, group) for each in practices if MOVE in each.tags]
    others = [_asked(each, group) for each in practices if MOVE not in each.tags]
    return "\n".join([
        "def weigh(bindings, found):",
        "    for at in bindings:",
        f"        {', '.join(ALL_ROWS)}, _, _, _ = at",
        f"        if {_few_lowered(Expr('', IN_CONTEST))}:", *_few_lines(moves, "            "),
        "            continue", *_few_lines(others, "        "),
    ])  # fmt: skip


Asked = tuple[list[str], str]
"""Of a practice, each of its conditions, and what to do when all are so."""


def _asked(practice: Practice, group: str) -> Asked:
    sums = ", ".join(_sum(practice, voice, _few_lowered) for voice in VOICES)
    conditions = [part for each in _conditions(practice, group) for part in _parts_of(each)]
    sources = dict.fromkeys(_few_lowered(Expr("", each)) for each in conditions)
    return list(sources), f"found((at, {practice.index}, {sums}))"


def _parts_of(condition: Tree) -> Iterator[Tree]:
    """What has to be so one by one, for the whole to be so."""
    match condition:
        case Do("and", operands):
            for each in operands:
                yield from _parts_of(each)
        case Flag(True):
            return
        case _:
            yield condition


def _few_lines(asked: Sequence[Asked], indent: str) -> Iterator[str]:
    """Practices in their order; what neighbours begin with is asked once."""
    for first, same in groupby(asked, lambda each: each[0][:1]):
        together = list(same)
        if not first:
            yield from (f"{indent}{found}" for _, found in together)
        elif len(together) > 1:
            yield f"{indent}if {first[0]}:"
            yield from _few_lines([(rest[1:], found) for rest, found in together], indent + "    ")
        else:
            conditions, found = together[0]
            yield f"{indent}if {' and '.join(conditions)}:"
            yield f"{indent}    {found}"


def _few_lowered(formula: Expr) -> str:
    return few_rows(formula, _read_few)


def _read_few(name: Name) -> str:
    if name.table not in WORKED_OUT:
        return name.place
    return f"{name.table}_rows[{name.index}][{WORKED_OUT[name.table].index(name.column)}]"


def _many_source(group: str, practices: Sequence[Practice]) -> str:
    """Conditions first, on all bindings; sums only where something is possible."""
    once = _Gathered()
    asked: list[str] = []
    for each in practices:
        may = f"may({each.index}) & " if each.answers else ""
        asked.append(f"    at = _places({may}{once.lowered(_condition(each, group))}, i)")
        asked += ["    if at.size:", *_sums_source(each, group)]
    rows = ", ".join(ROWS[group])
    lines = [f"def weigh({rows}, may, found):", *once.lines("    "), *asked]
    return "\n".join([*lines, "    return None"])


def _sums_source(practice: Practice, group: str) -> list[str]:
    once = _Gathered("_at")
    sums = ", ".join(_sum(practice, voice, once.lowered) for voice in VOICES)
    rows = [f"        {row}_at = {row}.take(at)" for row in ROWS[group]]
    return [*rows, *once.lines("        "), f"        found({practice.index}, at, ({sums}))"]


class _Gathered:
    """Columns gathered once for several formulas: `person_mood.take(i)` becomes a variable."""

    def __init__(self, rows: str = "") -> None:
        self.rows = rows
        self.variables: dict[str, str] = {}

    def lowered(self, formula: Expr) -> str:
        """Many-rows source that reads variables."""
        return many_rows(formula, self.read)

    def read(self, name: Name) -> str:
        """The variable that holds a name's values."""
        gathered = f"{name.array}.take({name.index}{self.rows})"
        # No column's name begins with an underscore.
        return self.variables.setdefault(gathered, f"_c{len(self.variables)}{self.rows}")

    def lines(self, indent: str) -> list[str]:
        """The gathering, to stand before the formulas."""
        return [f"{indent}{variable} = {source}" for source, variable in self.variables.items()]


COMMANDS = {"healing": "can_heal", "guarding": "can_guard", "striking": "can_strike"}
"""What a practice commands, and the flag of whoever can."""


def condition(practice: Practice, group: str) -> Expr:
    """All that has to be so for a practice with a kind of binding (one of GROUPS)."""
    return _condition(practice, group)


def _condition(practice: Practice, group: str) -> Expr:
    """What its author wrote under `when`, behind what follows from the practice's own shape: moves
    belong to contests, and in a contest there is nothing else."""
    is_in = IN_CONTEST if MOVE in practice.tags else Do("not", (IN_CONTEST,))
    return Expr("", _all([is_in, *_conditions(practice, group)]))


def _all(conditions: Sequence[Tree]) -> Tree:
    return reduce(lambda one, other: Do("and", (one, other)), conditions)


def _conditions(practice: Practice, group: str) -> list[Tree]:
    has_target = "j" in ROWS[group]
    conditions: list[Tree] = []
    if practice.romance:
        conditions += [_is_adult("i"), _is_adult("j")]
    if practice.target_state == "awake" and has_target:
        conditions.append(_flag("person", "is_awake", "j"))
    elif practice.target_state == "unconscious" and has_target:
        conditions.append(_flag("person", "is_unconscious", "j"))
    elif practice.target_state == "dead" and has_target:
        conditions.append(_flag("person", "is_dead", "j"))
    elif has_target:
        conditions.append(Do("not", (_flag("person", "is_dead", "j"),)))
    if practice.commands:
        conditions.append(_flag("person", COMMANDS[practice.commands], "i"))
    if practice.keeps_still:
        conditions.append(Do("not", (_flag("person", "is_travelling", "i"),)))
    if "absent" in group:
        conditions.append(Do("not", (_flag("bond", "is_here", "ij"),)))
        if practice.reach == "far":
            conditions.append(_flag("bond", "knows_place", "ij"))
    for column, stake in (("i_owe", practice.pays), ("i_missed", practice.tries_again_for)):
        if stake:
            name = Name(f"toward.{column}", "bond", column, "ij", Kind.NUMBER)
            conditions.append(Compare(("==",), (Read(name), Number(float(stake)))))
    conditions.append(practice.when.tree)
    return conditions


def _is_adult(row: str) -> Tree:
    age = Name(f"{row}.age", "person", "age", row, Kind.NUMBER)
    return Compare((">=",), (Read(age), Number(float(ADULT_AGE))))


def _flag(table: str, column: str, row: str) -> Tree:
    return Read(Name(f"{row}.{column}", table, column, row, Kind.FLAG))


IN_CONTEST = _flag("person", "in_contest", "i")
MOVE = "move"


def _sum(practice: Practice, voice: str, lower: Callable[[Expr], str]) -> str:
    terms = [lower(each.formula) for each in practice.considerations if each.voice == voice]
    return " + ".join(f"({term})" for term in terms) if terms else "0.0"


def _parts_source(practice: Practice) -> str:
    """All considerations of one practice, one by one, then what others make of it."""
    formulas = [each.formula for each in practice.considerations]
    consent = [each.formula for each in practice.consent]
    shows = [each.formula for each in practice.shows]
    soothes = [each.formula for each in practice.soothes]
    rows = ", ".join(f"{name}=-1" for name in ALL_ROWS)
    lines = [f"def weigh({rows}):", f"    return {_tuple(formulas)}"]
    lines += [f"def consent({rows}):", f"    return {_tuple(consent)}"]
    lines += [f"def shows({rows}):", f"    return {_tuple(shows)}"]
    lines += [f"def soothes({rows}):", f"    return {_tuple(soothes)}"]
    condition = _few_lowered(_condition(practice, groups_of(practice)[0]))
    lines += [f"def possible({rows}):", f"    return {condition}"]
    return "\n".join(lines)


def _many_parts_source(practice: Practice) -> str:
    """All considerations of one practice, one by one, over arrays of rows."""
    once = _Gathered()
    values = [f"{once.lowered(each.formula)}, " for each in practice.considerations]
    lines = [f"def weigh({', '.join(ALL_ROWS)}):", *once.lines("    ")]
    return "\n".join([*lines, f"    return ({''.join(values)})"])


def _tuple(formulas: Sequence[Expr]) -> str:
    return "(" + "".join(f"{_few_lowered(each)}, " for each in formulas) + ")"


# Bound to columns. ----------------------------------------------------------------------------


def few_globals() -> dict[str, Any]:
    """Globals for few-rows functions; columns are added to them by name."""
    return {"__builtins__": {}, **FEW_ROWS_WORDS}


def many_globals() -> dict[str, Any]:
    """Globals for many-rows functions, which are to be called within `quiet()`."""
    return {"__builtins__": {}, **MANY_ROWS_WORDS, "_places": _places}


def _places(possible: Any, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Where among these rows something is possible; a condition that reads nothing is a scalar."""
    if isinstance(possible, np.ndarray):
        return possible.nonzero()[0]
    return np.arange(len(rows) if possible else 0)


def bind(code: CodeType, columns: dict[str, Any]) -> Callable[..., Any]:
    """The function over these columns (kept by reference: rebinding a name is seen)."""
    made: dict[str, Any] = {}
    exec(code, columns, made)
    function: Callable[..., Any] = made["weigh"]
    return function


@dataclass(frozen=True, slots=True)
class Parts:
    """One practice's considerations, consent, showings and condition as functions."""

    weigh: Callable[..., tuple[float, ...]]
    consent: Callable[..., tuple[float, ...]]
    shows: Callable[..., tuple[float, ...]]
    soothes: Callable[..., tuple[float, ...]]
    possible: Callable[..., bool]


def bind_parts(code: CodeType, columns: dict[str, Any]) -> Parts:
    """The functions of one practice over these columns."""
    made: dict[str, Any] = {}
    exec(code, columns, made)
    return Parts(made["weigh"], made["consent"], made["shows"], made["soothes"], made["possible"])
