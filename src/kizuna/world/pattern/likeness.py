"""Reading what an event must be like, and what it must rest on."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from kizuna.event import CAUSE_TYPES
from kizuna.problems import did_you_mean
from kizuna.world.pattern.clause import Because, Field, Likeness, mentioned_in
from kizuna.world.pattern.hook import hooks_of
from kizuna.world.pattern.reading import Reading, read_body
from kizuna.world.pattern.stand import read_standings
from kizuna.world.pattern.values import read_wanted
from kizuna.world.pattern.wanted import AnyOf, Equals, denies
from kizuna.world.pattern.written import (
    CLAUSE_KEYS,
    COMPOUND_KEYS,
    FIELD_KEYS,
    KEY,
    LONGEST_KEY,
    MEANT_FOR,
    TOO_CLOSE,
    Body,
    DataPath,
    Scope,
    items_of,
)


def read_likeness(
    reading: Reading, body: Body, scope: Scope, skip: Collection[str] = ()
) -> Likeness:
    """What an event must be like; `skip` are keys that say something else."""
    data = {key: value for key, value in body.data.items() if key not in skip}
    fields = [each for key in data for each in _read_fields(reading, key, data[key], body, scope)]
    for key in ("did", "is"):
        if "kind" in data and key in data:
            way_out = "leave out kind: what is done is always of kind Did"
            message = f"{key!r} says the kind already"
            reading.report("kind-and-did", body.at("kind"), message, way_out)
    knowing = scope.knowing(fields)
    _check_denied(reading, fields, knowing, body.path)
    alternatives = _read_alternatives(reading, data.get("any of"), body.at("any of"), knowing)
    grounds = _read_all_grounds(reading, body, data, knowing)
    asked = Likeness(tuple(fields), alternatives, grounds)
    standings = read_standings(reading, data.get("while"), body.at("while"), knowing.after(asked))
    if not data:
        way_out = "say at least what kind of event it is"
        reading.report("clause-shape", body.path, "every event would fit this", way_out)
    # What denies a variable is asked last, when the variable is bound.
    fields.sort(key=lambda each: bool(denies(each.wanted)))
    return Likeness(tuple(fields), alternatives, grounds, standings)


def _check_denied(reading: Reading, fields: Iterable[Field], scope: Scope, path: DataPath) -> None:
    for each in fields:
        for at in sorted(denies(each.wanted) - scope.sure - scope.anyone):
            name = reading.variables[at]
            way_out = f"bind ?{name} in an earlier clause, or elsewhere in this one"
            reading.report("unbound-variable", path, f"?{name} is nobody yet here", way_out)


def _read_alternatives(
    reading: Reading, written: object, path: DataPath, scope: Scope
) -> tuple[Likeness, ...]:
    bodies = [read_body(reading, item, at) for item, at in items_of(written, path)]
    for body in bodies:
        if body and body.label:
            way_out = "label the whole: {label: {any of: [...]}}"
            reading.report("label-shape", body.path, "a choice cannot have a label", way_out)
    return tuple(read_likeness(reading, body, scope) for body in bodies if body)


def _read_fields(
    reading: Reading, key: object, value: object, body: Body, scope: Scope
) -> list[Field]:
    path = (*body.path, str(key))
    if key in COMPOUND_KEYS or not _is_field_key(reading, str(key), path):
        return []
    if key == "is":
        return [Field(("kind",), Equals("Did")), _tagged(reading, value, path)]
    wanted = read_wanted(reading, value, path, scope, reading.words.get(str(key)))
    if key == "did":
        return [Field(("kind",), Equals("Did")), Field(("data", "practice"), wanted)]
    return [Field(tuple(str(key).split(".")), wanted)]


def _tagged(reading: Reading, value: object, path: DataPath) -> Field:
    """Every practice that has one of these tags."""
    practices: dict[str, None] = {}
    for tag, at in items_of(value, path):
        if str(tag) not in reading.tagged:
            way_out = did_you_mean(str(tag), reading.tagged) or "name practices under 'did' instead"
            reading.report("unknown-tag", at, f"no practice is {tag!r}", way_out)
        practices |= dict.fromkeys(reading.tagged.get(str(tag), ()))
    choices = tuple(Equals(name) for name in practices) or (Equals(""),)
    return Field(("data", "practice"), AnyOf(choices))


def _is_field_key(reading: Reading, key: str, path: DataPath) -> bool:
    if key in MEANT_FOR:
        reading.report("misplaced-key", path, f"{key!r} has no meaning here", MEANT_FOR[key])
        return False
    close = difflib.get_close_matches(key[:LONGEST_KEY], CLAUSE_KEYS, n=1, cutoff=TOO_CLOSE)
    if key in FIELD_KEYS or (KEY.fullmatch(key) and not close):
        return True
    way_out = "write kind, did, place, a role, or a datum such as data.strength"
    if close:
        way_out = f"did you mean {close[0]!r}? a datum of this name is data.{key}"
    reading.report("unknown-key", path, f"a clause has no {key!r}", way_out)
    return False


def _read_all_grounds(
    reading: Reading, body: Body, data: Mapping[Any, Any], scope: Scope
) -> tuple[Because, ...]:
    return (
        *_read_grounds(reading, data, body.at("because"), scope, directly=False),
        *_read_grounds(reading, data, body.at("directly because"), scope, directly=True),
    )


def _read_grounds(
    reading: Reading, data: Mapping[Any, Any], path: DataPath, scope: Scope, *, directly: bool
) -> list[Because]:
    written = data.get(path[-1])
    by: tuple[str, ...] = ()
    if isinstance(written, dict) and "of" in written and set(written) <= {"of", "by"}:
        by = _read_cause_types(reading, written.get("by"), (*path, "by"))
        written, path = written["of"], (*path, "of")
    return [
        _read_ground(reading, item, at, scope, by, directly) for item, at in items_of(written, path)
    ]


def _read_ground(
    reading: Reading,
    item: object,
    path: DataPath,
    scope: Scope,
    by: tuple[str, ...],
    directly: bool,
) -> Because:
    if not isinstance(item, dict):
        return Because(reading.place_of(item, path, scope), None, by, directly)
    if "while" in item:
        way_out = "ask it in the clause of that event; here it is long past"
        reading.report("misplaced-key", (*path, "while"), "'while' has no meaning here", way_out)
    likeness = read_likeness(reading, Body(item, path), scope)
    variables = tuple(sorted(mentioned_in(likeness)))
    heads = tuple(dict.fromkeys(hook.head for hook in hooks_of(likeness, frozenset())))
    return Because(-1, likeness, by, directly, variables, heads)


def _read_cause_types(reading: Reading, written: object, path: DataPath) -> tuple[str, ...]:
    types = tuple(str(type_) for type_, _ in items_of(written, path))
    for type_ in types:
        if type_ not in CAUSE_TYPES:
            way_out = did_you_mean(type_, CAUSE_TYPES)
            reading.report("unknown-cause", path, f"nothing is ever {type_!r} by another", way_out)
    return types
