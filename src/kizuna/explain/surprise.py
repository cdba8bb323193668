"""How unexpected a match is, and why.

A greeting is no news and a confession is. Of each clause it is counted how many events of this
chronicle are like it, whoever they are about; one event in a thousand is worth ten bits (its
surprisal, -log2 of its share). A match is as surprising as its events are on average, so that a
long pattern is not surprising for its length; and half as often found is a bit more.

The idea, to rank what is found by how improbable its parts are in this very chronicle, is that of
"select the unexpected" (Kreminski and others 2022); the measure is a choice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2

from kizuna.event import Event
from kizuna.world.match.fit import loosely, resembles
from kizuna.world.pattern import Bindings, Pattern
from kizuna.world.pattern.clause import Likeness


@dataclass(frozen=True, slots=True)
class Surprise:
    """Bits, and the rarest step: its label, how many events are like it, of how many."""

    bits: float
    rarest: str
    like_it: int
    of: int


class Rarity:
    """How many events have been like each clause of some patterns, as they come."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.events = 0
        self._like: Counter[tuple[str, str]] = Counter()
        self._found: Counter[str] = Counter()
        self._of_kind: dict[str | None, list[tuple[tuple[str, str], Likeness, Bindings]]] = {}
        for pattern in patterns:
            nobody: Bindings = (None,) * len(pattern.variables)
            for clause in pattern.clauses:
                for kind in dict.fromkeys(hook.head[0] for hook in clause.hooks):
                    told = ((pattern.name, clause.label), loosely(clause.likeness), nobody)
                    self._of_kind.setdefault(kind, []).append(told)

    def see(self, event: Event) -> None:
        """Count one more event."""
        self.events += 1
        for kind in (event.kind, None):
            for step, loose, nobody in self._of_kind.get(kind, ()):
                if resembles(loose, event, nobody):
                    self._like[step] += 1

    def find(self, pattern: str) -> None:
        """Count one more match of a pattern."""
        self._found[pattern] += 1

    def surprise(self, pattern: str, labels: Sequence[str]) -> Surprise:
        """How unexpected it is that these steps of a pattern were filled."""
        bits = {label: self._bits(pattern, label) for label in labels}
        rarest = max(bits, key=bits.__getitem__)
        mean = sum(bits.values()) / len(bits) - log2(max(1, self._found[pattern]))
        return Surprise(round(mean, 2), rarest, self._like[pattern, rarest], self.events)

    def _bits(self, pattern: str, label: str) -> float:
        return log2(max(1, self.events) / max(1, self._like[pattern, label]))
