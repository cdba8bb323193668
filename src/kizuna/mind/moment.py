"""The notes of one moment: who is due, what each verb found, and the events drafted so far.

Verbs hand the moment on to one another. Drafted events already have their addresses, so that a
feeling can name the noticing it came from before either is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kizuna.event import DEEDS_LANE, Cause, Event, address, identity_key
from kizuna.mind.still import Still
from kizuna.mind.weigh import Weighing
from kizuna.state.belief import Proposition, confidence_of
from kizuna.state.table import NONE
from kizuna.state.whole import Whole
from kizuna.world.rules import Practice, World


@dataclass(frozen=True, slots=True)
class Percept:
    """Something one person noticed: an event (a deed, an awakening ...) and the noticing of it."""

    event: Event
    noticed: int
    is_heeded: bool = True
    """Whether they looked up at it. What went by unheeded tells one something and stirs nothing."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Somebody seen anew: how well they look now and were believed to be; how much sadder."""

    whom: int
    well: float
    believed: float
    sadder: float
    noticed: int


class Turn(NamedTuple):
    """Somebody who came to think the opposite of what they thought, and the event that says so."""

    who: int
    told: Proposition
    revised: Event


@dataclass(frozen=True, slots=True)
class Stirred:
    """One feeling about to be felt. `toward` is NONE when it is about nobody."""

    holder: int
    kind: str
    strength: float
    toward: int
    about: int
    cause: Cause
    half_life: float | None = None


class Binding(NamedTuple):
    """Whom a practice concerns: rows that formulas read (NONE: none), and who is really meant.

    `i`, `j`, `k` are person rows as the actor sees them (the unseen row for somebody elsewhere),
    `ij`, `ik` bond rows, `b` a pair-belief row, `t` a topic row; `target` and `about` are the
    people themselves. A tuple, because a town makes thousands a moment.
    """

    i: int
    j: int = NONE
    ij: int = NONE
    k: int = NONE
    ik: int = NONE
    b: int = NONE
    t: int = NONE
    target: int = NONE
    about: int = NONE
    topic: str = ""

    def rows(self) -> dict[str, int]:
        """Row variables for a generated function."""
        return {"i": self.i, "j": self.j, "ij": self.ij, "k": self.k, "ik": self.ik,
                "b": self.b, "t": self.t}  # fmt: skip


class Proposal(NamedTuple):
    """One thing a person could do now, with what each voice makes of it.

    `habit` is what stands beside the considerations: just did that, came here for it, a touch of
    chance.
    """

    practice: Practice
    binding: Binding
    head: float
    heart: float
    resident: float
    habit: float

    @property
    def target(self) -> int:
        """Whom it is done to: a person row, or NONE."""
        return self.binding.target

    @property
    def about(self) -> int:
        """The third person it concerns: a person row, or NONE."""
        return self.binding.about

    @property
    def total(self) -> float:
        """What head and heart together make of it."""
        return self.head + self.heart + self.habit


class Urges(NamedTuple):
    """What the heart alone would do, and what a resident being would have done."""

    heart: Proposal
    resident: Proposal


class Outburst(NamedTuple):
    """An urge that broke out, "heart" or "resident", and the event that says so; whether it is what
    weighed most anyway."""

    urge: str
    event: Event
    is_chosen: bool = False

    def proposal(self, urges: Urges) -> Proposal:
        """What is done instead of what was best."""
        return urges.heart if self.urge == "heart" else urges.resident


class Choice(NamedTuple):
    """What somebody will do, which voice won, and the reasons as they were weighed.

    `causes` has what is known already, an outburst; `mind.grounds.behind` finds the rest for what
    is really done.
    """

    proposal: Proposal
    voice: str
    reasons: Mapping[str, Any]
    causes: tuple[Cause, ...]
    broke_out: bool = False


