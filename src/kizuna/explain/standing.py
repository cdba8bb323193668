"""Why a bond, a feeling or a belief is as it is: what it adds up to at a moment, piece by piece.

    "affection gaara -> naruto"            the memories it is made of, each with its believed motive
    "naruto anger", "naruto anger lee"     the times it was felt, and how much is left of each
    "gaara believes hates(naruto, gaara)"  the evidence, and how far each piece moved it

The state at that moment is evolved from what was recorded until then; nothing is thought anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from kizuna.event import Event
from kizuna.explain.answer import Answer, Part
from kizuna.explain.chain import Step
from kizuna.explain.find import names_in
from kizuna.explain.naming import clause
from kizuna.explain.record import Record
from kizuna.explain.saying import saying
from kizuna.explain.unclear import NotAnswered
from kizuna.state.belief import PROPOSITION, confidence_of, proposition
from kizuna.state.feeling import FEELING_ROW, FEELINGS
from kizuna.state.memory import MOTIVES, VALUES
from kizuna.state.table import NONE
from kizuna.state.whole import Whole, evolve
from kizuna.tell.grammar import joined, sentence

BELIEVES = re.compile(r"(?P<who>.+?)\s+believes?\s+(?P<told>\w+\s*\(.*\))\s*")
BOND = re.compile(r"(?P<value>\w+)\s+(?P<who>.+?)\s*->\s*(?P<toward>.+)")
MATTERS = 0.002
"""What adds less than this to a bond is not listed (a choice)."""
UNTHOUGHT = -2.2
"""Log-odds of what nobody thought of: 0.1."""
NAMED_MOTIVES = 0.15
"""A believed motive with a smaller share than this is not named (a choice)."""


@dataclass(frozen=True, slots=True)
class Then:
    """The record and the state as it was at a story second."""

    record: Record
    whole: Whole
    now: int

    def row(self, who: str) -> int:
        """Somebody's row."""
        return self.whole.people.row[who]

    def name(self, who: str) -> str:
        """The telling's name for somebody."""
        return self.record.wording.name(who)

    def upto(self) -> Iterable[Event]:
        """What had happened by then."""
        return (event for event in self.record.events.values() if event.time <= self.now)


def then(record: Record, at: int | None) -> Then:
    """The state at a second; without one, at the end of what was recorded."""
    now = max(event.time for event in record.events.values()) if at is None else at
    whole = Whole()
    evolve(whole, (event for event in record.events.values() if event.time <= now))
    whole.now = now
    return Then(record, whole, now)


def standing(record: Record, about: str, at: int | None) -> Answer | None:
    """Why something is as it is; None when the question is about an event."""
    if found := BELIEVES.fullmatch(about.strip()):
        return _belief(then(record, at), _person(record, found["who"]), found["told"])
    if found := BOND.fullmatch(about.strip()):
        who, toward = _person(record, found["who"]), _person(record, found["toward"])
        return _bond(then(record, at), _value(found["value"]), who, toward)
    return _asked_feeling(record, about, at)


def _person(record: Record, text: str) -> str:
    called = list(names_in(text, record.people))
    if len(called) != 1:
        raise NotAnswered(f"{text!r} should be one person's id or name")
    return record.people[called[0]]


def _value(text: str) -> str:
    if text.lower() not in VALUES:
        raise NotAnswered(f"{text!r} is no part of a bond: there is {', '.join(VALUES)}")
    return text.lower()


# Bonds. ---------------------------------------------------------------------------------------


def _bond(at: Then, value: str, who: str, toward: str) -> Answer:
    """A part of a bond as the sum it is: tanh of what its memories add."""
    whole, index = at.whole, VALUES.index(value)
    bond = whole.bonds.row.get((at.row(who), at.row(toward)), NONE)
    numbers = whole.memories.numbers
    held = [r for r in whole.memories.held_by(at.row(who)) if numbers.get("bond", r) == bond]
    rows = np.array(held, np.intp)
    worths = whole.memories.worths(rows, at.now)[index].tolist() if held else []
    pieces = [(w, r) for w, r in zip(worths, held, strict=True) if abs(w) >= MATTERS]
    pieces.sort(key=lambda each: -abs(each[0]))
    parts = tuple(_memory(at, who, toward, row, worth) for worth, row in pieces)
    level = float(np.tanh(sum(worths)))
    told = [f"{at.record.moment(at.now)}: {at.name(who)}'s {value} toward {at.name(toward)} is "
            f"{level:+.2f}"]  # fmt: skip
    told += _largest(parts, "memory of it", "memories make it up")
    about = f"{value} {who} -> {toward}"
    return _answer(at, about, told, parts)


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


# Feelings. ------------------------------------------------------------------------------------


