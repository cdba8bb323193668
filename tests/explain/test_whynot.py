"""Why somebody did not do something, with the values as they were then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

import kizuna
from kizuna.ask.condition import spelled
from kizuna.problems import Mark, Problems
from kizuna.run import Story
from kizuna.world.expr import parse
from kizuna.world.names import vocabulary
from kizuna.world.rules import World

TOGETHER = """
world: small
starts: day 1 10:00
places: {hall: {name: the hall, tags: [settlement]}, hill: {name: the hill, tags: [settlement]}}
paths: [{between: [hall, hill], takes: 2 h}]
people:
  ino: {name: Ino, age: 20, at: hall, home: hall, traits: {warmth: 1.0, reserve: 0.0}}
  sai: {name: Sai, age: 16, at: hall, home: hall, traits: {reserve: 1.0}}
  kai: {name: Kai, age: 30, at: hill, home: hill}
  lee: {name: Lee, age: 30, on stage: false}
bonds:
  ino -> sai: {affection: 0.9, trust: 0.5, hours: 40}
  sai -> ino: {affection: 0.1, hours: 40}
  ino -> kai: {affection: 0.9, hours: 40}
  ino -> lee: {affection: 0.9, hours: 40}
beliefs: {ino: [{that: "hates(sai, ino)", sure: 0.9}]}
"""


@pytest.fixture
def story(world_of: Callable[[str], World]) -> Story:
    return kizuna.begin(world_of(TOGETHER)).advance(kizuna.parse_moment("day 2 03:00"))


NOON = "day 1 12:00"


def test_a_condition_that_failed_is_named_with_its_values(story: Story) -> None:
    answer = kizuna.whynot(story, "ino embrace sai", at="day 1 10:00")
    verdict = answer.verdict
    assert verdict is not None and verdict.state == "not offered"
    failed = {each.text: each.values for each in verdict.missing}
    assert failed["toward.hated < 0.3"] == {"toward.hated": pytest.approx(0.9)}
    told = "How sure Ino was that Sai hates them: 0.90, and it takes less than 0.30."
    assert told in answer.sentences


def _lost(story: Story) -> Iterator[tuple[str, int]]:
    """What somebody weighed and did not do, as a question, and when."""
    for event in story.chronicle():
        for other in (event.reasons or {}).get("instead_of", ()) if event.kind == "Did" else ():
            words = (event.roles["actor"], other["practice"], other.get("target", ""))
            yield " ".join(filter(None, words)), event.time


def test_what_was_weighed_and_lost_is_told_with_what_would_have_tipped_it(story: Story) -> None:
    questions = list(_lost(story))
    assert len(questions) >= 10
    tipped = 0
    for question, at in questions:
        answer = kizuna.whynot(story, question, at=at)
        verdict = answer.verdict
        assert verdict is not None and verdict.state == "outweighed" and verdict.gap > 0
        assert verdict.weighed is not None and verdict.chosen is not None
        assert verdict.chosen["practice"] != verdict.weighed["practice"]
        assert f"(by {verdict.gap:.2f})" in answer.sentences[0]
        for name, weight in verdict.tipping.items():
            assert verdict.weighed["weighed"][name] == weight <= -verdict.gap
        tipped += bool(verdict.tipping)
    assert tipped > 0


def test_what_somebody_is_at_is_said_to_be_going_on(story: Story) -> None:
    deeds = [event for event in story.chronicle() if event.kind in ("Did", "WentOn")]
    sais = [event for event in deeds if event.roles["actor"] == "sai"]
    gone_on = next(
        later
        for begun, later in pairwise(sais)
        if begun.data.get("practice") == "rest" and later.kind == "WentOn"
    )
    answer = kizuna.whynot(story, "sai rest", at=gone_on.time)
    verdict = answer.verdict
    assert verdict is not None and verdict.state == "going on"
    assert verdict.event is not None and verdict.event.time < gone_on.time
    assert answer.sentences[0].startswith("It was being done")


def test_who_is_elsewhere_cannot_be_embraced(story: Story) -> None:
    answer = kizuna.whynot(story, "ino embrace kai", at="day 1 10:00")
    assert answer.verdict is not None and answer.verdict.state == "not here"
    assert "Kai was at the hill" in answer.sentences[0]


def test_an_answer_needs_a_question(story: Story) -> None:
    answer = kizuna.whynot(story, "sai defend ino", at="day 1 10:00")
    assert answer.verdict is not None and answer.verdict.state == "not asked"


def test_who_sleeps_does_nothing(story: Story) -> None:
    asleep = [event for event in story.chronicle() if event.kind == "FellAsleep"]
    assert asleep
    who = asleep[-1].roles["who"]
    answer = kizuna.whynot(story, f"{who} rest", at=asleep[-1].time + 60)
    assert answer.verdict is not None and answer.verdict.detail["is"] == "asleep"
    assert answer.steps()[0].event == asleep[-1]


def test_who_is_not_on_stage_has_no_part(story: Story) -> None:
    answer = kizuna.whynot(story, "lee rest", at=NOON)
    assert answer.verdict is not None and answer.verdict.state == "away"


def test_what_was_done_is_said_to_have_been_done(story: Story) -> None:
    deed = next(e for e in story.chronicle() if e.kind == "Did")
    answer = kizuna.whynot(story, f"{deed.roles['actor']} {deed.data['practice']}", at=deed.time)
    assert answer.verdict is not None and answer.verdict.state == "done"


def test_what_a_branch_does_without_is_said_to_be_forgone(story: Story) -> None:
    deed = next(e for e in story.chronicle() if e.kind == "Did" and "target" in e.roles)
    branch = kizuna.fork(story, without=[deed]).advance(deed.time + 60)
    who, what, whom = deed.roles["actor"], deed.data["practice"], deed.roles["target"]
    answer = kizuna.whynot(branch, f"{who} {what} {whom}", at=deed.time + 30)
    assert answer.verdict is not None and answer.verdict.state == "forgone"
    assert answer.sentences[0].startswith("This branch does without it: ")


def test_whoever_is_elsewhere_is_not_judged_by_what_nobody_saw(story: Story) -> None:
    answer = kizuna.whynot(story, "ino watch over kai", at="day 1 10:00")
    assert answer.verdict is not None and answer.verdict.state == "not offered"
    assert all(each.is_unseen for each in answer.verdict.missing)
    assert "Kai was not unconscious" not in str(answer)


ROMANCE = """
practices:
  hold_hands:
    peculiar to: hill folk
    with: person
    romance: true
    when: target.is_awake and toward.attraction > 0.2
    heart: {drawn: 0.5}
    consent: {drawn: toward.attraction}
    line: ["{actor} takes {target}'s hand."]
