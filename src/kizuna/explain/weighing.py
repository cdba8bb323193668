"""How a choice was weighed: which voice decided, what spoke for and against it, what came second.

Read from the reasons a deed keeps: each consideration with its weight as it was, the runners-up
with theirs, the consent that was asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kizuna.event import Event
from kizuna.explain.naming import clause, wished
from kizuna.explain.record import Record
from kizuna.tell.grammar import joined, sentence

TOLD_REASONS = 3
"""So many considerations for a deed, and as many against it, are told (a choice)."""
WORTH_TELLING = 0.02
"""What weighed less is not told (a choice)."""
HARDLY = 0.005
"""So little is no difference to tell of."""
NOT_TOLD = "habit and chance"


def weighing(record: Record, event: Event) -> list[str]:
    """Sentences on how a deed was weighed; none for what nobody chose."""
    reasons = event.reasons or {}
    if "weighed" not in reasons:
        return []
    told = [_decided(record, event, reasons)]
    told += _nearly(record, event, reasons)
    if "consent" in reasons:
        told.append(_asked(record, event, reasons["consent"]))
    return told


def _decided(record: Record, event: Event, reasons: Mapping[str, Any]) -> str:
    whose = record.wording.name(event.roles.get("actor", ""))
    pro, con = for_and_against(reasons["weighed"])
    voice = VOICES.get(reasons.get("voice", ""), "{}'s {}").format(whose, reasons.get("voice", ""))
    text = f"{voice} decided it: {joined(pro) or 'nothing else was at hand'}"
    if con:
        text += f"; against it, {joined(con)}"
    return sentence(text)


VOICES = {
    "head": "{}'s head", "heart": "{}'s heart", "resident": "the voice within {}",
}  # fmt: skip


def for_and_against(weighed: Mapping[str, float]) -> tuple[list[str], list[str]]:
    """Considerations for and against, the weightiest first, each with its weight."""
    named = [
        (name, value)
        for name, value in weighed.items()
        if name != NOT_TOLD and abs(value) >= WORTH_TELLING
    ]
    named.sort(key=lambda each: -abs(each[1]))
    pro = [_told(*each) for each in named if each[1] > 0]
    con = [_told(*each) for each in named if each[1] < 0]
    return pro[:TOLD_REASONS], con[:TOLD_REASONS]


def _told(label: str, weight: float) -> str:
    return f"“{label.partition(': ')[2] or label}” ({weight:+.2f})"


def _nearly(record: Record, event: Event, reasons: Mapping[str, Any]) -> list[str]:
    """What came second, and by how much it lost. What a broken-out urge overrode stood before."""
    others = reasons.get("instead_of", ())
    if not others:
        return []
    second = others[0]
    gap = float(reasons["score"]) - float(second["score"])
    what = clause(wished_instead(record, event, second))
    if -HARDLY < gap < 0:
        return [sentence(f"All told it would have been as good to {what}")]
    if gap < 0:
        return [sentence(f"All told it would have been better to {what} (by {-gap:.2f})")]
    return [sentence(f"The next best was to {what} ({gap:.2f} behind)")]


def wished_instead(record: Record, event: Event, other: Mapping[str, Any]) -> str:
    """A runner-up in words."""
    roles = {"actor": event.roles["actor"]}
    roles |= {role: other[role] for role in ("target", "about") if role in other}
    return wished(record, Event(event.seq, "Did", roles), other["practice"])


def _asked(record: Record, event: Event, consent: Mapping[str, float]) -> str:
    whom = record.wording.name(event.roles.get("target", ""))
    pro, con = for_and_against(consent)
    is_given = event.data.get("accepted", True)
    verb = "consented" if is_given else "did not consent"
    weighed = [*pro, *con] if is_given else [*con, *pro]
    return sentence(f"{whom} {verb}: {joined(weighed)}" if weighed else f"{whom} {verb}")
