"""Whatever happens to a commitment, it stands in exactly one place, and got there by legal turns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.event import Event, address
from kizuna.state.commitment import LEGAL, OPEN, PROPOSED, RUNNING, STATUSES, IllegalTurn
from kizuna.state.pledges import PLEDGES
from kizuna.state.whole import Whole, evolve, fingerprint

FIRST = address(10, 0)
ROLES = {"by": "ino", "to": "sai", "actor": "ino"}
TURNS = {
    "CommitmentCountered": "countered",
    "CommitmentAgreed": "agreed",
    "CommitmentBegun": "running",
    "CommitmentDisputed": "disputed",
    "CommitmentConceded": "conceded",
}
MARKS = ("TermsMet", "TermsFailed", "CommitmentClaimed")
ENDS = ("kept", "broken", "released", "refused", "settled")
STEPS = st.one_of(
    st.sampled_from([*TURNS, *MARKS]).map(lambda kind: (kind, "")),
    st.sampled_from(ENDS).map(lambda status: ("CommitmentEnded", status)),
)


def opened(kind: str = "CommitmentProposed") -> Whole:
    whole = Whole()
    evolve(whole, [Event(0, "StoryBegan", data={"traits": [], "energies": [], "seed": 1})])
    for at, id_ in enumerate(("ino", "sai"), start=1):
        data = {"name": id_, "pronouns": "they", "age": 20, "traits": {}, "energies": {},
                "needs": {n: [0.5, 0.5] for n in whole.people.need_level.position}}  # fmt: skip
        evolve(whole, [Event(at, "PersonEntered", {"who": id_}, data=data)])
    evolve(whole, [Event(FIRST, kind, ROLES, data={"name": "a bout", "kind": "wager"})])
    return whole


def step(at: int, kind: str, status: str) -> Event:
    data = {"commitment": FIRST, "decided_by": FIRST}
    return Event(
        address(10 + at, 0), kind, ROLES, data=data | ({"status": status} if status else {})
    )


@given(st.lists(STEPS, max_size=12))
def test_it_always_stands_in_one_legal_place(steps: list[tuple[str, str]]) -> None:
    whole = opened()
    for at, (kind, ends) in enumerate(steps, start=1):
        before, seen = whole.commitments.all[FIRST], fingerprint(whole)
        try:
            evolve(whole, [step(at, kind, ends)])
        except IllegalTurn:
            assert whole.commitments.all[FIRST] == before
            wanted = ends or TURNS.get(kind)
            assert wanted not in LEGAL[before.status]
            continue
        after = whole.commitments.all[FIRST]
        assert after.status in STATUSES
        assert fingerprint(whole) != seen
        if kind in MARKS:
            assert before.status == after.status == RUNNING
        else:
            assert after.status == (ends or TURNS[kind])
            assert after.status in LEGAL[before.status]


@given(st.lists(STEPS, max_size=12))
def test_what_has_ended_never_turns_again(steps: list[tuple[str, str]]) -> None:
    whole = opened("CommitmentMade")
    ended = ""
    for at, (kind, ends) in enumerate(steps, start=1):
        try:
            evolve(whole, [step(at, kind, ends)])
        except IllegalTurn:
            continue
        assert not ended
        status = whole.commitments.all[FIRST].status
        ended = "" if status in OPEN else status


def test_each_way_is_open_from_where_it_stands() -> None:
    reached = {PROPOSED, RUNNING}
    for _ in LEGAL:
        reached |= {way for status in STATUSES if status in reached for way in LEGAL[status]}
    assert reached == set(STATUSES)


def test_a_wager_runs_from_offer_to_settlement() -> None:
    whole = opened()
    kinds = ["CommitmentCountered", "CommitmentAgreed", "CommitmentBegun", "TermsMet",
             "CommitmentClaimed", "CommitmentDisputed", "CommitmentConceded"]  # fmt: skip
    for at, kind in enumerate(kinds, start=1):
        evolve(whole, [step(at, kind, "")])
    wager = whole.commitments.all[FIRST]
    assert whole.people.ids[wager.won_by] == "ino" and wager.is_claimed
    evolve(whole, [step(20, "CommitmentEnded", "settled")])
    assert not whole.commitments.all[FIRST].is_open


@pytest.mark.parametrize("kind", ["TermsMet", "CommitmentClaimed"])
def test_nothing_is_decided_or_claimed_twice(kind: str) -> None:
    whole = opened("CommitmentMade")
    evolve(whole, [step(1, kind, "")])
    with pytest.raises(IllegalTurn):
        evolve(whole, [step(2, kind, "")])


def test_every_kind_that_turns_a_commitment_is_tried_here() -> None:
    assert set(PLEDGES) == {
        *TURNS, *MARKS, "CommitmentMade", "CommitmentProposed", "CommitmentEnded"
    }  # fmt: skip
