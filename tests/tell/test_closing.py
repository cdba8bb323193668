"""The closing page: what changed, what is owed, what moved people most."""

from collections.abc import Iterator
from typing import Any

import pytest

from kizuna.event import Event, address
from kizuna.state.memory import VALUES
from kizuna.state.whole import Whole, evolve
from kizuna.tell import Teller
from kizuna.tell.closing import LESS, MORE, Closing, affection, closing_page
from kizuna.tell.opening import opening_page
from kizuna.world.rules import World

NOON = 12 * 3600
SORRY = address(NOON, 0)


def later(place: int, kind: str, data: dict[str, Any], **roles: str) -> Event:
    return Event(address(NOON, place), kind, roles, None, data)


def happened() -> Iterator[Event]:
    """Gaara apologises to Temari; it is felt and remembered."""
    yield later(0, "Did", {"practice": "apologise", "takes": 5}, actor="gaara", target="temari")
    kept = {"event": SORRY, "salience": 1.0, "motives": {"liking": 1.0}}
    values = {"fear": -0.25, "trust": 0.12}
    yield later(1, "MemoryKept", {**kept, **values}, who="temari", toward="gaara")
    heart = {"proposition": "hates(naruto, gaara)", "odds": -3.0, "was": 1.7}
    yield later(2, "BeliefRevised", heart, who="gaara")
    promise = {"name": "friendship", "kind": "promise", "words": "to be a friend for ever"}
    yield later(3, "CommitmentMade", promise, by="naruto", to="gaara")
    felt = {"feeling": "joy", "strength": 0.7, "half_life": 60, "about": SORRY}
    yield later(4, "FeelingFelt", felt, who="temari", toward="gaara")


@pytest.fixture
def page(world: World, teller: Teller) -> Closing:
    first, last, events = Whole(), Whole(), list(happened())
    evolve(first, world.opening)
    evolve(last, world.opening)
    # The deed itself is left out: what it left behind is what is read here.
    evolve(last, events[1:])
    told = {line.seq: line.text for line in teller.tell(events)}
    return closing_page(world, teller.notes.wording, first, last, events, told)


def test_bonds_that_changed_in_words_with_numbers(page: Closing) -> None:
    told = next(each for each in page.between if each.startswith("Temari"))
    assert "fears Gaara less (" in told
    assert "trusts him more (" in told
    change = next(each for each in page.changes if each.who == "temari")
    before, after = change.values["fear"]
    assert before > after >= 0.0


def test_hearts_that_turned(page: Closing) -> None:
    assert page.hearts == (
        "Gaara no longer believes that Naruto hates him (85% sure before, 5% now).",
    )


def test_promises_stand_and_duties_of_several_are_told_together(page: Closing) -> None:
    assert page.owed[0] == "Naruto has promised Gaara to be a friend for ever."
    assert "Gaara, Temari and Kankuro are to go home with the team." in page.owed


def test_strongest_moments_have_their_time(page: Closing) -> None:
    assert page.moments == (
        'day 1 12:00: "I am sorry," says Gaara to Temari. "For what I have been to you."',
    )


def test_nothing_changed_is_nothing_told(world: World, teller: Teller) -> None:
    whole = Whole()
    evolve(whole, world.opening)
    page = closing_page(world, teller.notes.wording, whole, whole, world.opening, {})
    assert (page.between, page.hearts, page.moments) == ((), (), ())


def test_affection_is_what_memories_add_up_to(world: World) -> None:
    whole = Whole()
    evolve(whole, world.opening)
    assert affection(whole, "lee", "gai") > 0.6
    assert affection(whole, "lee", "nobody") == 0.0


def test_the_opening_page_tells_the_past_in_order(world: World) -> None:
    page = opening_page(world, 7)
    assert page.called == "precious-person, seed 7"
    assert page.past[0].startswith("Three years ago: ")
    assert page.past[-1].startswith("Twenty minutes ago: ")


def test_whatever_a_bond_holds_can_be_said_to_have_changed() -> None:
    assert set(VALUES) <= set(MORE) and set(VALUES) <= set(LESS)
