"""What happens in hearts: kindness read anew, regret when anger has cooled, comfort that fits, a
home that moves, and attraction that is for adults."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest

import kizuna
from kizuna.event import Event, address
from kizuna.mind.still.picture import Still
from kizuna.run import Story
from kizuna.state.whole import ContentRefused, evolve
from kizuna.world.rules import World
from tests.stories.small import in_a_hall

if TYPE_CHECKING:
    from tests.conftest import Tell

TWO = """
world: two
starts: day 1 10:00
places:
  hall: {name: the hall, tags: [lodging, settlement, private], land: here}
people:
  ino: {name: Ino, age: 20, at: hall, home: hall, traits: {pride: PRIDE, curiosity: 0.8}}
  sai: {name: Sai, age: 20, at: hall, home: hall}
bonds:
  ino -> sai: {affection: 0.3, trust: 0.5, hours: 20}
  sai -> ino: {affection: 0.3, trust: 0.5, hours: 20}
"""


def two(pride: float = 0.8, more: str = "") -> str:
    return TWO.replace("PRIDE", str(pride)) + more


def live(story: Story, *drafts: Event) -> None:
    """Let something have happened, as if lived."""
    evolve(story.whole, drafts)
    for event in drafts:
        story.events[event.seq] = event


def kind_deeds(story: Story, count: int) -> None:
    """Sai did Ino so many good turns, each remembered as done out of liking."""
    now = story.whole.now
    for nth in range(count):
        at = address(now, 100 + 2 * nth)
        roles = {"actor": "sai", "target": "ino"}
        data = {"practice": "sit_by", "takes": 60, "again": 60, "witnesses": []}
        memory = {"event": at, "salience": 0.8, "motives": {"liking": 1.0}, "affection": 0.12}
        live(
            story,
            Event(at, "Did", roles, "hall", data),
            Event(at + 1, "MemoryKept", {"who": "ino", "toward": "sai"}, data=memory),
        )


def told(story: Story, proposition: str) -> None:
    """Sai says something to Ino, sure of it, and the story goes on for a minute."""
    now = story.whole.now
    seq = address(now, 5000)
    data = {
        "practice": "tell", "takes": 1, "again": 60, "witnesses": ["ino"], "talk": True,
        "topic": proposition, "tells": True, "odds": 4.5, "weight": 0.6,
    }  # fmt: skip
    live(story, Event(seq, "Did", {"actor": "sai", "target": "ino"}, "hall", data))
    story.advance(now + 60)


def kinds(story: Story, kind: str, **roles: str) -> list[Event]:
    return [
        event
        for event in story.chronicle()
        if event.kind == kind and all(event.roles.get(k) == v for k, v in roles.items())
    ]


def learns_of_a_promise(world_of: Callable[[str], World], pride: float) -> Story:
    story = kizuna.begin(world_of(two(pride)), seed=3)
    kind_deeds(story, 6)
    told(story, "bound_to(sai, ino)")
    return story


def test_kindness_learnt_to_be_owed_counts_for_less_at_once(
    world_of: Callable[[str], World],
) -> None:
    story = kizuna.begin(world_of(two()), seed=3)
    kind_deeds(story, 6)
    before = story.bond("ino", "sai")["affection"]
    told(story, "bound_to(sai, ino)")
    (reread,) = kinds(story, "MotiveReread", who="ino")
    assert len(reread.data["memories"]) == 6 and reread.data["change"] < -0.1
    assert story.bond("ino", "sai")["affection"] < before - 0.05
    informed = story.events[reread.causes[0].seq]
    assert informed.kind == "BeliefRevised" and informed.data["proposition"] == "bound_to(sai, ino)"


def test_the_proud_are_angry_at_having_been_a_duty(world_of: Callable[[str], World]) -> None:
    anger = {
        pride: learns_of_a_promise(world_of, pride).bond("ino", "sai")["anger"]
        for pride in (0.05, 0.9)
    }
    assert anger[0.9] > anger[0.05] + 0.3


def test_who_was_never_kind_has_nothing_to_be_read_anew(world_of: Callable[[str], World]) -> None:
    story = kizuna.begin(world_of(two()), seed=3)
    told(story, "bound_to(sai, ino)")
    assert not kinds(story, "MotiveReread")


def test_a_kindness_is_read_back_when_one_learns_to_be_liked(
    world_of: Callable[[str], World],
) -> None:
    story = learns_of_a_promise(world_of, 0.8)
    low = story.bond("ino", "sai")["affection"]
    told(story, "likes(sai, ino)")
    assert story.beliefs("ino")["likes(sai, ino)"] > 0.6
    last = kinds(story, "MotiveReread", who="ino")[-1]
    assert last.data["change"] > 0
    assert story.bond("ino", "sai")["affection"] > low


def test_unexplained_kindness_makes_one_wonder(tell: Tell) -> None:
    story = tell(two(), "day 3 12:00")
    wondered = [
        event
        for event in kinds(story, "BeliefRevised")
        if event.data["proposition"].startswith("reason_of(")
    ]
    for event in wondered:
        who, other = event.roles["who"], event.data["proposition"][10:13]
        kindnesses = [
            each for each in kinds(story, "MemoryKept", who=who, toward=other)
            if each.seq < event.seq and each.data.get("affection", 0) > 0
        ]  # fmt: skip
        assert len(kindnesses) >= 11


HURT = """
world: hurt
starts: day 1 10:00
places:
  hall: {name: the hall, tags: [lodging]}
  barn: {name: the barn, tags: [lodging]}
