"""Bouts: who throws whom, what a lucky blow is worth, and what feelings cost.

The rates are measured on seeds that nothing was tuned on.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from statistics import fmean, median, stdev
from typing import TYPE_CHECKING

import pytest

from kizuna.event import Event
from kizuna.run import Story
from kizuna.state.contest import GUARDED as GUARD_UP
from kizuna.world.rules import World
from tests.stories.test_wagers import DUNES, GUARDED, found, interval, lived, stories

if TYPE_CHECKING:
    from tests.conftest import Tell

SEEDS = pytest.mark.parametrize("seed", [1, 2, 3])
UNTIL = "day 1 19:07"
IMPATIENT = """{name: Asa, energies: {chakra: 1.0, self_control: 0.02, stamina: 1.0},
     needs: {esteem: {level: 0.1, weight: 1.0}},"""


def attacks(story: Story, actor: str) -> list[Event]:
    return [e for e in lived(story) if "chance" in e.data and e.roles["actor"] == actor]


def bouts(told: Iterable[Story]) -> Iterator[tuple[Story, Event]]:
    """Every contest that came to an end."""
    for story in told:
        yield from ((story, event) for event in lived(story) if event.kind == "ContestEnded")


def test_the_stronger_throws_and_a_clever_or_lucky_blow_still_lands(
    world_of: Callable[[str], World],
) -> None:
    told = list(bouts(stories(world_of(GUARDED), range(7600, 7660), UNTIL)))
    long = [(story, event) for story, event in told if event.data["exchanges"] >= 10]
    threw = sum(found(story, {"kind": "Thrown", "actor": "tor"}) for story, _ in long)
    assert interval(threw, len(long))[0] > 0.85
    for_a_blow = [
        story for story, _ in told
        if any(each.terms == "land_a_blow" for each in story.commitments())
    ]  # fmt: skip
    landed = sum(found(story, {"kind": "TermsMet"}) for story in for_a_blow)
    assert len(for_a_blow) >= 25 and interval(landed, len(for_a_blow))[0] > 0.7
    by_accident = sum(
        found(story, {"kind": "TermsMet", "data.accidental": True}) for story in for_a_blow
    )
    assert 0 < by_accident < landed


def test_who_is_taken_up_with_grief_dodges_worse(world_of: Callable[[str], World]) -> None:
    grief = "{guilt: {tor: 1.0}, grief: {tor: 0.8}}"
    sad = world_of(GUARDED.replace("{guilt: {tor: 1.0}}", grief))
    chances = {
        name: [
            fmean(e.data["chance"] for e in hits)
            for story in stories(world, range(7100, 7120), UNTIL)
            if (hits := attacks(story, "tor"))
        ]
        for name, world in (("as ever", world_of(GUARDED)), ("in grief", sad))
    }
    more = fmean(chances["in grief"]) - fmean(chances["as ever"])
    error = math.sqrt(sum(stdev(each) ** 2 / len(each) for each in chances.values()))
    assert more - 1.96 * error > 0.02


@SEEDS
def test_in_a_contest_nothing_else_is_done_and_turns_alternate(tell: Tell, seed: int) -> None:
    story, at_it, last = tell(GUARDED, UNTIL, seed), False, ""
    moves = 0
    for event in lived(story):
        if event.kind in ("ContestBegun", "ContestEnded"):
            at_it, last = event.kind == "ContestBegun", ""
        elif event.kind == "Did" and at_it:
            assert "move" in story.world.practice[event.data["practice"]].tags
            assert event.roles["actor"] != last
            last, moves = event.roles["actor"], moves + 1
    assert moves > 0


@SEEDS
def test_the_courteous_and_stronger_lets_the_other_begin(tell: Tell, seed: int) -> None:
    text = DUNES.replace("courtesy: 0.8", "courtesy: 1.0").replace("fighting: 0.5", "fighting: 0.8")
    story = tell(text, UNTIL, seed)
    begun = next(event for event in lived(story) if event.kind == "ContestBegun")
    assert begun.roles["actor"] == "tor"
    assert found(
        story,
        {"bout": {"kind": "ContestBegun"}},
        {"did": "let_begin", "actor": "tor", "target": "asa", "because": "bout"},
        {"kind": ["Struck", "Missed", "Thrown", "Braced"], "actor": "asa"},
    )
    waits = next(event for event in lived(story) if event.kind == "Waited")
    assert waits.data["stances"]["tor"][0] == GUARD_UP


def test_the_first_blow_hardly_ever_goes_home(world_of: Callable[[str], World]) -> None:
    """Both watch each other's every move; later on an eye is off the other sooner."""
    first, later = list[float](), list[float]()
    for story in stories(world_of(GUARDED), range(7300, 7360), UNTIL):
        tried = [each for each in attacks(story, "asa") if each.kind in ("Struck", "Missed")]
        first += [each.data["chance"] for each in tried[:1]]
        later += [each.data["chance"] for each in tried[1:]]
    assert len(first) >= 40 and median(first) < 0.04
    assert median(later) > 1.3 * median(first)


def test_nobody_on_their_feet_and_fresh_plays_beaten_and_who_sees_through_it_sees_nobody_beaten(
    world_of: Callable[[str], World],
) -> None:
    believed = list[bool]()
    for story in stories(world_of(GUARDED), range(7400, 7430), UNTIL):
        moves = [event for event in lived(story) if "stances" in event.data]
        for before, feint in pairwise(moves):
            if feint.kind == "Feinted":
                was, stands = (e.data["stances"][feint.roles["actor"]] for e in (before, feint))
                is_down, is_spent = was[1], moves.index(feint) > 12
                assert is_down or is_spent
                assert stands[2] == feint.data["believed"]
                believed.append(feint.data["believed"])
    assert True in believed and False in believed


def test_the_courteous_and_fond_let_whoever_lies_there_rise_and_the_furious_do_not(
    world_of: Callable[[str], World],
) -> None:
    furious = GUARDED.replace(
        "tor: {feelings: {anger: {asa: 0.3}}}", "tor: {feelings: {anger: {asa: 1.0}}}"
    )
    furious = furious.replace("tor -> asa: {affection: 0.5", "tor -> asa: {affection: 0.1")
    spared = dict[str, float]()
    for name, text in (("fond", GUARDED), ("furious", furious)):
        told = stories(world_of(text), range(7400, 7430), UNTIL)
        moves = [move for story in told for move in _over_somebody_down(story, "tor", "asa")]
        spared[name] = sum(move == "let_rise" for move in moves) / max(1, len(moves))
    assert spared["fond"] > 0.7 and spared["furious"] < spared["fond"]


def _over_somebody_down(story: Story, stands: str, lies: str) -> Iterator[str]:
    """What somebody does whose turn it is while the other lies there and does not seem beaten."""
    down = feigns = False
    for event in lived(story):
        if "stances" in event.data:
            _, down, feigns, _ = event.data["stances"][lies]
        practice = story.world.practice.get(event.data.get("practice", ""))
        if event.kind == "Did" and event.roles["actor"] == stands and down and not feigns:
            if practice is not None and "move" in practice.tags:
                yield practice.name


def test_a_contest_is_broken_off_when_one_of_them_cannot_go_on(
    world_of: Callable[[str], World],
) -> None:
    rock = (
        "happenings:\n  - {name: rockfall, at: day 1 19:01:45, place: dunes, words: A stone comes down.,"
        "\n     wounds: {asa: {where: the head, severity: 0.8, knocks out: true}}}\n"
    )
    told = stories(world_of(GUARDED + rock), range(7200, 7220), UNTIL)
    stopped = [story for story, event in bouts(told) if event.data["how"] == "broken off"]
    assert stopped
    for story in stopped:
        assert [each.status for each in story.commitments()] == ["released"]


def test_a_blow_with_more_than_a_hand_behind_it_loses_what_was_hand_to_hand(
    world_of: Callable[[str], World],
) -> None:
    angry = GUARDED.replace("courtesy: 0.8", "courtesy: 0.0, bluntness: 1.0, insight: 1.0")
    angry = angry.replace("pride: 0.8, healing: 0.6", "pride: 0.6, impulse: 1.0")
    angry = angry.replace("composure: 0.4", "composure: 0.0").replace("{name: Asa,", IMPATIENT)
    angry = angry.replace(
        "powers: {tor:", "powers: {asa: [{name: fist, kind: technique, energy: chakra}], tor:"
    )
    told = stories(world_of(angry), range(7300, 7320), UNTIL)
    fouls = [
        story for story in told if found(story, {"kind": "TermsFailed", "data.rule": "no_powers"})
    ]
    assert fouls
    for story in fouls:
        assert found(
            story,
            {"word": {"did": "taunt", "actor": "tor", "target": "asa"}},
            {"broke": {"kind": "BrokeOut", "who": "asa"}},
            {"foul": {"kind": "Struck", "actor": "asa", "data.power": True, "because": "broke"}},
            {"kind": "TermsFailed", "data.foul_of": "asa", "because": "foul"},
        )


def test_a_hurtful_word_is_felt_and_the_feeling_opens_the_guard(
    world_of: Callable[[str], World],
) -> None:
    sharp = GUARDED.replace("courtesy: 0.8", "courtesy: 0.0, bluntness: 1.0")
    told = stories(world_of(sharp), range(7400, 7410), UNTIL)
    stung = [
        {"word": {"did": "taunt", "actor": "tor", "target": "asa"}},
        {"kind": "FeelingFelt", "who": "asa", "toward": "tor", "because": "word"},
        {"kind": ["Struck", "Missed", "Thrown"], "actor": "tor", "target": "asa"},
    ]
    assert any(found(story, *stung) for story in told)


def test_the_anger_that_a_bout_stirred_is_mostly_over_with_it(
    world_of: Callable[[str], World],
) -> None:
    blunt = GUARDED.replace("courtesy: 0.8", "courtesy: 0.0, bluntness: 1.0, insight: 1.0")
    eased = 0
    for story in stories(world_of(blunt), range(7500, 7510), UNTIL):
        told = lived(story)
        for ended in (event for event in told if event.kind == "ContestEnded"):
            begun = ended.data["contest"]
            stung = {
                event.roles["who"]: event for event in told
                if event.kind == "FeelingFelt" and event.data["feeling"] == "anger"
                and begun < event.data["about"] < ended.seq
            }  # fmt: skip
            over = [event for event in told if event.kind == "FeelingEased"
                    and any(cause.seq == ended.seq for cause in event.causes)]  # fmt: skip
            assert {event.roles["who"] for event in over} <= set(stung)
            eased += len(over)
    assert eased


def test_whoever_is_beaten_gets_their_breath_back_before_they_speak(
    world_of: Callable[[str], World],
) -> None:
    ends = 0
    for story, ended in bouts(stories(world_of(GUARDED), range(7700, 7720), UNTIL)):
        if "loser" in ended.roles:
            after = (e for e in lived(story) if e.kind == "Did" and e.seq > ended.seq
                     and e.roles["actor"] in ("asa", "tor"))  # fmt: skip
            ends, first = ends + 1, next(after)
            assert first.roles["actor"] == ended.roles["winner"]
    assert ends >= 10
