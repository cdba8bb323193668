"""Looking for patterns as a story goes on.

Whoever looks keeps every beginning in mind: an insult that nobody has answered yet, two refusals
of three. Each is an `Open` match: which events it has taken, what its variables hold, and what it
waits for. An event lets some of them grow, completes some, and ends those that an `unless` forbids.

    matching = begin([pattern])
    matching, completed = advance(matching, event, lookup)

A `Matching` is a value: a fork keeps the old one, and equal streams give equal values. What is
open stands in an index by the kind and practice of the awaited event and by the roles that are
known, so an event costs what it touches and not what is open. `Sifter` is the same thing for long
streams: it copies only when asked for the `Matching`. `find` and `occurs` run it over a chronicle.

Events come in the order of their numbers. A match takes an event at most once, each later in that
order than the one before. Of two beginnings with equal prospects only the one that stood first is
kept, unless the pattern wants to `keep: all`; so its matches are the earliest, and what is open
stays few.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import product
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from kizuna.event import Event, time_of
from kizuna.world.pattern import (
    Because,
    Bindings,
    Equals,
    FieldPath,
    Gap,
    Head,
    Likeness,
    Pattern,
    Unless,
    Value,
    Watch,
    all_grounds,
    each,
    read_field,
)

Lookup: TypeAlias = Callable[[int], Event | None]
"""The event of a number; None when it is not known (any more)."""

Taken: TypeAlias = tuple[tuple[int, ...], ...]
"""The numbers of the events that each clause has taken."""

Spot: TypeAlias = tuple[Head, tuple[FieldPath, ...], tuple[object, ...]]
"""A place in the index: a head, and the values at some paths."""

Signature: TypeAlias = tuple[object, ...]
"""What decides the prospects of an open match."""

LATEST_EVENTS = 8_192
"""A `Sifter` has written down at least of so many events which rest on which (some 16 MiB)."""

SMALLEST_SWEEP = 64
"""A spot of the index is rid of what is past its time whenever it has doubled from here."""

Key = TypeVar("Key")
Item = TypeVar("Item")
Held = TypeVar("Held")


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that was found: who its variables are, and the events of each label in order.

    A clause without a label goes by its number: "#2".
    """

    pattern: str
    bindings: tuple[tuple[str, Value], ...]
    seqs: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def cast(self) -> dict[str, Value]:
        """The bindings by variable, without question marks."""
        return dict(self.bindings)

    def of(self, label: str) -> tuple[int, ...]:
        """The events of a label. KeyError when there is no such label."""
        return dict(self.seqs)[label]

    @property
    def first_seq(self) -> int:
        """The event it begins with."""
        return min(seqs[0] for _, seqs in self.seqs)

    @property
    def last_seq(self) -> int:
        """The event that completed it."""
        return max(seqs[-1] for _, seqs in self.seqs)

    @property
    def first_time(self) -> int:
        """Story second of its first event."""
        return time_of(self.first_seq)

    @property
    def last_time(self) -> int:
        """Story second of its last event."""
        return time_of(self.last_seq)


@dataclass(frozen=True, slots=True)
class Expectation:
    """A match that is open: what it has, the labels it waits for, and until which story second."""

    pattern: str
    bindings: tuple[tuple[str, Value], ...]
    seqs: tuple[tuple[str, tuple[int, ...]], ...]
    awaits: tuple[str, ...]
    until: int | None


@dataclass(frozen=True, slots=True)
class Open:
    """A pattern that has begun. `born` numbers it within its matching, in order of beginning."""

    pattern: int
    born: int
    step: int
    taken: Taken
    bindings: Bindings
    until: int | None = None


class _Grown(NamedTuple):
    """What an open match becomes when a clause takes an event."""

    step: int
    taken: Taken
    bindings: Bindings


# The way back from an event along its causes.


