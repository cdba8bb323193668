"""Practices turned into functions that weigh them: one tree, two lowerings.

A *binding* is whom a practice could concern: the actor alone, a target, a target and a third
person, a target and a topic. For each kind of binding there is one generated function that weighs
every practice of that kind; *few rows* for a scene (plain bytecode over memoryviews), *many rows*
for a town (NumPy over columns). Both come from the same formulas and agree to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import CodeType
from typing import Any

from kizuna.state.whole import ADULT_AGE
from kizuna.world.expr import (
    FEW_ROWS_WORDS,
    MANY_ROWS_WORDS,
    few_rows,
    many_rows,
)
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


def groups_of(practice: Practice) -> tuple[str, ...]:
    """The kinds of binding a practice takes part in."""
    if practice.with_ == "person":
        return ("here", "absent") if practice.reach == "far" else ("here",)
    if practice.with_ == "person about person":
        return ("about here", "about absent") if practice.reach == "far" else ("about here",)
    return {"alone": ("alone",), "absent": ("absent",), "person topic": ("topic",)}[practice.with_]


@dataclass(frozen=True, slots=True)
class Scores:
    """Code for weighing, by group: practices anybody may start, and each answer by itself."""

    few: Mapping[str, CodeType]
    few_answers: Mapping[tuple[str, str], CodeType]
    many: Mapping[str, CodeType]
    parts: Mapping[str, CodeType]
    answers_to: Mapping[str, Mapping[str, tuple[int, ...]]]


def compile_scores(practices: Sequence[Practice]) -> Scores:
    """Generate and compile every function; nothing is bound to any story yet."""
    few, few_answers, many = {}, {}, {}
    for group in GROUPS:
        members = [each for each in practices if group in groups_of(each)]
        free = [each for each in members if not each.answers]
        few[group] = _code(_few_source(group, free), f"<weigh {group}>")
        many[group] = _code(_many_source(group, members), f"<weigh many {group}>")
        for each in members:
            if each.answers:
                source = _few_source(group, [each])
                few_answers[group, each.name] = _code(source, f"<weigh {each.name}>")
    parts = {each.name: _code(_parts_source(each), f"<parts of {each.name}>") for each in practices}
    return Scores(few, few_answers, many, parts, _answers_to(practices))


def _answers_to(practices: Sequence[Practice]) -> dict[str, dict[str, tuple[int, ...]]]:
    """For each practice that can be answered, its possible answers by group."""
    table: dict[str, dict[str, tuple[int, ...]]] = {}
    for answer in practices:
        for asked in sorted(answer.answers):
            for group in groups_of(answer):
                row = table.setdefault(asked, {})
                row[group] = (*row.get(group, ()), answer.index)
    return table


def bind_few(code: CodeType, columns: dict[str, Any]) -> Callable[..., Any]:
    """The function over these columns (kept by reference: rebinding a name is seen)."""
    return _bind(code, columns)


def _bind(code: CodeType, columns: dict[str, Any]) -> Callable[..., Any]:
    made: dict[str, Any] = {}
    exec(code, columns, made)
    function: Callable[..., Any] = made["weigh"]
    return function


def few_globals() -> dict[str, Any]:
    """Globals for few-rows functions; columns are added to them by name."""
    return {"__builtins__": {}, **FEW_ROWS_WORDS}


def many_globals() -> dict[str, Any]:
    """Globals for many-rows functions."""
    return {"__builtins__": {}, **MANY_ROWS_WORDS}


def _code(source: str, name: str) -> CodeType:
    return compile(source, name, "exec")


def _few_source(group: str, practices: Sequence[Practice]) -> str:
    lines = [f"def weigh({', '.join(ROWS[group])}, found):"]
    for each in practices:
        sums = ", ".join(_sum(each, voice, few_rows) for voice in VOICES)
        lines.append(f"    if {_condition(each, group, few_rows, 'and')}:")
        lines.append(f"        found(({each.index}, {sums}))")
    lines.append("    return None")
    return "\n".join(lines)


def _many_source(group: str, practices: Sequence[Practice]) -> str:
    """Conditions first, on all bindings; sums only where something is possible."""
    rows = ROWS[group]
    lines = [f"def weigh({', '.join(rows)}, may, found):"]
    for each in practices:
        condition = _condition(each, group, many_rows, "&")
        lines.append(f"    may({each.index}, ({condition}))")
    lines.append("    return None")
    for each in practices:
        sums = ", ".join(_sum(each, voice, many_rows) for voice in VOICES)
        lines.append(f"def weigh_{each.index}({', '.join(rows)}):")
        lines.append(f"    return ({sums})")
    return "\n".join(lines)


def _condition(practice: Practice, group: str, lower: Callable[[Any], str], both: str) -> str:
    """What its author wrote under `when`, behind what follows from the practice's own shape."""
    conditions: list[str] = []
    if practice.romance:
        conditions += [f"(person_age[i] >= {ADULT_AGE}.0)", f"(person_age[j] >= {ADULT_AGE}.0)"]
    if practice.target_state == "awake" and "j" in ROWS[group]:
        conditions.append("(person_is_awake[j])")
    elif practice.target_state == "unconscious" and "j" in ROWS[group]:
        conditions.append("(person_is_unconscious[j])")
    if practice.keeps_still:
        conditions.append(f"({'~' if both == '&' else 'not '}person_is_travelling[i])")
    if "absent" in group:
        conditions.append(f"({'~' if both == '&' else 'not '}bond_is_here[ij])")
        if practice.reach == "far":
            conditions.append("(bond_knows_place[ij])")
    conditions.append(f"({lower(practice.when)})")
    return f" {both} ".join(conditions)


def _sum(practice: Practice, voice: str, lower: Callable[[Any], str]) -> str:
    terms = [lower(each.formula) for each in practice.considerations if each.voice == voice]
    return " + ".join(f"({term})" for term in terms) if terms else "0.0"


def _parts_source(practice: Practice) -> str:
    """All considerations of one practice, one by one, then its consent's, then its showings'."""
    formulas = [each.formula for each in practice.considerations]
    consent = [each.formula for each in practice.consent]
    shows = [each.formula for each in practice.shows]
    rows = ", ".join(f"{name}=-1" for name in ALL_ROWS)
    lines = [f"def weigh({rows}):", f"    return {_tuple(formulas)}"]
    lines += [f"def consent({rows}):", f"    return {_tuple(consent)}"]
    lines += [f"def shows({rows}):", f"    return {_tuple(shows)}"]
    condition = _condition(practice, groups_of(practice)[0], few_rows, "and")
    lines += [f"def possible({rows}):", f"    return {condition}"]
    return "\n".join(lines)


def _tuple(formulas: Sequence[Any]) -> str:
    return "(" + "".join(f"{few_rows(each)}, " for each in formulas) + ")"


@dataclass(frozen=True, slots=True)
class Parts:
    """One practice's considerations, consent, showings and condition as functions."""

    weigh: Callable[..., tuple[float, ...]]
    consent: Callable[..., tuple[float, ...]]
    shows: Callable[..., tuple[float, ...]]
    possible: Callable[..., bool]


def bind_parts(code: CodeType, columns: dict[str, Any]) -> Parts:
    """The functions of one practice over these columns."""
    made: dict[str, Any] = {}
    exec(code, columns, made)
    return Parts(made["weigh"], made["consent"], made["shows"], made["possible"])
