"""What people call each other."""

from dataclasses import replace

import pytest

from kizuna.tell.forms_of_address import called, known_as, softens
from kizuna.world.rules import World


@pytest.mark.parametrize(
    ("speaker", "of", "name"),
    [
        ("lee", "naruto", "Naruto-kun"),
        ("lee", "gai", "Gai-sensei"),
        ("lee", "temari", "Temari-san"),
        ("gaara", "lee", "Rock Lee"),
        ("gaara", "naruto", "Naruto Uzumaki"),
        ("naruto", "gaara", "Gaara"),
        ("naruto", "tsunade", "Grandma Tsunade"),
        ("naruto", "lee", "Lee"),
        ("shikamaru", "lee", "Lee"),
        ("somebody_else", "nobody", "nobody"),
    ],
)
def test_by_speaker_and_listener(world: World, speaker: str, of: str, name: str) -> None:
    assert called(speaker, of, world) == name


def test_titles_soften_when_people_come_close(world: World) -> None:
    assert called("gaara", "temari", world) == "Temari"
    assert called("gaara", "temari", world, is_close=True) == "onee-san"
    assert called("gaara", "lee", world, is_close=True) == "Rock Lee"
    assert softens("gaara", "temari", world)
    assert not softens("temari", "gaara", world)


def test_without_a_word_of_the_author_everybody_goes_by_name(world: World) -> None:
    plain = replace(world, forms_of_address={})
    assert called("lee", "naruto", plain) == "Naruto"
    assert known_as("lee", plain) == "Rock Lee"
    assert known_as("lee", world) == "Lee"