class _Trail:
    """What one event rests on, newest first, walked back no further than anyone asks."""

    __slots__ = ("_ahead", "_behind", "_by", "_lookup", "_met")

    def __init__(self, event: Event, by: tuple[str, ...], lookup: Lookup) -> None:
        self._by = by
        self._lookup = lookup
        self._behind: list[int] = []
        self._met = set(_causes_of(event, by))
        self._ahead = sorted(-seq for seq in self._met)

    def reaches(self, seq: int) -> bool:
        """Whether the event rests on that one. Nothing older is looked at."""
        while seq not in self._met and self._ahead and -self._ahead[0] > seq:
            self._step()
        return seq in self._met

    def __iter__(self) -> Iterator[int]:
        at = 0
        while at < len(self._behind) or self._ahead:
            if at == len(self._behind):
                self._step()
            yield self._behind[at]
            at += 1

    def _step(self) -> None:
        seq = -heappop(self._ahead)
        self._behind.append(seq)
        event = self._lookup(seq)
        if event is None:
            return
        for further in _causes_of(event, self._by):
            if further not in self._met:
                self._met.add(further)
                heappush(self._ahead, -further)


def _causes_of(event: Event, by: tuple[str, ...]) -> list[int]:
    """The events that one rests on directly, by one of these types (or by any)."""
    here = event.seq
    # A cause that does not come before its effect would lead in a circle.
    if by:
        return [cause.seq for cause in event.causes if cause.type in by and cause.seq < here]
    return [cause.seq for cause in event.causes if cause.seq < here]


class _Descent:
    """Which of the latest events rest on which, written down as they come.

    One bit for each event: what an event rests on is its causes and what they rest on. So a
    question costs a glance where a trail would be a long walk. Bit 0 stands for events that are
    not written here, because they came too long ago or before anyone looked. Where an event in
    between was never shown, the writing has a hole and is not relied on.
    """

    __slots__ = ("_by", "_has_hole", "_masks", "_of_head", "_places", "_seqs")

    def __init__(self, by: tuple[str, ...]) -> None:
        self._by = by
        self._has_hole = False
        self._seqs: list[int] = [0]
        self._masks: list[int] = [0]
        self._places: dict[int, int] = {}
        self._of_head: dict[Head, int] = {}

    def note(self, event: Event) -> None:
        """Write down one more event."""
        if len(self._seqs) > 2 * LATEST_EVENTS:
            self._forget()
        mask = 0
        for seq in _causes_of(event, self._by):
            place = self._places.get(seq, 0)
            mask |= self._masks[place] | 1 << place
            if not place and self._places and seq > self._seqs[1]:
                self._has_hole = True
        place = self._places[event.seq] = len(self._seqs)
        self._seqs.append(event.seq)
        self._masks.append(mask)
        for head in _heads_of(event):
            self._of_head[head] = self._of_head.get(head, 0) | 1 << place

    def rests_on(self, event: Event, seq: int) -> bool | None:
        """Whether an event rests on another; None when that is not written here."""
        place, other = self._places.get(event.seq), self._places.get(seq)
        if place is None or other is None or self._has_hole:
            return None
        return bool(self._masks[place] >> other & 1)

    def behind(self, event: Event, heads: tuple[Head, ...]) -> list[int] | None:
        """What an event rests on that has one of these heads, newest first; None: not written."""
        mask = self._masks[self._places[event.seq]] if event.seq in self._places else 1
        if mask & 1:
            return None
        of_heads = 0
        for head in heads:
            of_heads |= self._of_head.get(head, 0)
        return [self._seqs[place] for place in _bits(mask & of_heads)]

    def _forget(self) -> None:
        """Strike out the older half."""
        gone = (1 << LATEST_EVENTS + 1) - 1
        self._seqs = [0, *self._seqs[LATEST_EVENTS + 1 :]]
        self._masks = [0, *(_without(gone, mask) for mask in self._masks[LATEST_EVENTS + 1 :])]
        self._places = {seq: place for place, seq in enumerate(self._seqs) if place}
        self._of_head = {head: _without(gone, mask) & ~1 for head, mask in self._of_head.items()}


def _without(gone: int, mask: int) -> int:
    """A mask whose older half has become bit 0."""
    return mask >> LATEST_EVENTS & ~1 | bool(mask & gone)


