"""An author writes YAML; every surprise in it is named and placed."""

import doctest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.problems import Mark, Problem, Problems, WorldMistaken, did_you_mean
from kizuna.world import source
from kizuna.world.nodes import MapNode, Node, TextNode, mark_at, plain
from kizuna.world.source import DEPTH_LIMIT, PROBLEM_LIMIT, SIZE_LIMIT_BYTES, read_file, read_text
from tests.timed import best_seconds

VILLAGE = """\
people:
  lee:
    age: 16
    says: "I will: prove it"
    home:
  絆: {likes: [curry, 0.5]}
"""


def read(text: str) -> tuple[Node | None, Problems]:
    problems = Problems()
    return read_text(text, "village.yaml", problems), problems


def sound(text: str) -> Node:
    node, problems = read(text)
    assert node is not None and not problems, str(problems)
    return node


def told(text: str) -> list[tuple[str, str]]:
    """Names and places of what is wrong."""
    return [(each.name, str(each.mark).removeprefix("village.yaml:")) for each in read(text)[1]]


def value(text: str) -> object:
    return plain(sound(f"key: {text}\n"))["key"]


# What is read.


def test_a_village_is_read_in_the_authors_order():
    village = plain(sound(VILLAGE))
    assert village == {
        "people": {
            "lee": {"age": 16, "says": "I will: prove it", "home": None},
            "絆": {"likes": ["curry", 0.5]},
        }
    }
    assert list(village["people"]) == ["lee", "絆"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("-12", -12),
        ("+5", 5),
        ("0x1f", 31),
        ("0o17", 15),
        ("0.5", 0.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("'1'", "1"),
        ('"yes"', "yes"),
        ("'010'", "010"),
        ("12:30", "12:30"),
        ("07:05:00", "07:05:00"),
        ("2012-08-23", "2012-08-23"),
        ("day 2 21:30", "day 2 21:30"),
        ("007 squad", "007 squad"),
        ("no way", "no way"),
        ("Konoha", "Konoha"),
        ("-", [None]),
    ],
)
def test_a_scalar_is_what_it_looks_like(text: str, meant: object):
    found = value(text if text != "-" else "\n  -")
    assert found == meant and type(found) is type(meant)


def test_an_empty_file_holds_nothing():
    assert plain(sound("")) is None
    assert plain(sound("# only a thought\n")) is None


def test_a_byte_order_mark_moves_no_column():
    node, problems = read("\ufeffname: Lee\n")
    assert not problems and node is not None
    assert str(node.mark) == "village.yaml:1:1"


def test_an_alias_stands_for_what_was_written():
    assert plain(sound("a: &calm [0.5, 1]\nb: *calm\n"))["b"] == [0.5, 1]


def test_plain_values_are_nobody_elses():
    made = plain(sound("a: &calm [1]\nb: *calm\n"))
    made["a"].append(2)
    assert made["b"] == [1]


# Where it stands.


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), "1:1"),
        (("people", "lee", "age"), "3:10"),
        (("people", "lee", "says"), "4:11"),
        (("people", "lee", "home"), "5:5"),  # left out: its key
        (("people", "lee", "rank"), "2:3"),  # missing: whose it would be
        (("people", "gaara"), "1:1"),
        (("people", "lee", "[key]"), "2:3"),
        (("people", "絆", "likes", 1), "6:22"),
        (("people", "絆", "likes", 7), "6:7"),
        (("people", "PersonShape", "lee", "age"), "3:10"),  # a union's branch names nothing
        (("elsewhere",), "1:1"),
    ],
)
def test_a_path_leads_to_a_place(path: tuple[str | int, ...], place: str):
    assert str(mark_at(sound(VILLAGE), path)) == f"village.yaml:{place}"


def test_a_path_leads_to_a_key_when_the_key_is_meant():
    mark = mark_at(sound(VILLAGE), ("people", "lee", "age"), of_key=True)
    assert (mark.line, mark.column, mark.text) == (3, 5, "    age: 16")


