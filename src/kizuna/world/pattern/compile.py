"""From what was written to what was understood: the whole of a pattern.

`compile_pattern` reads plain data, tells every mistake with its place, and gives a frozen
`Pattern`; the other modules of this room read its parts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from typing import Any

from kizuna.problems import Problems, did_you_mean
from kizuna.world.pattern.clause import KEEPS, Keep, Pattern, Unless
from kizuna.world.pattern.customs import OWN, Customs
from kizuna.world.pattern.hook import recalled
from kizuna.world.pattern.reading import MarkAt, Reading
from kizuna.world.pattern.sequence import read_sequence
from kizuna.world.pattern.unless import read_unless
from kizuna.world.pattern.written import (
    PATTERN_KEYS,
    PERSON_ROLES,
    DataPath,
    Words,
    is_too_deep,
    items_of,
    variables_in,
)


def compile_pattern(
    data: object,
    problems: Problems,
    mark_at: MarkAt = lambda _path: None,
    *,
    name: str = "",
    given: Iterable[str] = (),
    known_kinds: Collection[str] | None = None,
    known_practices: Collection[str] | None = None,
    known_people: Collection[str] | None = None,
    known_facts: Collection[str] | None = None,
    tagged: Mapping[str, Collection[str]] | None = None,
    customs: Customs = OWN,
) -> Pattern | None:
    """The pattern that plain data describes, or None when a mistake was reported.

    `data` is a mapping of PATTERN_KEYS, a list of clauses, or a single clause. `mark_at` gives the
    place of a path into `data`. `given` are variables (without question mark) that the caller will
    bind. Kinds, practices, people and values of how things stand are checked only when the known
    ones are given. `tagged` are the practices that have each tag. `customs` is what holds where
    the data says nothing.
    """
    words = {
        "kind": Words("kind of event", "unknown-kind", known_kinds),
        "did": Words("practice", "unknown-practice", known_practices),
        **{role: Words("person", "unknown-person", known_people) for role in PERSON_ROLES},
    }
    mistakes_before = len(problems)
    sections, sequence_path = _sections(data)
    reading = Reading(problems, mark_at, words, tuple(given), customs, known_facts, tagged or {})
    pattern = _read_pattern(reading, sections, sequence_path, name)
    return pattern if len(problems) == mistakes_before else None


def _sections(data: object) -> tuple[object, DataPath]:
    """A pattern with all its parts, and where its sequence stands; it may be written short."""
    if isinstance(data, list):
        return {"sequence": data}, ()
    if not isinstance(data, dict) or "sequence" in data:
        return data, ("sequence",)
    parts = {key: value for key, value in data.items() if key in PATTERN_KEYS}
    clause = {key: value for key, value in data.items() if key not in PATTERN_KEYS}
    return {**parts, "sequence": clause or None}, ()


def _read_pattern(
    reading: Reading, data: object, sequence_path: DataPath, name: str
) -> Pattern | None:
    if not isinstance(data, dict) or is_too_deep(data):
        way_out = "write a clause such as {did: insult, target: lee}, or a list of clauses"
        reading.report("pattern-shape", (), "this is no pattern anyone could read", way_out)
        return None
    reading.variables = variables_in([data["sequence"], data.get("unless")], reading.given)
    reading.rivals = _rivals_of(reading, data.get("may be same", reading.customs.may_be_same))
    _check_keys(reading, data)
    read_sequence(reading, data["sequence"], sequence_path)
    if not reading.clauses:
        return None
    unless = [read_unless(reading, *item) for item in items_of(data.get("unless"), ("unless",))]
    return _make_pattern(
        reading,
        str(data.get("name", name)),
        tuple(each for each in unless if each),
        _read_keep(reading, data.get("keep", reading.customs.keep)),
    )


def _make_pattern(reading: Reading, name: str, unless: tuple[Unless, ...], keep: Keep) -> Pattern:
    clauses, steps = tuple(reading.clauses), tuple(reading.steps)
    return Pattern(
        name=name,
        clauses=clauses,
        steps=steps,
        unless=unless,
        variables=reading.variables,
        given=reading.given,
        cast=(None,) * len(reading.variables),
        keep=keep,
        recalled=tuple(recalled(clauses, steps, unless, at) for at in range(len(steps))),
    )


def _check_keys(reading: Reading, data: Mapping[Any, Any]) -> None:
    for key in data:
        if key not in PATTERN_KEYS:
            way_out = did_you_mean(str(key), PATTERN_KEYS)
            reading.report("unknown-key", (key,), f"a pattern has no {key!r}", way_out)


def _read_keep(reading: Reading, written: object) -> Keep:
    for keep in KEEPS:
        if written == keep:
            return keep
    way_out = "write all, first, or one per cast"
    reading.report("unknown-keep", ("keep",), f"a pattern cannot keep {written!r}", way_out)
    return "all"


def _rivals_of(reading: Reading, may_be_same: object) -> tuple[tuple[int, ...], ...]:
    """For each variable the ones that must hold something else."""
    everyone = range(len(reading.variables))
    if may_be_same is True:
        return ((),) * len(everyone)
    same = _read_same_pairs(reading, may_be_same or None)
    return tuple(
        tuple(other for other in everyone if other != one and (one, other) not in same)
        for one in everyone
    )


def _read_same_pairs(reading: Reading, written: object) -> frozenset[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for group, path in items_of(written, ("may be same",)):
        if not isinstance(group, list) or len(group) < 2:
            way_out = 'write pairs: [["?a", "?b"]], or true for all variables'
            reading.report("pattern-shape", path, f"{group!r} is no pair of variables", way_out)
            continue
        places = [reading.variable_place(name, path) for name in group]
        pairs += [pair for a, b in combinations(places, 2) for pair in ((a, b), (b, a))]
    return frozenset(pairs)
