"""A town and a scene are the same story: what many people want all at once is what each of them
would want if asked alone, to the last bit, with the same ties, chance, reasons and causes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.event import Event, address
from kizuna.mind import bind, crowd
from kizuna.mind.act import act
from kizuna.mind.crowd.reasons import rounded as rounded_column
from kizuna.mind.crowd.runs import Runs, places_in_run, stable_order
from kizuna.mind.habit import errand_says, on_the_mind, swing, talked_out, weighs
from kizuna.mind.moment import Moment, Proposal
from kizuna.mind.reasons import rounded
from kizuna.mind.restrain import is_at_odds, restrain
from kizuna.mind.topics import bind_topics
from kizuna.mind.want import want
from kizuna.run import Story, begin
from kizuna.state.table import NONE
from kizuna.state.whole import ADULT_AGE, evolve
from kizuna.world.afternoon import afternoon
from kizuna.world.rules import World
from kizuna.world.scores import WORKED_OUT, compile_scores
from kizuna.world.shape import PracticeShape
from kizuna.world.town import settle, town

ALONE, TOGETHER = 10**9, 1
"""Numbers of people from which they are taken all at once."""


def lived_in(world: World, seed: int) -> Story:
    """A town in which everybody has just had an afternoon."""
    story = begin(world, seed)
    evolve(story.whole, afternoon(world, seed))
    story.whole.now = world.starts
    return story


def moment_of(story: Story) -> Moment:
    """A moment at which everybody who is awake decides."""
    moment, people = story._moment(story.whole.now), story.whole.people
    moment.due = tuple(row for row in range(people.count) if people.is_awake(row))
    moment.still.take(moment.now, np.array(moment.due, np.intp))
    moment.weighing.refresh()
    return moment


def decided(story: Story, from_: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """All that comes of wanting, restraining and choosing, in one of the two forms."""
    with monkeypatch.context() as patched:
        patched.setattr(crowd, "A_CROWD", from_)
        moment = want(moment_of(story))
        is_crowd = len(moment.due) >= from_ and bool(moment.world.practices)
        assert isinstance(moment.proposals, crowd.Wanted) == is_crowd
        proposals = {who: [plain(each) for each in moment.proposals[who]] for who in moment.due}
        urges = {who: [plain(each) for each in moment.urges[who]] for who in moment.urges}
        act(restrain(moment))
    return {
        "proposals": proposals,
        "urges": urges,
        "outbursts": {who: each.urge for who, each in moment.outbursts.items()},
        "choices": {
            who: (plain(each.proposal), each.voice, dict(each.reasons), each.causes)
            for who, each in moment.choices.items()
        },
        "drafted": moment.drafted,
    }


def plain(proposal: Proposal) -> tuple[object, ...]:
    """A proposal without the rows of columns that each form numbers in its own way."""
    binding = proposal.binding
    rows = (binding.i, binding.j, binding.ij, binding.k, binding.ik)
    meant = (proposal.target, proposal.about, binding.topic, binding.t == NONE, binding.b == NONE)
    voices = (proposal.head, proposal.heart, proposal.resident, proposal.habit)
    return (proposal.practice.name, *rows, *meant, *map(float.hex, map(float, voices)))


def assert_the_same_in_both_forms(story: Story, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    alone = decided(story, ALONE, monkeypatch)
    together = decided(story, TOGETHER, monkeypatch)
    for part, found in alone.items():
        assert together[part] == found, part
    return alone


# Towns. ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seed", "size"), [(1, 1), (2, 2), (3, 7), (4, 60), (5, 90)])
def test_a_town_decides_as_each_of_its_people_would(
    seed: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = lived_in(settle(town(seed, size, hosting=0.5)), seed)
    decisions = assert_the_same_in_both_forms(story, monkeypatch)
    assert len(decisions["choices"]) == len(decisions["proposals"]) == size


def test_what_a_crowd_keeps_of_beliefs_changes_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    story = lived_in(settle(town(11, 90, hosting=1.0)), 11)
    before = assert_the_same_in_both_forms(story, monkeypatch)
    beliefs = story.whole.beliefs
    for who in range(0, story.whole.people.count, 2):
        for belief in list(beliefs.of[who].values())[::3]:
            beliefs.hold(who, replace(belief, odds=-belief.odds, weight=1.0, soreness=1.0))
    after = assert_the_same_in_both_forms(story, monkeypatch)
    assert after["proposals"] != before["proposals"]


def test_a_busy_afternoon_leaves_nothing_untried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison is worth something: every kind of binding and habit came up in it."""
    story = lived_in(settle(town(11, 150, hosting=1.0)), 11)
    let_go(story, story.whole.people.ids[::3])
    decisions = assert_the_same_in_both_forms(story, monkeypatch)
    moment = moment_of(story)
    world, people = story.world, story.whole.people
    wanted = {name for best in decisions["proposals"].values() for name, *_ in best}
    kinds = {world.practice[name].with_ for name in wanted}
    assert kinds == {"alone", "person", "absent", "person about person", "person topic"}
    assert any(world.practice[name].answers for name in wanted)
    assert any(people.errand[who] is not None for who in moment.due)
    assert {"Leaked", "ShutOut", "BrokeOut"} <= {event.kind for event in decisions["drafted"]}
    assert decisions["outbursts"]


