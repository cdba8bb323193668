"""A language is whole when nothing of the bundled worlds is left in another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from kizuna.tell.phrases import COMMONS, WORLDS, Phrases, languages, phrases_for
from kizuna.world.load import load
from kizuna.world.rules import World

NAMES = ("precious-person", "the-best-intentions")
PRACTICES = COMMONS.parent / "practices"
OTHERS = [(name, each) for name in NAMES for each in languages() if each != "en"]


def written(name: str) -> Iterator[Any]:
    """What the authors of a world and of the commons wrote."""
    folder = WORLDS / name.replace("-", "_")
    for path in (*sorted(PRACTICES.glob("*.yaml")), PRACTICES.parent / "terms.yaml"):
        yield yaml.safe_load(path.read_text(encoding="utf-8"))
    yield yaml.safe_load((folder / "world.yaml").read_text(encoding="utf-8"))


def texts(node: Any, keys: frozenset[str]) -> Iterator[str]:
    """Texts that stand under these keys, however deep."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in keys and isinstance(value, str):
                yield value
            yield from texts(value, keys)
    elif isinstance(node, list):
        for each in node:
            yield from texts(each, keys)


def phrases(name: str, language: str) -> tuple[World, Phrases]:
    world = load(name)
    return world, phrases_for(language, world.name, world.wording)


@pytest.mark.parametrize(("name", "language"), OTHERS)
def test_every_practice_is_worded(name: str, language: str) -> None:
    world, said = phrases(name, language)
    assert [e.name for e in world.practices if e.lines and not said.of(f"did.{e.name}")] == []
    declined = [each.name for each in world.practices if each.declined]
    assert [each for each in declined if not said.of(f"did.{each}.declined")] == []


@pytest.mark.parametrize(("name", "language"), OTHERS)
def test_every_belief_is_worded(name: str, language: str) -> None:
    world, said = phrases(name, language)
    table = said.table("propositions")
    assert [each for each in world.predicates if each not in table] == []
    asked = [name for name, each in world.predicates.items() if each.asks]
    assert [each for each in asked if "asks" not in table[each]] == []
    assert [each for each in world.words if each not in said.table("words")] == []


@pytest.mark.parametrize(("name", "language"), OTHERS)
def test_whatever_an_author_wrote_is_said(name: str, language: str) -> None:
    world, said = phrases(name, language)
    known = {str(key) for table in said.tables.values() for key in table}
    wanted = {text for page in written(name) for text in texts(page, frozenset({"words", "where"}))}
    wanted |= {e.data["words"] for e in world.opening if e.kind == "Past" and e.data.get("words")}
    places = {event.data["id"] for event in world.opening if event.kind == "PlaceMade"}
    assert sorted(wanted - known) == []
    assert sorted(places - set(said.table("places"))) == []
    assert world.title in said.table("names")
