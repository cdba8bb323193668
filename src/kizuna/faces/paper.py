"""Paper: what is told is put on a terminal, into a pipe, or out as JSON.

On a terminal lines are coloured and wrapped by rich; in a pipe they are plain text, one line each,
so that other tools can read them; as JSON each line and page is one object.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from kizuna.clock import MINUTE, format_moment
from kizuna.tell.closing import Closing
from kizuna.tell.opening import Opening
from kizuna.tell.plain import TURNING, Line

if TYPE_CHECKING:
    from rich.console import Console

INNER_MARK = "~ "


class Paper(Protocol):
    """What a story can be shown on."""

    def opening(self, page: Opening) -> None:
        """The page before the story."""

    def heading(self, line: Line, where: str, who: str) -> None:
        """Where and when the following lines are, and who is there."""

    def line(self, line: Line) -> None:
        """One thing told."""

    def aside(self, lines: Iterable[Line]) -> None:
        """What is told in passing."""

    def pause(self, words: str) -> None:
        """Time passing."""

    def closing(self, page: Closing, footer: Mapping[str, str]) -> None:
        """The page after the story; `footer` says where it is kept and what to type next."""


def clock_words(time: int) -> str:
    """ "day 2 21:30", to the minute."""
    return format_moment(time // MINUTE * MINUTE)


CLOSING_PARTS = (
    ("What changed between them", "between"),
    ("What they believe now", "hearts"),
    ("What stands", "owed"),
    ("What moved them most", "moments"),
)


class PlainPaper:
    """Plain text, a line each."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stdout

    def opening(self, page: Opening) -> None:
        """Title, name and past."""
        self._put(page.title, "=" * len(page.title), page.called, "", *page.past)

    def heading(self, line: Line, where: str, who: str) -> None:
        """An empty line and the heading."""
        self._put("", _heading(line, where, who))

    def line(self, line: Line) -> None:
        """Indented; inner voice with its mark."""
        self._put(f"    {INNER_MARK}{line.text}" if line.voice == "inner" else f"  {line.text}")

    def aside(self, lines: Iterable[Line]) -> None:
        """In brackets."""
        self._put("", f"[{' '.join(line.text for line in lines)}]")

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


class RichPaper:
    """A terminal: colours, and lines wrapped with their indent."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def opening(self, page: Opening) -> None:
        """Title, name and past."""
        self._put(page.title, "bold")
        self._put(page.called, "dim")
        self._put("")
        for each in page.past:
            self._put(each, "italic")

    def heading(self, line: Line, where: str, who: str) -> None:
        """An empty line and the heading."""
        self._put("")
        self._put(_heading(line, where, who), "bold cyan")

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

    def pause(self, words: str) -> None:
        """Faint, on a line of its own."""
        self._put("")
        self._put(f"· · ·  {words}", "dim", 4)

    def closing(self, page: Closing, footer: Mapping[str, str]) -> None:
        """Part by part."""
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


class JsonPaper:
    """One JSON object a line, for programs."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stdout

    def opening(self, page: Opening) -> None:
        """{"opening": ...}."""
        self._put({"opening": {"title": page.title, "story": page.called, "past": list(page.past)}})

    def heading(self, line: Line, where: str, who: str) -> None:
        """{"scene": ...}."""
        self._put({"scene": {"when": clock_words(line.time), "where": where, "who": who}})

    def line(self, line: Line) -> None:
        """{"line": ...} with the number of its event."""
        self._put({"line": _plain(line)})

    def aside(self, lines: Iterable[Line]) -> None:
        """{"aside": [...]}."""
        self._put({"aside": [_plain(line) for line in lines]})

    def pause(self, words: str) -> None:
        """Programs can count."""

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


def _heading(line: Line, where: str, who: str) -> str:
    return " · ".join(part for part in (clock_words(line.time), where, who) if part)


def _parts(page: Closing) -> list[tuple[str, tuple[str, ...]]]:
    parts = [(title, getattr(page, name)) for title, name in CLOSING_PARTS]
    return [(title, sentences) for title, sentences in parts if sentences]


class OnlyClosing:
    """Shows nothing but the closing page."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper

    def opening(self, page: Opening) -> None:
        """Not shown."""

    def heading(self, line: Line, where: str, who: str) -> None:
        """Not shown."""

    def line(self, line: Line) -> None:
        """Not shown."""

    def aside(self, lines: Iterable[Line]) -> None:
        """Not shown."""

    def pause(self, words: str) -> None:
        """Not shown."""

    def closing(self, page: Closing, footer: Mapping[str, str]) -> None:
        """Shown as on the paper beneath."""
        self.paper.closing(page, footer)


def on_terminal() -> RichPaper:
    """Paper for the terminal at stdout."""
    from rich.console import Console

    return RichPaper(Console(highlight=False))
