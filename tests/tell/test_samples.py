"""The samples are pages that the command writes: each is there, whole, and says how it was made.

Set `KIZUNA_SAMPLES` to write them anew before they are read.
"""

from __future__ import annotations

import os
import re

import pytest

from benchmarks.telling import SAMPLES, TOLD, intro, patterned, repeated, write_samples
from kizuna.tell.prose import Wish


@pytest.fixture(scope="module", autouse=True)
def anew() -> None:
    """Write the samples first, when asked to."""
    if os.environ.get("KIZUNA_SAMPLES"):
        assert len(list(write_samples())) == len(TOLD)


@pytest.mark.parametrize(("name", "seed", "wish"), TOLD, ids=lambda each: str(each)[:20])
def test_a_sample_is_a_whole_telling(name: str, seed: int, wish: Wish) -> None:
    text = (SAMPLES / f"{name}-{seed}.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert intro(name, seed, wish) in text
    assert len(text.split()) > 600
    assert len(re.findall(r"^## ", text, re.MULTILINE)) >= 3
    prose = text.replace(intro(name, seed, wish), "")
    assert not re.search(r"[{}\[\]|]|\.\. |[^*] {2}|\bNone\b", prose)


def test_measures_count_what_they_say() -> None:
    from kizuna.tell.prose import Chapter, Paragraph, Passage, Sentence, Telling

    def telling(*texts: str) -> Telling:
        said = tuple(Sentence(text, 1, 0, "did.greet", template=text[:3]) for text in texts)
        passage = Passage((Paragraph(said),), "here", 0)
        return Telling("A tale", "", (Chapter("One", (passage,)),), {})

    twice = telling("Lee looked up at the sky.", "Gaara nodded.", "Lee looked up at the sky.")
    assert repeated(twice) == 1
    assert patterned(twice) == pytest.approx(1 / 3)
    assert repeated(telling("Lee looked up at the sky.", "Gaara nodded.")) == 0
