"""Living, telling and exporting stories from the command line, within this process."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kizuna.chronicle.lines import read_lines
from kizuna.chronicle.sqlite import SqliteStore
from kizuna.cli import app

FOOTER = "The chronicle:"


def kizuna(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def story_in(text: str) -> str:
    """What was shown, without where it is kept and what to type next."""
    return text[: text.index(FOOTER)]


def test_a_story_is_shown_from_its_title_to_its_closing_page(quarrel: str) -> None:
    shown = kizuna("run", quarrel).output
    assert shown.startswith("A quarrel at the well\n")
    assert "  A bell rings.\n" in shown
    assert "Ann" in shown
    assert shown.rstrip().splitlines()[-1].startswith("What usually happens: kizuna beats")


def test_the_same_seed_is_the_same_story(quarrel: str) -> None:
    first, again = kizuna("run", quarrel, "--seed", "5"), kizuna("run", quarrel, "--seed", "5")
    assert story_in(first.output) == story_in(again.output)


def test_told_again_word_for_word(quarrel: str) -> None:
    shown = kizuna("run", quarrel, "--out", "ours").output
    assert story_in(kizuna("tell", "ours.kizuna", "--form", "scenes").output) == story_in(shown)


def test_told_again_where_the_world_file_is_gone(quarrel: str) -> None:
    shown = kizuna("run", quarrel, "--out", "ours").output
    Path(quarrel).unlink()
    assert story_in(kizuna("tell", "ours.kizuna", "--form", "scenes").output) == story_in(shown)


def test_told_from_exported_lines(quarrel: str) -> None:
    shown = kizuna("run", quarrel, "--out", "ours").output
    kizuna("export", "ours.kizuna", "--to", "ours.jsonl")
    assert story_in(kizuna("tell", "ours.jsonl", "--form", "scenes").output) == story_in(shown)


def test_a_chronicle_has_a_free_name_of_world_and_seed(quarrel: str) -> None:
    for _ in range(3):
        kizuna("run", quarrel, "--seed", "7")
    kept = sorted(path.name for path in Path().glob("*"))
    assert kept == [f"quarrel-seed7{mark}.kizuna" for mark in ("-2", "-3", "")]


def test_what_is_kept_is_what_was_lived(quarrel: str) -> None:
    kizuna("run", quarrel, "--out", "ours")
    with SqliteStore.open(Path("ours.kizuna"), read_only=True) as store:
        kept, facts = list(store.events()), store.facts()
    lines = read_lines(kizuna("export", "ours.kizuna").output.splitlines())
    assert list(lines) == kept
    assert lines.facts == facts
    assert facts["seed"] == "1"


def test_quiet_shows_the_closing_page_alone(quarrel: str) -> None:
    loud, quiet = kizuna("run", quarrel).output, kizuna("run", quarrel, "--quiet").output
    assert "A bell rings." not in quiet
    assert FOOTER in quiet
    closing = story_in(quiet).strip()
    assert closing in loud


def test_json_is_an_object_a_line(quarrel: str) -> None:
    lines = kizuna("run", quarrel, "--json").output.splitlines()
    first, *others = [json.loads(line) for line in lines]
    assert first["opening"]["title"] == "A quarrel at the well"
    assert "The chronicle" in others[-1]["closing"]
    texts = [each["line"]["text"] for each in others if "line" in each]
    assert "A bell rings." in texts


def test_inner_voice_can_be_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    day = ("run", "precious-person", "--until", "day 1 12:15")
    with_it, without = kizuna(*day).output, kizuna(*day, "--no-inner").output
    told = [line for line in story_in(without).splitlines() if line.startswith("  ")]
    assert "    ~ " in with_it
    assert "    ~ " not in without
    assert all(line in with_it for line in told)


def test_plain_text_in_pipes(quarrel: str) -> None:
    assert "\x1b" not in kizuna("run", quarrel).output


def test_check_says_that_nothing_is_wrong(quarrel: str) -> None:
    found = kizuna("check", quarrel)
    assert found.exit_code == 0
    assert "nothing is wrong" in found.output


def test_check_says_all_that_is_wrong_with_its_place(quarrel: str) -> None:
    path = Path(quarrel)
    path.write_text(path.read_text().replace("[well, house]", "[well, hause]"))
    with path.open("a") as file:
        file.write("  - {name: flood, at: day 1 10:00, place: riverr, words: Water.}\n")
    found = kizuna("check", quarrel, "--json")
    problems = json.loads(found.output)["problems"]
    assert found.exit_code == 1
    assert {problem["line"] for problem in problems} >= {8, 17}


def test_schema_is_json(quarrel: str) -> None:
    assert "people" in json.loads(kizuna("schema").output)["properties"]


# Asking. -------------------------------------------------------------------------------------


def test_why_answers_from_the_file(quarrel: str) -> None:
    kizuna("run", quarrel, "--out", "ours")
    rests = kizuna("why", "ours.kizuna", "ann rest", "--at", "day 1 10:00")
    assert rests.exit_code == 0 and "decided it" in rests.output
    deep = kizuna("why", "ours.kizuna", "ann rest", "--at", "day 1 10:00", "--deep")
    assert deep.output.startswith(rests.output.rstrip()) and deep.output != rests.output
    plain = json.loads(
        kizuna("why", "ours.kizuna", "ann rest", "--at", "day 1 10:00", "--json").output
    )
    assert plain["answer"] == rests.output.splitlines()
    drawn = kizuna("why", "ours.kizuna", "ann rest", "--at", "day 1 10:00", "--mermaid")
    assert drawn.output.startswith("flowchart BT")


def test_whynot_answers_from_the_file_and_from_lines(quarrel: str) -> None:
    kizuna("run", quarrel, "--out", "ours")
    kizuna("export", "ours.kizuna", "--to", "ours.jsonl")
    asked = ("ann embrace ben", "--at", "day 1 10:00")
    told = kizuna("whynot", "ours.kizuna", *asked)
    assert told.exit_code == 0 and told.output.startswith("Day 1 ")
    assert kizuna("whynot", "ours.jsonl", *asked).output == told.output
    plain = json.loads(kizuna("whynot", "ours.kizuna", *asked, "--json").output)
    assert plain["answer"] == told.output.splitlines()
    assert plain["verdict"]["state"] in ("not offered", "not here", "outweighed")


@pytest.mark.parametrize("about", ["12", "ann flies", "ann embrace ben", "ann"])
def test_what_cannot_be_answered_is_said_in_one_line(quarrel: str, about: str) -> None:
    kizuna("run", quarrel, "--out", "ours")
    refused = kizuna("why", "ours.kizuna", about)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("kizuna: ") and refused.stderr.count("\n") == 1


def test_a_story_can_be_watched_and_sifted(quarrel: str) -> None:
    shown = kizuna("run", quarrel, "--out", "ours").output
    watched = kizuna("run", quarrel, "--watch", "--out", "again").output
    told = [line for line in story_in(watched).splitlines() if line and not line.startswith("* ")]
    assert told == [line for line in story_in(shown).splitlines() if line]
    sifted = kizuna("sift", "again.kizuna", "--json")
    assert json.loads(sifted.output).keys() == {"events", "found", "open"}
    plain = kizuna("sift", "again.kizuna").output
    assert plain.count("small stor") == 1
    wrong = kizuna("sift", "again.kizuna", "no-such-file.yaml")
    assert wrong.exit_code != 0
