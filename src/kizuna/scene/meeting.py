"""meeting: two people who come toward each other on the same way.

    SetOut  sakura, from the dunes to the hospital
    SetOut  gaara, on his way to her, turns round    meets sakura

On a way there is no place to stand and talk. But whoever looks for somebody and sees them come
does not walk past: they turn round, go along, and what they came for is done where both arrive.
Where a way has a place of its own, people meet there as they do anywhere.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from kizuna.event import Cause, Event
from kizuna.mind.moment import Moment
from kizuna.state.place import Places
from kizuna.state.table import NONE


class Stretch(NamedTuple):
    """A piece of a way without a place of its own in between: from where to where, when."""

    start: int
    end: int
    since: float
    until: float


def meet(moment: Moment, set_out: Event, sought: int) -> None:
    """Let those whom somebody meets who has just set out be met: whoever was looking for the other
    turns round. `sought` is whom the one setting out goes to see; NONE when nobody."""
    whole = moment.whole
    who = whole.person(set_out.roles["actor"])
    for other in (whole.people.numbers["went_to"] != NONE).nonzero()[0].tolist():
        errand = whole.people.errand[other]
        is_sought = errand is not None and errand.target == who
        came = _journey(moment, other) if is_sought or sought == other else None
        if came is None or not _cross(whole.places, set_out, came):
            continue
        if is_sought:
            _turn_round(moment, other, who, came, set_out)
        else:
            _turn_round(moment, who, other, set_out, came)
            return


def _journey(moment: Moment, row: int) -> Event | None:
    """The setting out from somewhere that somebody is on the way from, at their own head."""
    event = moment.lookup(int(moment.whole.people.numbers.get("journey", row)))
    leads = event is not None and event.roles["actor"] == moment.id_(row)
    return event if event is not None and leads and event.place is not None else None


def _cross(places: Places, one: Event, other: Event) -> bool:
    """Whether two come toward each other on some stretch, at the same time."""
    against = {(each.end, each.start): each for each in stretches(places, other)}
    return any(
        max(each.since, met.since) < min(each.until, met.until)
        for each in stretches(places, one)
        if (met := against.get((each.start, each.end))) is not None
    )


def stretches(places: Places, set_out: Event) -> tuple[Stretch, ...]:
    """A journey's way piece by piece, evenly walked from its first second to its last."""
    here, to = places.row[set_out.place or ""], places.row[set_out.data["to"]]
    stops, at, length = [(here, 0)], here, 0
    while at != to:
        path = places.next_path(at, to)
        if path is None or path.via != NONE:
            return ()
        at, length = path.toward, length + path.seconds
        stops.append((at, length))
    if not length:
        return ()
    since, lasts = set_out.time, int(set_out.data["arrives_at"]) - set_out.time
    return tuple(
        Stretch(a, b, since + lasts * begun / length, since + lasts * done / length)
        for (a, begun), (b, done) in pairwise(stops)
    )


def _turn_round(moment: Moment, who: int, met: int, own: Event, theirs: Event) -> None:
    """Draft the SetOut of somebody, and of all who are with them, along with whom they met."""
    data = {name: own.data[name] for name in ("with",) if name in own.data}
    data |= {name: theirs.data[name] for name in ("to", "arrives_at", "goal")}
    data["meets"] = moment.id_(met)
    cause = (Cause("enabled", own.seq), Cause("enabled", theirs.seq))
    moment.draft("SetOut", moment.roles(actor=who), data, cause)
