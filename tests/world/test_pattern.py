import random
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
import yaml

from kizuna.event import Event, address
from kizuna.problems import Mark, Problems
from kizuna.world.match import find
from kizuna.world.pattern import compile_pattern, proposition_parts

ANOTHER_ONE = """
name: another one
sequence:
  - insult: {did: speak_ill, actor: gaara, target: lee, about: gai}
  - answer: {did: defend, actor: lee, target: gaara, because: insult, within: 10 min}
  - {kind: BeliefRevised, who: gaara, proposition: "holds_dear(lee, gai)", because: answer}
unless:
  - {did: apologise, actor: gaara, target: lee, after: insult, before: answer}
"""


def place_of(path):
    return Mark("pattern.yaml", 1, 1, "/".join(map(str, path)))


def told(text: str, **known: Any) -> list[tuple[str, str]]:
    """The names and places of what is wrong with a pattern."""
    problems = Problems()
    pattern = compile_pattern(yaml.safe_load(text), problems, place_of, **known)
    assert (pattern is None) == bool(problems)
    assert all(problem.message and problem.way_out for problem in problems)
    return [(problem.name, problem.mark.text) for problem in problems]


def understood(text: str, **known: Any):
    problems = Problems()
    pattern = compile_pattern(yaml.safe_load(text), problems, place_of, **known)
    assert pattern is not None, str(problems)
    return pattern


def did(practice="wave", actor="lee", target="gaara", place=None, **data):
    roles = {"actor": actor, "target": target}
    return Event(address(0, 0), "Did", roles, place, {"practice": practice, **data})


def fits(clause: str, event: Event) -> bool:
    return bool(find(understood(clause), [event]))


def test_a_pattern_is_read_with_its_labels_timing_and_unless():
    pattern = understood(ANOTHER_ONE)
    assert pattern.name == "another one"
    assert [clause.label for clause in pattern.clauses] == ["insult", "answer", "#3"]
    assert pattern.steps == ((0,), (1,), (2,))
    assert pattern.clauses[1].gaps[0].most_s == 600
    assert (pattern.unless[0].after, pattern.unless[0].before) == (0, 1)


def test_a_pattern_is_frozen_and_equal_text_gives_an_equal_one():
    pattern = understood(ANOTHER_ONE)
    assert pattern == understood(ANOTHER_ONE)
    assert hash(pattern) == hash(understood(ANOTHER_ONE))
    with pytest.raises(FrozenInstanceError):
        pattern.name = "another"


def test_a_lone_clause_or_a_bare_list_is_a_pattern_too():
    assert understood("{did: insult, target: lee}").steps == ((0,),)
    assert understood("[{did: insult}, {blow: {did: strike}}]").clauses[1].label == "blow"
    assert understood("{name: struck, blow: {did: strike}}").name == "struck"
    assert understood("{name: struck, keep: all, did: strike}").keep == "all"


# What a value may be.


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("did: wave", True),
        ("did: [bow, wave]", True),
        ("did: [bow, nod]", False),
        ("did: {not: wave}", False),
        ("kind: Did", True),
        ("kind: Happened", False),
        ("actor: lee", True),
        ("roles.actor: lee", True),
        ("actor: [naruto, lee]", True),
        ("actor: {not: lee}", False),
        ("actor: {not: [naruto, gaara]}", True),
        ("actor: anyone", True),
        ("about: anyone", False),
        ("place: gate", True),
        ("place: river", False),
        ("strength: 0.5", True),
        ("strength: '> 0.4'", True),
        ("strength: '> 0.5'", False),
        ("strength: '>= 0.5'", True),
        ("strength: '< 0.5'", False),
        ("strength: '<= 0.5'", True),
        ("strength: '!= 0.5'", False),
        ("strength: '!= 0.4'", True),
        ("strength: {all: ['> 0.1', '< 0.6']}", True),
        ("strength: {all: ['> 0.1', '< 0.2']}", False),
        ("data.strength: 0.5", True),
        ("data.mood.calm: true", True),
        ("data.mood.calm: false", False),
        ("data.mood.calm: 1", False),
        ("data.strength.deeper: 1", False),
        ("count: 1", True),
        ("count: true", False),
        ("data.actor: lee", False),
        ("tag: loud", True),
        ("tag: quiet", False),
        ("tag: {not: loud}", False),
        ("tag: {all: [loud, rude]}", True),
        ("tag: {all: [loud, {not: rude}]}", False),
        ("tag: {any: true}", True),
        ("absent: {any: true}", False),
        ("absent: {any: false}", True),
        ("absent: {not: lee}", True),
        ("absent: '!= lee'", False),
        ("actor: '!= gaara'", True),
    ],
)
def test_values_of_an_event_are_compared(clause, expected):
    event = did(
        place="gate", strength=0.5, count=1, mood={"calm": True}, tag=["loud", "rude"], empty=[]
    )
    assert fits(clause, event) is expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("harmed(gaara, naruto)", True),
        ("harmed( gaara,naruto )", True),
        ("harmed(*, naruto)", True),
        ("harmed(*, lee)", False),
        ("harmed(*)", False),
        ("harmed(?a, ?b)", True),
        ("harmed(?a, ?a)", False),
        ("harm(?a, ?b)", False),
        ("believes(lee, harmed(*, ?b))", False),
    ],
)
def test_a_proposition_is_compared_argument_by_argument(wanted, expected):
    event = Event(address(0, 0), "BeliefRevised", data={"proposition": "harmed(gaara, naruto)"})
    assert fits(f"proposition: '{wanted}'", event) is expected


