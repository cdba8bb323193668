"""heed: who looks up at once.

People at something do not look up at every word that is said near them. Whoever is spoken to does,
and whoever is spoken of; so do all who are there when it is out of the ordinary: a hurtful word, a
blow, help in need, news. What is ordinary they notice when they next look up of themselves. In the
same way an arrival is heeded by whoever has nothing better to do, and by whoever is absorbed only
if it is somebody they have not had a word with for long, or somebody who is hurt.
"""

from __future__ import annotations

from collections.abc import Iterable

from kizuna.mind.moment import Moment, Proposal
from kizuna.state.belief import proposition
from kizuna.state.table import NONE
from kizuna.world.rules import Practice

OUT_OF_THE_ORDINARY = frozenset({"hurtful", "help", "move"})
"""Tags of what nobody fails to look up at."""
STRIKING = frozenset(
    {"injure", "begin_contest", "lift", "set_down", "end_danger", "show_anger", "grant", "fulfil"}
)
"""Effects of the same kind."""
LONG_TIME_S = 24 * 3600
"""Who has not had a word with somebody for so long looks up from their work for them (a choice)."""
HURT = 0.2
"""From this injury on somebody is looked at by all (a choice)."""


def heed_deed(moment: Moment, proposal: Proposal, here: list[int]) -> list[int]:
    """Who of those here looks up at a deed: whoever it is done to or who is named in it, and
    everybody if it is out of the ordinary. Of what is done quietly only somebody with whom one is
    alone takes note, unless they are absorbed themselves."""
    practice, named = proposal.practice, _named(moment, proposal)
    if is_striking(practice):
        return here
    if "quiet" in practice.tags:
        return here if len(here) == 1 and not is_absorbed(moment, here[0]) else []
    is_told = "tell" in practice.effects
    return [
        row for row in here
        if row in named or (is_told and _is_news(moment, row, proposal.binding.topic))
    ]  # fmt: skip


def is_striking(practice: Practice) -> bool:
    """Whether a deed is out of the ordinary, so that everybody looks up."""
    stands_out = practice.tags & OUT_OF_THE_ORDINARY or practice.effects & STRIKING
    return bool(stands_out or practice.commands)


def _named(moment: Moment, proposal: Proposal) -> set[int]:
    topic, rows = proposal.binding.topic, moment.whole.people.row
    names = proposition(topic).names if topic else ()
    return {proposal.target, proposal.about, *(rows[name] for name in names if name in rows)}


def _is_news(moment: Moment, row: int, topic: str) -> bool:
    """Whether somebody did not know it, and it is about somebody they know."""
    if moment.whole.beliefs.held(row, topic) is not None:
        return False
    rows = moment.whole.people.row
    return any(
        moment.bond(row, rows[name]) != NONE for name in proposition(topic).names if name in rows
    )


def heed_arrival(moment: Moment, came: Iterable[int], here: Iterable[int]) -> list[int]:
    """Who of those here looks up when these people arrive."""
    came = list(came)
    return [row for row in here if any(_looks_up_for(moment, row, other) for other in came)]


def _looks_up_for(moment: Moment, row: int, other: int) -> bool:
    if moment.whole.bodies.worst(other, moment.now) > HURT:
        return True
    bond = moment.bond(row, other)
    if bond == NONE:
        return False
    talked_at = moment.whole.bonds.numbers.get("talked_at", bond)
    return not is_absorbed(moment, row) or moment.now - talked_at > LONG_TIME_S


def is_absorbed(moment: Moment, row: int) -> bool:
    """Whether somebody is in the middle of what comes to something only when it is done."""
    settled = moment.whole.people.settled[row]
    return settled.comes_to and settled.until > moment.now
