"""behind: the event behind a word that a practice reads, in the case at hand.

`toward.gratitude` was felt at some moment, `here.is_gate` is so since an arrival, `toward.hated`
since something was concluded about that heart. Each word here has a *look*: given who does what to
whom, it finds the number of that event, or nothing when no event made it so.

    ground = ground_of(name)                 # of "toward.gratitude"
    ground.look(Case(moment, i, j, k, topic))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kizuna.state.feeling import FEELINGS
from kizuna.state.origins import Origin
from kizuna.state.person import AWAKE
from kizuna.state.table import NONE
from kizuna.world.expr import Name
from kizuna.world.names import ENERGIES, SHOWN, WAGER, WAGER_FLAGS

if TYPE_CHECKING:
    from kizuna.mind.moment import Moment

SHOWN_BY = {
    "shows_joy": ("joy", "happy_for", "relief"),
    "shows_sorrow": ("distress", "grief", "disappointment"),
    "shows_anger": ("anger",),
    "shows_fear": ("fear",),
}
STIRRED_BY = ("anger", "fear", "grief", "distress")


@dataclass(frozen=True, slots=True)
class Case:
    """One choice about to be traced: who does it to whom, about whom, on what topic."""

    moment: Moment
    i: int
    j: int
    k: int
    topic: str

    def row(self, index: str) -> int:
        """The person a row variable means: "i", "j", "k", or the other end of a bond."""
        return {"i": self.i, "j": self.j, "k": self.k, "ij": self.j, "ik": self.k}[index]

    def id_(self, index: str) -> str:
        """Their id; "" for nobody."""
        row = self.row(index)
        return "" if row == NONE else self.moment.id_(row)


Look = Callable[[Case], Origin | None]
"""Finds the event behind a word in one case."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One word that a practice reads: how it counts, and how the event behind it is found."""

    type: str
    look: Look


def ground_of(name: Name) -> Ground | None:
    """What a word rests on; None for what no event makes so (the hour, the distance)."""
    column, index = name.column, name.index
    if name.table == "person":
        ground = _of_person(column, index)
        is_shown = index != "i" and ground is not None and ground.type == "perceived"
        return _to_be_seen(ground, index) if ground is not None and is_shown else ground
    if name.table == "bond":
        return _of_bond(column, index)
    if name.table == "between":
        return Ground("informed", _between(column))
    return None


def _to_be_seen(ground: Ground, index: str) -> Ground:
    """What somebody shows of themselves is there for whoever is where they are."""

    def look(case: Case) -> Origin | None:
        place, row = case.moment.whole.people.place, case.row(index)
        return ground.look(case) if row != NONE and place(row) == place(case.i) else None

    return Ground(ground.type, look)


def _of_person(column: str, index: str) -> Ground | None:
    feeling = column.removeprefix("felt_")
    if feeling != column:
        return Ground("motivated", _felt(index, (feeling,)))
    if column in SHOWN_BY:
        return Ground("perceived", _felt(index, SHOWN_BY[column]))
    if column in ENERGIES:
        return Ground("motivated", _latest("energy", index))
    if column.startswith("want_"):
        return Ground("motivated", _latest("need", index))
    if column in PERSON:
        type_, look = PERSON[column]
        return Ground(type_, look(index))
    if column.startswith("is_") and index == "i" and column not in NO_EVENT:
        return Ground("enabled", _latest("place", index))
    if index == "i" and column not in NO_EVENT:
        return Ground("motivated", _latest("person", index))
    return None


def _of_bond(column: str, index: str) -> Ground | None:
    if column in FEELINGS and column not in VALUED:
        return Ground("motivated", _felt_toward(column, index))
    if column in BOND:
        type_, look = BOND[column]
        return Ground(type_, look(index))
    return None


SUMS = ("need", "energy", "person")
"""What many events add up to, or what nobody can be without."""


