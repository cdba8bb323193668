"""perceive: who notices what.

What was done where somebody is waits in their inbox until they next look up. Whoever is addressed
notices; others may miss it, the more the more their own feelings hold them, and may see it when
they look up again if it still goes on. People also see each other anew when they meet, and when
somebody's state has plainly changed. What is not perceived is not known.
"""

from __future__ import annotations

from kizuna.dice import key, roll
from kizuna.event import Cause, Event
from kizuna.mind.moment import Moment, Percept, Sight
from kizuna.mind.unnoticed import is_overlooked
from kizuna.state.person import DEAD, UNCONSCIOUS
from kizuna.state.table import NONE

NOTICE = key("notice")
ABSORBED = 0.45
"""How much of what goes on around them somebody wholly absorbed misses (a choice)."""
GRIPPING = frozenset({"Died", "Operated"})
"""What nobody misses who is there, however absorbed."""
AGITATING = ("anger", "fear", "grief", "distress")
KNOWS_HOME_AFTER_MIN = 120
"""After so much talk one knows where the other lives (a choice)."""
JUST_ARRIVED_S = 60
CHANGED = 0.15
"""Somebody looks well or ill anew when it differs this much from what was last seen (a choice)."""


def perceive(moment: Moment) -> Moment:
    """Every due person looks up: percepts and sights, each with a Noticed event."""
    for who in moment.due:
        if moment.whole.people.is_awake(who):
            _look_up(moment, who)
    return moment


def _look_up(moment: Moment, who: int) -> None:
    unseen = moment.whole.people.inbox[who]
    ready = [each.seq for each in unseen if each.at <= moment.now]
    later = [each.seq for each in unseen if each.at > moment.now]
    done = [event for seq in ready if (event := moment.lookup(seq))]
    seen = [event for event in done if _notices(moment, who, event)]
    later += [event.seq for event in done if event not in seen and _goes_on(moment, event)]
    sights = _sights(moment, who, seen)
    gone = _gone(moment, who)
    missed = _missed(moment, who)
    ongoing = [event for row, *_ in sights if (event := _what_they_are_at(moment, row))]
    seen += [event for event in ongoing if event.seq not in ready]
    if not (ready or sights or missed or gone):
        return
    data: dict[str, object] = {}
    if later:
        data["left"] = later
    if sights:
        data["sights"] = [[moment.id_(row), well, sorrow] for row, well, sorrow in sights]
    if missed:
        data["missed"] = [moment.id_(row) for row in missed]
        supposed = {moment.id_(row): home for row in missed if (home := _at_home(moment, who, row))}
        data |= {"supposed": supposed} if supposed else {}
    if gone:
        data["gone"] = [moment.id_(row) for row in gone]
    came = _came(moment, who, [row for row, *_ in sights], [*gone, *missed])
    seqs = dict.fromkeys((*(event.seq for event in seen), *came))
    causes = tuple(Cause("perceived", seq) for seq in seqs) or _absorbed_by(moment, who)
    noticed = moment.draft("Noticed", {"who": moment.id_(who)}, data, causes, moment.place_id(who))
    own = moment.id_(who)
    moment.percepts[who] = [Percept(each, noticed.seq, _is_heeded(each, own)) for each in seen]
    moment.sights[who] = [
        Sight(
            row,
            well,
            _believed(moment, who, row),
            sorrow - _seen_sorrow(moment, who, row),
            noticed.seq,
        )
        for row, well, sorrow in sights
    ]


def _came(moment: Moment, who: int, seen: list[int], gone: list[int]) -> list[int]:
    """What put people before one's eyes or took them away: whichever of the two moved last, and
    what has since put them to sleep, woken or hurt them."""
    of, own = moment.whole.origins.of, moment.id_(who)
    here = of("place", own) or 0
    found = [max(here, of("place", moment.id_(row)) or 0) for row in seen]
    found += [of("place", moment.id_(row)) or 0 for row in gone]
    for row in seen:
        found += [of("state", moment.id_(row)) or 0, *_wounds(moment, row)]
    return [seq for seq in found if seq]


def _wounds(moment: Moment, row: int) -> list[int]:
    return [each.seq for each in moment.whole.bodies.injuries[row]]


def _absorbed_by(moment: Moment, who: int) -> tuple[Cause, ...]:
    """What kept somebody from noticing what went on around them: a feeling of their own."""
    felt, own = moment.whole.origins.felt, moment.id_(who)
    found = [each for kind in AGITATING if (each := felt(kind, own)) is not None]
    return (Cause("prevented", max(found).seq),) if found else ()


