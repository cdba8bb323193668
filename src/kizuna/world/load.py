"""From a world's name to a world that runs: find, read, check, build.

    world = load("precious-person")      # a bundled world
    world = load("village.yaml")         # a file
    world = load("village")              # a folder that holds world.yaml

All mistakes of all files are told at once (`WorldMistaken`); a world with none is built. `check`
says what is wrong and builds nothing.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kizuna.problems import Problems, did_you_mean
from kizuna.world.rules import WORDING, World
from kizuna.world.stored import store, take

if TYPE_CHECKING:
    from kizuna.world.check.written import Written

BUNDLED = Path(str(files("kizuna"))) / "worlds"
WORLD_FILE = "world.yaml"


def bundled() -> tuple[str, ...]:
    """Names of the worlds that come with kizuna."""
    found = (path.parent.name for path in BUNDLED.glob(f"*/{WORLD_FILE}"))
    return tuple(sorted(name.replace("_", "-") for name in found))


def find(name: str | Path) -> Path:
    """The world file a name means: a file, a folder with `world.yaml`, or a bundled world.

    What means none of these is taken for a file that is not there. A folder that holds no world
    does not hide a bundled one of its name: stories may be kept there.
    """
    path = Path(name)
    within = path / WORLD_FILE
    holds_none = path.is_dir() and not within.exists()
    if str(name) in bundled() and (holds_none or not path.exists()):
        return BUNDLED / str(name).replace("-", "_") / WORLD_FILE
    return within if path.is_dir() else path


def load(name: str | Path) -> World:
    """A world ready to begin stories from. Raises WorldMistaken with every mistake found."""
    path = find(name)
    world = take(path) or _built(name, path)
    return replace(world, wording=_wording(path.resolve().parent))


def _built(name: str | Path, path: Path) -> World:
    """The world made from what is written, and stored for the next time."""
    from kizuna.world.build import build

    problems = Problems()
    written = _judged(name, problems)
    problems.raise_any()
    assert written is not None
    world = build(written.shape, _texts(written))
    store(path, (page.path for page in written.pages), world)
    return world


def check(name: str | Path) -> Problems:
    """Everything that is wrong with a world, its libraries, its beats and its ablations."""
    # Patterns take their time to import, and whoever only loads a world needs none.
    from kizuna.world.ablations import ablations_file, read_ablations
    from kizuna.world.beats import beats_file, beats_in
    from kizuna.world.build import build

    problems = Problems()
    written = _judged(name, problems)
    if written is None:
        return problems
    path = written.page.path
    beats = beats_in(beats_file(path), written.known, problems)
    if not problems and ablations_file(path).exists():
        read_ablations(path, build(written.shape, {}), beats, problems)
    return problems


def _judged(name: str | Path, problems: Problems) -> Written | None:
    """What is written, as far as it can be read, with everything that is wrong with it."""
    # To judge takes much that a stored world has no use for.
    from kizuna.world.check import judge

    written = _read(name, problems)
    if written is not None:
        judge(written, problems)
    return written


def _read(name: str | Path, problems: Problems) -> Written | None:
    from kizuna.world.check import read

    path = find(name)
    if path.exists() or path.suffix:
        return read(path, problems)
    way_out = did_you_mean(str(name), bundled()) or "name a file, a folder or a bundled world"
    problems.report("unknown-world", None, f"there is no world {str(name)!r}", way_out)
    return None


def _texts(written: Written) -> dict[str, str]:
    """The world's own files as they were written, by their names in its folder."""
    folder = written.page.path.resolve().parent
    own = [page.path.resolve() for page in written.pages if not page.is_commons]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in own}


def _wording(folder: Path) -> dict[str, str]:
    """The wording files beside a world, by language and name: how it is told, not what happens."""
    found = sorted((folder / WORDING).glob("*/*.yaml"))
    names = (path.relative_to(folder / WORDING).as_posix() for path in found)
    return {name: path.read_text(encoding="utf-8") for name, path in zip(names, found, strict=True)}
