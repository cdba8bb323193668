"""Limits that keep a stranger's world from taking all day or all memory.

Each file is limited as it is read. What multiplies is limited here: every person has every trait,
and every formula becomes code several times.
"""

from __future__ import annotations

from collections.abc import Iterator

from kizuna.world.check.mistake import Mistake, Mistakes
from kizuna.world.check.written import Written
from kizuna.world.names import PLACE_TAGS, TRAITS
from kizuna.world.shape import MOST_PRACTICES, PracticeShape, WorldShape

MOST_TRAITS = 200
MOST_TAGS = 200
MOST_FORMULA_CHARACTERS = 200_000
"""The common library has some 15,000."""


def check_sizes(written: Written) -> Mistakes:
    """Whatever there is too much of."""
    shape = written.shape
    for key, noun, count, most in (
        ("people", "different traits", _traits(shape), MOST_TRAITS),
        ("places", "different tags", _tags(shape), MOST_TAGS),
        ("practices", "practices", len(shape.practices), MOST_PRACTICES),
        ("practices", "characters of formulas", _formulas(shape), MOST_FORMULA_CHARACTERS),
    ):
        if count > most:
            message = f"this world has {count} {noun}, more than the {most} that are taken"
            yield Mistake("too-many", (key,), message, "leave some out, or divide the world")


def _traits(shape: WorldShape) -> int:
    own = (trait for person in shape.people.values() for trait in person.traits)
    return len(dict.fromkeys((*TRAITS, *own)))


def _tags(shape: WorldShape) -> int:
    own = (tag for place in shape.places.values() for tag in place.tags)
    return len(dict.fromkeys((*PLACE_TAGS, *own)))


def _formulas(shape: WorldShape) -> int:
    return sum(len(text) for each in shape.practices.values() for text in formulas_of(each))


def formulas_of(practice: PracticeShape) -> Iterator[str]:
    """All formulas of a practice, as texts."""
    yield practice.when
    for reasons in (practice.head, practice.heart, practice.resident, practice.consent):
        yield from map(str, reasons.values())
    yield from map(str, practice.shows.values())
    yield from map(str, practice.soothes.values())
