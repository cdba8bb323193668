"""Phrasing: a template's gaps filled, for one event, in one tense.

Outside the quotation marks the narrator speaks, and people have their names or, where it is clear,
a pronoun; inside, somebody of the story speaks, calls the others what they call them, and talks in
their own way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kizuna.tell.grammar import capital
from kizuna.tell.refer import Refer
from kizuna.tell.template import Piece, Quote, Slot, Tense, Verb, pieces
from kizuna.tell.tongue import Tongue

DOERS = frozenset({"actor", "who", "by"})
"""Roles that stand as subjects: a pronoun may take their place."""
NOBODY = "somebody"
BEGINS = re.compile(r"(?:[.!?…]|\.\")\s+$")
"""After what a sentence begins: what is said with a mark of its own may go on with who says it."""
ENDS = re.compile(r"[.!?…][\"”“]?\s+$")


class Names(Protocol):
    """Who and what is called how."""

    def name(self, id_: str) -> str:
        """The narrator's name for somebody."""

    def calls(self, speaker: str, of: str) -> str:
        """What a speaker calls somebody."""

    def gender(self, id_: str) -> str:
        """The kind of somebody's pronouns: he, she or they."""

    def mentioned(self, text: str) -> list[str]:
        """Everybody a text names."""

    def own_words(self, speaker: str, words: str, message: str, salt: str) -> str:
        """Something said, in the speaker's diction."""


def _at(read: Sequence[Piece], place: int) -> Piece | None:
    return read[place] if place < len(read) else None


