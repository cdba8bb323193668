"""Ordinary life: grief that walks off, ground that tells, lessons, orders, duty and a guest's bed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kizuna
from tests.stories.small import SEEDS, deeds, events

if TYPE_CHECKING:
    from tests.conftest import Tell

PLACES = """
world: small
starts: day 1 18:30
energies: {chakra: {recovers: 12 h}}
places:
  hall: {name: the hall, tags: [settlement, healing]}
  home: {name: the houses, tags: [settlement, lodging]}
  flat: {name: the flat, tags: [settlement, lodging]}
  dunes: {name: the dunes, tags: [open, quiet, desert]}
paths: [{between: [hall, home], takes: 5 min}, {between: [home, flat], takes: 5 min},
        {between: [hall, dunes], takes: 20 min}]
"""
GRIEF = (
    PLACES
    + """
people:
  ino: {name: Ino, age: 25, at: hall, home: home, traits: {reserve: 0.7}}
  gar: {name: Gar, age: 25, at: home, home: home, ground: [desert], traits: {stealth: 0.8, sociability: 0.8}}
  tai: {name: Tai, age: 40, on stage: false, dead: true}
bonds:
  gar -> ino: {affection: 0.65, respect: 0.3, hours: 5}
  ino -> gar: {respect: 0.2, hours: 5}
backstory:
  - {at: 10 min before, kind: death, actor: ino, target: tai, words: Tai died under Ino's hands,
     remembered: {ino: {feelings: {grief: {tai: 0.9}, guilt: {tai: 0.8}}}}}
"""
)


@SEEDS
def test_who_grieves_walks_off_and_whose_ground_it_is_comes_up(tell: Tell, seed: int) -> None:
    story = tell(GRIEF, "day 1 22:00", seed)
    assert deeds(story, "walk_off", actor="ino")
    sensed = events(story, "Sensed", who="gar", target="ino")[0]
    assert sensed.place == "dunes" and sensed.data["sorrow"] > 0.3
    came = deeds(story, "come_up_to", actor="gar", target="ino")
    assert came and came[0].place == "dunes" and came[0].time > sensed.time


def test_without_ground_of_theirs_nobody_senses_anything(tell: Tell) -> None:
    story = tell(GRIEF.replace("ground: [desert], ", ""), "day 1 22:00")
    assert deeds(story, "walk_off", actor="ino")
    assert not events(story, "Sensed")
    assert "dunes" not in [e.place for e in deeds(story, "come_up_to")]


def test_grief_and_stealth_overlook_who_comes_up_and_calm_sees_them(tell: Tell) -> None:
    calm = GRIEF.replace("stealth: 0.8", "stealth: 0.0")
    calm = calm[: calm.index("backstory")].replace("at: hall, home", "at: dunes, home")
    calm = calm.replace("at: home, home: home, ground", "at: hall, home: dunes, ground")
    sad = GRIEF.replace("stealth: 0.8", "stealth: 1.0")
    overlooked = [seed for seed in range(6) if events(tell(sad, "day 1 22:00", seed), "Overlooked")]
    assert len(overlooked) >= 3
    assert not any(events(tell(calm, "day 1 22:00", seed), "Overlooked") for seed in range(3))


def test_who_was_overlooked_is_not_spoken_to_before_they_are_noticed(tell: Tell) -> None:
    for seed in range(6):
        story = tell(GRIEF.replace("stealth: 0.8", "stealth: 1.0"), "day 1 22:00", seed)
        for hidden in events(story, "Overlooked", who="ino", target="gar"):
            noticed = [e.time for e in events(story, "Noticed", who="ino") if e.time > hidden.time
                       and "gar" in [seen[0] for seen in e.data.get("sights", ())]]  # fmt: skip
            early = [e for e in events(story, "Did", actor="ino", target="gar")
                     if hidden.time < e.time < min(noticed, default=e.time)]  # fmt: skip
            assert not early, (seed, early)


SCHOOL = (
    PLACES.replace("day 1 18:30", "day 1 8:30")
    + """
people:
  ino: {name: Ino, age: 30, at: hall, home: home, post: hall, hours: [8, 17], traits: {healing: 1.0, duty: 0.9, composure: 0.9}}
  kid: {name: Kid, age: 14, at: hall, home: home, post: hall, hours: [8, 17], traits: {healing: 0.1, impulse: 0.8, humour: 0.8, courtesy: 0.1, duty: 0.2}}
groups: {class: {name: the class, members: [ino, kid], offices: {teacher: ino}}}
bonds:
  kid -> ino: {respect: -0.2, hours: 2}
  ino -> kid: {hours: 2}
"""
)


def test_an_insolent_pupil_warms_to_good_teaching(tell: Tell) -> None:
    story = tell(SCHOOL, "day 8 18:00")
    begun = tell(SCHOOL, "day 1 8:30")
    assert deeds(story, "teach", actor="ino", target="kid")
    insolent = [e.time for e in deeds(story, "insolent_remark", actor="kid", target="ino")]
    assert insolent
    assert story.bond("kid", "ino")["respect"] > begun.bond("kid", "ino")["respect"] + 0.15
    half = kizuna.parse_moment("day 5")
    assert sum(time < half for time in insolent) > sum(time >= half for time in insolent)
    learnt = [e.data["by"] for e in events(story, "Learnt", who="kid")]
    healing = story.whole.people.trait(story.whole.person("kid"), "healing")
    assert healing == pytest.approx(0.1 + sum(learnt)) and len(learnt) >= 3


def test_a_pupil_who_reveres_the_teacher_is_not_insolent(tell: Tell) -> None:
    story = tell(SCHOOL.replace("respect: -0.2", "respect: 0.6"), "day 4 18:00")
    assert deeds(story, "teach") and not deeds(story, "insolent_remark")


CALLED = (
    SCHOOL
    + """
