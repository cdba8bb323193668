"""Reading how things must stand: {of: "?c", toward: "?b", affection: "> 0.4"}."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kizuna.problems import did_you_mean
from kizuna.world.pattern.reading import Reading
from kizuna.world.pattern.standing import Standing
from kizuna.world.pattern.values import read_wanted
from kizuna.world.pattern.wanted import Equals, Present, Proposition, Variable, parts_of
from kizuna.world.pattern.written import STANDING_KEYS, DataPath, Scope, items_of


def read_standings(
    reading: Reading, written: object, path: DataPath, scope: Scope
) -> tuple[Standing, ...]:
    """Everything that is asked under a `while`: one mapping, or a list of them."""
    return tuple(
        standing
        for item, at in items_of(written, path)
        for standing in _read_subject(reading, item, at, scope)
    )


def _read_subject(reading: Reading, item: object, path: DataPath, scope: Scope) -> list[Standing]:
    names = [key for key in item if key not in STANDING_KEYS] if isinstance(item, dict) else []
    if not isinstance(item, dict) or not names or ("toward" in item and "about" in item):
        way_out = 'write {of: "?c", toward: "?b", affection: "> 0.4"}'
        reading.report("standing-shape", path, "this says nothing of how things stand", way_out)
        return []
    of = _read_of(reading, item, "of", path, scope)
    toward = _read_toward(reading, item, path, scope)
    if of is None:
        return []
    found = [
        Standing(str(name), of, toward, _read_value(reading, item, name, path, scope))
        for name in names
    ]
    for standing in found:
        _check_subjects(reading, standing, scope, path)
    return found


def _read_value(
    reading: Reading, item: Mapping[Any, Any], name: object, path: DataPath, scope: Scope
) -> Any:
    known = reading.known_facts
    if known is not None and name not in known:
        way_out = did_you_mean(str(name), known) or "write a value of a person or of a bond"
        reading.report("unknown-fact", (*path, str(name)), f"nobody has a {name!r}", way_out)
    return read_wanted(reading, item[name], (*path, str(name)), scope)


def _read_of(
    reading: Reading, item: Mapping[Any, Any], key: str, path: DataPath, scope: Scope
) -> Equals | Variable | None:
    words = reading.words.get("who")
    wanted = read_wanted(reading, item[key], (*path, key), scope, words) if key in item else None
    if isinstance(wanted, Equals | Variable):
        return wanted
    way_out = f'write {key}: and a person or a variable: {key}: "?c"'
    reading.report("standing-shape", path, f"{key!r} names nobody here", way_out)
    return None


def _read_toward(
    reading: Reading, item: Mapping[Any, Any], path: DataPath, scope: Scope
) -> Equals | Variable | Proposition | None:
    if "about" not in item:
        return _read_of(reading, item, "toward", path, scope) if "toward" in item else None
    wanted = read_wanted(reading, item["about"], (*path, "about"), scope)
    if isinstance(wanted, Variable):
        return wanted
    if isinstance(wanted, Proposition) and not any(
        isinstance(part, Present) for part in parts_of(wanted)
    ):
        return wanted
    way_out = 'write about: and a proposition without gaps: "hates(?a, ?b)"'
    reading.report("standing-shape", (*path, "about"), "this is no proposition", way_out)
    return None


def _check_subjects(reading: Reading, standing: Standing, scope: Scope, path: DataPath) -> None:
    for at in sorted(standing.subjects() - scope.sure - scope.anyone):
        name = reading.variables[at]
        way_out = f"bind ?{name} in an earlier clause, or elsewhere in this one"
        reading.report("unbound-variable", path, f"?{name} is nobody yet here", way_out)