@dataclass(slots=True)
class Phrasing:
    """One template being filled."""

    tongue: Tongue
    names: Names
    roles: Mapping[str, str]
    things: Mapping[str, str]
    tense: Tense
    refer: Refer | None = None
    salt: str = ""
    message: str = ""
    out: list[str] = field(default_factory=list)
    is_said: bool = False
    is_many: bool = False
    said_from: int = 0
    is_first_said: bool = True
    is_inverted: bool = False

    def filled(self, template: str) -> str:
        """The template as text, its quotation marks still straight."""
        read = pieces(template)
        for place, piece in enumerate(read):
            match piece:
                case Quote():
                    self._quote(piece)
                case Slot():
                    self.is_inverted = place > 1 and isinstance(read[place - 2], Verb)
                    self._put(self._spoken(piece) if self.is_said else self._narrated(piece))
                case Verb():
                    self._put(piece.in_tense("now" if self.is_said else self.tense, self.is_many))
                case _:
                    self._text(piece, isinstance(_at(read, place + 1), Quote))
                    if piece == " " and isinstance(read[place + 1], Slot | Verb):
                        self._comma_for_point(read[place - 2])
        if self.refer is not None:
            self.refer.end_sentence()
        return "".join(self.out)

    def _put(self, text: str) -> None:
        begins = not self.is_said and BEGINS.search(self._before())
        self.out.append(capital(text) if begins else text)

    def _before(self) -> str:
        return "".join(self.out[-3:])

    def _text(self, text: str, leads_on: bool) -> None:
        """A piece of text; one that `leads_on` to something said ends no sentence."""
        if not self.is_said:
            self._go_on_after_quote(text)
        self.out.append(text)
        is_end = not self.is_said and not leads_on and ENDS.search(self._before())
        if is_end and self.refer is not None:
            self.refer.end_sentence()

    def _go_on_after_quote(self, text: str) -> None:
        """What is said loses its point when the sentence goes on: `"He is gone," says Lee.`"""
        if not self.out or self.out[-1] != '"' or not text.strip(' "'):
            return
        said, goes_on = self.out[-2], text.lstrip()[:1]
        if said.endswith(".") and goes_on == ",":
            self.out[-2] = said[:-1]
        elif said.endswith(".") and goes_on.islower():
            self.out[-2] = f"{said[:-1]},"

    def _comma_for_point(self, said: Piece) -> None:
        """`"He is gone," Lee tells Gaara`: what a slot said goes on with who says it."""
        if isinstance(said, Slot) and self.out[-2:-1] == ['"'] and self.out[-3].endswith("."):
            self.out[-3] = f"{self.out[-3][:-1]},"

    def _quote(self, quote: Quote) -> None:
        if not quote.opens:
            said = "".join(self.out[self.said_from :])
            if self.is_first_said:
                said = self.names.own_words(self._speaker, said, self.message, self.salt)
            self.out[self.said_from :] = [said]
            self.is_first_said = False
        self.out.append('"')
        self.is_said, self.said_from = quote.opens, len(self.out)

    @property
    def _speaker(self) -> str:
        return self.roles.get("actor", self.roles.get("who", ""))

    # Slots. ----------------------------------------------------------------------------------

    def _spoken(self, slot: Slot) -> str:
        id_ = self.roles.get(slot.role)
        if id_ is None:
            return self._thing(slot)
        if self.refer is not None:
            self.refer.mention(id_)
        if slot.part.lower() in self._parts:
            return self._cased(self.tongue.pronoun(self.names.gender(id_), slot.part.lower()), slot)
        called = self.names.calls(self._speaker, id_)
        return self.tongue.owned(called) if slot.owns or slot.part == "gen" else called

    def _narrated(self, slot: Slot) -> str:
        id_ = self.roles.get(slot.role)
        if id_ is None or f"{slot.role}.{slot.part}" in self.things:
            return self._thing(slot)
        if slot.part.lower() in self._parts:
            return self._by_case(id_, slot)
        if slot.role in DOERS and slot.part != "name":
            return self._doer(id_, slot)
        if self.refer is not None:
            self.refer.mention(id_)
        name = self.names.name(id_)
        return self.tongue.owned(name) if slot.owns or slot.part == "gen" else name

    @property
    def _parts(self) -> frozenset[str]:
        return frozenset(self.tongue.grammar["pronouns"]["he"])

    def _doer(self, id_: str, slot: Slot) -> str:
        owns, gender = slot.owns or slot.part == "gen", self.names.gender(id_)
        can_be = self._is_subject and self.refer is not None
        if can_be and self.refer is not None and self.refer.by_pronoun(id_):
            return self.tongue.pronoun(gender, "their" if owns else "they")
        if self.refer is not None and not can_be:
            self.refer.mention(id_)
        self.is_many = False
        name = self.names.name(id_)
        return self.tongue.owned(name) if owns else name

    @property
    def _is_subject(self) -> bool:
        """Whether a sentence begins here, or goes on after something said: there a doer stands as
        its subject. "Something in Lee", "said Lee" are no place for "he"."""
        before = self._before().rstrip()
        return not self.is_inverted and (not before or before[-1] in '.!?…"')

    def _by_case(self, id_: str, slot: Slot) -> str:
        """A pronoun where it is clear, else the name."""
        part, gender = slot.part.lower(), self.names.gender(id_)
        is_clear = self._is_clear(id_, part)
        if self.refer is not None:
            self.refer.mention(id_)
        if not is_clear:
            name = self.names.name(id_)
            return self.tongue.owned(name) if part == "their" else name
        if part == "they":
            self.is_many = gender == "they"
        return self._cased(self.tongue.pronoun(gender, part), slot)

    def _is_clear(self, id_: str, part: str) -> bool:
        if self.refer is None or part == "themselves":
            return True
        is_near = part != "they" and id_ in self.refer.current
        return is_near or self.refer.is_clear(id_)

    def _cased(self, text: str, slot: Slot) -> str:
        return text.capitalize() if slot.part[:1].isupper() else text

    def _thing(self, slot: Slot) -> str:
        full = f"{slot.role}.{slot.part}" if slot.part else slot.role
        found = self.things.get(full) or self.things.get(slot.role)
        if found is None:
            return str(self.tongue.grammar.get("nobody", NOBODY))
        if self.refer is not None:
            for id_ in self.names.mentioned(found):
                self.refer.mention(id_)
        return self.tongue.owned(found) if slot.owns else found
