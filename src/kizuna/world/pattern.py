"""A pattern: the one kind of question that is asked of what happened.

What sets off a reflex, what wins a wager, what brings a memory back, what a story is expected to
contain: each is a handful of clauses that events must fit, one after another.

    name: another one
    sequence:
      - insult: {did: speak_ill, actor: "?foe", target: lee}
      - {did: defend, actor: lee, target: "?foe", because: insult, within: 10 min}
    unless:
      - {did: apologise, actor: "?foe", after: insult}

A clause says what one event must be like. Its event may carry a label, so that later clauses can
say that they rest on it (`because`) or how long after it they come. A word with a question mark is
a variable: it holds what it met first, and different variables hold different values unless the
pattern says they `may be same`. What an `unless` describes must not come in between.

    did: [insult, strike]                   a practice, or one of several; the kind is Did
    actor: {not: lee}                       not lee; "!= lee" asks for somebody who is not lee
    strength: {all: ["> 0.2", "< 0.5"]}     each of several; a list has a member for each
    proposition: "harmed(*, ?b)"            argument by argument
    because: {of: insult, by: motivated}    causes of a type; a list asks for every one
    directly because: {kind: ReflexActed}   one step back, to any event like this
    within: {span: 2 h, of: insult}         since another clause than the one before
    times: 3                                at three different seconds
    any of: [...]                           beside what all the choices share
    in any order: [...]                     in place of one clause

A pattern keeps one match per cast (the earliest for each set of bindings), all, or only the first.

`compile_pattern` reads such data, tells every mistake with its place, and gives a frozen `Pattern`;
`kizuna.world.match` looks for it among events.
"""

from __future__ import annotations

import difflib
import operator
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import Any, Literal, TypeAlias, get_args

from kizuna.clock import parse_span
from kizuna.event import CAUSE_TYPES, Event
from kizuna.problems import Mark, Problems, did_you_mean

Value: TypeAlias = str | int | float | bool
Bindings: TypeAlias = tuple[Value | None, ...]
"""What each variable of a pattern holds, in the order of `Pattern.variables`; None: nothing yet."""

FieldPath: TypeAlias = tuple[str, ...]
"""Where in an event a value stands: ("kind",), ("place",), ("data", "x", "y"), or a bare name that
is a role or, when there is no such role, a datum."""

Head: TypeAlias = tuple[str | None, str | None]
"""The kind and the practice an event must have; None: any."""

Keep: TypeAlias = Literal["all", "first", "one per cast"]
KEEPS: tuple[Keep, ...] = get_args(Keep)

DataPath: TypeAlias = tuple[str | int, ...]
MarkAt: TypeAlias = Callable[[DataPath], Mark | None]

PATTERN_KEYS = ("name", "sequence", "unless", "may be same", "keep")
TIMING_KEYS = ("within", "after")
FIELD_KEYS = ("kind", "did", "place")
COMPOUND_KEYS = ("because", "directly because", "any of")
VALUE_FORMS = ("not", "any", "all")
MEANT_FOR: Mapping[str, str] = {
    "in any order": "it takes the place of a whole clause of the sequence",
    "within": "time is told of clauses of the sequence; a datum is data.within",
    "after": "time is told of clauses of the sequence; a datum is data.after",
    "times": "only a clause of the sequence is counted; a datum is data.times",
    "before": "'before' ends an unless; a datum is data.before",
    "including closing": "it belongs to an unless",
    "anyone": "it belongs to an unless; for a value write {any: true}",
}
CLAUSE_KEYS = (*FIELD_KEYS, *COMPOUND_KEYS, *MEANT_FOR)
UNLESS_KEYS = ("after", "before", "including closing", "anyone")
PERSON_ROLES = ("actor", "target", "who", "whom")
"""The roles that always hold a person; others may hold a topic or a thing."""

MOST_TIMES = 1_000
DEEPEST_PATH = 24
"""A path into a pattern has at most so many parts; nobody reads what is nested deeper."""

DEEPEST_PROPOSITION = 8
LONGEST_KEY = 40
TOO_CLOSE = 0.85
"""A key this similar to a word of the language is taken for a slip of the pen."""

WORD = r"[^\W\d][\w-]*"
KEY = re.compile(rf"{WORD}|(?:data|roles)(?:\.{WORD})+")
LABEL = re.compile(r"[^\W\d][\w -]*")
VARIABLE = re.compile(r"\?([^\W\d]\w*)")
COMPARISON = re.compile(r"(>=|<=|!=|==|=|>|<)(.*)", re.DOTALL)
PROPOSITION = re.compile(r"([^\W\d]\w*)\((.*)\)", re.DOTALL)

COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


# What a value must be. Each answers with the bindings under which the found value will do: none,
# the ones it was given, or larger ones. A list that is found will do when one of its members does.


@dataclass(frozen=True, slots=True)
class Equals:
    """This very value. True is not 1."""

    value: Value

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """The bindings as they are, or none."""
        if found.__class__ is str:
            return (bindings,) if found == self.value else ()
        return (bindings,) if any(is_same(one, self.value) for one in each(found)) else ()


@dataclass(frozen=True, slots=True)
class Variable:
    """Whatever it holds already; else it takes hold of what is found, if no rival holds it."""

    name: str
    at: int
    rivals: tuple[int, ...] = ()

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """One solution for each value it can hold."""
        held = bindings[self.at]
        if held is not None:
            return (bindings,) if any(is_same(one, held) for one in each(found)) else ()
        return tuple(
            (*bindings[: self.at], one, *bindings[self.at + 1 :])
            for one in each(found)
            if isinstance(one, (str, int, float)) and not self._is_taken(one, bindings)
        )

    def _is_taken(self, one: Value, bindings: Bindings) -> bool:
        return any(is_same(one, bindings[rival]) for rival in self.rivals)