def test_a_belief_about_a_belief_is_looked_into():
    event = Event(address(0, 0), "BeliefRevised", data={"p": "believes(lee, hates(gaara, lee))"})
    (match,) = find(understood("{p: 'believes(?a, hates(?b, ?a))'}"), [event])
    assert match.cast == {"a": "lee", "b": "gaara"}
    (match,) = find(understood("{p: 'believes(lee, ?what)'}"), [event])
    assert match.cast == {"what": "hates(gaara, lee)"}


def test_a_proposition_is_taken_apart():
    assert proposition_parts("rains()") == ("rains", ())
    assert proposition_parts("knows(lee, f(a, b))") == ("knows", ("lee", "f(a, b)"))
    assert proposition_parts("knows(lee") is None
    assert proposition_parts("knows(lee))(") is None
    assert proposition_parts("knows(a)(b)") is None
    assert proposition_parts("just words") is None


def test_a_variable_in_a_list_need_not_be_quoted():
    pattern = understood("{sequence: [{actor: '?a', target: '?b'}], may be same: [[?a, ?b]]}")
    assert find(pattern, [did(target="lee")])
    assert understood("{actor: [?a, naruto]}").variables == ("a",)


# Mistakes.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("just words", ("pattern-shape", "")),
        ("{sequence: []}", ("empty-pattern", "sequence")),
        ("{name: nothing}", ("empty-pattern", "")),
        ("{sequence: [{did: a}], unles: []}", ("unknown-key", "unles")),
        ("{sequence: [{did: a}], keep: some}", ("unknown-keep", "keep")),
        ("{sequence: [walk]}", ("clause-shape", "sequence/0")),
        ("{sequence: [{}]}", ("clause-shape", "sequence/0")),
        ("{sequence: [{blow: {}}]}", ("clause-shape", "sequence/0")),
        ("[{times: 2}]", ("clause-shape", "0")),
        ("[{2nd: {did: a}}]", ("label-shape", "0")),
        ("[{a: {did: x}}, {a: {did: y}}]", ("label-twice", "1/a")),
        ("[{in any order: [{did: x}]}]", ("clause-shape", "0")),
        ("[{both: {in any order: [{did: x}, {did: y}]}}]", ("label-shape", "0/both")),
        ("[{in any order: [{did: x}, {did: y}], did: z}]", ("unknown-key", "0/did")),
        ("[{any of: [{a: {did: x}}, {did: y}]}]", ("label-shape", "0/any of/0/a")),
        ("[{any of: [walk]}]", ("clause-shape", "0/any of/0")),
        # Labels
        ("[{a: {did: x}}, {did: y, because: b}]", ("unknown-label", "1/because")),
        ("[{a: {did: x, because: b}}, {b: {did: y}}]", ("label-later", "0/a/because")),
        ("[{a: {did: x, because: a}}]", ("label-later", "0/a/because")),
        ("[{a: {did: x}}, {did: y, because: [a, c]}]", ("unknown-label", "1/because/1")),
        (
            "[{in any order: [{a: {did: x}}, {b: {did: y, because: a}}]}]",
            ("label-later", "0/in any order/1/b/because"),
        ),
        ("[{a: {did: x}}, {did: y, because: {of: c}}]", ("unknown-label", "1/because/of")),
        (
            "[{a: {did: x}}, {did: y, because: {of: a, by: [motived]}}]",
            ("unknown-cause", "1/because/by"),
        ),
        ("[{a: {did: x}}, {did: y, because: {did: z, because: q}}]",
         ("unknown-label", "1/because/because")),
        # Time
        ("[{did: x}, {did: y, within: soon}]", ("bad-span", "1/within")),
        ("[{did: x}, {did: y, within: 10}]", ("bad-span", "1/within")),
        ("[{a: {did: x}}, {did: y, within: {span: 1 x, of: a}}]", ("bad-span", "1/within/span")),
        ("[{did: x}, {did: y, within: {span: 1 h, of: a}}]", ("unknown-label", "1/within/of")),
        ("[{did: x, within: 1 h}]", ("gap-without-start", "0/within")),
        ("[{did: x, times: 2, after: 1 h}]", ("gap-without-start", "0/after")),
        ("[{did: x}, {did: y, within: 1 h, after: 2 h}]", ("gap-impossible", "1")),
        ("[{did: x, times: 0}]", ("bad-times", "0/times")),
        ("[{did: x, times: often}]", ("bad-times", "0/times")),
        ("[{did: x, times: true}]", ("bad-times", "0/times")),
        # Keys and values
        ("[{did: x, before: y}]", ("misplaced-key", "0/before")),
        ("[{did: x}, {did: z, because: {did: y, within: 1 h}}]",
         ("misplaced-key", "1/because/within")),
        ("[{did: x, becuase: y}]", ("unknown-key", "0/becuase")),
        ("[{did: x, two words: y}]", ("unknown-key", "0/two words")),
        ("[{did: x, other.deep: y}]", ("unknown-key", "0/other.deep")),
        ("[{did: x, kind: Did}]", ("kind-and-did", "0/kind")),
        ("[{did: x, actor: null}]", ("value-shape", "0/actor")),
        ("[{did: x, actor: []}]", ("value-shape", "0/actor")),
        ("[{did: x, actor: {neither: lee}}]", ("value-shape", "0/actor")),
        ("[{did: x, actor: {any: lee}}]", ("value-shape", "0/actor")),
        ("[{did: x, actor: '?'}]", ("value-shape", "0/actor")),
        ("[{did: x, strength: '> much'}]", ("bad-comparison", "0/strength")),
        ("[{did: x, strength: '= 3'}]", ("bad-comparison", "0/strength")),
        ("[{did: x, strength: '!='}]", ("bad-comparison", "0/strength")),
        ("[{did: x, strength: '> 1e999'}]", ("bad-comparison", "0/strength")),
        ("[{did: x, strength: '< nan'}]", ("bad-comparison", "0/strength")),
        ("[{did: x, about: 'f(a))b(c)'}]", ("bad-proposition", "0/about")),
        ("[{did: x, about: 'f(a,)'}]", ("bad-proposition", "0/about")),
        ("[{did: x, actor: {not: '?a'}}]", ("unbound-variable", "0")),
        ("{sequence: [{did: x}], may be same: [[?a, ?b]]}", ("unknown-variable", "may be same/0")),
        ("{sequence: [{did: x}], may be same: ['?a']}", ("pattern-shape", "may be same/0")),
    ],
)  # fmt: skip
def test_a_mistake_has_a_name_and_a_place(text, expected):
    assert expected in told(text)


