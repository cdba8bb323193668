"""The same story is the same story: twice, from SQLite and memory, live and replayed."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import kizuna
from kizuna.chronicle.lines import write_lines
from kizuna.chronicle.sqlite import SqliteStore
from kizuna.event import to_json
from kizuna.run import Story
from kizuna.world.rules import World

UNTIL = kizuna.parse_moment("day 1 20:00")


@pytest.fixture(scope="module")
def world() -> World:
    return kizuna.load("precious-person")


@pytest.fixture(scope="module")
def lived(world: World) -> Story:
    return kizuna.begin(world, seed=11).advance(UNTIL)


def lines(story: Story) -> str:
    out = io.StringIO()
    write_lines(story.chronicle(), out)
    return out.getvalue()


def test_from_sqlite_and_from_memory(world: World, lived: Story, tmp_path: Path) -> None:
    with SqliteStore.create(tmp_path / "a.kizuna") as store:
        kept = kizuna.begin(world, seed=11, store=store).advance(UNTIL)
        assert kept.fingerprint() == lived.fingerprint()
        assert store.fingerprints() == lived.store.fingerprints()
        assert lines(kept) == lines(lived)


def test_replayed(world: World, lived: Story) -> None:
    again = kizuna.replay(world, lived.store)
    assert again.fingerprint() == lived.fingerprint()
    assert again.whole.digest == lived.whole.digest


def test_a_story_goes_on_where_it_was_left(world: World, lived: Story, tmp_path: Path) -> None:
    half = kizuna.begin(world, seed=11).advance(kizuna.parse_moment("day 1 15:00"))
    path = half.save(tmp_path / "half.kizuna")
    with kizuna.open_story(path, world) as opened:
        opened.advance(UNTIL)
        assert opened.fingerprint() == lived.fingerprint()
        assert lines(opened) == lines(lived)


def test_a_changed_world_is_refused(world: World, lived: Story) -> None:
    other = replace(world, texts={"world.yaml": "another"})
    with pytest.raises(kizuna.WorldChanged, match="has changed"):
        kizuna.replay(other, lived.store)


def test_in_other_processes_under_other_hash_seeds(lived: Story) -> None:
    script = (
        "import kizuna;"
        "s = kizuna.begin(kizuna.load('precious-person'), seed=11);"
        f"s.advance({UNTIL});"
        "print(s.fingerprint(), s.whole.digest.hex())"
    )
    told = f"{lived.fingerprint()} {lived.whole.digest.hex()}"
    for hash_seed in ("1", "2"):
        ran = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
        )  # fmt: skip
        assert ran.stdout.strip() == told


def test_other_seeds_are_other_stories(world: World, lived: Story) -> None:
    other = kizuna.begin(world, seed=12).advance(UNTIL)
    assert other.fingerprint() != lived.fingerprint()


def test_rain_on_an_empty_road_changes_nothing_else(world: World) -> None:
    dry = replace(world, happenings=tuple(h for h in world.happenings if h.place is None))
    assert len(dry.happenings) < len(world.happenings)
    until = kizuna.parse_moment("day 1 19:30")
    for seed in range(30, 60):
        wet = kizuna.begin(world, seed=seed).advance(until)
        rain = [e for e in wet.chronicle() if e.kind == "Happened" and e.place is not None]
        if rain and not rain[0].data["witnesses"]:
            break
    else:
        pytest.fail("somebody was on the road in every seed")
    without = kizuna.begin(dry, seed=seed).advance(until)
    rained = {event.seq for event in rain}
    expected = [to_json(e) for e in wet.chronicle() if e.seq not in rained]
    assert [to_json(e) for e in without.chronicle()] == expected
