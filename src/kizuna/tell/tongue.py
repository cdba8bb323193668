"""A tongue: what a telling needs to know of a language beyond its phrases.

Everything comes from the `grammar` table of a language's wording files: pronouns by case, how
somebody owns something, what joins a list, the names of spans of time, quotation marks. Code knows
how to use such a table and no language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kizuna.clock import DAY, HOUR, MINUTE, MONTH, WEEK, YEAR
from kizuna.tell.phrases import Phrases, phrases_for

UNITS = (("year", YEAR), ("month", MONTH), ("week", WEEK), ("day", DAY), ("hour", HOUR),
         ("minute", MINUTE))  # fmt: skip
STRAIGHT = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language: its phrases and its small grammar."""

    language: str
    phrases: Phrases

    @property
    def grammar(self) -> Mapping[str, Any]:
        """The table all else is read from."""
        return self.phrases.table("grammar")

    def pronoun(self, kind: str, part: str) -> str:
        """ "him" for ("he", "them"): `kind` is he, she, they, I or you."""
        return str(self.grammar["pronouns"][kind][part])

    def owned(self, name: str) -> str:
        """ "Lee's"; what follows is owned."""
        ending = "after s" if name[-1:].lower() in self.grammar["s like"] else "owner"
        return str(self.grammar[ending]).replace("{name}", name)

    def joined(self, parts: Sequence[str]) -> str:
        """ "a", "a and b", "a, b and c"."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.grammar['and']} {parts[-1]}"

    def number(self, count: int) -> str:
        """A small number as a word."""
        words = self.grammar["numbers"]
        if 0 <= count < len(words):
            return str(words[count])
        return str(self.grammar["tens"].get(count, count))

    def span(self, seconds: int) -> str:
        """ "three hours", "a week": a stretch of time as one tells it."""
        for name, unit_s in UNITS:
            count = round(seconds / unit_s)
            if seconds >= unit_s:
                one, many = self.grammar["units"][name]
                return str(one) if count == 1 else f"{self.number(count)} {many}"
        return str(self.grammar["moment"])

    def quoted(self, text: str) -> str:
        """With the quotation marks of the language."""
        left, right = self.grammar["quotes"]
        return STRAIGHT.sub(rf"{left}\1{right}", text)


def tongue_for(language: str, world: str, own: Mapping[str, str]) -> Tongue:
    """A language with the phrases of a world (see `phrases_for`)."""
    return Tongue(language, phrases_for(language, world, own))
