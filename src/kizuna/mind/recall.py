"""recall: something here brings back something then, and it is felt again, weaker.

A memory comes back when the people of a present event or sight are the people of the remembered
one; the more salient it is and the more of them are named, the likelier. What comes back is on the
mind, and its feeling with it: the old anger, the old fear, the old warmth.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from typing import NamedTuple

from kizuna.clock import DAY, HOUR
from kizuna.dice import key, roll
from kizuna.event import Cause
from kizuna.mind.appraise import regret
from kizuna.mind.feel import FAINT, feel_one
from kizuna.mind.moment import Moment, Stirred
from kizuna.state.feeling import FEELINGS
from kizuna.state.memory import FADE_BAD, VALUES, left_after
from kizuna.state.table import NONE

RECALL, WANDER = key("recall"), key("mind wanders")
WANDERS = 0.1
"""How often, looking up alone, somebody comes to mind unasked (a choice: minds wander in 47 of 100
sampled moments, Killingsworth & Gilbert 2010; few of those stir anything)."""
IN_SILENCE = 0.5
"""How readily a silence with somebody brings back what one has been through with them, beside a
word of theirs (a choice; memories come unasked when attention is free: Berntsen 2009)."""
COMES_AGAIN_S = 24 * HOUR
"""What came by itself comes again by itself half as likely within so long (a choice)."""
USED_TO_IT_H = 60 * 24.0
"""Half of a longing is left after so long apart: one gets used to it (a choice)."""
LONGS_AFTER_H = 48.0
"""Hours apart until longing for somebody is at half of what it can be (a choice)."""
RESTS_S = 1.5 * HOUR
"""A memory that has just come back leaves one in peace: half as likely again after so long."""
OLD_ENOUGH_S = 20 * 60
PULLS, PULLS_FOR_ALL = 0.2, 1.1
"""How strongly a cue pulls that names anybody of a memory, and what naming all adds (choices)."""
MOST_PULL = PULLS + PULLS_FOR_ALL
MOST_LUCK = 1.5
"""How much chance can make of what comes by itself."""
STANDS_OUT = 0.45
"""What is less salient no cue brings back (a choice)."""
UNASKED = 0.4
"""What comes back unasked stirs so much of what a cue would have stirred (a choice)."""
COMES_BACK = 2.5
"""How much more often a hurt that one has done comes back until it is forgiven: guilt presses for
amends (Baumeister, Stillwell & Heatherton 1994; the figure is a choice)."""
WORTH_SHARING = 0.3
"""A pride from which on one would like to tell somebody (a choice)."""
NEAR_H = 1.0
"""Within so many hours' way somebody can be gone to (a choice)."""
FELT_AGAIN = 0.6
"""A recalled feeling is weaker than the first (a choice)."""
STINGS_STILL = 0.3
"""So much of an old anger comes back once the matter was made good: to have forgiven is to want no
revenge any more (McCullough et al. 1998; the figure is a choice)."""


def recall(moment: Moment) -> Moment:
    """At most one memory comes back to each due person: the most salient that has a cue; or, to
    whoever is alone with nothing to look at, one that comes by itself. And whoever is proud thinks
    of somebody who is not there."""
    proud = _proud(moment)
    for who in moment.due:
        cues, to_tell = _cues(moment, who), _would_tell(moment, who, proud.get(who))
        if to_tell:
            _bring_back(moment, who, to_tell)
        if cues:
            _bring_back(moment, who, cues)
        elif moment.whole.people.is_awake(who) and not moment.here(who):
            _wander(moment, who)
        elif moment.whole.people.is_awake(who) and moment.whole.people.is_quiet(who):
            _bring_back(moment, who, _company(moment, who), IN_SILENCE)
    return moment


def _company(moment: Moment, who: int) -> list[tuple[frozenset[str], int]]:
    """Whoever one is silent with is a cue by being there; nothing was noticed."""
    return [(frozenset((moment.id_(row),)), 0) for row in moment.here(who)]


def _wander(moment: Moment, who: int) -> None:
    """The mind of somebody alone wanders, and mostly to people."""
    memories, keys = moment.whole.memories, moment.whole.people.keys
    if not memories.held_by(who):
        return
    if roll(moment.whole.seed, moment.now, keys[who], 0, WANDER) >= WANDERS:
        return
    most, strongest = 0.0, NONE
    for rank, row in _known_memories(moment, who).single:
        if -rank * MOST_LUCK < most:
            break
        pull = _pull_alone(moment, who, row, most)
        if pull > most or (pull == most > 0 and row < strongest):
            most, strongest = pull, row
    if strongest != NONE:
        _recalled(moment, who, strongest, int(memories.numbers.get("event", strongest)), None)


