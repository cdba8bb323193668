"""The shapes of places and people: what they are by nature, and what lies between them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from kizuna.world.shape.part import MOST_REASONS, Part
from kizuna.world.values import Flag, Hour, Id, Motive, Name, Need, Said, Share, Span, Value, Words

Calling = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*( when close)?$")]
"""Whom somebody calls so: a person, `default` for all others, or a person "when close"."""


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
