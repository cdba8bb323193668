"""Who stays by a bed, who goes and why; what is asked and pleaded beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kizuna.state.commitment import RUNNING
from tests.stories.small import FELL, RAGE, SEEDS, VIGIL, WARD, deeds, events

if TYPE_CHECKING:
    from tests.conftest import Tell


@pytest.mark.parametrize("seed", range(1, 13))
def test_a_vigil_that_was_missed_is_seen_when_one_looks_up_again(tell: Tell, seed: int) -> None:
    story = tell(VIGIL, "day 1 12:00", seed)
    thought = [e.data["odds"] for e in events(story, "BeliefRevised", who="kin")
               if e.data["proposition"] == "means_harm(ino, sai)"]  # fmt: skip
    assert max(thought) > 0


# An old fault, and somebody who lies here. -----------------------------------------------------

OLD_FAULT = (
    WARD
    + """
people:
  ino: {name: Ino, age: 20, at: hall, traits: {honesty: 1.0, pride: 0.1, reserve: 0.2}}
  sai: {name: Sai, age: 20, at: hall}
  tai: {name: Tai, age: 20, at: hill}
bonds:
  ino -> sai: {affection: 0.9, trust: 0.6, hours: 50, well: 0.9}
  ino -> tai: {affection: 0.4, hours: 50, knows at: hill}
"""
    + FELL
    + """\
  - {id: fault, at: 30 d before, kind: quarrel, actor: ino, target: tai, words: Ino did Tai wrong,
     remembered: {ino: {salience: 0.8, feelings: {guilt: {tai: 0.6}}}}}
"""
)
NOBODY_FELL = OLD_FAULT.replace(FELL, "\nbackstory:\n")


@SEEDS
def test_nobody_leaves_who_needs_them_for_an_old_apology(tell: Tell, seed: int) -> None:
    story = tell(OLD_FAULT, "day 1 12:30", seed)
    assert deeds(story, "watch_over", actor="ino", target="sai")
    assert not deeds(story, "apologise") and not events(story, "ErrandBegun", actor="ino")


@SEEDS
def test_without_anybody_to_watch_over_the_apology_is_made(tell: Tell, seed: int) -> None:
    story = tell(NOBODY_FELL, "day 1 15:00", seed)
    assert deeds(story, "apologise", actor="ino", target="tai")


# A post, and a friend who lies elsewhere. ------------------------------------------------------

POST = (
    WARD
    + """
people:
  ino: {name: Ino, age: 20, at: hill, post: hill, hours: [8, 18]}
  sai: {name: Sai, age: 20, at: hall}
bonds:
  ino -> sai: {affection: 0.7, trust: 0.6, hours: 50, knows at: hall, well: 0.2}
"""
    + FELL
)


@SEEDS
def test_nobody_runs_to_and_fro_between_a_post_and_a_bed(tell: Tell, seed: int) -> None:
    story = tell(POST, "day 1 17:00", seed)
    assert len(events(story, "ErrandBegun", actor="ino")) <= 1


# What is sore. ---------------------------------------------------------------------------------

SORE = (
    WARD
    + """
people:
  ino: {name: Ino, age: 20, at: hall, traits: {openness: 0.9, reserve: 0.05}}
  sai: {name: Sai, age: 20, at: hall, traits: {openness: 0.1, reserve: 0.8}}
  gai: {name: Gai, age: 30, on stage: false}
bonds:
  ino -> sai: {affection: 0.6, trust: 0.8, hours: 30}
  sai -> ino: {affection: 0.6, trust: 0.8, hours: 30}
  ino -> gai: {affection: 0.7, hours: 50}
beliefs:
  ino:
    - {that: "hosts(ino, fox)", sure: 0.99, secret: 0.5}
    - {that: "hosts(sai, crow)", sure: 0.9}
    - {that: "likes(sai, ino)", sure: 0.9}
    - {asks: "fate_of(gai, ?)", weight: 0.9, sore: 0.8}
