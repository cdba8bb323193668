"""A change tried over many seeds: what it enables, what it prevents, what it leaves alone."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kizuna.cli import app
from kizuna.faces.trying import _effect
from kizuna.trial.ablate import ablate
from kizuna.trial.effect import Found, effect
from kizuna.trial.paired import Paired, student_95
from kizuna.world.ablations import Measure
from kizuna.world.change import Change, ChangeMistaken

QUARREL = """\
world: quarrel
starts: day 1 08:00
ends: day 1 08:20
places: {kitchen: {name: the kitchen, tags: [lodging]}, tower: {name: the tower}}
people:
  taro: {name: Taro, age: 24, at: kitchen, home: kitchen,
         traits: {pride: 0.8, bluntness: 0.9, impulse: 0.9, courtesy: 0.1, composure: 0.1}}
  jiro: {name: Jiro, age: 21, at: kitchen, home: kitchen, traits: {warmth: 0.8, honesty: 0.9}}
bonds:
  taro -> jiro: {affection: 0.1, trust: 0.2, hours: 900}
  jiro -> taro: {affection: 0.6, trust: 0.5, hours: 900}
backstory:
  - {id: boat, at: 2 h before, actor: jiro, target: taro, words: Jiro sold the boat,
     remembered: {taro: {salience: 0.9, toward: {jiro: {affection: -0.3}},
                         feelings: {anger: {jiro: 0.9}}}}}
  - {id: storm, at: 9 years before, actor: taro, words: Taro saw a storm}
happenings:
  - {name: bell, at: day 1 08:10, place: tower, words: A bell rings.}
"""
BEATS = """\
beats:
  - {name: hard words, sequence: [{did: [insult, threaten, attack, challenge], actor: taro, target: jiro}]}
  - {name: a greeting, sequence: [{did: greet, actor: taro, target: jiro}]}
  - {name: the bell, marked: true, sequence: [{kind: Happened, data.name: bell}]}
"""
ABLATIONS = """\
ablations:
  - name: without the boat
    without: [boat]
    expect:
      - {beat: hard words, expected: rarely}
      - {beat: the bell, expected: untouched}
      - {feeling: anger, who: taro, toward: jiro, expected: milder}
      - {bond: taro -> jiro, expected: higher}
  - name: without the bell
    without: [bell]
    expect:
      - {beat: the bell, expected: never}
      - {whole: true, expected: never}
      - {count: {did: insult}, expected: untouched}
      - {count: {kind: Happened}, until: day 1 08:05, expected: untouched}
      - {first: {kind: Happened}, expected: later}
  - name: a storm that nobody remembers
    without: [storm]
    expect: [{beat: hard words, expected: rarely}]
