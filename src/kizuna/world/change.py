"""A change: what is otherwise in a branch of a story, or in the other half of a trial.

Three things can be said of it, in the words an author uses, and a fourth of the dice:

    without:  lesson                      something past, a person, a practice, a happening ...
    set:      trait sakura pride = 0.2    see `settings` for all that can be set
    add:      naruto greet gaara          a deed that is done; see `additions`
    seed:     7                           other dice from there on

A change is kept as it was written. Here is what each `without` takes away, and what a change makes
of a world's rules; what it makes of people is told by events (`Supposed` and others), so that a
branch is replayed like any other story.

    >>> Change(without=("rain",), settings=("trait lee pride = 0.2",)).says
    'without rain; trait lee pride = 0.2'
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kizuna.problems import did_you_mean
from kizuna.world.rules import World


class ChangeMistaken(ValueError):  # noqa: N818 - it is news for whoever asked, not a fault
    """What was to be changed is not there, or cannot be changed so: one sentence, and a way out."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is taken away, set and added, each as it was written, and the seed if it is another."""

    without: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    additions: tuple[str, ...] = ()
    seed: int | None = None

    @property
    def says(self) -> str:
        """The change in a line."""
        parts = [f"without {each}" for each in self.without]
        parts += [*self.settings, *(f"with {each}" for each in self.additions)]
        parts += [] if self.seed is None else [f"seed {self.seed}"]
        return "; ".join(parts) or "nothing changed"

    def as_plain(self) -> dict[str, Any]:
        """As plain JSON; what is empty is left out."""
        plain: dict[str, Any] = {
            "without": list(self.without), "set": list(self.settings), "add": list(self.additions),
        }  # fmt: skip
        plain = {name: listed for name, listed in plain.items() if listed}
        return plain if self.seed is None else {**plain, "seed": self.seed}


def change_from(plain: Mapping[str, Any]) -> Change:
    """The change that `as_plain` wrote. Raises TypeError, ValueError on what it never wrote."""
    without, settings, additions = (
        tuple(map(str, plain.get(name, ()))) for name in ("without", "set", "add")
    )
    seed = plain.get("seed")
    return Change(without, settings, additions, None if seed is None else int(seed))


# What a name takes away. ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing to be taken away: its noun, and the name it goes by (`who` has it, if anybody)."""

    noun: str
    name: str
    who: str = ""


def _past(world: World) -> Iterator[str]:
    return (event.data["id"] for event in world.opening if event.kind == "Past")


def _people(world: World) -> Iterator[str]:
    return (event.roles["who"] for event in world.opening if event.kind == "PersonEntered")


def _commitments(world: World) -> Iterator[str]:
    return (event.data["name"] for event in world.opening if event.kind == "CommitmentMade")


NAMED: Mapping[str, Callable[[World], Iterator[str]]] = {
    "past": _past,
    "person": _people,
    "practice": lambda world: iter(world.practice),
    "happening": lambda world: (each.name for each in world.happenings),
    "commitment": _commitments,
    "reading": lambda world: (each.name for each in world.readings),
}
"""Nouns whose names need no holder, in the order in which a bare name is looked for."""

HELD = ("belief", "power")
"""Nouns of which somebody has one: `belief gaara hates(naruto, gaara)`, `power gaara sand`."""


def taken(text: str, world: World) -> Taken:
    """What `without TEXT` takes away. ChangeMistaken when there is no such thing."""
    noun, _, rest = text.strip().partition(" ")
    if noun in HELD:
        return _held(noun, rest.strip(), world)
    if noun in NAMED and rest:
        return Taken(noun, _known(rest.strip(), NAMED[noun](world), f"{noun} "))
    for noun, names in NAMED.items():
        if text.strip() in names(world):
            return Taken(noun, text.strip())
    every = [name for names in NAMED.values() for name in names(world)]
    _known(text.strip(), every, "past event, person, practice, happening or commitment ")
    raise AssertionError("a name that is known was found above")


def _held(noun: str, rest: str, world: World) -> Taken:
    who, _, name = rest.partition(" ")
    _known(who, _people(world), "person ")
    has = tuple(_has(noun, who, world))
    return Taken(noun, _known(name.strip().strip('"'), has, f"{noun} of {who} "), who)


def _has(noun: str, who: str, world: World) -> Iterator[str]:
    kind, datum = {"belief": ("BeliefRevised", "proposition"), "power": ("PowerGiven", "name")}[
        noun
    ]
    for event in world.opening:
        if event.kind == kind and event.roles["who"] == who:
            yield event.data[datum]


def _known(name: str, names: Any, what: str) -> str:
    every = tuple(names)
    if name in every:
        return name
    way_out = did_you_mean(name, every)
    raise ChangeMistaken(f"there is no {what}{name!r}" + (f"; {way_out}" if way_out else ""))


# What a change makes of the rules. --------------------------------------------------------------


def changed(world: World, change: Change) -> World:
    """The world with the practices, happenings and readings taken away that a change says."""
    gone = [taken(text, world) for text in change.without if not is_address(text)]

    def names(noun: str) -> frozenset[str]:
        return frozenset(each.name for each in gone if each.noun == noun)

    world = replace(
        world,
        happenings=tuple(each for each in world.happenings if each.name not in names("happening")),
        readings=tuple(each for each in world.readings if each.name not in names("reading")),
    )
    return _without_practices(world, names("practice")) if names("practice") else world


def _without_practices(world: World, gone: frozenset[str]) -> World:
    """A practice that is never possible keeps its place, so that no other one's dice move."""
    # To build takes much that a story without such a change has no use for.
    from kizuna.world.build import formula
    from kizuna.world.scores import compile_scores

    never = formula("False", {})
    practices = tuple(
        replace(each, when=never) if each.name in gone else each for each in world.practices
    )
    return replace(
        world, practices=practices, practice={each.name: each for each in practices},
        scores=compile_scores(practices),
    )  # fmt: skip


def is_address(text: str) -> bool:
    """Whether a `without` names an event of the chronicle by its number."""
    return text.strip().lstrip("-").isdigit()