def let_go(story: Story, ids: list[str]) -> None:
    """These people have no self-control left."""
    now = story.whole.now
    spent = {"levels": {"self_control": 0.0}}
    events = [
        Event(address(now, row), "EnergyChanged", {"who": id_}, data=spent)
        for row, id_ in enumerate(ids)
    ]
    evolve(story.whole, events)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 40))
def test_any_town_decides_the_same_in_both_forms(seed: int, size: int) -> None:
    story = lived_in(settle(town(seed, size, hosting=0.3)), seed)
    with pytest.MonkeyPatch.context() as monkeypatch:
        assert_the_same_in_both_forms(story, monkeypatch)


def test_a_town_that_has_lived_a_while_decides_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    story = begin(settle(town(8, 40, hosting=0.5)), 8)
    story.advance(story.world.starts + 20 * 60)
    assert_the_same_in_both_forms(story, monkeypatch)


def test_a_whole_story_is_the_same_in_both_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    world, told = settle(town(21, 30, hosting=0.5)), []
    for from_ in (ALONE, TOGETHER):
        monkeypatch.setattr(crowd, "A_CROWD", from_)
        story = begin(world, 21)
        told.append((list(story.advance(world.starts + 300).chronicle()), story.fingerprint()))
    assert told[0] == told[1]
    assert any(event.kind == "Did" for event in told[0][0])


def test_nobody_wants_nothing() -> None:
    story = begin(settle(town(1, 3)), 1)
    moment = story._moment(story.whole.now)
    proposals, urges = crowd.want_all(moment, [])
    assert list(proposals) == list(urges) == []


# Ties, and nothing at all. --------------------------------------------------------------------


def with_practices(practices: dict[str, dict[str, Any]], size: int = 30) -> World:
    """A town whose people can do these things and no others."""
    shape = town(3, size)
    shapes = {name: PracticeShape.model_validate(each) for name, each in practices.items()}
    return replace_practices(settle(shape), settle(shape.model_copy(update={"practices": shapes})))


def replace_practices(common: World, own: World) -> World:
    """`own` without the practices of the commons."""
    names = [each.name for each in own.practices if each.name not in common.practice]
    kept = tuple(replace(own.practice[name], index=row) for row, name in enumerate(names))
    by_name = {each.name: each for each in kept}
    return replace(own, practices=kept, practice=by_name, scores=compile_scores(kept))


