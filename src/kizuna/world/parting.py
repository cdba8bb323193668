"""parting: where a branch leaves its parent, and what it begins with.

A change says what is otherwise; from it follow the address at which the branch parts and its first
events: what is left of the opening, then what is supposed. Nothing is thought here, and nobody
lives yet.

    lesson taken away           parts where the lesson was, and tells the rest of the opening anew
    a deed taken away           parts before its moment, which is lived again without it
    a trait set, on day 2       parts at that second; a `Supposed` event stands just before it

What is supposed has numbers at the far end of the second before the fork, where no moment of a
story reaches, so that no event of the branch is numbered otherwise than in its parent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kizuna.chronicle import EventMissing, Store
from kizuna.clock import format_moment
from kizuna.event import MOMENT_BITS, Cause, Event, address, place_in_moment, without_events
from kizuna.state.commitment import RELEASED
from kizuna.world.additions import Deed, addition_of
from kizuna.world.change import Change, ChangeMistaken, Taken, is_address, taken
from kizuna.world.rules import World
from kizuna.world.settings import Draft, drafts_of, suppose_seed, suppose_without

SUPPOSED_LANE = (1 << MOMENT_BITS) - (1 << 14)
"""What is supposed is numbered from here within its second, above anything that is lived."""

NEVER_TAKEN = {
    "StoryBegan": "take nothing, or begin another story",
    "PlaceMade": "places stay; take a person or a deed",
    "PathMade": "ways stay; take a person or a deed",
    "GroupMade": "groups stay; take a person or a deed",
    "PersonEntered": "write --without and the person's id",
    "StoryEnded": "live the story further instead",
    "Arrived": "take the setting out away, or the deed behind it",
    "SetOut": "take the errand or the deed behind it away",
    "WentOn": "nothing happened there",
    "Supposed": "fork the branch's parent instead",
    "Forgone": "fork the branch's parent instead",
}
"""Kinds of events that cannot be taken away one by one, and what can be done instead."""

OPENING = {"past": "Past", "commitment": "CommitmentMade", "belief": "BeliefRevised",
           "power": "PowerGiven"}  # fmt: skip
NAMED_BY = {"past": "id", "commitment": "name", "belief": "proposition", "power": "name"}


@dataclass(frozen=True, slots=True)
class Parting:
    """Where a branch parts, and what is no longer so there: events of the opening, and one event
    of the story itself that its moment is to be lived without."""

    at: int
    from_opening: frozenset[int] = frozenset()
    forgone: int | None = None

    def as_plain(self) -> dict[str, Any]:
        """As plain JSON, to be kept with the change."""
        return {"at": self.at, "opening": sorted(self.from_opening), "forgone": self.forgone}


def parting_from(plain: Mapping[str, Any]) -> Parting:
    """The parting that `as_plain` wrote. KeyError, TypeError, ValueError on what it never wrote."""
    forgone = plain["forgone"]
    opening = frozenset(int(seq) for seq in plain["opening"])
    return Parting(int(plain["at"]), opening, None if forgone is None else int(forgone))


def parting(store: Store, world: World, change: Change, at: int | None = None) -> Parting:
    """Where a branch with this change leaves the store's branch. `at` is a story second.

    ChangeMistaken when the change cannot be made, or not there.
    """
    for text in change.settings:
        drafts_of(text, world)
    for text in change.additions:
        addition_of(text, world)
    asked, named = _second(store, world, at), list(_named(world, change))
    events = [_event(store, text) for text in change.without if is_address(text)]
    lived = [event for event in events if event.time >= world.starts]
    opening = frozenset(event.seq for event in events if event.time < world.starts)
    if asked is None or asked <= world.starts:
        opening |= frozenset(_of_opening(store, world, named))
    _refuse_clash(world, asked, opening, lived, named)
    if opening:
        return Parting(min(opening), opening)
    if lived:
        return Parting(address(lived[0].time, 0), forgone=lived[0].seq)
    if asked is None:
        asked = min(_begins(world, change, named), _lived_until(store, world))
    return Parting(address(asked, 0))


def _refuse_clash(
    world: World, asked: int | None, opening: frozenset[int], lived: list[Event],
    named: list[tuple[Taken, str]],
) -> None:  # fmt: skip
    if len(lived) > 1 or (lived and opening):
        raise ChangeMistaken("take one event of the story away at a time, and fork the fork")
    if asked is None or asked <= world.starts:
        return
    past = [text for each, text in named if each.noun == "past"]
    if past or opening:
        what = repr(past[0]) if past else "that"
        raise ChangeMistaken(f"{what} lies before the story; leave --at out to take it away")
    if lived and lived[0].time != asked:
        when = format_moment(lived[0].time)
        raise ChangeMistaken(f"that event is of {when}; leave --at out to take it away")


def _begins(world: World, change: Change, named: list[tuple[Taken, str]]) -> int:
    """The second from which a change makes a difference, if nobody says when. A happening is gone
    from the second it was set for: nothing before it need be lived again."""
    is_all = not change.settings and change.seed is None and not change.additions
    if named and is_all and all(each.noun == "happening" for each, _ in named):
        gone = {each.name for each, _ in named}
        return max(world.starts, min(each.at for each in world.happenings if each.name in gone))
    return world.starts


def _second(store: Store, world: World, at: int | None) -> int | None:
    lived = _lived_until(store, world)
    if at is not None and at > lived:
        raise ChangeMistaken(
            f"this branch has been lived until {format_moment(lived)}; fork it there or before"
        )
    return None if at is None else max(at, world.starts)


def _lived_until(store: Store, world: World) -> int:
    last = store.last()
    return world.starts if last is None else max(world.starts, last.time + 1)


def _event(store: Store, text: str) -> Event:
    try:
        event = store.event(int(text))
    except EventMissing as error:
        raise ChangeMistaken(f"there is no event {text.strip()} in this branch") from error
    if event.kind in NEVER_TAKEN:
        raise ChangeMistaken(
            f"a {event.kind} cannot be taken away by itself: {NEVER_TAKEN[event.kind]}"
        )
    return event


def _named(world: World, change: Change) -> Iterator[tuple[Taken, str]]:
    for text in change.without:
        if not is_address(text):
            yield taken(text, world), text.strip()


def _of_opening(store: Store, world: World, named: list[tuple[Taken, str]]) -> Iterator[int]:
    """Addresses of opening events that names stand for."""
    opening = list(store.events(until=address(world.starts, 0)))
    for each, _ in named:
        yield from (event.seq for event in opening if _is_of(event, each))


def _is_of(event: Event, each: Taken) -> bool:
    if event.kind != OPENING.get(each.noun) or (each.who and event.roles["who"] != each.who):
        return False
    return bool(event.data[NAMED_BY[each.noun]] == each.name)


# What a branch begins with. ---------------------------------------------------------------------


def first_events(store: Store, world: World, change: Change, where: Parting) -> tuple[Event, ...]:
    """The events with which a branch that parts there begins, numbered. `store` stands on the
    branch's parent."""
    begins = address(world.starts, 0)
    told = [] if where.at >= begins else list(store.events(since=where.at, until=begins))
    left = without_events(told, where.from_opening)
    second = (begins if where.at < begins else where.at) >> MOMENT_BITS
    drafts = _drafts(store, world, change, where)
    return (*left, *_numbered(store, drafts, second - 1))