def _bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set, highest first."""
    while mask:
        place = mask.bit_length() - 1
        yield place
        mask ^= 1 << place


@dataclass(frozen=True, slots=True)
class _Moment:
    """The event at hand, what is written of the past, and the trails walked back from here."""

    event: Event
    lookup: Lookup
    descents: Mapping[tuple[str, ...], _Descent]
    trails: dict[tuple[int, tuple[str, ...]], _Trail] = field(default_factory=dict)

    def rests_on(self, event: Event, seq: int, ground: Because) -> bool:
        if ground.directly:
            return seq in _causes_of(event, ground.by)
        written = self.descents[ground.by].rests_on(event, seq)
        return self._trail(event, ground.by).reaches(seq) if written is None else written

    def behind(self, event: Event, ground: Because) -> Iterable[int]:
        """What an event rests on and may be what the ground asks for, newest first."""
        if ground.directly:
            return sorted(dict.fromkeys(_causes_of(event, ground.by)), reverse=True)
        written = self.descents[ground.by].behind(event, ground.heads)
        return self._trail(event, ground.by) if written is None else written

    def _trail(self, event: Event, by: tuple[str, ...]) -> _Trail:
        trail = self.trails.get((event.seq, by))
        if trail is None:
            trail = self.trails[event.seq, by] = _Trail(event, by, self.lookup)
        return trail


# Whether an event fits.


def _fit(
    likeness: Likeness, event: Event, bindings: Bindings, taken: Taken, moment: _Moment
) -> tuple[Bindings, ...]:
    """The distinct bindings under which an event is like this, extending the given ones."""
    answers = _fit_fields(likeness, event, bindings)
    if answers and likeness.alternatives:
        answers = tuple(
            more
            for choice in likeness.alternatives
            for one in answers
            for more in _fit(choice, event, one, taken, moment)
        )
    for ground in likeness.grounds:
        answers = tuple(
            more for one in answers for more in _rest(ground, event, one, taken, moment)
        )
    return answers if len(answers) < 2 else tuple(dict.fromkeys(answers))


def _fit_fields(likeness: Likeness, event: Event, bindings: Bindings) -> tuple[Bindings, ...]:
    answers: tuple[Bindings, ...] = (bindings,)
    for asked in likeness.fields:
        found, solve = read_field(event, asked.path), asked.wanted.solve
        if len(answers) == 1:
            answers = solve(found, answers[0])
        else:
            answers = tuple(more for one in answers for more in solve(found, one))
        if not answers:
            break
    return answers


def _rest(
    ground: Because, event: Event, bindings: Bindings, taken: Taken, moment: _Moment
) -> tuple[Bindings, ...]:
    """The bindings under which an event rests on what it should."""
    if ground.likeness is not None:
        return _rest_on_like(ground.likeness, ground, event, bindings, taken, moment)
    seqs = taken[ground.clause]
    return (bindings,) if any(moment.rests_on(event, seq, ground) for seq in seqs) else ()


def _rest_on_like(
    likeness: Likeness,
    ground: Because,
    event: Event,
    bindings: Bindings,
    taken: Taken,
    moment: _Moment,
) -> tuple[Bindings, ...]:
    answers: dict[Bindings, None] = {}
    one_will_do = all(bindings[at] is not None for at in ground.variables)
    for seq in moment.behind(event, ground):
        earlier = moment.lookup(seq)
        if earlier is not None:
            answers.update(dict.fromkeys(_fit(likeness, earlier, bindings, taken, moment)))
        if answers and one_will_do:
            break
    return tuple(answers)


# What an event does to one open match.


def _meet(pattern: Pattern, open_: Open, moment: _Moment) -> tuple[bool, list[_Grown]]:
    """Whether the match dies of the event, and what it grows into with it.

    The event that closes an `unless` may fit it; then the match lives on only in what it becomes.
    """
    foes = [
        unless
        for unless in pattern.unless
        if _is_watching(unless, pattern, open_)
        and _fit(unless.likeness, moment.event, open_.bindings, open_.taken, moment)
    ]
    if any(foe.including_closing for foe in foes):
        return True, []
    grown = [
        child
        for clause in _awaited(pattern, open_)
        for child in _grow(pattern, open_, clause, moment)
        if all(_is_closed(foe, clause, pattern, child) for foe in foes)
    ]
    return bool(foes), grown


def _is_watching(unless: Unless, pattern: Pattern, open_: Open) -> bool:
    if unless.before is not None and open_.taken[unless.before]:
        return False
    if unless.after is None:
        return any(open_.taken)
    return _is_done(pattern, open_.taken, unless.after)


def _is_closed(unless: Unless, clause: int, pattern: Pattern, child: _Grown) -> bool:
    """Whether an `unless` ended when this clause took its event."""
    if unless.before is None:
        return child.step == len(pattern.steps)
    return unless.before == clause


def _is_done(pattern: Pattern, taken: Taken, clause: int) -> bool:
    return len(taken[clause]) == pattern.clauses[clause].times


def _awaited(pattern: Pattern, open_: Open) -> list[int]:
    """The clauses of its step that can still take an event."""
    return [at for at in pattern.steps[open_.step] if not _is_done(pattern, open_.taken, at)]


def _grow(pattern: Pattern, open_: Open, clause: int, moment: _Moment) -> list[_Grown]:
    """What the match becomes when this clause takes the event: one for each solution."""
    event, taken = moment.event, open_.taken
    if not _is_in_time(pattern, open_, clause, event.time):
        return []
    solutions = _fit(pattern.clauses[clause].likeness, event, open_.bindings, taken, moment)
    if not solutions:
        return []
    taken = (*taken[:clause], (*taken[clause], event.seq), *taken[clause + 1 :])
    is_over = all(_is_done(pattern, taken, at) for at in pattern.steps[open_.step])
    return [_Grown(open_.step + is_over, taken, bindings) for bindings in solutions]


def _is_in_time(pattern: Pattern, open_: Open, clause: int, time: int) -> bool:
    seqs = open_.taken[clause]
    if seqs and time_of(seqs[-1]) >= time:
        return False
    for gap in pattern.clauses[clause].gaps:
        start = _start(gap, pattern, open_.taken, open_.step)
        if start is not None and not _is_within(gap, time - start):
            return False
    return True


def _is_within(gap: Gap, elapsed_s: int) -> bool:
    return elapsed_s >= gap.least_s and (gap.most_s is None or elapsed_s <= gap.most_s)


def _start(gap: Gap, pattern: Pattern, taken: Taken, step: int) -> int | None:
    """The story second from which a gap counts for a match at this step; None: not begun."""
    if gap.since is not None:
        return time_of(taken[gap.since][-1]) if _is_done(pattern, taken, gap.since) else None
    if step > 0:
        return max(time_of(taken[at][-1]) for at in pattern.steps[step - 1])
    return min((time_of(taken[at][0]) for at in pattern.steps[0] if taken[at]), default=None)


def _until(pattern: Pattern, grown: _Grown) -> int | None:
    """The last story second at which the match can still be completed; None: at any."""
    ends = [
        start + gap.most_s
        for step, at in _ahead(pattern, grown)
        for gap in pattern.clauses[at].gaps
        if gap.most_s is not None and (gap.since is not None or step == grown.step)
        if (start := _start(gap, pattern, grown.taken, step)) is not None
    ]
    return min(ends, default=None)


def _ahead(pattern: Pattern, grown: _Grown) -> Iterator[tuple[int, int]]:
    """The clauses still to be filled, each with its step."""
    for step in range(grown.step, len(pattern.steps)):
        for at in pattern.steps[step]:
            if not _is_done(pattern, grown.taken, at):
                yield step, at


def _signature(pattern: Pattern, grown: _Grown) -> Signature:
    """Open matches of a pattern with equal signatures have equal prospects.

    How far they are and what they hold; and of the events only those that still matter.
    """
    if pattern.keep == "all":
        return grown
    counts = tuple(map(len, grown.taken))
    recalled = tuple(grown.taken[at] for at in pattern.recalled[grown.step])
    return counts, grown.bindings, recalled


# Everything that is open, as a value.


@dataclass(frozen=True, slots=True)
class _Plan:
    """The patterns, and the parts of the index that never change.

    `routes` tells for each head which paths to read from an event; `roots` holds the empty match
    of each pattern, from which all others grow; `kinds_of_descent` are the cause types (empty:
    any) by which something must rest on something.
    """

    patterns: tuple[Pattern, ...]
    routes: Mapping[Head, tuple[tuple[FieldPath, ...], ...]]
    roots: Mapping[Spot, tuple[Open, ...]]
    kinds_of_descent: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    """What is open after some events. Made by `begin`, changed by nobody.

    `pools` holds the open matches of each pattern by signature, `index` the same by spot and
    number, `casts` the bindings with which each pattern was completed.
    """

    plan: _Plan
    pools: Mapping[int, Mapping[Signature, Open]] = field(default_factory=dict)
    index: Mapping[Spot, Mapping[int, Open]] = field(default_factory=dict)
    casts: Mapping[int, Mapping[Bindings, None]] = field(default_factory=dict)
    next_born: int = 0
    last_seq: int | None = None


def begin(patterns: Iterable[Pattern]) -> Matching:
    """Nothing open yet. ValueError when a pattern's given variables are not bound."""
    patterns = tuple(patterns)
    for pattern in patterns:
        if pattern.unbound():
            raise ValueError(
                f"pattern {pattern.name!r} must be told who ?{pattern.unbound()[0]} is"
            )
    roots: dict[Spot, tuple[Open, ...]] = {}
    for at, pattern in enumerate(patterns):
        root = Open(at, at, 0, ((),) * len(pattern.clauses), pattern.cast)
        for spot in _spots_of(pattern, root):
            roots[spot] = (*roots.get(spot, ()), root)
    plan = _Plan(patterns, _routes(patterns), roots, _kinds_of_descent(patterns))
    return Matching(plan, next_born=len(patterns))


