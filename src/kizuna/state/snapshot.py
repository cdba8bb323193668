"""A snapshot: the whole state as bytes, and back.

A story of a hundred thousand events need not be evolved from its beginning to be taken up in the
middle: now and then its state is written down. A snapshot is compressed JSON for what is small and
the bytes of the columns for what is large. It names nothing that could run: reading one makes the
nouns of this package and nothing else.

    blob = freeze(whole, last=event.seq)
    frozen = thaw(blob)                       # None when it was written by another version
    frozen.whole, frozen.last

A snapshot is an aid and never the only record: one that cannot be read is passed over, and the
story is evolved from further back.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from importlib import import_module
from inspect import getmembers, isclass
from pkgutil import iter_modules
from typing import Any, NamedTuple

import numpy as np

import kizuna.state
from kizuna.state.table import Table
from kizuna.state.whole import Whole

LENGTH_BYTES = 8
QUICK = 1
"""How hard to compress: a story must not wait for it."""


class Frozen(NamedTuple):
    """A state as it was kept, and the number of the last event in it."""

    whole: Whole
    last: int


def freeze(whole: Whole, last: int) -> bytes:
    """The state as bytes; `last` is the number of the last event that made it."""
    columns: list[bytes] = []
    kept = {"form": form(), "last": last, "whole": _Writing(columns).of(whole)}
    header = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
    parts = [len(header).to_bytes(LENGTH_BYTES, "big"), header, *columns]
    return zlib.compress(b"".join(parts), QUICK)


def thaw(blob: bytes) -> Frozen | None:
    """The state that `freeze` wrote, or None when it was another version's or is damaged."""
    try:
        raw = zlib.decompress(blob)
        ends = LENGTH_BYTES + int.from_bytes(raw[:LENGTH_BYTES], "big")
        kept = json.loads(raw[LENGTH_BYTES:ends])
        if kept["form"] != form():
            return None
        whole = _Reading(memoryview(raw)[ends:]).of(kept["whole"])
        return Frozen(whole, int(kept["last"])) if isinstance(whole, Whole) else None
    except (zlib.error, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


@cache
def nouns() -> Mapping[str, type]:
    """The classes of this package, by name: all that a snapshot may be made of."""
    found: dict[str, type] = {}
    for module in iter_modules(kizuna.state.__path__, "kizuna.state."):
        if module.name != __name__:
            for name, each in getmembers(import_module(module.name), isclass):
                if each.__module__ == module.name and (is_dataclass(each) or _is_tuple(each)):
                    found[name] = each
    return {**found, "Table": Table}


def _is_tuple(class_: type) -> bool:
    return issubclass(class_, tuple) and hasattr(class_, "_fields")


def _names(class_: type) -> tuple[str, ...]:
    if class_ is Table:
        return Table.KEPT
    return tuple(each.name for each in fields(class_)) if is_dataclass(class_) else ()


@cache
def form() -> str:
    """A text that changes whenever a noun gains or loses a field or a column changes its name."""
    shape = [(name, _names(class_)) for name, class_ in sorted(nouns().items())]
    columns = [table.names for table in Whole().people.tables()]
    columns += [Whole().bonds.numbers.names, Whole().memories.numbers.names]
    return blake2b(repr((shape, columns)).encode(), digest_size=8).hexdigest()


class _Writing:
    """Values on their way into JSON; columns are put beside it."""

    def __init__(self, columns: list[bytes]) -> None:
        self.columns, self.at = columns, 0

    def of(self, value: Any) -> Any:
        if value is None or type(value) in (bool, int, float, str):
            return value
        if isinstance(value, np.ndarray):
            return self._column(value)
        if isinstance(value, bytes):
            return ["b", value.hex()]
        if isinstance(value, Mapping):
            return ["d", *([self.of(key), self.of(held)] for key, held in value.items())]
        if type(value) in (list, tuple):
            return ["l" if isinstance(value, list) else "t", *map(self.of, value)]
        return self._noun(value)

    def _noun(self, value: Any) -> list[Any]:
        name = type(value).__name__
        if nouns().get(name) is not type(value):
            raise TypeError(f"{value!r} is no noun of the state")
        parts = (
            value if isinstance(value, tuple) else map(value.__getattribute__, _names(type(value)))
        )
        return ["o", name, *map(self.of, parts)]

    def _column(self, column: np.ndarray[Any, Any]) -> list[Any]:
        raw = np.ascontiguousarray(column).tobytes()
        told = ["a", column.dtype.str, list(column.shape), self.at, len(raw)]
        self.columns.append(raw)
        self.at += len(raw)
        return told


class _Reading:
    """Values on their way back."""

    def __init__(self, columns: memoryview) -> None:
        self.columns = columns
        self.kinds: Mapping[str, Callable[[list[Any]], Any]] = {
            "a": self._column,
            "b": lambda told: bytes.fromhex(told[0]),
            "d": lambda told: {self.of(key): self.of(held) for key, held in told},
            "l": lambda told: [self.of(each) for each in told],
            "t": lambda told: tuple([self.of(each) for each in told]),
            "o": self._noun,
        }

    def of(self, told: Any) -> Any:
        return self.kinds[told[0]](told[1:]) if isinstance(told, list) else told

    def _column(self, told: list[Any]) -> np.ndarray[Any, Any]:
        kind, shape, at, length = told
        if np.dtype(kind).hasobject:
            raise ValueError("a column holds numbers")
        return np.frombuffer(self.columns[at : at + length], kind).reshape(shape).copy()

    def _noun(self, told: list[Any]) -> Any:
        class_ = nouns()[told[0]]
        values = [self.of(each) for each in told[1:]]
        if issubclass(class_, tuple):
            return class_(*values)
        made = object.__new__(class_)
        for name, value in zip(_names(class_), values, strict=True):
            object.__setattr__(made, name, value)
        if isinstance(made, Table):
            made.look()
        return made
