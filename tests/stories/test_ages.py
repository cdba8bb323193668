"""Romance is between adults, and four locks see to it: reading a world, weighing what could be
done, evolving an event, opening a chronicle again."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kizuna
from kizuna.chronicle import MemoryStore
from kizuna.chronicle.lines import read_lines, write_lines
from kizuna.chronicle.sqlite import SqliteStore
from kizuna.event import Event, address
from kizuna.mind.bind import pair
from kizuna.mind.want import Found
from kizuna.problems import WorldMistaken
from kizuna.run import Story
from kizuna.state.whole import ADULT_AGE, EVOLVES, ContentRefused, Whole, evolve, fingerprint
from kizuna.world.rules import World

PAIR = """
world: small
starts: day 1 10:00
places: {{hall: {{name: the hall}}}}
people:
  ino: {{name: Ino, age: {ino}, at: hall}}
  sai: {{name: Sai, age: {sai}, at: hall}}
"""
KISS = """
bonds: {ino -> sai: {affection: 0.9}, sai -> ino: {affection: 0.9}}
practices:
  peck:
    peculiar to: this test
    with: person
    romance: true
    heart: {fond: 3}
    consent: {fond: 3}
    takes: 5 s
    line: ["{actor} kisses {target}."]
"""
AGES = st.integers(0, 60)
MINOR = st.integers(0, ADULT_AGE - 1)
ROMANTIC = st.one_of(
    st.just({"romance": True}),
    st.floats(0, 1, exclude_min=True).map(lambda drawn: {"attraction": drawn}),
    st.just({"romance": True, "attraction": 0.4}),
)
LATER = kizuna.parse_moment("day 1 10:05")


def written(text: str) -> World:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.yaml"
        path.write_text(text, encoding="utf-8")
        return kizuna.load(path)


@cache
def kissing() -> World:
    return written(PAIR.format(ino=30, sai=30) + KISS)


def aged(ino: int, sai: int) -> World:
    """The kissing world with people of these ages, as if `load` had let it through."""
    ages = {"ino": ino, "sai": sai}

    def with_age(event: Event) -> Event:
        if event.kind != "PersonEntered":
            return event
        return replace(event, data={**event.data, "age": ages[event.roles["who"]]})

    return replace(kissing(), opening=tuple(map(with_age, kissing().opening)))


def begun(ino: int, sai: int) -> Story:
    return kizuna.begin(aged(ino, sai), seed=5)


# Reading. -------------------------------------------------------------------------------------


@settings(max_examples=12, deadline=None)
@given(AGES, AGES, st.booleans())
def test_a_world_with_attraction_is_for_adults(ino: int, sai: int, back: bool) -> None:
    bond = "sai -> ino" if back else "ino -> sai"
    text = PAIR.format(ino=ino, sai=sai) + f"bonds: {{{bond}: {{attraction: 0.3}}}}\n"
    if min(ino, sai) >= ADULT_AGE:
        assert written(text).name == "small"
    else:
        with pytest.raises(WorldMistaken) as told:
            written(text)
        assert {each.name for each in told.value.problems} == {"romance-with-minor"}


def test_a_past_kiss_is_for_adults() -> None:
    past = 'backstory: [{at: 1 d before, practice: peck, actor: ino, target: sai, words: "They kissed"}]\n'
    assert written(PAIR.format(ino=20, sai=30) + past + KISS)
    with pytest.raises(WorldMistaken, match="romance-with-minor"):
        written(PAIR.format(ino=17, sai=30) + past + KISS)
    with pytest.raises(WorldMistaken, match="romance-with-minor"):
        written(PAIR.format(ino=18, sai=30) + past + KISS)  # 18 now was perhaps 17 yesterday


# Weighing. ------------------------------------------------------------------------------------


def offered(story: Story) -> set[str]:
    """Who is offered a peck to give, by the generated scores."""
    moment = story._look(story._moment(story.whole.now))
    found: dict[str, list[Found]] = {"ino": [], "sai": []}
    for one, other in (("ino", "sai"), ("sai", "ino")):
        i, j = story.whole.person(one), story.whole.person(other)
        moment.weighing.free["here"]([pair(moment, i, j)], found[one].append)
    romantic = {each.index for each in moment.world.practices if each.romance}
    assert romantic and found["ino"] and found["sai"]
    return {id_ for id_, rows in found.items() if romantic & {index for _, index, *_ in rows}}


@settings(max_examples=60, deadline=None)
@given(AGES, AGES)
def test_romance_is_offered_to_two_adults_and_nobody_else(ino: int, sai: int) -> None:
    story = begun(ino, sai)
    both = min(ino, sai) >= ADULT_AGE
    assert offered(story) == ({"ino", "sai"} if both else set())
    moment = story._moment(story.whole.now)
    one, other = story.whole.person("ino"), story.whole.person("sai")
    possible = moment.weighing.parts["peck"].possible
    assert bool(possible(i=one, j=other, ij=moment.bond(one, other))) == both


@settings(max_examples=15, deadline=None)
@given(MINOR, AGES, st.booleans())
def test_no_story_of_a_minor_has_romance(young: int, other: int, first: bool) -> None:
    story = begun(*((young, other) if first else (other, young))).advance(LATER)
    assert not any(event.data.get("romance") for event in story.chronicle())
    told = "".join(map(repr, story.chronicle()))
    assert "peck" not in told  # nor is it among what was weighed or held back


def test_two_adults_may_kiss_and_both_agree() -> None:
    story = begun(18, 18).advance(LATER)
    kisses = [event for event in story.chronicle() if event.data.get("romance")]
    assert kisses
    assert all("consent" in (event.reasons or {}) and event.data["accepted"] for event in kisses)


# Evolving. ------------------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(sorted(EVOLVES)),
    ROMANTIC,
    st.sampled_from(["who", "actor", "target", "about", "from", "toward", "by", "to", "witness"]),
    MINOR,
)
def test_whatever_is_romance_and_names_a_minor_is_refused(
    kind: str, data: dict[str, object], role: str, age: int
) -> None:
    whole = begun(age, 40).whole
    before = fingerprint(whole), whole.digest, whole.now
    roles = {"actor": "sai", role: "ino"}
    harmless = Event(address(whole.now + 5, 0), "Followed", {"actor": "sai"})
    refused = Event(address(whole.now + 5, 1), kind, roles, data=data)
    with pytest.raises(ContentRefused, match="not an adult"):
        evolve(whole, (harmless, refused))
    assert (fingerprint(whole), whole.digest, whole.now) == before


@given(ROMANTIC)
@settings(max_examples=10, deadline=None)
def test_between_adults_it_is_let_through(data: dict[str, object]) -> None:
    story = begun(18, 40)
    event = Event(
        address(story.whole.now, 1), "BondGiven", {"from": "ino", "toward": "sai"}, data=data
    )
    before = story.whole.digest
    evolve(story.whole, (event,))
    assert story.whole.digest != before


def test_who_enters_in_the_same_breath_has_an_age_too() -> None:
    opening = aged(15, 40).opening
    end = max(event.seq for event in opening)
    bond = Event(end + 1, "BondGiven", {"from": "sai", "toward": "ino"}, data={"attraction": 0.5})
    with pytest.raises(ContentRefused):
        evolve(Whole(), (*opening, bond))


# Opening again. -------------------------------------------------------------------------------


def tampered(story: Story) -> Event:
    data = {"practice": "peck", "takes": 5, "again": 60, "witnesses": [], "romance": True}
    seq = address(story.whole.now + 60, 0)
    return Event(seq, "Did", {"actor": "sai", "target": "ino"}, "hall", data)


def from_memory(story: Story, folder: Path) -> Story:
    store = MemoryStore()
    store.append((*story.chronicle(), tampered(story)))
    return kizuna.replay(story.world, store)


def from_sqlite(story: Story, folder: Path) -> Story:
    path = story.save(folder / "a.kizuna")
    with SqliteStore.open(path) as store:
        store.append((tampered(story),))
    return kizuna.open_story(path, story.world)


def from_lines(story: Story, folder: Path) -> Story:
    out = io.StringIO()
    write_lines((*story.chronicle(), tampered(story)), out)
    store = MemoryStore()
    store.append(tuple(read_lines(io.StringIO(out.getvalue()))))
    return kizuna.replay(story.world, store)


@pytest.mark.parametrize("again", [from_memory, from_sqlite, from_lines])
def test_a_chronicle_with_romance_of_a_minor_is_refused(
    again: Callable[[Story, Path], Story], tmp_path: Path
) -> None:
    with pytest.raises(ContentRefused, match="ino is not an adult"):
        again(begun(17, 40), tmp_path)
    (tmp_path / "adult").mkdir()
    assert again(begun(18, 40), tmp_path / "adult").whole.people.count == 2
