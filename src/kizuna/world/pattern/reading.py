"""One pattern being read: where its mistakes are told, and what has been understood so far.

A mistake is reported and something harmless is put in its place, so that one reading finds them
all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kizuna.problems import Mark, Problems, did_you_mean
from kizuna.world.pattern.clause import Clause
from kizuna.world.pattern.customs import OWN, Customs
from kizuna.world.pattern.written import (
    LABEL,
    VARIABLE,
    Body,
    DataPath,
    Scope,
    Words,
    is_labelled,
    unquoted,
)

MarkAt: TypeAlias = Callable[[DataPath], Mark | None]


@dataclass(slots=True)
class Reading:
    """One pattern being read: where to tell mistakes, and what has been understood so far."""

    problems: Problems
    mark_at: MarkAt
    words: Mapping[str, Words]
    given: tuple[str, ...]
    customs: Customs = OWN
    known_facts: Collection[str] | None = None
    tagged: Mapping[str, Collection[str]] = field(default_factory=dict)
    variables: tuple[str, ...] = ()
    rivals: tuple[tuple[int, ...], ...] = ()
    labels: list[str] = field(default_factory=list)
    steps: list[tuple[int, ...]] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    sure_before: list[frozenset[int]] = field(default_factory=list)

    def report(self, name: str, path: DataPath, message: str, way_out: str) -> None:
        """Tell a mistake."""
        self.problems.report(name, self.mark_at(path), message, way_out)

    def variable_place(self, written: object, path: DataPath) -> int:
        """The position of a variable that some clause speaks of."""
        written = unquoted(written)
        found = VARIABLE.fullmatch(written) if isinstance(written, str) else None
        if found and found[1] in self.variables:
            return self.variables.index(found[1])
        way_out = did_you_mean(str(written), [f"?{name}" for name in self.variables])
        way_out = way_out or "name a variable that a clause speaks of, such as ?foe"
        self.report("unknown-variable", path, f"no clause speaks of {written!r}", way_out)
        return -1

    def place_of(self, label: object, path: DataPath, scope: Scope) -> int:
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
        """The step that a clause stands in."""
        return next(at for at, places in enumerate(self.steps) if clause in places)


def read_body(reading: Reading, item: object, path: DataPath) -> Body | None:
    """A clause as written, taken out from under its label."""
    if isinstance(item, dict) and item:
        if not is_labelled(item):
            return Body(item, path)
        ((label, inner),) = item.items()
        _check_label(reading, label, path)
        if inner:
            return Body(inner, (*path, label), label)
    way_out = "write what the event must be like: {did: insult, target: lee}"
    reading.report("clause-shape", path, "this is no clause", way_out)
    return None


def _check_label(reading: Reading, label: str, path: DataPath) -> None:
    if not LABEL.fullmatch(label):
        way_out = "a label is a word of letters, such as insult"
        reading.report("label-shape", path, f"{label!r} cannot be a label", way_out)
