"""stored: worlds once built, kept for the next process.

To read, check and build a world takes longer than to begin a story in it. What came of it is
stored, and taken as it is while everything it came from still says the same: the world's files and
those of the libraries it uses, kizuna's own code, the version of Python.

    world = take(path)                   # None: nothing is stored, or something has changed
    store(path, files, world)

A stored world holds its formulas compiled, which is code. So it is only ever taken from a folder
that belongs to whoever runs this and that nobody else may write to, like Python's own compiled
modules, and never from beside a world: nobody can run code by sharing one. What is damaged is as
good as not there, and where nothing can be stored nothing is.

The folder is `kizuna` in the user's cache; KIZUNA_CACHE names another, and stores nothing when
it is empty.
"""

from __future__ import annotations

import io
import marshal
import os
import pickle
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import is_dataclass
from enum import Enum
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from tempfile import mkstemp
from types import CodeType
from typing import Any

from kizuna.world.rules import World

MARK = b"kizuna world 1\n"
DIGEST_BYTES = 16
KEPT = 16
"""So many worlds are kept, the latest."""
HOUSE = Path(__file__).parents[1]
BUILT_BY = ("world", "state")
"""Rooms whose code decides what a world becomes, besides the modules at the top."""

Said = tuple[tuple[str, bytes], ...]
"""Files and folders with a digest of what each says."""


def take(path: Path) -> World | None:
    """The stored form of the world in a file, when there is one and it is still the same."""
    folder = _folder()
    if folder is None or not _is_private(folder):
        return None
    try:
        said, world = _read(_spot(folder, path))
        is_same = said == _said(name for name, _ in said)
    except (OSError, ValueError, TypeError, EOFError, AttributeError, pickle.UnpicklingError):
        return None
    return world if is_same and isinstance(world, World) else None


def store(path: Path, files: Iterable[Path], world: World) -> None:
    """Keep a world that was built from these files, if it can be kept."""
    folder = _folder()
    if folder is None:
        return
    with suppress(OSError, ValueError, TypeError, AttributeError, pickle.PicklingError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_private(folder):
            listed = sorted({str(each.resolve()) for each in files})
            folders = sorted({str(Path(each).parent) for each in listed})
            _write(_spot(folder, path), (_said([*listed, *folders]), world))
            _let_go_of_the_oldest(folder)


# Where. ---------------------------------------------------------------------------------------


def _folder() -> Path | None:
    """Where worlds are stored; None where nothing is, or where whose a folder is is not told."""
    named = os.environ.get("KIZUNA_CACHE")
    if named == "" or not hasattr(os, "getuid"):
        return None
    with suppress(RuntimeError):
        cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        return Path(named) if named else Path(cache) / "kizuna"
    return None


def _is_private(folder: Path) -> bool:
    """Whether a folder, or a file, is this user's and nobody else may write to it."""
    with suppress(OSError):
        found = folder.lstat()
        is_plain = stat.S_ISDIR(found.st_mode) or stat.S_ISREG(found.st_mode)
        return is_plain and found.st_uid == os.getuid() and not found.st_mode & 0o022
    return False


def _spot(folder: Path, path: Path) -> Path:
    """The file in which a world is kept by this kizuna, under this Python."""
    key = blake2b(digest_size=DIGEST_BYTES)
    for part in (str(path.resolve()), sys.version, *_code()):
        key.update(repr(part).encode())
    return folder / f"{key.hexdigest()}.world"


def _code() -> Iterator[tuple[str, int, int]]:
    """The modules that make a world what it becomes, by name, size and time of change."""
    for folder in (HOUSE, *(HOUSE / room for room in BUILT_BY)):
        of = folder.glob("*.py") if folder == HOUSE else folder.rglob("*.py")
        for path in sorted(of):
            found = path.stat()
            yield str(path), found.st_size, found.st_mtime_ns


def _said(names: Iterable[str]) -> Said:
    """What files say, and which files of a world lie in folders."""
    return tuple((name, _digest(_content(Path(name)))) for name in names)


def _content(path: Path) -> bytes:
    if path.is_dir():
        return "\n".join(sorted(each.name for each in path.glob("*.yaml"))).encode()
    return path.read_bytes()


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=DIGEST_BYTES).digest()


def _let_go_of_the_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.world"), key=lambda each: each.stat().st_mtime_ns)
    for path in kept[:-KEPT]:
        path.unlink(missing_ok=True)


# The form. ------------------------------------------------------------------------------------


def _write(spot: Path, content: tuple[Said, World]) -> None:
    """Write all of it or nothing, for others may be reading; and nothing that could not be read."""
    stream = io.BytesIO()
    _Writer(stream, protocol=5).dump(content)
    body = stream.getvalue()
    _Reader(io.BytesIO(body)).load()
    descriptor, name = mkstemp(dir=spot.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(MARK + _digest(body) + body)
        Path(name).replace(spot)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _read(spot: Path) -> tuple[Said, Any]:
    """What is stored in a file. OSError, ValueError and others where that is nothing sound."""
    if not _is_private(spot):
        raise ValueError("nobody's own file")
    content = spot.read_bytes()
    start = len(MARK) + DIGEST_BYTES
    body = content[start:]
    if content[:start] != MARK + _digest(body):
        raise ValueError("damaged")
    said, world = _Reader(io.BytesIO(body)).load()
    return said, world


class _Writer(pickle.Pickler):
    """Writes what worlds are made of; compiled formulas as Python writes its own modules."""

    def persistent_id(self, value: Any) -> bytes | None:
        """The written form of compiled code; None for all else."""
        return marshal.dumps(value) if isinstance(value, CodeType) else None


class _Reader(pickle.Unpickler):
    """Reads what a `_Writer` wrote: plain values and kizuna's own records, nothing else."""

    def persistent_load(self, written: Any) -> CodeType:
        """Compiled code."""
        code = marshal.loads(written)
        if not isinstance(code, CodeType):
            raise pickle.UnpicklingError("no code")
        return code

    def find_class(self, module: str, name: str) -> Any:
        """A record of kizuna's own. UnpicklingError for whatever else is named."""
        found = getattr(import_module(module), name, None) if _is_ours(module) else None
        if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum | tuple)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a world")


def _is_ours(module: str) -> bool:
    return module.startswith("kizuna.")
