"""The stage: who is called what, who is where, and who is on the way to what.

Telling needs a little of the state, at the very event that is being told and not at the end of
its moment: whether somebody who arrives is expected there, whether a wound was there before. The
stage learns it from the events themselves, one by one. How people lean toward each other
(`leaning`) is a plain sum of what they remember: enough to choose a tone by, too coarse to be told.
`owed` is whose kindness somebody has come to see as duty.

While people are on a way that is no place of its own, they are at `>gaara`, on Gaara's way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kizuna.clock import DAY, HOUR
from kizuna.event import Event

ON_THE_WAY = ">"
BACK_WITHIN_S = 2 * HOUR
"""Whoever has been gone no longer than this comes back; after that they arrive (a choice)."""
STRONG = 0.4
"""Feelings from this strength colour how one says things (a choice)."""


@dataclass(slots=True)
class Stage:
    """What the telling knows of people and places so far."""

    pronouns: dict[str, str] = field(default_factory=dict)
    homes: dict[str, tuple[str, str]] = field(default_factory=dict)
    residents: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    at: dict[str, str] = field(default_factory=dict)
    left: dict[tuple[str, str], int] = field(default_factory=dict)
    asleep: dict[str, bool] = field(default_factory=dict)
    senseless: dict[str, bool] = field(default_factory=dict)
    danger: dict[str, str] = field(default_factory=dict)
    owed: dict[tuple[str, str], bool] = field(default_factory=dict)
    carried_by: dict[str, str] = field(default_factory=dict)
    errand: dict[str, Event] = field(default_factory=dict)
    bound_for: dict[str, str] = field(default_factory=dict)
    commitments: dict[int, Event] = field(default_factory=dict)
    past: dict[int, Event] = field(default_factory=dict)
    traits: dict[str, Mapping[str, float]] = field(default_factory=dict)
    stamina: dict[str, float] = field(default_factory=dict)
    hurt_until: dict[str, int] = field(default_factory=dict)
    felt: dict[tuple[str, str], int] = field(default_factory=dict)
    feelings: dict[int, Event] = field(default_factory=dict)
    deeds: dict[int, str] = field(default_factory=dict)
    done: dict[tuple[str, ...], int] = field(default_factory=dict)
    leaning: dict[tuple[str, str], dict[str, float]] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        """Learn from one event."""
        learn = LEARNS.get(event.kind)
        if learn is not None:
            learn(self, event)

    def present(self, place: str) -> list[str]:
        """Everybody at a place, in the order they entered the story."""
        return [id_ for id_, where in self.at.items() if where == place]

    def carried(self, carrier: str) -> list[str]:
        """Whom somebody carries."""
        return [id_ for id_, by in self.carried_by.items() if by == carrier]

    def is_back(self, id_: str, place: str, now: int) -> bool:
        """Whether somebody was at a place not long ago."""
        return now - self.left.get((id_, place), now - BACK_WITHIN_S) < BACK_WITHIN_S

    def place_name(self, place: str) -> str:
        """What a place is called; for people on their way, where that leads."""
        if place.startswith(ON_THE_WAY):
            goal = self.bound_for.get(place.removeprefix(ON_THE_WAY), "")
            return f"on the way to {self.places[goal]}" if goal in self.places else "on the way"
        return self.places.get(place, place)


def _place_made(stage: Stage, event: Event) -> None:
    stage.places[event.data["id"]] = event.data["name"]


def _group_made(stage: Stage, event: Event) -> None:
    stage.places.setdefault(event.data["id"], event.data["name"])


def _person_entered(stage: Stage, event: Event) -> None:
    who, data = event.roles["who"], event.data
    stage.pronouns[who] = data["pronouns"]
    stage.homes[who] = (data.get("home") or "", data.get("post") or "")
    stage.residents[who] = data.get("resident") or ""
    stage.traits[who] = data.get("traits", {})
    stage.stamina[who] = float(data.get("energies", {}).get("stamina", [1.0])[0])
    if data.get("place") and data.get("on_stage", True):
        stage.at[who] = data["place"]


def _past(stage: Stage, event: Event) -> None:
    stage.past[event.seq] = event


def _errand_begun(stage: Stage, event: Event) -> None:
    stage.errand[event.roles["actor"]] = event


def _errand_ended(stage: Stage, event: Event) -> None:
    stage.errand.pop(event.roles["actor"], None)


def _set_out(stage: Stage, event: Event) -> None:
    leader = event.roles["actor"]
    stage.bound_for[leader] = event.data.get("goal") or event.data["to"]
    for id_ in (leader, *event.data.get("with", ())):
        if id_ in stage.at:
            stage.left[id_, stage.at[id_]] = event.time
        stage.at[id_] = event.data.get("via") or f"{ON_THE_WAY}{leader}"


def _arrived(stage: Stage, event: Event) -> None:
    for id_ in (event.roles["actor"], *event.data.get("with", ())):
        stage.at[id_] = event.place or ""
    if stage.bound_for.get(event.roles["actor"]) == event.place:
        del stage.bound_for[event.roles["actor"]]


def _brought_in(stage: Stage, event: Event) -> None:
    stage.at[event.roles["target"]] = event.place or ""


def _taken_away(stage: Stage, event: Event) -> None:
    stage.at.pop(event.roles["target"], None)


def _lifted(stage: Stage, event: Event) -> None:
    stage.carried_by[event.roles["target"]] = event.roles["actor"]


def _set_down(stage: Stage, event: Event) -> None:
    stage.carried_by.pop(event.roles["target"], None)


def _fell_asleep(stage: Stage, event: Event) -> None:
    stage.asleep[event.roles["who"]] = True


def _woke(stage: Stage, event: Event) -> None:
    stage.asleep[event.roles["who"]] = stage.senseless[event.roles["who"]] = False


def _energy_changed(stage: Stage, event: Event) -> None:
    """What is paid and given back; what comes back by itself in between is not told."""
    who, levels = event.roles["who"], event.data.get("levels", {})
    change = event.data.get("changes", {}).get("stamina", 0.0)
    level = levels.get("stamina", stage.stamina.get(who, 1.0))
    stage.stamina[who] = min(1.0, max(0.0, float(level) + float(change)))


def _did(stage: Stage, event: Event) -> None:
    stage.deeds[event.seq] = event.data["practice"]
    if event.data.get("accepted") is not False:
        stage.done[deed_of_two(event)] = event.seq


def deed_of_two(event: Event) -> tuple[str, ...]:
    """What is done between whom, whoever of them begins."""
    two = (event.roles[role] for role in ("actor", "target") if role in event.roles)
    return (event.data["practice"], *sorted(two))


def _feeling_felt(stage: Stage, event: Event) -> None:
    stage.feelings[event.seq] = event
    if float(event.data["strength"]) >= STRONG:
        stage.felt[event.roles["who"], event.data["feeling"]] = event.time


def _bond_given(stage: Stage, event: Event) -> None:
    _lean(stage, event.roles["from"], event)
    if event.data.get("kin"):
        stage.leaning[event.roles["from"], event.roles["toward"]]["kin"] = 1.0


def _memory_kept(stage: Stage, event: Event) -> None:
    if "toward" in event.roles:
        _lean(stage, event.roles["who"], event)


def _lean(stage: Stage, who: str, event: Event) -> None:
    sums = stage.leaning.setdefault((who, event.roles["toward"]), {})
    for value in ("affection", "fear"):
        sums[value] = sums.get(value, 0.0) + float(event.data.get(value, 0.0))


def _knocked_out(stage: Stage, event: Event) -> None:
    stage.hurt_until[event.roles["target"]] = event.time + 2 * DAY
    if event.data.get("knocks_out"):
        stage.asleep[event.roles["target"]] = stage.senseless[event.roles["target"]] = True


def _fainted(stage: Stage, event: Event) -> None:
    stage.asleep[event.roles["who"]] = stage.senseless[event.roles["who"]] = True


def _endangered(stage: Stage, event: Event) -> None:
    stage.danger[event.roles["target"]] = str(event.data["danger"])


def _danger_ended(stage: Stage, event: Event) -> None:
    stage.danger.pop(event.roles["target"], None)


def _motive_reread(stage: Stage, event: Event) -> None:
    stage.owed[event.roles["who"], event.roles["toward"]] = is_put_down_to_duty(event)


def is_put_down_to_duty(event: Event) -> bool:
    """Whether a `MotiveReread` puts most of what somebody did down to duty before all else."""
    memories = [motives for _, motives in event.data["memories"]]
    owed = [each for each in memories if max(each, key=lambda motive: each[motive]) == "duty"]
    return 2 * len(owed) > len(memories)


def _commitment_made(stage: Stage, event: Event) -> None:
    stage.commitments[event.seq] = event


LEARNS: Mapping[str, Callable[[Stage, Event], None]] = {
    "PlaceMade": _place_made,
    "GroupMade": _group_made,
    "PersonEntered": _person_entered,
    "Past": _past,
    "ErrandBegun": _errand_begun,
    "ErrandEnded": _errand_ended,
    "SetOut": _set_out,
    "Arrived": _arrived,
    "BroughtIn": _brought_in,
    "TakenAway": _taken_away,
    "Lifted": _lifted,
    "SetDown": _set_down,
    "FellAsleep": _fell_asleep,
    "Woke": _woke,
    "Injured": _knocked_out,
    "Fainted": _fainted,
    "Endangered": _endangered,
    "MotiveReread": _motive_reread,
    "DangerEnded": _danger_ended,
    "EnergyChanged": _energy_changed,
    "Did": _did,
    "FeelingFelt": _feeling_felt,
    "BondGiven": _bond_given,
    "MemoryKept": _memory_kept,
    "CommitmentMade": _commitment_made,
}
