"""The benchmarks in short: not how fast, which is for a quiet machine to say (`python -m
benchmarks`), but what has to be many times as fast as what, wherever it runs."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import numpy as np
import pytest

from kizuna.mind import crowd
from kizuna.mind.act import act
from kizuna.mind.moment import Moment
from kizuna.mind.restrain import restrain
from kizuna.mind.want import want
from kizuna.run import Story, begin
from kizuna.world.town import settle, town

ALONE, TOGETHER = 10**9, 1
"""Numbers of people from which they are taken all at once."""


def quickest(act_: Callable[[], object], runs: int = 3) -> float:
    """Seconds of processor time of the quickest of some runs, after one that does not count."""
    act_()
    taken = []
    for _ in range(runs):
        start = process_time()
        act_()
        taken.append(process_time() - start)
    return min(taken)


@pytest.fixture(scope="module")
def story() -> Story:
    world = settle(town(1, 600))
    story = begin(world, 1)
    story.whole.now = world.starts
    return story


def moment_of(story: Story, due: tuple[int, ...]) -> Moment:
    moment = story._moment(story.whole.now)
    moment.due = due
    moment.still.take(moment.now, np.array(due, np.intp))
    moment.weighing.refresh()
    return moment


def test_a_town_decides_faster_together_than_one_by_one(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = moment_of(story, tuple(range(600)))
    taken = {}
    for from_ in (ALONE, TOGETHER):
        monkeypatch.setattr(crowd, "A_CROWD", from_)
        taken[from_] = quickest(lambda: act(restrain(want(moment))))
    assert taken[TOGETHER] * 1.5 < taken[ALONE]


def test_the_picture_of_a_few_costs_little_of_that_of_a_town(story: Story) -> None:
    still, now = moment_of(story, ()).still, story.whole.now
    few, all_ = np.arange(3), np.arange(600)
    one = quickest(lambda: [still.take(now, few) for _ in range(10)])
    everybody = quickest(lambda: [still.take(now, all_) for _ in range(10)])
    assert one * 1.5 < everybody


def test_a_picture_in_which_nothing_changed_is_hardly_taken() -> None:
    world = settle(town(1, 40))
    story = begin(world, 1)
    story.whole.now = world.starts
    still, now, everybody = moment_of(story, ()).still, world.starts, np.arange(40)

    def anew() -> None:
        still.read.clear()
        still.take(now, everybody)

    again = quickest(lambda: [still.take(now, everybody) for _ in range(50)])
    assert again * 3 < quickest(lambda: [anew() for _ in range(50)])
