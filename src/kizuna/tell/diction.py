"""Diction: how somebody talks, as data.

What one is like is heard: the reserved are terse, the sociable use many words, the blunt come to
the point. A world's wording file can say it better, and add what only they would say:

    diction:
      shikamaru:
        is: [terse, dry]
        opens: {any: ["Hm."], did.obey_order did.ask: ["Troublesome."]}
        images: [a cloud that will not move]

`opens` and `closes` are short sentences that go before or after what is said, now and then: with
any words, or with those of some messages only, for not everything goes before a question or after
an apology. `images` are what a feeling of theirs is likened to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from kizuna.dice import TO_UNIT, key
from kizuna.tell.phrases import ANY

OFTEN = 0.22
"""How often something said begins, or ends, with words of one's own (a choice)."""

SHORT = 3
"""Fewer words than this are left as they are (a choice)."""
Own: TypeAlias = Mapping[str, tuple[str, ...]]
"""What only one person would say, by the message that it goes with."""

HEARD = {
    "terse": ("reserve", 0.55), "full": ("sociability", 0.65), "blunt": ("bluntness", 0.75),
    "formal": ("courtesy", 0.6), "warm": ("warmth", 0.7), "lively": ("impulse", 0.65),
    "dry": ("humour", 0.6),
}  # fmt: skip
"""From which trait and how much of it one talks like this (a choice)."""


@dataclass(frozen=True, slots=True)
class Diction:
    """How one talks, and what only they would say."""

    fits: frozenset[str] = frozenset()
    opens: Own = field(default_factory=dict)
    closes: Own = field(default_factory=dict)
    images: tuple[str, ...] = ()

    def said(self, words: str, message: str, salt: str) -> str:
        """What is said, now and then with words of their own before or after it."""
        opening = _drawn(_with(self.opens, message, words), f"opens {salt}")
        closing = _drawn(_with(self.closes, message, words), f"closes {salt}")
        if opening and not words.startswith(opening):
            return f"{opening} {words}"
        if closing and words.endswith("."):
            return f"{words} {closing}"
        return words


def diction_of(traits: Mapping[str, float], written: Mapping[str, Any]) -> Diction:
    """The diction of somebody with these traits, as far as nothing was written about it."""
    heard = [word for word, (trait, much) in HEARD.items() if traits.get(trait, 0.0) >= much]
    return Diction(
        fits=frozenset(written.get("is", heard)),
        opens=_own(written.get("opens", ())),
        closes=_own(written.get("closes", ())),
        images=tuple(written.get("images", ())),
    )


def _own(written: Any) -> Own:
    """Words of one's own by message, as they were written: a list goes with anything."""
    groups = written if isinstance(written, Mapping) else {ANY: written}
    return {each: tuple(words) for key, words in groups.items() for each in str(key).split()}


def _with(own: Own, message: str, words: str) -> tuple[str, ...]:
    """What goes with these words: what was written for their message, or what goes with anything
    that is said in whole sentences and is no question."""
    if message in own:
        return own[message]
    is_short = len(words.split()) < SHORT
    return () if is_short or words.endswith("?") else own.get(ANY, ())


def _drawn(words: tuple[str, ...], salt: str) -> str:
    """One of these words, or none; the same salt draws the same."""
    drawn = (key(salt) >> 11) * TO_UNIT / OFTEN
    return words[int(drawn * len(words))] if drawn < 1.0 and words else ""
