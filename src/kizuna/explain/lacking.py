"""lacking: a part of a condition that did not hold, in words, with the values as they were.

    "how fond Taro was of Jiro: 0.28, and it takes more than 0.60"
    "Naruto was not awake"
    "one of these would have done, and none was so: ...; ..."

What an author wrote as a formula is read word by word (see `readings`); the formula itself stands
beside it in JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kizuna.explain.naming import worded
from kizuna.explain.readings import FLAGS, NUMBERS
from kizuna.explain.record import Record
from kizuna.explain.verdict import Missing, in_roles, value_told
from kizuna.state.feeling import FEELINGS
from kizuna.tell.grammar import joined
from kizuna.world.expr import Compare, Do, Expr, Name, Number, Read, Tree, evaluate

TAKES = {">": "more than", "<": "less than", ">=": "at least", "<=": "at most", "==": "just"}
OWED = {"i_owe": "{who} owed {whom} nothing of the kind for a lost wager"}
"""Numbers that are names of things."""
TURNED = {">": "<", "<": ">", ">=": "<=", "<=": ">=", "==": "=="}
ENDS = {"i": ("actor", ""), "j": ("target", ""), "k": ("about", ""), "ij": ("actor", "target"),
        "ik": ("actor", "about"), "b": ("target", "about"), "t": ("", "")}  # fmt: skip
"""Whom a word with this row is said of, and toward whom."""


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody by name, with pronouns for the second time."""

    name: str
    them: str
    their: str

    def __str__(self) -> str:
        return self.name


def lacking(record: Record, missing: Missing) -> str:
    """What was not so, as a clause without point."""
    if missing.part is None:
        return f"it takes {missing}"
    said = _Said(record, missing.people, missing.values, missing.is_unseen)
    told = said.lacks(missing.part)
    return f"it takes {missing}" if told is None else told


@dataclass(frozen=True, slots=True)
class _Said:
    """Words said of the people at hand, with the values as they were."""

    record: Record
    people: Mapping[str, str]
    values: Mapping[str, float | bool]
    is_unseen: bool

    def lacks(self, part: Tree) -> str | None:
        """Why a part does not hold; None for what cannot be read out."""
        match part:
            case Read(name):
                return self._flag(name, is_so=False)
            case Do("not", (Read(name),)):
                return self._flag(name, is_so=True)
            case Compare((sign,), (left, right)):
                return self._compared(sign, left, right)
            case Do("and", parts):
                return self._each([each for each in parts if not self._holds(each)], " and ")
            case Do("or", parts):
                return self._neither(parts)
        return None

    def _holds(self, part: Tree) -> bool:
        return bool(evaluate(Expr("", part), lambda name: self.values[in_roles(name.spelling)]))

    def _each(self, parts: list[Tree], between: str) -> str | None:
        told = [self.lacks(each) for each in parts]
        return None if None in told else between.join(dict.fromkeys(filter(None, told)))

    def _neither(self, parts: tuple[Tree, ...]) -> str | None:
        told = self._each([*_alternatives(parts)], "; ")
        if told is None or "; " not in told:
            return told
        return f"one of these would have done, and none was so: {told}"

    def _flag(self, name: Name, *, is_so: bool) -> str:
        who, whom = self._ends(name)
        if self.is_unseen and name.index == "j":
            return f"{who} was elsewhere, out of sight"
        yes, no = FLAGS.get(name.column) or _plain_flag(name)
        return (yes if is_so else no).format(who=who, whom=whom)

    def _compared(self, sign: str, left: Tree, right: Tree) -> str | None:
        if isinstance(left, Number):
            sign, left, right = TURNED.get(sign, sign), right, left
        if not isinstance(right, Number | Read) or sign not in TAKES:
            return None
        takes = f"it takes {TAKES[sign]} {self._bound(right)}"
        if isinstance(left, Read):
            return self._measured(left.name, sign, takes)
        names = Expr("", left).names()
        told = joined([f"{self._thing(name)} ({self._value(name)})" for name in names])
        if _is_greatest(left):
            return f"{takes} of one of these: {told}"
        return f"{takes} of these taken together: {told}"

    def _bound(self, right: Number | Read) -> str:
        if isinstance(right, Number):
            return _figure(right.value)
        return f"{self._thing(right.name)} ({self._value(right.name)})"

    def _measured(self, name: Name, sign: str, takes: str) -> str:
        if self.is_unseen and name.index == "j":
            return f"{self._ends(name)[0]} was elsewhere, out of sight"
        if name.column in OWED and sign == "==":
            who, whom = self._ends(name)
            return OWED[name.column].format(who=who, whom=whom)
        value = self._value(name)
        if takes.endswith(f" {value}"):
            value = f"{float(self.values[in_roles(name.spelling)]):.4f}"
        return f"{self._thing(name)}: {value}, and {takes}"

    def _thing(self, name: Name) -> str:
        who, whom = self._ends(name)
        return _words_of(name).format(who=who, whom=whom)

    def _value(self, name: Name) -> str:
        return value_told(self.values[in_roles(name.spelling)])

    def _ends(self, name: Name) -> tuple[Called, Called]:
        who, whom = (self._called(role) for role in ENDS[name.index])
        turned = name.table == "between" and name.column == "menace"
        return (whom, who) if turned else (who, whom)

    def _called(self, role: str) -> Called:
        id_ = self.people.get(role, "")
        if not id_:
            return Called("somebody", "them", "their")
        pronoun = self.record.wording.pronoun(id_)
        return Called(self.record.wording.name(id_), pronoun.object, pronoun.possessive)