def _pull_alone(moment: Moment, who: int, row: int, most: float) -> float:
    """How strongly a memory comes by itself: the fresher in mind and the more it stirred. What
    cannot come as strongly as the strongest so far (`most`) is not drawn for."""
    numbers = moment.whole.memories.numbers
    if moment.now - numbers.get("at", row) < OLD_ENOUGH_S:
        return 0.0
    rested = moment.now - moment.whole.memories.recalled_at.get(row, -400 * DAY)
    days = (moment.now - numbers.get("at", row)) / DAY
    fresh = 1.0 - 2.0 ** (-rested / COMES_AGAIN_S)
    recent = (1.0 + days) ** -0.25
    if _is_unsettled(moment, row):
        recent *= COMES_BACK
    vivid = fresh * recent * numbers.get("salience", row)
    if vivid * MOST_LUCK < most:
        return 0.0
    which = _which(moment, int(numbers.get("event", row)))
    drawn = roll(moment.whole.seed, moment.now, moment.whole.people.keys[who], which, WANDER)
    return float(vivid * (0.5 + drawn))


def _cues(moment: Moment, who: int) -> list[tuple[frozenset[str], int]]:
    """Who is named by what was just noticed, each with the noticing."""
    own = moment.id_(who)
    cues = [
        (
            frozenset(percept.event.roles.values()) | _named(percept.event.data.get("topic", "")),
            percept.noticed,
        )
        for percept in moment.percepts.get(who, ())
        if percept.event.kind == "Did" and percept.is_heeded
    ]
    cues += [
        (frozenset((moment.id_(sight.whom), own)), sight.noticed)
        for sight in moment.sights.get(who, ())
    ]
    return cues


def _proud(moment: Moment) -> dict[int, int]:
    """Who has just done something to be proud of, and the event that says so: each one's first."""
    proud: dict[int, int] = {}
    for each in moment.stirred:
        if each.kind == "pride" and each.strength >= WORTH_SHARING:
            proud.setdefault(each.holder, each.cause.seq)
    return proud


def _would_tell(
    moment: Moment, who: int, proud_since: int | None
) -> list[tuple[frozenset[str], int]]:
    """Whoever has done something to be proud of thinks of those they could go and tell (Gable et
    al. 2004), and first of whom they have wronged, which can be looked at now (Schumann 2014: who
    is sure of their own worth apologises better)."""
    if proud_since is None:
        return []
    away = [other for other in _known(moment, who) if _can_be_gone_to(moment, who, other)]
    named = frozenset(moment.id_(other) for other in away)
    return [(named, proud_since)] if away else []


def _known(moment: Moment, who: int) -> list[int]:
    bonds = moment.whole.bonds
    return [bonds.toward(row) for row in bonds.known_by(who)]


def _can_be_gone_to(moment: Moment, who: int, other: int) -> bool:
    """Whether somebody is elsewhere, not far, and alive as far as one knows."""
    is_lost = moment.still.bond_flag["is_lost"][moment.bond(who, other)]
    return not is_lost and 0.0 < moment.held(who, other, "distance_hours") < NEAR_H


def _named(topic: str) -> frozenset[str]:
    return (
        frozenset(topic.partition("(")[2].rstrip(")").replace(" ", "").split(","))
        if topic
        else frozenset()
    )


def _bring_back(
    moment: Moment, who: int, cues: list[tuple[frozenset[str], int]], share: float = 1.0
) -> None:
    before, named = moment.now - OLD_ENOUGH_S, frozenset().union(*(each for each, _ in cues))
    best: tuple[int, int] | None = None
    most = 0.0
    for vivid in _known_memories(moment, who).vivid:
        if -vivid.rank * MOST_PULL < most:
            break
        if vivid.at <= before and not named.isdisjoint(vivid.people):
            chance, cause = _pull(moment, vivid, cues)
            if chance > 0 and _is_unsettled(moment, vivid.row):
                chance *= COMES_BACK
            if chance > most or (best is not None and chance == most and vivid.row < best[0]):
                most, best = chance, (vivid.row, cause)
    if best is None:
        return
    row, cause = best
    event = int(moment.whole.memories.numbers.get("event", row))
    keys, which = moment.whole.people.keys, _which(moment, event)
    if roll(moment.whole.seed, moment.now, keys[who], which, RECALL) < share * most:
        _recalled(moment, who, row, event, cause)


class Vivid(NamedTuple):
    """A memory of a single event that stands out: its row, when it was, and whom it is about
    beside its holder. `rank` is what it counts for at most, negative, so that in order the
    strongest are first: whoever looks for the strongest can stop where no other can be."""

    rank: float
    row: int
    at: float
    salience: float
    people: frozenset[str]


@dataclass(slots=True)
class Known:
    """Somebody's memories of single events by rank, by row where ranks are the same, and those of
    them that are vivid; of so many that were looked at."""

    single: list[tuple[float, int]] = field(default_factory=list)
    vivid: list[Vivid] = field(default_factory=list)
    looked_at: int = 0


