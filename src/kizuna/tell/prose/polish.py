"""Polish: sentences become paragraphs.

Whoever begins to speak begins a paragraph, and begins another for what they say next, so that no
two speeches run into each other; what they do while speaking, and what goes on in them, stays with
it. A paragraph that has grown long ends. Quotation marks become those of the language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kizuna.tell.prose.page import Kind, Paragraph, Sentence
from kizuna.tell.prose.phrase import ENDS
from kizuna.tell.tongue import Tongue

LONG = 5
"""Sentences after which a paragraph ends (a choice)."""


BEGINS = ("arrived", "found", "reflex.wish", "died", "operated")
"""How messages begin that tell of something with which a paragraph begins: somebody comes, a life
is saved or lost."""
FRAME = "opening."


def _is_frame(sentence: Sentence) -> bool:
    return sentence.message.startswith(FRAME) or sentence.message == "happening"


def breaks_before(sentence: Sentence, so_far: list[Sentence]) -> bool:
    """Whether a sentence begins a new paragraph."""
    if not so_far:
        return False
    speakers = {each.speaker for each in so_far if each.speaker}
    if sentence.speaker:
        return speakers != {sentence.speaker} or sentence.text.startswith('"')
    if len(so_far) >= LONG:
        return True
    if sentence.message.startswith(BEGINS) and not all(map(_is_frame, so_far)):
        return True
    return bool(speakers) and _who(sentence) not in speakers


def _who(sentence: Sentence) -> str:
    roles = sentence.roles
    return roles.get("actor") or roles.get("who") or roles.get("by", "")


def led(sentences: Sequence[Sentence], names: Iterable[str]) -> list[Sentence]:
    """A paragraph in which where and when it is leads into what happens then: "In the sickroom,
    toward evening, Gaara sat down." What is said or asked stands by itself, and what is at another
    moment."""
    starts = tuple(names)
    told: list[Sentence] = []
    for each in sentences:
        lead = told[-1].lead if told else ""
        if lead and _can_be_led(each, lead):
            before = told.pop()
            template = f"{before.template} {each.template}"
            text = f"{lead} {each.text}"
            if not each.text.startswith(starts) and not lead.endswith(":"):
                text = f"{lead.removesuffix(',')}, {each.text[:1].lower()}{each.text[1:]}"
            told.append(replace(each, text=text, template=template))
        else:
            told.append(each)
    return told


def _can_be_led(sentence: Sentence, lead: str) -> bool:
    first = ENDS.split(sentence.text)[0]
    is_plain = '"' not in first and not first.endswith("?")
    has_two_colons = ":" in first and lead.endswith(":")
    return is_plain and not has_two_colons and not _is_frame(sentence)


def paragraph(sentences: Iterable[Sentence], tongue: Tongue, kind: Kind = "body") -> Paragraph:
    """A paragraph with the quotation marks of its language."""
    told = (replace(each, text=tidy(tongue.quoted(each.text))) for each in sentences)
    return Paragraph(tuple(told), kind)


def tidy(text: str) -> str:
    """Without doubled spaces and points."""
    text = " ".join(text.split())
    return text.replace("..", ".").replace(".”.", ".”").replace("?.", "?").replace("!.", "!")
