"""A world in a few lines, and below it what must come of it, whatever the dice say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kizuna.event import Event
from tests.stories.small import FALSE_BELIEF, PLACES, REVERED, SEEDS, VIGIL, deeds, events

if TYPE_CHECKING:
    from tests.conftest import Tell


# Reverence. -----------------------------------------------------------------------------------


@SEEDS
def test_whoever_is_revered_is_defended(tell: Tell, seed: int) -> None:
    story = tell(REVERED, "day 1 10:05", seed)
    ill = deeds(story, "speak_ill", actor="ino", target="sai", about="gai")[0]
    defence = deeds(story, "defend", actor="sai", target="ino", about="gai")[0]
    assert ill.seq in [cause.seq for cause in defence.causes]
    assert "heart: revered" in (defence.reasons or {})["weighed"]
    assert story.beliefs("ino")["holds_dear(sai, gai)"] > 0.5


@SEEDS
def test_whoever_is_not_revered_is_not_defended(tell: Tell, seed: int) -> None:
    text = REVERED.replace("{respect: 0.9, affection: 0.6}", "{respect: 0.1}")
    story = tell(text, "day 1 10:05", seed)
    assert deeds(story, "speak_ill", about="gai")
    assert not deeds(story, "defend")


# A false belief. ------------------------------------------------------------------------------


@SEEDS
def test_shown_joy_turns_a_false_belief(tell: Tell, seed: int) -> None:
    story = tell(FALSE_BELIEF, "day 1 10:30", seed)
    assert deeds(story, "rejoice", actor="ino", target="sai")
    assert story.beliefs("sai")["hates(ino, sai)"] < 0.3
    assert story.beliefs("sai")["likes(ino, sai)"] > 0.7
    turned = [e for e in events(story, "BeliefRevised", who="sai")
              if e.data["proposition"] == "hates(ino, sai)"]  # fmt: skip
    assert turned and turned[0].data["odds"] < turned[0].data["was"]
    noticed = story.events[turned[0].causes[0].seq]
    assert noticed.kind == "Noticed" and noticed.roles == {"who": "sai"}


# The deep wish. -------------------------------------------------------------------------------

DEEP_WISH = (
    PLACES
    + """
people:
  ino: {name: Ino, age: 20, at: hall, energies: {chakra: 0.0, stamina: 0.0}}
  sai: {name: Sai, age: 20, at: hall}
powers: {ino: [{name: vines, title: the vines, kind: reflex, energy: chakra, obeys deep wish: true}]}
bonds: {ino -> sai: {affection: 0.9, trust: 0.5, hours: 10}}
backstory:
  - {id: fall, at: 5 min before, kind: fall, actor: sai, target: sai, words: Sai fell, where: a bump,
     severity: 0.9, knocks out: true, endangers: {danger: half under water, level: 0.9}}
