"""Sifting: a hundred patterns over ten thousand random events, in seconds.

    python -m benchmarks.sift

Each pattern is three deeds of three people with something that must not come between; the people
of a stream are few (many matches), some, or many (many open ones).
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator

from kizuna.event import Event, address
from kizuna.problems import Problems
from kizuna.world.match import Sifter, begin
from kizuna.world.pattern import Pattern, compile_pattern

PATTERNS, EVENTS, KINDS = 100, 10_000, 30
CASTS = (5, 20, 100)


def pattern(number: int, dice: random.Random, keep: str) -> Pattern:
    """Three deeds and a fourth that must not come between, drawn from the kinds of deed."""
    first, second, third, foul = (f"d{dice.randrange(KINDS)}" for _ in range(4))
    data = {
        "name": f"p{number}",
        "keep": keep,
        "sequence": [
            {"did": first, "actor": "?a", "target": "?b"},
            {"did": second, "actor": "?b", "target": "?a"},
            {"did": third, "actor": "?a", "target": "?c", "within": "2 h"},
        ],
        "unless": [{"did": foul, "actor": "?b", "target": "?a"}],
    }
    problems = Problems()
    made = compile_pattern(data, problems)
    assert made is not None, str(problems)
    return made


def stream(people: int) -> Iterator[Event]:
    """A deed a minute between two of so many people."""
    dice, names = random.Random(2), [f"c{at}" for at in range(people)]
    for at in range(EVENTS):
        actor, target = dice.sample(names, 2)
        practice = {"practice": f"d{dice.randrange(KINDS)}"}
        yield Event(address(at * 60, 0), "Did", {"actor": actor, "target": target}, None, practice)


def sifted(people: int, keep: str) -> dict[str, object]:
    """How long it takes, what is found and what stays open."""
    dice = random.Random(1)
    sifter = Sifter(begin([pattern(at, dice, keep) for at in range(PATTERNS)]))
    start = time.perf_counter()
    found = sum(len(sifter.take(event, lambda _seq: None)) for event in stream(people))
    seconds = round(time.perf_counter() - start, 2)
    return {"people": people, "keep": keep, "seconds": seconds, "found": found}


if __name__ == "__main__":
    for cast in CASTS:
        for kept in ("one per cast", "all"):
            print(json.dumps(sifted(cast, kept)))
