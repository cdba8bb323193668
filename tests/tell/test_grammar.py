"""Just enough English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.tell.grammar import (
    PRONOUNS,
    YOU,
    Form,
    I,
    agree,
    bare,
    by_name,
    capital,
    joined,
    reworded,
    sentence,
    span_in_words,
)

LEE = by_name("Lee")


@pytest.mark.parametrize(
    ("verb", "form", "agreed"),
    [
        ("wants", LEE, "wants"),
        ("wants", I, "want"),
        ("carries", YOU, "carry"),
        ("watches", PRONOUNS["they"], "watch"),
        ("goes", YOU, "go"),
        ("is", I, "am"),
        ("is", YOU, "are"),
        ("was", I, "was"),
        ("was", YOU, "were"),
        ("has", PRONOUNS["they"], "have"),
        ("has", PRONOUNS["she"], "has"),
        ("will", I, "will"),
        ("went", YOU, "went"),
        ("dies", I, "dies"[:-1]),
        ("misses", I, "miss"),
        ("pass", I, "pass"),
    ],
)
def test_verbs_agree(verb: str, form: Form, agreed: str) -> None:
    assert agree(verb, form) == agreed


def test_only_endings_are_taken_from_verbs() -> None:
    assert [bare(word) for word in ("always", "this", "his", "passes")] == [
        "always",
        "this",
        "his",
        "pass",
    ]


def test_lists() -> None:
    assert [joined(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip


def test_what_he_is_from_his_own_mouth() -> None:
    words = "to be Hokage, so that all know who he is and nobody laughs at him"
    assert (
        reworded(words, "he", I)
        == "to be Hokage, so that all know who I am and nobody laughs at me"
    )
    assert reworded(words, "he", YOU).endswith("who you are and nobody laughs at you")
    assert reworded("to find their way", "they", I) == "to find my way"
    assert reworded("to see her again", "he", I) == "to see her again"


def test_sentences_begin_with_a_capital_even_in_quotes() -> None:
    assert sentence('"who did this?" she asks') == '"Who did this?" she asks.'
    assert sentence("the sand  moves") == "The sand moves."
    assert sentence('he says: "never"') == 'He says: "never."'


@given(st.text(st.characters(codec="utf-8", exclude_characters='"'), max_size=40))
def test_a_sentence_ends_once(text: str) -> None:
    told = sentence(text)
    assert told == sentence(told)
    assert not told or told[-1] in ".!?…"


@given(st.text(st.characters(codec="ascii"), max_size=20))
def test_a_capital_changes_one_letter_at_most(text: str) -> None:
    changed = [(a, b) for a, b in zip(text, capital(text), strict=False) if a != b]
    assert len(changed) <= 1


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "a moment"), (60, "one minute"), (2400, "forty minutes"), (7200, "two hours"),
        (3 * 365 * 86400, "three years"), (60 * 86400, "two months"), (17 * 60, "17 minutes"),
    ],
)  # fmt: skip
def test_spans_as_one_tells_them(seconds: int, words: str) -> None:
    assert span_in_words(seconds) == words
