"""The wording files: whole, readable, and rich enough that nobody hears the same twice."""

import re

import pytest

from kizuna.tell.phrases import FITS, Phrases, languages, phrases_for
from kizuna.tell.template import BadTemplate, Slot, Verb, pieces, roles_in
from kizuna.world.load import load

WORLD = load("precious-person")
AT_LEAST = 4
SLOTS = frozenset({
    "actor", "target", "about", "who", "toward", "by", "to", "topic", "place", "goal", "company",
    "carried", "title", "danger", "where", "words", "due", "wish", "voice", "question", "that",
    "names", "span", "when", "hour", "image", "culprit", "all", "over", "healer",
    "winner", "loser",
})  # fmt: skip
LANGUAGES = [phrases_for(language, WORLD.name, {}) for language in languages()]


@pytest.mark.parametrize("phrases", LANGUAGES, ids=languages())
def test_every_message_has_enough_wordings_for_anybody(phrases: Phrases) -> None:
    few = {
        message: len(fitting)
        for message, variants in phrases.variants.items()
        if len(fitting := {each.template for each in variants if not each.fits}) < AT_LEAST
    }
    assert few == {}


@pytest.mark.parametrize("phrases", LANGUAGES, ids=languages())
def test_every_template_can_be_read_and_filled(phrases: Phrases) -> None:
    for message, variants in phrases.variants.items():
        for each in variants:
            assert roles_in(each.template) <= SLOTS, (message, each.template)


@pytest.mark.parametrize("phrases", LANGUAGES, ids=languages())
def test_what_a_wording_asks_for_is_something_that_can_be_so(phrases: Phrases) -> None:
    known = {word for words in FITS.values() for word in words}
    asked = {fit for each in phrases.variants.values() for one in each for fit in one.fits}
    assert asked <= known


@pytest.mark.parametrize("phrases", LANGUAGES, ids=languages())
def test_whatever_is_worded_is_a_practice(phrases: Phrases) -> None:
    told = {message.split(".")[1] for message in phrases.variants if message.startswith("did.")}
    assert told <= {each.name for each in WORLD.practices}


def test_languages_say_the_same_messages() -> None:
    first, *others = [set(phrases.variants) for phrases in LANGUAGES]
    assert all(other == first for other in others)


def test_a_world_words_what_is_its_own() -> None:
    own = {"en/deeds.yaml": 'did.juggle: ["{actor} [juggles|juggled]."]'}
    phrases = phrases_for("en", "a world of my own", own)
    assert [each.template for each in phrases.of("did.juggle")] == ["{actor} [juggles|juggled]."]
    assert phrases_for("en", "a world of my own", {}).of("did.juggle") == ()


def test_a_template_falls_into_pieces() -> None:
    read = pieces('{actor} [is|was] here. "{target}!"')
    assert read[0] == Slot("actor", "")
    assert read[2] == Verb("is", "was", "are")
    assert Verb("is", "was", "are").in_tense("then", is_many=True) == "were"


@pytest.mark.parametrize("bad", ["{actor", "a ] b", "[is]", '"open'])
def test_a_template_that_cannot_be_read_says_so(bad: str) -> None:
    with pytest.raises(BadTemplate):
        pieces(bad)


BY_SEVERAL = re.compile(r"(?:\{names\}|\{all\}|(?<!between )\{\w+\} and \{\w+\}) \[\w*[^s]s\|")
TOO_EARLY = re.compile(r"\bhad\b")
AS_IF = re.compile(r"as if [^,.]* had|(?:that|who) had (?:nearly|expected)|what had to be")
PARTICIPLE = re.compile(r"(?:to be|\[has\|had\]|\bhas|\bhave) had\b")
NO_PARTICIPLE = re.compile(r"(?:to be|\[has\|had\]|\bhas|\bhave) \[has\|had\]")


def narrated(template: str) -> str:
    """What the narrator says in a template, without its verbs."""
    text = PARTICIPLE.sub("", "".join(template.split('"')[::2]))
    return AS_IF.sub("", re.sub(r"\[[^\]]*\]", "", text))


def test_several_people_have_verbs_of_several_and_now_has_verbs_of_now() -> None:
    english = phrases_for("en", WORLD.name, {})
    several = {name: told for name, told in english.variants.items() if "alone" not in name}
    every = [each.template for told in several.values() for each in told]
    assert len(every) > 1000
    assert not [each for each in every if BY_SEVERAL.search(each)]
    assert not [each for each in every if TOO_EARLY.search(narrated(each))]
    assert not [each for each in every if NO_PARTICIPLE.search(each)]
