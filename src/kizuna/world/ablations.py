"""Ablations: what must change in a world's stories when a cause is taken away.

    ablations:
      - name: without the lesson
        without: [lesson]
        set: ["bond naruto -> gaara affection = 0"]
        expect:
          - {beat: the vigil, expected: rarely}
          - {beat: one week, expected: later}
          - {count: {kind: BrokeOut, who: gaara}, expected: likelier}
          - {feeling: grief, who: sakura, expected: milder}

A row can begin in the middle: with `at: day 6 16:30` every story is lived unchanged until then.
They lie beside a world (`ablations.yaml` by `world.yaml`, `village.ablations.yaml` by
`village.yaml`). Each row is a change (see `change`) and what is expected of it, measure by measure.
Nobody in a story reads them.

A measure is one number of one story: whether a beat occurred (or, if it should come `sooner` or
`later`, when), whether the whole story did, how often something like a clause happened or when
first, how strongly somebody felt something on average, what a bond came to.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from pydantic import Field

from kizuna.clock import format_moment
from kizuna.problems import Problems
from kizuna.state.whole import EVOLVES
from kizuna.world.beats import Beat
from kizuna.world.change import Change, ChangeMistaken, taken
from kizuna.world.check.mistake import Mistake, Mistakes, meant
from kizuna.world.check.mistake import Path as Spot
from kizuna.world.check.shaping import shaped
from kizuna.world.check.written import known_of
from kizuna.world.nodes import MapNode, mark_at
from kizuna.world.pattern import Pattern, compile_pattern
from kizuna.world.rules import World
from kizuna.world.settings import drafts_of
from kizuna.world.shape import Part
from kizuna.world.source import read_file
from kizuna.world.values import Feeling, Id, Moment, Words

ABLATIONS_FILE = "ablations.yaml"
MOST_ABLATIONS = 200

Direction: TypeAlias = Literal[
    "rarely", "never", "rarer", "likelier", "sooner", "later", "milder", "stronger", "lower",
    "higher", "untouched",
]  # fmt: skip
DIRECTIONS: tuple[str, ...] = get_args(Direction)
IN_TIME = ("sooner", "later")
KINDS = ("beat", "whole", "count", "first", "feeling", "bond")


class MeasureShape(Part, title="a measure"):
    """One number of a story, and which way it is expected to go."""

    beat: Words | None = Field(default=None, description="a beat, by its name")
    whole: Literal[True] | None = Field(default=None, description="true: all marked beats in order")
    count: dict[str, Any] | None = Field(
        default=None, description="a clause: how often it happens, {did: insult, actor: lee}"
    )
    first: dict[str, Any] | None = Field(
        default=None, description="a clause: when it happens first"
    )
    until: Moment | None = Field(default=None, description="count only until then: day 7 06:00")
    feeling: Feeling | None = Field(default=None, description="a feeling: how strong on average")
    who: Id | None = Field(default=None, description="who feels it")
    toward: Id | None = Field(default=None, description="toward whom; left out: anybody")
    bond: str | None = Field(default=None, description="a bond at the end: lee -> gaara")
    value: Literal["affection", "trust", "respect", "fear", "attraction"] = Field(
        default="affection", description="what of the bond"
    )
    expected: Direction = Field(description="which way it goes: rarely, rarer, later ...")


class AblationShape(Part, title="an ablation"):
    """A change, and what is expected of it."""

    name: Words = Field(description="what it is called")
    without: tuple[Words, ...] = Field(default=(), description="what is taken away: [lesson]")
    set_: tuple[Words, ...] = Field(
        default=(), alias="set", description="what is otherwise: ['trait lee pride = 0.2']"
    )
    at: Moment | None = Field(
        default=None, description="from when on; left out: from where it first matters"
    )
    expect: tuple[MeasureShape, ...] = Field(description="what is expected, measure by measure")


class AblationsShape(Part, title="a file of ablations"):
    """All ablations of a world."""

    ablations: tuple[AblationShape, ...] = Field(
        max_length=MOST_ABLATIONS, description="the rows of the table"
    )


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of one story; `expected` is the way it should go, empty when nobody said.

    `kind` is one of KINDS; `of` names the beat, the feeling or the value of a bond; `clause` is
    what is counted or looked for, as JSON, and counted only before the story second `until`. With
    `in_time` a beat is measured by when it is complete.
    """

    kind: str
    of: str = ""
    who: str = ""
    toward: str = ""
    clause: str = ""
    expected: str = ""
    until: int | None = None

    @property
    def in_time(self) -> bool:
        """Whether it is a moment that is measured."""
        return self.kind == "first" or (self.kind == "beat" and self.expected in IN_TIME)

    @property
    def name(self) -> str:
        """The measure in words."""
        pair = " -> ".join(id_ for id_ in (self.who, self.toward) if id_)
        parts = {
            "beat": f"when {self.of!r}" if self.in_time else self.of,
            "whole": "the whole story",
            "count": f"how often {_said(self.clause)}",
            "first": f"when first {_said(self.clause)}",
            "feeling": f"{self.of} of {pair}",
            "bond": f"{self.of} {pair}",
        }
        return parts[self.kind] + (
            "" if self.until is None else f" until {format_moment(self.until)}"
        )


def _said(clause: str) -> str:
    told = json.loads(clause or "{}").values()
    return " ".join(str(each) for each in told)


@dataclass(frozen=True, slots=True)
class Ablation:
    """A change by name, from which story second on (None: from where it first matters), and what is
    expected of it."""

    name: str
    change: Change
    measures: tuple[Measure, ...]
    at: int | None = None