def test_keys_keep_their_marks():
    village = sound(VILLAGE)
    assert isinstance(village, MapNode)
    (key, people), *_ = village.entries
    assert (str(key.mark), str(people.mark)) == ("village.yaml:1:1", "village.yaml:2:3")


@pytest.mark.parametrize(
    ("source", "letter", "place"),
    [
        ("when: abcXd", "X", "1:10"),
        ("when: 'ab Xd'", "X", "1:11"),
        ('when: "ab Xd"', "X", "1:11"),
        ("when: >  # a reason\n  ab\n  c Xd\n", "X", "3:5"),
        ("when: |\n  ab\n\n  Xd\n", "X", "4:3"),
        ("when: ab\n  cd X\n", "X", "2:6"),
        ('when: "a\\x62X"', "X", "1:7"),  # escapes: the start of the text
    ],
)
def test_a_place_inside_a_text_is_found_however_it_is_written(source: str, letter: str, place: str):
    node = sound(source)
    assert isinstance(node, MapNode)
    text = node.entries[0][1]
    assert isinstance(text, TextNode)
    assert str(text.mark.inside(text.text, text.text.index(letter))) == f"village.yaml:{place}"


# What is refused.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [("duplicate-key", "3:1")]),
        ("a: yes\nb: [No, 'on', y]\n", [("yaml-surprise", p) for p in ("1:4", "2:5", "2:15")]),
        ("on: 1\n", [("yaml-surprise", "1:1")]),
        ("a: 010\nb: -07\nc: 1_000\nd: 0b1\n", [("yaml-surprise", f"{n}:4") for n in (1, 2, 3, 4)]),
        ("a: 1:2\nb: 190:20:30\nc: 25:00\n", [("yaml-surprise", f"{n}:4") for n in (1, 2, 3)]),
        ("a: .inf\nb: -.INF\nc: .nan\n", [("number-out-of-range", f"{n}:4") for n in (1, 2, 3)]),
        ("a: 9007199254740993\nb: 1e999\n", [("number-out-of-range", f"{n}:4") for n in (1, 2)]),
        ("a: " + "9" * 5000, [("number-out-of-range", "1:4")]),
        ("1: a\ntrue: b\n[c]: d\n~: e\n", [("key-not-text", f"{n}:1") for n in (1, 2, 3, 4)]),
        ("a: &b {c: 1}\nd:\n  <<: *b\n", [("merge-key", "3:3")]),
        ("a: !!python/object/apply:os.system [ls]\n", [("explicit-tag", "1:4")]),
        ("a: !!str 5\nb: ! c\n", [("explicit-tag", "1:4"), ("explicit-tag", "2:4")]),
        ("a: *b\n", [("unknown-anchor", "1:4")]),
        ("a: &b [*b]\n", [("unknown-anchor", "1:8")]),
        ("a: 1\n---\nb: 2\n", [("several-documents", "2:1")]),
        ("%YAML 1.1\n---\na: 1\n", [("directive", "1:1")]),
        ("a: b\0c\n", [("control-character", "1:5")]),
        ("a: b\n\x1bc: d\n", [("control-character", "2:1")]),
        ("a: \ud800\n", [("control-character", "1:4")]),
        ("a: [1, 2\n", [("not-yaml", "1:4")]),
        ("a: 'never\nends\n", [("not-yaml", "1:4")]),
        ("a:\n\tb: 1\n", [("not-yaml", "2:1")]),
        ("a: b: c\n", [("not-yaml", "1:5")]),
        ("a: 1\n  b: 2\n", [("not-yaml", "2:4")]),
        ("- " * (DEPTH_LIMIT + 1) + "a", [("too-deep", f"1:{2 * DEPTH_LIMIT + 1}")]),
    ],
)  # fmt: skip
def test_a_mistake_has_a_name_and_a_place(text: str, expected: list[tuple[str, str]]):
    assert told(text) == expected


def test_all_mistakes_are_told_at_once_and_the_sound_part_is_kept():
    node, problems = read("a: 1\nb: yes\na: 2\n3: c\nd: !x e\nf: g: h\n")
    assert [each.name for each in problems] == [
        "yaml-surprise", "duplicate-key", "key-not-text", "explicit-tag", "not-yaml",
    ]  # fmt: skip
    assert node is None
    node, _ = read("a: 1\nb: yes\na: 2\n3: c\n")
    assert node is not None and plain(node) == {"a": 1, "b": "yes"}


