"""How strengths add up, fade, and show: arithmetic for one feeling or a whole column of them.

Every function takes plain floats, or NumPy columns in their place, and does the same operations
in the same order on both; so a scene of two and a town of a thousand agree to the last bit.

    >>> accumulate(0.5, 0.5)
    0.75
    >>> fade(0.8, elapsed_s=7200.0, half_life_s=3600.0)
    0.2
    >>> gained(1.0, gain=1.0)
    0.5
"""

from __future__ import annotations

import math
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Column: TypeAlias = NDArray[np.float64]
Amount = TypeVar("Amount", float, Column)

LONGEST_HALVINGS = 1100.0
"""After so many halvings nothing a float can hold is left."""

_TERMS = tuple((-math.log(2.0)) ** power / math.factorial(power) for power in range(12, -1, -1))


def between(value: Amount, low: float, high: float) -> Amount:
    """`value`, or the bound it has passed."""
    # Adding zero turns -0.0 into 0.0, which columns and plain floats would else clamp differently.
    if isinstance(value, np.ndarray):
        return np.clip(value, low, high) + 0.0
    return min(max(value, low), high) + 0.0


def accumulate(held: Amount, more: Amount, *, saturates: bool = True) -> Amount:
    """A feeling's strength when the same is felt again.

    Saturating, it is held + more - held * more with `more` clamped to 0..1: for a `held` in 0..1
    never above 1. Otherwise the plain sum, without a bound.
    """
    if not saturates:
        return held + more
    return held + between(more, 0.0, 1.0) * (1.0 - held)


def fade(strength: Amount, elapsed_s: Amount, half_life_s: Amount) -> Amount:
    """What is left of a strength after `elapsed_s` seconds: half for every half-life gone by.

    A closed form, so it may be read at any time and in any steps. An endless half-life
    (`math.inf`) keeps all. Columns must have one shape. Time before the feeling counts as none.
    """
    halvings = between(elapsed_s / half_life_s, 0.0, LONGEST_HALVINGS)
    if isinstance(halvings, np.ndarray):
        steps = np.floor(halvings + 0.5)
        return np.ldexp(strength * _half_to_the(halvings - steps), -steps.astype(np.int32))
    step = math.floor(halvings + 0.5)
    return math.ldexp(strength * _half_to_the(halvings - step), -step)


def fade_by_factor(strength: Amount, factor: float, elapsed_s: float) -> Amount:
    """The peer's exponential decay: `factor` of it is left after each second."""
    return strength * math.pow(factor, elapsed_s)


def fade_by_amount(strength: Amount, amount_per_s: float, elapsed_s: float) -> Amount:
    """The peer's linear decay. May fall below zero: then nothing is left."""
    return strength - amount_per_s * elapsed_s


def gained(strength: Amount, gain: float) -> Amount:
    """A strength or a mood squashed into -1..1, its sign kept; a larger `gain` squashes less."""
    scaled = gain * strength
    return scaled / (abs(scaled) + 1.0)


def _half_to_the(power: Amount) -> Amount:
    # The library's own powers of plain floats and of columns differ in the last bit on some
    # machines, so both forms sum this series: at most 1e-15 off for powers in -0.5..0.5.
    total = power * 0.0
    for term in _TERMS:
        total = total * power + term
    return total
