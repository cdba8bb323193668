"""A world small enough that whole stories of it are lived within a test."""

from pathlib import Path

import pytest

QUARREL = """\
world: quarrel
title: A quarrel at the well
starts: day 1 08:00
ends: day 1 12:00
places:
  well: {name: the well, tags: [open]}
  house: {name: the house, tags: [lodging]}
paths: [{between: [well, house], takes: 5 min}]
people:
  ann: {name: Ann, age: 30, pronouns: she, at: well, home: house, traits: {bluntness: 0.9, sociability: 1.0, reserve: 0.0}}
  ben: {name: Ben, age: 31, pronouns: he, at: well, home: house, traits: {humour: 0.9, sociability: 1.0, reserve: 0.0}}
bonds:
  ann -> ben: {affection: 0.3, trust: 0.3, hours: 50}
  ben -> ann: {affection: 0.4, trust: 0.4, hours: 50}
happenings:
  - {name: noon_bell, at: day 1 11:00, words: A bell rings.}
"""

BEATS = """\
beats:
  - {name: the bell, marked: true, sequence: [{kind: Happened, data.name: noon_bell}]}
  - {name: blows, marked: true, sequence: [{did: attack, actor: ben, target: ann}]}
"""


@pytest.fixture
def quarrel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The world's file, with beats beside it; chronicles go into an empty folder of their own."""
    worlds, home = tmp_path / "worlds", tmp_path / "home"
    worlds.mkdir()
    home.mkdir()
    (worlds / "quarrel.yaml").write_text(QUARREL)
    (worlds / "quarrel.beats.yaml").write_text(BEATS)
    monkeypatch.chdir(home)
    return str(worlds / "quarrel.yaml")
