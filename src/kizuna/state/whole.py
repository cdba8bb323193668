"""Everything that is so at a moment, and `evolve`, the only writer of it.

`evolve(whole, events)` turns what happened into what is. Each kind of event has one small
function here that changes the nouns it concerns and nothing else. Live, in replay, in a fork: the
same events give the same whole, cell for cell, which `fingerprint` shows.

An event says everything that evolving needs, so the state knows no world files, no practices and
no rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

import numpy as np

from kizuna.event import Event, time_of, to_json
from kizuna.state.belief import Belief, Beliefs, odds_of, proposition
from kizuna.state.body import Bodies, Danger, Injury
from kizuna.state.bond import Bonds
from kizuna.state.commitment import Commitments
from kizuna.state.contest import CONTESTS, Contests
from kizuna.state.days import DAYS
from kizuna.state.feeling import FEELING_ROW, Feelings
from kizuna.state.group import Group, Groups
from kizuna.state.home import Homes
from kizuna.state.lives import LIVES, comes_to
from kizuna.state.memory import MOTIVES, VALUES, Memories
from kizuna.state.origins import Origins
from kizuna.state.person import (
    ADULT_AGE,
    ANSWER_WAITS_S,
    ANYBODY,
    ASLEEP,
    AWAKE,
    IDLE,
    NEEDS,
    NEVER,
    OPENED_UP,
    OPENED_UP_AGAIN_S,
    TALKED,
    TALKED_AGAIN_S,
    UNCONSCIOUS,
    Doing,
    Errand,
    People,
    Unanswered,
)
from kizuna.state.place import Place, Places
from kizuna.state.pledges import PLEDGES
from kizuna.state.power import Power, Powers, Trigger
from kizuna.state.suppose import forgo, suppose
from kizuna.state.table import NONE

SAME_INNER_AGAIN_S = 20 * 60
BROUGHT_BACK, PASSING_THOUGHT = 0.5, 0.1
"""How much somebody is on the mind when a memory of them was called up, and when it came unasked
(choices)."""
SILENCE_COUNTS = 0.5
"""Shared silence makes familiar half as fast as talk (a choice)."""
SEEN_AFTER_S = 20
"""What somebody is doing is plain to others after so long (a choice)."""
MET_WITH_THE_SAME = 0.6
"""So much of what one's own opening up has worn is made good when the other opens up in turn
(people take turns in it: Sprecher et al. 2013; the figure is a choice)."""
NAMED = 0.3
"""How much hearing somebody named brings them to mind (a choice)."""
IN_PASSING_S = 60
"""What takes no longer is done in passing: it ends nothing one has settled down to (a choice)."""
LOOKS_AROUND_S = 12
"""Whoever arrives somewhere takes so long to look around."""


class ContentRefused(ValueError):  # noqa: N818 - what befell the event, as one reads it
    """An event would bring about what this engine never tells: romance that touches a minor."""


@dataclass(slots=True)
class Whole:
    """All nouns of a story at one moment."""

    seed: int = 0
    now: int = 0
    is_over: bool = False
    people: People = field(default_factory=lambda: People.empty((), ()))
    places: Places = field(default_factory=Places)
    groups: Groups = field(default_factory=Groups)
    bonds: Bonds = field(default_factory=Bonds)
    feelings: Feelings = field(default_factory=Feelings)
    beliefs: Beliefs = field(default_factory=Beliefs)
    memories: Memories = field(default_factory=Memories)
    commitments: Commitments = field(default_factory=Commitments)
    contests: Contests = field(default_factory=Contests)
    bodies: Bodies = field(default_factory=Bodies)
    powers: Powers = field(default_factory=Powers)
    homes: Homes = field(default_factory=Homes)
    happened: dict[str, int] = field(default_factory=dict)
    origins: Origins = field(default_factory=Origins)
    digest: bytes = b""

    def person(self, id_: str) -> int:
        """Somebody's row. KeyError when nobody is called that."""
        return self.people.row[id_]

    def waiting(self, who: int, now: int) -> Unanswered | None:
        """What waits for an answer of somebody's: said by somebody who is here, not too long ago;
        the newest of several. On the way nobody is anywhere."""
        place = self.people.place
        here = place(who)
        for waits in self.people.unanswered[who] if here != NONE else ():
            is_open = waits.at <= now <= waits.at + ANSWER_WAITS_S
            if is_open and place(waits.by) == here and (who, waits.by) in self.bonds.row:
                return waits
        return None

    def bond(self, from_: int, toward: int) -> int:
        """The row of a bond, made when it is new."""
        row = self.bonds.make(from_, toward)
        self.feelings.directed.reach(self.bonds.count)
        return row


