"""Curves: how a bond rose and fell while the story went on.

Affection is no number that is stored: it is what one's memories of another add up to at a moment.
So the story is evolved once more, event by event, and looked at every few hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kizuna.event import Event
from kizuna.state.whole import Whole, evolve
from kizuna.tell.closing import affection

LOOKS = 48
"""How often a story is looked at (a choice)."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The affection of one person for another at certain story seconds, -1 to 1."""

    who: str
    toward: str
    points: tuple[tuple[int, float], ...]

    @property
    def swing(self) -> float:
        """How far it moved between its lowest and its highest."""
        values = [value for _, value in self.points]
        return max(values) - min(values)


def curves(
    events: Sequence[Event], starts: int, people: Iterable[str], most: int = 3
) -> list[Curve]:
    """The curves of the bonds among these people that moved most, both ways of each."""
    pairs = [(one, other) for one in people for other in people if one != other]
    points = _looked_at(events, starts, pairs)
    moved = [Curve(who, toward, tuple(points[who, toward])) for who, toward in pairs]
    moved.sort(key=lambda each: (-each.swing, each.who, each.toward))
    chosen: list[Curve] = []
    for curve in moved:
        if len(chosen) >= 2 * most or curve in chosen or curve.swing <= 0.0:
            continue
        back = next(each for each in moved if (each.who, each.toward) == (curve.toward, curve.who))
        chosen += [curve, back]
    return chosen


def _looked_at(
    events: Sequence[Event], starts: int, pairs: Sequence[tuple[str, str]]
) -> Mapping[tuple[str, str], list[tuple[int, float]]]:
    whole, points = Whole(), {pair: [] for pair in pairs}  # type: ignore[var-annotated]
    ends = max((event.time for event in events), default=starts)
    times = [starts + (ends - starts) * look // LOOKS for look in range(LOOKS + 1)]
    waiting = list(reversed(events))
    for time in times:
        now = []
        while waiting and waiting[-1].time <= time:
            now.append(waiting.pop())
        evolve(whole, now)
        whole.now = time
        for one, other in pairs:
            points[one, other].append((time, affection(whole, one, other)))
    return points
