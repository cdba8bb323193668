"""The one place that acts on the outside: begin a story, advance it, record it, open it again.

A `Story` owns the whole, the picture, the dice's seed and a store. `advance` jumps from moment to
moment and lives each; what a moment brought is evolved and recorded together. A story opened from
its chronicle is replayed, event by event, to the same whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from kizuna.chronicle import MemoryStore, Store
from kizuna.event import Event
from kizuna.mind.moment import Moment
from kizuna.mind.still import Still
from kizuna.mind.weigh import Weighing
from kizuna.scene.elapse import next_moment
from kizuna.state.person import NEVER
from kizuna.state.whole import Whole, evolve, fingerprint
from kizuna.tick import tick
from kizuna.world.rules import World

FLUSH_EVERY = 50
"""Moments written together. A crash loses none that `advance` has returned from."""

Watcher = Callable[[tuple[Event, ...]], None]


class StuckError(RuntimeError):
    """A story that does not move on: a mistake in the engine, told instead of hanging."""


class Story:
    """One run of a world with a seed; owns a chronicle."""

    def __init__(self, world: World, store: Store, whole: Whole) -> None:
        self.world, self.store, self.whole = world, store, whole
        self.events: dict[int, Event] = {}
        self._still: Still | None = None
        self._weighing: Weighing | None = None
        self._seen: tuple[int, bytes, tuple[int, ...]] | None = None
        self.moments = 0

    # Advancing. ------------------------------------------------------------------------------

    def advance(self, until: int, watch: Watcher | None = None) -> Story:
        """Live every moment up to story second `until`; the clock stands there afterwards."""
        stuck = 0
        while not self.whole.is_over:
            time = self.next_time()
            if time > until or time >= NEVER:
                break
            stuck = stuck + 1 if time <= self.whole.now else 0
            if stuck > 1000:
                raise StuckError(f"nothing moves on at second {self.whole.now}")
            happened = self.live(max(int(time), self.whole.now))
            if watch is not None:
                watch(happened)
        self.store.flush()
        return self

    def next_time(self) -> float:
        """The next second at which anybody is due."""
        return next_moment(self._moment(self.whole.now))

    def live(self, now: int) -> tuple[Event, ...]:
        """Live the moment at story second `now`; returns what happened."""
        moment = self._moment(now)
        lived: list[Event] = []

        def commit(drafted: Moment) -> Moment:
            events = tuple(drafted.drafted)
            drafted.drafted.clear()
            evolve(self.whole, events)
            lived.extend(events)
            for event in events:
                self.events[event.seq] = event
            return drafted

        tick(moment, self._look, commit)
        self._record(tuple(sorted(lived, key=lambda event: event.seq)))
        return tuple(lived)

    def _look(self, moment: Moment) -> Moment:
        """See who is due and take the picture of their minds, unless nothing has changed since."""
        moment.due = tuple(self.whole.people.due(moment.now).tolist())
        seen = (moment.now, self.whole.digest, moment.due)
        if seen != self._seen:
            moment.still.take(moment.now, np.array(moment.due, np.intp))
            moment.weighing.refresh()
            self._seen = seen
        return moment

    def _moment(self, now: int) -> Moment:
        if self._still is None or self._weighing is None:
            self._still = Still(self.whole, self.world)
            self._weighing = Weighing(self.world, self._still)
        due = tuple(self.whole.people.due(now).tolist())
        return Moment(
            whole=self.whole, world=self.world, still=self._still, weighing=self._weighing,
            lookup=self.events.get, now=now, due=due,
        )  # fmt: skip

    def _record(self, events: tuple[Event, ...]) -> None:
        if events:
            self.store.append(events)
            self.store.record_fingerprint(self.whole.now, self.whole.digest.hex())
            self.moments += 1
            if self.moments % FLUSH_EVERY == 0:
                self.store.flush()

    # Reading. --------------------------------------------------------------------------------

    def chronicle(self) -> Iterator[Event]:
        """Every event so far, in order."""
        return iter(sorted(self.events.values(), key=lambda event: event.seq))

    def fingerprint(self) -> str:
        """Equal exactly when the wholes are."""
        return fingerprint(self.whole)

    def close(self) -> None:
        """Flush and let go of the chronicle."""
        self.store.flush()
        self.store.close()

    def __enter__(self) -> Story:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def begin(world: World, seed: int = 0, store: Store | None = None) -> Story:
    """A new story of this world at its first second."""
    chronicle = MemoryStore() if store is None else store
    opening = tuple(_seeded(event, seed) for event in world.opening)
    whole = Whole()
    story = Story(world, chronicle, whole)
    evolve(whole, opening)
    whole.now = world.starts
    story.events.update((event.seq, event) for event in opening)
    chronicle.append(opening)
    chronicle.set_facts({"world": world.name, "title": world.title, "seed": str(seed)})
    chronicle.flush()
    return story


def _seeded(event: Event, seed: int) -> Event:
    if event.kind != "StoryBegan":
        return event
    return replace(event, data={**event.data, "seed": seed})
