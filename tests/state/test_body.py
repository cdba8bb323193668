"""Injuries: they mend, or they get worse until somebody closes them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kizuna.clock import DAY, HOUR
from kizuna.scene.medicine import risk
from kizuna.state.body import FATAL, GRAVE, Bodies, Injury

shares = st.floats(0, 1)
rates = st.floats(0.001, 0.5)
ROUNDING = 1e-12
"""What adding up in two steps instead of one may change."""


def body(severity: float, bleeds: float) -> Bodies:
    bodies = Bodies()
    bodies.reach(1)
    bodies.hurt(0, Injury("a wound", severity, 0, -1, 1, 0.12, bleeds))
    return bodies


@given(severity=shares, bleeds=rates, later=st.integers(0, 3 * DAY))
def test_what_bleeds_gets_worse_and_never_worse_than_fatal(
    severity: float, bleeds: float, later: int
) -> None:
    bodies = body(severity, bleeds)
    assert severity <= bodies.worst(0, later) <= FATAL
    at = bodies.reaches(0, FATAL)
    assert at is not None and bodies.worst(0, at) >= FATAL - bleeds / HOUR
    assert bodies.reaches(0, severity) == 0


@given(severity=shares, bleeds=rates, skill=shares, now=st.integers(0, HOUR))
def test_treatment_closes_what_is_not_grave_and_slows_what_is(
    severity: float, bleeds: float, skill: float, now: int
) -> None:
    treated, untreated = body(severity, bleeds), body(severity, bleeds)
    was_grave = untreated.worst(0, now) >= GRAVE
    treated.mend_faster(0, now, 1.5, skill)
    assert treated.worst(0, now) == untreated.worst(0, now)
    assert treated.worst(0, now + HOUR) <= untreated.worst(0, now + HOUR) + ROUNDING
    assert not treated.is_bleeding(0) or was_grave


@given(severity=shares, bleeds=rates, relief=shares)
def test_an_operation_closes_it_whatever_it_was(
    severity: float, bleeds: float, relief: float
) -> None:
    bodies = body(severity, bleeds)
    bodies.close(0, HOUR, relief)
    assert not bodies.is_bleeding(0) and bodies.reaches(0, FATAL) is None


@given(
    old=st.lists(st.tuples(shares, st.integers(0, 9 * DAY), st.booleans()), max_size=6),
    held=st.booleans(), later=st.integers(0, 9 * DAY),
)  # fmt: skip
def test_of_many_injuries_only_those_that_have_not_mended_hurt(
    old: list[tuple[float, int, bool]], held: bool, later: int
) -> None:
    bodies, now = Bodies(), 0
    bodies.reach(1)
    for severity, passed, bleeds in old:
        now += passed
        rate = 0.01 if bleeds else 0.0
        bodies.hurt(0, Injury("a wound", severity, now, -1, now, 0.12, rate))
    if held:
        bodies.hold(0, now, now + DAY)
    now += later
    everything = bodies.injuries[0]
    assert bodies.worst(0, now) == max((each.left(now) for each in everything), default=0.0)
    assert bodies.is_held(0, now) == any(each.at > now for each in everything)
    assert bodies.is_critical(0, now) == any(each.is_grave(now) for each in everything)
    assert bodies.is_bleeding(0) == any(each.bleeds_per_hour > 0 for each in everything)
    assert set(bodies.unmended[0]) <= set(everything)
    assert bodies.hurting(now) or all(each.left(now) == 0 for each in everything)
    assert bodies.getting_worse() == ([0] if bodies.is_bleeding(0) else [])
    times = [each.reaches(FATAL) for each in everything]
    assert bodies.reaches(0, FATAL) == min((at for at in times if at is not None), default=None)


@given(severity=rates, bleeds=rates)
def test_nothing_gets_worse_while_somebody_has_it_in_hand(severity: float, bleeds: float) -> None:
    bodies = body(severity, bleeds)
    bodies.hold(0, 0, 2 * HOUR)
    assert bodies.is_held(0, HOUR) and not bodies.is_held(0, 2 * HOUR)
    assert bodies.worst(0, 2 * HOUR) == severity < bodies.worst(0, 3 * HOUR)


@given(grave=shares, skill=shares, energy=shares, tired=shares, more=st.floats(0.05, 0.5))
def test_the_risk_is_a_risk_and_goes_the_right_way(
    grave: float, skill: float, energy: float, tired: float, more: float
) -> None:
    chance = risk(grave, skill, energy, tired)
    assert 0.0 < chance < 1.0
    assert risk(min(1.0, grave + more), skill, energy, tired) >= chance
    assert risk(grave, skill + more, energy, tired) < chance
    assert risk(grave, skill, energy + more, tired) < chance
    assert risk(grave, skill, energy, tired + more) > chance
