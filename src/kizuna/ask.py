"""What one can ask of a story: why something happened.

    story = kizuna.begin(kizuna.load("precious-person"), seed=7).advance(until)
    print(kizuna.why(story, "lee defend gaara", at="day 1 11:00"))

The answers are read from what was recorded (see `explain`).
"""

from __future__ import annotations

from kizuna.clock import parse_moment
from kizuna.explain.answer import Answer
from kizuna.explain.record import Record
from kizuna.explain.why import why as answered
from kizuna.run import Story


def why(story: Story, about: str, at: int | str | None = None) -> Answer:
    """Why something happened: an event by its number, or described as who did what to whom
    ("gaara embrace naruto", the nearest to `at`: story second or "day 2 21:30").

    `str(answer)` is the short answer, `answer.steps()` the whole chain of causes;
    `kizuna.explain.forms` has it as text, JSON and Mermaid. Raises NotAnswered when nothing like
    it happened or it is unclear which is meant, ValueError for what is no moment.
    """
    record = Record.of(story.world, story.chronicle())
    return answered(record, about, parse_moment(at) if isinstance(at, str) else at)
