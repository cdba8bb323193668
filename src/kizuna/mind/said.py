"""said: what a proposition says, read once.

Beliefs are kept by their text. Whoever wants or talks asks the same few things of many thousands
of them: is it worth talking of, is it an open question, whom does it name, does it tell what lies
between two people? `Sayings` remembers the answers by text, and keeps them as columns besides, a
row a text, so that a town can ask for all at once.

    said = sayings["helped(tove, asa)"]
    said.tells, said.names          # True, (row of tove, row of asa)
    sayings.column["tells"][said.number]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kizuna.state.belief import Proposition, proposition
from kizuna.state.table import NONE
from kizuna.world.rules import Predicate

TALKED_OF = ("news", "fate", "aim", "blame", "fond", "question")
"""Kinds of predicates that make a belief worth talking of."""

BETWEEN_READS = (
    ("dear", "holds_dear", False), ("anger", "hates", False),
    ("menace", "means_harm", True), ("helped", "helped", False), ("spared", "lets_be", False),
)  # fmt: skip
"""What lies from target to third person: the column, the predicate whose confidence it is, and
whether that names the third person first."""

MOST_NAMES = 4

COLUMNS = (
    "is_topic", "is_question", "tells", "blames", "hurts", "is_fate", "is_aim", "is_fond",
    "between", "target", "about",
    *(f"name_{place}" for place in range(MOST_NAMES)),
)  # fmt: skip


class Said(NamedTuple):
    """What one text says.

    `names` are person rows, NONE for whatever is nobody; `between` is the place in BETWEEN_READS
    of what it tells of `target` and `about`, NONE when it tells nothing of two people.
    """

    number: int
    is_topic: bool = False
    is_question: bool = False
    tells: bool = False
    blames: bool = False
    hurts: bool = False
    is_fate: bool = False
    is_aim: bool = False
    is_fond: bool = False
    names: tuple[int, ...] = ()
    between: int = NONE
    target: int = NONE
    about: int = NONE


class Sayings(dict[str, Said]):
    """What each text says, by text, read when first asked for; `column[name][said.number]`."""

    def __init__(self, predicates: Mapping[str, Predicate], rows: Mapping[str, int]) -> None:
        super().__init__()
        self.predicates, self.rows = predicates, rows
        self.block: NDArray[np.int64] = np.full((len(COLUMNS), 64), NONE)

    def __missing__(self, text: str) -> Said:
        said = self._read(len(self), text)
        if said.number == self.block.shape[1]:
            self.block = np.hstack([self.block, np.full_like(self.block, NONE)])
        names = (said.names + (NONE,) * MOST_NAMES)[:MOST_NAMES]
        self.block[:, said.number] = (*said[1:9], *said[10:], *names)
        self[text] = said
        return said

    @property
    def column(self) -> Mapping[str, NDArray[np.int64]]:
        """The columns, flags as 1 and 0."""
        return dict(zip(COLUMNS, self.block, strict=True))

    def _read(self, number: int, text: str) -> Said:
        try:
            told = proposition(text)
        except ValueError:
            return Said(number)
        predicate = self.predicates.get(told.predicate)
        kind = "fact" if predicate is None else predicate.kind
        between, target, about = self._between(told)
        return Said(
            number,
            is_topic=kind in TALKED_OF,
            is_question=told.is_question,
            tells=kind in ("news", "blame") and not told.is_question,
            blames=kind == "blame" and not told.is_question,
            hurts=kind == "blame",
            is_fate=kind == "fate",
            is_aim=kind == "aim",
            is_fond=kind == "fond",
            names=tuple(self.rows.get(name, NONE) for name in told.names),
            between=between,
            target=target,
            about=about,
        )

    def _between(self, told: Proposition) -> tuple[int, int, int]:
        for place, (_, predicate, is_turned) in enumerate(BETWEEN_READS):
            pair = [self.rows.get(name, NONE) for name in told.names]
            if predicate == told.predicate and len(pair) == 2 and NONE not in pair:
                return place, pair[is_turned], pair[not is_turned]
        return NONE, NONE, NONE
