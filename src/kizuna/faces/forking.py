"""Forking from the command line: part from a chronicle's story, see its branches, live on in one.

    kizuna fork lee.kizuna --without lesson
    kizuna branches lee.kizuna
    kizuna resume lee.kizuna --branch 1

Everything stays in the one file. A branch costs a line of it until it is lived.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from kizuna.chronicle import MAIN, Branch
from kizuna.chronicle.sqlite import SqliteStore
from kizuna.clock import format_moment, parse_moment
from kizuna.event import Event, time_of
from kizuna.explain.meant import in_short, meant
from kizuna.explain.record import Record
from kizuna.faces.book import Book, is_lines, world_of
from kizuna.faces.live import kept, laid_down
from kizuna.faces.paper import Paper
from kizuna.faces.show import Screen, moments, state_after
from kizuna.faces.trouble import Trouble
from kizuna.run import Story, ends_at, part, replay
from kizuna.world.change import Change, change_from, is_address
from kizuna.world.rules import World


def fork_file(
    path: Path, branch: int, at: str | None, change: Change, given: str | None, as_json: bool
) -> None:
    """Make a branch of a chronicle's story and say its number."""
    if is_lines(path):
        raise Trouble(f"{path}: these are lines of JSON, which hold one story; fork its chronicle")
    with closing(SqliteStore.open(path, branch=branch)) as store:
        world = world_in(store, given, path)
        found, parts_at = meant(change, world, lambda: Record.of(world, store.events()), second(at))
        number = part(world, store, found, parts_at)
        forked = next(each for each in store.branches() if each.number == number)
    if as_json:
        print(json.dumps(_plain(forked), ensure_ascii=False))
        return
    print(f"branch {number}: {says(forked, path)}, from {_when(forked)}")
    print(f"live it: kizuna resume {path} --branch {number}")


def second(at: str | None) -> int | None:
    """The story second that --at means: a moment, or the number of an event of it."""
    if at is None:
        return None
    if at.strip().lstrip("-").isdigit():
        return time_of(int(at))
    try:
        return parse_moment(at)
    except ValueError as error:
        raise Trouble(str(error)) from error


def world_in(store: SqliteStore, given: str | None, path: Path) -> World:
    """The world a chronicle is of. Raises WorldMistaken, ChronicleDamaged, Trouble."""
    return world_of(Book([], store.facts()), given, path)


# The tree. --------------------------------------------------------------------------------------


def show_branches(path: Path, as_json: bool) -> None:
    """Print the branches of a chronicle as a tree, or as JSON."""
    with closing(SqliteStore.open(path, read_only=True)) as store:
        branches = store.branches()
    if as_json:
        print(json.dumps([_plain(each) for each in branches], ensure_ascii=False))
    else:
        print("\n".join(tree(branches, lambda each: says(each, path))))


Says = Callable[[Branch], str]


def says(branch: Branch, path: Path) -> str:
    """What is otherwise in a branch; an event that is gone in words, and not by its number."""
    change = change_from(branch.change)
    if not any(map(is_address, change.without)) or branch.parent is None:
        return change.says
    with closing(SqliteStore.open(path, read_only=True, branch=branch.parent)) as store:
        told = {
            text: in_short(store.event(int(text))) for text in change.without if is_address(text)
        }
    return replace(change, without=tuple(told.get(text, text) for text in change.without)).says


def tree(branches: Sequence[Branch], says: Says) -> Iterator[str]:
    """The lines of a tree of branches."""
    yield f"0  the story as it was begun, {_lived(branches[MAIN])}"
    yield from _below(branches, MAIN, "", says)


def _below(branches: Sequence[Branch], parent: int, indent: str, says: Says) -> Iterator[str]:
    children = [each for each in branches if each.parent == parent]
    for each in children:
        is_last = each is children[-1]
        sign = "└─" if is_last else "├─"
        yield f"{indent}{sign} {each.number}  from {_when(each)}: {says(each)}, {_lived(each)}"
        yield from _below(branches, each.number, indent + ("   " if is_last else "│  "), says)


def _when(branch: Branch) -> str:
    where = branch.change.get("where", {})
    return "the beginning" if where.get("opening") else format_moment(time_of(int(where["at"])))


def _lived(branch: Branch) -> str:
    if branch.last is None or branch.events == 0:
        return "not lived yet"
    return f"{branch.events} events, until {format_moment(time_of(branch.last))}"


def _plain(branch: Branch) -> dict[str, object]:
    return {
        "branch": branch.number, "parent": branch.parent, "forked_at": branch.forked_at,
        "change": change_from(branch.change).as_plain(), "says": change_from(branch.change).says,
        "events": branch.events, "last": branch.last,
    }  # fmt: skip


# Living on. -------------------------------------------------------------------------------------


def resume(
    path: Path, branch: int, until: int | None, given: str | None, paper: Paper, shows_inner: bool
) -> None:
    """Live on in a branch, and show what happens from where it parted or stood."""
    store = SqliteStore.open(path, branch=branch)
    story = replay(world_in(store, given, path), store)
    with kept(story, path), laid_down(paper):
        _show_on(story, path, until, paper, shows_inner)


def _show_on(story: Story, path: Path, until: int | None, paper: Paper, shows_inner: bool) -> None:
    world, branch = story.world, story.store.branch
    screen = Screen(world, story.whole, paper, shows_inner)
    past = list(story.chronicle())
    hear_quietly(screen, past)

    def watch(happened: tuple[Event, ...]) -> None:
        screen.hear(sorted(happened, key=lambda event: event.seq))
        paper.now(story.whole.now)

    story.advance(ends_at(world) if until is None else until, watch)
    opening = [event for event in past if event.time < world.starts]
    footer = {
        "The chronicle": f"{path}, branch {branch}",
        "Tell it again": f"kizuna tell {path} --branch {branch}",
        "What came of it": f"kizuna compare {path} {MAIN} {branch}",
    }
    screen.end(state_after(opening, world.starts), story.chronicle(), footer)


def hear_quietly(screen: Screen, past: Sequence[Event]) -> None:
    """Know what happened before, and show nothing of it."""
    opening = [event for event in past if event.time < screen.world.starts]
    screen.begin(opening, screen.whole.seed)
    for moment in moments(event for event in past if event.time >= screen.world.starts):
        for line in screen.teller.tell(moment):
            screen.told.setdefault(line.seq, line.text)
    if past:
        screen.shown_until = max(screen.world.starts, past[-1].time)
