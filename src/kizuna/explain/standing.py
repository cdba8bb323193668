"""Why a bond, a feeling or a belief is as it is: what it adds up to at a moment, piece by piece.

"affection gaara -> naruto"            the memories it is made of (see `bonded`)
"naruto anger", "naruto anger lee"     the times it was felt (see `felt`)
"gaara believes hates(naruto, gaara)"  the evidence (see `believed`)
"""

from __future__ import annotations

import re

from kizuna.explain.answer import Answer
from kizuna.explain.believed import why_belief
from kizuna.explain.bonded import value_of_bond, why_bond
from kizuna.explain.felt import why_feeling
from kizuna.explain.find import names_in
from kizuna.explain.record import Record
from kizuna.explain.then import then
from kizuna.explain.unclear import NotAnswered
from kizuna.state.feeling import FEELINGS

BELIEVES = re.compile(r"(?P<who>.+?)\s+believes?\s+(?P<told>\w+\s*\(.*\))\s*")
BOND = re.compile(r"(?P<value>\w+)\s+(?P<who>.+?)\s*->\s*(?P<toward>.+)")


def standing(record: Record, about: str, at: int | None) -> Answer | None:
    """Why something is as it is; None when the question is about an event."""
    if found := BELIEVES.fullmatch(about.strip()):
        return why_belief(then(record, at), _person(record, found["who"]), found["told"])
    if found := BOND.fullmatch(about.strip()):
        who, toward = _person(record, found["who"]), _person(record, found["toward"])
        return why_bond(then(record, at), value_of_bond(found["value"]), who, toward)
    return _asked_feeling(record, about, at)


def _person(record: Record, text: str) -> str:
    called = list(names_in(text, record.people))
    if len(called) != 1:
        raise NotAnswered(f"{text!r} should be one person's id or name")
    return record.people[called[0]]


def _asked_feeling(record: Record, about: str, at: int | None) -> Answer | None:
    """ "naruto anger", "naruto feels anger toward lee"; None for what names no feeling."""
    words = [word for word in re.split(r"\s+", about) if word.lower() not in ("feels", "toward")]
    feelings = [word.lower() for word in words if word.lower() in FEELINGS]
    people = [record.people.get(w.lower()) for w in words if w.lower() not in FEELINGS]
    if len(feelings) != 1 or not 1 <= len(people) <= 2 or None in people:
        return None
    who, *others = [each for each in people if each is not None]
    return why_feeling(then(record, at), feelings[0], who, others[0] if others else None)
