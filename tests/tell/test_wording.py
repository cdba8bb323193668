"""Every line of the common library becomes a sentence, whoever does it to whom."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.event import Event, address
from kizuna.tell import Teller
from kizuna.tell.weight import is_chatter, weight_of
from kizuna.world.load import load
from kizuna.world.rules import World

WORLD = load("precious-person")
PEOPLE = ("gaara", "lee", "naruto", "temari", "tsunade")
TOPICS = (
    "harmed(sasuke, naruto)", "gone(sasuke)", "hosts(naruto, the_fox)", "harmed(?, naruto)",
    "aims(gaara, be_precious)", "likes(lee, gaara)", "fate_of(sasuke, ?)", "helped(gaara, lee)",
)  # fmt: skip
LINES = [
    (practice.name, wording, accepted)
    for practice in WORLD.practices
    for lines, accepted in ((practice.lines, True), (practice.declined, False))
    for wording in range(len(lines))
]


def did(practice: str, actor: str = "gaara", target: str = "lee", **data: object) -> Event:
    roles = {"actor": actor, "target": target, "about": "gai"}
    return Event(address(39600, 0), "Did", roles, "river", {"practice": practice, **data})


def sentence_of(world: World, event: Event, varies: bool = False) -> str:
    teller = Teller(world, varies=varies)
    for _ in teller.tell(world.opening):
        pass
    return teller.notes.wording.deed(event)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(LINES),
    st.permutations(PEOPLE),
    st.sampled_from(TOPICS),
)
def test_a_line_is_a_whole_sentence(
    line: tuple[str, int, bool], people: list[str], topic: str
) -> None:
    practice, wording, accepted = line
    event = did(practice, people[0], people[1], wording=wording, accepted=accepted, topic=topic)
    text = sentence_of(WORLD, event)
    assert "{" not in text
    assert "}" not in text
    assert text.count('"') % 2 == 0
    assert re.search(r"[.!?][\"]?$", text)
    assert not re.search(r"\.\" (?:says|tells|asks|cries)", text)
    assert "  " not in text
    assert text[0].isupper() or text[0] == '"'


def test_one_deed_done_often_is_told_in_many_words(world: World) -> None:
    teller = Teller(world)
    for _ in teller.tell(world.opening):
        pass
    told = [teller.notes.wording.deed(did("greet")) for _ in range(6)]
    assert len(set(told)) >= 4


def test_people_are_called_as_the_speaker_calls_them(world: World) -> None:
    text = sentence_of(world, did("apologise_for_alarm", "gaara", "lee"))
    assert text == '"I frightened you," says Gaara. "I am sorry, Rock Lee."'


def test_a_statement_before_who_says_it_ends_in_a_comma(world: World) -> None:
    text = sentence_of(world, did("tell", topic="gone(sasuke)"))
    assert text == '"Sasuke Uchiha is gone," Gaara tells Lee.'


def test_a_statement_at_the_end_keeps_its_point(world: World) -> None:
    text = sentence_of(world, did("confide", "naruto", "gaara", topic="hosts(naruto, the_fox)"))
    assert text == 'Naruto lowers his voice. "I carry the Nine-Tails within."'


def test_what_is_declined_is_told_as_declined(world: World) -> None:
    assert "draws back" in sentence_of(world, did("embrace", accepted=False))


def test_a_practice_nobody_worded_is_told_by_its_name(world: World) -> None:
    assert sentence_of(world, did("juggle_knives")) == "Gaara: juggle knives (Lee, Gai)."


@pytest.mark.parametrize(
    ("practice", "what"),
    [
        ("insult", "snap at Gaara"),
        ("embrace", "embrace Gaara"),
        ("rage_about", "curse Gai"),
        ("juggle_knives", "juggle knives"),
    ],
)
def test_urges_in_words(teller: Teller, practice: str, what: str) -> None:
    roles = {"who": "lee", "target": "gaara", "about": "gai"}
    held = Event(address(39600, 0), "HeldBack", roles, "river", {"practice": practice})
    assert teller.notes.wording.urge(held) == what


def test_small_talk_weighs_little_and_promises_much(world: World) -> None:
    practice = world.practice
    assert is_chatter(practice["small_talk"])
    assert is_chatter(practice["stay_silent"])
    assert not is_chatter(practice["promise"])
    assert not is_chatter(practice["sleep"])
    assert (
        weight_of(practice["small_talk"])
        < weight_of(practice["console"])
        < weight_of(practice["promise"])
    )
