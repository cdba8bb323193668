"""Bonds in the picture: what memories add up to, how close the other is, what is felt toward them,
what is believed of their heart, and how much they are on one's mind."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np

from kizuna.clock import HOUR
from kizuna.mind.still.part import Numbers, Taken, part
from kizuna.state.bond import ON_MIND_HALF_LIFE_S, closeness, familiarity
from kizuna.state.feeling import FEELING_ROW
from kizuna.state.memory import VALUES, Memories
from kizuna.world.names import DIRECTED

if TYPE_CHECKING:
    from kizuna.mind.still.picture import Still

DOUBTS_FADE_S = 6 * HOUR
"""Whoever was sure of being hated and is so no longer has half of their doubts left after so long
(beliefs outlive their evidence: Ross, Lepper & Hubbard 1975; the figure is a choice)."""
SORROW_SEEN_HALF_LIFE_S = 6 * 3600.0
"""How long somebody stays, to others, as sad as they were seen to be (a choice)."""
TALK_LASTS_S = 120.0
"""A conversation is half over after so long without a word (a choice)."""

DIRECTED_ROWS = np.array([FEELING_ROW[name] for name in DIRECTED], np.intp)
HEARTS = ("liked", "hated", "menace", "seems_afraid", "holds_me_dear")
"""How sure one is of what lies in another's heart; kept as these odds."""
HEARTS_ODDS = ("liked_odds", "hated_odds", "menace_odds", "afraid_odds", "dear_odds")


class Worths:
    """What all memories mean, worked out when they are kept or read anew, and what they are worth,
    once an hour and within it for new ones only."""

    def __init__(self) -> None:
        self.meant = self.known = np.zeros((len(VALUES), 0))
        self.hour = self.rereadings = -1

    def of_all(self, memories: Memories, now: int) -> Numbers:
        """The worth of every memory: shape (5, memories)."""
        if self.rereadings != memories.rereadings:
            self.meant = self.known = self.known[:, :0]
        if self.hour != now // HOUR:
            self.known = self.known[:, :0]
        self.hour, self.rereadings = now // HOUR, memories.rereadings
        count, (_, meant), (_, known) = memories.numbers.count, self.meant.shape, self.known.shape
        if meant < count:
            self.meant = np.hstack([self.meant, memories.meant(slice(meant, count))])
        if known < count:
            new = slice(known, count)
            self.known = np.hstack([self.known, memories.faded(new, self.meant[:, new], now)])
        return self.known


