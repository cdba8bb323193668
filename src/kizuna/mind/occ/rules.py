"""Two ways of appraising: the engine's own, and the published model's.

`PEER` agrees number for number with GAMYGDALA (Broekens, Hudlicka & Bidarra); its defects and all.
`DEFAULT` is the same arithmetic mended. Each difference is one switch of `Rules`, so either way,
or any way between, can be asked for by name.

    >>> DEFAULT.failure_locks, PEER.failure_locks
    (True, False)
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """How appraisal behaves where the published model and this one part.

    As written here every switch mends a defect (the numbered ones were found by running the
    model) or adds what it lacks; `PEER` turns all of them off. The tests show each number before
    and after.
    """

    hope_lost_disappoints: bool = True
    """1. Disappointment and relief follow when failure was the less likely (peer: below -0.5)."""
    even_odds_confirm: bool = True
    """2. Success straight from even odds satisfies besides giving joy."""
    unit_likelihood: bool = True
    """3. A likelihood lives in 0..1 whatever the style of the news (peer: down to -1)."""
    failure_locks: bool = True
    """4. A goal to achieve that has failed stays failed, as one achieved stays achieved."""
    tolerance: float = 1e-9
    """5. So near to 0, 1 or even odds counts as there; a movement so small counts as none."""
    fades_every_entry: bool = True
    """6. Removing a faded feeling does not spare the next one its fading."""
    drops_nothings: bool = True
    """7. A feeling of no strength is not a feeling."""
    no_self_relation: bool = True
    """8. Nobody is an observer of themselves."""
    strict: bool = True
    """8, 10. Unknown doers and concerns that are not one's own are refused with a ValueError."""
    outcomes_settle: bool = True
    """9. Hope and fear about a concern go once it is settled; needs `keeps_about` to know which."""
    weighs_meaning: bool = True
    """9. Gratitude asks how well it was meant, at what cost and how freely; anger, for intent."""
    own_views: bool = True
    """10. Everyone who shares a concern has a likelihood and a utility of their own."""
    keeps_about: bool = True
    """11. A feeling is held with the concern and the event it is about."""
    echo: float = 0.5
    """11. How much of a friend's feeling for a stranger is felt with the friend; 0 is none."""
    stands_by: bool = True
    """Those fond of the one harmed are angry at the doer; of the one helped, admire the doer."""
    own_deeds: bool = True
    """What one does for or against oneself gives pride or shame."""
    surprises: bool = True
    """An outcome against the odds surprises."""
    saturates: bool = True
    """Strengths add up toward 1, never past it."""


DEFAULT = Rules()
PEER = Rules(
    hope_lost_disappoints=False,
    even_odds_confirm=False,
    unit_likelihood=False,
    failure_locks=False,
    tolerance=0.0,
    fades_every_entry=False,
    drops_nothings=False,
    no_self_relation=False,
    strict=False,
    outcomes_settle=False,
    weighs_meaning=False,
    own_views=False,
    keeps_about=False,
    echo=0.0,
    stands_by=False,
    own_deeds=False,
    surprises=False,
    saturates=False,
)
