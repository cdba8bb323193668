"""Feelings fade by half and half, add up without passing all, and are eased by shares."""

from hypothesis import given
from hypothesis import strategies as st

from kizuna.state.feeling import FEELING_ROW, FEELINGS, Cells

STRENGTH = st.floats(0.0, 1.0)
HALF_LIFE = st.floats(60.0, 1e7)
LATER = st.integers(0, 10**8)
JOY = FEELING_ROW["joy"]


def felt(strength: float, half_life: float = 3600.0) -> Cells:
    cells = Cells()
    cells.feel(JOY, 0, strength, half_life, seq=7, now=0)
    return cells


def test_half_is_left_after_a_half_life() -> None:
    assert felt(0.8).left(JOY, 0, 3600) == 0.4
    assert felt(0.8).left(JOY, 0, 7200) == 0.2


@given(STRENGTH, HALF_LIFE, LATER, LATER)
def test_feelings_only_fade(strength: float, half_life: float, one: int, other: int) -> None:
    cells = felt(strength, half_life)
    sooner, later = sorted((one, other))
    assert 0 <= cells.left(JOY, 0, later) <= cells.left(JOY, 0, sooner) <= strength


@given(st.lists(st.tuples(STRENGTH, HALF_LIFE, st.integers(0, 10_000)), min_size=1, max_size=9))
def test_feeling_it_again_never_passes_all(again: list[tuple[float, float, int]]) -> None:
    cells, now = Cells(), 0
    for strength, half_life, passed in again:
        now += passed
        before = cells.left(JOY, 0, now)
        cells.feel(JOY, 0, strength, half_life, seq=now, now=now)
        assert max(before, strength) - 1e-12 <= cells.left(JOY, 0, now) <= 1.0 + 1e-12


@given(STRENGTH, STRENGTH, LATER)
def test_easing_takes_a_share(strength: float, share: float, now: int) -> None:
    cells = felt(strength)
    before = cells.left(JOY, 0, now)
    cells.ease(JOY, 0, share, now)
    assert abs(cells.left(JOY, 0, now) - before * (1 - share)) < 1e-9


def test_the_stronger_says_what_it_is_about() -> None:
    cells = felt(0.8)
    cells.feel(JOY, 0, 0.1, 3600.0, seq=9, now=0)
    assert cells.about[JOY, 0] == 7
    cells.feel(JOY, 0, 0.95, 3600.0, seq=11, now=0)
    assert cells.about[JOY, 0] == 11


@given(STRENGTH, HALF_LIFE, LATER)
def test_one_is_read_as_all_are(strength: float, half_life: float, now: int) -> None:
    cells = felt(strength, half_life)
    column = cells.left_in(slice(0, 1), now)
    assert column.shape == (len(FEELINGS), 1)
    assert column[JOY, 0] == cells.left(JOY, 0, now)
