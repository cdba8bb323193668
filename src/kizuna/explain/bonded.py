"""Why a bond is as it is: the memories it is made of, each with its believed motive; and for what
is worked out from several values of it, these.

    "affection gaara -> naruto"      "closeness gaara -> naruto"      "familiarity lee -> gai"
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kizuna.event import Event
from kizuna.explain.answer import Answer, Part
from kizuna.explain.naming import clause
from kizuna.explain.saying import saying
from kizuna.explain.then import MATTERS, Then, answered
from kizuna.explain.unclear import NotAnswered
from kizuna.state.bond import closeness, familiarity
from kizuna.state.fact import fact
from kizuna.state.memory import MOTIVES, VALUES
from kizuna.state.table import NONE
from kizuna.tell.grammar import joined

WORKED_OUT = ("closeness", "familiarity")
NAMED_MOTIVES = 0.15
"""A believed motive with a smaller share than this is not named (a choice)."""


def value_of_bond(text: str) -> str:
    """A part of a bond by name. NotAnswered for what is none."""
    if text.lower() not in (*VALUES, *WORKED_OUT):
        known = ", ".join((*VALUES, *WORKED_OUT))
        raise NotAnswered(f"{text!r} is no part of a bond: there is {known}")
    return text.lower()


def why_bond(at: Then, value: str, who: str, toward: str) -> Answer:
    """What a part of a bond comes of."""
    bond = at.whole.bonds.row.get((at.row(who), at.row(toward)), NONE)
    about = f"{value} {who} -> {toward}"
    if bond == NONE:
        told = [f"{at.record.moment(at.now)}: {at.name(who)} does not know {at.name(toward)}"]
        return answered(at, about, told, ())
    if value in WORKED_OUT:
        return _worked_out(at, value, who, toward, bond)
    level, parts = _summed(at, value, who, toward, bond)
    told = [_level(at, value, who, toward, level), *_made_of(parts)]
    return answered(at, about, told, parts)


def _level(at: Then, value: str, who: str, toward: str, level: float) -> str:
    return f"{at.record.moment(at.now)}: {at.name(who)}'s {value} toward {at.name(toward)} is " + (
        f"{level:+.2f}"
    )


def _made_of(parts: tuple[Part, ...]) -> list[str]:
    if not parts:
        return ["Nothing that is remembered has made it otherwise"]
    if len(parts) == 1:
        return [f"It comes of this alone: {parts[0].text}"]
    return [f"{len(parts)} memories make it up; the weightiest: {parts[0].text}"]


def _summed(
    at: Then, value: str, who: str, toward: str, bond: int
) -> tuple[float, tuple[Part, ...]]:
    """A value as the sum it is: tanh of what its memories add."""
    numbers = at.whole.memories.numbers
    held = [r for r in at.whole.memories.held_by(at.row(who)) if numbers.get("bond", r) == bond]
    rows = np.array(held, np.intp)
    worths = at.whole.memories.worths(rows, at.now)[VALUES.index(value)].tolist() if held else []
    pieces = [(w, r) for w, r in zip(worths, held, strict=True) if abs(w) >= MATTERS]
    pieces.sort(key=lambda each: -abs(each[0]))
    parts = tuple(_memory(at, who, toward, row, worth) for worth, row in pieces)
    return float(np.tanh(sum(worths))), parts


def _memory(at: Then, who: str, toward: str, row: int, worth: float) -> Part:
    """One memory: how much it adds, how salient it is, how it is believed to have been meant."""
    numbers = at.whole.memories.numbers
    remembered = at.record.events[int(numbers.get("event", row))]
    kept = _kept(at, who, toward, remembered)
    text = clause(saying(at.record, remembered))
    if numbers.get("is_history", row):
        return Part(worth, text, kept)
    shares = {motive: numbers.get(motive, row) for motive in MOTIVES}
    meant = sorted((m for m in shares if shares[m] >= NAMED_MOTIVES), key=lambda m: -shares[m])
    named = joined([f"{motive} {shares[motive]:.2f}" for motive in meant])
    meaning = f"; believed to come of {named}" if named else ""
    when = at.record.moment(remembered.time)
    return Part(
        worth, f"{text} ({when}; salience {numbers.get('salience', row):.2f}{meaning})", kept
    )


def _kept(at: Then, who: str, toward: str, remembered: Event) -> Event:
    """The keeping of a memory, which rests on what was noticed; a bond as given stands alone."""
    for event in at.record.events.values():
        if event.kind == "MemoryKept" and event.data["event"] == remembered.seq:
            if event.roles == {"who": who, "toward": toward}:
                return event
    return remembered


# What is worked out. ---------------------------------------------------------------------------


def _worked_out(at: Then, value: str, who: str, toward: str, bond: int) -> Answer:
    hours = at.whole.bonds.numbers.get("talked_minutes", bond) / 60.0
    known = float(familiarity(hours * 60.0))
    together = f"they have spent {hours:.0f} hours in talk, before the story and in it"
    if value == "familiarity":
        told = [_level(at, value, who, toward, known), together]
        return answered(at, f"{value} {who} -> {toward}", told, ())
    near = float(fact(at.whole, "closeness", who, toward) or 0.0)
    parts = tuple(sorted(_nearness(at, who, toward, bond, known), key=lambda each: -each.weight))
    told = [_level(at, value, who, toward, near)]
    told += [f"It is worked out from {joined([each.text for each in parts])}"] if parts else []
    return answered(at, f"{value} {who} -> {toward}", told, parts)


def _nearness(at: Then, who: str, toward: str, bond: int, known: float) -> Iterator[Part]:
    """What each value by itself adds to being close, and the weightiest event behind it."""
    given = _given(at, who, toward)
    for place, value in enumerate(("affection", "trust")):
        level, behind = _summed(at, value, who, toward, bond)
        share = [0.0, 0.0, 0.0, 0.0]
        share[place] = abs(level)
        weight = float(closeness(*share)) * np.sign(level)
        if abs(weight) >= MATTERS:
            yield Part(weight, f"{value} {level:+.2f}", behind[0].event if behind else given)
    kin = at.whole.bonds.numbers.get("kin", bond)
    for name, weight, level in (
        ("familiarity", float(closeness(0, 0, known, 0)), known),
        ("kinship", float(closeness(0, 0, 0, kin)), kin),
    ):
        if weight >= MATTERS:
            yield Part(weight, f"{name} {level:.2f}", given)


def _given(at: Then, who: str, toward: str) -> Event:
    """The bond as its author gave it, else whoever holds it, as they are."""
    of = at.whole.origins.of
    return at.record.events[of("bond", who, toward) or of("person", who) or 0]
