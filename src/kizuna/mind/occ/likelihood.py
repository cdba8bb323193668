"""How likely is it now? What news does to a belief about a concern.

News is absolute ("it stands so and so well with it") or incremental ("it stands better by so
much"), or a function of the world says outright. Something achieved stays achieved and something
failed stays failed; only what must be kept up, a maintenance concern, can be lost and won again.

    >>> revise(0.5, news(1.0, 0.6))
    0.8
    >>> revise(0.8, news(1.0, 0.6), incremental=True)
    1.0
"""

from __future__ import annotations

import numpy as np

from kizuna.mind.occ.rules import DEFAULT, Rules
from kizuna.mind.occ.strength import Amount, between


def news(likelihood: Amount, congruence: Amount) -> Amount:
    """How an event speaks for a concern, -1..1: how sure it is times how well it bears on it."""
    return between(likelihood, -1.0, 1.0) * between(congruence, -1.0, 1.0)


def revise(
    likelihood: Amount, said: Amount, *, incremental: bool = False, rules: Rules = DEFAULT
) -> Amount:
    """The likelihood after news `said` (-1..1); locks are the caller's to ask (`is_locked`).

    In 0..1, but under the peer's rules incremental news may take it down to -1.
    """
    moved = likelihood + said if incremental else (said + 1.0) / 2.0
    if rules.unit_likelihood:
        return _in_unit(moved, rules.tolerance)
    return between(moved, -1.0, 1.0)


def as_computed(likelihood: Amount, rules: Rules = DEFAULT) -> Amount:
    """The likelihood that a function of the world gave, taken as it is by the peer's rules."""
    return _in_unit(likelihood, rules.tolerance) if rules.unit_likelihood else likelihood


def is_settled(likelihood: float, rules: Rules = DEFAULT) -> bool:
    """Has it come about for certain, or failed for certain?"""
    return likelihood >= 1.0 - rules.tolerance or likelihood <= rules.tolerance


def is_locked(likelihood: float, *, maintenance: bool = False, rules: Rules = DEFAULT) -> bool:
    """Can news no longer move it? A maintenance concern is never locked."""
    if maintenance:
        return False
    failed = rules.tolerance if rules.failure_locks else -1.0
    return likelihood >= 1.0 - rules.tolerance or likelihood <= failed


def _in_unit(value: Amount, tolerance: float) -> Amount:
    # Five steps of 0.1 from 0.5 make 0.9999999999999999: near enough is made exact.
    if isinstance(value, np.ndarray):
        raised = np.where(value >= 1.0 - tolerance, 1.0, value)
        return np.where(value <= tolerance, 0.0, raised)
    if value >= 1.0 - tolerance:
        return 1.0
    return 0.0 if value <= tolerance else value
