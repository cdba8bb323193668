"""Small worlds written in a test, lived once and then three times more."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

import kizuna
from kizuna.chronicle.lines import write_lines
from kizuna.chronicle.sqlite import SqliteStore
from kizuna.run import Story
from kizuna.world.rules import World

os.environ["KIZUNA_CACHE"] = ""
"""Tests store no worlds, unless they are about that."""


class Tell(Protocol):
    """Lives a world written as text until a moment."""

    def __call__(self, text: str, until: str, seed: int = 1) -> Story: ...


@pytest.fixture
def world_of(tmp_path: Path) -> Callable[[str], World]:
    """The world that a text tells."""

    def made(text: str) -> World:
        path = tmp_path / "small.yaml"
        path.write_text(text, encoding="utf-8")
        return kizuna.load(path)

    return made


@pytest.fixture
def tell(tmp_path: Path, world_of: Callable[[str], World]) -> Tell:
    """Live a small world; the same must come of it in SQLite, and replayed from either store."""

    def told(text: str, until: str, seed: int = 1) -> Story:
        world, end = world_of(text), kizuna.parse_moment(until)
        lived = kizuna.begin(world, seed=seed).advance(end)
        path = tmp_path / f"{seed}-{len(list(tmp_path.iterdir()))}.kizuna"
        with SqliteStore.create(path) as store:
            kept = kizuna.begin(world, seed=seed, store=store).advance(end)
            assert _lines(kept) == _lines(lived)
        with kizuna.open_story(path, world) as opened:
            assert opened.fingerprint() == lived.fingerprint()
        assert kizuna.replay(world, lived.store).fingerprint() == lived.fingerprint()
        return lived

    return told


def _lines(story: Story) -> str:
    out = io.StringIO()
    write_lines(story.chronicle(), out)
    return out.getvalue()
