"""Trials on the command line: what a change does, and whether a world's ablations hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from kizuna.clock import format_span
from kizuna.faces.counting import bar
from kizuna.trial.ablate import Row, Table, ablate, ablations_of
from kizuna.trial.effect import Effect, Found, effect
from kizuna.trial.paired import Paired
from kizuna.world.change import Change


def show_effect(
    name: str, change: Change, seeds: Sequence[int], bonds: Sequence[str], as_json: bool
) -> None:
    """Live these seeds with a change and without, and print what it does to beats and bonds."""
    with bar(2 * len(seeds)) as advance:
        found = effect(name, change, seeds, bonds, watch=advance)
    if as_json:
        print(json.dumps(found.as_plain(), ensure_ascii=False))
    else:
        print("\n".join(_effect(found)))


def show_table(name: str, seeds: Sequence[int], rows: Sequence[str], as_json: bool) -> bool:
    """Try a world's ablations over these seeds and print the table; whether every row holds."""
    tried = [each for each in ablations_of(name) if not rows or each.name in rows]
    with bar((1 + len(tried)) * len(seeds)) as advance:
        table = ablate(name, seeds, [each.name for each in tried], watch=advance)
    if as_json:
        print(json.dumps(table.as_plain(), ensure_ascii=False))
    else:
        print("\n".join(_table(table, bool(rows))))
    return table.holds


def _effect(found: Effect) -> Iterator[str]:
    yield f"{found.world}: {found.seeds} stories as they are, and as many with: {found.change.says}"
    yield ""
    width = max((len(each.paired.measure.name) for each in found.found), default=0)
    yield _heading(width)
    for each in found.found:
        yield f"{_line(each.paired, width)}  {each.says}"
    shown = [each for each in found.found if each.paired.is_shown]
    if shown:
        yield ""
    yield from (_in_words(each) for each in shown)


def _in_words(found: Found) -> str:
    """What a change did, as a sentence."""
    what = "What is taken away" if found.takes_away else "The change"
    sides = ("with it", "without") if found.takes_away else ("as it is", "changed")
    before, after = (
        f"{_amount(mean, found)} {side}"
        for mean, side in zip(found.paired.means, sides, strict=True)
    )
    return f"{what} {found.says} “{found.paired.measure.name}”: {before}, {after} ({_by(found)})."


def _amount(mean: float, found: Found) -> str:
    return f"{mean:.2f}" if found.paired.measure.kind == "bond" else f"{100 * mean:.0f} of 100"


def _by(found: Found) -> str:
    """Between what and what the difference lies in 95 of 100 cases."""
    low, high = sorted(map(abs, found.paired.interval))
    is_less = found.paired.interval[1] < 0.0
    if found.paired.measure.kind == "bond":
        return f"{low:.2f} to {high:.2f} {'less' if is_less else 'more'}"
    return f"{100 * low:.0f} to {100 * high:.0f} of 100 {'fewer' if is_less else 'more'}"


def _table(table: Table, is_chosen: bool) -> Iterator[str]:
    yield f"{table.world}: {table.seeds} stories as they are, and as many for each row"
    if not table.rows:
        what = "none of these rows" if is_chosen else "no ablations.yaml beside this world"
        yield f"There is {what}."
    for row in table.rows:
        yield from _row(row)
    holding = sum(row.holds for row in table.rows)
    yield ""
    yield f"{holding} of {len(table.rows)} rows hold."


def _row(row: Row) -> Iterator[str]:
    width = max((len(each.measure.name) for each in row.measures), default=0)
    yield ""
    yield f"{row.name}: {row.ablation.change.says}"
    yield _heading(width)
    for each in row.measures:
        expected = each.measure.expected
        verdict = "" if each.holds is None else "holds" if each.holds else "DOES NOT HOLD"
        yield f"{_line(each, width)}  {expected:10} {verdict}".rstrip()


def _heading(width: int) -> str:
    return f"  {'':{width}}  {'as it is':>9} {'changed':>9} {'difference':>11}  95 of 100"


def _line(paired: Paired, width: int) -> str:
    unchanged, changed = paired.means
    low, high = paired.interval
    in_time = paired.measure.in_time
    numbers = [_number(each, in_time) for each in (unchanged, changed)]
    difference = _number(changed - unchanged, in_time, "+")
    where = "?" if len(paired.unchanged) < 2 else (
        f"{_number(low, in_time, '+')} to {_number(high, in_time, '+')}"
    )  # fmt: skip
    name = f"{paired.measure.name:{width}}"
    return f"  {name}  {numbers[0]:>9} {numbers[1]:>9} {difference:>11}  {where:18}"


def _number(number: float, in_time: bool, sign: str = "") -> str:
    if not in_time:
        return f"{number:{sign}.2f}"
    before = "-" if number < 0 else sign
    return before + format_span(abs(round(number)))
