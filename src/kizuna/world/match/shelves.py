"""A table of small tables that is copied only where it is written to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key")

Item = TypeVar("Item")

Held = TypeVar("Held")


class Shelves(Generic[Key, Item, Held]):
    """A table of small tables that shares with its origin whatever is not written to."""

    def __init__(self, shelves: Mapping[Key, Mapping[Item, Held]]) -> None:
        self.shelves: dict[Key, dict[Item, Held]] = shelves  # type: ignore[assignment]
        self._own: set[Key] | None = None

    def get(self, key: Key) -> Mapping[Item, Held]:
        """One small table; empty when there is none."""
        return self.shelves.get(key) or {}

    def put(self, key: Key, item: Item, held: Held) -> None:
        """Write one item."""
        self._writable(key)[item] = held

    def remove(self, key: Key, item: Item) -> None:
        """Take one item out, if it is there."""
        if item in self.get(key):
            shelf = self._writable(key)
            del shelf[item]
            if not shelf:
                del self.shelves[key]

    def shared(self) -> dict[Key, dict[Item, Held]]:
        """The whole table. What is written from now on is written to copies."""
        self._own = None
        return self.shelves

    def _writable(self, key: Key) -> dict[Item, Held]:
        if self._own is None:
            self.shelves, self._own = dict(self.shelves), set()
        if key not in self._own:
            self._own.add(key)
            self.shelves[key] = dict(self.get(key))
        return self.shelves.setdefault(key, {})