def evolve(whole: Whole, events: Iterable[Event]) -> None:
    """Let these events have happened. Raises ContentRefused, and changes nothing, when one of
    them is romance that touches a minor; KeyError for an event kind nobody knows."""
    events = tuple(events)
    entering = _ages_entering(events)
    for event in events:
        refuse_romance_with_minors(whole, event, entering)
    for event in events:
        if event.time > whole.now or not whole.digest:
            whole.now = event.time
        EVOLVES[event.kind](whole, event)
        whole.origins.note(event)
        whole.digest = blake2b(whole.digest + to_json(event).encode(), digest_size=16).digest()


def _ages_entering(events: Iterable[Event]) -> dict[str, float]:
    """Ages of those who enter in these very events."""
    return {
        event.roles.get("who", ""): float(event.data.get("age", 0))
        for event in events
        if event.kind == "PersonEntered"
    }


def refuse_romance_with_minors(
    whole: Whole, event: Event, entering: Mapping[str, float] | None = None
) -> None:
    """The last of three locks on romance: whatever made the event, it is refused when it names
    anybody under 18, already here or entering with it."""
    if not _is_romantic(event):
        return
    entering = entering or {}
    for id_ in event.roles.values():
        row = whole.people.row.get(id_)
        here = None if row is None else whole.people.numbers.get("age", row)
        age = entering.get(id_, here)
        if age is not None and not age >= ADULT_AGE:
            raise ContentRefused(
                f"event {event.seq} ({event.kind}) is romance and {id_} is not an adult; "
                f"romance exists only between adults"
            )


def _is_romantic(event: Event) -> bool:
    attraction = event.data.get("attraction", 0)
    is_none = isinstance(attraction, int | float) and attraction <= 0
    return bool(event.data.get("romance")) or not is_none


def fingerprint(whole: Whole) -> str:
    """A text that is equal exactly when the wholes are: every table, every cell, in order."""
    digest = blake2b(digest_size=16)
    for table in (*whole.people.tables(), whole.bonds.numbers, whole.memories.numbers):
        digest.update(table.block[:, : table.count].tobytes())
    for cells, rows in (
        (whole.feelings.inward, whole.people.count),
        (whole.feelings.directed, whole.bonds.count),
    ):
        digest.update(cells.strength[:, :rows].tobytes())
        digest.update(cells.at[:, :rows].tobytes())
        digest.update(cells.half_life[:, :rows].tobytes())
        digest.update(cells.about[:, :rows].tobytes())
    for part in (
        whole.now,
        whole.people.doing,
        whole.people.settled,
        whole.people.unanswered,
        whole.people.errand,
        whole.people.inbox,
        [sorted(worn.items()) for worn in whole.people.recent],
        [sorted(held.items()) for held in whole.beliefs.of],
        [sorted(told.items()) for told in whole.beliefs.told],
        sorted(whole.commitments.all.items()),
        sorted(whole.contests.of.items(), key=lambda each: each[0]),
        whole.bodies.injuries,
        whole.bodies.danger,
        whole.bodies.mending,
        whole.powers.of,
        [sorted(levels.items()) for levels in whole.homes.of],
        sorted(whole.groups.all.items()),
        sorted(whole.happened.items()),
        sorted(whole.memories.recalled_at.items()),
        sorted(whole.origins.latest.items()),
        whole.is_over,
        sorted(whole.places.stirred_at.items()),
    ):
        digest.update(repr(part).encode())
    return digest.hexdigest()


# What each kind of event makes so. -----------------------------------------------------------


def _story_began(whole: Whole, event: Event) -> None:
    data = event.data
    whole.seed = int(data["seed"])
    whole.people = People.empty(data["traits"], data["energies"])


def _place_made(whole: Whole, event: Event) -> None:
    data = event.data
    whole.places.make(Place(data["id"], data["name"], tuple(data["tags"]), data.get("land", "")))


