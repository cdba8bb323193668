"""The shape of what an author writes: every key a world file may have, and what may stand there.

These models say only what can be said without looking elsewhere (a trait is a number from 0 to 1;
a promise has somebody who makes it). What needs the rest of the world (does this person exist? is
everybody in this romance an adult?) is `check`'s work. The JSON Schema for editors is made from
these same models, and so are the words in which mistakes are told: a model's title names the thing,
a field's description says what to write.
"""

from kizuna.world.shape.course import BackstoryShape, CommitmentShape, HappeningShape
from kizuna.world.shape.part import MOST_PRACTICES, Part
from kizuna.world.shape.people import BeliefShape, GroupShape, PersonShape
from kizuna.world.shape.ways import PracticeShape, PredicateShape, ReadingShape
from kizuna.world.shape.world import CommonsShape, WorldShape, world_schema

__all__ = [
    "MOST_PRACTICES",
    "BackstoryShape",
    "BeliefShape",
    "CommitmentShape",
    "CommonsShape",
    "GroupShape",
    "HappeningShape",
    "Part",
    "PersonShape",
    "PracticeShape",
    "PredicateShape",
    "ReadingShape",
    "WorldShape",
    "world_schema",
]
