"""Deeds, made so: what somebody is doing and until when, who gets to notice it, what is worn by it.

`whole.evolve` writes state; the small functions of these kinds of event stand here.

    Did    -> they are at it; whoever is there will notice, and whoever is spoken to may answer
    WentOn -> nothing new: they go on with what they were doing
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kizuna.event import Event
from kizuna.state.belief import proposition
from kizuna.state.person import (
    ANYBODY,
    AWAKE,
    IDLE,
    TALKED,
    TALKED_AGAIN_S,
    Doing,
    People,
    Unanswered,
)
from kizuna.state.table import NONE

if TYPE_CHECKING:
    from kizuna.state.whole import Whole

SILENCE_COUNTS = 0.5
"""Shared silence makes familiar half as fast as talk (a choice)."""
SEEN_AFTER_S = 20
"""What somebody is doing is plain to others after so long (a choice)."""
HEARD = 0.5
"""What somebody has just heard another say is so worn for them beside what they said themselves
(a choice)."""
NAMED = 0.3
"""How much hearing somebody named brings them to mind (a choice)."""
IN_PASSING_S = 60
"""What takes no longer is done in passing: it ends nothing one has settled down to (a choice)."""


def _did(whole: Whole, event: Event) -> None:
    data, roles, people, now = event.data, event.roles, whole.people, event.time
    actor = people.row[roles["actor"]]
    target = people.row.get(roles.get("target", ""), NONE)
    about = people.row.get(roles.get("about", ""), NONE)
    practice, topic = data["practice"], data.get("topic", "")
    until = now + int(data["takes"])
    # What is said is heard when it has been said, and what is done to somebody is to them what it
    # has been when it is over; others see it while it lasts.
    seen_at = until if data.get("talk") else min(until, now + SEEN_AFTER_S)
    is_unbroken = bool(data.get("talk") or data.get("engrossing"))
    _lets_lie(people, actor, now)
    comes_to = bool(data.get("comes_to"))
    doing = Doing(practice, target, about, topic, now, until, event.seq, comes_to)
    people.doing[actor] = doing
    if until - now > IN_PASSING_S:
        people.settle(actor, _settled(doing, data))
    people.wear(actor, (practice, target, about, topic), now, int(data["again"]))
    if data.get("talk"):
        people.wear(actor, TALKED, now, TALKED_AGAIN_S)
    if is_unbroken:
        people.numbers.set("engrossed_until", actor, until)
    due = now + int(data["looks_up"]) if "looks_up" in data else until
    is_busy_until(people, actor, due + 2 if data.get("talk") else due, now)
    people.has_answered(actor, int(data.get("answers", 0)))
    if data.get("talk"):
        _takes_a_turn(people, actor, target, now)
        whole.places.stirred_at[people.place(actor)] = until
    heeded_by = data.get("heeded_by", () if data.get("quiet") else data.get("witnesses", ()))
    for id_ in data.get("witnesses", ()):
        row = people.row[id_]
        is_heeded = row == target or id_ in heeded_by
        ready_at = until if row == target else seen_at
        _gets_to_notice(whole, row, ready_at, event, actor, target, is_heeded)
    if (data.get("romance") and data.get("accepted", True)) or data.get("together"):
        # What the two have just done together the other need not begin again.
        people.wear(
            people.row[roles["target"]], (practice, actor, about, topic), now, data["again"]
        )
    if data.get("talk"):
        hear = (actor, *(people.row[id_] for id_ in data.get("witnesses", ())))
        if about != NONE or topic:
            spot, again = (practice, ANYBODY, about, topic), int(data["again"])
            for row in hear:
                people.wear(row, spot, now, again, 1.0 if row == actor else HEARD)
        for named in _spoken_of(people, about, topic):
            _named(whole, hear, named, event)
    if data.get("stays"):
        people.gets_to_notice(actor, until, event.seq)
    if target != NONE and (data.get("talk") or data.get("together")):
        _talked(whole, actor, target, until, event)


def _lets_lie(people: People, actor: int, now: int) -> None:
    """What was broken off before it came to anything is not worn: one may go back to it."""
    doing = people.doing[actor]
    if doing.comes_to and now < doing.until:
        people.recent[actor].pop((doing.practice, doing.target, doing.about, doing.topic), None)


def _settled(doing: Doing, data: Mapping[str, Any]) -> Doing:
    """What a deed leaves somebody settled at; nothing holds whoever merely waits."""
    if not data.get("quiet"):
        return IDLE
    return replace(doing, until=doing.since) if data.get("idle") else doing


def _spoken_of(people: People, about: int, topic: str) -> tuple[int, ...]:
    """The people who are named when something is said."""
    names = proposition(topic).names if topic else ()
    rows = [people.row[name] for name in names if name in people.row]
    return tuple(dict.fromkeys(rows if about == NONE else [about, *rows]))


def _named(whole: Whole, rows: tuple[int, ...], about: int, event: Event) -> None:
    """Whoever is spoken of comes to the mind of all who hear it and know them."""
    for row in rows:
        bond = whole.bonds.row.get((row, about))
        if bond is not None:
            whole.bonds.remind(bond, NAMED, event.time, event.seq)


def _takes_a_turn(people: People, actor: int, target: int, now: int) -> None:
    """Whoever says something to whoever spoke last no longer owes them an answer to that."""
    for newest in people.unanswered[actor][:1]:
        if newest.by == target and newest.at <= now:
            people.has_answered(actor, newest.seq)


def is_busy_until(people: People, row: int, until: int, now: int) -> None:
    """Due when it ends, or as soon as what is being said to them has been said."""
    pending = [each.at for each in people.inbox[row] if each.is_heeded and each.at > now]
    soonest = max(min([until, *pending]), people.numbers.get("engrossed_until", row))
    people.numbers.set("due_at", row, soonest)


def _gets_to_notice(
    whole: Whole, row: int, ready_at: int, event: Event, actor: int, target: int, is_heeded: bool
) -> None:
    people = whole.people
    people.gets_to_notice(row, ready_at, event.seq, is_heeded)
    if people.state(row) != AWAKE:
        return
    if row == target:
        about = people.row.get(event.roles.get("about", ""), NONE)
        topic = event.data.get("topic", "")
        said = Unanswered(actor, event.data["practice"], about, topic, ready_at, event.seq)
        if event.data.get("waits"):
            people.is_spoken_to(row, said)
        people.make_due(row, ready_at)
    elif is_heeded:
        people.make_due(row, ready_at + 1)
    if event.data.get("talk") and people.numbers.get("due_at", row) < ready_at:
        people.numbers.set("due_at", row, ready_at + (row != target))


def _talked(whole: Whole, one: int, other: int, until: int, event: Event) -> None:
    """They had to do with each other: words count in full, silence shared by a part."""
    seconds = int(event.data["takes"]) * (1.0 if event.data.get("talk") else SILENCE_COUNTS)
    numbers = whole.bonds.numbers
    for row in (whole.bond(one, other), whole.bond(other, one)):
        if event.data.get("talk"):
            numbers.set("talked_at", row, until)
        numbers.set("talked_minutes", row, numbers.get("talked_minutes", row) + seconds / 60)
        whole.bonds.remind(row, 0.4, until, event.seq)


def _went_on(whole: Whole, event: Event) -> None:
    """Nothing new: whoever it is goes on with what they were doing, until later."""
    people, who = whole.people, whole.person(event.roles["actor"])
    until = event.time + int(event.data["takes"])
    if "practice" in event.data:
        practice = event.data["practice"]
        people.doing[who] = Doing(practice, NONE, NONE, "", event.time, until, event.seq)
    else:
        people.doing[who] = replace(people.settled[who], until=until)
    is_busy_until(people, who, until, event.time)


DEEDS: Mapping[str, Callable[[Whole, Event], None]] = {
    "Did": _did,
    "WentOn": _went_on,
}
