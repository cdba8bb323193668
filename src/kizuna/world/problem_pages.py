"""Pages for authors about every problem, made from the catalogue and from worlds that have them.

    python -m kizuna.world.problem_pages tests/problems docs/problems

The first folder holds a tiny world NAME.yaml for each problem and, in NAME.txt, what `check` says
of it; the second gets a page NAME.md for each and a list of all.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from kizuna.problems import Problems
from kizuna.world.nodes import plain
from kizuna.world.source import read_file

CATALOGUE = Path(__file__).parent / "check" / "catalogue.yaml"
LIST = "README.md"
MADE = "<!-- Made by kizuna.world.problem_pages: mend the catalogue or the example instead. -->"


def catalogue() -> Mapping[str, Mapping[str, str]]:
    """By chapter, every problem's name and why it is one."""
    problems = Problems()
    node = read_file(CATALOGUE, problems)
    problems.raise_any()
    assert node is not None
    chapters: Mapping[str, Mapping[str, str]] = plain(node)
    return chapters


def pages(examples: Path) -> Mapping[str, str]:
    """Every page by its file name."""
    chapters = catalogue()
    made = {LIST: _list(chapters)}
    for problems in chapters.values():
        made |= {f"{name}.md": _page(name, why, examples) for name, why in problems.items()}
    return made


def _list(chapters: Mapping[str, Mapping[str, str]]) -> str:
    parts = [MADE, "# Problems", "What `kizuna check` may say of a world, by its lasting name."]
    for chapter, problems in chapters.items():
        parts.append(f"## {chapter}")
        parts.append("\n".join(f"- [{name}]({name}.md): {why}" for name, why in problems.items()))
    return _joined(parts)


def _page(name: str, why: str, examples: Path) -> str:
    parts = [MADE, f"# {name}", why]
    beats, world = examples / f"{name}.beats.yaml", examples / f"{name}.yaml"
    ablations = examples / f"{name}.ablations.yaml"
    if ablations.exists():
        parts += ["These ablations have it:", _fenced(ablations, "yaml")]
    elif beats.exists():
        parts += ["These beats have it:", _fenced(beats, "yaml")]
    elif world.exists():
        parts += ["This world has it:", _fenced(world, "yaml")]
    if world.exists():
        parts += ["It is told so:", _fenced(world.with_suffix(".txt"), "text")]
    return _joined(parts)


def _fenced(path: Path, language: str) -> str:
    text = path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
    shown = "".join(each if each.isprintable() or each == "\n" else "\ufffd" for each in text)
    return f"```{language}\n{shown}\n```"


def _joined(parts: list[str]) -> str:
    return "\n\n".join(parts) + "\n"


def main(examples: str, target: str) -> None:
    """Write all pages, and delete those of problems that are no more."""
    folder = Path(target)
    folder.mkdir(parents=True, exist_ok=True)
    made = pages(Path(examples))
    for old in sorted(folder.glob("*.md")):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m kizuna.world.problem_pages EXAMPLES TARGET")
    main(*sys.argv[1:])