def _routes(patterns: Iterable[Pattern]) -> dict[Head, tuple[tuple[FieldPath, ...], ...]]:
    routes: dict[Head, dict[tuple[FieldPath, ...], None]] = {}
    for pattern in patterns:
        watches = [watch for clause in pattern.clauses for watch in clause.watches]
        watches += [watch for unless in pattern.unless for watch in unless.watches]
        for watch in watches:
            routes.setdefault(watch.head, {})[watch.paths] = None
    return {head: tuple(paths) for head, paths in routes.items()}


def _kinds_of_descent(patterns: Iterable[Pattern]) -> tuple[tuple[str, ...], ...]:
    likenesses = [clause.likeness for pattern in patterns for clause in pattern.clauses]
    likenesses += [unless.likeness for pattern in patterns for unless in pattern.unless]
    grounds = [ground for likeness in likenesses for ground in all_grounds(likeness)]
    return tuple(dict.fromkeys(ground.by for ground in grounds if not ground.directly))


def _spots_of(pattern: Pattern, open_: Open) -> dict[Spot, None]:
    """Where in the index an open match stands: at all that can make it grow or end it."""
    watches = [watch for at in _awaited(pattern, open_) for watch in pattern.clauses[at].watches]
    for unless in pattern.unless:
        if _is_watching(unless, pattern, open_):
            watches += unless.watches
    return {_spot(watch, open_.bindings): None for watch in watches}