def _alternatives(parts: tuple[Tree, ...]) -> list[Tree]:
    """Each thing that would have done, the ones within brackets, too."""
    found: list[Tree] = []
    for part in parts:
        if isinstance(part, Do) and part.operator == "or":
            found += _alternatives(part.operands)
        else:
            found.append(part)
    return found


def _is_greatest(tree: Tree) -> bool:
    """Whether it is the greatest of some words that counts."""
    if isinstance(tree, Do) and tree.operator == "max":
        return all(map(_is_greatest, tree.operands))
    return isinstance(tree, Read)


def _words_of(name: Name) -> str:
    column = name.column.removeprefix("felt_").removeprefix("shows_")
    between = NUMBERS.get(f"{column} between") if name.table == "between" else None
    if between is not None:
        return between
    if column in FEELINGS and (name.table == "person" or column != "fear"):
        return f"{{who}}'s {worded(column)}{' toward {whom}' if name.table == 'bond' else ''}"
    if column.startswith("want_"):
        return f"how hungry {{who}} was for {worded(column.removeprefix('want_'))}"
    whom = " toward {whom}" if name.table == "bond" else ""
    return NUMBERS.get(column) or f"{{who}}'s {worded(column)}{whom}"


def _plain_flag(name: Name) -> tuple[str, str]:
    """ "was asleep", "had a home", "it was quiet there": by how a flag begins."""
    first, _, rest = name.column.partition("_")
    what = worded(rest)
    if name.spelling.startswith("here."):
        return PLACES.get(rest, (f"it was {what} there", f"it was not {what} there"))
    begins = {"is": ("was", "was not"), "has": ("had a", "had no"), "can": ("could", "could not")}
    yes, no = begins.get(first, ("was", "was not"))
    return f"{{who}} {yes} {what}", f"{{who}} {no} {what}"


def _place(what: str) -> tuple[str, str]:
    return f"that place was {what}", f"that place was not {what}"


PLACES: Mapping[str, tuple[str, str]] = {
    "open": ("it was under the open sky", "it was not under the open sky"),
    "bed": ("there was a bed", "there was no bed"),
    "healing": _place("one of healing"),
    "lodging": _place("one to lodge at"),
    "office": _place("an office"),
    "gate": _place("a gate"),
    "road": _place("a road"),
    "yard": _place("a yard"),
    "water": _place("by the water"),
    "settlement": _place("among houses"),
}


def _figure(value: float) -> str:
    return f"{value:.0f}" if value == int(value) and abs(value) > 1 else f"{value:.2f}"
