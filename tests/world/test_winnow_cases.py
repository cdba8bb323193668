"""Event by event, kizuna finds what Winnow finds, once it reads patterns by Winnow's customs.

The cases, and what Winnow itself gave for each, are figures kept in `tests/data`. Where kizuna
decides otherwise by its own customs, a test below shows the difference; `docs/why.md` says why.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from kizuna.event import Cause, Event, address, time_of
from kizuna.problems import Problems
from kizuna.world.match import Sifter, begin, expects, find
from kizuna.world.pattern import WINNOW, Pattern, compile_pattern
from kizuna.world.pattern.customs import OWN, Customs

DATA = Path(__file__).parents[1] / "data" / "winnow_cases.json.xz"
GIVEN: dict[str, Any] = json.loads(lzma.decompress(DATA.read_bytes()))
CASES: dict[str, Any] = {case["name"]: case for case in GIVEN["cases"]}
EVERYBODY = {f"c{at}": {"value": ["communalism"]} for at in range(1, 6)}


# From their neutral form to the language of kizuna. -------------------------------------------


def clause(where: list[dict[str, Any]], has_rules: bool) -> dict[str, Any]:
    asked: dict[str, Any] = {}
    named = {each["var"]: each["attr"] for each in where if "of" not in each and "var" in each}
    for each in where:
        if "rule" in each:
            asked |= rule(each, has_rules)
        elif "of" in each:
            standing = {"of": f"?{each['of']}", each["attr"]: wanted(each)}
            asked["while"] = [*asked.get("while", []), standing]
        elif each.get("attr") == "cause":
            asked["directly because"] = each["var"]
        elif each.get("test") == "ne":
            first, second = (one["var"] for one in each["args"])
            add(asked, named[second], {"not": f"?{first}"})
        elif each.get("test") == "gt":
            add(asked, named[each["args"][0]["var"]], f"> {each['args'][1]['const']}")
        else:
            key = "kind" if each["attr"] == "eventType" else each["attr"]
            add(asked, key, {"not": wanted(each)} if each.get("not") else wanted(each))
    return asked


def add(asked: dict[str, Any], key: str, value: Any) -> None:
    """One more thing that a value must be."""
    if key in asked:
        before = asked[key]["all"] if isinstance(asked[key], dict) else [asked[key]]
        value = {"all": [*before, value]}
    asked[key] = value


def wanted(each: Mapping[str, Any]) -> str:
    # Winnow writes every constant as a text, numbers too.
    return f"?{each['var']}" if "var" in each else str(each["eq"])


def rule(each: Mapping[str, Any], has_rules: bool) -> dict[str, Any]:
    if not has_rules:
        return {"rule_that_nobody_wrote": {"any": True}}
    assert each["rule"] == "opposedValues"
    one, other = (f"?{arg['var']}" for arg in each["args"])
    pairs = (("communalism", "individualism"), ("individualism", "communalism"))
    ways: list[list[dict[str, Any]]] = [
        [{"of": one, "value": a}, {"of": other, "value": b}] for a, b in pairs
    ]
    if each.get("not"):
        # Not (this and that, or those): one of each pair is not so.
        ways = [
            [{**asked, "value": {"not": asked["value"]}} for asked in way] for way in product(*ways)
        ]
    return {"any of": [{"while": way} for way in ways]}


def understood(name: str, has_rules: bool, customs: Customs) -> Pattern:
    given = GIVEN["patterns"][name]
    edges = ("after", "before")
    problems = Problems()
    pattern = compile_pattern(
        {
            "name": name,
            "sequence": [
                {each["as"]: clause(each["where"], has_rules)} for each in given["clauses"]
            ],
            "unless": [
                clause(each["where"], has_rules)
                | {edge: each[edge] for edge in edges if edge in each}
                for each in given["unless"]
            ],
        },
        problems,
        customs=customs,
    )
    assert pattern is not None, str(problems)
    return pattern


class Told:
    """A case, told event by event to a sifter."""

    def __init__(self, case: Mapping[str, Any], customs: Customs = WINNOW) -> None:
        characters = case.get("characters", EVERYBODY)
        self.held = {who: {k: list(v) for k, v in of.items()} for who, of in characters.items()}
        rules = case.get("rules", False)
        patterns = [understood(name, rules, customs) for name in case["patterns"]]
        self.sifter, self.known = Sifter(begin(patterns)), dict[int, Event]()
        self.complete: list[dict[str, Any]] = []
        self.dead: list[dict[str, Any]] = []
        self.count = 0
        for item in case["stream"]:
            self.change(item["set"]) if "set" in item else self.tell(item)

    def change(self, item: Mapping[str, Any]) -> None:
        values = self.held[item["entity"]].setdefault(item["attr"], [])
        values[:] = [one for one in values if one not in item.get("retract", ())]
        values += item.get("add", [])

    def tell(self, item: Mapping[str, Any]) -> None:
        event = as_event(item, self.count)
        self.known[event.seq] = event
        turn = self.sifter.follow(event, self.known.get, self.facts)
        self.complete += [plain(match) for match in turn.completed]
        self.dead += [
            {**plain(each.match), "killed_by_event": time_of(each.by), "unless": each.unless}
            for each in turn.ended
        ]
        self.count += 1

    def facts(self, _event: Event, name: str, of: str, _toward: str | None) -> object:
        return self.held[of].get(name)

    def found(self) -> dict[str, list[str]]:
        still = [plain(each) for each in expects(self.sifter.matching())]
        return {
            "complete": in_order(self.complete),
            "open_at_end": in_order(still),
            "dead": in_order(self.dead),
        }


def as_event(item: Mapping[str, Any], number: int) -> Event:
    roles = {role: item[role] for role in ("actor", "target") if role in item}
    own = ("eventType", "actor", "target", "tags", "cause")
    data = {key: value for key, value in item.items() if key not in own}
    causes = (Cause("enabled", address(item["cause"], 0)),) if "cause" in item else ()
    seq = address(number, 0)
    return Event(seq, item["eventType"], roles, None, {**data, "tag": item.get("tags", [])}, causes)


def plain(match: Any) -> dict[str, Any]:
    events = {label: time_of(seqs[0]) for label, seqs in match.seqs}
    return {"pattern": match.pattern, "events": events, "roles": dict(match.bindings)}


def in_order(found: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(each, sort_keys=True) for each in found)


# By their customs. ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_every_case_is_found_event_by_event_as_winnow_finds_it(name: str) -> None:
    case = CASES[name]
    given = case["expect"]["incremental"]
    assert Told(case).found() == {kind: in_order(given[kind]) for kind in given}


def test_there_are_cases_that_complete_stay_open_and_die() -> None:
    given = [case["expect"]["incremental"] for case in CASES.values()]
    count = {kind: sum(len(each[kind]) for each in given) for kind in given[0]}
    assert count == {"complete": 82, "open_at_end": 95, "dead": 20}


# By our own. ----------------------------------------------------------------------------------


def completed(name: str, customs: Customs = OWN) -> list[tuple[int, ...]]:
    """The numbers of the events of each match, in order of completion."""
    return [tuple(each["events"].values()) for each in Told(CASES[name], customs).complete]


def test_the_closing_event_may_be_what_the_unless_forbids() -> None:
    assert completed("other_acts_between", WINNOW) == []
    assert completed("other_acts_between") == [(0, 2)]


def test_one_match_is_told_for_each_cast() -> None:
    assert completed("base_two_harms", WINNOW) == [(0, 1, 2), (0, 1, 3)]
    assert completed("base_two_harms") == [(0, 1, 2)]


def test_two_roles_are_two_people() -> None:
    both = {"two_roles_free", "two_roles_differ"}
    told = Told(CASES["roles_may_coincide"], OWN).complete
    assert {each["pattern"] for each in told} == both
    assert all(each["roles"]["a"] != each["roles"]["b"] for each in told)
    theirs = Told(CASES["roles_may_coincide"], WINNOW).complete
    assert any(each["roles"]["a"] == each["roles"]["b"] for each in theirs)


def test_somebody_unknown_in_an_unless_is_a_mistake_and_not_anybody() -> None:
    assert completed("unless_role_not_yet_bound", WINNOW) == []
    assert mistakes("unless_on_later_role") == ["unbound-variable"]


def mistakes(name: str) -> list[str]:
    given, problems = GIVEN["patterns"][name], Problems()
    sequence = [{each["as"]: clause(each["where"], has_rules=False)} for each in given["clauses"]]
    unless = [clause(each["where"], has_rules=False) for each in given["unless"]]
    compile_pattern({"sequence": sequence, "unless": unless}, problems, known_facts=["value"])
    return [each.name for each in problems]


def test_a_number_is_no_text() -> None:
    ten, text = (as_event({"eventType": "pay", "amount": a}, 0) for a in (10, "10"))
    problems = Problems()
    pattern = compile_pattern({"kind": "pay", "amount": 10}, problems)
    assert pattern is not None
    assert [bool(find(pattern, [event])) for event in (ten, text)] == [True, False]
    theirs = Told(CASES["number_literals"]).complete
    assert [each["events"] for each in theirs if each["pattern"] == "number_eq"] == [{"e1": 1}]


def test_what_nobody_knows_is_told_and_does_not_just_never_match() -> None:
    problems = Problems()
    asked = {"kind": "steal", "actor": "?a", "while": {"of": "?a", "valeu": "communalism"}}
    compile_pattern(asked, problems, known_facts=["value"])
    assert [each.name for each in problems] == ["unknown-fact"]
    assert completed("hypocrisy_no_rules", WINNOW) == []
