"""occasion: why just then.

An event's causes say what it rests on. When somebody chose or remembered something, there is also
what made them look up in that second and no other: what they noticed then, and what they had been
at, which was over. A choice names neither among its causes, for it was not made *for* them; but
with another of them it would have come sooner, later, or not at all. Both stand in the chronicle
as it is, and are read from it here.

    occasions(record, event)          # what he had just noticed; the word of his that was over
    brought_about(record, event)      # everything its chain holds, and all their occasions
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator

from kizuna.event import Event
from kizuna.explain.record import Record

LOOKED_UP = frozenset(
    {"Did", "WentOn", "ErrandBegun", "Recalled", "HeldBack", "Leaked", "BrokeOut", "ShutOut"}
)
"""What somebody does only when they look up."""
TURNS = ("Did", "WentOn")
"""What somebody is at until they look up again."""
OVER = ("Finished", "ErrandEnded", "Arrived", "Woke")
"""What says that something they were at is over."""
A_PAUSE_S = 2
"""Whoever has spoken leaves so long for an answer before they look up."""


def occasions(record: Record, event: Event) -> list[Event]:
    """What made whoever an event is of look up just then; nothing for what needs nobody to."""
    if event.kind not in LOOKED_UP or record.is_opening(event):
        return []
    noticed, over, turn = None, [], None
    for each in _earlier(record, event):
        if each.kind in TURNS and each.time < event.time:
            turn = turn or each
        if turn is not None and each.time < turn.time:
            break
        if each.kind in OVER:
            over.append(each)
        elif each.kind == "Noticed" and each.time == event.time:
            noticed = noticed or each
    if turn is not None and (noticed is None or _is_over(turn, event.time)):
        over.append(turn)
    return over if noticed is None else [noticed, *over]


def brought_about(record: Record, event: Event) -> Iterator[Event]:
    """Every event that an event rests on or had for its occasion, the fewest steps away first."""
    met, waiting = {event.seq}, deque([event])
    while waiting:
        here = waiting.popleft()
        for each in (*(cause for _, cause in record.before(here)), *occasions(record, here)):
            if each.seq not in met:
                met.add(each.seq)
                waiting.append(each)
                yield each


def _earlier(record: Record, event: Event) -> Iterator[Event]:
    """What was of the same person before, the latest first."""
    own = record.of_person(event)
    for index in range(bisect_left(own, event.seq, key=_number) - 1, -1, -1):
        yield own[index]


def _is_over(turn: Event, now: int) -> bool:
    ends = turn.time + int(turn.data.get("looks_up", turn.data["takes"]))
    return 0 <= now - ends <= A_PAUSE_S


def _number(event: Event) -> int:
    return event.seq
