"""Polish: where and when it is leads into what somebody does then."""

from __future__ import annotations

from dataclasses import replace

from kizuna.tell.prose.page import Sentence
from kizuna.tell.prose.polish import led


def sentence(text: str, lead: str = "") -> Sentence:
    return Sentence(text, 1, 1, "m", template=text, lead=lead)


WARD = sentence("It was evening in the ward.", "In the evening, in the ward,")


def test_the_hour_leads_into_what_somebody_does() -> None:
    (told,) = led([WARD, sentence("Gaara sat down.")], ["Gaara"])
    assert told.text == "In the evening, in the ward, Gaara sat down."


def test_what_does_not_begin_with_a_name_goes_on_in_the_same_sentence() -> None:
    lead = sentence("Two hours went by.", "Two hours later")
    (told,) = led([lead, sentence("The long work was in vain.")], ["Gaara"])
    assert told.text == "Two hours later, the long work was in vain."


def test_what_is_said_asked_or_in_the_sky_stands_by_itself() -> None:
    for text, message in (
        ('"Gaara," said Lee.', "m"), ("Will Gaara stay? Naruto wondered.", "m"),
        ("It rained.", "happening"),
    ):  # fmt: skip
        said = [WARD, replace(sentence(text), message=message), sentence("Gaara sat down.")]
        assert led(said, ["Gaara"]) == said
