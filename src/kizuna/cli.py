"""The command line: run, tell, export, check, schema, beats, sift, fork, branches, resume,
compare, effect, ablate.

    kizuna run precious-person --seed 7
    kizuna tell precious-person-seed7.kizuna

Each command here reads its arguments and hands over to the faces; nothing heavy is imported before
it is needed, so that asking for help is quick. What goes wrong is told in a line on stderr, with a
code that is not 0 (130 when interrupted).
"""

from __future__ import annotations

import gc
import json
import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kizuna.faces.paper import Paper

app = typer.Typer(
    name="kizuna",
    help="Stories that follow from people and the bonds between them.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

BAD_ARGUMENTS: type[Exception] = typer.BadParameter.__mro__[2]
"""What typer raises for anything wrong with arguments: the root of its own exceptions."""
BAD_ARGUMENTS_CODE = 2


def _at_least(low: float) -> Callable[[str], int]:
    """Reads a whole number of an argument, none below `low`."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise typer.BadParameter(f"{text!r} is no whole number") from None
        if number < low:
            raise typer.BadParameter(f"it takes at least {low:g}, not {number}")
        return number

    return read


_whole, _some, _any = _at_least(-math.inf), _at_least(1), _at_least(0)

SELDOM = (50_000, 20, 50)
"""How much more is made than let go before garbage is looked for, in each generation."""

WorldName = Annotated[str, typer.Argument(help="a bundled world, a file or a folder")]
ChronicleFile = Annotated[Path, typer.Argument(help="a chronicle that run has kept")]
AsJson = Annotated[bool, typer.Option("--json", help="for programs: JSON, an object a line")]
Mermaid = Annotated[bool, typer.Option("--mermaid", help="the chain as a drawing")]
Inner = Annotated[bool, typer.Option("--inner/--no-inner", help="show what goes on inside people")]
Until = Annotated[str | None, typer.Option(help="when to stop: 'day 2 21:30'", metavar="T")]

At = Annotated[str | None, typer.Option(help="at which moment: 'day 2 21:30'", metavar="T")]
WorldOf = Annotated[str | None, typer.Option(help="the world, if not the one kept in it")]
InBranch = Annotated[
    int, typer.Option("--branch", parser=_whole, metavar="N", help="which branch; 0 is the story")
]
Without = Annotated[
    list[str] | None,
    typer.Option(help="what is taken away: an event, or a name such as lesson or rain"),
]
Settings = Annotated[
    list[str] | None, typer.Option("--set", help="what is otherwise: 'trait sakura pride = 0.2'")
]
Additions = Annotated[
    list[str] | None, typer.Option("--add", help="what is done besides: 'naruto greet gaara'")
]


def main() -> None:
    """The console script."""
    # What a story makes stays: to look for garbage seldom takes a tenth off the start.
    gc.set_threshold(*SELDOM)
    command: Callable[..., object] = typer.main.get_command(app)
    try:
        code = command(sys.argv[1:] or ["--help"], prog_name="kizuna", standalone_mode=False)
    except BAD_ARGUMENTS as error:
        asked = getattr(getattr(error, "ctx", None), "command_path", "kizuna")
        _say(f"{_complaint(error)}; see '{asked} --help'")
        code = getattr(error, "exit_code", BAD_ARGUMENTS_CODE)
    except (KeyboardInterrupt, typer.Abort):
        _say("stopped")
        code = 130
    sys.exit(code if isinstance(code, int) else 0)


@app.command()
def run(
    world: WorldName,
    seed: Annotated[int, typer.Option(parser=_whole, metavar="N", help="which of its stories")] = 1,
    until: Until = None,
    out: Annotated[Path | None, typer.Option(help="where to keep the chronicle")] = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="show only the closing page")] = False,
    inner: Inner = True,
    watch: Annotated[bool, typer.Option("--watch", help="tell small stories found in it")] = False,
) -> None:
    """Live a story and show it as it happens."""
    with _trouble_told():
        from kizuna.faces.live import live_and_show

        live_and_show(world, seed, _moment(until), out, _paper(as_json, quiet), inner, watch)


@app.command()
def tell(
    file: ChronicleFile,
    world: Annotated[str | None, typer.Option(help="the world, if not the one kept in it")] = None,
    form: Annotated[
        str, typer.Option(help="prose, summary, script, timeline; scenes: as run showed it")
    ] = "prose",
    pov: Annotated[str, typer.Option(help="through whom: ids with commas, or all")] = "all",
    format_: Annotated[str, typer.Option("--format", help="text, markdown, html")] = "text",
    length: Annotated[str, typer.Option(help="full, short")] = "full",
    language: Annotated[str, typer.Option(help="en, de")] = "en",
    as_json: AsJson = False,
    inner: Inner = True,
    branch: InBranch = 0,
    beside: Annotated[
        list[int] | None, typer.Option(help="a branch told beside it, as a book; several times")
    ] = None,
) -> None:
    """Tell a story from its chronicle."""
    with _trouble_told():
        if form == "scenes" or as_json:
            from kizuna.faces.live import show_again

            show_again(file, world, _paper(as_json, is_quiet=False), inner, branch)
            return
        from kizuna.faces.pages import tell_book, tell_pages

        if beside:
            both = (branch, *beside)
            print(tell_book(file, world, pov, format_, length, language, both), end="")
            return
        print(tell_pages(file, world, form, pov, format_, length, language, branch), end="")


@app.command()
def export(
    file: ChronicleFile,
    to: Annotated[Path | None, typer.Option(help="where to; else to stdout")] = None,
    branch: InBranch = 0,
) -> None:
    """Write a chronicle as JSON Lines, an event a line."""
    with _trouble_told():
        from kizuna.faces.live import export_lines

        export_lines(file, to, branch)


@app.command()
def check(world: WorldName, as_json: AsJson = False) -> None:
    """Say everything that is wrong with a world."""
    with _trouble_told():
        from kizuna.faces.judge import judge

        if not judge(world, as_json):
            raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the JSON Schema of world files, for editors."""
    with _trouble_told():
        from kizuna.world.shape import world_schema

        print(json.dumps(world_schema(), ensure_ascii=False, indent=1))


@app.command()
def beats(
    world: WorldName,
    seeds: Annotated[int, typer.Option(parser=_some, metavar="N", help="how many stories")] = 20,
    first: Annotated[int, typer.Option(parser=_whole, metavar="N", help="the first seed")] = 1,
    until: Until = None,
    as_json: AsJson = False,
) -> None:
    """Live many stories and count which beats occur in them."""
    with _trouble_told():
        from kizuna.faces.counting import count_beats

        count_beats(world, range(first, first + seeds), _moment(until), as_json)


@app.command()
def why(
    file: ChronicleFile,
    about: Annotated[str, typer.Argument(help="an event's number, or 'WHO PRACTICE WHOM'")],
    at: At = None,
    deep: Annotated[bool, typer.Option("--deep", help="the whole chain of causes")] = False,
    steps: Annotated[
        int | None, typer.Option(parser=_any, metavar="N", help="so many steps of it")
    ] = None,
    as_json: AsJson = False,
    mermaid: Mermaid = False,
    branch: InBranch = 0,
    world: WorldOf = None,
) -> None:
    """Say why something happened."""
    with _trouble_told():
        from kizuna.faces.asking import Question, answer_why

        asked = Question(file, about, _moment(at, "--at"), branch, world, steps)
        answer_why(asked, _form(as_json, mermaid, deep or steps is not None))


@app.command()
def sift(
    file: ChronicleFile,
    motifs: Annotated[Path | None, typer.Argument(help="a file of motifs of one's own")] = None,
    begun: Annotated[
        int, typer.Option(parser=_any, metavar="N", help="how many unfinished ones to show")
    ] = 5,
    as_json: AsJson = False,
    branch: InBranch = 0,
    world: WorldOf = None,
) -> None:
    """Find small stories about bonds, the most unexpected first."""
    with _trouble_told():
        from kizuna.faces.sifting import sift_file

        sift_file(file, branch, motifs, world, begun, as_json)


@app.command()
def fork(
    file: ChronicleFile,
    at: Annotated[str | None, typer.Option(help="when: 'day 2 12:00', or an event")] = None,
    without: Without = None,
    set_: Settings = None,
    add: Additions = None,
    seed: Annotated[
        int | None, typer.Option(parser=_whole, metavar="N", help="other dice from there on")
    ] = None,
    branch: InBranch = 0,
    world: Annotated[str | None, typer.Option(help="the world, if not the one kept in it")] = None,
    as_json: AsJson = False,
) -> None:
    """Part from a story where something is otherwise; the branch stays in the same file."""
    with _trouble_told():
        from kizuna.faces.forking import fork_file
        from kizuna.world.change import Change

        change = Change(tuple(without or ()), tuple(set_ or ()), tuple(add or ()), seed)
        fork_file(file, branch, at, change, world, as_json)


@app.command()
def branches(file: ChronicleFile, as_json: AsJson = False) -> None:
    """Show the branches of a story as a tree."""
    with _trouble_told():
        from kizuna.faces.forking import show_branches

        show_branches(file, as_json)


@app.command()
def resume(
    file: ChronicleFile,
    branch: InBranch = 0,
    until: Until = None,
    world: Annotated[str | None, typer.Option(help="the world, if not the one kept in it")] = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="show only the closing page")] = False,
    inner: Inner = True,
) -> None:
    """Live on in a story, or in a branch of it, and show what happens."""
    with _trouble_told():
        from kizuna.faces.forking import resume as live_on

        live_on(file, branch, _moment(until), world, _paper(as_json, quiet), inner)


