"""What days bring: somebody sensed or overlooked, a lesson learnt, duty elsewhere, a bed with a
friend, a face that tells nothing.

`whole.evolve` writes state; the small functions of these kinds of event stand here.

    Sensed     -> whose ground it is knows where the other is, and how they are
    Overlooked -> who came up unnoticed is not there, for a while, to whoever did not look
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kizuna.event import Event

if TYPE_CHECKING:
    from kizuna.state.whole import Whole

OVERLOOKED_FOR_S = 10 * 60
"""Whoever came up unnoticed is noticed after so long at the latest (a choice)."""


def _sensed(whole: Whole, event: Event) -> None:
    who, other = (whole.person(event.roles[role]) for role in ("who", "target"))
    numbers, row, now = whole.bonds.numbers, whole.bond(who, other), event.time
    numbers.set("seen_place", row, whole.places.row[event.place or ""])
    for name, value in (("seen_at", now), ("well_at", now), ("well", event.data["well"]),
                        ("seen_sorrow", event.data["sorrow"])):  # fmt: skip
        numbers.set(name, row, value)
    whole.bonds.remind(row, 0.5, now, event.seq)
    whole.people.gets_to_notice(who, now, event.seq)
    whole.people.make_due(who, now + 1)


def _overlooked(whole: Whole, event: Event) -> None:
    row = whole.bond(whole.person(event.roles["who"]), whole.person(event.roles["target"]))
    whole.bonds.numbers.set("overlooked_until", row, event.time + OVERLOOKED_FOR_S)


def _learnt(whole: Whole, event: Event) -> None:
    """A lasting trait has grown."""
    who, people, trait = whole.person(event.roles["who"]), whole.people, event.data["trait"]
    people.traits.set(trait, who, min(1.0, people.traits.get(trait, who) + event.data["by"]))
    people.lessons += 1


def _work_ended(whole: Whole, event: Event) -> None:
    who = whole.person(event.roles["who"])
    whole.people.gets_to_notice(who, event.time, event.seq)


def _called_to_duty(whole: Whole, event: Event) -> None:
    numbers, who = whole.people.numbers, whole.person(event.roles["who"])
    numbers.set("duty_place", who, whole.places.row[event.place or ""])
    numbers.set("duty_until", who, int(event.data["until"]))
    whole.people.make_due(who, event.time + 1)


def _lodged(whole: Whole, event: Event) -> None:
    """A guest goes home to their host's from now on."""
    guest, host = whole.person(event.roles["who"]), whole.person(event.roles["target"])
    numbers = whole.people.numbers
    numbers.set("home", guest, numbers.get("home", host))


def _masked(whole: Whole, event: Event) -> None:
    """Somebody lets nothing show, for a while."""
    who = whole.person(event.roles["who"])
    whole.people.numbers.set("masked_until", who, int(event.data["until"]))


DAYS: Mapping[str, Callable[[Whole, Event], None]] = {
    "Sensed": _sensed,
    "Overlooked": _overlooked,
    "Learnt": _learnt,
    "WorkEnded": _work_ended,
    "CalledToDuty": _called_to_duty,
    "Lodged": _lodged,
    "Masked": _masked,
}
"""Each kind of event here and the function that makes it so."""