"""


def test_romance_with_a_minor_is_impossible(world_of: Callable[[str], World]) -> None:
    story = kizuna.begin(world_of(TOGETHER + ROMANCE)).advance(kizuna.parse_moment(NOON))
    answer = kizuna.whynot(story, "ino hold hands sai", at=NOON)
    assert answer.sentences == ("It is impossible: it exists only between adults.",)


def test_asking_changes_nothing(story: Story) -> None:
    before, count = story.fingerprint(), len(story.events)
    kizuna.whynot(story, "ino embrace sai", at="day 1 10:00")
    assert story.fingerprint() == before and len(story.events) == count


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("embrace", "does not say who did not do what"),
        ("ino flies", "'flies' in 'ino flies' is nobody and nothing here"),
        ("ino woke", "does not say who did not do what"),
    ],
)
def test_an_unclear_question_is_said_to_be(story: Story, about: str, told: str) -> None:
    with pytest.raises(kizuna.NotAnswered, match=told):
        kizuna.whynot(story, about)


@pytest.mark.parametrize(
    "text",
    [
        "toward.hated < 0.3",
        "not target.is_asleep",
        "toward.anger > 0.25 or toward.resentment > 0.3",
        "target.is_awake and (toward.hated > 0.5 or toward.fear > 0.4)",
        "actor.want_rest * (1 - actor.sleeplessness) > 0.2",
        "max(actor.grief, actor.distress) > 0.2",
    ],
)
def test_a_condition_is_spelled_as_it_is_written(text: str) -> None:
    words, problems = vocabulary(), Problems()
    parsed = parse(text, Mark("", 1, 1, ""), words, problems)
    assert parsed is not None and spelled(parsed.tree) == text
