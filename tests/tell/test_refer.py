"""Pronouns only where they can mean one person."""

from kizuna.tell.refer import Refer

PRONOUNS = {"lee": "he", "gaara": "he", "temari": "she", "ash": "they"}


def sentence(refer: Refer, *who: str) -> list[bool]:
    """For each person of a sentence, whether they could be a pronoun."""
    said = [refer.by_pronoun(each) for each in who]
    refer.end_sentence()
    return said


def test_the_first_time_it_is_a_name() -> None:
    assert sentence(Refer(PRONOUNS), "lee") == [False]


def test_after_a_sentence_about_one_it_is_a_pronoun() -> None:
    refer = Refer(PRONOUNS)
    sentence(refer, "lee")
    assert sentence(refer, "lee") == [True]


def test_two_whom_it_could_mean_have_names() -> None:
    refer = Refer(PRONOUNS)
    sentence(refer, "lee", "gaara")
    assert sentence(refer, "gaara") == [False]


def test_another_gender_is_no_rival() -> None:
    refer = Refer(PRONOUNS)
    sentence(refer, "lee", "temari")
    assert sentence(refer, "lee") == [True]


def test_the_name_comes_back_after_a_while() -> None:
    refer = Refer(PRONOUNS)
    said = [sentence(refer, "lee")[0] for _ in range(4)]
    assert said == [False, True, True, False]


def test_a_new_paragraph_begins_with_names() -> None:
    refer = Refer(PRONOUNS)
    sentence(refer, "lee")
    refer.paragraph()
    assert sentence(refer, "lee") == [False]


def test_they_could_mean_everybody() -> None:
    refer = Refer(PRONOUNS)
    sentence(refer, "ash")
    assert sentence(refer, "ash") == [False]
