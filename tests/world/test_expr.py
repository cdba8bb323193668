"""What an author may say, what it is worth, and that it is worth the same said three ways."""

import doctest
import math
import struct
import warnings
from functools import partial
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.problems import Mark, Problems
from kizuna.world import expr as language
from kizuna.world.expr import (
    BRACKET_LIMIT,
    DEPTH_LIMIT,
    FEW_ROWS_WORDS,
    LENGTH_LIMIT,
    Expr,
    Kind,
    Name,
    by_spelling,
    compile_few,
    compile_many,
    evaluate,
    few_rows,
    is_word,
    many_rows,
    parse,
)
from tests.timed import best_seconds

NUMBER, FLAG = Kind.NUMBER, Kind.FLAG
NAMES = by_spelling(
    [
        Name("actor.pride", "person", "pride", "i", NUMBER),
        Name("actor.is_tired", "person", "is_tired", "i", FLAG),
        Name("target.pride", "person", "pride", "j", NUMBER),
        Name("target.is_tired", "person", "is_tired", "j", FLAG),
        Name("toward.affection", "bond", "affection", "ij", NUMBER),
        Name("toward.is_kin", "bond", "is_kin", "ij", FLAG),
        Name("now_hour", "now", "hour", "n", NUMBER),
    ]
)


def understood(text: str) -> Expr:
    problems = Problems()
    expr = parse(text, Mark("lee.yaml", 1, 1, text), NAMES, problems)
    assert expr is not None and not problems, str(problems)
    return expr


def told(text: str) -> list[tuple[str, int]]:
    """Names and columns of what is wrong with a text."""
    problems = Problems()
    assert parse(text, Mark("lee.yaml", 7, 1, text), NAMES, problems) is None
    assert all(each.mark and each.mark.line == 7 and each.message for each in problems)
    return [(each.name, each.mark.column) for each in problems if each.mark]


def way_out(text: str) -> str:
    problems = Problems()
    parse(text, Mark("lee.yaml", 1, 1, text), NAMES, problems)
    (problem,) = problems
    return problem.way_out


# What things are worth.


def worth(text: str, **values: float | bool) -> float | bool:
    """The value where every name has the value given for its attribute."""
    return evaluate(understood(text), lambda name: values[name.column])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5),
        ("-2", -2.0),
        ("--2", 2.0),
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("7 - 2 - 1", 4.0),
        ("3 / 2", 1.5),
        ("3 / 0", 0.0),
        ("-3 / -0.0", 0.0),
        ("1 / (2 - 2)", 0.0),
        ("min(3, 1, 2)", 1.0),
        ("max(3, 1, 4, 2)", 4.0),
        ("abs(-3)", 3.0),
        ("clamp(5, 0, 1)", 1.0),
        ("clamp(-5, 0, 1)", 0.0),
        ("clamp(0.25, 0, 1)", 0.25),
        ("clamp(5, 1, 0)", 0.0),
        ("sqrt(9)", 3.0),
        ("sqrt(-9)", 0.0),
        ("floor(2.7)", 2.0),
        ("floor(-2.1)", -3.0),
        ("floor(1e300)", 1e300),
        ("between(1, 1, 2)", True),
        ("between(3, 1, 2)", False),
        ("one(2 > 1)", 1.0),
        ("one(false)", 0.0),
        ("true", True),
        ("False", False),
        ("not true", False),
        ("1 < 2 <= 2 != 3", True),
        ("1 < 2 > 5", False),
        ("1 < 2 and 2 < 1 or 3 == 3", True),
        ("5 if 1 > 2 else 6", 6.0),
        ("true if 1 > 2 else false", False),
        ("  1 +\n\t2 ", 3.0),
        ("0.3 * actor.pride + one(actor.is_tired)", 1.3),
        ("now_hour", 23.0),
    ],
)
def test_an_expression_has_its_value(text: str, value: float | bool):
    found = worth(text, pride=1.0, is_tired=True, hour=23.0)
    assert found == value and type(found) is type(value)


