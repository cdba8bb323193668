"""What people call each other: honorifics, titles and first names, by who speaks of whom.

An author says it in a world's `forms of address`; without it everybody goes by their name.

    forms of address:
      everybody: {lee: Lee}                                # what anybody calls him
      lee: {default: "{name}-kun", gai: Gai-sensei}
      gaara: {temari when close: onee-san}

`{name}` is what anybody calls them. "when close" holds while the speaker's affection is above a
half: titles soften.
"""

from __future__ import annotations

from collections.abc import Mapping

from kizuna.world.rules import World

EVERYBODY = "everybody"
DEFAULT = "default"
CLOSE = 0.5
"""Affection from which a softer way of calling somebody is used (a choice)."""

NO_WAYS: Mapping[str, str] = {}


def called(speaker: str, of: str, world: World, is_close: bool = False) -> str:
    """What one person calls another. Somebody the world does not know is called by their id."""
    ways = world.forms_of_address.get(speaker, NO_WAYS)
    way = ways.get(of) or ways.get(DEFAULT, "{name}")
    if is_close:
        way = ways.get(_when_close(of), way)
    return way.replace("{name}", known_as(of, world))


def softens(speaker: str, of: str, world: World) -> bool:
    """Whether it depends on closeness what one calls the other."""
    return _when_close(of) in world.forms_of_address.get(speaker, NO_WAYS)


def known_as(of: str, world: World) -> str:
    """What anybody calls somebody: the telling's own name for them."""
    return world.forms_of_address.get(EVERYBODY, NO_WAYS).get(of) or _name(of, world)


def _when_close(of: str) -> str:
    return f"{of} when close"


def _name(of: str, world: World) -> str:
    entered = (event for event in world.opening if event.roles.get("who") == of)
    return next((event.data["name"] for event in entered if event.kind == "PersonEntered"), of)
