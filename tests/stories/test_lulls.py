"""When whoever is quiet looks up: later and later, and together with the others."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, repeat
from pathlib import Path

import kizuna
from kizuna.scene.pace import FIRST_LULL_S, IDLE_S, SILENCE_GROWS, silent_for
from tests.stories.small import in_a_hall

THREE = (
    in_a_hall("ada", "ben", "cleo")
    + """
bonds:
  ada -> ben: {affection: 0.3, trust: 0.3}
  ben -> ada: {affection: 0.3, trust: 0.3}
  ben -> cleo: {affection: 0.3, trust: 0.3}
  cleo -> ben: {affection: 0.3, trust: 0.3}
  cleo -> ada: {affection: 0.3, trust: 0.3}
  ada -> cleo: {affection: 0.3, trust: 0.3}
"""
)


def looks_up(times: int) -> list[int]:
    """How long a silence has lasted each time that somebody looks up in it."""
    return list(accumulate(repeat(0, times), lambda since, _: since + silent_for(since)))[1:]


def test_each_lull_is_some_times_as_long_as_the_silence_and_never_more_than_an_hour() -> None:
    first, second, third, *others = looks_up(6)
    assert (first, second) == (FIRST_LULL_S, SILENCE_GROWS * FIRST_LULL_S)
    assert third == SILENCE_GROWS * second
    assert [b - a for a, b in zip([third, *others], others, strict=False)] == [IDLE_S] * len(others)


def test_whoever_comes_to_it_later_looks_up_when_the_others_do() -> None:
    lasted = looks_up(6)
    for since in range(0, lasted[-1], 7):
        assert since + silent_for(since) in lasted


def test_a_word_still_being_said_is_followed_by_a_whole_lull() -> None:
    assert silent_for(-10) == FIRST_LULL_S + 10


def test_those_who_are_silent_together_look_up_in_the_same_moment(tmp_path: Path) -> None:
    path = tmp_path / "quiet.yaml"
    path.write_text(THREE, encoding="utf-8")
    world = kizuna.load(path)
    story = kizuna.begin(world, seed=1).advance(world.starts + 6 * 3600)
    looked_up: Counter[int] = Counter()
    for event in story.chronicle():
        if event.kind == "WentOn" and "practice" not in event.data:
            looked_up[event.time] += 1
    together = sum(people for people in looked_up.values() if people > 1)
    assert together > 10 and together > 0.5 * sum(looked_up.values())
