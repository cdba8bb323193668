"""weight: how much a deed can matter to whoever hears the story, from what its practice does.

What touches people, leaves an impression, discloses something or changes the world is told; what
weighs next to nothing is told in passing, or summed up as talk.
"""

from __future__ import annotations

from kizuna.world.rules import Practice

TOLD_FROM = 0.12
"""Deeds that weigh less than this are told in passing (a choice)."""
LIGHT = frozenset({"go", "go_on", "sleep", "restore", "ease"})
"""Effects that by themselves are nothing to tell."""


def weight_of(practice: Practice) -> float:
    """How much a deed of this practice can matter, from what it does and touches (0 and up)."""
    touched = sum(abs(value) for each in practice.touches.values() for value in each.values())
    left = max((abs(value) for value in practice.impression.values()), default=0.0)
    is_weighty = not practice.effects | practice.effects_at_end <= LIGHT
    is_telling = bool(practice.shows) and not practice.is_talk
    return touched + left + practice.discloses + 0.5 * is_weighty + 0.2 * is_telling


def is_chatter(practice: Practice | None) -> bool:
    """Talk, or silence as an answer, that touches nobody much and tells nothing."""
    if practice is None or weight_of(practice) >= TOLD_FROM:
        return False
    return practice.is_talk or bool(practice.answers)