def test_the_deepest_allowed_nesting_is_read():
    node = sound("- " * (DEPTH_LIMIT - 1) + "a")
    assert str(plain(node)).count("[") == DEPTH_LIMIT - 1


def test_an_alias_cannot_dig_deeper_than_the_limit():
    half = "- " * (DEPTH_LIMIT // 2)
    problems = read(f"- &a\n  {half}x\n- {half}*a\n")[1]
    assert [each.name for each in problems] == ["too-deep"]


def test_a_file_with_nothing_but_mistakes_is_left_early():
    names = [name for name, _ in told("- yes\n" * 5000)]
    assert names == ["yaml-surprise"] * PROBLEM_LIMIT + ["too-many-problems"]


def test_tabs_are_told_to_be_blanks():
    (problem,) = read("a:\n\tb: 1\n")[1]
    assert problem.way_out == "indent with blanks instead of tabs"


@given(st.text(max_size=60) | st.text(alphabet="ab:-[]{}&*!<>|'\"#%@? \n\t,0159._~", max_size=60))
def test_whatever_is_written_is_read_or_refused_with_a_place(text: str):
    node, problems = read(text)
    assert node is not None or problems
    lines = text.removeprefix("\ufeff").splitlines()
    for problem in problems:
        assert problem.mark is not None and problem.message
        assert 1 <= problem.mark.line <= len(lines) + 1


TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(alphabet="abyn01:. '\"絆-", max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(alphabet="abyno01:<", max_size=5), inner, max_size=3),
    max_leaves=10,
)  # fmt: skip


def written(tree: object) -> str:
    """A tree in flow style with every text in quotes: the way out each message gives."""
    match tree:
        case dict():
            return "{" + ", ".join(f"{written(k)}: {written(v)}" for k, v in tree.items()) + "}"
        case list():
            return "[" + ", ".join(map(written, tree)) + "]"
        case str():
            return "'" + tree.replace("'", "''") + "'"
        case None:
            return "~"
    return str(tree).lower()


@given(TREES)
def test_what_is_quoted_comes_back_as_it_was(tree: object):
    found = plain(sound(written(tree)))
    assert repr(found) == repr(tree)


# Hostile files.


LAUGHS = "a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (LAUGHS, "too-many-aliases"),
        ("[" * 100_000, "too-deep"),
        ("{a: " * 100_000, "too-deep"),
        ("- " * 100_000, "too-deep"),
        ("? " * 100_000, "too-deep"),
        ("".join(f"%TAG !{n}! tag:{n}\n" for n in range(50_000)), "directive"),
        ("a" * (SIZE_LIMIT_BYTES + 1), "file-too-large"),
        ("絆" * (SIZE_LIMIT_BYTES // 2), "file-too-large"),
        ("a: " + "1" * 1_000_000, "number-out-of-range"),
        ("- yes\n" * 300_000, "yaml-surprise"),
    ],
    ids=lambda text: text[:12].replace("\n", " "),
)
def test_a_hostile_file_costs_next_to_nothing(text: str, name: str):
    assert told(text)[0][0] == name
    assert best_seconds(lambda: read(text)) < 0.05


def test_too_many_values_are_refused_before_they_fill_the_memory():
    (problem,) = read("-\n" * 500_000)[1]
    assert problem.name == "too-many-values"


def test_a_thousand_lines_are_read_in_less_than_100_ms():
    text = "".join(f"p{n}:\n  name: person {n}\n  age: {n}\n  calm: 0.5\n" for n in range(250))
    assert len(plain(sound(text))) == 250
    assert best_seconds(lambda: read(text)) < 0.1


# Files.


def test_a_file_is_read(tmp_path: Path):
    path = tmp_path / "village.yaml"
    path.write_text("name: Konoha\n", encoding="utf-8")
    problems = Problems()
    node = read_file(path, problems)
    assert node is not None and plain(node) == {"name": "Konoha"} and not problems
    assert node.mark.file == str(path)


