"""What must change in the bundled world when a cause is taken away, in a form short enough for every
run of the tests; `kizuna ablate precious-person --seeds 100` is the long one.

Each row is lived for its first hours or days only, with few seeds, and asked for what is so in
every one.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

import kizuna
from kizuna.trial.ablate import Row, Table, ablate, ablations_of
from kizuna.trial.paired import Paired

UNTIL = kizuna.parse_moment("day 1 15:30")
ROWS = ("without the lesson", "without the deep wish", "without lee", "without the shield")


@pytest.fixture(scope="module")
def table() -> Table:
    return ablate("precious-person", range(31, 38), ROWS, UNTIL, ThreadPoolExecutor(1))


def row(table: Table, name: str) -> Row:
    return next(each for each in table.rows if each.name == name)


def measure(table: Table, name: str, of: str) -> Paired:
    return next(each for each in row(table, name).measures if each.measure.name == of)


def is_never_without(table: Table, name: str, of: str) -> bool:
    """Whether what mostly happens never does without the cause that a row takes away."""
    means = measure(table, name, of).means
    return means[0] > 0.5 and means[1] == 0.0


@pytest.mark.parametrize("world", ["precious-person", "the-best-intentions"])
def test_every_row_of_a_sheet_is_there(world: str) -> None:
    found = ablations_of(world)
    assert len(found) == 7
    assert all(each.measures for each in found)


def test_without_the_lesson_the_sand_does_not_save_him(table: Table) -> None:
    assert is_never_without(table, "without the lesson", "the wish lifts him")


def test_without_the_deep_wish_he_is_pulled_out_by_hand_and_later(table: Table) -> None:
    name = "without the deep wish"
    assert is_never_without(table, name, "the wish lifts him")
    assert measure(table, name, "how often pull_from_danger naruto").means[1] >= 1.0
    later = measure(table, name, "when first DangerEnded naruto").differences
    assert min(later) >= 0.0 < max(later)
    assert set(measure(table, name, "another one").differences) == {0.0}


def test_without_lee_nobody_speaks_of_gai(table: Table) -> None:
    assert measure(table, "without lee", "another one").means == (1.0, 0.0)


def test_without_lee_the_search_begins_later() -> None:
    """Two may be the first to set out, and in company one looks up oftener. When exactly anybody
    does is chance by hours, so this is asked of many stories, lived no further than they need."""
    until = kizuna.parse_moment("day 1 14:00")
    alone = ablate("precious-person", range(31, 63), ("without lee",), until, ThreadPoolExecutor(1))
    assert measure(alone, "without lee", "when first search_for naruto").holds


def test_without_the_shield_the_resident_is_not_shut_out(table: Table) -> None:
    shut = measure(table, "without the shield", "how often ShutOut gaara")
    assert shut.means[0] > 0.0
    assert shut.means[1] == 0.0


# The best intentions. -------------------------------------------------------------------------

SHE_HEARS = "how often BrokeOut sakura gaara lash_out"


@pytest.fixture(scope="module")
def first_night() -> Table:
    rows = ("without her word to the patient", "one of them is seventeen")
    until = kizuna.parse_moment("day 2 04:00")
    return ablate("the-best-intentions", range(41, 46), rows, until, ThreadPoolExecutor(1))


@pytest.fixture(scope="module")
def first_week() -> Table:
    rows = ("without the promise to the friend", "without pride")
    until = kizuna.parse_moment("day 7 12:00")
    return ablate("the-best-intentions", range(41, 44), rows, until, ThreadPoolExecutor(1))


def test_without_her_word_nothing_of_hers_is_broken(first_night: Table) -> None:
    assert is_never_without(first_night, "without her word to the patient", "her word")


def test_that_one_of_them_is_young_leaves_the_first_night_as_it_was(first_night: Table) -> None:
    hard_thing = measure(first_night, "one of them is seventeen", "the hard thing")
    assert set(hard_thing.differences) == {0.0}


@pytest.mark.parametrize("name", ["without the promise to the friend", "without pride"])
def test_without_a_promise_or_pride_kindness_is_not_read_anew(first_week: Table, name: str) -> None:
    assert measure(first_week, name, "read anew").means[1] == 0.0
    outbursts = measure(first_week, name, SHE_HEARS).means
    assert outbursts[0] > 0.5 and outbursts[1] < outbursts[0]
