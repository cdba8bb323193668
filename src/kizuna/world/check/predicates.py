"""Predicates and readings: what can be believed, and what is concluded from a sight."""

from __future__ import annotations

import re

from kizuna.state.belief import GAP, proposition
from kizuna.world.check.mistake import Mistake, Mistakes, Path, shown
from kizuna.world.check.names import unknown
from kizuna.world.check.page import Page
from kizuna.world.check.sayings import saying
from kizuna.world.check.written import Written
from kizuna.world.shape import PredicateShape, ReadingShape

SLOT = re.compile(r"\{([^{}]*)\}")
SEEN = "?seen"
VARIABLE = re.compile(r"\?[a-z_]+")


def check_predicates(written: Written, page: Page) -> Mistakes:
    """Predicates given twice, with unknown rivals, or that count names they do not have."""
    owners, known = written.owners("predicates"), written.known.predicates
    for name, predicate in page.shape.predicates.items():
        path: Path = ("predicates", name)
        if owners[name] is not page:
            message = f"there is a predicate {shown(name)} already, in {owners[name].path.name}"
            way_out = "use that one, or choose another name"
            yield Mistake("predicate-twice", path, message, way_out, of_key=True)
        for key, other in (
            ("rival", predicate.rival), ("answers", predicate.answers),
            ("undone by", predicate.undone_by),
        ):  # fmt: skip
            if other is not None and other not in known:
                yield unknown("predicate", other, known, (*path, key))
        yield from _rival(written, name, predicate, path)
        yield from _positions(predicate, path)


def _rival(written: Written, name: str, predicate: PredicateShape, path: Path) -> Mistakes:
    rival = written.shape.predicates.get(predicate.rival or "")
    if rival is not None and rival.names != predicate.names:
        message = f"{shown(predicate.rival)} is said of other things than {shown(name)}"
        way_out = "a rival says the opposite of the same names"
        yield Mistake("wrong-arity", (*path, "rival"), message, way_out)


def _positions(predicate: PredicateShape, path: Path) -> Mistakes:
    count = len(predicate.names)
    counted = {"only one": predicate.only_one, "doer": predicate.doer, "near": predicate.near}
    for key, position in counted.items():
        if position is not None and position > count:
            yield _beyond(count, (*path, key))
    for position in predicate.touches:
        if position > count:
            yield _beyond(count, (*path, "touches", str(position)), of_key=True)
    for key, sentence in (("says", predicate.says), ("asks", predicate.asks)):
        for slot in SLOT.finditer(sentence):
            if slot[1] not in map(str, range(1, count + 1)):
                mistake = _beyond(count, (*path, key))
                yield mistake._replace(text=sentence, offset=slot.start())


def _beyond(count: int, path: Path, *, of_key: bool = False) -> Mistake:
    message = f"this predicate has {count} name{'s' if count > 1 else ''}"
    way_out = f"count from 1 to {count}, the last of its names"
    return Mistake("bad-position", path, message, way_out, of_key)


def check_readings(written: Written, page: Page) -> Mistakes:
    """Readings that conclude nothing, or from somebody they know nothing of."""
    for at, reading in enumerate(page.shape.readings):
        path: Path = ("readings", at)
        if (reading.knows is None) != (reading.concludes is None) or (
            reading.concludes is None and reading.asks is None
        ):
            message = "a reading concludes something from what is known, or asks something"
            way_out = "write knows: and concludes:, or asks:"
            yield Mistake("reading-unclear", path, message, way_out)
        yield from _parts(written, reading, path)


def _parts(written: Written, reading: ReadingShape, path: Path) -> Mistakes:
    known = (SEEN, *(VARIABLE.findall(reading.knows) if reading.knows else ()))
    for key, text in (
        ("knows", reading.knows), ("concludes", reading.concludes), ("asks", reading.asks),
    ):  # fmt: skip
        if text is None:
            continue
        names = proposition(text).names
        loose = [name for name in names if name.startswith("?") and name not in (*known, GAP)]
        for name in loose:
            message = f"nobody knows here who {name} is"
            way_out = f"{SEEN} is whoever is seen; others have to stand under knows"
            yield Mistake("unknown-variable", (*path, key), message, way_out, text=text,
                          offset=text.index(name))  # fmt: skip
        yield from saying(written.known, text, (*path, key), free=(*known, *loose, GAP))
