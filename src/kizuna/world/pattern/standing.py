"""How things stand while an event happens: what a clause may ask beyond the event itself.

    harm: {did: attack, actor: "?a", target: "?b"}
    learned: {kind: Noticed, who: "?c", because: harm,
              while: {of: "?c", toward: "?b", affection: "> 0.4"}}

`of` is whose value it is; `toward` makes it a value of what lies from them toward another, `about`
a value of what they believe. A value is read as it is when the clause meets its event, and whoever
looks for patterns brings the `Facts` to read it from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kizuna.event import Event
from kizuna.world.pattern.wanted import (
    Bindings,
    Equals,
    Proposition,
    Variable,
    Wanted,
    binds,
    denies,
    mentions,
    union,
)


class Facts(Protocol):
    """Tells how things stand once an event has happened."""

    def __call__(self, event: Event, name: str, of: str, toward: str | None, /) -> object:
        """A value of somebody by name, or of what they hold toward a person or a proposition.

        None when there is no such thing; a list when it has several values.
        """


@dataclass(frozen=True, slots=True)
class Standing:
    """One value of somebody, and what it must be."""

    name: str
    of: Equals | Variable
    toward: Equals | Variable | Proposition | None
    wanted: Wanted

    def solve(self, event: Event, facts: Facts, bindings: Bindings) -> tuple[Bindings, ...]:
        """The bindings under which the value will do."""
        of = said(self.of, bindings)
        toward = None if self.toward is None else said(self.toward, bindings)
        if of is None or (self.toward is not None and toward is None):
            return ()
        return self.wanted.solve(facts(event, self.name, of, toward), bindings)

    def subjects(self) -> frozenset[int]:
        """The variables that must be bound before it can be asked."""
        aims = (self.of,) if self.toward is None else (self.of, self.toward)
        return union(map(mentions, aims)) | denies(self.wanted)

    def binds(self) -> frozenset[int]:
        """The variables that are bound for certain once it holds."""
        return binds(self.wanted)

    def mentions(self) -> frozenset[int]:
        """Every variable it speaks of."""
        return self.subjects() | mentions(self.wanted)


def said(wanted: Wanted, bindings: Bindings) -> str | None:
    """The text that is meant when all its variables are bound; None when one is not."""
    match wanted:
        case Equals():
            return str(wanted.value)
        case Variable():
            held = bindings[wanted.at]
            return None if held is None else str(held)
        case Proposition():
            parts = [said(part, bindings) for part in wanted.arguments]
            known = [part for part in parts if part is not None]
            return f"{wanted.head}({', '.join(known)})" if len(known) == len(parts) else None
        case _:
            return None
