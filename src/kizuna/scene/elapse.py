"""elapse: what time itself brings, before anybody looks up.

Happenings the author set, what untreated injuries come to, arrivals of whoever was on the way,
awakenings, and what fell due.
"""

from __future__ import annotations

from kizuna.event import Cause
from kizuna.mind.moment import Moment
from kizuna.scene import contest, days, happenings, journey, medicine, offers
from kizuna.scene.terms import turn
from kizuna.state.commitment import BROKEN, RELEASED
from kizuna.state.person import NEVER, STATES
from kizuna.state.table import NONE

GRACE_S = 3 * 3600
"""A duty is broken this long after it fell due and was not done (a choice)."""


def elapse(moment: Moment) -> Moment:
    """Draft what has come about by itself up to now."""
    happenings.happen(moment)
    medicine.worsen(moment)
    _arrivals(moment)
    days.sense(moment)
    _awakenings(moment)
    _partings(moment)
    _deadlines(moment)
    offers.lapse(moment)
    contest.stop_broken_off(moment)
    contest.raise_guards(moment)
    return moment


def _arrivals(moment: Moment) -> None:
    people = moment.whole.people
    numbers = people.numbers
    arriving: list[int] = (numbers["arrives_at"] <= moment.now).nonzero()[0].tolist()
    for row in arriving:
        if _goes_with(moment, row, arriving) == NONE:
            company = [r for r in arriving if r != row and _leader(moment, r, arriving) == row]
            journey.arrive(moment, row, company)


def _goes_with(moment: Moment, row: int, arriving: list[int]) -> int:
    """Whom somebody on the way goes with, when they arrive together."""
    numbers = moment.whole.people.numbers
    for name in ("carried_by", "following"):
        other = int(numbers.get(name, row))
        if other in arriving and numbers.get("went_to", other) == numbers.get("went_to", row):
            return other
    return NONE


def _leader(moment: Moment, row: int, arriving: list[int]) -> int:
    for _ in range(len(arriving)):
        other = _goes_with(moment, row, arriving)
        if other == NONE:
            return row
        row = other
    return row


def _partings(moment: Moment) -> None:
    """A search ends with the one sought in sight; whoever went along goes their own way once there
    is nowhere to go along to."""
    people = moment.whole.people
    for row in moment.due:
        errand = people.errand[row]
        if errand and errand.practice == "search_for" and errand.target in moment.here(row):
            journey.end(moment, row)
        leader = int(people.numbers.get("following", row))
        if leader == NONE or people.numbers.get("went_to", row) != NONE:
            continue
        follows = int(people.numbers.get("following", leader)) != NONE
        if people.place(leader) != people.place(row) or not (people.errand[leader] or follows):
            why = (*moment.since("following", row), *moment.since("place", leader))
            moment.draft("Followed", moment.roles(actor=row), {}, why)


def _awakenings(moment: Moment) -> None:
    people = moment.whole.people
    for row in (people.numbers["woke_at"] <= moment.now).nonzero()[0].tolist():
        was = STATES[people.state(row)]
        why, place = moment.since("state", row), moment.place_id(row)
        data = {"from": was, "rested": was in ("asleep", "unconscious")}
        moment.draft("Woke", {"who": moment.id_(row)}, data, why, place)


def _deadlines(moment: Moment) -> None:
    for each in moment.whole.commitments.running():
        if each.due is None or each.due > moment.now:
            continue
        fell_due = f"due:{each.seq}"
        roles = moment.roles(by=each.by, to=each.to)
        if each.kind == "leave":
            turn(moment, each, "CommitmentEnded", Cause("enabled", each.seq), status=RELEASED)
        elif fell_due not in moment.whole.happened:
            data = {"commitment": each.seq, "name": fell_due, "again_at": each.due + GRACE_S}
            moment.draft("FellDue", roles, data, (Cause("enabled", each.seq),))
        elif each.due + GRACE_S <= moment.now:
            turn(moment, each, "CommitmentEnded", Cause("enabled", each.seq), status=BROKEN)


def next_moment(moment: Moment) -> float:
    """The next second at which anything is due; NEVER when nothing is."""
    people = moment.whole.people
    times = [NEVER, *map(people.earliest, ("due_at", "arrives_at", "woke_at"))]
    times += [happenings.next_at(moment, each) for each in moment.world.happenings]
    times += medicine.next_at(moment)
    for each in moment.whole.commitments.running():
        if each.due is not None:
            late = f"due:{each.seq}" in moment.whole.happened
            times.append(float(each.due + GRACE_S if late else each.due))
    return min(times)