def _asked_feeling(record: Record, about: str, at: int | None) -> Answer | None:
    """ "naruto anger", "naruto feels anger toward lee"; None for what names no feeling."""
    words = [word for word in re.split(r"\s+", about) if word.lower() not in ("feels", "toward")]
    feelings = [word.lower() for word in words if word.lower() in FEELINGS]
    people = [record.people.get(w.lower()) for w in words if w.lower() not in FEELINGS]
    if len(feelings) != 1 or not 1 <= len(people) <= 2 or None in people:
        return None
    who, *others = [each for each in people if each is not None]
    return _feeling(then(record, at), feelings[0], who, others[0] if others else None)


def _feeling(at: Then, kind: str, who: str, toward: str | None) -> Answer:
    """What is left of a feeling, and of each time it was felt."""
    whom = f" toward {at.name(toward)}" if toward else ""
    parts = []
    for event in at.upto():
        if _is_felt(event, kind, who, toward):
            age = at.now - event.time
            left = float(event.data["strength"]) * 2.0 ** (-age / float(event.data["half_life"]))
            is_old = at.record.is_opening(event)
            when = "from before the story" if is_old else at.record.moment(event.time)
            parts.append(Part(left, f"{_for_what(at.record, event)} ({when})", event))
    parts.sort(key=lambda part: -part.weight)
    told = [f"{at.record.moment(at.now)}: {at.name(who)} feels {kind.replace('_', ' ')}{whom}, "
            f"{_left(at, kind, who, toward):.2f} strong"]  # fmt: skip
    kept = tuple(part for part in parts if part.weight >= MATTERS)
    told += _largest(kept, "time it was felt", "times it was felt are not yet over")
    about = f"{who} {kind}{f' {toward}' if toward else ''}"
    return _answer(at, about, told, kept)


def _is_felt(event: Event, kind: str, who: str, toward: str | None) -> bool:
    if event.kind != "FeelingFelt" or event.data["feeling"] != kind or event.roles["who"] != who:
        return False
    return toward is None or event.roles.get("toward") == toward


def _for_what(record: Record, felt: Event) -> str:
    """What a feeling was about, else the feeling itself."""
    about = record.events.get(int(felt.data.get("about", felt.seq)))
    return clause(saying(record, felt if about is None else about))


def _left(at: Then, kind: str, who: str, toward: str | None) -> float:
    """What is left of it in all: easing counts, too."""
    row, feelings = FEELING_ROW[kind], at.whole.feelings
    if toward is None:
        return feelings.inward.left(row, at.row(who), at.now)
    bond = at.whole.bonds.row.get((at.row(who), at.row(toward)))
    return 0.0 if bond is None else feelings.directed.left(row, bond, at.now)


# Beliefs. -------------------------------------------------------------------------------------


def _belief(at: Then, who: str, text: str) -> Answer:
    """A belief as the evidence it rests on, each piece with how far it moved it (log-odds)."""
    if not PROPOSITION.fullmatch(text.strip()):
        raise NotAnswered(f"{text!r} is not a proposition: write 'predicate(name, name)'")
    told_of = proposition(text)
    held = at.whole.beliefs.held(at.row(who), str(told_of))
    when = at.record.moment(at.now)
    if held is None:
        raise NotAnswered(f"at {when} {at.name(who)} had never thought of {told_of}")
    parts = tuple(_evidence(at, at.record.events[seq]) for seq in held.evidence)
    thought = at.record.wording.thought(told_of, who)
    sure = f"{confidence_of(held.odds):.0%} sure"
    told = [f"{when}: {at.name(who)} is {sure} that {thought}"]
    parts = tuple(sorted(parts, key=lambda part: -abs(part.weight)))
    told += _largest(parts, "piece of evidence", "pieces of evidence made it so")
    return _answer(at, f"{who} believes {told_of}", told, parts)


def _evidence(at: Then, revised: Event) -> Part:
    before = 0.0 if at.record.is_opening(revised) else float(revised.data.get("was", UNTHOUGHT))
    moved = float(revised.data["odds"]) - before
    text = f"{_seen(at.record, revised)} ({at.record.moment(revised.time)})"
    if at.record.is_opening(revised):
        text = "so it was before the story"
    return Part(moved, text, revised)


def _seen(record: Record, event: Event) -> str:
    """What was seen or heard behind something inner."""
    for _, cause in record.before(event):
        if cause.kind == "Noticed" and record.before(cause):
            return clause(saying(record, record.before(cause)[0][1]))
        return clause(saying(record, cause))
    return clause(saying(record, event))


# In common. -----------------------------------------------------------------------------------


def _largest(parts: tuple[Part, ...], one: str, many: str) -> list[str]:
    if not parts:
        return ["Nothing has made it otherwise"]
    count = f"There is one {one}" if len(parts) == 1 else f"{len(parts)} {many}"
    return [f"{count}; the weightiest: {parts[0].text}"]


def _answer(at: Then, about: str, told: list[str], parts: tuple[Part, ...]) -> Answer:
    first = tuple(Step("", part.event) for part in parts)
    return Answer(at.record, about, tuple(sentence(each) for each in told), first, parts)