"""
)


@SEEDS
def test_a_dear_one_is_lifted_from_danger_uncommanded_with_nothing_left(
    tell: Tell, seed: int
) -> None:
    story = tell(DEEP_WISH, "day 1 10:01", seed)
    (acted,) = events(story, "ReflexActed")
    assert acted.roles == {"actor": "ino", "target": "sai"}
    assert acted.data["energy"] == 0.0 and not acted.data["commanded"]
    assert events(story, "DangerEnded", target="sai")[0].causes[0].seq == acted.seq
    assert not deeds(story, "pull_from_danger")
    assert story.feelings("ino").get("surprise", 0) > 0.1


@SEEDS
def test_two_who_pull_somebody_out_do_not_keep_each_other_from_it(tell: Tell, seed: int) -> None:
    text = DEEP_WISH.replace(", obeys deep wish: true", "").replace(
        "  sai: {name: Sai, age: 20, at: hall}",
        "  sai: {name: Sai, age: 20, at: hall}\n  kin: {name: Kin, age: 20, at: hall}",
    )
    text = text.replace("bonds: {", "bonds: {kin -> sai: {affection: 0.5, hours: 10}, ")
    story = tell(text, "day 1 10:10", seed)
    pulled = [each.roles["actor"] for each in deeds(story, "pull_from_danger")]
    assert sorted(pulled) == ["ino", "kin"]
    (ended,) = events(story, "DangerEnded", target="sai")
    assert ended.time - story.world.starts < 180


@SEEDS
@pytest.mark.parametrize(
    "change",
    [(", obeys deep wish: true", ""), ("affection: 0.9, trust: 0.5, hours: 10", "affection: 0.1")],
    ids=["no deep wish", "a stranger"],
)
def test_the_guard_lies_still(tell: Tell, seed: int, change: tuple[str, str]) -> None:
    assert change[0] in DEEP_WISH
    story = tell(DEEP_WISH.replace(*change), "day 1 10:10", seed)
    assert not events(story, "ReflexActed")


# One vigil, two readings. ---------------------------------------------------------------------


@SEEDS
def test_a_vigil_is_a_threat_to_who_fears_and_devotion_to_who_does_not(
    tell: Tell, seed: int
) -> None:
    story = tell(VIGIL, "day 1 13:00", seed)
    assert deeds(story, "watch_over", actor="ino", target="sai")
    harm, dear = "means_harm(ino, sai)", "holds_dear(ino, sai)"
    # Whoever was alarmed may be set at ease again later.
    thought = [e.data["odds"] for e in events(story, "BeliefRevised", who="kin")
               if e.data["proposition"] == harm]  # fmt: skip
    assert max(thought) > 0 and story.beliefs("kin").get(dear, 0.0) < 0.5
    assert story.beliefs("tai")[dear] > 0.2 > story.beliefs("tai").get(harm, 0.0)
    frights = events(story, "FeelingFelt", who="kin", toward="ino")
    assert "fear" in [event.data["feeling"] for event in frights]
    assert not [e for e in events(story, "FeelingFelt", who="tai") if e.data["feeling"] == "fear"]


# A secret. ------------------------------------------------------------------------------------

SECRET = (
    PLACES
    + """
people:
  ino: {name: Ino, age: 20, at: hall, traits: {openness: 0.5, reserve: 0.4}}
  sai: {name: Sai, age: 20, at: hall}
  kin: {name: Kin, age: 20, at: hill}
bonds:
  ino -> sai: {affection: 0.6, trust: 0.8, hours: 30}
  sai -> ino: {affection: 0.6, trust: 0.8, hours: 30}
  ino -> kin: {hours: 1}
beliefs:
  ino:
    - {that: "hosts(ino, fox)", sure: 0.99, secret: 0.5}
    - {that: "hosts(sai, crow)", sure: 0.9}
    - {that: "likes(sai, ino)", sure: 0.9}
words: {fox: the fox, crow: the crow}
"""
)
FOX = "hosts(ino, fox)"


@SEEDS
def test_a_secret_is_told_alone_to_somebody_trusted_of_like_fate(tell: Tell, seed: int) -> None:
    story = tell(SECRET, "day 1 10:10", seed)
    confided = deeds(story, "confide", actor="ino", target="sai")
    assert [event.data["topic"] for event in confided] == [FOX]
    assert story.beliefs("sai")[FOX] > 0.9
    assert story.whole.beliefs.held(story.whole.person("sai"), FOX).secrecy > 0.3  # type: ignore[union-attr]
    assert FOX not in story.beliefs("kin")


@SEEDS
@pytest.mark.parametrize(
    "change",
    [("Kin, age: 20, at: hill", "Kin, age: 20, at: hall"),
     ('    - {that: "hosts(sai, crow)", sure: 0.9}\n', ""),
     ("affection: 0.6, trust: 0.8, hours: 30}\n  sai", "affection: 0.3, hours: 30}\n  sai")],
    ids=["in company", "no like fate", "not trusted"],
)  # fmt: skip
def test_a_secret_is_kept(tell: Tell, seed: int, change: tuple[str, str]) -> None:
    assert change[0] in SECRET
    story = tell(SECRET.replace(*change), "day 1 10:10", seed)
    assert not deeds(story, "confide")
    assert all(FOX not in story.beliefs(who) for who in ("sai", "kin"))


# Leave. ---------------------------------------------------------------------------------------

LEAVE = (
    PLACES
    + """
