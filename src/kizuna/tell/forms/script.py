"""Script: a telling as it would be played: scene headings, who speaks, what is seen.

    THE BONE FOREST, toward noon

    GAARA
        I was always alone.

What goes on inside people stands in brackets, for whoever plays them. Made from a telling in the
present tense.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from kizuna.tell.prose.page import Passage, Sentence, Telling
from kizuna.tell.tongue import Tongue

TAG = 4
"""What stands around something said, and has no more words than this, only says who says it."""


def as_script(telling: Telling, tongue: Tongue, width: int = 72) -> str:
    """A script as plain text. Ends with a line break."""
    return "\n".join(_script(telling, tongue, width)) + "\n"


def _script(telling: Telling, tongue: Tongue, width: int) -> Iterator[str]:
    yield telling.title.upper()
    for chapter in telling.chapters:
        yield from ("", chapter.title.upper())
        for passage in chapter.passages:
            yield from ("", _heading(passage, telling))
            for paragraph in passage.paragraphs:
                for sentence in paragraph.sentences:
                    yield from _played(sentence, telling, tongue, width)


def _heading(passage: Passage, telling: Telling) -> str:
    return telling.places.get(passage.place, "—").upper()


def _played(sentence: Sentence, telling: Telling, tongue: Tongue, width: int) -> Iterator[str]:
    said, seen = parted(sentence.text, tongue)
    how = ""
    if said and seen[:1].islower():
        how, seen = seen.partition(",")[2].strip(" ."), ""
    if seen and (not said or len(seen.split()) > TAG):
        shown = f"({seen})" if sentence.is_inner else seen
        yield from ("", textwrap.fill(shown, width))
    if said:
        speaker = telling.names.get(sentence.speaker, sentence.speaker).upper()
        yield from ("", f"{speaker} ({how})" if how else speaker)
        yield textwrap.fill(said, width, initial_indent="    ", subsequent_indent="    ")


def parted(text: str, tongue: Tongue) -> tuple[str, str]:
    """What is said in a sentence, and what stands around it."""
    left, right = (re.escape(mark) for mark in tongue.grammar["quotes"])
    quoted = re.compile(f"{left}([^{right}]*){right}")
    said = _joined(quoted.findall(text))
    seen = " ".join(quoted.sub(" ", text).split()).strip(" ,")
    return said, seen


def _joined(parts: Sequence[str]) -> str:
    """The parts of something said as one: what goes on in small letters goes on after a comma."""
    words = ""
    for part in filter(None, parts):
        goes_on = words.endswith(",") and part[0].islower()
        words = f"{words} {part}" if goes_on else f"{_ended(words)} {part}"
    return _ended(words.strip())


def _ended(words: str) -> str:
    """With a point at its end, if there is anything."""
    words = words.rstrip(",")
    return words if not words or words[-1] in ".!?…" else f"{words}."
