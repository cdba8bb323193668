"""ablate: every row of a world's ablations against the unchanged world, with the same dice.

table = ablate("precious-person", range(1, 101))
[row.name for row in table.rows if not row.holds]
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from kizuna.ensemble import world_and_beats
from kizuna.problems import Problems
from kizuna.trial.both import Side, Watch, both
from kizuna.trial.paired import Paired
from kizuna.world.ablations import Ablation, Measure, read_ablations
from kizuna.world.load import find


@dataclass(frozen=True, slots=True)
class Row:
    """One ablation, tried: every beat, and whatever else was expected of it."""

    ablation: Ablation
    measures: tuple[Paired, ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.ablation.name

    @property
    def holds(self) -> bool:
        """Whether everything that was expected of it is so."""
        return all(each.holds is not False for each in self.measures)

    def as_plain(self) -> dict[str, Any]:
        """As plain JSON values."""
        expected = [f"{m.name}: {m.expected}" for m in self.ablation.measures]
        return {
            "name": self.name, "change": self.ablation.change.as_plain(), "expected": expected,
            "holds": self.holds, "measures": [each.as_plain() for each in self.measures],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of a world, tried."""

    world: str
    seeds: int
    rows: tuple[Row, ...]

    @property
    def holds(self) -> bool:
        """Whether every row does."""
        return all(row.holds for row in self.rows)

    def as_plain(self) -> dict[str, Any]:
        """As plain JSON values."""
        rows = [row.as_plain() for row in self.rows]
        return {"world": self.world, "seeds": self.seeds, "rows": rows}


def ablations_of(name: str) -> tuple[Ablation, ...]:
    """The ablations beside a world. Raises WorldMistaken when they are not sound."""
    problems, (world, beats) = Problems(), world_and_beats(name)
    found = read_ablations(find(name), world, beats, problems)
    problems.raise_any()
    return found


def ablate(
    name: str, seeds: Sequence[int], rows: Sequence[str] = (), until: int | None = None,
    executor: Executor | None = None, watch: Watch | None = None,
) -> Table:  # fmt: skip
    """Try a world's ablations, or only the rows named, over these seeds. Raises WorldMistaken."""
    world, beats = world_and_beats(name)
    tried = [each for each in ablations_of(name) if not rows or each.name in rows]
    beat_names = [beat.name for beat in beats]
    sides = [Side(each.change, _measures(each, beat_names), each.at) for each in tried]
    found = both(name, sides, seeds, until, executor, watch) if tried else []
    made = tuple(Row(each, paired) for each, paired in zip(tried, found, strict=True))
    return Table(world.name, len(seeds), made)


def _measures(ablation: Ablation, beats: Sequence[str]) -> tuple[Measure, ...]:
    """Every beat in its order, with what is expected of it; then whatever else is expected."""
    named = {each.of: each for each in ablation.measures if each.kind == "beat"
             and not each.in_time}  # fmt: skip
    every = [named.get(beat, Measure("beat", beat)) for beat in beats]
    return (*every, *(each for each in ablation.measures if each not in every))
