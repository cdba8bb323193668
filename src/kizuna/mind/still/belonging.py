"""Who belongs to which groups, who holds an office in which, who can grant a stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kizuna.state.group import Groups

if TYPE_CHECKING:
    from kizuna.mind.still.picture import Still

NO_GROUP: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Belonging:
    """Groups and offices looked up by person: a town has too many groups to ask each of them about
    each bond."""

    groups: int
    member_of: Mapping[int, frozenset[str]]
    office_in: Mapping[int, frozenset[str]]
    grants_stay: frozenset[int]

    @classmethod
    def of(cls, groups: Groups) -> Belonging:
        """As things stand in these groups."""
        member_of: dict[int, frozenset[str]] = {}
        office_in: dict[int, frozenset[str]] = {}
        for id_, group in groups.all.items():
            for holders, of in ((group.members, member_of), (group.offices.values(), office_in)):
                for holder in holders:
                    of[holder] = of.get(holder, NO_GROUP) | {id_}
        granting = [holder for holder in office_in if groups.grants(holder, "stay")]
        return cls(len(groups.all), member_of, office_in, frozenset(granting))

    def shared(self, one: int, other: int) -> bool:
        """Whether two people belong to one group."""
        return bool(self.member_of.get(one, NO_GROUP) & self.member_of.get(other, NO_GROUP))

    def leads(self, leader: int, follower: int) -> bool:
        """Whether one holds an office in a group that the other belongs to."""
        offices, groups = (
            self.office_in.get(leader, NO_GROUP),
            self.member_of.get(follower, NO_GROUP),
        )
        return leader != follower and bool(offices & groups)


def put_lasting_bonds(still: Still) -> None:
    """What does not change about a bond once it exists, for those not yet in the picture."""
    whole, flag = still.whole, still.bond_flag
    first, count = still.bonds_placed, whole.bonds.count
    if first == count:
        return
    if still.belonging is None or still.belonging.groups != len(whole.groups.all):
        still.belonging = Belonging.of(whole.groups)
    belonging = still.belonging
    ends = zip(
        whole.bonds.numbers["from_"][first:].astype(int).tolist(),
        whole.bonds.numbers["toward"][first:].astype(int).tolist(),
        strict=True,
    )
    for row, (from_, toward) in enumerate(ends, start=first):
        flag["is_same_group"][row] = belonging.shared(from_, toward)
        flag["leads_me"][row] = belonging.leads(toward, from_)
        flag["i_lead"][row] = belonging.leads(from_, toward)
        flag["can_grant_stay"][row] = toward in belonging.grants_stay
    still.bonds_placed = count
