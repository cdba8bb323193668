"""Why a bond, a feeling or a belief is as it is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import kizuna
from kizuna.explain.record import Record
from kizuna.explain.why import why
from kizuna.run import Story
from kizuna.world.rules import World
from tests.stories.small import FALSE_BELIEF


@pytest.fixture
def story(world_of: Callable[[str], World]) -> Story:
    return kizuna.begin(world_of(FALSE_BELIEF)).advance(kizuna.parse_moment("day 1 10:30"))


def test_a_bond_is_the_sum_of_its_memories(story: Story) -> None:
    answer = kizuna.why(story, "affection sai -> ino")
    level = story.bond("sai", "ino")["affection"]
    assert np.tanh(sum(part.weight for part in answer.parts)) == pytest.approx(level, abs=0.02)
    assert answer.parts[0].weight == pytest.approx(0.5)
    weights = [abs(part.weight) for part in answer.parts]
    assert len(weights) > 1 and weights == sorted(weights, reverse=True)
    assert any("believed to come of liking" in part.text for part in answer.parts[1:])
    assert f"is {level:+.2f}" in answer.sentences[0]


def test_a_bond_is_told_as_it_was_at_a_time(story: Story) -> None:
    at_first = kizuna.why(story, "affection sai -> ino", at=story.world.starts - 1)
    assert [part.weight for part in at_first.parts] == [pytest.approx(0.5)]
    now = kizuna.why(story, "affection sai -> ino", at="day 1 10:30")
    assert len(now.parts) > 1


def test_a_belief_is_told_by_its_evidence(story: Story) -> None:
    answer = kizuna.why(story, "Sai believes hates(ino, sai)")
    sure = story.beliefs("sai")["hates(ino, sai)"]
    assert f"Sai is {sure:.0%} sure that Ino hates" in answer.sentences[0]
    first = next(part for part in answer.parts if part.text == "so it was before the story")
    turned = [part for part in answer.parts if part is not first]
    assert first.weight > 0 > min(part.weight for part in turned)
    moved = sum(part.weight for part in answer.parts)
    assert 1 / (1 + np.exp(-moved)) == pytest.approx(sure, abs=0.01)


def test_a_feeling_is_told_by_the_times_it_was_felt(story: Story) -> None:
    answer = kizuna.why(story, "ino joy sai", at="day 1 10:00")
    assert answer.sentences[0].startswith("Day 1 10:00: Ino feels joy toward Sai, 0.")
    assert any("Sai is safe" in part.text for part in answer.parts)


def test_the_chain_leads_on_from_each_part(story: Story) -> None:
    steps = kizuna.why(story, "affection sai -> ino").steps()
    kinds = [step.event.kind for step in steps if not step.is_again]
    assert {"BondGiven", "MemoryKept", "Noticed", "Did"} <= set(kinds)


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("love sai -> ino", "'love' is no part of a bond: there is affection, trust"),
        ("trust sai -> kai", "'kai' is nobody and nothing here"),
        ("sai believes fears(ino, sai)", "Sai had never thought of fears(ino, sai)"),
    ],
)
def test_an_unclear_question_is_said_to_be(story: Story, about: str, told: str) -> None:
    record = Record.of(story.world, story.chronicle())
    with pytest.raises(kizuna.NotAnswered) as unclear:
        why(record, about)
    assert told in str(unclear.value)
