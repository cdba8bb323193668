"""Two branches side by side: what is the same is the same, and what is not is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import kizuna
from kizuna.event import Cause, Event, address
from kizuna.explain.compare import NUMBERS, Comparison, Paired, compare, difference
from kizuna.run import Story
from kizuna.world.change import Change
from kizuna.world.rules import World

QUARREL = """
world: quarrel
starts: day 1 08:00
places: {kitchen: {name: the kitchen, tags: [lodging]}, field: {name: the field}}
paths: [{between: [kitchen, field], takes: 2 h}]
people:
  taro: {name: Taro, age: 24, at: kitchen, home: kitchen, traits: {pride: 0.8, bluntness: 0.9}}
  jiro: {name: Jiro, age: 21, at: kitchen, home: kitchen, traits: {warmth: 0.8, honesty: 0.9}}
  mori: {name: Mori, age: 60, on stage: false}
bonds:
  taro -> jiro: {affection: 0.4, trust: 0.2, kin: 1, hours: 900}
  jiro -> taro: {affection: 0.6, trust: 0.5, kin: 1, hours: 900}
commitments:
  - {kind: promise, name: supper, by: taro, to: jiro, due: day 1 20:00}
backstory:
  - {id: boat, at: 2 h before, actor: jiro, target: taro, words: Jiro sold the boat,
     remembered: {taro: {salience: 0.9, toward: {jiro: {affection: -0.2}},
                         feelings: {anger: {jiro: 0.8}}}}}
  - {id: storm, at: 9 years before, actor: mori, words: A storm took a roof}
happenings:
  - {name: rain, at: day 1 08:20, place: field, words: It rains.}
"""
UNTIL = kizuna.parse_moment("day 1 08:40")


@pytest.fixture
def lived(world_of: Callable[[str], World]) -> Story:
    return kizuna.begin(world_of(QUARREL), seed=3).advance(UNTIL)


def against(story: Story, change: Change, at: int | None = None) -> Comparison:
    branch = story.fork(change, at).advance(UNTIL)
    return compare(story.world, story.chronicle(), branch.chronicle())


@pytest.mark.parametrize(
    "change",
    [
        Change(),
        Change(without=("storm",)),
        Change(without=("rain",)),
        Change(without=("mori",)),
        Change(settings=("age mori = 61",)),
        Change(settings=("trait taro pride = 0.8",)),
    ],
    ids=lambda change: change.says,
)
def test_what_does_not_matter_compares_as_no_difference(lived: Story, change: Change) -> None:
    found = against(lived, change)
    assert found.is_same
    assert (found.here, found.there, found.otherwise) == ((), (), ())
    assert (found.ended.bonds, found.ended.beliefs, found.ended.commitments) == ((), (), ())
    assert found.shared > 20


def test_what_matters_is_found_with_what_followed(lived: Story) -> None:
    found = against(lived, Change(without=("boat",)))
    assert [event.data["says"] for event in found.supposed] == ["without boat"]
    assert found.first is not None and found.turn is not None
    assert found.first.time <= found.turn.time
    assert found.deeds_here and found.deeds_there
    ended = {(each.from_, each.toward, each.name): each for each in found.ended.bonds}
    affection = ended["taro", "jiro", "affection"]
    assert affection.there > affection.here


def test_the_first_difference_comes_after_the_fork(lived: Story) -> None:
    half = kizuna.parse_moment("day 1 08:01")
    found = against(lived, Change(seed=9), half)
    assert found.first is not None
    assert found.first.time >= half
    assert all(event.time >= half for event in (*found.here, *found.there))


def test_what_is_forgone_is_the_change_and_not_a_difference(lived: Story) -> None:
    deed = [event for event in lived.chronicle() if event.kind == "Did"][2]
    found = against(lived, Change(without=(str(deed.seq),)))
    assert [event.kind for event in found.supposed] == ["Forgone"]
    assert deed not in found.here
    assert found.first is not None and found.first.time >= deed.time


def test_a_promise_released_is_told(lived: Story) -> None:
    found = against(lived, Change(without=("supper",)), kizuna.parse_moment("day 1 08:01"))
    (supper,) = found.ended.commitments
    assert (supper.name, supper.here, supper.there) == ("supper", "running", "released")


def test_the_weights_that_turned_a_choice_are_read() -> None:
    told = {"heart: warm": 0.4, "heart: proud": -0.1}
    lost = {"heart: warm": 0.4, "heart: proud": -0.6}
    roles = {"actor": "taro", "target": "jiro"}
    apologised = Event(address(5, 0), "Did", roles, data={"practice": "apologise"},
                       reasons={"weighed": told})  # fmt: skip
    left = Event(address(5, 0), "Did", {"actor": "taro"}, data={"practice": "leave"}, reasons={
        "weighed": {}, "instead_of": [{"practice": "apologise", "target": "jiro", "weighed": lost}],
    })  # fmt: skip
    found = difference((apologised, None), (apologised,), (left,))
    assert found is not None and found.there == left
    assert found.weighed == (("heart: proud", -0.1, -0.6),)


def test_numbers_that_shift_are_no_difference() -> None:
    def events(shift: int) -> tuple[Event, ...]:
        noticed = Event(address(5, shift), "Noticed", {"who": "lee"})
        felt = Event(address(5, shift + 1), "FeelingFelt", {"who": "lee"},
                     data={"feeling": "joy", "strength": 0.4, "about": noticed.seq},
                     causes=(Cause("perceived", noticed.seq),))  # fmt: skip
        return noticed, felt

    assert Paired.of(events(0), events(7)) == Paired((), (), (), 2)


def test_numbers_of_events_are_no_content() -> None:
    story = kizuna.begin(kizuna.load("precious-person"), seed=3)
    told = list(story.advance(kizuna.parse_moment("day 2 09:00")).chronicle())
    numbers = {event.seq for event in told}
    named = {
        name
        for event in told
        for name, value in event.data.items()
        for one in (value if isinstance(value, list | tuple) else (value,))
        if isinstance(one, int) and one in numbers
    }
    assert {"answers", "event", "left"} <= named <= set(NUMBERS)
