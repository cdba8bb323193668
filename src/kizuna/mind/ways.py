"""ways: what the mind asks of practices again and again, worked out once.

Habit asks of every possibility whether it is talk, and what it presupposes.
"""

from __future__ import annotations

from dataclasses import dataclass

from kizuna.world.rules import Practice

HEARTFELT = 0.3
"""What comes from the heart is said even late in a long talk."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What habit asks of practices: columns by practice index.

    Practices of one `sort` are the same in talk, share and disclosing; those that come after
    something are the last sort, and not the same in anything. `share` is how much of the
    talk one has had counts against it; `settles` whether it means going somewhere or settling down
    to it; `not_before` how long what it comes after must lie back. `asking` names the practices
    that ask for a topic, `putting_off` those that keep back what was asked.
    """

    name: tuple[str, ...]
    sort: tuple[int, ...]
    first_of_sort: tuple[int, ...]
    is_talk: tuple[bool, ...]
    share: tuple[float, ...]
    discloses: tuple[bool, ...]
    settles: tuple[bool, ...]
    after: tuple[tuple[str, ...], ...]
    not_before: tuple[int, ...]
    asking: tuple[str, ...]
    putting_off: tuple[str, ...]


def ways_of(practices: tuple[Practice, ...]) -> Ways:
    """What habit asks of these practices."""
    sorts = list(dict.fromkeys(_sort(each) for each in practices if not each.after))
    last = len(sorts)
    asking = tuple(each.name for each in practices if "ask" in each.effects)
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
        not_before=tuple(each.not_before for each in practices),
        asking=asking,
        putting_off=tuple(each.name for each in practices if _puts_off(each, asking)),
    )


def _puts_off(practice: Practice, asking: tuple[str, ...]) -> bool:
    """Whether it answers a question about a topic without telling it."""
    is_answer = bool(practice.answers & set(asking)) and practice.with_ == "person topic"
    return is_answer and not practice.effects & {"tell", "ask"}


def _sort(practice: Practice) -> tuple[bool, float, bool]:
    """Whether it is talk, how much earlier talk counts against it, whether it discloses."""
    share = HEARTFELT if "heartfelt" in practice.tags else 1.0
    return practice.is_talk, share, practice.discloses > 0
