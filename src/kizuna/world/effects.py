"""What a practice can do to the world, beside being done: the closed set of effects.

Under `does` a practice lists effects by name, each with what it needs to know:

    does: [{ease: {feeling: anger, of: actor, toward: target, by: 0.4}}, {go: home}]

Here stands what each may be told; `scene.effects` holds the function of the same name that does
it. A new effect is one line here and one function there, and a test sees that both are.
"""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypeAlias

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

from kizuna.world.values import CommitmentKind, Feeling, Id, Role, Share, SpanText, Words

MoveKind: TypeAlias = Literal[
    "strike", "throw", "guard", "dodge", "feint", "taunt", "wait", "yield", "break off"
]
"""What can be done in a contest; `scene.contest` says what comes of each."""

Factor: TypeAlias = Annotated[float, Field(strict=True, ge=0, le=100)]

# `for` is a word of Python, so the key can only be written in this form.
_ForAWhile = TypedDict("_ForAWhile", {"for": NotRequired[SpanText]})
_ForSoLong = TypedDict("_ForSoLong", {"for": SpanText})


@with_config(ConfigDict(extra="forbid", title="easing"))
class Ease(TypedDict):
    """A share of a feeling is taken away, of one kind, toward somebody or at all."""

    feeling: Feeling
    of: Role
    toward: NotRequired[Role]
    by: Share


@with_config(ConfigDict(extra="forbid", title="a request"))
class Request(TypedDict):
    """Something asked of whoever can grant it."""

    what: Id
    about: NotRequired[Role]


@with_config(ConfigDict(extra="forbid", title="a commitment made"))
class Commit(_ForAWhile):
    """Somebody binds themselves."""

    name: Words
    kind: CommitmentKind
    by: NotRequired[Role]
    to: NotRequired[Role]
    about: NotRequired[Role]
    words: NotRequired[Words]
    terms: NotRequired[Id]
    secret: NotRequired[Share]


@with_config(ConfigDict(extra="forbid", title="a grant"))
class Grant(_ForSoLong):
    """Leave that an office gives, for a time."""

    what: Id
    to: Role


@with_config(ConfigDict(extra="forbid", title="what is fulfilled"))
class Fulfil(TypedDict):
    """What was owed is done."""

    kind: CommitmentKind
    to: NotRequired[Role]


@with_config(ConfigDict(extra="forbid", title="an offer"))
class Propose(TypedDict):
    """Terms put to somebody: `by` undertakes them. `stake` is what `to` owes when they are met,
    `forfeit` what `by` owes when they are not."""

    kind: NotRequired[CommitmentKind]
    terms: Id
    by: Role
    to: Role
    about: NotRequired[Role]
    rules: NotRequired[tuple[Id, ...]]
    stake: NotRequired[Id]
    forfeit: NotRequired[Id]


@with_config(ConfigDict(extra="forbid", title="a counter-offer"))
class Counter(TypedDict, total=False):
    """An offer answered with another: what is easier, or a rule more."""

    terms: Literal["easier"]
    rule: Id


@with_config(ConfigDict(extra="forbid", title="a move"))
class Move(TypedDict):
    """One move of a contest, and what it leaves when it goes home."""

    kind: MoveKind
    where: NotRequired[tuple[Words, ...]]
    severity: NotRequired[Share]
    power: NotRequired[bool]


@with_config(ConfigDict(extra="forbid", title="tending"))
class Tend(TypedDict):
    """Injuries mend `factor` times as fast from now on."""

    factor: Factor


@with_config(ConfigDict(extra="forbid", title="an injury"))
class Injure(TypedDict):
    """The target is hurt."""

    where: Words
    severity: Share


@with_config(ConfigDict(extra="forbid", title="a lesson"))
class Lesson(TypedDict):
    """The target learns: so much of what the actor is ahead of them in a trait."""

    trait: Id
    by: Share


@with_config(ConfigDict(extra="forbid", title="work"))
class Work(TypedDict):
    """Work that goes well by a trait, and what it gives or costs of self-control."""

    trait: Id
    gives: Share
    costs: Share


@with_config(ConfigDict(extra="forbid", title="thinking better of somebody"))
class ThinkBetter(TypedDict):
    """The actor comes to see somebody with other eyes: so much is added to the bond."""

    of: Role
    affection: NotRequired[Share]
    trust: NotRequired[Share]
    respect: NotRequired[Share]


@with_config(ConfigDict(extra="forbid", title="an effect"))
class EffectShape(TypedDict, total=False):
    """One effect or several: what each needs to know, by its name."""

    ease: Ease
    tell: Literal["topic"]
    ask: Literal["topic"]
    request: Request
    show_anger: Role
    think_better: ThinkBetter
    resolve_on: Id
    commit: Commit
    grant: Grant
    fulfil: Fulfil
    propose: Propose
    counter: Counter
    agree: Literal[True]
    refuse: Literal[True]
    claim: Literal[True]
    dispute: Literal[True]
    concede: Literal[True]
    call_off: Literal[True]
    begin_contest: Literal[True]
    move: Move
    stand_down: Literal[True]
    go: Literal["home", "post", "away", "alone"]
    go_on: Literal[True]
    follow: Role
    search: Role
    lift: Role
    carry_to: Id
    set_down: Role
    tend: Tend
    put_under: Literal["target"]
    operate: Literal["target"]
    lay_out: Literal["target"]
    teach: Lesson
    work: Work
    lodge: Literal["actor", "target"]
    mask: SpanText
    end_danger: Role
    restore: dict[Id, Share]
    sleep: SpanText
    fade: SpanText
    injure: Injure


EFFECT_NAMES: tuple[str, ...] = tuple(EffectShape.__annotations__)

NEEDS_TARGET = frozenset(
    {
        "grant", "follow", "search", "lift", "carry_to", "set_down", "tend", "end_danger",
        "injure", "put_under", "operate", "lay_out", "teach", "lodge", "fade", "propose", "counter",
        "agree", "refuse", "claim", "dispute", "concede", "call_off", "begin_contest", "move",
    }
)  # fmt: skip
"""Effects on the target: a practice that one does alone cannot have them."""

NEEDS_TOPIC = frozenset({"tell", "ask"})


@with_config(ConfigDict(extra="forbid", title="a danger"))
class DangerShape(TypedDict):
    """A standing threat to somebody who cannot help themselves."""

    danger: Words
    level: Share
