"""Beliefs: propositions somebody holds more or less true, with the events they rest on.

A proposition is a predicate about people, places and names, written `hates(naruto, gaara)`. The
holder's confidence is kept as log-odds, so that independent evidence adds up; propositions that
exclude each other are rivals (see the predicates of the commons). An open question is a
proposition with a gap, `harmed(?, naruto)`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp, log

PROPOSITION = re.compile(r"([a-z_]+)\(([^()]*)\)")
GAP = "?"


@dataclass(frozen=True, slots=True)
class Proposition:
    """A predicate and the names it is said of."""

    predicate: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.predicate}({', '.join(self.names)})"

    @property
    def is_question(self) -> bool:
        """Whether it has a gap to be filled."""
        return GAP in self.names


@lru_cache(maxsize=65536)
def proposition(text: str) -> Proposition:
    """The proposition a text says. ValueError when it says none."""
    found = PROPOSITION.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is not a proposition: write 'predicate(name, name)'")
    names = tuple(name.strip() for name in found.group(2).split(",") if name.strip())
    return Proposition(found.group(1), names)


def odds_of(confidence: float) -> float:
    """Log-odds of a confidence strictly between 0 and 1."""
    return log(confidence / (1.0 - confidence))


def confidence_of(odds: float) -> float:
    """Confidence, 0 to 1, of log-odds."""
    return 1.0 / (1.0 + exp(-odds))


@dataclass(frozen=True, slots=True)
class Belief:
    """One proposition as one person holds it."""

    proposition: Proposition
    odds: float
    secrecy: float = 0.0
    weight: float = 0.0
    soreness: float = 0.0
    source: int = -1
    is_common: bool = False
    learned_at: int = 0
    evidence: tuple[int, ...] = ()

    @property
    def confidence(self) -> float:
        """How sure its holder is, 0 to 1."""
        return confidence_of(self.odds)


@dataclass(slots=True)
class Beliefs:
    """What everybody believes, and what each believes the others have been told; `writes` counts
    by holder how often they came to believe something."""

    of: list[dict[str, Belief]] = field(default_factory=list)
    told: list[dict[tuple[int, str], int]] = field(default_factory=list)
    writes: list[int] = field(default_factory=list)

    def reach(self, people: int) -> None:
        """Make room for this many people."""
        while len(self.of) < people:
            self.of.append({})
            self.told.append({})
            self.writes.append(0)

    def held(self, holder: int, text: str) -> Belief | None:
        """A belief, or None when the holder never thought of it."""
        return self.of[holder].get(text)

    def confidence(self, holder: int, text: str) -> float:
        """How sure the holder is; 0 for what was never thought of."""
        belief = self.of[holder].get(text)
        return 0.0 if belief is None else belief.confidence

    def hold(self, holder: int, belief: Belief) -> None:
        """Hold a belief in place of any earlier one about the same proposition."""
        self.of[holder][str(belief.proposition)] = belief
        self.writes[holder] += 1

    def thinks_knows(self, holder: int, other: int, text: str) -> bool:
        """Whether the holder believes that the other has been told (beliefs about beliefs)."""
        return (other, text) in self.told[holder]
