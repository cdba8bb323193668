"""additions: the small language of `--add`: a deed that is done besides, or an event as it stands.

    naruto greet gaara
    lee defend gaara about gai
    naruto tell gaara topic stays(gaara, leaf)
    {"kind": "Happened", "place": "gates", "data": {"name": "bell", "words": "A bell rings."}}

A deed is done as any other: consent is asked for, energy is paid, whoever is there gets to notice.
If the other is elsewhere, the actor sets out. An event in JSON simply is so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeAlias

from kizuna.problems import did_you_mean
from kizuna.state.whole import EVOLVES
from kizuna.world.change import ChangeMistaken
from kizuna.world.rules import World
from kizuna.world.settings import Draft

DEED = re.compile(
    r"(?P<actor>\w+) (?P<practice>\w+)(?: (?!about |topic )(?P<target>\w+))?"
    r"(?: about (?P<about>\w+))?(?: topic (?P<topic>\w+\(.*\)))?"
)
FOR_PEOPLE = ("actor", "target", "about")


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does what, to whom, about whom, on what topic; empty: nobody, nothing."""

    actor: str
    practice: str
    target: str = ""
    about: str = ""
    topic: str = ""


Addition: TypeAlias = Deed | Draft


def addition_of(text: str, world: World) -> Addition:
    """What an addition adds. ChangeMistaken when it names what is not there."""
    if text.strip().startswith("{"):
        return _event(text, world)
    found = DEED.fullmatch(" ".join(text.split()))
    if found is None:
        raise ChangeMistaken(f"{text!r} is no deed: write 'naruto greet gaara'")
    said = {name: value for name, value in found.groupdict().items() if value}
    for role in FOR_PEOPLE:
        if role in said:
            _known(said[role], _people(world), "person")
    practice = world.practice[_known(said["practice"], world.practice, "practice")]
    if practice.with_ != "alone" and "target" not in said:
        raise ChangeMistaken(f"{practice.name!r} is done to somebody: write to whom")
    return Deed(**said)


def _people(world: World) -> Collection[str]:
    return [event.roles["who"] for event in world.opening if event.kind == "PersonEntered"]


def _known(name: str, known: Collection[str], noun: str) -> str:
    if name in known:
        return name
    way_out = did_you_mean(name, known)
    raise ChangeMistaken(f"there is no {noun} {name!r}" + (f"; {way_out}" if way_out else ""))


def _event(text: str, world: World) -> Draft:
    try:
        plain: dict[str, Any] = json.loads(text)
        roles, data = dict(plain.get("roles", {})), dict(plain.get("data", {}))
        kind, place = str(plain["kind"]), plain.get("place")
    except (KeyError, TypeError, ValueError) as error:
        raise ChangeMistaken(
            """an event is written {"kind": ..., "roles": {...}, "data": {...}}"""
        ) from error
    _known(kind, EVOLVES, "kind of event")
    for id_ in roles.values():
        _known(id_, _people(world), "person")
    return Draft(kind, roles, data, place)
