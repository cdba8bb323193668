"""All that an author wrote, on all pages, and the names that may be used because of it.

A name is known as soon as it is written, even when what is written of it is unsound: who has a
mistake in Lee's age hears of that once, and not once more for every time that Lee is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import chain

from kizuna.state.fact import names_of_facts
from kizuna.world.check.page import Page
from kizuna.world.names import ENERGIES, PLACE_TAGS, TRAITS
from kizuna.world.rules import World
from kizuna.world.shape import WorldShape

AGREED_ON = ("terms", "rules", "stakes")
"""Sections of what people can agree on."""


@dataclass(frozen=True, slots=True)
class Known:
    """Every name of a world, by what it names; in the order written."""

    people: Set[str]
    places: Set[str]
    groups: Set[str]
    residents: Set[str]
    words: Set[str]
    energies: Set[str]
    traits: Set[str]
    tags: Set[str]
    practices: Set[str]
    predicates: Set[str]
    tagged: Mapping[str, tuple[str, ...]]
    """For each tag the practices that have it."""
    terms: Set[str]
    rules: Set[str]
    stakes: Set[str]
    said_of: Mapping[str, tuple[str, ...]]
    """For each sound predicate the nouns it is said of."""

    @property
    def facts(self) -> Set[str]:
        """The values of people, bonds and beliefs that a pattern may ask for."""
        return names_of_facts(self.traits, self.energies)

    def noun(self, name: str) -> str:
        """What a name is the name of; empty when of nothing."""
        for noun in ("people", "places", "groups", "words", "residents"):
            if name in getattr(self, noun):
                return NOUNS[noun]
        return ""


NOUNS: Mapping[str, str] = {
    "people": "person",
    "places": "place",
    "groups": "group",
    "words": "word",
    "residents": "resident",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A world's own page, the pages it uses, and the shape that all of them make together."""

    page: Page
    libraries: tuple[Page, ...]
    shape: WorldShape
    known: Known

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page; the world's own comes last."""
        return (*self.libraries, self.page)

    def owners(self, kind: str) -> Mapping[str, Page]:
        """On which page each practice or each predicate is first written."""
        owners: dict[str, Page] = {}
        for page in self.pages:
            for name in page.keys(kind):
                owners.setdefault(name, page)
        return owners


def together(page: Page, libraries: tuple[Page, ...]) -> Written:
    """A world and its libraries as one."""
    shape = page.shape
    assert isinstance(shape, WorldShape)
    pages = (*libraries, page)
    shapes = [each.shape for each in pages]
    merged = {
        "practices": dict(chain.from_iterable(each.practices.items() for each in shapes)),
        "predicates": dict(chain.from_iterable(each.predicates.items() for each in shapes)),
        "readings": tuple(chain.from_iterable(each.readings for each in shapes)),
        **{
            kind: dict(chain.from_iterable(getattr(each, kind).items() for each in shapes))
            for kind in (*AGREED_ON, "words")
        },
    }
    return Written(page, libraries, shape.model_copy(update=merged), _known(page, pages))


def _known(page: Page, pages: tuple[Page, ...]) -> Known:
    def of_all(kind: str) -> Set[str]:
        return dict.fromkeys(name for each in pages for name in each.keys(kind)).keys()

    own = {kind: dict.fromkeys(page.keys(kind)).keys() for kind in (*NOUNS, "energies")}
    return Known(
        people=own["people"],
        places=own["places"],
        groups=own["groups"],
        residents=own["residents"],
        words=of_all("words"),
        energies=dict.fromkeys((*ENERGIES, *own["energies"])).keys(),
        traits=dict.fromkeys((*TRAITS, *_own_traits(page))).keys(),
        tags=dict.fromkeys((*PLACE_TAGS, *_own_tags(page))).keys(),
        practices=of_all("practices"),
        tagged=by_tag(
            (name, each_.is_) for each in pages for name, each_ in each.shape.practices.items()
        ),
        predicates=of_all("predicates"),
        **{kind: of_all(kind) for kind in AGREED_ON},
        said_of={
            name: predicate.names
            for each in pages
            for name, predicate in each.shape.predicates.items()
        },
    )


def by_tag(practices: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, tuple[str, ...]]:
    """The practices that have each tag, in order, from practices with their tags."""
    tagged: dict[str, dict[str, None]] = {}
    for name, tags in practices:
        for tag in sorted(tags):
            tagged.setdefault(tag, {})[name] = None
    return {tag: tuple(names) for tag, names in tagged.items()}


def _own_tags(page: Page) -> Iterator[str]:
    assert isinstance(page.shape, WorldShape)
    for place in page.shape.places.values():
        yield from place.tags


def _own_traits(page: Page) -> Iterator[str]:
    assert isinstance(page.shape, WorldShape)
    for person in page.shape.people.values():
        yield from person.traits


def known_of(world: World) -> Known:
    """Every name of a world that is built."""

    def opened(kind: str) -> Iterator[str]:
        for event in world.opening:
            if event.kind == kind:
                yield event.roles["who"] if kind == "PersonEntered" else event.data["id"]

    return Known(
        people=dict.fromkeys(opened("PersonEntered")).keys(),
        places=dict.fromkeys(opened("PlaceMade")).keys(),
        groups=dict.fromkeys(opened("GroupMade")).keys(),
        residents=world.residents.keys(),
        words=world.words.keys(),
        energies=dict.fromkeys(world.energies).keys(),
        traits=dict.fromkeys(world.traits).keys(),
        tags=dict.fromkeys(world.tags).keys(),
        practices=world.practice.keys(),
        tagged=by_tag((each.name, each.tags) for each in world.practices),
        predicates=world.predicates.keys(),
        **{kind: getattr(world, kind).keys() for kind in AGREED_ON},
        said_of={name: predicate.names for name, predicate in world.predicates.items()},
    )
