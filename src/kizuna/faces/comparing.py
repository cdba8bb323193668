"""Two branches of a chronicle side by side: where they part ways, what followed, how they ended.

    kizuna compare lee.kizuna 0 1

A branch that has not been lived as far as the other is lived on first, so that like is compared
with like.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kizuna.chronicle.sqlite import SqliteStore
from kizuna.clock import format_moment
from kizuna.ensemble import beats_beside
from kizuna.event import Event, as_plain
from kizuna.explain.compare import Comparison, Difference, compare, is_deed
from kizuna.faces.forking import world_in
from kizuna.problems import WorldMistaken
from kizuna.run import Story, replay
from kizuna.tell.plain import Teller
from kizuna.world.beats import Beat
from kizuna.world.rules import World

MOST_LINES = 12
"""Lines of each list; what is left is counted (a choice)."""


def show_comparison(path: Path, one: int, other: int, given: str | None, as_json: bool) -> None:
    """Print how two branches differ. Raises ChronicleError, WorldMistaken, WorldChanged."""
    with closing(SqliteStore.open(path, branch=one)) as store:
        world = world_in(store, given, path)
        beats = _beats(world, given)
        with (
            closing(replay(world, store)) as here,
            closing(replay(world, store.on(other))) as there,
        ):
            _live_as_far(here, there)
            found = compare(world, here.chronicle(), there.chronicle(), beats)
            page = list(lines(found, Sides(world, here, there, one, other)))
    print(json.dumps(plain(found), ensure_ascii=False) if as_json else "\n".join(page))


def _beats(world: World, given: str | None) -> Sequence[Beat]:
    """The beats beside the world, if it lies where its name says."""
    try:
        return beats_beside(given or world.name, world)
    except WorldMistaken:
        return ()


def _live_as_far(here: Story, there: Story) -> None:
    until = max(here.whole.now, there.whole.now)
    for story in (here, there):
        story.advance(until)


# In words. --------------------------------------------------------------------------------------


class Sides:
    """The two branches as a reader hears of them."""

    def __init__(self, world: World, here: Story, there: Story, one: int, other: int) -> None:
        self.one, self.other = one, other
        self.here, self.there = self._told(world, here), self._told(world, there)

    def _told(self, world: World, story: Story) -> Mapping[int, str]:
        self.teller = Teller(world)
        return {line.seq: line.text for line in self.teller.tell(story.chronicle())}

    def name(self, id_: str) -> str:
        """What somebody is called."""
        return self.teller.name(id_)

    def says(self, event: Event, is_here: bool) -> str:
        """An event in a line."""
        told = (self.here if is_here else self.there).get(event.seq)
        return f"{format_moment(event.time)}: {told or self._plainly(event)}"

    def _plainly(self, event: Event) -> str:
        who = " and ".join(self.name(id_) for id_ in event.roles.values())
        about = event.data.get("practice") or event.data.get("proposition") or ""
        return " ".join(part for part in (who, event.kind, about) if part)


def lines(found: Comparison, sides: Sides) -> Iterator[str]:
    """The page of a comparison, line by line."""
    for event in found.supposed:
        yield f"Changed: {_supposed(event)}"
    if found.first is None:
        yield f"No difference: all {found.shared} events are the same in both."
        return
    yield from _difference("They first differ", found.first, sides)
    if found.turn is not None and found.turn != found.first:
        yield from _difference("The first deed that is another", found.turn, sides)
    yield from _deeds(f"Only in branch {sides.one}", found.deeds_here, sides, is_here=True)
    yield from _deeds(f"Only in branch {sides.other}", found.deeds_there, sides, is_here=False)
    yield from _ended(found, sides)
    yield from _same(found)


def _supposed(event: Event) -> str:
    if event.kind == "Supposed":
        return str(event.data["says"])
    deed = event.data.get("practice") or event.data["kind"]
    return f"without {' '.join(event.roles.values())} {deed}, {format_moment(event.time)}"


def _difference(title: str, found: Difference, sides: Sides) -> Iterator[str]:
    yield ""
    yield f"{title}, {format_moment(found.time)}"
    for number, event, is_here in (
        (sides.one, found.here, True), (sides.other, found.there, False),
    ):  # fmt: skip
        told = "nothing of the kind" if event is None else sides.says(event, is_here)
        yield f"  branch {number}: {told}"
    for name, here, there in found.weighed[:4]:
        yield f"    {name}: {here:+.2f} in {sides.one}, {there:+.2f} in {sides.other}"


def _deeds(title: str, events: Sequence[Event], sides: Sides, is_here: bool) -> Iterator[str]:
    told = [each for each in events if is_deed(each)]
    if not told:
        return
    yield ""
    yield f"{title}: {len(told)} deeds"
    yield from (f"  {sides.says(each, is_here)}" for each in told[:MOST_LINES])
    if len(told) > MOST_LINES:
        yield f"  and {len(told) - MOST_LINES} more"


def _ended(found: Comparison, sides: Sides) -> Iterator[str]:
    told = [*_bond_ends(found, sides), *_belief_ends(found, sides), *_other_ends(found, sides)]
    if told:
        yield ""
        yield f"Ended otherwise (branch {sides.one}, branch {sides.other})"
        yield from told


def _bond_ends(found: Comparison, sides: Sides) -> Iterator[str]:
    for each in found.ended.bonds[:MOST_LINES]:
        pair = f"{sides.name(each.from_)} -> {sides.name(each.toward)}"
        yield f"  {pair}: {each.name} {each.here:+.2f}, {each.there:+.2f}"
    if len(found.ended.bonds) > MOST_LINES:
        yield f"  and {len(found.ended.bonds) - MOST_LINES} more of bonds"


def _belief_ends(found: Comparison, sides: Sides) -> Iterator[str]:
    for each in found.ended.beliefs[:MOST_LINES]:
        here, there = _sure(each.here), _sure(each.there)
        yield f"  {sides.name(each.who)} believes {each.proposition}: {here}, {there}"
    if len(found.ended.beliefs) > MOST_LINES:
        yield f"  and {len(found.ended.beliefs) - MOST_LINES} more beliefs"


def _sure(confidence: float | None) -> str:
    return "never thought of" if confidence is None else f"{confidence:.2f}"


def _other_ends(found: Comparison, sides: Sides) -> Iterator[str]:
    for each in found.ended.commitments:
        owed = f"{each.kind} {each.name!r} of {sides.name(each.by)}"
        yield f"  {owed}: {each.here or 'never made'}, {each.there or 'never made'}"
    for beat in dict.fromkeys((*found.beats_here, *found.beats_there)):
        here, there = beat in found.beats_here, beat in found.beats_there
        if here != there:
            yield f"  beat {beat!r}: {_came(here)}, {_came(there)}"


def _came(occurs: bool) -> str:
    return "occurs" if occurs else "does not"


def _same(found: Comparison) -> Iterator[str]:
    ended, beats = found.ended, set(found.beats_here) & set(found.beats_there)
    yield ""
    yield (
        f"The same in both: {found.shared} events, {ended.same_bonds} bonds, "
        f"{ended.same_beliefs} beliefs, {ended.same_commitments} commitments, {len(beats)} beats."
    )


# As JSON. ---------------------------------------------------------------------------------------


def plain(found: Comparison) -> dict[str, Any]:
    """A comparison as plain JSON values."""
    return {
        "same": found.is_same,
        "changed": [_supposed(event) for event in found.supposed],
        "first": _plain_difference(found.first),
        "turn": _plain_difference(found.turn),
        "here": [as_plain(event) for event in found.here],
        "there": [as_plain(event) for event in found.there],
        "otherwise": len(found.otherwise),
        "shared": found.shared,
        "ended": asdict(found.ended),
        "beats": {"here": list(found.beats_here), "there": list(found.beats_there)},
    }


def _plain_difference(found: Difference | None) -> dict[str, Any] | None:
    if found is None:
        return None
    here, there = (None if e is None else as_plain(e) for e in (found.here, found.there))
    return {"time": found.time, "here": here, "there": there, "weighed": list(found.weighed)}
