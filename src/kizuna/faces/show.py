"""Showing a story scene by scene, as it happens or as it happened.

A `Screen` is given the moments of a story one by one and puts scenes on paper as they close. It
reads events and the state after each moment and nothing else, so a story that is running and one
that is read from its chronicle look the same, word for word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import inf

from kizuna.clock import HOUR, is_night
from kizuna.event import Event
from kizuna.faces.paper import Heading, Paper
from kizuna.state.whole import Whole, evolve
from kizuna.tell.closing import affection, closing_page
from kizuna.tell.forms_of_address import CLOSE
from kizuna.tell.grammar import capital, joined, span_in_words
from kizuna.tell.line import Line
from kizuna.tell.opening import opening_page
from kizuna.tell.plain import Teller
from kizuna.tell.scenes import Scene, Scenes
from kizuna.world.rules import World

LONG_QUIET_S = 3 * HOUR
"""When nothing is told for so long, it is said that time passes (a choice)."""


@dataclass(slots=True)
class Screen:
    """One story being put on paper. `whole` is its state, evolved by whoever owns it."""

    world: World
    whole: Whole
    paper: Paper
    shows_inner: bool = True
    teller: Teller = field(init=False)
    scenes: Scenes = field(init=False)
    told: dict[int, str] = field(default_factory=dict)
    shown_until: int = 0
    shown_place: str = ""

    def __post_init__(self) -> None:
        self.teller = Teller(self.world, self._is_close)
        self.scenes = Scenes(self.teller.name)
        self.shown_until = self.world.starts

    def _is_close(self, who: str, toward: str) -> bool:
        return affection(self.whole, who, toward) > CLOSE

    def begin(self, opening: Iterable[Event], seed: int) -> None:
        """Hear what lies before the story, and show the opening page."""
        for _ in self.teller.tell(opening):
            pass
        self.paper.opening(opening_page(self.world, seed))

    def hear(self, moment: Sequence[Event]) -> None:
        """Hear what one moment brought, and show what has become ready by then."""
        if moment:
            lines = list(self.teller.tell(moment))
            for line in lines:
                self.told.setdefault(line.seq, line.text)
            self._show(self.scenes.hear(lines, moment[-1].time))

    @property
    def waiting_since(self) -> float:
        """Story second from which on something is not shown yet; infinite when all of it is."""
        since = self.scenes.waiting_since
        return inf if since is None else since

    def end(self, first: Whole, events: Iterable[Event], footer: Mapping[str, str]) -> None:
        """Show what is still open, and the closing page."""
        self.show_rest()
        page = closing_page(
            self.world, self.teller.notes.wording, first, self.whole, events, self.told
        )
        self.paper.closing(page, footer)

    def show_rest(self) -> None:
        """Show the scenes that are still open."""
        self._show(self.scenes.end())

    def _show(self, scenes: Iterable[Scene]) -> None:
        for scene in scenes:
            lines = [line for line in scene.lines if self.shows_inner or line.voice != "inner"]
            if lines:
                self._show_scene(scene, lines)

    def _show_scene(self, scene: Scene, lines: Sequence[Line]) -> None:
        if scene.asides:
            self.paper.aside(scene.asides)
        quiet_s = scene.starts - self.shown_until
        if quiet_s >= LONG_QUIET_S:
            self.paper.pause(capital(f"{span_in_words(quiet_s)} pass."))
        is_later = scene.place == self.shown_place and not scene.asides and quiet_s < LONG_QUIET_S
        self.paper.heading(self._heading(scene, is_later))
        for line in lines:
            self.paper.line(line)
        self.shown_until, self.shown_place = max(self.shown_until, scene.ends), scene.place

    def _heading(self, scene: Scene, is_later: bool) -> Heading:
        return Heading(
            time=scene.starts,
            where=self.teller.place_name(scene.place),
            who=joined([self.teller.name(id_) for id_ in scene.who]),
            is_night=is_night(scene.starts),
            is_later=is_later,
        )


def moments(events: Iterable[Event]) -> Iterator[list[Event]]:
    """Events gathered by their story second."""
    for _, moment in groupby(events, key=lambda event: event.time):
        yield list(moment)


def retell(screen: Screen, events: Sequence[Event], footer: Mapping[str, str]) -> None:
    """Show a story from all of its events, as it was shown when it happened."""
    starts = screen.world.starts
    opening = [event for event in events if event.time < starts]
    evolve(screen.whole, opening)
    screen.begin(opening, screen.whole.seed)
    for moment in moments(events[len(opening) :]):
        evolve(screen.whole, moment)
        screen.hear(moment)
    screen.end(state_after(opening, starts), events, footer)


def state_after(events: Iterable[Event], now: int) -> Whole:
    """What these events make so, by a story second."""
    whole = Whole()
    evolve(whole, events)
    whole.now = now
    return whole
