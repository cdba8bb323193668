"""Whatever the dice say, a story hangs together: everyday coherence in a form short enough for every
run (`python -m tests.stories.coherence` is the long one), and what lies below it, over stories of
the precious person.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

import kizuna
from kizuna.event import CAUSE_TYPES, Event
from kizuna.run import Story
from kizuna.state.whole import Whole, evolve
from kizuna.world.rules import World
from tests.stories.coherence import CHECKS, TOWNS, Picture, breaches, live, walk

SEEDS = range(1, 4)
UNTIL = kizuna.parse_moment("day 2 12:00")
SHORT = [
    ("precious-person", 1001, 4.0), ("precious-person", 1002, 4.0), ("the-best-intentions", 1, 2.0),
    *((name, 1, 1.5) for name in TOWNS),
]  # fmt: skip
"""World, seed and days of the stories that every run of the tests lives."""


@pytest.mark.parametrize(("name", "seed", "days"), SHORT)
def test_everyday_life_hangs_together(name: str, seed: int, days: float) -> None:
    assert breaches(live(name, seed, days), name) == []


def test_a_story_that_does_not_hang_together_is_found_out(story: Story) -> None:
    """Every deed of somebody done while they sleep, in another place, on what they cannot know."""
    told = list(story.chronicle())
    slept = next(event for event in told if event.kind == "FellAsleep")
    deed = next(event for event in told if event.kind == "Did" and event.data.get("talk"))
    who, place = slept.roles["who"], "sand"
    data = {**deed.data, "witnesses": [deed.roles["actor"]]}
    roles = {"actor": who, "target": deed.roles["actor"]}
    later = replace(deed, seq=slept.seq + 2, place=place, roles=roles, data=data)
    whole, picture = Whole(), Picture()
    for event in told[: told.index(slept) + 1]:
        picture.see(whole, event)
        evolve(whole, (event,))
    wrong = {check.__name__ for check in CHECKS if check(story).is_wrong(picture, whole, later)}
    assert {"OnlyTheAwakeAct", "NobodyIsInTwoPlaces"} <= wrong


@pytest.fixture(scope="module")
def world() -> World:
    return kizuna.load("precious-person")


@pytest.fixture(scope="module", params=SEEDS)
def story(request: pytest.FixtureRequest, world: World) -> Story:
    return kizuna.begin(world, seed=request.param).advance(UNTIL)


def lived(story: Story) -> Iterator[tuple[Whole, Event]]:
    """Every event of the story itself, without what was so when it opened."""
    starts = story.world.starts
    return ((whole, event) for whole, event in walk(story) if event.time >= starts)


def deeds(story: Story) -> Iterator[tuple[Whole, Event]]:
    return ((whole, event) for whole, event in lived(story) if event.kind == "Did")


def pictured(story: Story) -> Iterator[tuple[Picture, Whole, Event]]:
    """Every event of the story itself, with the picture its people acted from."""
    picture = Picture()
    for whole, event in lived(story):
        picture.see(whole, event)
        yield picture, whole, event


def test_witnesses_are_awake(story: Story) -> None:
    for picture, whole, event in pictured(story):
        if event.kind == "Did":
            assert all(picture.is_awake(whole, id_) for id_ in event.data["witnesses"]), event


def test_what_is_answered_was_said_to_them(world: World, story: Story) -> None:
    for picture, whole, event in pictured(story):
        answered = world.practice[event.data["practice"]].answers if event.kind == "Did" else ()
        if answered:
            open_to = picture.unanswered[whole.person(event.roles["actor"])]
            waits = [each for each in open_to if each.seq == event.data["answers"]]
            assert waits and waits[0].practice in answered, event
            assert whole.people.ids[waits[0].by] == event.roles["target"], event


def test_whoever_sets_out_does_nothing_else_afterwards(world: World) -> None:
    for seed in SEEDS:
        for picture, _, event in pictured(kizuna.begin(world, seed=seed).advance(UNTIL)):
            if event.kind in ("Did", "WentOn", "ErrandBegun"):
                assert event.roles["actor"] not in picture.left, (seed, event)


def test_nobody_walks_off_in_the_second_in_which_they_are_spoken_to(world: World) -> None:
    """But they may turn their back, and be taken along."""
    for seed in SEEDS:
        story, spoken_to, at = kizuna.begin(world, seed=seed).advance(UNTIL), set[str](), 0
        broke_out: set[str] = set()
        for _, event in lived(story):
            if event.time != at:
                at, spoken_to, broke_out = event.time, set(), set()
            if event.kind == "BrokeOut":
                broke_out.add(event.roles["who"])
            if event.kind == "Did" and event.data.get("talk"):
                spoken_to.add(event.roles["target"])
            if "meets" in event.data:
                continue  # on the way nobody can be spoken to
            if event.kind == "SetOut" and event.roles["actor"] not in broke_out:
                done = next(
                    story.events[cause.seq].data["practice"]
                    for cause in event.causes if "practice" in story.events[cause.seq].data
                )  # fmt: skip
                turns_away = world.practice[done].turns_away
                assert turns_away or event.roles["actor"] not in spoken_to, (seed, event)


def test_a_journey_ends_where_it_was_bound_for(story: Story) -> None:
    """Unless they turn round on the way, along with somebody they meet."""
    bound: dict[str, tuple[str, int]] = {}
    for _, event in lived(story):
        for who in (event.roles.get("actor", ""), *event.data.get("with", ())):
            if event.kind == "SetOut":
                assert ("meets" in event.data) == (who in bound), event
                bound[who] = event.data["to"], event.data["arrives_at"]
            elif event.kind == "Arrived":
                assert bound.pop(who) == (event.place, event.time)


def test_every_cause_exists_and_lies_before(story: Story) -> None:
    told: set[int] = set()
    for _, event in walk(story):
        for cause in event.causes:
            assert cause.type in CAUSE_TYPES, event
            assert cause.seq in told and cause.seq < event.seq, event
        told.add(event.seq)


def test_whatever_is_felt_or_remembered_names_an_event(story: Story) -> None:
    for _, event in walk(story):
        about = {"FeelingFelt": "about", "MemoryKept": "event", "Recalled": "event"}
        if event.kind in about and about[event.kind] in event.data:
            assert event.data[about[event.kind]] in story.events, event


def test_feelings_stay_between_nothing_and_all(story: Story) -> None:
    for event in story.chronicle():
        if event.kind == "FeelingFelt":
            assert 0.0 < event.data["strength"] <= 1.0, event
        if event.kind == "FeelingEased":
            assert 0.0 <= event.data["share"] <= 1.0, event
    for cells in (story.whole.feelings.inward, story.whole.feelings.directed):
        assert cells.strength.min() >= 0.0 and cells.strength.max() <= 1.0


def test_addresses_ascend(story: Story) -> None:
    seqs = [event.seq for event in story.store.events()]
    assert all(one < other for one, other in pairwise(seqs))
    assert seqs == [event.seq for event in story.chronicle()]


def adds_up(weighed: dict[str, float], score: float) -> bool:
    """Whether the parts of a reason add up to its score; each part is rounded to a thousandth."""
    parts = [part for name, part in weighed.items() if not name.startswith("resident:")]
    return math.isclose(sum(parts), score, abs_tol=0.0005 * (len(parts) + 8))


def test_weighed_reasons_add_up(story: Story) -> None:
    for _, event in deeds(story):
        reasons: dict[str, Any] = dict(event.reasons or {})
        assert adds_up(reasons["weighed"], reasons["score"]), event
        for other in reasons.get("instead_of", ()):
            assert adds_up(other["weighed"], other["score"]), other


def test_beliefs_rest_on_events_that_were(story: Story) -> None:
    for held in story.whole.beliefs.of:
        for belief in held.values():
            assert 0.0 < belief.confidence < 1.0
            assert belief.evidence and all(seq in story.events for seq in belief.evidence)


def test_no_romance_is_ever_offered_here(world: World, story: Story) -> None:
    romantic = {each.name for each in world.practices if each.romance}
    for event in story.chronicle():
        assert not event.data.get("romance") and not event.data.get("attraction")
        offered = [other["practice"] for other in (event.reasons or {}).get("instead_of", ())]
        assert not romantic & {event.data.get("practice"), *offered}
