"""The feelings there are: their names, what each does to a mood, and how long each lasts.

The first sixteen kinds are those of a published model (`mind/peer.py` runs it); the last eight are
this project's own, of which guilt, grief, longing and jealousy need more than a concern that moves
(a norm, a death, an absence, a rival) and so do not come from `outcome`. A feeling of joy moves the
mood by `PAD["joy"]` (pleasure, arousal, dominance), and half of it is left after
`HALF_LIFE_S["joy"]` seconds. Moods are summed here too, from a few feelings or from a table with a
row for each kind.

    >>> KINDS.index("joy"), PAD["joy"]
    (2, (0.76, 0.48, 0.35))
    >>> HALF_LIFE_S["joy"] / 3600
    11.666666666666666
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias, get_args

import numpy as np

from kizuna.clock import HOUR
from kizuna.mind.occ.strength import Amount, Column

Kind: TypeAlias = Literal[
    "hope", "fear", "joy", "distress", "satisfaction", "fears_confirmed", "disappointment",
    "relief", "happy_for", "resentment", "pity", "gloating", "gratitude", "anger",
    "gratification", "remorse",
    "pride", "shame", "guilt", "grief", "longing", "admiration", "jealousy", "surprise",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
"""Every kind of feeling, in the order of the rows of a table of strengths."""

PROSPECTS: tuple[Kind, Kind] = ("hope", "fear")
"""Feelings about what may yet come; they have no object once it has come or failed."""

Triple: TypeAlias = tuple[float, float, float]

PAD: Mapping[Kind, Triple] = {
    "hope": (0.51, 0.23, 0.14),
    "fear": (-0.64, 0.60, -0.43),
    "joy": (0.76, 0.48, 0.35),
    "distress": (-0.61, 0.28, -0.36),
    "satisfaction": (0.87, 0.20, 0.62),
    "fears_confirmed": (-0.61, 0.06, -0.32),
    "disappointment": (-0.61, -0.15, -0.29),
    "relief": (0.29, -0.19, -0.28),
    "happy_for": (0.64, 0.35, 0.25),
    "resentment": (-0.35, 0.35, 0.29),
    "pity": (-0.52, 0.02, -0.21),
    "gloating": (-0.45, 0.48, 0.42),
    "gratitude": (0.64, 0.16, -0.21),
    "anger": (-0.51, 0.59, 0.25),
    "gratification": (0.69, 0.57, 0.63),
    "remorse": (-0.57, 0.28, -0.34),
    # From here on the triples are design choices, each set beside a neighbour above.
    "pride": (0.69, 0.40, 0.60),  # gratification with nobody else in it: less stirred
    "shame": (-0.57, 0.15, -0.60),  # remorse before the eyes of others: smaller still
    "guilt": (-0.57, 0.35, -0.40),  # remorse that has not found its apology
    "grief": (-0.75, -0.10, -0.50),  # distress past all doing: deeper, and quiet
    "longing": (-0.25, 0.10, -0.30),  # hope and distress at once
    "admiration": (0.55, 0.30, -0.15),  # gratitude for what was done to another
    "jealousy": (-0.50, 0.50, -0.15),  # resentment with fear in it
    "surprise": (0.05, 0.65, -0.10),  # neither good nor bad, but wide awake
}
"""What a feeling of strength 1 adds to pleasure, arousal and dominance."""


class Lasting(NamedTuple):
    """How long a kind lasts on average, and where the figure comes from."""

    kind: Kind
    mean_h: float
    row: str
    is_from_table: bool


LASTING: tuple[Lasting, ...] = (
    Lasting("hope", 24.0, "hope", True),
    # Fear here is fear of what may come, which people call anxiety. The table's own row "fear"
    # (0.7 h) is fright at what is there; that ends with the danger, when the outcome settles it.
    Lasting("fear", 24.0, "anxiety", False),
    Lasting("joy", 35.0, "joy", True),
    Lasting("distress", 120.0, "sadness", False),
    Lasting("satisfaction", 24.0, "satisfaction", True),
    Lasting("fears_confirmed", 24.0, "disappointment", False),
    Lasting("disappointment", 24.0, "disappointment", True),
    Lasting("relief", 8.0, "relief", True),
    Lasting("happy_for", 1.3, "compassion", False),
    Lasting("resentment", 15.0, "jealousy", False),
    Lasting("pity", 1.3, "compassion", False),
    Lasting("gloating", 2.6, "pride", False),
    Lasting("gratitude", 5.0, "gratitude", True),
    Lasting("anger", 2.0, "anger", True),
    Lasting("gratification", 2.6, "pride", False),
    Lasting("remorse", 3.5, "guilt", False),
    Lasting("pride", 2.6, "pride", True),
    Lasting("shame", 0.5, "shame", True),
    Lasting("guilt", 3.5, "guilt", True),
    Lasting("grief", 120.0, "sadness", False),
    Lasting("longing", 120.0, "sadness", False),
    Lasting("admiration", 5.0, "admiration", True),
    Lasting("jealousy", 15.0, "jealousy", True),
    Lasting("surprise", 2.0, "surprise", True),
)
"""Mean hours as people recalled them (Verduyn & Lavrijsen 2015, n = 233).

Where the study has no such kind, the nearest in meaning was chosen and `is_from_table` is False.
"""

HALVINGS_UNTIL_OVER = 3
"""A choice: a feeling counts as over when an eighth of it is left, so after three half-lives."""

HALF_LIFE_S: Mapping[Kind, float] = {
    lasting.kind: lasting.mean_h * HOUR / HALVINGS_UNTIL_OVER for lasting in LASTING
}
"""Seconds until half of a feeling of middling strength (0.5) is left."""


def stretched(half_life_s: Amount, strength_at_first: Amount) -> Amount:
    """Half-life in seconds of a feeling that began with this strength, 0 to 1: stronger lasts.

    From half the table's figure for the faintest to one and a half for the strongest. Intensity
    and duration correlate at r = .37 (ISEAR, n = 7,478); were durations spread as widely as their
    mean and strengths evenly, that is a slope of 1.3 a unit of strength. We take 1, a choice. Give
    the strength at first, not the strength left, or fading would depend on how often it is asked.
    """
    return half_life_s * (0.5 + strength_at_first)


def pad(feelings: Iterable[tuple[Kind, float]]) -> Triple:
    """Pleasure, arousal and dominance of feelings held together: a raw sum without a bound."""
    pleasure = arousal = dominance = 0.0
    for kind, strength in feelings:
        triple = PAD[kind]
        pleasure += strength * triple[0]
        arousal += strength * triple[1]
        dominance += strength * triple[2]
    return pleasure, arousal, dominance


def pad_columns(strengths: Column) -> Column:
    """The same for many: strengths of shape (kinds, rows) in, moods of shape (3, rows) out.

    Equal to `pad` to the bit for feelings given in the order of `KINDS`: hence kind by kind, where
    a matrix product would be free to choose its own order.
    """
    total = np.zeros((3, strengths.shape[1]))
    for row, kind in enumerate(KINDS):
        total += strengths[row] * np.array(PAD[kind])[:, None]
    return total
