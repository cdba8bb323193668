"""Reading what must not come between."""

from __future__ import annotations

from kizuna.world.pattern.clause import Likeness, Unless, mentioned_in, surely_binds
from kizuna.world.pattern.hook import hooks_of
from kizuna.world.pattern.likeness import read_likeness
from kizuna.world.pattern.reading import Reading, read_body
from kizuna.world.pattern.written import UNLESS_KEYS, Body, DataPath, Scope, items_of


def read_unless(reading: Reading, item: object, path: DataPath) -> Unless | None:
    """One thing that must not come between."""
    body = read_body(reading, item, path)
    if body is None:
        return None
    after, before = _read_edge(reading, body, "after"), _read_edge(reading, body, "before")
    _check_room(reading, after, before, body.path)
    scope = _read_unless_scope(reading, after, _read_anyone(reading, body))
    likeness = read_likeness(reading, body, scope, skip=UNLESS_KEYS)
    _check_bound(reading, likeness, scope, body.path)
    including = body.data.get("including closing", reading.customs.including_closing)
    if not isinstance(including, bool):
        way_out = "write true or false"
        reading.report("value-shape", body.at("including closing"), "this is no flag", way_out)
    return Unless(likeness, after, before, bool(including), hooks_of(likeness, scope.sure))


def _read_edge(reading: Reading, body: Body, key: str) -> int | None:
    anywhere = Scope(tuple(range(len(reading.clauses))))
    return reading.place_of(body.data[key], body.at(key), anywhere) if key in body.data else None


def _read_anyone(reading: Reading, body: Body) -> frozenset[int]:
    if reading.customs.unknown_is_anyone:
        return frozenset(range(len(reading.variables)))
    items = items_of(body.data.get("anyone"), body.at("anyone"))
    return frozenset(reading.variable_place(name, at) for name, at in items)


def _check_room(reading: Reading, after: int | None, before: int | None, path: DataPath) -> None:
    """Between the end of one clause and the start of the other, something must fit."""
    first, last = 0, len(reading.steps) - 1
    starts = first if after is None else reading.step_of(after)
    ends = last if before is None else reading.step_of(before)
    if starts > ends:
        way_out = "exchange 'after' and 'before'"
        reading.report("unless-reversed", path, "this unless ends before it begins", way_out)
    elif starts == ends and not _has_room(reading, starts, after, before):
        way_out = "let it begin at one clause and end at a later one"
        reading.report("unless-without-room", path, "nothing can come in between", way_out)


def _has_room(reading: Reading, step: int, after: int | None, before: int | None) -> bool:
    """Whether a step that is both the start and the end of an unless has a middle."""
    if len(reading.steps[step]) > 1:
        return after is None or after != before
    return after is None and before is None and reading.clauses[reading.steps[step][0]].times > 1


def _read_unless_scope(reading: Reading, after: int | None, anyone: frozenset[int]) -> Scope:
    """What is surely done and bound when an unless begins to watch."""
    step = 0 if after is None else reading.step_of(after)
    opening = reading.steps[step] if after is None else (after,)
    bound = [surely_binds(reading.clauses[at].likeness) for at in opening]
    done = (*range(reading.steps[step][0]), *(opening if len(opening) == 1 else ()))
    sure = reading.sure_before[step] | frozenset.intersection(*bound)
    return Scope(done, sure, anyone - sure)


def _check_bound(reading: Reading, likeness: Likeness, scope: Scope, path: DataPath) -> None:
    """Someone unknown cannot be recognised, unless anyone will do."""
    for at in sorted(mentioned_in(likeness) - scope.sure - scope.anyone):
        name = reading.variables[at]
        message = f"?{name} need not be known when this unless begins to watch"
        way_out = f'start it later, or let anyone be meant: anyone: ["?{name}"]'
        reading.report("unbound-variable", path, message, way_out)
