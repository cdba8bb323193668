"""Propositions are read as they are said; confidence and log-odds are two words for one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.state.belief import Proposition, confidence_of, odds_of, proposition

NAME = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
PREDICATE = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)


@given(PREDICATE, st.lists(NAME | st.just("?"), min_size=1, max_size=4))
def test_what_is_said_is_read(predicate: str, names: list[str]) -> None:
    said = Proposition(predicate, tuple(names))
    assert proposition(str(said)) == said
    assert proposition(f"  {predicate}( {' ,'.join(names)} ) ") == said
    assert said.is_question == ("?" in names)


@pytest.mark.parametrize("text", ["", "hates", "hates(lee", "hates(lee))", "Hates(lee)", "a(b(c))"])
def test_what_says_nothing(text: str) -> None:
    with pytest.raises(ValueError, match="not a proposition"):
        proposition(text)


@given(st.floats(1e-6, 1 - 1e-6))
def test_confidence_goes_round(confidence: float) -> None:
    assert abs(confidence_of(odds_of(confidence)) - confidence) < 1e-9


@given(st.floats(-30, 30), st.floats(-30, 30))
def test_more_odds_are_never_less_sure(one: float, other: float) -> None:
    lower, higher = sorted((one, other))
    assert 0.0 < confidence_of(lower) <= confidence_of(higher) <= 1.0
