"""The shape of what an author writes: every key a world file may have, and what may stand there.

These models say only what can be said without looking elsewhere (a trait is a number from 0 to 1;
a promise has somebody who makes it). What needs the rest of the world (does this person exist? is
everybody in this romance an adult?) is `check`'s work. The JSON Schema for editors is made from
these same models, and so are the words in which mistakes are told: a model's title names the thing,
a field's description says what to write.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kizuna.world.effects import DangerShape, EffectShape
from kizuna.world.values import (
    CommitmentKind,
    Condition,
    Feeling,
    Flag,
    Formula,
    Hour,
    Id,
    Moment,
    Motive,
    Name,
    Need,
    Position,
    PredicateId,
    Regard,
    RoleKey,
    Said,
    Share,
    Some,
    Span,
    Value,
    Words,
)

MOST_PEOPLE = 20_000
MOST_PLACES = 5_000
MOST_PRACTICES = 1_000
MOST_REASONS = 50
"""Reasons of one voice: they are summed up in one expression of generated code."""

Calling = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*( when close)?$")]
"""Whom somebody calls so: a person, `default` for all others, or a person "when close"."""


class Part(BaseModel):
    """Anything an author writes: unknown keys are mistakes, and what was read never changes."""

    # Built with the first world that is read, so that importing kizuna costs nothing here.
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class PlaceShape(Part, title="a place"):
    """Somewhere people can be."""

    name: Name = Field(description="how it is called in sentences: the main street")
    tags: tuple[Id, ...] = Field(
        default=(), max_length=30, description="what kind of place it is: open, lodging, water"
    )
    land: Id | None = Field(default=None, description="the village or country it belongs to")


class PathShape(Part, title="a path"):
    """A way between two places, walked in `takes`."""

    between: tuple[Id, Id] = Field(description="the two places it joins")
    takes: Span = Field(description="how long it is walked: 5 min")
    via: Id | None = Field(default=None, description="a place along it where walkers can be met")


class NeedShape(Part, title="a need"):
    """How well a need is met when the story starts, and how much it matters."""

    level: Share = Field(default=0.6, description="how well it is met, 0 to 1")
    weight: Share = Field(default=0.5, description="how much it matters, 0 to 1")


class EnergyShape(Part, title="an energy"):
    """A finite pool; `recovers` is the time from empty to full at rest."""

    recovers: Annotated[Span, Field(ge=1)] = Field(
        default=12 * 3600, description="the time from empty to full at rest"
    )


class PersonShape(Part, title="a person"):
    """Somebody in the story."""

    name: Name = Field(description="how they are called in sentences")
    age: Annotated[int, Field(strict=True, ge=0, le=200)] = Field(description="in whole years")
    pronouns: Literal["he", "she", "they"] = Field(default="they", description="he, she or they")
    at: Id | None = Field(default=None, description="the place where the story finds them")
    home: Id | None = Field(default=None, description="the place they go home to")
    own_home: Flag = Field(
        default=False, alias="own home", description="whether they can lodge others there"
    )
    abroad: Flag = Field(default=False, description="whether they are far from where they live")
    post: Id | None = Field(default=None, description="the place of their work")
    hours: tuple[Hour, Hour] | None = Field(
        default=None, description="when they are at their post: [8, 17]"
    )
    on_stage: Flag = Field(
        default=True, alias="on stage", description="false for whoever is only spoken of"
    )
    dead: Flag = Field(default=False, description="whether they died before the story")
    heals: Annotated[float, Field(strict=True, gt=0, le=20)] = Field(
        default=1.0, description="how many times as fast as others they mend"
    )
    traits: dict[Id, Share] = Field(
        default_factory=dict, description="lasting traits, 0 to 1; what is left out is 0.5"
    )
    needs: dict[Need, NeedShape] = Field(default_factory=dict, description="how hungry they come")
    energies: dict[Id, Share] = Field(
        default_factory=dict, description="how full each pool is, 0 to 1"
    )
    resident: Id | None = Field(default=None, description="the being that lives in them")
    at_home_in: dict[Id, Share] = Field(
        default_factory=dict,
        alias="at home in",
        description="how much at home they feel in which land: {leaf: 0.8}",
    )
    ground: tuple[Id, ...] = Field(
        default=(), max_length=30,
        description="tags of places where they are in their element: [desert]",
    )  # fmt: skip


class ResidentShape(Part, title="a resident"):
    """A being that lives in somebody and has drives of its own (0 to 1)."""

    name: Name = Field(description="how it is called in sentences")
    drives: dict[Id, Share] = Field(default_factory=dict, description="what drives it, 0 to 1")


class TriggerShape(Part, title="a trigger"):
    """What sets a reflex off, and what it does then."""

    mode: Words = Field(description="what it is called when it acts so: hovering")
    when: dict[str, Any] = Field(
        description="a pattern within one moment; ?host has the power, ?other is whom it concerns"
    )
    does: Literal["stirs", "ends danger", "stops blows"] = Field(
        default="stirs", description="what it does, beside being seen"
    )


class PowerShape(Part, title="a power"):
    """A technique (commanded, costs energy) or a reflex (acts by itself)."""

    name: Id = Field(description="its lasting name")
    title: Words = Field(default="", description="how it is called in sentences")
    kind: Literal["technique", "reflex"] = Field(description="commanded, or acting by itself")
    energy: Id | None = Field(default=None, description="the pool it draws from")
    cost: Share = Field(default=0.0, description="how much of the pool one use takes")
    serves: Literal["healing", "guarding", "striking"] | None = Field(
        default=None, description="what a technique can be commanded for"
    )
    guards_host: Flag = Field(
        default=False, alias="guards host", description="whether it stops blows by itself"
    )
    obeys_deep_wish: Flag = Field(
        default=False, alias="obeys deep wish", description="whether it saves who is dearest"
    )
    triggers: tuple[TriggerShape, ...] = Field(
        default=(), max_length=MOST_REASONS, description="what else sets a reflex off"
    )


class GroupShape(Part, title="a group"):
    """A village, team or house: who belongs, who holds which office, who can grant what."""

    name: Name = Field(description="how it is called in sentences")
    members: tuple[Id, ...] = Field(description="who belongs to it")
    place: Id | None = Field(default=None, description="where it is at home")
    offices: dict[Id, Id] = Field(default_factory=dict, description="who holds which office")
    grants: dict[Id, tuple[Id, ...]] = Field(
        default_factory=dict, description="what each office can grant"
    )


class BondShape(Part, title="a bond"):
    """What lies from one person toward another when the story starts."""

    affection: Value = Field(default=0.0, description="-1 (hatred) to 1 (love)")
    trust: Value = Field(default=0.0, description="-1 to 1")
    respect: Value = Field(default=0.0, description="-1 (contempt) to 1 (reverence)")
    fear: Share = Field(default=0.0, description="0 to 1")
    attraction: Share = Field(default=0.0, description="0 to 1; between adults only")
    motive: Motive = Field(default="liking", description="why the other is believed to have acted")
    kin: Share = Field(default=0.0, description="how near of kin, 0 to 1")
    hours: Annotated[float, Field(strict=True, ge=0, le=100_000)] = Field(
        default=0.0, description="how long they have spoken with each other in all"
    )
    knows_at: Id | None = Field(
        default=None, alias="knows at", description="where the other is believed to be"
    )
    well: Share | None = Field(default=None, description="how well the other is believed to be")


class BeliefShape(Part, title="a belief"):
    """Something held true (`that`, how `sure`), or an open question (`asks`)."""

    that: Said | None = Field(default=None, description="what is held true: hates(lee, gaara)")
    asks: Said | None = Field(default=None, description="an open question: fate_of(sasuke, ?)")
    sure: Share = Field(default=0.95, description="how sure the holder is, 0 to 1")
    secret: Share = Field(default=0.0, description="how secret it is, 0 to 1")
    common: bool = Field(default=False, description="whether everybody knows it anyway")
    weight: Share | None = Field(default=None, description="how much it matters, 0 to 1")
    sore: Share = Field(default=0.0, description="how much it hurts to speak of, 0 to 1")
    from_: Id | None = Field(default=None, alias="from", description="whom they have it from")


class CommitmentShape(Part, title="a commitment"):
    """Something owed when the story starts."""

    kind: CommitmentKind = Field(description="promise, duty, report, vow, leave, offer ...")
    name: Words = Field(description="what it is called")
    by: Some = Field(description="who owes it: one person or several")
    to: Id | None = Field(default=None, description="to whom it is owed")
    about: Id | None = Field(default=None, description="whom it is about")
    due: Moment | None = Field(default=None, description="until when: day 2 18:00")
    words: Words = Field(default="", description="what was said")
    terms: Id | None = Field(default=None, description="the terms that say what keeps or breaks it")
    secret: Share = Field(default=0.0, description="how secret it is, 0 to 1")


class RememberedShape(Part, title="a memory"):
    """How one person remembers something from before the story."""

    salience: Share = Field(default=0.5, description="how strongly it is remembered, 0 to 1")
    toward: dict[Id, dict[Regard, Value]] = Field(
        default_factory=dict, description="what it is worth toward whom: {lee: {respect: 0.2}}"
    )
    motive: Motive = Field(default="liking", description="why it is believed to have been done")
    feelings: dict[Feeling, dict[Id, Share]] = Field(
        default_factory=dict, description="what is still felt, toward whom: {guilt: {lee: 0.2}}"
    )


class BackstoryShape(Part, title="something past"):
    """Something that happened before the story: a deed of a practice, or anything told in words."""

    id: Id | None = Field(default=None, description="a name for it")
    at: Moment = Field(description="how long ago: 2 months before")
    practice: Id | None = Field(default=None, description="the practice it was a deed of")
    kind: Id | None = Field(default=None, description="what kind of thing it was")
    actor: Id = Field(description="who did it")
    target: Id | None = Field(default=None, description="to whom")
    about: Id | None = Field(default=None, description="about whom")
    words: Words = Field(default="", description="what happened, in a sentence")
    where: Words = Field(default="", description="where the target was hurt")
    severity: Share | None = Field(default=None, description="how badly the target was hurt")
    knocks_out: Flag = Field(
        default=False, alias="knocks out", description="whether the target lost consciousness"
    )
    endangers: DangerShape | None = Field(
        default=None, description="what still threatens the target: {danger: ..., level: 0.7}"
    )
    remembered: dict[Id, RememberedShape] = Field(
        default_factory=dict, description="who remembers it, and how"
    )


class WoundShape(Part, title="a wound"):
    """What happened to somebody, told without gore."""

    where: Words = Field(description="where or what it is: a broken arm, a fever")
    severity: Share = Field(description="how bad it is, 0 to 1")
    bleeds: Share = Field(
        default=0.0, description="how much worse it gets in an hour, until it is treated"
    )
    knocks_out: Flag = Field(
        default=False, alias="knocks out", description="whether they lost consciousness"
    )


class CallShape(Part, title="a call to duty"):
    """Work that keeps somebody at a place for a while."""

    to: Id = Field(description="where they have to be")
    for_: Span = Field(alias="for", description="for how long: 2 weeks")


class HappeningShape(Part, title="a happening"):
    """Something from outside; never a person's choice."""

    name: Id = Field(description="its lasting name")
    at: Moment = Field(description="when: day 1 18:30")
    place: Id | None = Field(default=None, description="where; left out: everywhere")
    words: Words = Field(description="what happens, in a sentence")
    every: Annotated[Span, Field(ge=60)] | None = Field(
        default=None, description="after how long it happens again"
    )
    brings: Some = Field(default=(), description="who is brought there: takami, or a list")
    takes_away: Some = Field(
        default=(), alias="takes away", description="who leaves the story's places"
    )
    calls: dict[Id, CallShape] = Field(
        default_factory=dict, description="whom duty calls: {gaara: {to: office, for: 2 weeks}}"
    )
    wounds: dict[Id, WoundShape] = Field(
        default_factory=dict, description="who was hurt: {takami: {where: ..., severity: 0.8}}"
    )


