"""Whether one event is like what a clause asks for, and what that binds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kizuna.event import Event
from kizuna.world.match.trail import Descent, Lookup, Trail, causes_of
from kizuna.world.pattern.clause import Because, Likeness, read_field
from kizuna.world.pattern.standing import Facts, Standing
from kizuna.world.pattern.wanted import Bindings, denies

Taken: TypeAlias = tuple[tuple[int, ...], ...]
"""The numbers of the events that each clause has taken."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The event at hand, what is written of the past, and the trails walked back from here."""

    event: Event
    lookup: Lookup
    descents: Mapping[tuple[str, ...], Descent]
    facts: Facts | None = None
    trails: dict[tuple[int, tuple[str, ...]], Trail] = field(default_factory=dict)

    def stands(self, standing: Standing, bindings: Bindings) -> tuple[Bindings, ...]:
        """The bindings under which things stand so. ValueError when nobody brought the facts."""
        if self.facts is None:
            raise ValueError(f"nobody can tell {standing.name!r} here: bring the facts")
        return standing.solve(self.event, self.facts, bindings)

    def rests_on(self, event: Event, seq: int, ground: Because) -> bool:
        """Whether an event rests on an earlier one in the way the ground asks for."""
        if ground.directly:
            return seq in causes_of(event, ground.by)
        written = self.descents[ground.by].rests_on(event, seq)
        return self._trail(event, ground.by).reaches(seq) if written is None else written

    def behind(self, event: Event, ground: Because) -> Iterable[int]:
        """What an event rests on and may be what the ground asks for, newest first."""
        if ground.directly:
            return sorted(dict.fromkeys(causes_of(event, ground.by)), reverse=True)
        written = self.descents[ground.by].behind(event, ground.heads)
        return self._trail(event, ground.by) if written is None else written

    def _trail(self, event: Event, by: tuple[str, ...]) -> Trail:
        trail = self.trails.get((event.seq, by))
        if trail is None:
            trail = self.trails[event.seq, by] = Trail(event, by, self.lookup)
        return trail


def fit(
    likeness: Likeness, event: Event, bindings: Bindings, taken: Taken, glance: Glance
) -> tuple[Bindings, ...]:
    """The distinct bindings under which an event is like this, extending the given ones."""
    answers = _fit_fields(likeness, event, bindings)
    if not answers:
        return ()
    if likeness.alternatives:
        answers = tuple(
            more
            for choice in likeness.alternatives
            for one in answers
            for more in fit(choice, event, one, taken, glance)
        )
    for ground in likeness.grounds:
        answers = tuple(
            more for one in answers for more in _rest(ground, event, one, taken, glance)
        )
    for standing in likeness.standings:
        answers = tuple(more for one in answers for more in glance.stands(standing, one))
    return answers if len(answers) < 2 else tuple(dict.fromkeys(answers))


def loosely(likeness: Likeness) -> Likeness:
    """What an event is like by itself: whoever it is about, whatever it rests on."""
    fields = tuple(asked for asked in likeness.fields if not denies(asked.wanted))
    return Likeness(fields, tuple(map(loosely, likeness.alternatives)))


def resembles(loose: Likeness, event: Event, nobody: Bindings) -> bool:
    """Whether an event is loosely like this, when nobody is anybody yet."""
    for asked in loose.fields:
        if not asked.wanted.solve(read_field(event, asked.path), nobody):
            return False
    choices = loose.alternatives
    return not choices or any(resembles(choice, event, nobody) for choice in choices)


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
    ground: Because, event: Event, bindings: Bindings, taken: Taken, glance: Glance
) -> tuple[Bindings, ...]:
    """The bindings under which an event rests on what it should."""
    if ground.likeness is not None:
        return _rest_on_like(ground.likeness, ground, event, bindings, taken, glance)
    seqs = taken[ground.clause]
    return (bindings,) if any(glance.rests_on(event, seq, ground) for seq in seqs) else ()


def _rest_on_like(
    likeness: Likeness,
    ground: Because,
    event: Event,
    bindings: Bindings,
    taken: Taken,
    glance: Glance,
) -> tuple[Bindings, ...]:
    answers: dict[Bindings, None] = {}
    one_will_do = all(bindings[at] is not None for at in ground.variables)
    for seq in glance.behind(event, ground):
        earlier = glance.lookup(seq)
        if earlier is not None:
            answers.update(dict.fromkeys(fit(likeness, earlier, bindings, taken, glance)))
        if answers and one_will_do:
            break
    return tuple(answers)
