"""Choosing among the wordings of a message: one that fits, and not the one just used.

A telling that draws its wordings at random repeats itself soon; one that takes them in turn sounds
like a list. The chooser remembers when each was last used, prefers what fits the moment closely,
and lets a draw with an address decide the rest: the same story is told in the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kizuna.dice import TO_UNIT, key
from kizuna.tell.phrases import Variant

CLOSE_FIT = 0.4
"""How much each thing that fits counts, beside a draw from 0 to 1 (a choice)."""
JUST_USED = 1.6
"""How much it counts against a wording that it was used just now (a choice)."""


@dataclass(slots=True)
class Chooser:
    """When each wording was last used. One that `varies` not always takes the first that fits."""

    varies: bool = True
    used: dict[str, int] = field(default_factory=dict)
    picks: dict[str, int] = field(default_factory=dict)

    def ranked(
        self, message: str, variants: Sequence[Variant], fits: frozenset[str], salt: str
    ) -> list[Variant]:
        """The wordings that fit, the best first."""
        fitting = [each for each in variants if each.fits <= fits]
        if not self.varies:
            return fitting
        now, many = self.picks.get(message, 0), len(fitting)
        return sorted(fitting, key=lambda each: self._rank(each, now, many, salt))

    def use(self, message: str, template: str) -> None:
        """Note that a wording is used."""
        self.picks[message] = self.used[template] = self.picks.get(message, 0) + 1

    def _rank(self, variant: Variant, now: int, many: int, salt: str) -> float:
        drawn = (key(f"{salt} {variant.template}") >> 11) * TO_UNIT
        last = self.used.get(variant.template)
        fresh = 1.0 if last is None else min(1.0, (now - last) / max(many, 1))
        return drawn - CLOSE_FIT * len(variant.fits) + JUST_USED * (1.0 - fresh)
