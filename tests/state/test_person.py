"""Energies and needs: what changes in one moment adds up, within what there is to hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from kizuna.event import Event, address
from kizuna.state.whole import Whole, evolve

changes = st.lists(st.floats(-0.3, 0.3), min_size=1, max_size=5)


def begun(cap: float = 1.0, level: float = 0.5) -> Whole:
    whole = Whole()
    entered = {
        "name": "Lee", "age": 20, "pronouns": "he", "traits": {}, "energies": {"ki": [level, cap, 2.0]},
        "needs": {need: [0.5, 0.5] for need in ("belonging", "esteem", "safety", "rest", "purpose")},
    }  # fmt: skip
    evolve(whole, [Event(0, "StoryBegan", data={"seed": 0, "traits": [], "energies": ["ki"]}),
                   Event(1, "PersonEntered", {"who": "lee"}, data=entered)])  # fmt: skip
    return whole


def changed(whole: Whole, kind: str, name: str, by: list[float], time: int = 0) -> None:
    for place, change in enumerate(by):
        data = {"changes": {name: change}}
        evolve(whole, [Event(address(time, 10 + place), kind, {"who": "lee"}, data=data)])


def clipped(level: float, by: list[float], cap: float) -> float:
    for change in by:
        level = min(cap, max(0.0, level + change * cap))
    return level


@given(by=changes, cap=st.sampled_from([0.0, 0.5, 1.0]), share=st.floats(0, 1))
def test_what_is_paid_and_given_back_in_one_moment_adds_up(
    by: list[float], cap: float, share: float
) -> None:
    whole = begun(cap, share * cap)
    changed(whole, "EnergyChanged", "ki", by)
    left = whole.people.energy_left(0, "ki", 0)
    assert 0.0 <= left <= cap
    assert left == approx(clipped(share * cap, by, cap))


@given(by=changes)
def test_touches_of_a_need_add_up(by: list[float]) -> None:
    whole = begun()
    changed(whole, "NeedChanged", "esteem", by)
    assert whole.people.need_left(0, "esteem", 0) == approx(clipped(0.5, by, 1.0))


def test_an_energy_comes_back_with_time_and_only_to_its_cap() -> None:
    whole = begun(cap=0.8, level=0.0)
    changed(whole, "EnergyChanged", "ki", [0.5], time=3600)
    assert whole.people.energy_left(0, "ki", 3600) == approx(2.0 / 24 + 0.4)
    assert whole.people.energy_left(0, "ki", 10 * 86400) == 0.8


def test_a_chronicle_that_says_what_is_left_still_opens() -> None:
    whole = begun()
    old = Event(address(0, 10), "EnergyChanged", {"who": "lee"}, data={"levels": {"ki": 0.3}})
    evolve(whole, [old])
    assert whole.people.energy_left(0, "ki", 0) == 0.3
