"""The still picture: everything a mind can ask about this moment, as columns.

State keeps what was so when it last changed; the picture says what is so *now*: feelings faded,
energies recovered, needs grown, bonds summed from memories. It is taken anew for the people a
moment concerns, and everybody who acts decides from the same picture. One block of numbers and
one of flags for people, the same for bonds; formulas read them by the names in `world.names`.

People rows have one more than there are people: the *unseen* row, which stands for somebody who
is not here, so that nobody can see from afar who is awake or hurt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kizuna.clock import HOUR, hour_of_day, is_night
from kizuna.state.bond import ON_MIND_HALF_LIFE_S, closeness, familiarity
from kizuna.state.feeling import FEELING_ROW, FEELINGS
from kizuna.state.group import Groups
from kizuna.state.memory import VALUES
from kizuna.state.person import ASLEEP, AWAKE, DEAD, NEEDS, UNCONSCIOUS
from kizuna.state.place import Places
from kizuna.state.table import NONE
from kizuna.state.whole import Whole
from kizuna.world.names import (
    BODY,
    BODY_FLAGS,
    BOND,
    BOND_FLAGS,
    DIRECTED,
    VISIBLE,
    VISIBLE_FLAGS,
)
from kizuna.world.rules import World

Rows = NDArray[np.intp]

FELT = tuple(f"felt_{feeling}" for feeling in FEELINGS)
"""Columns of what is felt: a feeling may share its name with a trait (pride)."""

NEED_HALF_LIFE_S = {
    "belonging": 6 * 86400.0,
    "esteem": 9 * 86400.0,
    "safety": 30 * 86400.0,
    "purpose": 30 * 86400.0,
}
"""How fast a met need is hungry again (choices); rest runs by the hours awake instead."""
HOURS_AWAKE_TO_SPENT = 18.0
HOURS_ASLEEP_TO_RESTED = 7.5
WORRY_GROWS_H = 4.0
"""Hours without news until a worry is at its full (a choice)."""
PLEASANT = (
    "joy",
    "hope",
    "relief",
    "happy_for",
    "gratitude",
    "satisfaction",
    "pride",
    "gratification",
)
PAINFUL = (
    "distress",
    "fear",
    "anger",
    "grief",
    "guilt",
    "shame",
    "remorse",
    "pity",
    "disappointment",
    "longing",
)
SHOWN_BY = {
    "joy": ("joy", "happy_for", "relief"),
    "sorrow": ("distress", "grief", "disappointment"),
    "anger": ("anger",),
    "fear": ("fear",),
}
TALK_LASTS_S = 120.0
"""A conversation is half over after so long without a word (a choice)."""
SMALL_WORLD = 64
"""Up to this many people the picture is taken of everybody: cheaper than choosing."""


class Block:
    """Named rows of one two-dimensional array, grown to a number of cells."""

    def __init__(self, names: tuple[str, ...], cells: int, kind: type) -> None:
        self.row = {name: index for index, name in enumerate(names)}
        self.array: NDArray[Any] = np.zeros((len(names), cells), dtype=kind)

    def __getitem__(self, name: str) -> NDArray[Any]:
        column: NDArray[Any] = self.array[self.row[name]]
        return column


class Still:
    """The picture and the columns formulas read; `take` brings it to a moment."""

    def __init__(self, whole: Whole, world: World) -> None:
        self.whole, self.world, self.now = whole, world, whole.now
        self.places_tags = world.tags
        wants = tuple(f"want_{need}" for need in NEEDS)
        self.numbers = tuple(
            dict.fromkeys((*world.traits, *world.energies, *FELT, *wants, *BODY, *VISIBLE))
        )
        tags = tuple(f"is_{tag}" for tag in world.tags)
        self.flags = tuple(dict.fromkeys((*BODY_FLAGS, *VISIBLE_FLAGS, *tags)))
        count = whole.people.count + 1
        self.unseen = count - 1
        self.person = Block(self.numbers, count, np.float64)
        self.person_flag = Block(self.flags, count, np.bool_)
        self.bond = Block(BOND, 1, np.float64)
        self.bond_flag = Block(BOND_FLAGS, 1, np.bool_)
        self.version = 0
        self.few: dict[str, Any] = {}
        self.many: dict[str, Any] = {}
        self.static_bonds = 0
        self.belonging: Belonging | None = None
        self.hours_between: NDArray[np.float64] | None = None
        self.sums = np.zeros((len(VALUES), 0))
        self.sums_as_of: tuple[int, int, int, int] | None = None
        self.of_kind = _tags_of(whole.places, world.tags)
        self._put_lasting()
        self._grow_bonds()
        self._name_columns()

    # Taking it. ------------------------------------------------------------------------------

    def take(self, now: int, rows: Rows) -> Still:
        """Bring the picture of these people, and of all they hold toward others, to now."""
        whole = self.whole
        self.now = now
        if whole.bonds.count > self.bond.array.shape[1]:
            self._grow_bonds()
            self._name_columns()
        if whole.people.count <= SMALL_WORLD:
            people: Rows | slice = slice(0, whole.people.count)
            bonds: Rows | slice = slice(0, whole.bonds.count)
            holders = np.arange(whole.people.count)
        else:
            holders = rows
            people = self._with_company(rows)
            bonds = np.array(
                [bond for row in rows.tolist() for bond in whole.bonds.known_by(row)], np.intp
            )
        self._take_static_bonds()
        self._take_people(people)
        self._take_bonds(bonds, holders)
        self._take_what_bonds_tell(bonds)
        return self

    def _with_company(self, rows: Rows) -> Rows:
        place = self.whole.people.numbers["place"]
        seen = np.isin(place, np.unique(place[rows])) & (place != NONE)
        seen[rows] = True
        return np.flatnonzero(seen)

    # People. ---------------------------------------------------------------------------------

    def _put_lasting(self) -> None:
        people = self.whole.people
        for name in self.world.traits:
            self.person[name][: people.count] = people.traits[name]
        self.person["age"][: people.count] = people.numbers["age"]
        self.person_flag["has_home"][: people.count] = people.numbers["home"] != NONE
        self.person_flag["has_own_home"][: people.count] = people.numbers["owns_home"] > 0
        self.person_flag["is_awake"][self.unseen] = True

    def _take_people(self, rows: Rows | slice) -> None:
        whole, now = self.whole, self.now
        people, block, flag = whole.people, self.person, self.person_flag
        numbers = people.numbers
        first = block.row[FELT[0]]
        block.array[first : first + len(FELT), rows] = whole.feelings.inward.left_in(rows, now)
        self._take_needs(rows)
        self._take_energies(rows)
        state, place = numbers["state"][rows], numbers["place"][rows]
        flag["is_awake"][rows] = state == AWAKE
        flag["is_asleep"][rows] = state == ASLEEP
        flag["is_unconscious"][rows] = state == UNCONSCIOUS
        flag["is_dead"][rows] = state == DEAD
        flag["is_carried"][rows] = numbers["carried_by"][rows] != NONE
        flag["is_travelling"][rows] = numbers["went_to"][rows] != NONE
        flag["is_following"][rows] = numbers["following"][rows] != NONE
        flag["is_at_home"][rows] = (place == numbers["home"][rows]) & (place != NONE)
        flag["is_at_post"][rows] = (place == numbers["post"][rows]) & (place != NONE)
        hour = hour_of_day(now)
        on_duty = (numbers["post_from"][rows] <= hour) & (hour < numbers["post_to"][rows])
        flag["is_on_post_hours"][rows] = on_duty & (numbers["post"][rows] != NONE)
        flag["is_night"][rows] = is_night(now)
        block["hour"][rows] = hour
        block["lateness"][rows] = lateness(hour)
        self._take_company(rows, place)
        self._take_bodies(rows)
        self._take_places(rows, place)
        self._take_commitments(rows)
        self._take_shown(rows)

    def _take_needs(self, rows: Rows | slice) -> None:
        people, now = self.whole.people, self.now
        for name in NEEDS:
            level, age = people.need_level[name][rows], now - people.need_at[name][rows]
            if name == "rest":
                asleep = people.numbers["state"][rows] != AWAKE
                change = np.where(asleep, 1 / HOURS_ASLEEP_TO_RESTED, -1 / HOURS_AWAKE_TO_SPENT)
                level = np.clip(level + change * age / HOUR, 0.0, 1.0)
            else:
                level = level * np.exp2(-age / NEED_HALF_LIFE_S[name])
            weight = 1.0 if name == "rest" else people.need_weight[name][rows]
            self.person[f"want_{name}"][rows] = weight * (1.0 - level)

    def _take_energies(self, rows: Rows | slice) -> None:
        people, now = self.whole.people, self.now
        for name in people.energies:
            cap = people.energy_cap[name][rows]
            age = now - people.energy_at[name][rows]
            level = people.energy_level[name][rows] + people.energy_rate[name][rows] * age / 86400.0
            share = np.minimum(cap, level) / np.where(cap > 0, cap, 1.0)
            self.person[name][rows] = share

    def _take_company(self, rows: Rows | slice, place: NDArray[np.float64]) -> None:
        numbers = self.whole.people.numbers
        awake = (numbers["state"] == AWAKE) & (numbers["place"] != NONE)
        counts = np.bincount(
            numbers["place"][awake].astype(np.intp), minlength=len(self.whole.places.all) + 1
        )
        here = np.where(place == NONE, len(counts) - 1, place).astype(np.intp)
        self.person["company"][rows] = np.maximum(0, counts[here] - awake[rows])

    def _take_bodies(self, rows: Rows | slice) -> None:
        bodies, people, now = self.whole.bodies, self.whole.people, self.now
        flag, listed = self.person_flag, self._listed(rows)
        errands = [people.errand[row] for row in listed]
        self.person["injury"][rows] = [
            bodies.worst(row, now) if bodies.injuries[row] else 0.0 for row in listed
        ]
        flag["is_bleeding"][rows] = [bodies.is_bleeding(row) for row in listed]
        flag["is_tended"][rows] = [bodies.is_tended(row) for row in listed]
        flag["is_in_hands"][rows] = [bodies.is_held(row, now) for row in listed]
        flag["is_critical"][rows] = [bodies.is_critical(row, now) for row in listed]
        flag["is_in_danger"][rows] = [bodies.danger[row] is not None for row in listed]
        is_on_errand = np.array([each is not None for each in errands], np.bool_)
        self.person["on_errand"][rows] = is_on_errand
        flag["is_making_ready"][rows] = [
            each is not None and each.ready_at > now for each in errands
        ]
        flag["is_setting_out"][rows] = is_on_errand & ~flag["is_travelling"][rows]
        flag["is_far_from_home"][rows] = people.numbers["is_abroad"][rows] != 0
        carriers = people.numbers["carried_by"]
        flag["is_carrying"][rows] = False
        flag["is_carrying"][carriers[carriers != NONE].astype(np.intp)] = True

    def _listed(self, rows: Rows | slice) -> list[int]:
        listed: list[int] = np.arange(self.whole.people.count)[rows].tolist()
        return listed

    def _take_places(self, rows: Rows | slice, place: NDArray[np.float64]) -> None:
        first = self.person_flag.row[f"is_{self.world.tags[0]}"]
        here = place.astype(np.intp)
        self.person_flag.array[first : first + len(self.world.tags), rows] = self.of_kind[:, here]

    def _take_commitments(self, rows: Rows | slice) -> None:
        self.person["owes_report"][rows] = 0.0
        self.person["must_depart"][rows] = 0.0
        self.person_flag["has_leave"][rows] = False
        for each in self.whole.commitments.running():
            if each.kind == "report":
                self.person["owes_report"][each.by] = 1.0
            elif each.kind == "duty" and each.due is not None:
                days = (each.due - self.now) / 86400.0
                self.person["must_depart"][each.by] = min(1.0, max(0.15, 1.0 - days / 4.0))
            elif each.kind == "leave":
                self.person_flag["has_leave"][each.by] = True

    def _take_shown(self, rows: Rows | slice) -> None:
        """What others can see of a feeling: what is felt, less what self-control keeps in."""
        block = self.person
        kept_in = 0.6 * block["reserve"][rows] * block["self_control"][rows]
        for shown, kinds in SHOWN_BY.items():
            felt = np.max([block[f"felt_{kind}"][rows] for kind in kinds], axis=0)
            block[f"shows_{shown}"][rows] = felt * (1.0 - kept_in)
        good = np.sum([block[f"felt_{kind}"][rows] for kind in PLEASANT], axis=0)
        bad = np.sum([block[f"felt_{kind}"][rows] for kind in PAINFUL], axis=0)
        block["mood"][rows] = np.tanh(good - bad)
        stirred = np.max(
            [block[f"felt_{kind}"][rows] for kind in ("anger", "fear", "grief", "distress")], axis=0
        )
        block["agitation"][rows] = stirred

    # Bonds. ----------------------------------------------------------------------------------

    def _grow_bonds(self) -> None:
        cells = max(64, 2 * self.whole.bonds.count)
        numbers, flags = Block(BOND, cells, np.float64), Block(BOND_FLAGS, cells, np.bool_)
        old = self.bond.array.shape[1]
        numbers.array[:, :old], flags.array[:, :old] = self.bond.array, self.bond_flag.array
        self.bond, self.bond_flag = numbers, flags

    def _take_static_bonds(self) -> None:
        """What does not change about a bond once it exists: groups and offices."""
        whole, flag, first = self.whole, self.bond_flag, self.static_bonds
        if first == whole.bonds.count:
            return
        if self.belonging is None or self.belonging.groups != len(whole.groups.all):
            self.belonging = Belonging.of(whole.groups)
        for row in range(first, whole.bonds.count):
            from_ = int(whole.bonds.numbers.get("from_", row))
            toward = whole.bonds.toward(row)
            flag["is_same_group"][row] = self.belonging.shared(from_, toward)
            flag["leads_me"][row] = self.belonging.leads(toward, from_)
            flag["i_lead"][row] = self.belonging.leads(from_, toward)
            flag["can_grant_stay"][row] = toward in self.belonging.grants_stay
        self.static_bonds = whole.bonds.count

    def _take_bonds(self, rows: Rows | slice, holders: Rows) -> None:
        whole, now, block = self.whole, self.now, self.bond
        numbers = whole.bonds.numbers
        self._take_sums(rows, holders)
        felt = whole.feelings.directed.left_in(rows, now)
        for name in DIRECTED:
            block[name][rows] = felt[FEELING_ROW[name]]
        block["fear"][rows] = np.maximum(block["fear"][rows], felt[FEELING_ROW["fear"]])
        block["familiarity"][rows] = familiarity(numbers["talked_minutes"][rows])
        block["kin"][rows] = numbers["kin"][rows]
        block["closeness"][rows] = closeness(
            block["affection"][rows], block["trust"][rows], block["familiarity"][rows],
            block["kin"][rows],
        )  # fmt: skip
        age = now - numbers["on_mind_at"][rows]
        block["on_mind"][rows] = numbers["on_mind"][rows] * np.exp2(-age / ON_MIND_HALF_LIFE_S)
        for name, odds in (("liked", "liked_odds"), ("hated", "hated_odds"),
                           ("menace", "menace_odds"), ("seems_afraid", "afraid_odds"),
                           ("holds_me_dear", "dear_odds")):  # fmt: skip
            block[name][rows] = 1.0 / (1.0 + np.exp(-numbers[odds][rows]))
        block["hours_since_talk"][rows] = np.minimum(1e4, (now - numbers["talked_at"][rows]) / HOUR)

    def _take_sums(self, rows: Rows | slice, holders: Rows) -> None:
        whole = self.whole
        if isinstance(rows, slice):
            memories: Rows = np.arange(whole.memories.numbers.count)
        else:
            listed = [m for row in holders.tolist() for m in whole.memories.held_by(row)]
            memories = np.array(listed, np.intp)
        as_of = (self.now // HOUR, whole.memories.version, whole.bonds.count, len(memories))
        if self.sums_as_of != as_of:
            self.sums = whole.memories.sums(memories, whole.bonds.count, self.now)
            self.sums_as_of = as_of if isinstance(rows, slice) else None
        for index, name in enumerate(VALUES):
            self.bond[name][rows] = self.sums[index][rows]
        self.bond["fear"][rows] = np.maximum(0.0, self.bond["fear"][rows])

    def _take_what_bonds_tell(self, rows: Rows | slice) -> None:
        """What needs both ends of a bond: who is here, who is missed, whom one worries about."""
        whole, now, block, flag = self.whole, self.now, self.bond, self.bond_flag
        numbers, people = whole.bonds.numbers, whole.people
        from_ = numbers["from_"][rows].astype(np.intp)
        toward = numbers["toward"][rows].astype(np.intp)
        place = people.numbers["place"]
        here = (place[from_] == place[toward]) & (place[from_] != NONE)
        flag["is_here"][rows] = here
        seen_place = numbers["seen_place"][rows]
        on_road = self.of_kind[self.world.tags.index("road")]
        known = seen_place.astype(np.intp)
        flag["knows_place"][rows] = (seen_place != NONE) & ~on_road[known]
        settled = self.of_kind[self.world.tags.index("settlement")]
        near = settled[seen_place.astype(np.intp)] & settled[place[from_].astype(np.intp)]
        flag["is_near"][rows] = here | near
        apart = np.where(here, 0.0, np.minimum(1e4, (now - numbers["seen_at"][rows]) / HOUR))
        block["hours_apart"][rows] = apart
        well = numbers["well"][rows]
        longer = 0.7 + 0.3 * np.minimum(1.0, apart / WORRY_GROWS_H)
        is_lost = numbers["dead_odds"][rows] > 0
        flag["is_lost"][rows] = is_lost
        worry = block["closeness"][rows] * (1.0 - well) * longer
        block["worry"][rows] = np.where(is_lost, 0.0, worry)
        block["distance_hours"][rows] = self._hours_to(place[from_], seen_place)
        late = lateness(hour_of_day(now))
        at_home = self.person_flag["is_at_home"][from_]
        expected = flag["is_same_group"][rows] & at_home & ~here & (apart > 1.0)
        same_roof = people.numbers["home"][from_] == people.numbers["home"][toward]
        answers_for = np.where(flag["i_lead"][rows], 1.0, 0.3 + 0.5 * numbers["kin"][rows])
        older = people.numbers["age"][toward] > people.numbers["age"][from_]
        answers_for = answers_for * np.where(older, 0.4, 1.0)
        is_expected = expected & same_roof & ~is_lost
        block["unaccounted"][rows] = np.where(is_expected, late * answers_for, 0.0)
        flag["is_laid_up"][rows] = ~here & (well < 0.6) & (numbers["well_at"][rows] > 0)
        flag["is_gone"][rows] = numbers["gone_odds"][rows] > 0
        flag["will_stay"][rows] = numbers["stays_odds"][rows] > 0
        block["opened_up"][rows] = numbers["disclosed"][rows]
        flag["disclosed_to_me"][rows] = numbers["disclosed"][rows] > 0.2
        hour = hour_of_day(now)
        no_post = people.numbers["post"][toward] == NONE
        open_now = (people.numbers["post_from"][toward] <= hour) & (
            hour < people.numbers["post_to"][toward]
        )
        flag["is_receiving"][rows] = no_post | open_now
        flag["is_carried_by_me"][rows] = people.numbers["carried_by"][toward] == from_
        self._take_pledges(rows)
        self._take_errands(rows, from_, toward, here)
        self._take_unease(rows, from_, here)

    def _hours_to(
        self, start: NDArray[np.float64], goal: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Hours on foot between places; 0 where either is unknown."""
        if self.hours_between is None:
            self.hours_between = _hours_between(self.whole.places)
        hours: NDArray[np.float64] = self.hours_between[start.astype(np.intp), goal.astype(np.intp)]
        return hours

    def _take_pledges(self, rows: Rows | slice) -> None:
        flag, find = self.bond_flag, self.whole.bonds.row.get
        for name in ("has_promise", "has_lodging_offer", "is_owed_report"):
            flag[name][rows] = False
        for each in self.whole.commitments.running():
            there, back = find((each.by, each.to)), find((each.to, each.by))
            if each.kind == "promise":
                for row in (there, back):
                    if row is not None:
                        flag["has_promise"][row] = True
            elif each.kind == "offer" and there is not None:
                flag["has_lodging_offer"][there] = True
            elif each.kind == "report" and there is not None:
                flag["is_owed_report"][there] = True

    def _take_errands(
        self, rows: Rows | slice, from_: Rows, toward: Rows, here: NDArray[np.bool_]
    ) -> None:
        """How much the errand somebody here is setting out on matters to me, too."""
        block = self.bond
        block["errand_matters"][rows] = 0.0
        setting_out = self.person_flag["is_setting_out"][toward] & here
        numbered = np.arange(self.whole.bonds.count)[rows]
        for place in np.flatnonzero(setting_out).tolist():
            errand = self.whole.people.errand[int(toward[place])]
            if errand is None:
                continue
            own = self.whole.bonds.row.get((int(from_[place]), errand.target))
            if own is not None:
                matters = block["worry"][own] + 0.3 * block["closeness"][own]
                block["errand_matters"][int(numbered[place])] = matters

    def _take_unease(self, rows: Rows | slice, from_: Rows, here: NDArray[np.bool_]) -> None:
        block, person = self.bond, self.person
        people = np.unique(from_)
        awake_here = (
            here
            & self.person_flag["is_awake"][self.whole.bonds.numbers["toward"][rows].astype(np.intp)]
        )
        shy = np.where(awake_here, np.maximum(block["fear"][rows], block["hated"][rows] - 0.2), 0.0)
        needed = np.where(self.bond_flag["is_near"][rows], block["worry"][rows], 0.0)
        worried = np.where(here, 0.0, block["worry"][rows])
        missing = block["unaccounted"][rows]
        quiet_for = np.maximum(0.0, self.now - self.whole.bonds.numbers["talked_at"][rows])
        in_talk = np.where(awake_here, np.exp2(-quiet_for / TALK_LASTS_S), 0.0)
        for name, values in (
            ("unease", shy), ("needed_here", needed),
            ("worried", worried), ("somebody_missing", missing), ("in_talk", in_talk),
        ):  # fmt: skip
            person[name][people] = 0.0
            np.maximum.at(person[name], from_, values)

    # Names. ----------------------------------------------------------------------------------

    def _name_columns(self) -> None:
        """Give every column its name in formulas: memoryviews for scenes, arrays for towns."""
        self.version += 1
        for table, block in (
            ("person", self.person), ("person", self.person_flag),
            ("bond", self.bond), ("bond", self.bond_flag),
        ):  # fmt: skip
            for name in block.row:
                column = block[name]
                self.many[f"{table}_{name}"] = column
                self.few[f"{table}_{name}"] = column.data


