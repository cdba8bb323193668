"""ways: what the mind asks of practices again and again, worked out once.

Habit asks of every possibility whether it is talk, and what it presupposes; whoever tells why
somebody did something asks which feelings and beliefs its formulas read.
"""

from __future__ import annotations

from dataclasses import dataclass

from kizuna.state.feeling import FEELING_ROW
from kizuna.world.rules import Practice

HEARTFELT = 0.3
"""What comes from the heart is said even late in a long talk."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What habit asks of practices: columns by practice index.

    Practices of one `sort` are the same in talk, share and disclosing; those that come after
    something are the last sort, and not the same in anything. `share` is how much of the
    talk one has had counts against it; `settles` whether it means going somewhere or settling down
    to it. `asking` names the practices that ask for a topic.
    """

    name: tuple[str, ...]
    sort: tuple[int, ...]
    first_of_sort: tuple[int, ...]
    is_talk: tuple[bool, ...]
    share: tuple[float, ...]
    discloses: tuple[bool, ...]
    settles: tuple[bool, ...]
    after: tuple[tuple[str, ...], ...]
    asking: tuple[str, ...]


def ways_of(practices: tuple[Practice, ...]) -> Ways:
    """What habit asks of these practices."""
    sorts = list(dict.fromkeys(_sort(each) for each in practices if not each.after))
    last = len(sorts)
    return Ways(
        name=tuple(each.name for each in practices),
        sort=tuple(last if each.after else sorts.index(_sort(each)) for each in practices),
        first_of_sort=tuple(
            next(each.index for each in practices if _sort(each) == sort and not each.after)
            for sort in sorts
        ),
        is_talk=tuple(_sort(each)[0] for each in practices),
        share=tuple(_sort(each)[1] for each in practices),
        discloses=tuple(_sort(each)[2] for each in practices),
        settles=tuple(each.begins_errand or each.takes_long for each in practices),
        after=tuple(each.after for each in practices),
        asking=tuple(each.name for each in practices if any("ask" in does for does in each.does)),
    )


def _sort(practice: Practice) -> tuple[bool, float, bool]:
    """Whether it is talk, how much earlier talk counts against it, whether it discloses."""
    share = HEARTFELT if "heartfelt" in practice.tags else 1.0
    return practice.is_talk, share, practice.discloses > 0


# What moves somebody to a practice. -----------------------------------------------------------

REMINDED = -1
"""Stands among feelings for whatever brought somebody to mind."""
FELT_INWARD = {f"felt_{name}": row for name, row in FEELING_ROW.items()}
FELT_TOWARD = {
    **FEELING_ROW,
    "worry": FEELING_ROW["fear"],
    "unaccounted": FEELING_ROW["fear"],
    "on_mind": REMINDED,
}
HEARTS = {"hated": "hates", "liked": "likes", "menace": "means_harm", "seems_afraid": "fears"}
PAIRS = {"dear": "holds_dear", "anger": "hates", "menace": "means_harm"}


@dataclass(frozen=True, slots=True)
class Reads:
    """What a practice's formulas read of hearts.

    `labels` name its considerations; `inward` are feelings of the actor (column and row),
    `directed` feelings toward somebody (the row of the bond, a feeling or REMINDED); `hearts` and
    `pairs` are predicates.
    """

    labels: tuple[str, ...]
    inward: tuple[tuple[str, int], ...]
    directed: tuple[tuple[str, int], ...]
    hearts: tuple[str, ...]
    pairs: tuple[str, ...]


def reads_of(practice: Practice) -> Reads:
    """The feelings and predicates behind the words of a practice."""
    formulas = [*(each.formula for each in practice.considerations), practice.when]
    names = {name.spelling: name for formula in formulas for name in formula.names()}
    read = [names[spelling] for spelling in sorted(names)]
    return Reads(
        labels=tuple(f"{each.voice}: {each.name}" for each in practice.considerations),
        inward=tuple(
            (each.array, FELT_INWARD[each.column]) for each in read if each.column in FELT_INWARD
        ),
        directed=tuple(
            (each.index, FELT_TOWARD[each.column])
            for each in read
            if each.table == "bond" and each.column in FELT_TOWARD
        ),
        hearts=tuple(said for word, said in HEARTS.items() if f"toward.{word}" in names),
        pairs=tuple(said for word, said in PAIRS.items() if f"between.{word}" in names),
    )