Reasons = Annotated[dict[Words, Formula], Field(max_length=MOST_REASONS)]


class PracticeShape(Part, title="a practice"):
    """A kind of action people do."""

    with_: Literal["alone", "person", "absent", "person about person", "person topic"] = Field(
        default="alone", alias="with", description="whom it takes beside the actor"
    )
    reach: Literal["here", "far"] = Field(
        default="here", description="far: one goes to where the other is believed to be"
    )
    target_state: Literal["awake", "any", "unconscious", "dead"] = Field(
        default="awake", alias="target state", description="how the target has to be"
    )
    after: tuple[Id, ...] = Field(
        default=(), max_length=MOST_REASONS,
        description="done only after one of these was done to the same person",
    )  # fmt: skip
    not_before: Span = Field(
        default=0, alias="not before", description="how long after them at the earliest: 10 h"
    )
    answers: tuple[Id, ...] = Field(
        default=(), max_length=MOST_REASONS, description="the practices that it answers"
    )
    when: Condition = Field(default="True", description="when it is possible at all")
    head: Reasons = Field(default_factory=dict, description="deliberate reasons, by name")
    heart: Reasons = Field(default_factory=dict, description="impulsive reasons, by name")
    resident: Reasons = Field(default_factory=dict, description="a resident's reasons, by name")
    consent: Reasons = Field(default_factory=dict, description="why the target would agree")
    takes: Span = Field(default=10, description="how long it takes: 10 s")
    again: Span = Field(default=2700, description="after how long one is half ready to do it again")
    commands: Literal["healing", "guarding", "striking"] | None = Field(
        default=None, description="what technique it takes; its energy is paid"
    )
    costs: dict[Id, Share] = Field(
        default_factory=dict, description="what of which energy it takes"
    )
    touches: dict[RoleKey, dict[Need, Value]] = Field(
        default_factory=dict, description="whose needs it meets or hurts: {target: {esteem: 0.2}}"
    )
    impression: dict[Regard, Value] = Field(
        default_factory=dict, description="what it leaves of the actor in whoever sees it"
    )
    shows: Reasons = Field(
        default_factory=dict, description="what it tells of hearts: likes(actor, target): 0.4"
    )
    soothes: Annotated[dict[Feeling, Formula], Field(max_length=MOST_REASONS)] = Field(
        default_factory=dict,
        description="what share of whose feelings it eases, as the target sees it: grief: 0.2",
    )
    pays: Id | None = Field(
        default=None, description="the stake it pays: done only when that is owed to the target"
    )
    discloses: Share = Field(default=0.0, description="how much it opens the actor's heart")
    does: tuple[EffectShape, ...] = Field(
        default=(), max_length=MOST_REASONS, description="what it does to the world"
    )
    at_end: tuple[EffectShape, ...] = Field(
        default=(), alias="at the end", max_length=MOST_REASONS,
        description="what it does once it has lasted its time",
    )  # fmt: skip
    is_: tuple[Id, ...] = Field(
        default=(), alias="is", max_length=MOST_REASONS, description="tags: talk, kind, quiet ..."
    )
    romance: Flag = Field(default=False, description="whether it is romance: adults only")
    peculiar_to: Words | None = Field(
        default=None, alias="peculiar to", description="the setting in which people do this"
    )
    line: tuple[Words, ...] = Field(
        default=(), max_length=MOST_REASONS, description="how it is told: {actor} greets {target}."
    )
    declined: tuple[Words, ...] = Field(
        default=(), max_length=MOST_REASONS, description="how it is told when consent is refused"
    )


