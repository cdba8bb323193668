"""Notes: what is kept while a story is told.

Who is where (the stage), how things are said (the wording), and what was said lately, so as not
to say it again a moment later. Every small function that tells a kind of event is given these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kizuna.clock import HOUR
from kizuna.event import Event
from kizuna.tell.chooser import Chooser
from kizuna.tell.grammar import sentence
from kizuna.tell.line import Line, Voice
from kizuna.tell.stage import Stage
from kizuna.tell.template import Tense
from kizuna.tell.wording import NOTHING, IsClose, Wording, never_close
from kizuna.world.rules import World

SAID_AGAIN_S = 4 * HOUR
"""Inner things, and quiet deeds, are not told again for so long (a choice)."""


@dataclass(slots=True)
class Notes:
    """What a teller keeps. `heard` is who was told what; `tellings` counts how often at all."""

    world: World
    is_close: IsClose = never_close
    language: str = "en"
    tense: Tense = "now"
    varies: bool = True
    is_worded: bool = True
    stage: Stage = field(default_factory=Stage)
    wording: Wording = field(init=False)
    said_at: dict[tuple[str, ...], int] = field(default_factory=dict)
    heard: dict[tuple[str, str], int] = field(default_factory=dict)
    tellings: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.wording = Wording(
            self.world, self.stage, self.is_close, self.language, self.tense, Chooser(self.varies)
        )

    def said(
        self, event: Event, voice: Voice, weight: int, message: str, *who: str, place: str = "",
        things: Mapping[str, str] = NOTHING,
    ) -> Line:  # fmt: skip
        """A line that says a message of an event."""
        text = self.wording.say(message, event, things) if self.is_worded else ""
        line = self.line(event, voice, weight, text, *who, place=place)
        fits = self.wording.fits(event)
        return replace(line, event=event, message=message, things=things, fits=fits)

    def line(
        self, event: Event, voice: Voice, weight: int, text: str, *who: str, place: str = ""
    ) -> Line:
        """A line where the event is, or where its first person is; `who` of those are there."""
        where = place or event.place or self.stage.at.get(who[0], "")
        seen = (who[0], *event.data.get("witnesses", ()))
        here = tuple(
            id_ for id_ in dict.fromkeys(who) if id_ in seen or self.stage.at.get(id_) == where
        )
        return Line(event.seq, where, voice, weight, sentence(text), here)

    def name(self, id_: str) -> str:
        """The narrator's name for somebody."""
        return self.wording.name(id_)

    def names(self, ids: Iterable[str]) -> str:
        """Several people as a list."""
        return self.wording.tongue.joined([self.name(id_) for id_ in ids])

    def is_news(self, time: int, *what: str, for_s: int = SAID_AGAIN_S) -> bool:
        """Whether this was not said lately; from now on it was."""
        before = self.said_at.get(what)
        if before is not None and time - before < for_s:
            return False
        self.said_at[what] = time
        return True
