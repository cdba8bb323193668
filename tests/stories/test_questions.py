"""What is asked and not answered: left unsaid for an evening, and come back to; and nobody walks
off in the very second in which they are spoken to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kizuna
from kizuna.clock import HOUR
from tests.stories.small import deeds

if TYPE_CHECKING:
    from tests.conftest import Tell

SEEDS = pytest.mark.parametrize("seed", [1, 2, 3, 4])

QUESTION = """
world: question
starts: day 1 17:00
places: {hall: {name: the hall, tags: [settlement, lodging]}}
people:
  ada: {name: Ada, age: 30, at: hall, home: hall, energies: {self_control: 1.0},
        traits: {courtesy: 0.6, composure: 1.0, pride: 0.0}}
  ben: {name: Ben, age: 30, at: hall, home: hall, traits: {reserve: 1.0, honesty: 1.0}}
bonds:
  ada -> ben: {affection: 0.5, trust: 0.9, respect: 1.0, hours: 100}
  ben -> ada: {affection: 0.3, hours: 100}
beliefs:
  ada: [{asks: "reason_of(ben, ?)", weight: 1.0}]
  ben: [{that: "bound_to(ben, ada)", sure: 0.99, secret: 0.9}]
"""


@SEEDS
def test_what_was_left_unsaid_is_let_lie_and_then_come_back_to(tell: Tell, seed: int) -> None:
    story = tell(QUESTION, "day 3 20:00", seed)
    left = deeds(story, "leave_it_unsaid")
    again = deeds(story, "ask_once_more")
    assert left and again
    for each in again:
        since = max(earlier.time for earlier in left if earlier.time < each.time)
        assert each.time - since >= 10 * HOUR


def test_why_not_says_that_it_is_let_lie(tell: Tell) -> None:
    story = tell(QUESTION, "day 2 20:00", 1)
    (left, *_) = deeds(story, "leave_it_unsaid")
    at = kizuna.parse_moment("day 1 20:00")
    assert left.time < at
    answer = kizuna.whynot(story, "ada ask_once_more ben", at=at)
    assert answer.verdict.state == "too early"
    assert answer.verdict.event == left
    assert "10 h" in str(answer)