def _spot(watch: Watch, bindings: Bindings) -> Spot:
    values = tuple(
        wanted.value if isinstance(wanted, Equals) else bindings[wanted.at]
        for wanted in watch.wanted
    )
    return watch.head, watch.paths, values


def _spots_at(event: Event, plan: _Plan) -> Iterator[Spot]:
    """The spots of the index that an event touches."""
    for head in _heads_of(event):
        for paths in plan.routes.get(head, ()):
            for values in product(*(_indexed(read_field(event, path)) for path in paths)):
                yield head, paths, values


def _heads_of(event: Event) -> list[Head]:
    """Every head that an event has, the unsaid ones included."""
    practices = [one for one in each(event.data.get("practice")) if isinstance(one, str)]
    return list(product((event.kind, None), (*practices, None)))


def _indexed(found: object) -> Sequence[object]:
    """The values under which a found one is looked up."""
    if found.__class__ is str:
        return (found,)
    return [one for one in each(found) if isinstance(one, (str, int, float))]


def advance(matching: Matching, event: Event, lookup: Lookup) -> tuple[Matching, tuple[Match, ...]]:
    """What is open after one more event, and what it completed.

    ValueError when the event does not come after the one before.
    """
    sifter = Sifter(matching)
    completed = sifter.take(event, lookup)
    return sifter.matching(), completed


