"""Everyday coherence: what has to be so in every story, whatever the dice say, held against whole
stories event by event.

    python -m tests.stories.coherence --seeds 200          # both bundled worlds and three towns
    python -m tests.stories.coherence precious-person --seeds 20 --first 1000

Each check is shown every event with the whole as it was just before, and says what is wrong with
it. The bundled worlds are lived to their end, the towns for thirty days.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from typing import NamedTuple

import kizuna
from kizuna.clock import DAY, HOUR, MINUTE, format_moment
from kizuna.event import Event
from kizuna.run import Story, ends_at
from kizuna.state.commitment import BROKEN, KEPT, OPEN, RELEASED, RUNNING, STATUSES
from kizuna.state.person import Unanswered
from kizuna.state.table import NONE
from kizuna.state.whole import Whole, evolve
from kizuna.world.load import bundled
from kizuna.world.rules import World
from kizuna.world.town import settle, town

TOWNS = ("town-1", "town-2", "town-3")
"""Three worlds that nobody wrote: casts, bonds and places are drawn."""
TOWN_SIZE, TOWN_DAYS = 9, 30
WORLDS = (*bundled(), *TOWNS)

OF_THE_AWAKE = frozenset(
    {"Did", "WentOn", "ErrandBegun", "Told", "HeldBack", "Leaked", "BrokeOut", "ShutOut",
     "Noticed", "Recalled", "MemoryKept"}
)  # fmt: skip
CHOSEN = ("Did", "ErrandBegun")
SHOWS = frozenset(
    {"FeelingFelt", "FeelingEased", "FellAsleep", "Woke", "ErrandBegun", "Arrived", "Injured",
     "Tended", "Did", "Masked", "EnergyChanged", "Lifted", "Followed", "SetDown"}
)  # fmt: skip
"""What somebody shows of themselves to whoever is with them, without a look of its own."""
MOVES = ("Arrived", "SetOut")
"""That somebody came is no reason to do the same to them for a third time."""
TURN_WITHIN_S = 20 * MINUTE
"""Whoever waits for a word to end has a turn within this; the longest word, a report, takes ten
minutes."""
TALKS_S = HOUR
"""A talk comes to rest within this: two minutes in which nobody says anything."""
REST_S = 2 * MINUTE
DEEDS_A_DAY = 300
"""More than this nobody does in a day: a deed for every three waking minutes."""


class Breach(NamedTuple):
    """Something that must not be: in which story, what check says so, and of which event."""

    world: str
    seed: int
    check: str
    event: str


# What people act from. ------------------------------------------------------------------------


class Picture:
    """How things stood for those who act at a moment: all decide from one still picture, so
    whoever sets out, falls asleep or is spoken to this very moment is still seen as before."""

    def __init__(self) -> None:
        self.time = 0
        self.left: dict[str, str | None] = {}
        self.slept: set[str] = set()
        self.unanswered: list[tuple[Unanswered, ...]] = []

    def see(self, whole: Whole, event: Event) -> None:
        """To be told of each event just before it is evolved."""
        if event.time != self.time:
            self.time, self.left, self.slept = event.time, {}, set()
            self.unanswered = list(whole.people.unanswered)
        if event.kind == "SetOut":
            for who in taken(event):
                self.left.setdefault(who, place_of(whole, who))
        if event.kind == "FellAsleep":
            self.slept.add(event.roles["who"])

    def place(self, whole: Whole, who: str) -> str | None:
        return self.left.get(who) or place_of(whole, who)

    def is_awake(self, whole: Whole, who: str) -> bool:
        return who in self.slept or whole.people.is_awake(whole.person(who))


def place_of(whole: Whole, who: str) -> str | None:
    place = whole.people.place(whole.person(who))
    return None if place == NONE else whole.places.all[place].id


def taken(event: Event) -> tuple[str, ...]:
    """Everybody a journey takes along."""
    return event.roles["actor"], *event.data.get("with", ())


def doer(event: Event) -> str | None:
    return event.roles.get("actor") or event.roles.get("who")


# The checks. ----------------------------------------------------------------------------------


class Check:
    """Shown each event of a story in turn; says whether something is wrong with it."""

    def __init__(self, story: Story) -> None:
        self.story, self.starts = story, story.world.starts

    def is_wrong(self, picture: Picture, whole: Whole, event: Event) -> bool:
        """Whether this event must not be; called with the whole as it was just before."""
        raise NotImplementedError

    def is_wrong_in_the_end(self, whole: Whole) -> bool:
        """Whether the story must not end so."""
        return False


class OnlyTheAwakeAct(Check):
    """The dead, the unconscious and the sleeping neither act nor notice."""

    def is_wrong(self, picture: Picture, whole: Whole, event: Event) -> bool:
        who = doer(event)
        acts = event.kind in OF_THE_AWAKE and who is not None
        return acts and not whole.people.is_awake(whole.person(who or ""))


class NobodyIsInTwoPlaces(Check):
    """Whoever does something is where it happens, and whom it reaches is there too."""

    def is_wrong(self, picture: Picture, whole: Whole, event: Event) -> bool:
        who = doer(event)
        if event.kind not in OF_THE_AWAKE | {"SetOut"} or who is None or event.place is None:
            return False
        there = {who}
        if event.kind == "Did" and self._reaches(event):
            there |= {event.roles.get("target", who), *event.data["witnesses"]}
        return any(picture.place(whole, each) != event.place for each in there)

    def _reaches(self, event: Event) -> bool:
        return self.story.world.practice[event.data["practice"]].with_ != "absent"


class NobodyActsOnWhatTheyCannotKnow(Check):
    """Whatever a choice rests on, its maker was part of, has noticed, or can see now."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.noticed: dict[str, set[int]] = defaultdict(set)

    def is_wrong(self, picture: Picture, whole: Whole, event: Event) -> bool:
        if event.kind == "Noticed":
            self.noticed[event.roles["who"]].update(cause.seq for cause in event.causes)
        if event.kind == "SetOut":
            for id_ in whole.people.ids:
                if picture.place(whole, id_) == event.place:  # whoever is left sees them go
                    self.noticed[id_].add(event.seq)
        if event.kind not in CHOSEN:
            return False
        behind = (self.story.events[cause.seq] for cause in event.causes)
        return not all(self._could_know(picture, whole, event, each) for each in behind)

    def _could_know(self, picture: Picture, whole: Whole, event: Event, behind: Event) -> bool:
        who = event.roles["actor"]
        is_own = who in behind.roles.values() or who in behind.data.get("with", ())
        if is_own or behind.time < self.starts or behind.seq in self.noticed[who]:
            return True
        of = {*behind.roles.values(), *behind.data.get("with", ())}
        here = picture.place(whole, who)
        return behind.kind in SHOWS and any(picture.place(whole, each) == here for each in of)


