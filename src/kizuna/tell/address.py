"""What people call each other: honorifics, titles and first names, by who speaks of whom.

An author says it in a world's `address`; without it everybody goes by their name.

    address:
      everybody: {lee: Lee}                                # what anybody calls him
      lee: {default: "{name}-kun", gai: Gai-sensei}
      gaara: {temari: Temari, temari when close: onee-chan}

`{name}` is what anybody calls them. "when close" holds from the day their affection is more than
half: titles soften.
"""

from __future__ import annotations

from collections.abc import Mapping

from kizuna.world.rules import World

EVERYBODY = "everybody"
DEFAULT = "default"
WHEN_CLOSE = "when close"
CLOSE = 0.5
"""Affection from which a softer way of calling somebody is used (a choice)."""

NO_WAYS: Mapping[str, str] = {}


def called(speaker: str, of: str, world: World, is_close: bool = False) -> str:
    """What one person calls another. Whoever the world does not know keeps the id as name."""
    ways, plain_name = world.address.get(speaker, NO_WAYS), known_as(of, world)
    way = ways.get(of) or ways.get(DEFAULT, "{name}")
    if is_close:
        way = ways.get(f"{of} {WHEN_CLOSE}", way)
    return way.replace("{name}", plain_name)


def known_as(of: str, world: World) -> str:
    """What anybody calls somebody: the telling's own name for them."""
    common = world.address.get(EVERYBODY, NO_WAYS)
    return common.get(of) or world.names.get(of, of)