def _event(seq: int | None, is_alone: bool = True) -> Origin | None:
    """A number as an origin; none and 0 are nothing."""
    return Origin(seq, is_alone) if seq else None


def _latest(what: str, index: str) -> Look:
    """The latest event of that kind for a person, else their having entered as they are."""

    def look(case: Case) -> Origin | None:
        of, who = case.moment.whole.origins.of, case.id_(index)
        return _event(of(what, who) or (of("person", who) if who else None), what not in SUMS)

    return look


def _state(index: str) -> Look:
    """What put them to sleep, knocked them out, woke them; nothing for who was awake all along."""

    def look(case: Case) -> Origin | None:
        return _event(case.moment.whole.origins.of("state", case.id_(index)))

    return look


def _felt(index: str, kinds: tuple[str, ...]) -> Look:
    """The moment one of these feelings was felt: the latest of them."""

    def look(case: Case) -> Origin | None:
        felt, who = case.moment.whole.origins.felt, case.id_(index)
        return max((each for kind in kinds if (each := felt(kind, who))), default=None)

    return look


def _felt_toward(kind: str, index: str) -> Look:
    def look(case: Case) -> Origin | None:
        return case.moment.whole.origins.felt(kind, case.id_("i"), case.id_(index))

    return look


def _remembered(value: str, index: str) -> Look:
    def look(case: Case) -> Origin | None:
        origins = case.moment.whole.origins
        return origins.weightiest(case.id_("i"), case.id_(index), value)

    return look


def _given(index: str) -> Look:
    """The bond as its author gave it."""
    return _between_two("bond", index)


def _between_two(what: str, index: str) -> Look:
    return lambda case: _event(case.moment.whole.origins.of(what, case.id_("i"), case.id_(index)))


def _rift(index: str) -> Look:
    """The later of the two hurts that may stand between them."""

    def look(case: Case) -> Origin | None:
        origins, own, other = case.moment.whole.origins, case.id_("i"), case.id_(index)
        marks = (origins.of(name, own, other) for name in ("wronged_them", "wronged_me"))
        return _event(max((mark for mark in marks if mark is not None), default=None))

    return look


def _reminded(index: str) -> Look:
    def look(case: Case) -> Origin | None:
        bond = case.moment.bond(case.i, case.row(index))
        by = 0 if bond == NONE else case.moment.whole.bonds.numbers.get("reminded_by", bond)
        return _event(int(by))

    return look


def last_evidence(case: Case, text: str) -> Origin | None:
    """What a belief rests on last; alone, where it is all the evidence there is."""
    held = case.moment.whole.beliefs.held(case.i, text)
    if held is None or not held.evidence:
        return None
    return Origin(held.evidence[-1], len(held.evidence) == 1)


def _heart(predicate: str, index: str) -> Look:
    """What was last concluded of their heart toward oneself."""

    def look(case: Case) -> Origin | None:
        return last_evidence(case, f"{predicate}({case.id_(index)}, {case.id_('i')})")

    return look


def _anything(predicate: str, index: str) -> Look:
    """What was last concluded of them, whatever else it names (means_harm, gone, stays, dead)."""

    def look(case: Case) -> Origin | None:
        whom, found = case.id_(index), 0
        for belief in case.moment.whole.beliefs.of[case.i].values():
            told = belief.proposition
            if told.predicate == predicate and told.names[0] == whom and belief.evidence:
                found = max(found, belief.evidence[-1])
        return _event(found, is_alone=False)

    return look


def _between(column: str) -> Look:
    predicate, is_turned = BETWEEN[column]

    def look(case: Case) -> Origin | None:
        one, other = case.id_("j"), case.id_("k")
        names = f"{other}, {one}" if is_turned else f"{one}, {other}"
        return last_evidence(case, f"{predicate}({names})")

    return look


def _injured(index: str) -> Look:
    def look(case: Case) -> Origin | None:
        row = case.row(index)
        injuries = () if row == NONE else case.moment.whole.bodies.injuries[row]
        return _event(max((each.seq for each in injuries), default=None))

    return look


