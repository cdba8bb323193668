"""A chronicle in a file, and what can befall a file: crashes, damage, strangers, a full disk."""

from __future__ import annotations

import errno
import pickle
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from kizuna.chronicle import (
    FORMAT,
    ChronicleBusy,
    ChronicleDamaged,
    ChronicleError,
    ChronicleForeign,
    ChronicleFull,
    ChronicleMissing,
    ChronicleRefused,
    ChronicleTaken,
    ChronicleTooNew,
    EventMissing,
    sqlite,
)
from kizuna.chronicle.rows import checksum
from kizuna.chronicle.sqlite import SqliteStore
from kizuna.event import Cause, Event, address

CONSIDERED = [
    "he is hurt",
    "I promised",
    "it is late",
    "others look on",
    "I am tired",
    "I like him",
]


def moment(number: int) -> list[Event]:
    """Six events of one minute: five data fields, two causes, and on every third its reasons."""
    return [_deed(number, place) for place in range(6)]


def _deed(number: int, place: int) -> Event:
    seq = address(number * 60, place)
    return Event(
        seq=seq,
        kind="Did",
        roles={"actor": "sakura", "target": "gaara"},
        place="hospital",
        data={
            "practice": "console",
            "manner": "gently",
            "strength": (number * 6 + place) / 7,
            "ends": number * 60 + 300,
            "seen by": ["lee", "naruto"],
        },
        causes=(Cause("perceived", seq - 5), Cause("motivated", seq - 9)),
        reasons=_reasons(number / 3) if place % 3 == 0 else None,
    )


def _reasons(strain: float) -> dict[str, object]:
    return {
        "chosen": "console",
        "voice": "heart",
        "score": strain,
        "considerations": [{"name": name, "weight": strain, "in": 0.25} for name in CONSIDERED],
        "runners-up": [["leave", strain / 2], ["scold", strain / 5], ["look away", 0.125]],
        "held back": "inner: he should have come sooner, and he knows it as well as I do",
    }


def story(moments: int) -> list[Event]:
    return [event for number in range(moments) for event in moment(number)]


def write(path: Path, moments: int) -> None:
    with SqliteStore.create(path) as chronicle:
        for number in range(moments):
            chronicle.append(moment(number))
            chronicle.record_fingerprint(number * 60, f"{number:032x}")
        chronicle.set_facts({"world": "precious_person", "seed": "7"})
        chronicle.save_snapshot(60, b"state " * 999)


def read(path: Path) -> list[Event]:
    with SqliteStore.open(path, read_only=True) as chronicle:
        return list(chronicle.events())


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_finished_story_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "lee.kizuna"
    write(path, 20)
    assert names_in(tmp_path) == ["lee.kizuna"]
    assert read(path) == story(20)
    assert names_in(tmp_path) == ["lee.kizuna"]


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "lee.kizuna"
    write(path, 1)
    header = path.read_bytes()[:100]
    assert header[68:72] == b"kizu"
    assert int.from_bytes(header[60:64], "big") == FORMAT


def test_a_story_is_taken_up_where_it_ended(tmp_path: Path) -> None:
    path = tmp_path / "lee & gaara? #1.kizuna"
    write(path, 2)
    with SqliteStore.open(path) as chronicle:
        with pytest.raises(ChronicleRefused, match="does not come after"):
            chronicle.append(moment(1))
        chronicle.append(moment(2))
    assert read(path) == story(3)


def test_a_reader_sees_each_flush_while_the_story_is_written(tmp_path: Path) -> None:
    path = tmp_path / "lee.kizuna"
    with SqliteStore.create(path) as writer, SqliteStore.open(path, read_only=True) as reader:
        writer.append(moment(0))
        assert reader.count() == 0
        writer.flush()
        assert list(reader.events()) == story(1)
        writer.append(moment(1))
        writer.flush()
        assert reader.last() == story(2)[-1]


