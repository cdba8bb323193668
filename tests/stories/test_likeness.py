"""Different seeds read differently; the same seed does not."""

from __future__ import annotations

from collections import Counter
from statistics import fmean

import pytest

from tests.stories.coherence import live
from tests.stories.likeness import MOST_ALIKE, alike, lines, shared


@pytest.mark.parametrize(
    ("world", "days"), [("precious-person", 1.0), ("the-best-intentions", 1.5)]
)
def test_different_seeds_read_differently(world: str, days: float) -> None:
    told = [lines(live(world, seed, days)) for seed in range(1001, 1004)]
    assert all(each.total() > 50 for each in told)
    assert fmean(alike(told)) <= MOST_ALIKE


def test_what_happens_twice_in_both_is_two_lines_in_common() -> None:
    one, other = Counter({("a",): 2, ("b",): 1}), Counter({("a",): 3, ("c",): 2})
    assert shared(one, other) == 4 / 8
    assert shared(one, one) == 1.0
