"""Who comes up unnoticed: by stealth, or because grief sees nobody.

Whoever has just come is seen, unless the one who is there overlooks them. Then they are not there
to them until they do or say something to them, or until a while has passed.
"""

from __future__ import annotations

from kizuna.dice import key, roll
from kizuna.event import Cause, Event
from kizuna.mind.moment import Moment
from kizuna.state.feeling import FEELING_ROW
from kizuna.state.table import NONE

COMES_UP = key("comes up")
GRIEF = FEELING_ROW["grief"]
GRIEF_BLINDS = 0.7
"""How often somebody wholly in grief overlooks who comes up (a choice)."""
STEALTH_HIDES = 0.8
"""How often whoever is as quiet as can be is overlooked (a choice)."""
JUST_CAME_S = 2 * 60


def is_overlooked(moment: Moment, who: int, row: int, noticed: list[Event]) -> bool:
    """Whether somebody here is not seen by another, who has just noticed these events; drafts the
    Overlooked when it begins."""
    bond = moment.bond(who, row)
    if bond == NONE:
        return False
    numbers = moment.whole.bonds.numbers
    if numbers.get("overlooked_until", bond) > moment.now:
        return not _is_known_by(moment, row, noticed)
    came = int(moment.whole.people.numbers.get("arrived_at", row))
    is_new = not numbers.get("is_seen", bond) and 0 <= moment.now - came <= JUST_CAME_S
    if not is_new or _is_known_by(moment, row, noticed):
        return False
    keys = moment.whole.people.keys
    if roll(moment.whole.seed, came, keys[who], keys[row], COMES_UP) >= _chance(moment, who, row):
        return False
    roles = moment.roles(who=who, target=row)
    moment.draft("Overlooked", roles, {}, _because(moment, who), moment.place_id(who))
    return True


def _chance(moment: Moment, who: int, row: int) -> float:
    """How likely it is, between 0 and 1: absorbed in grief, or taken in by stealth, or both."""
    blind = GRIEF_BLINDS * float(moment.still.person["felt_grief"][who])
    hidden = STEALTH_HIDES * moment.whole.people.trait(row, "stealth")
    return blind + hidden - blind * hidden


def _because(moment: Moment, who: int) -> tuple[Cause, ...]:
    """The grief that blinds them, or else that they are who they are."""
    about = int(moment.whole.feelings.inward.about[GRIEF, who])
    grieved = (Cause("prevented", about),) if moment.lookup(about) is not None else ()
    return grieved or moment.by_nature(moment.roles(who=who))


def _is_known_by(moment: Moment, row: int, noticed: list[Event]) -> bool:
    """Whether they have been noticed doing or saying something."""
    return any(event.roles.get("actor") == moment.id_(row) for event in noticed)


def was_overlooked(moment: Moment, who: int, row: int) -> bool:
    """Whether somebody who is seen now had come up unnoticed."""
    bond = moment.bond(who, row)
    until = 0.0 if bond == NONE else moment.whole.bonds.numbers.get("overlooked_until", bond)
    return until > moment.now