def _tags_of(places: Places, tags: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which place has which tag: shape (tags, places + 1); the last column stands for nowhere."""
    kinds = [[tag in place.tags for place in places.all] + [False] for tag in tags]
    return np.array(kinds, dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Belonging:
    """Who belongs to which groups, who holds an office in which, who can grant a stay: looked up
    by person, for a town has too many groups to ask each of them about each bond."""

    groups: int
    member_of: Mapping[int, frozenset[str]]
    office_in: Mapping[int, frozenset[str]]
    grants_stay: frozenset[int]

    @classmethod
    def of(cls, groups: Groups) -> Belonging:
        """As things stand in these groups."""
        member_of: dict[int, frozenset[str]] = {}
        office_in: dict[int, frozenset[str]] = {}
        for id_, group in groups.all.items():
            for holders, of in ((group.members, member_of), (group.offices.values(), office_in)):
                for holder in holders:
                    of[holder] = of.get(holder, NO_GROUP) | {id_}
        granting = [holder for holder in office_in if groups.grants(holder, "stay")]
        return cls(len(groups.all), member_of, office_in, frozenset(granting))

    def shared(self, one: int, other: int) -> bool:
        """Whether two people belong to one group."""
        return bool(self.member_of.get(one, NO_GROUP) & self.member_of.get(other, NO_GROUP))

    def leads(self, leader: int, follower: int) -> bool:
        """Whether one holds an office in a group that the other belongs to."""
        offices, groups = (
            self.office_in.get(leader, NO_GROUP),
            self.member_of.get(follower, NO_GROUP),
        )
        return leader != follower and bool(offices & groups)


NO_GROUP: frozenset[str] = frozenset()


def _hours_between(places: Places) -> NDArray[np.float64]:
    """Hours on foot from each place to each; the last row and column stand for nowhere.

    All ways at once: a way is as short as a path and the shortest way from its end (Bellman 1958).
    """
    seconds = np.full((len(places.all) + 1, len(places.all) + 1), np.inf)
    np.fill_diagonal(seconds, 0.0)
    before = np.zeros_like(seconds)
    while not np.array_equal(before, seconds):
        before[:] = seconds
        for here, paths in enumerate(places.paths):
            for path in paths:
                by_path = seconds[path.toward] + path.seconds
                np.minimum(seconds[here], by_path, out=seconds[here])
    return np.where(np.isfinite(seconds), seconds, 0.0) / HOUR


def lateness(hour: float) -> float:
    """How late it is to be up: 0 by day, rising from 21:00 to 1 at midnight, 1 until 5:00."""
    if hour >= 21:
        return min(1.0, (hour - 21) / 3.0 + 0.2)
    return 1.0 if hour < 5 else 0.0
