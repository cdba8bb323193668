"""Chains: the way back from an event along its causes, to where they begin.

A chain is a list of steps in the order one would read them aloud: an event, then what it rests on,
each deeper by one. What many ways lead to is unfolded once, where it lies nearest, and only named
elsewhere, so a chain ends and stays short. It ends in *beginnings*: backstory
and happenings, bonds that were given, people's natures.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from kizuna.event import Event
from kizuna.explain.record import Record

BECAUSE = ("motivated", "held back", "prevented", "informed", "enabled", "perceived")
"""Types of causes in the order in which they are told: what was wanted before what was possible."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a chain: by which type of cause it was reached, and how deep it lies.

    `type` is empty for what was asked about; `is_again` says it is unfolded elsewhere, nearer by.
    """

    type: str
    event: Event
    depth: int = 0
    is_again: bool = False


def causes(record: Record, event: Event) -> list[tuple[str, Event]]:
    """What an event rests on, what moved somebody first, the latest first."""
    return sorted(record.before(event), key=lambda each: (BECAUSE.index(each[0]), -each[1].seq))


def unfold(record: Record, first: list[Step]) -> Iterator[Step]:
    """These steps with all they rest on, depth first; each event is unfolded where it lies nearest
    to what was asked about."""
    nearest, told = _depths(record, first), set[int]()
    waiting = list(reversed(first))
    while waiting:
        step = waiting.pop()
        seq = step.event.seq
        if seq in told or step.depth > nearest[seq]:
            yield Step(step.type, step.event, step.depth, is_again=True)
            continue
        told.add(seq)
        yield step
        further = causes(record, step.event)
        waiting += [Step(type_, each, step.depth + 1) for type_, each in reversed(further)]


def _depths(record: Record, first: list[Step]) -> dict[int, int]:
    """How few steps away each event is."""
    found, waiting = {step.event.seq: step.depth for step in first}, deque(first)
    while waiting:
        step = waiting.popleft()
        for type_, each in causes(record, step.event):
            if each.seq not in found:
                found[each.seq] = step.depth + 1
                waiting.append(Step(type_, each, step.depth + 1))
    return found


def behind(record: Record, event: Event) -> Iterator[Event]:
    """Every event that an event rests on, the fewest steps away first, each once."""
    met, waiting = {event.seq}, deque([event])
    while waiting:
        for _, each in causes(record, waiting.popleft()):
            if each.seq not in met:
                met.add(each.seq)
                waiting.append(each)
                yield each


def is_beginning(record: Record, event: Event) -> bool:
    """Whether nothing needs to stand behind an event: it was so, or came from outside."""
    return record.is_opening(event) or event.kind == "Happened"


def loose_ends(record: Record, event: Event) -> list[Event]:
    """Where the chain of an event breaks off without having come to a beginning."""
    found = [event, *behind(record, event)]
    return [each for each in found if not record.before(each) and not is_beginning(record, each)]
