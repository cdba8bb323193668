"""People: who they are, where they are, what they are doing and what is waiting for them.

Numbers that whole crowds are asked about are columns (place, state of waking, when next due,
traits, needs, energies). What only the person herself reads is kept a row at a time: what she is
doing, who spoke to her, what errand she is on, what she has yet to notice, what she did lately.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kizuna.clock import DAY, HOUR
from kizuna.dice import key
from kizuna.state.table import NONE, Table

AWAKE, ASLEEP, UNCONSCIOUS, DEAD = 0, 1, 2, 3
STATES = ("awake", "asleep", "unconscious", "dead")

NEEDS = ("belonging", "esteem", "safety", "rest", "purpose")

ADULT_AGE = 18
NEED_HALF_LIFE_S = {
    "belonging": 6 * 86400.0,
    "esteem": 9 * 86400.0,
    "safety": 30 * 86400.0,
    "purpose": 30 * 86400.0,
}
"""How fast a met need is hungry again (choices); rest runs by the hours awake instead."""
HOURS_AWAKE_TO_SPENT = 18.0
HOURS_ASLEEP_TO_RESTED = 7.5

NEVER = float(2**52)
"""A due time that never comes."""

ANSWER_WAITS_S = 15 * 60
"""So long does whoever spoke wait for an answer (a choice)."""
OPEN_AT_ONCE = 3
"""So many things can wait for an answer of somebody's at a time, the newest first (a choice)."""

RECENT_KEPT = 400
"""So many worn deeds are kept at a time; beyond that the faintest are let go."""
TALKED = ("talk", -1, -1, "")
"""The spot that wears with every word, whatever it is about."""
TALKED_AGAIN_S = 15 * 60
ANYBODY = -2
"""Stands for whoever it was said to: what one has told one person presses less with the next."""
OPENED_UP = ("opened up", -1, -1, "")
"""The spot that wears with every disclosure."""
OPENED_UP_AGAIN_S = 40 * 60


