"""Story time: what is written is read, and what is read is written again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.clock import (
    DAY,
    HOUR,
    MINUTE,
    MONTH,
    UNITS,
    WEEK,
    YEAR,
    format_moment,
    format_span,
    hour_of_day,
    is_night,
    parse_moment,
    parse_span,
)

LAST_DAY = 99_999


@given(st.integers(0, LAST_DAY * DAY - 1))
def test_a_moment_goes_round(time: int) -> None:
    assert parse_moment(format_moment(time)) == time


@given(st.integers(1, 500 * YEAR))
def test_a_span_goes_round_to_its_two_largest_units(seconds: int) -> None:
    written = format_span(seconds)
    read = parse_span(written)
    assert 0 <= seconds - read < max(1, seconds / 2)
    assert format_span(read) == written


@given(st.integers(1, 300), st.sampled_from([MINUTE, HOUR, DAY, WEEK, MONTH, YEAR]))
def test_before_the_story_goes_round(count: int, unit: int) -> None:
    written = format_moment(-count * unit)
    assert written.endswith(" before")
    assert format_moment(parse_moment(written)) == written


@given(st.integers(0, 999), st.sampled_from(sorted(UNITS)))
def test_every_unit_can_be_written(count: int, unit: str) -> None:
    assert parse_span(f"{count} {unit}") == parse_span(f"{count}{unit}") == count * UNITS[unit]


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("day 1", 0), ("day 1 00:00", 0), ("day 2 21:30", 163_800), ("day 1 23:59:59", DAY - 1),
     (" day 1 8:05 ", 8 * HOUR + 5 * MINUTE), ("3 weeks before", -3 * WEEK)],
)  # fmt: skip
def test_moments_read(written: str, seconds: int) -> None:
    assert parse_moment(written) == seconds


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("2 h 30 min", 9000), ("1.5 h", 5400), ("90s", 90), ("1 year 2 days", YEAR + 2 * DAY),
     ("0 s", 0)],
)  # fmt: skip
def test_spans_read(written: str, seconds: int) -> None:
    assert parse_span(written) == seconds


@pytest.mark.parametrize(
    "written",
    ["", "day", "day 0", "day 1 24:00", "day 1 12:60", "day 1 12", "day -1", "day 1 1:1",
     "tomorrow", "day 1 12:00:60", "before", " before"],
)  # fmt: skip
def test_no_moments(written: str) -> None:
    with pytest.raises(ValueError):
        parse_moment(written)


@pytest.mark.parametrize(
    "written", ["", "5", "min", "5 parsecs", "5 min or so", "-5 min", "5, min"]
)
def test_no_spans(written: str) -> None:
    with pytest.raises(ValueError):
        parse_span(written)


@given(st.integers(-400 * DAY, 400 * DAY))
def test_hours_stay_in_the_day(time: int) -> None:
    assert 0.0 <= hour_of_day(time) < 24.0
    assert hour_of_day(time) == hour_of_day(time + DAY)


def test_night_falls_at_seven_and_ends_at_six() -> None:
    nights = [is_night(hour * HOUR) for hour in range(24)]
    assert nights == [True] * 6 + [False] * 13 + [True] * 5