people:
  ino: {name: Ino, age: 20, at: hall, abroad: true, traits: {duty: 0.9}}
  sai: {name: Sai, age: 20, at: hall}
  kin: {name: Kin, age: 50, at: hall, traits: {warmth: 0.8}}
  tai: {name: Tai, age: 50, at: hall}
groups:
  town: {name: the town, members: [sai, kin, tai], offices: {head: kin}, grants: {head: [stay]}}
bonds:
  ino -> sai: {affection: 0.9, trust: 0.6, hours: 50}
  ino -> kin: {respect: 0.3}
  ino -> tai: {respect: 0.3}
  kin -> ino: {trust: 0.4, respect: 0.3}
  tai -> ino: {trust: 0.4}
commitments: [{kind: duty, name: departure, by: ino, due: day 2 9:00, words: to go home}]
"""
)


@SEEDS
def test_leave_is_asked_of_who_can_grant_it_and_releases_the_duty(tell: Tell, seed: int) -> None:
    story = tell(LEAVE, "day 1 13:00", seed)
    asked = deeds(story, "ask_leave")
    assert {event.roles["target"] for event in asked} == {"kin"}
    assert deeds(story, "grant_leave", actor="kin", target="ino")
    statuses = {each.kind: each.status for each in story.commitments()}
    assert statuses == {"duty": "released", "leave": "running"}
    assert story.beliefs("ino")["stays(ino, town)"] > 0.9
    # Both know it, and know that the other does.
    told = [e for e in deeds(story, "tell") if e.data["topic"] == "stays(ino, town)"]
    assert not [e for e in told if {e.roles["actor"], e.roles["target"]} == {"ino", "kin"}]


@SEEDS
def test_without_an_office_there_is_nobody_to_ask(tell: Tell, seed: int) -> None:
    story = tell(LEAVE.replace(", grants: {head: [stay]}", ""), "day 1 13:00", seed)
    assert not deeds(story, "ask_leave")
    assert [each.status for each in story.commitments()] == ["running"]


# Questions, and what was not witnessed. -------------------------------------------------------

QUESTION = (
    PLACES
    + """
people:
  ino: {name: Ino, age: 20, at: hall}
  sai: {name: Sai, age: 20, at: hall, traits: {sociability: 0.0}}
  kin: {name: Kin, age: 20, at: hill}
  gai: {name: Gai, age: 30, on stage: false}
bonds:
  ino -> sai: {affection: 0.3, trust: 0.5}
  sai -> ino: {affection: 0.1}
  ino -> kin: {affection: 0.6}
beliefs:
  ino: [{asks: "harmed(?, kin)", weight: 0.9}]
  sai: [{that: "harmed(gai, kin)", sure: 0.99, weight: 0.0, sore: 0.6}]
