"""Pace: what becomes a scene, what a few words in passing, and what is left out.

Lines of one place that follow each other closely are a scene. A scene in which enough happens is
told in full: its lines one by one, the weightiest and what leads up to them. One in which little
happens is told in passing, in a sentence or two; several such follow each other in one paragraph.
What is worth neither is left to the silence between.

    shown = paced(lines, salience, FULL)

How much is enough is the `Length` of the telling.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kizuna.clock import MINUTE
from kizuna.tell.line import Line

QUIET_S = 25 * MINUTE
"""A place that was quiet for so long has had its say (a choice)."""


@dataclass(frozen=True, slots=True)
class Length:
    """How much is told: lines from `line` on, scenes whose lines come to `scene`, else passing
    words of at most `passing` lines from `worth_passing` on, and so many of several scenes
    `together`."""

    line: float
    scene: float
    most_lines: int
    worth_passing: float
    passing: int
    together: int


FULL = Length(0.2, scene=1.1, most_lines=26, worth_passing=0.28, passing=2, together=4)
SHORT = Length(0.45, scene=2.5, most_lines=12, worth_passing=0.8, passing=1, together=2)
DIGEST = Length(0.6, scene=99.0, most_lines=0, worth_passing=0.6, passing=4, together=12)
"""Three lengths of telling (a choice): in full, in short, and every scene in passing."""


@dataclass(frozen=True, slots=True)
class Told:
    """A scene as it will be told: its lines in order, in full or in passing."""

    place: str
    lines: tuple[Line, ...]
    is_scene: bool

    @property
    def starts(self) -> int:
        """Story second of its first line."""
        return self.lines[0].time

    @property
    def ends(self) -> int:
        """Story second of its last line."""
        return self.lines[-1].time

    @property
    def who(self) -> tuple[str, ...]:
        """Who is in it, in order of appearance."""
        return tuple(dict.fromkeys(id_ for line in self.lines for id_ in line.who))


def gathered(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines by place, cut where the place was quiet; in the order in which they begin."""
    scenes: list[list[Line]] = []
    open_at: dict[str, list[Line]] = {}
    for line in lines:
        scene = open_at.get(line.place)
        if scene is None or line.time - scene[-1].time > QUIET_S:
            scene = open_at[line.place] = []
            scenes.append(scene)
        scene.append(line)
    return scenes


def paced(lines: Iterable[Line], worth: Mapping[int, float], length: Length) -> Iterator[Told]:
    """What is told of these lines, scene by scene."""
    for scene in gathered(lines):
        strong = [line for line in scene if worth[line.seq] >= length.line]
        if sum(worth[line.seq] for line in strong) >= length.scene:
            yield Told(scene[0].place, tuple(best(strong, worth, length.most_lines)), True)
            continue
        passing = [line for line in scene if worth[line.seq] >= length.worth_passing]
        if passing:
            yield Told(scene[0].place, tuple(best(passing, worth, length.passing)), False)


def best(lines: Sequence[Line], worth: Mapping[int, float], most: int) -> list[Line]:
    """The weightiest lines, in the order in which they happened."""
    ranked = sorted(range(len(lines)), key=lambda place: (-worth[lines[place].seq], place))
    return [lines[place] for place in sorted(ranked[:most])]
