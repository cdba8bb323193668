"""A town: a world of any size that nobody wrote, for crowds, tests and measuring.

    from kizuna.world.town import town

    shape = town(seed=7, size=1000)      # a WorldShape like one an author wrote
    shape.people["mira_ost"].home

Households live along streets, each street round its square; people work, have kin, friends and
the odd rival, carry aims, news and questions, and some of them host a being with drives of its
own. A town is a pure function of its seed and its size: every draw has an address, so the first
street of a larger town is not the first street of a smaller one, but the same call always builds
the same town. It holds no practices beyond those of its guests: the commons are added when it is
built into a world.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kizuna.dice import key, roll
from kizuna.problems import Problems
from kizuna.world.build import build
from kizuna.world.check.uses import commons
from kizuna.world.check.written import AGREED_ON
from kizuna.world.names import SKILLS, TRAITS
from kizuna.world.rules import World
from kizuna.world.shape import WorldShape

HOUSEHOLD = 3
STREET = 8
"""Households a street; a street also has a square and a place of work."""
PLACES_IN_TOWN = ("hall", "infirmary", "inn", "gate", "meadow")
TAGS_IN_TOWN = {
    "hall": ["settlement", "office"],
    "infirmary": ["settlement", "healing"],
    "inn": ["settlement", "lodging"],
    "gate": ["settlement", "open", "gate"],
    "meadow": ["open", "water"],
}
WORKPLACES = ("smithy", "mill", "school", "bakery", "stables", "archive", "dyers", "boatyard")
AIMS = ("see_the_sea", "lead_the_guild", "build_a_bridge", "be_left_in_peace", "sing_in_the_hall")
FIRST = ("mi", "ka", "to", "re", "sa", "lo", "ne", "yu", "da", "fi", "o", "ha", "be", "ju", "ti")
LAST = ("ra", "lo", "shi", "n", "ko", "la", "ri", "mo", "s", "ta", "ve", "no", "m", "ji", "du")
FAMILY = ("ost", "hale", "mori", "venn", "tarn", "iwa", "brook", "sato", "lind", "kaya", "rowe")


@dataclass(frozen=True, slots=True)
class Townsman:
    """One inhabitant while a town is drawn: where in the town, and how old."""

    id: str
    name: str
    household: int
    street: int
    age: int


def town(seed: int, size: int, *, hosting: float = 0.125) -> WorldShape:
    """The world of `size` people (at least 1) drawn with `seed`.

    `hosting` is the share of people, 0 to 1, in whom a being with drives of its own lives.
    """
    if size < 1:
        raise ValueError(f"a town of {size} people is no town")
    draw = Draw(seed)
    people = [_townsman(draw, row, size) for row in range(size)]
    return WorldShape.model_validate(
        {
            "world": f"town-{size}-{seed % 10**6}",
            "title": f"A town of {size}",
            "starts": "day 1 17:30",
            "places": _places(people),
            "paths": _paths(people),
            "people": {each.id: _person(draw, each, hosting) for each in people},
            "residents": {"guest": {"name": "the guest", "drives": {"contempt": 0.6}}},
            "groups": _groups(people),
            "bonds": dict(_bonds(draw, people)),
            "beliefs": {each.id: list(_beliefs(draw, each, people, hosting)) for each in people},
            "words": {aim: aim.replace("_", " ") for aim in AIMS} | {"guest": "the guest"},
            "alike": [["see_the_sea", "build_a_bridge"], ["lead_the_guild", "sing_in_the_hall"]],
            "commitments": list(_commitments(draw, people)),
            "practices": GUESTS_WAYS,
        }
    )


def settle(shape: WorldShape) -> World:
    """A world with the common library, ready to begin stories from."""
    problems = Problems()
    pages = [page.shape for page in commons(problems) if page is not None]
    problems.raise_any()
    practices, predicates = dict(shape.practices), dict(shape.predicates)
    for page in pages:
        practices |= page.practices
        predicates |= page.predicates
    readings = tuple(each for page in pages for each in page.readings)
    update: dict[str, Any] = {
        kind: {name: each for page in pages for name, each in getattr(page, kind).items()}
        for kind in AGREED_ON
    }
    words = {name: each for page in pages for name, each in page.words.items()}
    update |= {
        "words": words | shape.words,
        "practices": practices,
        "predicates": predicates,
        "readings": readings,
    }
    return build(shape.model_copy(update=update), {})


@dataclass(frozen=True, slots=True)
class Draw:
    """Draws with addresses: `draw(what, who)` is the same for ever, whatever else is drawn."""

    seed: int

    def __call__(self, what: str, who: int, whom: int = 0) -> float:
        """A number, at least 0 and below 1."""
        return roll(self.seed, 0, who, whom, key(what))

    def one_of(self, choices: Sequence[str], what: str, who: int, whom: int = 0) -> str:
        """One of several words."""
        return choices[int(self(what, who, whom) * len(choices))]

    def share(self, what: str, who: int, whom: int = 0) -> float:
        """Two decimals between 0 and 1, the middle likelier than the ends."""
        return round((self(what, who, whom) + self(f"{what} again", who, whom)) / 2.0, 2)


# Who lives there, and where. ------------------------------------------------------------------


def _townsman(draw: Draw, row: int, size: int) -> Townsman:
    household = row // HOUSEHOLD
    street = min(household // STREET, max(0, (size - 1) // (HOUSEHOLD * STREET)))
    given = draw.one_of(FIRST, "first", row) + draw.one_of(LAST, "last", row)
    family = draw.one_of(FAMILY, "family", household)
    is_grown = row % HOUSEHOLD < 2
    age = int(20 + 50 * draw("age", row)) if is_grown else int(6 + 22 * draw("age", row))
    # Names repeat, as they do in towns; ids must not.
    return Townsman(f"{given}_{family}_{row}", given.capitalize(), household, street, age)


def _places(people: Sequence[Townsman]) -> dict[str, dict[str, Any]]:
    places: dict[str, dict[str, Any]] = {
        id_: {"name": f"the {id_}", "tags": tags} for id_, tags in TAGS_IN_TOWN.items()
    }
    for street in range(people[-1].street + 1):
        work = _work(street)
        places[_square(street)] = {"name": "the square", "tags": ["settlement", "open"]}
        places[work] = {"name": f"the {work.split('_')[0]}", "tags": ["settlement"]}
    for household in range(people[-1].household + 1):
        tags = ["settlement", "lodging", "private"]
        places[_house(household)] = {"name": "a house", "tags": tags}
    return places


def _square(street: int) -> str:
    return f"square_{street}"


def _work(street: int) -> str:
    return f"{WORKPLACES[street % len(WORKPLACES)]}_{street}"


def _house(household: int) -> str:
    return f"house_{household}"


def _paths(people: Sequence[Townsman]) -> list[dict[str, Any]]:
    """Squares hang on the hall like leaves on a stem; houses and work on their square."""
    streets = range(people[-1].street + 1)
    paths = [{"between": ["hall", place], "takes": 300} for place in PLACES_IN_TOWN[1:]]
    paths += [{"between": ["hall", _square(street)], "takes": 240} for street in streets]
    paths += [{"between": [_square(a), _square(b)], "takes": 180} for a, b in pairwise(streets)]
    paths += [{"between": [_square(street), _work(street)], "takes": 60} for street in streets]
    homes = {each.household: each.street for each in people}
    paths += [{"between": [_square(s), _house(h)], "takes": 60} for h, s in homes.items()]
    return paths


def _person(draw: Draw, each: Townsman, hosting: float) -> dict[str, Any]:
    who = key(each.id)
    traits = {name: draw.share(name, who) for name in TRAITS if name not in SKILLS}
    traits["shield"] = draw.share("shield", who)
    person: dict[str, Any] = {
        "name": each.name,
        "age": each.age,
        "pronouns": draw.one_of(("he", "she", "they"), "pronouns", who),
        "at": _whereabouts(draw, each, who),
        "home": _house(each.household),
        "own home": each.age >= 20,
        "traits": traits,
        "needs": {need: {"level": draw.share(need, who)} for need in ("belonging", "esteem")},
        "energies": {
            "stamina": draw.share("stamina", who),
            "self_control": draw.share("control", who),
        },
    }
    if each.age >= 16 and draw("works", who) < 0.7:
        person |= {"post": _work(each.street), "hours": [8, 17]}
    if _is_host(draw, each, hosting):
        person["resident"] = "guest"
    return person


def _is_host(draw: Draw, each: Townsman, hosting: float) -> bool:
    return draw("hosts", key(each.id)) < hosting


def _whereabouts(draw: Draw, each: Townsman, who: int) -> str:
    """At half past five some are still at work, some in the square, most at home."""
    where = draw("where", who)
    if where < 0.65:
        return _house(each.household)
    return _square(each.street) if where < 0.85 else _work(each.street)


def _groups(people: Sequence[Townsman]) -> dict[str, dict[str, Any]]:
    """Everybody of a street who works there; the eldest leads and grants."""
    groups: dict[str, dict[str, Any]] = {}
    for street in range(people[-1].street + 1):
        members = [each for each in people if each.street == street and each.age >= 16]
        if members:
            eldest = max(members, key=lambda each: each.age)
            groups[_work(street)] = {
                "name": f"those of the {_work(street).split('_')[0]}",
                "members": [each.id for each in members],
                "place": _work(street),
                "offices": {"elder": eldest.id},
                "grants": {"elder": ["stay"]},
            }
    return groups


# What lies between them. ----------------------------------------------------------------------


def _bonds(draw: Draw, people: Sequence[Townsman]) -> Iterator[tuple[str, dict[str, Any]]]:
    for row, each in enumerate(people):
        for other in _known_to(draw, row, people):
            who, whom = key(each.id), key(people[other].id)
            bond = _bond(draw, who, whom, people[other].household == each.household)
            if people[other].street == each.street:
                bond["knows at"] = _house(people[other].household)
            yield f"{each.id} -> {people[other].id}", bond


def _known_to(draw: Draw, row: int, people: Sequence[Townsman]) -> list[int]:
    """Kin, some of the street, and now and then somebody from elsewhere: no one twice."""
    first = row - row % HOUSEHOLD
    known = [other for other in range(first, min(first + HOUSEHOLD, len(people))) if other != row]
    span = HOUSEHOLD * STREET
    start, end = _street_of(row, len(people), span)
    for nth in range(5):
        known.append(start + int(draw("neighbour", row, nth) * (end - start)))
    known.append(int(draw("stranger", row) * len(people)))
    return [other for other in dict.fromkeys(known) if other != row]


def _street_of(row: int, size: int, span: int) -> tuple[int, int]:
    start = row - row % span
    return start, min(start + span, size)


def _bond(draw: Draw, who: int, whom: int, is_kin: bool) -> dict[str, Any]:
    liking = 1.2 * draw.share("liking", who, whom) - (0.1 if is_kin else 0.35)
    bond: dict[str, Any] = {
        "affection": round(max(-1.0, min(1.0, liking)), 2),
        "trust": round(draw.share("trust", who, whom) - 0.2, 2),
        "respect": round(1.2 * draw.share("respect", who, whom) - 0.3, 2),
        "hours": round(400 * draw("hours", who, whom) ** 3, 1),
        "well": 0.4 if draw("ailing", who, whom) < 0.1 else 1.0,
    }
    if draw("afraid", who, whom) < 0.12:
        bond["fear"] = draw.share("fear", who, whom)
    return bond | ({"kin": 1, "hours": 900} if is_kin else {})


def _beliefs(
    draw: Draw, each: Townsman, people: Sequence[Townsman], hosting: float
) -> Iterator[dict[str, Any]]:
    """An aim, perhaps a fate, news or a question, and what they think of others' hearts."""
    who, row = key(each.id), int(each.id.rsplit("_", 1)[1])
    yield {"that": f"aims({each.id}, {draw.one_of(AIMS, 'aim', who)})", "sure": 0.95}
    if _is_host(draw, each, hosting):
        yield {"that": f"hosts({each.id}, guest)", "sure": 0.99, "secret": draw.share("hides", who)}
    known = [people[other].id for other in _known_to(draw, row, people)]
    if not known:
        return
    one, other = (draw.one_of(known, what, who) for what in ("one", "other"))
    if draw("news", who) < 0.3 and one != other:
        yield {"that": f"helped({one}, {other})", "sure": 0.9, "from": one}
    if draw("secret", who) < 0.2 and one != other:
        yield {"that": f"harmed({one}, {other})", "sure": 0.8, "secret": 0.6}
    if draw("question", who) < 0.1:
        yield {"asks": f"harmed(?, {other})", "weight": 0.6, "sore": 0.2}
    yield {"that": f"likes({one}, {each.id})", "sure": draw.share("liked by", who)}
    if draw("hated by", who) < 0.3:
        yield {"that": f"hates({other}, {each.id})", "sure": draw.share("hated by", who)}
    if draw("knows fate", who) < 0.3:
        yield {"that": f"hosts({other}, guest)", "sure": 0.7}
    if one != other:
        yield {"that": f"holds_dear({one}, {other})", "sure": draw.share("dear", who)}
        if draw("enmity", who) < 0.3:
            yield {"that": f"hates({other}, {one})", "sure": draw.share("enmity", who)}


