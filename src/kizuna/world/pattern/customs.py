"""What a pattern means where it says nothing.

kizuna asks for one match per cast of different people, and lets the closing event be what an
`unless` forbids. Other sifters chose otherwise. Their patterns can be read by their own customs:

    compile_pattern(data, problems, customs=WINNOW)
"""

from __future__ import annotations

from dataclasses import dataclass

from kizuna.world.pattern.clause import Keep


@dataclass(frozen=True, slots=True)
class Customs:
    """Each word is what holds when the pattern does not say it."""

    keep: Keep = "one per cast"
    may_be_same: bool = False
    including_closing: bool = False
    unknown_is_anyone: bool = False
    """In an `unless`, somebody not bound yet may be anybody."""


OWN = Customs()

WINNOW = Customs(keep="all", may_be_same=True, including_closing=True, unknown_is_anyone=True)
"""The customs of Winnow (Kreminski, Dickinson & Mateas 2021), sifting event by event."""