def expects(matching: Matching) -> tuple[Expectation, ...]:
    """What has begun and is still open, by pattern and in order of beginning."""
    sifter = Sifter(matching)
    begun = [
        open_
        for pool in matching.pools.values()
        for open_ in pool.values()
        if not sifter.is_past(open_)
    ]
    begun.sort(key=_order)
    return tuple(_expectation(matching.plan.patterns[open_.pattern], open_) for open_ in begun)


def _order(open_: Open) -> tuple[int, int]:
    return open_.pattern, open_.born


def _expectation(pattern: Pattern, open_: Open) -> Expectation:
    match = _match(pattern, open_.taken, open_.bindings)
    awaits = tuple(pattern.clauses[at].label for at in _awaited(pattern, open_))
    return Expectation(match.pattern, match.bindings, match.seqs, awaits, open_.until)


def _match(pattern: Pattern, taken: Taken, bindings: Bindings) -> Match:
    held = zip(pattern.variables, bindings, strict=True)
    seqs = zip((clause.label for clause in pattern.clauses), taken, strict=True)
    return Match(
        pattern.name,
        tuple((name, value) for name, value in held if value is not None),
        tuple((label, numbers) for label, numbers in seqs if numbers),
    )


# The same in motion.


class _Shelves(Generic[Key, Item, Held]):
    """A table of small tables that shares with its origin whatever is not written to."""

    def __init__(self, shelves: Mapping[Key, Mapping[Item, Held]]) -> None:
        self.shelves: dict[Key, dict[Item, Held]] = shelves  # type: ignore[assignment]
        self._own: set[Key] | None = None

    def get(self, key: Key) -> Mapping[Item, Held]:
        return self.shelves.get(key) or {}

    def put(self, key: Key, item: Item, held: Held) -> None:
        self._writable(key)[item] = held

    def remove(self, key: Key, item: Item) -> None:
        if item in self.get(key):
            shelf = self._writable(key)
            del shelf[item]
            if not shelf:
                del self.shelves[key]

    def shared(self) -> dict[Key, dict[Item, Held]]:
        """The whole table. What is written from now on is written to copies."""
        self._own = None
        return self.shelves

    def _writable(self, key: Key) -> dict[Item, Held]:
        if self._own is None:
            self.shelves, self._own = dict(self.shelves), set()
        if key not in self._own:
            self._own.add(key)
            self.shelves[key] = dict(self.get(key))
        return self.shelves.setdefault(key, {})


