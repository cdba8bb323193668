"""What people come to believe: of each other's hearts, of who did it, and what they wonder."""

from __future__ import annotations

from collections.abc import Iterator

from kizuna.clock import DAY
from kizuna.event import Event
from kizuna.state.belief import GAP, Proposition, proposition
from kizuna.tell.line import TOLD, TURNING, Line
from kizuna.tell.notes import Notes
from kizuna.tell.speech import from_outside
from kizuna.tell.stage import is_put_down_to_duty

WEIGHTY = 0.5
"""Questions that weigh this much are told (a choice)."""
SWAYED = 2.0
"""Log-odds a bystander's belief about hearts must move at once to be told (a choice)."""
UNWELCOME = frozenset({"fears", "hates", "means_harm"})
"""Hearts nobody is glad to find."""
REREAD_MUCH = 0.03
"""A bond that moves this much because motives are read anew is told of (a choice)."""
UNTHOUGHT = -2.2
"""Log-odds of what nobody thought of: 0.1."""


def told(notes: Notes, event: Event) -> Iterator[Line]:
    """Said aloud already; whoever heard it need not be told to have concluded it."""
    for hearer in event.data["hearers"]:
        notes.heard[hearer, event.data["proposition"]] = event.time
    return iter(())


def belief_revised(notes: Notes, event: Event) -> Iterator[Line]:
    """A question that comes up, a heart that is seen otherwise, a culprit that is thought of."""
    said, who = proposition(event.data["proposition"]), event.roles["who"]
    predicate = notes.world.predicates.get(said.predicate)
    before, after = float(event.data.get("was", UNTHOUGHT)), float(event.data["odds"])
    if predicate is None or (who, str(said)) in notes.heard:
        return
    if GAP in said.names:
        yield from _wonders(notes, event, said)
    elif (before > 0) == (after > 0):
        return
    elif predicate.kind == "heart":
        yield from _heart_turns(notes, event, said, before, after)
    elif predicate.kind == "blame" and after > 0:
        yield from _thinks(notes, event, said)


def motive_reread(notes: Notes, event: Event) -> Iterator[Line]:
    """All that somebody did is seen with other eyes: as owed, as worse than it was, or better."""
    who, toward, change = event.roles["who"], event.roles["toward"], float(event.data["change"])
    message = "reread.better" if change > 0 else "reread.worse"
    if change < 0 and is_put_down_to_duty(event):
        message = "reread.duty"
    is_much = abs(change) >= REREAD_MUCH
    if is_much and notes.is_news(event.time, "rereads", who, toward, message, for_s=DAY):
        yield notes.said(event, "inner", TURNING, message, who, toward)


def _wonders(notes: Notes, event: Event, said: Proposition) -> Iterator[Line]:
    who = event.roles["who"]
    is_weighty = float(event.data.get("weight", 0.0)) >= WEIGHTY
    if is_weighty and notes.is_news(event.time, "wonders", who, str(said)):
        question = notes.wording.asked(said, from_outside(notes.name))
        yield notes.said(event, "inner", TOLD, "wonders", who, things={"question": question})


def _thinks(notes: Notes, event: Event, said: Proposition) -> Iterator[Line]:
    who = event.roles["who"]
    if notes.is_news(event.time, "thinks", who, str(said)):
        that = notes.wording.thought(said, who)
        yield notes.said(event, "inner", TOLD, "thinks", who, things={"that": that})


def _heart_turns(
    notes: Notes, event: Event, said: Proposition, before: float, after: float
) -> Iterator[Line]:
    """A belief about somebody's heart crosses even odds."""
    who = event.roles["who"]
    is_own = said.names[0] == who
    is_near = is_own or said.names[-1] == who
    if not is_near and abs(after - before) < SWAYED:
        return
    # Of several bystanders who see the same, the first is told.
    mind = who if is_near else ""
    if notes.is_news(event.time, "turns", mind, str(said), str(after > 0)):
        message = _turn(said, is_own, is_near, is_now=after > 0)
        weight, that = _weight(message), notes.wording.thought(said, who)
        yield notes.said(event, "inner", weight, message, who, things={"that": that})


def _weight(message: str) -> int:
    """To lose a certainty, to understand oneself, to find oneself hated turns a story; to find that
    one is liked is worth a line."""
    return TOLD if message in ("turns.begins", "turns.sees") else TURNING


def _turn(said: Proposition, is_own: bool, is_near: bool, is_now: bool) -> str:
    if not is_now:
        return "turns.no_longer"
    if is_own:
        return "turns.understands"
    if not is_near:
        return "turns.sees"
    return "turns.fears" if said.predicate in UNWELCOME else "turns.begins"
