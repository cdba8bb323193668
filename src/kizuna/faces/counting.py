"""Counting beats: many stories lived, with a bar to watch, and a table of what they came to."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from kizuna.ensemble import Ensemble, ensemble, interval

FAILED_SHOWN = 12


def count_beats(name: str, seeds: Sequence[int], until: int | None, as_json: bool) -> None:
    """Live these seeds of a world and print how often each beat occurred."""
    with bar(len(seeds)) as advance:
        found = ensemble(name, seeds, until, watch=advance)
    if as_json:
        print(json.dumps(found.as_plain(), ensure_ascii=False))
    else:
        print("\n".join(_table(found)))


@contextmanager
def bar(count: int) -> Iterator[Callable[[object], None]]:
    """A progress bar on stderr when that is a terminal; silence otherwise."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("living", total=count)
        yield lambda _: progress.advance(task)


def _table(found: Ensemble) -> Iterator[str]:
    count = len(found.lived)
    last = found.first + count - 1
    yield f"{found.world}: {count} stories, seeds {found.first} to {last}"
    yield ""
    width = max((len(name) for name, _ in found.beats), default=0)
    for name, is_marked in found.beats:
        yield f"  {'*' if is_marked else ' '} {name:{width}}  {_rate(found.rate(name), count)}"
    yield ""
    yield f"    {'whole':{width}}  {_rate(found.whole, count)}"
    if not found.beats:
        yield "There are no beats beside this world; write a beats.yaml."
    yield from _failures(found)


def _rate(share: float, count: int) -> str:
    low, high = interval(share, count)
    return f"{round(share * count):4d}  {share:4.0%}  (likely {low:.0%} to {high:.0%})"


def _failures(found: Ensemble) -> Iterator[str]:
    failed = found.failed
    for each in failed[:FAILED_SHOWN]:
        trouble = f"; {each.trouble}" if each.trouble else ""
        yield f"    seed {each.seed} missed: {each.missed}{trouble}"
    if len(failed) > FAILED_SHOWN:
        yield f"    and {len(failed) - FAILED_SHOWN} more"
