"""What a proposition sounds like: told by the narrator, said by somebody, thought by somebody.

`aims(naruto, become_hokage)` is "Naruto wants to be Hokage" to the narrator and "I want to be
Hokage" from his own mouth; to his face it is "you want". A `Viewpoint` says how each person is
referred to; the words come from the predicate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kizuna.state.belief import GAP, Proposition
from kizuna.tell.grammar import PRONOUNS, YOU, Form, I, agree, by_name, capital, reworded
from kizuna.world.rules import Predicate

Viewpoint: TypeAlias = Callable[[str], Form]
Namer: TypeAlias = Callable[[str], str]

SLOT = re.compile(r"(?P<ask>^\w+ is )?\{(?P<position>\d+)\}(?: (?P<verb>\w+))?")
SOMEBODY = by_name("somebody")


def from_outside(name: Namer) -> Viewpoint:
    """The narrator's: everybody by name."""
    return lambda id_: by_name(name(id_))


def in_speech(speaker: str, hearer: str, call: Namer) -> Viewpoint:
    """A speaker's: "I", "you", and everybody else as the speaker calls them."""
    near = {hearer: YOU, speaker: I}
    return lambda id_: near.get(id_) or by_name(call(id_))


def in_thought(holder: str, pronouns: str, name: Namer) -> Viewpoint:
    """The narrator's, telling what somebody thinks: the thinker is "he", "she" or "they"."""
    return lambda id_: PRONOUNS[pronouns] if id_ == holder else by_name(name(id_))


@dataclass(frozen=True, slots=True)
class Saying:
    """One proposition about to be said from a viewpoint.

    `things` names words, places and groups; `pronouns` are those of each person.
    """

    told: Proposition
    predicate: Predicate
    view: Viewpoint
    things: Namer
    pronouns: Mapping[str, str]

    def stated(self) -> str:
        """As a sentence with its point."""
        return self._filled(self.predicate.says)

    def asked(self) -> str:
        """As a question with its mark."""
        return self._filled(self.predicate.asks)

    def _filled(self, template: str) -> str:
        return capital(SLOT.sub(self._put, template))

    def _put(self, found: re.Match[str]) -> str:
        """One slot with the verb that follows it, or the "is" of a question that goes before."""
        form = self._form(int(found["position"]) - 1)
        ask, verb = found["ask"] or "", found["verb"]
        if ask:
            after = f" {verb}" if verb else ""
            return f"{ask.removesuffix('is ')}{agree('is', form)} {form.subject}{after}"
        if found.start() == 0:
            return form.subject + (f" {agree(verb, form)}" if verb else "")
        return form.object + (f" {verb}" if verb else "")

    def _form(self, position: int) -> Form:
        names, kinds = self.told.names, self.predicate.names
        id_ = names[position] if position < len(names) else GAP
        if id_ == GAP:
            return SOMEBODY
        if position < len(kinds) and kinds[position] == "person":
            return self.view(id_)
        return by_name(self._own_words(self.things(id_)))

    def _own_words(self, words: str) -> str:
        """What is wanted "so that all know who he is" is, from his own mouth, "who I am"."""
        owner = self.told.names[0]
        if owner in self.pronouns and self.view(owner) in (I, YOU):
            return reworded(words, self.pronouns[owner], self.view(owner))
        return words
