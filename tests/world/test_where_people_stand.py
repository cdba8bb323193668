"""What a clause may ask of how things stand: read when the clause meets its event, and then kept."""

from __future__ import annotations

from typing import Any

import pytest

from kizuna.event import Event, address
from kizuna.problems import Problems
from kizuna.world.match import Match, Sifter, begin, find
from kizuna.world.pattern import Pattern, compile_pattern


def understood(data: Any, **known: Any) -> Pattern:
    problems = Problems()
    pattern = compile_pattern(data, problems, **known)
    assert pattern is not None, str(problems)
    return pattern


def mistakes(data: Any, **known: Any) -> list[str]:
    problems = Problems()
    assert compile_pattern(data, problems, **known) is None
    return [each.name for each in problems]


class Hearts:
    """Values that change between events; `at[second]` holds what changes before that second."""

    def __init__(self, *at: dict[tuple[str, ...], Any]) -> None:
        self.at = at

    def __call__(self, event: Event, name: str, of: str, toward: str | None) -> object:
        key = (name, of) if toward is None else (name, of, toward)
        held = [change[key] for change in self.at[: event.time + 1] if key in change]
        return held[-1] if held else None


def told(*practices: str, actor: str = "lee", target: str = "gaara") -> list[Event]:
    roles = {"actor": actor, "target": target}
    return [
        Event(address(at, 0), "Did", roles, None, {"practice": practice})
        for at, practice in enumerate(practices)
    ]


def sift(data: Any, events: list[Event], hearts: Hearts) -> list[Match]:
    return find(understood(data), events, facts=hearts)


FOND = {"did": "console", "actor": "?a", "target": "?b",
        "while": {"of": "?a", "toward": "?b", "affection": "> 0.4"}}  # fmt: skip


def test_a_kindness_counts_only_from_whoever_is_fond() -> None:
    events = told("console")
    for affection, count in ((0.5, 1), (0.3, 0), (None, 0)):
        hearts = Hearts({("affection", "lee", "gaara"): affection})
        assert len(sift(FOND, events, hearts)) == count


def test_a_value_is_read_when_the_clause_meets_its_event_and_not_later() -> None:
    then_thanks = [FOND, {"did": "thank"}]
    cools = Hearts({("affection", "lee", "gaara"): 0.8}, {("affection", "lee", "gaara"): 0.0})
    warms = Hearts({("affection", "lee", "gaara"): 0.0}, {("affection", "lee", "gaara"): 0.8})
    assert len(sift(then_thanks, told("console", "thank"), cools)) == 1
    assert sift(then_thanks, told("console", "thank"), warms) == []


def test_what_was_read_can_be_compared_with_later() -> None:
    healed = [
        {"did": "quarrel", "actor": "?a", "target": "?b",
         "while": {"of": "?b", "toward": "?a", "trust": "?then"}},
        {"did": "apologise", "actor": "?a", "target": "?b",
         "while": {"of": "?b", "toward": "?a", "trust": "> ?then"}},
    ]  # fmt: skip
    before, after = {("trust", "gaara", "lee"): 0.2}, {("trust", "gaara", "lee"): 0.3}
    (found,) = sift(healed, told("quarrel", "apologise"), Hearts(before, after))
    assert found.cast == {"a": "lee", "b": "gaara", "then": 0.2}
    assert sift(healed, told("quarrel", "apologise"), Hearts(after, before)) == []
    assert sift(healed, told("quarrel", "apologise"), Hearts(before)) == []


def test_a_belief_is_asked_for_by_what_is_believed() -> None:
    shy = {"did": "avoid", "actor": "?a", "target": "?b",
           "while": {"of": "?a", "about": "hates(?b, ?a)", "confidence": "> 0.5"}}  # fmt: skip
    hated, liked = (Hearts({("confidence", "lee", "hates(gaara, lee)"): c}) for c in (0.9, 0.1))
    assert len(sift(shy, told("avoid"), hated)) == 1
    assert sift(shy, told("avoid"), liked) == []


def test_several_values_are_several_matches() -> None:
    each = {"keep": "all", "sequence": {"did": "enter", "actor": "?a",
            "while": {"of": "?a", "trait": "?t"}}}  # fmt: skip
    found = sift(each, told("enter"), Hearts({("trait", "lee"): ["shy", "proud"]}))
    assert [match.cast["t"] for match in found] == ["shy", "proud"]


def test_how_things_stand_can_forbid_and_be_one_of_several() -> None:
    unless = {"did": "thank", "while": {"of": "gaara", "pride": "< 0.5"}}
    pair = {"sequence": [{"did": "console"}, {"did": "leave"}], "unless": unless}
    events = told("console", "thank", "leave")
    assert sift(pair, events, Hearts({("pride", "gaara"): 0.2})) == []
    assert len(sift(pair, events, Hearts({("pride", "gaara"): 0.8}))) == 1
    either = {"did": "console", "any of": [{"while": {"of": "lee", "pride": "> 0.5"}},
                                           {"while": {"of": "gaara", "pride": "> 0.5"}}]}  # fmt: skip
    assert len(sift(either, told("console"), Hearts({("pride", "gaara"): 0.8}))) == 1


def test_whoever_asks_has_to_bring_the_facts() -> None:
    sifter = Sifter(begin([understood(FOND)]))
    with pytest.raises(ValueError, match="bring the facts"):
        sifter.take(told("console")[0], lambda _seq: None)


@pytest.mark.parametrize(
    ("standing", "name"),
    [
        ("fond", "standing-shape"),
        ({"of": "?a"}, "standing-shape"),
        ({"affection": 1}, "standing-shape"),
        ({"of": ["?a"], "pride": 1}, "standing-shape"),
        ({"of": "?a", "toward": "?b", "about": "hates(?a, ?b)", "trust": 1}, "standing-shape"),
        ({"of": "?a", "about": "hates(*, ?b)", "confidence": 1}, "standing-shape"),
        ({"of": "?stranger", "pride": 1}, "unbound-variable"),
        ({"of": "?a", "toward": "?stranger", "trust": 1}, "unbound-variable"),
        ({"of": "?a", "pride": "> ?level"}, "unbound-variable"),
        ({"of": "?a", "prude": "> 0.5"}, "unknown-fact"),
    ],
)
def test_what_cannot_be_asked_is_told(standing: Any, name: str) -> None:
    clause = {"did": "console", "actor": "?a", "target": "?b", "while": standing}
    assert mistakes(clause, known_facts=["pride", "trust", "confidence", "affection"]) == [name]


def test_what_lies_behind_an_event_is_not_asked_how_things_stood_then() -> None:
    behind = {"did": "thank", "because": {"did": "console", "while": {"of": "lee", "pride": 1}}}
    assert mistakes(behind) == ["misplaced-key"]
