"""The same story on a terminal, in a pipe and for programs."""

import json
import re
from io import StringIO

from rich.console import Console

from kizuna.faces.paper import Heading, JsonPaper, OnlyClosing, Paper, PlainPaper, RichPaper
from kizuna.tell import Line
from kizuna.tell.closing import Closing
from kizuna.tell.line import TOLD, TURNING
from kizuna.tell.opening import Opening

LONG = "The sand moves by itself and brings Naruto out of danger, and nobody has commanded it."
PAGE = Closing(("Lee trusts Gaara more.",), (), ("Gaara has leave to stay.",), (), ())


def show(paper: Paper) -> None:
    paper.opening(Opening("The title", "world, seed 1", ("Once: rain.",)))
    paper.heading(Heading(39_600, "the river", "Lee", is_night=False, is_later=False))
    paper.now(39_600)
    paper.line(Line(1, "river", "deed", TURNING, LONG))
    paper.line(Line(2, "river", "inner", TOLD, "Gaara wonders."))
    paper.aside([Line(3, "gates", "way", TOLD, "Kiba goes home.")])
    paper.pause("Two hours pass.")
    paper.heading(Heading(46_800, "the river", "Lee", is_night=False, is_later=True))
    paper.closing(PAGE, {"The chronicle": "x.kizuna"})


def on_terminal(width: int) -> str:
    stream = StringIO()
    console = Console(file=stream, force_terminal=True, width=width, color_system=None)
    show(RichPaper(console))
    return stream.getvalue()


def test_a_pipe_gets_a_line_for_each_thing_told() -> None:
    stream = StringIO()
    show(PlainPaper(stream))
    lines = stream.getvalue().splitlines()
    assert f"  {LONG}" in lines
    assert "    ~ Gaara wonders." in lines
    assert "[Kiba goes home.]" in lines
    assert "day 1 11:00 · the river · Lee" in lines
    assert "later, day 1 13:00" in lines
    assert lines[-1] == "The chronicle: x.kizuna"


def test_parts_of_the_closing_page_that_are_empty_have_no_title() -> None:
    stream = StringIO()
    show(PlainPaper(stream))
    assert "What changed between them" in stream.getvalue()
    assert "What they believe now" not in stream.getvalue()


def test_a_terminal_wraps_lines_with_their_indent() -> None:
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", "", on_terminal(width=50))
    wrapped = [line.rstrip() for line in shown.splitlines()]
    start = next(place for place, line in enumerate(wrapped) if line.startswith("  The sand"))
    assert wrapped[start + 1].startswith("  ")
    assert " ".join(line.strip() for line in wrapped[start : start + 2]) == LONG
    assert max(map(len, wrapped)) <= 50


def test_a_terminal_gets_its_cursor_back() -> None:
    shown = on_terminal(width=80)
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")


def test_programs_get_an_object_for_each_thing() -> None:
    stream = StringIO()
    show(JsonPaper(stream))
    kinds = [next(iter(json.loads(line))) for line in stream.getvalue().splitlines()]
    assert kinds == ["opening", "scene", "line", "line", "aside", "scene", "closing"]


def test_only_the_closing_page() -> None:
    whole, closing = StringIO(), StringIO()
    show(PlainPaper(whole))
    show(OnlyClosing(PlainPaper(closing)))
    assert whole.getvalue().endswith(closing.getvalue())
    assert closing.getvalue().strip().startswith("What changed")