class WhoeverTellsBelieves(Check):
    """What is told is believed by its teller."""

    def is_wrong(self, picture: Picture, whole: Whole, event: Event) -> bool:
        if event.kind != "Told":
            return False
        teller = whole.person(event.roles["actor"])
        return whole.beliefs.confidence(teller, event.data["proposition"]) <= 0.5


class EnergiesStayWithinBounds(Check):
    """No energy is below nothing or above its cap."""

    def is_wrong(self, picture: Picture, whole: Whole, event: Event) -> bool:
        levels, caps = whole.people.energy_level, whole.people.energy_cap
        return any(
            bool((levels[name] < 0.0).any() or (levels[name] > caps[name]).any())
            for name in whole.people.energies
        )


class EveryPromiseHasOneLife(Check):
    """A promise is running, kept, broken or released; whatever else is agreed on stands where its
    kind can stand; nothing that has ended ends again."""

    def is_wrong(self, picture: Picture, whole: Whole, event: Event) -> bool:
        return event.kind == "CommitmentEnded" and (
            whole.commitments.all[event.data["commitment"]].status not in OPEN
        )

    def is_wrong_in_the_end(self, whole: Whole) -> bool:
        given = (RUNNING, KEPT, BROKEN, RELEASED)
        return any(
            each.status not in (given if each.kind in ("promise", "vow") else STATUSES)
            for each in whole.commitments.all.values()
        )


class NothingIsDoneThreeTimesRunning(Check):
    """Nobody does the same to the same person three times running, unless something that came
    since the second time is on record as what moved them to the third."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.last: dict[str, list[tuple[tuple[str, ...], Event]]] = defaultdict(list)

    def is_wrong(self, picture: Picture, whole: Whole, event: Event) -> bool:
        if event.kind != "Did":
            return False
        roles, data = event.roles, event.data
        what = (data["practice"], roles.get("target", ""), roles.get("about", ""),
                data.get("topic", ""))  # fmt: skip
        last = self.last[roles["actor"]]
        if last and last[-1][0] != what:
            last.clear()
        second = last[-1][1].seq if len(last) > 1 else None
        last.append((what, event))
        if second is None or "target" not in roles:
            return False
        new = [cause for cause in event.causes if cause.seq > second]
        moved = any(each.type != "enabled" or self._is_answer_to(each.seq, event) for each in new)
        return not (event.reasons and moved)

    def _is_answer_to(self, seq: int, event: Event) -> bool:
        """Whether what enabled a deed is something that its target has done."""
        behind = self.story.events[seq]
        return behind.roles.get("actor") == event.roles["target"] and behind.kind not in MOVES


class NobodyIsKeptFromSleepWithAWord(Check):
    """Nobody falls asleep while they are spoken to."""

    def is_wrong(self, picture: Picture, whole: Whole, event: Event) -> bool:
        if event.kind != "FellAsleep":
            return False
        who, practices = whole.person(event.roles["who"]), self.story.world.practice
        return any(
            each.target == who and each.until > event.time and practices[each.practice].is_talk
            for each in whole.people.doing
            if each.practice in practices
        )


class WhatTakesTwoIsDoneOnce(Check):
    """Nobody does to another what that one has done to them in this very second, and was let."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.done: set[tuple[object, ...]] = set()

    def is_wrong(self, picture: Picture, whole: Whole, event: Event) -> bool:
        if event.kind != "Did" or not event.data.get("accepted"):
            return False
        one, other = event.roles["actor"], event.roles["target"]
        self.done.add((event.time, event.data["practice"], one, other))
        return (event.time, event.data["practice"], other, one) in self.done


