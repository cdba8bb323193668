"""Reading what a value must be: "?foe", "> 0.5", {not: lee}, "holds_dear(lee, ?b)"."""

from __future__ import annotations

from kizuna.problems import did_you_mean
from kizuna.world.pattern.reading import Reading
from kizuna.world.pattern.wanted import (
    COMPARE,
    PROPOSITION,
    AllOf,
    AnyOf,
    Compare,
    CompareTo,
    Equals,
    Not,
    Present,
    Proposition,
    Variable,
    Wanted,
    proposition_parts,
)
from kizuna.world.pattern.written import (
    COMPARISON,
    DEEPEST_PROPOSITION,
    VARIABLE,
    DataPath,
    Scope,
    Words,
    finite,
    items_of,
    unquoted,
)


def read_wanted(
    reading: Reading, value: object, path: DataPath, scope: Scope, words: Words | None = None
) -> Wanted:
    """What a value must be."""
    value = unquoted(value)
    if isinstance(value, str):
        return _read_wanted_text(reading, value, path, scope, words)
    if isinstance(value, (bool, int, float)):
        return Equals(value)
    if isinstance(value, list) and value:
        return AnyOf(_read_all_wanted(reading, value, path, scope, words))
    if isinstance(value, dict) and len(value) == 1:
        ((form, inner),) = value.items()
        return _read_wanted_form(reading, form, inner, path, scope, words)
    way_out = "write a value, a ?variable, a list of either, {not: ...} or {any: true}"
    reading.report("value-shape", path, "this is no value to compare with", way_out)
    return Present()


def _read_all_wanted(
    reading: Reading, values: object, path: DataPath, scope: Scope, words: Words | None
) -> tuple[Wanted, ...]:
    return tuple(read_wanted(reading, one, at, scope, words) for one, at in items_of(values, path))


def _read_wanted_form(
    reading: Reading, form: object, inner: object, path: DataPath, scope: Scope, words: Words | None
) -> Wanted:
    within = (*path, str(form))
    if form == "any" and isinstance(inner, bool):
        return Present(inner)
    if form == "not":
        return Not(read_wanted(reading, inner, within, scope, words))
    if form == "all" and isinstance(inner, list) and inner:
        return AllOf(_read_all_wanted(reading, inner, within, scope, words))
    way_out = "write {not: value}, {any: true}, {any: false} or {all: [value, value]}"
    reading.report("value-shape", path, f"{form!r} says nothing of a value", way_out)
    return Present()


def _read_wanted_text(
    reading: Reading, text: str, path: DataPath, scope: Scope, words: Words | None
) -> Wanted:
    if text.startswith("?"):
        return _read_variable(reading, text, path, scope)
    if text == "anyone":
        return Present()
    comparison = COMPARISON.fullmatch(text)
    if comparison:
        return _read_compare(reading, comparison[1], comparison[2].strip(), path, scope, words)
    if PROPOSITION.fullmatch(text):
        return _read_proposition(reading, text, path, scope)
    _check_known(reading, text, path, words)
    return Equals(text)


def _read_variable(reading: Reading, text: str, path: DataPath, scope: Scope) -> Wanted:
    found = VARIABLE.fullmatch(text)
    if not found:
        way_out = "a variable is a question mark and a word: ?foe"
        reading.report("value-shape", path, f"{text!r} is no variable", way_out)
        return Present()
    at = reading.variables.index(found[1])
    return Variable(found[1], at, () if at in scope.anyone else reading.rivals[at])


def _read_compare(
    reading: Reading, sign: str, text: str, path: DataPath, scope: Scope, words: Words | None
) -> Wanted:
    number = finite(text)
    if sign == "!=" and text:
        value: object = text if number is None else number
        return AllOf((Present(), Not(read_wanted(reading, value, path, scope, words))))
    if number is not None and sign in COMPARE:
        return Compare(sign, number)
    if sign in COMPARE and VARIABLE.fullmatch(text):
        return CompareTo(sign, text[1:], reading.variables.index(text[1:]))
    way_out = "write a number after >, >=, < or <=; for the very value write it alone"
    reading.report("bad-comparison", path, f"'{sign} {text}' compares nothing", way_out)
    return Present()


def _read_proposition(reading: Reading, text: str, path: DataPath, scope: Scope) -> Wanted:
    parts = proposition_parts(text)
    if parts is None or "" in parts[1] or text.count("(") > DEEPEST_PROPOSITION:
        way_out = 'write it as "holds_dear(lee, ?b)"'
        reading.report("bad-proposition", path, f"{text!r} is no proposition", way_out)
        return Present()
    return Proposition(
        parts[0], tuple(_read_argument(reading, one, path, scope) for one in parts[1])
    )


def _read_argument(reading: Reading, text: str, path: DataPath, scope: Scope) -> Wanted:
    if text == "*":
        return Present()
    if text.startswith("?"):
        return _read_variable(reading, text, path, scope)
    return _read_proposition(reading, text, path, scope) if "(" in text else Equals(text)


def _check_known(reading: Reading, text: str, path: DataPath, words: Words | None) -> None:
    if words and words.known is not None and text not in words.known:
        way_out = did_you_mean(text, words.known) or f"write a {words.noun} that exists"
        reading.report(words.problem, path, f"there is no {words.noun} {text!r}", way_out)