happenings:
  - {name: office, at: day 1 9:00, words: Letters have piled up., calls: {ino: {to: flat, for: 3 d}}}
"""
)


def test_whom_duty_calls_is_elsewhere_until_it_is_over(tell: Tell) -> None:
    story = tell(CALLED, "day 6 12:00")
    taught = [e.time for e in deeds(story, "teach", actor="ino")]
    over = kizuna.parse_moment("day 4 09:00")
    assert taught and not [t for t in taught if kizuna.parse_moment("day 1 10:00") < t < over]
    arrived = [e for e in events(story, "Arrived", actor="ino") if e.place == "flat"]
    assert arrived and arrived[0].time < over


ANGRY = (
    PLACES
    + """
people:
  ino: {name: Ino, age: 25, at: dunes, home: home, energies: {chakra: 1.0, stamina: 1.0, self_control: 0.2}}
  gar: {name: Gar, age: 25, on stage: false}
backstory:
  - {at: 1 h before, kind: quarrel, actor: gar, target: ino, words: They quarrelled,
     remembered: {ino: {feelings: {anger: {gar: 0.9}}}}}
"""
)


@SEEDS
def test_training_on_illusions_lets_anger_out_for_chakra(tell: Tell, seed: int) -> None:
    story = tell(ANGRY, "day 1 20:00", seed)
    trained = deeds(story, "train_on_illusions", actor="ino")[0]
    over = events(story, "Finished", actor="ino")[0]
    assert over.time == trained.time + 40 * 60
    eased = [e.data["feeling"] for e in events(story, "FeelingEased", who="ino")]
    assert "anger" in eased
    changed = [e.data["changes"] for e in events(story, "EnergyChanged", who="ino")]
    assert {"chakra": -0.25, "stamina": -0.15} in changed and {"self_control": 0.3} in changed


def test_who_has_no_chakra_does_not_train_so(tell: Tell) -> None:
    story = tell(ANGRY.replace("chakra: 1.0", "chakra: 0.0"), "day 1 20:00")
    assert not deeds(story, "train_on_illusions")


GUEST = (
    PLACES
    + """
people:
  ino: {name: Ino, age: 25, at: hall, home: flat, own home: true, traits: {warmth: 1.0, courtesy: 1.0, loyalty: 1.0}, needs: {belonging: {level: 0.0, weight: 1.0}}}
  gar: {name: Gar, age: 25, at: hall, home: home, abroad: true, traits: {sleeplessness: 0.0}, needs: {belonging: {level: 0.1, weight: 1.0}}}
bonds:
  ino -> gar: {affection: 0.98, trust: 0.9, hours: 50}
  gar -> ino: {affection: 0.95, trust: 0.9, hours: 50}
beliefs: {ino: [{that: "stays(gar, hall)", sure: 0.95}, {that: "likes(gar, ino)", sure: 0.9}], gar: [{that: "likes(ino, gar)", sure: 0.9}]}
"""
)


@pytest.mark.parametrize("seed", [1, 3, 4])
def test_a_guest_sleeps_at_the_hosts(tell: Tell, seed: int) -> None:
    story = tell(GUEST, "day 2 12:00", seed)
    assert deeds(story, "accept_offer", actor="gar", target="ino")
    (lodged,) = events(story, "Lodged", who="gar", target="ino")
    slept = [e for e in events(story, "FellAsleep", who="gar") if e.seq > lodged.seq]
    bed = [e.place for e in events(story, "Arrived") if "gar" in
           (e.roles["actor"], *e.data.get("with", ())) and e.seq < slept[0].seq]  # fmt: skip
    assert bed[-1] == "flat"


HEALER = (
    PLACES
    + """
people:
  ino: {name: Ino, age: 25, at: hall, traits: {healing: 0.8, warmth: 0.9}, energies: {chakra: 0.9}}
  gar: {name: Gar, age: 25, at: hall}
powers: {ino: [{name: touch, title: the healing touch, kind: technique, energy: chakra, cost: 0.3, serves: healing}]}
backstory:
  - {at: 1 h before, kind: fall, actor: gar, target: gar, words: Gar fell, where: a leg, severity: 0.5}
"""
)


def test_a_technique_costs_its_energy_and_with_none_left_it_cannot_be_commanded(
    tell: Tell,
) -> None:
    story = tell(HEALER, "day 1 20:00")
    (healed,) = deeds(story, "heal_by_technique", actor="ino", target="gar")
    paid = [e.data["changes"] for e in events(story, "EnergyChanged", who="ino")
            if e.time == healed.time]  # fmt: skip
    assert {"chakra": -0.3} in paid
    empty = tell(HEALER.replace("chakra: 0.9", "chakra: 0.1"), "day 1 20:00")
    assert not deeds(empty, "heal_by_technique")


def test_to_wonder_is_not_to_stop_believing(tell: Tell) -> None:
    story = tell(GUEST, "day 1 18:31")
    assert any("stays(gar, ?)" in held for held in story.beliefs("ino"))
    row = story.whole.bond(story.whole.person("ino"), story.whole.person("gar"))
    assert story.whole.bonds.numbers.get("stays_odds", row) > 0
