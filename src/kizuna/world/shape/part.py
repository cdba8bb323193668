"""What all shapes have in common, and how much of anything a world may have."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

MOST_PEOPLE = 20_000
MOST_PLACES = 5_000
MOST_PRACTICES = 1_000
MOST_REASONS = 50
"""Reasons of one voice: they are summed up in one expression of generated code."""


class Part(BaseModel):
    """Anything an author writes: unknown keys are mistakes, and what was read never changes."""

    # Built with the first world that is read, so that importing kizuna costs nothing here.
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)
