"""Exchange: what is told with what.

An answer is nothing without its question, a blow without what came of it, an outburst without what
broke out. When one half of such a thing is worth telling, the other is told with it; when it is
not, both go unsaid.

    shown = whole(few, scene, worth)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kizuna.tell.line import TURNING, Line

WORTH_ITS_QUESTION = 0.45
"""An exchange from so much worth on is told with every question that it answers (a choice)."""
BROKE_OUT = "broke_out"
"""The message of an outburst."""
ASKS = ("did.ask", "did.ask_once_more", "did.press")
"""Questions, which are told with what is answered."""
BEGINS = "did.square_up"
"""The message with which a bout begins."""
OUTCOMES = (
    "struck", "struck.accident", "thrown", "missed", "reflex.guard", "over.held_down",
    "over.exhausted",
)  # fmt: skip
"""What comes of a move in a bout."""


def whole(shown: Sequence[Line], scene: Sequence[Line], worth: Mapping[int, float]) -> list[Line]:
    """What is shown of a scene, each thing with its other half."""
    return loosed(begun(met(answered(shown, scene, worth), scene), scene), scene, worth)


def answered(
    shown: Sequence[Line], scene: Sequence[Line], worth: Mapping[int, float]
) -> list[Line]:
    """What is shown of a scene, with all that it answers, back to the first question. Of an
    exchange that is worth little, answers go unsaid where their questions do, unless they are
    turning points."""
    by_number, kept = {line.seq: line for line in scene}, {line.seq for line in shown}
    exchanges: dict[int, float] = {}
    for line in shown:
        first = _first_asked(line, by_number)
        exchanges[first] = exchanges.get(first, 0.0) + worth[line.seq]
    for line in scene:
        if asked(line) in kept and by_number[asked(line)].message in ASKS:
            kept.add(line.seq)
    for line in shown:
        questions = list(_questions(line, by_number))
        if not asked(line) or asked(line) in kept:
            continue
        if questions and exchanges[_first_asked(line, by_number)] >= WORTH_ITS_QUESTION:
            kept.update(each.seq for each in questions)
        elif line.weight < TURNING:
            kept.discard(line.seq)
    return [line for line in scene if line.seq in kept]


def met(shown: Sequence[Line], scene: Sequence[Line]) -> list[Line]:
    """What is shown of a scene, each blow with what came of it. Of a throw in which heads met, that
    is what came of it."""
    kept = {line.seq for line in shown}
    outcomes = {line.seq: line for line in scene if line.message in OUTCOMES}
    came: dict[int, list[int]] = {}
    for line in outcomes.values():
        came.setdefault(_blow(line, outcomes), []).append(line.seq)
    for blow, (*before, last) in came.items():
        if kept & {blow, *before, last}:
            kept = (kept | {blow, last}) - set(before)
    return [line for line in scene if line.seq in kept]


def _blow(outcome: Line, outcomes: Mapping[int, Line]) -> int:
    """The number of the deed that something came of."""
    first = 0 if outcome.event is None else next((each.seq for each in outcome.event.causes), 0)
    return _blow(outcomes[first], outcomes) if first in outcomes else first


def begun(shown: Sequence[Line], scene: Sequence[Line]) -> list[Line]:
    """What is shown of a scene, each bout with how it began; of one whose beginning is not told,
    nothing is."""
    kept, start = {line.seq for line in shown}, 0
    for line in scene:
        start = line.seq if line.message == BEGINS else start
        if line.is_move and line.seq in kept:
            kept |= {start}
            kept -= set() if start else {line.seq}
    return [line for line in scene if line.seq in kept]


def loosed(shown: Sequence[Line], scene: Sequence[Line], worth: Mapping[int, float]) -> list[Line]:
    """What is shown of a scene, with what broke out of anybody: that they could hold it in no
    longer is told right before the deed it came to, the weightiest of theirs, or not at all."""
    outbursts = {line.seq: line for line in scene if line.message == BROKE_OUT}
    kept = {line.seq for line in shown}
    came: dict[str, list[tuple[Line, Line]]] = {}
    for line in scene:
        for cause in () if line.event is None else line.event.causes:
            if cause.seq in outbursts and kept & {line.seq, cause.seq}:
                came.setdefault(line.who[0], []).append((outbursts[cause.seq], line))
    strongest = [max(each, key=lambda pair: worth[pair[1].seq]) for each in came.values()]
    before = {deed.seq: outburst for outburst, deed in strongest}
    kept = (kept | set(before)) - set(outbursts)
    return [
        each for line in scene if line.seq in kept
        for each in ([before[line.seq], line] if line.seq in before else [line])
    ]  # fmt: skip


def _questions(line: Line, scene: Mapping[int, Line]) -> Iterator[Line]:
    """What a line answers, what that answers, and so on, within a scene."""
    while asked(line) in scene:
        line = scene[asked(line)]
        yield line


def _first_asked(line: Line, scene: Mapping[int, Line]) -> int:
    """The number of the line with which an exchange began."""
    return [line, *_questions(line, scene)][-1].seq


def by_itself(lines: Sequence[Line]) -> list[Line]:
    """Those of a few lines that can be told beside each other: nothing that answers what is not
    among them, and no move of a bout."""
    kept = {line.seq for line in lines}
    return [line for line in lines if not line.is_move and (not asked(line) or asked(line) in kept)]


def asked(line: Line) -> int:
    """The number of what a line answers; 0 for nothing."""
    return 0 if line.event is None else int(line.event.data.get("answers", 0))
