"""The page before a story: its title, and what lies behind the people in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kizuna.event import Event
from kizuna.tell.grammar import capital, sentence, span_in_words
from kizuna.world.rules import World


@dataclass(frozen=True, slots=True)
class Opening:
    """Title, what the story is called by (world and seed), and sentences of the past in order."""

    title: str
    called: str
    past: tuple[str, ...]


def opening_page(world: World, seed: int) -> Opening:
    """The opening of a story of this world."""
    past = tuple(_past(world, event) for event in past_of(world.opening))
    return Opening(world.title, f"{world.name}, seed {seed}", past)


def past_of(events: Iterable[Event]) -> list[Event]:
    """What is told of the time before the story, in order."""
    past = [event for event in events if event.kind == "Past" and event.data.get("words")]
    return sorted(past, key=lambda event: event.seq)


def _past(world: World, event: Event) -> str:
    ago = capital(span_in_words(world.starts - event.time))
    return f"{ago} ago: {sentence(event.data['words'])}"
