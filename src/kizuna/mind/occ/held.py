"""Feelings somebody holds: a short list, in the order in which they first arose.

Felt again, a feeling grows in its place; with time it fades and goes. Under the default rules a
feeling is held together with what it is about, so hope for one thing is not hope for another, and
goes when that thing is settled. The peer knows only the kind. The engine holds its people's
feelings in columns; this list is for models of a few, and to see the rules at work.

    >>> held = added([], Felt("hope", 0.5, "lee", None, "match", 7))
    >>> held = added(held, Felt("hope", 0.5, "lee", None, "match", 8))
    >>> held
    [Held(kind='hope', strength=0.75, concern='match', source=8)]
    >>> settled(held, "match")
    []
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from kizuna.mind.occ.kinds import PROSPECTS, Kind
from kizuna.mind.occ.outcome import Felt, Id
from kizuna.mind.occ.rules import DEFAULT, Rules
from kizuna.mind.occ.strength import accumulate


class Held(NamedTuple):
    """A feeling somebody has. `concern` and `source` are None under rules that forget them."""

    kind: Kind
    strength: float
    concern: Id | None
    source: Id | None


def added(feelings: list[Held], more: Felt, rules: Rules = DEFAULT) -> list[Held]:
    """The list with one more feeling in it; `source` tells the event that last stirred it."""
    new = Held(
        more.kind,
        accumulate(0.0, more.strength, saturates=rules.saturates),
        more.concern if rules.keeps_about else None,
        more.source if rules.keeps_about else None,
    )
    for place, held in enumerate(feelings):
        if (held.kind, held.concern) == (new.kind, new.concern):
            strength = accumulate(held.strength, more.strength, saturates=rules.saturates)
            again = new._replace(strength=strength)
            return [*feelings[:place], again, *feelings[place + 1 :]]
    return [*feelings, new]


def settled(feelings: list[Held], concern: Id) -> list[Held]:
    """The list without the hope and fear that were about a concern now settled."""
    return [held for held in feelings if held.concern != concern or held.kind not in PROSPECTS]


def faded(
    feelings: list[Held], fade: Callable[[float], float], rules: Rules = DEFAULT
) -> list[Held]:
    """The list after `fade`, which says what is left of a strength; what is over is gone."""
    kept: list[Held] = []
    is_spared = False
    for held in feelings:
        left = held.strength if is_spared else fade(held.strength)
        is_over = left <= rules.tolerance if rules.drops_nothings else left < 0.0
        # The peer removes an entry from the list it is walking, and so passes over the next.
        is_spared = is_over and not is_spared and not rules.fades_every_entry
        if not is_over:
            kept.append(held._replace(strength=left))
    return kept


def summed(feelings: Iterable[Held], rules: Rules = DEFAULT) -> dict[Kind, float]:
    """Strength of each kind, whatever it is about."""
    total: dict[Kind, float] = {}
    for held in feelings:
        before = total.get(held.kind, 0.0)
        total[held.kind] = accumulate(before, held.strength, saturates=rules.saturates)
    return total
