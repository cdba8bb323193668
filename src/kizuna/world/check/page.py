"""One file as it was read: its tree with the places of everything, and the shape it makes.

A page with mistakes still has a shape, made from what is sound in it, so that whatever else is
wrong can be told in the same breath.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kizuna.problems import Mark, Problems
from kizuna.world.check.mistake import Mistake
from kizuna.world.check.shaping import shaped
from kizuna.world.check.telling import found_at
from kizuna.world.nodes import EmptyNode, MapNode, Node, mark_at
from kizuna.world.shape import CommonsShape, WorldShape
from kizuna.world.source import read_file

NOTHING = EmptyNode(Mark("", 1, 1, ""))


@dataclass(frozen=True, slots=True)
class Page:
    """A file: the tree as it was written, what is sound of it, and the shape that makes."""

    path: Path
    written: MapNode
    sound: MapNode
    shape: CommonsShape
    wounds: frozenset[Mark] = frozenset()
    """Where the owners of what was left out stand: what they lack now is no mistake of its own."""
    is_commons: bool = False

    def mark(self, mistake: Mistake) -> Mark:
        """Where a mistake stands."""
        mark = mark_at(self.sound, mistake.path, of_key=mistake.of_key)
        return mark.inside(mistake.text, mistake.offset) if mistake.text else mark

    def tell(self, mistake: Mistake, problems: Problems) -> None:
        """Report a mistake of this page, unless it only follows from another."""
        mark = self.mark(mistake)
        if mark not in self.wounds:
            problems.report(mistake.name, mark, mistake.message, mistake.way_out)

    def keys(self, key: str) -> tuple[str, ...]:
        """All keys written under one of the first level, sound or not."""
        inner = child(self.written, key)
        return tuple(name.text for name, _ in inner.entries) if isinstance(inner, MapNode) else ()


def child(node: Node, key: str) -> Node:
    """The value of a key, nothing when there is none."""
    entries = node.entries if isinstance(node, MapNode) else ()
    return next((value for name, value in entries if name.text == key), NOTHING)


def read_page(
    path: Path, problems: Problems, model: type[CommonsShape] = CommonsShape
) -> Page | None:
    """The page of a file, or None when there is nothing to go on with. All mistakes are told."""
    return page_of(read_file(path, problems), path, problems, model)


def page_of(
    node: Node | None, path: Path, problems: Problems, model: type[CommonsShape] = CommonsShape
) -> Page | None:
    """The page that a tree makes; None is made of what could not be read."""
    if node is None:
        return None
    if not isinstance(node, MapNode):
        noun, key = ("world", "world") if model is WorldShape else ("library", "practices")
        message = f"this is no {noun}: a {noun} file has keys, and {key} among them"
        problems.report("not-a-world", node.mark, message, f"begin with {key}:")
        return None
    shape, sound, mistakes = shaped(node, model)
    told = [problem.mark for problem in problems]
    for mistake in mistakes:
        mark, found = (
            mark_at(node, mistake.path, of_key=mistake.of_key),
            found_at(node, mistake.path),
        )
        if mark not in told and (found is None or found.mark not in told):
            problems.report(mistake.name, mark, mistake.message, mistake.way_out)
    if not isinstance(shape, CommonsShape):
        return None
    return Page(path, node, sound, shape, _wounds(node, mistakes))


def _wounds(node: Node, mistakes: Iterable[Mistake]) -> frozenset[Mark]:
    owners = [mistake.path[:-1] for mistake in mistakes]
    return frozenset(
        mark_at(node, owner, of_key=of_key) for owner in owners for of_key in (False, True)
    )
