"""The picture: a part is left as it is only while putting it anew would change nothing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

import kizuna
from kizuna.mind.still import Still, picture
from kizuna.run import Story, begin
from kizuna.state.person import NEEDS
from kizuna.world.rules import World
from kizuna.world.town import settle, town

MOMENTS = 120


def cells(still: Still) -> Iterator[tuple[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]]]:
    """Every column in use, by name."""
    people, bonds = still.whole.people.count, still.whole.bonds.count
    for table, block, count in (
        ("person", still.person, people + 1),
        ("person", still.person_flag, people + 1),
        ("bond", still.bond, bonds),
        ("bond", still.bond_flag, bonds),
    ):
        for name, column in block.items():
            yield f"{table}.{name}", column[:count]


def differing(story: Story) -> list[str]:
    """Columns in which the story's own picture is not what it would be if taken for the first
    time."""
    whole, everybody = story.whole, np.arange(story.whole.people.count)
    own = story._moment(whole.now).still.take(whole.now, everybody)
    anew = dict(cells(Still(whole, story.world).take(whole.now, everybody)))
    return [name for name, column in cells(own) if not np.array_equal(column, anew[name])]


@pytest.fixture(scope="module", params=["precious-person", "a town"])
def world(request: pytest.FixtureRequest) -> World:
    return settle(town(4, 12)) if request.param == "a town" else kizuna.load(request.param)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_picture_taken_all_along_is_the_picture_taken_now(world: World, seed: int) -> None:
    story = begin(world, seed)
    for _ in range(MOMENTS):
        story.live(max(int(story.next_time()), story.whole.now))
        assert differing(story) == [], f"at second {story.whole.now}"
    assert story.whole.bonds.count > 0


def test_what_a_part_forgets_to_read_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison is worth something: a part that reads too little shows in it."""
    careless = tuple(
        part._replace(reads=lambda _: None) if part.name == "needs" else part
        for part in picture.PARTS
    )
    monkeypatch.setattr(picture, "PARTS", careless)
    story = begin(settle(town(4, 12)), 1)
    differ: set[str] = set()
    for _ in range(MOMENTS):
        story.live(max(int(story.next_time()), story.whole.now))
        differ.update(differing(story))
    assert differ == {f"person.want_{need}" for need in NEEDS}
