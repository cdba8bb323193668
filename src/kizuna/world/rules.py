"""What runs: a world as rules, made from what its author wrote.

The third of three forms (what was written, what was understood, what runs). A `Practice` here has
its formulas parsed and its answers known by name; a `World` has everything a story needs to begin:
the opening events, the practices with their compiled scores, predicates, readings, happenings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kizuna.event import Event
from kizuna.world.expr import Expr

if TYPE_CHECKING:
    from kizuna.world.scores import Scores

VOICES = ("head", "heart", "resident")
GOES_SOMEWHERE = frozenset({"go", "search", "carry_to"})
MOVES_ONE = GOES_SOMEWHERE | {"sleep", "go_on", "follow", "lift", "request"}
LEAVES_OTHERS = frozenset({"sleep", "go", "go_on"})
"""Effects by which one goes somewhere, is moved, leaves others to themselves."""
WORDING = "wording"
"""The folder beside a world or in the commons that says how stories are told, by language."""


@dataclass(frozen=True, slots=True)
class Consideration:
    """One named reason for (above 0) or against (below 0) doing something, and whose it is."""

    voice: str
    name: str
    formula: Expr


@dataclass(frozen=True, slots=True)
class Showing:
    """What others conclude from seeing a practice: a proposition and how strongly (log-odds)."""

    predicate: str
    names: tuple[str, ...]
    formula: Expr


@dataclass(frozen=True, slots=True)
class Practice:
    """A kind of action people do, ready to be scored and done."""

    index: int
    name: str
    key: int
    with_: str
    reach: str
    target_state: str
    after: tuple[str, ...]
    not_before: int
    answers: frozenset[str]
    when: Expr
    considerations: tuple[Consideration, ...]
    consent: tuple[Consideration, ...]
    takes: int
    again: int
    costs: Mapping[str, float]
    commands: str
    touches: Mapping[str, Mapping[str, float]]
    impression: Mapping[str, float]
    shows: tuple[Showing, ...]
    soothes: tuple[Consideration, ...]
    discloses: float
    pays: int
    tries_again_for: int
    does: tuple[Mapping[str, Any], ...]
    at_end: tuple[Mapping[str, Any], ...]
    tags: frozenset[str]
    romance: bool
    peculiar_to: str | None
    lines: tuple[str, ...]
    declined: tuple[str, ...]
    effects: frozenset[str] = field(init=False)
    """Names of what it does, and `effects_at_end` of what it does only when it has lasted."""
    effects_at_end: frozenset[str] = field(init=False)
    leaves_off: bool = field(init=False)
    """Whether somebody leaves others to themselves with it: asleep or gone, but not with their back
    turned on whatever more there is to be said."""

    def __post_init__(self) -> None:
        """Work out once what is asked again and again."""
        effects = frozenset(name for effect in self.does for name in effect)
        at_end = frozenset(name for effect in self.at_end for name in effect)
        leaves_off = bool(effects & LEAVES_OTHERS) and not self.turns_away
        object.__setattr__(self, "effects", effects)
        object.__setattr__(self, "effects_at_end", at_end)
        object.__setattr__(self, "leaves_off", leaves_off)

    @property
    def is_talk(self) -> bool:
        """Whether it is said aloud to somebody."""
        return "talk" in self.tags

    @property
    def turns_away(self) -> bool:
        """Whether doing it is to turn one's back: whoever does goes at once, as they are."""
        return "turning_away" in self.tags

    @property
    def is_shared_time(self) -> bool:
        """Whether two people spend it together without a word."""
        return "together" in self.tags

    @property
    def begins_errand(self) -> bool:
        """Whether doing it means going somewhere."""
        return bool(self.effects & GOES_SOMEWHERE)

    @property
    def keeps_still(self) -> bool:
        """Whether it cannot be done while walking: it moves one elsewhere, or takes its time."""
        return bool(self.effects & MOVES_ONE) or self.takes_long

    @property
    def takes_long(self) -> bool:
        """Whether one has to settle down to it."""
        return self.takes > 300 and "idle" not in self.tags


@dataclass(frozen=True, slots=True)
class Predicate:
    """What can be believed: what it is said of, what it rivals, answers, touches and means."""

    names: tuple[str, ...]
    rival: str | None = None
    only_one: int | None = None
    kind: str = "fact"
    answers: str | None = None
    undone_by: str | None = None
    touches: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    doer: int | None = None
    near: int | None = None
    explains: str | None = None
    grieves: int | None = None
    weight: float = 0.4
    says: str = ""
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What people conclude, or ask, from a sight and what they know."""

    name: str
    sees: str
    times: int = 1
    knows: str | None = None
    concludes: str | None = None
    asks: str | None = None
    confidence: float = 0.7


Written = Mapping[str, Any] | list[Any]
"""A pattern as it is written."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What keeps, breaks and releases a commitment, by the letter."""

    words: str
    keeps: Written | None = None
    breaks: Written | None = None
    releases: Written | None = None
    contest: str | None = None
    hard: float = 0.0
    easier: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What is not allowed while a commitment runs: whoever does it loses."""

    words: str
    broken_by: Written
    forbids: str | None = None


@dataclass(frozen=True, slots=True)
class Stake:
    """What can be won from somebody, and what pays it."""

    words: str
    keeps: Written


@dataclass(frozen=True, slots=True)
class Wound:
    """What a happening did to somebody: how bad it is, and how much worse it gets an hour."""

    where: str
    severity: float
    bleeds_per_hour: float
    knocks_out: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """Something from outside that the world's author set a time for, and whom it brings, takes
    away, hurts and calls to duty (where, for how many seconds). `every` is in seconds, None for
    once."""

    name: str
    at: int
    place: str | None
    words: str
    every: int | None = None
    brings: tuple[str, ...] = ()
    takes_away: tuple[str, ...] = ()
    wounds: Mapping[str, Wound] = field(default_factory=dict)
    calls: Mapping[str, tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class World:
    """Everything a story can begin from."""

    name: str
    title: str
    starts: int
    ends: int | None
    traits: tuple[str, ...]
    energies: tuple[str, ...]
    tags: tuple[str, ...]
    practices: tuple[Practice, ...]
    practice: Mapping[str, Practice]
    predicates: Mapping[str, Predicate]
    readings: tuple[Reading, ...]
    happenings: tuple[Happening, ...]
    words: Mapping[str, str]
    alike: frozenset[tuple[str, str]]
    residents: Mapping[str, Mapping[str, Any]]
    opening: tuple[Event, ...]
    scores: Scores
    explaining: tuple[tuple[str, str], ...] = ()
    """Predicates that say why one is kind to another, and the motive each makes of it."""
    terms: Mapping[str, Terms] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    stakes: Mapping[str, Stake] = field(default_factory=dict)
    forms_of_address: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    wording: Mapping[str, str] = field(default_factory=dict)
