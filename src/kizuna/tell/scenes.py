"""Scenes: lines gathered by place, so that a reader is not thrown about at every line.

Several threads of a story go on at once, in different places. `Scenes` keeps a scene open for
each place that has something to tell; when the place has been quiet for a while its scene closes,
and closed scenes come out in the order in which they began. What is only worth a word in passing
becomes an aside of the next scene.

    scenes = Scenes(teller.name)
    for moment in moments:
        for scene in scenes.hear(teller.tell(moment), now):
            show(scene)
    for scene in scenes.end():
        show(scene)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kizuna.clock import MINUTE
from kizuna.tell.line import PASSING, TOLD, TURNING, Line
from kizuna.tell.speech import Namer
from kizuna.tell.tidy import asides_of, tidied

QUIET_S = 12 * MINUTE
"""A place that was quiet for so long has had its say (a choice)."""
LONGEST_S = 60 * MINUTE
"""A scene is cut after so long, that others need not wait for its end (a choice)."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Lines of one place that belong together, in order; `asides` are what was told in passing."""

    place: str
    lines: tuple[Line, ...]
    asides: tuple[Line, ...] = ()

    @property
    def starts(self) -> int:
        """Story second of the first line."""
        return self.lines[0].time

    @property
    def ends(self) -> int:
        """Story second of the last line."""
        return self.lines[-1].time

    @property
    def who(self) -> tuple[str, ...]:
        """Who is in it, in order of appearance."""
        return tuple(dict.fromkeys(id_ for line in self.lines for id_ in line.who))

    @property
    def is_aside(self) -> bool:
        """Whether nothing in it is worth a scene of its own: small things, and thoughts alone."""
        return not any(
            line.weight >= (TURNING if line.voice == "inner" else TOLD) for line in self.lines
        )


@dataclass(slots=True)
class Scenes:
    """Takes lines as they come and gives scenes as they close."""

    name: Namer
    open: dict[str, list[Line]] = field(default_factory=dict)
    closed: list[Scene] = field(default_factory=list)
    passing: list[Line] = field(default_factory=list)
    has_begun: bool = False

    def hear(self, lines: Iterable[Line], now: int) -> Iterator[Scene]:
        """Take the lines of a moment; the scenes that are ready by then, in order."""
        for line in lines:
            if line.place in self.open and _is_cut(self.open[line.place], line):
                self._close(line.place)
            self.open.setdefault(line.place, []).append(line)
        for place in [place for place, told in self.open.items() if now - told[-1].time > QUIET_S]:
            self._close(place)
        yield from self._ready(min((told[0].seq for told in self.open.values()), default=None))

    def end(self) -> Iterator[Scene]:
        """Close what is open; the last scenes, in order."""
        for place in list(self.open):
            self._close(place)
        yield from self._ready(None)

    @property
    def waiting_since(self) -> int | None:
        """Story second from which on something has not come out yet; None: everything has."""
        held = [told[0].time for told in self.open.values()]
        return min((*held, *(scene.starts for scene in self.closed)), default=None)

    def _close(self, place: str) -> None:
        self.closed.append(Scene(place, tuple(self.open.pop(place))))

    def _ready(self, before: int | None) -> Iterator[Scene]:
        """Closed scenes that began before any that is still open."""
        ready = [each for each in self.closed if before is None or each.lines[0].seq < before]
        self.closed = [each for each in self.closed if each not in ready]
        for scene in sorted(ready, key=lambda each: each.lines[0].seq):
            tidy = replace(scene, lines=tidied(scene.lines, self.name))
            if tidy.is_aside:
                self.passing += [line for line in scene.lines if _is_for_passing(line)]
                continue
            # The first scene opens the story: what is told in passing waits for the second.
            asides = asides_of(self.passing, self.name) if self.has_begun else ()
            yield replace(tidy, asides=asides)
            self.passing = [] if self.has_begun else self.passing
            self.has_begun = True


def _is_for_passing(line: Line) -> bool:
    return line.weight >= PASSING and not line.is_chatter and line.voice != "inner"


def _is_cut(told: list[Line], line: Line) -> bool:
    return line.time - told[-1].time > QUIET_S or line.time - told[0].time > LONGEST_S
