"""Decisions, recorded moments, start-up, memory: medians of several runs in one process.

    python -m benchmarks            # a minute or two
    python -m benchmarks --long     # a town of ten thousand besides, and the longer story whole

A decision is one due person's want, restrain and act, every voice weighed; with and without the
reasons put into words, which are when somebody asks for them.
Seconds are those of the processor, children included: what else the machine does counts less so.
"""

from __future__ import annotations

import gc
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

import kizuna
from kizuna.chronicle.sqlite import SqliteStore
from kizuna.mind.act import act
from kizuna.mind.moment import Moment
from kizuna.mind.restrain import restrain
from kizuna.mind.want import want
from kizuna.run import Story
from kizuna.world.rules import World
from kizuna.world.town import settle, town

HERE = Path(__file__).parent
RUNS = 5
TOWN, LARGE_TOWN = 1_000, 10_000
PROCESSES = 3
"""So many whole processes are timed of each kind."""


def processor_seconds() -> float:
    """Seconds of the processor that this process and its finished children have had."""
    used = (resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def median_seconds(act_: Callable[[], object], runs: int = RUNS) -> float:
    """Median seconds of a call, after one that does not count."""
    act_()
    taken = []
    with settled():
        for _ in range(runs):
            start = processor_seconds()
            act_()
            taken.append(processor_seconds() - start)
    return statistics.median(taken)


@contextmanager
def settled() -> Iterator[None]:
    """What was built beforehand is left alone by the garbage collector, as in a story that has
    been running for long; what is measured is collected as ever."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def decisions_per_second(world: World, until: int, repeats: int, is_asked_why: bool) -> float:
    """Decisions a second when everybody awake decides at once, over and over. Everybody is asked
    for their reasons, or nobody: in a lived story four to six of ten are, who do something new."""
    story = kizuna.begin(world, seed=1).advance(until)
    people = story.whole.people
    due = tuple(r for r in range(people.count) if people.is_awake(r) and people.place(r) >= 0)
    still = story._moment(story.whole.now)
    still.still.take(story.whole.now, np.array(due, np.intp))
    still.weighing.refresh()

    def decide() -> None:
        for _ in range(repeats):
            moment = act(restrain(want(_again(story, due))))
            for choice in moment.choices.values() if is_asked_why else ():
                choice.reasons["weighed"]

    return repeats * len(due) / median_seconds(decide)


def _again(story: Story, due: tuple[int, ...]) -> Moment:
    moment = story._moment(story.whole.now)
    moment.due = due
    return moment


def moments_per_second() -> float:
    """Moments a second of a scene of two, recorded in SQLite with causes and reasons."""
    world = kizuna.load(HERE / "two.yaml")
    rates = []
    for _ in range(RUNS):
        with (
            tempfile.TemporaryDirectory() as folder,
            SqliteStore.create(Path(folder) / "two.kizuna") as store,
        ):
            story = kizuna.begin(world, seed=1, store=store)
            start = processor_seconds()
            story.advance(world.starts + 12 * 3600)
            rates.append(story.moments / (processor_seconds() - start))
    return statistics.median(rates)


def process_seconds(*words: str) -> float:
    """Median seconds of a whole process."""
    kizuna_ = [sys.executable, "-c", "from kizuna.cli import main; main()", *words]
    with tempfile.TemporaryDirectory() as folder:
        return median_seconds(lambda: _run_in_new_folder(kizuna_, Path(folder)), PROCESSES)


def _run_in_new_folder(words: list[str], folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as empty:
        subprocess.run(words, cwd=empty, capture_output=True, check=True)


def measure(is_long: bool) -> dict[str, float]:
    """Every figure by name."""
    two = kizuna.load(HERE / "two.yaml")
    figures: dict[str, float] = {}
    towns = {size: settle(town(1, size)) for size in ((TOWN, LARGE_TOWN) if is_long else (TOWN,))}
    for told, is_asked_why in (("", False), (", all told why", True)):
        rate = decisions_per_second(two, two.starts + 60, 200, is_asked_why)
        figures[f"decisions a second, scene of two{told}"] = rate
        for size, world in towns.items():
            rate = decisions_per_second(world, world.starts - 1, 1, is_asked_why)
            figures[f"decisions a second, town of {size:,}{told}"] = rate
    figures["moments a second, scene of two, in SQLite"] = moments_per_second()
    figures["seconds, kizuna --help"] = process_seconds("--help")
    figures["seconds, to the first moment"] = process_seconds(
        "run", "precious-person", "--until", "day 1 00:00"
    )
    figures["seconds, kizuna run precious-person"] = process_seconds("run", "precious-person")
    if is_long:
        name = "seconds, kizuna run the-best-intentions"
        figures[name] = process_seconds("run", "the-best-intentions")
    figures["MiB at most, this process"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def main() -> None:
    """Print the figures."""
    figures = measure("--long" in sys.argv)
    if "--json" in sys.argv:
        print(json.dumps(figures))
        return
    for name, figure in figures.items():
        print(f"{name:50} {figure:12,.2f}")


if __name__ == "__main__":
    main()
