"""A condition that failed, in words."""

from __future__ import annotations

import pytest

import kizuna
from kizuna.ask.condition import parts, spelled
from kizuna.explain.lacking import lacking
from kizuna.explain.readings import FLAGS, NUMBERS
from kizuna.explain.record import Record
from kizuna.explain.verdict import Missing, in_roles
from kizuna.problems import Mark, Problems
from kizuna.world.expr import Expr, Flag, Kind, Tree, parse
from kizuna.world.names import vocabulary
from kizuna.world.rules import World
from kizuna.world.scores import condition, groups_of

PEOPLE = {"actor": "gaara", "target": "naruto", "about": "lee"}


@pytest.fixture(scope="module")
def world() -> World:
    return kizuna.load("precious-person")


@pytest.fixture(scope="module")
def record(world: World) -> Record:
    return Record.of(world, world.opening)


def missing(part: Tree, is_unseen: bool = False, **values: float | bool) -> Missing:
    names = Expr("", part).names()
    held = {in_roles(n.spelling): n.kind is Kind.FLAG and False for n in names}
    held |= {name.replace("__", "."): value for name, value in values.items()}
    return Missing(in_roles(spelled(part)), held, part, PEOPLE, is_unseen)


def read(text: str) -> Tree:
    parsed = parse(text, Mark("", 1, 1, ""), vocabulary(), Problems())
    assert parsed is not None
    return parsed.tree


@pytest.mark.parametrize(
    ("text", "values", "told"),
    [
        ("toward.affection > 0.6", {"toward__affection": 0.28},
         "how fond Gaara was of Naruto: 0.28, and it takes more than 0.60"),
        ("0.3 > toward.hated", {"toward__hated": 0.85},
         "how sure Gaara was that Naruto hates him: 0.85, and it takes less than 0.30"),
        ("toward_about.anger > 0.2", {"toward_about__anger": 0.0},
         "Gaara's anger toward Lee: 0.00, and it takes more than 0.20"),
        ("between.menace > 0.5", {"between__menace": 0.1},
         "how sure one was that Naruto means Lee harm: 0.10, and it takes more than 0.50"),
        ("target.is_awake", {}, "Naruto was not awake"),
        ("not target.is_bleeding", {"target__is_bleeding": True}, "Naruto was bleeding"),
        ("not here.is_office", {"here__is_office": True}, "that place was an office"),
        ("max(toward.joy, toward.relief) > 0.2", {"toward__joy": 0.1, "toward__relief": 0.0},
         "it takes more than 0.20 of one of these: Gaara's joy toward Naruto (0.10) and "
         "Gaara's relief toward Naruto (0.00)"),
        ("toward.wronged_them * toward.affection > 0.12",
         {"toward__wronged_them": 0.1, "toward__affection": 0.5},
         "it takes more than 0.12 of these taken together: how fond Gaara was of Naruto (0.50) "
         "and how much Gaara had wronged Naruto, and knew it (0.10)"),
        ("target.is_awake or target.is_unconscious", {},
         "one of these would have done, and none was so: Naruto was not awake; "
         "Naruto was not unconscious"),
        ("target.is_asleep or (here.is_bed and actor.injury > 0.1)", {"here__is_bed": True,
                                                                      "actor__injury": 0.0},
         "one of these would have done, and none was so: Naruto was not asleep; "
         "how badly Gaara was hurt: 0.00, and it takes more than 0.10"),
    ],
)  # fmt: skip
def test_what_was_not_so_is_said_of_the_people_it_was_of(
    record: Record, text: str, values: dict[str, float | bool], told: str
) -> None:
    assert lacking(record, missing(read(text), **values)) == told


def test_of_whoever_is_elsewhere_nothing_is_said_that_could_not_be_seen(record: Record) -> None:
    told = lacking(record, missing(read("target.is_awake"), is_unseen=True))
    assert told == "Naruto was elsewhere, out of sight"


def test_a_way_of_lacking_that_cannot_be_read_out_is_given_as_it_is_written(record: Record) -> None:
    part = read("0.1 < toward.affection < 0.3")
    told = lacking(record, missing(part, toward__affection=0.5))
    assert told == "it takes “0.1 < toward.affection < 0.3” (toward.affection was 0.50)"


@pytest.mark.parametrize("name", kizuna.bundled())
def test_every_condition_of_the_bundled_worlds_can_be_read_out(name: str) -> None:
    world = kizuna.load(name)
    record = Record.of(world, world.opening)
    ids = [event.roles["who"] for event in world.opening if event.kind == "PersonEntered"]
    people = dict(zip(PEOPLE, ids, strict=False))
    for practice in world.practices:
        for group in groups_of(practice):
            for part in parts(condition(practice, group).tree):
                if part == Flag(True):
                    continue
                bare = missing(part)
                told = lacking(record, Missing(bare.text, bare.values, part, people)) or ""
                assert "“" not in told and "{" not in told and "_" not in told, (told, bare.text)


def test_readings_are_of_words_that_there_are() -> None:
    columns = {name.column for name in vocabulary().values()}
    assert {each.removesuffix(" between") for each in NUMBERS} - columns == set()
    assert set(FLAGS) - columns == set()
