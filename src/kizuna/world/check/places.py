"""Paths that lead nowhere, and homes nobody can walk to."""

from __future__ import annotations

from collections.abc import Iterator

from kizuna.world.check.mistake import Mistake, Mistakes, shown
from kizuna.world.check.written import Written
from kizuna.world.shape import PersonShape, WorldShape


def check_paths(written: Written) -> Mistakes:
    """Paths to where they begin, and paths that are there already."""
    first_at: dict[tuple[str, str], int] = {}
    for at, path in enumerate(written.shape.paths):
        one, other = sorted(path.between)
        if one == other or path.via in (one, other):
            message = f"this path leads from {shown(one)} to where it is already"
            way_out = "name two different places, and a third under via"
            yield Mistake("path-to-itself", ("paths", at), message, way_out)
        elif (one, other) in first_at:
            message = f"there is a path between {shown(one)} and {shown(other)} already"
            way_out = "delete one of them; a path is walked both ways"
            yield Mistake("path-twice", ("paths", at), message, way_out)
        first_at.setdefault((one, other), at)


def check_reach(written: Written) -> Mistakes:
    """Homes and posts that cannot be reached on foot."""
    region = _regions(written.shape)
    for id_, person in written.shape.people.items():
        for key, place in _destinations(person):
            if {person.at, place} <= region.keys() and region[person.at or ""] != region[place]:
                message = f"no path leads from {shown(person.at)} to {shown(place)}"
                way_out = "add paths between them, or choose a place that can be reached"
                yield Mistake("unreachable-place", ("people", id_, key), message, way_out)


def _destinations(person: PersonShape) -> Iterator[tuple[str, str]]:
    if person.on_stage and not person.dead:
        for key, place in (("home", person.home), ("post", person.post)):
            if place is not None:
                yield key, place


def _regions(shape: WorldShape) -> dict[str, str]:
    """For each place one place that stands for all that can be reached from it."""
    ways: dict[str, list[str]] = {id_: [] for id_ in shape.places}
    for path in shape.paths:
        for here, there in (path.between, path.between[::-1]):
            if here in ways and there in ways:
                ways[here].append(there)
    region: dict[str, str] = {}
    for start in ways:
        ahead = [start]
        while ahead:
            here = ahead.pop()
            if here not in region:
                region[here] = start
                ahead += ways[here]
    return region