def test_an_expression_knows_what_it_gives_and_reads():
    expr = understood("toward.affection > actor.pride and actor.pride < 1")
    assert expr.kind is FLAG
    assert [name.spelling for name in expr.names()] == ["actor.pride", "toward.affection"]
    assert expr.text == "toward.affection > actor.pride and actor.pride < 1"
    assert understood("2 if toward.is_kin else actor.pride").kind is NUMBER
    assert understood("1").names() == ()


# What is refused.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("expression-empty", 1)]),
        ("   ", [("expression-empty", 1)]),
        ("actor.prid + 1", [("unknown-name", 1)]),
        ("1 + nobody.x * nothing", [("unknown-name", 5), ("unknown-name", 16)]),
        ("x + x + x", [("unknown-name", 1)]),
        ("actor.is_tired + 1", [("wrong-kind", 1)]),
        ("1 + one(3)", [("wrong-kind", 9)]),
        ("1 and actor.pride", [("wrong-kind", 1), ("wrong-kind", 7)]),
        ("not actor.pride", [("wrong-kind", 5)]),
        ("actor.is_tired == true", [("wrong-kind", 1), ("wrong-kind", 19)]),
        ("1 if actor.pride else 2", [("wrong-kind", 6)]),
        ("1 if actor.is_tired else true", [("wrong-kind", 26)]),
        ("min(actor.is_tired, 1, nobody)", [("wrong-kind", 5), ("unknown-name", 24)]),
        ("min(1)", [("wrong-count", 1)]),
        ("clamp(1, 2)", [("wrong-count", 1)]),
        ("2 + abs()", [("wrong-count", 5)]),
        ("pow(2, 3)", [("unknown-word", 1)]),
        ("actor.pride(1)", [("unknown-word", 1)]),
        ("__import__(1)", [("unknown-word", 1)]),
        ("min + 1", [("unknown-name", 1)]),
        ("9**9**9", [("expression-not-allowed", 2)]),
        ("7 // 2", [("expression-not-allowed", 3)]),
        ("7 % 2", [("expression-not-allowed", 3)]),
        ("1 << 30", [("expression-not-allowed", 3)]),
        ("1 <> 2", [("expression-not-allowed", 3)]),
        ("1 | 2", [("expression-not-allowed", 3)]),
        ("~1", [("expression-not-allowed", 1)]),
        ("+1", [("expression-not-allowed", 1)]),
        ("1 = 2", [("expression-not-allowed", 3)]),
        ("().__class__", [("expression-not-allowed", 1)]),
        ("actor.pride.real", [("expression-not-allowed", 1)]),
        ("(1).real", [("expression-not-allowed", 1)]),
        ("one(().__class__ < 1)", [("expression-not-allowed", 5)]),
        ("lambda: 1", [("expression-not-allowed", 7)]),
        ("(x for x in y)", [("expression-not-allowed", 1)]),
        ("[1]", [("expression-not-allowed", 1)]),
        ("actor[1]", [("expression-not-allowed", 6)]),
        ("{1}", [("expression-not-allowed", 1)]),
        ("(x := 1)", [("expression-not-allowed", 4)]),
        ("f'{1}'", [("expression-not-allowed", 2)]),
        ("'text'", [("expression-not-allowed", 1)]),
        ("b'text'", [("expression-not-allowed", 2)]),
        ("1j", [("expression-not-allowed", 1)]),
        ("0x1f", [("expression-not-allowed", 1)]),
        ("1_000", [("expression-not-allowed", 1)]),
        ("1 + 1.2.3", [("expression-not-allowed", 5)]),
        ("1, 2", [("expression-not-allowed", 1)]),
        ("...", [("expression-not-allowed", 1)]),
        ("None", [("expression-not-allowed", 1)]),
        ("1 is 1", [("expression-not-allowed", 1)]),
        ("1 in 1", [("expression-not-allowed", 1)]),
        ("await x", [("expression-not-allowed", 1)]),
        ("yield", [("expression-not-allowed", 1)]),
        ("min(*actor)", [("expression-not-allowed", 1)]),
        ("min(a=1, b=2)", [("expression-not-allowed", 6)]),
        ("1 # why", [("expression-not-allowed", 3)]),
        ("1; 2", [("expression-not-allowed", 2)]),
        ("1 \\ 2", [("expression-not-allowed", 3)]),
        ("2 × 3", [("expression-not-allowed", 3)]),
        ("ａctor.pride", [("expression-not-allowed", 1)]),  # a full-width letter
        ("1\xa0+ 1", [("expression-not-allowed", 2)]),
        ("1\0", [("expression-not-allowed", 2)]),
        ("9007199254740993", [("number-out-of-range", 1)]),
        ("1 + 1e999", [("number-out-of-range", 5)]),
        ("inf", [("unknown-name", 1)]),
        ("1 +", [("expression-unreadable", 4)]),
        ("1 + * 2", [("expression-unreadable", 5)]),
        ("(1 + 2", [("expression-unreadable", 1)]),
        ("1) + (2", [("expression-unreadable", 2)]),
        ("if", [("expression-unreadable", 1)]),
    ],
)
def test_a_mistake_has_a_name_and_a_place(text: str, expected: list[tuple[str, int]]):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("actor.prid", "did you mean 'actor.pride'?"),
        ("clam(1, 2, 3)", "did you mean 'clamp'?"),
        ("clamp(1)", "this word is used so: clamp(x, low, high)"),
        ("max", "this word is used so: max(a, b, ...)"),
        ("now_hour(1)", "it is a value: write it without brackets"),
        ("actor.is_tired * 2", "write one(actor.is_tired)"),
        ("not now_hour", "compare it, as in now_hour > 0.5"),
        ("1 = 1", "write == to compare"),
    ],
)
def test_a_mistake_has_a_way_out(text: str, advice: str):
    assert way_out(text) == advice


