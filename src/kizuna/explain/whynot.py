"""Why not: what kept somebody from doing something, at a moment, in words.

A verdict says what it was: the practice was not to be thought of (which part of its condition
failed, and what the values were), or it was weighed and lost (to what, by how much, and what would
have tipped it), or it was held back, or wanted and hindered, or whoever it is was asleep. Finding
the verdict is for `ask`, which may live a moment again; here it is told.

    verdict = Verdict(asked, "outweighed", 47210, weighed=..., chosen=...)
    list(sentences(record, verdict))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kizuna.clock import format_span
from kizuna.event import Event
from kizuna.explain.answer import Answer
from kizuna.explain.chain import Step
from kizuna.explain.lacking import lacking
from kizuna.explain.naming import clause, wished
from kizuna.explain.record import Record
from kizuna.explain.saying import saying
from kizuna.explain.verdict import Asked, Verdict
from kizuna.explain.weighing import NOT_TOLD, for_and_against, wished_instead
from kizuna.tell.grammar import joined, sentence


@dataclass(frozen=True, slots=True)
class NotDone(Answer):
    """The answer to a why not; its chain is of what was done instead."""

    verdict: Verdict | None = None

    def as_plain(self) -> dict[str, Any]:
        """The verdict as plain JSON values."""
        verdict = self.verdict
        if verdict is None:
            return {}
        plain = {
            "state": verdict.state, "moment": verdict.moment, "asked": asdict(verdict.asked),
            "missing": [
                {"part": each.text, "values": dict(each.values),
                 "words": lacking(self.record, each)} for each in verdict.missing
            ],
            "gap": round(verdict.gap, 4), "tipping": verdict.tipping, **verdict.detail,
        }  # fmt: skip
        told = {"weighed": verdict.weighed, "chosen": verdict.chosen}
        return plain | {name: value for name, value in told.items() if value is not None}


def not_done(record: Record, verdict: Verdict) -> NotDone:
    """A verdict as an answer."""
    asked = verdict.asked
    about = f"why {name(record, asked.who)} did not {wish(record, asked)}"
    told = tuple(sentence(text) for text in SAYS[verdict.state](record, verdict))
    first = () if verdict.event is None else (Step("", verdict.event),)
    return NotDone(record, about, told, first, verdict=verdict)


# In words. ------------------------------------------------------------------------------------

Say = Callable[[Record, Verdict], Iterator[str]]


def name(record: Record, id_: str) -> str:
    """The telling's name for somebody."""
    return record.wording.name(id_) if id_ else "anybody"


def wish(record: Record, asked: Asked) -> str:
    """What was not done, after "to"."""
    roles = {"actor": asked.who}
    roles |= {role: id_ for role in ("target", "about") if (id_ := getattr(asked, role))}
    return clause(wished(record, Event(0, "Did", roles), asked.practice))


def _when(record: Record, verdict: Verdict) -> str:
    return record.moment(verdict.asked.at if verdict.moment is None else verdict.moment)


def _done(record: Record, verdict: Verdict) -> Iterator[str]:
    assert verdict.event is not None
    when = record.place_and_time(verdict.event)
    yield f"It was done: {clause(saying(record, verdict.event))} ({when})"


def _forgone(record: Record, verdict: Verdict) -> Iterator[str]:
    assert verdict.event is not None
    gone = verdict.event
    deed = Event(gone.seq, "Did", gone.roles, gone.place, gone.data)
    when = record.place_and_time(gone)
    yield f"This branch does without it: {clause(saying(record, deed))} ({when})"
    yield "Whoever would have done it turned to something else, and did not come back to it at once"


def _going_on(record: Record, verdict: Verdict) -> Iterator[str]:
    assert verdict.event is not None
    begun, since = clause(saying(record, verdict.event)), record.place_and_time(verdict.event)
    yield f"It was being done, and had been for a while: {begun} ({since})"


def _impossible(_: Record, verdict: Verdict) -> Iterator[str]:
    yield f"It is impossible: {verdict.detail['reason']}"


def _out(record: Record, verdict: Verdict) -> Iterator[str]:
    who, state = name(record, verdict.asked.who), verdict.detail["is"]
    since = "" if verdict.event is None else f", since {record.moment(verdict.event.time)}"
    yield f"{who} was {state}{since}, and so did nothing at {record.moment(verdict.asked.at)}"
    if verdict.event is not None and verdict.event.kind not in SAY_IT_THEMSELVES:
        yield f"That came about so: {clause(saying(record, verdict.event))}"


SAY_IT_THEMSELVES = ("Died", "Fainted", "FellAsleep")


def _away(record: Record, verdict: Verdict) -> Iterator[str]:
    yield f"{name(record, verdict.asked.who)} had no part in the story at that time"


def _not_asked(record: Record, verdict: Verdict) -> Iterator[str]:
    answered = joined(verdict.detail["answers"])
    who, by = name(record, verdict.asked.who), verdict.detail.get("waits")
    yield f"It can only answer {answered}, and nothing of the kind had been done to {who}"
    if by:
        yield f"What {who} had last been asked or told was: {by.replace('_', ' ')}"
    yield from _parts(record, verdict)


def _stranger(record: Record, verdict: Verdict) -> Iterator[str]:
    who, whom = (name(record, id_) for id_ in (verdict.asked.who, verdict.detail["whom"]))
    yield f"{who} did not know {whom}"


