"""What a proposition sounds like: told by the narrator, said by somebody, thought by somebody.

`aims(naruto, become_hokage)` is "Naruto wants to be Hokage" to the narrator and "I want to be
Hokage" from his own mouth; to his face it is "you want". A `Viewpoint` says how each person is
referred to; the words come from the predicate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from kizuna.state.belief import GAP, Proposition
from kizuna.tell.grammar import PRONOUNS, YOU, Form, I, agree, by_name, capital, reworded
from kizuna.world.shape import PredicateShape

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


def stated(
    told: Proposition, predicate: PredicateShape, view: Viewpoint, things: Namer,
    pronouns: Mapping[str, str],
) -> str:  # fmt: skip
    """A proposition as a sentence with its point. `things` names words, places and groups."""
    return _filled(predicate.says, told, predicate, view, things, pronouns)


def asked(
    told: Proposition, predicate: PredicateShape, view: Viewpoint, things: Namer,
    pronouns: Mapping[str, str],
) -> str:  # fmt: skip
    """A proposition with a gap as a question with its mark."""
    return _filled(predicate.asks, told, predicate, view, things, pronouns)


def _filled(
    template: str, told: Proposition, predicate: PredicateShape, view: Viewpoint, things: Namer,
    pronouns: Mapping[str, str],
) -> str:  # fmt: skip
    forms = [
        _form(id_, kind, told, view, things, pronouns)
        for id_, kind in zip(told.names, predicate.names, strict=False)
    ]

    def put(found: re.Match[str]) -> str:
        position = int(found["position"]) - 1
        form = forms[position] if position < len(forms) else SOMEBODY
        return _put(found, form, is_subject=found.start() == 0)

    return capital(SLOT.sub(put, template))


def _put(found: re.Match[str], form: Form, is_subject: bool) -> str:
    """One slot with the verb that follows it, or the "is" of a question that goes before."""
    ask, verb = found["ask"] or "", found["verb"]
    after = f" {verb}" if verb else ""
    if ask:
        return f"{ask.removesuffix('is ')}{agree('is', form)} {form.subject}{after}"
    if is_subject:
        return form.subject + (f" {agree(verb, form)}" if verb else "")
    return form.object + after


def _form(
    id_: str, kind: str, told: Proposition, view: Viewpoint, things: Namer,
    pronouns: Mapping[str, str],
) -> Form:  # fmt: skip
    if id_ == GAP:
        return SOMEBODY
    if kind == "person":
        return view(id_)
    words, owner = things(id_), told.names[0]
    if owner in pronouns and view(owner) in (I, YOU):
        words = reworded(words, pronouns[owner], view(owner))
    return by_name(words)
