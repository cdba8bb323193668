"""Sifting a chronicle: what is found, what is open, how unexpected; the same while it is lived."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from math import inf
from pathlib import Path
from typing import Any

import pytest

import kizuna
from kizuna.clock import HOUR
from kizuna.event import Cause, Event, address
from kizuna.explain.motifs import Motif, read_motifs
from kizuna.explain.record import Record
from kizuna.explain.sift import Sieve, sift
from kizuna.explain.surprise import Rarity
from kizuna.faces.paper import JsonPaper, PlainPaper
from kizuna.faces.sifting import Watching, sift_file
from kizuna.problems import Problems, WorldMistaken
from kizuna.run import Story
from kizuna.world.pattern import compile_pattern

ANSWERED = """
motifs:
  - name: answered at once
    says: "{foe} spoke ill of {dear}, and {friend} would not have it."
    sequence:
      - an insult: {did: speak_ill, actor: "?foe", target: "?friend", about: "?dear", while: {of: "?friend", toward: "?dear", closeness: "> 0.3"}}
      - a defence: {did: defend, actor: "?friend", target: "?foe", about: "?dear", because: an insult}
  - name: rested twice
    keep: all
    sequence:
      - first: {did: rest, actor: "?one"}
      - second: {did: rest, actor: "?one"}
  - name: a blow for a word
    sequence:
      - an insult: {did: speak_ill, actor: "?foe", target: "?friend"}
      - a blow: {did: attack, actor: "?friend", target: "?foe", within: 30 d}
