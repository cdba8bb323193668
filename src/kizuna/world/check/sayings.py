"""Propositions: whether a predicate exists, and whether it is said of what it can be said of.

hates(naruto, gaara)      hates is said of two people: sound
hosts(naruto, hospital)   hosts is said of a person and a word, and a hospital is a place
"""

from __future__ import annotations

from collections.abc import Collection

from kizuna.state.belief import Proposition, proposition
from kizuna.world.check.mistake import Mistake, Mistakes, Path, a, shown
from kizuna.world.check.names import undefined, unknown
from kizuna.world.check.written import Known

WANTED = {
    "person": ("people",),
    "place": ("places", "groups"),
    "word": ("words", "residents"),
}
"""Where the names for each position come from. A group stands for where it is at home."""


def saying(
    known: Known, text: str, path: Path, *, of_key: bool = False, free: Collection[str] = ()
) -> Mistakes:
    """What is wrong with a proposition; names in `free` stand for whoever they may."""
    said = proposition(text)
    if said.predicate not in known.predicates:
        mistake = unknown("predicate", said.predicate, known.predicates, path, of_key=of_key)
        yield mistake._replace(text=text)
        return
    nouns = known.said_of.get(said.predicate)
    if nouns is None:
        return
    if len(said.names) != len(nouns):
        message = f"{said.predicate} is said of {_listed(nouns)}"
        way_out = f"write {said.predicate}({', '.join(nouns)})"
        yield Mistake("wrong-arity", path, message, way_out, of_key, text, 0)
        return
    for at, (name, noun) in enumerate(zip(said.names, nouns, strict=True)):
        if name not in free:
            where = (path, of_key, text, _offset(said, text, at))
            yield from _name(known, name, noun, *where)


def _name(
    known: Known, name: str, noun: str, path: Path, of_key: bool, text: str, offset: int
) -> Mistakes:
    if any(name in getattr(known, kind) for kind in WANTED[noun]):
        return
    other = known.noun(name)
    if other:
        message = f"{shown(name)} is {a(other)}, and {a(noun)} is wanted here"
        way_out = f"name {a(noun)}"
        yield Mistake("wrong-noun", path, message, way_out, of_key, text, offset)
    else:
        names = [id_ for kind in WANTED[noun] for id_ in getattr(known, kind)]
        mistake = (
            undefined(name, names, path) if noun == "word" else unknown(noun, name, names, path)
        )
        yield mistake._replace(of_key=of_key, text=text, offset=offset)


def _offset(said: Proposition, text: str, at: int) -> int:
    """Where in the text the name at a position begins."""
    start = text.index("(")
    for name in said.names[: at + 1]:
        start = text.index(name, start + 1)
    return start


def _listed(nouns: tuple[str, ...]) -> str:
    return " and ".join(map(a, nouns))
