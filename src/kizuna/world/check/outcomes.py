"""What a practice does, shows and says: of whom it may speak there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kizuna.state.belief import proposition
from kizuna.world.check.case import Case
from kizuna.world.check.mistake import Mistake, Mistakes, Path, meant, shown
from kizuna.world.check.names import unknown
from kizuna.world.check.sayings import saying
from kizuna.world.effects import NEEDS_TARGET, NEEDS_TOPIC, EffectShape

SLOT = re.compile(r"\{([^{}.]*+)[^{}]*+\}")
PERSON_ROLES = ("actor", "target", "about")
SOME_ROLES = ("target", "about", "topic")
ANY = "*"
"""In what is shown it stands for whoever the onlooker thinks of."""


def check_effects(case: Case) -> Mistakes:
    """Effects on somebody who is not bound, or with what the world does not have."""
    for key, listed in (("does", case.practice.does), ("at the end", case.practice.at_end)):
        for at, effects in enumerate(listed):
            for effect, told in effects.items():
                yield from _effect(case, effect, told, case.at(key, at, effect))
            yield from _named(case, effects, case.at(key, at))


def _effect(case: Case, effect: str, told: object, path: Path) -> Mistakes:
    if effect in NEEDS_TARGET and "target" not in case.bound:
        yield case.unbound("target", path, of_key=True)
    elif effect in NEEDS_TOPIC and "topic" not in case.bound:
        yield case.unbound("topic", path, of_key=True)
    else:
        for way, role in _roles_of(told):
            if role not in case.bound:
                yield case.unbound(role, (*path, *way))


def _roles_of(told: object) -> Iterator[tuple[Path, str]]:
    """The roles that an effect speaks of, and where."""
    if told in PERSON_ROLES:
        yield (), str(told)
    elif isinstance(told, dict):
        yield from (((key,), role) for key, role in told.items() if role in PERSON_ROLES)


def _named(case: Case, effects: EffectShape, path: Path) -> Mistakes:
    known = case.written.known.energies
    for energy in effects.get("restore", {}):
        if energy not in known:
            yield unknown("energy", energy, known, (*path, "restore", energy), of_key=True)
    word, words = effects.get("resolve_on"), case.written.known.words
    if word is not None and word not in words:
        yield unknown("word", word, words, (*path, "resolve_on"))
    tag = effects.get("carry_to")
    tags = case.written.known.tags
    if tag is not None and tag not in tags and not case.page.is_commons:
        yield unknown("tag", tag, tags, (*path, "carry_to"))


def check_shows(case: Case) -> Mistakes:
    """Conclusions that cannot be drawn, or only about one person."""
    for text in case.practice.shows:
        path = case.at("shows", text)
        try:
            names = proposition(text).names
        except ValueError:
            message, way_out = f"{shown(text)} is no proposition", "write likes(actor, target)"
            yield Mistake("bad-proposition", path, message, way_out, of_key=True)
            continue
        people = [name for name in names if name in case.written.known.people]
        yield from (case.names_person(name, path, of_key=True) for name in people)
        unbound = [name for name in names if name in SOME_ROLES and name not in case.bound]
        yield from (case.unbound(role, path, of_key=True) for role in unbound)
        free = (*case.bound, *unbound, *people, ANY)
        yield from saying(case.written.known, text, path, of_key=True, free=free)


def check_lines(case: Case) -> Mistakes:
    """Slots that nobody fills."""
    for key, lines in (("line", case.practice.line), ("declined", case.practice.declined)):
        for at, line in enumerate(lines):
            for slot in SLOT.finditer(line):
                for mistake in _slot(case, slot[1], case.at(key, at)):
                    yield mistake._replace(text=line, offset=slot.start())


def _slot(case: Case, role: str, path: Path) -> Mistakes:
    if role in case.bound:
        return
    if role in case.written.known.people:
        yield case.names_person(role, path)
    elif role in SOME_ROLES:
        yield case.unbound(role, path)
    else:
        message = f"nothing fills the slot {{{role[:40]}}}"
        way_out = meant(role, case.bound) or f"it may speak of {', '.join(case.bound)}"
        yield Mistake("unknown-slot", path, message, way_out)
