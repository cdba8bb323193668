"""What one can ask of a story: why something happened, and what small stories it holds.

    story = kizuna.begin(kizuna.load("precious-person"), seed=7).advance(until)
    print(kizuna.why(story, "lee defend gaara", at="day 1 11:00"))
    for found in kizuna.sift(story).found:
        print(found.sentence, found.surprise.bits)

The answers are read from what was recorded (see `explain`).
"""

from __future__ import annotations

from pathlib import Path

from kizuna.clock import parse_moment
from kizuna.explain.answer import Answer
from kizuna.explain.motifs import read_motifs
from kizuna.explain.record import Record
from kizuna.explain.sift import Sifted
from kizuna.explain.sift import sift as sifted
from kizuna.explain.why import why as answered
from kizuna.problems import Problems
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


def sift(story: Story, motifs: str | Path | None = None) -> Sifted:
    """The small stories about bonds that a story holds so far, the most unexpected first.

    `found` are complete, `open` have begun and say what they wait for; each tells its cast, its
    events by step, and its surprise in bits with the step that is rarest in this chronicle.
    `motifs` is a file of patterns of one's own; left out, the twelve that come with kizuna are
    looked for. Raises WorldMistaken when the file is not sound.
    """
    problems = Problems()
    found = read_motifs(story.world, problems, None if motifs is None else Path(motifs))
    problems.raise_any()
    return sifted(Record.of(story.world, story.chronicle()), found)