"""


@pytest.fixture(scope="module")
def lived() -> Iterator[Story]:
    world = kizuna.load("precious-person")
    with kizuna.begin(world, seed=7) as story:
        yield story.advance(world.starts + 6 * HOUR)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("motifs") / "own.yaml"
    path.write_text(ANSWERED, encoding="utf-8")
    return path


def motifs(story: Story, file: Path | None = None) -> tuple[Motif, ...]:
    problems = Problems()
    found = read_motifs(story.world, problems, file)
    assert str(problems) == ""
    return found


def test_what_is_found_says_who_and_when_and_why_it_is_unexpected(lived: Story, file: Path) -> None:
    found = next(each for each in kizuna.sift(lived, file).found if each.motif != "rested twice")
    assert found.sentence == "Gaara spoke ill of Gai, and Lee would not have it."
    assert found.cast == {"foe": "gaara", "friend": "lee", "dear": "gai"}
    insult, defence = (lived.events[seq] for seq in found.seqs)
    assert (insult.data["practice"], defence.data["practice"]) == ("speak_ill", "defend")
    assert found.surprise.rarest in ("an insult", "a defence")
    assert found.surprise.bits > 5


def test_the_unexpected_comes_first(lived: Story, file: Path) -> None:
    found = kizuna.sift(lived, file).found
    bits = [each.surprise.bits for each in found]
    assert bits == sorted(bits, reverse=True)
    assert found[0].motif == "answered at once"
    assert sum(each.motif == "rested twice" for each in found) > 3


def test_what_has_begun_says_what_it_waits_for_and_how_long(lived: Story, file: Path) -> None:
    open_ = [each for each in kizuna.sift(lived, file).open if each.motif == "a blow for a word"]
    assert open_
    assert {each.waits_for for each in open_} == {("a blow",)}
    assert all(each.until is not None and each.until > lived.whole.now for each in open_)
    assert open_[0].sentence.startswith("Gaara and Lee: an insult")
    assert open_[0].share == 0.5


def test_while_it_is_lived_the_same_is_found(lived: Story, file: Path) -> None:
    record = Record.of(lived.world, lived.chronicle())
    sieve = Sieve(motifs(lived, file))
    told = [
        sieve.found(match, record) for event in lived.chronicle() for match in sieve.take(event)
    ]
    sifted = sift(record, motifs(lived, file))
    assert sorted(each.seqs for each in told) == sorted(each.seqs for each in sifted.found)
    assert [each.seqs for each in sieve.begun(record)] == [each.seqs for each in sifted.open]


def test_without_a_file_the_twelve_are_looked_for(lived: Story) -> None:
    sifted = kizuna.sift(lived)
    assert {each.motif for each in sifted.open} <= {motif.name for motif in motifs(lived)}
    assert any(each.motif == "vengeance for a friend" for each in sifted.open)
    json.dumps(sifted.as_plain())


def test_a_story_is_watched_while_it_is_lived() -> None:
    world = kizuna.load("precious-person")
    opening = list(kizuna.begin(world, seed=7).chronicle())
    plain, lines = io.StringIO(), io.StringIO()
    for paper in (PlainPaper(plain), JsonPaper(lines)):
        watching = Watching(world, opening, paper)
        for event in _a_broken_promise(world.starts):
            assert (plain if isinstance(paper, PlainPaper) else lines).getvalue() == ""
            watching.hear([event], before=event.time)
        # The scene that completes it is told first.
        assert (plain if isinstance(paper, PlainPaper) else lines).getvalue() == ""
        watching.tell(inf)
    sentence = "Lee promised Gai something and did not keep it, and Gai knows."
    assert plain.getvalue().startswith(f"\n* {sentence} (broken promise; ")
    assert json.loads(lines.getvalue())["found"]["sentence"] == sentence


def _a_broken_promise(starts: int) -> list[Event]:
    seqs = [address(starts + at, 0) for at in range(3)]
    pair, of = {"by": "lee", "to": "gai"}, {"commitment": seqs[0], "status": "broken"}
    felt = {"feeling": "disappointment", "strength": 0.3}
    return [
        Event(seqs[0], "CommitmentMade", pair, data={"kind": "promise"}),
        Event(seqs[1], "CommitmentEnded", pair, data=of, causes=(Cause("enabled", seqs[0]),)),
        Event(seqs[2], "FeelingFelt", {"who": "gai", "toward": "lee"}, data=felt,
              causes=(Cause("motivated", seqs[1]),)),
    ]  # fmt: skip


def like(clause: dict[str, Any], events: list[Event]) -> float:
    pattern = compile_pattern({"name": "one", "sequence": [{"it": clause}]}, Problems())
    assert pattern is not None
    rarity = Rarity([pattern])
    for event in events:
        rarity.see(event)
    return rarity.surprise("one", ["it"]).bits


def test_one_event_in_eight_is_worth_three_bits() -> None:
    events = [
        Event(address(at, 0), "Did", {"actor": "lee"}, None,
              {"practice": "wave" if at == 3 else "bow"}) for at in range(8)
    ]  # fmt: skip
    assert like({"did": "wave", "actor": "?a"}, events) == 3.0
    assert like({"did": "wave", "because": {"did": "bow"}}, events) == 3.0
    assert like({"did": ["wave", "bow"]}, events) == 0.0


def test_what_is_found_often_is_less_of_a_surprise() -> None:
    pattern = compile_pattern({"name": "one", "sequence": [{"it": {"kind": "A"}}]}, Problems())
    assert pattern is not None
    rarity = Rarity([pattern])
    for at in range(16):
        rarity.see(Event(address(at, 0), "A" if at == 0 else "B"))
    rarity.find("one")
    once = rarity.surprise("one", ["it"]).bits
    rarity.find("one")
    assert (once, rarity.surprise("one", ["it"]).bits) == (4.0, 3.0)


# Motifs of one's own. -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[]", "not-motifs"),
        ("motifs: {}", "not-motifs"),
        ("beats: []", "not-motifs"),
        ("motifs: [one]", "not-motifs"),
        ("motifs: [{sequence: [{did: wait}]}]", "missing-key"),
        ("motifs: [{name: one, sequence: [{did: wait}], marked: true}]", "unknown-key"),
        ("motifs: [{name: one, sequence: [{did: wiat}]}]", "unknown-practice"),
        ("motifs: [{name: one, sequence: [{is: kidn}]}]", "unknown-tag"),
        ("motifs: [{name: one, sequence: [{kind: Dide}]}]", "unknown-kind"),
        (
            'motifs: [{name: one, says: "{b}", sequence: [{did: wait, actor: "?a"}]}]',
            "unknown-slot",
        ),
    ],
)
def test_a_mistaken_file_is_told(text: str, name: str, lived: Story, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    problems = Problems()
    read_motifs(lived.world, problems, path)
    assert [each.name for each in problems] == [name]
    with pytest.raises(WorldMistaken):
        kizuna.sift(lived, path)


def test_a_chronicle_file_is_sifted(
    lived: Story, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = lived.save(tmp_path / "kept.kizuna")
    sift_file(path, 0, file, "precious-person", begun=3, as_json=False)
    page = capsys.readouterr().out
    assert "Gaara spoke ill of Gai, and Lee would not have it." in page
    assert "a defence - day 1 11:00" in page
    assert "a blow for a word: Gaara and Lee: an insult.\n    waits for: a blow, until" in page
    sift_file(path, 0, file, "precious-person", begun=3, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["events"] == len(lived.events)
    assert told["found"][0]["cast"]["friend"] == "lee"
    assert told["open"][0]["waits_for"]
