"""Exchange: a question with its answer, a blow with what came of it, an outburst with its deed."""

from __future__ import annotations

from dataclasses import replace

from kizuna.event import Cause, Event, address
from kizuna.tell.line import TOLD, Line
from kizuna.tell.prose.exchange import begun, by_itself, loosed, met


def line(number: int, message: str, came_of: Line | None = None) -> Line:
    causes = () if came_of is None else (Cause("enabled", came_of.seq),)
    roles = {"actor": "asa", "target": "tor"}
    event = Event(address(number, 0), "Did", roles, causes=causes)
    return Line(event.seq, "yard", "deed", TOLD, "", ("asa", "tor"), event=event, message=message)


def messages(lines: list[Line]) -> list[str]:
    return [each.message for each in lines]


def test_a_blow_is_told_with_what_came_of_it() -> None:
    first, second = line(1, "did.strike"), line(5, "did.strike")
    missed, struck = line(2, "missed", first), line(6, "struck", second)
    scene = [first, missed, second, struck]
    assert met([struck], scene) == [second, struck]
    assert met([first], scene) == [first, missed]
    assert met([], scene) == []


def test_of_a_throw_only_the_last_that_came_of_it_is_told() -> None:
    throw = line(1, "did.throw")
    thrown = line(2, "thrown", throw)
    heads = line(3, "struck.accident", thrown)
    assert met([thrown], [throw, thrown, heads]) == [throw, heads]
    assert met([heads], [throw, thrown, heads]) == [throw, heads]


def test_an_outburst_is_told_right_before_its_deed_or_not_at_all() -> None:
    outburst, glance = line(1, "broke_out"), line(2, "did.greet")
    shout, still = line(3, "did.lash_out", outburst), line(4, "did.rest")
    scene = [outburst, glance, shout, still]
    worth = {each.seq: 0.5 for each in scene}
    assert messages(loosed([outburst, glance], scene, worth)) == [
        "did.greet",
        "broke_out",
        "did.lash_out",
    ]
    assert messages(loosed([shout], scene, worth)) == ["broke_out", "did.lash_out"]
    assert loosed([outburst, still], [outburst, glance, still], worth) == [still]


def test_a_move_is_nothing_outside_of_its_bout() -> None:
    strike = replace(line(1, "did.strike"), is_move=True)
    assert by_itself([strike, line(2, "did.kiss")]) == [line(2, "did.kiss")]


def test_an_outburst_is_told_once_of_each_in_a_scene() -> None:
    first, second = line(1, "broke_out"), line(5, "broke_out")
    ask, shout = line(2, "did.ask_once_more", first), line(6, "did.lash_out", second)
    scene = [first, ask, second, shout]
    worth = {ask.seq: 0.4, shout.seq: 0.9}
    assert loosed([ask, shout], scene, worth) == [ask, second, shout]


def test_a_bout_is_told_with_its_beginning_or_not_at_all() -> None:
    start = line(1, "did.square_up")
    strike, kiss = replace(line(2, "did.strike"), is_move=True), line(3, "did.kiss")
    assert begun([strike, kiss], [start, strike, kiss]) == [start, strike, kiss]
    assert begun([strike, kiss], [strike, kiss]) == [kiss]
