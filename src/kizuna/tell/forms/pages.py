"""Pages: a telling as plain text for a terminal, and as markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from kizuna.tell.prose.page import Chapter, Paragraph, Telling

WIDTH = 78
"""Letters in a line of plain text (a choice)."""
BREAK = "* * *"


def as_text(telling: Telling, width: int = WIDTH) -> str:
    """Plain text, wrapped at so many letters. Ends with a line break."""
    return "\n".join(_text(telling, width)) + "\n"


def _text(telling: Telling, width: int) -> Iterator[str]:
    yield telling.title
    yield "=" * len(telling.title)
    if telling.subtitle:
        yield telling.subtitle
    for chapter in telling.chapters:
        yield from ("", "", chapter.title, "-" * len(chapter.title))
        for number, passage in enumerate(chapter.passages):
            if number and needs_break(chapter, number):
                yield from ("", BREAK.center(width).rstrip())
            for each in passage.paragraphs:
                yield from ("", textwrap.fill(each.text, width, break_on_hyphens=False))


def needs_break(chapter: Chapter, number: int) -> bool:
    """Whether a passage is set off from the one before it: no break where words lead over."""
    opening = chapter.passages[number].paragraphs[0].kind
    return opening != "passing" and chapter.passages[number - 1].place != ""


def as_markdown(telling: Telling, intro: str = "") -> str:
    """Markdown; inner speech stays as it is, and each scene is set off by a rule."""
    return "\n\n".join(_markdown(telling, intro)) + "\n"


def _markdown(telling: Telling, intro: str) -> Iterator[str]:
    yield f"# {telling.title}"
    if telling.subtitle:
        yield f"*{telling.subtitle}*"
    if intro:
        yield intro
    for chapter in telling.chapters:
        yield f"## {chapter.title}"
        for number, passage in enumerate(chapter.passages):
            if number and needs_break(chapter, number):
                yield BREAK
            yield from (_escaped(each) for each in passage.paragraphs)


def _escaped(paragraph: Paragraph) -> str:
    return paragraph.text.replace("*", r"\*").replace("_", r"\_")
