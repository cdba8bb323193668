"""Forms of an answer: plain text, the whole chain as a tree, JSON, and a drawing in Mermaid.

as_text(answer)                  # the short answer
as_text(answer, is_deep=True)    # and below it why just then, and the chain, a step a line
as_plain(answer)                 # for programs
as_mermaid(answer)               # "flowchart BT", an arrow from cause to effect
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kizuna.event import Event
from kizuna.event import as_plain as event_as_plain
from kizuna.explain.answer import Answer
from kizuna.explain.chain import Step, causes
from kizuna.explain.saying import saying

LISTED = 10
"""The short form lists at most so many parts, the weightiest (a choice)."""
INDENTED = 20
"""Steps further back than so many say how far, and are not moved in any further (a choice)."""
DRAWN = 60
"""A drawing shows at most so many events, the nearest first (a choice)."""


def as_text(answer: Answer, is_deep: bool = False, steps: int | None = None) -> str:
    """The sentences, a line each; what it adds up to; then, if asked for, the whole chain, or so
    many steps of it."""
    lines = list(answer.sentences)
    parts = answer.parts if is_deep else answer.parts[:LISTED]
    lines += [f"  {part.weight:+.3f}  {part.text}" for part in parts]
    if len(parts) < len(answer.parts):
        lines.append(f"  and {len(answer.parts) - len(parts)} more")
    if is_deep:
        lines += [_line(answer, Step(_when(answer, each), each, 1)) for each in answer.just_then]
        lines += ["", *_chain(answer, steps)]
    return "\n".join(lines)


def _chain(answer: Answer, steps: int | None) -> Iterator[str]:
    """The chain, a step a line, and how much of it lies further back than was asked for."""
    left = 0
    for step in answer.steps():
        if steps is None or step.depth <= steps:
            yield _line(answer, step)
        else:
            left += not step.is_again
    if left:
        yield f"and {left} events further back"


def _when(answer: Answer, occasion: Event) -> str:
    return "just then" if occasion.time == answer.first[0].event.time else "until then"


def _line(answer: Answer, step: Step) -> str:
    indent, record = "  " * min(step.depth, INDENTED), answer.record
    indent += f"{step.depth} " if step.depth > INDENTED else ""
    lead = f"{step.type}: " if step.type else ""
    again = " (told nearer by)" if step.is_again and record.before(step.event) else ""
    when = "before the story" if record.is_opening(step.event) else record.moment(step.event.time)
    return f"{indent}{lead}{saying(record, step.event)}{again} [{when}, {step.event.seq}]"


def as_plain(answer: Answer) -> dict[str, Any]:
    """The answer as plain JSON values: sentences, parts, and the chain as events with causes."""
    plain: dict[str, Any] = {"about": answer.about, "answer": list(answer.sentences)}
    if answer.parts:
        plain["parts"] = [
            {"weight": round(part.weight, 4), "text": part.text, "seq": part.event.seq}
            for part in answer.parts
        ]
    if answer.just_then:
        plain["just then"] = [_step(answer, Step("", each)) for each in answer.just_then]
    plain["chain"] = [_step(answer, step) for step in answer.steps()]
    return plain


def _step(answer: Answer, step: Step) -> dict[str, Any]:
    told: dict[str, Any] = {"depth": step.depth, "seq": step.event.seq}
    if step.type:
        told["type"] = step.type
    if step.is_again:
        return told | {"again": True}
    return told | {"text": saying(answer.record, step.event), "event": event_as_plain(step.event)}


def as_mermaid(answer: Answer) -> str:
    """The events nearest to what was asked about, as a flowchart from causes up to effects."""
    events: dict[int, Event] = {}
    waiting = [step.event for step in answer.first]
    while waiting and len(events) < DRAWN:
        event = waiting.pop(0)
        if event.seq not in events:
            events[event.seq] = event
            waiting += [cause for _, cause in causes(answer.record, event)]
    lines = [
        f'  e{_id(seq)}["{_quoted(saying(answer.record, each))}"]' for seq, each in events.items()
    ]
    for seq, each in events.items():
        lines += [
            f"  e{_id(cause.seq)} -->|{type_}| e{_id(seq)}"
            for type_, cause in causes(answer.record, each)
            if cause.seq in events
        ]
    return "\n".join(["flowchart BT", *lines])


def _id(seq: int) -> str:
    """A number as Mermaid takes it: the past has a letter for its sign."""
    return str(seq) if seq >= 0 else f"m{-seq}"


def _quoted(text: str) -> str:
    return text.replace('"', "'")