@pytest.mark.parametrize(
    ("unless", "expected"),
    [
        ("{did: z, after: c, before: a}", ("unless-reversed", "unless/0")),
        ("{did: z, after: b, before: b}", ("unless-without-room", "unless/0")),
        ("{did: z, before: a}", ("unless-without-room", "unless/0")),
        ("{did: z, after: c}", ("unless-without-room", "unless/0")),
        ("{did: z, after: d}", ("unknown-label", "unless/0/after")),
        ("{did: z, actor: '?y'}", ("unbound-variable", "unless/0")),
        ("{did: z, actor: '?new'}", ("unbound-variable", "unless/0")),
        ("{did: z, because: b}", ("label-later", "unless/0/because")),
        ("{did: z, within: 1 h}", ("misplaced-key", "unless/0/within")),
        ("{did: z, including closing: 3}", ("value-shape", "unless/0/including closing")),
        ("{did: z, anyone: ['?w']}", ("unknown-variable", "unless/0/anyone/0")),
        ("{after: a}", ("clause-shape", "unless/0")),
    ],
)
def test_a_mistake_in_an_unless_has_a_name_and_a_place(unless, expected):
    clauses = "[{a: {did: x, actor: '?x'}}, {b: {did: y, actor: '?y'}}, {c: {did: y}}]"
    assert expected in told(f"{{sequence: {clauses}, unless: [{unless}]}}")


