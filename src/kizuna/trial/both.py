"""Both sides: every seed lived unchanged and once for each change, on all cores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import NamedTuple, TypeAlias

from kizuna.ensemble import in_parallel, world_and_beats
from kizuna.run import begin, ends_at
from kizuna.trial.measure import Lived
from kizuna.trial.paired import Paired
from kizuna.world.ablations import Measure
from kizuna.world.change import Change

Watch: TypeAlias = Callable[[object], None]
UNCHANGED = Change()


class Side(NamedTuple):
    """How one side is lived, and what is measured on it: with which change, from which story second
    on (None: from where the change first matters)."""

    change: Change
    measures: tuple[Measure, ...]
    at: int | None = None


def both(
    name: str, changed: Sequence[Side], seeds: Sequence[int], until: int | None = None,
    executor: Executor | None = None, watch: Watch | None = None,
) -> list[tuple[Paired, ...]]:  # fmt: skip
    """What each measure comes to on every changed side in turn, and on the unchanged one.

    The unchanged side is lived once for all of them. `watch` hears of each story that is over.
    Raises WorldMistaken, ChangeMistaken.
    """
    of_all = tuple(dict.fromkeys(each for side in changed for each in side.measures))
    sides = [Side(UNCHANGED, of_all), *changed]
    work = [(name, side, seed, until) for seed in seeds for side in sides]
    found = in_parallel(_numbers, work, executor, watch)
    columns = [found[at :: len(sides)] for at in range(len(sides))]
    unchanged = dict(zip(of_all, zip(*columns[0], strict=True), strict=True))
    return [
        tuple(
            Paired(measure, unchanged[measure], numbers)
            for measure, numbers in zip(side.measures, zip(*column, strict=True), strict=True)
        )
        for side, column in zip(changed, columns[1:], strict=True)
    ]


def _numbers(name: str, side: Side, seed: int, until: int | None) -> tuple[float, ...]:
    """One story lived, and what each measure comes to in it."""
    world, beats = world_and_beats(name)
    ends = ends_at(world) if until is None else until
    story = begin(world, seed)
    if side.change != UNCHANGED:
        if side.at is not None:
            story.advance(min(side.at, ends))
        # A story in which nothing happens for a while parts when the last of it is over.
        at = None if side.at is None else min(side.at, story.whole.now + 1)
        story = story.fork(side.change, at)
    lived = Lived(story.advance(ends), beats, ends)
    return tuple(lived.number(measure) for measure in side.measures)
