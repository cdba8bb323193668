"""Reading the sequence of a pattern: steps, labels, how often and how long after."""

from __future__ import annotations

from kizuna.clock import parse_span
from kizuna.world.pattern.clause import Clause, Gap, surely_binds
from kizuna.world.pattern.hook import hooks_of
from kizuna.world.pattern.likeness import read_likeness
from kizuna.world.pattern.reading import Reading, read_body
from kizuna.world.pattern.written import (
    MOST_TIMES,
    TIMING_KEYS,
    Body,
    DataPath,
    Scope,
    Step,
    items_of,
)


def read_sequence(reading: Reading, written: object, path: DataPath) -> None:
    """Read all steps into the reading, names first, so that labels are known."""
    items = items_of(written, path)
    if not items:
        way_out = "give it at least one clause, such as {did: insult, target: lee}"
        reading.report("empty-pattern", path, "this pattern asks for nothing", way_out)
    steps = [step for item, at in items if (step := _read_step(reading, item, at)) is not None]
    for step in steps:
        reading.steps.append(tuple(_name_clause(reading, body) for body in step.bodies))
    sure = frozenset(reading.variables.index(name) for name in reading.given)
    for step, places in zip(steps, reading.steps, strict=True):
        reading.sure_before.append(sure)
        _understand_step(reading, step, Scope(tuple(range(places[0])), sure))
        sure = sure.union(*(surely_binds(reading.clauses[at].likeness) for at in places))


def _read_step(reading: Reading, item: object, path: DataPath) -> Step | None:
    body = read_body(reading, item, path)
    if body is None:
        return None
    if "in any order" not in body.data:
        return Step((body,))
    _check_group(reading, body)
    members = items_of(body.data["in any order"], body.at("in any order"))
    bodies = [found for member in members if (found := read_body(reading, *member)) is not None]
    return Step(tuple(bodies), body) if bodies else None


def _check_group(reading: Reading, body: Body) -> None:
    members = body.data["in any order"]
    if not isinstance(members, list) or len(members) < 2:
        way_out = "list two or more clauses under 'in any order'"
        reading.report("clause-shape", body.path, "there is nothing to put in order", way_out)
    if body.label:
        way_out = "label the clauses in it instead"
        reading.report("label-shape", body.path, "a group cannot have a label", way_out)
    for key in body.data:
        if key not in ("in any order", *TIMING_KEYS):
            way_out = "beside 'in any order' only within and after may stand"
            reading.report("unknown-key", body.at(key), f"a group has no {key!r}", way_out)


def _name_clause(reading: Reading, body: Body) -> int:
    """Enter the next clause under its label or its number; its position."""
    label = body.label or f"#{len(reading.labels) + 1}"
    if label in reading.labels:
        way_out = "give each clause a label of its own"
        reading.report("label-twice", body.path, f"two clauses are called {label!r}", way_out)
    reading.labels.append(label)
    return len(reading.labels) - 1


def _understand_step(reading: Reading, step: Step, scope: Scope) -> None:
    shared = _read_gaps(reading, step.group, scope, is_lone=False) if step.group else ()
    reading.clauses += [_read_clause(reading, body, scope, shared) for body in step.bodies]


def _read_clause(reading: Reading, body: Body, scope: Scope, shared: tuple[Gap, ...]) -> Clause:
    times = _read_times(reading, body)
    own = _read_gaps(reading, body, scope, is_lone=times == 1)
    likeness = read_likeness(reading, body, scope, skip=("times", *TIMING_KEYS))
    label = body.label or f"#{len(reading.clauses) + 1}"
    return Clause(label, likeness, times, shared + own, hooks_of(likeness, scope.sure))


def _read_times(reading: Reading, body: Body) -> int:
    times = body.data.get("times", 1)
    if isinstance(times, int) and not isinstance(times, bool) and 1 <= times <= MOST_TIMES:
        return times
    way_out = f"write a whole number from 1 to {MOST_TIMES}"
    reading.report("bad-times", body.at("times"), f"{times!r} is no number of times", way_out)
    return 1


def _read_gaps(reading: Reading, body: Body, scope: Scope, *, is_lone: bool) -> tuple[Gap, ...]:
    gaps = [
        _read_gap(reading, body, key, scope, is_lone) for key in TIMING_KEYS if key in body.data
    ]
    if len(gaps) == 2 and gaps[0].since == gaps[1].since:
        longest_s = gaps[0].most_s
        if longest_s is not None and gaps[1].least_s > longest_s:
            way_out = "let 'within' be the longer of the two"
            reading.report("gap-impossible", body.path, "no event can come then", way_out)
    return tuple(gaps)


def _read_gap(reading: Reading, body: Body, key: str, scope: Scope, is_lone: bool) -> Gap:
    written, path = body.data[key], body.at(key)
    since = None
    if isinstance(written, dict) and sorted(written) == ["of", "span"]:
        since = reading.place_of(written["of"], (*path, "of"), scope)
        written, path = written["span"], (*path, "span")
    elif not scope.clauses and (is_lone or key == "after"):
        way_out = "begin with the clause that this one comes after"
        reading.report("gap-without-start", path, "nothing comes before this clause", way_out)
    span_s = _read_span_s(reading, written, path)
    return Gap(span_s, None, since) if key == "after" else Gap(0, span_s, since)


def _read_span_s(reading: Reading, written: object, path: DataPath) -> int:
    try:
        return parse_span(written if isinstance(written, str) else repr(written))
    except ValueError as mistake:
        way_out = "counted from another clause it is {span: 2 h, of: label}"
        reading.report("bad-span", path, str(mistake), way_out)
        return 0