@part(reads=lambda still: (still.now // HOUR, still.whole.memories.version))
def sums(still: Still, taken: Taken) -> None:
    """What memories add up to; as of the last full hour."""
    memories, rows, bonds = still.whole.memories, taken.bonds, still.whole.bonds.count
    if isinstance(rows, slice):
        worths = still.worths.of_all(memories, still.now)
        still.sums = memories.added_up(slice(0, memories.numbers.count), worths, bonds)
    else:
        holders = taken.holders.tolist()
        kept = np.array([row for who in holders for row in memories.held_by(who)], np.intp)
        still.sums = memories.sums(kept, bonds, still.now)
    for name, sums in zip(VALUES, still.sums, strict=True):
        if name != "fear":
            still.bond[name][rows] = sums[rows]


def _open_wrongs(still: Still) -> Hashable:
    open_wrongs = still.whole.memories.open_wrongs
    return open_wrongs and still.now // HOUR, open_wrongs


@part(reads=_open_wrongs)
def unsettled(still: Still, taken: Taken) -> None:
    """What stands between the two: the hurts that nobody has made good."""
    memories, rows = still.whole.memories, taken.bonds
    by_me, by_them = memories.unsettled(still.whole.bonds.count, still.now)
    still.bond["wronged_them"][rows] = by_me[rows]
    still.bond["wronged_me"][rows] = by_them[rows]
    still.bond["rift"][rows] = np.maximum(by_me, by_them)[rows]


@part(reads=lambda still: (still.now, still.whole.feelings.directed.writes))
def directed(still: Still, taken: Taken) -> None:
    """What is felt toward the other."""
    felt = still.whole.feelings.directed.left_in(taken.bonds, still.now)
    still.bond.put(DIRECTED, taken.bonds, felt[DIRECTED_ROWS])
    still.felt_fear = felt[FEELING_ROW["fear"]]


@part(reads=lambda still: (still.put["sums"], still.put["directed"]))
def fear(still: Still, taken: Taken) -> None:
    """Fear of the other: remembered or felt, whichever is more."""
    remembered = np.maximum(0.0, still.sums[VALUES.index("fear")][taken.bonds])
    still.bond["fear"][taken.bonds] = np.maximum(remembered, still.felt_fear)


@part(
    reads=lambda still: (
        still.put["sums"],
        still.whole.bonds.numbers.written(("kin", "talked_minutes")),
    )
)
def near(still: Still, taken: Taken) -> None:
    """How familiar and how close the other is."""
    numbers, block, rows = still.whole.bonds.numbers, still.bond, taken.bonds
    known, kin = familiarity(numbers["talked_minutes"][rows]), numbers["kin"][rows]
    block["familiarity"][rows] = known
    block["kin"][rows] = kin
    block["closeness"][rows] = closeness(block["affection"][rows], block["trust"][rows], known, kin)


@part(reads=lambda still: still.whole.bonds.numbers.written(HEARTS_ODDS))
def hearts(still: Still, taken: Taken) -> None:
    """What is believed of the other's heart."""
    odds = still.whole.bonds.numbers.read(HEARTS_ODDS, taken.bonds)
    still.bond.put(HEARTS, taken.bonds, 1.0 / (1.0 + np.exp(-odds)))


STANDING = ("disclosed", "laid_open", "gone_odds", "stays_odds", "harm_odds", "homesick_odds")


@part(reads=lambda still: still.whole.bonds.numbers.written(STANDING))
def standing(still: Still, taken: Taken) -> None:
    """Whether the other is thought to be gone, to stay, to have done harm to anybody; how far they
    have opened up, and oneself to them."""
    numbers, rows, flag = still.whole.bonds.numbers, taken.bonds, still.bond_flag
    disclosed = numbers["disclosed"][rows]
    still.bond["opened_up"][rows] = disclosed
    still.bond["laid_open"][rows] = numbers["laid_open"][rows]
    flag["disclosed_to_me"][rows] = disclosed > 0.2
    flag["is_gone"][rows] = numbers["gone_odds"][rows] > 0
    flag["has_done_harm"][rows] = numbers["harm_odds"][rows] > 0
    flag["will_stay"][rows] = numbers["stays_odds"][rows] > 0
    flag["misses_home"][rows] = numbers["homesick_odds"][rows] > 0


SINCE = ("on_mind_at", "unhated_at", "well_at", "talked_at")
FADES = (*SINCE, "on_mind", "seen_sorrow")
HALF_LIVES_S = np.array(
    [[ON_MIND_HALF_LIFE_S], [DOUBTS_FADE_S], [SORROW_SEEN_HALF_LIFE_S], [TALK_LASTS_S]]
)


@part(
    reads=lambda still: (
        still.now, still.whole.bonds.numbers.written(FADES),
    )
)  # fmt: skip
def fading(still: Still, taken: Taken) -> None:
    """How much the other is on one's mind, how sad they were when last seen or sensed, how much is
    left of the doubts of whoever was sure to be hated by them, and of their conversation."""
    numbers, rows = still.whole.bonds.numbers, taken.bonds
    since = numbers.read(SINCE, rows) - still.now
    # What is seen and said while somebody speaks fades from when they have finished.
    np.minimum(0.0, since[2:], out=since[2:])
    left = np.exp2(since / HALF_LIVES_S)
    still.bond["on_mind"][rows] = numbers["on_mind"][rows] * left[0]
    still.bond["seen_sorrow"][rows] = numbers["seen_sorrow"][rows] * left[2]
    still.bond["old_doubt"][rows] = left[1]
    still.in_talk = left[3]