EVEN = {"with": "person", "head": {"even": 0.25}, "line": ["{actor} does."]}
ALL_EVEN: list[dict[str, dict[str, Any]]] = [
    {
        "one": EVEN,
        "two": EVEN,
        "three": EVEN | {"with": "alone"},
        "four": EVEN | {"reach": "far", "target state": "any"},
        "five": EVEN | {"with": "alone"},
    },
    {"six": EVEN | {"with": "person topic"}, "seven": EVEN | {"with": "absent"}},
    {"eight": EVEN | {"with": "person about person"}},
    {
        "nine": EVEN | {"with": "person about person", "reach": "far", "target state": "any"},
        "ten": EVEN | {"with": "person topic"},
    },
]


@pytest.mark.parametrize("practices", ALL_EVEN)
def test_what_weighs_the_same_stands_in_the_same_order(
    practices: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    story = lived_in(with_practices(practices, 60), 3)
    decisions = assert_the_same_in_both_forms(story, monkeypatch)
    proposals = [each for best in decisions["proposals"].values() for each in best]
    assert {name for name, *_ in proposals} == set(practices)
    moment = want(moment_of(story))
    everything = [each for who in moment.due for each in moment.proposals[who]]
    assert all(each.target != each.about or each.about == NONE for each in everything)


def test_somebody_who_can_do_nothing_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    only_the_old = {
        "with": "alone",
        "when": "actor.age > 50",
        "head": {"sits": 0.2},
        "line": ["Sits."],
    }
    story = begin(with_practices({"sit": only_the_old}), 3)
    decisions = assert_the_same_in_both_forms(story, monkeypatch)
    ages = story.whole.people.numbers["age"]
    assert decisions["urges"].keys() == decisions["choices"].keys()
    assert set(decisions["choices"]) == set(np.flatnonzero(ages > 50).tolist())
    assert 0 < len(decisions["choices"]) < len(decisions["proposals"])


def test_a_town_without_practices_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    decisions = assert_the_same_in_both_forms(begin(with_practices({}), 3), monkeypatch)
    assert decisions["choices"] == {}
    assert set(map(len, decisions["proposals"].values())) == {0}


# Ages. ----------------------------------------------------------------------------------------

KISS = {
    "with": "person", "romance": True, "heart": {"fond": 3}, "consent": {"fond": 3},
    "line": ["{actor} kisses {target}."],
}  # fmt: skip


def test_a_crowd_offers_romance_to_two_adults_and_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = with_practices(
        {"peck": KISS, "stand_about": {"with": "alone", "head": {"even": 0.1}, "line": ["W."]}}, 90
    )
    monkeypatch.setattr(crowd, "A_CROWD", TOGETHER)
    story = begin(world, 3)
    moment = want(moment_of(story))
    ages = story.whole.people.numbers["age"]
    everything = [
        each for who in moment.due for each in (*moment.proposals[who], *moment.urges[who])
    ]
    romantic = [each for each in everything if each.practice.romance]
    assert romantic
    assert all(min(ages[each.binding.i], ages[each.target]) >= ADULT_AGE for each in romantic)
    kissers = {each.binding.i for each in romantic}
    with_a_minor = {
        who
        for who in moment.due
        for ij in story.whole.bonds.known_by(who)
        if ages[who] >= ADULT_AGE > ages[story.whole.bonds.toward(ij)]
    }
    assert with_a_minor - kissers


# Rules that stand once. -----------------------------------------------------------------------

AMOUNT = st.floats(0, 2)


@given(st.lists(st.tuples(AMOUNT, AMOUNT, AMOUNT, AMOUNT, *[st.booleans()] * 4), min_size=1))
def test_habit_weighs_columns_as_it_weighs_numbers(rows: list[tuple[Any, ...]]) -> None:
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    assert weighs(*columns).tolist() == [float(weighs(*row)) for row in rows]


@given(st.lists(st.tuples(*[st.booleans()] * 5), min_size=1))
def test_an_errand_says_the_same_of_columns(rows: list[tuple[bool, ...]]) -> None:
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    said = [each.tolist() for each in errand_says(*columns)]
    assert list(zip(*said, strict=True)) == [errand_says(*row) for row in rows]


@given(st.lists(st.tuples(AMOUNT, AMOUNT, AMOUNT, st.floats(-1, 1)), min_size=1))
def test_other_rules_say_the_same_of_columns(rows: list[tuple[float, ...]]) -> None:
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    assert on_the_mind(*columns).tolist() == [on_the_mind(*row) for row in rows]
    owes = columns[3] > 0.5
    talked = [talked_out(*row[:3], row[3] > 0.5) for row in rows]
    assert talked_out(*columns[:3], owes).tolist() == talked
    assert swing(columns[0]).tolist() == [swing(row[0]) for row in rows]
    assert rounded_column(columns[3], 1000.0).tolist() == [rounded(row[3], 1000.0) for row in rows]


@given(
    st.lists(st.tuples(st.booleans(), AMOUNT, AMOUNT, st.floats(-1, 1), st.booleans()), min_size=1)
)
def test_voices_are_at_odds_alike_in_columns(rows: list[tuple[Any, ...]]) -> None:
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    assert is_at_odds(*columns).tolist() == [bool(is_at_odds(*row)) for row in rows]


# Runs. ----------------------------------------------------------------------------------------

RUNS = st.lists(st.lists(st.integers(0, 4).map(float), min_size=1, max_size=6), min_size=1)


@given(RUNS)
def test_runs_find_the_first_of_the_largest(runs: list[list[float]]) -> None:
    values = np.array([value for run in runs for value in run])
    slot = np.repeat(np.arange(len(runs)), [len(run) for run in runs])
    starts = np.cumsum([0, *map(len, runs)]).tolist()
    found = Runs(slot).first_of_most(values)
    assert found.tolist() == [
        start + run.index(max(run)) for start, run in zip(starts, runs, strict=False)
    ]
    few = Runs(slot).first_few(values, 3)
    for row, start, run in zip(few.tolist(), starts, runs, strict=False):
        ranked = sorted(range(len(run)), key=lambda place, run=run: -run[place])
        best = [start + place for place in ranked][:3]
        assert row == [*best, *[NONE] * (3 - len(best))]
    assert places_in_run(slot).tolist() == [place for run in runs for place in range(len(run))]


@given(st.lists(st.integers(0, 3), max_size=50), st.booleans())
def test_a_stable_order_leaves_equals_as_they_were(keys: list[int], are_large: bool) -> None:
    column = np.array(keys, np.intp) * (40_000 if are_large else 1)
    expected = sorted(range(len(keys)), key=column.tolist().__getitem__)
    assert stable_order(column).tolist() == expected


# The town itself. -----------------------------------------------------------------------------


def test_a_town_is_its_seed_and_its_size() -> None:
    assert town(5, 40) == town(5, 40)
    assert town(5, 40) != town(6, 40)
    with pytest.raises(ValueError, match="no town"):
        town(5, 0)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 60), st.floats(0, 1))
