"""One pattern watched for, with people already in their roles: terms, triggers.

Terms of a wager say what has to happen, and the wager says between whom. Whoever judges it binds
the one to the other and feeds what happens:

    wager = watch(pattern, {"by": "sakura", "to": "gaara"}, since=agreed.seq)
    wager = wager.feed(events, lookup)
    if wager.is_met:
        claim = wager.found[0].last_seq

A `Watch` is a value: feeding it gives another, a fork keeps its own, and two that were fed the same
events are equal. Events that it has seen are passed over, so it can be fed a whole chronicle again
without harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kizuna.event import Event
from kizuna.problems import Problems
from kizuna.world.match.find import Expectation, expects
from kizuna.world.match.matching import Matching, begin
from kizuna.world.match.opened import Match
from kizuna.world.match.sifter import Sifter
from kizuna.world.match.trail import Lookup
from kizuna.world.pattern.clause import Pattern
from kizuna.world.pattern.compile import compile_pattern
from kizuna.world.pattern.standing import Facts
from kizuna.world.pattern.wanted import Value


@dataclass(frozen=True, slots=True)
class Watch:
    """A pattern with its roles bound: what is open, and the matches found so far."""

    matching: Matching
    found: tuple[Match, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether what is watched for has happened."""
        return bool(self.found)

    def feed(self, events: Iterable[Event], lookup: Lookup, facts: Facts | None = None) -> Watch:
        """The same watch after more events, which come in the order of their numbers.

        `lookup` finds what they rest on; it is asked only when the pattern says `because`.
        `facts` tell how things stand, for a pattern that says `while`.
        """
        last = self.matching.last_seq
        fresh = [event for event in events if last is None or event.seq > last]
        if not fresh:
            return self
        sifter = Sifter(self.matching)
        found = [match for event in fresh for match in sifter.take(event, lookup, facts)]
        return Watch(sifter.matching(), (*self.found, *found))

    def waits_for(self) -> tuple[Expectation, ...]:
        """What has begun and is still open, and what each waits for."""
        return expects(self.matching)


def watch(pattern: Pattern, bound: Mapping[str, Value], since: int | None = None) -> Watch:
    """Watch for a pattern from after event `since` on, with these variables bound.

    `bound` goes by names without question mark; what the pattern does not speak of is left out.
    ValueError when a variable that the pattern is `given` stays unbound.
    """
    held = {name: value for name, value in bound.items() if name in pattern.variables}
    return Watch(replace(begin([pattern.bind(held)]), last_seq=since))


def watch_terms(
    terms: Mapping[str, Any], bound: Mapping[str, Value], since: int | None = None
) -> Watch:
    """The same for a pattern that is still data, as a commitment keeps it.

    ValueError when the data is no pattern: whoever wrote it down should have checked it.
    """
    problems = Problems()
    pattern = compile_pattern(dict(terms), problems)
    if pattern is None:
        raise ValueError(f"these terms are no pattern: {problems}")
    return watch(pattern, bound, since)
