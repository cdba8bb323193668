"""Single facts agree with what the story's own picture says, now and as of any earlier event."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import kizuna
from kizuna.clock import HOUR
from kizuna.run import Story
from kizuna.state.fact import AsOf, fact, names_of_facts
from kizuna.state.feeling import FEELINGS
from kizuna.state.whole import fingerprint


@pytest.fixture(scope="module")
def lived() -> Iterator[Story]:
    world = kizuna.load("precious-person")
    with kizuna.begin(world, seed=3) as story:
        yield story.advance(world.starts + 2 * HOUR)


def test_a_fact_of_a_bond_is_what_the_picture_shows(lived: Story) -> None:
    names = ("affection", "trust", "respect", "fear", "closeness", "familiarity", "kin", "anger")
    told = 0
    for from_, toward in list(lived.whole.bonds.row):
        ids = lived.whole.people.ids[from_], lived.whole.people.ids[toward]
        shown = lived.bond(*ids)
        for name in names:
            assert fact(lived.whole, name, *ids) == pytest.approx(shown[name], abs=1e-4), (
                name,
                ids,
            )
            told += shown[name] > 0
    assert told > 50


def test_a_fact_of_a_person_is_what_the_picture_shows(lived: Story) -> None:
    for who in ("gaara", "lee", "naruto"):
        felt = lived.feelings(who)
        for feeling in FEELINGS:
            name = f"feels_{feeling}"
            assert fact(lived.whole, name, who) == pytest.approx(felt.get(feeling, 0.0), abs=1e-2)
        assert fact(lived.whole, "place", who) == lived.where(who)
        for text, confidence in lived.beliefs(who).items():
            held = fact(lived.whole, "confidence", who, text)
            assert held == pytest.approx(confidence, abs=1e-4)
    assert fact(lived.whole, "chakra", "gaara") < fact(lived.whole, "chakra", "tsunade")  # type: ignore[operator]
    assert fact(lived.whole, "is_dead", "lee") is False


def test_every_name_that_is_known_can_be_asked_for(lived: Story) -> None:
    # Whoever travels is at no place; somebody is somewhere.
    world = lived.world
    who = next(id_ for id_ in lived.whole.people.ids if lived.where(id_))
    for name in names_of_facts(world.traits, world.energies):
        asked = [fact(lived.whole, name, who), fact(lived.whole, name, "gaara", "naruto"),
                 fact(lived.whole, name, "gaara", "hates(naruto, gaara)")]  # fmt: skip
        assert any(found is not None for found in asked), name


def test_nobody_and_nothing_have_no_facts(lived: Story) -> None:
    assert fact(lived.whole, "pride", "nobody") is None
    assert fact(lived.whole, "trust", "gaara", "nobody") is None
    assert fact(lived.whole, "confidence", "gaara", "hates(lee, lee)") is None
    assert fact(lived.whole, "no_such_thing", "gaara") is None


def test_as_of_an_event_is_the_whole_that_was_then(lived: Story) -> None:
    events = list(lived.chronicle())
    as_of = AsOf(events)
    assert fingerprint(as_of.whole(events[-1])) == lived.fingerprint()
    lived_through = [at for at, event in enumerate(events) if event.time > lived.world.starts]
    for at in (lived_through[len(lived_through) // 2], lived_through[len(lived_through) // 3]):
        then = kizuna.run.Story(lived.world, lived.store, kizuna.state.whole.Whole())
        then.relive(events[: at + 1])
        asked = as_of(events[at], "closeness", "gaara", "naruto")
        assert asked == fact(then.whole, "closeness", "gaara", "naruto")


def test_events_may_come_one_by_one(lived: Story) -> None:
    as_of, at_once = AsOf(), AsOf(lived.chronicle())
    for event in lived.chronicle():
        as_of.see(event)
        last = event
    assert fingerprint(as_of.whole(last)) == fingerprint(at_once.whole(last))
