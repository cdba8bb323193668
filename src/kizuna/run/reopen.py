"""Stories taken up again, in any of their branches; branches made, and begun.

A branch is made in a line and begun when somebody takes it up: what it supposes becomes events, and
the moment that is to be without something is lived without it. From then on it is replayed like any
other story.
"""

from __future__ import annotations

from pathlib import Path

from kizuna.chronicle import MAIN, Branch, ChronicleDamaged, Store
from kizuna.chronicle.branch import lineage
from kizuna.chronicle.sqlite import SqliteStore
from kizuna.event import Event, address
from kizuna.run.story import Story, WorldChanged, facts_of
from kizuna.scene.forgo import Forgoing
from kizuna.state.snapshot import Frozen, thaw
from kizuna.state.whole import Whole, evolve
from kizuna.world.additions import Deed, addition_of
from kizuna.world.change import Change, ChangeMistaken, change_from, changed
from kizuna.world.parting import Parting, first_events, parting, parting_from
from kizuna.world.rules import World

NEVER_S = 1 << 40


def open_story(path: str | Path, world: World, branch: int = MAIN) -> Story:
    """A story from its chronicle file, ready to go on in a branch. ChronicleError when the file is
    no sound chronicle or has no such branch, WorldChanged when the world is another."""
    return replay(world, SqliteStore.open(Path(path), branch=branch))


def replay(world: World, store: Store) -> Story:
    """The story a store holds, evolved event by event to where it stands, ready to go on.

    Of a branch, `world` is the world as it was written: the changes are the branch's own. Raises
    WorldChanged when it is no longer the world that the story was begun in.
    """
    _refuse_changed(world, store)
    way = _way_to(store)
    before = lived_in = world
    for branch in way:
        before, lived_in = lived_in, changed(lived_in, _read(branch)[0])
    story = _taken_up(lived_in, store, world)
    if way:
        story.forgoing = _forgoing(way[-1], store)
        if way[-1].events == 0:
            depart(story, before, way[-1])
    return story


def _taken_up(lived_in: World, store: Store, written: World) -> Story:
    """A story as its chronicle tells it, from its latest snapshot on if there is one."""
    frozen = _frozen(store, NEVER_S)
    if frozen is None:
        story = Story(lived_in, store, Whole(), written)
        story.relive(store.events())
        return story
    story = Story(lived_in, store, frozen.whole, written)
    story.events.is_at_hand = False
    story.relive(store.events(since=frozen.last + 1))
    return story


def _frozen(store: Store, time: int) -> Frozen | None:
    snapshot = store.latest_snapshot(time)
    return None if snapshot is None else thaw(snapshot.blob)


def state_at(store: Store, time: int) -> Whole:
    """What is so in a chronicle after story second `time`: evolved from the latest snapshot before
    it, or from the beginning. For reading; nothing can be lived on from it."""
    frozen = _frozen(store, time)
    whole, since = (Whole(), None) if frozen is None else (frozen.whole, frozen.last + 1)
    for event in store.events(since, address(time + 1, 0)):
        evolve(whole, (event,))
    return whole


KEPT_IN_IT = "; it keeps the world it was begun in, which is taken when no other is named"


def part(world: World, store: Store, change: Change, at: int | None = None) -> int:
    """Make a branch and live nothing of it; returns its number. See `Story.fork`."""
    _refuse_changed(world, store)
    for branch in _way_to(store):
        world = changed(world, _read(branch)[0])
    where = parting(store, world, change, at)
    changed(world, change)
    return store.fork(where.at, {**change.as_plain(), "where": where.as_plain()})


def _refuse_changed(world: World, store: Store) -> None:
    told = store.facts().get("world_key", "")
    if told and told != facts_of(world, 0)["world_key"]:
        raise WorldChanged(
            f"the world {world.name!r} has changed since this story began; with what it is now "
            "the story can be told and exported, but not go on, nor one moment of it be lived "
            f"again{KEPT_IN_IT if store.facts().get('world_texts') else ''}"
        )


def _way_to(store: Store) -> list[Branch]:
    """The branches that lead to where a store stands, the oldest first; none for the main story."""
    if store.branch == MAIN:
        return []
    branches = {each.number: each for each in store.branches()}
    stretches = lineage(tuple(branches.values()), store.branch)
    return [branches[each.branch] for each in stretches if each.branch != MAIN]


def _read(branch: Branch) -> tuple[Change, Parting]:
    try:
        return change_from(branch.change), parting_from(branch.change["where"])
    except (KeyError, TypeError, ValueError) as error:
        what = f"branch {branch.number} does not say what was changed"
        raise ChronicleDamaged("this chronicle", what) from error


def _forgoing(branch: Branch, store: Store) -> Forgoing | None:
    seq = _read(branch)[1].forgone
    if seq is None:
        return None
    with store.on(branch.parent or MAIN) as parent:
        return Forgoing(parent.event(seq))


# Beginning a branch. ----------------------------------------------------------------------------


def depart(story: Story, before: World, branch: Branch) -> None:
    """Begin a branch that has not been lived: suppose what it supposes, do the deeds it adds, and
    live the moment that is to be without something. `before` is the world its parent lives in."""
    change, where = _read(branch)
    with story.store.on(branch.parent or MAIN) as parent:
        first = first_events(parent, before, change, where)
    _suppose(story, first)
    _do_besides(story, change, first)
    if story.forgoing is not None:
        story.live(story.forgoing.event.time)
    story.store.flush()


def _suppose(story: Story, first: tuple[Event, ...]) -> None:
    try:
        story.relive(first)
    except (KeyError, TypeError, IndexError) as error:
        what = f"what was added cannot be so: {error} is missing or of the wrong kind"
        raise ChangeMistaken(what) from error
    story.store.append(first)


def _do_besides(story: Story, change: Change, first: tuple[Event, ...]) -> None:
    """Do the deeds that a branch adds, each resting on what supposes it."""
    says = {event.data["says"]: event for event in first if event.kind == "Supposed"}
    for text in change.additions:
        deed = addition_of(text, story.world)
        if isinstance(deed, Deed):
            story.impose(deed, says[f"with {text.strip()}"])