"""
)


@SEEDS
def test_a_question_is_answered_by_who_knows(tell: Tell, seed: int) -> None:
    story = tell(QUESTION, "day 1 10:10", seed)
    asked = deeds(story, "ask", actor="ino", target="sai")[0]
    answered = deeds(story, "answer", actor="sai", target="ino")[0]
    assert asked.data["topic"] == "harmed(?, kin)"
    assert answered.data["topic"] == "harmed(gai, kin)"
    assert asked.seq in [cause.seq for cause in answered.causes]
    assert story.beliefs("ino")["harmed(gai, kin)"] > 0.5


@SEEDS
def test_whom_a_question_is_about_is_asked_before_anybody_else(tell: Tell, seed: int) -> None:
    text = QUESTION.replace(
        "  kin: {name: Kin, age: 20, at: hill}", "  kin: {name: Kin, age: 20, at: hall}"
    )
    text = text.replace('asks: "harmed(?, kin)"', 'asks: "fate_of(kin, ?)"')
    story = tell(text[: text.index("  sai: [{that")], "day 1 10:10", seed)
    assert [each.roles["target"] for each in deeds(story, "ask", actor="ino")][:1] == ["kin"]


@SEEDS
def test_who_does_not_know_cannot_answer(tell: Tell, seed: int) -> None:
    text = QUESTION[: QUESTION.index("  sai: [{that")]
    story = tell(text, "day 1 10:10", seed)
    assert deeds(story, "ask", actor="ino", target="sai")
    assert not deeds(story, "answer") and not deeds(story, "tell")


@SEEDS
def test_nobody_learns_of_what_they_did_not_see_until_they_are_told(tell: Tell, seed: int) -> None:
    story = tell(QUESTION, "day 1 12:00", seed)
    assert deeds(story, "answer")
    assert not story.beliefs("kin")
    assert not events(story, "MemoryKept", who="kin")
    seen = [story.events[cause.seq] for each in events(story, "Noticed", who="kin")
            for cause in each.causes]  # fmt: skip
    assert all(event.place == "hill" for event in seen)


# The asleep and the unconscious. --------------------------------------------------------------

ASLEEP = (
    PLACES.replace("day 1 10:00", "day 1 22:00").replace("private", "private, lodging")
    + """
people:
  ino: {name: Ino, age: 20, at: hall, home: hall, needs: {rest: {level: 0.0, weight: 1.0}}, traits: {sleeplessness: 0.0}}
  sai: {name: Sai, age: 20, at: hall, traits: {sleeplessness: 1.0}}
  kin: {name: Kin, age: 20, at: hall}
bonds: {ino -> kin: {affection: 0.2}, sai -> ino: {affection: 0.8, hours: 9}, kin -> ino: {affection: 0.9}}
backstory:
  - {id: fall, at: 1 h before, kind: fall, actor: kin, target: kin, words: Kin fell, where: a bump,
     severity: 0.9, knocks out: true}
"""
)


@SEEDS
def test_the_asleep_and_the_unconscious_do_nothing_and_notice_nothing(
    tell: Tell, seed: int
) -> None:
    story = tell(ASLEEP, "day 2 04:00", seed)
    slept = events(story, "FellAsleep", who="ino")[0]
    (*_, woke) = events(story, "Woke", who="ino") or [Event(slept.seq + (1 << 60), "Woke")]
    for event in story.chronicle():
        if event.kind in ("Did", "Noticed", "WentOn", "Recalled", "BeliefRevised"):
            who = event.roles.get("actor") or event.roles.get("who")
            assert who != "kin" or event.time < story.world.starts
            assert who != "ino" or not slept.seq < event.seq < woke.seq
    awake = [*events(story, "Did", actor="sai"), *events(story, "WentOn", actor="sai")]
    assert [each for each in awake if each.seq > slept.seq]


# Holding back. --------------------------------------------------------------------------------

ANGRY = (
    PLACES
    + """
people:
  ino:
    {name: Ino, age: 20, at: hall, energies: {self_control: 1.0},
     traits: {courtesy: 1.0, bluntness: 0.6, impulse: 0.9, composure: 1.0, reserve: 0.0}}
  sai: {name: Sai, age: 20, at: hall}
bonds: {ino -> sai: {affection: 0.3, fear: 0.2}}
backstory:
  - {at: 1 h before, kind: quarrel, actor: sai, target: ino, words: They quarrelled,
     remembered: {ino: {feelings: {anger: {sai: 0.95}}}}}