@app.command()
def compare(
    file: ChronicleFile,
    one: Annotated[
        int, typer.Argument(parser=_whole, metavar="N", help="a branch; 0 is the story itself")
    ],
    other: Annotated[int, typer.Argument(parser=_whole, metavar="N", help="another branch")],
    world: WorldOf = None,
    as_json: AsJson = False,
) -> None:
    """Show where two branches part ways, what followed and what ended otherwise."""
    with _trouble_told():
        from kizuna.faces.comparing import show_comparison

        show_comparison(file, one, other, world, as_json)


@app.command()
def effect(
    world: WorldName,
    without: Without = None,
    set_: Settings = None,
    seeds: Annotated[
        int, typer.Option(parser=_some, metavar="N", help="how many stories on each side")
    ] = 20,
    first: Annotated[int, typer.Option(parser=_whole, metavar="N", help="the first seed")] = 1,
    bond: Annotated[
        list[str] | None, typer.Option(help="a bond to look at, too: 'lee -> gaara'")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Live many stories with a change and without: what it enables, what it prevents."""
    with _trouble_told():
        from kizuna.faces.trying import show_effect
        from kizuna.world.change import Change

        change = Change(tuple(without or ()), tuple(set_ or ()))
        show_effect(world, change, range(first, first + seeds), bond or (), as_json)


@app.command()
def ablate(
    world: WorldName,
    seeds: Annotated[
        int, typer.Option(parser=_some, metavar="N", help="how many stories on each side")
    ] = 20,
    first: Annotated[int, typer.Option(parser=_whole, metavar="N", help="the first seed")] = 1,
    row: Annotated[list[str] | None, typer.Option(help="only this row, by its name")] = None,
    as_json: AsJson = False,
) -> None:
    """Try the ablations beside a world: does what should change without a cause change?"""
    with _trouble_told():
        from kizuna.faces.trying import show_table

        if not show_table(world, range(first, first + seeds), row or (), as_json):
            raise typer.Exit(1)


@app.command()
def whynot(
    file: ChronicleFile,
    about: Annotated[str, typer.Argument(help="'WHO PRACTICE WHOM [ABOUT WHOM]'")],
    at: At = None,
    deep: Annotated[bool, typer.Option("--deep", help="and why they did what they did")] = False,
    as_json: AsJson = False,
    mermaid: Mermaid = False,
    branch: InBranch = 0,
    world: WorldOf = None,
) -> None:
    """Say why somebody did not do something."""
    with _trouble_told():
        from kizuna.faces.asking import Question, answer_whynot

        asked = Question(file, about, _moment(at, "--at"), branch, world)
        answer_whynot(asked, _form(as_json, mermaid, deep))


# What the commands share. --------------------------------------------------------------------


@contextmanager
def _trouble_told() -> Iterator[None]:
    from kizuna.faces.trouble import Trouble, hush_stdout, is_of_stdout, told

    try:
        with told():
            yield
            sys.stdout.flush()
    except Trouble as trouble:
        if is_of_stdout(trouble):
            hush_stdout()
        _say(str(trouble))
        raise typer.Exit(trouble.code) from trouble


def _say(sentence: str) -> None:
    print(f"kizuna: {sentence}", file=sys.stderr)


def _form(as_json: bool, mermaid: bool, deep: bool) -> str:
    return "json" if as_json else "mermaid" if mermaid else "deep" if deep else "short"


def _complaint(error: Exception) -> str:
    """What is wrong with the arguments: first which, where one is to blame."""
    if type(error) is typer.BadParameter:
        which = error.param_hint or (error.param.opts[0] if error.param else "this")
        return f"{which}: {error.message}"
    explain: Callable[[], str] = getattr(error, "format_message", error.__str__)
    return explain().rstrip(".")


def _moment(text: str | None, option: str = "--until") -> int | None:
    from kizuna.clock import parse_moment

    try:
        return None if text is None else parse_moment(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from error


def _paper(as_json: bool, is_quiet: bool) -> Paper:
    from kizuna.faces import paper

    if is_quiet:
        return paper.OnlyClosing(_paper(as_json, is_quiet=False))
    if as_json:
        return paper.JsonPaper()
    return paper.on_terminal() if sys.stdout.isatty() else paper.PlainPaper()
