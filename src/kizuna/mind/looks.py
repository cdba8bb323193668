"""looks: how the event behind a word is found, in the case at hand.

A *look* is given who does what to whom, and finds the number of the event that made something so:
the moment a feeling was felt, the latest arrival, the memory that weighs most. Where several add up
it says that the one it found is not alone.

    look = looks.felt_toward("gratitude", "j")
    look(Case(moment, i, j, k, topic))       # Origin(47244640256, is_alone=True)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kizuna.state.origins import Origin
from kizuna.state.person import AWAKE
from kizuna.state.table import NONE

if TYPE_CHECKING:
    from kizuna.mind.moment import Moment


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

BETWEEN = {
    "dear": ("holds_dear", False), "anger": ("hates", False), "menace": ("means_harm", True),
    "helped": ("helped", False), "spared": ("lets_be", False),
}  # fmt: skip
"""By word what is believed of two others, and whether it is said of the second first."""


def _event(seq: int | None, is_alone: bool = True) -> Origin | None:
    """A number as an origin; none and 0 are nothing."""
    return Origin(seq, is_alone) if seq else None


def latest(what: str, index: str) -> Look:
    """The latest event of that kind for a person, else their having entered as they are."""

    def look(case: Case) -> Origin | None:
        of, who = case.moment.whole.origins.of, case.id_(index)
        found = of(what, who) or (of("person", who) if who else None)
        return _event(found, what != "person")

    return look


def level(what: str, name: str, index: str, direction: int) -> Look:
    """What last moved a need or an energy of somebody that way (0: either way) by something that
    counts, else their having entered as they are. Many such changes add up to how it is, so none
    of them is alone."""
    ways = {1: ("more",), -1: ("less",), 0: ("more", "less")}[direction]

    def look(case: Case) -> Origin | None:
        of, who = case.moment.whole.origins.of, case.id_(index)
        last = max((of(what, who, name, way) or 0 for way in ways), default=0)
        return _event(last or of("person", who), is_alone=False)

    return look


def state(index: str) -> Look:
    """What put them to sleep, knocked them out, woke them; nothing for who was awake all along."""

    def look(case: Case) -> Origin | None:
        return _event(case.moment.whole.origins.of("state", case.id_(index)))

    return look


def felt(index: str, kinds: tuple[str, ...]) -> Look:
    """The moment one of these feelings was felt: the latest of them."""

    def look(case: Case) -> Origin | None:
        felt, who = case.moment.whole.origins.felt, case.id_(index)
        return max((each for kind in kinds if (each := felt(kind, who))), default=None)

    return look


def felt_toward(kind: str, index: str) -> Look:
    """The moment a feeling toward somebody was felt."""

    def look(case: Case) -> Origin | None:
        return case.moment.whole.origins.felt(kind, case.id_("i"), case.id_(index))

    return look


def remembered(value: str, index: str) -> Look:
    """The memory of somebody that weighs most in affection, trust ..."""

    def look(case: Case) -> Origin | None:
        origins = case.moment.whole.origins
        return origins.weightiest(case.id_("i"), case.id_(index), value)

    return look


def given(index: str) -> Look:
    """The bond as its author gave it."""
    return between_two("bond", index)


def between_two(what: str, index: str) -> Look:
    """The latest event that changed something between them."""
    return lambda case: _event(case.moment.whole.origins.of(what, case.id_("i"), case.id_(index)))


def rift(index: str) -> Look:
    """The later of the two hurts that may stand between them."""

    def look(case: Case) -> Origin | None:
        origins, own, other = case.moment.whole.origins, case.id_("i"), case.id_(index)
        marks = (origins.of(name, own, other) for name in ("wronged_them", "wronged_me"))
        return _event(max((mark for mark in marks if mark is not None), default=None))

    return look


def reminded(index: str) -> Look:
    """What last brought them to mind."""

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


def heart(predicate: str, index: str) -> Look:
    """What was last concluded of their heart toward oneself."""

    def look(case: Case) -> Origin | None:
        return last_evidence(case, f"{predicate}({case.id_(index)}, {case.id_('i')})")

    return look


def anything(predicate: str, index: str) -> Look:
    """What was last concluded of them, whatever else it names (means_harm, gone, stays, dead)."""

    def look(case: Case) -> Origin | None:
        whom, found = case.id_(index), 0
        for belief in case.moment.whole.beliefs.of[case.i].values():
            told = belief.proposition
            if told.predicate == predicate and told.names[0] == whom and belief.evidence:
                found = max(found, belief.evidence[-1])
        return _event(found, is_alone=False)

    return look


def between(column: str) -> Look:
    """What was last concluded of how two others stand to each other."""
    predicate, is_turned = BETWEEN[column]

    def look(case: Case) -> Origin | None:
        one, other = case.id_("j"), case.id_("k")
        names = f"{other}, {one}" if is_turned else f"{one}, {other}"
        return last_evidence(case, f"{predicate}({names})")

    return look


def injured(index: str) -> Look:
    """Their latest injury."""

    def look(case: Case) -> Origin | None:
        row = case.row(index)
        injuries = () if row == NONE else case.moment.whole.bodies.injuries[row]
        return _event(max((each.seq for each in injuries), default=None))

    return look


def endangered(index: str) -> Look:
    """What brought them into the danger they are in."""

    def look(case: Case) -> Origin | None:
        row = case.row(index)
        danger = None if row == NONE else case.moment.whole.bodies.danger[row]
        return None if danger is None else Origin(danger.seq)

    return look


def errand(index: str) -> Look:
    """How the errand began that they are on."""

    def look(case: Case) -> Origin | None:
        row = case.row(index)
        errand = None if row == NONE else case.moment.whole.people.errand[row]
        return None if errand is None else Origin(errand.seq)

    return look


def owes(kind: str) -> Callable[[str], Look]:
    """The latest running commitment of a kind that binds a person."""

    def made(index: str) -> Look:
        def look(case: Case) -> Origin | None:
            running = case.moment.whole.commitments.running_of(case.row(index), kind)
            return _event(max((each.seq for each in running), default=None))

        return look

    return made


def pledged(kind: str) -> Callable[[str], Look]:
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


def sworn(index: str) -> Look:
    """The latest running vow of theirs about somebody."""

    def look(case: Case) -> Origin | None:
        running, about = case.moment.whole.commitments.running_of(case.i, "vow"), case.row(index)
        return _event(max((each.seq for each in running if each.about == about), default=None))

    return look


def agreed(end: str) -> Callable[[str], Look]:
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


def friend_here(index: str) -> Look:
    """What was last concluded of anybody here that holds them dear."""

    def look(case: Case) -> Origin | None:
        ids, whom = case.moment.id_, case.id_(index)
        told = [f"holds_dear({ids(row)}, {whom})" for row in case.moment.here(case.i)]
        return max((found for text in told if (found := last_evidence(case, text))), default=None)

    return look


def wagered(index: str) -> Look:
    """How the wager, or the stake, between the two last turned."""

    def look(case: Case) -> Origin | None:
        open_ = case.moment.whole.commitments.open_between(case.i, case.row(index))
        turned = (each.turned_by for each in open_ if each.kind in ("wager", "stake"))
        return _event(next(turned, None))

    return look


def contested(index: str) -> Look:
    """The last move of the contest they are in, or how it began."""

    def look(case: Case) -> Origin | None:
        contest = case.moment.whole.contests.of.get(case.row(index))
        return None if contest is None else Origin(contest.moved_by or contest.seq)

    return look


def company(index: str) -> Look:
    """The latest arrival where they are: theirs or somebody else's."""

    def look(case: Case) -> Origin | None:
        moment, of = case.moment, case.moment.whole.origins.of
        here = (case.row(index), *moment.here(case.row(index)))
        awake = [row for row in here if moment.whole.people.state(row) == AWAKE]
        return _event(max((of("place", moment.id_(row)) or 0 for row in awake), default=0))

    return look


def left_alone(case: Case) -> Origin | None:
    """Whose going left the two to themselves; nothing where they are not, or were all along."""
    moment, of, place = case.moment, case.moment.whole.origins.of, case.moment.place_id(case.i)
    others = [row for row in moment.here(case.i) if row != case.j]
    if place is None or any(moment.whole.people.is_awake(row) for row in others):
        return None
    left, came = of("left", place) or 0, (of("place", case.id_(each)) or 0 for each in "ij")
    return _event(left) if left > max(came) else None
