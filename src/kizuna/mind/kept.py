"""kept: what was worked out once, and stays so until what it rests on changes.

Most of what somebody believes is the same from one moment to the next; what follows from it need
not be worked out again. What a value rests on is said by whoever asks: numbers that change with it.

    kept = Kept()
    kept.value(("topics", who), beliefs.writes[who], lambda: topics(who))
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Value = TypeVar("Value")


class Kept:
    """Values by name, each with what it rested on when it was worked out."""

    def __init__(self) -> None:
        self.values: dict[Hashable, tuple[Hashable, Any]] = {}

    def value(self, name: Hashable, rests_on: Hashable, work_out: Callable[[], Value]) -> Value:
        """The value of this name, worked out anew when it rests on something else than before."""
        found = self.values.get(name)
        if found is None or found[0] != rests_on:
            found = self.values[name] = (rests_on, work_out())
        value: Value = found[1]
        return value

    def latest(self, name: Hashable, otherwise: Value) -> Value:
        """The value of this name as it was last worked out, whatever has changed since."""
        found = self.values.get(name)
        latest: Value = otherwise if found is None else found[1]
        return latest
