"""What one can ask of a story: why something happened, why something did not, and what small
stories it holds.

    story = kizuna.begin(kizuna.load("precious-person"), seed=7).advance(until)
    print(kizuna.why(story, "lee defend gaara", at="day 1 11:00"))
    print(kizuna.whynot(story, "gaara embrace naruto", at="day 2 19:30"))
    for found in kizuna.sift(story).found:
        print(found.sentence, found.surprise.bits)

Why is read from what was recorded (see `explain`). Why not sometimes needs more than the
runners-up that were recorded: then `offer` lives the moment again up to where people choose, and
reads what was weighed there; `condition` says which part of a practice's condition failed.
"""

from __future__ import annotations

from pathlib import Path

from kizuna.ask.offer import verdict
from kizuna.clock import parse_moment
from kizuna.explain.answer import Answer
from kizuna.explain.find import described
from kizuna.explain.motifs import read_motifs
from kizuna.explain.record import Record
from kizuna.explain.sift import Sifted
from kizuna.explain.sift import sift as sifted
from kizuna.explain.unclear import NotAnswered
from kizuna.explain.verdict import Asked
from kizuna.explain.why import why as answered
from kizuna.explain.whynot import NotDone, not_done
from kizuna.problems import Problems
from kizuna.run import Story

Time = int | str | None
"""A story second, or "day 2 21:30"; None for when it happened, or for now."""


def why(story: Story, about: str | int, at: Time = None) -> Answer:
    """Why something happened: an event by its number, or described as who did what to whom
    ("gaara embrace naruto", the nearest to `at`: story second or "day 2 21:30"). Or why something
    is so, then or at the end: a bond ("trust gaara -> naruto"), a feeling ("naruto anger lee"), a
    belief ("gaara believes hates(naruto, gaara)"); `answer.parts` are what it adds up to.

    `str(answer)` is the short answer, `answer.steps()` the whole chain of causes;
    `kizuna.explain.forms` has it as text, JSON and Mermaid. Raises NotAnswered when nothing like
    it happened or it is unclear which is meant, ValueError for what is no moment.
    """
    return answered(_record(story), str(about), _second(at))


def whynot(story: Story, about: str, at: Time = None) -> NotDone:
    """Why somebody did not do something ("gaara embrace naruto") at a moment (default: at the end).

    Asked is what they last chose to do by then. `answer.verdict` has what kept them from it, with
    the values as they were. Raises NotAnswered when the question is unclear.
    """
    record, second = _record(story), _second(at)
    wanted = described(record, about)
    if wanted.practice is None or not wanted.people:
        raise NotAnswered(f"{about!r} does not say who did not do what: write 'WHO PRACTICE WHOM'")
    asked = Asked.of(wanted, story.whole.now if second is None else second)
    return not_done(record, verdict(story, record, asked))


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
    return sifted(_record(story), found)


def _record(story: Story) -> Record:
    return Record.of(story.world, story.chronicle())


def _second(at: Time) -> int | None:
    return parse_moment(at) if isinstance(at, str) else at
