"""Books: a chronicle file together with what is needed to read it again.

A chronicle holds what happened; the words it is told in are the world's. The world's own files are
kept in it as a fact, so a story can be told from its chronicle alone, wherever it is taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from kizuna.chronicle import MAIN, BranchMissing, ChronicleDamaged
from kizuna.chronicle.lines import read_lines
from kizuna.chronicle.sqlite import SqliteStore
from kizuna.event import Event
from kizuna.faces.trouble import Trouble
from kizuna.world.load import load
from kizuna.world.rules import World

SUFFIX = ".kizuna"
TEXTS = "world_texts"
"""The fact that holds the world's own files by name, as `begin` writes it."""
WORDINGS = "world_wording"
"""The fact that holds the world's own wording files, by language and name."""
MAIN_FILE = re.compile(r"^world:", re.MULTILINE)
"""What only the main file of a world says."""


RENAMED = {"address": "forms of address"}
"""Parts of a world file that had another name once: chronicles keep the files they were begun with,
and are told for ever."""


class Book(NamedTuple):
    """A chronicle as read from its file."""

    events: list[Event]
    facts: dict[str, str]


def path_for(world: World, seed: int, given: Path | None, folder: Path) -> Path:
    """Where a new story is kept: where it was asked for, else a free name in the folder."""
    if given is not None:
        return given if given.suffix == SUFFIX else given.with_name(given.name + SUFFIX)
    stem = f"{world.name.replace(' ', '-')}-seed{seed}"
    names = [stem, *(f"{stem}-{number}" for number in range(2, 10_000))]
    paths = (folder / f"{name}{SUFFIX}" for name in names)
    return next((path for path in paths if not path.exists()), folder / f"{stem}{SUFFIX}")


def open_book(path: Path, branch: int = MAIN) -> Book:
    """A branch of a chronicle, from its own form or from lines. Raises ChronicleError, OSError."""
    if is_lines(path):
        if branch != MAIN:
            raise BranchMissing(path, "lines of JSON hold one branch alone")
        with path.open(encoding="utf-8") as stream:
            lines = read_lines(stream)
            return Book(list(lines), lines.facts)
    with closing(SqliteStore.open(path, read_only=True, branch=branch)) as store:
        return Book(list(store.events()), store.facts())


def is_lines(path: Path) -> bool:
    """Whether a file holds lines of JSON and no chronicle of its own form."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(1) == b"{"


def world_of(book: Book, given: str | None, path: Path) -> World:
    """The world a story is of: as given, as kept in its chronicle, or the bundled one.

    Raises WorldMistaken, ChronicleDamaged, or Trouble when nothing says which world it is.
    """
    if given is None and not book.facts.keys() & {TEXTS, "world"}:
        raise Trouble(f"{path}: it does not say which world it is of; name it with --world")
    if given is not None or TEXTS not in book.facts:
        return load(given or book.facts["world"])
    with TemporaryDirectory() as folder:
        return load(_unpacked(book.facts, Path(folder), path))


def _unpacked(facts: Mapping[str, str], folder: Path, path: Path) -> Path:
    """Write the kept files into a folder; returns the main one."""
    try:
        kept = json.loads(facts[TEXTS]).items()
        files = {_safe(name): _as_written_now(str(text)) for name, text in kept}
        files |= _wording_files(facts)
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return folder / next(name for name, text in files.items() if MAIN_FILE.search(text))
    except (ValueError, AttributeError, StopIteration) as error:
        raise ChronicleDamaged(path, "the world files kept in it cannot be read") from error


def _as_written_now(text: str) -> str:
    """A world file that was kept when some of its parts still had other names."""
    for was, now in RENAMED.items():
        text = re.sub(rf"^{was}:", f"{now}:", text, flags=re.MULTILINE)
    return text


def _wording_files(facts: Mapping[str, str]) -> dict[str, str]:
    kept = json.loads(facts.get(WORDINGS, "{}"))
    return {_safe(f"wording/{name}"): str(text) for name, text in kept.items()}


def _safe(name: str) -> str:
    """A name that stays within the folder it is unpacked in."""
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or not parts.name:
        raise ValueError(f"{name!r} leads elsewhere")
    return name
