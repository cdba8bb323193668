"""The page after a story: what changed between whom, what is owed, what moved people most.

Everything here is read from two states, the first and the last, and from the events between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from kizuna.clock import MINUTE, format_moment
from kizuna.event import Event, time_of
from kizuna.state.belief import GAP, confidence_of
from kizuna.state.commitment import RUNNING, Commitment
from kizuna.state.memory import VALUES
from kizuna.state.table import NONE
from kizuna.state.whole import Whole
from kizuna.tell.chooser import Chooser
from kizuna.tell.grammar import joined, sentence
from kizuna.tell.pledges import due_words
from kizuna.tell.wording import Wording
from kizuna.world.rules import World

WORTH_TELLING = 0.06
"""A change of a bond below this is not told (a choice)."""
TOLD_CHANGES, TOLD_TURNS, TOLD_MOMENTS, TOLD_PLEDGES = 6, 4, 5, 8

MORE = {
    "affection": "is fonder of {them}",
    "trust": "trusts {them} more",
    "respect": "thinks more of {them}",
    "fear": "fears {them} more",
    "attraction": "is more drawn to {them}",
}
LESS = {
    "affection": "is less fond of {them}",
    "trust": "trusts {them} less",
    "respect": "thinks less of {them}",
    "fear": "fears {them} less",
    "attraction": "is less drawn to {them}",
}


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one bond: for each value its measure (-1 to 1) before and after."""

    who: str
    toward: str
    values: Mapping[str, tuple[float, float]]

    @property
    def size(self) -> float:
        """How much changed in all."""
        return sum(abs(after - before) for before, after in self.values.values())


@dataclass(frozen=True, slots=True)
class Closing:
    """Sentences of the closing page, part by part, and the changes they come from."""

    between: tuple[str, ...]
    hearts: tuple[str, ...]
    owed: tuple[str, ...]
    moments: tuple[str, ...]
    changes: tuple[Change, ...]

    def as_plain(self) -> dict[str, Any]:
        """The page as plain JSON values."""
        return asdict(self)


def closing_page(
    world: World, wording: Wording, first: Whole, last: Whole, events: Iterable[Event],
    told: Mapping[int, str],
) -> Closing:  # fmt: skip
    """The closing of a story between two states; `told` has the sentences by event number."""
    changes, plainly = _changes(first, last), replace(wording, chooser=Chooser(varies=False))
    return Closing(
        between=tuple(_in_words(change, wording) for change in changes),
        hearts=_hearts(world, wording, first, last),
        owed=_owed(plainly, last),
        moments=_moments(events, told, world.starts),
        changes=changes,
    )


# Bonds. --------------------------------------------------------------------------------------


def affection(whole: Whole, who: str, toward: str) -> float:
    """What one person's memories of another add up to now, -1 to 1."""
    rows = whole.people.row
    bond = whole.bonds.row.get((rows.get(who, NONE), rows.get(toward, NONE)))
    if bond is None:
        return 0.0
    held = np.array(whole.memories.held_by(rows[who]), np.intp)
    sums = whole.memories.sums(held, whole.bonds.count, whole.now)
    return float(sums[VALUES.index("affection"), bond])


def _bonds(whole: Whole) -> dict[tuple[str, str], tuple[float, ...]]:
    """The VALUES of every bond by the ids of its two people."""
    every = np.arange(whole.memories.numbers.count)
    sums = whole.memories.sums(every, whole.bonds.count, whole.now)
    ids = whole.people.ids
    # What frightens has no opposite: below nothing there is no fear.
    sums[VALUES.index("fear")] = np.maximum(sums[VALUES.index("fear")], 0.0)
    return {
        (ids[one], ids[other]): tuple(sums[:, row].tolist())
        for (one, other), row in whole.bonds.row.items()
    }


def _changes(first: Whole, last: Whole) -> tuple[Change, ...]:
    before, after = _bonds(first), _bonds(last)
    changes = []
    for (who, toward), values in after.items():
        then = before.get((who, toward), (0.0,) * len(VALUES))
        moved = {
            name: (round(old, 3), round(new, 3))
            for name, old, new in zip(VALUES, then, values, strict=True)
            if abs(new - old) >= WORTH_TELLING
        }
        if moved:
            changes.append(Change(who, toward, moved))
    changes.sort(key=lambda change: (-change.size, change.who, change.toward))
    return tuple(changes[:TOLD_CHANGES])


