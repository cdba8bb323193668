"""The map of the house: imports go one way, and every room knows whose doors it may open.

The map is read off the sources with `ast`, so nothing is imported to draw it. `docs/house.md` shows
the same map in words.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "src" / "kizuna"

GROUND = frozenset({"event", "clock", "dice", "problems"})
NOUNS = GROUND | {"state", "chronicle"}
RULES = NOUNS | {"world"}
STORY = RULES | {"mind", "scene", "tick", "run"}
DOOR = "the front door"

MAY_OPEN = {
    "event": frozenset({"dice"}),
    "clock": frozenset(),
    "dice": frozenset(),
    "problems": frozenset(),
    "state": GROUND,
    "chronicle": GROUND,
    "world": NOUNS,
    "mind": RULES,
    "scene": RULES | {"mind"},
    "tick": RULES | {"mind", "scene"},
    "run": STORY - {"run"},
    "ask": STORY | {"explain"},
    DOOR: STORY | {"explain", "tell", "ask", "ensemble", "trial", "whatif"},
    "explain": RULES | {"tell"},
    "tell": RULES,
    "ensemble": RULES | {"run"},
    "trial": RULES | {"run", "ensemble"},
    "whatif": STORY | {"explain", "ensemble", "trial"},
    "faces": RULES | {"run", "explain", "tell", "ensemble", "trial", "ask", DOOR},
    "__main__": {"cli"},
    "cli": RULES | {"run", "explain", "tell", "ensemble", "trial", "faces", DOOR},
}
"""For each room, the rooms whose words it may use. A room may always use its own."""


def opened(source: str) -> Iterator[str]:
    """The rooms that a source imports from, wherever in the source it does."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            if node.level:
                yield "a relative import"
            elif node.module == "kizuna":
                yield from (_room(f"kizuna.{each.name}") for each in node.names)
            elif node.module and node.module.startswith("kizuna."):
                yield _room(node.module)
        elif isinstance(node, ast.Import):
            names = (each.name for each in node.names)
            yield from (_room(name) for name in names if name.split(".")[0] == "kizuna")


def _room(module: str) -> str:
    room = module.split(".")[1] if "." in module else DOOR
    return room if room in MAY_OPEN else DOOR


def room_of(path: Path) -> str:
    room = path.relative_to(HOUSE).parts[0].removesuffix(".py")
    return DOOR if room == "__init__" else room


def wrong_doors(room: str, source: str) -> list[str]:
    """The rooms a source opens that its own room may not."""
    return sorted(set(opened(source)) - MAY_OPEN[room] - {room})


SOURCES = sorted(HOUSE.rglob("*.py"))


def test_every_room_is_on_the_map() -> None:
    rooms = {room_of(path) for path in SOURCES}
    assert rooms - MAY_OPEN.keys() == set()
    assert len(SOURCES) > 50


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    assert wrong_doors(room_of(path), path.read_text(encoding="utf-8")) == []


def test_the_map_itself_has_no_circle() -> None:
    left = {room: set(doors) for room, doors in MAY_OPEN.items()}
    while left:
        ready = [room for room, doors in left.items() if not doors & left.keys()]
        assert ready, f"these open each other's doors: {sorted(left)}"
        for room in ready:
            del left[room]


@pytest.mark.parametrize(
    ("room", "source", "wrong"),
    [
        ("state", "from kizuna.mind.want import want", ["mind"]),
        ("world", "import kizuna.run", ["run"]),
        ("mind", "def f():\n    from kizuna.scene.resolve import resolve", ["scene"]),
        ("event", "from kizuna import clock", ["clock"]),
        ("tell", "from kizuna import Story", [DOOR]),
        ("explain", "from kizuna.tick import tick", ["tick"]),
        ("scene", "from . import journey", ["a relative import"]),
        ("run", "import kizuna", [DOOR]),
    ],
)
def test_a_wrong_door_is_noticed(room: str, source: str, wrong: list[str]) -> None:
    assert wrong_doors(room, source) == wrong


def test_a_right_door_is_open() -> None:
    assert wrong_doors("mind", "from kizuna.state.table import NONE\nimport numpy as np") == []
    assert wrong_doors("mind", "from kizuna.mind.moment import Moment") == []
