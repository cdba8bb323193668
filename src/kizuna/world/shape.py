"""The shape of what an author writes: every key a world file may have, and what may stand there.

These models say only what can be said without looking elsewhere (a trait is a number from 0 to 1;
a promise has somebody who makes it). What needs the rest of the world (does this person exist? is
everybody in this romance an adult?) is `check`'s work. The JSON Schema for editors is made from
these same models.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from kizuna.clock import parse_moment, parse_span
from kizuna.state.belief import proposition

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Value = Annotated[float, Field(ge=-1.0, le=1.0)]
Words = Annotated[str, StringConstraints(max_length=500)]
Formula = Annotated[float | str, BeforeValidator(lambda value: _formula(value))]


def _formula(value: object) -> object:
    if isinstance(value, bool):
        return str(value)
    return value


def _span(value: object) -> object:
    return parse_span(value) if isinstance(value, str) else value


def _moment(value: object) -> object:
    return parse_moment(value) if isinstance(value, str) else value


def _proposition(value: object) -> object:
    return str(proposition(value)) if isinstance(value, str) else value


Span = Annotated[int, BeforeValidator(_span)]
Moment = Annotated[int, BeforeValidator(_moment)]
Said = Annotated[str, BeforeValidator(_proposition)]


class Part(BaseModel):
    """Anything an author writes: unknown keys are mistakes, and what was read never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class PlaceShape(Part):
    """Somewhere people can be."""

    name: Words
    tags: tuple[Id, ...] = ()


class PathShape(Part):
    """A way between two places, walked in `takes`."""

    between: tuple[Id, Id]
    takes: Span
    via: Id | None = None


class NeedShape(Part):
    """How well a need is met when the story starts, and how much it matters."""

    level: Share = 0.6
    weight: Share = 0.5


class EnergyShape(Part):
    """A finite pool; `recovers` is the time from empty to full at rest."""

    recovers: Span = 12 * 3600


class PersonShape(Part):
    """Somebody in the story."""

    name: Words
    age: Annotated[int, Field(ge=0, le=200)]
    pronouns: Literal["he", "she", "they"] = "they"
    at: Id | None = None
    home: Id | None = None
    own_home: bool = Field(default=False, alias="own home")
    abroad: bool = False
    post: Id | None = None
    hours: tuple[Annotated[float, Field(ge=0, le=24)], Annotated[float, Field(ge=0, le=24)]] | None = None
    on_stage: bool = Field(default=True, alias="on stage")
    dead: bool = False
    heals: Annotated[float, Field(gt=0, le=20)] = 1.0
    traits: dict[Id, Share] = Field(default_factory=dict)
    needs: dict[Id, NeedShape] = Field(default_factory=dict)
    energies: dict[Id, Share] = Field(default_factory=dict)
    resident: Id | None = None


class ResidentShape(Part):
    """A being that lives in somebody and has drives of its own (0 to 1)."""

    name: Words
    drives: dict[Id, Share] = Field(default_factory=dict)


class PowerShape(Part):
    """A technique (commanded, costs energy) or a reflex (acts by itself)."""

    name: Id
    title: Words = ""
    kind: Literal["technique", "reflex"]
    energy: Id | None = None
    cost: Share = 0.0
    guards_host: bool = Field(default=False, alias="guards host")
    obeys_deep_wish: bool = Field(default=False, alias="obeys deep wish")


class GroupShape(Part):
    """A village, team or house: who belongs, who holds which office, who can grant what."""

    name: Words
    members: tuple[Id, ...]
    place: Id | None = None
    offices: dict[Id, Id] = Field(default_factory=dict)
    grants: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)


class BondShape(Part):
    """What lies from one person toward another when the story starts."""

    affection: Value = 0.0
    trust: Value = 0.0
    respect: Value = 0.0
    fear: Share = 0.0
    attraction: Share = 0.0
    motive: Literal["liking", "duty", "gain", "pity", "malice", "habit", "reflex"] = "liking"
    kin: Share = 0.0
    hours: Annotated[float, Field(ge=0, le=100000)] = 0.0
    knows_at: Id | None = Field(default=None, alias="knows at")
    well: Share | None = None


class BeliefShape(Part):
    """Something held true (`that`, how `sure`), or an open question (`asks`)."""

    that: Said | None = None
    asks: Said | None = None
    sure: Share = 0.95
    secret: Share = 0.0
    weight: Share | None = None
    sore: Share = 0.0
    from_: Id | None = Field(default=None, alias="from")


class CommitmentShape(Part):
    """Something owed when the story starts."""

    kind: Literal["promise", "duty", "report", "vow", "leave", "offer", "agreement"]
    name: Words
    by: Id | tuple[Id, ...]
    to: Id | None = None
    about: Id | None = None
    due: Moment | None = None
    words: Words = ""
    secret: Share = 0.0


