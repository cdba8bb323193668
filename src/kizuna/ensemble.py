"""Ensembles: one world lived many times, seed by seed, and what it came to.

A single story shows what can happen; a hundred show what does. `live` lives one seed and says
which beats occurred, in order; `ensemble` does so for many seeds on all cores.

    found = ensemble("precious-person", range(1, 101))
    found.rate("one week"), found.whole

A beat is looked for only after the marked beat before it was complete. A story is whole when all
marked beats occurred so.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Any, TypeVar

from kizuna.problems import Problems
from kizuna.run import StuckError, begin, ends_at
from kizuna.world.beats import Beat, occurred, read_beats
from kizuna.world.load import find, load
from kizuna.world.rules import World

Done = TypeVar("Done")
NINETY_FIVE = 1.96
"""Standard deviations on either side that hold 95 of 100."""


@dataclass(frozen=True, slots=True)
class Lived:
    """One seed lived: which beats occurred in order, the first marked one that did not."""

    seed: int
    occurred: tuple[str, ...]
    missed: str | None = None
    trouble: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every marked beat occurred in order."""
        return self.missed is None


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Many seeds of one world lived, in the order of the seeds."""

    world: str
    first: int
    beats: tuple[tuple[str, bool], ...]
    lived: tuple[Lived, ...]

    @property
    def whole(self) -> float:
        """The share of stories that were whole, 0 to 1."""
        return _share(each.is_whole for each in self.lived)

    @property
    def failed(self) -> tuple[Lived, ...]:
        """Those that were not."""
        return tuple(each for each in self.lived if not each.is_whole)

    def rate(self, beat: str) -> float:
        """The share of stories in which a beat occurred, 0 to 1."""
        return _share(beat in each.occurred for each in self.lived)

    def _interval(self, share: float) -> list[float]:
        return [round(each, 4) for each in interval(share, len(self.lived))]

    def as_plain(self) -> dict[str, Any]:
        """As plain JSON values; an interval holds the true share in 95 of 100 cases."""
        return {
            "world": self.world,
            "seeds": len(self.lived),
            "first": self.first,
            "whole": self.whole,
            "whole_interval": self._interval(self.whole),
            "beats": [
                {
                    "name": name,
                    "marked": marked,
                    "rate": self.rate(name),
                    "interval": self._interval(self.rate(name)),
                }
                for name, marked in self.beats
            ],
            "failed": [_failed(each) for each in self.failed],
        }


def _failed(lived: Lived) -> dict[str, Any]:
    plain: dict[str, Any] = {"seed": lived.seed, "missed": lived.missed}
    return plain | ({"trouble": lived.trouble} if lived.trouble else {})


def _share(each: Iterable[bool]) -> float:
    found = list(each)
    return sum(found) / len(found) if found else 0.0


def interval(share: float, count: int) -> tuple[float, float]:
    """Where the true share lies in 95 of 100 cases (Wilson 1927)."""
    if count == 0:
        return 0.0, 1.0
    squared = NINETY_FIVE**2
    middle = (share + squared / (2 * count)) / (1 + squared / count)
    spread = sqrt(share * (1 - share) / count + squared / (4 * count**2))
    half = NINETY_FIVE / (1 + squared / count) * spread
    return max(0.0, middle - half), min(1.0, middle + half)


# One story. ----------------------------------------------------------------------------------


def live(world: World, beats: Sequence[Beat], seed: int, until: int | None = None) -> Lived:
    """Live one seed, and look for the beats in what happened."""
    story, trouble = begin(world, seed), ""
    try:
        story.advance(ends_at(world) if until is None else until)
    except StuckError as error:
        trouble = str(error)
    found = tuple(beat.name for beat in occurred(beats, list(story.chronicle())))
    missed = next((beat.name for beat in beats if beat.marked and beat.name not in found), None)
    return Lived(seed, found, missed, trouble)


# Many stories. -------------------------------------------------------------------------------


def beats_beside(name: str, world: World) -> tuple[Beat, ...]:
    """The beats beside a world. Raises WorldMistaken when they are not sound."""
    problems = Problems()
    beats = read_beats(find(name), world, problems)
    problems.raise_any()
    return beats


@lru_cache(maxsize=2)
def world_and_beats(name: str) -> tuple[World, tuple[Beat, ...]]:
    """A world and the beats beside it, read once in each process. Raises WorldMistaken."""
    world = load(name)
    return world, beats_beside(name, world)


def _live_seed(name: str, seed: int, until: int | None) -> Lived:
    world, beats = world_and_beats(name)
    return live(world, beats, seed, until)


def _end_quietly() -> None:
    """An interrupt ends a worker without a trace; the parent says what is to be said."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def in_parallel(
    task: Callable[..., Done], work: Sequence[tuple[Any, ...]], executor: Executor | None,
    watch: Callable[[Done], None] | None,
) -> list[Done]:  # fmt: skip
    """Do a task for each piece of work, on all cores or on the executor given; results in the order
    of the work. `watch` hears of each when it is done, in whatever order that is."""
    pool = executor or ProcessPoolExecutor(initializer=_end_quietly)
    try:
        waiting = [pool.submit(task, *each) for each in work]
        for done in as_completed(waiting):
            if watch is not None:
                watch(done.result())
        return [each.result() for each in waiting]
    finally:
        if executor is None:
            pool.shutdown(cancel_futures=True)


def ensemble(
    name: str, seeds: Sequence[int], until: int | None = None,
    executor: Executor | None = None, watch: Callable[[Lived], None] | None = None,
) -> Ensemble:  # fmt: skip
    """Live many seeds of a world, on all cores or on the executor given.

    `watch` hears of each story when it is over, in whatever order they end.
    Raises WorldMistaken.
    """
    world, beats = world_and_beats(name)
    work = [(name, seed, until) for seed in seeds]
    lived = tuple(in_parallel(_live_seed, work, executor, watch))
    named = tuple((beat.name, beat.marked) for beat in beats)
    return Ensemble(world.name, seeds[0] if seeds else 0, named, lived)
