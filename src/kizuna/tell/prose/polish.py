"""Polish: sentences become paragraphs.

Whoever begins to speak begins a paragraph; what they do while speaking, and what goes on in them,
stays with it. A paragraph that has grown long ends. Quotation marks become those of the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from kizuna.tell.prose.page import Kind, Paragraph, Sentence
from kizuna.tell.tongue import Tongue

SAID = re.compile(r'"([^"]*)"')
TAG = 4
"""What stands around something said, and has no more words, only says who says it (a choice)."""
LONG = 5
"""Sentences after which a paragraph ends (a choice)."""


def breaks_before(sentence: Sentence, so_far: list[Sentence]) -> bool:
    """Whether a sentence begins a new paragraph."""
    if not so_far:
        return False
    speakers = {each.speaker for each in so_far if each.speaker}
    if sentence.speaker:
        return speakers != {sentence.speaker}
    if len(so_far) >= LONG:
        return True
    return bool(speakers) and _who(sentence) not in speakers


def _who(sentence: Sentence) -> str:
    roles = sentence.roles
    return roles.get("actor") or roles.get("who") or roles.get("by", "")


def paragraph(sentences: Iterable[Sentence], tongue: Tongue, kind: Kind = "body") -> Paragraph:
    """A paragraph with the quotation marks of its language."""
    told = list(sentences)
    after = [without_tag(one, before) for before, one in pairwise(told)]
    told = [*told[:1], *after]
    return Paragraph(tuple(replace(s, text=tidy(tongue.quoted(s.text))) for s in told), kind)


def without_tag(sentence: Sentence, before: Sentence) -> Sentence:
    """Whoever goes on speaking need not be named again: the words alone."""
    if not sentence.speaker or sentence.speaker != before.speaker:
        return sentence
    around = SAID.sub(" ", sentence.text).split()
    words = joined_speech(SAID.findall(sentence.text))
    return replace(sentence, text=f'"{words}"') if words and len(around) <= TAG else sentence


def joined_speech(parts: Sequence[str]) -> str:
    """The parts of something said as one: what goes on in small letters goes on after a comma."""
    words = ""
    for part in filter(None, parts):
        goes_on = words.endswith(",") and part[0].islower()
        words = f"{words} {part}" if goes_on else f"{ended(words)} {part}"
    return ended(words.strip())


def ended(words: str) -> str:
    """With a point at its end, if there is anything."""
    words = words.rstrip(",")
    return words if not words or words[-1] in ".!?…" else f"{words}."


def tidy(text: str) -> str:
    """Without doubled spaces and points."""
    text = " ".join(text.split())
    return text.replace("..", ".").replace(".”.", ".”").replace("?.", "?").replace("!.", "!")
