"""What goes wrong is told in one line on stderr, with a code, and nothing lived is lost."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kizuna.cli
from kizuna.chronicle.sqlite import SqliteStore

FULL = Path("/dev/full")
COMMAND = (sys.executable, "-c", "from kizuna.cli import main; main()")


def kizuna_run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The console script in this process: its code, stdout and stderr."""
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as left:
        patch.setattr(sys, "argv", ["kizuna", *arguments])
        kizuna.cli.main()
    out, err = capsys.readouterr()
    return int(str(left.value.code)), out, err


def started(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (("tell", "nowhere.kizuna"), "no such file", 1),
        (("export", "nowhere.kizuna"), "no such file", 1),
        (("run", "nowhere"), "no world 'nowhere'", 1),
        (("run", "{world}", "--until", "soon"), "--until: 'soon' is not a moment", 2),
        (("run", "{world}", "--sead", "3"), "--sead", 2),
        (("run", "{world}", "--seed", "x"), "--seed: 'x' is no whole number; see 'kizuna run -", 2),
        (("run", "{world}", "--seed", "1.5"), "--seed: '1.5' is no whole number", 2),
        (("beats", "{world}", "--seeds", "0"), "--seeds: it takes at least 1, not 0", 2),
        (("compare", "x.kizuna", "a", "1"), "one: 'a' is no whole number", 2),
        (("run",), "argument 'world'", 2),
        (("frobnicate",), "frobnicate", 2),
        (("run", "{world}", "--out", "no/such/folder/x"), "no such file or folder", 1),
    ],
)
def test_one_line_and_a_code(
    quarrel: str,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
    code: int,
) -> None:
    found, out, err = kizuna_run(capsys, *(each.format(world=quarrel) for each in arguments))
    assert found == code
    assert out == ""
    assert err.startswith("kizuna: ")
    assert said in err
    assert len(err.splitlines()) <= 2


def test_nothing_is_asked_and_help_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = kizuna_run(capsys)
    assert (code, err) == (0, "")
    assert "Usage: kizuna" in out


def test_a_file_that_is_there_is_never_written_over(
    quarrel: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("diary.kizuna").write_text("dear diary")
    code, _, err = kizuna_run(capsys, "run", quarrel, "--out", "diary.kizuna")
    assert code == 1
    assert "a file is there already" in err
    assert Path("diary.kizuna").read_text() == "dear diary"


def test_an_export_is_never_written_over(quarrel: str, capsys: pytest.CaptureFixture[str]) -> None:
    kizuna_run(capsys, "run", quarrel, "--out", "ours")
    Path("ours.jsonl").write_text("mine")
    code, _, err = kizuna_run(capsys, "export", "ours.kizuna", "--to", "ours.jsonl")
    assert code == 1
    assert "ours.jsonl" in err
    assert Path("ours.jsonl").read_text() == "mine"


@pytest.mark.parametrize("content", [b"", b"junk", b"SQLite format 3\0" + b"x" * 200, b"{"])
def test_what_is_no_chronicle_is_not_told(
    quarrel: str, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    Path("odd.kizuna").write_bytes(content)
    code, out, err = kizuna_run(capsys, "tell", "odd.kizuna")
    assert (code, out) == (1, "")
    assert err.startswith("kizuna: ")


def test_a_damaged_chronicle_is_told_of(quarrel: str, capsys: pytest.CaptureFixture[str]) -> None:
    kizuna_run(capsys, "run", quarrel, "--out", "ours")
    path = Path("ours.kizuna")
    path.write_bytes(path.read_bytes().replace(b"noon_bell", b"moon_bell"))
    code, _, err = kizuna_run(capsys, "tell", "ours.kizuna")
    assert code == 1
    assert "has changed" in err


def test_a_chronicle_cannot_write_outside_its_folder(
    quarrel: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kizuna_run(capsys, "run", quarrel, "--out", "ours")
    with SqliteStore.open(Path("ours.kizuna")) as store:
        store.set_facts({"world_texts": '{"../../escaped.yaml": "world: x"}'})
    code, _, err = kizuna_run(capsys, "tell", "ours.kizuna")
    assert code == 1
    assert "cannot be read" in err


def test_lines_of_no_known_world_ask_for_it(
    quarrel: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("bare.jsonl").write_text('{"kizuna":1}\n')
    code, _, err = kizuna_run(capsys, "tell", "bare.jsonl")
    assert code == 1
    assert "--world" in err


@pytest.mark.skipif(not FULL.exists(), reason="there is no full disk to write to")
def test_a_full_disk_loses_nothing(quarrel: str) -> None:
    with FULL.open("w") as full:
        done = subprocess.run(
            [*COMMAND, "run", quarrel], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.startswith("kizuna: the disk is full; what was lived")
    assert len(done.stderr.splitlines()) == 1
    with SqliteStore.open(Path("quarrel-seed1.kizuna")) as store:
        assert store.count() > 5


def test_a_reader_that_goes_away(quarrel: str) -> None:
    running = started("run", "precious-person", "--until", "day 2 12:00")
    assert running.stdout is not None
    running.stdout.readline()
    running.stdout.close()
    err = running.stderr.read() if running.stderr else ""
    assert running.wait(timeout=20) == 1
    assert "nobody reads any further" in err
    assert len(err.splitlines()) == 1


def test_an_interrupt_keeps_what_was_lived(quarrel: str) -> None:
    # Six weeks: long enough to be stopped in the midst of it.
    running = started("run", "the-best-intentions")
    assert running.stdout is not None
    while "Sakura" not in running.stdout.readline():
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=20)
    assert running.returncode == 130, err
    assert err.startswith("kizuna: stopped; what was lived until day ")
    with SqliteStore.open(Path("the-best-intentions-seed1.kizuna"), read_only=True) as store:
        assert store.count() > 20
