"""Paper: what is told is put on a terminal, into a pipe, or out as JSON.

On a terminal lines are coloured and wrapped by rich; in a pipe they are plain text, one line each,
so that other tools can read them; as JSON each line and page is one object.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from kizuna.clock import MINUTE, format_moment
from kizuna.tell.closing import Closing
from kizuna.tell.line import TURNING, Line
from kizuna.tell.opening import Opening

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status

INNER_MARK = "~ "
FOUND_MARK = "* "


@dataclass(frozen=True, slots=True)
class Heading:
    """When and where a scene is and who is in it; `is_later` at the place of the one before."""

    time: int
    where: str
    who: str
    is_night: bool
    is_later: bool

    def __str__(self) -> str:
        if self.is_later:
            return f"later, {clock_words(self.time)}"
        night = ", night" if self.is_night else ""
        parts = (clock_words(self.time) + night, self.where, self.who)
        return " · ".join(part for part in parts if part)


class Paper:
    """What a story can be shown on. This one is thrown away: it shows nothing."""

    def opening(self, page: Opening) -> None:
        """The page before the story."""

    def heading(self, heading: Heading) -> None:
        """Where and when the following lines are, and who is there."""

    def line(self, line: Line) -> None:
        """One thing told."""

    def aside(self, lines: Iterable[Line]) -> None:
        """What is told in passing."""

    def found(self, sentence: str, motif: str, why: str) -> None:
        """A small story that has just become complete, and why it is unexpected."""

    def pause(self, words: str) -> None:
        """Time passing."""

    def now(self, time: int) -> None:
        """The story's time, while it goes on."""

    def closing(self, page: Closing, footer: Mapping[str, str]) -> None:
        """The page after the story; `footer` says where it is kept and what to type next."""

    def lay_down(self) -> None:
        """Nothing more will be shown, or not for now."""


