"""wagers: what somebody sees of what is agreed, owed and fought out between them and another.

Between two people there is at most one wager that matters now, the latest that is open. Each sees
it from their own side: whether they are to answer an offer, how they rate their chances, whether
the letter speaks for them, whose move it is. Columns of the picture, rows of bonds.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np

from kizuna.mind.still.part import Taken, part
from kizuna.state.bond import LONG_AGO
from kizuna.state.commitment import AGREED, DISPUTED, RUNNING, Commitment
from kizuna.state.contest import Contest
from kizuna.state.table import NONE
from kizuna.world.names import WAGER, WAGER_FLAGS

if TYPE_CHECKING:
    from kizuna.mind.still.picture import Still

SEEN, KNOWN_BETTER = 0.6, 0.4
"""How much of another's skill shows to anybody, and how much more to who knows them well; the rest
is filled in by respect (choices)."""
REPUTE, BY_RESPECT = 0.5, 0.4
SKILL = 4.0
"""What a whole skill more is thought to move the odds of winning, in log-odds (a choice)."""


@part(reads=lambda still: still.put["near"])
def skill(still: Still, taken: Taken) -> None:
    """What each believes of the other's skill, and of their own chances against them."""
    block, rows = still.bond, taken.bonds
    fighting = still.person["fighting"]
    shows = SEEN + KNOWN_BETTER * block["familiarity"][rows]
    repute = REPUTE + BY_RESPECT * block["respect"][rows]
    block["skill_seen"][rows] = shows * fighting[taken.toward] + (1.0 - shows) * repute
    odds = SKILL * (fighting[taken.from_] - block["skill_seen"][rows])
    block["chance"][rows] = 1.0 / (1.0 + np.exp(-odds))


def _agreed_on(still: Still) -> Hashable:
    whole = still.whole
    return still.put.get("skill"), tuple(whole.commitments.all.values()), whole.contests.running()


@part(reads=_agreed_on)
def wagers(still: Still, taken: Taken) -> None:
    """What lies between two people who have agreed on something, or are at it."""
    for name in WAGER[2:]:
        still.bond[name][taken.bonds] = 0.0
    for name in WAGER_FLAGS:
        still.bond_flag[name][taken.bonds] = False
    bout_at = still.whole.bonds.numbers["bout_at"][taken.bonds]
    still.bond_flag["has_sparred"][taken.bonds] = bout_at > LONG_AGO
    for contest in still.whole.contests.running():
        for one in (contest.one, contest.other):
            _put_contest(still, contest, one)
    for each in still.whole.commitments.all.values():
        if each.kind not in ("wager", "stake") or each.to == NONE:
            continue
        if each.is_open:
            for one in (each.by, each.to):
                _put_wager(still, each, one)
        elif each.was_decided:
            _put_missed(still, each)


def _row(still: Still, one: int, other: int) -> int:
    return still.whole.bonds.row.get((one, other), NONE)


def _put_contest(still: Still, contest: Contest, one: int) -> None:
    other = contest.against(one)
    if (row := _row(still, one, other)) == NONE:
        return
    flag = still.bond_flag
    flag["in_contest"][row] = True
    flag["is_my_move"][row] = contest.turn == one
    flag["allows_powers"][row] = not contest.forbids_powers
    still.bond["exchanges"][row] = contest.exchanges
    still.bond["blows_taken"][row] = contest.stance(other).blows


def _put_wager(still: Still, each: Commitment, one: int) -> None:
    """One side of a commitment between two; later ones are written over earlier ones."""
    other = each.other(one)
    if (row := _row(still, one, other)) == NONE:
        return
    if each.kind == "stake":
        _put_stake(still, each, row, one)
        return
    flag, is_won = still.bond_flag, each.won_by == one
    flag["has_wager"][row] = True
    flag["has_offer"][row] = each.is_on_offer and each.offered_by == other
    flag["is_my_idea"][row] = each.proposed_by == one
    flag["has_agreed"][row] = each.status == AGREED
    flag["has_won"][row] = each.status == RUNNING and is_won and not each.is_claimed
    flag["has_lost"][row] = each.won_by == other and each.status in (RUNNING, DISPUTED)
    flag["is_claimed"][row] = each.is_claimed and not is_won
    flag["has_claimed"][row] = each.is_claimed and is_won
    flag["is_disputed"][row] = each.status == DISPUTED
    flag["was_accident"][row] = each.by_accident
    _put_terms(still, each, row, one)


def _put_terms(still: Still, each: Commitment, row: int, one: int) -> None:
    world = still.world
    terms = world.terms.get(each.terms)
    if each.is_on_offer:
        still.bond_flag["allows_powers"][row] = not any(
            world.rules[name].forbids for name in each.rules
        )
    if terms is None:
        return
    still.bond_flag["may_be_eased"][row] = terms.easier is not None and one == each.by
    mine, theirs = still.person["fighting"][one], still.bond["skill_seen"][row]
    edge = SKILL * float(mine - theirs) - (terms.hard if one == each.by else -terms.hard)
    still.bond["chance"][row] = 1.0 / (1.0 + np.exp(-edge))


def _put_missed(still: Still, each: Commitment) -> None:
    """What somebody tried to win from another and did not; the latest try is what counts. A wager
    for something that nobody would try for again is forgotten."""
    stakes, row = tuple(still.world.stakes), _row(still, each.by, each.to)
    tried_again = {practice.tries_again_for for practice in still.world.practices}
    stake = 1 + stakes.index(each.stake) if each.stake in stakes else 0
    if row != NONE and stake in tried_again - {0}:
        still.bond["i_missed"][row] = stake if each.won_by == each.to else 0


def _put_stake(still: Still, each: Commitment, row: int, one: int) -> None:
    stakes = tuple(still.world.stakes)
    if one == each.by and each.name in stakes:
        still.bond["i_owe"][row] = 1 + stakes.index(each.name)
    elif one == each.to:
        still.bond_flag["owes_me"][row] = True


@part(reads=lambda still: (still.whole.contests.running(), tuple(still.whole.powers.of)))
def stances(still: Still, taken: Taken) -> None:
    """Who is in a contest, lies on the ground, seems beaten; who has powers, and a guard up."""
    flag, whole = still.person_flag, still.whole
    for name in ("in_contest", "is_down", "seems_beaten"):
        flag[name][taken.people] = False
    for row, contest in whole.contests.of.items():
        stance = contest.stance(row)
        flag["in_contest"][row] = True
        flag["is_down"][row] = stance.is_down
        flag["seems_beaten"][row] = stance.feigns
    for row in taken.listed:
        powers = whole.powers.of[row]
        flag["has_powers"][row] = bool(powers)
        flag["has_guard"][row] = any(p.guards_host and not p.stands_down for p in powers)