@dataclass(frozen=True, slots=True)
class Proposition:
    """A proposition such as "holds_dear(?a, *)", compared argument by argument."""

    head: str
    arguments: tuple[Wanted, ...]

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """What the arguments bind together."""
        return tuple(more for one in each(found) for more in self._solve_one(one, bindings))

    def _solve_one(self, one: object, bindings: Bindings) -> tuple[Bindings, ...]:
        if not isinstance(one, str) or not one.lstrip().startswith(self.head):
            return ()
        parts = proposition_parts(one)
        if parts is None or parts[0] != self.head or len(parts[1]) != len(self.arguments):
            return ()
        answers: tuple[Bindings, ...] = (bindings,)
        for wanted, part in zip(self.arguments, parts[1], strict=True):
            answers = tuple(more for answer in answers for more in wanted.solve(part, answer))
        return answers


@dataclass(frozen=True, slots=True)
class Compare:
    """A number on one side of another: "> 0.5"."""

    sign: str
    number: float

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """The bindings as they are, or none; what is no number never compares."""
        return (bindings,) if any(self._holds(one) for one in each(found)) else ()

    def _holds(self, one: object) -> bool:
        is_number = isinstance(one, (int, float)) and not isinstance(one, bool)
        return is_number and COMPARE[self.sign](one, self.number)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Present:
    """Anything at all, or (when `is_wanted` is false) nothing."""

    is_wanted: bool = True

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """The bindings as they are, or none."""
        return (bindings,) if any(True for _ in each(found)) is self.is_wanted else ()


@dataclass(frozen=True, slots=True)
class Not:
    """Not so. Holds also when nothing is there."""

    wanted: Wanted

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """The bindings as they are, or none."""
        return () if self.wanted.solve(found, bindings) else (bindings,)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several."""

    choices: tuple[Wanted, ...]

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """The solutions of every choice."""
        return tuple(more for choice in self.choices for more in choice.solve(found, bindings))


@dataclass(frozen=True, slots=True)
class AllOf:
    """Each of several: for numbers in a range, or for a list that must hold two things."""

    parts: tuple[Wanted, ...]

    def solve(self, found: object, bindings: Bindings) -> tuple[Bindings, ...]:
        """What the parts bind together."""
        answers: tuple[Bindings, ...] = (bindings,)
        for part in self.parts:
            answers = tuple(more for answer in answers for more in part.solve(found, answer))
        return answers


Wanted: TypeAlias = Equals | Variable | Proposition | Compare | Present | Not | AnyOf | AllOf


def each(found: object) -> tuple[object, ...] | list[object]:
    """The members of what was found: of a list its own, of one value itself, of nothing none."""
    if found is None:
        return ()
    return found if isinstance(found, (list, tuple)) else (found,)


def is_same(one: object, other: object) -> bool:
    """Equal, and not a flag on one side with a number on the other."""
    return one == other and isinstance(one, bool) is isinstance(other, bool)


def proposition_parts(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Head and outermost arguments of "hates(lee, gaara)"; None when it is no proposition."""
    found = PROPOSITION.fullmatch(text.strip())
    if not found:
        return None
    arguments, depth, start = [], 0, 0
    for at, sign in enumerate(found[2]):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return None
        if sign == "," and depth == 0:
            arguments.append(found[2][start:at].strip())
            start = at + 1
    last = found[2][start:].strip()
    if depth:
        return None
    return found[1], (*arguments, last) if arguments or last else ()


