"""The shape of a library and of a whole world, put together from its parts."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from kizuna.world.shape.course import BackstoryShape, CommitmentShape, HappeningShape
from kizuna.world.shape.part import MOST_PEOPLE, MOST_PLACES, MOST_PRACTICES, Part
from kizuna.world.shape.people import (
    BeliefShape,
    BondShape,
    Calling,
    EnergyShape,
    GroupShape,
    PathShape,
    PersonShape,
    PlaceShape,
    PowerShape,
    ResidentShape,
)
from kizuna.world.shape.ways import (
    PracticeShape,
    PredicateShape,
    ReadingShape,
    RuleShape,
    StakeShape,
    TermsShape,
)
from kizuna.world.values import Id, Moment, PredicateId, Words


class CommonsShape(Part, title="a library"):
    """A library file: practices, predicates, readings, what can be agreed on, and words."""

    practices: Annotated[dict[Id, PracticeShape], Field(max_length=MOST_PRACTICES)] = Field(
        default_factory=dict, description="what people do, by name"
    )
    predicates: Annotated[dict[PredicateId, PredicateShape], Field(max_length=200)] = Field(
        default_factory=dict, description="what can be believed, by name"
    )
    readings: Annotated[tuple[ReadingShape, ...], Field(max_length=200)] = Field(
        default=(), description="what people conclude from what they see"
    )
    terms: Annotated[dict[Id, TermsShape], Field(max_length=200)] = Field(
        default_factory=dict, description="what commitments can be about, by name"
    )
    rules: Annotated[dict[Id, RuleShape], Field(max_length=100)] = Field(
        default_factory=dict, description="what can be forbidden meanwhile, by name"
    )
    stakes: Annotated[dict[Id, StakeShape], Field(max_length=100)] = Field(
        default_factory=dict, description="what can be won, by name"
    )
    words: dict[Id, Words] = Field(
        default_factory=dict, description="what else can be spoken of, and how it is said"
    )


class WorldShape(CommonsShape, title="a world"):
    """A whole world."""

    world: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9 _-]*$", max_length=60)] = Field(
        description="its lasting name: precious-person"
    )
    title: Words = Field(default="", description="its name as a reader sees it")
    starts: Moment = Field(default=8 * 3600, description="when the story starts: day 1 14:00")
    ends: Moment | None = Field(default=None, description="when it ends")
    uses: tuple[Words, ...] = Field(
        default=("commons",), max_length=20, description="libraries: commons, or files beside it"
    )
    energies: Annotated[dict[Id, EnergyShape], Field(max_length=20)] = Field(
        default_factory=dict, description="pools of its own, such as chakra"
    )
    places: Annotated[dict[Id, PlaceShape], Field(max_length=MOST_PLACES)] = Field(
        description="where people can be, by id"
    )
    paths: tuple[PathShape, ...] = Field(default=(), description="ways between places")
    people: Annotated[dict[Id, PersonShape], Field(max_length=MOST_PEOPLE)] = Field(
        description="who is in it, by id"
    )
    residents: dict[Id, ResidentShape] = Field(
        default_factory=dict, description="beings that live in people, by id"
    )
    powers: dict[Id, tuple[PowerShape, ...]] = Field(
        default_factory=dict, description="what powers people have, by person"
    )
    groups: Annotated[dict[Id, GroupShape], Field(max_length=1_000)] = Field(
        default_factory=dict, description="villages, teams, houses, by id"
    )
    bonds: dict[str, BondShape] = Field(
        default_factory=dict, description="what lies between people: lee -> gaara"
    )
    beliefs: dict[Id, tuple[BeliefShape, ...]] = Field(
        default_factory=dict, description="what people believe, by person"
    )
    forms_of_address: dict[Id, dict[Calling, Words]] = Field(
        default_factory=dict,
        alias="forms of address",
        description="what people call each other, by who speaks: lee: {default: '{name}-kun'}",
    )
    alike: Annotated[
        tuple[Annotated[tuple[Id, ...], Field(max_length=50)], ...], Field(max_length=100)
    ] = Field(default=(), description="words that mean much the same")
    commitments: tuple[CommitmentShape, ...] = Field(default=(), description="what is owed")
    backstory: tuple[BackstoryShape, ...] = Field(default=(), description="what lies before")
    happenings: tuple[HappeningShape, ...] = Field(
        default=(), max_length=5_000, description="what comes from outside"
    )


def world_schema() -> dict[str, Any]:
    """JSON Schema of a world file, for editors that complete and check while one writes."""
    schema = WorldShape.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