def test_a_mistake_in_a_folded_text_is_found_in_its_line():
    mark = Mark("lee.yaml", 4, 9, "  when: >", ("    actor.pride +", "      actor.prid"))
    problems = Problems()
    assert parse("actor.pride + actor.prid\n", mark, NAMES, problems) is None
    (problem,) = problems
    assert str(problem.mark) == "lee.yaml:6:7"
    assert str(problem).splitlines()[2].index("^") == 2 + 6


def test_a_kind_can_be_asked_for():
    problems = Problems()
    assert parse("actor.pride", None, NAMES, problems, wanted=FLAG) is None
    assert [each.name for each in problems] == ["wrong-kind"]
    assert parse("actor.pride", None, NAMES, problems, wanted=NUMBER) is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("(" * 100_000, "expression-too-long"),
        ("1" + "+1" * 500_000, "expression-too-long"),
        ("9" * 1_000_000, "expression-too-long"),
        (" " * 2_000_000 + "1", "expression-too-long"),
        ("(" * 900, "expression-too-deep"),
        ("min(" * 240, "expression-too-deep"),
        ("-" * 990 + "1", "expression-too-deep"),
        ("not " * 240 + "true", "expression-too-deep"),
        ("1" + "+1" * 60, "expression-too-deep"),
        ("1 if true else " * 60 + "1", "expression-too-deep"),
        ("true" + " and true" * 60, "expression-too-deep"),
        ("min(1" + ",1" * 60 + ")", "expression-too-deep"),
        ("1" + "<1" * 400, "expression-too-large"),
        ("(1, " * 29 + "1 2" + ")" * 29, "expression-unreadable"),
        ("actor" + ".a" * 490, "expression-too-deep"),
        ("min(" + ",".join(f"xy{n}" for n in range(28)) + ")", "unknown-name"),
        ("a" * 999, "unknown-name"),
        ("9" * 999, "number-out-of-range"),
        ("9" * 998 + "j", "expression-not-allowed"),
        ("9**9**9", "expression-not-allowed"),
    ],
    ids=lambda text: text[:20],
)
def test_a_hostile_text_costs_next_to_nothing(text: str, name: str):
    assert {found for found, _ in told(text)} == {name}
    assert best_seconds(lambda: told(text)) < 0.05


