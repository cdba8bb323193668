"""Sifting: small stories found in a chronicle, those still open, the most unexpected first.

    record = Record.of(world, events)
    found = sift(record, motifs)
    found.found[0].sentence          # "Gaara promised Baki something and did not keep it ..."
    found.open[0].waits_for          # ("it is claimed",)

A `Sieve` does the same while a story goes on: it takes one event after another and tells what each
completes. Only the chronicle is read; how things stood is evolved from it anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kizuna.event import Event
from kizuna.explain.motifs import SLOT, Motif
from kizuna.explain.record import Record
from kizuna.explain.surprise import Rarity, Surprise
from kizuna.state.fact import AsOf
from kizuna.tell.grammar import joined, sentence
from kizuna.world.match import Expectation, Match, Sifter, begin, expects
from kizuna.world.pattern import Facts, Value


@dataclass(frozen=True, slots=True)
class Found:
    """A motif that happened: who is who, the events of each step, and how unexpected it is."""

    motif: str
    sentence: str
    cast: Mapping[str, Value]
    steps: tuple[tuple[str, tuple[int, ...]], ...]
    surprise: Surprise

    @property
    def seqs(self) -> tuple[int, ...]:
        """All its events, in order."""
        return tuple(sorted(seq for _, seqs in self.steps for seq in seqs))

    def as_plain(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {
            "motif": self.motif,
            "sentence": self.sentence,
            "cast": dict(self.cast),
            "steps": [[label, list(seqs)] for label, seqs in self.steps],
            "bits": self.surprise.bits,
            "rarest": [self.surprise.rarest, self.surprise.like_it, self.surprise.of],
        }


@dataclass(frozen=True, slots=True)
class Begun(Found):
    """A motif that has begun: what it waits for, and until which story second (None: for ever)."""

    waits_for: tuple[str, ...] = ()
    until: int | None = None
    share: float = 0.0
    """How much of it has happened, 0 to 1."""

    def as_plain(self) -> dict[str, Any]:
        """As plain JSON values."""
        told = super(Begun, self).as_plain()
        return {**told, "waits_for": list(self.waits_for), "until": self.until}


@dataclass(frozen=True, slots=True)
class Sifted:
    """What was found and what is open, each with the most unexpected first."""

    found: tuple[Found, ...]
    open: tuple[Begun, ...]
    events: int

    def as_plain(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {
            "events": self.events,
            "found": [each.as_plain() for each in self.found],
            "open": [each.as_plain() for each in self.open],
        }


class Sieve:
    """Motifs looked for while a story goes on.

    `facts` tell how things stood; without them they are evolved from the events taken, which must
    then be a chronicle from its first event on.
    """

    def __init__(self, motifs: Sequence[Motif], facts: Facts | None = None) -> None:
        self.motifs = {motif.pattern.name: motif for motif in motifs}
        patterns = [motif.pattern for motif in motifs]
        self._sifter, self._rarity = Sifter(begin(patterns)), Rarity(patterns)
        self._events: dict[int, Event] = {}
        self._as_of = AsOf()
        self._facts: Facts = self._as_of if facts is None else facts

    def take(self, event: Event) -> tuple[Match, ...]:
        """The matches that one more event completes."""
        self._events[event.seq] = event
        self._as_of.see(event)
        self._rarity.see(event)
        completed = self._sifter.take(event, self._events.get, self._facts)
        for match in completed:
            self._rarity.find(match.pattern)
        return completed

    def found(self, match: Match, record: Record) -> Found:
        """A match as it is told, as unexpected as it is by now."""
        return Found(*self._told(match, record))

    def begun(self, record: Record) -> tuple[Begun, ...]:
        """What has begun and is open: the nearest to its end first, then the most unexpected."""
        waiting = [self._begun(each, record) for each in expects(self._sifter.matching())]
        return tuple(sorted(waiting, key=lambda each: (-each.share, -each.surprise.bits)))

    def _begun(self, each: Expectation, record: Record) -> Begun:
        taken = sum(len(seqs) for _, seqs in each.seqs)
        wanted = sum(clause.times for clause in self.motifs[each.pattern].pattern.clauses)
        motif, _, cast, steps, surprise = self._told(each, record)
        told = self._so_far(each, record)
        return Begun(motif, told, cast, steps, surprise, each.awaits, each.until, taken / wanted)

    def _so_far(self, each: Expectation, record: Record) -> str:
        """Who it is about and what there is of it: for its sentence it is too early."""
        who = [record.wording.name(str(value)) for _, value in each.bindings
               if str(value).lower() in record.people]  # fmt: skip
        done = joined([label for label, _ in each.seqs])
        return sentence(f"{joined(who)}: {done}" if who else done)

    def _told(
        self, each: Match | Expectation, record: Record
    ) -> tuple[str, str, Mapping[str, Value], Any, Surprise]:
        motif, cast = self.motifs[each.pattern], dict(each.bindings)
        surprise = self._rarity.surprise(each.pattern, [label for label, _ in each.seqs])
        return motif.name, said(motif, cast, record), cast, each.seqs, surprise


def said(motif: Motif, cast: Mapping[str, Value], record: Record) -> str:
    """The sentence of a motif with everybody's names; who is not known yet is somebody."""

    def name(slot: str) -> str:
        return record.wording.name(str(cast[slot])) if slot in cast else "somebody"

    return sentence(SLOT.sub(lambda found: name(found[1]), motif.says or motif.name))


def sift(record: Record, motifs: Sequence[Motif], facts: Facts | None = None) -> Sifted:
    """Everything that these motifs find in a chronicle, and what is open at its end."""
    sieve = Sieve(motifs, facts)
    matches = [match for event in record.events.values() for match in sieve.take(event)]
    found = [sieve.found(match, record) for match in matches]
    found.sort(key=lambda each: (-each.surprise.bits, each.seqs))
    return Sifted(tuple(found), sieve.begun(record), len(record.events))
