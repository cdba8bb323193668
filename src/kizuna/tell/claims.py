"""Claims: propositions in the words of a language.

A wording file may say for a predicate how it sounds aloud (`says`), asked (`asks`) and as the end
of "thought that ..." (`that`):

    propositions:
      fears:
        says: "{1} [hat|habe|hast] Angst vor {2.dat}."
        that: "{1} Angst vor {2.dat} [hat|hatte]"

Numbers are the names of the proposition, in whatever form they are meant: by name, as "I", "you",
"he". Aloud, the forms of a verb are those for others, for oneself and for whoever is spoken to;
in thought they are those for now and for then. What no file says is said by the predicate's own
words, in the language the world was written in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from kizuna.tell.template import Slot, Tense, Verb, pieces
from kizuna.tell.tongue import Tongue

PERSONS = {"I": 1, "you": 2}


@dataclass(frozen=True, slots=True)
class Meant:
    """How one name of a proposition is meant: by `name`, or by the pronoun of a `kind`."""

    name: str
    kind: str = ""


Meaning: TypeAlias = Callable[[int], Meant]
"""From the position of a name, counted from 1, to how it is meant."""


def aloud(template: str, meant: Meaning, tongue: Tongue) -> str:
    """A template of something said, its verbs bent to its first person."""
    subject = _subject(template)
    person = 0 if subject is None else PERSONS.get(meant(int(subject.role)).kind, 0)
    return _filled(template, meant, tongue, lambda verb: (verb.now, verb.then, verb.many)[person])


def in_thought(template: str, meant: Meaning, tongue: Tongue, tense: Tense) -> str:
    """A template of something thought, its verbs in the tense of the telling."""
    subject = _subject(template)
    is_many = subject is not None and meant(int(subject.role)).kind == "they"
    return _filled(template, meant, tongue, lambda verb: verb.in_tense(tense, is_many))


def _subject(template: str) -> Slot | None:
    """Whoever does it: the first gap that asks for no other form."""
    slots = (piece for piece in pieces(template) if isinstance(piece, Slot))
    return next((slot for slot in slots if not slot.part and not slot.owns), None)


def _filled(template: str, meant: Meaning, tongue: Tongue, bend: Callable[[Verb], str]) -> str:
    out: list[str] = []
    subject = _subject(template)
    for piece in pieces(template):
        if isinstance(piece, Slot):
            out.append(_put(piece, meant(int(piece.role)), tongue, is_subject=piece is subject))
        elif isinstance(piece, Verb):
            out.append(bend(piece))
        else:
            out.append(str(piece))
    return "".join(out)


def _put(slot: Slot, meant: Meant, tongue: Tongue, is_subject: bool) -> str:
    owns = slot.owns or slot.part in ("their", "gen")
    if not meant.kind:
        return tongue.owned(meant.name) if owns else meant.name
    part = "their" if owns else slot.part or ("they" if is_subject else "them")
    return tongue.pronoun(meant.kind, part)
