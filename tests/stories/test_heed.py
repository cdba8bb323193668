"""Who looks up at what: a word meant for others waits, a hurtful one does not; and whoever goes
somewhere passes where nobody is to be met."""

from __future__ import annotations

from typing import TYPE_CHECKING

import kizuna
from kizuna.event import Event
from kizuna.run import Story
from kizuna.state.person import NEVER
from tests.stories.small import SEEDS, deeds

if TYPE_CHECKING:
    from tests.conftest import Tell

HALL = """
world: hall
starts: day 1 10:00
places: {hall: {name: the hall, tags: [settlement]}}
people:
  ada: {name: Ada, age: 30, at: hall, traits: {sociability: 1.0, warmth: 1.0, reserve: 0.0}}
  ben: {name: Ben, age: 30, at: hall, traits: {courtesy: 1.0, warmth: 1.0, reserve: 0.0}}
  cleo: {name: Cleo, age: 30, at: hall, traits: {sociability: 0.0, reserve: 1.0, humour: 0.0}}
bonds:
  ada -> ben: {affection: 0.6, hours: 30}
  ben -> ada: {affection: 0.6, hours: 30}
  cleo -> ada: {hours: 30}
  cleo -> ben: {hours: 30}
"""


def noticed(story: Story, who: str, deed: Event) -> Event | None:
    """The noticing in which somebody took note of a deed."""
    return next(
        (each for each in story.chronicle() if each.kind == "Noticed"
         and each.roles["who"] == who and deed.seq in {cause.seq for cause in each.causes}), None
    )  # fmt: skip


@SEEDS
def test_a_word_for_another_is_noticed_when_one_looks_up_of_oneself(tell: Tell, seed: int) -> None:
    story = tell(HALL, "day 1 16:00", seed)
    words = [
        each for each in deeds(story, "small_talk", "joke", "reply_kindly", "reminisce", "greet")
        if {*each.roles.values()} == {"ada", "ben"} and "cleo" in each.data["witnesses"]
    ]  # fmt: skip
    assert words and all("cleo" not in each.data["heeded_by"] for each in words)
    waits = [
        late.time - word.time - word.data["takes"]
        for word in words if (late := noticed(story, "cleo", word)) is not None
    ]  # fmt: skip
    assert waits and min(waits) >= 0 and sorted(waits)[len(waits) // 2] > 5


@SEEDS
def test_at_a_hurtful_word_everybody_looks_up(tell: Tell, seed: int) -> None:
    cross = HALL + (
        "backstory:\n  - {at: 10 min before, kind: quarrel, actor: ben, target: ada, words: x,\n"
        "     remembered: {ada: {feelings: {anger: {ben: 0.95}}}}}\n"
    )
    insults = deeds(tell(cross, "day 1 12:00", seed), "insult", "retort", "lash_out")
    assert insults and all("heeded_by" not in each.data for each in insults)


WAY = """
world: way
starts: day 1 20:00
places:
  hall: {name: the hall, tags: [settlement]}
  square: {name: the square, tags: [settlement, open]}
  bridge: {name: the bridge, tags: [settlement, open]}
  home: {name: the house, tags: [settlement, lodging]}
paths:
  - {between: [hall, square], takes: 5 min}
  - {between: [square, bridge], takes: 5 min}
  - {between: [bridge, home], takes: 5 min}
people:
  ada: {name: Ada, age: 30, at: hall, home: home, traits: {sleeplessness: 0.0}}
  ben: {name: Ben, age: 30, on stage: false}
"""


def legs(story: Story) -> list[tuple[str, int]]:
    return [
        (str(each.place), each.time) for each in story.chronicle()
        if each.kind == "Arrived" and each.roles["actor"] == "ada"
    ]  # fmt: skip


@SEEDS
def test_one_passes_where_nobody_is_and_stops_where_somebody_is(tell: Tell, seed: int) -> None:
    alone = legs(tell(WAY, "day 2 3:00", seed))
    assert [place for place, _ in alone] == ["home"]
    met = WAY.replace("on stage: false", "at: bridge, traits: {sleeplessness: 1.0}")
    assert [place for place, _ in legs(tell(met, "day 2 3:00", seed))] == ["bridge", "home"]


VISIT = """
world: visit
starts: day 1 18:00
places:
  mill: {name: the mill, tags: [settlement]}
  square: {name: the square, tags: [settlement, open]}
  house: {name: the house, tags: [settlement, lodging]}
paths:
  - {between: [mill, square], takes: 5 min}
  - {between: [square, house], takes: 5 min}
people:
  ada: {name: Ada, age: 30, at: mill, home: mill, traits: {loyalty: 1.0, warmth: 0.9}}
  ben: {name: Ben, age: 30, at: square, traits: {sociability: 0.5}}
bonds:
  ada -> ben: {affection: 0.9, trust: 0.8, hours: 90, knows at: house}
  ben -> ada: {affection: 0.9, trust: 0.8, hours: 90}
backstory:
  - {at: 1 h before, kind: parting, actor: ben, target: ada, words: Ben was long away,
     remembered: {ada: {feelings: {longing: {ben: 1.0}}}}}
"""


@SEEDS
def test_whoever_meets_on_the_way_the_one_they_went_to_see_goes_no_farther(
    tell: Tell, seed: int
) -> None:
    story = tell(VISIT, "day 2 20:00", seed)
    out = next(e for e in story.chronicle() if e.kind == "ErrandBegun" and e.roles == {"actor": "ada", "target": "ben"})  # fmt: skip
    assert out.data["goal"] == "house"
    met = next(e for e in story.chronicle() if e.kind == "Arrived" and e.seq > out.seq)
    ended = next(e for e in story.chronicle() if e.kind == "ErrandEnded" and e.seq > met.seq)
    gone = [e for e in story.chronicle() if e.kind == "SetOut" and met.seq < e.seq < ended.seq]
    assert met.place == "square" and not gone


def test_whoever_left_the_stage_asleep_wakes_to_nothing(tell: Tell) -> None:
    gone = WAY + (
        "happenings:\n  - {name: fetched, at: day 2 4:00, place: home, takes away: [ada],"
        " words: She is fetched.}\n"
    )
    story = tell(gone, "day 3 12:00")
    assert [each for each in story.chronicle() if each.kind == "Woke"]
    assert story.where("ada") is None
    assert story.whole.people.numbers.get("due_at", story.whole.person("ada")) == NEVER
    fetched = kizuna.parse_moment("day 2 4:00")
    assert not [e for e in story.chronicle() if e.kind in ("Did", "WentOn") and e.time > fetched]