@given(st.text(max_size=40) | st.text(alphabet="ab1.e+-*/<>=!() ,orndtif", max_size=40))
def test_whatever_is_written_is_understood_or_refused(text: str):
    problems = Problems()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        expr = parse(text, Mark("lee.yaml", 1, 1, text), NAMES, problems)
    assert (expr is None) == bool(problems)


def test_the_largest_expressions_can_be_lowered():
    levels = DEPTH_LIMIT // 2 - 1
    for text in (
        "sqrt(1/" * levels + "now_hour" + ")" * levels,
        "one(0 < " * levels + "now_hour" + " < 1)" * levels,
        "abs(-" * levels + "now_hour" + ")" * levels,
        f"min({', '.join(['now_hour'] * (DEPTH_LIMIT - 1))})",
        "+".join(["now_hour"] * DEPTH_LIMIT),
    ):
        expr = understood(text)
        columns, rows = {"now_hour": [0.25]}, {"n": 0}
        assert bits(compile_few([expr])(columns, rows)[0]) == bits(evaluate(expr, lambda _: 0.25))
        arrays = {"now_hour": np.array([0.25])}
        assert compile_many([expr])(arrays, {"n": np.array([0])})[0].shape == (1,)


def test_limits_are_where_they_are_said_to_be():
    understood("(" * BRACKET_LIMIT + "1" + ")" * BRACKET_LIMIT)
    assert told("(" * (BRACKET_LIMIT + 1) + "1") == [("expression-too-deep", BRACKET_LIMIT + 1)]
    understood("1" + " " * (LENGTH_LIMIT - 1))
    assert told("1" + " " * LENGTH_LIMIT) == [("expression-too-long", 1)]


# Names.


@pytest.mark.parametrize(
    "part", ["", "x y", "x;y", "_x", "X", "if", "1x", "x[0]", "x.y.z", "絆", "x\n"]
)
def test_a_name_that_could_be_code_is_none(part: str):
    assert not is_word(part)
    with pytest.raises(ValueError, match="is no name"):
        Name(f"actor.{part}", "person", "pride", "i", NUMBER)
    for table, column, index in ((part, "b", "c"), ("a", part, "c"), ("a", "b", part)):
        with pytest.raises(ValueError, match="is no name"):
            Name("actor.x", table, column, index, NUMBER)


def test_words_of_the_language_are_nobodys_name():
    for spelling in ("min", "true"):
        with pytest.raises(ValueError, match="word of the language"):
            Name(spelling, "a", "b", "c", NUMBER)


def test_two_names_are_not_spelt_alike():
    with pytest.raises(ValueError, match="spelt 'a'"):
        by_spelling([Name("a", "b", "c", "i", NUMBER), Name("a", "b", "d", "i", NUMBER)])


# Said three ways.


def bits(value: object) -> object:
    """What two values have to share to be the same to the last bit. All NaN are one."""
    if isinstance(value, bool | np.bool_):
        return bool(value)
    assert isinstance(value, float)
    return "nan" if math.isnan(value) else struct.pack("<d", value)


LITERALS = st.sampled_from(["0", "1", "2", "0.5", "0.1", "3", "1e-300", "1e300", "1e-320"])


