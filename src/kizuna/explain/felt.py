"""Why somebody feels what they feel: the times it was felt, how much is left of each, and what has
eased it since.

    "naruto anger"      "naruto feels anger toward lee"
"""

from __future__ import annotations

from kizuna.event import Event
from kizuna.explain.answer import Answer, Part
from kizuna.explain.naming import clause, worded
from kizuna.explain.record import Record
from kizuna.explain.saying import saying
from kizuna.explain.then import MATTERS, Then, answered
from kizuna.state.feeling import FEELING_ROW

FELT_AT_ALL = 0.005
"""What is weaker is told as not felt."""


def why_feeling(at: Then, kind: str, who: str, toward: str | None) -> Answer:
    """What is left of a feeling, and of each time it was felt."""
    whom = f" toward {at.name(toward)}" if toward else ""
    parts = sorted(_times(at, kind, who, toward), key=lambda part: -part.weight)
    kept = tuple(part for part in parts if part.weight >= MATTERS)
    left, when = _left(at, kind, who, toward), at.record.moment(at.now)
    told = [f"{when}: {at.name(who)} feels {worded(kind)}{whom}, {left:.2f} strong"]
    if left < FELT_AT_ALL:
        told = [f"{when}: {at.name(who)} feels no {worded(kind)}{whom}"]
    told += _strongest(kept)
    told += _eased_by(at, kind, who, toward, kept)
    about = f"{who} {kind}{f' {toward}' if toward else ''}"
    return answered(at, about, told, kept)


def _strongest(parts: tuple[Part, ...]) -> list[str]:
    if not parts:
        return ["It was not felt, or is over"]
    if len(parts) == 1:
        return [f"It comes of one time: {parts[0].text}"]
    return [f"{len(parts)} times it was felt are not yet over; the strongest: {parts[0].text}"]


def _times(at: Then, kind: str, who: str, toward: str | None) -> list[Part]:
    parts = []
    for event in at.upto():
        if _is_of(event, "FeelingFelt", kind, who, toward):
            age = at.now - event.time
            left = float(event.data["strength"]) * 2.0 ** (-age / float(event.data["half_life"]))
            is_old = at.record.is_opening(event)
            when = "from before the story" if is_old else at.record.moment(event.time)
            parts.append(Part(left, f"{_for_what(at.record, event)} ({when})", event))
    return parts


def _is_of(event: Event, what: str, kind: str, who: str, toward: str | None) -> bool:
    if event.kind != what or event.data["feeling"] != kind or event.roles["who"] != who:
        return False
    return toward is None or event.roles.get("toward") == toward


def _eased_by(
    at: Then, kind: str, who: str, toward: str | None, felt: tuple[Part, ...]
) -> list[str]:
    """What took something off it since the first of these times."""
    since = min((part.event.seq for part in felt), default=None)
    if since is None:
        return []
    found = [e for e in at.upto() if e.seq > since and _is_of(e, "FeelingEased", kind, who, toward)]
    if not found:
        return []
    most = max(found, key=lambda each: float(each.data["share"]))
    by = next((each for _, each in at.record.before(most)), most)
    lead = "It was eased since" if len(found) == 1 else "It was eased since, most of all"
    share, when = float(most.data["share"]), at.record.moment(most.time)
    return [f"{lead} by {share:.0%}: {clause(saying(at.record, by))} ({when})"]


def _for_what(record: Record, felt: Event) -> str:
    """What a feeling was about, else the feeling itself."""
    about = record.events.get(int(felt.data.get("about", felt.seq)))
    return clause(saying(record, felt if about is None else about))


def _left(at: Then, kind: str, who: str, toward: str | None) -> float:
    """What is left of it in all: easing counts, too."""
    row, feelings = FEELING_ROW[kind], at.whole.feelings
    if toward is None:
        return feelings.inward.left(row, at.row(who), at.now)
    bond = at.whole.bonds.row.get((at.row(who), at.row(toward)))
    return 0.0 if bond is None else feelings.directed.left(row, bond, at.now)
