"""Every word an expression may use, and where its value lives.

A practice sees the world through its actor. `actor.` reads the actor's own mind and body;
`target.` and `about.` read only what others can see of somebody; `toward.` reads what the actor
holds toward the target (`toward_about.` toward the third person); `between.` what the actor
believes lies from target to third person; `topic.` the matter spoken of; `here.` the place. So
nobody can act on what they could not know: there is no word for it.

A new word is one line here and one in the part of the still picture that computes it
(`mind.still`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kizuna.state.feeling import FEELINGS
from kizuna.state.person import NEEDS
from kizuna.world.expr import Kind, Name

TRAITS = (
    "pride", "warmth", "bluntness", "courtesy", "openness", "sociability", "courage", "duty",
    "impulse", "composure", "humour", "curiosity", "loyalty", "honesty", "sleeplessness",
    "aggression", "insight", "reserve", "healing", "fighting", "shield", "stealth",
)  # fmt: skip
"""Lasting traits, 0 to 1. What an author leaves out is 0.5; the last three are 0."""

SKILLS = frozenset({"healing", "fighting", "shield", "stealth"})


def default_trait(name: str) -> float:
    """What a trait is in whom nobody gave it: an author, or a chronicle older than the trait."""
    return 0.0 if name in SKILLS else 0.5


ENERGIES = ("chakra", "stamina", "self_control")

BODY = (
    "age", "injury", "company", "hour", "lateness", "mood", "unease", "agitation", "needed_here",
    "owes_report", "must_depart", "on_errand", "worried", "somebody_missing", "in_talk",
    "homesick", "better_hands",
)  # fmt: skip
BODY_FLAGS = (
    "is_night", "is_at_home", "has_home", "has_own_home", "is_at_post", "is_on_post_hours",
    "is_making_ready", "is_turning_away", "is_following", "is_carried", "is_carrying",
    "is_travelling", "has_leave", "in_contest", "is_down", "has_powers", "has_aim",
    "can_be_alone", "can_heal", "can_guard", "can_strike", "is_hiding",
)  # fmt: skip

SHOWN = ("joy", "sorrow", "anger", "fear")
VISIBLE = ("age", "injury", *(f"shows_{name}" for name in SHOWN))
VISIBLE_FLAGS = (
    "is_awake", "is_asleep", "is_unconscious", "is_in_danger", "is_carried", "is_travelling",
    "is_setting_out", "is_far_from_home", "is_dead", "is_bleeding", "is_critical",
    "is_in_hands", "is_tended", "is_down", "seems_beaten", "has_guard", "has_powers",
    "is_training", "is_hiding",
)  # fmt: skip

DIRECTED = (
    "joy", "gratitude", "anger", "pity", "guilt", "remorse", "admiration", "longing", "resentment",
    "relief", "jealousy", "shame", "distress",
)  # fmt: skip
WAGER = ("skill_seen", "chance", "i_owe", "i_missed", "exchanges", "blows_taken")
WAGER_FLAGS = (
    "has_wager", "has_offer", "is_my_idea", "may_be_eased", "allows_powers", "has_agreed",
    "has_won", "has_lost", "is_claimed", "has_claimed", "is_disputed", "was_accident", "owes_me",
    "in_contest", "is_my_move", "has_sparred",
)  # fmt: skip
"""What lies between two people who agree on something, or measure themselves (`mind.wagers`)."""
BOND = (
    "affection", "trust", "respect", "fear", "attraction", "closeness", "familiarity", "kin",
    "on_mind", "liked", "hated", "menace", "seems_afraid", "holds_me_dear",
    "opened_up", "laid_open",
    "worry", "unaccounted", "hours_apart", "hours_together", "hours_since_talk", "hours_since_bout",
    "distance_hours", "errand_matters", "seen_sorrow", "wronged_them", "wronged_me", "rift",
    "friend_here", "old_doubt", *WAGER,
    *DIRECTED,
)  # fmt: skip
BOND_FLAGS = (
    "is_here", "is_laid_up", "is_gone", "has_done_harm", "will_stay", "misses_home",
    "is_in_my_care", "knows_place", "is_near", "disclosed_to_me",
    "has_promise", "has_lodging_offer", "can_grant_stay", "is_owed_report", "is_receiving",
    "has_sworn", "is_let_be", "gave_way", "leads_me", "i_lead", "is_carried_by_me",
    "is_same_group", "is_lost", *WAGER_FLAGS,
)  # fmt: skip

BETWEEN = ("dear", "anger", "menace", "helped", "spared")

TOPIC = ("weight", "soreness", "secrecy", "confidence")
TOPIC_FLAGS = (
    "is_question", "is_news", "is_blame", "is_own_fate", "is_shared_fate", "is_own_aim",
    "is_own_love", "is_from_them", "is_like_theirs", "is_new_to_them", "is_about_them",
    "is_asked_of_them", "answers_them", "hurts_a_hearer",
)  # fmt: skip

PLACE_TAGS = (
    "lodging", "healing", "bed", "water", "open", "office", "gate", "private", "settlement",
    "yard", "road", "quiet",
)  # fmt: skip


def vocabulary(
    traits: Iterable[str] = (), tags: Iterable[str] = (), energies: Iterable[str] = ()
) -> Mapping[str, Name]:
    """All words of this world by spelling: the common ones, its own traits, place tags and
    energies."""
    words: dict[str, Name] = {}

    def put(scope: str, columns: Iterable[str], table: str, index: str, kind: Kind) -> None:
        for column in columns:
            spelling = f"{scope}.{column}"
            words[spelling] = Name(spelling, table, column, index, kind)

    all_traits = dict.fromkeys((*TRAITS, *traits))
    put("actor", all_traits, "person", "i", Kind.NUMBER)
    put("actor", dict.fromkeys((*ENERGIES, *energies)), "person", "i", Kind.NUMBER)
    for feeling in FEELINGS:
        spelling = f"actor.{feeling}" if feeling not in all_traits else f"actor.feels_{feeling}"
        words[spelling] = Name(spelling, "person", f"felt_{feeling}", "i", Kind.NUMBER)
    put("actor", (f"want_{need}" for need in NEEDS), "person", "i", Kind.NUMBER)
    put("actor", BODY, "person", "i", Kind.NUMBER)
    put("actor", BODY_FLAGS, "person", "i", Kind.FLAG)
    put(
        "here",
        (f"is_{tag}" for tag in dict.fromkeys((*PLACE_TAGS, *tags))),
        "person",
        "i",
        Kind.FLAG,
    )
    for scope, row, bond in (("target", "j", "ij"), ("about", "k", "ik")):
        toward = "toward" if scope == "target" else "toward_about"
        put(scope, VISIBLE, "person", row, Kind.NUMBER)
        put(scope, VISIBLE_FLAGS, "person", row, Kind.FLAG)
        put(toward, BOND, "bond", bond, Kind.NUMBER)
        put(toward, BOND_FLAGS, "bond", bond, Kind.FLAG)
    words["about.is_here"] = Name("about.is_here", "bond", "is_here", "ik", Kind.FLAG)
    put("between", BETWEEN, "between", "b", Kind.NUMBER)
    put("topic", TOPIC, "topic", "t", Kind.NUMBER)
    put("topic", TOPIC_FLAGS, "topic", "t", Kind.FLAG)
    return words


SCOPES: Mapping[str, frozenset[str]] = {
    "alone": frozenset({"i"}),
    "person": frozenset({"i", "j", "ij"}),
    "absent": frozenset({"i", "j", "ij"}),
    "person about person": frozenset({"i", "j", "ij", "k", "ik", "b"}),
    "person topic": frozenset({"i", "j", "ij", "t"}),
}
"""Which row variables each way of being `with` somebody binds."""
