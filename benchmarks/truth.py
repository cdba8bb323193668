"""Are the causes true? Events drawn at random, each of their causes taken away in a fork.

An event's *enabling* causes are what it could not have been without: with one of them taken away,
it should no longer happen as it did. What no chain of causes connects with it should make no
difference. Both are counted, over whole stories of a bundled world:

    python -m benchmarks.truth --events 150 --seed 7

An event *happens as it did* when one of the same identity happens within a minute of it, the grain
in which stories tell time: the same kind, people and place, the same practice, topic, goal. Beside
it are counted those that do not happen in the very second (then any delay is a difference) and
those that do not within a quarter of an hour (then neither a delay is, nor another event like it).

For each cause an unrelated event is tried, too: one that no chain of causes and occasions connects
with the event, and that is of other people; of these the nearest to the cause in time. (With
`--unrelated lately` it is drawn from the hour before the event, with `anywhen` from everything
earlier; with `--by causes` occasions connect nothing.) What cannot be taken away by itself (an
arrival, a setting out) is taken away by its own enabling cause. People cannot be taken away from
what they do, so they are not tried.

*Occasions* are tried for themselves: what made somebody look up just then. Without one of them the
event should not happen in its second, or not at all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import inf

import kizuna
from kizuna.dice import key, roll
from kizuna.event import Event, identity
from kizuna.explain.chain import behind, loose_ends
from kizuna.explain.occasion import brought_about, occasions
from kizuna.explain.record import Record
from kizuna.run import Story
from kizuna.world.change import Change
from kizuna.world.parting import NEVER_TAKEN

SAME_S, LONG_S = 60, 15 * 60
"""Within so long an event happens as it did, and about then."""
NEAREST, LATELY, ANYWHEN = "nearest", "lately", "anywhen"
"""Where unrelated events are drawn from."""
BY: dict[str, Callable[[Record, Event], Iterable[Event]]] = {
    "occasions": brought_about,
    "causes": behind,
}
"""By what an event is connected with earlier ones."""
LATELY_S = 60 * 60
DRAWN = key("which events are tried")
LANES = 2**63 - 1
TOLD_BESIDE = ("to", "goal", "event", "status", "commitment", "share", "changes", "depth")
"""Data that tell events apart, beside what their identity holds. How much is among them: a grief
that other words ease twice as much half a minute later was not eased as it was, and strength that
something else cost was not spent as it was."""


@dataclass
class Tally:
    """How many were tried, and after how many of these an event did not happen as it did, in its
    second, about then. `same` lists the trials after which it happened as it did, `other` the rest.
    """

    tried: int = 0
    gone: int = 0
    gone_in_second: int = 0
    gone_for_long: int = 0
    same: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    def count(self, text: str, later_s: float) -> None:
        """One more trial: how far from its second the event then happens; infinite for never."""
        self.tried += 1
        self.gone += later_s > SAME_S
        self.gone_in_second += later_s > 0
        self.gone_for_long += later_s > LONG_S
        (self.other if later_s > SAME_S else self.same).append(text)

    def __str__(self) -> str:
        share = 100 / max(1, self.tried)
        return (
            f"{self.gone * share:.1f} of 100 no longer happen as they did "
            f"({self.gone_in_second * share:.1f} not in that second, "
            f"{self.gone_for_long * share:.1f} not within a quarter of an hour), {self.tried} tried"
        )


def drawn(events: Sequence[Event], count: int, seed: int, lane: int = 0) -> list[Event]:
    """So many of these events, each as likely as any other."""
    order = sorted(events, key=lambda event: roll(seed, 0, event.seq & LANES, lane, DRAWN))
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


def happens_without(story: Story, event: Event, cause: Event) -> float:
    """How many seconds earlier or later it happens without the cause, in a fork; inf for never."""
    branch = story.fork(Change(without=(str(cause.seq),)))
    branch.advance(event.time + LONG_S)
    found = [e for e in branch.chronicle() if abs(e.time - event.time) <= LONG_S]
    branch.close()
    meant, known = _whole_identity(event, story.events.get), {each.seq: each for each in found}
    same = [
        each for each in found
        if _whole_identity(each, known.get) == meant and each.seq != cause.seq
    ]  # fmt: skip
    return min((float(abs(each.time - event.time)) for each in same), default=inf)


def _whole_identity(event: Event, lookup: Callable[[int], Event | None]) -> tuple[object, ...]:
    """What an event was, without its time. Whoever goes on, or listens first, does it for so long,
    and an answer is one to what was said."""
    told = (*TOLD_BESIDE, "takes") if event.kind == "WentOn" else TOLD_BESIDE
    said = lookup(int(event.data.get("answers", 0)))
    answered = () if said is None else identity(said)[1:]
    return (*identity(event)[1:], *(str(event.data.get(name, "")) for name in told), *answered)


def enabling(record: Record, event: Event) -> Iterator[Event]:
    """What an event's direct enabling causes are taken away by, each once."""
    return _taken_by(record, (each for type_, each in record.before(event) if type_ == "enabled"))


