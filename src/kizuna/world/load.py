"""From a file's name to a world that runs: read, shape, check, build.

A world is one file or a folder holding `world.yaml`; a bundled world is called by its name. All
mistakes of all its files are told at once (`WorldMistaken`); a world with none is built.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kizuna.problems import Mark, Problems, WorldMistaken
from kizuna.world.build import build
from kizuna.world.rules import World
from kizuna.world.shape import CommonsShape, WorldShape
from kizuna.world.source import Node, mark_at, plain, read_file

COMMONS = Path(str(files("kizuna"))) / "commons"
BUNDLED = Path(str(files("kizuna"))) / "worlds"


def bundled() -> tuple[str, ...]:
    """Names of the worlds that come with kizuna."""
    found = (path.parent.name for path in BUNDLED.glob("*/world.yaml"))
    return tuple(sorted(name.replace("_", "-") for name in found))


def find(name: str) -> Path:
    """The world file a name means: a file, a folder with `world.yaml`, or a bundled world."""
    path = Path(name)
    if path.is_dir():
        return path / "world.yaml"
    if path.exists() or path.suffix in (".yaml", ".yml"):
        return path
    return BUNDLED / name.replace("-", "_") / "world.yaml"


def load(name: str | Path) -> World:
    """A world ready to begin stories from. Raises WorldMistaken with every mistake found."""
    problems = Problems()
    path = find(str(name))
    read = _read(path, problems)
    if read is None:
        raise WorldMistaken(problems)
    shape = _shape(read, problems)
    if shape is None or problems:
        raise WorldMistaken(problems)
    return build(shape, {path.name: path.read_text(encoding="utf-8")})


def _read(path: Path, problems: Problems) -> tuple[Node, dict[str, Any]] | None:
    node = read_file(path, problems)
    if node is None or problems:
        return None
    data = plain(node)
    return (node, data) if isinstance(data, dict) else None


def _shape(read: tuple[Node, dict[str, Any]], problems: Problems) -> WorldShape | None:
    node, data = read
    own = _validated(WorldShape, node, data, problems)
    commons = _commons(problems)
    if own is None or commons is None:
        return None
    assert isinstance(own, WorldShape)
    return own.model_copy(
        update={
            "practices": {**commons.practices, **own.practices},
            "predicates": {**commons.predicates, **own.predicates},
            "readings": (*commons.readings, *own.readings),
        }
    )


def _commons(problems: Problems) -> CommonsShape | None:
    """The common library: every file of it, merged."""
    whole = CommonsShape()
    for path in sorted(COMMONS.rglob("*.yaml")):
        read = _read(path, problems)
        part = None if read is None else _validated(CommonsShape, read[0], read[1], problems)
        if part is None:
            return None
        whole = CommonsShape.model_construct(
            practices={**whole.practices, **part.practices},
            predicates={**whole.predicates, **part.predicates},
            readings=(*whole.readings, *part.readings),
        )
    return whole


def _validated(
    model: type[CommonsShape], node: Node, data: Mapping[str, Any], problems: Problems
) -> CommonsShape | None:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for each in error.errors():
            mark = mark_at(node, tuple(each["loc"]))
            _report(problems, mark, each)
        return None


def _report(problems: Problems, mark: Mark, error: Any) -> None:
    problems.report("wrong-shape", mark, str(error["msg"]), "Compare with the schema.")
