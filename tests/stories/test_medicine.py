"""Wounds that do not wait, hands that help, operations that may fail, and what a death leaves."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from typing import TYPE_CHECKING

import pytest

import kizuna
from kizuna.run import Story
from kizuna.world.rules import World
from tests.stories.small import deeds, events

if TYPE_CHECKING:
    from tests.conftest import Tell

WARD = """
world: small
starts: day 1 8:30
energies: {chakra: {recovers: 12 h}}
places:
  ward: {name: the ward, tags: [settlement, healing, bed]}
  home: {name: the houses, tags: [settlement, lodging]}
paths: [{between: [ward, home], takes: 10 min}]
people:
  ino: {name: Ino, age: 25, at: ward, home: home, post: ward, hours: [8, 18], energies: {chakra: 1.0, stamina: 1.0}, traits: {healing: 0.9, duty: 0.8, warmth: 0.7}}
  kin: {name: Kin, age: 40, on stage: false, home: home}
  wen: {name: Wen, age: 38, at: ward, home: home}
bonds: {wen -> kin: {affection: 0.8, kin: 1, hours: 500}}
happenings:
  - {name: brought, at: day 1 8:40, place: ward, brings: kin, words: A stretcher comes.,
     wounds: {kin: {where: a deep wound, severity: 0.8, bleeds: 0.05}}}
"""
PROMISED = WARD + "commitments: [{kind: promise, name: word, by: ino, to: kin, words: to live}]\n"
NO_HEALER = WARD.replace("healing: 0.9", "healing: 0.0")
HOPELESS = ("severity: 0.8, bleeds: 0.05", "severity: 0.998, bleeds: 0.001")
LOST, LOST_AND_PROMISED = WARD.replace(*HOPELESS), PROMISED.replace(*HOPELESS)


def felt(story: Story, who: str, feeling: str, toward: str) -> float:
    """The strongest of a feeling that came up."""
    found = events(story, "FeelingFelt", who=who, toward=toward)
    return max((e.data["strength"] for e in found if e.data["feeling"] == feeling), default=0.0)


def test_who_is_brought_in_was_nowhere_and_is_there_and_hurt(tell: Tell) -> None:
    before, after = tell(WARD, "day 1 08:39"), tell(WARD, "day 1 08:40")
    assert before.where("kin") is None and after.where("kin") == "ward"
    (brought,), (hurt,) = events(after, "BroughtIn"), events(after, "Injured")
    assert [cause.seq for cause in hurt.causes] == [cause.seq for cause in brought.causes]


def test_nobody_treats_it_and_so_they_faint_and_die_in_time(tell: Tell) -> None:
    story = tell(NO_HEALER, "day 1 14:00")
    (fainted,), (died,) = events(story, "Fainted"), events(story, "Died")
    assert fainted.time == kizuna.parse_moment("day 1 09:40")
    assert died.time == kizuna.parse_moment("day 1 12:40")
    assert not events(story, "Operated")
    assert died.causes[0].seq == events(story, "Injured")[0].seq


def test_treatment_closes_what_is_not_grave(tell: Tell) -> None:
    story = tell(WARD.replace("severity: 0.8", "severity: 0.4"), "day 2 12:00")
    assert events(story, "Tended", actor="ino", target="kin")
    assert not events(story, "Operated") and not events(story, "Died")
    assert story.whole.bodies.worst(story.whole.person("kin"), story.whole.now) < 0.4


def test_an_operation_takes_its_time_and_then_it_is_decided(tell: Tell) -> None:
    story = tell(WARD, "day 1 18:00")
    (begun,) = events(story, "OperationBegun", actor="ino", target="kin")
    (over,) = events(story, "Operated", actor="ino", target="kin")
    assert over.time - begun.time == 2 * 3600
    assert begun.causes[0].seq == deeds(story, "operate")[0].seq
    assert not [e for e in events(story, "Did", actor="ino") if begun.time < e.time < over.time]


def lived(world: World, until: str, seeds: int) -> list[Story]:
    end = kizuna.parse_moment(until)
    return [kizuna.begin(world, seed=seed).advance(end) for seed in range(seeds)]


def interval(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a rate (Wilson 1927)."""
    z, rate = 1.96, hits / of
    middle, half = rate + z * z / (2 * of), z * sqrt(rate * (1 - rate) / of + z * z / (4 * of * of))
    return (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)


def deaths(world: World, seeds: int = 40) -> tuple[int, list[float]]:
    """How many die under the knife, and the risks that were told."""
    over = [events(story, "Operated") for story in lived(world, "day 1 12:00", seeds)]
    done = [each[0] for each in over if each]
    assert len(done) > 0.9 * seeds
    return sum(not each.data["saved"] for each in done), [each.data["risk"] for each in done]


