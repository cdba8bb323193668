"""Places in the picture: which has which tag, and how far it is from one to another.

Most places of a town are houses with one way out, to the street they stand in. How far it is from
house to house follows from how far it is between their streets, and only that is looked for: from
a street to all others, when somebody there first asks.
"""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np

from kizuna.clock import HOUR
from kizuna.mind.still.part import Flags, Numbers, Rows
from kizuna.state.place import Places
from kizuna.state.table import NONE

FEW_PLACES = 64
"""Between so few places all hours are found at once."""


class Ways:
    """Tags by place, shape (tags, places + 1), and hours on foot; the last column is nowhere.

    `street` is the place that each is reached by, itself where it has several ways out, and `off`
    the seconds from there. `found` has a row for each street that somebody asked from, after one
    for nowhere.
    """

    def __init__(self, places: Places, tags: tuple[str, ...]) -> None:
        kinds = [[tag in place.tags for place in places.all] + [False] for tag in tags]
        self.of_kind: Flags = np.array(kinds, dtype=np.bool_)
        self.is_road: Flags = self.of_kind[tags.index("road")]
        self.is_sickroom: Flags = self.of_kind[tags.index("bed")]
        self.is_settled: Flags = self.of_kind[tags.index("settlement")]
        self.paths = [[(path.toward, path.seconds) for path in paths] for paths in places.paths]
        reached_by = [_reached_by(self.paths, row) for row in range(len(places.all))]
        self.street: Rows = np.array([row for row, _ in reached_by] + [NONE], np.intp)
        self.off: Rows = np.array([seconds for _, seconds in reached_by] + [0], np.intp)
        self.streets = [
            [way for way in paths if self.street[way[0]] == way[0]] for paths in self.paths
        ]
        self.asked_from: Rows = np.zeros(len(places.all) + 1, np.intp)
        self.found: Numbers = np.full((1, len(places.all) + 1), np.inf)
        self.table: Numbers | None = None
        if len(places.all) <= FEW_PLACES:
            every = np.arange(len(places.all) + 1)
            every[-1] = NONE
            self.table = self._hours(*np.meshgrid(every, every, indexing="ij"))

    def hours(self, start: Rows, goal: Rows) -> Numbers:
        """Hours on foot between places; 0 where either is unknown or no way leads there."""
        if self.table is None:
            return self._hours(start, goal)
        hours: Numbers = self.table[start, goal]
        return hours

    def _hours(self, start: Rows, goal: Rows) -> Numbers:
        one, other = self.street[start], self.street[goal]
        # What np.unique gives; that one reads half of NumPy first.
        new = np.flatnonzero(np.bincount(one[(self.asked_from[one] == 0) & (one != NONE)]))
        if len(new):
            self._ask(new)
        between = self.found[self.asked_from[one], other]
        is_known = (start != NONE) & (goal != NONE) & (start != goal) & np.isfinite(between)
        seconds = self.off[start] + between + self.off[goal]
        hours: Numbers = np.where(is_known, seconds, 0.0) / HOUR
        return hours

    def _ask(self, new: Rows) -> None:
        """Find how far it is from these streets to all others."""
        self.asked_from[new] = len(self.found) + np.arange(len(new))
        rows = [self._seconds_from(street) for street in new.tolist()]
        self.found = np.vstack([self.found, *rows])

    def _seconds_from(self, start: int) -> Numbers:
        """Seconds from a street to each (Dijkstra 1959); infinite where no way leads."""
        seconds = np.full(len(self.street), np.inf)
        queue = [(0, start)]
        while queue:
            length, here = heappop(queue)
            if seconds[here] == np.inf:
                seconds[here] = length
                for toward, takes in self.streets[here]:
                    if seconds[toward] == np.inf:
                        heappush(queue, (length + takes, toward))
        return seconds


def _reached_by(paths: list[list[tuple[int, int]]], row: int) -> tuple[int, int]:
    """The one place that a place is reached by, and the seconds from there; itself where it has
    more ways out, or where it and the other have nothing but each other."""
    if len(paths[row]) != 1:
        return row, 0
    ((toward, seconds),) = paths[row]
    return (row, 0) if len(paths[toward]) == 1 else (toward, seconds)