def test_closing_while_somebody_reads_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lee.kizuna"
    writer = SqliteStore.create(path)
    writer.append(moment(0))
    with SqliteStore.open(path, read_only=True) as reader:
        writer.append(moment(1))
        writer.close()
        assert list(reader.events()) == story(2)
    SqliteStore.open(path).close()
    assert names_in(tmp_path) == ["lee.kizuna"]
    assert read(path) == story(2)


def test_what_was_opened_for_reading_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "lee.kizuna"
    write(path, 1)
    before = path.read_bytes()
    attempts: list[Callable[[SqliteStore], None]] = [
        lambda chronicle: chronicle.append(moment(1)),
        lambda chronicle: chronicle.set_facts({"seed": "8"}),
        lambda chronicle: chronicle.record_fingerprint(0, "00"),
        lambda chronicle: chronicle.save_snapshot(0, b""),
    ]
    with SqliteStore.open(path, read_only=True) as chronicle:
        for attempt in attempts:
            with pytest.raises(ChronicleRefused, match="reading only"):
                attempt(chronicle)
    assert path.read_bytes() == before


def test_a_closed_chronicle_says_so(tmp_path: Path) -> None:
    chronicle = SqliteStore.create(tmp_path / "lee.kizuna")
    chronicle.append(moment(0))
    reading = chronicle.events()
    chronicle.close()
    with pytest.raises(ChronicleRefused, match="closed"):
        chronicle.append(moment(1))
    with pytest.raises(ChronicleRefused, match="closed"):
        chronicle.count()
    with pytest.raises(ChronicleRefused, match="closed"):
        next(reading)


@pytest.mark.parametrize(
    "unsayable",
    [{"who": object()}, {"much": float("nan")}, {"half": "\ud800"}, {"when": {1, 2}}],
    ids=["object", "nan", "half a letter", "set"],
)
def test_what_json_cannot_say_is_refused_with_its_moment(
    tmp_path: Path, unsayable: dict[str, object]
) -> None:
    path = tmp_path / "lee.kizuna"
    with SqliteStore.create(path) as chronicle:
        chronicle.append(moment(0))
        good, bad = Event(address(60, 0), "Said"), Event(address(60, 1), "Said", data=unsayable)
        with pytest.raises(ChronicleRefused, match=f"event {bad.seq}"):
            chronicle.append([good, bad])
        with pytest.raises(ChronicleRefused, match="a fact"):
            chronicle.set_facts({"title": "\ud800"})
    assert read(path) == story(1)


# Crashes

WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_sqlite import moment
from kizuna.chronicle.sqlite import SqliteStore

chronicle = SqliteStore.create(Path(sys.argv[1]))
for number in range(1_000_000):
    chronicle.append(moment(number))
    if number % 7 == 6:
        chronicle.flush()
        print(number, flush=True)
