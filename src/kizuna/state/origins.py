"""Origins: which event made what is so come to be so.

State says that Naruto is here and that Gaara is grateful; origins say by which arrival, by which
feeling. Whoever asks why a deed was possible, or what moved somebody to it, finds the event here
without going through the chronicle. Each kind of event leaves a mark or two, keyed by what it
changed and by the ids of whom it changed it for.

    origins.of("place", "naruto")                    # the number of the event that brought him here
    origins.weightiest("gaara", "naruto", "affection")
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kizuna.event import Event
from kizuna.state.memory import VALUES

Mark = tuple[str, ...]
STIRS = 0.02
"""A need or an energy has changed when it moved by so much: less is in nobody's mind."""
FAINT = 0.1
"""What is left of an earlier feeling counts for nothing below this share of the next."""


class Origin(NamedTuple):
    """An event by its number, and whether what is so rests on it alone, or mostly: several
    feelings add up, several memories make a bond."""

    seq: int
    is_alone: bool = True


@dataclass(slots=True)
class Origins:
    """Numbers of the latest events by what they changed; for feelings and memories, of the
    strongest."""

    latest: dict[Mark, int] = field(default_factory=dict)
    strongest: dict[Mark, tuple[float, int, float, int, bool]] = field(default_factory=dict)
    heaviest: dict[Mark, tuple[float, int, float]] = field(default_factory=dict)

    def note(self, event: Event) -> None:
        """Remember what this event changed."""
        leave = LEAVES.get(event.kind)
        if leave is not None:
            leave(self, event)

    def of(self, *mark: str) -> int | None:
        """The latest event that changed this; None when none did."""
        return self.latest.get(mark)

    def felt(self, *mark: str) -> Origin | None:
        """The event behind what is left of a feeling: kind, who, and toward whom if it is."""
        found = self.strongest.get(mark)
        return None if found is None else Origin(found[3], found[4])

    def weightiest(self, who: str, toward: str, value: str) -> Origin | None:
        """The memory that weighs most in one value (`affection` ...) of a bond."""
        found = self.heaviest.get((who, toward, value))
        return None if found is None else Origin(found[1], found[0] >= found[2] - found[0])

    # Writing, from `evolve` alone. -----------------------------------------------------------

    def mark(self, seq: int, *mark: str) -> None:
        """This event changed that."""
        self.latest[mark] = seq

    def feel(self, event: Event, *mark: str) -> None:
        """A feeling was felt: it is the origin of what is left unless more was left of another."""
        strength, half_life = float(event.data["strength"]), float(event.data["half_life"])
        found, is_alone = self.strongest.get(mark), True
        if found is not None:
            was, at, lasts, seq, _ = found
            left = was * 2.0 ** (-(event.time - at) / lasts)
            if left > strength:
                self.strongest[mark] = (was, at, lasts, seq, False)
                return
            is_alone = left < FAINT * strength
        self.strongest[mark] = (strength, event.time, half_life, event.seq, is_alone)

    def weigh(self, event: Event, who: str, toward: str, salience: float) -> None:
        """A memory came to a bond."""
        for value in VALUES:
            weight = salience * abs(float(event.data.get(value) or 0.0))
            if weight > 0:
                mark = (who, toward, value)
                most, seq, total = self.heaviest.get(mark, (0.0, 0, 0.0))
                if weight >= most:
                    most, seq = weight, event.seq
                self.heaviest[mark] = (most, seq, total + weight)


# What each kind of event leaves. --------------------------------------------------------------

Leave = Callable[[Origins, Event], None]


def _for(what: str, role: str) -> Leave:
    """A mark for whoever has a role."""

    def leave(origins: Origins, event: Event) -> None:
        origins.latest[what, event.roles[role]] = event.seq

    return leave


def _levels(what: str) -> Leave:
    """A mark for each need or energy of which there is noticeably more, or less."""

    def leave(origins: Origins, event: Event) -> None:
        who, data = event.roles["who"], event.data
        for name in data.get("levels", ()):
            origins.mark(event.seq, what, who, name, "more")
            origins.mark(event.seq, what, who, name, "less")
        for name, change in data.get("changes", {}).items():
            if abs(change) >= STIRS:
                origins.mark(event.seq, what, who, name, "more" if change > 0 else "less")

    return leave


def _entered(origins: Origins, event: Event) -> None:
    for what in ("person", "place"):
        origins.mark(event.seq, what, event.roles["who"])


def _bond_given(origins: Origins, event: Event) -> None:
    roles = event.roles
    origins.mark(event.seq, "bond", roles["from"], roles["toward"])
    origins.weigh(event, roles["from"], roles["toward"], 1.0)


def _memory_kept(origins: Origins, event: Event) -> None:
    roles = event.roles
    origins.weigh(event, roles["who"], roles["toward"], float(event.data["salience"]))
    if "deed" in event.data:
        origins.mark(event.seq, event.data["deed"], roles["who"], roles["toward"])


def _felt(origins: Origins, event: Event) -> None:
    kind, who = event.data["feeling"], event.roles["who"]
    origins.feel(event, kind, who)
    if "toward" in event.roles:
        origins.feel(event, kind, who, event.roles["toward"])


def _moved(origins: Origins, event: Event) -> None:
    for who in (event.roles["actor"], *event.data.get("with", ())):
        origins.mark(event.seq, "place", who)


def _set_out(origins: Origins, event: Event) -> None:
    _moved(origins, event)
    if event.place is not None:
        origins.mark(event.seq, "left", event.place)


def _hurt(origins: Origins, event: Event) -> None:
    if event.data.get("knocks_out"):
        origins.mark(event.seq, "state", event.roles["target"])


def _noticed(origins: Origins, event: Event) -> None:
    for sight in event.data.get("sights", ()):
        origins.mark(event.seq, "sight", event.roles["who"], sight[0])


def _disclosed(origins: Origins, event: Event) -> None:
    teller, hearer = event.roles["actor"], event.roles["target"]
    origins.mark(event.seq, "disclosed", hearer, teller)
    origins.mark(event.seq, "laid_open", teller, hearer)


def _power_given(origins: Origins, event: Event) -> None:
    origins.mark(event.seq, "power", event.roles["who"], event.data["name"])


def _did(origins: Origins, event: Event) -> None:
    roles = event.roles
    origins.mark(event.seq, "did", roles["actor"], event.data["practice"], roles.get("target", ""))


LEAVES: Mapping[str, Leave] = {
    "PersonEntered": _entered,
    "BondGiven": _bond_given,
    "MemoryKept": _memory_kept,
    "FeelingFelt": _felt,
    "SetOut": _set_out,
    "Arrived": _moved,
    "BroughtIn": _for("place", "target"),
    "TakenAway": _for("place", "target"),
    "FellAsleep": _for("state", "who"),
    "Woke": _for("state", "who"),
    "Fainted": _for("state", "who"),
    "Died": _for("state", "who"),
    "OperationBegun": _for("state", "target"),
    "Injured": _hurt,
    "Lifted": _for("carried", "target"),
    "SetDown": _for("carried", "target"),
    "Followed": _for("following", "actor"),
    "EnergyChanged": _levels("energy"),
    "NeedChanged": _levels("need"),
    "Noticed": _noticed,
    "Disclosed": _disclosed,
    "PowerGiven": _power_given,
    "Did": _did,
}