def _path_made(whole: Whole, event: Event) -> None:
    data, row = event.data, whole.places.row
    via = row[data["via"]] if data.get("via") else NONE
    whole.places.join(row[data["from"]], row[data["to"]], int(data["seconds"]), via)


def _person_entered(whole: Whole, event: Event) -> None:
    data, people, now = event.data, whole.people, event.time
    row = people.enter(event.roles["who"], data["name"], data["pronouns"])
    numbers = people.numbers
    places = whole.places.row
    for name in ("place", "home", "post"):
        if data.get(name):
            numbers.set(name, row, places[data[name]])
    numbers.set("age", row, data["age"])
    numbers.set("post_from", row, data.get("post_from", 0))
    numbers.set("post_to", row, data.get("post_to", 0))
    numbers.set("arrived_at", row, now)
    numbers.set("owns_home", row, bool(data.get("own_home")))
    numbers.set("is_abroad", row, bool(data.get("is_abroad")))
    for name, value in data["traits"].items():
        people.traits.set(name, row, value)
    for name in NEEDS:
        people.need_level.set(name, row, data["needs"][name][0])
        people.need_weight.set(name, row, data["needs"][name][1])
        people.need_at.set(name, row, now)
    for name, (level, cap, rate) in data["energies"].items():
        people.energy_level.set(name, row, level)
        people.energy_cap.set(name, row, cap)
        people.energy_rate.set(name, row, rate)
        people.energy_at.set(name, row, now)
    people.resident[row] = data.get("resident", "")
    people.ground[row] = tuple(data.get("ground", ()))
    whole.beliefs.reach(people.count)
    whole.homes.reach(people.count)
    for land, level in data.get("at_home_in", {}).items():
        whole.homes.feel(row, land, level)
    whole.bodies.reach(people.count)
    whole.bodies.mending[row] = data.get("mending", 1.0)
    whole.powers.reach(people.count)
    whole.feelings.inward.reach(people.count)
    if data.get("on_stage", True):
        numbers.set("due_at", row, now)


def _group_made(whole: Whole, event: Event) -> None:
    data, row = event.data, whole.people.row
    whole.groups.all[data["id"]] = Group(
        id=data["id"],
        name=data["name"],
        members=tuple(row[id_] for id_ in data["members"]),
        offices={office: row[id_] for office, id_ in data["offices"].items()},
        grants={office: tuple(each) for office, each in data["grants"].items()},
        place=data.get("place", ""),
    )


def _bond_given(whole: Whole, event: Event) -> None:
    """A bond an author gives is kept as one remembered history (principle 6)."""
    data, roles = event.data, event.roles
    holder, other = whole.person(roles["from"]), whole.person(roles["toward"])
    row = whole.bond(holder, other)
    numbers = whole.bonds.numbers
    for name in ("kin", "well", "talked_minutes"):
        if name in data:
            numbers.set(name, row, data[name])
    if data.get("seen_place"):
        numbers.set("seen_place", row, whole.places.row[data["seen_place"]])
        numbers.set("seen_at", row, event.time)
    values = {name: float(data[name]) for name in VALUES if data.get(name)}
    if values:
        motive = data.get("motive", "liking")
        whole.memories.keep(
            holder, event.seq, bond=row, at=event.time, salience=1.0, is_history=1.0,
            **values, **{motive: 1.0},
        )  # fmt: skip


def _power_given(whole: Whole, event: Event) -> None:
    triggers = tuple(Trigger(**each) for each in event.data.get("triggers", ()))
    power = Power(**{**event.data, "triggers": triggers})
    whole.powers.give(whole.person(event.roles["who"]), power)


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
        _write_heart(whole, who, told.predicate, told.names, float(data["odds"]))
    _write_whereabouts(whole, who, told.predicate, told.names, event.time)