@dataclass(slots=True)
class Moment:
    """One moment of a story while it is being lived."""

    whole: Whole
    world: World
    still: Still
    weighing: Weighing
    lookup: Callable[[int], Event | None]
    now: int
    due: tuple[int, ...] = ()
    percepts: dict[int, list[Percept]] = field(default_factory=dict)
    sights: dict[int, list[Sight]] = field(default_factory=dict)
    stirred: list[Stirred] = field(default_factory=list)
    revised: dict[tuple[int, str], float] = field(default_factory=dict)
    turned: list[Turn] = field(default_factory=list)
    proposals: Mapping[int, list[Proposal]] = field(default_factory=dict)
    urges: Mapping[int, Urges] = field(default_factory=dict)
    outbursts: dict[int, Outburst] = field(default_factory=dict)
    choices: dict[int, Choice] = field(default_factory=dict)
    drafted: list[Event] = field(default_factory=list)
    lived: list[Event] = field(default_factory=list)
    written: int = 0
    happenings: int = 0
    judged: int = 0
    letters: dict[int, Any] = field(default_factory=dict)
    history: Callable[[int], Iterable[Event]] = lambda since: ()  # noqa: ARG005

    def draft(
        self,
        kind: str,
        roles: Mapping[str, str],
        data: Mapping[str, Any] | None = None,
        causes: tuple[Cause, ...] = (),
        place: str | None = None,
        reasons: Mapping[str, Any] | None = None,
    ) -> Event:
        """Write an event of this moment down; it is so once it is committed.

        What nothing else has caused lies in the nature of whoever it is about.
        """
        seq = address(self.now, DEEDS_LANE + self.written)
        self.written += 1
        why = causes or self.by_nature(roles)
        event = Event(seq, kind, roles, place, data or {}, why, reasons)
        self.drafted.append(event)
        self.lived.append(event)
        return event

    def draft_happening(
        self, roles: Mapping[str, str], data: Mapping[str, Any], place: str | None
    ) -> Event:
        """Write a happening down; happenings have a lane of numbers of their own."""
        seq = address(self.now, self.happenings)
        self.happenings += 1
        event = Event(seq, "Happened", roles, place, data)
        self.drafted.append(event)
        self.lived.append(event)
        return event

    def by_nature(self, roles: Mapping[str, str]) -> tuple[Cause, ...]:
        """The cause of what somebody does of themselves: that they are who they are."""
        of = self.whole.origins.of
        found = (seq for id_ in roles.values() if (seq := of("person", id_)) is not None)
        return tuple(Cause("motivated", seq) for seq in found)[:1]

    def identity_key(self, event: Event) -> int:
        """The address of draws about something that has happened."""
        return self.weighing.kept.value(("identity", event.seq), None, lambda: identity_key(event))

    def since(self, what: str, *rows: int, type_: str = "enabled") -> tuple[Cause, ...]:
        """What last changed something (`place`, `state` ...) for somebody; nothing if nothing."""
        seq = self.whole.origins.of(what, *map(self.id_, rows))
        return () if seq is None else (Cause(type_, seq),)

    def change_energy(
        self, who: int, changes: Mapping[str, float], causes: tuple[Cause, ...]
    ) -> None:
        """Write down that somebody paid or got back these shares of their energies; several in one
        moment add up."""
        told = {name: round(change, 4) for name, change in changes.items() if change}
        if told:
            self.draft("EnergyChanged", {"who": self.id_(who)}, {"changes": told}, causes)

    def drafted_now(self, kind: str, who: int) -> list[Event]:
        """Events of a kind drafted this moment for one person, committed or not."""
        id_ = self.id_(who)
        return [e for e in self.lived if e.kind == kind and e.roles.get("who") == id_]

    def believes(self, who: int, text: str, otherwise: float) -> float:
        """How sure somebody is of a proposition, what this moment taught them included."""
        odds = self.odds(who, text)
        return otherwise if odds is None else confidence_of(odds)

    def odds(self, who: int, text: str) -> float | None:
        """The same in log-odds; None when they never thought of it."""
        if (who, text) in self.revised:
            return self.revised[who, text]
        held = self.whole.beliefs.held(who, text)
        return None if held is None else held.odds

    def id_(self, row: int) -> str:
        """Somebody's id."""
        return self.whole.people.ids[row]

    def roles(self, **rows: int) -> dict[str, str]:
        """Roles by name, leaving out nobody."""
        return {name: self.id_(row) for name, row in rows.items() if row != NONE}

    def place_id(self, row: int) -> str | None:
        """The id of the place where somebody is."""
        place = self.whole.people.place(row)
        return None if place == NONE else self.whole.places.all[place].id

    def here(self, row: int) -> list[int]:
        """Everybody else where somebody is."""
        numbers = self.whole.people.numbers
        moved = numbers.writes[numbers.position["place"]]
        return self.weighing.kept.value(("here", row), moved, lambda: self._here(row))

    def _here(self, row: int) -> list[int]:
        place = self.whole.people.place(row)
        if place == NONE:
            return []
        return [other for other in self.whole.people.at_place(place).tolist() if other != row]

    def bond(self, from_: int, toward: int) -> int:
        """A bond's row, NONE when there is none."""
        return self.whole.bonds.row.get((from_, toward), NONE)

    def held(self, from_: int, toward: int, name: str) -> float:
        """One number of a bond in the picture; 0 when there is no bond."""
        row = self.bond(from_, toward)
        if row == NONE or row >= self.still.bond.array.shape[1]:
            return 0.0
        return float(self.still.bond[name][row])
