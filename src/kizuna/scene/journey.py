"""Going somewhere: errands, setting out, following, carrying, searching.

An errand is going somewhere to do something there. Where others are, its first step is taken a
little after it was begun, so that they can see it and come along; whoever is by themselves just
goes. One passes where nobody is without stopping. Whoever comes to where somebody is has arrived,
and decides anew whether to keep going.
"""

from __future__ import annotations

from typing import Any

from kizuna.clock import HOUR
from kizuna.dice import key, roll
from kizuna.event import Cause, Event
from kizuna.mind.moment import Moment, Proposal
from kizuna.scene.heed import heed_arrival
from kizuna.scene.meeting import meet
from kizuna.state.person import Errand
from kizuna.state.place import Path
from kizuna.state.table import NONE

MAKING_READY_S = 45
SEARCH = "search_for"
WANDER = key("where to look next")
SEARCH_REACH_S = HOUR
"""Whoever searches without a clue looks in places no farther than this (a choice)."""
CARRYING_SLOWS = 1.25
STALE_AFTER_H = 3.0


def begin(
    moment: Moment, who: int, practice: str, goal: int, cause: Event | None, *, target: int = NONE,
    about: int = NONE, topic: str = "", searched: tuple[int, ...] = (), since: int | None = None,
    causes: tuple[Cause, ...] = (),
) -> None:  # fmt: skip
    """Draft an ErrandBegun toward a place row."""
    places = moment.whole.places.all
    data: dict[str, object] = {"practice": practice, "goal": places[goal].id}
    is_ready = moment.world.practice[practice].turns_away
    data |= {"ready_at": moment.now + (0 if is_ready else MAKING_READY_S)}
    if topic:
        data["topic"] = topic
    if searched:
        data["searched"] = [places[row].id for row in searched]
    if since is not None:
        data["since"] = since
    data["witnesses"] = [
        moment.id_(row) for row in moment.here(who) if moment.whole.people.is_awake(row)
    ]
    is_routine = "routine" in moment.world.practice[practice].tags
    if is_routine:
        data["heeded_by"] = []
    why = causes if cause is None else (*causes, Cause("motivated", cause.seq))
    roles = moment.roles(actor=who, target=target, about=about)
    begun = moment.draft("ErrandBegun", roles, data, why, moment.place_id(who))
    if is_routine or not moment.here(who):
        _step(moment, who, goal, begun, begun, practice == SEARCH, MAKING_READY_S)


def go_on(moment: Moment, who: int, deed: Event) -> None:
    """Take the next step of an errand: the next leg, the next place to look, or its end, at its
    goal or where whoever it was for has been met on the way."""
    errand = moment.whole.people.errand[who]
    here = moment.whole.people.place(who)
    if errand is None:
        return
    if here != errand.goal and not _is_met(moment, who, errand.target):
        begun = moment.lookup(errand.seq) or deed
        if not _step(moment, who, errand.goal, begun, deed, errand.practice == SEARCH):
            end(moment, who)
    elif errand.practice == SEARCH and errand.target not in moment.here(who):
        _look_elsewhere(moment, who, errand)
    else:
        end(moment, who)


def _is_met(moment: Moment, who: int, target: int) -> bool:
    """Whether whoever an errand is for is here, and not because they are carried along."""
    carrier = NONE if target == NONE else moment.whole.people.numbers.get("carried_by", target)
    return target in moment.here(who) and carrier != who


def _step(
    moment: Moment, who: int, goal: int, errand: Event, deed: Event, is_search: bool,
    ready_in: int = 0,
) -> bool:  # fmt: skip
    """Draft the SetOut of somebody and all who go with them or are carried; False when no way
    leads there."""
    here, places = moment.whole.people.place(who), moment.whole.places
    path = places.next_path(here, goal)
    if path is None:
        return False
    to, seconds = _as_far_as(moment, path, goal) if not is_search else (path.toward, path.seconds)
    company = company_of(moment, who)
    carries = any(moment.whole.people.numbers.get("carried_by", r) == who for r in company)
    seconds = ready_in + round(seconds * (CARRYING_SLOWS if carries else 1.0))
    data: dict[str, object] = {"to": places.all[to].id, "arrives_at": moment.now + seconds}
    data["goal"] = places.all[goal].id
    if path.via != NONE:
        data["via"] = places.all[path.via].id
    if company:
        data["with"] = [moment.id_(row) for row in company]
    came = moment.since("place", who)
    cause = tuple(dict.fromkeys((*_enabled(errand), *_enabled(deed), *came)))
    set_out = moment.draft("SetOut", moment.roles(actor=who), data, cause, moment.place_id(who))
    target = errand.roles.get("target")
    meet(moment, set_out, NONE if target is None else moment.whole.person(target))
    return True


def _enabled(event: Event) -> tuple[Cause, ...]:
    return (Cause("enabled", event.seq),)


def _as_far_as(moment: Moment, path: Path, goal: int) -> tuple[int, int]:
    """Where a way that begins with this path is first broken, and how many seconds that takes:
    where somebody is to be met, before a path on which one can be met, or at its goal. Whoever is
    in a lodging is at home and not met by those who pass."""
    places, people = moment.whole.places, moment.whole.people
    to, seconds = path.toward, path.seconds
    while (
        to != goal
        and path.via == NONE
        and (places.has_tag(to, "lodging") or not len(people.at_place(to)))
    ):
        following = places.next_path(to, goal)
        if following is None or following.via != NONE:
            break
        path, to, seconds = following, following.toward, seconds + following.seconds
    return to, seconds


