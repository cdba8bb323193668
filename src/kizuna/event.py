"""One thing that happened, and why.

Everything that changes in a story is an event: a word said, a feeling felt, a belief turned, a
step on the road. An event never changes once it is recorded. It says *when* (its address), *what*
(its kind and data), *who* (its roles) and *why* (its causes, each with a type, and, for a
choice, the reasons as they were weighed).

    Event(seq=address(3600, 0), kind="Did", roles={"actor": "lee", "target": "gaara"},
          data={"practice": "defend"}, causes=(Cause("motivated", earlier),))

An event's number is an address, not a position: the story second it happened at, and which event
of that moment it was. So an event keeps its number when something unrelated is added or removed
elsewhere in the story, and two branches can be compared number by number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, get_args

from kizuna.dice import key

CauseType: TypeAlias = Literal[
    "perceived", "enabled", "motivated", "informed", "held back", "prevented"
]
CAUSE_TYPES: tuple[str, ...] = get_args(CauseType)

MOMENT_BITS = 20
"""An address keeps 20 bits for the place within a moment: a million events a moment."""

DEEDS_LANE = 1 << 10
"""What people do, feel and learn is numbered from here, happenings below it: so one happening
more or fewer renumbers nobody's deeds."""


def address(time: int, place_in_moment: int) -> int:
    """The number of the event at story second `time` (may be negative: before the story)."""
    return (time << MOMENT_BITS) + place_in_moment


def time_of(seq: int) -> int:
    """The story second in an event's number."""
    return seq >> MOMENT_BITS


def place_in_moment(seq: int) -> int:
    """Which event of its moment an event's number names."""
    return seq & ((1 << MOMENT_BITS) - 1)


@dataclass(frozen=True, slots=True)
class Cause:
    """An earlier event that this one rests on, and how."""

    type: str
    seq: int


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `data` and `reasons` hold only what JSON can say."""

    seq: int
    kind: str
    roles: Mapping[str, str] = field(default_factory=dict)
    place: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    causes: tuple[Cause, ...] = ()
    reasons: Mapping[str, Any] | None = None

    @property
    def time(self) -> int:
        """Story second."""
        return time_of(self.seq)


# The same event in another branch. ---------------------------------------------------------------

TOLD_BY = ("practice", "topic", "proposition", "feeling", "name", "id", "where", "says")
"""The data that tell events of one kind and the same people apart."""


def identity(event: Event) -> tuple[Any, ...]:
    """What makes two events of two branches the same one.

    Not their numbers, for one event more before them in their moment moves those; but the second,
    the kind, the people, the place, what was done and what it is about.
    """
    return (
        event.time, event.kind, tuple(sorted(event.roles.items())), event.place or "",
        *(str(event.data.get(name, "")) for name in TOLD_BY),
    )  # fmt: skip


def identity_key(event: Event) -> int:
    """A lasting number for an event's identity: the address of draws about it."""
    return key(repr(identity(event)))


def without_events(events: Iterable[Event], gone: Iterable[int]) -> tuple[Event, ...]:
    """These events without some, and without those that follow from what is gone: whatever one of
    them enabled, and whatever rests on nothing else."""
    missing, left = set(gone), []
    for event in events:
        if event.seq in missing or _falls_with(event, missing):
            missing.add(event.seq)
        else:
            left.append(event)
    return tuple(left)


def _falls_with(event: Event, missing: set[int]) -> bool:
    if any(cause.type == "enabled" and cause.seq in missing for cause in event.causes):
        return True
    return bool(event.causes) and all(cause.seq in missing for cause in event.causes)


def to_json(event: Event) -> str:
    """One line of the exchange form. Equal events give equal text."""
    return _encode(as_plain(event))


def json_writer(sort_keys: bool = False, allow_nan: bool = True) -> Callable[[Any], str]:
    """A function that writes plain values as JSON, without a blank.

    `JSONEncoder.encode` makes its encoder in C anew for every text, which takes a fifth of the time
    of writing an event; here it is made once, where Python has one.
    """
    make, separators = getattr(json.encoder, "c_make_encoder", None), (",", ":")
    plainly = json.JSONEncoder(
        ensure_ascii=False, allow_nan=allow_nan, separators=separators, sort_keys=sort_keys
    )
    if make is None:
        return plainly.encode
    string = json.encoder.encode_basestring
    pieces = make(None, plainly.default, string, None, ":", ",", sort_keys, False, allow_nan)
    return lambda value: "".join(pieces(value, 0))


_encode = json_writer(sort_keys=True)


def as_plain(event: Event) -> dict[str, Any]:
    """An event as plain JSON values; what is empty is left out."""
    plain: dict[str, Any] = {"seq": event.seq, "kind": event.kind}
    if event.roles:
        plain["roles"] = dict(event.roles)
    if event.place is not None:
        plain["place"] = event.place
    if event.data:
        plain["data"] = dict(event.data)
    if event.causes:
        plain["causes"] = [[cause.type, cause.seq] for cause in event.causes]
    if event.reasons is not None:
        plain["reasons"] = dict(event.reasons)
    return plain


def from_plain(plain: Mapping[str, Any]) -> Event:
    """The event that `as_plain` wrote. Raises KeyError, TypeError or ValueError on foreign data."""
    return Event(
        seq=int(plain["seq"]),
        kind=str(plain["kind"]),
        roles=dict(plain.get("roles", {})),
        place=plain.get("place"),
        data=dict(plain.get("data", {})),
        causes=tuple(Cause(str(type_), int(seq)) for type_, seq in plain.get("causes", ())),
        reasons=plain.get("reasons"),
    )
