"""A mistake before its place in the file is looked up, and how a near miss is put.

Checks are plain functions that yield mistakes. Most worlds have none, so what a mistake costs is
paid only when there is one: its path becomes a place with line and column when it is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple, TypeAlias

from kizuna.problems import did_you_mean

Path: TypeAlias = tuple[str | int, ...]
"""Where something stands in a file: the keys and list positions that lead to it."""

MOST_CANDIDATES = 300
"""Among so many known words a similar one is sought: in a town, among those of the same letter."""

LONGEST_SHOWN = 40


class Mistake(NamedTuple):
    """Something wrong at a path of a file.

    `of_key` means the key at the path, not its value. `offset` is where in the text at the path
    (the key's or the value's) the mistake lies, and `text` that text.
    """

    name: str
    path: Path
    message: str
    way_out: str = ""
    of_key: bool = False
    text: str = ""
    offset: int = 0


Mistakes: TypeAlias = Iterator[Mistake]


def meant(word: str, known: Collection[str]) -> str:
    """A way out for a word nobody knows, found in bounded time."""
    if len(known) <= MOST_CANDIDATES:
        return did_you_mean(word, known)
    alike = [each for each in known if each[:1] == word[:1] and abs(len(each) - len(word)) < 3]
    return did_you_mean(word, alike[:MOST_CANDIDATES])


def shown(text: object) -> str:
    """A value as far as a message should quote it."""
    quoted = str(text)
    return repr(quoted if len(quoted) <= LONGEST_SHOWN else f"{quoted[:LONGEST_SHOWN]}...")


def a(noun: str) -> str:
    """The noun with its article."""
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"
