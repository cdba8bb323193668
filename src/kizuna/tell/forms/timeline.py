"""Timeline: what happened, in the order in which it happened, a line each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from kizuna.clock import MINUTE, format_moment
from kizuna.tell.prose.page import Telling

UNDATED = ("past.", "holds.", "gap.", "opening.")
"""Messages that stand for no moment of the story."""


def as_timeline(telling: Telling, width: int = 100) -> str:
    """Plain text, a moment and what happened then on each line. Ends with a line break."""
    return "\n".join(_rows(telling, width)) + "\n"


def _rows(telling: Telling, width: int) -> Iterator[str]:
    rows = [each for each in telling.sentences() if not each.message.startswith(UNDATED)]
    yield from (telling.title, "")
    for sentence in sorted(rows, key=lambda each: each.seq):
        when = format_moment(sentence.time // MINUTE * MINUTE)
        yield textwrap.fill(
            sentence.text, width, initial_indent=f"{when:<14}", subsequent_indent=" " * 14
        )