def _notices(moment: Moment, who: int, event: Event) -> bool:
    if event.kind in GRIPPING or moment.id_(who) in event.roles.values():
        return True
    absorbed = ABSORBED * float(moment.still.person["agitation"][who])
    which, keys = moment.identity_key(event), moment.whole.people.keys
    chance = roll(moment.whole.seed, moment.now, keys[who], which, NOTICE)
    return chance >= absorbed


def _is_heeded(event: Event, id_: str) -> bool:
    """Whether a deed was something to look up at for somebody: whatever they only come upon is, and
    what is done to them; of what went on around them what made them look up."""
    if id_ in event.roles.values() or id_ not in event.data.get("witnesses", ()):
        return True
    by_default = () if event.data.get("quiet") else (id_,)
    return id_ in event.data.get("heeded_by", by_default)


def _goes_on(moment: Moment, event: Event) -> bool:
    """Whether a deed that was missed may yet be seen: whoever did it is still at it, and it shows
    something."""
    actor = event.roles.get("actor")
    if event.kind != "Did" or actor is None:
        return False
    ongoing = _what_they_are_at(moment, moment.whole.people.row[actor])
    return ongoing is not None and ongoing.seq == event.seq


def looks(moment: Moment, row: int) -> float:
    """How well somebody looks, 0 to 1, to whoever sees them."""
    whole = moment.whole
    if whole.people.state(row) == DEAD:
        return 0.0
    worst = whole.bodies.worst(row, moment.now)
    danger = whole.bodies.danger[row]
    if whole.people.state(row) == UNCONSCIOUS:
        worst = max(worst, 0.5)
    return round(1.0 - max(worst, 0.0 if danger is None else 0.3 + 0.7 * danger.level), 3)


def _sights(moment: Moment, who: int, noticed: list[Event]) -> list[tuple[int, float, float]]:
    found = []
    numbers = moment.whole.bonds.numbers
    for row in moment.here(who):
        if is_overlooked(moment, who, row, noticed):
            continue
        well = looks(moment, row)
        bond = moment.bond(who, row)
        is_new = bond == NONE or not numbers.get("is_seen", bond)
        sorrow = round(float(moment.still.person["shows_sorrow"][row]), 3)
        is_sadder = bond != NONE and sorrow - numbers.get("seen_sorrow", bond) >= CHANGED
        if is_new or is_sadder or abs(numbers.get("well", bond) - well) >= CHANGED:
            found.append((row, well, sorrow))
    return found


def _believed(moment: Moment, who: int, row: int) -> float:
    bond = moment.bond(who, row)
    return 1.0 if bond == NONE else moment.whole.bonds.numbers.get("well", bond)


def _seen_sorrow(moment: Moment, who: int, row: int) -> float:
    bond = moment.bond(who, row)
    return 0.0 if bond == NONE else moment.whole.bonds.numbers.get("seen_sorrow", bond)


def _gone(moment: Moment, who: int) -> list[int]:
    """Those who were in sight and no longer are."""
    numbers, place = moment.whole.bonds.numbers, moment.whole.people.place(who)
    return [
        row
        for bond in moment.whole.bonds.known_by(who)
        if numbers.get("is_seen", bond)
        and moment.whole.people.place(row := moment.whole.bonds.toward(bond)) != place
    ]


def _at_home(moment: Moment, who: int, row: int) -> str | None:
    """Where else to look for somebody: their home, for whoever knows them well enough to know it,
    unless this is it."""
    home = int(moment.whole.people.numbers.get("home", row))
    talked = moment.whole.bonds.numbers.get("talked_minutes", moment.bond(who, row))
    is_known = home not in (NONE, moment.whole.people.place(who)) and talked >= KNOWS_HOME_AFTER_MIN
    return moment.whole.places.all[home].id if is_known else None


def _missed(moment: Moment, who: int) -> list[int]:
    """Those who were believed to be here and are not."""
    numbers, place = moment.whole.bonds.numbers, moment.whole.people.place(who)
    if place == NONE:
        return []
    return [
        row
        for bond in moment.whole.bonds.known_by(who)
        if numbers.get("seen_place", bond) == place
        and moment.whole.people.place(row := moment.whole.bonds.toward(bond)) != place
        and moment.now - numbers.get("seen_at", bond) > 300
        and moment.whole.people.numbers.get("arrived_at", who) >= moment.now - JUST_ARRIVED_S
    ]


def _what_they_are_at(moment: Moment, row: int) -> Event | None:
    """The deed somebody newly seen is in the middle of, when it shows something."""
    people = moment.whole.people
    for doing in (people.doing[row], people.settled[row]):
        practice = moment.world.practice.get(doing.practice)
        if practice is not None and not practice.is_talk and doing.until > moment.now:
            return moment.lookup(doing.seq) if practice.shows else None
    return None
