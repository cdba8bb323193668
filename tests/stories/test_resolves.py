"""Vows, orders, giving way, and aims of one's own choosing: each in a world of a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kizuna.state.commitment import KEPT, RELEASED, RUNNING
from tests.stories.small import PLACES, RAGE, SEEDS, deeds, events, stolen_from_ino

if TYPE_CHECKING:
    from tests.conftest import Tell

# A vow against somebody. -----------------------------------------------------------------------

GRIM = RAGE.replace("composure: 0.2", "composure: 0.0, pride: 0.9, loyalty: 0.9")
ALONE_WITH_IT = GRIM.replace("  sai -> gai: {affection: 0.8, hours: 50}\n", "")


@SEEDS
def test_rage_for_somebody_dear_can_end_in_a_vow(tell: Tell, seed: int) -> None:
    story = tell(ALONE_WITH_IT, "day 1 12:00", seed)
    sworn = deeds(story, "vow_to_settle_it", actor="ino", about="gai")
    assert len(sworn) == 1
    vow = next(each for each in story.commitments() if each.kind == "vow")
    assert vow.status == RUNNING and vow.seq > sworn[0].seq
    assert "bound_to(ino, gai)" not in story.beliefs("sai")


def test_a_plea_that_is_yielded_to_releases_a_vow(tell: Tell) -> None:
    released = 0
    for seed in range(1, 13):
        story = tell(GRIM, "day 1 20:00", seed)
        for vow in (each for each in story.commitments() if each.kind == "vow"):
            yielded = [e.seq for e in deeds(story, "yield_to_plea", actor="ino") if e.seq > vow.seq]
            assert (vow.status == RELEASED) == bool(yielded)
            released += vow.status == RELEASED
    assert released


MET = ALONE_WITH_IT.replace(
    "gai: {name: Gai, age: 30, on stage: false}", "gai: {name: Gai, age: 30, at: hill}"
).replace("beliefs:", """commitments:
  - {kind: vow, name: revenge, by: ino, to: sai, about: gai, terms: settle_it, words: to make them answer for it}
beliefs:""").replace("ino: {name: Ino, age: 20, at: hall", "ino: {name: Ino, age: 20, at: hill")  # fmt: skip


@SEEDS
def test_a_vow_weighs_when_one_stands_before_them(tell: Tell, seed: int) -> None:
    story = tell(MET, "day 1 11:00", seed)
    faced = [e for what in ("lash_out", "threaten") for e in deeds(story, what, target="gai")]
    first = min(faced, key=lambda each: each.seq)
    assert "head: sworn" in (first.reasons or {})["weighed"]
    assert next(each for each in story.commitments() if each.kind == "vow").status == KEPT


# Threats. --------------------------------------------------------------------------------------

THREAT = (
    PLACES
    + """
people:
  ino: {name: Ino, age: 20, at: hall, traits: {aggression: 1.0, composure: 0.0, courtesy: 0.0}}
  sai: {name: Sai, age: 20, at: hall, traits: {courage: 0.1, pride: 0.1}}
bonds:
  ino -> sai: {affection: -0.5, hours: 10}
  sai -> ino: {fear: 0.7, hours: 10}
"""
    + stolen_from_ino("sai", 0.95)
)


@SEEDS
def test_whoever_is_afraid_gives_in_and_whoever_is_not_stands_firm(tell: Tell, seed: int) -> None:
    meek = tell(THREAT, "day 1 12:00", seed)
    brave = tell(
        THREAT.replace("courage: 0.1, pride: 0.1", "courage: 1.0, pride: 0.9").replace(
            "fear: 0.7, ", ""
        ),
        "day 1 12:00",
        seed,
    )
    assert deeds(meek, "threaten", actor="ino") and deeds(brave, "threaten", actor="ino")
    assert deeds(meek, "give_in", actor="sai") and not deeds(meek, "stand_firm")
    assert deeds(brave, "stand_firm", actor="sai") and not deeds(brave, "give_in")


# Orders. ---------------------------------------------------------------------------------------

ANGRY = (
    PLACES
    + """