def _in_words(change: Change, wording: Wording) -> str:
    """ "Temari fears Gaara less (0.70 to 0.41) and is fonder of him (0.35 to 0.52)"."""
    order = sorted(change.values.items(), key=lambda each: -abs(each[1][1] - each[1][0]))
    parts, them = [], wording.name(change.toward)
    for name, (before, after) in order:
        phrase = (MORE if after > before else LESS)[name].format(them=them)
        parts.append(f"{phrase} ({before:.2f} to {after:.2f})")
        them = wording.pronoun(change.toward).object
    return sentence(f"{wording.name(change.who)} {joined(parts)}")


# Hearts. -------------------------------------------------------------------------------------


def _hearts(world: World, wording: Wording, first: Whole, last: Whole) -> tuple[str, ...]:
    """What people believe of each other's hearts that they did not, or no longer do."""
    turned: list[tuple[float, str]] = []
    for row, who in enumerate(last.people.ids):
        for text, belief in last.beliefs.of[row].items():
            told = belief.proposition
            predicate = world.predicates.get(told.predicate)
            if predicate is None or predicate.kind != "heart" or GAP in told.names:
                continue
            earlier = first.beliefs.held(row, text)
            before, after = (-2.2 if earlier is None else earlier.odds), belief.odds
            if (before > 0) != (after > 0) and who in (told.names[0], told.names[-1]):
                verb = "now believes" if after > 0 else "no longer believes"
                sure = f"({confidence_of(before):.0%} sure before, {confidence_of(after):.0%} now)"
                said = f"{wording.name(who)} {verb} that {wording.thought(told, who)} {sure}"
                turned.append((abs(after - before) + 3 * (earlier is not None), sentence(said)))
    turned.sort(key=lambda each: -each[0])
    return tuple(text for _, text in turned[:TOLD_TURNS])


# What is owed. -------------------------------------------------------------------------------


def _owed(wording: Wording, last: Whole) -> tuple[str, ...]:
    """Promises, leave and duties as they stand, the latest first; who owes the same, together."""
    together: dict[tuple[object, ...], list[Commitment]] = {}
    for each in reversed(list(last.commitments.all.values())):
        if wording.has(_message(each)):
            due = each.due if each.kind == "leave" else None
            same = (each.kind, each.status, each.to, each.about, each.words, due)
            together.setdefault(same, []).append(each)
    return tuple(_pledge(wording, last, owed) for owed in list(together.values())[:TOLD_PLEDGES])


def _message(each: Commitment) -> str:
    """How a commitment stands; of those released nothing is said."""
    stands = {RUNNING: "made", "kept": "kept", "broken": "broken"}.get(each.status, "")
    return f"{stands}.{each.kind}"


def _pledge(wording: Wording, whole: Whole, owed: list[Commitment]) -> str:
    """One commitment, or the same one of several people."""
    ids, each = whole.people.ids, owed[0]
    by = list(dict.fromkeys(ids[one.by] for one in reversed(owed)))
    whom = {"to": each.to, "about": each.about}
    roles = {role: ids[row] for role, row in whom.items() if row != NONE}
    words = wording.pledged(each.words or each.name, roles)
    things = {"words": words, "due": due_words(each.due)}
    if len(by) == 1:
        return wording.say(_message(each), Event(each.seq, "", {**roles, "by": by[0]}), things)
    theirs = {"by.their": wording.tongue.pronoun("they", "their")}
    things |= {"by": wording.tongue.joined([wording.name(id_) for id_ in by]), **theirs}
    return wording.say(_message(each), Event(each.seq, "", roles), things, is_many=True)


# Strongest moments. --------------------------------------------------------------------------


def _moments(events: Iterable[Event], told: Mapping[int, str], starts: int) -> tuple[str, ...]:
    """The told events about which somebody felt most strongly, in the order of the story."""
    felt: dict[int, list[float]] = {}
    for event in events:
        if event.kind == "FeelingFelt":
            about = int(event.data.get("about", event.seq))
            if about in told and time_of(about) >= starts:
                felt.setdefault(about, []).append(float(event.data["strength"]))
    strongest = sorted(felt, key=lambda seq: (-max(felt[seq]), -sum(felt[seq]), seq))
    # The same words said twice are told once.
    once = {told[seq]: seq for seq in reversed(strongest)}
    chosen = [seq for seq in strongest if once[told[seq]] == seq][:TOLD_MOMENTS]
    return tuple(f"{_when(seq)}: {told[seq]}" for seq in sorted(chosen))


def _when(seq: int) -> str:
    return format_moment(time_of(seq) // MINUTE * MINUTE)
