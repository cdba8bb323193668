"""Places and the ways between them.

A place has tags that practices read (`lodging`, `healing`, `water`, `open`, `office` ...). A path
takes seconds on foot and may run along a place of its own (`via`), where whoever walks it can be
met.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush

from kizuna.state.table import NONE


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere people can be."""

    id: str
    name: str
    tags: tuple[str, ...]
    land: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one place to the next, in seconds on foot."""

    toward: int
    seconds: int
    via: int = NONE


@dataclass(slots=True)
class Places:
    """All places, their paths, and the shortest way between any two."""

    all: list[Place] = field(default_factory=list)
    row: dict[str, int] = field(default_factory=dict)
    paths: list[list[Path]] = field(default_factory=list)
    ways: dict[tuple[int, int], tuple[Path, int] | None] = field(default_factory=dict)
    stirred_at: dict[int, int] = field(default_factory=dict)
    """When the last word was said at a place, or somebody last came."""

    def make(self, place: Place) -> int:
        """Add a place; returns its row."""
        self.row[place.id] = len(self.all)
        self.all.append(place)
        self.paths.append([])
        self.ways.clear()
        return len(self.all) - 1

    def join(self, one: int, other: int, seconds: int, via: int) -> None:
        """Add a path that can be walked both ways."""
        self.paths[one].append(Path(other, seconds, via))
        self.paths[other].append(Path(one, seconds, via))
        self.ways.clear()

    def has_tag(self, row: int, tag: str) -> bool:
        """Whether a place is of a kind; nowhere is of none."""
        return row != NONE and tag in self.all[row].tags

    def seconds_between(self, start: int, goal: int) -> int | None:
        """How long the shortest way takes; None when there is none."""
        if start == goal:
            return 0
        way = self.way(start, goal)
        return None if way is None else way[1]

    def next_path(self, start: int, goal: int) -> Path | None:
        """The first path of the shortest way."""
        way = self.way(start, goal)
        return None if way is None else way[0]

    def way(self, start: int, goal: int) -> tuple[Path, int] | None:
        """First path and whole length of the shortest way (Dijkstra 1959), kept once found."""
        if (start, goal) not in self.ways:
            self.ways[start, goal] = self._shortest(start, goal)
        return self.ways[start, goal]

    def _shortest(self, start: int, goal: int) -> tuple[Path, int] | None:
        reached: set[int] = set()
        queue: list[tuple[int, int, int]] = [(0, start, NONE)]
        while queue:
            length, here, first = heappop(queue)
            if here == goal:
                return self.paths[start][first], length
            if here in reached:
                continue
            reached.add(here)
            for index, path in enumerate(self.paths[here]):
                step = index if here == start else first
                heappush(queue, (length + path.seconds, path.toward, step))
        return None
