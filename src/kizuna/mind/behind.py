"""behind: the event behind a word that a practice reads, in the case at hand.

`toward.gratitude` was felt at some moment, `here.is_gate` is so since an arrival, `toward.hated`
since something was concluded about that heart. Each word here has a *look* (see `looks`) that finds
the number of that event, or nothing when no event made it so; and says how it counts.

    ground = ground_of(name)                 # of "toward.gratitude"
    ground.look(Case(moment, i, j, k, topic))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from kizuna.mind import looks
from kizuna.mind.looks import Case, Look
from kizuna.state.feeling import FEELINGS
from kizuna.state.origins import Origin
from kizuna.state.table import NONE
from kizuna.world.expr import Name
from kizuna.world.names import ENERGIES, SHOWN, WAGER, WAGER_FLAGS

SHOWN_BY = {
    "shows_joy": ("joy", "happy_for", "relief"),
    "shows_sorrow": ("distress", "grief", "disappointment"),
    "shows_anger": ("anger",),
    "shows_fear": ("fear",),
}
STIRRED_BY = ("anger", "fear", "grief", "distress")


@dataclass(frozen=True, slots=True)
class Ground:
    """One word that a practice reads: how it counts, and how the event behind it is found."""

    type: str
    look: Look


def ground_of(name: Name, direction: int = 0) -> Ground | None:
    """What a word rests on; None for what no event makes so (the hour, the distance). `direction`
    says whether it counts that there is much of it (1) or little (-1)."""
    column, index = name.column, name.index
    if name.table == "person":
        ground = _of_level(column, index, direction) or _of_person(column, index)
        is_shown = index != "i" and ground is not None and ground.type == "perceived"
        return _to_be_seen(ground, index) if ground is not None and is_shown else ground
    if name.table == "bond":
        return _of_bond(column, index)
    if name.table == "between":
        return Ground("informed", looks.between(column))
    return None


def _to_be_seen(ground: Ground, index: str) -> Ground:
    """What somebody shows of themselves is there for whoever is where they are."""

    def look(case: Case) -> Origin | None:
        place, row = case.moment.whole.people.place, case.row(index)
        return ground.look(case) if row != NONE and place(row) == place(case.i) else None

    return Ground(ground.type, look)


def _of_level(column: str, index: str, direction: int) -> Ground | None:
    """What last filled or drained somebody; one is hungry for what one has little of."""
    if column in ENERGIES:
        return Ground("motivated", looks.level("energy", column, index, direction))
    need = column.removeprefix("want_")
    if need != column:
        return Ground("motivated", looks.level("need", need, index, -direction))
    return None


def _of_person(column: str, index: str) -> Ground | None:
    feeling = column.removeprefix("felt_")
    if feeling != column:
        return Ground("motivated", looks.felt(index, (feeling,)))
    if column in SHOWN_BY:
        return Ground("perceived", looks.felt(index, SHOWN_BY[column]))
    if column in PERSON:
        type_, look = PERSON[column]
        return Ground(type_, look(index))
    if column.startswith("is_") and index == "i" and column not in NO_EVENT:
        return Ground("enabled", looks.latest("place", index))
    if index == "i" and column not in NO_EVENT:
        return Ground("motivated", looks.latest("person", index))
    return None


def _of_bond(column: str, index: str) -> Ground | None:
    if column in FEELINGS and column not in VALUED:
        return Ground("motivated", looks.felt_toward(column, index))
    if column in BOND:
        type_, look = BOND[column]
        return Ground(type_, look(index))
    return None


Found = tuple[str, Callable[[str], Look]]

PERSON: Mapping[str, Found] = {
    "injury": ("perceived", looks.injured),
    "is_bleeding": ("perceived", looks.injured),
    "is_critical": ("perceived", looks.injured),
    "is_in_danger": ("perceived", looks.endangered),
    "is_awake": ("perceived", looks.state),
    "is_asleep": ("perceived", looks.state),
    "is_unconscious": ("perceived", looks.state),
    "is_dead": ("perceived", looks.state),
    "is_carried": ("perceived", partial(looks.latest, "carried")),
    "is_carrying": ("perceived", lambda _: looks.state("i")),
    "is_travelling": ("perceived", partial(looks.latest, "place")),
    "is_following": ("perceived", partial(looks.latest, "following")),
    "is_setting_out": ("perceived", looks.errand),
    "is_making_ready": ("enabled", looks.errand),
    "is_turning_away": ("enabled", looks.errand),
    "in_contest": ("enabled", looks.contested),
    "is_down": ("perceived", looks.contested),
    "seems_beaten": ("perceived", looks.contested),
    "on_errand": ("enabled", looks.errand),
    "owes_report": ("motivated", looks.owes("report")),
    "must_depart": ("motivated", looks.owes("duty")),
    "has_leave": ("enabled", looks.owes("leave")),
    "agitation": ("motivated", lambda index: looks.felt(index, STIRRED_BY)),
    "company": ("perceived", looks.company),
}
NO_EVENT = frozenset(
    {"age", "hour", "lateness", "mood", "unease", "needed_here", "worried", "somebody_missing",
     "in_talk", "better_hands", "is_night", "is_on_post_hours", "has_home", "has_own_home",
     "is_far_from_home", "is_tended", "is_in_hands", "has_guard", "has_powers",
     *(f"shows_{name}" for name in SHOWN)}
)  # fmt: skip
"""Words that no single event makes so."""

VALUED = ("fear",)
"""Feelings toward somebody that are part of a bond's sums as well."""
BOND: Mapping[str, Found] = {
    "affection": ("motivated", partial(looks.remembered, "affection")),
    "trust": ("motivated", partial(looks.remembered, "trust")),
    "respect": ("motivated", partial(looks.remembered, "respect")),
    "fear": ("motivated", partial(looks.remembered, "fear")),
    "attraction": ("motivated", partial(looks.remembered, "attraction")),
    "closeness": ("motivated", partial(looks.remembered, "affection")),
    "familiarity": ("motivated", looks.given),
    "kin": ("motivated", looks.given),
    "on_mind": ("motivated", looks.reminded),
    "liked": ("informed", partial(looks.heart, "likes")),
    "hated": ("informed", partial(looks.heart, "hates")),
    "old_doubt": ("informed", partial(looks.heart, "hates")),
    "seems_afraid": ("informed", partial(looks.heart, "fears")),
    "holds_me_dear": ("informed", partial(looks.heart, "holds_dear")),
    "menace": ("informed", partial(looks.anything, "means_harm")),
    "is_gone": ("informed", partial(looks.anything, "gone")),
    "will_stay": ("informed", partial(looks.anything, "stays")),
    "has_done_harm": ("informed", partial(looks.anything, "harmed")),
    "is_lost": ("informed", partial(looks.anything, "dead")),
    "opened_up": ("informed", partial(looks.between_two, "disclosed")),
    "laid_open": ("enabled", partial(looks.between_two, "laid_open")),
    "disclosed_to_me": ("informed", partial(looks.between_two, "disclosed")),
    "worry": ("informed", partial(looks.between_two, "sight")),
    "is_laid_up": ("informed", partial(looks.between_two, "sight")),
    "errand_matters": ("perceived", looks.errand),
    "wronged_them": ("motivated", partial(looks.between_two, "wronged_them")),
    "wronged_me": ("motivated", partial(looks.between_two, "wronged_me")),
    "rift": ("motivated", looks.rift),
    "has_promise": ("enabled", looks.pledged("promise")),
    "has_sworn": ("motivated", looks.sworn),
    "is_let_be": ("enabled", looks.agreed("about")),
    "gave_way": ("motivated", looks.agreed("to")),
    "friend_here": ("informed", looks.friend_here),
    "has_lodging_offer": ("enabled", looks.pledged("offer")),
    "is_owed_report": ("enabled", looks.pledged("report")),
    **dict.fromkeys((*WAGER, *WAGER_FLAGS), ("enabled", looks.wagered)),
    "in_contest": ("enabled", looks.contested),
    "is_my_move": ("enabled", looks.contested),
    "exchanges": ("enabled", looks.contested),
    "blows_taken": ("perceived", looks.contested),
    "skill_seen": ("motivated", partial(looks.remembered, "respect")),
    "is_carried_by_me": ("enabled", partial(looks.latest, "carried")),
}
