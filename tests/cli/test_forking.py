"""Forks on the command line: made, shown, lived on, compared; and what cannot be done, told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kizuna.chronicle.sqlite import SqliteStore
from kizuna.cli import app
from kizuna.clock import format_moment


def kizuna(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def story(quarrel: str) -> str:
    assert kizuna("run", quarrel, "--out", "ours", "--seed", "5", "--quiet").exit_code == 0
    return "ours.kizuna"


def fork(story: str, *how: str) -> int:
    made = kizuna("fork", story, *how, "--json")
    assert made.exit_code == 0, made.stderr
    return int(json.loads(made.output)["branch"])


def test_a_fork_is_made_in_a_line_and_lived_when_asked(story: str) -> None:
    before = Path(story).stat().st_size
    made = kizuna("fork", story, "--set", "trait ann pride = 0.1", "--at", "day 1 10:00")
    assert made.output.splitlines() == [
        "branch 1: trait ann pride = 0.1, from day 1 10:00",
        f"live it: kizuna resume {story} --branch 1",
    ]
    assert Path(story).stat().st_size - before < 64 * 1024
    assert "not lived yet" in kizuna("branches", story).output
    shown = kizuna("resume", story, "--branch", "1", "--no-inner")
    assert shown.exit_code == 0
    assert "A bell rings." in shown.output
    assert "seed 5" in shown.output
    assert f"The chronicle: {story}, branch 1" in shown.output
    assert "not lived yet" not in kizuna("branches", story).output
    assert "A bell rings." in kizuna("tell", story, "--branch", "1").output
    assert kizuna("export", story, "--branch", "1").output.count("\n") > 20


def test_branches_are_a_tree(story: str) -> None:
    one = fork(story, "--without", "ben")
    assert kizuna("resume", story, "--branch", str(one), "--quiet").exit_code == 0
    fork(story, "--branch", str(one), "--at", "day 1 09:00", "--seed", "3")
    fork(story, "--without", "noon_bell")
    tree = kizuna("branches", story).output.splitlines()
    assert tree[0].startswith("0  the story as it was begun")
    assert tree[1].startswith("├─ 1  from day 1 08:00: without ben")
    assert tree[2].startswith("│  └─ 2  from day 1 09:00: seed 3, not lived yet")
    assert tree[3].startswith("└─ 3  from day 1 11:00: without noon_bell")
    assert len(json.loads(kizuna("branches", story, "--json").output)) == 4


def test_an_irrelevant_change_is_told_as_no_difference(story: str) -> None:
    branch = fork(story, "--without", "noon_bell")
    plain = json.loads(kizuna("compare", story, "0", str(branch), "--json").output)
    told = kizuna("compare", story, "0", str(branch))
    # Whoever hears the bell notices it; beyond that it leads to nothing.
    led_to = {event["kind"] for event in plain["here"]}
    assert led_to <= {"Noticed"}
    assert told.output.startswith("Changed: without noon_bell\n")
    same = fork(story, "--set", "age ann = 30")
    assert "No difference: all " in kizuna("compare", story, "0", str(same)).output


def test_a_deed_described_in_words_is_taken_away_and_compared(story: str) -> None:
    with SqliteStore.open(Path(story), read_only=True) as store:
        deed = next(event for event in store.events() if event.kind == "Did"
                    and event.roles.get("target"))  # fmt: skip
    says = f"{deed.roles['actor']} {deed.data['practice']} {deed.roles['target']}"
    branch = fork(story, "--without", says, "--at", format_moment(deed.time // 60 * 60))
    told = kizuna("compare", story, "0", str(branch)).output
    assert told.startswith(f"Changed: without {says}, ")
    assert f": without {says}, " in kizuna("branches", story).output
    assert "They first differ" in told
    assert "The same in both: " in told


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("fork", "{}", "--without", "bel"), "there is no "),
        (("fork", "{}", "--without", "ann sings ben"), "sings"),
        (("fork", "{}", "--without", "42"), "there is no event 42"),
        (("fork", "{}", "--set", "trait ann prid = 1"), "did you mean 'pride'"),
        (("fork", "{}", "--at", "noon"), "is not a moment"),
        (("fork", "{}", "--at", "day 9 12:00"), "has been lived until"),
        (("fork", "{}", "--branch", "7"), "there is no branch 7"),
        (("resume", "{}", "--branch", "7"), "there is no branch 7"),
        (("compare", "{}", "0", "7"), "there is no branch 7"),
        (("tell", "{}", "--branch", "7"), "there is no branch 7"),
        (("branches", "nowhere.kizuna"), "there is no such file"),
        (("compare", "foreign.kizuna", "0", "1"), "this is no chronicle"),
        (("fork", "damaged.kizuna"), "damaged.kizuna"),
        (("fork", "lines.jsonl"), "these are lines of JSON"),
        (("fork", "{}", "--world", "precious-person"), "has changed"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line_and_nothing_is_lost(
    story: str, arguments: tuple[str, ...], says: str
) -> None:
    kept = Path(story).read_bytes()
    Path("foreign.kizuna").write_text("a letter to somebody")
    Path("lines.jsonl").write_text("{}")
    Path("damaged.kizuna").write_bytes(kept[:3000])
    told = kizuna(*(each.format(story) for each in arguments))
    assert told.exit_code == 1
    assert says in told.stderr
    assert told.stderr.count("\n") == 1
    with SqliteStore.open(Path(story), read_only=True) as store:
        assert len(store.branches()) == 1
        assert len(list(store.events())) == store.count()


def test_branches_are_told_side_by_side(story: str) -> None:
    one = fork(story, "--without", "noon_bell")
    assert kizuna("resume", story, "--branch", str(one), "--quiet").exit_code == 0
    page = kizuna("tell", story, "--beside", str(one), "--format", "html").output
    begun, without = page.split('<div class="apart">')[1].split("</section>")[:2]
    assert "0: as it was begun" in begun and "A bell" in begun
    assert "1: without noon_bell" in without and "A bell" not in without
    plain = kizuna("tell", story, "--beside", str(one)).output
    assert plain.count("### ") >= 1 and plain.startswith("# A quarrel at the well")
    missing = kizuna("tell", story, "--beside", "9")
    assert missing.exit_code == 1 and "there is no branch 9" in missing.stderr
