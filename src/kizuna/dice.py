"""Dice with addresses: a draw depends on what it is for, never on what was drawn before.

A draw's address is (seed, story time, who, whom, purpose). Asking for the same address gives the
same number for ever, in any order, in any process; so removing something irrelevant from a story
changes no other draw. The numbers come from mixing 64-bit words (the finaliser of SplitMix64,
Steele, Lea & Flood 2014); one column form serves a town, one plain form a scene, equal to the bit.

    >>> roll(7, 3600, key("lee"), key("gaara"), key("notice")) < 1.0
    True
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

WORD = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
FIRST, SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
TO_UNIT = 1.0 / (1 << 53)

Keys: TypeAlias = NDArray[np.uint64]


def key(name: str) -> int:
    """A lasting 64-bit key for a name: the same in every process and version."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


def roll(seed: int, time: int, who: int, whom: int, purpose: int) -> float:
    """One draw, at least 0 and below 1."""
    return roll_from(half_address(seed, time, who), whom, purpose)


def half_address(seed: int, time: int, who: int) -> int:
    """What the addresses of all of somebody's draws at one moment have in common."""
    return _mix(_moment(seed, time) ^ who)


@lru_cache(maxsize=1)
def _moment(seed: int, time: int) -> int:
    """What the addresses of all draws of one moment have in common."""
    return _mix(_mix((seed & WORD) ^ GOLDEN) ^ (time & WORD))


def roll_from(half: int, whom: int, purpose: int) -> float:
    """The draw at the address of which `half_address` gave the first half."""
    return (_mix(_mix(half ^ whom) ^ purpose) >> 11) * TO_UNIT


def rolls(seed: int, time: int, who: Keys, whom: Keys, purpose: Keys) -> NDArray[np.float64]:
    """A column of draws, each equal to `roll` at the same address. Shapes broadcast."""
    column = _mix_column(np.uint64(_moment(seed, time)) ^ who)
    column = _mix_column(column ^ whom)
    column = _mix_column(column ^ purpose)
    return (column >> np.uint64(11)).astype(np.float64) * TO_UNIT


def _mix(word: int) -> int:
    word = (word + GOLDEN) & WORD
    word = ((word ^ (word >> 30)) * FIRST) & WORD
    word = ((word ^ (word >> 27)) * SECOND) & WORD
    return word ^ (word >> 31)


def _mix_column(column: Keys) -> Keys:
    column = column + np.uint64(GOLDEN)
    column = (column ^ (column >> np.uint64(30))) * np.uint64(FIRST)
    column = (column ^ (column >> np.uint64(27))) * np.uint64(SECOND)
    mixed: Keys = column ^ (column >> np.uint64(31))
    return mixed