def called_by(record: Record, event: Event) -> Iterator[Event]:
    """What an event's occasions are taken away by, each once. Whoever did not notice something may
    look up for all that; so what was noticed last is taken away, and not its noticing."""
    found = (_noticed_last(record, each) for each in occasions(record, event))
    return _taken_by(record, (each for each in found if not record.is_opening(each)))


def _noticed_last(record: Record, occasion: Event) -> Event:
    noticed = occasion.causes if occasion.kind == "Noticed" else ()
    return record.events[max((each.seq for each in noticed), default=occasion.seq)]


def _taken_by(record: Record, causes: Iterable[Event]) -> Iterator[Event]:
    tried: set[int] = set()
    for cause in causes:
        found = takeable(record, cause)
        if found is not None and found.seq not in tried:
            tried.add(found.seq)
            yield found


def unrelated(
    record: Record, event: Event, cause: Event, how: str, by: str = "occasions"
) -> Event | None:
    """An earlier event of the story that no chain connects with an event, of other people: the
    nearest to a cause in time, any of the last hour, or any."""
    related, people = {each.seq for each in BY[by](record, event)}, set(event.roles.values())
    found = [
        each
        for each in record.lived
        if each.time < event.time
        and each.seq not in related
        and each.kind not in NEVER_TAKEN
        and not people & set(each.roles.values())
    ]
    if how == LATELY:
        found = [each for each in found if event.time - each.time <= LATELY_S]
    if how != NEAREST or not found:
        return next(iter(drawn(found, 1, event.time, cause.seq & LANES)), None)
    nearest = min(abs(each.time - cause.time) for each in found)
    near = [each for each in found if abs(each.time - cause.time) == nearest]
    return drawn(near, 1, event.time, cause.seq & LANES)[0]


def measure(
    story: Story, count: int, seed: int, how: str = NEAREST, by: str = "occasions"
) -> dict[str, Tally]:
    """Try so many random events of a story that was lived."""
    record = Record.of(story.world, story.chronicle())
    found = {name: Tally() for name in ("loose", "enabling", "unrelated", "occasions")}
    for event in drawn([e for e in record.lived if e.causes], count, seed):
        found["loose"].tried += 1
        found["loose"].other += [_told(each) for each in loose_ends(record, event)]
        for cause in enabling(record, event):
            _try(story, event, cause, found["enabling"])
            other = unrelated(record, event, cause, how, by)
            if other is not None:
                _try(story, event, other, found["unrelated"])
        for cause in called_by(record, event):
            _try(story, event, cause, found["occasions"])
    return found


def _try(story: Story, event: Event, cause: Event, tally: Tally) -> None:
    text = f"{_told(cause)} -> {_told(event)}"
    tally.count(text, happens_without(story, event, cause))


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
    asked.add_argument("--unrelated", choices=(NEAREST, LATELY, ANYWHEN), default=NEAREST)
    asked.add_argument("--by", choices=tuple(BY), default="occasions")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    world = kizuna.load(given.world)
    story = kizuna.begin(world, given.seed).advance(kizuna.parse_moment(given.until))
    found = measure(story, given.events, given.seed, given.unrelated, given.by)
    if given.json:
        print(json.dumps(found, default=vars))
        return
    loose = found["loose"]
    print(f"chains: {loose.tried} tried, {len(loose.other)} loose ends")
    print(f"without an enabling cause: {found['enabling']}")
    print(f"without something unrelated: {found['unrelated']}")
    print(f"without an occasion: {found['occasions']}")
    print("\nenabling, and it still happened:", *found["enabling"].same, sep="\n  ")
    print("\nunrelated, and it no longer happened:", *found["unrelated"].other, sep="\n  ")


if __name__ == "__main__":
    main()
