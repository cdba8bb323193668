"""Many stories, and what they came to."""

import json
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kizuna.cli import app
from kizuna.ensemble import Ensemble, Lived, beats_beside, ensemble, interval, live, occurred
from kizuna.event import Event, address
from kizuna.problems import Problems
from kizuna.world.beats import Beat
from kizuna.world.load import load
from kizuna.world.pattern import compile_pattern


def beat(kind: str, marked: bool = True) -> Beat:
    pattern = compile_pattern({"sequence": [{"kind": kind}]}, Problems(), name=kind)
    assert pattern is not None
    return Beat(kind, marked, pattern)


def story(*kinds: str) -> list[Event]:
    return [Event(address(60 * place, 0), kind) for place, kind in enumerate(kinds)]


def test_beats_must_come_in_their_order() -> None:
    beats = [beat("Woke"), beat("Lifted"), beat("SetDown")]
    in_order = occurred(beats, story("Woke", "Lifted", "SetDown"))
    out_of_order = occurred(beats, story("Woke", "SetDown", "Lifted"))
    assert [each.name for each in in_order] == ["Woke", "Lifted", "SetDown"]
    assert [each.name for each in out_of_order] == ["Woke", "Lifted"]


def test_a_beat_that_is_not_marked_holds_nothing_up() -> None:
    beats = [beat("Woke", marked=False), beat("Lifted")]
    assert [each.name for each in occurred(beats, story("Lifted", "Woke"))] == ["Woke", "Lifted"]


def test_one_seed_lived(quarrel: str) -> None:
    world = load(quarrel)
    lived = live(world, beats_beside(quarrel, world), 3)
    assert lived == Lived(3, ("the bell",), missed="blows")
    assert not lived.is_whole


def test_an_ensemble_is_in_the_order_of_its_seeds(quarrel: str) -> None:
    heard: list[int] = []
    with ThreadPoolExecutor(1) as executor:
        found = ensemble(quarrel, [4, 2, 9], None, executor, lambda lived: heard.append(lived.seed))
    assert [each.seed for each in found.lived] == [4, 2, 9]
    assert sorted(heard) == [2, 4, 9]
    assert found.rate("the bell") == 1.0
    assert found.whole == 0.0


def test_rates_are_shares_of_all_stories() -> None:
    lived = (
        Lived(1, ("a", "b")),
        Lived(2, ("a",), missed="b"),
        Lived(3, (), missed="a", trouble="?"),
    )
    found = Ensemble("w", 1, (("a", True), ("b", True)), lived)
    assert found.as_plain() == {
        "world": "w",
        "seeds": 3,
        "first": 1,
        "whole": 1 / 3,
        "whole_interval": [0.0615, 0.7923],
        "beats": [
            {"name": "a", "marked": True, "rate": 2 / 3, "interval": [0.2077, 0.9385]},
            {"name": "b", "marked": True, "rate": 1 / 3, "interval": [0.0615, 0.7923]},
        ],
        "failed": [{"seed": 2, "missed": "b"}, {"seed": 3, "missed": "a", "trouble": "?"}],
    }


def test_beats_on_the_command_line_in_processes(quarrel: str) -> None:
    plain = CliRunner().invoke(app, ["beats", quarrel, "--seeds", "2"])
    found = json.loads(CliRunner().invoke(app, ["beats", quarrel, "--seeds", "2", "--json"]).output)
    assert "* the bell     2  100%" in plain.output
    assert "seed 2 missed: blows" in plain.output
    assert found["failed"] == [{"seed": 1, "missed": "blows"}, {"seed": 2, "missed": "blows"}]


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_an_interval_holds_the_share_and_is_narrower_for_more(counted: tuple[int, int]) -> None:
    count, hits = counted
    low, high = interval(hits / count, count)
    more_low, more_high = interval(hits / count, 4 * count)
    assert 0.0 <= low <= hits / count + 1e-12
    assert hits / count - 1e-12 <= high <= 1.0
    assert more_high - more_low < high - low


def test_an_interval_as_in_the_literature() -> None:
    low, high = interval(0.95, 100)
    assert (round(low, 3), round(high, 3)) == (0.888, 0.978)
