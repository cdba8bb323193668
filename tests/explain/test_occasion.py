"""Why just then: what somebody noticed, and what they had been at, which was over."""

from __future__ import annotations

import pytest

import kizuna
from kizuna.event import Cause, Event, address
from kizuna.explain import forms
from kizuna.explain.chain import behind
from kizuna.explain.occasion import brought_about, occasions
from kizuna.explain.record import Record
from kizuna.explain.why import why
from kizuna.world.rules import World


@pytest.fixture(scope="module")
def world() -> World:
    return kizuna.load("examples/quarrel.yaml")


def at(
    world: World, second: int, kind: str, who: str = "taro", place: int = 0, **data: object
) -> Event:
    role = "actor" if kind in ("Did", "WentOn", "ErrandEnded") else "who"
    return Event(address(world.starts + second, place), kind, {role: who}, None, data, BORN)


BORN = (Cause("motivated", 0),)


def told(world: World, *events: Event) -> list[str]:
    """The kinds of what the last of these events had for its occasion."""
    record = Record.of(world, [*world.opening, *sorted(events, key=lambda each: each.seq)])
    return [f"{each.kind} {each.time - world.starts}" for each in occasions(record, events[-1])]


def test_whoever_is_done_with_something_turns_to_the_next(world: World) -> None:
    word = at(world, 0, "Did", practice="greet", takes=8)
    assert told(world, word, at(world, 8, "Did", practice="wait", takes=60)) == ["Did 0"]
    assert told(world, word, at(world, 10, "Did", practice="wait", takes=60)) == ["Did 0"]


def test_what_breaks_in_on_somebody_is_what_they_noticed(world: World) -> None:
    work = at(world, 0, "Did", practice="work", takes=7200)
    heard = at(world, 300, "Noticed")
    assert told(world, work, heard, at(world, 300, "Did", place=1, practice="wait", takes=60)) == [
        "Noticed 300"
    ]
    others = at(world, 300, "Noticed", who="jiro")
    deed = at(world, 300, "Did", place=1, practice="wait", takes=60)
    assert told(world, work, others, deed) == ["Did 0"]


def test_who_came_back_from_an_errand_is_free_since_then(world: World) -> None:
    word = at(world, 0, "Did", practice="report", takes=60)
    ended = at(world, 0, "ErrandEnded", place=1)
    assert told(world, word, ended, at(world, 60, "WentOn", takes=60)) == ["ErrandEnded 0", "Did 0"]


def test_nobody_looks_up_to_fall_asleep_or_before_the_story(world: World) -> None:
    word = at(world, 0, "Did", practice="greet", takes=8)
    assert told(world, word, at(world, 8, "FellAsleep")) == []
    record = Record.of(world, world.opening)
    assert not any(occasions(record, event) for event in world.opening)


def test_an_answer_tells_why_just_then_and_keeps_it_out_of_the_chain(world: World) -> None:
    story = kizuna.begin(world, seed=7).advance(kizuna.parse_moment("day 1 12:00"))
    record = Record.of(world, story.chronicle())
    deeds = [each for each in record.lived if each.kind == "Did"]
    answers = [why(record, str(deed.seq)) for deed in deeds]
    assert any(answer.just_then for answer in answers)
    for deed, answer in zip(deeds, answers, strict=True):
        assert all(each.seq < deed.seq for each in answer.just_then)
        deep = forms.as_text(answer, is_deep=True)
        told_so = deep.count("\n  just then: ") + deep.count("\n  until then: ")
        assert told_so == len(answer.just_then)
        assert {each.seq for each in behind(record, deed)} <= {
            each.seq for each in brought_about(record, deed)
        }
        assert len(forms.as_plain(answer).get("just then", ())) == len(answer.just_then)
