"""What goes on inside people, made so: believed, told, felt, remembered, noticed, held back.

`whole.evolve` writes state; the small functions of these kinds of event stand here.

    BeliefRevised -> it is held so; what is believed of a heart stands beside the bond as well
    MemoryKept    -> it is a part of what the bond adds up to
    Noticed       -> it waits no longer, and whoever was seen is where they were seen
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from kizuna.event import Event, time_of
from kizuna.state.belief import Belief, proposition
from kizuna.state.feeling import FEELING_ROW
from kizuna.state.memory import MOTIVES, VALUES
from kizuna.state.person import OPENED_UP, OPENED_UP_AGAIN_S
from kizuna.state.table import NONE

if TYPE_CHECKING:
    from kizuna.state.whole import Whole

SAME_INNER_AGAIN_S = 20 * 60
BROUGHT_BACK, PASSING_THOUGHT = 0.5, 0.1
"""How much somebody is on the mind when a memory of them was called up, and when it came unasked
(choices)."""
MET_WITH_THE_SAME = 0.6
"""So much of what one's own opening up has worn is made good when the other opens up in turn
(people take turns in it: Sprecher et al. 2013; the figure is a choice)."""


def _belief_revised(whole: Whole, event: Event) -> None:
    data, who = event.data, whole.person(event.roles["who"])
    text = data["proposition"]
    earlier = whole.beliefs.held(who, text)
    told = proposition(text)
    evidence = () if earlier is None else earlier.evidence
    whole.beliefs.hold(
        who,
        Belief(
            proposition=told,
            odds=float(data["odds"]),
            secrecy=data.get("secrecy", 0.0 if earlier is None else earlier.secrecy),
            weight=data.get("weight", 0.0 if earlier is None else earlier.weight),
            soreness=data.get("soreness", 0.0 if earlier is None else earlier.soreness),
            source=whole.people.row.get(
                data.get("source", ""), earlier.source if earlier else NONE
            ),
            is_common=bool(data.get("common", earlier.is_common if earlier else False)),
            learned_at=event.time if earlier is None else earlier.learned_at,
            evidence=(*evidence, event.seq),
        ),
    )
    # To wonder about something is not to have stopped believing it.
    if not told.is_question:
        _write_heart(whole, who, told.predicate, told.names, float(data["odds"]), event.time)
    _write_whereabouts(whole, who, told.predicate, told.names, event.time)


def _write_heart(
    whole: Whole, who: int, predicate: str, names: tuple[str, ...], odds: float, now: int
) -> None:
    """Keep beliefs about another's heart beside the bond, where whole crowds are read at once."""
    column = {
        "likes": "liked_odds",
        "hates": "hated_odds",
        "fears": "afraid_odds",
        "holds_dear": "dear_odds",
    }.get(predicate)
    rows = whole.people.row
    whatever = {
        "means_harm": "menace_odds",
        "stays": "stays_odds",
        "gone": "gone_odds",
        "dead": "dead_odds",
        "misses_home": "homesick_odds",
        "harmed": "harm_odds",
    }.get(predicate)
    if predicate == "aims" and rows.get(names[0]) == who:
        known = whole.people.numbers.get("aim_odds", who)
        whole.people.numbers.set("aim_odds", who, max(odds, known))
    if whatever and names[0] in rows and rows[names[0]] != who:
        whole.bonds.numbers.set(whatever, whole.bond(who, rows[names[0]]), odds)
    if column and len(names) == 2 and rows.get(names[1]) == who and names[0] in rows:
        row, numbers = whole.bond(who, rows[names[0]]), whole.bonds.numbers
        if column == "hated_odds" and odds <= 0 < numbers.get(column, row):
            numbers.set("unhated_at", row, now)
        numbers.set(column, row, odds)


def _write_whereabouts(
    whole: Whole, who: int, predicate: str, names: tuple[str, ...], now: int
) -> None:
    if predicate != "at" or names[0] not in whole.people.row or names[1] not in whole.places.row:
        return
    other = whole.people.row[names[0]]
    if other == who:
        return
    row = whole.bond(who, other)
    whole.bonds.numbers.set("seen_place", row, whole.places.row[names[1]])
    whole.bonds.numbers.set("seen_at", row, now)


def _told(whole: Whole, event: Event) -> None:
    """The teller and everybody who heard now believe that the others know."""
    rows = [whole.person(id_) for id_ in event.data["hearers"]]
    teller, text = whole.person(event.roles["actor"]), event.data["proposition"]
    for one in (teller, *rows):
        for other in (teller, *rows):
            if one != other:
                whole.beliefs.told[one][other, text] = event.seq


def _disclosed(whole: Whole, event: Event) -> None:
    """Somebody opened up: whoever heard it will find it easier to do the same."""
    teller, hearer = whole.person(event.roles["actor"]), whole.person(event.roles["target"])
    whole.people.wear(teller, OPENED_UP, event.time, OPENED_UP_AGAIN_S)
    whole.people.ease(hearer, OPENED_UP, MET_WITH_THE_SAME, event.time)
    depth, numbers = float(event.data["depth"]), whole.bonds.numbers
    for name, row in (
        ("disclosed", whole.bond(hearer, teller)),
        ("laid_open", whole.bond(teller, hearer)),
    ):
        numbers.set(name, row, max(numbers.get(name, row), depth))


