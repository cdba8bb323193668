"""Lines are gathered into scenes: by place, in order, nothing of weight lost."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kizuna.event import address
from kizuna.tell import Line, Scene, Scenes
from kizuna.tell.line import BACKDROP, PASSING, TOLD
from kizuna.tell.scenes import LONGEST_S, QUIET_S
from kizuna.tell.tidy import asides_of, tidied


def line(
    second: int, place: str, text: str, *who: str, weight: int = TOLD, voice: str = "deed",
    chatter: bool = False, alone: str = "", topic: str = "",
) -> Line:  # fmt: skip
    return Line(address(second, 0), place, voice, weight, text, who, alone, topic, chatter)  # type: ignore[arg-type]


def gathered(lines: Iterable[Line]) -> list[Scene]:
    scenes, found = Scenes(str.capitalize), []
    for each in lines:
        found += scenes.hear([each], each.time)
    return [*found, *scenes.end()]


def test_two_places_at_once_are_two_scenes() -> None:
    story = [
        line(0, "river", "Lee nods."), line(5, "gates", "Temari waits up."),
        line(10, "river", "Gaara nods."), line(15, "gates", "Kankuro yawns."),
    ]  # fmt: skip
    river, gates = gathered(story)
    assert [each.text for each in river.lines] == ["Lee nods.", "Gaara nods."]
    assert [each.text for each in gates.lines] == ["Temari waits up.", "Kankuro yawns."]


def test_quiet_ends_a_scene() -> None:
    story = [line(0, "river", "One."), line(QUIET_S + 1, "river", "Two.")]
    assert len(gathered(story)) == 2


def test_a_scene_that_lasts_is_cut() -> None:
    story = [line(each * 600, "river", f"{each}.") for each in range(12)]
    scenes = gathered(story)
    assert len(scenes) > 1
    assert all(scene.ends - scene.starts <= LONGEST_S for scene in scenes)


def test_what_is_worth_a_word_in_passing_is_an_aside_of_the_next_scene() -> None:
    story = [
        line(-9_000, "gates", "Temari waits up.", "temari"),
        line(0, "office", "Kiba goes home.", "kiba", weight=PASSING),
        line(1, "office", "Neji wakes.", "neji", weight=BACKDROP),
        line(60, "river", "Gaara speaks.", "gaara"),
    ]
    _, scene = gathered(story)
    assert [each.text for each in scene.asides] == ["Kiba goes home."]


def test_the_first_scene_opens_the_story_and_asides_wait_for_the_second() -> None:
    story = [
        line(0, "office", "Kiba goes home.", "kiba", weight=PASSING),
        line(1, "river", "Gaara speaks.", "gaara"),
        line(9_000, "river", "Lee speaks.", "lee"),
    ]
    first, second = gathered(story)
    assert first.asides == ()
    assert [each.text for each in second.asides] == ["Kiba goes home."]


def test_thoughts_alone_make_no_scene() -> None:
    assert gathered([line(0, "river", "Lee wonders.", voice="inner")]) == []


PLACES = st.sampled_from(["river", "gates", "office"])
STEPS = st.lists(st.tuples(PLACES, st.integers(1, 40 * 60)), max_size=40)


def story_of(steps: list[tuple[str, int]]) -> list[Line]:
    now, lines = 0, []
    for number, (place, step) in enumerate(steps):
        now += step
        lines.append(line(now, place, f"Line {number}."))
    return lines


@given(STEPS)
def test_scenes_come_in_order_and_hold_every_line_once(steps: list[tuple[str, int]]) -> None:
    story = story_of(steps)
    scenes = gathered(story)
    starts = [scene.starts for scene in scenes]
    told = [each for scene in scenes for each in scene.lines]
    assert starts == sorted(starts)
    assert sorted(told, key=lambda each: each.seq) == story
    assert all(each.place == scene.place for scene in scenes for each in scene.lines)


@given(STEPS, st.lists(st.integers(0, 40), max_size=5))
def test_it_does_not_matter_how_often_one_asks(
    steps: list[tuple[str, int]], cuts: list[int]
) -> None:
    """A story told live, moment by moment, has the scenes of the same story told at once."""
    story = story_of(steps)
    scenes, found, start = Scenes(str.capitalize), [], 0
    for cut in [*sorted(cuts), len(story)]:
        batch = story[start : max(cut, start)]
        start = max(cut, start)
        if batch:
            found += scenes.hear(batch, batch[-1].time)
    found += scenes.end()
    assert found == gathered(story)


def test_chatter_is_summed_up_from_three_lines_on() -> None:
    talk = [
        line(each, "river", f"{each}.", *pair, chatter=True, weight=PASSING)
        for each, pair in enumerate([("lee", "kiba"), ("kiba", "lee"), ("neji", "lee")])
    ]
    assert [each.text for each in tidied(talk[:2], str.capitalize)] == ["0.", "1."]
    (summed,) = tidied(talk, str.capitalize)
    assert summed.text == "Lee, Kiba and Neji talk of this and that."


def test_a_friendly_word_in_answer_is_too_little_by_itself() -> None:
    greeting = line(0, "river", "Kiba greets Lee.", "kiba", "lee", chatter=True)
    reply = replace(line(4, "river", "Lee answers.", "lee", "kiba", chatter=True), is_reply=True)
    assert tidied([greeting, reply], str.capitalize) == (greeting,)
    (summed,) = tidied([greeting, reply, greeting], str.capitalize)
    assert summed.text == "Kiba and Lee talk of this and that."


def test_nothing_is_said_twice_in_a_row() -> None:
    told = tidied([line(0, "river", "Hm."), line(1, "river", "Hm."), line(2, "river", "Ah.")], str)
    assert [each.text for each in told] == ["Hm.", "Ah."]


def test_news_is_told_once_in_a_scene_but_asked_for_as_often_as_one_likes() -> None:
    told = tidied(
        [
            line(0, "river", "Kiba tells.", topic="gone(sasuke)"),
            line(1, "river", "Neji tells.", topic="gone(sasuke)"),
            line(2, "river", "Lee asks.", topic="harmed(?, naruto)"),
            line(3, "river", "Gaara asks.", topic="harmed(?, naruto)"),
        ],
        str,
    )
    assert [each.text for each in told] == ["Kiba tells.", "Lee asks.", "Gaara asks."]


def test_who_does_the_same_is_told_together() -> None:
    asleep = [
        line(each, place, f"{who.capitalize()} goes to his bed.", who, alone="goes to his bed.")
        for each, (who, place) in enumerate([("lee", "house"), ("kiba", "hut"), ("lee", "house")])
    ]
    assert [each.text for each in asides_of(asleep, str.capitalize)] == [
        "Lee and Kiba go to their bed."
    ]


def test_nobody_is_told_to_be_asleep_before_they_have_come_home() -> None:
    passing = [
        line(0, "house", "Lee sleeps.", "lee", alone="sleeps."),
        line(1, "office", "Tsunade walks home.", "tsunade", alone="walks home."),
        line(2, "hut", "Kiba sleeps.", "kiba", alone="sleeps."),
        line(3, "hut", "Tsunade sleeps.", "tsunade", alone="sleeps."),
    ]
    assert [each.text for each in asides_of(passing, str.capitalize)] == [
        "Lee and Kiba sleep.",
        "Tsunade walks home.",
        "Tsunade sleeps.",
    ]