def _commitments(draw: Draw, people: Sequence[Townsman]) -> Iterator[dict[str, Any]]:
    for row, each in enumerate(people):
        known = _known_to(draw, row, people)
        if known and draw("promised", row) < 0.05:
            to = people[known[0]].id
            yield {"kind": "promise", "name": "friendship", "by": each.id, "to": to}


GUESTS_WAYS: dict[str, dict[str, Any]] = {
    "mock": {
        "with": "person",
        "when": "target.is_awake and toward.fear < 0.5",
        "head": {"unkind": "-0.4", "manners": "-0.3 * actor.courtesy"},
        "heart": {"fond of them": "-0.4 * toward.affection", "angry": "0.5 * toward.anger"},
        "resident": {
            "contempt": "0.1 - 0.4 * toward.respect",
            "feeds on anger": "0.4 * actor.anger",
            "feeds on fear": "0.2 * target.shows_fear",
        },
        "takes": "6 s",
        "again": "2 h",
        "touches": {"target": {"esteem": -0.2}},
        "is": ["talk", "hurtful"],
        "peculiar to": "people in whom a guest lives",
        "line": ["A laugh that is not {actor}'s own comes from {actor.their} mouth."],
    },
    "walk_off_alone": {
        "with": "alone",
        "when": "actor.company > 0.5",
        "head": {"no call for it": "-0.2"},
        "heart": {"ill at ease": "0.3 * actor.unease"},
        "resident": {"weary of them": "0.3 * actor.agitation + 0.2 * actor.reserve"},
        "takes": "20 min",
        "again": "1 h",
        "is": ["quiet"],
        "peculiar to": "people in whom a guest lives",
        "line": ["{actor} turns and walks off."],
    },
}
"""Two practices that only a guest urges: without them nobody would hear a third voice."""