def _not_here(record: Record, verdict: Verdict) -> Iterator[str]:
    whom = verdict.asked.target or verdict.asked.about
    where = verdict.detail.get("where")
    place = f"; {name(record, whom)} was at {record.wording.thing(where)}" if where else ""
    if verdict.detail.get("is_travelling"):
        place = f"; {name(record, whom)} was on the way"
    yield f"{_when(record, verdict)}: {_they_were_apart(record, verdict)}{place}"
    yield from _parts(record, verdict)


def _they_were_apart(record: Record, verdict: Verdict) -> str:
    asked = verdict.asked
    if not asked.target:
        return f"nobody was there with {name(record, asked.who)}"
    return f"{name(record, asked.target)} was not where {name(record, asked.who)} was"


def _not_thought_of(record: Record, verdict: Verdict) -> Iterator[str]:
    who, detail = name(record, verdict.asked.who), verdict.detail
    what = detail["what"].format(name(record, detail.get("whom", "")))
    yield f"{_when(record, verdict)}: {who} did not think of it: {what}"


def _not_offered(record: Record, verdict: Verdict) -> Iterator[str]:
    count = len(verdict.missing)
    what = "one thing it takes was not so" if count == 1 else f"{count} things it takes were not so"
    yield f"{_when(record, verdict)}: it was not to be thought of; {what}"
    yield from _parts(record, verdict)


def _parts(record: Record, verdict: Verdict) -> Iterator[str]:
    for part in verdict.missing:
        yield lacking(record, part)


def _outweighed(record: Record, verdict: Verdict) -> Iterator[str]:
    assert verdict.weighed is not None and verdict.chosen is not None
    who = name(record, verdict.asked.who)
    instead = clause(_instead(record, verdict))
    yield (
        f"{_when(record, verdict)}: {who} could have, and thought it better to {instead} "
        f"(by {verdict.gap:.2f})"
    )
    yield from _for_and_against(verdict.weighed["weighed"])
    yield _tipping(verdict)


def _instead(record: Record, verdict: Verdict) -> str:
    assert verdict.chosen is not None
    event = Event(0, "Did", {"actor": verdict.asked.who})
    return wished_instead(record, event, verdict.chosen)


def _for_and_against(weighed: Mapping[str, float]) -> Iterator[str]:
    pro, con = for_and_against(weighed)
    text = f"For it spoke {joined(pro)}" if pro else "Nothing spoke for it"
    yield f"{text}; against it, {joined(con)}" if con else text


def _tipping(verdict: Verdict) -> str:
    alone = [label for label in verdict.tipping if label != NOT_TOLD]
    if alone:
        parts = [f"“{label.partition(': ')[2]}”" for label in alone]
        return f"Without {joined(parts)} it would have been done"
    if NOT_TOLD in verdict.tipping:
        return (
            "But for habit and chance it would have been done: "
            f"they took {-verdict.tipping[NOT_TOLD]:.2f} off it"
        )
    return f"It would have taken {verdict.gap:.2f} more; no one thing against it weighed as much"


def _held_back(record: Record, verdict: Verdict) -> Iterator[str]:
    assert verdict.event is not None
    data, who = verdict.event.data, name(record, verdict.asked.who)
    voice = "the voice within" if data.get("voice") == "resident" else "the heart"
    yield (
        f"{_when(record, verdict)}: {voice} wanted to, and {who} held it back "
        f"(an urge of {data['urge']:.2f} against {data['holds']:.2f})"
    )
    if verdict.weighed is not None:
        yield from _for_and_against(verdict.weighed["weighed"])
    if verdict.chosen is not None:
        yield f"Instead, {who} chose to {clause(_instead(record, verdict))}"


def _refused(record: Record, verdict: Verdict) -> Iterator[str]:
    assert verdict.event is not None
    consent = (verdict.event.reasons or {}).get("consent", {})
    pro, con = for_and_against(consent)
    who, whom = (name(record, verdict.event.roles.get(role, "")) for role in ("actor", "target"))
    weighed = f": {joined([*con, *pro])}" if con or pro else ""
    yield f"{_when(record, verdict)}: {who} would have, and {whom} did not consent{weighed}"


def _hindered(record: Record, verdict: Verdict) -> Iterator[str]:
    who = name(record, verdict.asked.who)
    yield f"{_when(record, verdict)}: {who} had chosen to, and {verdict.detail['by']}"
    if verdict.event is not None:
        yield f"What stood in the way: {clause(saying(record, verdict.event))}"


def _too_early(record: Record, verdict: Verdict) -> Iterator[str]:
    who, first, event = name(record, verdict.asked.who), verdict.detail["after"], verdict.event
    first = joined([each.replace("_", " ") for each in first])
    yield f"{_when(record, verdict)}: {who} could not yet; it only comes after: {first}"
    if event is None:
        yield f"{who} had done nothing of the kind"
        return
    done = f"{clause(saying(record, event))} ({record.place_and_time(event)})"
    span = verdict.detail["not_before"]
    yield f"That was last so: {done}"
    yield (
        f"It is let lie for {format_span(span)} at least" if span else "It had been done since then"
    )


SAYS: Mapping[str, Say] = {
    "done": _done,
    "forgone": _forgone,
    "going on": _going_on,
    "impossible": _impossible,
    "out": _out,
    "away": _away,
    "not asked": _not_asked,
    "a stranger": _stranger,
    "not here": _not_here,
    "not thought of": _not_thought_of,
    "not offered": _not_offered,
    "too early": _too_early,
    "outweighed": _outweighed,
    "held back": _held_back,
    "refused": _refused,
    "hindered": _hindered,
}