def _known_memories(moment: Moment, who: int) -> Known:
    """Somebody's memories: each is looked at once."""
    held = moment.whole.memories.held_by(who)
    known = moment.weighing.kept.value(("vivid", who), None, Known)
    numbers, own = moment.whole.memories.numbers, frozenset((moment.id_(who),))
    for row in held[known.looked_at :]:
        if not numbers.get("is_history", row):
            salience = numbers.get("salience", row)
            rank = -salience * (COMES_BACK if numbers.get("wronged_them", row) > 0 else 1.0)
            insort(known.single, (rank, row))
            if salience >= STANDS_OUT:
                about = people_of(moment, row) - own
                insort(known.vivid, Vivid(rank, row, numbers.get("at", row), salience, about))
    known.looked_at = len(held)
    return known


def _which(moment: Moment, event: int) -> int:
    """The address of draws about a remembered event: what it was, not its number."""
    told = moment.lookup(event)
    return 0 if told is None else moment.identity_key(told)


def _pull(
    moment: Moment, vivid: Vivid, cues: list[tuple[frozenset[str], int]]
) -> tuple[float, int]:
    """How strongly the strongest cue pulls at a memory, and which noticing it was."""
    rested = moment.now - moment.whole.memories.recalled_at.get(vivid.row, -400 * DAY)
    fresh = 1.0 - 2.0 ** (-rested / RESTS_S)
    best = (0.0, 0)
    for named, noticed in cues:
        shared = len(vivid.people & named) / max(1, len(vivid.people))
        if shared > 0:
            pull = fresh * vivid.salience * (PULLS + PULLS_FOR_ALL * shared)
            best = max(best, (pull, noticed))
    return best


def people_of(moment: Moment, row: int) -> frozenset[str]:
    """Whom a memory is about: the people of its event, and whoever it is held toward."""
    return moment.weighing.kept.value(("people of", row), None, lambda: _people_of(moment, row))


def _people_of(moment: Moment, row: int) -> frozenset[str]:
    event = moment.lookup(int(moment.whole.memories.numbers.get("event", row)))
    toward = moment.whole.bonds.toward(int(moment.whole.memories.numbers.get("bond", row)))
    named = (
        frozenset()
        if event is None
        else frozenset(event.roles.values()) | _named(event.data.get("topic", ""))
    )
    return (named & frozenset(moment.whole.people.ids)) | {moment.id_(toward)}


def _recalled(moment: Moment, who: int, row: int, event: int, cause: int | None) -> None:
    others = sorted(people_of(moment, row) - {moment.id_(who)})
    seen = (Cause("perceived", cause),) if cause else ()
    causes = (*seen, Cause("enabled", event))
    data: dict[str, object] = {"event": event, "people": others}
    if cause is None:
        data["unasked"] = True
    recalled = moment.draft("Recalled", {"who": moment.id_(who)}, data, causes)
    weaker = UNASKED if cause is None else 1.0
    then = [(kind, weaker * strength, toward) for kind, strength, toward in felt_then(moment, row)]
    felt = [each for each in (*then, *_felt_now(moment, who, row)) if each[1] >= FAINT]
    for kind, strength, toward in felt:
        cause_ = Cause("motivated", recalled.seq)
        feel_one(moment, Stirred(who, kind, strength, toward, event, cause_))


def _felt_now(moment: Moment, who: int, row: int) -> list[tuple[str, float, int]]:
    """What it means by now: guilt for whom one hurt and is fond of, longing for whom one misses."""
    numbers = moment.whole.memories.numbers
    toward = moment.whole.bonds.toward(int(numbers.get("bond", row)))
    found = []
    if _is_unsettled(moment, row):
        found.append(("guilt", numbers.get("salience", row) * regret(moment, who, toward), toward))
    hours = moment.held(who, toward, "hours_apart")
    close = max(0.0, moment.held(who, toward, "closeness"))
    longing = close * hours / (hours + LONGS_AFTER_H) * 2.0 ** (-hours / USED_TO_IT_H)
    found.append(("longing", longing, toward))
    return found


def _is_unsettled(moment: Moment, row: int) -> bool:
    """Whether it is a hurt that one has done and that was not forgiven."""
    memories = moment.whole.memories
    return memories.numbers.get("wronged_them", row) > 0 and memories.is_unsettled(row)


def felt_then(moment: Moment, row: int) -> list[tuple[str, float, int]]:
    """The feeling that came with it, weaker; for what was only judged, by its worth."""
    numbers = moment.whole.memories.numbers
    toward = moment.whole.bonds.toward(int(numbers.get("bond", row)))
    salience = numbers.get("salience", row)
    worth = {name: numbers.get(name, row) for name in VALUES}
    found = []
    days = max(0.0, (moment.now - numbers.get("at", row)) / DAY)
    if numbers.get("felt", row) > 0:
        found.append((FEELINGS[int(numbers.get("felt_kind", row))], numbers.get("felt", row)))
    elif worth["fear"] > 0.1:
        found.append(("fear", salience * worth["fear"]))
    elif worth["affection"] < -0.05:
        found.append(("anger", salience * min(1.0, 2.0 * -worth["affection"])))
    left = FELT_AGAIN * left_after(days, FADE_BAD)
    made_good = {} if moment.whole.memories.is_unsettled(row) else {"anger": STINGS_STILL}
    return [(kind, left * made_good.get(kind, 1.0) * much, toward) for kind, much in found]
