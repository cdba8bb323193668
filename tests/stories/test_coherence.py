"""Whatever the dice say, a story hangs together: over whole stories of the precious person.

KIZUNA_SEEDS=30 KIZUNA_UNTIL="day 5 12:00" pytest tests/stories/test_coherence.py
"""

from __future__ import annotations

import math
import os
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

import kizuna
from kizuna.event import CAUSE_TYPES, Event
from kizuna.run import Story
from kizuna.state.commitment import BROKEN, KEPT, RELEASED, RUNNING
from kizuna.state.person import Address
from kizuna.state.table import NONE
from kizuna.state.whole import Whole, evolve
from kizuna.world.rules import World

SEEDS = range(1, 1 + int(os.environ.get("KIZUNA_SEEDS", "3")))
UNTIL = kizuna.parse_moment(os.environ.get("KIZUNA_UNTIL", "day 2 12:00"))

OF_THE_AWAKE = frozenset(
    {"Did", "WentOn", "ErrandBegun", "Told", "HeldBack", "Leaked", "BrokeOut", "ShutOut",
     "Noticed", "Recalled", "MemoryKept"}
)  # fmt: skip
SAME_WORDS_S = 60


@pytest.fixture(scope="module")
def world() -> World:
    return kizuna.load("precious-person")


@pytest.fixture(scope="module", params=SEEDS)
def story(request: pytest.FixtureRequest, world: World) -> Story:
    return kizuna.begin(world, seed=request.param).advance(UNTIL)


def walk(story: Story) -> Iterator[tuple[Whole, Event]]:
    """Every event with the whole as it was just before."""
    whole = Whole()
    for event in story.chronicle():
        yield whole, event
        evolve(whole, (event,))


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


def doer(event: Event) -> str | None:
    return event.roles.get("actor") or event.roles.get("who")


def test_only_the_awake_act_and_notice(story: Story) -> None:
    for whole, event in lived(story):
        who = doer(event)
        if event.kind in OF_THE_AWAKE and who is not None:
            assert whole.people.is_awake(whole.person(who)), event


class Picture:
    """How things stood for those who act at a moment: all decide from one still picture, so
    whoever sets out, falls asleep or is spoken to this very moment is still seen as before."""

    def __init__(self) -> None:
        self.time = 0
        self.left: dict[str, str | None] = {}
        self.slept: set[str] = set()
        self.address: list[tuple[Address, ...]] = []

    def see(self, whole: Whole, event: Event) -> None:
        """To be told of each event just before it is evolved."""
        if event.time != self.time:
            self.time, self.left, self.slept = event.time, {}, set()
            self.address = list(whole.people.address)
        if event.kind == "SetOut":
            for who in taken(event):
                self.left[who] = place_of(whole, who)
        if event.kind == "FellAsleep":
            self.slept.add(event.roles["who"])

    def place(self, whole: Whole, who: str) -> str | None:
        return self.left.get(who) or place_of(whole, who)

    def is_awake(self, whole: Whole, who: str) -> bool:
        return who in self.slept or whole.people.is_awake(whole.person(who))


def place_of(whole: Whole, who: str) -> str | None:
    place = whole.people.place(whole.person(who))
    return None if place == NONE else whole.places.all[place].id


def taken(event: Event) -> tuple[str, ...]:
    """Everybody a journey takes along."""
    return event.roles["actor"], *event.data.get("with", ())


def test_nobody_is_in_two_places(story: Story) -> None:
    for picture, whole, event in pictured(story):
        who = doer(event)
        if event.kind in OF_THE_AWAKE | {"SetOut"} and who is not None and event.place is not None:
            assert picture.place(whole, who) == event.place, event


def test_deeds_reach_only_who_is_there(world: World, story: Story) -> None:
    for picture, whole, event in pictured(story):
        if event.kind == "Did" and world.practice[event.data["practice"]].with_ != "absent":
            for who in event.roles.get("target"), *event.data["witnesses"]:
                assert who is None or picture.place(whole, who) == event.place, event
            assert event.roles["actor"] != event.roles.get("target")


def test_witnesses_are_awake(story: Story) -> None:
    for picture, whole, event in pictured(story):
        if event.kind == "Did":
            assert all(picture.is_awake(whole, id_) for id_ in event.data["witnesses"]), event


def test_what_is_answered_was_said_to_them(world: World, story: Story) -> None:
    for picture, whole, event in pictured(story):
        answered = world.practice[event.data["practice"]].answers if event.kind == "Did" else ()
        if answered:
            open_to = picture.address[whole.person(event.roles["actor"])]
            waits = [each for each in open_to if each.seq == event.data["answers"]]
            assert waits and waits[0].practice in answered, event
            assert whole.people.ids[waits[0].by] == event.roles["target"], event


def test_whoever_sets_out_does_nothing_else_afterwards(world: World) -> None:
    for seed in SEEDS:
        for picture, _, event in pictured(kizuna.begin(world, seed=seed).advance(UNTIL)):
            if event.kind in ("Did", "WentOn", "ErrandBegun"):
                assert event.roles["actor"] not in picture.left, (seed, event)


def test_a_journey_ends_where_it_was_bound_for(story: Story) -> None:
    bound: dict[str, tuple[str, int]] = {}
    for _, event in lived(story):
        for who in (event.roles.get("actor", ""), *event.data.get("with", ())):
            if event.kind == "SetOut":
                assert who not in bound, event
                bound[who] = event.data["to"], event.data["arrives_at"]
            elif event.kind == "Arrived":
                assert bound.pop(who) == (event.place, event.time)


def test_energies_stay_between_nothing_and_full(story: Story) -> None:
    for whole, event in walk(story):
        for name in whole.people.energies:
            level, cap = whole.people.energy_level[name], whole.people.energy_cap[name]
            assert (level >= 0.0).all() and (level <= cap).all(), event


def test_every_commitment_has_one_life(story: Story) -> None:
    ended: set[int] = set()
    for whole, event in walk(story):
        if event.kind == "CommitmentEnded":
            seq = event.data["commitment"]
            assert whole.commitments.all[seq].status == RUNNING and seq not in ended, event
            ended.add(seq)
    assert story.commitments()
    for each in story.commitments():
        assert each.status in (RUNNING, KEPT, BROKEN, RELEASED)
        assert (each.status == RUNNING) == (each.seq not in ended)


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


def test_nobody_says_the_same_three_times_on_end(story: Story) -> None:
    said: dict[tuple[str, str], list[tuple[str, str, int]]] = defaultdict(list)
    for _, event in deeds(story):
        if not event.data.get("talk"):
            continue
        words = said[event.roles["actor"], event.roles.get("target", "")]
        words.append((event.data["practice"], event.data.get("topic", ""), event.time))
        last = words[-3:]
        same = len(last) == 3 and len({each[:2] for each in last}) == 1
        assert not (same and last[2][2] - last[0][2] <= SAME_WORDS_S), event


def test_whoever_tells_something_believes_it(story: Story) -> None:
    for whole, event in lived(story):
        if event.kind == "Told":
            teller = whole.person(event.roles["actor"])
            assert whole.beliefs.confidence(teller, event.data["proposition"]) > 0.5, event


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
