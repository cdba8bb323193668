"""The generated scores of a world, bound to the columns of one still picture.

weighing.free["here"](bindings, found.append)     # every practice toward each of those here
weighing.parts["console"].weigh(*binding[:7])     # its considerations one by one
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kizuna.dice import Keys
from kizuna.mind.kept import Kept
from kizuna.mind.said import Sayings
from kizuna.mind.still import Still
from kizuna.mind.ways import ways_of
from kizuna.world.rules import Practice, World
from kizuna.world.scores import (
    GROUPS,
    WORKED_OUT,
    Parts,
    bind,
    bind_parts,
    compile_many,
    few_globals,
    many_globals,
)

AnswersTo = Mapping[str, Mapping[str, tuple[int, ...]]]


class Weighing:
    """Functions that weigh practices over the columns of one picture."""

    def __init__(self, world: World, still: Still) -> None:
        self.world, self.still, scores = world, still, world.scores
        self.scores = scores
        self.columns: dict[str, Any] = few_globals()
        self.columns.update(still.few)
        self.version = still.version
        self.free: Mapping[str, Callable[..., Any]] = {
            group: bind(scores.few[group], self.columns) for group in GROUPS
        }
        self.answers: Mapping[tuple[str, int], Callable[..., Any]] = {
            spot: bind(code, self.columns) for spot, code in scores.answers.items()
        }
        self.parts: Mapping[str, Parts] = {
            name: bind_parts(code, self.columns) for name, code in scores.parts.items()
        }
        self.labels = tuple(map(labels_of, world.practices))
        self.sayings = Sayings(world.predicates, still.whole.people.row)
        self.ways = ways_of(world.practices)
        self.kept = Kept()
        self.crowd: ManyWeighing | None = None
        self.worked_out: dict[str, list[tuple[Any, ...]]] = {name: [] for name in WORKED_OUT}
        self.columns.update((f"{name}_rows", rows) for name, rows in self.worked_out.items())

    def for_crowd(self) -> ManyWeighing:
        """The same in its many-rows form, made when first asked for."""
        if self.crowd is None:
            self.crowd = ManyWeighing(self.world, self.still, self.scores.answers_to)
        return self.crowd

    def clear_bindings(self) -> None:
        """Forget what was worked out for the bindings of an earlier moment."""
        for rows in self.worked_out.values():
            rows.clear()

    def refresh(self) -> None:
        """See the columns anew after the picture has grown."""
        if self.version != self.still.version:
            self.columns.update(self.still.few)
            self.version = self.still.version
            if self.crowd is not None:
                self.crowd.columns.update(self.still.many)


def labels_of(practice: Practice) -> tuple[str, ...]:
    """How reasons name a practice's considerations: "heart: revered"."""
    return tuple(f"{each.voice}: {each.name}" for each in practice.considerations)


class ManyWeighing:
    """Many-rows functions over the columns of one picture; to be called within `quiet()`.

    `is_answer[group][answer, what was done]` says which practice can answer which, `keys` are
    everybody's and a last 0 for nobody.
    """

    def __init__(self, world: World, still: Still, answers_to: AnswersTo) -> None:
        scores = compile_many(world.practices)
        self.columns: dict[str, Any] = many_globals()
        self.columns.update(still.many)
        self.free = {group: bind(scores.free[group], self.columns) for group in GROUPS}
        self.answers = {group: bind(scores.answers[group], self.columns) for group in GROUPS}
        self.parts = tuple(bind(code, self.columns) for code in scores.parts)
        self.is_answer = {group: _is_answer(world, answers_to, group) for group in GROUPS}
        self.keys: Keys = np.array([*still.whole.people.keys, 0], np.uint64)


def _is_answer(world: World, answers_to: AnswersTo, group: str) -> NDArray[np.bool_]:
    is_answer = np.zeros((len(world.practices), len(world.practices)), np.bool_)
    for each in world.practices:
        is_answer[list(answers_to.get(each.name, {}).get(group, ())), each.index] = True
    return is_answer
