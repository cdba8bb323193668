"""How alike two tellings of one world are: the share of its lines that one has in common with
another.

    python -m tests.stories.likeness precious-person --seeds 20 --first 1000

A line is what a reader reads while the story happens; when it is read does not count. What is read
twice in both stories is two lines in common. The command says of the bare deeds as well what they
share: who does what, to whom, about whom or what, where, however it is worded.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations
from statistics import fmean
from typing import TypeAlias

from kizuna.event import Event
from kizuna.run import Story
from kizuna.tell.plain import Teller
from tests.stories.coherence import WORLDS, live

MOST_ALIKE = 0.6
"""Two seeds read differently when no more than this is the same, on average."""

Lines: TypeAlias = Counter[tuple[str, ...]]


def lines(story: Story) -> Lines:
    """Every line of a story, each as often as it is read."""
    return Counter((line.text,) for line in Teller(story.world).tell(story.chronicle()))


def deeds(story: Story) -> Lines:
    """Every deed of a story, each as often as it was done."""
    starts = story.world.starts
    done = (each for each in story.chronicle() if each.kind == "Did" and each.time >= starts)
    return Counter(_bare(each) for each in done)


def _bare(deed: Event) -> tuple[str, ...]:
    roles = (f"{role}={who}" for role, who in sorted(deed.roles.items()))
    return deed.data["practice"], deed.data.get("topic", ""), deed.place or "", *roles


def shared(one: Lines, other: Lines) -> float:
    """The share of two stories' lines, taken together, that have their match in the other."""
    return 2 * (one & other).total() / (one.total() + other.total())


def alike(told: Sequence[Lines]) -> Iterator[float]:
    """What each two of these stories share."""
    return (shared(one, other) for one, other in combinations(told, 2))


def _of(work: tuple[str, int]) -> tuple[Lines, Lines]:
    story = live(*work)
    return lines(story), deeds(story)


def main(args: Sequence[str]) -> int:
    """Live the stories asked for and say how much they share."""
    asked = argparse.ArgumentParser(prog="python -m tests.stories.likeness")
    asked.add_argument("world", choices=WORLDS)
    asked.add_argument("--seeds", type=int, default=20)
    asked.add_argument("--first", type=int, default=1)
    told = asked.parse_args(args)
    seeds = range(told.first, told.first + told.seeds)
    with ProcessPoolExecutor() as pool:
        both = list(pool.map(_of, [(told.world, seed) for seed in seeds]))
    read, done = (list(alike(each)) for each in zip(*both, strict=True))
    for what, found in (("lines", read), ("deeds", done)):
        print(f"{what}: {fmean(found):.1%} on average, {min(found):.1%} to {max(found):.1%}")
    return 0 if fmean(read) <= MOST_ALIKE else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
