"""How far it is in the picture is how far it is in the state, whichever places have one way out."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kizuna.clock import HOUR
from kizuna.mind.still.ways import Ways
from kizuna.state.place import Place, Places
from kizuna.state.table import NONE

TAGS = ("road", "settlement", "bed")
PATHS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(1, 900)), max_size=14)


def places_with(paths: list[tuple[int, int, int]]) -> Places:
    places = Places()
    for row in range(8):
        places.make(Place(str(row), str(row), TAGS[: row % 3]))
    for one, other, seconds in paths:
        if one != other:
            places.join(one, other, seconds, NONE)
    return places


@given(PATHS, st.booleans())
def test_hours_between_places_are_those_of_the_shortest_way(
    paths: list[tuple[int, int, int]], are_many: bool
) -> None:
    places = places_with(paths)
    pairs = [(one, other) for one in range(8) for other in range(8)]
    start, goal = np.array(pairs, np.intp).T
    ways = Ways(places, TAGS)
    if are_many:
        ways.table = None
    asked_in_parts = [ways.hours(start[at::3], goal[at::3]) for at in range(3)]
    expected = [(places.seconds_between(*pair) or 0) / HOUR for pair in pairs]
    assert ways.hours(start, goal).tolist() == expected
    assert [part.tolist() for part in asked_in_parts] == [expected[at::3] for at in range(3)]


def test_nowhere_is_no_way_off() -> None:
    ways = Ways(places_with([(0, 1, 60), (1, 2, 60)]), TAGS)
    ways.table = None
    assert ways.hours(np.array([NONE]), np.array([2])).tolist() == [0.0]
    here, nowhere = np.array([0, NONE, NONE], np.intp), np.array([NONE, 2, NONE], np.intp)
    assert ways.hours(here, nowhere).tolist() == [0.0, 0.0, 0.0]
    assert ways.hours(np.array([0]), np.array([2])).tolist() == [120 / HOUR]


def test_nowhere_has_no_tag() -> None:
    ways = Ways(places_with([]), TAGS)
    assert ways.is_road.tolist() == [False, True, True] * 2 + [False, True, False]
    assert ways.is_settled.tolist() == [False, False, True] * 2 + [False, False, False]
