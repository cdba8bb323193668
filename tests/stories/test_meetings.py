"""Whoever goes to see somebody and meets them on the way turns round and goes along."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kizuna.event import Event
from kizuna.run import Story, begin
from kizuna.scene.meeting import stretches
from kizuna.state.whole import Whole
from kizuna.world.rules import World
from tests.stories.small import events

HALFWAY = """
world: small
starts: day 1 15:00
places:
  hall: {name: the hall, tags: [settlement, healing]}
  ford: {name: the ford, tags: [settlement]}
  hill: {name: the hill, tags: [settlement]}
paths: [{between: [hall, ford], takes: 20 min}, {between: [ford, hill], takes: 10 min}]
people:
  ino: {name: Ino, age: 20, at: hill, home: hill, post: hill, hours: [8, 18]}
  sai: {name: Sai, age: 20, at: hall, home: hall, post: hall, hours: [8, 18.2]}
bonds:
  ino -> sai: {affection: 0.9, trust: 0.6, hours: 50, knows at: hall, well: 0.5}
  sai -> ino: {affection: 0.9, trust: 0.6, hours: 50, knows at: hill, well: 0.5}
beliefs:
  ino: [{that: "likes(sai, ino)", sure: 0.95}]
  sai: [{that: "likes(ino, sai)", sure: 0.95}]
"""
UNTIL = 4 * 86_400


def meetings(story: Story) -> list[Event]:
    return [event for event in events(story, "SetOut") if "meets" in event.data]


def arrives_at(story: Story, who: str, after: Event) -> tuple[int, str | None]:
    came = (e for e in events(story, "Arrived", actor=who) if e.time > after.time)
    first = next(came)
    return first.time, first.place


@pytest.fixture
def told(world_of: Callable[[str], World]) -> list[Story]:
    world = world_of(HALFWAY)
    return [begin(world, seed=seed).advance(UNTIL) for seed in range(1, 9)]


def test_who_goes_to_see_somebody_does_not_walk_past_them(told: list[Story]) -> None:
    found = [(story, each) for story in told for each in meetings(story)]
    assert len(found) >= 3
    for story, each in found:
        errand = max(e.seq for e in events(story, "ErrandBegun", actor=each.roles["actor"])
                     if e.seq < each.seq)  # fmt: skip
        assert story.events[errand].roles["target"] == each.data["meets"]
        assert arrives_at(story, each.roles["actor"], each) == arrives_at(
            story, each.data["meets"], each
        )


def test_a_way_is_walked_piece_by_piece_and_evenly(told: list[Story]) -> None:
    whole: Whole = told[0].whole
    journey = next(
        event for event in events(told[0], "SetOut")
        if event.place is not None and {event.place, event.data["to"]} == {"hall", "hill"}
    )  # fmt: skip
    one, other = stretches(whole.places, journey)
    assert (one.since, other.until) == (journey.time, journey.data["arrives_at"])
    assert one.until == other.since and one.end == other.start == whole.places.row["ford"]
    assert {round(each.until - each.since, -2) for each in (one, other)} == {600, 1200}