def _drafts(
    store: Store, world: World, change: Change, where: Parting
) -> Iterator[tuple[Draft, ...]]:
    for each, text in _named(world, change):
        is_gone = bool(where.from_opening)
        if each.noun == "person" or (each.noun in ("belief", "power") and not is_gone):
            yield (suppose_without(each, text),)
        elif each.noun == "commitment" and not is_gone:
            yield (_says_without(text), *_released(store, each))
        else:
            yield (_says_without(text, gone=each.name),)
    for text in change.settings:
        yield drafts_of(text, world)
    for text in change.additions:
        added = addition_of(text, world)
        says = Draft("Supposed", {}, {"says": f"with {text.strip()}"})
        yield (says,) if isinstance(added, Deed) else (says, added)
    if change.seed is not None:
        yield (suppose_seed(change.seed),)


def _says_without(text: str, **data: str) -> Draft:
    return Draft("Supposed", {}, {"says": f"without {text}", **data})


def _released(store: Store, each: Taken) -> Iterator[Draft]:
    ended = {e.data["commitment"] for e in store.events() if e.kind == "CommitmentEnded"}
    for event in store.events():
        if event.kind == "CommitmentMade" and event.data["name"] == each.name:
            if event.seq not in ended:
                data = {"commitment": event.seq, "status": RELEASED}
                yield Draft("CommitmentEnded", event.roles, data)


def _numbered(store: Store, drafts: Iterable[tuple[Draft, ...]], second: int) -> Iterator[Event]:
    """Numbers for what is supposed; the first of each group is what the others rest on."""
    place = _free_place(store, second)
    for group in drafts:
        says = address(second, place)
        for each in group:
            causes = () if address(second, place) == says else (Cause("enabled", says),)
            yield Event(
                address(second, place), each.kind, each.roles, each.place, each.data, causes
            )
            place += 1


def _free_place(store: Store, second: int) -> int:
    """Above what the parent itself supposed at that second."""
    last = SUPPOSED_LANE - 1
    for event in store.events(address(second, SUPPOSED_LANE), address(second + 1, 0)):
        last = place_in_moment(event.seq)
    return last + 1
