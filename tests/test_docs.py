"""What the pages show is so: their worlds load, their Python runs, their links lead somewhere.

A fenced block says what it is in its first line. `yaml world` begins a world and `yaml more` goes
on with it; both must be sound as far as they go. `yaml mistaken` is put below the first block of
its page, and the `text` block after it is what `check` says then. `yaml beats` lies beside the
world so far. `python run` is run in a folder that has `examples/` in it.
"""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

import kizuna
from kizuna.world.load import check

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
GUIDES = sorted((ROOT / "docs" / "writing").glob("*.md"))
PAGES = [README, *sorted((ROOT / "docs").glob("*.md")), *GUIDES]
FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
CHOICE = re.compile(r"^\| `([a-z_/]+\.py)` \| `([A-Z_]+)` \|", re.MULTILINE)


class Block(NamedTuple):
    kind: str
    text: str


def blocks(page: Path) -> list[Block]:
    return [Block(*each) for each in FENCE.findall(page.read_text(encoding="utf-8"))]


def pages_with(kind: str) -> list[Path]:
    return [page for page in PAGES if any(block.kind == kind for block in blocks(page))]


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", pages_with("yaml world"), ids=named)
def test_every_world_of_a_page_loads_and_begins(page: Path, tmp_path: Path) -> None:
    file, written = tmp_path / "ferry.yaml", ""
    for block in blocks(page):
        if block.kind in ("yaml world", "yaml more"):
            written = block.text if block.kind == "yaml world" else f"{written}\n{block.text}"
            file.write_text(written, encoding="utf-8")
            assert str(check(file)) == ""
            world = kizuna.load(file)
            story = kizuna.begin(world, seed=1)
            story.advance(world.starts + 600)
            assert story.whole.now > 0


@pytest.mark.parametrize("page", pages_with("yaml mistaken"), ids=named)
def test_mistakes_are_told_as_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = blocks(page)
    world = next(block.text for block in found if block.kind == "yaml world")
    at = next(i for i, block in enumerate(found) if block.kind == "yaml mistaken")
    monkeypatch.chdir(tmp_path)
    Path("ferry.yaml").write_text(f"{world}\n{found[at].text}", encoding="utf-8")
    assert found[at + 1].kind == "text"
    assert str(check("ferry.yaml")).split() == found[at + 1].text.split()


@pytest.mark.parametrize("page", pages_with("yaml beats"), ids=named)
def test_beats_of_a_page_are_sound(page: Path, tmp_path: Path) -> None:
    found = blocks(page)
    written = [b.text for b in found if b.kind in ("yaml world", "yaml more")]
    (tmp_path / "ferry.yaml").write_text("\n".join(written), encoding="utf-8")
    beats = tmp_path / "ferry.beats.yaml"
    for block in found:
        if block.kind == "yaml beats":
            beats.write_text(block.text, encoding="utf-8")
            assert str(check(tmp_path / "ferry.yaml")) == ""
    beats.write_text("beats:\n  - {name: none, sequence: [{did: no_such_deed}]}\n", "utf-8")
    assert "unknown-practice" in str(check(tmp_path / "ferry.yaml"))


@pytest.mark.parametrize("page", pages_with("python run"), ids=named)
def test_python_of_a_page_runs(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for block in blocks(page):
        if block.kind == "python run":
            exec(compile(block.text, str(page), "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out.strip()


def test_the_readme_shows_the_example_as_it_is() -> None:
    shown = [block.text for block in blocks(README) if block.kind == "yaml world"]
    assert shown == [(ROOT / "examples" / "quarrel.yaml").read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [each for each in LINK.findall(page.read_text(encoding="utf-8")) if ":" not in each]
    missing = [each for each in targets if not (page.parent / each).exists()]
    assert missing == []


def constants(file: str) -> set[str]:
    """Names that a module of the house sets at its top."""
    tree = ast.parse((ROOT / "src" / "kizuna" / file).read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            within = [each for target in targets for each in ast.walk(target)]
            found |= {each.id for each in within if isinstance(each, ast.Name)}
    return found


def test_the_choices_that_are_defended_still_exist() -> None:
    told = CHOICE.findall((ROOT / "docs" / "why.md").read_text(encoding="utf-8"))
    assert len(told) > 30
    assert [(file, name) for file, name in told if name not in constants(file)] == []


def test_the_glossary_is_in_order_and_says_each_word_once() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = [each.casefold() for each in re.findall(r"^\*\*(.+?)\*\*", text, re.MULTILINE)]
    assert len(words) > 60
    assert words == sorted(set(words))
