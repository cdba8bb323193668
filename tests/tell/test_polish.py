"""Polish: where and when it is leads into what somebody does then."""

from __future__ import annotations

from kizuna.tell.prose.page import Sentence
from kizuna.tell.prose.polish import led


def sentence(text: str, lead: str = "") -> Sentence:
    return Sentence(text, 1, 1, "m", template=text, lead=lead)


WARD = sentence("It was evening in the ward.", "In the evening, in the ward,")


def test_the_hour_leads_into_what_somebody_does() -> None:
    (told,) = led([WARD, sentence("Gaara sat down.")], ["Gaara"])
    assert told.text == "In the evening, in the ward, Gaara sat down."


def test_what_begins_otherwise_stands_by_itself() -> None:
    said = [WARD, sentence('"Gaara," said Lee.')]
    assert led(said, ["Gaara"]) == said
    weather = [WARD, sentence("It rained."), sentence("Gaara sat down.")]
    assert led(weather, ["Gaara"]) == weather
