"""Are the causes true? Events drawn at random, each of their causes taken away in a fork.

An event's *enabling* causes are what it could not have been without: with one of them taken away,
it should no longer happen as it did. What no chain of causes connects with it should make no
difference. Both are counted, over whole stories of a bundled world:

    python -m benchmarks.truth --events 150 --seed 7

An event *happens as it did* when one of the same identity happens within the same quarter of an
hour: the same kind, people, practice, topic. (At the same second is counted too: then a mere delay
is a difference.) What cannot be taken away by itself (an arrival, a setting out) is taken away by
its own enabling cause. People cannot be taken away from what they do, so they are not tried.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import kizuna
from kizuna.dice import key, roll
from kizuna.event import Event, identity
from kizuna.explain.chain import behind, loose_ends
from kizuna.explain.record import Record
from kizuna.run import Story
from kizuna.world.change import Change
from kizuna.world.parting import NEVER_TAKEN

CLOSE_S = 15 * 60
DRAWN = key("which events are tried")
UNRELATED_TRIED = 1
"""How many unrelated events are tried for each event."""


@dataclass
class Tally:
    """How many were tried, and how many of these made a difference: strictly at the second, and
    within the quarter of an hour. `same` lists those that did not, `other` those that did."""

    tried: int = 0
    strictly: int = 0
    loosely: int = 0
    same: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    def count(self, text: str, strictly: bool, loosely: bool) -> None:
        """One more trial."""
        self.tried += 1
        self.strictly += strictly
        self.loosely += loosely
        (self.other if loosely else self.same).append(text)

    def __str__(self) -> str:
        share = 100 / max(1, self.tried)
        return (
            f"{self.loosely * share:.1f} of 100 no longer happen as they did "
            f"({self.strictly * share:.1f} not at the same second), {self.tried} tried"
        )


def drawn(events: Sequence[Event], count: int, seed: int, lane: int = 0) -> list[Event]:
    """So many of these events, each as likely as any other."""
    order = sorted(events, key=lambda event: roll(seed, 0, event.seq & (2**63 - 1), lane, DRAWN))
    return sorted(order[:count], key=lambda event: event.seq)


def takeable(record: Record, cause: Event) -> Event | None:
    """What has to be taken away so that this is gone: the event itself, or what enabled it."""
    for _ in range(8):
        if cause.kind not in NEVER_TAKEN and cause.kind != "PersonEntered":
            return cause
        enabling = [each for type_, each in record.before(cause) if type_ == "enabled"]
        if not enabling:
            return None
        cause = enabling[0]
    return None


def happens_without(story: Story, event: Event, cause: Event) -> tuple[bool, bool]:
    """Whether it still happens without the cause, in a fork: at its second, and about then."""
    branch = story.fork(Change(without=(str(cause.seq),)))
    branch.advance(event.time + CLOSE_S)
    soon = [e for e in branch.chronicle() if abs(e.time - event.time) <= CLOSE_S]
    soon = [e for e in soon if e.seq != cause.seq]
    branch.close()
    meant = identity(event)
    strictly = any(identity(each) == meant for each in soon)
    return strictly, any(identity(each)[1:] == meant[1:] for each in soon)


def enabling(record: Record, event: Event) -> Iterator[Event]:
    """What an event's direct enabling causes are taken away by, each once."""
    tried: set[int] = set()
    for type_, cause in record.before(event):
        found = takeable(record, cause) if type_ == "enabled" else None
        if found is not None and found.seq not in tried:
            tried.add(found.seq)
            yield found


def unrelated(record: Record, event: Event, seed: int) -> list[Event]:
    """Earlier events of the story that no chain of causes connects with an event."""
    related = {each.seq for each in behind(record, event)} | {event.seq}
    found = [
        each
        for each in record.lived
        if each.time < event.time and each.seq not in related and each.kind not in NEVER_TAKEN
    ]
    return drawn(found, UNRELATED_TRIED, seed, lane=event.seq & (2**63 - 1))


def measure(story: Story, count: int, seed: int) -> dict[str, Tally | int]:
    """Try so many random events of a story that was lived."""
    record = Record.of(story.world, story.chronicle())
    enabled, others, loose = Tally(), Tally(), 0
    for event in drawn([e for e in record.lived if e.causes], count, seed):
        loose += bool(loose_ends(record, event))
        for cause in enabling(record, event):
            _try(story, event, cause, enabled)
        for cause in unrelated(record, event, seed):
            _try(story, event, cause, others)
    return {"enabling": enabled, "unrelated": others, "loose ends": loose}


def _try(story: Story, event: Event, cause: Event, tally: Tally) -> None:
    strictly, loosely = happens_without(story, event, cause)
    text = f"{_told(cause)} -> {_told(event)}"
    tally.count(text, not strictly, not loosely)


def _told(event: Event) -> str:
    what = event.data.get("practice") or event.data.get("proposition") or ""
    return f"{event.seq} {event.kind} {what} {'/'.join(event.roles.values())}"


def main() -> None:
    """Measure and print, first as sentences, then the exceptions."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--world", default="precious-person")
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--events", type=int, default=150)
    asked.add_argument("--until", default="day 4 12:00")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    world = kizuna.load(given.world)
    story = kizuna.begin(world, given.seed).advance(kizuna.parse_moment(given.until))
    found = measure(story, given.events, given.seed)
    if given.json:
        print(json.dumps(found, default=vars))
        return
    print(f"loose ends: {found['loose ends']} of {given.events}")
    for name in ("enabling", "unrelated"):
        print(f"{name}: {found[name]}")
    for name, listed in (("enabling", "same"), ("unrelated", "other")):
        print(f"\n{name}, {listed}:", *getattr(found[name], listed), sep="\n  ")


if __name__ == "__main__":
    main()