class EverybodyHasATurn(Check):
    """Whoever waits for the end of somebody's word does something of their own before long."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.since: dict[str, int] = {}

    def is_wrong(self, picture: Picture, whole: Whole, event: Event) -> bool:
        who = doer(event)
        if who is None or event.kind not in ("Did", "WentOn", "SetOut", "FellAsleep"):
            return False
        if event.kind == "WentOn" and event.data.get("practice") == "listen":
            return event.time - self.since.setdefault(who, event.time) > TURN_WITHIN_S
        self.since.pop(who, None)
        return False


class TalkComesToRest(Check):
    """No talk goes on without a pause for longer than people talk, and nobody is busy all day."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.floor: dict[str, tuple[int, int]] = {}
        self.deeds: dict[tuple[str, int], int] = defaultdict(int)

    def is_wrong(self, picture: Picture, whole: Whole, event: Event) -> bool:
        if event.kind != "Did":
            return False
        day = event.roles["actor"], event.time // DAY
        self.deeds[day] += 1
        if self.deeds[day] > DEEDS_A_DAY:
            return True
        if not event.data.get("talk"):
            return False
        since, until = self.floor.get(event.place or "", (event.time, event.time))
        since = event.time if event.time - until >= REST_S else since
        self.floor[event.place or ""] = since, event.time + int(event.data["takes"])
        return event.time - since > TALKS_S


CHECKS: tuple[Callable[[Story], Check], ...] = (
    OnlyTheAwakeAct, NobodyIsInTwoPlaces, NobodyActsOnWhatTheyCannotKnow, WhoeverTellsBelieves,
    EnergiesStayWithinBounds, EveryPromiseHasOneLife, NothingIsDoneThreeTimesRunning,
    NobodyIsKeptFromSleepWithAWord, WhatTakesTwoIsDoneOnce, EverybodyHasATurn, TalkComesToRest,
)  # fmt: skip


def walk(story: Story) -> Iterator[tuple[Whole, Event]]:
    """Every event with the whole as it was just before."""
    whole = Whole()
    for event in story.chronicle():
        yield whole, event
        evolve(whole, (event,))


def breaches(story: Story, name: str) -> list[Breach]:
    """Everything about a story that must not be."""
    checks, picture, found = [check(story) for check in CHECKS], Picture(), list[Breach]()
    seed, starts, whole = story.whole.seed, story.world.starts, Whole()
    for whole, event in walk(story):
        if event.time < starts:
            continue
        picture.see(whole, event)
        for check in checks:
            if check.is_wrong(picture, whole, event):
                told = f"{format_moment(event.time)} {event.kind} {dict(event.roles)} {event.data}"
                found.append(Breach(name, seed, type(check).__name__, told))
    for check in checks:
        if check.is_wrong_in_the_end(whole):
            found.append(Breach(name, seed, type(check).__name__, "in the end"))
    return found


# Many stories. --------------------------------------------------------------------------------


@lru_cache
def world_of(name: str) -> World:
    """A bundled world, or a town by its number."""
    if name in TOWNS:
        return settle(town(int(name.removeprefix("town-")), TOWN_SIZE))
    return kizuna.load(name)


def live(name: str, seed: int, days: float | None = None) -> Story:
    """A story of one of these worlds to its end, or for so many days."""
    world = world_of(name)
    ends = world.starts + TOWN_DAYS * DAY if name in TOWNS else ends_at(world)
    until = ends if days is None else min(ends, world.starts + round(days * DAY))
    return kizuna.begin(world, seed=seed).advance(until)


def judge(work: tuple[str, int, float | None]) -> list[Breach]:
    """What is wrong with one story."""
    name, seed, days = work
    return breaches(live(name, seed, days), name)


def main(args: Sequence[str]) -> int:
    """Live the stories asked for and print what is wrong with them."""
    asked = argparse.ArgumentParser(prog="python -m tests.stories.coherence")
    asked.add_argument("worlds", nargs="*", default=WORLDS, choices=[[], *WORLDS])
    asked.add_argument("--seeds", type=int, default=200)
    asked.add_argument("--first", type=int, default=1)
    asked.add_argument("--days", type=float, help="only the first days of each story")
    told = asked.parse_args(args)
    seeds = range(told.first, told.first + told.seeds)
    work = [(name, seed, told.days) for name in told.worlds or WORLDS for seed in seeds]
    stories = bad = 0
    with ProcessPoolExecutor() as pool:
        for found in pool.map(judge, work):
            stories, bad = stories + 1, bad + bool(found)
            for breach in found:
                print(*breach, flush=True)
    print(f"{stories} stories, {bad} of them incoherent")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
