"""Who says it decides how it sounds."""

import pytest

from kizuna.state.belief import proposition
from kizuna.tell import Teller
from kizuna.tell.diction import diction_of
from kizuna.tell.speech import from_outside, in_speech, in_thought


def said(teller: Teller, speaker: str, hearer: str, text: str) -> str:
    wording = teller.notes.wording
    view = in_speech(speaker, hearer, lambda id_: wording.calls(speaker, id_))
    return wording.stated(proposition(text), view)


@pytest.mark.parametrize(
    ("speaker", "hearer", "text", "sounds"),
    [
        ("naruto", "gaara", "hosts(naruto, the_fox)", "I carry the Nine-Tails within."),
        ("lee", "gaara", "hosts(naruto, the_fox)", "Naruto-kun carries the Nine-Tails within."),
        ("gaara", "naruto", "hosts(naruto, the_fox)", "You carry the Nine-Tails within."),
        ("naruto", "lee", "harmed(sasuke, naruto)", "It was probably Sasuke who did this to me."),
        (
            "lee",
            "naruto",
            "harmed(sasuke, naruto)",
            "It was probably Sasuke-kun who did this to you.",
        ),
        ("gaara", "naruto", "holds_dear(gaara, naruto)", "You are precious to me."),
        ("temari", "kankuro", "likes(gaara, temari)", "Gaara likes me."),
        ("temari", "gaara", "fears(temari, gaara)", "I am afraid of you."),
        ("kankuro", "gaara", "fears(gaara, kankuro)", "You are afraid of me."),
        ("tsunade", "gaara", "stays(gaara, leaf)", "You will stay in the Leaf for a while."),
    ],
)
def test_first_second_and_third_person(
    teller: Teller, speaker: str, hearer: str, text: str, sounds: str
) -> None:
    assert said(teller, speaker, hearer, text) == sounds


def test_ones_own_words_go_with_what_is_said() -> None:
    written = {
        "opens": {"any": ["Hm."], "did.thank did.praise": ["With all my heart!"]},
        "closes": ["I suppose."],
    }
    diction = diction_of({}, written)

    def said(words: str, message: str) -> set[str]:
        return {diction.said(words, message, str(salt)) for salt in range(60)}

    thanks = "Thank you for this."
    assert said(thanks, "did.thank") == {
        thanks, f"With all my heart! {thanks}", f"{thanks} I suppose."
    }  # fmt: skip
    told = "He is gone now."
    assert said(told, "did.tell") == {told, f"Hm. {told}", f"{told} I suppose."}
    # Nothing goes before a question, or around a word or two.
    assert said("Will you stay?", "did.ask") == {"Will you stay?"}
    assert said("Run.", "did.threaten") == {"Run."}


def test_an_aim_from_ones_own_mouth(teller: Teller) -> None:
    told = said(teller, "naruto", "gaara", "aims(naruto, become_hokage)")
    assert told.startswith("I want to be Hokage")
    assert " he " not in told


def test_thoughts_of_oneself_are_told_by_pronoun(teller: Teller) -> None:
    wording = teller.notes.wording
    assert wording.thought(proposition("hates(naruto, gaara)"), "gaara") == "Naruto hates him"
    assert wording.thought(proposition("hates(gaara, temari)"), "temari") == "Gaara hates her"
    assert (
        wording.thought(proposition("fears(temari, gaara)"), "temari") == "she is afraid of Gaara"
    )
    blame = wording.thought(proposition("harmed(sasuke, naruto)"), "lee")
    assert blame == "it is probably Sasuke who did this to Naruto"


def test_questions_have_their_gap(teller: Teller) -> None:
    wording = teller.notes.wording
    outside = from_outside(teller.name)
    assert wording.asked(proposition("harmed(?, naruto)"), outside) == "Who did this to Naruto?"
    face_to_face = in_speech("gaara", "naruto", teller.name)
    assert wording.asked(proposition("harmed(?, naruto)"), face_to_face) == "Who did this to you?"
    assert wording.asked(proposition("at(naruto, ?)"), face_to_face) == "Where are you?"
    assert wording.asked(proposition("at(lee, ?)"), face_to_face) == "Where is Lee?"


def test_what_no_predicate_knows_is_still_told(teller: Teller) -> None:
    thought = in_thought("lee", "he", teller.name)
    assert teller.notes.wording.stated(proposition("unheard(lee)"), thought) == "Unheard(lee)."
