"""Libraries: what a world takes from elsewhere, and why nobody can reach outside with it.

    uses: [commons, fencing.yaml, crafts]

`commons` is the common library that comes with kizuna. Any other name is a file or a folder of
files that lies with the world: whoever loads a stranger's world reads that world's folder and
nothing else, however the name is spelt and whatever a link in the folder points at.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from pathlib import Path

from kizuna.problems import Problems
from kizuna.world.check.mistake import Mistake, meant, shown
from kizuna.world.check.page import Page, read_page
from kizuna.world.shape import WorldShape

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
    for at, name in enumerate(dict.fromkeys(shape.uses)):
        mistake = None if name == COMMONS else _mistake(folder, name, at)
        if mistake is not None:
            world.tell(mistake, problems)
            pages.append(None)
        elif name == COMMONS:
            pages.extend(commons(problems))
        else:
            pages.extend(read_page(path, problems) for path in _files(folder, name))
    found = tuple(page for page in pages if page is not None)
    return found if len(found) == len(pages) else None


def commons(problems: Problems) -> Iterator[Page | None]:
    """The pages of the common library."""
    for path in sorted(COMMONS_FOLDER.rglob("*.yaml")):
        stat = path.stat()
        page = _common_page(path, stat.st_mtime_ns, stat.st_size)
        yield page or read_page(path, problems)


@lru_cache(maxsize=64)
def _common_page(path: Path, changed_at: int, size: int) -> Page | None:
    """A page of the common library, read once as long as the file stays what it is."""
    problems = Problems()
    page = read_page(path, problems)
    return None if page is None or problems else page.as_commons()


def _mistake(folder: Path, name: str, at: int) -> Mistake | None:
    """What is wrong with the name of a library."""
    path = ("uses", at)
    if not _is_inside(folder, name):
        message = f"{shown(name)} does not lie with this world"
        way_out = "put the file into the world's own folder and name it from there"
        return Mistake("use-outside", path, message, way_out)
    found = list(_files(folder, name))
    if not found:
        near = [each.name for each in islice(sorted(folder.glob("*.yaml")), MOST_FILES)]
        way_out = meant(name, (COMMONS, *near))
        return Mistake("unknown-use", path, f"there is no library {shown(name)}", way_out)
    if len(found) > MOST_FILES or sum(each.stat().st_size for each in found) > MOST_BYTES:
        message = f"the library {shown(name)} is larger than a world can use"
        way_out = f"use at most {MOST_FILES} files and {MOST_BYTES // 1024} KiB"
        return Mistake("too-many", path, message, way_out)
    return None


def _is_inside(folder: Path, name: str) -> bool:
    """Whether a name, with all links followed, stays in a folder."""
    parts = Path(name).parts
    if not parts or ".." in parts or Path(name).is_absolute() or "\\" in name or "\0" in name:
        return False
    return (folder / name).resolve().is_relative_to(folder)


def _files(folder: Path, name: str) -> Iterator[Path]:
    """The YAML files that a name means, none from outside the folder, and not too many."""
    path = folder / name
    if path.is_file():
        yield path
    elif path.is_dir():
        inside = (each for each in path.rglob("*.yaml") if each.is_file())
        own = (each for each in inside if each.resolve().is_relative_to(folder))
        yield from sorted(islice(own, MOST_FILES + 1))