"""


@pytest.fixture
def quarrel(tmp_path: Path) -> str:
    for name, text in (("", QUARREL), (".beats", BEATS), (".ablations", ABLATIONS)):
        (tmp_path / f"quarrel{name}.yaml").write_text(text)
    return str(tmp_path / "quarrel.yaml")


@pytest.fixture
def here() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1)


def test_a_cause_taken_away_is_said_to_have_enabled_what_it_did(
    quarrel: str, here: ThreadPoolExecutor
) -> None:
    heard: list[object] = []
    found = effect(
        quarrel, Change(without=("boat",)), range(6), ["taro -> jiro"], executor=here,
        watch=heard.append,
    )  # fmt: skip
    assert found.of("hard words").says == "enabled"
    assert found.of("hard words").paired.means == (1.0, 0.0)
    assert found.of("the bell").says == "no difference"
    assert found.of("affection taro -> jiro").says == "lowered"
    assert len(heard) == 12


def test_a_setting_is_said_to_do_what_it_does(quarrel: str, here: ThreadPoolExecutor) -> None:
    kind = Change(settings=("feeling taro anger toward jiro = 0", "trait taro courtesy = 1"))
    found = effect(quarrel, kind, range(4), executor=here)
    assert found.as_plain()["change"] == {"set": list(kind.settings)}
    assert {each.says for each in found.found} <= SAYS


def test_what_differs_in_few_stories_is_not_called_the_same() -> None:
    beat = Measure("beat", "the bell")
    some = Found(Paired(beat, (1.0, 1.0, 1.0), (1.0, 0.0, 1.0)), takes_away=True)
    none = Found(Paired(beat, (1.0, 0.0, 1.0), (1.0, 0.0, 1.0)), takes_away=True)
    assert (some.says, none.says) == ("not clear", "no difference")


SAYS = {"enabled", "prevented", "no difference", "not clear"}


def test_an_effect_is_told_in_sentences_with_its_interval(
    quarrel: str, here: ThreadPoolExecutor
) -> None:
    change = Change(without=("boat",))
    found = effect(quarrel, change, range(6), ["taro -> jiro"], executor=here)
    told = list(_effect(found))
    start = "What is taken away enabled “hard words”: 100 of 100 with it, 0 of 100 without ("
    (sentence,) = [line for line in told if line.startswith(start)]
    assert sentence.endswith(" to 100 of 100 fewer).")
    assert any(line.startswith("What is taken away lowered “affection taro -> jiro”: ")
               and line.endswith(" more).") for line in told)  # fmt: skip


def test_what_is_irrelevant_has_no_effect_on_any_seed(
    quarrel: str, here: ThreadPoolExecutor
) -> None:
    found = effect(quarrel, Change(without=("storm",)), range(4), ["jiro -> taro"], executor=here)
    assert all(set(each.paired.differences) == {0.0} for each in found.found)


def test_a_bond_of_nobody_is_refused(quarrel: str) -> None:
    with pytest.raises(ChangeMistaken, match="no bond of this world"):
        effect(quarrel, Change(), range(1), ["taro -> tora"])


def test_ablations_hold_or_do_not(quarrel: str, here: ThreadPoolExecutor) -> None:
    table = ablate(quarrel, range(5), executor=here)
    assert {row.name: row.holds for row in table.rows} == {
        "without the boat": True, "without the bell": True, "a storm that nobody remembers": False,
    }  # fmt: skip
    assert not table.holds
    by_name = {each.measure.name: each for each in table.rows[1].measures}
    assert by_name["the bell"].means == (1.0, 0.0)
    assert by_name["hard words"].holds is None
    assert by_name["when first Happened"].means == (600.0, 1200.0)


def test_a_row_can_begin_in_the_middle(quarrel: str, here: ThreadPoolExecutor) -> None:
    """A bell taken away before it rings is never heard; taken away afterwards it was."""
    beside = Path(quarrel).with_name("quarrel.ablations.yaml")
    row = "  - {{name: at {at}, at: '{at}', without: [bell], expect: [{{beat: the bell, expected: {so}}}]}}"
    rows = (
        row.format(at="day 1 08:05", so="never"), row.format(at="day 1 08:15", so="untouched"),
    )  # fmt: skip
    beside.write_text("\n".join(("ablations:", *rows)))
    assert ablate(quarrel, range(3), executor=here).holds


def test_a_row_can_be_tried_alone(quarrel: str, here: ThreadPoolExecutor) -> None:
    table = ablate(quarrel, range(2), ["without the bell"], executor=here)
    assert [row.name for row in table.rows] == ["without the bell"]


def test_trials_on_the_command_line_in_processes(quarrel: str) -> None:
    tried = CliRunner().invoke(app, ["ablate", quarrel, "--seeds", "3", "--json"])
    plain = json.loads(tried.output)
    assert tried.exit_code == 1
    assert (plain["world"], plain["seeds"], len(plain["rows"])) == ("quarrel", 3, 3)
    assert plain["rows"][0]["expected"][0] == "hard words: rarely"
    assert {"name", "unchanged", "changed", "low", "high", "holds"} <= set(
        plain["rows"][0]["measures"][0]
    )
    table = CliRunner().invoke(
        app, ["ablate", quarrel, "--seeds", "2", "--row", "without the bell"]
    )
    assert "without the bell: without bell" in table.output
    assert "1 of 1 rows hold." in table.output
    told = CliRunner().invoke(app, ["effect", quarrel, "--without", "boat", "--seeds", "4"])
    assert told.exit_code == 0
    assert "hard words" in told.output and "enabled" in told.output
    wrong = CliRunner().invoke(app, ["effect", quarrel, "--without", "boot", "--seeds", "2"])
    assert wrong.exit_code == 1
    assert "did you mean 'boat'" in wrong.stderr


# The arithmetic. --------------------------------------------------------------------------------

NUMBERS = st.lists(st.floats(-5, 5), min_size=3, max_size=30)


@given(NUMBERS, st.floats(0.5, 3))
def test_the_interval_holds_the_mean_and_moves_with_it(numbers: list[float], by: float) -> None:
    zeros = (0.0,) * len(numbers)
    paired = Paired(Measure("bond"), zeros, tuple(numbers))
    low, high = paired.interval
    assert low - 1e-9 <= paired.means[1] <= high + 1e-9
    moved = Paired(Measure("bond"), zeros, tuple(each + by for each in numbers)).interval
    assert moved == pytest.approx((low + by, high + by))


@pytest.mark.parametrize(
    ("differences", "low", "high"),
    [
        ((-1.0,) * 2, -1.0, 0.35),
        ((-1.0,) * 20, -1.0, -0.73),
        ((0.0,) * 20, -0.13, 0.13),
        ((1.0, 1.0, -1.0, 0.0, 1.0, 0.0, 1.0, 0.0), -0.18, 0.78),
    ],
)
def test_two_stories_alike_are_no_certainty(
    differences: tuple[float, ...], low: float, high: float
) -> None:
    zeros = (0.0,) * len(differences)
    found = Paired(Measure("beat"), zeros, differences).interval
    assert found == pytest.approx((low, high), abs=0.01)


def test_students_deviations_as_in_the_tables() -> None:
    for freedom, expected in ((1, 12.71), (2, 4.30), (3, 3.18), (9, 2.262), (29, 2.045)):
        assert student_95(freedom) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("expected", "changed", "holds"),
    [
        ("rarely", (0, 0, 0, 0, 0, 0, 0, 1), True),
        ("rarely", (0, 0, 0, 0, 1, 0, 0, 1), False),
        ("never", (0, 0, 0, 0, 0, 0, 0, 1), False),
        ("rarer", (0, 0, 0, 0, 0, 0, 1, 1), True),
        ("rarer", (1, 1, 1, 1, 1, 1, 0, 1), False),
        ("likelier", (1, 1, 1, 1, 1, 1, 1, 1), False),
        ("untouched", (1, 1, 1, 1, 1, 1, 1, 1), True),
        ("untouched", (1, 1, 1, 1, 1, 1, 1, 0), False),
        ("", (0, 0, 0, 0, 0, 0, 0, 1), None),
    ],
)
def test_what_is_expected_holds_or_not(
    expected: str, changed: tuple[float, ...], holds: bool | None
) -> None:
    measure = Measure("beat", "b", expected=expected)
    assert Paired(measure, (1.0,) * 8, changed).holds is holds
