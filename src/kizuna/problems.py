"""Mistakes an author can make: each has a name, a place, a kind message and a way out.

Nothing is thrown at the first mistake. Whoever reads a world reports what it finds to `Problems`
and goes on, so that an author is told everything at once:

    village.yaml:3:12: nobody is called 'sakra' [unknown-name]
      beloved: sakra
               ^
      did you mean 'sakura'?

The name in brackets is stable: tests, documentation and editors may rely on it.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

SHOWN_WIDTH = 100
"""Characters of a source line that are shown around a mistake."""

SHOWN_PROBLEMS = 50
"""Problems that the text of a `WorldMistaken` spells out; the others are counted."""

FEW_WORDS = 6
"""Up to so many known words are listed when none of them is close."""

LONGEST_WORD = 60
"""What is longer than this is no misspelt word, and nothing close to it is sought."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in what an author wrote. Lines and columns count from 1, in characters.

    `text` is the source line itself. For a value written over several lines, `more` holds the
    lines after the first.
    """

    file: str
    line: int
    column: int
    text: str
    more: tuple[str, ...] = field(default=(), compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def inside(self, text: str, offset: int) -> Mark:
        """The place of `text[offset]`, for a text that the source writes from this mark on.

        Quotes, block signs and folding move only blanks and the start, so the characters that are
        not blank are followed through the source. Where escapes break that, the answer is the
        start of the whole text.
        """
        on_blank = not text[offset : offset + 1].strip()
        letters = "".join((text[:offset] if on_blank else text[: offset + 1]).split())
        lines = (self.text, *self.more)
        for line, column in ((0, self.column - 1), (0, self.column), (1, 0)):
            place = _follow(letters, lines, line, column)
            if place is not None:
                row, at = place
                return Mark(self.file, self.line + row, at + 1 + on_blank, lines[row])
        return self


def _follow(letters: str, lines: tuple[str, ...], line: int, column: int) -> tuple[int, int] | None:
    """Row and column, both from 0, of the last letter, when all stand in order from there on."""
    places = (
        (row, at)
        for row in range(line, len(lines))
        for at in range(column if row == line else 0, len(lines[row]))
        if not lines[row][at].isspace()
    )
    last = None
    for letter in letters:
        last = next(places, None)
        if last is None or lines[last[0]][last[1]] != letter:
            return None
    return last


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. `name` is its lasting name, such as "duplicate-key"."""

    name: str
    mark: Mark | None
    message: str
    way_out: str

    def __str__(self) -> str:
        place = f"{self.mark}: " if self.mark else ""
        parts = [f"{place}{self.message} [{self.name}]"]
        if self.mark and self.mark.text:
            parts += _pointed(self.mark)
        if self.way_out:
            parts.append(self.way_out)
        return "\n  ".join(parts)


def _pointed(mark: Mark) -> list[str]:
    """The line around a mark, and a caret below the column."""
    start = max(0, mark.column - SHOWN_WIDTH // 2) if len(mark.text) > SHOWN_WIDTH else 0
    line = "".join(map(_shown, mark.text[start : start + SHOWN_WIDTH]))
    width = sum(map(_cells, line[: mark.column - 1 - start]))
    return [line, " " * width + "^"]


def _shown(character: str) -> str:
    """A character as a terminal may safely print it, with tabs as single blanks."""
    if character == "\t":
        return " "
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


def _cells(character: str) -> int:
    """How many terminal cells a character takes: kana and kanji take two."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Problems:
    """The mistakes found so far: true when there are any, told in the order of the source."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def report(self, name: str, mark: Mark | None, message: str, way_out: str = "") -> None:
        """Keep one more mistake."""
        self._found.append(Problem(name, mark, message, way_out))

    def raise_any(self) -> None:
        """Raise WorldMistaken when anything was reported."""
        if self._found:
            raise WorldMistaken(tuple(self))

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found, key=_place))

    def __str__(self) -> str:
        return "\n\n".join(map(str, self))


def _place(problem: Problem) -> tuple[str, int, int]:
    mark = problem.mark
    return (mark.file, mark.line, mark.column) if mark else ("", 0, 0)


class WorldMistaken(Exception):  # noqa: N818 - it is news for authors, not a fault
    """A world cannot be read as it is written; `problems` says all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        told = [str(problem) for problem in self.problems[:SHOWN_PROBLEMS]]
        untold = len(self.problems) - len(told)
        return "\n\n".join(told + ([f"and {untold} more"] if untold else []))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A way out for a word nobody knows: the closest known one, or all when they are few."""
    words = sorted(set(known))
    if len(word) <= LONGEST_WORD:
        close = difflib.get_close_matches(word, words, n=1)
        if close:
            return f"did you mean {close[0]!r}?"
    if 0 < len(words) <= FEW_WORDS:
        return "there is " + ", ".join(map(repr, words))
    return ""
