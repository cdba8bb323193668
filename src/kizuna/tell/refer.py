"""Refer: by which word somebody is meant, so that the reader always knows who.

The first time a sentence means somebody it says their name, unless the sentence before was about
them and nobody else whom the same pronoun could mean; then "he" or "she" is enough. After two
pronouns the name comes back.

    Lee stood up. He would not hear it.            one "he" in the sentence before
    Lee looked at Gaara. Gaara was quiet.          two, so the name
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_IN_A_ROW = 2
"""Sentences in a row that begin with a pronoun for the same person (a choice)."""


@dataclass(slots=True)
class Refer:
    """Who was meant in the sentence before and is in this one; `pronouns` by person."""

    pronouns: Mapping[str, str]
    before: tuple[str, ...] = ()
    current: list[str] = field(default_factory=list)
    in_a_row: dict[str, int] = field(default_factory=dict)

    def copy(self) -> Refer:
        """The same, to go back to."""
        return Refer(self.pronouns, self.before, [*self.current], {**self.in_a_row})

    def paragraph(self) -> None:
        """A new paragraph: everybody is called by name again."""
        self.before, self.in_a_row = (), {}
        self.current.clear()

    def end_sentence(self) -> None:
        """What comes now is a new sentence. One that meant nobody leaves things as they were."""
        if self.current:
            self.before = tuple(dict.fromkeys(self.current))
            self.current.clear()

    def mention(self, id_: str) -> None:
        """Somebody is meant, by whatever word."""
        self.current.append(id_)

    def by_pronoun(self, id_: str) -> bool:
        """Whether a subject can be a pronoun here; notes that they are meant."""
        is_clear = not self.current and self.is_clear(id_)
        row = self.in_a_row.get(id_, 0)
        can_be = is_clear and row < MOST_IN_A_ROW
        self.in_a_row = {id_: row + 1} if can_be else {}
        self.mention(id_)
        return can_be

    def is_clear(self, id_: str) -> bool:
        """Whether a pronoun would mean this person and nobody else."""
        meant = self.current or self.before
        same = {each for each in meant if self.pronouns.get(each) == self.pronouns.get(id_)}
        return same == {id_} and self.pronouns.get(id_) in ("he", "she")
