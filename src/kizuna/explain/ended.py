"""What ended otherwise: bonds, beliefs and commitments at the ends of two branches.

Bonds are what their memories add up to at the same second, the later of the two ends, so that
neither branch has faded longer than the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np

from kizuna.state.memory import VALUES
from kizuna.state.table import NONE
from kizuna.state.whole import Whole

WORTH_TELLING = 0.02
"""A bond or a belief that ended this much otherwise is told of (a choice)."""


@dataclass(frozen=True, slots=True)
class BondEnd:
    """One number of a bond at both ends, -1 to 1."""

    from_: str
    toward: str
    name: str
    here: float
    there: float


@dataclass(frozen=True, slots=True)
class BeliefEnd:
    """How sure somebody was of something at both ends, 0 to 1; None: never thought of."""

    who: str
    proposition: str
    here: float | None
    there: float | None


@dataclass(frozen=True, slots=True)
class CommitmentEnd:
    """How a commitment stood at both ends; None: never made."""

    name: str
    kind: str
    by: str
    to: str
    here: str | None
    there: str | None


@dataclass(frozen=True, slots=True)
class Ended:
    """All that ended otherwise, and how many bonds, beliefs and commitments ended the same."""

    bonds: tuple[BondEnd, ...]
    beliefs: tuple[BeliefEnd, ...]
    commitments: tuple[CommitmentEnd, ...]
    same_bonds: int
    same_beliefs: int
    same_commitments: int


def ended_otherwise(here: Whole, there: Whole) -> Ended:
    """Two states side by side."""
    now = max(here.now, there.now)
    bonds, pairs = _bonds(bonds_at(here, now), bonds_at(there, now))
    beliefs = list(_beliefs(here, there))
    commitments = list(_commitments(here, there))
    differing = tuple(sorted(filter(_differs, beliefs), key=lambda each: -_by(each)))
    broken = tuple(each for each in commitments if each.here != each.there)
    return Ended(
        bonds, differing, broken, pairs - len({(each.from_, each.toward) for each in bonds}),
        len(beliefs) - len(differing), len(commitments) - len(broken),
    )  # fmt: skip


Bonds = Mapping[tuple[str, str], Mapping[str, float]]


def bonds_at(whole: Whole, now: int) -> Bonds:
    """What lies from whom toward whom at a second: affection and the rest, -1 to 1."""
    rows = np.arange(whole.memories.numbers.count)
    sums = whole.memories.sums(rows, whole.bonds.count, now)
    ids = whole.people.ids
    return {
        (ids[from_], ids[toward]): {
            name: round(float(sums[index, row]), 4) for index, name in enumerate(VALUES)
        }
        for (from_, toward), row in whole.bonds.row.items()
    }


def _bonds(here: Bonds, there: Bonds) -> tuple[tuple[BondEnd, ...], int]:
    found = []
    pairs = tuple(dict.fromkeys((*here, *there)))
    for pair in pairs:
        ours, theirs = here.get(pair, {}), there.get(pair, {})
        for name in VALUES:
            end = BondEnd(*pair, name, ours.get(name, 0.0), theirs.get(name, 0.0))
            if abs(end.here - end.there) >= WORTH_TELLING:
                found.append(end)
    found.sort(key=lambda each: -abs(each.here - each.there))
    return tuple(found), len(pairs)


def _differs(end: BeliefEnd) -> bool:
    if end.here is None or end.there is None:
        return end.here is not end.there
    return _by(end) >= WORTH_TELLING


def _by(end: BeliefEnd) -> float:
    """By how much one is surer of it than the other; what was never thought of counts as nothing
    believed."""
    return abs((end.here or 0.0) - (end.there or 0.0))


def _beliefs(here: Whole, there: Whole) -> Iterator[BeliefEnd]:
    for who in dict.fromkeys((*here.people.ids, *there.people.ids)):
        ours, theirs = _held(here, who), _held(there, who)
        for text in dict.fromkeys((*ours, *theirs)):
            yield BeliefEnd(who, text, ours.get(text), theirs.get(text))


def _held(whole: Whole, who: str) -> dict[str, float]:
    row = whole.people.row.get(who, NONE)
    held = {} if row == NONE else whole.beliefs.of[row]
    return {text: round(belief.confidence, 4) for text, belief in held.items()}


def _commitments(here: Whole, there: Whole) -> Iterator[CommitmentEnd]:
    ours, theirs = _made(here), _made(there)
    for key in dict.fromkeys((*ours, *theirs)):
        before, after = ours.get(key, []), theirs.get(key, [])
        for one, other in _zipped(before, after):
            yield CommitmentEnd(*key, one, other)


def _made(whole: Whole) -> dict[tuple[str, str, str, str], list[str]]:
    found: dict[tuple[str, str, str, str], list[str]] = {}
    ids = [*whole.people.ids, ""]
    for each in whole.commitments.all.values():
        key = (each.name, each.kind, ids[each.by], ids[each.to])
        found.setdefault(key, []).append(each.status)
    return found


def _zipped(one: list[str], other: list[str]) -> Iterator[tuple[str | None, str | None]]:
    longest = max(len(one), len(other))
    padded = [chain(each, [None] * (longest - len(each))) for each in (one, other)]
    return zip(*padded, strict=True)