def test_a_town_is_sound_and_no_bond_in_it_is_romantic(
    seed: int, size: int, hosting: float
) -> None:
    shape = town(seed, size, hosting=hosting)
    assert len(shape.people) == size
    assert all(
        each.at in shape.places and each.home in shape.places for each in shape.people.values()
    )
    for spelled, bond in shape.bonds.items():
        one, other = spelled.split(" -> ")
        assert one in shape.people and other in shape.people and one != other
        assert bond.attraction == 0
    hosts = sum(each.resident is not None for each in shape.people.values())
    assert (hosts == 0) if hosting == 0 else (hosts <= size)
    story = begin(settle(shape), seed)
    ways = story.whole.places
    assert all(ways.seconds_between(0, row) is not None for row in range(len(ways.all)))


def test_everybody_hosts_somebody_when_all_shall() -> None:
    assert all(each.resident == "guest" for each in town(2, 30, hosting=1.0).people.values())


def test_an_afternoon_lies_before_its_story() -> None:
    world = settle(town(4, 30))
    events = list(afternoon(world, 4))
    assert events == list(afternoon(world, 4))
    assert events == sorted(events, key=lambda event: event.seq)
    assert all(event.time < world.starts for event in events)
    assert {"Did", "FeelingFelt", "BeliefRevised", "Noticed"} <= {event.kind for event in events}


