"""Comparing two branches of a story: where they part ways, what followed, and what came of it.

    found = compare(world, story.chronicle(), branch.chronicle())
    found.is_same                       # True when the change made no difference
    found.first                         # where they first differ
    found.ended.bonds                   # (from, toward, what, here, there) that ended otherwise

Events of two branches are the same when second, kind, people, place, deed and topic are (see
`event.identity`): numbers shift by what else happened in a moment. What a branch itself supposes
or forgoes is the change and no difference. Nothing is thought again: chronicles are read, and the
state at their ends is what their events make it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from kizuna.event import Event, identity, place_in_moment
from kizuna.explain.ended import Ended, ended_otherwise
from kizuna.state.whole import Whole, evolve
from kizuna.world.beats import Beat, occurred
from kizuna.world.parting import SUPPOSED_LANE
from kizuna.world.rules import World

OF_THE_CHANGE = ("Supposed", "Forgone")
NUMBERS = (
    "about", "answers", "commitment", "contest", "decided_by", "event", "left", "memories", "seed",
    "seen", "settles", "since",
)  # fmt: skip
"""Data that hold numbers of events, or the seed; they differ where nothing else does."""
ROUTINE = frozenset({"wait", "listen", "sleep", "rest", "keep_going"})


Pair: TypeAlias = tuple[Event | None, Event | None]
"""What happens here and there in its place; None: nothing like it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two branches first differ: what happens in each, and how the choice was weighed.

    Either may be None: nothing like it happens there. `weighed` holds the considerations of the
    deed done here that weighed otherwise there: (name, here, there).
    """

    here: Event | None
    there: Event | None
    weighed: tuple[tuple[str, float, float], ...] = ()

    @property
    def time(self) -> int:
        """Story second."""
        return min(each.time for each in (self.here, self.there) if each is not None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two branches side by side: `here` and `there` are what only one of them has, `otherwise`
    what both have, but not alike; `shared` counts what is the same in both.

    `supposed` is the change itself, `first` where they first differ in anything, `turn` where
    somebody first does something else.
    """

    supposed: tuple[Event, ...]
    first: Difference | None
    turn: Difference | None
    here: tuple[Event, ...]
    there: tuple[Event, ...]
    otherwise: tuple[tuple[Event, Event], ...]
    shared: int
    ended: Ended
    beats_here: tuple[str, ...] = ()
    beats_there: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether the branches tell the same story."""
        return self.first is None

    @property
    def deeds_here(self) -> tuple[Event, ...]:
        """What people did in the one alone."""
        return tuple(each for each in self.here if is_deed(each))

    @property
    def deeds_there(self) -> tuple[Event, ...]:
        """What people did in the other alone."""
        return tuple(each for each in self.there if is_deed(each))


def compare(
    world: World, one: Iterable[Event], other: Iterable[Event], beats: Sequence[Beat] = ()
) -> Comparison:
    """Two branches' events side by side, each given in order and from the beginning.

    `beats` are looked for in both. What lies before the story is not compared, only what it led to.
    """
    ours, theirs = tuple(one), tuple(other)
    of_change = (*_of_change(ours, theirs), *_of_change(theirs, ours))
    paired = Paired.of(_lived(world, ours, of_change), _lived(world, theirs, of_change))
    return Comparison(
        supposed=of_change,
        first=difference(next(paired.in_order(), None), ours, theirs),
        turn=difference(next(filter(_is_turn, paired.in_order()), None), ours, theirs),
        here=paired.here,
        there=paired.there,
        otherwise=paired.otherwise,
        shared=paired.shared,
        ended=ended_otherwise(_whole(ours), _whole(theirs)),
        beats_here=tuple(beat.name for beat in occurred(beats, ours)),
        beats_there=tuple(beat.name for beat in occurred(beats, theirs)),
    )


def _of_change(ours: tuple[Event, ...], theirs: tuple[Event, ...]) -> tuple[Event, ...]:
    """What the first branch supposes, and the one event it forgoes, that the other does not."""
    known = {(each.seq, each.kind) for each in theirs}
    own = [e for e in ours if e.kind in OF_THE_CHANGE and (e.seq, e.kind) not in known]
    forgone = [each for each in own if each.kind == "Forgone"][:1]
    return (*(each for each in own if each.kind == "Supposed"), *forgone)


def _lived(
    world: World, events: tuple[Event, ...], of_change: tuple[Event, ...]
) -> tuple[Event, ...]:
    """What happened in the story itself, without what is the change and not what it led to."""
    gone = {each.data["gone"] for each in of_change if "gone" in each.data}
    forgone = [_forgone(each) for each in of_change if each.kind == "Forgone"]
    return tuple(
        event
        for event in events
        if event.time >= world.starts
        and event.kind not in OF_THE_CHANGE
        and place_in_moment(event.seq) < SUPPOSED_LANE
        and not (event.kind == "Happened" and event.data["name"] in gone)
        and identity(event) not in forgone
    )


def _forgone(event: Event) -> tuple[Any, ...]:
    """The identity of what a `Forgone` stands for."""
    return identity(replace(event, kind=event.data["kind"]))


def is_deed(event: Event) -> bool:
    """Whether somebody did something worth telling of."""
    return event.kind == "Did" and event.data.get("practice") not in ROUTINE


def _whole(events: Iterable[Event]) -> Whole:
    whole = Whole()
    evolve(whole, events)
    return whole


# Side by side. ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paired:
    """Events of two branches, matched by what they are."""

    here: tuple[Event, ...]
    there: tuple[Event, ...]
    otherwise: tuple[tuple[Event, Event], ...]
    shared: int

    @classmethod
    def of(cls, ours: tuple[Event, ...], theirs: tuple[Event, ...]) -> Paired:
        """Match each event with its like, the first with the first."""
        waiting: dict[Any, list[Event]] = {}
        for event in reversed(theirs):
            waiting.setdefault(identity(event), []).append(event)
        here: list[Event] = []
        otherwise: list[tuple[Event, Event]] = []
        for event in ours:
            like = waiting.get(identity(event))
            if not like:
                here.append(event)
            elif _content(event) != _content(found := like.pop()):
                otherwise.append((event, found))
        left = Counter(id(event) for each in waiting.values() for event in each)
        there = tuple(event for event in theirs if id(event) in left)
        shared = len(ours) - len(here) - len(otherwise)
        return cls(tuple(here), there, tuple(otherwise), shared)

    def in_order(self) -> Iterator[Pair]:
        """Every difference, the earliest first."""
        found: list[Pair] = [(each, None) for each in self.here]
        found += [(None, each) for each in self.there]
        found += self.otherwise
        return iter(sorted(found, key=_order))


def _order(pair: Pair) -> tuple[int, int]:
    seqs = [(each.time, each.seq) for each in pair if each is not None]
    return min(seqs)


def _content(event: Event) -> Mapping[str, Any]:
    """What can differ between two events that are the same: how much, how long, who saw it."""
    return {name: value for name, value in event.data.items() if name not in NUMBERS}


# The first difference. --------------------------------------------------------------------------


def _is_turn(pair: Pair) -> bool:
    return any(each is not None and is_deed(each) for each in pair)


def difference(
    pair: Pair | None, ours: tuple[Event, ...], theirs: tuple[Event, ...]
) -> Difference | None:
    """A pair that differs, with what was done instead and how it was weighed; None for no pair."""
    if pair is None:
        return None
    here, there = pair
    here = here or _instead(there, ours)
    there = there or _instead(here, theirs)
    return Difference(here, there, tuple(_weighed(here, there)))


def _instead(event: Event | None, events: tuple[Event, ...]) -> Event | None:
    """What whoever did it did at that second in the other branch."""
    if event is None or "actor" not in event.roles:
        return None
    for other in events:
        if other.time == event.time and other.roles.get("actor") == event.roles["actor"]:
            if other.kind in ("Did", "WentOn", "Forgone", "ErrandBegun"):
                return other
    return None


def _weighed(here: Event | None, there: Event | None) -> Iterator[tuple[str, float, float]]:
    """Considerations of the deed done here that weighed otherwise there, the largest first."""
    if here is None or there is None or not here.reasons or not there.reasons:
        return
    practice, target = here.data.get("practice"), here.roles.get("target")
    ours, theirs = here.reasons.get("weighed", {}), _of(there, practice, target)
    names = dict.fromkeys((*ours, *theirs)) if theirs else {}
    found = [(name, float(ours.get(name, 0.0)), float(theirs.get(name, 0.0))) for name in names]
    found = [each for each in found if abs(each[1] - each[2]) >= 0.001]
    yield from sorted(found, key=lambda each: -abs(each[1] - each[2]))


def _of(event: Event, practice: object, target: object) -> Mapping[str, float]:
    """How a deed was weighed in a choice, done or not."""
    reasons = event.reasons or {}
    if event.data.get("practice") == practice and event.roles.get("target") == target:
        return dict(reasons.get("weighed", {}))
    for each in reasons.get("instead_of", ()):
        if each.get("practice") == practice and each.get("target") == target:
            return dict(each.get("weighed", {}))
    return {}
