"""The same appraisal for many at once: columns in, a table of strengths out.

A town's moment touches many concerns and has many observers. Each function here is the twin of one
in `outcome`: a row in place of a call, and a table of shape (kinds, rows) in place of a tuple, with
0 where nothing is felt. Every number equals the plain one to the last bit, so the engine may take
whichever is cheaper. Only the order in which feelings arise is not told, and feelings of no
strength, which the peer's rules store, cannot be.

    >>> table = inner_columns(np.array([0.5, 1.0]), np.array([0.9, 0.5]), np.array([0.0, 0.8]))
    >>> table.shape, float(table[KINDS.index("disappointment"), 0])
    ((24, 2), 0.45)
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kizuna.mind.occ.kinds import KINDS, Kind
from kizuna.mind.occ.outcome import merit, startled
from kizuna.mind.occ.rules import DEFAULT, Rules
from kizuna.mind.occ.strength import Column

Flags: TypeAlias = NDArray[np.bool_]

NOBODY, ONESELF, ANOTHER = 0, 1, 2
"""Who did it, as the row's own person sees it. For an observer, a deed done by the owner of the
concern to themselves counts as nobody's."""

ROW: dict[Kind, int] = {kind: row for row, kind in enumerate(KINDS)}


def own_columns(
    utility: Column,
    before: Column,
    after: Column,
    doer: NDArray[np.int8],
    meaning: Column,
    rules: Rules = DEFAULT,
) -> Column:
    """What owners feel: `appraise_own` row by row.

    `doer` holds NOBODY, ONESELF or ANOTHER; `meaning` has shape (4, rows): intent, benevolence,
    cost, obligation. ValueError when a likelihood is outside 0..1 (default rules).
    """
    if rules.unit_likelihood:
        _check_unit(before, after, rules.tolerance)
    table = inner_columns(utility, before, after, rules)
    desirability = utility * (after - before)
    is_good, strength = desirability >= 0.0, abs(desirability)
    thanks, blame = strength, strength
    if rules.weighs_meaning:
        thanks, blame = strength * merit(*meaning[1:]), strength * meaning[0]
    done = doer == ANOTHER
    _put(table, "gratitude", done & is_good, thanks, rules)
    _put(table, "anger", done & ~is_good, blame, rules)
    if rules.own_deeds:
        _put(table, "pride", (doer == ONESELF) & is_good, strength, rules)
        _put(table, "shame", (doer == ONESELF) & ~is_good, strength, rules)
    return table


def other_columns(
    desirability: Column,
    like: Column,
    doer: NDArray[np.int8],
    meaning: Column,
    rules: Rules = DEFAULT,
) -> Column:
    """What observers feel, none of them an owner: `appraise_other` row by row.

    `desirability` is for the owner, `like` toward the owner; `doer` and `meaning` as they are to
    the observer. Happy-for, resentment, pity, gloating, gratification and remorse are toward the
    owner; admiration and anger are toward the doer.
    """
    table = np.zeros((len(KINDS), len(desirability)))
    is_good, is_fond = desirability >= 0.0, like >= 0.0
    shared = abs(desirability * like)
    _put(table, "happy_for", is_good & is_fond, shared, rules)
    _put(table, "resentment", is_good & ~is_fond, shared, rules)
    _put(table, "pity", ~is_good & is_fond, shared, rules)
    _put(table, "gloating", ~is_good & ~is_fond, shared, rules)
    did = (doer == ONESELF) & is_fond
    _put(table, "gratification", did & is_good, shared, rules)
    _put(table, "remorse", did & ~is_good, shared, rules)
    if rules.stands_by:
        saw = (doer == ANOTHER) & (like > 0.0)
        _put(table, "admiration", saw & is_good, desirability * like * merit(*meaning[1:]), rules)
        _put(table, "anger", saw & ~is_good, -desirability * like * meaning[0], rules)
    return table


def inner_columns(utility: Column, before: Column, after: Column, rules: Rules = DEFAULT) -> Column:
    """What owners feel about the matter itself: `inner` row by row."""
    table = np.zeros((len(KINDS), len(utility)))
    desirability = utility * (after - before)
    strength = abs(desirability)
    moved, is_wanted = strength > rules.tolerance, utility >= 0.0
    came = moved & (abs(after - 1.0) <= rules.tolerance)
    failed = moved & ~came & (abs(after) <= rules.tolerance)
    is_open = moved & ~came & ~failed & (after > 0.0) & (after < 1.0)
    foreseen, upset = came & _likely(before, rules), failed & _unlikely_to_fail(before, rules)
    _put(table, "hope", is_open & (desirability > 0.0), strength, rules)
    _put(table, "fear", is_open & ~(desirability > 0.0), strength, rules)
    _put(table, "satisfaction", foreseen & is_wanted, strength, rules)
    _put(table, "fears_confirmed", foreseen & ~is_wanted, strength, rules)
    _put(table, "disappointment", upset & is_wanted, strength, rules)
    _put(table, "relief", upset & ~is_wanted, strength, rules)
    _put(table, "joy", (came & is_wanted) | (failed & ~is_wanted), strength, rules)
    _put(table, "distress", (came & ~is_wanted) | (failed & is_wanted), strength, rules)
    if rules.surprises:
        upset |= came & ~foreseen
        np.copyto(table[ROW["surprise"]], startled(utility, before), where=upset)
    return table


def _likely(before: Column, rules: Rules) -> Flags:
    return before >= 0.5 - rules.tolerance if rules.even_odds_confirm else before > 0.5


def _unlikely_to_fail(before: Column, rules: Rules) -> Flags:
    return before > 0.5 + rules.tolerance if rules.hope_lost_disappoints else before < -0.5


def _put(table: Column, kind: Kind, where: Flags, strength: Column, rules: Rules) -> None:
    np.copyto(table[ROW[kind]], strength, where=where & (strength > rules.tolerance))


def _check_unit(before: Column, after: Column, tolerance: float) -> None:
    low, high = -tolerance, 1.0 + tolerance
    for column in (before, after):
        if not np.all((column >= low) & (column <= high)):
            raise ValueError("a likelihood lies in 0..1; in these columns some do not")
