"""Phrases: what can be said, by message, read from wording files.

All that a telling says goes through a *message*: `did.greet` for a deed, `felt.joy` for a feeling,
`gap.night` for a night that passes. A wording file gives each message several wordings, grouped by
what has to be so for them:

    did.greet:
      any: ["{actor} [greets|greeted] {target}."]
      close: ["{actor} [is|was] glad to see {target}, and [says|said] so."]
      terse: ["{actor} [gives|gave] {target} a nod."]

`any` always fits; `close terse` fits when both are so. What can be so is a closed list (FITS): how
the speaker talks, how they stand to the other, how they are. Those of the commons lie in
`commons/wording/<language>`, those of a world in its folder under `wording/<language>`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

COMMONS = Path(str(files("kizuna"))) / "commons" / "wording"
WORLDS = Path(str(files("kizuna"))) / "worlds"

ANY = "any"
FITS: Mapping[str, tuple[str, ...]] = {
    "how one talks": ("terse", "full", "blunt", "winding", "formal", "warm", "lively", "dry"),
    "how one stands to the other": ("close", "wary", "cold", "kin", "owed"),
    "how one is": ("hurt", "spent", "grieving", "angry"),
    "what in one spoke": ("head", "heart", "resident"),
    "when it is": ("night",),
}
"""What can be asked of a moment before a wording is used."""

TABLES = (
    "grammar", "diction", "places", "names", "titles", "propositions", "words", "wounds",
    "dangers", "outside", "past", "commitments",
)  # fmt: skip
"""What a wording file has beside messages."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a message and what has to be so for it."""

    template: str
    fits: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Wordings by message, and the plain tables beside them (`places`, `diction`, ...)."""

    variants: Mapping[str, tuple[Variant, ...]]
    tables: Mapping[str, Mapping[str, Any]]

    def of(self, message: str) -> tuple[Variant, ...]:
        """The wordings of a message; none when nobody has worded it."""
        return self.variants.get(message, ())

    def table(self, name: str) -> Mapping[str, Any]:
        """One of the plain tables, empty when there is none."""
        return self.tables.get(name, {})


def languages() -> tuple[str, ...]:
    """Languages the commons is worded in."""
    return tuple(sorted(path.name for path in COMMONS.iterdir() if path.is_dir()))


def phrases_for(language: str, world: str, own: Mapping[str, str]) -> Phrases:
    """All phrases for a world: the commons' and its own. `own` are the world's wording files by
    name (`de/people.yaml`) with their text; a bundled world without any has those it came with."""
    mine = tuple(text for name, text in sorted(own.items()) if name.startswith(f"{language}/"))
    bundled = () if mine else _pages(WORLDS / world.replace("-", "_") / "wording" / language)
    return _gathered((*_pages(COMMONS / language), *bundled, *map(_read, mine)))


@cache
def _pages(folder: Path) -> tuple[Mapping[str, Any], ...]:
    return tuple(_read(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml")))


def _read(text: str) -> Mapping[str, Any]:
    return yaml.load(text, Loader=Loader) or {}


def _gathered(pages: Iterable[Mapping[str, Any]]) -> Phrases:
    variants: dict[str, tuple[Variant, ...]] = {}
    tables: dict[str, dict[str, Any]] = {}
    for page in pages:
        for key, value in page.items():
            if key in TABLES:
                tables.setdefault(key, {}).update(value)
            else:
                variants[key] = (*variants.get(key, ()), *_variants(value))
    return Phrases(variants, tables)


def _variants(written: Any) -> Iterator[Variant]:
    groups = {ANY: written} if isinstance(written, list) else written
    for fits, templates in groups.items():
        needed = frozenset(str(fits).split()) - {ANY}
        yield from (Variant(str(template), needed) for template in templates)
