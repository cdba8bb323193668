"""A story while it is lived: the whole, the picture, the dice's seed and a store.

`advance` jumps from moment to moment and lives each; what a moment brought is evolved and recorded
together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from kizuna.chronicle import MemoryStore, Store
from kizuna.chronicle.past import Past
from kizuna.chronicle.sqlite import SqliteStore
from kizuna.clock import DAY
from kizuna.event import DEEDS_LANE, Event, place_in_moment, time_of
from kizuna.mind.moment import Moment
from kizuna.mind.still import Still
from kizuna.mind.weigh import Weighing
from kizuna.scene.elapse import next_moment
from kizuna.scene.forgo import Forgoing, forgo
from kizuna.scene.impose import impose
from kizuna.state.commitment import Commitment
from kizuna.state.feeling import FEELINGS
from kizuna.state.person import NEVER
from kizuna.state.snapshot import freeze
from kizuna.state.table import NONE
from kizuna.state.whole import Whole, evolve, fingerprint
from kizuna.tick import tick, up_to_choosing
from kizuna.world.additions import Deed
from kizuna.world.change import Change
from kizuna.world.rules import World

LIVES_FOR_S = 7 * DAY
"""How long a story goes on whose author set no end (a choice)."""
LONG_STORY, SNAPSHOT_EVERY = 10_000, 1_500
"""From so many events on the state is written down every so many: taking a story up then costs the
same however long it is (choices; evolving an event takes some 50 microseconds)."""
FLUSH_EVERY = 50
"""Moments written together. A crash loses none that `advance` has returned from."""

Watcher = Callable[[tuple[Event, ...]], None]


class StuckError(RuntimeError):
    """A story that does not move on: a mistake in the engine, told instead of hanging."""


class WorldChanged(ValueError):  # noqa: N818 - news for authors, not a fault
    """A chronicle was begun in another version of its world."""


class Story:
    """One run of a world with a seed; owns a chronicle."""

    def __init__(
        self, world: World, store: Store, whole: Whole, written: World | None = None
    ) -> None:
        self.world, self.store, self.whole = world, store, whole
        self.written = world if written is None else written
        """The world as it was written; in a branch, `world` is what its changes made of it."""
        self.events = Past(store)
        self.forgoing: Forgoing | None = None
        self._still: Still | None = None
        self._weighing: Weighing | None = None
        self._last: int | None = None
        self._seen: tuple[int, bytes, tuple[int, ...]] | None = None
        self.moments = self.unkept = 0
        self.letters: dict[int, Any] = {}

    def relive(self, events: Iterable[Event]) -> None:
        """Let recorded events have happened, without thinking anything anew."""
        for event in events:
            evolve(self.whole, (event,))
            self.events[event.seq] = event
            self._last = event.seq
        self.whole.now = max(self.whole.now, self.world.starts)

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
        lived: list[Event] = []
        moment = self._moment(now)
        moment.written = self._written_at(now)
        tick(moment, self._look, self._committing(lived))
        self._record(tuple(sorted(lived, key=lambda event: event.seq)))
        return tuple(lived)

    def choosing(self, now: int) -> Moment:
        """The moment at story second `now` as everybody chose in it, lived again from what was
        recorded: time and minds, and nothing done yet. The story itself stays as it is."""
        again = Story(self.world, MemoryStore(), Whole(), self.written)
        again.forgoing = self.forgoing
        again.relive(event for event in self.chronicle() if event.time < now)
        moment = up_to_choosing(again._moment(now), again._look, again._committing([]))
        return again._look(moment)

    def _written_at(self, now: int) -> int:
        """How many numbers are taken already, when one second sees a second moment: where
        something is forgone, somebody may be due again at once."""
        last = self._last
        if last is None or time_of(last) != now or place_in_moment(last) < DEEDS_LANE:
            return 0
        return place_in_moment(last) - DEEDS_LANE + 1

    def _committing(self, lived: list[Event]) -> Callable[[Moment], Moment]:
        """What makes the events drafted so far so, and adds them to those lived."""

        def commit(drafted: Moment) -> Moment:
            events = forgo(drafted.drafted, self.forgoing)
            drafted.drafted.clear()
            gone = {event.seq for event in events if event.kind == "Forgone"}
            drafted.lived = [event for event in drafted.lived if event.seq not in gone]
            evolve(self.whole, events)
            lived.extend(events)
            for event in events:
                self.events[event.seq] = event
            return drafted

        return commit

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
        return Moment(
            whole=self.whole, world=self.world, still=self._still, weighing=self._weighing,
            lookup=self.events.find, now=now, letters=self.letters, history=self.events.since,
        )  # fmt: skip

    def _record(self, events: tuple[Event, ...]) -> None:
        if events:
            self._last = events[-1].seq
            self.store.append(events)
            self.store.record_fingerprint(self.whole.now, self.whole.digest.hex())
            self.moments += 1
            self._keep_snapshot(events[-1].seq, len(events))
            if self.moments % FLUSH_EVERY == 0:
                self.store.flush()

    def _keep_snapshot(self, last: int, lived: int) -> None:
        """Write the state down now and then, once the story is long."""
        self.unkept += lived
        if self.unkept >= SNAPSHOT_EVERY and self.store.is_lasting:
            if len(self.events) >= LONG_STORY or not self.events.is_at_hand:
                self.store.save_snapshot(self.whole.now, freeze(self.whole, last))
                self.unkept = 0

    # Reading. --------------------------------------------------------------------------------

    def chronicle(self) -> Iterator[Event]:
        """Every event so far, in order."""
        return self.events.in_order()

    def bond(self, from_: str, toward: str) -> dict[str, float]:
        """What lies from one person toward another now, by name (`affection`, `trust`, `fear`,
        `liked`, `worry`, directed feelings ...). Empty when there is no bond; KeyError when there
        is no such person."""
        row = self.whole.bonds.row.get((self.whole.person(from_), self.whole.person(toward)))
        still = self._picture()
        if row is None:
            return {}
        return {name: round(float(still.bond[name][row]), 4) for name in still.bond.row}

    def feelings(self, who: str) -> dict[str, float]:
        """What somebody feels now, strength 0 to 1 by kind; what has faded is left out."""
        row, still = self.whole.person(who), self._picture()
        felt = {name: round(float(still.person[f"felt_{name}"][row]), 4) for name in FEELINGS}
        return {name: strength for name, strength in felt.items() if strength >= 0.01}

    def beliefs(self, who: str) -> dict[str, float]:
        """What somebody believes now: confidence, 0 to 1, by proposition."""
        held = self.whole.beliefs.of[self.whole.person(who)]
        return {text: round(belief.confidence, 4) for text, belief in held.items()}

    def where(self, who: str) -> str | None:
        """The id of the place somebody is at; None for nobody's place."""
        place = self.whole.people.place(self.whole.person(who))
        return None if place == NONE else self.whole.places.all[place].id

    def commitments(self) -> tuple[Commitment, ...]:
        """Every promise, leave, duty and report, with its status."""
        return tuple(self.whole.commitments.all.values())

    def _picture(self) -> Still:
        everybody = np.arange(self.whole.people.count)
        self._seen = None
        return self._moment(self.whole.now).still.take(self.whole.now, everybody)

    def fingerprint(self) -> str:
        """Equal exactly when the wholes are."""
        return fingerprint(self.whole)

    # Forking. --------------------------------------------------------------------------------

    def fork(self, change: Change, at: int | None = None) -> Story:
        """A branch in which something is otherwise, ready to be lived; this story stays as it is.

        `at` is the story second where it parts (default: where the change first matters).
        ChangeMistaken when the change cannot be made there. Close the branch when done with it.
        """
        # Taking a branch up needs stories, so it lies above them.
        from kizuna.run.reopen import part, replay

        self.store.flush()
        return replay(self.written, self.store.on(part(self.written, self.store, change, at)))

    def impose(self, deed: Deed, supposed: Event) -> None:
        """Have a deed done because a branch supposes it, and all that comes of it."""
        moment, last = self._look(self._moment(supposed.time)), self.store.last() or supposed
        moment.due, moment.written = (), place_in_moment(last.seq) + 1 - DEEDS_LANE
        impose(moment, deed, supposed.seq)
        events = tuple(moment.drafted)
        self.relive(events)
        self.store.append(events)

    # Keeping. --------------------------------------------------------------------------------

    def save(self, path: str | Path) -> Path:
        """Write the story so far to a new chronicle file (`.kizuna`); returns its path. The story
        goes on in the store it has. What is saved of a branch can be told; it is lived on where it
        was forked. ChronicleTaken when the file exists."""
        with SqliteStore.create(Path(path)) as store:
            store.append(tuple(self.chronicle()))
            store.set_facts(self.store.facts())
        return Path(path)

    def close(self) -> None:
        """Flush and let go of the chronicle."""
        self.store.flush()
        self.store.close()

    def __enter__(self) -> Story:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def ends_at(world: World) -> int:
    """When a story of this world ends: as its author says, else after a week."""
    return world.starts + LIVES_FOR_S if world.ends is None else world.ends


def begin(world: World, seed: int = 0, store: Store | None = None) -> Story:
    """A new story of this world at its first second, recorded in `store` (default: in memory)."""
    chronicle = MemoryStore() if store is None else store
    opening = tuple(_seeded(event, seed) for event in world.opening)
    story = Story(world, chronicle, Whole())
    story.relive(opening)
    chronicle.append(opening)
    chronicle.set_facts(facts_of(world, seed))
    chronicle.flush()
    return story


def facts_of(world: World, seed: int) -> dict[str, str]:
    """What a chronicle keeps of its world and seed."""
    text = json.dumps(dict(world.texts), sort_keys=True, ensure_ascii=False)
    key = blake2b(text.encode(), digest_size=16).hexdigest()
    return {
        "world": world.name, "title": world.title, "seed": str(seed), "world_key": key,
        "world_texts": text,
        "world_wording": json.dumps(dict(world.wording), sort_keys=True, ensure_ascii=False),
    }  # fmt: skip


def _seeded(event: Event, seed: int) -> Event:
    if event.kind != "StoryBegan":
        return event
    return replace(event, data={**event.data, "seed": seed})