paths: [{between: [hall, barn], takes: 1 d}]
people:
  ino: {name: Ino, age: 20, at: hall, home: hall, traits: {pride: 0.9}}
  sai: {name: Sai, age: 20, at: barn, home: barn}
bonds:
  ino -> sai: {affection: AFFECTION, hours: 300}
  sai -> ino: {affection: 0.5, hours: 300}
"""


@pytest.mark.parametrize(("affection", "regrets"), [(0.7, True), (-0.4, False)])
def test_alone_one_regrets_having_hurt_a_friend(
    world_of: Callable[[str], World], affection: float, regrets: bool
) -> None:
    story = kizuna.begin(world_of(HURT.replace("AFFECTION", str(affection))), seed=1)
    at = address(story.whole.now, 100)
    roles, data = {"actor": "ino", "target": "sai"}, {"practice": "insult", "takes": 1,
                                                     "again": 60, "witnesses": []}  # fmt: skip
    memory = {"event": at, "salience": 0.6, "motives": {}, "deed": "wronged_them"}
    live(
        story,
        Event(at, "Did", roles, "hall", data),
        Event(at + 1, "MemoryKept", {"who": "ino", "toward": "sai"}, data=memory),
    )
    story.advance(kizuna.parse_moment("day 6 10:00"))
    guilt = [e for e in kinds(story, "FeelingFelt", who="ino") if e.data["feeling"] == "guilt"]
    assert bool(guilt) is regrets
    assert all(story.events[each.causes[0].seq].kind == "Recalled" for each in guilt)


GRIEF = (
    in_a_hall("ino", "sai")
    + """
bonds:
  ino -> sai: {trust: TRUST, respect: TRUST}
  sai -> ino: {affection: 0.2}
practices:
  say_it_straight:
    with: person
    soothes: {guilt: "0.6 * clamp(toward.trust, 0, 1)", grief: 0.01}
    takes: 5 s
    peculiar to: tests
    head: {it has to be said: 5}
    is: [talk]
"""
)


@pytest.mark.parametrize(("trust", "eases"), [(0.8, True), (-0.2, False)])
def test_what_comforts_depends_on_whom_it_comes_from(
    world_of: Callable[[str], World], trust: float, eases: bool
) -> None:
    story = kizuna.begin(world_of(GRIEF.replace("TRUST", str(trust))), seed=1)
    felt = {"feeling": "guilt", "strength": 0.8, "half_life": 9000}
    live(story, Event(address(story.whole.now, 50), "FeelingFelt", {"who": "ino"}, data=felt))
    story.advance(story.whole.now + 4)
    eased = [e for e in kinds(story, "FeelingEased", who="ino") if e.data["feeling"] == "guilt"]
    assert bool(eased) is eases
    assert not [e for e in kinds(story, "FeelingEased") if e.data["feeling"] == "grief"]


ABROAD = """
world: abroad
starts: day 1 8:00
places:
  inn: {name: the inn, tags: [lodging, settlement], land: sand}
  grove: {name: the grove, tags: [far], land: leaf}
people:
  ino: {name: Ino, age: 20, at: inn, home: inn, at home in: {leaf: 0.16, sand: 0.158}}
  sai: {name: Sai, age: 20, at: inn, home: inn, traits: {warmth: 1.0}}
bonds:
  ino -> sai: {affection: 0.6, trust: 0.6, hours: 100}
  sai -> ino: {affection: 0.7, trust: 0.6, hours: 100}
