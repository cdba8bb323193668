"""Where the time of a story goes: `python -m benchmarks.profile [WORLD] [SEED]`.

First what each part of a moment takes, in processor time and without the cost of a profiler; then
the functions that most time is spent in, by themselves, as a profiler sees them.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time
from typing import Any

import kizuna
import kizuna.tick as ticking
from kizuna.mind.still import Still, picture
from kizuna.run import Story, ends_at

FUNCTIONS = 25


class Stopwatch:
    """Seconds spent in things by name, and how often each was begun."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.times: Counter[str] = Counter()

    def timed(self, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, timed."""

        def acting(*given: Any) -> Any:
            start = process_time()
            result = act(*given)
            self.seconds[name] += process_time() - start
            self.times[name] += 1
            return result

        return acting

    def lines(self) -> Iterator[str]:
        """What took longest first."""
        for name, seconds in self.seconds.most_common():
            times = self.times[name]
            yield f"{name:28}{seconds:8.3f} s {times:8,} times {1e6 * seconds / times:8.0f} us each"


@contextmanager
def watched(watch: Stopwatch) -> Iterator[None]:
    """Time every verb, every part of the picture, and what commits and records."""
    kept = ticking.TIME, ticking.INNER, ticking.OUTER, picture.PARTS, Still.take, Story._record
    time, inner, outer, parts, take, record = kept
    timed = watch.timed
    ticking.TIME, ticking.INNER, ticking.OUTER = (
        tuple(timed(verb.__name__, verb) for verb in verbs) for verbs in (time, inner, outer)
    )
    picture.PARTS = tuple(
        part._replace(put=timed(f"  still: {part.name}", part.put)) for part in parts
    )
    Still.take = timed("still", take)  # type: ignore[method-assign]
    Story._record = timed("record", record)  # type: ignore[method-assign]
    try:
        yield
    finally:
        ticking.TIME, ticking.INNER, ticking.OUTER, picture.PARTS = time, inner, outer, parts
        Still.take, Story._record = take, record  # type: ignore[method-assign]


def live(name: str, seed: int) -> Story:
    """One story, lived to its end."""
    world = kizuna.load(name)
    return kizuna.begin(world, seed=seed).advance(ends_at(world))


def main() -> None:
    """Print both tables."""
    name = sys.argv[1] if len(sys.argv) > 1 else "precious-person"
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    live(name, seed)
    watch = Stopwatch()
    with watched(watch):
        start = process_time()
        story = live(name, seed)
        taken = process_time() - start
    print(
        f"{name}, seed {seed}: {taken:.2f} s, {story.moments} moments, {len(story.events)} events"
    )
    print(*watch.lines(), sep="\n", end="\n\n")
    profile = cProfile.Profile()
    profile.runcall(live, name, seed)
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(FUNCTIONS)


if __name__ == "__main__":
    main()
