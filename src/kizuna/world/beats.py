"""Beats: what a story of this world is expected to contain.

    beats:
      - name: another one
        marked: true
        sequence:
          - ill: {did: speak_ill, actor: gaara, target: lee}
          - {did: defend, actor: lee, target: gaara, because: ill}

They lie beside a world (`beats.yaml` by `world.yaml`, `village.beats.yaml` by `village.yaml`) and
are patterns over what happened; nobody in the story reads them. `marked` are those that every
telling should come to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kizuna.event import Event
from kizuna.problems import Problems
from kizuna.state.belief import GAP, PROPOSITION
from kizuna.state.fact import AsOf
from kizuna.state.whole import EVOLVES
from kizuna.world.check.mistake import meant, shown
from kizuna.world.check.sayings import saying
from kizuna.world.check.written import Known, known_of
from kizuna.world.match import Match, occurs
from kizuna.world.nodes import FlagNode, MapNode, Node, SeqNode, TextNode, mark_at, plain
from kizuna.world.pattern import PATTERN_KEYS, Pattern, compile_pattern
from kizuna.world.rules import World
from kizuna.world.source import read_file

BEATS_FILE = "beats.yaml"
BEAT_KEYS = (*PATTERN_KEYS, "marked")

MOST_BEATS = 200
MOST_VALUES = 300
"""Values in one beat, keys counted."""

MOST_VARIABLES = 100
"""Question marks in one beat: every variable is compared with every other."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A named pattern; `marked` when every story of its world should come to it."""

    name: str
    marked: bool
    pattern: Pattern


def beats_file(world_path: Path) -> Path:
    """Where the beats of a world lie, whether there are any or not."""
    if world_path.is_dir():
        return world_path / BEATS_FILE
    name = BEATS_FILE if world_path.name == "world.yaml" else f"{world_path.stem}.{BEATS_FILE}"
    return world_path.with_name(name)


def read_beats(world_path: Path, world: World, problems: Problems) -> tuple[Beat, ...]:
    """The beats beside a world's file or in its folder; none when there is no such file.

    What is wrong with them is reported, and the beats that are sound are given all the same.
    """
    return beats_in(beats_file(world_path), known_of(world), problems)


def beats_in(path: Path, known: Known, problems: Problems) -> tuple[Beat, ...]:
    """The beats of a file, for a world that knows these names."""
    root = read_file(path, problems) if path.exists() else None
    beats = () if root is None else _listed(root, problems)
    first: dict[str, Node] = {}
    found = [_beat(each, known, first, problems) for each in beats]
    return tuple(beat for beat in found if beat is not None)


def _listed(root: Node, problems: Problems) -> tuple[Node, ...]:
    """The nodes of all beats, if the file has the form of one."""
    entries = {key.text: (key, value) for key, value in _entries(root)}
    for name in entries:
        if name != "beats":
            message = f"a file of beats has no {shown(name)}"
            problems.report("unknown-key", entries[name][0].mark, message, "it has beats alone")
    listed = entries["beats"][1] if "beats" in entries else None
    if not isinstance(listed, SeqNode):
        message = "a file of beats is a list of them under beats"
        problems.report("not-beats", root.mark, message, "begin with beats: and list them below")
        return ()
    if len(listed.items) > MOST_BEATS:
        message = f"these are more than {MOST_BEATS} beats"
        problems.report("too-many", listed.mark, message, "leave some out")
        return ()
    return listed.items


def _entries(node: Node) -> tuple[tuple[TextNode, Node], ...]:
    return node.entries if isinstance(node, MapNode) else ()


def _beat(node: Node, known: Known, first: dict[str, Node], problems: Problems) -> Beat | None:
    """One beat; `first` holds where each name was met first."""
    if not isinstance(node, MapNode) or not _is_small(node):
        message = "this is no beat, or one that nobody could follow"
        way_out = f"write name: and sequence:, with at most {MOST_VALUES} values in all"
        problems.report("beat-shape", node.mark, message, way_out)
        return None
    before = len(problems)
    name = _name(node, first, problems)
    marked = _marked(node, problems)
    _check_keys(node, problems)
    _check_sayings(node, known, problems)
    pattern = _pattern(node, known, problems)
    return None if pattern is None or len(problems) > before else Beat(name, marked, pattern)


def _is_small(node: Node) -> bool:
    values = list(_values(node))
    variables = sum(each.text.count("?") for each in values if isinstance(each, TextNode))
    return len(values) <= MOST_VALUES and variables <= MOST_VARIABLES


def _values(node: Node) -> Iterator[Node]:
    """A node, its keys, and all that is in it."""
    yield node
    for key, value in _entries(node):
        yield key
        yield from _values(value)
    for item in node.items if isinstance(node, SeqNode) else ():
        yield from _values(item)


def _name(node: MapNode, first: dict[str, Node], problems: Problems) -> str:
    named = next((value for key, value in node.entries if key.text == "name"), None)
    if not isinstance(named, TextNode) or not named.text.strip():
        problems.report("missing-key", node.mark, "a beat needs 'name'", "add name: and a text")
        return ""
    if named.text in first:
        message = f"there is a beat {shown(named.text)} already"
        problems.report("beat-twice", named.mark, message, "give each a name of its own")
    first.setdefault(named.text, named)
    return named.text


def _marked(node: MapNode, problems: Problems) -> bool:
    marked = next((value for key, value in node.entries if key.text == "marked"), None)
    if marked is None or isinstance(marked, FlagNode):
        return marked is not None and marked.value
    message = "'marked' has to be true or false"
    problems.report("wrong-type", marked.mark, message, "write true or false")
    return False


def _check_keys(node: MapNode, problems: Problems) -> None:
    for key, _ in node.entries:
        if key.text not in BEAT_KEYS:
            message = f"a beat has no {shown(key.text)}"
            problems.report("unknown-key", key.mark, message, meant(key.text, BEAT_KEYS))


def _check_sayings(node: Node, known: Known, problems: Problems) -> None:
    """Propositions that no event of this world can hold."""
    for text in (each for each in _values(node) if isinstance(each, TextNode)):
        said = PROPOSITION.fullmatch(text.text.strip())
        if said is not None:
            names = [name.strip() for name in said[2].split(",")]
            free = [name for name in names if name == "*" or name.startswith(GAP)]
            for mistake in saying(known, text.text, (), free=free):
                mark = text.mark.inside(text.text, mistake.offset)
                problems.report(mistake.name, mark, mistake.message, mistake.way_out)


def _pattern(node: MapNode, known: Known, problems: Problems) -> Pattern | None:
    data: dict[str, Any] = plain(node)
    return compile_pattern(
        {key: value for key, value in data.items() if key in PATTERN_KEYS},
        problems,
        lambda path: mark_at(node, path),
        known_kinds=EVOLVES.keys(),
        known_practices=known.practices,
        known_people=known.people,
        known_facts=known.facts,
        tagged=known.tagged,
    )


# Looking for them. --------------------------------------------------------------------------------


def occurred(beats: Sequence[Beat], events: Sequence[Event]) -> Iterator[Beat]:
    """The beats that occurred, each after the marked beats before it that did."""
    return (beat for beat, _ in matched(beats, events))


def matched(beats: Sequence[Beat], events: Sequence[Event]) -> Iterator[tuple[Beat, Match]]:
    """The beats that occurred, each with the events that made it so."""
    since: int | None = None
    facts = AsOf(events) if beats else None
    for beat in beats:
        match = occurs(beat.pattern, events, since, facts=facts)
        if match is not None:
            yield beat, match
            since = match.last_seq if beat.marked else since
