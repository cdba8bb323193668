"""Tidying a scene: what was said already is not said again, and small talk is summed up.

People greet, tease and answer each other all day. One such line gives a scene its colour; ten in
a row only keep the reader from what matters. So repetitions go, and lines of several people who
do the same become one: "Lee and Kiba go to sleep."
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, groupby

from kizuna.state.belief import GAP
from kizuna.tell.grammar import PRONOUNS, bare, joined
from kizuna.tell.line import Line
from kizuna.tell.speech import Namer

FEW = 3
"""From so many lines of chatter in a row they are summed up (a choice)."""

VERB = re.compile(r"(?P<verb>\w+)(?P<rest>.*)", re.S)
OWNED = re.compile(r"\b(his|her)\b")
THEIRS = PRONOUNS["they"].possessive


def tidied(lines: Iterable[Line], name: Namer) -> tuple[Line, ...]:
    """The lines of a scene without repetitions, with chatter summed up and doers joined."""
    told = _without_repetitions(lines)
    return tuple(_with_doers_joined(_with_chatter_summed_up(told, name), name))


def asides_of(lines: Iterable[Line], name: Namer) -> tuple[Line, ...]:
    """What is told in passing, of several scenes: who did the same is told together, but nobody
    before what they themselves did first."""
    groups: list[list[Line]] = []
    for line in _without_repetitions(lines):
        joined_by = _group_of(line, groups)
        if joined_by is None:
            groups.append([line])
        else:
            joined_by.append(line)
    return tuple(_with_doers_joined(chain.from_iterable(groups), name))


def _group_of(line: Line, groups: list[list[Line]]) -> list[Line] | None:
    """Those who did the same before, unless whoever this is of has done something else since."""
    for group in reversed(groups):
        if (group[0].alone or group[0].text) == (line.alone or line.text):
            return group
        if any(not set(line.who).isdisjoint(each.who) for each in group):
            return None
    return None


def _without_repetitions(lines: Iterable[Line]) -> Iterator[Line]:
    said: dict[str, None] = {}
    latest = ""
    for line in lines:
        topic = "" if GAP in line.topic else line.topic
        if line.text == latest or (line.text in said and not line.is_chatter) or topic in said:
            continue
        latest = line.text
        said |= dict.fromkeys(each for each in (line.text, topic) if each)
        yield line


def _with_chatter_summed_up(lines: Iterable[Line], name: Namer) -> Iterator[Line]:
    for is_chatter, run in groupby(lines, key=lambda line: line.is_chatter):
        told = list(run)
        if is_chatter and len(told) >= FEW:
            yield summed_up(told, name)
        else:
            # A friendly word in answer counts for the sum, and is too little by itself.
            yield from (line for line in told if not line.is_reply)


def summed_up(told: list[Line], name: Namer) -> Line:
    """Chatter as one line."""
    who = tuple(dict.fromkeys(id_ for line in told for id_ in line.who))
    verb = "talk" if len(who) > 1 else "talks"
    return replace(
        told[0], who=who, text=f"{joined([name(id_) for id_ in who])} {verb} of this and that."
    )


def _with_doers_joined(lines: Iterable[Line], name: Namer) -> Iterator[Line]:
    for alone, run in groupby(lines, key=lambda line: line.alone):
        told = list(run)
        yield from [doing_the_same(told, name)] if alone and len(told) > 1 else told


def doing_the_same(told: list[Line], name: Namer) -> Line:
    """Lines of several people who do the same, as one."""
    who = tuple(dict.fromkeys(line.who[0] for line in told if line.who))
    if len(who) < 2:
        return told[0]
    found = VERB.match(told[0].alone)
    verb, rest = (bare(found["verb"]), found["rest"]) if found else ("", told[0].alone)
    names = joined([name(id_) for id_ in who])
    return replace(told[0], who=who, text=f"{names} {verb}{_of_several(rest, told[0])}")


def _of_several(text: str, line: Line) -> str:
    """What is the doer's becomes theirs; whose something is in the words remembered stays so."""
    words = line.things.get("words", "")
    before, kept, after = text.partition(words) if words else (text, "", "")
    return f"{OWNED.sub(THEIRS, before)}{kept}{OWNED.sub(THEIRS, after)}"