def _endangered(index: str) -> Look:
    def look(case: Case) -> Origin | None:
        row = case.row(index)
        danger = None if row == NONE else case.moment.whole.bodies.danger[row]
        return None if danger is None else Origin(danger.seq)

    return look


def _errand(index: str) -> Look:
    def look(case: Case) -> Origin | None:
        row = case.row(index)
        errand = None if row == NONE else case.moment.whole.people.errand[row]
        return None if errand is None else Origin(errand.seq)

    return look


def _owes(kind: str) -> Callable[[str], Look]:
    """The latest running commitment of a kind that binds a person."""

    def made(index: str) -> Look:
        def look(case: Case) -> Origin | None:
            running = case.moment.whole.commitments.running_of(case.row(index), kind)
            return _event(max((each.seq for each in running), default=None))

        return look

    return made


def _pledged(kind: str) -> Callable[[str], Look]:
    """The latest running commitment of a kind between two people, whichever way."""

    def made(index: str) -> Look:
        def look(case: Case) -> Origin | None:
            pair = {case.i, case.row(index)}
            running = case.moment.whole.commitments.running()
            found = (
                each.seq for each in running if each.kind == kind and {each.by, each.to} == pair
            )
            return _event(max(found, default=None))

        return look

    return made


def _sworn(index: str) -> Look:
    """The latest running vow of theirs about somebody."""

    def look(case: Case) -> Origin | None:
        running, about = case.moment.whole.commitments.running_of(case.i, "vow"), case.row(index)
        return _event(max((each.seq for each in running if each.about == about), default=None))

    return look


def _agreed(end: str) -> Callable[[str], Look]:
    """The latest running agreement of theirs about a third person, by whom it is about or to."""

    def made(index: str) -> Look:
        def look(case: Case) -> Origin | None:
            running, row = (
                case.moment.whole.commitments.running_of(case.i, "agreement"),
                case.row(index),
            )
            found = (
                each.seq for each in running if each.about != NONE and getattr(each, end) == row
            )
            return _event(max(found, default=None))

        return look

    return made


def _friend_here(index: str) -> Look:
    """What was last concluded of anybody here that holds them dear."""

    def look(case: Case) -> Origin | None:
        ids, whom = case.moment.id_, case.id_(index)
        told = [f"holds_dear({ids(row)}, {whom})" for row in case.moment.here(case.i)]
        return max((found for text in told if (found := last_evidence(case, text))), default=None)

    return look


def _wagered(index: str) -> Look:
    """How the wager, or the stake, between the two last turned."""

    def look(case: Case) -> Origin | None:
        open_ = case.moment.whole.commitments.open_between(case.i, case.row(index))
        turned = (each.turned_by for each in open_ if each.kind in ("wager", "stake"))
        return _event(next(turned, None))

    return look


def _contested(index: str) -> Look:
    """The last move of the contest they are in, or how it began."""

    def look(case: Case) -> Origin | None:
        contest = case.moment.whole.contests.of.get(case.row(index))
        return None if contest is None else Origin(contest.moved_by or contest.seq)

    return look


def _company(index: str) -> Look:
    """The latest arrival where they are: theirs or somebody else's."""

    def look(case: Case) -> Origin | None:
        moment, of = case.moment, case.moment.whole.origins.of
        here = (case.row(index), *moment.here(case.row(index)))
        awake = [row for row in here if moment.whole.people.state(row) == AWAKE]
        return _event(max((of("place", moment.id_(row)) or 0 for row in awake), default=0))

    return look


Found = tuple[str, Callable[[str], Look]]

