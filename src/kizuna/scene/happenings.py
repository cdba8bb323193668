"""happenings: what comes from outside at the hours an author set.

A happening may be weather and nothing more. It may bring somebody in or take them away, it may have
hurt them, and it may call somebody to duty. With `every` it comes again. Nothing of it is
anybody's choice.

    {name: fever, at: day 1 9:00, every: 1 d, place: ward, brings: [kin],
     wounds: {kin: {where: a burning fever, severity: 0.5, bleeds: 0.02}}, words: ...}
"""

from __future__ import annotations

from kizuna.event import Cause, Event
from kizuna.mind.moment import Moment
from kizuna.state.body import FAINTS_FROM, MENDS_PER_DAY
from kizuna.state.person import DEAD, NEVER
from kizuna.state.table import NONE
from kizuna.world.rules import Happening, Wound


def next_at(moment: Moment, each: Happening) -> float:
    """When a happening comes next: a story second; NEVER when it has come and does not again."""
    last = moment.whole.happened.get(each.name)
    if last is None:
        return each.at
    if each.every is None:
        return NEVER
    return each.at + ((last - each.at) // each.every + 1) * each.every


def happen(moment: Moment) -> None:
    """Draft every happening whose hour has come, and what it brings."""
    for each in moment.world.happenings:
        if next_at(moment, each) <= moment.now:
            _happens(moment, each)


def _happens(moment: Moment, each: Happening) -> None:
    place = moment.whole.places.row.get(each.place or "", NONE)
    rows = [] if place == NONE else moment.whole.people.at_place(place).tolist()
    awake = [moment.id_(row) for row in rows if moment.whole.people.is_awake(row)]
    data = {"name": each.name, "words": each.words, "witnesses": awake}
    cause = moment.draft_happening({}, data, each.place)
    for id_ in each.takes_away:
        take_away(moment, moment.whole.person(id_), cause)
    for id_ in each.brings:
        _brings(moment, moment.whole.person(id_), each, cause)
    for id_, wound in each.wounds.items():
        _wounds(moment, moment.whole.person(id_), wound, cause)
    for id_, (to, for_s) in each.calls.items():
        until, why = {"until": moment.now + for_s}, (Cause("enabled", cause.seq),)
        moment.draft("CalledToDuty", {"who": id_}, until, why, to)


def _brings(moment: Moment, who: int, each: Happening, cause: Event) -> None:
    """Somebody is brought in, unless they are dead or there already."""
    is_there = moment.place_id(who) == each.place
    if moment.whole.people.state(who) != DEAD and not is_there:
        roles, why = moment.roles(target=who), (Cause("enabled", cause.seq),)
        moment.draft("BroughtIn", roles, {}, why, each.place)


def take_away(moment: Moment, who: int, cause: Event) -> None:
    """Draft that somebody leaves the stage, if they are on it."""
    if moment.whole.people.place(who) != NONE:
        why = (Cause("enabled", cause.seq),)
        moment.draft("TakenAway", moment.roles(target=who), {}, why, moment.place_id(who))


def _wounds(moment: Moment, who: int, wound: Wound, cause: Event) -> None:
    if moment.whole.people.state(who) == DEAD:
        return
    faints = wound.bleeds_per_hour > 0 and wound.severity >= FAINTS_FROM
    data = {
        "where": wound.where, "severity": wound.severity,
        "knocks_out": wound.knocks_out or faints,
        "mends_per_day": MENDS_PER_DAY * moment.whole.bodies.mending[who],
    }  # fmt: skip
    if wound.bleeds_per_hour:
        data["bleeds_per_hour"] = wound.bleeds_per_hour
    why, place = (Cause("enabled", cause.seq),), cause.place or moment.place_id(who)
    moment.draft("Injured", moment.roles(target=who), data, why, place)