class Sifter:
    """Patterns being looked for in a long stream: takes events, tells what they complete."""

    def __init__(self, matching: Matching) -> None:
        self._plan = matching.plan
        self._pools: _Shelves[int, Signature, Open] = _Shelves(matching.pools)
        self._index: _Shelves[Spot, int, Open] = _Shelves(matching.index)
        self._casts: _Shelves[int, Bindings, None] = _Shelves(matching.casts)
        self._descents = {by: _Descent(by) for by in matching.plan.kinds_of_descent}
        self._next_born = matching.next_born
        self._last_seq = matching.last_seq

    def matching(self) -> Matching:
        """What is open now, as a value that later events leave alone."""
        return Matching(
            self._plan,
            self._pools.shared(),
            self._index.shared(),
            self._casts.shared(),
            self._next_born,
            self._last_seq,
        )

    def take(self, event: Event, lookup: Lookup) -> tuple[Match, ...]:
        """Let one more event do what it does; the matches it completes, by pattern.

        Deaths come before births: "the last insult before the blow" must be able to take the
        place of the insult before it. ValueError when the event does not come in order.
        """
        self.note(event)
        moment = _Moment(event, lookup, self._descents)
        grown = {
            (open_.pattern, child): None
            for open_ in self._touched(event)
            for child in self._meet(open_, moment)
        }
        found = [self._welcome(at, child) for at, child in grown]
        return tuple(match for match in found if match is not None)

    def note(self, event: Event) -> None:
        """Let an event pass that nothing may take, though later ones may rest on it.

        ValueError when it does not come in order.
        """
        if self._last_seq is not None and event.seq <= self._last_seq:
            raise ValueError(f"event {event.seq} comes after {self._last_seq}: out of order")
        self._last_seq = event.seq
        for descent in self._descents.values():
            descent.note(event)

    def is_past(self, open_: Open) -> bool:
        """Whether a match can complete no more: its time is over, or its cast has been found."""
        now = self._last_seq
        if open_.until is not None and now is not None and time_of(now) > open_.until:
            return True
        keep = self._plan.patterns[open_.pattern].keep
        casts = self._casts.get(open_.pattern)
        if keep == "all" or not casts:
            return False
        return keep == "first" or (None not in open_.bindings and open_.bindings in casts)

    def _touched(self, event: Event) -> list[Open]:
        touched: dict[int, Open] = {}
        for spot in _spots_at(event, self._plan):
            for root in self._plan.roots.get(spot, ()):
                touched[root.born] = root
            touched.update(self._index.get(spot))
        return sorted(touched.values(), key=_order)

    def _meet(self, open_: Open, moment: _Moment) -> list[_Grown]:
        if self.is_past(open_):
            if any(open_.taken):
                self._remove(open_)
            return []
        dies, grown = _meet(self._plan.patterns[open_.pattern], open_, moment)
        if dies:
            self._remove(open_)
        return grown

    def _welcome(self, at: int, grown: _Grown) -> Match | None:
        """Keep what has grown, or tell that it is complete."""
        pattern = self._plan.patterns[at]
        if grown.step == len(pattern.steps):
            return self._complete(at, grown)
        signature = _signature(pattern, grown)
        if signature not in self._pools.get(at):
            open_ = Open(at, self._next_born, *grown, until=_until(pattern, grown))
            self._next_born += 1
            if not self.is_past(open_):
                self._pools.put(at, signature, open_)
                for spot in _spots_of(pattern, open_):
                    self._enter(spot, open_)
        return None

    def _enter(self, spot: Spot, open_: Open) -> None:
        self._index.put(spot, open_.born, open_)
        size = len(self._index.get(spot))
        # Swept at every doubling, a spot stays within twice what is alive, at little cost.
        if size >= SMALLEST_SWEEP and size & (size - 1) == 0:
            for old in list(self._index.get(spot).values()):
                if self.is_past(old):
                    self._remove(old)

    def _complete(self, at: int, grown: _Grown) -> Match | None:
        pattern, casts = self._plan.patterns[at], self._casts.get(at)
        if pattern.keep != "all":
            if grown.bindings in casts or (casts and pattern.keep == "first"):
                return None
            self._casts.put(at, grown.bindings, None)
        return _match(pattern, grown.taken, grown.bindings)

    def _remove(self, open_: Open) -> None:
        pattern = self._plan.patterns[open_.pattern]
        grown = _Grown(open_.step, open_.taken, open_.bindings)
        self._pools.remove(open_.pattern, _signature(pattern, grown))
        for spot in _spots_of(pattern, open_):
            self._index.remove(spot, open_.born)


# Over a whole chronicle.


def find(pattern: Pattern, events: Iterable[Event], lookup: Lookup | None = None) -> list[Match]:
    """Every match of a pattern that it keeps, in the order of completion."""
    return find_all((pattern,), events, lookup)


def find_all(
    patterns: Iterable[Pattern], events: Iterable[Event], lookup: Lookup | None = None
) -> list[Match]:
    """The matches of many patterns in the order of completion, then of the patterns.

    `lookup` finds what events rest on; left out, the events themselves are all there is.
    """
    sifter = Sifter(begin(patterns))
    known: dict[int, Event] = {}
    found: list[Match] = []
    for event in events:
        known[event.seq] = event
        found += sifter.take(event, lookup or known.get)
    return found


def occurs(
    pattern: Pattern,
    events: Iterable[Event],
    since_seq: int | None = None,
    lookup: Lookup | None = None,
) -> Match | None:
    """The earliest completion that takes only events after `since_seq`; None when there is none.

    What those events rest on may lie before.
    """
    sifter = Sifter(begin([replace(pattern, keep="first")]))
    known: dict[int, Event] = {}
    for event in events:
        known[event.seq] = event
        if since_seq is not None and event.seq <= since_seq:
            sifter.note(event)
            continue
        for match in sifter.take(event, lookup or known.get):
            return match
    return None
