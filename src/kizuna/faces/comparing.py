"""Two branches of a chronicle side by side: where they part ways, what followed, how they ended.

    kizuna compare lee.kizuna 0 1

A branch that has not been lived as far as the other is lived on first, so that like is compared
with like.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from kizuna.chronicle.sqlite import SqliteStore
from kizuna.clock import format_moment
from kizuna.ensemble import beats_beside
from kizuna.event import Event, as_plain, identity
from kizuna.explain.compare import Comparison, Difference, compare
from kizuna.explain.meant import in_short
from kizuna.explain.record import Record
from kizuna.explain.saying import saying
from kizuna.explain.weighing import for_and_against
from kizuna.faces.forking import world_in
from kizuna.problems import WorldMistaken
from kizuna.run import Story, replay
from kizuna.state.belief import GAP, proposition
from kizuna.tell.grammar import joined
from kizuna.tell.plain import Teller
from kizuna.tell.prose.select import weighed
from kizuna.tell.speech import from_outside
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
            page = list(lines(found, Sides(Side(world, here, one), Side(world, there, other))))
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


class Side:
    """One branch as a reader hears of it: its number, what of it is told in lines, what each line
    is worth, and everything else in a plain sentence."""

    def __init__(self, world: World, story: Story, number: int) -> None:
        events = tuple(story.chronicle())
        self.number, self.record = number, Record.of(world, events)
        told = list(Teller(world).tell(events))
        self.text = {line.seq: line.text for line in told}
        self.worth = weighed(told, {event.seq: event for event in events})

    def says(self, event: Event) -> str:
        """An event in a line, with its time."""
        told = self.text.get(event.seq) or saying(self.record, event)
        return f"{format_moment(event.time)}: {told}"


class Sides(NamedTuple):
    """The two branches."""

    one: Side
    other: Side

    def name(self, id_: str) -> str:
        """What somebody is called."""
        return self.one.record.wording.name(id_)


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
    yield from _deeds(sides.one, found.deeds_here, found.deeds_there)
    yield from _deeds(sides.other, found.deeds_there, found.deeds_here)
    yield from _ended(found, sides)
    yield from _same(found)


def _supposed(event: Event) -> str:
    if event.kind == "Supposed":
        return str(event.data["says"])
    return f"without {in_short(event)}"


def _difference(title: str, found: Difference, sides: Sides) -> Iterator[str]:
    yield ""
    yield f"{title}, {format_moment(found.time)}"
    for side, event in zip(sides, (found.here, found.there), strict=True):
        told = "nothing of the kind" if event is None else side.says(event)
        yield f"  branch {side.number}: {told}"
    for name, here, there in found.weighed[:4]:
        label = name.partition(": ")[2] or name
        numbers = f"{here:+.2f} in {sides.one.number}, {there:+.2f} in {sides.other.number}"
        yield f"    “{label}” weighed {numbers}"
    for side, event in zip(sides, (found.here, found.there), strict=True):
        if not found.weighed and event is not None and event.reasons:
            pro, con = for_and_against(event.reasons.get("weighed", {}))
            against = f"; against it, {joined(con)}" if con else ""
            yield f"    in {side.number}, for it spoke {joined(pro) or 'nothing'}{against}"


def _deeds(side: Side, events: Sequence[Event], others: Sequence[Event]) -> Iterator[str]:
    """What people did in one branch alone: how much of it, and what weighs most, in order."""
    moved = Counter(_whatever_the_hour(each) for each in others)
    own, later = list[Event](), 0
    for event in events:
        what = _whatever_the_hour(event)
        if moved[what]:
            moved[what] -= 1
            later += 1
        else:
            own.append(event)
    if not own and not later:
        return
    hours = f"; {_deeds_counted(later)} in both, at another hour" if later else ""
    yield ""
    yield f"Only in branch {side.number}: {_deeds_counted(len(own))}{hours}"
    weightiest = sorted(own, key=lambda each: -side.worth.get(each.seq, 0.0))[:MOST_LINES]
    yield from (f"  {side.says(each)}" for each in sorted(weightiest, key=lambda each: each.seq))
    if len(own) > MOST_LINES:
        yield f"  and {len(own) - MOST_LINES} that weigh less"


def _whatever_the_hour(event: Event) -> tuple[Any, ...]:
    return identity(event)[1:]


def _deeds_counted(count: int) -> str:
    return "1 deed" if count == 1 else f"{count} deeds"


def _ended(found: Comparison, sides: Sides) -> Iterator[str]:
    told = [*_bond_ends(found, sides), *_belief_ends(found, sides), *_other_ends(found, sides)]
    if told:
        yield ""
        yield f"Ended otherwise (branch {sides.one.number}, branch {sides.other.number})"
        yield from told


def _bond_ends(found: Comparison, sides: Sides) -> Iterator[str]:
    for each in found.ended.bonds[:MOST_LINES]:
        pair = f"{sides.name(each.from_)} -> {sides.name(each.toward)}"
        yield f"  {pair}: {each.name} {each.here:+.2f}, {each.there:+.2f}"
    if len(found.ended.bonds) > MOST_LINES:
        yield f"  and {len(found.ended.bonds) - MOST_LINES} more of bonds"


def _belief_ends(found: Comparison, sides: Sides) -> Iterator[str]:
    wording = sides.one.record.wording
    for each in found.ended.beliefs[:MOST_LINES]:
        told, name = proposition(each.proposition), sides.name(each.who)
        if GAP in told.names:
            thinks = f"{name} wonders: {wording.asked(told, from_outside(wording.name))}"
        else:
            thinks = f"{name}, that {wording.thought(told, each.who)}:"
        yield f"  {thinks} {_sure(each.here)}, {_sure(each.there)}"
    if len(found.ended.beliefs) > MOST_LINES:
        yield f"  and {len(found.ended.beliefs) - MOST_LINES} more beliefs"


def _sure(confidence: float | None) -> str:
    return "never thought of" if confidence is None else f"{confidence:.0%} sure"


def _other_ends(found: Comparison, sides: Sides) -> Iterator[str]:
    for each in found.ended.commitments:
        owed = f"{each.kind} of {sides.name(each.by)} ({each.name.replace('_', ' ')})"
        yield f"  {owed}: {each.here or 'never made'}, {each.there or 'never made'}"
    for beat in dict.fromkeys((*found.beats_here, *found.beats_there)):
        here, there = beat in found.beats_here, beat in found.beats_there
        if here != there:
            yield f"  beat “{beat}”: {_came(here)}, {_came(there)}"


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
