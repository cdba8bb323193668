"""What if: a story parts from itself, and only what rests on the change is otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import kizuna
from kizuna.event import Event, identity, to_json
from kizuna.run import Story, part
from kizuna.state.whole import ContentRefused
from kizuna.world.change import Change, ChangeMistaken
from kizuna.world.rules import World

QUARREL = """
world: quarrel
starts: day 1 08:00
places:
  kitchen: {name: the kitchen, tags: [lodging, settlement]}
  yard: {name: the yard, tags: [settlement]}
  far_field: {name: the far field, tags: [open]}
paths:
  - {between: [kitchen, yard], takes: 2 min}
  - {between: [yard, far_field], takes: 3 h}
people:
  taro: {name: Taro, age: 24, at: kitchen, home: kitchen, traits: {pride: 0.8, bluntness: 0.9, courtesy: 0.2}}
  jiro: {name: Jiro, age: 21, at: kitchen, home: kitchen, traits: {warmth: 0.8, honesty: 0.9}}
  mori: {name: Mori, age: 60, on stage: false}
bonds:
  taro -> jiro: {affection: 0.4, trust: 0.2, kin: 1, hours: 900}
  jiro -> taro: {affection: 0.6, trust: 0.5, kin: 1, hours: 900}
powers:
  jiro: [{name: shell, kind: reflex, guards host: true}]
commitments:
  - {kind: promise, name: supper, by: taro, to: jiro, due: day 1 20:00}
backstory:
  - {id: boat, at: 2 h before, actor: jiro, target: taro, words: Jiro sold the boat,
     remembered: {taro: {salience: 0.9, toward: {jiro: {affection: -0.2}}, feelings: {anger: {jiro: 0.8}}}, jiro: {salience: 0.7, feelings: {guilt: {taro: 0.6}}}}}
  - {id: storm, at: 9 years before, actor: mori, words: A storm took a roof}
happenings:
  - {name: rain, at: day 1 08:20, place: far_field, words: It rains.}
