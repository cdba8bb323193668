"""Groups: villages, teams, hospitals; who belongs, who holds which office, who grants what."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Group:
    """One group. `offices` names who holds each office; `grants` what each office can give."""

    id: str
    name: str
    members: tuple[int, ...]
    offices: dict[str, int]
    grants: dict[str, tuple[str, ...]]
    place: str = ""


@dataclass(slots=True)
class Groups:
    """All groups by id."""

    all: dict[str, Group] = field(default_factory=dict)

    def shared(self, one: int, other: int) -> bool:
        """Whether two people belong to one group."""
        return any(one in group.members and other in group.members for group in self.all.values())

    def grants(self, holder: int, what: str) -> bool:
        """Whether somebody holds an office that can grant this."""
        return any(
            person == holder and what in group.grants.get(office, ())
            for group in self.all.values()
            for office, person in group.offices.items()
        )

    def leads(self, leader: int, follower: int) -> bool:
        """Whether one holds an office over the other: any office of a group both belong to."""
        return any(
            leader in group.offices.values() and follower in group.members and leader != follower
            for group in self.all.values()
        )