# Topics. --------------------------------------------------------------------------------------


def test_topics_lie_between_people_alike_in_both_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fate shared, aims alike, what came from the listener, what they asked: each its column."""
    story = lived_in(settle(town(6, 12, hosting=1.0)), 6)
    one, other = two_together(story)
    sits_and_asks(story, one, other)
    moment = moment_of(story)
    here = bind.around(moment, one).here
    bound, rows = bind_topics(moment, one, here), [*moment.weighing.worked_out["topic"]]
    names = WORKED_OUT["topic"]
    told = {
        each.topic: dict(zip(names, rows[each.t], strict=True)) for each in bound if each.j == other
    }
    me, them = story.whole.people.ids[one], story.whole.people.ids[other]
    assert told[f"hosts({me}, guest)"]["is_own_fate"]
    assert told[f"hosts({me}, guest)"]["is_shared_fate"]
    assert told[f"aims({me}, see_the_sea)"]["is_own_aim"]
    assert told[f"aims({me}, see_the_sea)"]["is_like_theirs"]
    assert told[f"aims({me}, see_the_sea)"]["is_from_them"]
    assert told[f"harmed({them}, {me})"]["answers_them"]
    assert told[f"harmed({them}, {me})"]["is_blame"]
    assert not told[f"harmed({them}, {me})"]["is_new_to_them"]
    assert told[f"harmed({me}, {them})"]["hurts_a_hearer"]

    monkeypatch.setattr(crowd, "A_CROWD", TOGETHER)
    columns = want(moment).weighing.for_crowd().columns
    mine = is_topic_of(moment, one)
    for place, name in enumerate(names):
        assert columns[f"topic_{name}"][mine].tolist() == [row[place] for row in rows], name


def is_topic_of(moment: Moment, who: int) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which topic rows of the crowd are one person's."""
    assert isinstance(moment.proposals, crowd.Wanted)
    bound = moment.proposals.table.topics.bound
    mine: np.ndarray[Any, np.dtype[np.bool_]] = bound.i == who
    return mine


def two_together(story: Story) -> tuple[int, int]:
    """Two people who are at one place and know each other."""
    people, bonds = story.whole.people, story.whole.bonds.row
    return next(
        (who, row)
        for who in range(people.count)
        for row in people.at_place(people.place(who)).tolist()
        if (who, row) in bonds and (row, who) in bonds
    )


def sits_and_asks(story: Story, one: int, other: int) -> None:
    """One comes to believe things of the other, who asks about one of them."""
    me, them, now = story.whole.people.ids[one], story.whole.people.ids[other], story.whole.now
    held = (
        f"hosts({me}, guest)", f"hosts({them}, guest)", f"aims({me}, see_the_sea)",
        f"aims({them}, build_a_bridge)", f"harmed({them}, {me})",
        f"harmed({me}, {them})", f"holds_dear({them}, {me})",
    )  # fmt: skip
    events = [
        Event(
            address(now, row), "BeliefRevised", {"who": me},
            data={"proposition": text, "odds": 2.0, "source": them},
        )
        for row, text in enumerate(held)
    ]  # fmt: skip
    asks = {
        "practice": "ask", "takes": 6, "again": 600, "talk": True, "waits": True, "witnesses": [me],
        "topic": f"harmed(?, {me})",
    }  # fmt: skip
    events.append(Event(address(now, 9), "Did", {"actor": them, "target": me}, data=asks))
    evolve(story.whole, events)
    story.whole.now = now + 10
