"""Why something happened, read from what was recorded."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

import kizuna
from kizuna.event import Cause, Event, as_plain
from kizuna.explain import forms
from kizuna.explain.chain import Step, unfold
from kizuna.explain.find import described, find_event
from kizuna.explain.plainly import PLAINLY
from kizuna.explain.record import Record
from kizuna.explain.saying import SAYS
from kizuna.explain.why import why
from kizuna.run import Story
from kizuna.state.whole import EVOLVES
from kizuna.world.rules import World
from tests.stories.small import REVERED


@pytest.fixture
def story(world_of: Callable[[str], World]) -> Story:
    return kizuna.begin(world_of(REVERED)).advance(kizuna.parse_moment("day 1 10:10"))


@pytest.fixture
def record(story: Story) -> Record:
    return Record.of(story.world, story.chronicle())


def test_the_short_answer_tells_reasons_and_what_moved_them(story: Story) -> None:
    answer = kizuna.why(story, "sai defend ino gai", at="day 1 10:00")
    deed, decided, *others = answer.sentences
    assert deed.startswith("day 1 10:0") and "the hall" in deed and "Gai" in deed
    assert decided.startswith("Sai's heart decided it: ") and "“revered” (+" in decided
    assert any(each.startswith("What made it possible: ") for each in others)
    assert 3 <= len(answer.sentences) <= 6


def test_the_figures_are_those_that_were_recorded(story: Story, record: Record) -> None:
    deed = find_event(record, "sai defend", at=record.world.starts)
    weighed = (deed.reasons or {})["weighed"]
    label, weight = max(weighed.items(), key=lambda each: abs(each[1]))
    assert f"“{label.partition(': ')[2]}” ({weight:+.2f})" in str(why(record, str(deed.seq)))


def test_a_chain_names_each_event_once_and_leads_back_to_the_quarrel(record: Record) -> None:
    steps = why(record, "sai defend", at=record.world.starts).steps()
    unfolded = [step.event.seq for step in steps if not step.is_again]
    assert len(unfolded) == len(set(unfolded))
    assert "Past" in [step.event.kind for step in steps]
    assert all(cause.seq < step.event.seq for step in steps for cause in step.event.causes)


def test_a_chain_that_meets_itself_ends(record: Record) -> None:
    first = Event(1, "Happened", data={"name": "rain", "words": "Rain"})
    left = Event(2, "Did", {"actor": "ino"}, data={"practice": "wait"},
                 causes=(Cause("motivated", 1),))  # fmt: skip
    both = Event(3, "Did", {"actor": "sai"}, data={"practice": "wait"},
                 causes=(Cause("motivated", 1), Cause("motivated", 2)))  # fmt: skip
    small = Record(record.world, {each.seq: each for each in (first, left, both)}, record.wording)
    steps = list(unfold(small, [Step("", both)]))
    assert [(step.event.seq, step.depth, step.is_again) for step in steps] == [
        (3, 0, False), (2, 1, False), (1, 2, True), (1, 1, False),
    ]  # fmt: skip


def test_small_words_between_names_say_nothing(record: Record) -> None:
    told = described(record, "ino speak_ill to sai about gai")
    assert told == described(record, "ino speak_ill sai gai")


def test_a_word_of_a_longer_name_is_a_hint(record: Record) -> None:
    with pytest.raises(kizuna.NotAnswered, match="'ask_to_watch' or 'let_watch' or 'watch_over'"):
        described(record, "ino watch sai")


def test_a_chain_is_told_as_far_back_as_asked(record: Record) -> None:
    answer = why(record, "sai defend", at=record.world.starts)
    deep, near = (forms.as_text(answer, is_deep=True, steps=n) for n in (None, 1))
    assert len(near.splitlines()) < len(deep.splitlines())
    assert near.splitlines()[-1].endswith(" events further back")
    assert not any(line.startswith("    ") for line in near.splitlines())
    assert "told nearer by" not in near


# Which event is meant. ------------------------------------------------------------------------


def test_people_are_named_in_their_roles_by_id_or_name(record: Record) -> None:
    assert described(record, "Sai defend INO gai") == described(record, "sai Defend ino Gai")
    ill = find_event(record, "ino speak ill sai gai", at=record.world.starts)
    assert ill == find_event(record, "ino speak_ill sai", at=record.world.starts)
    assert ill == find_event(record, str(ill.seq))
    assert ill.roles == {"actor": "ino", "target": "sai", "about": "gai"}


def test_a_kind_of_event_may_be_named(record: Record) -> None:
    revised = find_event(record, "ino BeliefRevised", at=record.world.starts)
    assert revised.kind == "BeliefRevised" and revised.roles["who"] == "ino"


def test_the_event_nearest_to_the_time_is_meant(record: Record) -> None:
    noticings = [e for e in record.lived if e.kind == "Noticed" and e.roles["who"] == "sai"]
    assert len(noticings) > 1
    assert find_event(record, "sai noticed", at=noticings[-1].time) == noticings[-1]


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("7", "there is no event number 7 in this story"),
        ("sai embrace gai", "nothing like 'sai embrace gai' happened in this story"),
        ("sia defend ino", "'sia' in 'sia defend ino' is nobody and nothing here; did you mean"),
        ("trust sai ino", "a bond is written with an arrow: 'trust taro -> jiro'"),
        ("sai", "'sai' does not say what was done: write 'WHO PRACTICE WHOM'"),
        ("sai noticed", "events are like 'sai noticed': "),
    ],
)
def test_what_cannot_be_found_is_said_in_a_line(record: Record, about: str, told: str) -> None:
    with pytest.raises(kizuna.NotAnswered) as unclear:
        why(record, about)
    assert told in str(unclear.value) and "\n" not in str(unclear.value)


# Forms. ---------------------------------------------------------------------------------------


def test_the_whole_chain_has_a_line_for_each_step(record: Record) -> None:
    answer = why(record, "sai defend", at=record.world.starts)
    deep = forms.as_text(answer, is_deep=True).splitlines()
    assert len(deep) == len(answer.sentences) + len(answer.just_then) + 1 + len(answer.steps())
    assert deep[: len(answer.sentences)] == list(answer.sentences)
    assert any("They quarrelled. [before the story, " in line for line in deep)


def test_json_holds_the_recorded_events(record: Record) -> None:
    plain = json.loads(
        json.dumps(forms.as_plain(why(record, "sai defend", at=record.world.starts)))
    )
    first = plain["chain"][0]
    deed = record.events[first["seq"]]
    assert first["event"] == json.loads(json.dumps(as_plain(deed)))
    assert plain["answer"] == list(why(record, "sai defend", at=record.world.starts).sentences)


def test_a_drawing_has_an_arrow_for_each_cause(record: Record) -> None:
    lines = forms.as_mermaid(why(record, "sai defend", at=record.world.starts)).splitlines()
    assert lines[0] == "flowchart BT"
    drawn = {line.split("[")[0].strip() for line in lines if "[" in line}
    arrows = [line.split() for line in lines if "-->" in line]
    assert arrows and all({words[0], words[-1]} <= drawn for words in arrows)


def test_every_kind_of_event_has_a_sentence() -> None:
    assert set(EVOLVES) <= set(SAYS) | set(PLAINLY)
    assert not set(SAYS) & set(PLAINLY)
