"""Both sides: every seed lived unchanged and once for each change, on all cores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import TypeAlias

from kizuna.ensemble import in_parallel, world_and_beats
from kizuna.run import begin, ends_at
from kizuna.trial.measure import Lived
from kizuna.trial.paired import Paired
from kizuna.world.ablations import Measure
from kizuna.world.change import Change

Watch: TypeAlias = Callable[[object], None]
UNCHANGED = Change()


def both(
    name: str, changes: Sequence[tuple[Change, Sequence[Measure]]], seeds: Sequence[int],
    until: int | None = None, executor: Executor | None = None, watch: Watch | None = None,
) -> list[tuple[Paired, ...]]:  # fmt: skip
    """What each measure comes to with its change and without, for every change in turn.

    The unchanged side is lived once for all of them. `watch` hears of each story that is over.
    Raises WorldMistaken, ChangeMistaken.
    """
    of_all = tuple(dict.fromkeys(each for _, measures in changes for each in measures))
    sides = [(UNCHANGED, of_all), *((change, tuple(measures)) for change, measures in changes)]
    work = [(name, *side, seed, until) for seed in seeds for side in sides]
    found = in_parallel(_numbers, work, executor, watch)
    columns = [found[at :: len(sides)] for at in range(len(sides))]
    unchanged = dict(zip(of_all, zip(*columns[0], strict=True), strict=True))
    return [
        tuple(
            Paired(measure, unchanged[measure], numbers)
            for measure, numbers in zip(measures, zip(*column, strict=True), strict=True)
        )
        for (_, measures), column in zip(changes, columns[1:], strict=True)
    ]


def _numbers(
    name: str, change: Change, measures: Sequence[Measure], seed: int, until: int | None
) -> tuple[float, ...]:
    """One story lived, and what each measure comes to in it."""
    world, beats = world_and_beats(name)
    ends = ends_at(world) if until is None else until
    story = begin(world, seed)
    if change != UNCHANGED:
        story = story.fork(change)
    lived = Lived(story.advance(ends), beats, ends)
    return tuple(lived.number(measure) for measure in measures)
