"""What lies between people and in them when the story starts: bonds and beliefs."""

from __future__ import annotations

import re

from kizuna.state.belief import GAP, proposition
from kizuna.world.check.mistake import Mistake, Mistakes, Path, shown
from kizuna.world.check.names import unknown
from kizuna.world.check.sayings import saying
from kizuna.world.check.written import Written
from kizuna.world.shape import BeliefShape

BOND = re.compile(r"\s*([a-z][a-z0-9_]*)\s*->\s*([a-z][a-z0-9_]*)\s*")


def ends(spelled: str) -> tuple[str, str] | None:
    """From whom and toward whom a bond is; None when it is not spelled like one."""
    found = BOND.fullmatch(spelled)
    return None if found is None else (found[1], found[2])


def check_bonds(written: Written) -> Mistakes:
    """Bonds spelled wrongly, given twice, toward oneself or toward nobody."""
    seen: dict[tuple[str, str], str] = {}
    for spelled in written.page.keys("bonds"):
        pair = ends(spelled)
        if pair is None:
            message = f"{shown(spelled)} is no bond"
            way_out = "write from whom and toward whom: lee -> gaara"
            yield Mistake("bond-spelling", ("bonds", spelled), message, way_out, of_key=True)
            continue
        yield from _bond(written, spelled, pair)
        if pair in seen:
            message = f"this bond is given already, as {shown(seen[pair])}"
            way_out = "put all of it in one place"
            yield Mistake("bond-twice", ("bonds", spelled), message, way_out, of_key=True)
        seen.setdefault(pair, spelled)


def _bond(written: Written, spelled: str, pair: tuple[str, str]) -> Mistakes:
    path, people = ("bonds", spelled), written.known.people
    if pair[0] == pair[1]:
        message = "nobody has a bond toward themselves"
        way_out = "pride and shame are traits and feelings"
        yield Mistake("bond-with-oneself", path, message, way_out, of_key=True)
    offsets = (spelled.index(pair[0]), spelled.rindex(pair[1]))
    for who, offset in zip(pair, offsets, strict=True):
        if who not in people:
            mistake = unknown("person", who, people, path, of_key=True)
            yield mistake._replace(text=spelled, offset=offset)


def check_beliefs(written: Written) -> Mistakes:
    """Beliefs that say nothing, both, or what cannot be said."""
    for who, beliefs in written.shape.beliefs.items():
        seen: dict[str, None] = {}
        for at, belief in enumerate(beliefs):
            path: Path = ("beliefs", who, at)
            yield from _belief(written, belief, path)
            text = belief.that or belief.asks or ""
            if text in seen:
                message = f"{shown(who)} holds this already"
                yield Mistake("belief-twice", path, message, "delete one of them")
            seen[text] = None


def _belief(written: Written, belief: BeliefShape, path: Path) -> Mistakes:
    if (belief.that is None) == (belief.asks is None):
        message = "a belief holds something true, or asks something: one of the two"
        way_out = "write that: hates(lee, gaara), or asks: fate_of(lee, ?)"
        yield Mistake("belief-unclear", path, message, way_out)
        return
    key, text = ("that", belief.that) if belief.that is not None else ("asks", belief.asks)
    assert text is not None
    if proposition(text).is_question != (key == "asks"):
        message = "a question has a gap, and what is held true has none"
        way_out = "asks: harmed(?, lee) is a question; that: harmed(gaara, lee) is none"
        yield Mistake("gap-misplaced", (*path, key), message, way_out)
    yield from saying(written.known, text, (*path, key), free=(GAP,))
