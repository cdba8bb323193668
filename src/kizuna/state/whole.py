"""Everything that is so at a moment, and `evolve`, the only writer of it.

`evolve(whole, events)` turns what happened into what is. Each kind of event has one small
function that changes the nouns it concerns and nothing else; `EVOLVES` has them all, put together
from the files in which they stand side by side. Live, in replay, in a fork: the same events give
the same whole, cell for cell, which `fingerprint` shows.

An event says everything that evolving needs, so the state knows no world files, no practices and
no rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from kizuna.event import Event, to_json
from kizuna.state.belief import Beliefs, odds_of
from kizuna.state.body import Bodies
from kizuna.state.bond import Bonds
from kizuna.state.commitment import Commitments
from kizuna.state.contest import CONTESTS, Contests
from kizuna.state.days import DAYS
from kizuna.state.deeds import DEEDS
from kizuna.state.feeling import Feelings
from kizuna.state.group import Groups
from kizuna.state.home import Homes
from kizuna.state.inner import INNER
from kizuna.state.journeys import JOURNEYS
from kizuna.state.lives import LIVES
from kizuna.state.memory import Memories
from kizuna.state.opening import OPENING
from kizuna.state.origins import Origins
from kizuna.state.person import (
    ADULT_AGE,
    ANSWER_WAITS_S,
    People,
    Unanswered,
)
from kizuna.state.place import Places
from kizuna.state.pledges import PLEDGES
from kizuna.state.power import Powers
from kizuna.state.suppose import forgo, suppose
from kizuna.state.table import NONE
from kizuna.state.wellbeing import WELLBEING


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
        unanswered, place = self.people.unanswered[who], self.people.place
        if not unanswered or (here := place(who)) == NONE:
            return None
        for waits in unanswered:
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


def _past(whole: Whole, event: Event) -> None:
    """What lies before the story changes nothing by itself: what is left of it is remembered."""


def _story_ended(whole: Whole, event: Event) -> None:
    whole.is_over = True


EVOLVES: Mapping[str, Callable[[Whole, Event], None]] = {
    "StoryBegan": _story_began,
    "Past": _past,
    "FellDue": _fell_due,
    "ReflexActed": _reflex_acted,
    "Happened": _happened,
    "StoryEnded": _story_ended,
    **OPENING,
    **INNER,
    **DEEDS,
    **JOURNEYS,
    **WELLBEING,
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
