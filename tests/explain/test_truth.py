"""A short form of the two measurements: causes without which it would not have been, and reasons
that, lifted, make it possible. The long forms are in `benchmarks`."""

from __future__ import annotations

import pytest

import kizuna
from benchmarks import lifted, truth
from kizuna.run import Story


@pytest.fixture(scope="module")
def story() -> Story:
    world = kizuna.load("precious-person")
    return kizuna.begin(world, seed=3).advance(kizuna.parse_moment("day 1 14:00"))


def test_without_what_enabled_it_an_event_does_not_happen_as_it_did(story: Story) -> None:
    found = truth.measure(story, count=20, seed=3)
    assert found["loose"].tried == 20 and found["loose"].other == []
    enabling, unrelated = found["enabling"], found["unrelated"]
    assert enabling.tried >= 5 and enabling.gone >= 0.9 * enabling.tried
    # Of so few, one may be the odd one of ten.
    assert unrelated.tried >= 5 and unrelated.gone <= 1


def test_what_a_why_not_names_is_what_was_missing(story: Story) -> None:
    given, held, wrong = lifted.measure(story, count=20, seed=3)
    assert wrong == [] and held == given
    tried = sum(count for state, count in given.items() if state not in lifted.READ_OFF)
    assert tried >= 10
