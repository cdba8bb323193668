"""What events make of commitments: proposed, countered, agreed, and all that may follow.

    CommitmentProposed -> CommitmentCountered -> CommitmentAgreed -> CommitmentBegun
    -> TermsMet -> CommitmentClaimed -> CommitmentDisputed -> CommitmentConceded -> CommitmentEnded

Each function takes the whole and one event, as those in `state.whole` do. A turn that is not legal
is refused before anything has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kizuna.event import Event
from kizuna.state.commitment import (
    AGREED,
    CONCEDED,
    COUNTERED,
    DISPUTED,
    PROPOSED,
    RUNNING,
    Commitment,
    IllegalTurn,
)
from kizuna.state.table import NONE

if TYPE_CHECKING:
    from kizuna.state.whole import Whole


def _made(whole: Whole, event: Event) -> None:
    """Bound from this very moment; whoever owes what was staked need not wait for another word."""
    _enter(whole, event, RUNNING)
    if event.data.get("settles"):
        by = whole.person(event.roles["by"])
        whole.people.make_due(by, whole.people.doing[by].until)


def _proposed(whole: Whole, event: Event) -> None:
    _enter(whole, event, PROPOSED)


def _enter(whole: Whole, event: Event, status: str) -> None:
    data, rows = event.data, whole.people.row
    whole.commitments.all[event.seq] = Commitment(
        name=data["name"],
        kind=data["kind"],
        by=rows[event.roles["by"]],
        to=rows.get(event.roles.get("to", ""), NONE),
        about=rows.get(event.roles.get("about", ""), NONE),
        words=data.get("words", ""),
        keeps=data.get("keeps", ""),
        due=data.get("due"),
        made_at=event.time,
        seq=event.seq,
        status=status,
        place=whole.places.row[data["place"]] if data.get("place") else NONE,
        terms=data.get("terms", ""),
        rules=tuple(data.get("rules", ())),
        stake=data.get("stake", ""),
        forfeit=data.get("forfeit", ""),
        proposed_by=rows.get(event.roles.get("actor", ""), NONE),
        offered_by=rows.get(event.roles.get("actor", ""), NONE),
        turned_by=event.seq,
        turned_at=event.time,
        settles=int(data.get("settles", 0)),
    )


def _countered(whole: Whole, event: Event) -> None:
    """The other made an offer of their own of it: other terms, or a rule more."""
    data = event.data
    turned = _turned(whole, event, COUNTERED)
    amended = replace(
        turned,
        terms=data.get("terms", turned.terms),
        words=data.get("words", turned.words),
        rules=tuple(data.get("rules", turned.rules)),
        offered_by=whole.person(event.roles["actor"]),
    )
    whole.commitments.all[turned.seq] = amended


def _turns(status: str) -> Callable[[Whole, Event], None]:
    def turn(whole: Whole, event: Event) -> None:
        turned = _turned(whole, event, status)
        whole.commitments.all[turned.seq] = turned

    return turn


def _ended(whole: Whole, event: Event) -> None:
    turned = _turned(whole, event, event.data["status"])
    whole.commitments.all[turned.seq] = turned


def _terms_met(whole: Whole, event: Event) -> None:
    _decided(whole, event, _of(whole, event).by)


def _terms_failed(whole: Whole, event: Event) -> None:
    _decided(whole, event, _of(whole, event).to)


def _decided(whole: Whole, event: Event, won_by: int) -> None:
    """The letter of the terms speaks for one of the two; nobody has to say so yet."""
    each = _still_running(whole, event)
    whole.commitments.all[each.seq] = replace(
        each, won_by=won_by, decided_by=int(event.data["decided_by"]), turned_by=event.seq,
        turned_at=event.time, by_accident=bool(event.data.get("accidental")),
    )  # fmt: skip


def _claimed(whole: Whole, event: Event) -> None:
    each = _still_running(whole, event)
    whole.commitments.all[each.seq] = replace(
        each, is_claimed=True, turned_by=event.seq, turned_at=event.time
    )


def _still_running(whole: Whole, event: Event) -> Commitment:
    each = _of(whole, event)
    is_again = each.won_by != NONE if event.kind != "CommitmentClaimed" else each.is_claimed
    if each.status != RUNNING or is_again:
        raise IllegalTurn(f"{event.kind} of the {each.kind} {each.name!r}, which is {each.status}")
    return each


def _of(whole: Whole, event: Event) -> Commitment:
    return whole.commitments.all[int(event.data["commitment"])]


def _turned(whole: Whole, event: Event, status: Any) -> Commitment:
    return _of(whole, event).turned(str(status), event.seq, event.time)


PLEDGES: Mapping[str, Callable[[Whole, Event], None]] = {
    "CommitmentMade": _made,
    "CommitmentProposed": _proposed,
    "CommitmentCountered": _countered,
    "CommitmentAgreed": _turns(AGREED),
    "CommitmentBegun": _turns(RUNNING),
    "TermsMet": _terms_met,
    "TermsFailed": _terms_failed,
    "CommitmentClaimed": _claimed,
    "CommitmentDisputed": _turns(DISPUTED),
    "CommitmentConceded": _turns(CONCEDED),
    "CommitmentEnded": _ended,
}
