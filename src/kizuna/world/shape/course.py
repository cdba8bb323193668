"""The shapes of what lies before a story and what comes from outside while it runs."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kizuna.world.effects import DangerShape
from kizuna.world.shape.part import Part
from kizuna.world.values import (
    CommitmentKind,
    Feeling,
    Flag,
    Id,
    Moment,
    Motive,
    Regard,
    Share,
    Some,
    Span,
    Value,
    Words,
)


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
