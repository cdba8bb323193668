"""Beats mean what they say. For each bundled story: a chronicle written by hand in the fewest lines
that tell it, in which every marked beat occurs; and others in which the same people do the same
things in the same order, each for another reason. Those are rejected, and rejected for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

import kizuna
from kizuna.clock import parse_moment, parse_span
from kizuna.ensemble import world_and_beats
from kizuna.event import Cause, Event, address
from kizuna.world.beats import occurred

PAGES = Path(__file__).parent / "look_alikes"
STORIES = {"precious-person": "precious_person", "the-best-intentions": "the_best_intentions"}
ROLES = ("actor", "target", "about", "who", "toward", "by", "to")
LEAST = 3
"""So many look-alikes a story has at the least."""

Lines = Mapping[str, Mapping[str, Any]]


def page(world: str) -> dict[str, Any]:
    text = (PAGES / f"{STORIES[world]}.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def second(at: str) -> int:
    return -parse_span(at.removesuffix(" before")) if at.endswith(" before") else parse_moment(at)


def events(lines: Lines) -> Iterator[Event]:
    """The chronicle that lines tell, in the order of their moments."""
    told: dict[str, int] = {}
    for place, (name, line) in enumerate(sorted(lines.items(), key=lambda e: second(e[1]["at"]))):
        told[name] = address(second(line["at"]), place)
        because = line.get("because", ())
        names = [because] if isinstance(because, str) else because
        data = {k: v for k, v in line.items() if k not in (*ROLES, "at", "kind", "did", "because")}
        place_ = data.pop("place", None)
        if "did" in line:
            data["practice"] = line["did"]
        roles = {role: line[role] for role in ROLES if role in line}
        causes = tuple(Cause("motivated", told[each]) for each in names)
        yield Event(told[name], line.get("kind", "Did"), roles, place_, data, causes)


def otherwise(lines: Lines, told: Mapping[str, Any]) -> Lines:
    """The same story with some lines told otherwise; all others in their old places."""
    also, changed = told.get("tells also", {}), told["tells otherwise"]
    assert changed.keys() <= lines.keys() and not also.keys() & lines.keys()
    return {**also, **lines, **changed}


def surface(line: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a beholder sees of a line: who does what to whom, and when."""
    return tuple(line.get(key) for key in ("at", "kind", "did", *ROLES))


def cases() -> list[tuple[str, str]]:
    return [(world, name) for world in STORIES for name in page(world)["look-alikes"]]


@pytest.mark.parametrize("world", STORIES)
def test_the_story_itself_is_all_there(world: str) -> None:
    beats = world_and_beats(world)[1]
    found = {beat.name for beat in occurred(beats, list(events(page(world)["story"])))}
    assert {beat.name for beat in beats if beat.marked} <= found


@pytest.mark.parametrize(("world", "name"), cases())
def test_what_only_looks_like_it_is_rejected(world: str, name: str) -> None:
    lines, told = page(world)["story"], page(world)["look-alikes"][name]
    changed = otherwise(lines, told)
    assert all(surface(changed[each]) == surface(lines[each]) for each in lines)
    beats = world_and_beats(world)[1]
    found = {beat.name for beat in occurred(beats, list(events(changed)))}
    missed = [beat.name for beat in beats if beat.marked and beat.name not in found]
    assert missed[:1] == [told["misses"]]


@pytest.mark.parametrize("world", STORIES)
def test_every_deed_in_them_is_one_that_people_do(world: str) -> None:
    known = kizuna.load(world)
    lines = page(world)["story"].values()
    assert {line["did"] for line in lines if "did" in line} <= known.practice.keys()
    people = {line[role] for line in lines for role in ROLES if role in line}
    assert people <= set(kizuna.begin(known, seed=1).whole.people.ids)
    assert len(page(world)["look-alikes"]) >= LEAST
