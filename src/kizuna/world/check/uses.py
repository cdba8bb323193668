"""Libraries: what a world takes from elsewhere, and why nobody can reach outside with it.

    uses: [commons, fencing.yaml, crafts]

`commons` is the common library that comes with kizuna. Any other name is a file or a folder of
files that lies with the world: whoever loads a stranger's world reads that world's folder and
nothing else, however the name is spelt and whatever a link in the folder points at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from pathlib import Path

from kizuna.problems import Problems
from kizuna.world.check.mistake import Mistake, shown
from kizuna.world.check.page import Page, page_of, read_page
from kizuna.world.rules import WORDING
from kizuna.world.shape import WorldShape
from kizuna.world.source import read_text

COMMONS = "commons"
COMMONS_FOLDER = Path(str(files("kizuna"))) / "commons"

MOST_FILES = 50
"""Files that all libraries of a world may have, together."""

MOST_BYTES = 4 * 1024 * 1024
"""Bytes that they may have, together."""


def read_libraries(world: Page, problems: Problems) -> tuple[Page, ...] | None:
    """The pages of everything a world uses, or None when some of it cannot be had."""
    shape = world.shape
    assert isinstance(shape, WorldShape)
    folder = world.path.resolve().parent
    pages: list[Page | None] = []
    bytes_before = 0
    for at, name in enumerate(dict.fromkeys(shape.uses)):
        if name == COMMONS:
            pages.extend(commons(problems))
            continue
        found = _files(folder, name)
        mistake = _mistake(world, name, at, found, bytes_before)
        if mistake is not None:
            world.tell(mistake, problems)
            return None
        bytes_before += _bytes(found)
        pages.extend(read_page(path, problems) for path in found)
    sound = tuple(page for page in pages if page is not None)
    return sound if len(sound) == len(pages) else None


def commons(problems: Problems) -> Iterator[Page | None]:
    """The pages of the common library. Its wording is not for the world, but for the telling."""
    for path in sorted(COMMONS_FOLDER.rglob("*.yaml")):
        if WORDING in path.relative_to(COMMONS_FOLDER).parts:
            continue
        yield _common_page(path, path.read_text(encoding="utf-8")) or read_page(path, problems)


@lru_cache(maxsize=64)
def _common_page(path: Path, text: str) -> Page | None:
    """A page of the common library, shaped once as long as it says the same; None: unsound."""
    problems = Problems()
    page = page_of(read_text(text, str(path), problems), path, problems)
    return None if page is None or problems else replace(page, is_commons=True)


def _mistake(
    world: Page, name: str, at: int, found: Sequence[Path], bytes_before: int
) -> Mistake | None:
    """What is wrong with the name of a library."""
    path, folder = ("uses", at), world.path.resolve().parent
    if not _is_inside(folder, name):
        message = f"{shown(name)} does not lie with this world"
        way_out = "put the file into the world's own folder and name it from there"
        return Mistake("use-outside", path, message, way_out)
    if not found or found == [world.path.resolve()]:
        way_out = f"write {COMMONS}, or the name of a file or folder beside the world"
        return Mistake("unknown-use", path, f"there is no library {shown(name)}", way_out)
    if len(found) > MOST_FILES or bytes_before + _bytes(found) > MOST_BYTES:
        message = f"with {shown(name)} the libraries are larger than a world can use"
        way_out = f"use at most {MOST_FILES} files of a folder, and {MOST_BYTES // 1024} KiB in all"
        return Mistake("too-many", path, message, way_out)
    return None


def _is_inside(folder: Path, name: str) -> bool:
    """Whether a name, with all links followed, stays in a folder."""
    parts = Path(name).parts
    if not parts or ".." in parts or Path(name).is_absolute() or "\\" in name or "\0" in name:
        return False
    return (folder / name).resolve().is_relative_to(folder)


def _files(folder: Path, name: str) -> list[Path]:
    """The YAML files that a name means, none from outside the folder, and not too many."""
    if not _is_inside(folder, name):
        return []
    path = folder / name
    named = islice(path.glob("*.yaml"), MOST_FILES + 1) if path.is_dir() else (path,)
    own = (each for each in named if each.suffix == ".yaml" and each.is_file())
    return sorted(each for each in own if each.resolve().is_relative_to(folder))


def _bytes(paths: Sequence[Path]) -> int:
    return sum(path.stat().st_size for path in paths)