PERSON: Mapping[str, Found] = {
    "injury": ("perceived", _injured),
    "is_bleeding": ("perceived", _injured),
    "is_critical": ("perceived", _injured),
    "is_in_danger": ("perceived", _endangered),
    "is_awake": ("perceived", _state),
    "is_asleep": ("perceived", _state),
    "is_unconscious": ("perceived", _state),
    "is_dead": ("perceived", _state),
    "is_carried": ("perceived", partial(_latest, "carried")),
    "is_carrying": ("perceived", lambda _: _state("i")),
    "is_travelling": ("perceived", partial(_latest, "place")),
    "is_following": ("perceived", partial(_latest, "following")),
    "is_setting_out": ("perceived", _errand),
    "is_making_ready": ("enabled", _errand),
    "is_turning_away": ("enabled", _errand),
    "in_contest": ("enabled", _contested),
    "is_down": ("perceived", _contested),
    "seems_beaten": ("perceived", _contested),
    "on_errand": ("enabled", _errand),
    "owes_report": ("motivated", _owes("report")),
    "must_depart": ("motivated", _owes("duty")),
    "has_leave": ("enabled", _owes("leave")),
    "agitation": ("motivated", lambda index: _felt(index, STIRRED_BY)),
    "company": ("perceived", _company),
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
    "affection": ("motivated", partial(_remembered, "affection")),
    "trust": ("motivated", partial(_remembered, "trust")),
    "respect": ("motivated", partial(_remembered, "respect")),
    "fear": ("motivated", partial(_remembered, "fear")),
    "attraction": ("motivated", partial(_remembered, "attraction")),
    "closeness": ("motivated", partial(_remembered, "affection")),
    "familiarity": ("motivated", _given),
    "kin": ("motivated", _given),
    "on_mind": ("motivated", _reminded),
    "liked": ("informed", partial(_heart, "likes")),
    "hated": ("informed", partial(_heart, "hates")),
    "old_doubt": ("informed", partial(_heart, "hates")),
    "seems_afraid": ("informed", partial(_heart, "fears")),
    "holds_me_dear": ("informed", partial(_heart, "holds_dear")),
    "menace": ("informed", partial(_anything, "means_harm")),
    "is_gone": ("informed", partial(_anything, "gone")),
    "will_stay": ("informed", partial(_anything, "stays")),
    "has_done_harm": ("informed", partial(_anything, "harmed")),
    "is_lost": ("informed", partial(_anything, "dead")),
    "opened_up": ("informed", partial(_between_two, "disclosed")),
    "laid_open": ("enabled", partial(_between_two, "laid_open")),
    "disclosed_to_me": ("informed", partial(_between_two, "disclosed")),
    "worry": ("informed", partial(_between_two, "sight")),
    "is_laid_up": ("informed", partial(_between_two, "sight")),
    "errand_matters": ("perceived", _errand),
    "wronged_them": ("motivated", partial(_between_two, "wronged_them")),
    "wronged_me": ("motivated", partial(_between_two, "wronged_me")),
    "rift": ("motivated", _rift),
    "has_promise": ("enabled", _pledged("promise")),
    "has_sworn": ("motivated", _sworn),
    "is_let_be": ("enabled", _agreed("about")),
    "gave_way": ("motivated", _agreed("to")),
    "friend_here": ("informed", _friend_here),
    "has_lodging_offer": ("enabled", _pledged("offer")),
    "is_owed_report": ("enabled", _pledged("report")),
    **dict.fromkeys((*WAGER, *WAGER_FLAGS), ("enabled", _wagered)),
    "in_contest": ("enabled", _contested),
    "is_my_move": ("enabled", _contested),
    "exchanges": ("enabled", _contested),
    "blows_taken": ("perceived", _contested),
    "skill_seen": ("motivated", partial(_remembered, "respect")),
    "is_carried_by_me": ("enabled", partial(_latest, "carried")),
}
BETWEEN = {
    "dear": ("holds_dear", False), "anger": ("hates", False), "menace": ("means_harm", True),
    "helped": ("helped", False), "spared": ("lets_be", False),
}  # fmt: skip
