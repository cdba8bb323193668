"""Pace: which lines of a scene are told, what goes with what, and where a telling ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kizuna.clock import DAY, HOUR
from kizuna.event import DEEDS_LANE, Event, address
from kizuna.tell.line import TOLD, TURNING, Line
from kizuna.tell.prose.exchange import answered, by_itself
from kizuna.tell.prose.pace import (
    Told,
    day_of,
    ended,
    gathered,
    is_idle_day,
    is_quiet_day,
    rarest,
    settled,
    varied,
)


def line(
    number: int, message: str, who: str = "lee", to: str = "gaara", weight: int = TOLD,
    answers: int = 0, belief: str = "", day: int = 0,
) -> Line:  # fmt: skip
    seq = address(day * DAY + number, DEEDS_LANE)
    roles = {"who": who} if belief else {"actor": who, "target": to}
    data = {"proposition": belief} if belief else {"answers": answers}
    voice = "inner" if belief else "deed"
    event = Event(seq, "Did", roles, data=data)
    return Line(seq, "hall", voice, weight, "", (who, to), event=event, message=message)  # type: ignore[arg-type]


def messages(lines: Sequence[Line]) -> list[str]:
    return [each.message for each in lines]


def worths(*pairs: tuple[Line, float]) -> Mapping[int, float]:
    return {each.seq: worth for each, worth in pairs}


ASKED = line(1, "did.ask")
DECLINED = line(2, "did.decline", "gaara", "lee", answers=ASKED.seq)
PRESSED = line(3, "did.press", answers=DECLINED.seq)
TOLD_AT_LAST = line(4, "did.tell_when_pressed", "gaara", "lee", answers=PRESSED.seq)
TALK = [ASKED, DECLINED, PRESSED, TOLD_AT_LAST]


def test_an_exchange_worth_telling_is_told_with_all_its_questions() -> None:
    worth = worths((ASKED, 0.1), (DECLINED, 0.05), (PRESSED, 0.3), (TOLD_AT_LAST, 0.3))
    assert answered([PRESSED, TOLD_AT_LAST], TALK, worth) == TALK


def test_an_answer_worth_little_goes_unsaid_without_its_question() -> None:
    worth = dict.fromkeys((each.seq for each in TALK), 0.2)
    assert answered([DECLINED], TALK, worth) == []
    assert answered([ASKED, DECLINED], TALK, worth) == [ASKED, DECLINED]
    # Its question was not told of at all.
    assert answered([TOLD_AT_LAST], [TOLD_AT_LAST], {TOLD_AT_LAST.seq: 0.5}) == []
    turning = line(4, "did.promise", "gaara", "lee", TURNING, answers=PRESSED.seq)
    assert answered([turning], [turning], {turning.seq: 0.2}) == [turning]


def test_of_a_belief_that_turns_and_turns_back_nothing_is_told() -> None:
    fears = line(1, "turns.fears", "temari", belief="hates(gaara, temari)")
    again = line(2, "turns.no_longer", "temari", belief="hates(gaara, temari)")
    at_last = line(3, "turns.fears", "temari", belief="hates(gaara, temari)")
    other = line(4, "turns.begins", "temari", belief="likes(gaara, temari)")
    assert settled([fears, again, other]) == [other]
    assert settled([fears, again, at_last, other]) == [at_last, other]


def test_a_telling_ends_where_it_is_strongest() -> None:
    ask, promise, after = line(1, "did.ask"), line(2, "did.promise"), line(900, "did.praise")
    thanks = line(8, "did.thank", "gaara", "lee", answers=promise.seq)
    early, late = line(0, "did.embrace"), line(5000, "did.embrace", "kiba", "neji")
    worth = worths(
        (early, 1.2), (ask, 0.4), (promise, 1.0), (thanks, 0.1), (after, 0.3), (late, 0.82)
    )
    scenes = [Told("hall", (early,), True), Told("hall", (ask, promise, thanks, after), True)]
    told = list(ended([*scenes, Told("hall", (late,), True)], worth))
    # What answers its last words is told as well.
    last = ["did.ask", "did.promise", "did.thank"]
    assert [messages(scene.lines) for scene in told] == [["did.embrace"], last]


def test_a_story_in_which_nothing_much_happens_is_told_to_its_end() -> None:
    first, last = line(1, "did.greet"), line(9, "did.small_talk")
    worth = worths((first, 0.5), (last, 0.1))
    scenes = [Told("hall", (first, last), True)]
    assert list(ended(scenes, worth)) == scenes


def test_quiet_days_are_those_with_few_lines_of_little_worth() -> None:
    few = [line(number, "did.greet") for number in range(3)]
    worth = worths(*((each, 0.3) for each in few))
    assert is_quiet_day([Told("hall", tuple(few), True)], worth)
    assert not is_quiet_day([Told("hall", tuple(few), True)], {**worth, few[1].seq: 0.9})
    many = [line(number, "did.greet") for number in range(9)]
    assert not is_quiet_day([Told("hall", tuple(many), True)], worths(*((e, 0.3) for e in many)))


def test_of_many_days_each_kind_of_thing_is_told_twice_at_most() -> None:
    embraces = [
        line(1, "did.embrace", who, "gaara", day=n) for n, who in enumerate(("a", "b", "c"))
    ]
    again = line(2, "did.embrace", "gaara", "a", day=5)
    gift = line(3, "did.give_small_gift", day=6)
    every = [*embraces, again, gift]
    worth = worths(*((each, 0.5 - 0.01 * place) for place, each in enumerate(every)))
    assert rarest(every, worth) == [embraces[0], embraces[1], gift]


def test_one_thing_worth_more_than_all_else_does_not_end_a_long_telling() -> None:
    sorry = line(10, "did.apologise")
    small = [line(20 + number, "did.greet") for number in range(40)]
    kisses = [line(100, "did.kiss"), line(110, "did.kiss_again")]
    worth = worths((sorry, 2.0), *((each, 0.3) for each in small), *((e, 1.0) for e in kisses))
    scenes = [Told("hall", (each,), True) for each in (sorry, *small, *kisses)]
    assert list(ended(scenes, worth)) == scenes


def test_a_few_lines_of_many_days_answer_nothing_that_is_not_told() -> None:
    question, praise = line(1, "did.ask"), line(5, "did.praise")
    answer = line(2, "did.answer", "gaara", "lee", answers=question.seq)
    assert by_itself([question, answer, praise]) == [question, answer, praise]
    assert by_itself([answer, praise]) == [praise]


def test_who_comes_back_from_elsewhere_begins_a_new_scene() -> None:
    def at(place: str, number: int, who: str) -> Line:
        return replace(line(number, "did.greet", who, "kai"), place=place, who=(who,))

    operated, out, back = (
        at("ward", 1, "sakura"),
        at("office", 100, "sakura"),
        at("ward", 200, "ren"),
    )
    home = at("ward", 210, "sakura")
    assert gathered([operated, out, back, home]) == [[operated, back], [out], [home]]
    # Whoever stays where they are goes on with their scene.
    assert gathered([operated, back, home]) == [[operated, back, home]]


def test_after_midnight_it_is_still_the_evening_before() -> None:
    assert day_of(0) == day_of(DAY + 2 * HOUR) == 0
    assert day_of(DAY + 6 * HOUR) == 1


def test_a_day_with_next_to_nothing_has_no_chapter() -> None:
    small, great = line(1, "did.tell"), line(2, "did.kiss")
    worth = worths((small, 0.4), (great, 0.9))
    assert is_idle_day([Told("hall", (small,), False)], worth)
    assert not is_idle_day([Told("hall", (small, great), False)], worth)


def test_what_somebody_says_of_a_third_is_said_once_in_a_scene() -> None:
    def ill_of(number: int, hearer: str) -> Line:
        said = line(number, "did.speak_ill", "ren", hearer)
        assert said.event is not None
        roles = {**said.event.roles, "about": "sakura"}
        return replace(said, event=replace(said.event, roles=roles))

    first, again = ill_of(1, "mio"), ill_of(2, "natsu")
    assert varied([first, again], worths((first, 0.3), (again, 0.4))) == [again]


def test_what_is_asked_aloud_is_not_wondered_as_well() -> None:
    question = "stays(gaara, ?)"
    wonders = line(1, "wonders", "naruto", belief=question)
    ask = replace(line(2, "did.ask", "naruto"), topic=question)
    other = line(3, "wonders", "lee", belief=question)
    worth = worths((wonders, 0.5), (ask, 0.4), (other, 0.3))
    assert varied([wonders, ask, other], worth) == [ask, other]


def test_a_feeling_that_is_read_in_a_face_is_not_told_as_well() -> None:
    def afraid(number: int, who: str) -> Line:
        felt = line(number, "felt.fear.toward", who)
        assert felt.event is not None
        event = replace(felt.event, roles={"who": who, "toward": "gaara"})
        return replace(felt, voice="inner", event=event)

    baki, temari = afraid(1, "baki"), afraid(2, "temari")
    reads = line(3, "turns.fears", "gaara", belief="fears(baki, gaara)")
    worth = worths((baki, 0.5), (temari, 0.5), (reads, 0.4))
    assert varied([baki, temari, reads], worth) == [temari, reads]


def test_a_question_is_told_with_what_is_answered() -> None:
    ask, answer = line(1, "did.ask"), line(2, "did.say_not_known", answers=line(1, "did.ask").seq)
    assert answered([ask], [ask, answer], worths((ask, 0.5), (answer, 0.05))) == [ask, answer]


def test_of_things_alike_that_one_is_told_which_is_answered() -> None:
    def ill_of(number: int, hearer: str) -> Line:
        said = line(number, "did.speak_ill", "ren", hearer)
        assert said.event is not None
        return replace(said, event=replace(said.event, roles={**said.event.roles, "about": "kai"}))

    first, again = ill_of(1, "mio"), ill_of(2, "natsu")
    defends = line(3, "did.defend", "natsu", "ren", answers=again.seq)
    worth = worths((first, 0.4), (again, 0.3), (defends, 0.3))
    assert varied([first, again, defends], worth) == [again, defends]