class PredicateShape(Part, title="a predicate"):
    """What can be believed."""

    names: tuple[Literal["person", "place", "word"], ...] = Field(
        min_length=1, max_length=4, description="what it is said of: [person, place]"
    )
    rival: PredicateId | None = Field(default=None, description="the predicate of the opposite")
    only_one: Position | None = Field(
        default=None, alias="only one", description="which name can be only one"
    )
    kind: Literal["news", "fate", "aim", "blame", "fond", "heart", "place", "fact", "question"] = (
        Field(default="fact", description="what sort of topic it makes")
    )
    answers: PredicateId | None = Field(default=None, description="the question that it answers")
    touches: dict[Position, dict[Need, Value]] = Field(
        default_factory=dict, description="what it means for whom: {'2': {safety: -0.8}}"
    )
    doer: Position | None = Field(default=None, description="which name is answerable")
    near: Position | None = Field(default=None, description="which name comes or stays near")
    explains: Motive | None = Field(
        default=None, description="why 1 is kind to 2, to whoever believes it: duty"
    )
    grieves: Position | None = Field(
        default=None, description="whose loss it tells of: those close to them grieve"
    )
    weight: Share = Field(default=0.4, description="how much it matters, 0 to 1")
    says: Words = Field(default="", description="how it is said: {1} likes {2}.")
    asks: Words = Field(default="", description="how it is asked: Where is {1}?")


