"""Whoever and whatever is named has to be somebody or something of this world."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from keyword import iskeyword
from typing import TypeAlias

from kizuna.state.feeling import FEELINGS
from kizuna.state.person import NEEDS
from kizuna.world.check.mistake import Mistake, Mistakes, Path, meant, shown
from kizuna.world.check.written import Written
from kizuna.world.names import BODY, BODY_FLAGS, TRAITS, VISIBLE, VISIBLE_FLAGS
from kizuna.world.shape import WorldShape

Named: TypeAlias = Iterator[tuple[Path, str, bool]]
"""Where a name stands, the name, and whether it is the key there."""

ROLES_AND_ALL = frozenset({"actor", "target", "about", "everybody", "default", "anyone"})
"""Words of the language that stand where a person's id could stand."""

NUMBERS = frozenset({*FEELINGS, *BODY, *VISIBLE, *(f"want_{need}" for need in NEEDS)} - {*TRAITS})
FLAGS = frozenset({*BODY_FLAGS, *VISIBLE_FLAGS})


SECTIONS = {
    "person": "people",
    "place": "places",
    "resident": "residents",
    "energy": "energies",
    "practice": "practices",
    "predicate": "predicates",
    "tag": "the tags of a place",
    "terms": "terms",
    "rule": "rules",
    "stake": "stakes",
}
"""Where somebody or something is made known."""


def check_names(written: Written) -> Mistakes:
    """Names of people, places, residents, energies, practices and words that nobody bears."""
    shape, known = written.shape, written.known
    for noun, names, used in (
        ("person", known.people, _people_named(shape)),
        ("place", known.places, _places_named(shape)),
        ("resident", known.residents, _residents_named(shape)),
        ("energy", known.energies, _energies_named(shape)),
        ("practice", known.practices, _practices_named(shape)),
        ("terms", known.terms, _terms_named(shape)),
    ):
        for path, name, of_key in used:
            if name not in names:
                yield unknown(noun, name, names, path, of_key=of_key)
    for at, same in enumerate(shape.alike):
        for place, word in enumerate(same):
            if word not in known.words:
                yield undefined(word, known.words, ("alike", at, place))


def unknown(
    noun: str, name: str, known: Collection[str], path: Path, *, of_key: bool = False
) -> Mistake:
    """Nobody is called that."""
    message = f"there is no {noun} {shown(name)}"
    way_out = meant(name, known) or f"write it under {SECTIONS[noun]}, or name another"
    return Mistake(f"unknown-{noun}", path, message, way_out, of_key)


def undefined(word: str, known: Collection[str], path: Path) -> Mistake:
    """Nothing says what that means."""
    message = f"nothing says what {shown(word)} is"
    near, way_out = meant(word, known), "write it and its meaning under words"
    way_out = f"{way_out} ({near})" if near else way_out
    return Mistake("undefined-word", path, message, way_out)


# Who is named where. --------------------------------------------------------------------------


def _people_named(shape: WorldShape) -> Named:
    for section in ("powers", "beliefs"):
        for id_ in getattr(shape, section):
            yield (section, id_), id_, True
    yield from _people_of_groups(shape)
    yield from _people_of_beliefs(shape)
    yield from _parties(shape)
    yield from _people_of_the_past(shape)
    yield from _people_addressed(shape)
    yield from _people_of_happenings(shape)


def _people_of_groups(shape: WorldShape) -> Named:
    for id_, group in shape.groups.items():
        for at, member in enumerate(group.members):
            yield ("groups", id_, "members", at), member, False
        for office, holder in group.offices.items():
            yield ("groups", id_, "offices", office), holder, False


def _people_of_beliefs(shape: WorldShape) -> Named:
    for id_, beliefs in shape.beliefs.items():
        for at, belief in enumerate(beliefs):
            if belief.from_ is not None:
                yield ("beliefs", id_, at, "from"), belief.from_, False


def _parties(shape: WorldShape) -> Named:
    for at, each in enumerate(shape.commitments):
        path = ("commitments", at)
        for place, who in enumerate(each.by):
            yield ((*path, "by", place) if len(each.by) > 1 else (*path, "by")), who, False
        yield from _roles(each, path, ("to", "about"))


def _terms_named(shape: WorldShape) -> Named:
    for at, each in enumerate(shape.commitments):
        if each.terms is not None:
            yield ("commitments", at, "terms"), each.terms, False


def _people_of_the_past(shape: WorldShape) -> Named:
    for at, past in enumerate(shape.backstory):
        path = ("backstory", at)
        yield from _roles(past, path, ("actor", "target", "about"))
        for id_, memory in past.remembered.items():
            inner = (*path, "remembered", id_)
            yield inner, id_, True
            yield from (((*inner, "toward", other), other, True) for other in memory.toward)
            for kind, felt in memory.feelings.items():
                yield from (((*inner, "feelings", kind, other), other, True) for other in felt)


