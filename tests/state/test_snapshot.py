"""The state written down and read again is the same state, cell for cell."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

import kizuna
from kizuna import run
from kizuna.chronicle.sqlite import SqliteStore
from kizuna.event import to_json
from kizuna.run import Story, state_at
from kizuna.run import story as story_
from kizuna.state.snapshot import freeze, thaw
from kizuna.state.whole import fingerprint
from kizuna.world.change import Change

EXAMPLE = Path(__file__).parents[2] / "examples" / "quarrel.yaml"
UNTIL = kizuna.parse_moment("day 1 12:00")


@pytest.fixture(scope="module")
def lived() -> Story:
    return kizuna.begin(kizuna.load(EXAMPLE), seed=4).advance(UNTIL)


def test_a_state_comes_back_as_it_was(lived: Story) -> None:
    frozen = thaw(freeze(lived.whole, last=7))
    assert frozen is not None
    assert frozen.last == 7
    assert fingerprint(frozen.whole) == lived.fingerprint()
    assert frozen.whole.digest == lived.whole.digest
    assert frozen.whole.seed == lived.whole.seed


def _respelled(blob: bytes, change: Callable[[dict[str, object]], None]) -> bytes:
    raw = zlib.decompress(blob)
    ends = 8 + int.from_bytes(raw[:8], "big")
    kept = json.loads(raw[8:ends])
    change(kept)
    header = json.dumps(kept).encode()
    return zlib.compress(len(header).to_bytes(8, "big") + header + raw[ends:])


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: kept.update(form="of another version"),
        lambda kept: kept.update(whole=["o", "Popen", "ls"]),
        lambda kept: kept.update(whole=["a", "|O", [1], 0, 8]),
        lambda kept: kept.update(whole=["z", 1]),
        lambda kept: kept.update(whole=3),
        lambda kept: kept.pop("last"),
    ],
)
def test_a_foreign_state_is_passed_over(
    lived: Story, change: Callable[[dict[str, object]], None]
) -> None:
    assert thaw(_respelled(freeze(lived.whole, 7), change)) is None


def test_what_is_damaged_is_passed_over(lived: Story) -> None:
    blob = freeze(lived.whole, 7)
    for damaged in (b"", b"x", blob[:100], zlib.compress(b"\0" * 40), blob[:-9] + bytes(9)):
        assert thaw(damaged) is None


# Stories taken up from one. ---------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lived: Story) -> Path:
    """The same story in a file, its state written down every so often."""
    monkeypatch.setattr(story_, "LONG_STORY", 40)
    monkeypatch.setattr(story_, "SNAPSHOT_EVERY", 30)
    path = tmp_path / "long.kizuna"
    with kizuna.begin(lived.world, 4, SqliteStore.create(path)) as story:
        story.advance(UNTIL)
    return path


def relived(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many events each story from now on relives."""
    counts: list[int] = []
    before = Story.relive

    def counted(story: Story, events: object) -> None:
        listed = list(events)  # type: ignore[call-overload]
        counts.append(len(listed))
        before(story, listed)

    monkeypatch.setattr(Story, "relive", counted)
    return counts


def test_a_long_story_is_taken_up_from_its_last_snapshot(
    kept: Path, lived: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = relived(monkeypatch)
    with kizuna.open_story(kept, lived.world) as story:
        assert counts and max(counts) < 60 < story.store.count()
        assert story.fingerprint() == lived.fingerprint()
        assert [to_json(e) for e in story.chronicle()] == [to_json(e) for e in lived.chronicle()]
        story.advance(UNTIL + 4 * 3600)
        further = kizuna.replay(lived.world, lived.store).advance(UNTIL + 4 * 3600)
        assert story.fingerprint() == further.fingerprint()


def test_it_is_forked_in_the_middle_from_the_snapshot_before(
    kept: Path, lived: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = list(lived.chronicle())
    at = events[len(events) // 2].time
    counts = relived(monkeypatch)
    change = Change(settings=("trait taro pride = 0.1",))
    plain = lived.fork(change, at).advance(UNTIL)
    del counts[:]
    with kizuna.open_story(kept, lived.world) as story, story.fork(change, at) as branch:
        assert max(counts) < 60
        branch.advance(UNTIL)
        assert branch.fingerprint() == plain.fingerprint()


def test_the_state_at_any_second(kept: Path, lived: Story) -> None:
    with SqliteStore.open(kept, read_only=True) as store:
        for at in (lived.world.starts, lived.world.starts + 40, UNTIL - 1800, UNTIL):
            assert fingerprint(state_at(store, at)) == fingerprint(state_at(lived.store, at))


def test_a_snapshot_of_another_version_costs_time_and_nothing_else(
    kept: Path, lived: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kizuna.state.snapshot.form", lambda: "a later form")
    with kizuna.open_story(kept, lived.world) as story:
        assert story.fingerprint() == lived.fingerprint()


def test_a_fork_of_a_long_chronicle_costs_a_line(kept: Path, lived: Story) -> None:
    before = kept.stat().st_size
    with SqliteStore.open(kept) as store:
        for at in range(lived.world.starts, lived.world.starts + 10):
            run.part(lived.world, store, Change(seed=at), at)
    assert kept.stat().st_size - before < 64 * 1024
