"""The verdict of a why not: what was asked, and what kept somebody from it.

Asked("gaara", "embrace", "naruto", "", 47210)
Verdict(asked, "outweighed", 47210, weighed=..., chosen=...)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kizuna.event import Event
from kizuna.explain.find import Described
from kizuna.world.expr import Tree

ROLES = {"i.": "actor", "j.": "target", "k.": "about", "ij.": "toward", "ik.": "toward_about"}
ROW = re.compile(r"\b(?:[ijk]|i[jk])\.")


def in_roles(spelling: str) -> str:
    """A spelling with rows told as roles: what was added to a condition names rows."""
    return ROW.sub(lambda row: f"{ROLES[row[0]]}.", spelling)


Told = Mapping[str, Any]
"""A possibility as reasons tell it: practice, score, weighed, target, about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who did not do something, at a story second: ids, "" for nobody in particular."""

    who: str
    practice: str
    target: str
    about: str
    at: int

    @classmethod
    def of(cls, described: Described, at: int) -> Asked:
        """What a description asks about."""
        who, target, about = (*described.people, "", "", "")[:3]
        return cls(who, described.practice or "", target, about, at)


@dataclass(frozen=True, slots=True)
class Missing:
    """A part of a condition that did not hold, as its author wrote it, and the values then; the
    part itself, and who was who in it."""

    text: str
    values: Mapping[str, float | bool]
    part: Tree | None = field(default=None, compare=False, repr=False)
    people: Mapping[str, str] = field(default_factory=dict)
    is_unseen: bool = False
    """Whether the one it is done to was elsewhere: then nothing of them could be seen."""

    def __str__(self) -> str:
        values = [f"{name} was {value_told(value)}" for name, value in self.values.items()]
        return f"“{self.text}” ({', '.join(values)})" if values else f"“{self.text}”"


def value_told(value: float | bool) -> str:
    """A value as it is told: yes, no, or with two places."""
    return ("no", "yes")[value] if isinstance(value, bool) else f"{value:.2f}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What kept somebody from it.

    `state` is one of SAYS; `moment` the second at which they last chose what to do; `missing` the
    parts of the condition that failed; `weighed` and `chosen` what was asked about and what was
    done instead, as reasons tell them; `event` what stands behind it, if it is one event.
    """

    asked: Asked
    state: str
    moment: int | None = None
    missing: tuple[Missing, ...] = ()
    weighed: Told | None = None
    chosen: Told | None = None
    event: Event | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def gap(self) -> float:
        """By how much it lost; 0 where nothing was weighed."""
        if self.weighed is None or self.chosen is None:
            return 0.0
        return float(self.chosen["score"]) - float(self.weighed["score"])

    @property
    def tipping(self) -> dict[str, float]:
        """The considerations against it that alone would have turned the choice."""
        weighed = {} if self.weighed is None else self.weighed["weighed"]
        return {name: value for name, value in weighed.items() if -value >= self.gap > 0}
