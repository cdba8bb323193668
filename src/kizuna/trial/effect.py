"""effect: what a change does to every beat and to bonds, over many seeds.

A cause is taken away (or something is set otherwise). A beat that then happens more rarely was
*enabled* by it, one that happens oftener was *prevented* by it. Where the interval holds no
difference, it is not clear, or there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from kizuna.ensemble import world_and_beats
from kizuna.trial.both import Side, Watch, both
from kizuna.trial.paired import Paired
from kizuna.world.ablations import Measure
from kizuna.world.change import Change, ChangeMistaken
from kizuna.world.rules import World

OF_A_BOND = ("affection", "trust", "respect", "fear")


@dataclass(frozen=True, slots=True)
class Found:
    """What a change does to one measure. `takes_away` when the change is the lack of a cause."""

    paired: Paired
    takes_away: bool

    @property
    def says(self) -> str:
        """What the cause did: "enabled", "prevented", "raised", "lowered"; "no difference" where
        every story is alike on both sides, and "not clear" where too few differ to tell."""
        low, _ = self.paired.interval
        if not self.paired.is_shown:
            return "not clear" if any(self.paired.differences) else "no difference"
        is_more = (low > 0.0) != self.takes_away
        if self.paired.measure.kind == "bond":
            return "raised" if is_more else "lowered"
        return "enabled" if is_more else "prevented"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to every beat, to the whole story, and to the bonds asked for."""

    world: str
    change: Change
    seeds: int
    found: tuple[Found, ...]

    def of(self, name: str) -> Found:
        """What it does to a beat, or to a bond: "affection lee -> gaara". KeyError for others."""
        for each in self.found:
            if each.paired.measure.name == name:
                return each
        raise KeyError(name)

    def as_plain(self) -> dict[str, Any]:
        """As plain JSON values."""
        measures = [{**each.paired.as_plain(), "says": each.says} for each in self.found]
        return {"world": self.world, "seeds": self.seeds, "change": self.change.as_plain(),
                "measures": measures}  # fmt: skip


def effect(
    name: str, change: Change, seeds: Sequence[int], bonds: Sequence[str] = (),
    until: int | None = None, executor: Executor | None = None, watch: Watch | None = None,
) -> Effect:  # fmt: skip
    """Live every seed of a world with a change and without, and compare beats and bonds.

    `bonds` are written "lee -> gaara". Raises WorldMistaken, ChangeMistaken.
    """
    world, beats = world_and_beats(name)
    measures = [Measure("beat", beat.name) for beat in beats]
    measures += [Measure("whole")] if any(beat.marked for beat in beats) else []
    for bond in bonds:
        measures += [Measure("bond", value, *_people(bond, world)) for value in OF_A_BOND]
    (paired,) = both(name, [Side(change, tuple(measures))], seeds, until, executor, watch)
    takes_away = bool(change.without) and not change.settings
    return Effect(world.name, change, len(seeds), tuple(Found(p, takes_away) for p in paired))


def _people(bond: str, world: World) -> tuple[str, str]:
    from_, _, toward = (part.strip() for part in bond.partition("->"))
    people = {event.roles["who"] for event in world.opening if event.kind == "PersonEntered"}
    if not {from_, toward} <= people:
        raise ChangeMistaken(f"{bond!r} is no bond of this world: write 'lee -> gaara'")
    return from_, toward
