"""From a tree to a shape: what pydantic finds wrong, told the way one author tells another.

    village.yaml:4:10: 'age' has to be a whole number from 0 to 200, not 'sixteen' [wrong-type]

Pydantic says that something is wrong and where; what belongs there instead is read off the same
JSON Schema that editors use. Nothing stops at the first mistake: the unsound parts are left out,
and what remains still makes a shape, so that everything else in the file can be judged as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeAlias

from pydantic import ValidationError

from kizuna.problems import Problems, did_you_mean
from kizuna.world.check.mistake import Mistake, Path, meant, shown
from kizuna.world.shape import CommonsShape
from kizuna.world.source import (
    EmptyNode,
    FlagNode,
    MapNode,
    Node,
    NumberNode,
    SeqNode,
    TextNode,
    mark_at,
    plain,
)

Schema: TypeAlias = Mapping[str, Any]
"""A part of a JSON Schema."""

ROUNDS = 8
"""A part left out may leave its owner unsound; the deepest part of a world lies this deep."""

KEY = "[key]"
"""How pydantic ends the path of a mistake in a key."""


def shaped(
    node: MapNode, model: type[CommonsShape], problems: Problems
) -> tuple[CommonsShape | None, MapNode]:
    """The shape of a tree and the part of the tree that it was made from; mistakes are reported."""
    shape, errors = _validated(node, model)
    for mistake in _once(_mistake(error, node, model) for error in errors):
        mark = mark_at(node, mistake.path, of_key=mistake.of_key)
        problems.report(mistake.name, mark, mistake.message, mistake.way_out)
    for _ in range(ROUNDS):
        if shape is not None:
            break
        node = _without(node, _tree_of(_unsound(node, error) for error in errors))
        shape, errors = _validated(_with_what_is_needed(node, errors), model)
    return shape, node


def _validated(
    node: MapNode, model: type[CommonsShape]
) -> tuple[CommonsShape | None, list[Mapping[str, Any]]]:
    try:
        return model.model_validate(plain(node), by_alias=True, by_name=False), []
    except ValidationError as error:
        return None, list(error.errors(include_url=False, include_input=False))  # type: ignore[arg-type]


def _once(mistakes: Iterable[Mistake]) -> Iterable[Mistake]:
    """One mistake for each place: the first that is found there."""
    return {each.path: each for each in reversed(list(mistakes))}.values()


# What is left out. ----------------------------------------------------------------------------


def _unsound(node: Node, error: Mapping[str, Any]) -> Path:
    """The part to leave out: what is wrong, or the owner of what is missing."""
    path = _path(error)
    return path[:-1] if error["type"] == "missing" else path


def _path(error: Mapping[str, Any]) -> Path:
    loc = tuple(error["loc"])
    return loc[:-1] if loc and loc[-1] == KEY else loc


def _tree_of(paths: Iterable[Path]) -> dict[str | int, Any]:
    """Paths as nested maps; where one ends there is an empty map."""
    tree: dict[str | int, Any] = {}
    for path in paths:
        branch = tree
        for part in path:
            branch = branch.setdefault(part, {})
    return tree


def _without(node: Any, unsound: Mapping[str | int, Any]) -> Any:
    """The tree without these parts. What stands above a part that is left out stays."""
    if isinstance(node, MapNode):
        kept = tuple(
            (key, _without(value, unsound.get(key.text, {})))
            for key, value in node.entries
            if unsound.get(key.text) != {}
        )
        return MapNode(node.mark, kept)
    if isinstance(node, SeqNode):
        items = enumerate(node.items)
        left = tuple(_without(item, unsound.get(at, {})) for at, item in items if unsound.get(at) != {})
        return SeqNode(node.mark, left)
    return node


def _with_what_is_needed(node: MapNode, errors: Iterable[Mapping[str, Any]]) -> MapNode:
    """A world without people, say, gets an empty list of them, so that the rest can be judged."""
    missing = {error["loc"][0] for error in errors if len(error["loc"]) == 1 and error["type"] == "missing"}
    if not missing:
        return node
    empty = MapNode(node.mark, ())
    nameless = TextNode(node.mark, "nameless")
    added = ((TextNode(node.mark, key), nameless if key == "world" else empty) for key in sorted(missing))
    return MapNode(node.mark, (*node.entries, *added))
