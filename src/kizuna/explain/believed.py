"""Why somebody believes something: the evidence, and how far each piece moved it (log-odds).

"gaara believes hates(naruto, gaara)"
"""

from __future__ import annotations

from kizuna.event import Event
from kizuna.explain.answer import Answer, Part
from kizuna.explain.naming import clause
from kizuna.explain.record import Record
from kizuna.explain.saying import saying
from kizuna.explain.then import Then, answered
from kizuna.explain.unclear import NotAnswered
from kizuna.state.belief import PROPOSITION, confidence_of, proposition

UNTHOUGHT = -2.2
"""Log-odds of what nobody thought of: 0.1."""


def why_belief(at: Then, who: str, text: str) -> Answer:
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
    parts = tuple(sorted(parts, key=lambda part: -abs(part.weight)))
    told = [f"{when}: {at.name(who)} is {sure} that {thought}", *_made_so(parts)]
    return answered(at, f"{who} believes {told_of}", told, parts)


def _evidence(at: Then, revised: Event) -> Part:
    before = 0.0 if at.record.is_opening(revised) else float(revised.data.get("was", UNTHOUGHT))
    moved = float(revised.data["odds"]) - before
    text = f"{_seen(at.record, revised)} ({at.record.moment(revised.time)})"
    if at.record.is_opening(revised):
        past = [each for _, each in at.record.before(revised)]
        words = f": {clause(saying(at.record, past[0]))}" if past else ""
        text = f"so it was before the story{words}"
    return Part(moved, text, revised)


def _seen(record: Record, event: Event) -> str:
    """What was seen or heard behind something inner."""
    for _, cause in record.before(event):
        if cause.kind == "Noticed" and record.before(cause):
            return clause(saying(record, record.before(cause)[0][1]))
        return clause(saying(record, cause))
    return clause(saying(record, event))


def _made_so(parts: tuple[Part, ...]) -> list[str]:
    if not parts:
        return ["Nothing has made it otherwise"]
    if len(parts) == 1:
        return [f"It rests on one thing alone: {parts[0].text}"]
    return [f"{len(parts)} pieces of evidence made it so; the weightiest: {parts[0].text}"]
