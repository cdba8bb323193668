"""Phrase: from lines to sentences, each with its mark.

Every line is said by its message, in the tense of the telling, with whom it is about called as is
clear. What was said in the last forty sentences is not said again: the next best wording is taken,
and if none is left, the thing goes unsaid.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from kizuna.event import Event
from kizuna.tell.grammar import sentence as as_sentence
from kizuna.tell.line import Line
from kizuna.tell.prose.page import Sentence
from kizuna.tell.wording import Wording

NOT_AGAIN_WITHIN = 40
"""Sentences within which none is repeated."""
TOGETHER = ".many"


@dataclass(slots=True)
class Phraser:
    """Says lines one after the other, and remembers what was said lately."""

    wording: Wording
    lately: deque[str] = field(default_factory=lambda: deque(maxlen=2 * NOT_AGAIN_WITHIN))

    def said(self, line: Line) -> Sentence | None:
        """A line as a sentence; None when all its wordings were used lately."""
        if line.event is None or not line.message:
            return self._given(line)
        return self.say(line.message, line.event, line.things, line.fits)

    def say(
        self, message: str, event: Event, things: Mapping[str, str], fits: frozenset[str],
        must_be_new: bool = True,
    ) -> Sentence | None:  # fmt: skip
        """A message of an event as a sentence that was not said lately."""
        for template, text in self.wording.tries(message, event, things, fits):
            if must_be_new and any(part in self.lately for part in parts(text)):
                continue
            self.lately.extend(parts(text))
            return self._marked(text, template, message, event)
        return None

    def _given(self, line: Line) -> Sentence | None:
        """What an author wrote as a sentence: the weather, a line of a practice nobody worded."""
        if line.event is None or line.text in self.lately:
            return None
        words = line.event.data.get("words", line.text)
        text = as_sentence(self.wording.happening(words, "then"))
        self.lately.append(text)
        return self._marked(text, words, "happening", line.event)

    def _marked(self, text: str, template: str, message: str, event: Event) -> Sentence:
        speaker = event.roles.get("actor", "") if '"' in text else ""
        return Sentence(
            text=text, seq=event.seq, time=event.time, message=message, roles=event.roles,
            speaker=speaker, template=template, is_inner=message.startswith(INNER),
        )  # fmt: skip


INNER = ("felt.", "turns.", "held.", "leaked.", "resident.", "recalled", "wonders", "thinks",
         "broke_out", "holds.", "reread.")  # fmt: skip
"""How messages begin that say what goes on inside somebody."""


MARKS = re.compile(r'["“”„]')
ENDS = re.compile(r"(?<=[.!?…:])\s+")
NOTICED = 12
"""Letters from which a sentence is noticed when it comes back (a choice)."""


def parts(text: str) -> list[str]:
    """The single sentences of a text, said or told, that are long enough to be noticed when they
    come back; without their marks, so that it does not matter who says it."""
    single = (part.strip(" ,.:!?…") for said in MARKS.split(text) for part in ENDS.split(said))
    return [part for part in single if len(part) > NOTICED] or [text]


def together(lines: Iterable[Line], wording: Wording) -> Iterator[Line]:
    """Lines in a row in which several people do the same, as one."""
    for _, run in groupby(lines, key=lambda line: _same(line, wording)):
        same = list(run)
        who = tuple(dict.fromkeys(line.who[0] for line in same if line.who))
        yield from [_joined(same[0], who, wording)] if len(who) > 1 else same[:1]


def _same(line: Line, wording: Wording) -> tuple[str, ...]:
    """What lines have in common that can be told together."""
    if not wording.has(line.message + TOGETHER) or line.event is None:
        return (str(line.seq),)
    return (line.message, line.event.roles.get("target", ""), line.things.get("words", ""))


def _joined(line: Line, who: tuple[str, ...], wording: Wording) -> Line:
    names = wording.tongue.joined([wording.name(id_) for id_ in who])
    things = {**line.things, "names": names}
    return replace(line, message=line.message + TOGETHER, things=things, who=who)
