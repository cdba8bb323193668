"""settings: the small language of `--set`, and the events that a setting is told by.

    trait sakura pride = 0.2            age sakura = 17
    need gaara belonging = 0.9          energy gaara chakra = 1
    bond naruto -> gaara affection = -0.6
    belief gaara hates(naruto, gaara) = 0.02
    feeling gaara anger toward sasuke = 0.8
    power gaara sand obeys deep wish = false
    resident gaara = none               place lee = gates
    commitment departure due = day 9 09:00

Numbers are 0 to 1, of bonds -1 to 1; `none` takes a resident, or a due time, away. A mistake is
told in a sentence with a way out (`ChangeMistaken`), before anything happens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kizuna.clock import parse_moment
from kizuna.event import Event
from kizuna.problems import did_you_mean
from kizuna.state.belief import odds_of, proposition
from kizuna.state.feeling import FEELINGS
from kizuna.state.memory import VALUES
from kizuna.state.person import ADULT_AGE, NEEDS
from kizuna.world.change import ChangeMistaken, Taken
from kizuna.world.rules import World

LASTING_FEELING_S = 86400.0
"""Half-life of a feeling that a branch supposes (a choice)."""
SUREST = 0.995
FLAGS = {"true": True, "yes": True, "false": False, "no": False}
POWER_FLAGS = ("guards host", "obeys deep wish", "stands down")
BOND_NAMES = (*VALUES, "kin", "well")
BELOW_ZERO = ("affection", "trust", "respect")


@dataclass(frozen=True, slots=True)
class Draft:
    """An event of a branch that has no number yet."""

    kind: str
    roles: Mapping[str, str]
    data: Mapping[str, Any]
    place: str | None = None


def drafts_of(text: str, world: World) -> tuple[Draft, ...]:
    """The events a setting is told by. ChangeMistaken when it says nothing that can be set."""
    said, is_set, value = text.partition("=")
    noun, _, rest = said.strip().partition(" ")
    if not is_set or not value.strip():
        raise ChangeMistaken(f"{text!r} sets nothing: write 'trait sakura pride = 0.2'")
    reader = NOUNS[_one_of(noun, NOUNS, "what can be set")]
    return reader(rest.strip(), value.strip(), Names(world), text.strip())


class Names:
    """The names of a world that a setting may use, found when they are asked for."""

    def __init__(self, world: World) -> None:
        self.world = world

    def of(self, kind: str, datum: str = "", who: str = "") -> tuple[str, ...]:
        """Names that opening events of a kind give."""
        found = (e for e in self.world.opening if e.kind == kind)
        if who:
            found = (e for e in found if e.roles.get("who") == who)
        return tuple(_name(event, datum) for event in found)

    def person(self, id_: str) -> str:
        """An id, if somebody has it."""
        return _one_of(id_, self.of("PersonEntered"), "the people")

    def split(self, rest: str) -> tuple[str, str]:
        """A person, and what is said of them."""
        who, _, name = rest.partition(" ")
        return self.person(who), name.strip()


def _name(event: Event, datum: str) -> str:
    return str(event.data[datum]) if datum else event.roles["who"]


def _one_of(name: str, known: Iterable[str], what: str) -> str:
    if name in known:
        return name
    way_out = did_you_mean(name, known)
    raise ChangeMistaken(f"{name!r} is not among {what}" + (f"; {way_out}" if way_out else ""))


def _number(value: str, low: float, high: float) -> float:
    try:
        number = float(value)
    except ValueError:
        number = high + 1.0
    if not low <= number <= high:
        raise ChangeMistaken(
            f"{value!r} cannot stand here: write a number from {low:g} to {high:g}"
        )
    return number


def _supposed(says: str, roles: Mapping[str, str] | None = None, **data: Any) -> Draft:
    return Draft("Supposed", roles or {}, {"says": says, **data})


def suppose_seed(seed: int) -> Draft:
    """Other dice from here on."""
    return _supposed(f"seed {seed}", noun="seed", value=seed)


def suppose_without(each: Taken, text: str) -> Draft:
    """Somebody away, or a belief or power taken away, from here on."""
    says = f"without {text}"
    if each.noun == "person":
        return _supposed(says, {"who": each.name}, noun="absence")
    return _supposed(says, {"who": each.who}, noun=each.noun, name=each.name)


# One function for each noun. --------------------------------------------------------------------


def _trait(rest: str, value: str, names: Names, says: str) -> tuple[Draft, ...]:
    who, name = names.split(rest)
    _one_of(name, names.world.traits, "the traits of this world")
    number = _number(value, 0.0, 1.0)
    return (_supposed(says, {"who": who}, noun="trait", name=name, value=number),)


def _age(rest: str, value: str, names: Names, says: str) -> tuple[Draft, ...]:
    who, number = names.person(rest), _number(value, 0.0, 200.0)
    return (_supposed(says, {"who": who}, noun="age", value=int(number)),)


def _need(rest: str, value: str, names: Names, says: str) -> tuple[Draft, ...]:
    who, name = names.split(rest)
    levels = {_one_of(name, NEEDS, "the needs"): _number(value, 0.0, 1.0)}
    return (_supposed(says), Draft("NeedChanged", {"who": who}, {"levels": levels}))


def _energy(rest: str, value: str, names: Names, says: str) -> tuple[Draft, ...]:
    who, name = names.split(rest)
    levels = {_one_of(name, names.world.energies, "the energies"): _number(value, 0.0, 1.0)}
    return (_supposed(says), Draft("EnergyChanged", {"who": who}, {"levels": levels}))


def _bond(rest: str, value: str, names: Names, says: str) -> tuple[Draft, ...]:
    found = re.fullmatch(r"(\S+)\s*->\s*(\S+)\s+(.+)", rest)
    if not found:
        raise ChangeMistaken(f"{says!r} names no bond: write 'bond lee -> gai respect = 0.9'")
    from_, toward = names.person(found[1]), names.person(found[2])
    name = _one_of(found[3].strip(), BOND_NAMES, "what a bond holds")
    number = _number(value, -1.0 if name in BELOW_ZERO else 0.0, 1.0)
    data: dict[str, Any] = {"noun": "bond", "name": name, "value": number}
    if name == "attraction":
        _refuse_minors(names.world, from_, toward)
        data["attraction"] = number
    return (_supposed(says, {"from": from_, "toward": toward}, **data),)


def _refuse_minors(world: World, *people: str) -> None:
    for event in world.opening:
        if event.kind == "PersonEntered" and event.roles["who"] in people:
            if not event.data["age"] >= ADULT_AGE:
                raise ChangeMistaken(
                    f"{event.roles['who']!r} is not an adult; romance exists only between adults"
                )


def _belief(rest: str, value: str, names: Names, says: str) -> tuple[Draft, ...]:
    who, text = names.split(rest)
    text = text.strip("\"'")
    try:
        told = proposition(text)
    except ValueError as error:
        raise ChangeMistaken(f"{text!r} is not a proposition: write 'hates(lee, gai)'") from error
    predicate = names.world.predicates.get(told.predicate)
    if predicate is None:
        _one_of(told.predicate, names.world.predicates, "the predicates of this world")
    elif len(predicate.names) != len(told.names):
        raise ChangeMistaken(f"{text!r} needs {len(predicate.names)} names")
    sure = min(SUREST, max(1.0 - SUREST, _number(value, 0.0, 1.0)))
    data = {"proposition": str(told), "odds": odds_of(sure)}
    return (_supposed(says), Draft("BeliefRevised", {"who": who}, data))


def _feeling(rest: str, value: str, names: Names, says: str) -> tuple[Draft, ...]:
    who, what = names.split(rest)
    kind, _, toward = what.partition(" toward ")
    roles = {"who": who} | ({"toward": names.person(toward.strip())} if toward else {})
    data = {
        "feeling": _one_of(kind.strip(), FEELINGS, "the feelings"),
        "strength": _number(value, 0.0, 1.0), "half_life": LASTING_FEELING_S,
    }  # fmt: skip
    return (_supposed(says), Draft("FeelingFelt", roles, data))


def _power(rest: str, value: str, names: Names, says: str) -> tuple[Draft, ...]:
    who, what = names.split(rest)
    name, _, flag = what.partition(" ")
    _one_of(name, names.of("PowerGiven", "name", who), f"the powers of {who}")
    if flag == "cost":
        flags: dict[str, Any] = {"cost": _number(value, 0.0, 1.0)}
    else:
        spelled = _one_of(flag.strip(), POWER_FLAGS, "what is said of a power").replace(" ", "_")
        flags = {spelled: FLAGS[_one_of(value, FLAGS, "true and false")]}
    return (_supposed(says, {"who": who}, noun="power", name=name, flags=flags),)


def _resident(rest: str, value: str, names: Names, says: str) -> tuple[Draft, ...]:
    being = "" if value == "none" else _one_of(value, names.world.residents, "the residents")
    return (_supposed(says, {"who": names.person(rest)}, noun="resident", value=being),)


def _place(rest: str, value: str, names: Names, says: str) -> tuple[Draft, ...]:
    place = _one_of(value, names.of("PlaceMade", "id"), "the places")
    return (_supposed(says, {"who": names.person(rest)}, noun="place", value=place),)


def _commitment(rest: str, value: str, names: Names, says: str) -> tuple[Draft, ...]:
    name = _one_of(rest.removesuffix(" due"), names.of("CommitmentMade", "name"), "what is owed")
    try:
        due = None if value == "none" else parse_moment(value)
    except ValueError as error:
        raise ChangeMistaken(str(error)) from error
    return (_supposed(says, noun="commitment", name=name, value=due),)


NOUNS: Mapping[str, Callable[[str, str, Names, str], tuple[Draft, ...]]] = {
    "trait": _trait,
    "age": _age,
    "need": _need,
    "energy": _energy,
    "bond": _bond,
    "belief": _belief,
    "feeling": _feeling,
    "power": _power,
    "resident": _resident,
    "place": _place,
    "commitment": _commitment,
}
