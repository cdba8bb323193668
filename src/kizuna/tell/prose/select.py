"""Select: how much each thing that could be told matters.

    what it is        a turning point more than a deed, a deed more than a coming or going
    what it moved     how strongly anybody felt about it
    what came of it   turning points that rest on it through their causes
    whose it is       the story's main people more than those at its edge
    how new it is     the third embrace of the same two less than the first, news that has gone
                      round less than news, somebody's fifth second thought less than their first
    what it decides   a wager that was made
    what it mends     after something has turned between two people

Nothing is thrown away here: every line gets its salience, and pacing decides what that buys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kizuna.event import Event
from kizuna.state.belief import GAP
from kizuna.tell.line import BACKDROP, OVER, PASSING, TOLD, TURNING, Line

BY_WEIGHT = {BACKDROP: 0.05, PASSING: 0.15, TOLD: 0.45, TURNING: 0.9}
"""What a line is worth for what it is (a choice)."""
MOVED = 0.6
"""How much the strongest feeling about an event adds (a choice)."""
CAME_OF_IT, MOST_CAME_OF_IT = 0.12, 0.6
"""What each turning point that rests on an event adds to it, and at most (a choice)."""
BACK = 4
"""How many causes back from a turning point are looked at (a choice)."""
NEWNESS = 0.55
"""What is left of a deed's worth each time the same people do it again (a choice)."""
HABIT = 0.85
"""What is left of it each time the same person does the same to somebody else (a choice)."""
SAID_OF_ONESELF = 0.4
"""What is left of the worth of what somebody tells of themselves each time that they tell more of
the same kind, to whomever (a choice)."""
WEIGHS = frozenset({"guilt", "remorse"})
"""What weighs on somebody until it is made good."""
MENDS, MENDED = 0.9, 0.7
"""What it adds to make that good after something turned between two people, which is a turning
point itself, and what is left of that each time (a choice)."""
DECIDES, DECIDED = 0.6, "TermsMet"
"""What it adds to decide a wager (a choice), and the event that says so."""
EDGE = 0.1
"""What is left of the worth of what happens among people at the edge of the story (a choice)."""
INNER = 0.8
"""What is left of a line for going on inside only, unless it is a turning point (a choice)."""
TELLING = "did.tell"
"""The message of news that is passed on."""


def weighed(lines: Sequence[Line], events: Mapping[int, Event]) -> dict[int, float]:
    """The salience of each line by its number, 0 and up."""
    felt, rests = strongest_feelings(events.values()), consequences(lines, events)
    decided = {each.seq for event in events.values() if event.kind == DECIDED
               for each in event.causes}  # fmt: skip
    plain = [
        BY_WEIGHT[line.weight] + MOVED * felt.get(line.seq, 0.0)
        + min(MOST_CAME_OF_IT, CAME_OF_IT * rests.get(line.seq, 0.0))
        for line in lines
    ]  # fmt: skip
    new = [
        worth * each + after + DECIDES * (line.seq in decided)
        for line, worth, each, after in zip(
            lines, plain, newness(lines, plain), mending(lines, events.values()), strict=True
        )
    ]
    main = importance(lines, new)
    return {
        line.seq: each * _by_people(line, main) * _by_voice(line)
        for line, each in zip(lines, new, strict=True)
    }


def _by_voice(line: Line) -> float:
    return INNER if line.voice == "inner" and line.weight < TURNING else 1.0


def _by_people(line: Line, main: Mapping[str, float]) -> float:
    """A deed of two of the main people counts in full, one that one of them has with somebody else
    for half, what goes on at the edge for next to nothing; what happens to nobody in particular
    concerns everybody."""
    parts = sorted((main.get(id_, 0.0) ** 2 for id_ in people(line)), reverse=True)[:2]
    return EDGE + (1 - EDGE) * (sum(parts) / len(parts) if parts else 1.0)


def strongest_feelings(events: Iterable[Event]) -> dict[int, float]:
    """The strongest feeling anybody had about an event, by its number."""
    felt: dict[int, float] = {}
    for event in events:
        if event.kind == "FeelingFelt":
            about = int(event.data.get("about", event.seq))
            felt[about] = max(felt.get(about, 0.0), float(event.data["strength"]))
    return felt


def consequences(lines: Iterable[Line], events: Mapping[int, Event]) -> dict[int, float]:
    """How much turning rests on each event: each turning point counts half for each step back."""
    rests: dict[int, float] = {}
    for line in lines:
        if line.weight == TURNING and line.event is not None:
            _credit(line.event, events, rests)
    return rests


