"""The generated scores of a world, bound to the columns of one still picture.

weighing.free["here"](i, j, ij, found.append)     # every practice toward somebody here
weighing.parts["console"].weigh(i=.., j=.., ij=..)  # its considerations one by one
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kizuna.mind.still import Still
from kizuna.world.rules import World
from kizuna.world.scores import (
    GROUPS,
    Parts,
    bind_few,
    bind_parts,
    few_globals,
)


class Weighing:
    """Functions that weigh practices over the columns of one picture."""

    def __init__(self, world: World, still: Still) -> None:
        self.world, self.still, scores = world, still, world.scores
        self.scores = scores
        self.columns: dict[str, Any] = few_globals()
        self.columns.update(still.few)
        self.version = still.version
        self.free: Mapping[str, Callable[..., Any]] = {
            group: bind_few(scores.few[group], self.columns) for group in GROUPS
        }
        self.answers: Mapping[tuple[str, str], Callable[..., Any]] = {
            spot: bind_few(code, self.columns) for spot, code in scores.few_answers.items()
        }
        self.parts: Mapping[str, Parts] = {
            name: bind_parts(code, self.columns) for name, code in scores.parts.items()
        }

    def refresh(self) -> None:
        """See the columns anew after the picture has grown."""
        if self.version != self.still.version:
            self.columns.update(self.still.few)
            self.version = self.still.version
