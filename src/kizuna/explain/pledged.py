"""What people bind themselves to, as a sentence for whoever asks why: what is owed and what became
of it, and how a wager goes back and forth.

    PLEDGED["CommitmentClaimed"](record, event)      # "Sakura claims what was agreed with Gaara"
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kizuna.event import Event
from kizuna.explain.naming import called, other, subject, worded
from kizuna.explain.record import Record

Say = Callable[[Record, Event], str]


def _owed(verb: str) -> Say:
    """ "Gaara owes Naruto a promise: ..."."""

    def said(record: Record, event: Event) -> str:
        data = _terms(record, event)
        whom = f" toward {other(record, event)}" if other(record, event) else ""
        what = data.get("words") or data.get("name", "")
        return f"{subject(record, event)}'s {data.get('kind', 'word')}{whom} {verb}: {worded(what)}"

    return said


def _terms(record: Record, event: Event) -> Mapping[str, Any]:
    """What a commitment is about: told by its making."""
    made = record.events.get(int(event.data.get("commitment", event.seq)))
    return event.data if made is None else made.data


def _ended(record: Record, event: Event) -> str:
    return _owed(f"is {event.data['status']}")(record, event)


def _turn(verb: str) -> Say:
    """ "Gaara disputes it toward Sakura": whoever does it, and the other of the two."""

    def said(record: Record, event: Event) -> str:
        parties = [event.roles.get(role) for role in ("by", "to")]
        doer = event.roles.get("actor") or parties[0]
        other = next((id_ for id_ in parties if id_ != doer), None)
        return f"{called(record, doer)} {verb.format(called(record, other))}"

    return said


PLEDGED: Mapping[str, Say] = {
    "CommitmentMade": _owed("begins"),
    "CommitmentEnded": _ended,
    "FellDue": _owed("falls due"),
    "CommitmentProposed": _turn("puts an offer to {}"),
    "CommitmentCountered": _turn("answers {} with terms of another kind"),
    "CommitmentClaimed": _turn("claims what was agreed with {}"),
    "CommitmentDisputed": _turn("disputes it toward {}"),
    "CommitmentConceded": _turn("concedes it to {}"),
}
