"""Old chronicles open for ever: one is kept for each form there ever was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kizuna.chronicle.sqlite import SqliteStore
from kizuna.cli import app

OLD = sorted(Path(__file__).parent.glob("form_*.kizuna"))


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / "old.kizuna"))


def test_there_is_one_for_each_form_before_this_one() -> None:
    assert [path.stem for path in OLD] == ["form_1"]


def test_an_old_chronicle_is_told(old: Path) -> None:
    before = old.read_bytes()
    told = CliRunner().invoke(app, ["tell", str(old)])
    assert told.exit_code == 0
    assert "Jiro sold their father's boat" in told.output
    assert old.read_bytes() == before


def test_an_old_chronicle_is_forked_and_lived_on_in(old: Path) -> None:
    with SqliteStore.open(old, read_only=True) as store:
        events = list(store.events())
        assert [each.number for each in store.branches()] == [0]
    made = CliRunner().invoke(app, ["fork", str(old), "--set", "trait taro pride = 0.1"])
    assert made.output.startswith("branch 1: trait taro pride = 0.1, from day 1 08:00")
    until = ["--until", "day 1 08:30", "--quiet"]
    assert CliRunner().invoke(app, ["resume", str(old), "--branch", "1", *until]).exit_code == 0
    assert CliRunner().invoke(app, ["resume", str(old), *until]).exit_code == 0
    with SqliteStore.open(old, read_only=True) as store:
        assert list(store.events())[: len(events)] == events
        assert store.branches()[1].events > 10


def test_a_world_kept_under_older_names_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "older.kizuna"
    live = ["run", "precious-person", "--until", "day 1 11:05", "--quiet", "--out", str(path)]
    assert CliRunner().invoke(app, live).exit_code == 0
    with SqliteStore.open(path) as store:
        texts = store.facts()["world_texts"]
        older = texts.replace("forms of address:", "address:")
        assert older != texts
        store.set_facts({**store.facts(), "world_texts": older})
    told = CliRunner().invoke(app, ["tell", str(path), "--form", "scenes"])
    assert told.exit_code == 0
    # As the speaker calls him, and not as the narrator does.
    assert "Gai-sensei" in told.output
