"""The shapes of people's ways: what they do, what can be believed, what can be agreed on."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from kizuna.world.effects import EffectShape
from kizuna.world.shape.part import MOST_REASONS, Part
from kizuna.world.values import (
    Condition,
    Feeling,
    Flag,
    Formula,
    Id,
    Motive,
    Need,
    Position,
    PredicateId,
    Regard,
    RoleKey,
    Said,
    Share,
    Span,
    Value,
    Words,
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
    tries_again_for: Id | None = Field(
        default=None, alias="tries again for",
        description="the stake it asks another try for: done only when the last was not won",
    )  # fmt: skip
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
    undone_by: PredicateId | None = Field(
        default=None, alias="undone by", description="what, believed of its last name, undoes it"
    )
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
