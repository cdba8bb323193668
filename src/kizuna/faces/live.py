"""Living a story before somebody's eyes, keeping it, and showing or exporting it again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kizuna.chronicle import MAIN, ChronicleError, ChronicleTaken
from kizuna.chronicle.lines import write_lines
from kizuna.chronicle.sqlite import SqliteStore
from kizuna.event import Event
from kizuna.faces.book import open_book, path_for, world_of
from kizuna.faces.paper import Paper, clock_words
from kizuna.faces.show import Screen, retell, state_after
from kizuna.faces.trouble import Trouble, told
from kizuna.run import Story, begin, ends_at
from kizuna.state.whole import Whole
from kizuna.world.load import load
from kizuna.world.rules import World

if TYPE_CHECKING:
    from kizuna.faces.sifting import Watching


def live_and_show(
    name: str, seed: int, until: int | None, out: Path | None, paper: Paper, shows_inner: bool,
    is_watched: bool = False,
) -> None:  # fmt: skip
    """Live one story of a world, show it, and keep its chronicle. Raises Trouble."""
    world = load(name)
    path = path_for(world, seed, out, Path())
    story = begin(world, seed, SqliteStore.create(path))
    with kept(story, path), laid_down(paper):
        screen = Screen(world, story.whole, paper, shows_inner)
        opening = list(story.chronicle())
        screen.begin(opening, seed)
        watching = _watching(world, opening, paper) if is_watched else None

        def watch(happened: tuple[Event, ...]) -> None:
            moment = sorted(happened, key=lambda event: event.seq)
            screen.hear(moment)
            if watching is not None:
                watching.hear(moment, screen.waiting_since)
            paper.now(story.whole.now)

        story.advance(ends_at(world) if until is None else until, watch)
        if watching is not None:
            screen.show_rest()
            watching.tell(screen.waiting_since)
        first = state_after(opening, world.starts)
        screen.end(first, story.chronicle(), _footer(name, path))


def _watching(world: World, opening: list[Event], paper: Paper) -> Watching:
    # Sifting takes its time to import, and most stories are lived without it.
    from kizuna.faces.sifting import Watching

    return Watching(world, opening, paper)


@contextmanager
def kept(story: Story, path: Path) -> Iterator[None]:
    """Whatever happens, keep what was lived; say so when it was not all."""
    try:
        with told():
            yield
            story.close()
    except Trouble as trouble:
        what = f"{str(trouble).rstrip('.')}; what was {_saved(story)} is in {path}"
        raise Trouble(what, trouble.code) from trouble


def _saved(story: Story) -> str:
    """Save what can be saved, and say what that is."""
    try:
        story.close()
    except ChronicleError:
        return "written before"
    return f"lived until {clock_words(story.whole.now)}"


@contextmanager
def laid_down(paper: Paper) -> Iterator[None]:
    """However it ends, leave the terminal as it was."""
    try:
        yield
    finally:
        paper.lay_down()


def _footer(name: str, path: Path) -> dict[str, str]:
    return {
        "The chronicle": str(path),
        "Tell it again": f"kizuna tell {path}",
        "Hand it on": f"kizuna export {path}",
        "What usually happens": f"kizuna beats {name}",
    }


def show_again(
    path: Path, name: str | None, paper: Paper, shows_inner: bool, branch: int = MAIN
) -> None:
    """Show a story, or a branch of it, from its chronicle. Raises ChronicleError, WorldMistaken."""
    book = open_book(path, branch)
    world = world_of(book, name, path)
    screen = Screen(world, Whole(), paper, shows_inner)
    retell(screen, book.events, {"The chronicle": str(path)})


def export_lines(path: Path, to: Path | None, branch: int = MAIN) -> None:
    """Write a chronicle as lines of JSON, to stdout or to a new file."""
    book = open_book(path, branch)
    if to is None:
        write_lines(book.events, sys.stdout, book.facts)
        return
    if to.exists():
        raise ChronicleTaken(to, "a file is there already")
    try:
        with to.open("x", encoding="utf-8") as stream:
            write_lines(book.events, stream, book.facts)
    except BaseException:
        to.unlink(missing_ok=True)
        raise
    print(f"{len(book.events)} events in {to}", file=sys.stderr)