class RememberedShape(Part):
    """How one person remembers something from before the story."""

    salience: Share = 0.5
    toward: dict[Id, dict[Id, Value]] = Field(default_factory=dict)
    motive: Literal["liking", "duty", "gain", "pity", "malice", "habit", "reflex"] = "liking"
    feelings: dict[Id, dict[Id, Share]] = Field(default_factory=dict)


class BackstoryShape(Part):
    """Something that happened before the story: a deed of a practice, or anything told in words."""

    id: Id | None = None
    at: Moment
    practice: Id | None = None
    kind: Id | None = None
    actor: Id
    target: Id | None = None
    about: Id | None = None
    words: Words = ""
    where: Words = ""
    severity: Share | None = None
    knocks_out: bool = Field(default=False, alias="knocks out")
    endangers: dict[str, Any] | None = None
    remembered: dict[Id, RememberedShape] = Field(default_factory=dict)


class HappeningShape(Part):
    """Something from outside; never a person's choice."""

    name: Id
    at: Moment
    place: Id | None = None
    words: Words
    every: Span | None = None


class PracticeShape(Part):
    """A kind of action people do."""

    with_: Literal["alone", "person", "absent", "person about person", "person topic"] = Field(
        default="alone", alias="with"
    )
    reach: Literal["here", "far"] = "here"
    target_state: Literal["awake", "any", "unconscious"] = Field(default="awake", alias="target state")
    answers: tuple[Id, ...] = ()
    when: str = "True"
    head: dict[str, Formula] = Field(default_factory=dict)
    heart: dict[str, Formula] = Field(default_factory=dict)
    resident: dict[str, Formula] = Field(default_factory=dict)
    consent: dict[str, Formula] = Field(default_factory=dict)
    takes: Span = 10
    again: Span = 2700
    costs: dict[Id, Share] = Field(default_factory=dict)
    touches: dict[Literal["actor", "target", "about"], dict[Id, Value]] = Field(default_factory=dict)
    impression: dict[Literal["affection", "trust", "respect", "fear"], Value] = Field(default_factory=dict)
    shows: dict[str, Formula] = Field(default_factory=dict)
    discloses: Share = 0.0
    does: tuple[dict[Id, Any], ...] = ()
    is_: tuple[Id, ...] = Field(default=(), alias="is")
    romance: bool = False
    peculiar_to: Words | None = Field(default=None, alias="peculiar to")
    line: tuple[Words, ...] = ()
    declined: tuple[Words, ...] = ()


class PredicateShape(Part):
    """What can be believed."""

    names: tuple[Literal["person", "place", "word"], ...]
    rival: Id | None = None
    only_one: int | None = Field(default=None, alias="only one")
    kind: Literal["news", "fate", "aim", "blame", "heart", "place", "fact", "question"] = "fact"
    answers: Id | None = None
    touches: dict[int, dict[Id, Value]] = Field(default_factory=dict)
    doer: int | None = None
    near: int | None = None
    weight: Share = 0.4
    says: Words = ""
    asks: Words = ""


class ReadingShape(Part):
    """What people conclude from a sight and what they know."""

    name: Words
    sees: Literal["hurt"]
    knows: str | None = None
    concludes: str | None = None
    asks: str | None = None
    confidence: Share = 0.7


class CommonsShape(Part):
    """A library file: practices, predicates and readings for any world."""

    practices: dict[Id, PracticeShape] = Field(default_factory=dict)
    predicates: dict[Id, PredicateShape] = Field(default_factory=dict)
    readings: tuple[ReadingShape, ...] = ()


class WorldShape(CommonsShape):
    """A whole world."""

    world: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9 _-]*$", max_length=60)]
    title: Words = ""
    starts: Moment = 8 * 3600
    ends: Moment | None = None
    uses: tuple[str, ...] = ("commons",)
    energies: dict[Id, EnergyShape] = Field(default_factory=dict)
    places: dict[Id, PlaceShape]
    paths: tuple[PathShape, ...] = ()
    people: dict[Id, PersonShape]
    residents: dict[Id, ResidentShape] = Field(default_factory=dict)
    powers: dict[Id, tuple[PowerShape, ...]] = Field(default_factory=dict)
    groups: dict[Id, GroupShape] = Field(default_factory=dict)
    bonds: dict[str, BondShape] = Field(default_factory=dict)
    beliefs: dict[Id, tuple[BeliefShape, ...]] = Field(default_factory=dict)
    words: dict[Id, Words] = Field(default_factory=dict)
    alike: tuple[tuple[Id, ...], ...] = ()
    commitments: tuple[CommitmentShape, ...] = ()
    backstory: tuple[BackstoryShape, ...] = ()
    happenings: tuple[HappeningShape, ...] = ()