def test_a_file_in_another_encoding_is_refused_where_it_shows(tmp_path: Path):
    path = tmp_path / "village.yaml"
    path.write_bytes("絆: ok\r\nname: 絆 ".encode() + b"\xe9t\xe9\r\nage: 1\r\n")
    problems = Problems()
    assert read_file(path, problems) is None
    (problem,) = problems
    assert problem.name == "not-utf-8" and problem.mark is not None
    assert (problem.mark.line, problem.mark.column) == (2, 9)
    assert problem.mark.text == "name: 絆 \ufffdt\ufffd"


def test_a_missing_file_a_folder_and_a_huge_file_are_problems(tmp_path: Path):
    huge = tmp_path / "huge.yaml"
    huge.write_bytes(b"a" * (SIZE_LIMIT_BYTES + 10))
    problems = Problems()
    for path in (tmp_path / "nowhere.yaml", tmp_path, huge):
        assert read_file(path, problems) is None
    assert sorted(each.name for each in problems) == [
        "file-too-large", "file-unreadable", "file-unreadable",
    ]  # fmt: skip


# How it is told.


def test_a_problem_shows_the_line_and_points_at_the_column():
    mark = Mark("village.yaml", 3, 13, "    beloved: sakra")
    problem = Problem("unknown-name", mark, "nobody is called 'sakra'", "did you mean 'sakura'?")
    assert str(problem) == (
        "village.yaml:3:13: nobody is called 'sakra' [unknown-name]\n"
        "      beloved: sakra\n"
        "              ^\n"
        "  did you mean 'sakura'?"
    )


def test_the_caret_stands_below_wide_letters_and_tabs():
    lines = str(Problem("x", Mark("v", 1, 4, "絆\t絆é"), "m", "")).splitlines()
    assert lines[1:] == ["  絆 絆é", "  " + " " * 5 + "^"]


def test_a_long_line_is_shown_around_the_mistake():
    text = "a" * 5000 + "X" + "b" * 5000
    line, caret = str(Problem("x", Mark("v", 1, 5001, text), "m", "")).splitlines()[1:]
    assert len(line) < 110 and line[caret.index("^")] == "X"


def test_what_a_terminal_would_obey_is_not_shown():
    assert "\x1b" not in str(Problem("x", Mark("v", 1, 1, "\x1b[31mred"), "m", ""))


def test_problems_are_told_in_the_order_of_the_source():
    problems = Problems()
    assert not problems
    for line, column in ((3, 1), (1, 9), (1, 2)):
        problems.report("x", Mark("v", line, column, ""), "m")
    problems.report("y", None, "the whole world", "")
    assert [str(each.mark) for each in problems] == ["None", "v:1:2", "v:1:9", "v:3:1"]
    with pytest.raises(WorldMistaken) as raised:
        problems.raise_any()
    assert raised.value.problems == tuple(problems)
    assert str(raised.value).index("v:1:2") < str(raised.value).index("v:3:1")


def test_nothing_is_raised_when_nothing_is_wrong():
    Problems().raise_any()


def test_very_many_problems_are_counted_in_the_end():
    mistaken = WorldMistaken(Problem("x", None, "m", "") for _ in range(60))
    assert str(mistaken).endswith("and 10 more") and len(mistaken.problems) == 60


@pytest.mark.parametrize(
    ("word", "known", "way_out"),
    [
        ("sakra", ["lee", "sakura", "sasuke"], "did you mean 'sakura'?"),
        ("gaara", ["lee", "sakura"], "there is 'lee', 'sakura'"),
        ("xyz", [f"name{n}" for n in range(20)], ""),
        ("xyz", [], ""),
        ("a" * 1_000_000, ["aa"], "there is 'aa'"),
    ],
)
def test_a_word_nobody_knows_has_a_way_out(word: str, known: list[str], way_out: str):
    assert did_you_mean(word, known) == way_out
    assert did_you_mean(word, reversed(known)) == way_out


def test_the_example_that_opens_the_module_is_true():
    assert doctest.testmod(source).attempted > 0 and doctest.testmod(source).failed == 0