class ReadingShape(Part, title="a reading"):
    """What people conclude from a sight and what they know."""

    name: Words = Field(description="what it is called")
    sees: Literal["hurt", "kindness", "guest"] = Field(
        description="the sight: somebody hurt, somebody kind to oneself, or somebody far from home"
    )
    times: Annotated[int, Field(strict=True, ge=1, le=1000)] = Field(
        default=1, description="how often it has to be seen"
    )
    knows: Said | None = Field(default=None, description="what has to be known beside it")
    concludes: Said | None = Field(default=None, description="what is concluded")
    asks: Said | None = Field(default=None, description="what is asked instead")
    confidence: Annotated[float, Field(strict=True, gt=0, lt=1)] = Field(
        default=0.7, description="how sure the conclusion is"
    )


PatternData = dict[str, Any] | list[Any]
"""A pattern as it is written; `world.check` compiles it to find its mistakes."""


class TermsShape(Part, title="terms"):
    """What keeps and what breaks a commitment, by the letter.

    Patterns speak of `?by` (who undertakes it), `?to`, `?about` and `?commitment`.
    """

    words: Words = Field(description="what has to be done: to land one blow")
    keeps: PatternData | None = Field(default=None, description="what has to happen for it")
    breaks: PatternData | None = Field(default=None, description="what must not happen")
    releases: PatternData | None = Field(default=None, description="what makes it void")
    contest: Id | None = Field(default=None, description="the contest that decides it: spar")
    hard: Annotated[float, Field(strict=True, ge=-10, le=10)] = Field(
        default=0.0, description="how much harder than even between equals, in log-odds"
    )
    easier: Id | None = Field(default=None, description="terms one could ask for instead")


class RuleShape(Part, title="a rule"):
    """Something that is not allowed while a commitment runs. Whoever does it (`?who`) loses."""

    words: Words = Field(description="how it is said: hand to hand only")
    broken_by: PatternData = Field(alias="broken by", description="what breaks it")
    forbids: Literal["powers"] | None = Field(default=None, description="what it forbids at all")


class StakeShape(Part, title="a stake"):
    """Something that can be won from somebody, and what pays it."""

    words: Words = Field(description="what it is: a day off")
    keeps: PatternData = Field(description="what pays it: {did: forgive, actor: '?by', ...}")


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
