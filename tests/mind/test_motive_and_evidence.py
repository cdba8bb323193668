"""Why a deed was done, as one who saw it explains it; and what evidence does to what is believed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kizuna
from kizuna.event import Cause, Event
from kizuna.mind.believe import SURE, answers, revise
from kizuna.mind.moment import Moment
from kizuna.mind.motive import meaning, motives
from kizuna.state.memory import MOTIVES
from kizuna.world.rules import World
from tests.stories.small import in_a_hall

PAIR = in_a_hall("ino", "sai") + (
    "bonds: {ino -> sai: {affection: 0.4}, sai -> ino: {affection: 0.4}}\n"
)
ONCE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def looking(world_of: Callable[[str], World]) -> Callable[[str], Moment]:
    """The moment at which everybody first looks up, in the world of two with a line more."""

    def look(more: str = "") -> Moment:
        story = kizuna.begin(world_of(PAIR + more), seed=1)
        return story._look(story._moment(story.whole.now))

    return look


def shares(moment: Moment, practice: str) -> dict[str, float]:
    """How Sai explains what Ino does to Sai."""
    roles = {"actor": "ino", "target": "sai"}
    deed = Event(moment.now << 20, "Did", roles, "hall", {"practice": practice})
    rows = moment.whole.people.row
    return motives(moment, rows["sai"], rows["ino"], deed, moment.world.practice[practice])


def test_a_known_duty_makes_liking_a_weaker_explanation(looking: Callable[[str], Moment]) -> None:
    free = shares(looking(""), "praise")
    bound = shares(looking('beliefs: {sai: [{that: "bound_to(ino, sai)"}]}'), "praise")
    assert bound["liking"] < 0.6 * free["liking"]
    assert bound["duty"] > free.get("duty", 0.0)


def test_who_is_sure_to_be_hated_sees_less_liking_in_a_kindness(
    looking: Callable[[str], Moment],
) -> None:
    hated = shares(looking('beliefs: {sai: [{that: "hates(ino, sai)", sure: 0.95}]}'), "praise")
    liked = shares(looking('beliefs: {sai: [{that: "likes(ino, sai)", sure: 0.95}]}'), "praise")
    assert hated["liking"] < liked["liking"]


def test_a_hurt_is_malice_to_who_is_sure_to_be_hated(looking: Callable[[str], Moment]) -> None:
    hated = shares(looking('beliefs: {sai: [{that: "hates(ino, sai)", sure: 0.95}]}'), "insult")
    assert max(hated, key=lambda name: hated[name]) == "malice"
    assert hated["malice"] > shares(looking(""), "insult")["malice"]


def test_shares_are_shares(looking: Callable[[str], Moment]) -> None:
    moment = looking("")
    for practice in moment.world.practices:
        found = shares(moment, practice.name)
        assert set(found) <= set(MOTIVES)
        assert abs(sum(found.values()) - 1.0) < 0.001 and min(found.values()) > 0


@given(st.dictionaries(st.sampled_from(MOTIVES), st.floats(0, 1)), st.floats(0, 1))
def test_what_is_meant_stays_in_its_bounds(found: dict[str, float], cost: float) -> None:
    meant = meaning(found, cost)
    assert 0.0 <= meant.intent <= 1.0 and 0.0 <= meant.benevolence <= 1.0
    assert 0.0 <= meant.obligation <= 0.9 and meant.cost == cost


def odds(moment: Moment, text: str) -> float:
    """What the last revision drafted makes of a proposition."""
    (*_, last) = [e for e in moment.drafted if e.data.get("proposition") == text]
    return float(last.data["odds"])


@ONCE
@given(evidence=st.floats(-20, 20))
def test_nobody_is_surer_than_sure(looking: Callable[[str], Moment], evidence: float) -> None:
    moment = looking("")
    revise(moment, 1, "hates(ino, sai)", evidence, Cause("informed", 5))
    for event in moment.drafted:
        if event.kind == "BeliefRevised":
            assert -SURE <= event.data["odds"] <= SURE
            assert (event.data["odds"] > event.data["was"]) == (evidence > 0)
            assert event.causes == (Cause("informed", 5),)


def test_what_speaks_for_one_speaks_against_its_rival(looking: Callable[[str], Moment]) -> None:
    moment = looking('beliefs: {sai: [{that: "hates(ino, sai)", sure: 0.8}]}')
    revise(moment, 1, "likes(ino, sai)", 2.0, Cause("informed", 5))
    assert odds(moment, "likes(ino, sai)") > -2.2
    assert odds(moment, "hates(ino, sai)") < 1.0


def test_a_rival_nobody_thought_of_is_not_thought_up(looking: Callable[[str], Moment]) -> None:
    moment = looking("")
    revise(moment, 1, "likes(ino, sai)", 2.0, Cause("informed", 5))
    assert [e.data["proposition"] for e in moment.drafted] == ["likes(ino, sai)"]


def test_to_believe_that_somebody_means_harm_is_to_be_afraid(
    looking: Callable[[str], Moment],
) -> None:
    moment = looking("")
    revise(moment, 1, "means_harm(ino, sai)", 4.0, Cause("informed", 5))
    fright = [e for e in moment.drafted if e.kind == "FeelingFelt"]
    assert [(e.roles["toward"], e.data["feeling"]) for e in fright] == [("ino", "fear")]


def test_an_answer_fills_the_gap_of_a_question(looking: Callable[[str], Moment]) -> None:
    moment = looking(
        'beliefs: {sai: [{that: "harmed(ino, sai)"}, {that: "likes(ino, sai)", sure: 0.2}]}'
    )
    held = moment.whole.beliefs.of[1]
    assert answers(moment, held["harmed(ino, sai)"], "harmed(?, sai)")
    assert not answers(moment, held["harmed(ino, sai)"], "harmed(?, ino)")
    assert not answers(moment, held["likes(ino, sai)"], "likes(?, sai)")  # not believed