@pytest.mark.parametrize(
    "unless",
    [
        "{did: z, actor: '?x'}",
        "{did: z, actor: '?y', after: b}",
        "{did: z, actor: '?y', anyone: '?y'}",
        "{did: z, actor: anyone}",
        "{did: z, because: a}",
        "{pardon: {did: z, after: a, before: c, including closing: true}}",
    ],
)
def test_an_unless_may_speak_of_what_is_known_when_it_begins(unless):
    clauses = "[{a: {did: x, actor: '?x'}}, {b: {did: y, actor: '?y'}}, {c: {did: y}}]"
    assert told(f"{{sequence: {clauses}, unless: [{unless}]}}") == []


def test_a_lone_clause_leaves_no_room_for_an_unless_but_a_counted_one_does():
    assert told("{sequence: {did: x}, unless: {did: z}}") == [("unless-without-room", "unless")]
    assert told("{sequence: {did: x, times: 2}, unless: {did: z}}") == []


def test_all_mistakes_are_told_at_once():
    text = "[{a: {did: x, times: 0}}, {a: {did: y, because: c}}, {strength: '> much'}]"
    assert [name for name, _ in told(text)] == [
        "label-twice", "bad-times", "unknown-label", "bad-comparison",
    ]  # fmt: skip


def test_only_known_kinds_practices_and_people_pass_when_they_are_given():
    known = {
        "known_kinds": ("Did", "BeliefRevised"),
        "known_practices": ("insult", "defend"),
        "known_people": ("lee", "gaara"),
    }
    assert told("[{did: [insult, defend], actor: lee, about: anything}]", **known) == []
    assert told("[{did: [insult, defned]}]", **known) == [("unknown-practice", "0/did/1")]
    assert told("[{kind: BeliefRevisd}]", **known) == [("unknown-kind", "0/kind")]
    assert told("[{did: insult, target: {not: lea}}]", **known) == [
        ("unknown-person", "0/target/not")
    ]


def test_a_misspelt_name_gets_a_hint():
    problems = Problems()
    compile_pattern({"did": "insult", "actor": "gara"}, problems, known_people=("gaara", "lee"))
    (problem,) = problems
    assert problem.way_out == "did you mean 'gaara'?"


def test_what_is_nested_beyond_reading_is_refused():
    data: Any = {"did": "x"}
    for _ in range(3_000):
        data = {"did": "x", "because": data}
    problems = Problems()
    assert compile_pattern(data, problems) is None
    assert [problem.name for problem in problems] == ["pattern-shape"]
    assert told("[{about: '" + "f(" * 500 + ")" * 500 + "'}]") == [("bad-proposition", "0/about")]


def test_reading_plain_rubbish_tells_mistakes_and_never_fails():
    dice = random.Random(5)
    atoms = [None, True, 3, "?a", "> x", "f(?a", "", "a", "1 h", "?", "*"]
    keys = ["sequence", "unless", "may be same", "did", "because", "of", "by", "any of", "within",
            "in any order", "times", "not", "any", "all", "after", "before", "anyone", "x", "span",
            "label", "including closing", "keep"]  # fmt: skip

    def rubbish(depth):
        if depth == 0 or dice.random() < 0.2:
            return dice.choice(atoms)
        if dice.random() < 0.4:
            return [rubbish(depth - 1) for _ in range(dice.randrange(3))]
        return {dice.choice(keys): rubbish(depth - 1) for _ in range(dice.randrange(4))}

    for _ in range(4_000):
        problems = Problems()
        pattern = compile_pattern(rubbish(5), problems, place_of)
        assert (pattern is None) == bool(problems)


def test_given_variables_are_bound_by_whoever_looks():
    pattern = understood("{did: insult, target: '?host', actor: '?foe'}", given=["host"])
    assert pattern.unbound() == ("host",)
    assert pattern.bind({"host": "gaara"}).unbound() == ()
    with pytest.raises(KeyError, match="guest"):
        pattern.bind({"guest": "lee"})
