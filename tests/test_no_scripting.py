"""No plot flags: libraries and worlds are read as data, and none of them may tell its people what
to do. Practices are anybody's; what happens from outside is never somebody's choice; and no code
knows anybody by name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import kizuna
from kizuna.world.load import BUNDLED, WORLD_FILE, bundled, find
from kizuna.world.names import vocabulary

SOURCE = Path(kizuna.__file__).parent
COMMONS = sorted((SOURCE / "commons").rglob("*.yaml"))
WORLDS = {name: find(name).parent for name in bundled()}
SHARED = ("practices", "predicates", "readings")
WORD = re.compile(r"[a-z_]+")

OUTSIDE = {
    "precious-person": {"night", "rain", "mending", "waking", "office_hours", "departure"},
    "the-best-intentions": {
        "night",
        "operation",
        "wounded",
        "fever",
        "accident",
        "fall",
        "office_work",
        "discharge",
        "second_discharge",
        "third_discharge",
    },
}
"""What may come from outside in each bundled world; other worlds may only have weather and light."""
WEATHER = {"night", "dawn", "rain", "snow", "wind", "storm", "sun"}


def data_of(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {}


def pages() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every YAML file of the commons and of the bundled worlds that is no list of beats."""
    found = [*COMMONS, *sorted(BUNDLED.rglob("*.yaml"))]
    return ((path, data_of(path)) for path in found if path.name != "beats.yaml")


def worlds() -> list[dict[str, Any]]:
    return [data_of(folder / WORLD_FILE) for folder in WORLDS.values()]


def strings(value: Any) -> Iterator[str]:
    """Every key and every text in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(key)
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def cast() -> set[str]:
    """Ids and names, in small letters, of everybody in a bundled world, residents too."""
    found: set[str] = set()
    for world in worlds():
        for noun in ("people", "residents"):
            for id_, each in world.get(noun, {}).items():
                names = WORD.findall(each["name"].lower())
                found |= {id_, *(name for name in names if name not in ("the", "nine", "tails"))}
    return found


def words(text: str) -> set[str]:
    return set(WORD.findall(text.lower()))


def shared() -> Iterator[tuple[str, Any]]:
    """Each practice, predicate and reading there is, with where it stands."""
    for path, page in pages():
        for noun in SHARED:
            entries = page.get(noun, {})
            named = entries.items() if isinstance(entries, dict) else enumerate(entries)
            for name, each in named:
                yield f"{path.name}: {noun}: {name}", {str(name): each}


def practices() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, page in pages():
        for name, each in page.get("practices", {}).items():
            yield f"{path.name}: {name}", each


def beats() -> set[str]:
    """Names of every beat of every bundled world."""
    found: set[str] = set()
    for folder in WORLDS.values():
        path = folder / "beats.yaml"
        if path.exists():
            found |= {each["name"] for each in data_of(path)["beats"]}
    return found


def test_there_is_something_to_read() -> None:
    assert len(cast()) > 10 and len(list(practices())) > 50 and beats()
    assert {"lee", "naruto"} <= cast()


def test_whatever_is_shared_names_nobody() -> None:
    people = cast()
    for where, each in shared():
        named = {word for text in strings(each) for word in words(text)} & people
        assert not named, f"{where} names {sorted(named)}"


def test_nothing_depends_on_a_beat() -> None:
    names = beats()
    for where, each in practices():
        formulas = [str(each.get("when", ""))]
        formulas += [str(f) for voice in ("head", "heart", "resident", "consent", "shows")
                     for f in each.get(voice, {}).values()]  # fmt: skip
        for formula in formulas:
            assert not {n for n in names if n.replace(" ", "_") in words(formula)}, where
    spellings = {part for spelling in vocabulary() for part in spelling.split(".")}
    assert not spellings & (names | {"beat", "beats", "happened", "flag", "chapter"})


def test_a_worlds_own_practices_are_peculiar_to_it() -> None:
    for path, page in pages():
        if path.is_relative_to(BUNDLED):
            for name, each in page.get("practices", {}).items():
                assert each.get("peculiar to"), f"{path.name}: {name}"


def test_no_practice_is_both_romance_and_names_somebody() -> None:
    people = cast()
    for where, each in practices():
        if each.get("romance"):
            assert not {word for text in strings(each) for word in words(text)} & people, where


@pytest.mark.parametrize("name", bundled())
def test_only_what_nobody_chose_happens(name: str) -> None:
    allowed = OUTSIDE.get(name, WEATHER)
    for path in sorted(WORLDS[name].rglob("*.yaml")):
        for each in data_of(path).get("happenings", ()):
            assert each["name"] in allowed, f"{path.name}: {each['name']}"
            assert not words(each["words"]) & cast(), f"{path.name}: {each['words']}"


def bare_strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module that means something, that is, that is no documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def test_no_code_knows_anybody() -> None:
    people = cast()
    for path in sorted(SOURCE.rglob("*.py")):
        for line, text in bare_strings(path):
            # An example in a message is no knowledge; a string that is only a name would be.
            known = people & ({text.lower(), *re.findall(r"'([a-z_]+)'", text)})
            assert not known, f"{path.relative_to(SOURCE)}:{line} names {sorted(known)}"
