"""Judging a world for its author: everything that is wrong with it, told at once."""

from __future__ import annotations

import json
from typing import Any

from kizuna.problems import Problem
from kizuna.world.load import check


def judge(name: str, as_json: bool) -> bool:
    """Print what is wrong with a world; whether nothing is."""
    problems = check(name)
    if as_json:
        found = {"world": name, "problems": [_plain(problem) for problem in problems]}
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(problems if problems else f"{name}: nothing is wrong with it.")
    return not problems


def _plain(problem: Problem) -> dict[str, Any]:
    plain: dict[str, Any] = {"name": problem.name}
    if problem.mark is not None:
        mark = problem.mark
        plain |= {"file": mark.file, "line": mark.line, "column": mark.column}
    return plain | {"message": problem.message, "way_out": problem.way_out}