"""
UNTIL = kizuna.parse_moment("day 1 08:40")
FORK = kizuna.parse_moment("day 1 08:10")


@pytest.fixture
def world(world_of: Callable[[str], World]) -> World:
    return world_of(QUARREL)


@pytest.fixture
def lived(world: World) -> Story:
    return kizuna.begin(world, seed=3).advance(UNTIL)


def lines(story: Story) -> list[str]:
    """What happened, but for what the branch itself supposes."""
    return [to_json(event) for event in story.chronicle() if event.kind != "Supposed"]


def what(event: Event) -> tuple[object, ...]:
    """What happened, to whom, whenever and wherever."""
    _, kind, roles, _, *told = identity(event)
    return kind, roles, *told


def deeds(story: Story) -> list[Event]:
    return [e for e in story.chronicle() if e.kind == "Did" and e.time >= story.world.starts]


def test_a_fork_that_changes_nothing_is_the_same_story(lived: Story) -> None:
    for at in (None, FORK - 300, FORK):
        again = lived.fork(Change(), at).advance(UNTIL)
        assert lines(again) == lines(lived)
        assert again.fingerprint() == lived.fingerprint()


@pytest.mark.parametrize(
    "change",
    [
        Change(without=("storm",)),
        Change(without=("rain",)),
        Change(without=("mori",)),
        Change(settings=("trait taro pride = 0.8",)),
        Change(settings=("age mori = 61",)),
        Change(settings=("bond jiro -> taro affection = 0.6",)),
    ],
    ids=lambda change: change.says,
)
def test_what_does_not_matter_changes_nothing(lived: Story, change: Change) -> None:
    gone = {("storm",): "storm", ("rain",): "rain"}.get(change.without, "nothing")
    branch = lived.fork(change).advance(UNTIL)
    left = [e for e in lived.chronicle() if gone not in (e.data.get("id"), e.data.get("name"))]
    assert lines(branch) == [to_json(event) for event in left]


def test_what_matters_changes_what_follows(lived: Story) -> None:
    branch = lived.fork(Change(without=("boat",))).advance(UNTIL)
    assert not [e for e in branch.chronicle() if e.kind == "FeelingFelt" and e.time < FORK - 600]
    assert [identity(e) for e in deeds(branch)] != [identity(e) for e in deeds(lived)]


def test_the_past_of_a_fork_is_its_parents(lived: Story) -> None:
    branch = lived.fork(Change(settings=("trait taro pride = 0.0",)), FORK).advance(UNTIL)
    ours = [e for e in lived.chronicle() if e.time < FORK - 1]
    assert list(branch.chronicle())[: len(ours)] == ours
    assert branch.whole.people.trait(branch.whole.person("taro"), "pride") == 0.0
    assert lived.whole.people.trait(lived.whole.person("taro"), "pride") == 0.8


def test_without_a_deed_it_is_not_done_and_they_live_on(lived: Story) -> None:
    for deed in deeds(lived)[:6]:
        branch = lived.fork(Change(without=(str(deed.seq),))).advance(UNTIL)
        later = [e for e in branch.chronicle() if deed.time <= e.time < deed.time + 3600]
        assert what(deed) not in [what(event) for event in later]
        before = [to_json(e) for e in lived.chronicle() if e.time < deed.time]
        assert lines(branch)[: len(before)] == before
        assert any(event.time > deed.time for event in deeds(branch))


def test_whoever_is_away_does_nothing_and_is_met_by_nobody(lived: Story) -> None:
    branch = lived.fork(Change(without=("jiro",))).advance(UNTIL + 4 * 3600)
    assert branch.where("jiro") is None
    assert any("jiro" in deed.roles.values() for deed in deeds(lived))
    assert not any("jiro" in deed.roles.values() for deed in deeds(branch))
    assert any(e.kind == "WentOn" and e.roles["actor"] == "taro" for e in branch.chronicle())


def test_a_practice_taken_away_is_done_by_nobody(lived: Story) -> None:
    name = deeds(lived)[0].data["practice"]
    branch = lived.fork(Change(without=(f"practice {name}",))).advance(UNTIL)
    assert name not in [e.data["practice"] for e in deeds(branch)]


@pytest.mark.parametrize(
    ("setting", "reads"),
    [
        ("age taro = 30", lambda s: s.whole.people.numbers.get("age", 0) == 30),
        ("bond taro -> jiro affection = -0.5", lambda s: s.bond("taro", "jiro")["affection"] < -0.3),
        ("bond taro -> jiro kin = 0", lambda s: s.bond("taro", "jiro")["kin"] == 0),
        ("belief jiro hates(taro, jiro) = 0.9", lambda s: s.beliefs("jiro")["hates(taro, jiro)"] == 0.9),
        ("feeling jiro joy toward taro = 0.9", lambda s: s.feelings("jiro").get("joy", 0.0) > 0.8),
        ("power jiro shell guards host = false", lambda s: not s.whole.powers.of[1][0].guards_host),
        ("commitment supper due = none", lambda s: s.commitments()[0].due is None),
        ("place jiro = yard", lambda s: s.where("jiro") == "yard"),
        ("energy jiro stamina = 1", lambda s: s.whole.people.energy_level.get("stamina", 1) == 1.0),
        ("need jiro rest = 0.1", lambda s: s.whole.people.need_level.get("rest", 1) == 0.1),
    ],
)  # fmt: skip
def test_a_setting_is_so_from_then_on(
    lived: Story, setting: str, reads: Callable[[Story], bool]
) -> None:
    assert not reads(lived)
    branch = lived.fork(Change(settings=(setting,)), FORK)
    assert reads(branch)
    again = kizuna.replay(lived.world, branch.store)
    assert again.fingerprint() == branch.fingerprint()


@pytest.mark.parametrize(
    ("change", "at", "says"),
    [
        (Change(without=("boot",)), None, "did you mean 'boat'"),
        (Change(without=("belief taro likes(jiro, taro)",)), None, "there is no belief of taro"),
        (Change(without=("12345",)), None, "there is no event 12345"),
        (Change(without=("boat",)), FORK, "lies before the story"),
        (Change(settings=("trait taro pride",)), None, "write 'trait sakura pride = 0.2'"),
        (Change(settings=("trait tarro pride = 0.2",)), None, "did you mean 'taro'"),
        (Change(settings=("trait taro prid = 0.2",)), None, "did you mean 'pride'"),
        (Change(settings=("trait taro pride = 2",)), None, "a number from 0 to 1"),
        (Change(settings=("trait taro pride = much",)), None, "a number from 0 to 1"),
        (Change(settings=("colour taro = red",)), None, "not among what can be set"),
        (Change(settings=("bond taro jiro affection = 1",)), None, "names no bond"),
        (Change(settings=("power jiro shell glows = true",)), None, "what is said of a power"),
        (Change(settings=("belief taro sulks(jiro) = 1",)), None, "the predicates"),
        (Change(settings=("commitment supper due = soon",)), None, "not a moment"),
        (Change(), UNTIL + 7200, "has been lived until"),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_is_told_in_a_sentence(
    lived: Story, change: Change, at: int | None, says: str
) -> None:
    with pytest.raises(ChangeMistaken, match=says):
        lived.fork(change, at)
    assert len(lived.store.branches()) == 1


def test_forks_of_forks_live_on_in_a_file(world: World, lived: Story, tmp_path: Path) -> None:
    path = lived.save(tmp_path / "quarrel.kizuna")
    with kizuna.open_story(path, world) as story:
        first = part(world, story.store, Change(settings=("trait taro pride = 0.1",)))
    with kizuna.open_story(path, world, first) as story:
        story.advance(FORK)
        second = part(world, story.store, Change(without=("jiro",)))
    with kizuna.open_story(path, world, second) as story:
        story.advance(UNTIL)
        half = story.fingerprint()
        assert story.whole.people.trait(0, "pride") == 0.1
        assert story.where("jiro") is None
    with kizuna.open_story(path, world, second) as story:
        assert story.fingerprint() == half
        story.advance(UNTIL + 600)
    with kizuna.open_story(path, world) as story:
        assert story.fingerprint() == lived.fingerprint()


def test_a_deed_that_is_added_is_done_and_noticed(world: World, lived: Story) -> None:
    branch = lived.fork(Change(additions=("taro praise jiro",)), FORK)
    (deed,) = [e for e in branch.chronicle() if e.kind == "Did" and e.time == FORK - 1]
    assert what(deed)[1] == (("actor", "taro"), ("target", "jiro"))
    branch.advance(UNTIL)
    heard = [e for e in branch.chronicle() if deed.seq in [cause.seq for cause in e.causes]]
    assert any(event.roles.get("who") == "jiro" for event in heard)
    again = kizuna.replay(world, branch.store)
    assert again.fingerprint() == branch.fingerprint()


def test_an_event_that_is_added_simply_is_so(lived: Story) -> None:
    bell = """{"kind": "Happened", "place": "kitchen",
               "data": {"name": "bell", "words": "A bell rings.", "witnesses": ["jiro"]}}"""
    branch = lived.fork(Change(additions=(bell,)), FORK).advance(UNTIL)
    noticed = [e for e in branch.chronicle() if e.kind == "Noticed" and e.roles["who"] == "jiro"]
    assert any(event.time in (FORK, FORK + 1) for event in noticed)


@pytest.mark.parametrize(
    ("addition", "says"),
    [
        ("taro prays jiro", "did you mean 'praise'"),
        ("taro praise jirro", "did you mean 'jiro'"),
        ("taro praise", "write to whom"),
        ("praise!", "write 'naruto greet gaara'"),
        ('{"kind": "Sang"}', "no kind of event 'Sang'"),
        ('{"roles": 3', "an event is written"),
        ("mori rest", "is not there and awake"),
        ('{"kind": "Woke"}', "cannot be so"),
    ],
)
def test_what_cannot_be_added_is_told(lived: Story, addition: str, says: str) -> None:
    with pytest.raises(ChangeMistaken, match=says):
        lived.fork(Change(additions=(addition,)), FORK)


CLOSER = Change(settings=("bond taro -> jiro attraction = 0.5",))


def test_no_fork_brings_romance_to_a_child(world: World, lived: Story) -> None:
    with pytest.raises(ChangeMistaken, match="only between adults"):
        part(replace(world, opening=tuple(young(world))), lived.store, CLOSER)
    younger = lived.fork(Change(settings=("age jiro = 17",)))
    with pytest.raises(ContentRefused):
        younger.fork(CLOSER)


def young(world: World) -> Iterator[Event]:
    for event in world.opening:
        is_jiro = event.kind == "PersonEntered" and event.roles["who"] == "jiro"
        yield replace(event, data={**event.data, "age": 12}) if is_jiro else event