def _credit(turning: Event, events: Mapping[int, Event], rests: dict[int, float]) -> None:
    reached, seen, share = [turning], {turning.seq}, 1.0
    for _ in range(BACK):
        causes = {cause.seq for event in reached for cause in event.causes} - seen
        share *= 0.5
        for seq in sorted(causes):
            rests[seq] = rests.get(seq, 0.0) + share
        seen |= causes
        reached = [events[seq] for seq in sorted(causes) if seq in events]


def newness(lines: Sequence[Line], plain: Sequence[float]) -> list[float]:
    """What is left of each line's worth for having been told before. Of what somebody tells of
    themselves to one after another, the time counts in full that is worth most."""
    main, told = importance(lines, plain), Counter[tuple[str, ...]]()
    left = [1.0] * len(lines)

    def worth(place: int) -> float:
        line = lines[place]
        return plain[place] * _by_people(line, main) if line.is_own else 0.0

    for place in sorted(range(len(lines)), key=lambda place: (-worth(place), place)):
        same, habit = _same(lines[place]), _habit(lines[place])
        left[place] = (SAID_OF_ONESELF if lines[place].is_own else NEWNESS) ** told[same]
        left[place] *= HABIT ** (told[habit] - told[same])
        told[same] += 1
        told[habit] += habit != same
    return left


def mending(lines: Iterable[Line], events: Iterable[Event]) -> list[float]:
    """What each deed between two people gains for making good what weighs on one of them, or for
    answering that, after something has turned between them: one wants to know how it ends."""
    eases = {
        cause.seq
        for event in events
        if event.kind == "FeelingEased"
        and event.data["feeling"] in WEIGHS
        and "toward" in event.roles
        for cause in event.causes
    }
    open_: dict[tuple[str, ...], float] = {}
    gained = []
    for line in lines:
        two, gain = _two(line), 0.0
        if two and line.weight == TURNING and line.voice == "inner":
            open_[two] = MENDS
        elif two in open_ and (line.seq in eases or _answered(line) in eases):
            gain, open_[two] = open_[two], open_[two] * MENDED
        gained.append(gain)
    return gained


def _answered(line: Line) -> int:
    return 0 if line.event is None else int(line.event.data.get("answers", 0))


def _two(line: Line) -> tuple[str, ...]:
    """Whom a line is between, in no order; empty for a line of one person, or of many."""
    roles: Mapping[str, str] = {} if line.event is None else line.event.roles
    doer = roles.get("actor") or roles.get("who")
    other = roles.get("target") or roles.get("toward")
    return tuple(sorted((doer, other))) if doer and other else ()


def _same(line: Line) -> tuple[str, ...]:
    """What makes a line no news: news that was told, whoever tells it to whom; a turn of mind like
    others of the same person; a deed that the same people did before."""
    if line.topic and GAP not in line.topic and line.message == TELLING:
        return (line.topic,)
    kind = line.kind.removesuffix(".toward")
    if line.is_own and line.event is not None:
        about = line.event.roles.get("about", "")
        return (kind, line.event.roles["actor"], about, line.topic.partition("(")[0])
    if line.voice == "inner":
        words = line.things.get("words", "") or line.things.get("question", "")
        return (kind, *line.who[:1], words)
    return (kind, *sorted(people(line)), line.topic)


def _habit(line: Line) -> tuple[str, ...]:
    """What makes a deed one like others of the same person, whomever it is done to."""
    actor = "" if line.event is None else line.event.roles.get("actor", "")
    is_habit = bool(actor) and line.voice == "deed" and not line.is_own
    return ("habit", line.kind, actor) if is_habit else _same(line)


def importance(lines: Sequence[Line], worth: Sequence[float]) -> dict[str, float]:
    """How much of the story is about each person, 1 for whom most of it is about. A few things of
    weight count for more than many small ones."""
    sums: dict[str, float] = {}
    for line, each in zip(lines, worth, strict=True):
        for id_ in people(line):
            sums[id_] = sums.get(id_, 0.0) + each**4
    most = max(sums.values(), default=1.0)
    return {id_: (value / most) ** 0.5 for id_, value in sums.items()}


def main_people(lines: Sequence[Line], worth: Sequence[float], most: int = 8) -> list[str]:
    """Whom the story is about, the most important first."""
    found = importance(lines, worth)
    return sorted(found, key=lambda id_: (-found[id_], id_))[:most]


def people(line: Line) -> tuple[str, ...]:
    """Everybody a line is about; whose fate moved somebody to it is not part of it."""
    if line.event is None:
        return line.who
    roles = line.event.roles
    return tuple(dict.fromkeys(roles[role] for role in roles if role != OVER))
