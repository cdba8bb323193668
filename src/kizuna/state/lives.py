"""What becomes of bodies in others' hands: brought in, put under, operated on, lost, laid out.

`whole.evolve` writes state; the small functions of these kinds of event stand here. Whoever is
awake where it happens gets to notice it.

    OperationBegun -> the patient sleeps until it is over
    Operated       -> what bled is closed, and they wake when they have mended enough
    Died           -> they do nothing any more, and everybody there will see it and need no news
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kizuna.event import Event
from kizuna.state.person import AWAKE, DEAD, IDLE, NEVER, UNCONSCIOUS
from kizuna.state.table import NONE

if TYPE_CHECKING:
    from kizuna.state.whole import Whole

STUNNED_FOR_S = 5 * 60


def comes_to(wakes: int | None, now: int) -> int:
    """When somebody knocked out wakes: not before they have lain there for a while."""
    return max(now + STUNNED_FOR_S, now if wakes is None else wakes)


def all_notice(whole: Whole, place: int, event: Event) -> None:
    """Whoever is awake at a place gets to notice an event there."""
    people = whole.people
    for row in people.at_place(place).tolist() if place != NONE else ():
        if people.is_awake(row):
            people.gets_to_notice(row, event.time, event.seq)
            people.make_due(row, event.time + 1)


def _brought_in(whole: Whole, event: Event) -> None:
    """Somebody is brought to a place from wherever they were."""
    people, who = whole.people, whole.person(event.roles["target"])
    _lets_go(whole, who)
    people.numbers.set("place", who, whole.places.row[event.place or ""])
    people.numbers.set("arrived_at", who, event.time)
    if people.is_awake(who):
        people.numbers.set("due_at", who, event.time + 1)
    all_notice(whole, people.place(who), event)


def _taken_away(whole: Whole, event: Event) -> None:
    """Somebody leaves the stage: discharged, fetched, or carried to their rest."""
    who = whole.person(event.roles["target"])
    all_notice(whole, whole.people.place(who), event)
    _lets_go(whole, who)
    whole.people.numbers.set("place", who, NONE)
    whole.people.numbers.set("due_at", who, NEVER)


def _lets_go(whole: Whole, who: int) -> None:
    """Whatever somebody was about ends, and so does whatever others were about with them."""
    people, numbers = whole.people, whole.people.numbers
    people.errand[who], people.unanswered[who], people.doing[who] = None, (), IDLE
    people.settle(who)
    for name in ("following", "carried_by", "went_to"):
        numbers.set(name, who, NONE)
    numbers.set("arrives_at", who, NEVER)
    for name in ("following", "carried_by"):
        for other in (numbers[name] == who).nonzero()[0].tolist():
            numbers.set(name, other, NONE)


def _fainted(whole: Whole, event: Event) -> None:
    who = whole.person(event.roles["who"])
    whole.people.errand[who] = None
    _goes_under(whole, who, comes_to(whole.bodies.wakes_at(who), event.time))
    all_notice(whole, whole.people.place(who), event)


def _operation_begun(whole: Whole, event: Event) -> None:
    who, until = whole.person(event.roles["target"]), int(event.data["until"])
    whole.bodies.hold(who, event.time, until)
    _goes_under(whole, who, until)


def _goes_under(whole: Whole, who: int, until: int) -> None:
    whole.people.numbers.set("state", who, UNCONSCIOUS)
    whole.people.numbers.set("woke_at", who, until)
    whole.people.numbers.set("due_at", who, NEVER)


def _operated(whole: Whole, event: Event) -> None:
    who, bodies = whole.person(event.roles["target"]), whole.bodies
    if event.data["saved"]:
        bodies.close(who, event.time, float(event.data["relief"]))
        bodies.mend_faster(who, event.time, float(event.data["factor"]))
        _goes_under(whole, who, comes_to(bodies.wakes_at(who), event.time))
    all_notice(whole, whole.people.place(who), event)


def _died(whole: Whole, event: Event) -> None:
    people, who = whole.people, whole.person(event.roles["who"])
    people.numbers.set("state", who, DEAD)
    _lets_go(whole, who)
    people.numbers.set("due_at", who, NEVER)
    people.numbers.set("woke_at", who, NEVER)
    whole.bodies.danger[who] = None
    all_notice(whole, people.place(who), event)
    _known_to_be_known(whole, people.place(who), f"dead({event.roles['who']})", event)


def _known_to_be_known(whole: Whole, place: int, text: str, event: Event) -> None:
    """What happened before everybody's eyes is no news to anybody who was there, and they know it
    of each other."""
    people = whole.people
    there = people.at_place(place).tolist() if place != NONE else []
    saw = [row for row in there if people.is_awake(row)]
    for one in saw:
        whole.beliefs.told[one].update({(other, text): event.seq for other in saw if other != one})


def _finished(whole: Whole, event: Event) -> None:
    """A deed has come to its end, and to what comes of it."""
    who = whole.person(event.roles["actor"])
    if whole.people.state(who) == AWAKE:
        whole.people.doing[who] = IDLE


LIVES: Mapping[str, Callable[[Whole, Event], None]] = {
    "BroughtIn": _brought_in,
    "TakenAway": _taken_away,
    "Fainted": _fainted,
    "OperationBegun": _operation_begun,
    "Operated": _operated,
    "Died": _died,
    "Finished": _finished,
}
"""Each kind of event here and the function that makes it so."""
