"""Motifs: small stories worth telling wherever they happen, as patterns with a sentence.

    motifs:
      - name: broken promise
        says: "{a} promised {b} something and did not keep it."
        sequence:
          - a promise: {kind: CommitmentMade, seq: "?promise", by: "?a", to: "?b"}
          - it is broken: {kind: CommitmentEnded, commitment: "?promise", status: broken}

Twelve of them come with kizuna, in `motifs.yaml` beside this; an author keeps others in a
file of the same form. They are looked for in a chronicle (`kizuna.explain.sift`), and nobody in the
story reads them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from kizuna.problems import Problems
from kizuna.state.whole import EVOLVES
from kizuna.world.check.mistake import meant, shown
from kizuna.world.check.written import Known, known_of
from kizuna.world.nodes import MapNode, Node, SeqNode, TextNode, mark_at, plain
from kizuna.world.pattern import PATTERN_KEYS, Pattern, compile_pattern
from kizuna.world.rules import World
from kizuna.world.source import read_file

COMMON = Path(str(files("kizuna"))) / "explain" / "motifs.yaml"
MOTIF_KEYS = (*PATTERN_KEYS, "says")
SLOT = re.compile(r"\{(\w+)\}")
MOST_MOTIFS = 500


@dataclass(frozen=True, slots=True)
class Motif:
    """A pattern with a name and a sentence; `{a}` in it is whoever ?a is."""

    name: str
    says: str
    pattern: Pattern


def read_motifs(world: World, problems: Problems, path: Path | None = None) -> tuple[Motif, ...]:
    """The motifs of a file, for a world; without a file those that come with kizuna.

    What is wrong with them is reported, and the sound ones are given all the same.
    """
    file = COMMON if path is None else path
    root = read_file(file, problems)
    known = known_of(world)
    # A common motif may speak of practices and kinds that this world has no use for.
    is_common = path is None
    motifs = [] if root is None else _listed(root, problems)
    found = [_motif(node, known, problems, is_common=is_common) for node in motifs]
    return tuple(motif for motif in found if motif is not None)


def _listed(root: Node, problems: Problems) -> tuple[Node, ...]:
    """The nodes of all motifs, if the file has the form of one."""
    entries = {key.text: value for key, value in root.entries} if isinstance(root, MapNode) else {}
    listed = entries.get("motifs")
    if not isinstance(listed, SeqNode) or len(entries) > 1:
        message = "a file of motifs is a list of them under motifs, and nothing else"
        problems.report("not-motifs", root.mark, message, "begin with motifs: and list them below")
        return ()
    if len(listed.items) > MOST_MOTIFS:
        message = f"these are more than {MOST_MOTIFS} motifs"
        problems.report("too-many", listed.mark, message, "divide them over several files")
        return ()
    return listed.items


def _motif(node: Node, known: Known, problems: Problems, *, is_common: bool) -> Motif | None:
    before = len(problems)
    if not isinstance(node, MapNode):
        message, way_out = "this is no motif", "write name: and sequence:"
        problems.report("not-motifs", node.mark, message, way_out)
        return None
    for key, _ in node.entries:
        if key.text not in MOTIF_KEYS:
            message = f"a motif has no {shown(key.text)}"
            problems.report("unknown-key", key.mark, message, meant(key.text, MOTIF_KEYS))
    name = _text(node, "name", problems)
    says = _text(node, "says", problems) if _has(node, "says") else ""
    pattern = _pattern(node, known, problems, is_common=is_common)
    if pattern is not None:
        _check_slots(node, says, pattern, problems)
    return None if pattern is None or len(problems) > before else Motif(name, says, pattern)


def _has(node: MapNode, name: str) -> bool:
    return any(key.text == name for key, _ in node.entries)


def _text(node: MapNode, name: str, problems: Problems) -> str:
    value = next((value for key, value in node.entries if key.text == name), None)
    if isinstance(value, TextNode) and value.text.strip():
        return value.text
    mark = node.mark if value is None else value.mark
    problems.report("missing-key", mark, f"a motif needs {name!r}", f"add {name}: and a text")
    return ""


def _check_slots(node: MapNode, says: str, pattern: Pattern, problems: Problems) -> None:
    for slot in SLOT.findall(says):
        if slot not in pattern.variables:
            way_out = meant(slot, pattern.variables)
            problems.report("unknown-slot", node.mark, f"nobody is ?{slot} in this motif", way_out)


def _pattern(node: MapNode, known: Known, problems: Problems, *, is_common: bool) -> Pattern | None:
    data = {key: value for key, value in plain(node).items() if key in PATTERN_KEYS}
    tagged = {tag: known.tagged.get(tag, ()) for tag in COMMON_TAGS} if is_common else {}
    return compile_pattern(
        data,
        problems,
        lambda path: mark_at(node, path),
        known_kinds=None if is_common else EVOLVES.keys(),
        known_practices=None if is_common else known.practices,
        known_people=known.people,
        known_facts=known.facts,
        tagged={**tagged, **known.tagged},
    )


COMMON_TAGS = ("kind", "help", "hurtful")
"""Tags that the common motifs speak of, whether or not a world has practices with them."""