def _roles(owner: object, path: Path, roles: tuple[str, ...]) -> Named:
    for role in roles:
        who = getattr(owner, role)
        if who is not None:
            yield (*path, role), who, False


def _people_addressed(shape: WorldShape) -> Named:
    for speaker, ways in shape.forms_of_address.items():
        if speaker != "everybody":
            yield ("forms of address", speaker), speaker, True
        for way in ways:
            if way.removesuffix(" when close") != "default":
                yield ("forms of address", speaker, way), way.removesuffix(" when close"), True


def _people_of_happenings(shape: WorldShape) -> Named:
    for at, each in enumerate(shape.happenings):
        path = ("happenings", at)
        for key, listed in (("brings", each.brings), ("takes away", each.takes_away)):
            for place, who in enumerate(listed):
                yield ((*path, key, place) if len(listed) > 1 else (*path, key)), who, False
        for key, told in (("wounds", each.wounds), ("calls", each.calls)):
            yield from (((*path, key, who), who, True) for who in told)


def _places_named(shape: WorldShape) -> Named:
    for at, path in enumerate(shape.paths):
        for end, place in enumerate(path.between):
            yield ("paths", at, "between", end), place, False
        yield from _roles(path, ("paths", at), ("via",))
    for id_, person in shape.people.items():
        yield from _roles(person, ("people", id_), ("at", "home", "post"))
    for id_, group in shape.groups.items():
        yield from _roles(group, ("groups", id_), ("place",))
    for spelled, bond in shape.bonds.items():
        if bond.knows_at is not None:
            yield ("bonds", spelled, "knows at"), bond.knows_at, False
    for at, happening in enumerate(shape.happenings):
        yield from _roles(happening, ("happenings", at), ("place",))
        for who, call in happening.calls.items():
            yield ("happenings", at, "calls", who, "to"), call.to, False


def _residents_named(shape: WorldShape) -> Named:
    for id_, person in shape.people.items():
        yield from _roles(person, ("people", id_), ("resident",))


def _energies_named(shape: WorldShape) -> Named:
    for id_, person in shape.people.items():
        yield from ((("people", id_, "energies", each), each, True) for each in person.energies)
    for id_, powers in shape.powers.items():
        for at, power in enumerate(powers):
            yield from _roles(power, ("powers", id_, at), ("energy",))


def _practices_named(shape: WorldShape) -> Named:
    for at, past in enumerate(shape.backstory):
        yield from _roles(past, ("backstory", at), ("practice",))


WORD = re.compile(r"[a-z_]\w*")


def check_traits(written: Written) -> Mistakes:
    """Traits that nothing reads and that are nearly one that is read: somebody's slip. Others of a
    world's own may yet get a practice that reads them."""
    people = written.shape.people
    own = dict.fromkeys(each for person in people.values() for each in person.traits)
    if all(each in TRAITS for each in own):
        return
    read = frozenset(WORD.findall(written.shape.model_dump_json(exclude={"people"})))
    slips = {each: near for each in own if each not in TRAITS and each not in read
             and (near := meant(each, TRAITS))}  # fmt: skip
    for id_, person in people.items():
        for trait in person.traits:
            if trait in slips:
                message = f"there is no trait {shown(trait)}, and nothing here reads one"
                path = ("people", id_, "traits", trait)
                yield Mistake("unknown-trait", path, message, slips[trait], of_key=True)


# Names that are taken. ------------------------------------------------------------------------


def check_reserved(written: Written) -> Mistakes:
    """Names that the language has a meaning for already."""
    shape = written.shape
    for id_, person in shape.people.items():
        if id_ in ROLES_AND_ALL:
            yield _taken(id_, ("people", id_))
        for trait in person.traits:
            if _is_taken(trait) or trait in written.known.energies:
                yield _taken(trait, ("people", id_, "traits", trait))
    for energy in shape.energies:
        if _is_taken(energy) or energy in TRAITS:
            yield _taken(energy, ("energies", energy))
    yield from _taken_tags(shape)


def _is_taken(word: str) -> bool:
    """Whether `actor.word` means something already, or could not be written."""
    return word in NUMBERS or iskeyword(word)


def _taken_tags(shape: WorldShape) -> Mistakes:
    for id_, place in shape.places.items():
        for at, tag in enumerate(place.tags):
            if f"is_{tag}" in FLAGS:
                path = ("places", id_, "tags", at)
                yield _taken(tag, path)._replace(of_key=False)


def _taken(name: str, path: Path) -> Mistake:
    message = f"{shown(name)} has a meaning of its own here"
    return Mistake("reserved-name", path, message, "choose another name", of_key=True)
