"""The samples are pages that the command writes: each is there, whole, and says how it was made and
which chronicle it tells.

What people do changes with every improvement of the engine, and a sample with it. One sample of
each world is made anew here: while its story is still the one it states, it must come out the same
to the letter; when the story has moved on, the new pages must be as whole as the old. `python -m
benchmarks.telling --stale` names the samples that are behind, `--samples` (or `KIZUNA_SAMPLES` set
here) writes them anew.
"""

from __future__ import annotations

import os
import re

import pytest

from benchmarks.telling import (
    TOLD,
    chronicle_of,
    intro,
    path_of,
    patterned,
    repeated,
    sample,
    slips,
    write_samples,
)
from kizuna.tell.prose import Chapter, Paragraph, Passage, Sentence, Telling, Wish

ONE_OF_EACH = [
    next(each for each in TOLD if each[0] == name) for name in sorted({t[0] for t in TOLD})
]


@pytest.fixture(scope="module", autouse=True)
def anew() -> None:
    """Write the samples first, when asked to."""
    if os.environ.get("KIZUNA_SAMPLES"):
        assert len(list(write_samples())) == len(TOLD)


def is_whole(text: str, name: str, seed: int, wish: Wish) -> bool:
    prose = text.replace(intro(name, seed, wish), "").replace(
        f"<!-- chronicle {chronicle_of(text)} -->", ""
    )
    return (
        text.startswith("# ")
        and intro(name, seed, wish) in text
        and len(text.split()) > 600
        and len(re.findall(r"^## ", text, re.MULTILINE)) >= 3
        and not re.search(r"[{}\[\]|]|\.\. |[^*] {2}|\bNone\b", prose)
    )


@pytest.mark.parametrize(("name", "seed", "wish"), TOLD, ids=lambda each: str(each)[:20])
def test_a_sample_is_a_whole_telling(name: str, seed: int, wish: Wish) -> None:
    text = path_of(name, seed).read_text(encoding="utf-8")
    assert is_whole(text, name, seed, wish)
    assert len(chronicle_of(text)) == 16


@pytest.mark.parametrize(("name", "seed", "wish"), ONE_OF_EACH, ids=lambda each: str(each)[:20])
def test_a_sample_comes_out_the_same(name: str, seed: int, wish: Wish) -> None:
    old, new = path_of(name, seed).read_text(encoding="utf-8"), sample(name, seed, wish)
    assert is_whole(new, name, seed, wish)
    if chronicle_of(old) == chronicle_of(new):
        assert new == old, "the wording has changed: python -m benchmarks.telling --samples"


def telling(*texts: str) -> Telling:
    said = tuple(Sentence(text, 1, 0, "did.greet", template=text[:3]) for text in texts)
    passage = Passage((Paragraph(said),), "here", 0)
    return Telling("A tale", "", (Chapter("One", (passage,)),), {})


def test_measures_count_what_they_say() -> None:
    twice = telling("Lee looked up at the sky.", "Gaara nodded.", "Lee looked up at the sky.")
    assert len(repeated(twice)) == 1
    assert patterned(twice) == pytest.approx(1 / 3)
    assert repeated(telling("Lee looked up at the sky.", "Gaara nodded.")) == []
    assert slips(telling("Lee was a honest man.", "Lee  nodded.", "{who} nodded.")) != []
    assert len(slips(telling("Lee was an honest man.", "Lee nodded..", "lee nodded."))) == 2
