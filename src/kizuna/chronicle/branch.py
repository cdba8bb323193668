"""Branches: where a story parts from itself.

A branch is a parent, an address and a change. What the parent tells below that address is the
branch's own past and is not copied; what comes after it is told anew and kept beside it. So a
branch that has not been lived costs one line.

    main story   ─ dawn ─ greeting ─ quarrel ─ parting
                              └──── branch 1: no quarrel ─ supper

Branch 0 is the main story. A branch of a branch reads from both of them: `lineage` says how far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

MAIN = 0
"""The branch that the story was begun with."""


class Branch(NamedTuple):
    """One line of events. `parent` and `forked_at` are None for the main story alone.

    Events of the parent with addresses below `forked_at` belong to it too; `events` are its
    own, the last of them at `last`. `change` is what was changed where it parted, as plain JSON.
    """

    number: int
    parent: int | None
    forked_at: int | None
    change: Mapping[str, Any]
    events: int
    last: int | None


class Stretch(NamedTuple):
    """The part of one branch's own events that another branch reads: those below `until`."""

    branch: int
    until: int | None


def lineage(branches: Sequence[Branch], number: int) -> tuple[Stretch, ...]:
    """The stretches that tell a branch, the main story's first. KeyError for a branch unknown,
    ValueError for one that descends from itself."""
    by_number = {each.number: each for each in branches}
    found: list[Stretch] = []
    until: int | None = None
    at: int | None = number
    while at is not None:
        branch = by_number[at]
        found.append(Stretch(at, until))
        if len(found) > len(by_number):
            raise ValueError(f"branch {number} descends from itself")
        if branch.forked_at is not None:
            until = branch.forked_at if until is None else min(until, branch.forked_at)
        at = branch.parent
    return tuple(reversed(found))