def test_as_many_die_as_the_risk_says_and_more_in_spent_hands(
    world_of: Callable[[str], World],
) -> None:
    rested, risks = deaths(world_of(WARD))
    low, high = interval(rested, len(risks))
    assert low <= sum(risks) / len(risks) <= high
    spent_world = world_of(WARD.replace("chakra: 1.0", "chakra: 0.0").replace("g: 0.9", "g: 0.6"))
    spent, spent_risks = deaths(spent_world)
    low, high = interval(spent, len(spent_risks))
    assert low <= sum(spent_risks) / len(spent_risks) <= high
    assert min(spent_risks) > max(risks) and spent > rested


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_life_saved_gives_pride_and_self_control(tell: Tell, seed: int) -> None:
    story = tell(WARD.replace("severity: 0.8", "severity: 0.62"), "day 1 12:00", seed)
    (over,) = events(story, "Operated")
    if over.data["saved"]:
        assert felt(story, "ino", "satisfaction", "kin") > 0.3
        assert felt(story, "wen", "relief", "kin") > 0.3
        assert felt(story, "wen", "gratitude", "ino") > 0.3
        paid = [e for e in events(story, "EnergyChanged", who="ino")
                if over.seq in [cause.seq for cause in e.causes]]  # fmt: skip
        assert paid


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_death_is_grief_to_all_and_guilt_to_the_healer(tell: Tell, seed: int) -> None:
    story = tell(LOST, "day 1 12:00", seed)
    assert events(story, "Died", who="kin")
    assert felt(story, "ino", "grief", "kin") > 0.4
    assert felt(story, "wen", "grief", "kin") > felt(story, "ino", "grief", "kin")
    assert 0.2 < felt(story, "ino", "guilt", "kin") < 0.6
    assert felt(story, "wen", "guilt", "kin") == 0.0
    assert story.beliefs("wen")["dead(kin)"] > 0.9
    assert not [e for e in events(story, "Did", target="kin")
                if e.data["practice"] == "watch_over"
                and e.seq > events(story, "Died")[0].seq]  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_promise_to_the_dead_makes_the_guilt_greater(tell: Tell, seed: int) -> None:
    plain, promised = tell(LOST, "day 1 12:00", seed), tell(LOST_AND_PROMISED, "day 1 12:00", seed)
    more = felt(promised, "ino", "guilt", "kin")
    assert more > felt(plain, "ino", "guilt", "kin") + 0.2
    assert felt(promised, "wen", "guilt", "kin") == 0.0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whoever_was_there_needs_no_news_of_a_death(tell: Tell, seed: int) -> None:
    far = "  tai: {name: Tai, age: 30, at: home, home: home}\nbonds: {"
    story = tell(LOST.replace("bonds: {", far), "day 1 14:00", seed)
    died = events(story, "Died", who="kin")[0]
    told = [e for e in deeds(story, "tell") if e.data["topic"] == "dead(kin)"]
    assert not [e for e in told if {e.roles["actor"], e.roles["target"]} == {"ino", "wen"}]
    row, knows = story.whole.people.row, story.whole.beliefs.thinks_knows
    assert knows(row["ino"], row["wen"], "dead(kin)") and knows(row["wen"], row["ino"], "dead(kin)")
    assert died.time > story.world.starts and not knows(row["ino"], row["tai"], "dead(kin)")


def test_the_dead_are_laid_out_and_do_nothing(tell: Tell) -> None:
    story = tell(LOST, "day 2 12:00", seed=6)
    (died,) = events(story, "Died")
    assert deeds(story, "close_eyes", target="kin")
    assert story.where("kin") is None
    assert not [e for e in story.chronicle() if e.seq > died.seq
                and "kin" in (e.roles.get("actor"), e.roles.get("who"))]  # fmt: skip


EVERY_DAY = WARD.replace(
    "bleeds: 0.05}}}",
    "bleeds: 0.05}}}\n  - {name: bell, at: day 1 10:00, every: 1 d, place: ward, words: A bell.}",
)


def test_what_happens_every_day_happens_every_day(tell: Tell) -> None:
    story = tell(EVERY_DAY, "day 4 09:00")
    rung = [e.time for e in events(story, "Happened") if e.data["name"] == "bell"]
    assert rung == [kizuna.parse_moment(f"day {day} 10:00") for day in (1, 2, 3)]


VIGIL = WARD.replace("severity: 0.8, bleeds: 0.05", "severity: 0.7, knocks out: true").replace(
    "people:\n", "people:\n  tai: {name: Tai, age: 30, at: ward}\n"
)


def test_a_long_deed_is_seen_while_it_lasts(tell: Tell) -> None:
    story = tell(VIGIL, "day 1 12:00")
    vigil = deeds(story, "watch_over", actor="wen", target="kin")[0]
    saw = [e.time for e in events(story, "Noticed") if e.roles["who"] != "wen"
           and vigil.seq in [cause.seq for cause in e.causes]]  # fmt: skip
    assert saw and min(saw) < vigil.time + 0.9 * vigil.data["takes"]


OWN_ENERGY = (
    WARD.replace("recovers: 12 h}", "recovers: 12 h}, ki: {recovers: 1 d}")
    + """
practices:
  breathe:
    peculiar to: old schools
    when: actor.ki > 0.1
    head: {calm: 2.0 * actor.ki}
    takes: 10 min
    costs: {ki: 0.3, stamina: 0.05}
    does: [{restore: {ki: 0.1, self_control: 0.1}}]
    line: ["{actor} breathes."]
"""
)


def test_a_worlds_own_energy_can_be_read_and_paid_and_adds_up(tell: Tell) -> None:
    story = tell(OWN_ENERGY, "day 1 08:31")
    (first, *_) = deeds(story, "breathe", actor="wen")
    same = [e for e in events(story, "EnergyChanged", who="wen") if e.time == first.time]
    assert [e.data["changes"].get("ki") for e in same] == [-0.3, 0.1]
    assert story.whole.people.energy_left(
        story.whole.person("wen"), "ki", first.time
    ) == pytest.approx(0.7 - 0.2, abs=0.01)


def test_whoever_died_was_helped_in_vain(tell: Tell) -> None:
    """Nobody goes on telling that somebody was helped who is dead."""
    story = tell(LOST, "day 1 20:00", 1)
    died = events(story, "Died")[0]
    assert story.beliefs("wen")["helped(ino, kin)"] < 0.5 < story.beliefs("wen")["dead(kin)"]
    told = [
        each for each in events(story, "Told") if each.data["proposition"] == "helped(ino, kin)"
    ]
    assert all(each.time <= died.time for each in told)
