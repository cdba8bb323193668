"""A chronicle of 100,000 events: what it costs to fork it, and to open it in the middle.

    python -m benchmarks.long

The events are plain ones (a feeling every second), so that the chronicle is written in a minute;
what they cost to read and evolve is like any other's. Times are the processor's.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import kizuna
from kizuna.chronicle.sqlite import SqliteStore
from kizuna.event import DEEDS_LANE, Event, address
from kizuna.run import Story, part, state_at
from kizuna.state.whole import evolve
from kizuna.world.change import Change
from kizuna.world.rules import World

HERE = Path(__file__).parent
EVENTS, A_MOMENT = 100_000, 10
FORKS = 20


def write(path: Path) -> Story:
    """A story of so many events in a file."""
    world = kizuna.load(HERE / "two.yaml")
    story = kizuna.begin(world, seed=1, store=SqliteStore.create(path))
    people = [event.roles["who"] for event in world.opening if event.kind == "PersonEntered"]
    for number in range(EVENTS // A_MOMENT):
        now = world.starts + number
        felt = [_felt(now, place, people[place % 2], number) for place in range(A_MOMENT)]
        evolve(story.whole, felt)
        story.events.update((event.seq, event) for event in felt)
        story._record(tuple(felt))
    return story


def _felt(now: int, place: int, who: str, number: int) -> Event:
    data = {"feeling": "joy", "strength": 0.2 + 0.001 * (number % 100), "half_life": 600.0}
    return Event(address(now, DEEDS_LANE + place), "FeelingFelt", {"who": who}, "yard", data)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.kizuna"
        with write(path) as story:
            world = story.world
            middle = (world.starts + story.whole.now) // 2
        size = path.stat().st_size
        tell("milliseconds, a fork", milliseconds(lambda: fork(path, world, middle)))
        tell("KiB, a fork", (path.stat().st_size - size) / FORKS / 1024)
        tell("milliseconds, opened and in the middle", milliseconds(lambda: seek(path, middle)))
        tell("milliseconds, taken up at its end", milliseconds(lambda: take_up(path, world)))


def milliseconds(timed: Callable[[], float]) -> float:
    """The median of what a call says it took."""
    return 1000 * statistics.median(timed() for _ in range(FORKS))


def tell(what: str, figure: float) -> None:
    """One line of figures."""
    print(f"{what:45} {figure:12,.2f}")


def fork(path: Path, world: World, middle: int) -> float:
    """Seconds to make a branch."""
    with SqliteStore.open(path) as store:
        start = time.process_time()
        part(world, store, Change(seed=5), middle)
        return time.process_time() - start


def seek(path: Path, middle: int) -> float:
    """Seconds to open a chronicle and have the state in its middle."""
    start = time.process_time()
    with SqliteStore.open(path, read_only=True) as store:
        state_at(store, middle)
    return time.process_time() - start


def take_up(path: Path, world: World) -> float:
    """Seconds to open a story, ready to be lived on."""
    start = time.process_time()
    with kizuna.open_story(path, world) as story:
        story.next_time()
    return time.process_time() - start


if __name__ == "__main__":
    main()
