"""A line: one thing told, and how much it is worth telling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kizuna.event import Event, time_of

Voice: TypeAlias = Literal["deed", "inner", "way", "note"]

OVER = "over"
"""The role of whoever's fate moves somebody to a deed, and what its message ends in."""
BACKDROP, PASSING, TOLD, TURNING = 0, 1, 2, 3
"""Weights: told only within a scene; on its own in passing; in full; as a turning point."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing told. `place` is a place's id, empty for everywhere, or a way (see `stage`).

    `alone` is what is left of the sentence without its doer, for lines that can be told of several
    at once; `is_chatter` marks talk that can be summed up, `is_reply` a friendly nothing in answer;
    `topic` is what was told; `is_own` marks what somebody tells of themselves, `is_move` what is
    nothing outside of a bout. `event`, `message`, `things` and `fits` are what `text` was made of:
    by them a telling that comes later can say it anew, in other words or another language.
    """

    seq: int
    place: str
    voice: Voice
    weight: int
    text: str
    who: tuple[str, ...] = ()
    alone: str = ""
    topic: str = ""
    is_chatter: bool = False
    is_reply: bool = False
    is_own: bool = False
    is_move: bool = False
    event: Event | None = None
    message: str = ""
    things: Mapping[str, str] = field(default_factory=dict)
    fits: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        """What it is, in whatever words: its message, of a deed without why, again or in answer to
        what."""
        parts = self.message.split(".")
        is_deed = parts[0] == "did" and parts[-1] != "declined"
        return ".".join(parts[:2]) if is_deed else self.message

    @property
    def time(self) -> int:
        """Story second."""
        return time_of(self.seq)
