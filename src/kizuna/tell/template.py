"""Templates: sentences with gaps, as wording files hold them.

    "{actor} [lowers|lowered] {actor.their} voice. \\"{topic.statement}\\""

A *slot* in curly brackets is filled by whoever has that role, or by a thing of that name; a part
behind a point says in which form (`their`, `them`, `acc`). A *verb* in square brackets stands once
for now and once for then, and the tense of the telling takes its pick; a third form, when there is
one, is for several people now. Between quotation marks somebody speaks, and slots are filled as
the speaker would say them.

A template is read once into pieces; whoever phrases goes over the pieces and never looks at the
text again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from kizuna.tell.grammar import BARE_VERBS, bare

Tense: TypeAlias = Literal["now", "then"]

SLOT = r"\{(?P<role>[a-z_0-9]+)(?:\.(?P<part>[A-Za-z]+))?\}"
PIECE = re.compile(SLOT + r"|\[(?P<verb>[^\]]*)\]|(?P<quote>\")")


@dataclass(frozen=True, slots=True)
class Slot:
    """A gap: whose or what, in which form; `owns` when an English "'s" follows."""

    role: str
    part: str
    owns: bool = False


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb now, then, and now of several."""

    now: str
    then: str
    many: str

    def in_tense(self, tense: Tense, is_many: bool = False) -> str:
        """The form for a tense; of several people when `is_many`."""
        if tense == "then":
            return "were" if is_many and self.then == "was" else self.then
        return self.many if is_many else self.now


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation mark."""

    opens: bool


Piece: TypeAlias = str | Slot | Verb | Quote


class BadTemplate(ValueError):  # noqa: N818 - named as authors meet it
    """A template that cannot be read: a bracket left open, a verb without its two forms."""


@lru_cache(maxsize=8192)
def pieces(template: str) -> tuple[Piece, ...]:
    """The pieces of a template, in order. Raises BadTemplate."""
    read: list[Piece] = []
    at, is_said = 0, False
    for found in PIECE.finditer(template):
        _add_text(read, template[at : found.start()], template)
        at = found.end()
        if found["quote"]:
            is_said = not is_said
            read.append(Quote(is_said))
        elif found["role"]:
            owns = template.startswith("'s", at)
            at += 2 * owns
            read.append(Slot(found["role"], found["part"] or "", owns))
        else:
            read.append(_verb(found["verb"], template))
    _add_text(read, template[at:], template)
    if is_said:
        raise BadTemplate(f"a quotation mark is left open in {template!r}")
    return tuple(read)


def _add_text(read: list[Piece], text: str, template: str) -> None:
    if set(text) & set("{}[]"):
        raise BadTemplate(f"a bracket is left open in {template!r}")
    if text:
        read.append(text)


def _verb(written: str, template: str) -> Verb:
    forms = written.split("|")
    if not 2 <= len(forms) <= 3:
        raise BadTemplate(f"[{written}] wants a form for now and one for then, in {template!r}")
    now, then = forms[:2]
    return Verb(now, then, forms[2] if len(forms) > 2 else BARE_VERBS.get(now) or bare(now))


def roles_in(template: str) -> frozenset[str]:
    """The roles and things a template has gaps for. Raises BadTemplate."""
    return frozenset(piece.role for piece in pieces(template) if isinstance(piece, Slot))
