"""Dice with addresses: always the same, everywhere the same, and fair enough."""

import os
import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kizuna.dice import key, roll, rolls

LEE = 7633892372636000252
DRAWN = 0.7182560776271876

WORDS = st.integers(0, 2**64 - 1)
SEEDS = st.integers(-(2**63), 2**64 - 1)
TIMES = st.integers(-(2**43), 2**43)


@given(SEEDS, TIMES, st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=20))
def test_a_column_rolls_what_each_rolls_alone(
    seed: int, time: int, addresses: list[tuple[int, int, int]]
) -> None:
    who, whom, purpose = np.array(addresses, dtype=np.uint64).T
    column = rolls(seed, time, who, whom, purpose)
    alone = [roll(seed, time, *address) for address in addresses]
    assert column.tobytes() == np.array(alone).tobytes()


@given(SEEDS, TIMES, WORDS, WORDS, WORDS)
def test_a_draw_is_at_least_0_below_1_and_the_same_again(
    seed: int, time: int, who: int, whom: int, purpose: int
) -> None:
    drawn = roll(seed, time, who, whom, purpose)
    assert 0.0 <= drawn < 1.0
    assert roll(seed, time, who, whom, purpose) == drawn


def test_shapes_broadcast() -> None:
    people = np.array([[key("lee")], [key("gaara")]], dtype=np.uint64)
    purposes = np.array([key("notice"), key("recall"), key("sleep")], dtype=np.uint64)
    column = rolls(7, 3600, people, np.uint64(0) * people, purposes)
    assert column.shape == (2, 3)
    assert column[1, 2] == roll(7, 3600, key("gaara"), 0, key("sleep"))


def test_every_part_of_an_address_matters() -> None:
    first = (7, 3600, key("lee"), key("gaara"), key("notice"))
    for part in range(len(first)):
        other = [*first]
        other[part] += 1
        assert roll(*other) != roll(*first)
    assert roll(7, 3600, key("gaara"), key("lee"), key("notice")) != roll(*first)


def fairness(draws: np.ndarray) -> float:
    """Chi-square of 64 equal boxes: 63 on average, above 120 once in 60,000 times."""
    counts = np.bincount((draws * 64).astype(int), minlength=64)
    expected = len(draws) / 64
    return float(((counts - expected) ** 2 / expected).sum())


def test_draws_are_even_over_seconds_people_and_purposes() -> None:
    many = np.arange(20_000, dtype=np.uint64)
    zero = np.zeros_like(many)
    assert fairness(rolls(1, 0, many, zero, zero)) < 120
    assert fairness(rolls(1, 0, zero, many, zero)) < 120
    assert fairness(rolls(1, 0, zero, zero, many)) < 120
    assert fairness(np.array([roll(1, second, 5, 6, 7) for second in range(20_000)])) < 120
    assert fairness(np.array([roll(seed, 0, 5, 6, 7) for seed in range(20_000)])) < 120


def test_neighbouring_seconds_have_nothing_to_do_with_each_other() -> None:
    draws = np.array([roll(3, second, 1, 2, 3) for second in range(5_000)])
    assert abs(np.corrcoef(draws[:-1], draws[1:])[0, 1]) < 0.06


def test_the_same_in_another_process_under_another_hash_seed() -> None:
    script = (
        "from kizuna.dice import key, roll;"
        "print(key('絆'), roll(7, -5, key('lee'), key('gaara'), key('notice')).hex())"
    )
    told = f"{key('絆')} {roll(7, -5, key('lee'), key('gaara'), key('notice')).hex()}\n"
    environment = {**os.environ, "PYTHONHASHSEED": "5", "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True,
        env=environment,
    )  # fmt: skip
    assert ran.stdout == told


def test_draws_last() -> None:
    """A chronicle begun with one version goes on with the next: these figures never change."""
    assert key("lee") == LEE
    assert roll(7, 3600, key("lee"), key("gaara"), key("notice")) == DRAWN