def clock_words(time: int) -> str:
    """ "day 2 21:30", to the minute."""
    return format_moment(time // MINUTE * MINUTE)


CLOSING_PARTS = (
    ("What changed between them", "between"),
    ("What they believe now", "hearts"),
    ("What stands", "owed"),
    ("What moved them most", "moments"),
)


class PlainPaper(Paper):
    """Plain text, a line each."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stdout

    def opening(self, page: Opening) -> None:
        """Title, name and past."""
        self._put(page.title, "=" * len(page.title), page.called, "", *page.past)

    def heading(self, heading: Heading) -> None:
        """An empty line and the heading."""
        self._put("", str(heading))

    def line(self, line: Line) -> None:
        """Indented; inner voice with its mark."""
        self._put(f"    {INNER_MARK}{line.text}" if line.voice == "inner" else f"  {line.text}")

    def aside(self, lines: Iterable[Line]) -> None:
        """In brackets."""
        self._put("", f"[{' '.join(line.text for line in lines)}]")

    def found(self, sentence: str, motif: str, why: str) -> None:
        """With a mark in front."""
        self._put("", f"{FOUND_MARK}{sentence} ({motif}; {why})")

    def pause(self, words: str) -> None:
        """On a line of its own."""
        self._put("", f"({words})")

    def closing(self, page: Closing, footer: Mapping[str, str]) -> None:
        """Part by part."""
        for title, sentences in _parts(page):
            self._put("", title, *(f"  {each}" for each in sentences))
        self._put("", *(f"{name}: {text}" for name, text in footer.items()))

    def _put(self, *lines: str) -> None:
        self.stream.write("".join(f"{line}\n" for line in lines))
        self.stream.flush()


class RichPaper(Paper):
    """A terminal: colours, and lines wrapped with their indent."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.status: Status | None = None

    def opening(self, page: Opening) -> None:
        """Title, name and past."""
        self._put(page.title, "bold")
        self._put(page.called, "dim")
        self._put("")
        for each in page.past:
            self._put(each, "italic")

    def heading(self, heading: Heading) -> None:
        """An empty line and the heading."""
        self._put("")
        self._put(str(heading), "cyan" if heading.is_later else "bold cyan")

    def line(self, line: Line) -> None:
        """Indented; inner voice in italics, turning points bold."""
        is_inner = line.voice == "inner"
        style = "italic magenta" if is_inner else "dim" if line.voice in ("way", "note") else ""
        style += " bold" if line.weight >= TURNING else ""
        self._put(f"{INNER_MARK if is_inner else ''}{line.text}", style, 6 if is_inner else 2)

    def aside(self, lines: Iterable[Line]) -> None:
        """Faint."""
        self._put("")
        self._put(" ".join(line.text for line in lines), "dim", 4)

    def found(self, sentence: str, motif: str, why: str) -> None:
        """In another colour, with a mark in front."""
        self._put("")
        self._put(f"{FOUND_MARK}{sentence} ({motif}; {why})", "yellow", 2)

    def pause(self, words: str) -> None:
        """Faint, on a line of its own."""
        self._put("")
        self._put(f"· · ·  {words}", "dim", 4)

    def now(self, time: int) -> None:
        """On the last line, for as long as nothing else is shown there."""
        if self.status is None:
            self.status = self.console.status("")
            self.status.start()
        self.status.update(clock_words(time))

    def lay_down(self) -> None:
        """The last line is given back."""
        if self.status is not None:
            self.status.stop()
            self.status = None

    def closing(self, page: Closing, footer: Mapping[str, str]) -> None:
        """Part by part."""
        self.lay_down()
        for title, sentences in _parts(page):
            self._put("")
            self._put(title, "bold")
            for each in sentences:
                self._put(each, "", 2)
        self._put("")
        for name, text in footer.items():
            self._put(f"{name}: {text}", "green")

    def _put(self, text: str, style: str = "", indent: int = 0) -> None:
        from rich.padding import Padding
        from rich.text import Text

        self.console.print(Padding(Text(text, style.strip()), (0, 0, 0, indent)))


class JsonPaper(Paper):
    """One JSON object a line, for programs."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stdout

    def opening(self, page: Opening) -> None:
        """{"opening": ...}."""
        self._put({"opening": {"title": page.title, "story": page.called, "past": list(page.past)}})

    def heading(self, heading: Heading) -> None:
        """{"scene": ...}."""
        when = clock_words(heading.time)
        self._put({"scene": {"when": when, "where": heading.where, "who": heading.who}})

    def line(self, line: Line) -> None:
        """{"line": ...} with the number of its event."""
        self._put({"line": _plain(line)})

    def aside(self, lines: Iterable[Line]) -> None:
        """{"aside": [...]}."""
        self._put({"aside": [_plain(line) for line in lines]})

    def found(self, sentence: str, motif: str, why: str) -> None:
        """{"found": ...}."""
        self._put({"found": {"motif": motif, "sentence": sentence, "why": why}})

    def closing(self, page: Closing, footer: Mapping[str, str]) -> None:
        """{"closing": ...}."""
        self._put({"closing": {**page.as_plain(), **footer}})

    def _put(self, plain: Mapping[str, Any]) -> None:
        self.stream.write(json.dumps(plain, ensure_ascii=False) + "\n")
        self.stream.flush()


def _plain(line: Line) -> dict[str, Any]:
    return {
        "seq": line.seq, "time": line.time, "place": line.place, "voice": line.voice,
        "who": list(line.who), "text": line.text,
    }  # fmt: skip


def _parts(page: Closing) -> list[tuple[str, tuple[str, ...]]]:
    parts = [(title, getattr(page, name)) for title, name in CLOSING_PARTS]
    return [(title, sentences) for title, sentences in parts if sentences]


class OnlyClosing(Paper):
    """Shows the closing page and nothing before it."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper

    def now(self, time: int) -> None:
        """As on the paper beneath."""
        self.paper.now(time)

    def closing(self, page: Closing, footer: Mapping[str, str]) -> None:
        """As on the paper beneath."""
        self.paper.closing(page, footer)

    def lay_down(self) -> None:
        """As on the paper beneath."""
        self.paper.lay_down()


def on_terminal() -> RichPaper:
    """Paper for the terminal at stdout."""
    from rich.console import Console

    return RichPaper(Console(highlight=False))
