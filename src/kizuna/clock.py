"""Story time: whole seconds since midnight of day 1.

A moment is written "day 2 21:30" and a stretch of time "5 min" or "2 h 30 min". What lies before
the story has negative seconds and is written as a stretch before it: "3 years before".

    >>> parse_moment("day 2 21:30")
    163800
    >>> format_moment(163800)
    'day 2 21:30'
    >>> parse_span("2 h 30 min")
    9000
"""

from __future__ import annotations

import re

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY
MONTH = 30 * DAY
YEAR = 365 * DAY

UNITS = {
    "s": 1, "sec": 1, "second": 1, "seconds": 1,
    "min": MINUTE, "minute": MINUTE, "minutes": MINUTE,
    "h": HOUR, "hour": HOUR, "hours": HOUR,
    "d": DAY, "day": DAY, "days": DAY,
    "week": WEEK, "weeks": WEEK,
    "month": MONTH, "months": MONTH,
    "year": YEAR, "years": YEAR,
}  # fmt: skip

MOMENT = re.compile(r"day (\d{1,5})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?")
SPAN_PART = re.compile(r"(\d{1,9}(?:\.\d{1,3})?) ?([a-z]+)")


def parse_moment(text: str) -> int:
    """Story seconds of "day 2 21:30" or "3 weeks before". ValueError when it is neither."""
    text = text.strip()
    if text.endswith(" before"):
        return -parse_span(text.removesuffix(" before"))
    found = MOMENT.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a moment: write 'day 2 21:30' or '3 weeks before'")
    day, hour, minute, second = (int(part or 0) for part in found.groups())
    if day < 1 or hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"{text!r} is no time of a day: days start at 1, hours end at 23:59:59")
    return (day - 1) * DAY + hour * HOUR + minute * MINUTE + second


def parse_span(text: str) -> int:
    """Seconds in "5 min", "2 h 30 min", "1 week". ValueError when it is no stretch of time."""
    text = text.strip()
    total, position = 0.0, 0
    for found in SPAN_PART.finditer(text):
        if found.start() != position and text[position : found.start()].strip():
            break
        if found.group(2) not in UNITS:
            break
        total += float(found.group(1)) * UNITS[found.group(2)]
        position = found.end()
    if not text or position != len(text):
        raise ValueError(
            f"{text!r} is not a stretch of time: write '5 min', '2 h 30 min', '1 week'"
        )
    return round(total)


def format_moment(time: int) -> str:
    """ "day 2 21:30", with seconds only when there are any; before the story, how long before."""
    if time < 0:
        return f"{format_span(-time)} before"
    day, rest = divmod(time, DAY)
    hour, rest = divmod(rest, HOUR)
    minute, second = divmod(rest, MINUTE)
    seconds = f":{second:02d}" if second else ""
    return f"day {day + 1} {hour:02d}:{minute:02d}{seconds}"


def format_span(seconds: int) -> str:
    """The two largest units of a stretch of time: "2 h 30 min", "3 years"."""
    parts: list[str] = []
    for unit, size in (("year", YEAR), ("month", MONTH), ("week", WEEK), ("day", DAY)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {unit}" if count == 1 else f"{count} {unit}s")
    for unit, size in (("h", HOUR), ("min", MINUTE), ("s", 1)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts[:2]) or "0 s"


def hour_of_day(time: int) -> float:
    """Hours since midnight, 0 up to 24."""
    return (time % DAY) / HOUR


def next_time_of_day(time: int, hour: float) -> int:
    """The next story second, not before `time`, at which it is so many hours past midnight."""
    today = time // DAY * DAY + round(hour * HOUR)
    return today if today >= time else today + DAY


def is_night(time: int) -> bool:
    """Dark from 19:00 to 6:00."""
    return not 6 <= hour_of_day(time) < 19