def ablations_file(world_path: Path) -> Path:
    """Where the ablations of a world lie, whether there are any or not."""
    if world_path.is_dir():
        return world_path / ABLATIONS_FILE
    is_main = world_path.name == "world.yaml"
    name = ABLATIONS_FILE if is_main else f"{world_path.stem}.{ABLATIONS_FILE}"
    return world_path.with_name(name)


def read_ablations(
    world_path: Path, world: World, beats: Sequence[Beat], problems: Problems
) -> tuple[Ablation, ...]:
    """The ablations beside a world's file; none when there is no such file.

    What is wrong with them is reported; the sound ones are given all the same.
    """
    path = ablations_file(world_path)
    root = read_file(path, problems) if path.exists() else None
    if root is None:
        return ()
    if not isinstance(root, MapNode):
        message = "a file of ablations is a list of them under ablations"
        problems.report("not-ablations", root.mark, message, "begin with ablations: and a list")
        return ()
    shape, sound, mistakes = shaped(root, AblationsShape)
    found = list(mistakes)
    if isinstance(shape, AblationsShape):
        found += _mistakes(shape, world, beats)
    for each in found:
        mark = mark_at(sound, each.path, of_key=each.of_key)
        problems.report(each.name, mark, each.message, each.way_out)
    return _ablations(shape) if isinstance(shape, AblationsShape) and not found else ()


def _ablations(shape: AblationsShape) -> tuple[Ablation, ...]:
    return tuple(
        Ablation(
            each.name, Change(each.without, each.set_), tuple(map(_measure, each.expect)), each.at
        )
        for each in shape.ablations
    )


def _measure(shape: MeasureShape) -> Measure:
    kind = _kinds(shape)[0]
    if kind == "bond":
        from_, toward = _ends(str(shape.bond))
        return Measure(kind, shape.value, from_, toward, expected=shape.expected)
    asked = shape.count or shape.first
    clause = "" if asked is None else json.dumps(asked, ensure_ascii=False)
    of = shape.beat or shape.feeling or ""
    who, toward = shape.who or "", shape.toward or ""
    return Measure(kind, of, who, toward, clause, shape.expected, shape.until)


def _kinds(shape: MeasureShape) -> list[str]:
    return [kind for kind in KINDS if getattr(shape, kind) is not None]


def _ends(bond: str) -> tuple[str, str]:
    from_, _, toward = bond.partition("->")
    return from_.strip(), toward.strip()


def pattern_of(clause: Mapping[str, Any], problems: Problems) -> Pattern | None:
    """A clause as a pattern that keeps every match; None when a mistake was reported."""
    data = {"sequence": [dict(clause)], "keep": "all"}
    return compile_pattern(data, problems, known_kinds=EVOLVES.keys())


# What can be wrong. -----------------------------------------------------------------------------


def _mistakes(shape: AblationsShape, world: World, beats: Sequence[Beat]) -> Mistakes:
    names: list[str] = []
    for at, row in enumerate(shape.ablations):
        if row.name in names:
            message = f"there is an ablation {row.name!r} already"
            way_out = "give each a name of its own"
            yield Mistake("ablation-twice", ("ablations", at, "name"), message, way_out)
        names.append(row.name)
        yield from _changes(row, ("ablations", at), world)
        for place, measure in enumerate(row.expect):
            spot = ("ablations", at, "expect", place)
            yield from _measured(measure, spot, world, beats)


def _changes(row: AblationShape, spot: Spot, world: World) -> Mistakes:
    for key, texts, reads in (("without", row.without, taken), ("set", row.set_, drafts_of)):
        for place, text in enumerate(texts):
            try:
                reads(text, world)
            except ChangeMistaken as mistaken:
                message, _, way_out = str(mistaken).partition("; ")
                way_out = way_out or "see what can be changed in docs/whatif.md"
                yield Mistake("change-mistaken", (*spot, key, place), message, way_out)


def _measured(measure: MeasureShape, spot: Spot, world: World, beats: Sequence[Beat]) -> Mistakes:
    kinds, names = _kinds(measure), [beat.name for beat in beats]
    if len(kinds) != 1 or (measure.feeling is not None) != (measure.who is not None):
        way_out = f"name one of {', '.join(KINDS)}; a feeling with who feels it"
        yield Mistake("measure-unclear", spot, "it is unclear what is measured", way_out)
        return
    if measure.until is not None and measure.count is None:
        message, way_out = "until is said of what is counted", "count something, or leave until out"
        yield Mistake("measure-unclear", (*spot, "until"), message, way_out)
    if measure.beat is not None and measure.beat not in names:
        way_out = meant(measure.beat, names) or "name a beat of beats.yaml"
        yield Mistake(
            "unknown-beat", (*spot, "beat"), f"there is no beat {measure.beat!r}", way_out
        )
    people = known_of(world).people
    for key, id_ in (("who", measure.who), ("toward", measure.toward), *_bonded(measure)):
        if id_ is not None and id_ not in people:
            way_out = meant(id_, people) or "name somebody of this world"
            message = f"there is no person {id_!r}"
            yield Mistake("unknown-person", (*spot, key), message, way_out)
    yield from _clauses(measure, spot)


def _bonded(measure: MeasureShape) -> list[tuple[str, str]]:
    return [] if measure.bond is None else [("bond", id_) for id_ in _ends(measure.bond)]


def _clauses(measure: MeasureShape, spot: Spot) -> Mistakes:
    for key, clause in (("count", measure.count), ("first", measure.first)):
        problems = Problems()
        if clause is not None and pattern_of(clause, problems) is None:
            for each in problems:
                yield Mistake(each.name, (*spot, key), each.message, each.way_out)