people:
  head: {name: the head, age: 40, at: hall, traits: {duty: 0.9, composure: 0.9}}
  ino: {name: Ino, age: 20, at: hall, traits: {duty: 0.9, pride: 0.1}}
  gai: {name: Gai, age: 30, on stage: false}
groups:
  guild: {name: the guild, members: [head, ino], place: hall, offices: {elder: head}}
bonds:
  head -> ino: {affection: 0.2, hours: 50}
  ino -> head: {respect: 0.6, hours: 50}
  ino -> gai: {hours: 10}
"""
    + stolen_from_ino("gai", 0.6)
)


@SEEDS
def test_who_leads_orders_the_angry_to_keep_their_temper(tell: Tell, seed: int) -> None:
    story = tell(ANGRY, "day 1 11:00", seed)
    order = deeds(story, "order_to_keep_peace", actor="head", target="ino")[0]
    kept = deeds(story, "keep_the_peace", actor="ino", target="head")[0]
    assert order.seq in [cause.seq for cause in kept.causes]
    assert kept.seq in [c.seq for e in events(story, "FeelingEased", who="ino") for c in e.causes]


@SEEDS
def test_who_leads_nobody_gives_no_orders_and_the_proud_take_none(tell: Tell, seed: int) -> None:
    equals = ANGRY.replace(", offices: {elder: head}", "")
    assert not deeds(tell(equals, "day 1 11:00", seed), "order_to_keep_peace")
    proud = ANGRY.replace("duty: 0.9, pride: 0.1", "duty: 0.0, pride: 1.0").replace(
        "{respect: 0.6, hours", "{respect: -0.5, hours"
    )
    story = tell(proud, "day 1 11:00", seed)
    assert deeds(story, "will_not_be_told", actor="ino") and not deeds(story, "keep_the_peace")


# Aims of one's own choosing. -------------------------------------------------------------------

AIMLESS = (
    PLACES
    + """
people:
  ino: {name: Ino, age: 20, at: hall, traits: {loyalty: 1.0, duty: 0.9, pride: 0.9},
        needs: {purpose: {level: 0.0}, esteem: {level: 0.5}}}
  sai: {name: Sai, age: 20, on stage: false}
bonds:
  ino -> sai: {affection: 0.8, hours: 50}
backstory:
  - {id: stood_by, at: 1 h before, kind: fall, actor: ino, target: sai, words: Ino stood by,
     remembered: {ino: {salience: 0.9, feelings: {guilt: {sai: 0.6}}}}}
"""
)
AIMS = ("resolve_to_grow_strong", "resolve_to_be_somebody", "resolve_to_see_the_world")
OVERLOOKED = AIMLESS.replace("esteem: {level: 0.5}", "esteem: {level: 0.0}").replace(
    "feelings: {guilt: {sai: 0.6}}", "feelings: {resentment: {sai: 0.8}}"
)


@pytest.mark.parametrize(
    ("text", "practice", "aim"),
    [
        (AIMLESS, "resolve_to_grow_strong", "shelter_others"),
        (OVERLOOKED, "resolve_to_be_somebody", "be_somebody"),
    ],
)
@SEEDS
def test_what_befell_somebody_decides_what_they_aim_at(
    tell: Tell, text: str, practice: str, aim: str, seed: int
) -> None:
    story = tell(text, "day 1 18:00", seed)
    resolved = deeds(story, practice, actor="ino")
    assert len(resolved) == 1
    assert story.beliefs("ino")[f"aims(ino, {aim})"] > 0.9
    others = [each for each in story.beliefs("ino") if each.startswith("aims(ino")]
    assert others == [f"aims(ino, {aim})"]


@SEEDS
def test_whoever_has_an_aim_takes_no_other(tell: Tell, seed: int) -> None:
    text = AIMLESS + "beliefs: {ino: [{that: 'aims(ino, shelter_others)', sure: 0.95}]}\n"
    story = tell(text, "day 1 18:00", seed)
    assert not [each for each in AIMS if deeds(story, each)]