def company_of(moment: Moment, who: int) -> list[int]:
    """Who here follows somebody or is carried by them or by one of those."""
    numbers = moment.whole.people.numbers
    company: list[int] = []
    here = moment.here(who)
    for _ in here:
        for row in here:
            bound = {int(numbers.get("following", row)), int(numbers.get("carried_by", row))}
            if row not in company and bound & {who, *company}:
                company.append(row)
    return company


def end(moment: Moment, who: int, **data: Any) -> None:
    """Draft the ErrandEnded, and let go whoever came along."""
    errand = moment.whole.people.errand[who]
    if errand is None:
        return
    cause = (Cause("enabled", errand.seq),)
    ended = moment.draft("ErrandEnded", moment.roles(actor=who), data, cause)
    for row in moment.here(who):
        if moment.whole.people.numbers.get("following", row) == who:
            why = (*moment.since("following", row), Cause("enabled", ended.seq))
            moment.draft("Followed", moment.roles(actor=row), {}, why)


def arrive(moment: Moment, who: int, company: list[int]) -> None:
    """Draft an Arrived; an errand that comes to nothing but being there is over with it."""
    place = int(moment.whole.people.numbers.get("went_to", who))
    data = {"with": [moment.id_(row) for row in company]} if company else {}
    here = [
        r for r in moment.whole.people.at_place(place).tolist() if moment.whole.people.is_awake(r)
    ]
    if (heeded := heed_arrival(moment, (who, *company), here)) != here:
        data["heeded_by"] = [moment.id_(row) for row in heeded]
    cause = (Cause("enabled", int(moment.whole.people.numbers.get("journey", who))),)
    roles = {"actor": moment.id_(who)}
    arrived = moment.draft("Arrived", roles, data, cause, moment.whole.places.all[place].id)
    errand = moment.whole.people.errand[who]
    if errand is not None and errand.goal == place and errand.target == NONE:
        over = (Cause("enabled", errand.seq), Cause("enabled", arrived.seq))
        ended = moment.draft("ErrandEnded", roles, {}, over)
        for row in company:
            if moment.whole.people.numbers.get("following", row) == who:
                why = (*moment.since("following", row), Cause("enabled", ended.seq))
                moment.draft("Followed", moment.roles(actor=row), {}, why)


def _is_stale(moment: Moment, who: int, target: int, goal: int) -> bool:
    """A far place where somebody was hours ago is a worse clue than the places at hand."""
    seconds = moment.whole.places.seconds_between(moment.whole.people.place(who), goal)
    is_far = seconds is None or seconds > SEARCH_REACH_S
    return is_far and moment.held(who, target, "hours_apart") > STALE_AFTER_H


def _look_elsewhere(moment: Moment, who: int, errand: Errand) -> None:
    """Go on looking: where the missing one is now believed to be, or somewhere not yet searched."""
    whole = moment.whole
    here = whole.people.place(who)
    searched = (*errand.searched, here)
    bond = moment.bond(who, errand.target)
    believed = int(whole.bonds.numbers.get("seen_place", bond)) if bond != NONE else NONE
    goal = believed if believed not in (NONE, *searched) else _unsearched(moment, who, searched)
    if goal == NONE:
        end(moment, who, in_vain=True)
        return
    begin(
        moment, who, SEARCH, goal, None, target=errand.target, searched=searched,
        since=errand.since, causes=(Cause("enabled", errand.seq),),
    )  # fmt: skip


def _unsearched(moment: Moment, who: int, searched: tuple[int, ...]) -> int:
    """A place within reach not yet searched, the nearer the likelier."""
    places = moment.whole.places
    here = moment.whole.people.place(who)
    found = [
        (seconds * (0.7 + 0.6 * _draw(moment, who, row)), row)
        for row in range(len(places.all))
        if row not in searched
        and (seconds := places.seconds_between(here, row)) is not None
        and seconds <= SEARCH_REACH_S
    ]
    return min(found, default=(0.0, NONE))[1]


def _draw(moment: Moment, who: int, row: int) -> float:
    keys, place = moment.whole.people.keys, moment.whole.places.all[row].id
    return roll(moment.whole.seed, moment.now, keys[who], key(place), WANDER)


def believed_place(moment: Moment, who: int, target: int) -> int:
    """Where somebody believes another to be; here, when they are here."""
    if moment.whole.people.place(target) == moment.whole.people.place(who):
        return moment.whole.people.place(who)
    bond = moment.bond(who, target)
    place = NONE if bond == NONE else int(moment.whole.bonds.numbers.get("seen_place", bond))
    return NONE if moment.whole.places.has_tag(place, "road") else place


def nearest(moment: Moment, who: int, tag: str) -> int:
    """The nearest place of a kind."""
    places = moment.whole.places
    here = moment.whole.people.place(who)
    found = [
        (seconds, row)
        for row in range(len(places.all))
        if places.has_tag(row, tag) and (seconds := places.seconds_between(here, row)) is not None
    ]
    return min(found, default=(0, NONE))[1]


def start_search(moment: Moment, proposal: Proposal, deed: Event) -> None:
    """Begin to look for somebody: where they are believed to be, else somewhere near."""
    who = proposal.binding.i
    here = moment.whole.people.place(who)
    goal = believed_place(moment, who, proposal.target)
    if goal in (NONE, here) or _is_stale(moment, who, proposal.target, goal):
        goal = _unsearched(moment, who, (here,))
    if goal != NONE:
        begin(moment, who, SEARCH, goal, deed, target=proposal.target, searched=(here,))
