"""Focalise: through whom a story is seen.

Told through one person, a story holds what they did and said, what they noticed of others, and what
went on in themselves; of others it holds what could be seen. What they believe is told as they
believe it, be it true or not. Told through nobody, it knows everything. Told through several, each
scene belongs to the one of them whom it moved most.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kizuna.event import Event
from kizuna.tell.line import OVER, Line

OWN_ROLES = ("actor", "who", "by")
SUFFERED = frozenset({"Struck", "Thrown", "Missed", "ContestEnded", "Injured"})
"""What nobody needs to look up to notice when it is done to them."""


def perceived(events: Iterable[Event], holder: str) -> frozenset[int]:
    """The numbers of the events that somebody noticed, by what their noticing rests on."""
    return frozenset(
        cause.seq
        for event in events
        if event.kind == "Noticed" and event.roles.get("who") == holder
        for cause in event.causes
        if cause.type == "perceived"
    )


def is_own(event: Event, holder: str) -> bool:
    """Whether an event is somebody's own deed, thought, feeling or pledge."""
    return any(event.roles.get(role) == holder for role in OWN_ROLES)


def is_known(line: Line, holder: str, noticed: frozenset[int]) -> bool:
    """Whether somebody can tell a line: it is their own, or they saw it happen."""
    if line.event is None:
        return False
    if is_own(line.event, holder):
        return True
    if line.event.kind in SUFFERED and line.event.roles.get("target") == holder:
        return True
    if line.event.kind.startswith("Commitment"):
        return line.event.roles.get("to") == holder
    return line.voice != "inner" and line.seq in noticed


def through(lines: Iterable[Line], events: Sequence[Event], holder: str) -> list[Line]:
    """The lines that can be told through one person."""
    noticed = perceived(events, holder)
    return [_seen_by(holder, line) for line in lines if is_known(line, holder, noticed)]


def _seen_by(holder: str, line: Line) -> Line:
    """A line as somebody can tell it: what moved another to a deed is not seen."""
    if line.event is None or is_own(line.event, holder):
        return line
    return replace(line, message=line.message.removesuffix(f".{OVER}"))


def own_part(lines: Iterable[Line], worth: Mapping[int, float], holder: str) -> float:
    """How much of these lines is somebody's own."""
    return sum(
        worth.get(line.seq, 0.0)
        for line in lines
        if line.event is not None and is_own(line.event, holder)
    )


def holder_of(lines: Sequence[Line], worth: Mapping[int, float], whole: Mapping[str, float]) -> str:
    """Whose scene it is: the one of whose `whole` part in the story the most lies in it. So who has
    little to do gets the scenes in which they do it."""
    shares = {
        holder: own_part(lines, worth, holder) / max(much, 1e-9) for holder, much in whole.items()
    }
    return max(whole, key=lambda holder: shares[holder])