words: {fox: the fox, crow: the crow}
"""
)
OWN_FATE = '    - {that: "hosts(ino, fox)", sure: 0.99, secret: 0.5}\n'


@SEEDS
def test_what_is_sore_is_asked_of_whom_one_has_confided_in(tell: Tell, seed: int) -> None:
    story = tell(SORE, "day 1 12:00", seed)
    confided = deeds(story, "confide", actor="ino", target="sai")[0]
    asked = deeds(story, "ask", actor="ino", target="sai")[0]
    assert confided.time < asked.time
    disclosed = events(story, "Disclosed", actor="ino", target="sai")[0]
    assert disclosed.seq in [cause.seq for cause in asked.causes]


@SEEDS
def test_who_has_confided_nothing_does_not_ask(tell: Tell, seed: int) -> None:
    story = tell(SORE.replace(OWN_FATE, ""), "day 1 11:00", seed)
    assert not deeds(story, "ask")


# Rage, and a plea. -----------------------------------------------------------------------------

FRIENDS = RAGE.replace(
    'sure: 0.95}]', 'sure: 0.95}, {that: "holds_dear(sai, gai)", sure: 0.95}]'
)  # fmt: skip


@SEEDS
def test_who_yielded_to_a_plea_is_not_pleaded_with_again(tell: Tell, seed: int) -> None:
    story = tell(RAGE, "day 1 20:00", seed)
    raged = deeds(story, "rage_about", actor="ino", target="sai", about="gai")
    pleaded = deeds(story, "plead_for", actor="sai", target="ino", about="gai")
    yielded = deeds(story, "yield_to_plea", actor="ino")[0]
    again = [each for each in pleaded if each.time > yielded.time]
    new = [each for each in raged if each.time > yielded.time]
    assert pleaded and len(again) <= len(new)


@SEEDS
def test_rage_is_weighed_before_a_friend_of_whom_it_is_about(tell: Tell, seed: int) -> None:
    story = tell(FRIENDS, "day 1 11:00", seed)
    weighed = [(each.reasons or {}).get("weighed", {})
               for each in deeds(story, "rage_about", actor="ino")]  # fmt: skip
    assert all(each["head: a friend of theirs"] < -0.2 for each in weighed)
    alone = tell(RAGE, "day 1 11:00", seed)
    first = deeds(alone, "rage_about", actor="ino")[0]
    assert "head: a friend of theirs" not in (first.reasons or {})["weighed"]


@SEEDS
def test_rage_is_kept_from_whom_one_believes_to_hate_one(tell: Tell, seed: int) -> None:
    cross = RAGE.replace("anger: {gai: 0.7}", "anger: {gai: 0.45}")
    cross = cross.replace("impulse: 0.8, aggression: 0.8, composure: 0.2", "impulse: 0.3")
    hates = 'ino: [{that: "hates(sai, ino)", sure: 0.97}, {that: "harmed'
    hated = cross.replace('ino: [{that: "harmed', hates)
    assert deeds(tell(cross, "day 1 10:01", seed), "rage_about", actor="ino", target="sai")
    assert not deeds(tell(hated, "day 1 10:01", seed), "rage_about", actor="ino", target="sai")


# The missing. ----------------------------------------------------------------------------------

MISSING = (
    WARD
    + """
people:
  ino: {name: Ino, age: 20, at: hall}
  sai: {name: Sai, age: 20, at: hill}
bonds:
  ino -> sai: {affection: 0.8, trust: 0.6, hours: 50, knows at: hill, well: 0.4}
"""
)


@SEEDS
def test_whom_one_fears_for_is_searched_for_and_not_visited(tell: Tell, seed: int) -> None:
    story = tell(MISSING, "day 1 13:00", seed)
    began = [each.data["practice"] for each in events(story, "ErrandBegun", actor="ino")]
    assert "search_for" in began and "visit" not in began
    well = tell(MISSING.replace("well: 0.4", "well: 1.0"), "day 1 13:00", seed)
    assert not [e for e in events(well, "ErrandBegun") if e.data["practice"] == "search_for"]


NOWHERE = (
    MISSING.replace("knows at: hill, well: 0.4", "well: 0.3")
    .replace("paths: [", "paths: [{between: [hall, yard], takes: 10 min}, ")
    .replace("places:\n", "places:\n  yard: {name: the yard, tags: [settlement]}\n")
)


@SEEDS
def test_who_looked_everywhere_in_vain_does_not_begin_again_at_once(tell: Tell, seed: int) -> None:
    story = tell(NOWHERE, "day 2 09:00", seed)
    ended = [each for each in events(story, "ErrandEnded", actor="ino") if each.data.get("in_vain")]
    assert len(ended) == 1
    assert not [each for each in deeds(story, "search_for") if each.time > ended[0].time]


# A report. -------------------------------------------------------------------------------------

REPORT = (
    POST.replace("post: hill, hours: [8, 18]}", "traits: {duty: 0.9}}").replace(
        "bonds:", "  kin: {name: Kin, age: 40, at: hill}\nbonds:\n  ino -> kin: {respect: 0.6}"
    )
    + """
commitments:
  - {kind: report, name: report, by: ino, to: kin, due: day 1 14:00, words: how it went}
"""
)


@SEEDS
def test_a_report_is_given_before_one_goes_to_a_bed(tell: Tell, seed: int) -> None:
    story = tell(REPORT, "day 1 17:00", seed)
    assert deeds(story, "report", actor="ino", target="kin")
    kept = [each for each in story.commitments() if each.kind == "report"]
    assert all(each.status != RUNNING for each in kept)
