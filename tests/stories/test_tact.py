"""What is kept from whose ears, what need not be said twice, and what giving way binds one to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kizuna.state.commitment import BROKEN, RUNNING
from kizuna.state.person import ANYBODY
from tests.stories.test_sickbeds import FRIENDS, RAGE, SORE
from tests.stories.test_small_stories import SEEDS, deeds

if TYPE_CHECKING:
    from tests.conftest import Tell

# A friend of theirs can hear it. ---------------------------------------------------------------

OVERHEARD = FRIENDS.replace(
    "  kin: {name: Kin",
    "  uta: {name: Uta, age: 20, at: hall}\n  kin: {name: Kin",
).replace("  ino -> kin:", "  ino -> uta: {affection: 0.6, trust: 0.8, hours: 50}\n  ino -> kin:")
COLD = OVERHEARD.replace("anger: {gai: 0.7}", "anger: {gai: 0.5}").replace(
    "impulse: 0.8, aggression: 0.8", "impulse: 0.3, aggression: 0.5"
)
ALONE = COLD.replace("  sai: {name: Sai, age: 20, at: hall", "  sai: {name: Sai, age: 20, at: hill")


@SEEDS
def test_nobody_is_cursed_in_the_hearing_of_their_friend(tell: Tell, seed: int) -> None:
    heard = deeds(tell(COLD, "day 1 10:20", seed), "rage_about", actor="ino", target="uta")
    unheard = deeds(tell(ALONE, "day 1 10:20", seed), "rage_about", actor="ino", target="uta")
    assert unheard and not heard


# What another has said. ------------------------------------------------------------------------

CHORUS = RAGE.replace(
    "  kin: {name: Kin",
    "  uta: {name: Uta, age: 20, at: hall, traits: {impulse: 0.8, composure: 0.2}}\n"
    "  kin: {name: Kin",
).replace("  ino -> kin:", "  uta -> sai: {affection: 0.7, trust: 0.8, hours: 50}\n  ino -> kin:")


@SEEDS
def test_what_was_just_heard_is_worn_for_whoever_heard_it(tell: Tell, seed: int) -> None:
    story = tell(CHORUS, "day 1 10:20", seed)
    raged = deeds(story, "rage_about", actor="ino", about="gai")[0]
    assert "uta" in raged.data["witnesses"]
    row = story.whole.people.row
    worn = story.whole.people.recent[row["uta"]]["rage_about", ANYBODY, row["gai"], ""]
    assert worn.left(story.whole.now) > 0.4


# Giving way. -----------------------------------------------------------------------------------

DEAR = RAGE.replace(
    "ino -> sai: {affection: 0.7", "ino -> sai: {affection: 0.85"
).replace("sure: 0.95}]", 'sure: 0.95}, {that: "likes(sai, ino)", sure: 0.95}]')  # fmt: skip


@SEEDS
def test_who_gave_way_lets_them_be(tell: Tell, seed: int) -> None:
    story = tell(RAGE, "day 2 20:00", seed)
    yielded = deeds(story, "yield_to_plea", actor="ino", target="sai")[0]
    agreed = next(each for each in story.commitments() if each.kind == "agreement")
    assert story.whole.people.ids[agreed.about] == "gai"
    since = [each for each in deeds(story, "rage_about", actor="ino") if each.seq > yielded.seq]
    sworn = [each for each in deeds(story, "vow_to_settle_it") if each.seq > yielded.seq]
    assert not since and agreed.status == (BROKEN if sworn else RUNNING)
    pleaded = deeds(story, "plead_for", actor="sai", target="ino")
    assert sworn or pleaded[-1].seq < yielded.seq


@SEEDS
def test_what_one_gave_way_for_is_a_reason_to_say_what_they_are(tell: Tell, seed: int) -> None:
    story = tell(DEAR, "day 3 20:00", seed)
    yielded = deeds(story, "yield_to_plea", actor="ino", target="sai")[0]
    for said in deeds(story, "tell_what_you_are_to_me", actor="ino", target="sai"):
        weighed = (said.reasons or {})["weighed"]
        assert ("heart: gave way for their sake" in weighed) == (said.seq > yielded.seq)


# What would hurt somebody who hears it. --------------------------------------------------------

NEWS = COLD.replace("anger: {gai: 0.5}", "anger: {gai: 0.1}").replace(
    'ino: [{that: "harmed(gai, kin)"', 'ino: [{that: "gone(gai)", sure: 0.95}, {that: "pursues(gai, kin)"'
)  # fmt: skip


@SEEDS
def test_bad_news_is_kept_from_a_room_in_which_it_hurts(tell: Tell, seed: int) -> None:
    away = NEWS.replace(
        "  sai: {name: Sai, age: 20, at: hall", "  sai: {name: Sai, age: 20, at: hill"
    )
    assert deeds(tell(away, "day 1 11:00", seed), "tell", actor="ino", target="uta")
    assert not deeds(tell(NEWS, "day 1 11:00", seed), "tell", actor="ino", target="uta")


@SEEDS
def test_nobody_opens_a_wound_that_is_not_spoken_of(tell: Tell, seed: int) -> None:
    calm = FRIENDS.replace("anger: {gai: 0.7}", "anger: {gai: 0.5}")
    for raged in deeds(tell(calm, "day 1 12:00", seed), "rage_about", actor="ino", target="sai"):
        assert (raged.reasons or {})["weighed"]["head: no need to open it again"] < -0.2


# For one pair of ears. -------------------------------------------------------------------------

IN_COMPANY = SORE.replace("secret: 0.5", "secret: 0.8").replace(
    "  gai: {name: Gai",
    "  uta: {name: Uta, age: 20, at: hall}\n  kin: {name: Kin, age: 20, at: hall}\n  gai: {name: Gai",
)


@SEEDS
def test_a_secret_waits_for_a_moment_alone(tell: Tell, seed: int) -> None:
    alone = deeds(tell(SORE, "day 1 12:00", seed), "confide", actor="ino", target="sai")
    among = deeds(tell(IN_COMPANY, "day 1 12:00", seed), "confide", actor="ino", target="sai")
    assert alone and not among