"""
)
SPENT = ANGRY.replace("self_control: 1.0", "self_control: 0.0").replace(
    "composure: 1.0", "composure: 0.0"
)


@SEEDS
def test_what_is_held_back_costs_self_control(tell: Tell, seed: int) -> None:
    story = tell(ANGRY, "day 1 10:02", seed)
    held = [*events(story, "HeldBack", who="ino"), *events(story, "Leaked", who="ino")]
    assert held and not events(story, "BrokeOut")
    paid = events(story, "EnergyChanged", who="ino")[0]
    assert paid.data["changes"]["self_control"] < 0.0
    assert story.whole.people.energy_left(0, "self_control", paid.time) < 1.0


@SEEDS
def test_with_self_control_spent_it_breaks_out(tell: Tell, seed: int) -> None:
    story = tell(SPENT, "day 1 10:02", seed)
    outburst = events(story, "BrokeOut", who="ino")
    assert outburst
    hurt = [e for e in events(story, "Did", actor="ino", target="sai")
            if "hurtful" in story.world.practice[e.data["practice"]].tags]  # fmt: skip
    assert hurt
    causes = {cause.seq for event in hurt for cause in event.causes}
    assert causes & {event.seq for event in outburst}


def test_what_breaks_out_is_done_there_and_then(tell: Tell) -> None:
    for seed in (1, 2, 3):
        story = tell(SPENT, "day 1 10:02", seed)
        for outburst in events(story, "BrokeOut", who="ino"):
            done = deeds(story, outburst.data["practice"], actor="ino")
            assert outburst.time in [event.time for event in done], (seed, outburst)


BESIDE_THEMSELVES = SPENT.replace("anger: {sai: 0.95}", "anger: {sai: 1.0}, shame: {sai: 1.0}")
BESIDE_THEMSELVES = BESIDE_THEMSELVES.replace("bluntness: 0.6", "pride: 1.0").replace(
    ", fear: 0.2", ""
)


@SEEDS
def test_what_overwhelms_a_head_firmly_against_it_was_not_chosen(tell: Tell, seed: int) -> None:
    """However little is left to be decided, the heart alone did this, and it says so."""
    story = tell(BESIDE_THEMSELVES, "day 1 10:02", seed)
    shouted = deeds(story, "lash_out", actor="ino")
    assert shouted
    for deed in shouted:
        out = [story.store.event(cause.seq) for cause in deed.causes]
        assert "BrokeOut" in [each.kind for each in out]
        assert "lash_out" not in [each["practice"] for each in deed.reasons["instead_of"]]


# Edges. ---------------------------------------------------------------------------------------

LIGHT_KNOCK = (
    PLACES.replace("[settlement, private]", "[settlement, bed, healing]")
    + """
people:
  ino: {name: Ino, age: 20, at: hall, traits: {healing: 1.0, duty: 1.0}, energies: {chakra: 1.0}}
  sai: {name: Sai, age: 20, at: hall}
bonds: {ino -> sai: {affection: 0.9}}
backstory:
  - {id: fall, at: 1 h before, kind: fall, actor: sai, target: sai, words: Sai fell, where: a bump,
     severity: 0.3, knocks out: true}
"""
)


def test_who_is_tended_may_wake_at_once(tell: Tell) -> None:
    story = tell(LIGHT_KNOCK, "day 2")
    assert events(story, "Woke", who="sai")


OWED = (
    PLACES.replace("private", "private, lodging")
    + """
people:
  ino: {name: Ino, age: 20, at: hall, home: hall, needs: {rest: {level: 0.0}}, traits: {duty: 0.0, sleeplessness: 0.0}}
commitments: [{kind: vow, name: vow, by: ino, due: day 2 03:00, words: to be awake at three}]
"""
)


def test_what_falls_due_at_night_lets_sleepers_sleep(tell: Tell) -> None:
    story = tell(OWED.replace("day 1 10:00", "day 1 22:00"), "day 2 04:00")
    slept = events(story, "FellAsleep", who="ino")[0]
    assert not [e for e in events(story, "WentOn", actor="ino") if e.seq > slept.seq]
