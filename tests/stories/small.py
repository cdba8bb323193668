"""What small worlds of the tests share: a hall and a hill, people in them, and a few whole ones."""

from __future__ import annotations

import pytest

from kizuna.event import Event
from kizuna.run import Story

SEEDS = pytest.mark.parametrize("seed", [1, 2, 3])

PLACES = """
world: small
starts: day 1 10:00
places:
  hall: {name: the hall, tags: [settlement, private]}
  hill: {name: the hill, tags: [settlement]}
paths: [{between: [hall, hill], takes: 2 h}]
"""
WARD = PLACES.replace("[settlement, private]", "[settlement, private, bed, healing]")

FELL = """
backstory:
  - {id: fall, at: 1 h before, kind: fall, actor: sai, target: sai, words: Sai fell, where: a bump,
     severity: 0.9, knocks out: true}
"""
"""Sai lies in the hall, hurt; more may follow it."""

STOLEN = """
backstory:
  - {id: theft, at: 1 h before, kind: theft, actor: THIEF, target: ino, words: There was a theft,
     remembered: {ino: {salience: 0.9, feelings: {anger: {THIEF: ANGER}}}}}
"""


def in_a_hall(*names: str) -> str:
    """The beginning of a world with these people in one hall; what else is theirs comes after it."""
    people = "".join(f"  {name}: {{name: {name.title()}, age: 20, at: hall}}\n" for name in names)
    return f"""
world: small
starts: day 1 10:00
places: {{hall: {{name: the hall}}}}
people:
{people}"""


def stolen_from_ino(thief: str, anger: float) -> str:
    """Somebody took something from Ino, who has not forgotten it."""
    return STOLEN.replace("THIEF", thief).replace("ANGER", str(anger))


def events(story: Story, kind: str, **roles: str) -> list[Event]:
    return [
        event
        for event in story.chronicle()
        if event.kind == kind and event.time >= story.world.starts
        and all(event.roles.get(role) == id_ for role, id_ in roles.items())
    ]  # fmt: skip


def deeds(story: Story, *practices: str, **roles: str) -> list[Event]:
    return [e for e in events(story, "Did", **roles) if e.data["practice"] in practices]


REVERED = (
    PLACES
    + """
people:
  ino: {name: Ino, age: 20, at: hall, traits: {bluntness: 1.0, courtesy: 0.0}}
  sai: {name: Sai, age: 20, at: hall, traits: {loyalty: 1.0}}
  gai: {name: Gai, age: 40, on stage: false}
bonds:
  ino -> gai: {respect: -0.6}
  ino -> sai: {hours: 10}
  sai -> ino: {hours: 10}
  sai -> gai: {respect: 0.9, affection: 0.6}
backstory:
  - {at: 1 h before, kind: quarrel, actor: gai, target: ino, words: They quarrelled,
     remembered: {ino: {toward: {gai: {affection: -0.3}}, feelings: {resentment: {gai: 0.4}}}}}
"""
)
FALSE_BELIEF = (
    PLACES
    + """
people:
  ino: {name: Ino, age: 20, at: hall, traits: {openness: 1.0, reserve: 0.0}}
  sai: {name: Sai, age: 20, at: hall, traits: {reserve: 1.0, openness: 0.0}}
bonds:
  ino -> sai: {affection: 0.7, hours: 30}
  sai -> ino: {affection: 0.5, hours: 30}
beliefs: {sai: [{that: "hates(ino, sai)", sure: 0.7}, {that: "likes(ino, sai)", sure: 0.2}]}
backstory:
  - {at: 1 h before, kind: news, actor: sai, words: Sai is safe,
     remembered: {ino: {feelings: {joy: {sai: 0.9}}}}}
"""
)
VIGIL = (
    PLACES.replace("[settlement, private]", "[settlement, bed, healing]")
    + """
people:
  ino: {name: Ino, age: 20, at: hall}
  sai: {name: Sai, age: 20, at: hall}
  kin: {name: Kin, age: 20, at: hall}
  tai: {name: Tai, age: 20, at: hall}
bonds:
  ino -> sai: {affection: 0.9, trust: 0.6, hours: 50, well: 0.9}
  kin -> ino: {fear: 0.8}
  tai -> ino: {affection: 0.1}
"""
    + FELL
)
RAGE = (
    WARD
    + """
people:
  ino: {name: Ino, age: 20, at: hall, traits: {impulse: 0.8, aggression: 0.8, composure: 0.2}}
  sai: {name: Sai, age: 20, at: hall, traits: {warmth: 0.9, openness: 0.9}}
  kin: {name: Kin, age: 20, on stage: false}
  gai: {name: Gai, age: 30, on stage: false}
bonds:
  ino -> sai: {affection: 0.7, trust: 0.8, hours: 50}
  sai -> ino: {affection: 0.6, trust: 0.8, hours: 50}
  ino -> kin: {affection: 0.8, hours: 50}
  ino -> gai: {hours: 5}
  sai -> gai: {affection: 0.8, hours: 50}
beliefs:
  ino: [{that: "harmed(gai, kin)", sure: 0.95}]
backstory:
  - {id: harm, at: 1 h before, kind: attack, actor: gai, target: kin, words: Gai hurt Kin,
     remembered: {ino: {salience: 0.9, feelings: {anger: {gai: 0.7}}}}}
"""
)
