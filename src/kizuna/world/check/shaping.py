"""From a tree to a shape, and on from there when something is wrong with it.

Nothing stops at the first mistake: the unsound parts are left out, and what remains still makes a
shape, so that everything else in the file can be judged in the same reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from pydantic import ValidationError

from kizuna.world.check.mistake import Mistake, Path
from kizuna.world.check.salvage import with_empty, without
from kizuna.world.check.telling import path_of, told
from kizuna.world.nodes import MapNode, plain
from kizuna.world.shape import Part

ROUNDS = 8
"""A part left out may leave its owner unsound; nothing in a world lies deeper."""

MOST_TOLD = 200
"""Of the mistakes in one file's shape at most so many are told."""

Error: TypeAlias = Mapping[str, Any]


class Shaped(NamedTuple):
    """A shape (None: nothing makes one), the tree it was made from, and all that was wrong."""

    shape: Part | None
    sound: MapNode
    mistakes: tuple[Mistake, ...]


def shaped(node: MapNode, model: type[Part]) -> Shaped:
    """The shape that a tree makes, after all that is wrong with it is told and left out."""
    shape, errors = _validated(node, model)
    mistakes = tuple(_once(told(error, node, model) for error in errors[:MOST_TOLD]))
    for _ in range(ROUNDS):
        if shape is not None:
            break
        node = with_empty(without(node, map(_unsound, errors)), _needed(errors))
        shape, errors = _validated(node, model)
    return Shaped(shape, node, mistakes)


def _validated(node: MapNode, model: type[Part]) -> tuple[Part | None, list[Error]]:
    try:
        return model.model_validate(plain(node), by_alias=True, by_name=False), []
    except ValidationError as error:
        return None, [*error.errors(include_url=False, include_input=False)]


def _once(mistakes: Iterable[Mistake]) -> Iterator[Mistake]:
    """One mistake for each place: the first that is found there."""
    places: dict[tuple[Path, bool], Mistake] = {}
    for each in mistakes:
        places.setdefault((each.path, each.of_key), each)
    return iter(places.values())


def _unsound(error: Error) -> Path:
    """The part to leave out: what is wrong, or the owner of what is missing."""
    path = path_of(error)
    return path[:-1] if error["type"] == "missing" else path


def _needed(errors: Iterable[Error]) -> list[str]:
    """What the whole file lacks."""
    return [
        each["loc"][0] for each in errors if each["type"] == "missing" and len(each["loc"]) == 1
    ]