def numbers(inner: st.SearchStrategy[str], flags: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(inner, inner)
    triple = st.tuples(inner, inner, inner)
    return st.one_of(
        st.builds("({0[0]} {1} {0[1]})".format, pair, st.sampled_from("+-*/")),
        inner.map("-{}".format),
        st.builds("{1}({0[0]}, {0[1]})".format, pair, st.sampled_from(["min", "max"])),
        triple.map("clamp({0[0]}, {0[1]}, {0[2]})".format),
        triple.map("max({0[0]}, {0[1]}, {0[2]})".format),
        st.builds("{1}({0})".format, inner, st.sampled_from(["abs", "sqrt", "floor"])),
        flags.map("one({})".format),
        st.builds("({0[0]} if {1} else {0[1]})".format, pair, flags),
    )


def flags(inner: st.SearchStrategy[str], numbers: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    sign = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    return st.one_of(
        st.builds("({} {} {})".format, numbers, sign, numbers),
        st.builds("({} {} {} {} {})".format, numbers, sign, numbers, sign, numbers),
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner),
        inner.map("(not {})".format),
        st.builds("({} if {} else {})".format, inner, inner, inner),
        st.builds("between({}, {}, {})".format, numbers, numbers, numbers),
    )


def texts(levels: int) -> tuple[st.SearchStrategy[str], st.SearchStrategy[str]]:
    """Well-typed number texts and flag texts, so many levels deep at most."""
    number = LITERALS | st.sampled_from([s for s, n in NAMES.items() if n.kind is NUMBER])
    flag = st.sampled_from(["true", "False", *(s for s, n in NAMES.items() if n.kind is FLAG)])
    for _ in range(levels):
        number, flag = number | numbers(number, flag), flag | flags(flag, number)
    return number, flag


NUMBER_TEXTS, FLAG_TEXTS = texts(3)
TELLING_NUMBERS = (
    0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.7, -2.7, 5e-324, -5e-324, 1e308, -1e308, 2.0**53,
    -(2.0**53) - 2, 1e16, 2.0**51 + 0.5, math.inf, -math.inf, math.nan,
)  # fmt: skip
TELLING = st.sampled_from(TELLING_NUMBERS)
PEOPLE = 3


@st.composite
def tables(draw: st.DrawFn) -> dict[str, np.ndarray]:
    def column(length: int, kind: Kind) -> np.ndarray:
        cell = st.booleans() if kind is FLAG else st.floats() | TELLING
        values = draw(st.lists(cell, min_size=length, max_size=length))
        return np.array(values, dtype=bool if kind is FLAG else np.float64)

    lengths = {"person": PEOPLE, "bond": PEOPLE * PEOPLE, "now": 1}
    return {
        array: column(lengths[name.table], name.kind)
        for array, name in sorted({name.array: name for name in NAMES.values()}.items())
    }


def cell(table: dict[str, np.ndarray], rows: dict[str, int], name: Name) -> float | bool:
    return table[name.array][rows[name.index]].item()


@settings(max_examples=200, deadline=None)
@given(st.lists(NUMBER_TEXTS | FLAG_TEXTS, min_size=1, max_size=4), tables())
def test_three_ways_agree_to_the_last_bit(written: list[str], table: dict[str, np.ndarray]):
    exprs = [understood(text) for text in written]
    few, many = compile_few(exprs), compile_many(exprs)
    views = {array: memoryview(column) for array, column in table.items()}
    pairs = [(i, j) for i in range(PEOPLE) for j in range(PEOPLE)]
    i, j = (np.array(side) for side in zip(*pairs, strict=True))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found_many = [
            np.broadcast_to(column, len(pairs)).tolist()
            for column in many(table, {"i": i, "j": j, "ij": i * PEOPLE + j, "n": 0})
        ]
    for row, (actor, target) in enumerate(pairs):
        rows = {"i": actor, "j": target, "ij": actor * PEOPLE + target, "n": 0}
        found_few = few(views, rows)
        for expr, one_few, column in zip(exprs, found_few, found_many, strict=True):
            meant = evaluate(expr, partial(cell, table, rows))
            assert bits(one_few) == bits(meant), (expr.text, one_few, meant)
            assert bits(column[row]) == bits(meant), (expr.text, column[row], meant)


@pytest.mark.parametrize(
    "text",
    [
        "-x", "abs(x)", "sqrt(x)", "floor(x)", "x + y", "x - y", "x * y", "x / y", "x / 3", "1 / x",
        "min(x, y)", "max(x, y)", "min(x, 1)", "max(0, x)", "clamp(x, y, 1)", "clamp(x, 0, y)",
        "clamp(x, 0, 1)", "x if x < y else y", "one(x < y)", "x < y", "x <= y", "x > y", "x >= y",
        "x == y", "x != y", "x < y <= 1", "0 <= x < y", "between(0, x, y)", "not x < y",
        "x < y and x < 1", "x < y or x < 1", "x < y if x > 0 else y < x",
    ],
)  # fmt: skip
def test_every_operator_agrees_on_every_telling_pair(text: str):
    names = by_spelling([Name(word, "table", word, word, NUMBER) for word in ("x", "y")])
    expr = parse(text, None, names, Problems())
    assert expr is not None
    numbers = list(TELLING_NUMBERS)
    columns = {"table_x": np.array(numbers), "table_y": np.array(numbers)}
    every = np.arange(len(numbers))
    (found_many,) = compile_many([expr])(columns, {"x": every[:, None], "y": every[None, :]})
    found_many = np.broadcast_to(found_many, (len(numbers), len(numbers)))
    few = compile_few([expr])
    for x, y in product(range(len(numbers)), repeat=2):
        meant = evaluate(expr, lambda name, rows={"x": x, "y": y}: numbers[rows[name.spelling]])
        (found_few,) = few({"table_x": numbers, "table_y": numbers}, {"x": x, "y": y})
        told = (text, numbers[x], numbers[y])
        assert (told, bits(found_few)) == (told, bits(meant))
        assert (told, bits(found_many[x, y].item())) == (told, bits(meant))


@pytest.mark.parametrize(
    "promise",
    [
        "sqrt(now_hour) >= 0",
        "between(clamp(now_hour, 0, 1), 0, 1)",
        "not abs(now_hour) < 0",
        "not floor(now_hour) > now_hour",
        "between(one(now_hour > 0), 0, 1)",
        "now_hour / 0 == 0",
    ],
)
@given(value=st.floats() | TELLING)
def test_promises_are_kept_for_every_number(promise: str, value: float):
    assert evaluate(understood(promise), lambda _: value) is True


def test_few_rows_read_lists_as_well_as_memoryviews():
    few = compile_few([understood("actor.pride / 2"), understood("actor.is_tired")])
    columns = {"person_pride": [1.0, 3.0], "person_is_tired": [False, True]}
    assert few(columns, {"i": 1}) == (1.5, True)


def test_many_rows_broadcast():
    many = compile_many([understood("actor.pride + target.pride"), understood("1 / 0")])
    pride = np.array([1.0, 2.0, 4.0])
    sums, constant = many({"person_pride": pride}, {"i": np.array([[0], [1]]), "j": np.arange(3)})
    assert sums.tolist() == [[2.0, 3.0, 5.0], [3.0, 4.0, 6.0]]
    assert float(constant) == 0.0


def test_no_warning_of_numpy_escapes():
    column = np.array([1e308, math.inf, 0.0, math.nan])
    texts = ["now_hour * now_hour", "now_hour - now_hour", "1 / now_hour", "sqrt(-now_hour)"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        compile_many([understood(each) for each in texts])(
            {"now_hour": column}, {"n": np.arange(4)}
        )


def test_a_caller_may_read_its_own_variables():
    expr = understood("clamp(actor.pride, 0, now_hour)")
    source = few_rows(expr, lambda name: name.column)
    assert eval(source, {"__builtins__": {}, **FEW_ROWS_WORDS}, {"pride": 5.0, "hour": 2.0}) == 2.0
    assert "[" not in source and "[" not in many_rows(expr, lambda name: name.column)


def test_fragments_can_be_pasted_beside_each_other():
    fragment = few_rows(understood("min(actor.pride, now_hour)"))
    source = f"-{fragment} * {fragment} if not {fragment} > 9 else 0"
    columns = {"person_pride": [3.0], "now_hour": [2.0], "i": 0, "n": 0}
    assert eval(source, {"__builtins__": {}, **FEW_ROWS_WORDS}, columns) == -4.0


def test_the_example_that_opens_the_module_is_true():
    assert doctest.testmod(language).attempted > 0 and doctest.testmod(language).failed == 0
