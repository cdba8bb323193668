"""Terms and triggers: a pattern whose roles are filled, fed as the story goes on."""

from __future__ import annotations

from typing import Any

import pytest

from kizuna.clock import MINUTE
from kizuna.event import Cause, Event, address
from kizuna.problems import Problems
from kizuna.world.match import watch, watch_terms
from kizuna.world.pattern import compile_pattern

LAND_A_HIT = {
    "sequence": {"kind": "Injured", "actor": "?by", "target": "?to"},
    "unless": {"kind": "ReflexActed", "actor": "?to", "after": "bow"},
}
BETWEEN = {"by": "sakura", "to": "gaara", "about": "naruto"}


def event(minute: int, kind: str, because: tuple[Event, ...] = (), **roles: str) -> Event:
    causes = tuple(Cause("motivated", each.seq) for each in because)
    return Event(address(minute * MINUTE, 0), kind, roles, causes=causes)


def nothing(_seq: int) -> None:
    return None


def a_hit(**more: Any) -> dict[str, Any]:
    return {"sequence": [{"kind": "Injured", "actor": "?by", "target": "?to"}], **more}


def test_a_wager_is_won_by_whoever_proposed_it_and_nobody_else() -> None:
    wager = watch_terms(a_hit(), BETWEEN)
    wager = wager.feed([event(1, "Injured", actor="gaara", target="sakura")], nothing)
    assert not wager.is_met
    hit = event(2, "Injured", actor="sakura", target="gaara")
    wager = wager.feed([hit], nothing)
    assert wager.is_met
    assert wager.found[0].last_seq == hit.seq


def test_what_happened_before_the_wager_does_not_count() -> None:
    early, late = (event(at, "Injured", actor="sakura", target="gaara") for at in (1, 3))
    wager = watch_terms(a_hit(), BETWEEN, since=address(2 * MINUTE, 0))
    assert not wager.feed([early], nothing).is_met
    assert wager.feed([early, late], nothing).found[0].first_seq == late.seq


def test_feeding_again_what_was_seen_changes_nothing() -> None:
    told = [event(1, "Began", who="sakura"), event(2, "Injured", actor="sakura", target="gaara")]
    terms = {"sequence": [{"kind": "Began", "who": "?by"}, a_hit()["sequence"][0]]}
    wager = watch_terms(terms, BETWEEN)
    once = wager.feed(told, nothing)
    assert once.is_met
    assert once.feed(told, nothing) is once
    piecemeal = wager.feed(told[:1], nothing).feed(told, nothing)
    assert piecemeal == once


def test_a_fork_keeps_the_watch_it_left() -> None:
    terms = {"sequence": [{"kind": "Began", "who": "?by"}, a_hit()["sequence"][0]]}
    begun = watch_terms(terms, BETWEEN).feed([event(1, "Began", who="sakura")], nothing)
    hit = begun.feed([event(2, "Injured", actor="sakura", target="gaara")], nothing)
    miss = begun.feed([event(2, "Injured", actor="sakura", target="lee")], nothing)
    assert (hit.is_met, miss.is_met, begun.is_met) == (True, False, False)
    assert [waiting.awaits for waiting in begun.waits_for()] == [("#2",)]


def test_terms_may_ask_what_something_rests_on() -> None:
    terms = {"sequence": [{"kind": "Felt", "who": "?to", "because": {"kind": "Told"}}]}
    told = event(1, "Told", actor="sakura")
    felt = event(2, "Felt", because=(told,), who="gaara")
    assert watch_terms(terms, BETWEEN).feed([felt], {told.seq: told}.get).is_met
    assert not watch_terms(terms, BETWEEN).feed([felt], nothing).is_met


def test_a_given_role_has_to_be_filled() -> None:
    pattern = compile_pattern(a_hit(), Problems(), given=("by", "to"))
    assert pattern is not None
    with pytest.raises(ValueError, match=r"who \?to is"):
        watch(pattern, {"by": "sakura"})


def test_what_is_no_pattern_is_refused() -> None:
    with pytest.raises(ValueError, match="no pattern"):
        watch_terms(LAND_A_HIT, BETWEEN)
