"""The exchange form: what is written, what comes back, and what is said of other lines."""

from __future__ import annotations

import errno
import io
import json

import pytest

from kizuna.chronicle import (
    FORMAT,
    ChronicleDamaged,
    ChronicleForeign,
    ChronicleFull,
    ChronicleRefused,
    ChronicleTooNew,
)
from kizuna.chronicle.lines import read_lines, write_lines
from kizuna.event import Cause, Event, address

GREETING = Event(address(60, 0), "Said", {"actor": "lee"}, "yard", {"words": "やあ\u2028\n"})
ANSWER = Event(
    address(61, 0), "Said", {"actor": "gaara"}, causes=(Cause("perceived", GREETING.seq),)
)


def written(*events: Event, **facts: str) -> str:
    stream = io.StringIO()
    write_lines(events, stream, facts)
    return stream.getvalue()


def read(text: str) -> list[Event]:
    return list(read_lines(io.StringIO(text)))


def test_a_greeting_and_an_answer_as_lines() -> None:
    assert written(GREETING, ANSWER, seed="7", cast="two") == (
        '{"kizuna":1,"cast":"two","seed":"7"}\n'
        '{"data":{"words":"やあ\u2028\\n"},"kind":"Said","place":"yard",'
        '"roles":{"actor":"lee"},"seq":62914560}\n'
        '{"causes":[["perceived",62914560]],"kind":"Said","roles":{"actor":"gaara"},"seq":63963136}\n'
    )


def test_lines_come_back_as_events_and_facts() -> None:
    lines = read_lines(io.StringIO(written(GREETING, ANSWER, seed="7")))
    assert lines.facts == {"seed": "7"}
    assert list(lines) == [GREETING, ANSWER]


def test_a_story_without_events_is_a_header() -> None:
    lines = read_lines(io.StringIO(written(seed="7")))
    assert lines.facts == {"seed": "7"}
    assert list(lines) == []


def test_events_are_read_one_at_a_time() -> None:
    lines = read_lines(io.StringIO(written(GREETING) + "torn"))
    assert next(lines) == GREETING
    with pytest.raises(ChronicleDamaged, match="line 3"):
        next(lines)


@pytest.mark.parametrize(
    "damage",
    [
        '{"kind":"Said","seq":639',
        "",
        "[]",
        "null",
        '"Said"',
        '{"kind":"Said"}',
        '{"seq":63963136}',
        '{"kind":"Said","seq":"soon"}',
        '{"kind":"Said","seq":63963136,"causes":[["perceived"]]}',
        '{"kind":"Said","seq":63963136,"roles":"lee"}',
        '{"kind":"Said","seq":63963136,"place":5}',
        '{"kind":"Said","seq":63963136,"reasons":["tired"]}',
        "[" * 100_000,
    ],
)
def test_a_damaged_line_is_named_by_its_number(damage: str) -> None:
    with pytest.raises(ChronicleDamaged, match="line 3: "):
        read(written(GREETING) + damage + "\n")


@pytest.mark.parametrize("again", [GREETING, Event(address(59, 0), "Said")])
def test_lines_out_of_order_are_damage(again: Event) -> None:
    with pytest.raises(ChronicleDamaged, match=r"line 3.*does not come after"):
        read(written(GREETING, again))


@pytest.mark.parametrize(
    "text", ["", "\n", "Dear diary,\n", "[1]\n", '{"seq":1,"kind":"Said"}\n', '{"kizuna":true}\n']
)
def test_other_text_is_foreign(text: str) -> None:
    with pytest.raises(ChronicleForeign, match="line 1"):
        read_lines(io.StringIO(text))


def test_bytes_that_are_no_text_are_foreign_or_damage() -> None:
    picture = io.TextIOWrapper(io.BytesIO(b"\x89PNG\xff\xfe"), encoding="utf-8")
    with pytest.raises(ChronicleForeign, match="line 1"):
        read_lines(picture)
    long = "".join(written(*(Event(address(time, 0), "Said") for time in range(2000))))
    spoiled = io.TextIOWrapper(io.BytesIO(long.encode() + b"\xff\n"), encoding="utf-8")
    with pytest.raises(ChronicleDamaged, match=r"line \d+: this is not text"):
        list(read_lines(spoiled))


def test_a_later_form_is_left_to_a_later_kizuna() -> None:
    with pytest.raises(ChronicleTooNew, match=f"form {FORMAT + 1}"):
        read_lines(io.StringIO(json.dumps({"kizuna": FORMAT + 1})))


@pytest.mark.parametrize("header", [{"kizuna": 0}, {"kizuna": 1, "seed": 7}])
def test_a_header_that_cannot_be_is_damage(header: dict[str, object]) -> None:
    with pytest.raises(ChronicleDamaged, match="line 1"):
        read_lines(io.StringIO(json.dumps(header)))


def test_no_fact_may_take_the_place_of_the_mark() -> None:
    stream = io.StringIO()
    with pytest.raises(ChronicleRefused, match="kizuna"):
        write_lines([GREETING], stream, {"kizuna": "2"})
    assert stream.getvalue() == ""


class Disk:
    """A disk with room for so many lines, and then this trouble."""

    def __init__(self, lines: int, trouble: int) -> None:
        self.lines, self.trouble = lines, trouble

    def write(self, text: str) -> None:
        self.lines -= 1
        if self.lines < 0:
            raise OSError(self.trouble, "trouble")


def test_a_full_disk_is_told_as_such_and_other_trouble_as_it_is() -> None:
    write_lines([GREETING], Disk(2, errno.ENOSPC))
    with pytest.raises(ChronicleFull, match="disk is full"):
        write_lines([GREETING], Disk(1, errno.ENOSPC))
    with pytest.raises(OSError, match="trouble"):
        write_lines([GREETING], Disk(1, errno.EPIPE))