"""


def test_a_killed_writer_loses_nothing_it_has_reported(tmp_path: Path) -> None:
    path = tmp_path / "lee.kizuna"
    arguments = [sys.executable, "-c", WRITER, str(path), str(Path(__file__).parent)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        reported = [int(writer.stdout.readline()) for _ in range(40)]
        writer.kill()
        reported += [int(line) for line in writer.stdout if line.endswith("\n")]
    kept = read(path)
    moments, left_over = divmod(len(kept), 6 * 7)
    assert left_over == 0
    assert moments * 7 > reported[-1]
    assert kept == story(moments * 7)
    SqliteStore.open(path).close()
    assert names_in(tmp_path) == ["lee.kizuna"]
    assert read(path) == kept


def test_a_crash_at_any_byte_leaves_whole_flushes(tmp_path: Path) -> None:
    path, crashed = tmp_path / "lee.kizuna", tmp_path / "crashed.kizuna"
    sizes = [0]
    with SqliteStore.create(path) as chronicle:
        for number in range(6):
            chronicle.append(moment(2 * number))
            chronicle.append(moment(2 * number + 1))
            chronicle.flush()
            sizes.append(_wal(path).stat().st_size)
        shutil.copy(path, crashed)
        wal = _wal(path).read_bytes()
    for cut in [*range(0, len(wal), 997), *sizes, *(size - 1 for size in sizes[1:])]:
        _wal(crashed).write_bytes(wal[:cut])
        flushes = sum(size <= cut for size in sizes) - 1
        assert read(crashed) == story(2 * flushes), f"cut at byte {cut}"


def _wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


# Damage


def test_no_flipped_byte_tells_another_story(tmp_path: Path) -> None:
    path, spoiled = tmp_path / "lee.kizuna", tmp_path / "spoiled.kizuna"
    write(path, 6)
    whole, random, noticed = path.read_bytes(), Random(7), 0
    told = story(6)
    for _ in range(250):
        damaged, place = bytearray(whole), random.randrange(len(whole))
        damaged[place] ^= random.randrange(1, 256)
        spoiled.write_bytes(damaged)
        try:
            assert read(spoiled) == told, f"byte {place}"
        except ChronicleError:
            noticed += 1
    assert noticed > 50


def test_what_comes_before_the_damage_can_still_be_read(tmp_path: Path) -> None:
    path = tmp_path / "lee.kizuna"
    write(path, 300)
    _alter(path, "UPDATE events SET data = replace(data, 'gently', 'rudely') WHERE number = 1000")
    damaged = story(300)[1000].seq
    with SqliteStore.open(path, read_only=True) as chronicle:
        with pytest.raises(ChronicleDamaged, match=str(damaged)):
            list(chronicle.events())
        assert list(chronicle.events(until=damaged)) == story(300)[:1000]


@pytest.mark.parametrize("lost", ["number = 0", "number BETWEEN 5 AND 9", "number >= 50"])
def test_lost_events_are_missed(tmp_path: Path, lost: str) -> None:
    path = tmp_path / "lee.kizuna"
    write(path, 10)
    _alter(path, f"DELETE FROM events WHERE {lost}")
    with pytest.raises(ChronicleDamaged):
        read(path)


def test_a_story_is_told_up_to_the_gap_and_no_further(tmp_path: Path) -> None:
    path = tmp_path / "lee.kizuna"
    write(path, 10)
    _alter(path, "DELETE FROM events WHERE number = 7")
    told = []
    with SqliteStore.open(path) as chronicle, pytest.raises(ChronicleDamaged):
        for event in chronicle.events():
            told.append(event)
    assert told == story(10)[:7]


def test_a_lost_end_is_noticed_on_opening(tmp_path: Path) -> None:
    path = tmp_path / "lee.kizuna"
    write(path, 10)
    _alter(path, "DELETE FROM events WHERE number >= 50")
    with pytest.raises(ChronicleDamaged, match="end"):
        SqliteStore.open(path)


def test_a_lost_event_is_not_said_never_to_have_been(tmp_path: Path) -> None:
    path = tmp_path / "lee.kizuna"
    write(path, 10)
    _alter(path, "DELETE FROM events WHERE number = 7")
    with SqliteStore.open(path) as chronicle, pytest.raises(ChronicleDamaged):
        chronicle.event(story(10)[7].seq)


@pytest.mark.parametrize(
    ("change", "ask"),
    [
        ("UPDATE facts SET text = '8' WHERE name = 'seed'", SqliteStore.facts),
        ("UPDATE fingerprints SET fingerprint = 'ff'", SqliteStore.fingerprints),
        ("UPDATE snapshots SET blob = x'00'", lambda chronicle: chronicle.latest_snapshot(99)),
        ("UPDATE snapshots SET blob = 'text'", lambda chronicle: chronicle.latest_snapshot(99)),
    ],
)
def test_what_lies_beside_the_events_is_watched_too(
    tmp_path: Path, change: str, ask: Callable[[SqliteStore], object]
) -> None:
    path = tmp_path / "lee.kizuna"
    write(path, 2)
    _alter(path, change)
    with SqliteStore.open(path) as chronicle, pytest.raises(ChronicleDamaged):
        ask(chronicle)


@pytest.mark.parametrize("words", ["gently", "[5", "[" * 100_000])
def test_what_another_hand_wrote_in_is_no_event(tmp_path: Path, words: str) -> None:
    path = tmp_path / "lee.kizuna"
    with SqliteStore.create(path) as chronicle:
        chronicle.append([Event(0, "Said")])
    forged = checksum(0, 0, "Said", None, None, words, None, None)
    _alter(path, f"UPDATE events SET data = '{words}', checksum = {forged}")
    with pytest.raises(ChronicleDamaged, match="no event"):
        read(path)


def test_a_torn_file_is_damaged(tmp_path: Path) -> None:
    path, torn = tmp_path / "lee.kizuna", tmp_path / "torn.kizuna"
    write(path, 20)
    whole = path.read_bytes()
    for size in [16, 99, 100, 511, 512, 4096, 5000, *range(8192, len(whole) - 4096, 7777)]:
        torn.write_bytes(whole[:size])
        with pytest.raises(ChronicleDamaged, match=r"torn\.kizuna.*copy"):
            read(torn)


def test_a_torn_last_page_is_noticed_where_it_matters(tmp_path: Path) -> None:
    path, torn = tmp_path / "lee.kizuna", tmp_path / "torn.kizuna"
    with SqliteStore.create(path) as chronicle:
        chronicle.append(story(20))
    whole, noticed = path.read_bytes(), 0
    for size in range(len(whole) - 4000, len(whole), 200):
        torn.write_bytes(whole[:size])
        try:
            assert read(torn) == story(20)
        except ChronicleDamaged:
            noticed += 1
    assert noticed > 3


def _alter(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        assert connection.execute(statement).rowcount > 0
    connection.close()


# Strangers


def _text(path: Path) -> None:
    path.write_text("Dear diary, today he came too late again. " * 9)


def _other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE events (seq)")
    connection.close()


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("make", [_text, _other_database, Path.touch])
def test_a_foreign_file_is_left_alone(
    tmp_path: Path, make: Callable[[Path], None], read_only: bool
) -> None:
    path = tmp_path / "diary.kizuna"
    make(path)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    with pytest.raises(ChronicleForeign, match=r"diary\.kizuna"):
        SqliteStore.open(path, read_only)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert names_in(tmp_path) == ["diary.kizuna"]


def test_a_folder_is_no_chronicle(tmp_path: Path) -> None:
    with pytest.raises(ChronicleForeign, match="folder"):
        SqliteStore.open(tmp_path)


def test_a_chronicle_from_the_future_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "lee.kizuna"
    write(path, 1)
    later = bytearray(path.read_bytes())
    later[60:64] = (FORMAT + 1).to_bytes(4, "big")
    path.write_bytes(later)
    with pytest.raises(ChronicleTooNew, match=f"form {FORMAT + 1}.*newer kizuna"):
        SqliteStore.open(path)
    assert path.read_bytes() == later


def test_a_chronicle_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ChronicleMissing, match="spelling"):
        SqliteStore.open(tmp_path / "gone.kizuna")
    with pytest.raises(ChronicleMissing, match="folder"):
        SqliteStore.create(tmp_path / "no such folder" / "lee.kizuna")
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("make", [_text, Path.touch, Path.mkdir, lambda path: write(path, 1)])
def test_nothing_is_overwritten(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "lee.kizuna"
    make(path)
    before = path.is_file() and path.read_bytes()
    with pytest.raises(ChronicleTaken, match="another name"):
        SqliteStore.create(path)
    assert (path.is_file() and path.read_bytes()) == before


# A full disk, and others at work


def _leave_room_for(chronicle: SqliteStore, pages: int) -> None:
    (used,) = chronicle._connection.execute("PRAGMA page_count").fetchone()
    chronicle._connection.execute(f"PRAGMA max_page_count = {used + pages}")


def test_on_a_full_disk_moments_wait_until_there_is_room(tmp_path: Path) -> None:
    path = tmp_path / "lee.kizuna"
    with SqliteStore.create(path) as chronicle:
        chronicle.append(moment(0))
        chronicle.flush()
        _leave_room_for(chronicle, 2)
        for number in range(1, 50):
            chronicle.append(moment(number))
        for _ in range(2):
            with pytest.raises(ChronicleFull, match="Make room"):
                chronicle.flush()
            assert read(path) == story(1)
        _leave_room_for(chronicle, 1000)
        chronicle.flush()
        assert read(path) == story(50)


def test_a_story_ended_by_a_full_disk_keeps_what_was_flushed(tmp_path: Path) -> None:
    path = tmp_path / "lee.kizuna"
    with pytest.raises(ChronicleFull), SqliteStore.create(path) as chronicle:
        chronicle.append(moment(0))
        chronicle.flush()
        _leave_room_for(chronicle, 2)
        chronicle.append(story(50)[6:])
    assert read(path) == story(1)


def test_a_disk_too_full_to_begin_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "SCHEMA", "PRAGMA max_page_count = 2;" + sqlite.SCHEMA)
    with pytest.raises(ChronicleFull):
        SqliteStore.create(tmp_path / "lee.kizuna")
    assert names_in(tmp_path) == []


def test_the_systems_own_word_for_a_full_disk_is_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(ChronicleFull):
        SqliteStore.create(tmp_path / "lee.kizuna")


def test_of_two_writers_the_second_is_told(tmp_path: Path) -> None:
    path = tmp_path / "lee.kizuna"
    first, second = SqliteStore.create(path), SqliteStore.open(path)
    first.append(moment(0))
    second.append(moment(1))
    first.flush()
    with pytest.raises(ChronicleBusy, match="since it was opened"):
        second.flush()
    with pytest.raises(ChronicleBusy):
        second.close()
    first.append(moment(1))
    first.close()
    assert read(path) == story(2)
    assert names_in(tmp_path) == ["lee.kizuna"]


def test_a_flush_that_met_another_may_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE_SECONDS", 0.0)
    path = tmp_path / "lee.kizuna"
    with SqliteStore.create(path) as chronicle:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        chronicle.append(moment(0))
        with pytest.raises(ChronicleBusy, match="writing in it"):
            chronicle.flush()
        other.close()
        chronicle.flush()
    assert read(path) == story(1)


@pytest.mark.parametrize("kind", [*ChronicleError.__subclasses__(), ChronicleError])
def test_every_trouble_is_told_whole_and_travels_between_processes(
    kind: type[ChronicleError],
) -> None:
    trouble = kind(Path("lee.kizuna"), "something befell it")
    assert str(trouble) == f"lee.kizuna: something befell it. {kind.way_out}"
    assert kind.way_out.endswith(".")
    again = pickle.loads(pickle.dumps(trouble))
    assert (type(again), str(again)) == (kind, str(trouble))


def test_a_missing_event_is_a_failed_look_up(tmp_path: Path) -> None:
    with SqliteStore.create(tmp_path / "lee.kizuna") as chronicle, pytest.raises(LookupError):
        chronicle.event(0)
    assert issubclass(EventMissing, ChronicleError)


# Speed


def test_ten_thousand_events_a_second_are_kept(tmp_path: Path) -> None:
    moments = [moment(number) for number in range(1500)]
    rates = [_events_per_second(tmp_path / f"{turn}.kizuna", moments) for turn in range(3)]
    assert max(rates) > 10_000


def _events_per_second(path: Path, moments: list[list[Event]]) -> float:
    with SqliteStore.create(path) as chronicle:
        began = time.perf_counter()
        for number, events in enumerate(moments, 1):
            chronicle.append(events)
            if number % 50 == 0:
                chronicle.flush()
        return 6 * len(moments) / (time.perf_counter() - began)
