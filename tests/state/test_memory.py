"""A bond is what one remembers and believes of another: the sum of memories, each by its motive."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.clock import DAY, YEAR
from kizuna.event import Event, address
from kizuna.state.memory import BLAME, CREDIT, MOTIVES, VALUES, Memories
from kizuna.state.whole import Whole, evolve

KINDNESS = address(3600, 0)
MOTIVE = st.sampled_from(MOTIVES)
WORTH = st.floats(0.05, 1.0)


def two() -> Whole:
    """Ino and Sai, who know nothing of each other yet."""
    needs = {name: [0.5, 0.5] for name in ("belonging", "esteem", "safety", "rest", "purpose")}
    person = {"age": 20, "pronouns": "they", "traits": {}, "energies": {}, "needs": needs}
    whole = Whole()
    evolve(whole, (
        Event(address(0, 0), "StoryBegan", data={"seed": 1, "traits": [], "energies": []}),
        Event(address(0, 1), "PersonEntered", {"who": "ino"}, data={**person, "name": "Ino"}),
        Event(address(0, 2), "PersonEntered", {"who": "sai"}, data={**person, "name": "Sai"}),
    ))  # fmt: skip
    return whole


def remembers(whole: Whole, event: int, motive: str, affection: float, place: int = 1) -> None:
    data = {"event": event, "salience": 0.8, "motives": {motive: 1.0}, "affection": affection}
    kept = Event(address(3601, place), "MemoryKept", {"who": "ino", "toward": "sai"}, data=data)
    evolve(whole, (kept,))


def rereads(whole: Whole, motive: str, now: int = 3700) -> None:
    data = {"memories": [[KINDNESS, {motive: 1.0}]]}
    evolve(whole, (Event(address(now, 0), "MotiveReread", {"who": "ino"}, data=data),))


def affection(whole: Whole, now: int = 3600) -> float:
    """Ino's affection for Sai, as memories have it."""
    rows = np.arange(whole.memories.numbers.count)
    sums = whole.memories.sums(rows, whole.bonds.count, now)
    return float(sums[VALUES.index("affection"), whole.bonds.row[0, 1]])


def test_a_kindness_done_out_of_duty_is_worth_less_than_one_out_of_liking() -> None:
    liked, owed = two(), two()
    remembers(liked, KINDNESS, "liking", 0.5)
    remembers(owed, KINDNESS, "duty", 0.5)
    assert affection(liked) > 2 * affection(owed) > 0


def test_reading_a_kindness_again_changes_the_bond_at_once_and_back() -> None:
    whole = two()
    remembers(whole, KINDNESS, "liking", 0.5)
    before = affection(whole)
    rereads(whole, "duty")
    assert affection(whole) < 0.5 * before
    rereads(whole, "liking", 3800)
    assert affection(whole) == before


@given(MOTIVE, MOTIVE, WORTH)
def test_reading_again_is_as_if_it_had_always_been_read_so(
    first: str, second: str, worth: float
) -> None:
    read_again, read_so = two(), two()
    remembers(read_again, KINDNESS, first, worth)
    rereads(read_again, second)
    remembers(read_so, KINDNESS, second, worth)
    assert affection(read_again) == affection(read_so)


@given(st.lists(st.tuples(MOTIVE, st.floats(-1, 1)), min_size=1, max_size=8))
def test_no_bond_passes_all_or_nothing(memories: list[tuple[str, float]]) -> None:
    whole = two()
    for place, (motive, worth) in enumerate(memories, start=1):
        remembers(whole, KINDNESS + place, motive, worth, place)
    assert -1.0 <= affection(whole) <= 1.0


@given(WORTH, st.integers(0, 3 * YEAR), st.integers(0, 3 * YEAR))
def test_memories_only_fade(worth: float, one: int, other: int) -> None:
    whole = two()
    remembers(whole, KINDNESS, "liking", worth)
    sooner, later = sorted((one, other))
    assert affection(whole, 3600 + sooner) >= affection(whole, 3600 + later) > 0


@given(WORTH)
def test_a_hurt_outweighs_a_kindness_and_its_sting_fades_faster(worth: float) -> None:
    kind, sore = two(), two()
    remembers(kind, KINDNESS, "liking", worth)
    remembers(sore, KINDNESS, "malice", -worth)
    assert -affection(sore) > affection(kind)
    year = 3600 + 365 * DAY
    left = [np.arctanh(affection(w, year)) / np.arctanh(affection(w)) for w in (kind, sore)]
    assert left[0] > left[1]


def test_what_an_author_gives_a_bond_does_not_fade() -> None:
    whole = two()
    given_ = {"affection": 0.6, "motive": "liking"}
    evolve(
        whole, (Event(address(1, 0), "BondGiven", {"from": "ino", "toward": "sai"}, data=given_),)
    )
    assert affection(whole) == affection(whole, YEAR) == pytest.approx(np.tanh(0.6))


def test_credit_goes_to_liking_and_blame_to_malice() -> None:
    assert MOTIVES[int(np.argmax(CREDIT))] == "liking"
    assert MOTIVES[int(np.argmax(BLAME))] == "malice"
    assert len(CREDIT) == len(BLAME) == len(MOTIVES)


def test_without_memories_there_is_nothing() -> None:
    assert not Memories().sums(np.array([], np.intp), 3, 0).any()


def test_a_deed_remembered_toward_two_is_read_again_toward_both() -> None:
    whole = two()
    evolve(whole, (whole_person("kin"),))
    for place, other in enumerate(("sai", "kin"), start=1):
        data = {"event": KINDNESS, "salience": 0.8, "motives": {"liking": 1.0}, "affection": 0.5}
        roles = {"who": "ino", "toward": other}
        evolve(whole, (Event(address(3601, place), "MemoryKept", roles, data=data),))
    rereads(whole, "duty")
    sums = whole.memories.sums(np.arange(2), whole.bonds.count, 3600)[0]
    assert sums[whole.bonds.row[0, 1]] == sums[whole.bonds.row[0, 2]]


def whole_person(id_: str) -> Event:
    needs = {name: [0.5, 0.5] for name in ("belonging", "esteem", "safety", "rest", "purpose")}
    data = {
        "name": id_.title(),
        "age": 20,
        "pronouns": "they",
        "traits": {},
        "energies": {},
        "needs": needs,
    }
    return Event(address(1, 0), "PersonEntered", {"who": id_}, data=data)


DONE = st.tuples(
    st.sampled_from(("wronged_them", "wronged_me", "made_good")),
    st.integers(0, 2), st.integers(0, 40), st.floats(0.1, 1.0),
)  # fmt: skip


@given(st.lists(DONE, max_size=12))
def test_only_the_gravest_hurts_that_nobody_has_made_good_stand_between_two(
    done: list[tuple[str, int, int, float]],
) -> None:
    memories, now = Memories(), 50 * DAY
    for deed, bond, day, salience in done:
        memories.keep(0, 0, bond=bond, at=day * DAY, salience=salience, **{deed: 1.0})
    expected = np.zeros((2, 3))
    for deed, bond, day, salience in done:
        is_made_good = any(
            each == "made_good" and of == bond and later >= day for each, of, later, _ in done
        )
        if deed != "made_good" and not is_made_good:
            age = 50 - day
            left = (1 + 0.15 * age) ** -0.35 if deed == "wronged_them" else (1 + age) ** -0.5
            cell = int(deed == "wronged_me"), bond
            expected[cell] = max(expected[cell], salience * left)
    np.testing.assert_allclose(memories.unsettled(3, now), expected)
