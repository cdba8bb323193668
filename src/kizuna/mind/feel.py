"""feel: what was stirred is felt, strongly enough to be recorded, and needs are met or starved.

Each feeling gets the half-life of its kind, longer when stronger, and names what it is about. A
touch of kindness also feeds a need (belonging, esteem ...), a touch of harm starves it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kizuna.event import Cause, Event
from kizuna.mind.moment import Moment, Percept, Stirred
from kizuna.mind.occ import HALF_LIFE_S, stretched
from kizuna.state.person import NEEDS
from kizuna.state.table import NONE

FAINT = 0.08
"""Feelings below this are not worth recording (a choice)."""
TELLS_APART = 0.35
"""From this strength on satisfaction is felt as such beside the joy of it (a choice)."""
GROWS_HOME = 0.5
"""What belonging gained somewhere from somebody wholly close adds to being at home there, of what
is missing (a choice: a month among those one has come to love makes half a home)."""
STRANGERS = 0.2
"""How much of that kindness from a stranger adds (a choice)."""
FEEDS = 0.1
"""How much of a touch's worth an empty need keeps; the fuller, the less (a choice: what was
starved for years is not full in a day)."""

SAVED = {"esteem": 3.0, "purpose": 3.0}
LOST = {"esteem": -3.0}
"""What it does to a healer to save a life or to lose one: as much as so many kind or unkind words
(choices)."""


def feel(moment: Moment) -> Moment:
    """FeelingFelt for all that was stirred, the strongest of a kind toward somebody first."""
    strongest: dict[tuple[int, str, int], Stirred] = {}
    for each in moment.stirred:
        spot = (each.holder, each.kind, each.toward)
        if each.strength >= FAINT and (
            spot not in strongest or each.strength > strongest[spot].strength
        ):
            strongest[spot] = each
    for each in strongest.values():
        if not _is_one_with_joy(each, strongest):
            feel_one(moment, each)
    _feed_needs(moment)
    return moment


def _is_one_with_joy(each: Stirred, felt: dict[tuple[int, str, int], Stirred]) -> bool:
    """Whether it is a mild satisfaction at what is a joy or a pride as well: nobody tells the two
    apart."""
    if each.kind != "satisfaction" or each.strength >= TELLS_APART:
        return False
    others = (felt.get((each.holder, kind, each.toward)) for kind in ("joy", "pride"))
    return any(other is not None and other.about == each.about for other in others)


def feel_one(moment: Moment, each: Stirred) -> None:
    """Draft one FeelingFelt."""
    strength = round(min(1.0, each.strength), 4)
    half_life = each.half_life or stretched(HALF_LIFE_S[each.kind], strength)  # type: ignore[index]
    roles = moment.roles(who=each.holder, toward=each.toward)
    data = {
        "feeling": each.kind,
        "strength": strength,
        "half_life": round(half_life),
        "about": each.about,
    }
    moment.draft("FeelingFelt", roles, data, (each.cause,))


def _fed(level: float, by: float) -> float:
    """A need after a touch: what is nearly full takes little more, what is nearly empty loses
    little more."""
    return level + by * (1.0 - level if by > 0 else level)


def _feed_needs(moment: Moment) -> None:
    people = moment.whole.people
    for who, percepts in moment.percepts.items():
        changes: dict[str, float] = {}
        for percept in percepts:
            for need, value in _concerns(moment, who, percept.event):
                if need in NEEDS and people.need_weight.get(need, who) > 0:
                    now = _met(moment, who, need) + changes.get(need, 0.0)
                    fed = _fed(now, FEEDS * value) - now
                    changes[need] = changes.get(need, 0.0) + fed
        if changes.get("belonging", 0.0) > 0:
            _grow_home(moment, who, percepts, changes["belonging"])
        if changes:
            rounded = {name: round(change, 4) for name, change in sorted(changes.items())}
            why = (Cause("perceived", percepts[0].noticed),)
            moment.draft("NeedChanged", {"who": moment.id_(who)}, {"changes": rounded}, why)


def _concerns(moment: Moment, who: int, event: Event) -> Iterator[tuple[str, float]]:
    """Which concerns of somebody's an event touches, and how much."""
    own = moment.id_(who)
    if event.kind == "Operated" and event.roles["actor"] == own:
        yield from (SAVED if event.data["saved"] else LOST).items()
    practice = moment.world.practice.get(event.data.get("practice", ""))
    if event.kind == "Did" and practice is not None and event.data.get("accepted") is not False:
        for role, concerns in practice.touches.items():
            if event.roles.get(role) == own:
                yield from concerns.items()


def _met(moment: Moment, who: int, need: str) -> float:
    """How well a need of somebody's is met now, 0 to 1."""
    return moment.whole.people.need_left(who, need, moment.now)


def _near(moment: Moment, who: int, percept: Percept) -> float:
    """How close whoever did it is."""
    doer = moment.whole.people.row.get(percept.event.roles.get("actor", ""), NONE)
    return 0.0 if doer in (NONE, who) else max(0.0, moment.held(who, doer, "closeness"))


def _grow_home(moment: Moment, who: int, percepts: list[Percept], gain: float) -> None:
    """Where one is well among people, one comes to be at home; some day more than anywhere."""
    homes, place = moment.whole.homes, moment.whole.people.place(who)
    land = "" if place == NONE else moment.whole.places.all[place].land
    if not land or not homes.of[who]:
        return
    then = homes.level(who, land)
    near = max((_near(moment, who, percept) for percept in percepts), default=0.0)
    now = round(then + GROWS_HOME * gain * (STRANGERS + near) * (1.0 - then), 5)
    best = max((level for other, level in homes.of[who].items() if other != land), default=0.0)
    kind = "HomeMoved" if then <= best < now else "HomeGrew"
    cause = Cause("perceived", percepts[0].noticed)
    data = {"land": land, "level": now}
    moment.draft(kind, {"who": moment.id_(who)}, data, (cause,), moment.place_id(who))
