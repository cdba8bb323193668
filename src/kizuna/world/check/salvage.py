"""What remains of a tree when the unsound is left out, so that the rest can still be judged.

A person whose age is a word is left out; the village they live in is not. What is left out was
reported before, and is still known by name: nobody is told that Lee is unknown because of his age.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from kizuna.world.check.mistake import Path
from kizuna.world.nodes import MapNode, Node, SeqNode, TextNode

Branch: TypeAlias = dict[str | int, Any]
"""Paths as nested maps; where one ends, END stands."""

END = ""
"""No key of a world file is empty and sound."""

NAMELESS = "nameless"


def without(node: MapNode, paths: Iterable[Path]) -> MapNode:
    """The tree without what stands at these paths. The owner of a list stays when its items go."""
    branch: Branch = {}
    for path in paths:
        inner = branch
        for part in path:
            inner = inner.setdefault(part, {})
        if path:
            inner[END] = {}
    kept = _pruned(node, branch)
    assert isinstance(kept, MapNode)
    return kept


def _pruned(node: Node, branch: Mapping[str | int, Any]) -> Node:
    if isinstance(node, MapNode):
        entries = ((key, value, branch.get(key.text)) for key, value in node.entries)
        return MapNode(
            node.mark,
            tuple((key, _inner(value, part)) for key, value, part in entries if _stays(part)),
        )
    if isinstance(node, SeqNode):
        items = ((item, branch.get(at)) for at, item in enumerate(node.items))
        return SeqNode(node.mark, tuple(_inner(item, part) for item, part in items if _stays(part)))
    return node


def _stays(part: Mapping[str | int, Any] | None) -> bool:
    return part is None or END not in part


def _inner(node: Node, part: Mapping[str | int, Any] | None) -> Node:
    return _pruned(node, part) if part else node


def with_empty(node: MapNode, keys: Iterable[str]) -> MapNode:
    """The tree with empty maps for keys that it lacks; a world without a name is nameless."""
    empty, nameless = MapNode(node.mark, ()), TextNode(node.mark, NAMELESS)
    added = ((TextNode(node.mark, key), nameless if key == "world" else empty) for key in keys)
    return MapNode(node.mark, (*node.entries, *added))
