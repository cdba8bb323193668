"""What news means to a heart: the arithmetic of appraisal, after Ortony, Clore and Collins.

Somebody wants something (a *concern*, with its utility to them) and believes it so and so likely.
News moves the likelihood. From that movement alone follow hope, fear, joy and their kin in the
owner of the concern; happy-for, pity, resentment or gloating in those who like or dislike the
owner; and gratitude, anger, remorse or pride toward whoever brought it about.

    >>> felt = appraise_outcome(
    ...     "gaara", utility=-0.8, before=0.5, after=1.0, doer="deidara",
    ...     observers=[Observer("temari", like=0.5)])
    >>> for feeling in felt:
    ...     print(feeling.holder, feeling.kind, feeling.toward, feeling.strength)
    gaara fears_confirmed None 0.4
    gaara distress None 0.4
    gaara anger deidara 0.4
    temari pity gaara 0.2
    temari anger deidara 0.2

The house: `kinds` names the feelings, what each does to a mood and how long it lasts; `strength`
adds up and fades; `rules` says where the engine (`DEFAULT`) parts from the published model it
agrees with otherwise (`PEER`); `likelihood` takes in news; `outcome` makes feelings of it, for one
person at a time; `columns` does the same for a town at once, equal to the last bit; `held` is a
short list of feelings that grow, fade and go.
"""

from kizuna.mind.occ.columns import inner_columns, other_columns, own_columns
from kizuna.mind.occ.held import Held, added, faded, settled, summed
from kizuna.mind.occ.kinds import (
    HALF_LIFE_S,
    KINDS,
    LASTING,
    PAD,
    PROSPECTS,
    Kind,
    pad,
    pad_columns,
    stretched,
)
from kizuna.mind.occ.likelihood import as_computed, is_locked, is_settled, news, revise
from kizuna.mind.occ.outcome import (
    Felt,
    Id,
    Meaning,
    Observer,
    appraise_other,
    appraise_outcome,
    appraise_own,
    inner,
    merit,
    social,
)
from kizuna.mind.occ.rules import DEFAULT, PEER, Rules
from kizuna.mind.occ.strength import (
    Column,
    accumulate,
    between,
    fade,
    fade_by_amount,
    fade_by_factor,
    gained,
)

__all__ = [
    "DEFAULT",
    "HALF_LIFE_S",
    "KINDS",
    "LASTING",
    "PAD",
    "PEER",
    "PROSPECTS",
    "Column",
    "Felt",
    "Held",
    "Id",
    "Kind",
    "Meaning",
    "Observer",
    "Rules",
    "accumulate",
    "added",
    "appraise_other",
    "appraise_outcome",
    "appraise_own",
    "as_computed",
    "between",
    "fade",
    "fade_by_amount",
    "fade_by_factor",
    "faded",
    "gained",
    "inner",
    "inner_columns",
    "is_locked",
    "is_settled",
    "merit",
    "news",
    "other_columns",
    "own_columns",
    "pad",
    "pad_columns",
    "revise",
    "settled",
    "social",
    "stretched",
    "summed",
]
