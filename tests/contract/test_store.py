"""What every store promises, told once and asked of each of them.

Each keeper below is a way to begin a chronicle and a way to come back to it later: the one in
memory is simply still there, the one in a file is closed and opened again.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.chronicle import BranchMissing, ChronicleRefused, EventMissing, MemoryStore, Store
from kizuna.chronicle.lines import read_lines, write_lines
from kizuna.chronicle.sqlite import SqliteStore
from kizuna.event import DEEDS_LANE, Cause, Event, address, to_json

NOON = 12 * 3600


@dataclass(frozen=True)
class Keeper:
    begin: Callable[[Path], Store]
    come_back: Callable[[Store, Path], Store]


def _reopened(store: Store, path: Path) -> Store:
    store.close()
    return SqliteStore.open(path)


KEEPERS = {
    "memory": Keeper(lambda path: MemoryStore(), lambda store, path: store),
    "sqlite": Keeper(SqliteStore.create, lambda store, path: store),
    "sqlite, reopened": Keeper(SqliteStore.create, _reopened),
}


@dataclass
class Told:
    """A chronicle being told by one keeper; `later` is the same chronicle, come back to."""

    store: Store
    path: Path
    keeper: Keeper

    def later(self) -> Store:
        self.store = self.keeper.come_back(self.store, self.path)
        return self.store


@pytest.fixture(params=KEEPERS)
def told(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Told]:
    keeper, path = KEEPERS[request.param], tmp_path / "lee.kizuna"
    told = Told(keeper.begin(path), path, keeper)
    yield told
    told.store.close()


def said(time: int, place: int = 0, **data: object) -> Event:
    return Event(address(time, place), "Said", {"actor": "lee", "target": "gaara"}, "yard", data)


QUARREL = [
    Event(address(-3600, 0), "PersonGiven", {"person": "lee"}, data={"age": 19}),
    said(NOON, 0, words="you were late"),
    said(NOON, 1, words="I was not"),
    Event(address(NOON, DEEDS_LANE + 4), "RainBegan", place="yard"),
    Event(
        address(NOON + 60, 0),
        "Left",
        {"actor": "lee"},
        "yard",
        {"toward": "hall", "haste": 0.7},
        (Cause("perceived", address(NOON, 1)), Cause("motivated", address(NOON, 0))),
        {"chosen": ["leave", 0.71], "held back": None, "strain": {"head": 1, "heart": 1.0}},
    ),
]


def test_a_new_chronicle_is_empty(told: Told) -> None:
    chronicle = told.later()
    assert chronicle.count() == 0
    assert chronicle.last() is None
    assert list(chronicle.events()) == []
    assert list(chronicle.events(since=-5, until=5)) == []
    assert chronicle.facts() == {}
    assert chronicle.fingerprints() == {}
    assert chronicle.latest_snapshot(NOON) is None


def test_a_quarrel_is_kept_word_for_word(told: Told) -> None:
    told.store.append(QUARREL[:1])
    told.store.append(QUARREL[1:4])
    told.store.append(QUARREL[4:])
    chronicle = told.later()
    assert list(chronicle.events()) == QUARREL
    assert [list(event.data) for event in chronicle.events()] == [list(e.data) for e in QUARREL]
    assert chronicle.count() == 5
    assert chronicle.last() == QUARREL[-1]


def test_reading_sees_what_was_only_just_written(told: Told) -> None:
    told.store.append(QUARREL[:2])
    assert list(told.store.events()) == QUARREL[:2]
    told.store.append(QUARREL[2:])
    assert told.store.last() == QUARREL[-1]
    assert told.store.event(QUARREL[2].seq) == QUARREL[2]
    assert told.store.count() == 5


def test_an_event_is_found_by_its_address(told: Told) -> None:
    told.store.append(QUARREL)
    chronicle = told.later()
    assert [chronicle.event(event.seq) for event in QUARREL] == QUARREL


@pytest.mark.parametrize("seq", [address(NOON, 2), address(-7200, 0), 10**30, -(10**30)])
def test_an_address_nobody_has_is_told_as_such(told: Told, seq: int) -> None:
    told.store.append(QUARREL)
    with pytest.raises(EventMissing, match=str(seq)):
        told.later().event(seq)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, address(NOON, 1), QUARREL[:2]),
        (address(NOON, 1), None, QUARREL[2:]),
        (address(NOON, 0), address(NOON + 1, 0), QUARREL[1:4]),
        (address(NOON, 1), address(NOON, 1), []),
        (address(NOON + 60, 0), address(NOON, 0), []),
        (address(NOON + 61, 0), None, []),
        (-(10**30), 10**30, QUARREL),
    ],
)
def test_a_stretch_begins_at_since_and_ends_before_until(
    told: Told, since: int | None, until: int | None, expected: list[Event]
) -> None:
    told.store.append(QUARREL)
    assert list(told.later().events(since, until)) == expected


def test_a_long_story_is_read_in_order(told: Told) -> None:
    story = [said(60 * number, words=str(number)) for number in range(1300)]
    for moment in story:
        told.store.append([moment])
    chronicle = told.later()
    assert list(chronicle.events()) == story
    assert list(chronicle.events(story[600].seq, story[1200].seq)) == story[600:1200]


def test_reading_gives_the_events_as_they_were_when_it_began(told: Told) -> None:
    told.store.append(QUARREL[:2])
    reading = told.store.events()
    told.store.append(QUARREL[2:])
    assert list(reading) == QUARREL[:2]


@pytest.mark.parametrize("late", [address(NOON, 1), address(NOON, 0), address(-NOON, 0)])
def test_the_past_is_not_filled_in(told: Told, late: int) -> None:
    told.store.append(QUARREL[:3])
    chronicle = told.later()
    with pytest.raises(ChronicleRefused, match="does not come after"):
        chronicle.append([Event(late, "Said")])
    assert list(chronicle.events()) == QUARREL[:3]


def test_a_moment_is_taken_whole_or_not_at_all(told: Told) -> None:
    told.store.append(QUARREL[:1])
    with pytest.raises(ChronicleRefused):
        told.store.append([QUARREL[1], QUARREL[3], QUARREL[2]])
    assert list(told.later().events()) == QUARREL[:1]


def test_after_a_refusal_the_story_goes_on(told: Told) -> None:
    with pytest.raises(ChronicleRefused):
        told.store.append([QUARREL[1], QUARREL[1]])
    told.store.append([])
    told.store.append(QUARREL)
    assert list(told.later().events()) == QUARREL


@pytest.mark.parametrize("seq", [1 << 62, -(1 << 62), 10**30])
def test_what_lies_too_far_in_time_is_refused(told: Told, seq: int) -> None:
    with pytest.raises(ChronicleRefused, match="too far"):
        told.store.append([Event(seq, "Said")])
    with pytest.raises(ChronicleRefused, match="too far"):
        told.store.append(sorted([Event(seq, "Said"), said(NOON)], key=lambda event: event.seq))
    with pytest.raises(ChronicleRefused, match="too far"):
        told.store.save_snapshot(seq, b"")
    with pytest.raises(ChronicleRefused, match="too far"):
        told.store.record_fingerprint(seq, "00")
    assert told.later().last() is None


def test_facts_are_kept_and_can_be_put_right(told: Told) -> None:
    told.store.set_facts({"world": "precious_person", "seed": "7", "text": "people:\n  lee: {}\n"})
    told.store.set_facts({"seed": "8", "title": "絆"})
    assert told.later().facts() == {
        "world": "precious_person",
        "seed": "8",
        "text": "people:\n  lee: {}\n",
        "title": "絆",
    }


def test_fingerprints_come_back_in_order_of_time(told: Told) -> None:
    for time, fingerprint in [(NOON, "a0"), (-60, "b1"), (0, "c2"), (NOON, "d3")]:
        told.store.record_fingerprint(time, fingerprint)
    assert list(told.later().fingerprints().items()) == [(-60, "b1"), (0, "c2"), (NOON, "d3")]


def test_the_snapshot_wanted_is_the_latest_at_or_before(told: Told) -> None:
    for time, blob in [(600, b"\0ten"), (60, b"one"), (1200, b""), (60, b"one, again")]:
        told.store.save_snapshot(time, blob)
    chronicle = told.later()
    assert chronicle.latest_snapshot(59) is None
    assert chronicle.latest_snapshot(60) == (60, b"one, again")
    assert chronicle.latest_snapshot(1199) == (600, b"\0ten")
    assert chronicle.latest_snapshot(10**30) == (1200, b"")


def test_a_chronicle_is_closed_on_the_way_out_and_may_be_closed_twice(told: Told) -> None:
    with told.store as chronicle:
        chronicle.append(QUARREL)
    told.store.close()
    told.store.close()


plain_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
mappings = st.dictionaries(st.text(), plain_json, max_size=4)
seqs = st.integers(min_value=-(1 << 61), max_value=1 << 61)
happenings = st.builds(
    Event,
    seq=seqs,
    kind=st.text(min_size=1),
    roles=st.dictionaries(st.text(), st.text(), max_size=3),
    place=st.none() | st.text(),
    data=mappings,
    causes=st.lists(st.builds(Cause, st.text(), seqs), max_size=3).map(tuple),
    reasons=st.none() | mappings,
)
stories = st.lists(happenings, max_size=5, unique_by=lambda event: event.seq).map(
    lambda events: sorted(events, key=lambda event: event.seq)
)


@given(story=stories, facts=st.dictionaries(st.text().filter("kizuna".__ne__), st.text()))
@settings(max_examples=60, deadline=None)
def test_from_memory_to_lines_to_a_file_a_story_stays_the_same(
    story: list[Event], facts: dict[str, str]
) -> None:
    remembered, stream = MemoryStore(), io.StringIO()
    remembered.append(story)
    remembered.set_facts(facts)
    write_lines(remembered.events(), stream, remembered.facts())
    lines = read_lines(io.StringIO(stream.getvalue()))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "story.kizuna"
        with SqliteStore.create(path) as chronicle:
            chronicle.append(list(lines))
            chronicle.set_facts(lines.facts)
        with closing(SqliteStore.open(path, read_only=True)) as chronicle:
            kept = list(chronicle.events())
            assert kept == story
            assert [to_json(event) for event in kept] == [to_json(event) for event in story]
            assert chronicle.facts() == facts


# Branches. ------------------------------------------------------------------------------------

SUPPER = said(NOON + 30, words="let us eat")
FED = said(NOON + 90, words="are you fed")


def test_a_chronicle_begins_with_one_branch(told: Told) -> None:
    told.store.append(QUARREL)
    (main,) = told.later().branches()
    assert main == (0, None, None, {}, len(QUARREL), QUARREL[-1].seq)


def test_a_branch_has_its_parents_past_and_a_future_of_its_own(told: Told) -> None:
    told.store.append(QUARREL)
    number = told.store.fork(QUARREL[-1].seq, {"without": ["the parting"]})
    with told.later().on(number) as branch:
        assert branch.branch == number
        assert list(branch.events()) == QUARREL[:-1]
        assert branch.count() == len(QUARREL) - 1
        branch.append([SUPPER])
        branch.flush()
        assert list(branch.events()) == [*QUARREL[:-1], SUPPER]
        assert branch.last() == SUPPER
        assert branch.event(QUARREL[1].seq) == QUARREL[1]
        with pytest.raises(EventMissing):
            branch.event(QUARREL[-1].seq)
        with pytest.raises(ChronicleRefused, match="the past is written"):
            branch.append([QUARREL[2]])
    assert list(told.later().events()) == QUARREL
    forked = told.store.branches()[number]
    assert forked == (number, 0, QUARREL[-1].seq, {"without": ["the parting"]}, 1, SUPPER.seq)


def test_a_branch_of_a_branch_reads_through_both(told: Told) -> None:
    told.store.append(QUARREL)
    first = told.store.fork(QUARREL[-1].seq, {})
    with told.later().on(first) as one:
        one.append([SUPPER, FED])
        late = one.fork(FED.seq, {"n": 1})
        early = one.fork(QUARREL[2].seq, {"n": 2})
    with told.later().on(late) as other:
        assert list(other.events()) == [*QUARREL[:-1], SUPPER]
        assert list(other.events(since=QUARREL[3].seq)) == [QUARREL[3], SUPPER]
        assert list(other.events(until=QUARREL[3].seq)) == QUARREL[:3]
    with told.store.on(early) as other:
        assert list(other.events()) == QUARREL[:2]
        assert other.last() == QUARREL[1]
    assert [each.parent for each in told.store.branches()] == [None, first - 1, first, first]


def test_what_the_parent_lives_later_is_not_the_branchs(told: Told) -> None:
    told.store.append(QUARREL[:4])
    number = told.store.fork(address(NOON + 3600, 0), {})
    told.store.append(QUARREL[4:])
    with told.later().on(number) as branch:
        assert list(branch.events()) == QUARREL[:4]


def test_fingerprints_and_snapshots_before_the_fork_are_the_branchs_too(told: Told) -> None:
    told.store.append(QUARREL)
    for time in (NOON, NOON + 60):
        told.store.record_fingerprint(time, f"{time:x}")
        told.store.save_snapshot(time, bytes([time % 251]))
    number = told.store.fork(address(NOON + 60, 0), {})
    with told.later().on(number) as branch:
        assert branch.fingerprints() == {NOON: f"{NOON:x}"}
        assert branch.latest_snapshot(NOON + 3600) == (NOON, bytes([NOON % 251]))
        branch.save_snapshot(NOON + 90, b"own")
        branch.record_fingerprint(NOON + 90, "0f")
        branch.flush()
        assert branch.latest_snapshot(NOON + 3600) == (NOON + 90, b"own")
        assert branch.fingerprints() == {NOON: f"{NOON:x}", NOON + 90: "0f"}
    assert told.later().latest_snapshot(NOON + 3600) == (NOON + 60, bytes([(NOON + 60) % 251]))


def test_a_branch_nobody_made_is_told_as_such(told: Told) -> None:
    with pytest.raises(BranchMissing, match="no branch 3"):
        told.store.on(3)


def test_a_change_that_json_cannot_say_makes_no_branch(tmp_path: Path) -> None:
    with SqliteStore.create(tmp_path / "a.kizuna") as store:
        with pytest.raises(ChronicleRefused, match="a change holds"):
            store.fork(0, {"x": {1, 2}})
        assert len(store.branches()) == 1
