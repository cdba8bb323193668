"""reflex: what powers do by themselves.

A reflex has triggers: patterns over what happens within one moment, in which ?host is whose power
it is and ?other whoever it concerns. What it does when one is met is one of three things: it
stirs, for all to see; it ends the other's danger; it stops the blow. It costs nothing, and it is
faster than any choice made in the same moment.

Two triggers are so common that a world has a word for each. `guards host` takes a blow meant for
the host. `obeys deep wish` moves when the host sees somebody very dear in danger, uncommanded and
with the energy spent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from json import dumps, loads

from kizuna.event import Cause, Event
from kizuna.mind.moment import Moment
from kizuna.problems import Problems
from kizuna.state.fact import fact
from kizuna.state.power import ENDS_DANGER, STOPS_BLOWS, Power, Trigger
from kizuna.state.table import NONE
from kizuna.world.match import Match, watch
from kizuna.world.pattern import Pattern, compile_pattern

DEEP_WISH = 0.3
"""Closeness times danger from which a guard knows what its host wishes (a choice)."""

GUARDS_HOST = Trigger("guard", {"kind": {"any": True}, "target": "?host"}, STOPS_BLOWS)
OBEYS_DEEP_WISH = Trigger(
    "deep wish",
    {
        "kind": "Noticed",
        "who": "?host",
        "sees": "?other",
        "while": [
            {"of": "?other", "is_in_danger": True},
            {"of": "?host", "toward": "?other", "wish": f">= {DEEP_WISH}"},
        ],
    },
    ENDS_DANGER,
)


def reflexes(moment: Moment) -> None:
    """Draft what reflexes do of what has happened to their hosts this moment."""
    for host in moment.due:
        for power, trigger in _triggers(moment, host):
            if trigger.does != STOPS_BLOWS:
                for match in _met(moment, host, trigger, moment.lived):
                    _act(moment, host, power, trigger, match)


def takes_the_blow(moment: Moment, target: int, actor: int, deed: int) -> bool:
    """Whether a reflex of the target stops a blow; drafts the ReflexActed when one does."""
    event = next((each for each in moment.drafted if each.seq == deed), moment.lookup(deed))
    for power, trigger in _triggers(moment, target) if event else ():
        if trigger.does == STOPS_BLOWS and event and list(_met(moment, target, trigger, [event])):
            why = (Cause("enabled", deed), *_given(moment, target, power))
            seen_by = [moment.id_(actor), moment.id_(target)]
            _draft(moment, target, NONE, power, trigger, why, witnesses=seen_by)
            return True
    return False


# Triggers. ------------------------------------------------------------------------------------


def _triggers(moment: Moment, host: int) -> Iterator[tuple[Power, Trigger]]:
    """What can set off somebody's reflexes just now."""
    for power in moment.whole.powers.of[host]:
        if power.kind == "reflex" and not power.stands_down:
            if power.guards_host:
                yield power, GUARDS_HOST
            if power.obeys_deep_wish:
                yield power, OBEYS_DEEP_WISH
            for trigger in power.triggers:
                yield power, trigger


def _met(moment: Moment, host: int, trigger: Trigger, events: Iterable[Event]) -> tuple[Match, ...]:
    """How often, and for whom, a trigger is met by these events."""

    def facts(_event: Event, name: str, of: str, toward: str | None) -> object:
        return fact(moment.whole, name, of, toward)

    pattern = _pattern(dumps(trigger.when, sort_keys=True))
    return watch(pattern, {"host": moment.id_(host)}).feed(events, moment.lookup, facts).found


@lru_cache(maxsize=256)
def _pattern(when: str) -> Pattern:
    """A trigger understood, once for each text; `check` has found it sound."""
    problems = Problems()
    pattern = compile_pattern(loads(when), problems)
    problems.raise_any()
    assert pattern is not None
    return pattern


# What comes of it. ----------------------------------------------------------------------------


def _act(moment: Moment, host: int, power: Power, trigger: Trigger, match: Match) -> None:
    other = moment.whole.people.row.get(str(match.cast.get("other", "")), NONE)
    if trigger.does == ENDS_DANGER:
        _end_danger(moment, host, other, power, trigger, match)
    else:
        why = (Cause("motivated", match.last_seq), *_given(moment, host, power))
        _draft(moment, host, other, power, trigger, why)


def _end_danger(
    moment: Moment, host: int, other: int, power: Power, trigger: Trigger, match: Match
) -> None:
    danger = None if other == NONE else moment.whole.bodies.danger[other]
    if danger is None or _is_safe_now(moment, other):
        return
    wish = moment.held(host, other, "closeness") * danger.level
    why = [Cause("perceived", match.last_seq)]
    why += [
        Cause("motivated", event.seq)
        for event in moment.drafted_now("FeelingFelt", host)
        if event.roles.get("toward") == moment.id_(other)
    ]
    why += [Cause("enabled", danger.seq), *_given(moment, host, power)]
    more = {"wish": round(wish, 3), "danger": danger.kind}
    acted = _draft(moment, host, other, power, trigger, tuple(why), **more)
    cause = (Cause("enabled", acted.seq),)
    moment.draft("DangerEnded", moment.roles(target=other), {"danger": danger.kind}, cause)


def _is_safe_now(moment: Moment, row: int) -> bool:
    """Whether this very moment has already ended somebody's danger."""
    id_ = moment.id_(row)
    return any(e.kind == "DangerEnded" and e.roles["target"] == id_ for e in moment.drafted)


def _given(moment: Moment, host: int, power: Power) -> tuple[Cause, ...]:
    """That the host has this power at all."""
    given = moment.whole.origins.of("power", moment.id_(host), power.name)
    return () if given is None else (Cause("enabled", given),)


def _draft(
    moment: Moment, host: int, other: int, power: Power, trigger: Trigger, why: tuple[Cause, ...],
    **more: object,
) -> Event:  # fmt: skip
    is_awake = moment.whole.people.is_awake
    energy = float(moment.still.person[power.energy][host]) if power.energy else 0.0
    data = {
        "power": power.name, "title": power.title, "mode": trigger.mode, "does": trigger.does,
        "commanded": False, "energy": round(energy, 3),
        "witnesses": [moment.id_(row) for row in (host, *moment.here(host)) if is_awake(row)],
        **more,
    }  # fmt: skip
    roles = moment.roles(actor=host, target=other)
    return moment.draft("ReflexActed", roles, data, why, moment.place_id(host))
