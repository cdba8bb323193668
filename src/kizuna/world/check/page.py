"""One file as it was read: its tree with the places of everything, and the shape it makes.

A page with mistakes still has a shape, made from what is sound in it, so that whatever else is
wrong can be told in the same breath.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kizuna.problems import Mark, Problems
from kizuna.world.check.mistake import Mistake
from kizuna.world.check.shaping import shaped
from kizuna.world.shape import CommonsShape, WorldShape
from kizuna.world.source import EmptyNode, MapNode, Node, mark_at, read_file

NOTHING = EmptyNode(Mark("", 1, 1, ""))


@dataclass(frozen=True, slots=True)
class Page:
    """A file: the tree as it was written, what is sound of it, and the shape that makes."""

    path: Path
    written: MapNode
    sound: MapNode
    shape: CommonsShape
    is_commons: bool = False

    def as_commons(self) -> Page:
        """The same page, known to belong to the common library."""
        return replace(self, is_commons=True)

    def mark(self, mistake: Mistake) -> Mark:
        """Where a mistake stands."""
        mark = mark_at(self.sound, mistake.path, of_key=mistake.of_key)
        return mark.inside(mistake.text, mistake.offset) if mistake.text else mark

    def tell(self, mistake: Mistake, problems: Problems) -> None:
        """Report a mistake of this page."""
        problems.report(mistake.name, self.mark(mistake), mistake.message, mistake.way_out)

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
    node = read_file(path, problems)
    if node is None:
        return None
    if not isinstance(node, MapNode):
        noun, key = ("world", "world") if model is WorldShape else ("library", "practices")
        message = f"this is no {noun}: a {noun} file has keys, and {key} among them"
        problems.report("not-a-world", node.mark, message, f"begin with {key}:")
        return None
    shape, sound, mistakes = shaped(node, model)
    for mistake in mistakes:
        mark = mark_at(node, mistake.path, of_key=mistake.of_key)
        problems.report(mistake.name, mark, mistake.message, mistake.way_out)
    return None if shape is None else Page(path, node, sound, shape)