# What was understood: the nouns of a compiled pattern. Clauses are named by their position.


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the event, and what it must be."""

    path: FieldPath
    wanted: Wanted

    def read(self, event: Event) -> object:
        """What the event has there; None when nothing."""
        return read_field(event, self.path)


@dataclass(frozen=True, slots=True)
class Because:
    """The event must rest on an earlier one: any that fits `likeness`, or else that of `clause`.

    `by` names the types every step of the way must have (empty: any type); `directly` allows one
    step only. `variables` are those that the likeness speaks of, `heads` those that an event like
    it can have.
    """

    clause: int
    likeness: Likeness | None
    by: tuple[str, ...] = ()
    directly: bool = False
    variables: tuple[int, ...] = ()
    heads: tuple[Head, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """What one event must be like: all fields, one of the alternatives, and all its grounds."""

    fields: tuple[Field, ...]
    alternatives: tuple[Likeness, ...] = ()
    grounds: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True)
class Watch:
    """Where to be reminded of: events with this head that have these values at these paths.

    An event that fits has them; not every event that has them fits.
    """

    head: Head
    paths: tuple[FieldPath, ...]
    wanted: tuple[Equals | Variable, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """At least and at most so many seconds since a clause was done.

    `since` None: since the step before was done, or, in the opening step, since the first event.
    """

    least_s: int
    most_s: int | None
    since: int | None


@dataclass(frozen=True, slots=True)
class Clause:
    """One place in the sequence, to be filled by `times` events at as many distinct seconds."""

    label: str
    likeness: Likeness
    times: int = 1
    gaps: tuple[Gap, ...] = ()
    watches: tuple[Watch, ...] = ()


@dataclass(frozen=True, slots=True)
class Unless:
    """What must not happen after one clause is done and before another begins.

    Without `after` the watch starts with the first event, without `before` it lasts to the
    completing one. The event that ends it does no harm, unless `including_closing`.
    """

    likeness: Likeness
    after: int | None = None
    before: int | None = None
    including_closing: bool = False
    watches: tuple[Watch, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """Clauses in steps, what must not come between, and how much of it to keep.

    A step is the positions of one clause, or of several that may come in any order. `given` names
    variables that must be bound before anyone looks for it; `cast` is what is bound. `recalled`
    says for each step which clauses' events still matter from then on.
    """

    name: str
    clauses: tuple[Clause, ...]
    steps: tuple[tuple[int, ...], ...]
    unless: tuple[Unless, ...] = ()
    variables: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    cast: Bindings = ()
    keep: Keep = "one per cast"
    recalled: tuple[tuple[int, ...], ...] = ()

    def bind(self, values: Mapping[str, Value]) -> Pattern:
        """The same pattern with variables held from the start. KeyError when it has none such."""
        unknown = [name for name in values if name not in self.variables]
        if unknown:
            raise KeyError(f"pattern {self.name!r} has no variable ?{unknown[0]}")
        cast = zip(self.variables, self.cast, strict=True)
        return replace(self, cast=tuple(values.get(name, held) for name, held in cast))

    def unbound(self) -> tuple[str, ...]:
        """The given variables that nobody has bound yet."""
        held = dict(zip(self.variables, self.cast, strict=True))
        return tuple(name for name in self.given if held[name] is None)


def all_grounds(likeness: Likeness) -> Iterator[Because]:
    """The grounds of a likeness, those of its choices, and those of what it rests on."""
    for ground in likeness.grounds:
        yield ground
        if ground.likeness:
            yield from all_grounds(ground.likeness)
    for choice in likeness.alternatives:
        yield from all_grounds(choice)


def read_field(event: Event, path: FieldPath) -> object:
    """What an event has at a path; None when nothing."""
    if len(path) > 1:
        return _read_deep(event.data if path[0] == "data" else event.roles, path[1:])
    name = path[0]
    if name == "kind":
        return event.kind
    if name == "place":
        return event.place
    role = event.roles.get(name)
    return event.data.get(name) if role is None else role


def _read_deep(found: object, path: FieldPath) -> object:
    for name in path:
        if not isinstance(found, Mapping):
            return None
        found = found.get(name)
    return found


# From what was written to what was understood. A mistake is reported and something harmless is put
# in its place, so that one reading finds them all.


def compile_pattern(
    data: object,
    problems: Problems,
    mark_at: MarkAt = lambda _path: None,
    *,
    name: str = "",
    given: Iterable[str] = (),
    known_kinds: Collection[str] | None = None,
    known_practices: Collection[str] | None = None,
    known_people: Collection[str] | None = None,
) -> Pattern | None:
    """The pattern that plain data describes, or None when a mistake was reported.

    `data` is a mapping of PATTERN_KEYS, a list of clauses, or a single clause. `mark_at` gives the
    place of a path into `data`. `given` are variables (without question mark) that the caller will
    bind. Kinds, practices and people are checked only when the known ones are given.
    """
    words = {
        "kind": _Words("kind of event", "unknown-kind", known_kinds),
        "did": _Words("practice", "unknown-practice", known_practices),
        **{role: _Words("person", "unknown-person", known_people) for role in PERSON_ROLES},
    }
    mistakes_before = len(problems)
    sections, sequence_path = _sections(data)
    reading = _Reading(problems, mark_at, words, tuple(given))
    pattern = reading.pattern(sections, sequence_path, name)
    return pattern if len(problems) == mistakes_before else None


def _sections(data: object) -> tuple[object, DataPath]:
    """A pattern with all its parts, and where its sequence stands; it may be written short."""
    if isinstance(data, list):
        return {"sequence": data}, ()
    if not isinstance(data, dict) or "sequence" in data:
        return data, ("sequence",)
    parts = {key: value for key, value in data.items() if key in PATTERN_KEYS}
    clause = {key: value for key, value in data.items() if key not in PATTERN_KEYS}
    return {**parts, "sequence": clause or None}, ()


@dataclass(frozen=True, slots=True)
class _Words:
    """What is known of one noun, when the caller said so."""

    noun: str
    problem: str
    known: Collection[str] | None


@dataclass(frozen=True, slots=True)
class _Body:
    """A mapping that was written somewhere, and the label in front of it."""

    data: Mapping[Any, Any]
    path: DataPath
    label: str = ""

    def at(self, key: str) -> DataPath:
        return (*self.path, key)


@dataclass(frozen=True, slots=True)
class _Step:
    """One clause, or a group in any order with the timing that all of it shares."""

    bodies: tuple[_Body, ...]
    group: _Body | None = None


@dataclass(frozen=True, slots=True)
class _Scope:
    """What may be spoken of at one place: clauses done by then and variables surely bound."""

    clauses: tuple[int, ...]
    sure: frozenset[int] = frozenset()
    anyone: frozenset[int] = frozenset()

    def knowing(self, fields: Iterable[Field]) -> _Scope:
        return replace(self, sure=self.sure.union(*(_binds(each.wanted) for each in fields)))


@dataclass(slots=True)
class _Reading:
    """One pattern being read: where to tell mistakes, and what has been understood so far."""

    problems: Problems
    mark_at: MarkAt
    words: Mapping[str, _Words]
    given: tuple[str, ...]
    variables: tuple[str, ...] = ()
    rivals: tuple[tuple[int, ...], ...] = ()
    labels: list[str] = field(default_factory=list)
    steps: list[tuple[int, ...]] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    sure_before: list[frozenset[int]] = field(default_factory=list)

    def report(self, name: str, path: DataPath, message: str, way_out: str) -> None:
        self.problems.report(name, self.mark_at(path), message, way_out)

    # The whole pattern.

    def pattern(self, data: object, sequence_path: DataPath, name: str) -> Pattern | None:
        if not isinstance(data, dict) or _is_too_deep(data):
            way_out = "write a clause such as {did: insult, target: lee}, or a list of clauses"
            self.report("pattern-shape", (), "this is no pattern anyone could read", way_out)
            return None
        self.variables = _variables_in([data["sequence"], data.get("unless")], self.given)
        self.rivals = self.all_rivals(data.get("may be same"))
        self.check_keys(data)
        self.read_sequence(data["sequence"], sequence_path)
        if not self.clauses:
            return None
        unless = [self.unless(*item) for item in _items(data.get("unless"), ("unless",))]
        return self.whole(
            str(data.get("name", name)),
            tuple(each for each in unless if each),
            self.keep(data.get("keep", "one per cast")),
        )

    def whole(self, name: str, unless: tuple[Unless, ...], keep: Keep) -> Pattern:
        clauses, steps = tuple(self.clauses), tuple(self.steps)
        return Pattern(
            name=name,
            clauses=clauses,
            steps=steps,
            unless=unless,
            variables=self.variables,
            given=self.given,
            cast=(None,) * len(self.variables),
            keep=keep,
            recalled=tuple(_recalled(clauses, steps, unless, at) for at in range(len(steps))),
        )

    def check_keys(self, data: Mapping[Any, Any]) -> None:
        for key in data:
            if key not in PATTERN_KEYS:
                way_out = did_you_mean(str(key), PATTERN_KEYS)
                self.report("unknown-key", (key,), f"a pattern has no {key!r}", way_out)

    def keep(self, written: object) -> Keep:
        for keep in KEEPS:
            if written == keep:
                return keep
        way_out = "write all, first, or one per cast"
        self.report("unknown-keep", ("keep",), f"a pattern cannot keep {written!r}", way_out)
        return "all"

    def all_rivals(self, may_be_same: object) -> tuple[tuple[int, ...], ...]:
        """For each variable the ones that must hold something else."""
        everyone = range(len(self.variables))
        if may_be_same is True:
            return ((),) * len(everyone)
        same = self.same_pairs(may_be_same)
        return tuple(
            tuple(other for other in everyone if other != one and (one, other) not in same)
            for one in everyone
        )

    def same_pairs(self, written: object) -> frozenset[tuple[int, int]]:
        pairs: list[tuple[int, int]] = []
        for group, path in _items(written, ("may be same",)):
            if not isinstance(group, list) or len(group) < 2:
                way_out = 'write pairs: [["?a", "?b"]], or true for all variables'
                self.report("pattern-shape", path, f"{group!r} is no pair of variables", way_out)
                continue
            places = [self.variable_place(name, path) for name in group]
            pairs += [pair for a, b in combinations(places, 2) for pair in ((a, b), (b, a))]
        return frozenset(pairs)

    def variable_place(self, written: object, path: DataPath) -> int:
        written = _unquoted(written)
        found = VARIABLE.fullmatch(written) if isinstance(written, str) else None
        if found and found[1] in self.variables:
            return self.variables.index(found[1])
        way_out = did_you_mean(str(written), [f"?{name}" for name in self.variables])
        way_out = way_out or "name a variable that a clause speaks of, such as ?foe"
        self.report("unknown-variable", path, f"no clause speaks of {written!r}", way_out)
        return -1

    # The sequence, its steps and labels.

    def read_sequence(self, written: object, path: DataPath) -> None:
        items = _items(written, path)
        if not items:
            way_out = "give it at least one clause, such as {did: insult, target: lee}"
            self.report("empty-pattern", path, "this pattern asks for nothing", way_out)
        steps = [step for item, at in items if (step := self.step(item, at)) is not None]
        for step in steps:
            self.steps.append(tuple(self.name_clause(body) for body in step.bodies))
        sure = frozenset(self.variables.index(name) for name in self.given)
        for step, places in zip(steps, self.steps, strict=True):
            self.sure_before.append(sure)
            self.read_step(step, _Scope(tuple(range(places[0])), sure))
            sure = sure.union(*(_surely_binds(self.clauses[at].likeness) for at in places))

    def step(self, item: object, path: DataPath) -> _Step | None:
        body = self.body(item, path)
        if body is None:
            return None
        if "in any order" not in body.data:
            return _Step((body,))
        self.check_group(body)
        members = _items(body.data["in any order"], body.at("in any order"))
        bodies = [found for member in members if (found := self.body(*member)) is not None]
        return _Step(tuple(bodies), body) if bodies else None

    def check_group(self, body: _Body) -> None:
        members = body.data["in any order"]
        if not isinstance(members, list) or len(members) < 2:
            way_out = "list two or more clauses under 'in any order'"
            self.report("clause-shape", body.path, "there is nothing to put in order", way_out)
        if body.label:
            way_out = "label the clauses in it instead"
            self.report("label-shape", body.path, "a group cannot have a label", way_out)
        for key in body.data:
            if key not in ("in any order", *TIMING_KEYS):
                way_out = "beside 'in any order' only within and after may stand"
                self.report("unknown-key", body.at(key), f"a group has no {key!r}", way_out)

    def body(self, item: object, path: DataPath) -> _Body | None:
        """A clause as written, taken out from under its label."""
        if isinstance(item, dict) and item:
            if not _is_labelled(item):
                return _Body(item, path)
            ((label, inner),) = item.items()
            self.check_label(label, path)
            if inner:
                return _Body(inner, (*path, label), label)
        way_out = "write what the event must be like: {did: insult, target: lee}"
        self.report("clause-shape", path, "this is no clause", way_out)
        return None

    def check_label(self, label: str, path: DataPath) -> None:
        if not LABEL.fullmatch(label):
            way_out = "a label is a word of letters, such as insult"
            self.report("label-shape", path, f"{label!r} cannot be a label", way_out)

    def name_clause(self, body: _Body) -> int:
        """Enter the next clause under its label or its number; its position."""
        label = body.label or f"#{len(self.labels) + 1}"
        if label in self.labels:
            way_out = "give each clause a label of its own"
            self.report("label-twice", body.path, f"two clauses are called {label!r}", way_out)
        self.labels.append(label)
        return len(self.labels) - 1

    def place_of(self, label: object, path: DataPath, scope: _Scope) -> int:
        """The position of a labelled clause, which must surely be done at this point."""
        if label not in self.labels:
            written = [known for known in self.labels if not known.startswith("#")]
            way_out = did_you_mean(str(label), written) or "put a label before the clause"
            self.report("unknown-label", path, f"no clause is called {label!r}", way_out)
            return 0
        place = self.labels.index(str(label))
        if place not in scope.clauses:
            way_out = "speak only of clauses that are surely done by then"
            self.report("label-later", path, f"{label!r} need not be done at this point", way_out)
        return place

    def step_of(self, clause: int) -> int:
        return next(at for at, places in enumerate(self.steps) if clause in places)

    # Clauses and their timing.

    def read_step(self, step: _Step, scope: _Scope) -> None:
        shared = self.gaps(step.group, scope, is_lone=False) if step.group else ()
        self.clauses += [self.clause(body, scope, shared) for body in step.bodies]

    def clause(self, body: _Body, scope: _Scope, shared: tuple[Gap, ...]) -> Clause:
        times = self.times(body)
        own = self.gaps(body, scope, is_lone=times == 1)
        likeness = self.likeness(body, scope, skip=("times", *TIMING_KEYS))
        label = body.label or f"#{len(self.clauses) + 1}"
        return Clause(label, likeness, times, shared + own, _watches(likeness, scope.sure))

    def times(self, body: _Body) -> int:
        times = body.data.get("times", 1)
        if isinstance(times, int) and not isinstance(times, bool) and 1 <= times <= MOST_TIMES:
            return times
        way_out = f"write a whole number from 1 to {MOST_TIMES}"
        self.report("bad-times", body.at("times"), f"{times!r} is no number of times", way_out)
        return 1

    def gaps(self, body: _Body, scope: _Scope, *, is_lone: bool) -> tuple[Gap, ...]:
        gaps = [self.gap(body, key, scope, is_lone) for key in TIMING_KEYS if key in body.data]
        if len(gaps) == 2 and gaps[0].since == gaps[1].since:
            longest_s = gaps[0].most_s
            if longest_s is not None and gaps[1].least_s > longest_s:
                way_out = "let 'within' be the longer of the two"
                self.report("gap-impossible", body.path, "no event can come then", way_out)
        return tuple(gaps)

    def gap(self, body: _Body, key: str, scope: _Scope, is_lone: bool) -> Gap:
        written, path = body.data[key], body.at(key)
        since = None
        if isinstance(written, dict) and sorted(written) == ["of", "span"]:
            since = self.place_of(written["of"], (*path, "of"), scope)
            written, path = written["span"], (*path, "span")
        elif not scope.clauses and (is_lone or key == "after"):
            way_out = "begin with the clause that this one comes after"
            self.report("gap-without-start", path, "nothing comes before this clause", way_out)
        span_s = self.span_s(written, path)
        return Gap(span_s, None, since) if key == "after" else Gap(0, span_s, since)

    def span_s(self, written: object, path: DataPath) -> int:
        try:
            return parse_span(written if isinstance(written, str) else repr(written))
        except ValueError as mistake:
            way_out = "counted from another clause it is {span: 2 h, of: label}"
            self.report("bad-span", path, str(mistake), way_out)
            return 0

    # What an event must be like.

    def likeness(self, body: _Body, scope: _Scope, skip: Collection[str] = ()) -> Likeness:
        data = {key: value for key, value in body.data.items() if key not in skip}
        fields = [each for key in data for each in self.fields(key, data[key], body, scope)]
        if "kind" in data and "did" in data:
            way_out = "leave out kind: what is done is always of kind Did"
            self.report("kind-and-did", body.at("kind"), "'did' says the kind already", way_out)
        knowing = scope.knowing(fields)
        self.check_denied(fields, knowing, body.path)
        alternatives = self.alternatives(data.get("any of"), body.at("any of"), knowing)
        grounds = self.all_grounds(body, data, knowing)
        if not data:
            way_out = "say at least what kind of event it is"
            self.report("clause-shape", body.path, "every event would fit this", way_out)
        # What denies a variable is asked last, when the variable is bound.
        fields.sort(key=lambda each: bool(_denies(each.wanted)))
        return Likeness(tuple(fields), alternatives, grounds)

    def check_denied(self, fields: Iterable[Field], scope: _Scope, path: DataPath) -> None:
        for each in fields:
            for at in sorted(_denies(each.wanted) - scope.sure - scope.anyone):
                name = self.variables[at]
                way_out = f"bind ?{name} in an earlier clause, or elsewhere in this one"
                self.report("unbound-variable", path, f"?{name} is nobody yet here", way_out)

    def alternatives(self, written: object, path: DataPath, scope: _Scope) -> tuple[Likeness, ...]:
        bodies = [self.body(item, at) for item, at in _items(written, path)]
        for body in bodies:
            if body and body.label:
                way_out = "label the whole: {label: {any of: [...]}}"
                self.report("label-shape", body.path, "a choice cannot have a label", way_out)
        return tuple(self.likeness(body, scope) for body in bodies if body)

    def fields(self, key: object, value: object, body: _Body, scope: _Scope) -> list[Field]:
        path = (*body.path, str(key))
        if key in COMPOUND_KEYS or not self.is_field_key(str(key), path):
            return []
        wanted = self.wanted(value, path, scope, self.words.get(str(key)))
        if key == "did":
            return [Field(("kind",), Equals("Did")), Field(("data", "practice"), wanted)]
        return [Field(tuple(str(key).split(".")), wanted)]

    def is_field_key(self, key: str, path: DataPath) -> bool:
        if key in MEANT_FOR:
            self.report("misplaced-key", path, f"{key!r} has no meaning here", MEANT_FOR[key])
            return False
        close = difflib.get_close_matches(key[:LONGEST_KEY], CLAUSE_KEYS, n=1, cutoff=TOO_CLOSE)
        if key in FIELD_KEYS or (KEY.fullmatch(key) and not close):
            return True
        way_out = "write kind, did, place, a role, or a datum such as data.strength"
        if close:
            way_out = f"did you mean {close[0]!r}? a datum of this name is data.{key}"
        self.report("unknown-key", path, f"a clause has no {key!r}", way_out)
        return False

    # What an event must rest on.

    def all_grounds(
        self, body: _Body, data: Mapping[Any, Any], scope: _Scope
    ) -> tuple[Because, ...]:
        return (
            *self.grounds(data, body.at("because"), scope, directly=False),
            *self.grounds(data, body.at("directly because"), scope, directly=True),
        )

    def grounds(
        self, data: Mapping[Any, Any], path: DataPath, scope: _Scope, *, directly: bool
    ) -> list[Because]:
        written = data.get(path[-1])
        by: tuple[str, ...] = ()
        if isinstance(written, dict) and "of" in written and set(written) <= {"of", "by"}:
            by = self.cause_types(written.get("by"), (*path, "by"))
            written, path = written["of"], (*path, "of")
        return [self.ground(item, at, scope, by, directly) for item, at in _items(written, path)]

    def ground(
        self, item: object, path: DataPath, scope: _Scope, by: tuple[str, ...], directly: bool
    ) -> Because:
        if not isinstance(item, dict):
            return Because(self.place_of(item, path, scope), None, by, directly)
        likeness = self.likeness(_Body(item, path), scope)
        variables = tuple(sorted(_mentioned_in(likeness)))
        heads = tuple(dict.fromkeys(watch.head for watch in _watches(likeness, frozenset())))
        return Because(-1, likeness, by, directly, variables, heads)

    def cause_types(self, written: object, path: DataPath) -> tuple[str, ...]:
        types = tuple(str(type_) for type_, _ in _items(written, path))
        for type_ in types:
            if type_ not in CAUSE_TYPES:
                way_out = did_you_mean(type_, CAUSE_TYPES)
                self.report("unknown-cause", path, f"nothing is ever {type_!r} by another", way_out)
        return types

    # What a value must be.

    def wanted(
        self, value: object, path: DataPath, scope: _Scope, words: _Words | None = None
    ) -> Wanted:
        value = _unquoted(value)
        if isinstance(value, str):
            return self.wanted_text(value, path, scope, words)
        if isinstance(value, (bool, int, float)):
            return Equals(value)
        if isinstance(value, list) and value:
            return AnyOf(self.all_wanted(value, path, scope, words))
        if isinstance(value, dict) and len(value) == 1:
            ((form, inner),) = value.items()
            return self.wanted_form(form, inner, path, scope, words)
        way_out = "write a value, a ?variable, a list of either, {not: ...} or {any: true}"
        self.report("value-shape", path, "this is no value to compare with", way_out)
        return Present()

    def all_wanted(
        self, values: object, path: DataPath, scope: _Scope, words: _Words | None
    ) -> tuple[Wanted, ...]:
        return tuple(self.wanted(one, at, scope, words) for one, at in _items(values, path))

    def wanted_form(
        self, form: object, inner: object, path: DataPath, scope: _Scope, words: _Words | None
    ) -> Wanted:
        within = (*path, str(form))
        if form == "any" and isinstance(inner, bool):
            return Present(inner)
        if form == "not":
            return Not(self.wanted(inner, within, scope, words))
        if form == "all" and isinstance(inner, list) and inner:
            return AllOf(self.all_wanted(inner, within, scope, words))
        way_out = "write {not: value}, {any: true}, {any: false} or {all: [value, value]}"
        self.report("value-shape", path, f"{form!r} says nothing of a value", way_out)
        return Present()

    def wanted_text(self, text: str, path: DataPath, scope: _Scope, words: _Words | None) -> Wanted:
        if text.startswith("?"):
            return self.variable(text, path, scope)
        if text == "anyone":
            return Present()
        comparison = COMPARISON.fullmatch(text)
        if comparison:
            return self.compare(comparison[1], comparison[2].strip(), path, scope, words)
        if PROPOSITION.fullmatch(text):
            return self.proposition(text, path, scope)
        self.check_known(text, path, words)
        return Equals(text)

    def variable(self, text: str, path: DataPath, scope: _Scope) -> Wanted:
        found = VARIABLE.fullmatch(text)
        if not found:
            way_out = "a variable is a question mark and a word: ?foe"
            self.report("value-shape", path, f"{text!r} is no variable", way_out)
            return Present()
        at = self.variables.index(found[1])
        return Variable(found[1], at, () if at in scope.anyone else self.rivals[at])

    def compare(
        self, sign: str, text: str, path: DataPath, scope: _Scope, words: _Words | None
    ) -> Wanted:
        number = _finite(text)
        if sign == "!=" and text:
            value: object = text if number is None else number
            return AllOf((Present(), Not(self.wanted(value, path, scope, words))))
        if number is not None and sign in COMPARE:
            return Compare(sign, number)
        way_out = "write a number after >, >=, < or <=; for the very value write it alone"
        self.report("bad-comparison", path, f"'{sign} {text}' compares nothing", way_out)
        return Present()

    def proposition(self, text: str, path: DataPath, scope: _Scope) -> Wanted:
        parts = proposition_parts(text)
        if parts is None or "" in parts[1] or text.count("(") > DEEPEST_PROPOSITION:
            way_out = 'write it as "holds_dear(lee, ?b)"'
            self.report("bad-proposition", path, f"{text!r} is no proposition", way_out)
            return Present()
        return Proposition(parts[0], tuple(self.argument(one, path, scope) for one in parts[1]))

    def argument(self, text: str, path: DataPath, scope: _Scope) -> Wanted:
        if text == "*":
            return Present()
        if text.startswith("?"):
            return self.variable(text, path, scope)
        return self.proposition(text, path, scope) if "(" in text else Equals(text)

    def check_known(self, text: str, path: DataPath, words: _Words | None) -> None:
        if words and words.known is not None and text not in words.known:
            way_out = did_you_mean(text, words.known) or f"write a {words.noun} that exists"
            self.report(words.problem, path, f"there is no {words.noun} {text!r}", way_out)

    # What must not come between.

    def unless(self, item: object, path: DataPath) -> Unless | None:
        body = self.body(item, path)
        if body is None:
            return None
        after, before = self.edge(body, "after"), self.edge(body, "before")
        self.check_room(after, before, body.path)
        scope = self.unless_scope(after, self.anyone(body))
        likeness = self.likeness(body, scope, skip=UNLESS_KEYS)
        self.check_bound(likeness, scope, body.path)
        including = body.data.get("including closing", False)
        if not isinstance(including, bool):
            way_out = "write true or false"
            self.report("value-shape", body.at("including closing"), "this is no flag", way_out)
        return Unless(likeness, after, before, bool(including), _watches(likeness, scope.sure))

    def edge(self, body: _Body, key: str) -> int | None:
        anywhere = _Scope(tuple(range(len(self.clauses))))
        return self.place_of(body.data[key], body.at(key), anywhere) if key in body.data else None

    def anyone(self, body: _Body) -> frozenset[int]:
        items = _items(body.data.get("anyone"), body.at("anyone"))
        return frozenset(self.variable_place(name, at) for name, at in items)

    def check_room(self, after: int | None, before: int | None, path: DataPath) -> None:
        """Between the end of one clause and the start of the other, something must fit."""
        first, last = 0, len(self.steps) - 1
        starts = first if after is None else self.step_of(after)
        ends = last if before is None else self.step_of(before)
        if starts > ends:
            way_out = "exchange 'after' and 'before'"
            self.report("unless-reversed", path, "this unless ends before it begins", way_out)
        elif starts == ends and not self.has_room(starts, after, before):
            way_out = "let it begin at one clause and end at a later one"
            self.report("unless-without-room", path, "nothing can come in between", way_out)

    def has_room(self, step: int, after: int | None, before: int | None) -> bool:
        """Whether a step that is both the start and the end of an unless has a middle."""
        if len(self.steps[step]) > 1:
            return after is None or after != before
        return after is None and before is None and self.clauses[self.steps[step][0]].times > 1

    def unless_scope(self, after: int | None, anyone: frozenset[int]) -> _Scope:
        """What is surely done and bound when an unless begins to watch."""
        step = 0 if after is None else self.step_of(after)
        opening = self.steps[step] if after is None else (after,)
        bound = [_surely_binds(self.clauses[at].likeness) for at in opening]
        done = (*range(self.steps[step][0]), *(opening if len(opening) == 1 else ()))
        sure = self.sure_before[step] | frozenset.intersection(*bound)
        return _Scope(done, sure, anyone - sure)

    def check_bound(self, likeness: Likeness, scope: _Scope, path: DataPath) -> None:
        """Someone unknown cannot be recognised, unless anyone will do."""
        for at in sorted(_mentioned_in(likeness) - scope.sure - scope.anyone):
            name = self.variables[at]
            message = f"?{name} need not be known when this unless begins to watch"
            way_out = f'start it later, or let anyone be meant: anyone: ["?{name}"]'
            self.report("unbound-variable", path, message, way_out)


def _items(written: object, path: DataPath) -> list[tuple[object, DataPath]]:
    """The members of a list with their paths; one value counts as a list of one."""
    if isinstance(written, list):
        return [(item, (*path, at)) for at, item in enumerate(written)]
    return [] if written is None else [(written, path)]


def _is_labelled(item: Mapping[Any, Any]) -> bool:
    """Whether a mapping is a label before a clause, and not a clause of one key."""
    ((key, inner), *others) = item.items()
    if others or not isinstance(inner, dict) or not isinstance(key, str) or key in CLAUSE_KEYS:
        return False
    return not (len(inner) == 1 and next(iter(inner)) in VALUE_FORMS)


def _is_too_deep(data: object) -> bool:
    layer = [data]
    for _ in range(DEEPEST_PATH):
        layer = [inner for outer in layer for inner in _members(outer)]
    return bool(layer)


def _members(data: object) -> Iterator[object]:
    if isinstance(data, dict):
        yield from data.values()
    elif isinstance(data, list):
        yield from data


def _variables_in(data: object, given: Iterable[str]) -> tuple[str, ...]:
    """Every variable spoken of, in the order they are met; the given ones first."""
    return tuple(dict.fromkeys([*given, *_spoken_of(data)]))


def _spoken_of(data: object) -> Iterator[str]:
    data = _unquoted(data)
    if isinstance(data, str):
        yield from VARIABLE.findall(data)
    elif isinstance(data, dict):
        data = [inner for key, inner in data.items() if key != "anyone"]
    for inner in _members(data):
        yield from _spoken_of(inner)


def _unquoted(written: object) -> object:
    """YAML takes a bare ?x in a list for the key of an empty mapping; it is meant as a text."""
    if isinstance(written, dict) and len(written) == 1:
        ((key, inner),) = written.items()
        if inner is None and isinstance(key, str) and key not in (*CLAUSE_KEYS, *VALUE_FORMS):
            return f"?{key}"
    return written


def _finite(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


# Which variables a likeness speaks of, and which it surely binds.


def _binds(wanted: Wanted) -> frozenset[int]:
    """The variables that are bound for certain when a value fits."""
    match wanted:
        case Variable():
            return frozenset((wanted.at,))
        case Proposition() | AllOf():
            return _union(map(_binds, _parts(wanted)))
        case AnyOf():
            return frozenset.intersection(*map(_binds, wanted.choices))
        case _:
            return frozenset()


def _denies(wanted: Wanted) -> frozenset[int]:
    """The variables spoken of under a `not`."""
    if isinstance(wanted, Not):
        return _mentions(wanted.wanted)
    return _union(map(_denies, _parts(wanted)))


def _mentions(wanted: Wanted) -> frozenset[int]:
    if isinstance(wanted, Variable):
        return frozenset((wanted.at,))
    return _union(map(_mentions, _parts(wanted)))


def _parts(wanted: Wanted) -> tuple[Wanted, ...]:
    match wanted:
        case Proposition():
            return wanted.arguments
        case AnyOf():
            return wanted.choices
        case AllOf():
            return wanted.parts
        case Not():
            return (wanted.wanted,)
        case _:
            return ()


def _union(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*sets)


def _surely_binds(likeness: Likeness) -> frozenset[int]:
    inner = [ground.likeness for ground in likeness.grounds if ground.likeness]
    sure = _union([*(_binds(each.wanted) for each in likeness.fields), *map(_surely_binds, inner)])
    if not likeness.alternatives:
        return sure
    return sure | frozenset.intersection(*map(_surely_binds, likeness.alternatives))


def _mentioned_in(likeness: Likeness) -> frozenset[int]:
    inner = [ground.likeness for ground in likeness.grounds if ground.likeness]
    own = _union(_mentions(each.wanted) for each in likeness.fields)
    return own | _union(map(_mentioned_in, [*inner, *likeness.alternatives]))


# What the matcher's index is made of.


def _watches(likeness: Likeness, sure: frozenset[int]) -> tuple[Watch, ...]:
    """Where an event must turn up that could fit, once the variables in `sure` are bound."""
    return tuple(
        dict.fromkeys(
            _watch(head, fields, sure) for fields in _branches(likeness) for head in _heads(fields)
        )
    )


def _branches(likeness: Likeness) -> list[tuple[Field, ...]]:
    """The fields that must hold together, for each choice among the alternatives."""
    if not likeness.alternatives:
        return [likeness.fields]
    branches = [branch for choice in likeness.alternatives for branch in _branches(choice)]
    return [likeness.fields + branch for branch in branches]


def _heads(fields: tuple[Field, ...]) -> list[Head]:
    return list(product(_texts_at(("kind",), fields), _texts_at(("data", "practice"), fields)))


def _texts_at(path: FieldPath, fields: tuple[Field, ...]) -> tuple[str | None, ...]:
    """The only texts that can stand at a path; (None,) when others can."""
    for each in fields:
        choices = each.wanted.choices if isinstance(each.wanted, AnyOf) else (each.wanted,)
        texts = [one.value for one in choices if isinstance(one, Equals)]
        if each.path == path and len(texts) == len(choices):
            return tuple(text for text in texts if isinstance(text, str))
    return (None,)


def _watch(head: Head, fields: tuple[Field, ...], sure: frozenset[int]) -> Watch:
    known: dict[FieldPath, Equals | Variable] = {}
    for path, wanted in ((each.path, each.wanted) for each in fields):
        is_known = isinstance(wanted, Variable) and wanted.at in sure
        if isinstance(wanted, Equals) or (isinstance(wanted, Variable) and is_known):
            known[path] = wanted
    paths = tuple(sorted(path for path in known if path not in (("kind",), ("data", "practice"))))
    return Watch(head, paths, tuple(known[path] for path in paths))


def _recalled(
    clauses: tuple[Clause, ...],
    steps: tuple[tuple[int, ...], ...],
    unless: tuple[Unless, ...],
    step: int,
) -> tuple[int, ...]:
    """The clauses whose very events still matter to a match that has come to this step."""
    ahead = [clauses[at] for places in steps[step:] for at in places]
    gaps = [gap for clause in ahead for gap in clause.gaps]
    recalled = {gap.since for gap in gaps if gap.since is not None}
    if any(gap.since is None for at in steps[step] for gap in clauses[at].gaps):
        recalled.update(steps[max(step - 1, 0)])
    likenesses = [clause.likeness for clause in ahead] + [each.likeness for each in unless]
    grounds = [ground for likeness in likenesses for ground in all_grounds(likeness)]
    recalled.update(ground.clause for ground in grounds if ground.likeness is None)
    return tuple(sorted(recalled))