def _feeling_felt(whole: Whole, event: Event) -> None:
    data, roles = event.data, event.roles
    who, kind = whole.person(roles["who"]), FEELING_ROW[data["feeling"]]
    about = int(data.get("about", event.seq))
    strength, half_life = float(data["strength"]), float(data["half_life"])
    whole.feelings.inward.feel(kind, who, strength, half_life, about, event.time)
    if "toward" in roles:
        toward = whole.person(roles["toward"])
        row = whole.bond(who, toward)
        whole.feelings.directed.feel(kind, row, strength, half_life, about, event.time)
        whole.bonds.remind(row, min(0.9, strength), event.time, event.seq)


def _feeling_eased(whole: Whole, event: Event) -> None:
    data, roles = event.data, event.roles
    who, kind = whole.person(roles["who"]), FEELING_ROW[data["feeling"]]
    whole.feelings.inward.ease(kind, who, data["share"], event.time)
    if "toward" in roles:
        row = whole.bond(who, whole.person(roles["toward"]))
        whole.feelings.directed.ease(kind, row, data["share"], event.time)


def _memory_kept(whole: Whole, event: Event) -> None:
    data, roles = event.data, event.roles
    who, other = whole.person(roles["who"]), whole.person(roles["toward"])
    values = {name: float(data[name]) for name in VALUES if name in data}
    if "felt" in data:
        values["felt_kind"] = FEELING_ROW[data["felt"][0]]
        values["felt"] = float(data["felt"][1])
    if "deed" in data:
        values[data["deed"]] = 1.0
    whole.memories.keep(
        who, int(data["event"]), bond=whole.bond(who, other), at=time_of(int(data["event"])),
        salience=float(data["salience"]), **values, **data["motives"],
    )  # fmt: skip


def _motive_reread(whole: Whole, event: Event) -> None:
    who = whole.person(event.roles["who"])
    for remembered, motives in event.data["memories"]:
        believed = np.array([float(motives.get(name, 0.0)) for name in MOTIVES])
        for row in whole.memories.rows[who, int(remembered)]:
            whole.memories.reread(row, believed)


def _recalled(whole: Whole, event: Event) -> None:
    who = whole.person(event.roles["who"])
    for row in whole.memories.rows[who, int(event.data["event"])]:
        whole.memories.recalled_at[row] = event.time
    amount = PASSING_THOUGHT if event.data.get("unasked") else BROUGHT_BACK
    for id_ in event.data.get("people", ()):
        other = whole.person(id_)
        if other != who:
            whole.bonds.remind(whole.bond(who, other), amount, event.time, event.seq)


def _noticed(whole: Whole, event: Event) -> None:
    who, now = whole.person(event.roles["who"]), event.time
    people, numbers = whole.people, whole.bonds.numbers
    left = event.data.get("left", ())
    people.inbox[who] = tuple(each for each in people.inbox[who] if each.seq in left)
    for id_, well, sorrow in event.data.get("sights", ()):
        row = whole.bond(who, whole.person(id_))
        numbers.set("overlooked_until", row, 0.0)
        if not numbers.get("is_seen", row):
            numbers.set("met_at", row, now)
        numbers.set("is_seen", row, 1.0)
        numbers.set("seen_place", row, people.place(who))
        numbers.set("seen_at", row, now)
        numbers.set("well", row, well)
        numbers.set("seen_sorrow", row, sorrow)
        numbers.set("well_at", row, now)
    for id_ in event.data.get("missed", ()):
        row = whole.bond(who, whole.person(id_))
        supposed = event.data.get("supposed", {}).get(id_)
        numbers.set("seen_place", row, NONE if supposed is None else whole.places.row[supposed])
    for id_ in event.data.get("gone", ()):
        numbers.set("is_seen", whole.bond(who, whole.person(id_)), 0.0)


def _inner_only(whole: Whole, event: Event) -> None:
    """An inner event whose cost is told by an event of its own; the deed itself is remembered."""
    who = whole.person(event.roles["who"])
    target = whole.people.row.get(event.roles.get("target", ""), NONE)
    about = whole.people.row.get(event.roles.get("about", ""), NONE)
    mark = f"{event.kind}:{event.data.get('practice', '')}"
    whole.people.wear(who, (mark, target, about, ""), event.time, SAME_INNER_AGAIN_S)


INNER: Mapping[str, Callable[[Whole, Event], None]] = {
    "BeliefRevised": _belief_revised,
    "Told": _told,
    "Disclosed": _disclosed,
    "FeelingFelt": _feeling_felt,
    "FeelingEased": _feeling_eased,
    "MemoryKept": _memory_kept,
    "MotiveReread": _motive_reread,
    "Recalled": _recalled,
    "Noticed": _noticed,
    "HeldBack": _inner_only,
    "ShutOut": _inner_only,
    "Leaked": _inner_only,
    "BrokeOut": _inner_only,
}