def _write_heart(
    whole: Whole, who: int, predicate: str, names: tuple[str, ...], odds: float
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
        whole.bonds.numbers.set(column, whole.bond(who, rows[names[0]]), odds)


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
    _is_busy_until(people, actor, due + 2 if data.get("talk") else due, now)
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
    if data.get("romance") and data.get("accepted", True):
        people.wear(
            people.row[roles["target"]], (practice, actor, about, topic), now, data["again"]
        )
    if data.get("talk"):
        hear = (actor, *(people.row[id_] for id_ in data.get("witnesses", ())))
        if about != NONE or topic:
            # What somebody has just heard another say they need hardly say themselves.
            for row in hear:
                people.wear(row, (practice, ANYBODY, about, topic), now, int(data["again"]))
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


def _is_busy_until(people: People, row: int, until: int, now: int) -> None:
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
    _is_busy_until(people, who, until, event.time)


def _errand_begun(whole: Whole, event: Event) -> None:
    data, row = event.data, whole.people.row
    whole.people.errand[row[event.roles["actor"]]] = Errand(
        practice=data["practice"],
        target=row.get(event.roles.get("target", ""), NONE),
        about=row.get(event.roles.get("about", ""), NONE),
        topic=data.get("topic", ""),
        goal=whole.places.row[data["goal"]],
        since=int(data.get("since", event.time)),
        seq=event.seq,
        ready_at=int(data["ready_at"]),
        searched=tuple(whole.places.row[id_] for id_ in data.get("searched", ())),
    )
    people, actor = whole.people, row[event.roles["actor"]]
    ready_at = int(data["ready_at"])
    errand = people.errand[actor]
    target, about = (errand.target, errand.about) if errand else (NONE, NONE)
    people.numbers.set("following", actor, NONE)
    people.settle(actor)
    people.doing[actor] = Doing("set_out", target, about, "", event.time, ready_at, event.seq)
    _is_busy_until(people, actor, ready_at, event.time)
    for id_ in data.get("heeded_by", data.get("witnesses", ())):
        people.gets_to_notice(row[id_], event.time + 5, event.seq)
        people.make_due(row[id_], event.time + 5)


def _errand_ended(whole: Whole, event: Event) -> None:
    whole.people.errand[whole.person(event.roles["actor"])] = None


def _set_out(whole: Whole, event: Event) -> None:
    data, people = event.data, whole.people
    leader = whole.person(event.roles["actor"])
    to, arrives = whole.places.row[data["to"]], int(data["arrives_at"])
    via = whole.places.row[data["via"]] if data.get("via") else NONE
    goal = whole.places.row[data["goal"]]
    for id_ in (event.roles["actor"], *data.get("with", ())):
        row = whole.person(id_)
        _leave_sight(whole, row, goal, event.time)
        people.numbers.set("place", row, via)
        people.numbers.set("went_to", row, to)
        people.numbers.set("arrives_at", row, arrives)
        people.numbers.set("journey", row, event.seq)
        people.settle(row)
        if people.is_awake(row):
            people.doing[row] = Doing("travel", leader, NONE, "", event.time, arrives, event.seq)
            has_company = bool(data.get("with"))
            people.numbers.set(
                "due_at", row, min(arrives, event.time + 300) if has_company else arrives
            )


def _leave_sight(whole: Whole, row: int, goal: int, now: int) -> None:
    """Who stays behind is no longer in sight, and has seen where they were bound for."""
    numbers, people = whole.bonds.numbers, whole.people
    for other in people.at_place(people.place(row)).tolist():
        for pair in ((row, other), (other, row)):
            if pair in whole.bonds.row:
                numbers.set("is_seen", whole.bonds.row[pair], 0.0)
        if (other, row) in whole.bonds.row and people.is_awake(other):
            numbers.set("seen_place", whole.bonds.row[other, row], goal)
            if people.doing[other].target == row:
                people.make_due(other, now + 1)


def _arrived(whole: Whole, event: Event) -> None:
    people, place = whole.people, whole.places.row[event.place or ""]
    numbers = people.numbers
    whole.places.stirred_at[place] = event.time
    for id_ in (event.roles["actor"], *event.data.get("with", ())):
        row = whole.person(id_)
        numbers.set("place", row, place)
        numbers.set("went_to", row, NONE)
        numbers.set("arrives_at", row, NEVER)
        numbers.set("arrived_at", row, event.time)
        if people.is_awake(row):
            ready_at = event.time + LOOKS_AROUND_S
            people.doing[row] = Doing("wait", NONE, NONE, "", event.time, ready_at, event.seq)
            numbers.set("due_at", row, event.time)
    heeded_by = event.data.get("heeded_by")
    for row in people.at_place(place).tolist():
        if people.is_awake(row) and (heeded_by is None or people.ids[row] in heeded_by):
            people.make_due(row, event.time)


def _followed(whole: Whole, event: Event) -> None:
    leader = whole.people.row.get(event.roles.get("target", ""), NONE)
    whole.people.numbers.set("following", whole.person(event.roles["actor"]), leader)


def _lifted(whole: Whole, event: Event) -> None:
    """Somebody is taken up to be carried."""
    carrier, carried = whole.person(event.roles["actor"]), whole.person(event.roles["target"])
    whole.people.numbers.set("carried_by", carried, carrier)


def _set_down(whole: Whole, event: Event) -> None:
    whole.people.numbers.set("carried_by", whole.person(event.roles["target"]), NONE)


def _energy_changed(whole: Whole, event: Event) -> None:
    """What is paid and what is given back add up, within what there is to hold. Older chronicles
    have `levels`, what is left."""
    who, people, now = whole.person(event.roles["who"]), whole.people, event.time
    levels = dict(event.data.get("levels", {}))
    for name, change in event.data.get("changes", {}).items():
        cap = people.energy_cap.get(name, who)
        levels[name] = min(cap, max(0.0, people.energy_left(who, name, now) + change * cap))
    for name, level in levels.items():
        people.energy_level.set(name, who, level)
        people.energy_at.set(name, who, now)


def _need_changed(whole: Whole, event: Event) -> None:
    """`levels` is how well a need is met now, `changes` what is added to it."""
    who, people, now = whole.person(event.roles["who"]), whole.people, event.time
    levels = dict(event.data.get("levels", {}))
    for name, change in event.data.get("changes", {}).items():
        levels[name] = min(1.0, max(0.0, people.need_left(who, name, now) + change))
    for name, level in levels.items():
        people.need_level.set(name, who, level)
        people.need_at.set(name, who, now)


def _home_grew(whole: Whole, event: Event) -> None:
    """Somebody feels more at home in a land than they did."""
    whole.homes.feel(whole.person(event.roles["who"]), event.data["land"], event.data["level"])


def _injured(whole: Whole, event: Event) -> None:
    data, now = event.data, event.time
    who = whole.person(event.roles["target"])
    doer = whole.people.row.get(event.roles.get("actor", ""), NONE)
    rate = float(data["mends_per_day"])
    bleeds = float(data.get("bleeds_per_hour", 0.0))
    injury = Injury(data["where"], float(data["severity"]), now, doer, event.seq, rate, bleeds)
    whole.bodies.hurt(who, injury)
    if data.get("knocks_out"):
        whole.people.numbers.set("state", who, UNCONSCIOUS)
        wakes = whole.bodies.wakes_at(who)
        whole.people.numbers.set("woke_at", who, comes_to(wakes, now))
        whole.people.numbers.set("due_at", who, NEVER)


def _tended(whole: Whole, event: Event) -> None:
    who = whole.person(event.roles["target"])
    factor, skill = float(event.data["factor"]), float(event.data.get("skill", 1.0))
    whole.bodies.mend_faster(who, event.time, factor, skill)
    if whole.people.state(who) == UNCONSCIOUS:
        wakes = whole.bodies.wakes_at(who)
        whole.people.numbers.set("woke_at", who, comes_to(wakes, event.time))


def _endangered(whole: Whole, event: Event) -> None:
    data, who = event.data, whole.person(event.roles["target"])
    whole.bodies.danger[who] = Danger(data["danger"], float(data["level"]), event.time, event.seq)


def _danger_ended(whole: Whole, event: Event) -> None:
    whole.bodies.danger[whole.person(event.roles["target"])] = None


def _fell_asleep(whole: Whole, event: Event) -> None:
    who, numbers = whole.person(event.roles["who"]), whole.people.numbers
    whole.people.settle(who)
    numbers.set("state", who, ASLEEP)
    numbers.set("woke_at", who, int(event.data["until"]))
    numbers.set("due_at", who, NEVER)


def _faded(whole: Whole, event: Event) -> None:
    """Two people have a while to themselves; nobody speaks to them before it is over."""
    people, until = whole.people, int(event.data["until"])
    for id_ in event.roles.values():
        row = whole.person(id_)
        people.doing[row] = Doing("apart", NONE, NONE, "", event.time, until, event.seq)
        people.numbers.set("engrossed_until", row, until)
        people.numbers.set("due_at", row, until)


def _woke(whole: Whole, event: Event) -> None:
    who, people = whole.person(event.roles["who"]), whole.people
    people.numbers.set("state", who, AWAKE)
    people.numbers.set("woke_at", who, NEVER)
    if event.data.get("rested"):
        people.need_level.set("rest", who, 1.0)
        people.need_at.set("rest", who, event.time)
    people.numbers.set("due_at", who, NEVER if people.is_off_stage(who) else event.time)
    people.inbox[who] = ()
    people.unanswered[who] = ()
    for row in people.at_place(people.place(who)).tolist():
        if row != who and people.is_awake(row):
            people.gets_to_notice(row, event.time, event.seq)
            people.make_due(row, event.time + 1)


def _fell_due(whole: Whole, event: Event) -> None:
    whole.happened[event.data["name"]] = event.time
    by = whole.person(event.roles["by"])
    if whole.people.is_awake(by):
        whole.people.make_due(by, event.time)


def _reflex_acted(whole: Whole, event: Event) -> None:
    """The guard moved. Everybody who can see it gets to notice."""
    for id_ in event.data.get("witnesses", ()):
        row = whole.person(id_)
        whole.people.gets_to_notice(row, event.time, event.seq)
        if whole.people.is_awake(row):
            whole.people.make_due(row, event.time + 2)


def _happened(whole: Whole, event: Event) -> None:
    whole.happened[event.data["name"]] = event.time
    for id_ in event.data.get("witnesses", ()):
        row = whole.person(id_)
        whole.people.gets_to_notice(row, event.time, event.seq)
        if whole.people.is_awake(row):
            whole.people.make_due(row, event.time + 1)


def _inner_only(whole: Whole, event: Event) -> None:
    """An inner event whose cost is told by an event of its own; the deed itself is remembered."""
    who = whole.person(event.roles["who"])
    target = whole.people.row.get(event.roles.get("target", ""), NONE)
    about = whole.people.row.get(event.roles.get("about", ""), NONE)
    mark = f"{event.kind}:{event.data.get('practice', '')}"
    whole.people.wear(who, (mark, target, about, ""), event.time, SAME_INNER_AGAIN_S)


def _past(whole: Whole, event: Event) -> None:
    """What lies before the story changes nothing by itself: what is left of it is remembered."""


def _story_ended(whole: Whole, event: Event) -> None:
    whole.is_over = True


EVOLVES: Mapping[str, Callable[[Whole, Event], None]] = {
    "StoryBegan": _story_began,
    "PlaceMade": _place_made,
    "PathMade": _path_made,
    "PersonEntered": _person_entered,
    "GroupMade": _group_made,
    "BondGiven": _bond_given,
    "PowerGiven": _power_given,
    "BeliefRevised": _belief_revised,
    "Told": _told,
    "Disclosed": _disclosed,
    "Past": _past,
    "FeelingFelt": _feeling_felt,
    "FeelingEased": _feeling_eased,
    "MemoryKept": _memory_kept,
    "MotiveReread": _motive_reread,
    "Recalled": _recalled,
    "Noticed": _noticed,
    "Did": _did,
    "WentOn": _went_on,
    "ErrandBegun": _errand_begun,
    "ErrandEnded": _errand_ended,
    "SetOut": _set_out,
    "Arrived": _arrived,
    "Followed": _followed,
    "Lifted": _lifted,
    "SetDown": _set_down,
    "EnergyChanged": _energy_changed,
    "NeedChanged": _need_changed,
    "HomeGrew": _home_grew,
    "HomeMoved": _home_grew,
    "Injured": _injured,
    "Tended": _tended,
    "Endangered": _endangered,
    "DangerEnded": _danger_ended,
    "FellAsleep": _fell_asleep,
    "Faded": _faded,
    "Woke": _woke,
    "FellDue": _fell_due,
    "ReflexActed": _reflex_acted,
    "Happened": _happened,
    "HeldBack": _inner_only,
    "ShutOut": _inner_only,
    "Leaked": _inner_only,
    "BrokeOut": _inner_only,
    "StoryEnded": _story_ended,
    **LIVES,
    "Supposed": suppose,
    "Forgone": forgo,
    **PLEDGES,
    **CONTESTS,
    **DAYS,
}


def belief_data(text: str, confidence: float, secrecy: float = 0.0) -> dict[str, Any]:
    """The data of a BeliefRevised event that holds a proposition with a confidence (0 to 1)."""
    held = min(0.995, max(0.005, confidence))
    return {"proposition": text, "odds": odds_of(held), "secrecy": secrecy}
