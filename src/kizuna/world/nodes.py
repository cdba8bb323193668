"""Nodes: what an author wrote, as a tree that remembers where everything stands.

>>> from kizuna.problems import Problems
>>> from kizuna.world.source import read_text
>>> lee = read_text("name: Lee\\nage: 16\\n", "lee.yaml", Problems())
>>> plain(lee)
{'name': 'Lee', 'age': 16}
>>> str(mark_at(lee, ("age",)))
'lee.yaml:2:6'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from kizuna.problems import Mark


@dataclass(frozen=True, slots=True)
class TextNode:
    """A text; `mark` is where it begins, with its quote if it has one."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class NumberNode:
    """A finite number: an integer up to 2**53 either way, or a float."""

    mark: Mark
    value: int | float


@dataclass(frozen=True, slots=True)
class FlagNode:
    """True or false."""

    mark: Mark
    value: bool


@dataclass(frozen=True, slots=True)
class EmptyNode:
    """Nothing: `null`, `~` or a value left out."""

    mark: Mark


@dataclass(frozen=True, slots=True)
class SeqNode:
    """A list, in order."""

    mark: Mark
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class MapNode:
    """Keys and their values, in the author's order. No key comes twice."""

    mark: Mark
    entries: tuple[tuple[TextNode, Node], ...]


Node: TypeAlias = MapNode | SeqNode | TextNode | NumberNode | FlagNode | EmptyNode


def plain(node: Node) -> Any:
    """A tree as ordinary dicts, lists, texts, numbers, bools and None, each newly made."""
    match node:
        case MapNode(_, entries):
            return {key.text: plain(value) for key, value in entries}
        case SeqNode(_, items):
            return [plain(item) for item in items]
        case TextNode(_, text):
            return text
        case EmptyNode():
            return None
    return node.value


def mark_at(node: Node, path: tuple[str | int, ...], *, of_key: bool = False) -> Mark:
    """The place a path of keys and list positions leads to, such as a pydantic error's `loc`.

    It is the value's mark; the key's when the value is left out, when the path ends in something
    that is not there, or when `of_key` asks for it. Parts within a path that name nothing (the
    branches of a union) are stepped over.
    """
    key_mark, arrived = node.mark, True
    for part in path:
        step = _step(node, part)
        arrived = step is not None
        if step is not None:
            key_mark, node = step
    of_value = arrived and not of_key and not isinstance(node, EmptyNode)
    return node.mark if of_value else key_mark


def _step(node: Node, part: str | int) -> tuple[Mark, Node] | None:
    """The mark of a key and its value, or of a list's item and the item."""
    if isinstance(node, MapNode):
        return next(((key.mark, value) for key, value in node.entries if key.text == part), None)
    if isinstance(node, SeqNode) and isinstance(part, int) and 0 <= part < len(node.items):
        return node.items[part].mark, node.items[part]
    return None


def height(node: Node) -> int:
    """How many levels a node has, counting itself."""
    if isinstance(node, MapNode):
        return 1 + max((height(value) for _, value in node.entries), default=0)
    if isinstance(node, SeqNode):
        return 1 + max(map(height, node.items), default=0)
    return 1
