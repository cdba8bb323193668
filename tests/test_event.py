"""One thing that happened, and its address; written as plain values and read again."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.event import (
    CAUSE_TYPES,
    DEEDS_LANE,
    MOMENT_BITS,
    Cause,
    Event,
    address,
    as_plain,
    from_plain,
    place_in_moment,
    time_of,
    to_json,
)

TIMES = st.integers(-(2**40), 2**40)
PLACES = st.integers(0, 2**MOMENT_BITS - 1)
NAMES = st.text(max_size=8)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
CAUSES = st.builds(Cause, st.sampled_from(CAUSE_TYPES), st.integers())
EVENTS = st.builds(
    Event,
    seq=st.builds(address, TIMES, PLACES),
    kind=NAMES,
    roles=st.dictionaries(NAMES, NAMES, max_size=3),
    place=st.none() | NAMES,
    data=st.dictionaries(NAMES, PLAIN, max_size=3),
    causes=st.lists(CAUSES, max_size=3).map(tuple),
    reasons=st.none() | st.dictionaries(NAMES, PLAIN, max_size=3),
)


@given(TIMES, PLACES)
def test_an_address_goes_round(time: int, place: int) -> None:
    seq = address(time, place)
    assert (time_of(seq), place_in_moment(seq)) == (time, place)
    assert Event(seq, "Did").time == time


@given(TIMES, PLACES, TIMES, PLACES)
def test_addresses_are_in_the_order_of_time(
    time: int, place: int, later: int, other: int
) -> None:  # fmt: skip
    assert (address(time, place) < address(later, other)) == ((time, place) < (later, other))


def test_a_moment_of_the_past_has_its_place_too() -> None:
    assert time_of(address(-1, 0)) == -1
    assert time_of(address(-1, 2**MOMENT_BITS - 1)) == -1
    assert address(-1, 2**MOMENT_BITS - 1) + 1 == address(0, 0)


def test_happenings_lie_below_deeds() -> None:
    assert address(3600, 0) < address(3600, DEEDS_LANE) < address(3601, 0)


@given(EVENTS)
def test_an_event_goes_round(event: Event) -> None:
    assert from_plain(as_plain(event)) == event
    line = to_json(event)
    assert "\n" not in line
    assert from_plain(json.loads(line)) == event
    assert to_json(from_plain(json.loads(line))) == line


def test_what_is_empty_is_left_out() -> None:
    assert as_plain(Event(5, "Woke")) == {"seq": 5, "kind": "Woke"}
    assert as_plain(Event(5, "Woke", reasons={})) == {"seq": 5, "kind": "Woke", "reasons": {}}


def test_equal_events_are_equal_text() -> None:
    one = Event(5, "Did", roles={"actor": "lee", "target": "gaara"}, data={"a": 1, "b": 2})
    other = Event(5, "Did", roles={"target": "gaara", "actor": "lee"}, data={"b": 2, "a": 1})
    assert to_json(one) == to_json(other)


@pytest.mark.parametrize(
    "plain", [{}, {"seq": 1}, {"kind": "Did"}, {"seq": "one", "kind": "Did"},
              {"seq": 1, "kind": "Did", "causes": [5]}, {"seq": 1, "kind": "Did", "roles": 3}],
)  # fmt: skip
def test_foreign_data_is_no_event(plain: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_plain(plain)


def test_an_event_never_changes() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Event(5, "Woke").seq = 6  # type: ignore[misc]
