"""Triggers of reflexes: patterns that somebody's power waits for."""

from __future__ import annotations

from kizuna.problems import Problems
from kizuna.state.whole import EVOLVES
from kizuna.world.check.written import Written
from kizuna.world.nodes import mark_at
from kizuna.world.pattern import compile_pattern

BOUND = ("host",)


def check_triggers(written: Written, problems: Problems) -> None:
    """Report what is wrong with the patterns of a world's powers."""
    known = written.known
    for who, powers in written.shape.powers.items():
        for at, power in enumerate(powers):
            for number, trigger in enumerate(power.triggers):
                way = ("powers", who, at, "triggers", number, "when")
                compile_pattern(
                    trigger.when,
                    problems,
                    lambda path, way=way: mark_at(written.page.sound, (*way, *path)),  # type: ignore[misc]
                    given=BOUND,
                    known_kinds=EVOLVES.keys(),
                    known_practices=known.practices,
                    known_people=known.people,
                    known_facts=known.facts,
                )