@dataclass(frozen=True, slots=True)
class Doing:
    """What somebody is at: a practice, whom it concerns, since when and until when (seconds), and
    whether it comes to anything only when it has lasted its time."""

    practice: str
    target: int
    about: int
    topic: str
    since: int
    until: int
    seq: int
    comes_to: bool = False


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Something said or done to somebody that waits for an answer."""

    by: int
    practice: str
    about: int
    topic: str
    at: int
    seq: int


class Unseen(NamedTuple):
    """Something that waits until somebody looks up: from when on it can be noticed, which event it
    is, and whether it makes them look up."""

    at: int
    seq: int
    is_heeded: bool = True


@dataclass(frozen=True, slots=True)
class Errand:
    """Going somewhere to do something there."""

    practice: str
    target: int
    about: int
    topic: str
    goal: int
    since: int
    seq: int
    ready_at: int = 0
    searched: tuple[int, ...] = ()


Spot = tuple[str, int, int, str]
"""What somebody did, to whom, about whom, on what topic."""


class Worn(NamedTuple):
    """How worn a deed is by repetition: 1 when just done, half of it left after `again` seconds."""

    worn: float
    at: int
    again: int

    def left(self, now: int) -> float:
        """How worn it still is."""
        halvings = (now - self.at) / self.again
        return self.worn * float(0.5**halvings)


NOBODY = np.zeros(0, np.intp)
IDLE = Doing("wait", NONE, NONE, "", 0, 0, 0)

NO_AIM = -2.2
"""How unlikely it is of somebody, before anything is known, that they aim at anything."""
PERSON_COLUMNS = (
    "age", "place", "home", "post", "post_from", "post_to", "state", "asleep_until",
    "due_at", "arrived_at", "following", "carried_by", "went_to", "arrives_at", "woke_at",
    "owns_home", "is_abroad", "journey", "engrossed_until",
    "duty_place", "duty_until", "masked_until", "aim_odds",
)  # fmt: skip


@dataclass(slots=True)
class People:
    """Everybody in the story; a person's row never changes."""

    traits: Table
    energies: tuple[str, ...]
    numbers: Table = field(default_factory=lambda: Table(PERSON_COLUMNS))
    need_level: Table = field(default_factory=lambda: Table(NEEDS))
    need_at: Table = field(default_factory=lambda: Table(NEEDS))
    need_weight: Table = field(default_factory=lambda: Table(NEEDS))
    energy_level: Table = field(default_factory=lambda: Table(()))
    energy_at: Table = field(default_factory=lambda: Table(()))
    energy_cap: Table = field(default_factory=lambda: Table(()))
    energy_rate: Table = field(default_factory=lambda: Table(()))
    row: dict[str, int] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    pronouns: list[str] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    doing: list[Doing] = field(default_factory=list)
    settled: list[Doing] = field(default_factory=list)
    unanswered: list[tuple[Unanswered, ...]] = field(default_factory=list)
    errand: list[Errand | None] = field(default_factory=list)
    inbox: list[tuple[Unseen, ...]] = field(default_factory=list)
    recent: list[dict[Spot, Worn]] = field(default_factory=list)
    resident: list[str] = field(default_factory=list)
    ground: list[tuple[str, ...]] = field(default_factory=list)
    lessons: int = 0

    @classmethod
    def empty(cls, traits: Sequence[str], energies: Sequence[str]) -> People:
        """No people yet, with the traits and energies this world knows."""
        people = cls(traits=Table(traits), energies=tuple(energies))
        for name in ("energy_level", "energy_at", "energy_cap", "energy_rate"):
            setattr(people, name, Table(energies))
        return people

    @property
    def count(self) -> int:
        """How many people there are."""
        return len(self.ids)

    def enter(self, id_: str, name: str, pronouns: str) -> int:
        """A new row for somebody; its numbers are still 0."""
        row = self.numbers.add(
            place=NONE, home=NONE, post=NONE, due_at=NEVER, following=NONE, carried_by=NONE,
            went_to=NONE, arrives_at=NEVER, woke_at=NEVER, duty_place=NONE, aim_odds=NO_AIM,
        )  # fmt: skip
        for table in self.tables():
            if table is not self.numbers:
                table.add()
        self.row[id_] = row
        self.ids.append(id_)
        self.names.append(name)
        self.pronouns.append(pronouns)
        self.keys.append(key(id_))
        self.doing.append(IDLE)
        self.settled.append(IDLE)
        self.unanswered.append(())
        self.errand.append(None)
        self.inbox.append(())
        self.recent.append({})
        self.resident.append("")
        self.ground.append(())
        return row

    def tables(self) -> tuple[Table, ...]:
        """Every table with a row for each person."""
        return (
            self.numbers, self.traits, self.need_level, self.need_at, self.need_weight,
            *self.energy_tables(),
        )  # fmt: skip

    def energy_tables(self) -> tuple[Table, ...]:
        """The tables that say how much of each energy there is."""
        return (self.energy_level, self.energy_at, self.energy_cap, self.energy_rate)

    def place(self, row: int) -> int:
        """Where somebody is: a place row."""
        return int(self.numbers.get("place", row))

    def is_off_stage(self, row: int) -> bool:
        """Whether somebody is nowhere and on no way: remembered and spoken of, and at nothing."""
        return self.place(row) == NONE and self.numbers.get("arrives_at", row) >= NEVER

    def state(self, row: int) -> int:
        """AWAKE, ASLEEP, UNCONSCIOUS or DEAD."""
        return int(self.numbers.get("state", row))

    def is_awake(self, row: int) -> bool:
        """Awake, and so able to notice and to act."""
        return self.state(row) == AWAKE

    def trait(self, row: int, name: str) -> float:
        """A lasting trait, 0 to 1; 0.5 when this world does not know it."""
        return self.traits.get(name, row) if name in self.traits.position else 0.5

    def energy_left(self, row: int, name: str, now: int) -> float:
        """How much of an energy somebody has by now, 0 to their cap."""
        gained = self.energy_rate.get(name, row) * (now - self.energy_at.get(name, row)) / DAY
        level = self.energy_level.get(name, row) + gained
        return min(self.energy_cap.get(name, row), max(0.0, level))

    def need_left(self, row: int, name: str, now: int) -> float:
        """How well a need is met by now, 0 to 1. Rest runs by the hours awake or asleep."""
        level, age = self.need_level.get(name, row), now - self.need_at.get(name, row)
        if name != "rest":
            return level * float(0.5 ** (age / NEED_HALF_LIFE_S[name]))
        per_hour = -1 / HOURS_AWAKE_TO_SPENT if self.is_awake(row) else 1 / HOURS_ASLEEP_TO_RESTED
        return min(1.0, max(0.0, level + per_hour * age / HOUR))

    def post_now(self, row: int, now: int) -> int:
        """Where somebody has to be for their work: their post, or where duty has called them."""
        is_called = now < self.numbers.get("duty_until", row)
        return int(self.numbers.get("duty_place" if is_called else "post", row))

    def at_place(self, place: int) -> NDArray[np.intp]:
        """Rows of everybody at a place; nobody is nowhere together."""
        if place == NONE:
            return NOBODY
        there: NDArray[np.intp] = (self.numbers["place"] == place).nonzero()[0]
        return there

    def due(self, now: int) -> NDArray[np.intp]:
        """Rows of everybody whose time has come."""
        return (self.numbers["due_at"] <= now).nonzero()[0]

    def earliest(self, name: str) -> float:
        """The earliest second in a column of them (`due_at` ...); NEVER without people."""
        column = self.numbers[name]
        return float(np.minimum.reduce(column)) if len(column) else NEVER

    def make_due(self, row: int, time: float) -> None:
        """Have somebody who is awake come due no later than `time`, or when they have finished
        speaking, or what takes all their attention."""
        time = max(time, self.numbers.get("engrossed_until", row))
        if (
            self.is_awake(row)
            and not self.is_off_stage(row)
            and time < self.numbers.get("due_at", row)
        ):
            self.numbers.set("due_at", row, time)

    def gets_to_notice(self, row: int, at: int, seq: int, is_heeded: bool = True) -> None:
        """One thing more that somebody notices when they look up, from second `at` on."""
        self.inbox[row] = (*self.inbox[row], Unseen(at, seq, is_heeded))

    def settle(self, row: int, doing: Doing = IDLE) -> None:
        """Somebody settles down to something quiet; with nothing named, they get up again."""
        self.settled[row] = doing

    def is_quiet(self, row: int) -> bool:
        """Whether somebody is at nothing but what they have quietly settled down to."""
        return self.doing[row].seq == self.settled[row].seq

    def is_settled_at(self, row: int, practice: str, target: int, now: int) -> bool:
        """Whether somebody is in the middle of this, though they may be talking meanwhile."""
        settled = self.settled[row]
        return (settled.practice, settled.target) == (practice, target) and settled.until > now

    def is_spoken_to(self, row: int, said: Unanswered) -> None:
        """One more thing waits for somebody's answer: what was open stays open behind it."""
        self.unanswered[row] = (said, *self.unanswered[row])[:OPEN_AT_ONCE]

    def has_answered(self, row: int, seq: int) -> None:
        """What happened as event `seq` waits no longer for an answer of somebody's."""
        self.unanswered[row] = tuple(each for each in self.unanswered[row] if each.seq != seq)

    def ease(self, row: int, spot: Spot, share: float, now: int) -> None:
        """A share of what lies worn on a spot is taken away."""
        worn = self.recent[row].get(spot)
        if worn is not None:
            self.recent[row][spot] = Worn((1.0 - share) * worn.left(now), now, worn.again)

    def wear(self, row: int, spot: Spot, now: int, again: int, by: float = 1.0) -> None:
        """A deed done once more is so much more worn."""
        recent = self.recent[row]
        earlier = recent.get(spot)
        recent[spot] = Worn((earlier.left(now) if earlier else 0.0) + by, now, again)
        if len(recent) > RECENT_KEPT:
            faintest = sorted(recent, key=lambda each: recent[each].left(now))
            for each in faintest[: RECENT_KEPT // 2]:
                del recent[each]
