"""Places in the picture: which has which tag, and how far it is from one to another.

How far it is from a place to all others is found when somebody there first asks, and kept: nobody
in a town asks from everywhere.
"""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np

from kizuna.clock import HOUR
from kizuna.mind.still.part import Flags, Numbers, Rows
from kizuna.state.place import Places
from kizuna.state.table import NONE


class Ways:
    """Tags by place, shape (tags, places + 1), and hours on foot; the last column is nowhere."""

    def __init__(self, places: Places, tags: tuple[str, ...]) -> None:
        self.places = places
        kinds = [[tag in place.tags for place in places.all] + [False] for tag in tags]
        self.of_kind: Flags = np.array(kinds, dtype=np.bool_)
        self.is_road: Flags = self.of_kind[tags.index("road")]
        self.is_settled: Flags = self.of_kind[tags.index("settlement")]
        self.asked_from: Rows = np.full(len(places.all) + 1, NONE)
        self.found: Numbers = np.zeros((0, len(places.all) + 1))

    def hours(self, start: Rows, goal: Rows) -> Numbers:
        """Hours on foot between places; 0 where either is unknown or no way leads there."""
        if (self.asked_from[start] == NONE).any():
            self._ask(np.unique(start[self.asked_from[start] == NONE]))
        hours: Numbers = self.found[self.asked_from[start], goal]
        return hours

    def _ask(self, starts: Rows) -> None:
        self.asked_from[starts] = len(self.found) + np.arange(len(starts))
        new = [hours_from(self.places, start) for start in starts.tolist()]
        self.found = np.vstack([self.found, *new])


def hours_from(places: Places, start: int) -> Numbers:
    """Hours on foot from a place to each (Dijkstra 1959); 0 to nowhere and where no way leads."""
    seconds = np.zeros(len(places.all) + 1)
    if start == NONE:
        return seconds
    reached: set[int] = set()
    queue = [(0, start)]
    while queue:
        length, here = heappop(queue)
        if here not in reached:
            reached.add(here)
            seconds[here] = length
            for path in places.paths[here]:
                heappush(queue, (length + path.seconds, path.toward))
    return seconds / HOUR
