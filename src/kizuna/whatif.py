"""What if: forks, comparisons and trials, as they are asked for from Python.

    story = kizuna.begin(kizuna.load("precious-person"), seed=7).advance(until)
    other = kizuna.fork(story, without=["lesson"]).advance(until)
    kizuna.compare(story, other).turn               # the first deed that is another
    kizuna.effect("precious-person", without=["lesson"], seeds=20).of("the vigil").says
    kizuna.ablate("precious-person", seeds=20).holds

What can be taken away and set is told in docs/whatif.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from kizuna.clock import parse_moment
from kizuna.ensemble import beats_beside
from kizuna.event import Event
from kizuna.explain.compare import Comparison
from kizuna.explain.compare import compare as compared
from kizuna.explain.meant import meant
from kizuna.explain.record import Record
from kizuna.problems import WorldMistaken
from kizuna.run import Story
from kizuna.trial.ablate import Table
from kizuna.trial.ablate import ablate as ablated
from kizuna.trial.effect import Effect
from kizuna.trial.effect import effect as tried
from kizuna.world.beats import Beat
from kizuna.world.change import Change
from kizuna.world.rules import World


def fork(
    story: Story,
    at: int | str | None = None,
    without: Sequence[str | int | Event] = (),
    set: Sequence[str] = (),
    add: Sequence[str] = (),
    seed: int | None = None,
) -> Story:
    """A branch of a story in which something is otherwise, ready to be lived; kept in the same
    chronicle. `at` is a story second or "day 2 21:30"; left out, where the change first matters.

    `without` takes events (or their numbers, or words for them: "naruto embrace gaara", the one
    nearest to `at`) and names: something past, a person, a practice, a happening, a commitment.
    `set` takes texts such as "trait sakura pride = 0.2", `add` deeds such as "naruto greet gaara",
    `seed` other dice. Raises ChangeMistaken, and ContentRefused when it
    would bring about what is never told.
    """
    gone = tuple(str(each.seq) if isinstance(each, Event) else str(each) for each in without)
    second = parse_moment(at) if isinstance(at, str) else at
    change = Change(gone, tuple(set), tuple(add), seed)
    found, parts_at = meant(
        change, story.world, lambda: Record.of(story.world, story.chronicle()), second
    )
    return story.fork(found, parts_at)


def compare(one: Story, other: Story) -> Comparison:
    """Two branches side by side: `first`, the first difference; `turn`, the first deed that is
    another; `here` and `there`, what only one of them has; `ended`, bonds, beliefs and commitments
    that ended otherwise; and the beats beside the world, where there are any."""
    beats = _beats(one.written)
    return compared(one.written, one.chronicle(), other.chronicle(), beats)


def _beats(world: World) -> tuple[Beat, ...]:
    try:
        return beats_beside(world.name, world)
    except WorldMistaken:
        return ()


def effect(
    world: str, without: Sequence[str] = (), set: Sequence[str] = (), seeds: int = 20,
    first: int = 1, bonds: Sequence[str] = (),
) -> Effect:  # fmt: skip
    """What a change does to every beat of a world, and to bonds ("lee -> gaara"), over `seeds`
    stories on each side with the same dice, on all cores. Raises WorldMistaken, ChangeMistaken."""
    change = Change(tuple(without), tuple(set))
    return tried(world, change, range(first, first + seeds), bonds)


def ablate(world: str, seeds: int = 20, first: int = 1, rows: Sequence[str] = ()) -> Table:
    """Try the ablations beside a world, all or only the rows named, over `seeds` stories on each
    side with the same dice, on all cores. Raises WorldMistaken."""
    return ablated(world, range(first, first + seeds), rows)