paths: [{between: [inn, grove], takes: 3 d}]
"""


def test_among_people_who_are_kind_a_home_moves(tell: Tell) -> None:
    story = tell(ABROAD, "day 6 8:00")
    ino = story.whole.person("ino")
    moved = kinds(story, "HomeMoved", who="ino")
    assert len(moved) == 1 and moved[0].data["land"] == "sand"
    assert story.whole.homes.where(ino) == "sand"
    assert story.whole.homes.homesick(ino, "sand") == 0.0
    assert not kinds(story, "HomeGrew", who="sai")  # nobody asked where Sai is at home


def test_no_event_can_draw_a_minor_to_anybody(world_of: Callable[[str], World]) -> None:
    young = two().replace("age: 20, at: hall, home: hall}", "age: 17, at: hall, home: hall}")
    story = kizuna.begin(world_of(young), seed=1)
    memory = {"event": 1, "salience": 0.5, "motives": {"liking": 1.0}, "attraction": 0.1}
    event = Event(
        address(story.whole.now, 70), "MemoryKept", {"who": "ino", "toward": "sai"}, data=memory
    )
    with pytest.raises(ContentRefused):
        evolve(story.whole, (event,))
    faded = Event(address(story.whole.now, 71), "Faded", {"actor": "ino", "target": "sai"},
                  data={"until": story.whole.now + 60, "romance": True})  # fmt: skip
    with pytest.raises(ContentRefused):
        evolve(story.whole, (faded,))


DRAWN = two(
    more="""
practices:
  smile:
    with: person
    impression: {attraction: 0.3}
    takes: 5 s
    again: 1 h
    peculiar to: tests
    head: {"a smile costs nothing": 3}
    is: [talk]
"""
)


@pytest.mark.parametrize(("age", "spark", "grows"), [(20, 0.1, True), (20, 0.0, False)])
def test_attraction_grows_only_where_there_is_a_spark(
    world_of: Callable[[str], World], age: int, spark: float, grows: bool
) -> None:
    text = DRAWN.replace("ino -> sai: {affection", f"ino -> sai: {{attraction: {spark}, affection")
    story = kizuna.begin(world_of(text), seed=1)
    story.advance(story.whole.now + 600)
    after = story.bond("ino", "sai")["attraction"]
    assert (after > spark + 0.01) is grows


def test_minors_smile_and_nothing_comes_of_it(world_of: Callable[[str], World]) -> None:
    text = DRAWN.replace("age: 20", "age: 17")
    story = kizuna.begin(world_of(text), seed=1)
    story.advance(story.whole.now + 600)
    assert kinds(story, "Did", actor="sai", target="ino")
    assert not [e for e in story.chronicle() if e.data.get("attraction")]
    assert not np.any(story.bond("ino", "sai")["attraction"])


TOGETHER = two(
    more="""
practices:
  be_apart:
    with: person
    romance: true
    when: actor.company > 0
    consent: {gladly: 1}
    takes: 5 s
    again: 5 d
    peculiar to: tests
    head: {"it is time": 5}
    does: [{fade: 2 h}]
"""
)


def test_the_scene_fades_and_nobody_does_anything_until_it_is_over(tell: Tell) -> None:
    story = tell(TOGETHER, "day 1 14:00")
    faded = kinds(story, "Faded")
    assert faded
    until = faded[0].data["until"]
    between = [e for e in story.chronicle() if faded[0].time < e.time < until and e.kind == "Did"]
    assert not between
    assert [e for e in story.chronicle() if e.kind == "Did" and e.time >= until]


# Doubts. ---------------------------------------------------------------------------------------

DOUBTS = two(more='beliefs:\n  ino: [{that: "hates(sai, ino)", sure: 0.85}]\n')


def old_doubt(story: Story, hours: float) -> float:
    """How much of Ino's doubts of Sai is left in so many hours."""
    whole = story.whole
    still = Still(whole, story.world).take(whole.now + int(hours * 3600), np.arange(2))
    return float(still.bond["old_doubt"][whole.bonds.row[whole.person("ino"), whole.person("sai")]])


def test_whoever_was_sure_to_be_hated_goes_on_doubting_for_a_while(
    world_of: Callable[[str], World],
) -> None:
    story = kizuna.begin(world_of(DOUBTS), seed=1)
    assert old_doubt(story, 0) == 0.0
    data = {"proposition": "hates(sai, ino)", "odds": -1.0}
    live(story, Event(address(story.whole.now, 70), "BeliefRevised", {"who": "ino"}, data=data))
    assert old_doubt(story, 0) == 1.0 and 0.4 < old_doubt(story, 6) < 0.6
    assert old_doubt(kizuna.begin(world_of(two()), seed=1), 0) == 0.0
