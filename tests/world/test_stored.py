"""A world once built is taken as it is stored, while all it came from says the same; whatever is
not sound, not one's own or not the same any more is as good as not there."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import kizuna
from kizuna.run import begin
from kizuna.world import load as loading
from kizuna.world import stored
from kizuna.world.rules import World
from kizuna.world.stored import MARK, take

TWO = """
world: two
title: Two
starts: day 1 8:00
uses: [commons, steps.yaml]
places: {room: {name: the room}}
people:
  tove: {name: Tove, age: 30, at: room}
  asa: {name: Asa, age: 30, at: room}
bonds: {tove -> asa: {affection: 0.4}}
"""
STEPS = """
practices:
  hum: {with: alone, peculiar to: choirs, head: {likes it: 0.3}, line: ["{actor} hums."]}
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("KIZUNA_CACHE", str(folder))
    return folder


@pytest.fixture
def two(tmp_path: Path) -> Path:
    (tmp_path / "steps.yaml").write_text(STEPS, encoding="utf-8")
    path = tmp_path / "two.yaml"
    path.write_text(TWO, encoding="utf-8")
    return path


def files_in(cache: Path) -> list[Path]:
    return list(cache.iterdir())


def test_a_stored_world_is_the_world_that_was_built(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = kizuna.load("precious-person")
    monkeypatch.delattr(loading, "_judged")
    again = kizuna.load("precious-person")
    assert again is not built
    assert again == built
    told = [begin(world, 3).advance(world.starts + 3600).fingerprint() for world in (built, again)]
    assert told[0] == told[1]
    assert [file.stat().st_mode & 0o077 for file in files_in(cache)] == [0]


def test_a_changed_file_a_changed_library_and_a_new_name_for_it_are_noticed(
    cache: Path, two: Path
) -> None:
    assert "hum" in kizuna.load(two).practice
    assert take(two) is not None
    (two.parent / "steps.yaml").write_text(STEPS.replace("hum", "sing"), encoding="utf-8")
    assert take(two) is None
    assert "sing" in kizuna.load(two).practice
    two.write_text(TWO.replace("title: Two", "title: Both"), encoding="utf-8")
    assert kizuna.load(two).title == "Both"
    other = two.parent / "other.yaml"
    two.rename(other)
    assert take(two) is None
    assert take(other) is None


def test_other_code_builds_anew(cache: Path, two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kizuna.load(two)
    assert take(two) is not None
    monkeypatch.setattr(stored, "_code", lambda: iter([("rules.py", 1, 2)]))
    assert take(two) is None


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def with_a_bit_turned(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize("harm", [cut, with_a_bit_turned, lambda _: b"", lambda _: b"\0" * 999])
def test_what_is_damaged_is_as_good_as_not_there(
    cache: Path, two: Path, harm: Callable[[bytes], bytes]
) -> None:
    kizuna.load(two)
    (file,) = files_in(cache)
    file.write_bytes(harm(file.read_bytes()))
    assert take(two) is None
    assert kizuna.load(two) == take(two)


class Evil:
    """Would make a folder when it is read."""

    def __init__(self, sign: Path) -> None:
        self.sign = sign

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.sign),)


def test_nothing_but_worlds_is_made_of_what_is_read(cache: Path, two: Path, tmp_path: Path) -> None:
    kizuna.load(two)
    (file,) = files_in(cache)
    body = pickle.dumps(((), Evil(tmp_path / "harmed")))
    file.write_bytes(MARK + stored._digest(body) + body)
    assert take(two) is None
    assert not (tmp_path / "harmed").exists()


def test_what_others_may_write_to_is_not_trusted(cache: Path, two: Path) -> None:
    kizuna.load(two)
    (file,) = files_in(cache)
    for spot, open_to_all, closed in ((cache, 0o777, 0o700), (file, 0o666, 0o600)):
        spot.chmod(open_to_all)
        assert take(two) is None
        spot.chmod(closed)
        assert take(two) is not None
    elsewhere = cache.with_name("elsewhere")
    cache.rename(elsewhere)
    cache.symlink_to(elsewhere)
    assert take(two) is None


def test_where_nothing_can_be_stored_worlds_load_all_the_same(
    tmp_path: Path, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").write_text("in the way")
    for named in (str(tmp_path / "a file"), str(tmp_path / "a file" / "below"), ""):
        monkeypatch.setenv("KIZUNA_CACHE", named)
        assert kizuna.load(two).name == "two"
        assert take(two) is None
    assert (tmp_path / "a file").read_text() == "in the way"


def test_only_the_latest_worlds_are_kept(
    cache: Path, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "KEPT", 2)
    for name in ("one", "two", "three"):
        path = two.parent / f"{name}.yaml"
        path.write_text(TWO.replace("world: two", f"world: {name}"), encoding="utf-8")
        kizuna.load(path)
        assert take(path) is not None
    assert len(files_in(cache)) == 2


def test_a_world_that_cannot_be_written_down_is_not_stored(cache: Path, two: Path) -> None:
    world: World = replace(kizuna.load(two), words={"odd": lambda: None})  # type: ignore[dict-item]
    other = two.parent / "odd.yaml"
    stored.store(other, [two], world)
    assert take(other) is None
    assert len(files_in(cache)) == 1
