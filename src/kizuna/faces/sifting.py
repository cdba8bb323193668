"""Small stories found in a chronicle, on paper or as JSON, or told while a story is lived."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kizuna.event import Event
from kizuna.explain.motifs import Motif, read_motifs
from kizuna.explain.record import Record
from kizuna.explain.saying import saying
from kizuna.explain.sift import Begun, Found, Sieve, Sifted, sift
from kizuna.explain.surprise import Surprise
from kizuna.faces.book import open_book, world_of
from kizuna.faces.paper import Paper
from kizuna.problems import Problems
from kizuna.tell.grammar import joined
from kizuna.world.rules import World


def sift_file(
    path: Path, branch: int, motifs: Path | None, name: str | None, begun: int, as_json: bool
) -> None:
    """Print what a chronicle, in one of its branches, holds of these motifs. Raises ChronicleError,
    WorldMistaken."""
    book = open_book(path, branch)
    world = world_of(book, name, path)
    record = Record.of(world, book.events)
    sifted = sift(record, motifs_of(world, motifs))
    if as_json:
        print(json.dumps(sifted.as_plain(), ensure_ascii=False))
    else:
        print("\n".join(_page(sifted, record, begun)))


def motifs_of(world: World, path: Path | None) -> tuple[Motif, ...]:
    """The motifs of a file, or those that come with kizuna. Raises WorldMistaken."""
    problems = Problems()
    motifs = read_motifs(world, problems, path)
    problems.raise_any()
    return motifs


def _page(sifted: Sifted, record: Record, begun: int) -> Iterator[str]:
    for each in sifted.found:
        yield from _found(each, record)
    count = len(sifted.found)
    yield f"{count or 'no'} small {'story' if count == 1 else 'stories'} in {sifted.events} events"
    nearest = _nearest(sifted.open)[:begun]
    if nearest:
        yield "\nBegun, and nearest to its end:" if begun == 1 else "\nBegun, nearest to their end:"
    for one in nearest:
        until = "" if one.until is None else f", until {record.moment(one.until)}"
        yield f"  {one.motif}: {one.sentence}"
        yield f"    waits for: {joined(one.waits_for)}{until}"


def _nearest(begun: Iterable[Begun]) -> list[Begun]:
    """Of each motif the one that is nearest to its end; what has hardly begun is left out."""
    first: dict[str, Begun] = {}
    for each in begun:
        if len(each.steps) > 1 or each.share >= 0.5:
            first.setdefault(each.motif, each)
    return list(first.values())


def _found(each: Found, record: Record) -> Iterator[str]:
    yield each.sentence
    yield f"  {each.motif}; {why_unexpected(each.surprise)}"
    for label, seqs in each.steps:
        for seq in seqs:
            event = record.events[seq]
            yield f"    {label} - {record.place_and_time(event)}: {saying(record, event)}"
    yield ""


def why_unexpected(surprise: Surprise) -> str:
    """ "8.2 bits; rarest: it is claimed, 3 of 16675 events are like it"."""
    be = "is" if surprise.like_it == 1 else "are"
    rarest = f"rarest: {surprise.rarest}, {surprise.like_it} of {surprise.of} events {be} like it"
    return f"{surprise.bits:.1f} bits; {rarest}"


class Watching:
    """Small stories told while a story is lived: each as soon as it is complete and whoever looks
    on has seen the scene that completes it."""

    def __init__(self, world: World, opening: Iterable[Event], paper: Paper) -> None:
        self.paper = paper
        self.record = Record.of(world, opening)
        self.sieve = Sieve(motifs_of(world, None))
        for event in self.record.events.values():
            self.sieve.take(event)
        self.complete: list[tuple[int, Found]] = []

    def hear(self, moment: Iterable[Event], before: float) -> None:
        """Take what one moment brought, in order, and tell what is complete and has been shown."""
        for event in moment:
            for match in self.sieve.take(event):
                self.complete.append((event.time, self.sieve.found(match, self.record)))
        self.tell(before)

    def tell(self, before: float) -> None:
        """Tell what was complete before a story second."""
        for _, found in (each for each in self.complete if each[0] < before):
            self.paper.found(found.sentence, found.motif, why_unexpected(found.surprise))
        self.complete = [each for each in self.complete if each[0] >= before]
