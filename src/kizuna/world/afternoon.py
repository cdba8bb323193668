"""An afternoon: what a town's people did, felt and heard before the story starts.

    world = settle(town(seed=7, size=1000))
    for event in afternoon(world, seed=7): ...    # evolve these after the opening

It gives crowds a past to decide from: somebody waits for an answer, hearts are stirred, hands were
busy. Like the town itself it is drawn, each draw with its address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kizuna.dice import key
from kizuna.event import Event, address
from kizuna.world.rules import World
from kizuna.world.town import Draw

AFTERNOON_S = 4 * 3600
DEEDS, FEELINGS_FELT, HEARSAY = 15, 3, 5
FELT = ("joy", "anger", "gratitude", "pity", "guilt", "admiration", "longing", "distress", "fear")


def afternoon(world: World, seed: int) -> Iterator[Event]:
    """What a town's people did, felt, saw and were told in the hours before the story starts.

    Events to evolve after the opening ones, in order: so that a moment can be had in which
    everybody has lately done something, somebody waits for an answer, and hearts are stirred.
    Nothing here was chosen by anybody; it is drawn, and may be foolish.
    """
    draw = Draw(seed)
    entered = [event for event in world.opening if event.kind == "PersonEntered"]
    places = {event.roles["who"]: event.data["place"] for event in entered}
    company: dict[str, list[str]] = {}
    for id_, place in places.items():
        company.setdefault(place, []).append(id_)
    matters = _matters(world)
    drafts = [
        draft
        for id_, place in places.items()
        for draft in _afternoon_of(draw, world, id_, company[place], matters[id_])
    ]
    drafts.sort(key=lambda draft: draft.seq)
    now = world.starts
    for nth, draft in enumerate(drafts):
        yield replace(draft, seq=address(now - AFTERNOON_S + draft.seq, nth))


def _matters(world: World) -> dict[str, list[str]]:
    """What each person could talk of: the propositions they open the story with."""
    matters: dict[str, list[str]] = {}
    for event in world.opening:
        if event.kind == "PersonEntered":
            matters[event.roles["who"]] = []
        elif event.kind == "BeliefRevised":
            matters[event.roles["who"]].append(event.data["proposition"])
    return matters


def _afternoon_of(
    draw: Draw, world: World, id_: str, company: list[str], matters: list[str]
) -> Iterator[Event]:
    """One person's events; `seq` is still only the second of the afternoon."""
    who = key(id_)
    others = [other for other in company if other != id_]
    sights = [[other, draw.share("looks", who, key(other)), 0.0] for other in others]
    yield Event(0, "Noticed", {"who": id_}, data={"sights": sights})
    for nth in range(DEEDS):
        yield from _deed(draw, world, id_, others, matters, nth)
    for nth in range(FEELINGS_FELT if others else 0):
        at, other = (
            int(draw("felt at", who, nth) * AFTERNOON_S),
            draw.one_of(others, "at", who, nth),
        )
        data = {
            "feeling": draw.one_of(FELT, "feeling", who, nth),
            "strength": draw.share("strength", who, nth),
            "half_life": 7200.0,
        }
        yield Event(at, "FeelingFelt", {"who": id_, "toward": other}, data=data)
    for nth in range(HEARSAY if len(others) > 1 else 0):
        yield _hearsay(draw, id_, others, nth)


def _hearsay(draw: Draw, id_: str, others: list[str], nth: int) -> Event:
    """What somebody came to think of the hearts around them."""
    who = key(id_)
    one, other = (
        draw.one_of(others, "thought", who, nth),
        draw.one_of([*others, id_], "of", who, nth),
    )
    said = draw.one_of(("likes", "hates", "fears", "holds_dear", "means_harm"), "said", who, nth)
    about = f"{said}({one}, {other if other != one else id_})"
    data = {"proposition": about, "odds": round(3.0 * draw("odds", who, nth) - 1.5, 2)}
    return Event(
        int(draw("heard at", who, nth) * AFTERNOON_S), "BeliefRevised", {"who": id_}, data=data
    )


def _deed(
    draw: Draw, world: World, id_: str, others: list[str], matters: list[str], nth: int
) -> Iterator[Event]:
    who = key(id_)
    practice = world.practices[int(draw("practice", who, nth) * len(world.practices))]
    roles = {"actor": id_}
    if practice.with_ != "alone":
        if not others:
            return
        roles["target"] = draw.one_of(others, "whom", who, nth)
    data = {
        "practice": practice.name,
        "takes": practice.takes,
        "again": practice.again,
        "talk": practice.is_talk,
        "waits": practice.name in world.scores.answers_to,
        "witnesses": [roles["target"]] if "target" in roles else [],
    }
    if practice.with_ == "person topic":
        if not matters:
            return
        data["topic"] = draw.one_of(matters, "topic", who, nth)
    at = int(draw("done at", who, nth) * (AFTERNOON_S - 60))
    if draw("errand", who, nth) < 0.003 and "target" in roles:
        data = {"practice": practice.name, "goal": "hall", "ready_at": world.starts}
        yield Event(at, "ErrandBegun", roles, data=data)
    else:
        yield Event(at, "Did", roles, data=data)
        if practice.name == "tell":
            told = {"proposition": data["topic"], "hearers": [roles["target"]]}
            yield Event(at, "Told", roles, data=told)
