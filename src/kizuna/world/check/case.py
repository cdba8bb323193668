"""One practice of one page, while it is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kizuna.world.check.mistake import Mistake, Path, shown
from kizuna.world.check.page import Page
from kizuna.world.check.written import Written
from kizuna.world.shape import PracticeShape

ROLES: Mapping[str, tuple[str, ...]] = {
    "alone": ("actor",),
    "person": ("actor", "target"),
    "absent": ("actor", "target"),
    "person about person": ("actor", "target", "about"),
    "person topic": ("actor", "target", "topic"),
}
"""Whom and what each way of being `with` somebody binds."""

FACE_TO_FACE = ("person", "person about person", "person topic")
"""Ways of being `with` somebody who is there."""


@dataclass(frozen=True, slots=True)
class Case:
    """A practice, where it stands, and the world it is to be part of."""

    written: Written
    page: Page
    name: str
    practice: PracticeShape

    def at(self, *way: str | int) -> Path:
        """Where a part of the practice stands."""
        return ("practices", self.name, *way)

    @property
    def bound(self) -> tuple[str, ...]:
        """The roles that somebody fills, and `topic` when there is one."""
        return ROLES[self.practice.with_]

    @property
    def is_face_to_face(self) -> bool:
        """Whether it takes somebody who is there."""
        return self.practice.with_ in FACE_TO_FACE

    def unbound(self, role: str, path: Path, *, of_key: bool = False) -> Mistake:
        """The mistake of speaking of a role that nobody fills."""
        message = f"a practice with: {self.practice.with_} has no {role}"
        way_out = f"it has {', '.join(self.bound)}; or change with:"
        return Mistake("unbound-role", path, message, way_out, of_key)

    def names_person(self, name: str, path: Path, *, of_key: bool = False) -> Mistake:
        """The mistake of a practice that only one person could do."""
        message = f"a practice is for everybody, and {shown(name)} is one person"
        way_out = "speak of actor, target and about, and let traits and bonds decide who does it"
        return Mistake("practice-names-person", path, message, way_out, of_key)
