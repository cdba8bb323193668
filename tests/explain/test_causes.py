"""Every event rests on earlier ones, back to where things began; and on the right ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

import kizuna
from kizuna.event import Event
from kizuna.explain.chain import behind, is_beginning, loose_ends
from kizuna.explain.record import Record
from kizuna.mind.grounds import grounds_of
from kizuna.mind.looks import Case, left_alone
from kizuna.run import Story
from kizuna.state.table import NONE
from kizuna.world.rules import World


@pytest.fixture(scope="module")
def record() -> Record:
    world = kizuna.load("precious-person")
    story = kizuna.begin(world, seed=3).advance(kizuna.parse_moment("day 1 18:00"))
    return Record.of(world, story.chronicle())


def test_every_event_has_causes_and_all_of_them_came_before(record: Record) -> None:
    for event in record.lived:
        assert event.causes or event.kind == "Happened", event
        for cause in event.causes:
            assert cause.seq in record.events and cause.seq < event.seq, event


def test_every_chain_ends_in_a_beginning(record: Record) -> None:
    for event in record.lived[-40:]:
        assert loose_ends(record, event) == []
    begun = [each for each in behind(record, record.lived[-1]) if is_beginning(record, each)]
    assert begun and not is_beginning(record, record.lived[-1])


def of(story: Story, kind: str, **roles: str) -> Iterator[tuple[Event, dict[str, list[Event]]]]:
    """Events of a kind with what they rest on, by type of cause."""
    for event in story.chronicle():
        if event.kind == kind and roles.items() <= dict(event.roles).items():
            found: dict[str, list[Event]] = {}
            for cause in event.causes:
                found.setdefault(cause.type, []).append(story.events[cause.seq])
            yield event, found


MEETING = """
world: small
starts: day 1 21:00
places: {hall: {name: the hall, tags: [settlement]}, hill: {name: the hill, tags: [settlement]}}
paths: [{between: [hall, hill], takes: 1 h}]
people:
  ino: {name: Ino, age: 20, at: hall, home: hill, traits: {courtesy: 1.0, sociability: 1.0, reserve: 0.0}}
  sai: {name: Sai, age: 20, at: hill, home: hill, traits: {sleeplessness: 1.0}}
bonds: {ino -> sai: {affection: 0.7, hours: 30, knows at: hill}, sai -> ino: {hours: 30}}
"""


FOND = {"heart: likes them", "heart: fond"}
"""Considerations that read affection."""


@pytest.fixture
def met(world_of: Callable[[str], World]) -> Story:
    return kizuna.begin(world_of(MEETING)).advance(kizuna.parse_moment("day 2 00:30"))


def test_who_speaks_to_somebody_could_because_one_of_them_came(met: Story) -> None:
    greetings = [each for each in of(met, "Did", target="sai") if each[0].data.get("talk")]
    assert greetings
    for _, causes in greetings:
        assert "Arrived" in [each.kind for each in causes["enabled"]]


def test_what_moved_somebody_to_speak_is_what_lies_between_them(met: Story) -> None:
    glad = [
        causes
        for event, causes in of(met, "Did", actor="ino", target="sai")
        if FOND & (event.reasons or {})["weighed"].keys()
    ]
    assert glad
    for causes in glad:
        (given,) = [e for found in causes.values() for e in found if e.kind == "BondGiven"]
        assert given.roles == {"from": "ino", "toward": "sai"}


def test_what_is_in_somebodys_nature_is_said_to_be(met: Story) -> None:
    alone = [causes for event, causes in of(met, "Did") if "target" not in event.roles]
    by_nature = [causes["motivated"] for causes in alone if list(causes) == ["motivated"]]
    assert ["PersonEntered"] in [[each.kind for each in found] for found in by_nature]


LEFT = """
world: small
starts: day 1 21:30
places: {hall: {name: the hall, tags: [settlement]}, hill: {name: the hill, tags: [settlement]}}
paths: [{between: [hall, hill], takes: 1 h}]
people:
  ino: {name: Ino, age: 20, at: hall, home: hall, traits: {sleeplessness: 1.0}}
  sai: {name: Sai, age: 20, at: hall, home: hall, traits: {sleeplessness: 1.0}}
  tai: {name: Tai, age: 20, at: hall, home: hill}
"""


def test_whose_going_left_two_alone_is_a_cause_of_what_is_said_to_one_pair_of_ears(
    world_of: Callable[[str], World],
) -> None:
    story = kizuna.begin(world_of(LEFT)).advance(kizuna.parse_moment("day 2 01:00"))
    went = next(event for event, _ in of(story, "SetOut", actor="tai"))
    whole = story.whole
    ino, sai = whole.person("ino"), whole.person("sai")
    before, after = story.choosing(went.time), story.choosing(went.time + 1)
    assert left_alone(Case(before, ino, sai, NONE, "")) is None
    assert left_alone(Case(after, ino, sai, NONE, "")) == (went.seq, True)
    for_two = {each.name for each in story.world.practices if grounds_of(each).is_for_two}
    assert "confide" in for_two and "greet" not in for_two
