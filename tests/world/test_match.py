import random
from collections.abc import Iterator
from itertools import combinations, permutations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.clock import DAY, HOUR, MINUTE, parse_span
from kizuna.event import Cause, Event, address, time_of
from kizuna.problems import Problems
from kizuna.world.match import Sifter, advance, begin, expects, find, find_all, occurs, trail
from kizuna.world.match import sifter as sifting
from kizuna.world.pattern import compile_pattern
from tests.world.test_pattern import ANOTHER_ONE


def understood(data, **known):
    problems = Problems()
    data = yaml.safe_load(data) if isinstance(data, str) else data
    pattern = compile_pattern(data, problems, **known)
    assert pattern is not None, str(problems)
    return pattern


class Story:
    """Events told one after another, a minute apart unless said otherwise."""

    def __init__(self):
        self.events = []

    def tell(self, kind, *, at=None, because=(), by="motivated", data=None, **roles):
        last = self.events[-1].seq if self.events else address(-MINUTE, 0)
        time = time_of(last) + MINUTE if at is None else at
        seq = max(address(time, 0), last + 1)
        causes = tuple(Cause(by, event.seq) for event in because)
        self.events.append(Event(seq, kind, roles, None, data or {}, causes))
        return self.events[-1]

    def did(self, practice, actor="lee", target="gaara", *, at=None, because=(), **others):
        data = {"practice": practice, **others.pop("data", {})}
        return self.tell(
            "Did", at=at, because=because, data=data, actor=actor, target=target, **others
        )

    def find(self, pattern):
        return find(understood(pattern), self.events)


def seqs(*events):
    return tuple(event.seq for event in events)


# Small stories.


def test_an_insult_is_answered_and_understood():
    story = Story()
    insult = story.did("speak_ill", "gaara", "lee", about="gai")
    hurt = story.tell("FeelingStirred", who="lee", because=[insult])
    answer = story.did("defend", "lee", "gaara", because=[hurt])
    turn = story.tell(
        "BeliefRevised", who="gaara", because=[answer], data={"proposition": "holds_dear(lee, gai)"}
    )
    (found,) = story.find(ANOTHER_ONE)
    assert found.pattern == "another one"
    assert found.of("insult") == seqs(insult)
    assert found.seqs[-1] == ("#3", seqs(turn))
    assert (found.first_seq, found.last_seq) == seqs(insult, turn)
    assert (found.first_time, found.last_time) == (insult.time, turn.time)


@pytest.mark.parametrize("what", ["apology", "late", "no cause", "nothing", "apology afterwards"])
def test_an_answer_counts_only_in_time_and_for_its_cause_and_without_apology(what):
    story = Story()
    insult = story.did("speak_ill", "gaara", "lee", about="gai")
    if what == "apology":
        story.did("apologise", "gaara", "lee")
    cause = [] if what == "no cause" else [insult]
    answer = story.did("defend", because=cause, at=20 * MINUTE if what == "late" else None)
    if what == "apology afterwards":
        story.did("apologise", "gaara", "lee")
    turned = {"proposition": "holds_dear(lee, gai)"}
    story.tell("BeliefRevised", who="gaara", because=[answer], data=turned)
    assert bool(story.find(ANOTHER_ONE)) is (what in ("nothing", "apology afterwards"))


def test_the_closing_event_does_no_harm_unless_it_is_said_to():
    betrayed_twice = {
        "sequence": [{"did": "betray", "actor": "?a"}, {"did": "betray", "actor": "?a"}],
        "unless": [{"kind": "Did", "actor": "?a"}],
    }
    story = Story()
    story.did("betray")
    story.did("betray")
    assert len(story.find(betrayed_twice)) == 1
    betrayed_twice["unless"][0]["including closing"] = True
    assert story.find(betrayed_twice) == []


def test_an_event_that_takes_part_can_still_be_what_must_not_come_between():
    story = Story()
    story.did("a")
    story.did("b")
    story.did("c")
    abc = {"sequence": [{"did": "a"}, {"did": "b"}, {"did": "c"}]}
    assert story.find(abc)
    assert not story.find({**abc, "unless": [{"did": "b"}]})


def test_the_latest_insult_before_the_blow_takes_the_place_of_the_one_before():
    latest = {"sequence": [{"did": "insult"}, {"did": "strike"}], "unless": [{"did": "insult"}]}
    story = Story()
    story.did("insult")
    second = story.did("insult")
    blow = story.did("strike")
    (found,) = story.find(latest)
    assert found.seqs == (("#1", seqs(second)), ("#2", seqs(blow)))


def test_an_unknown_person_in_an_unless_may_be_anyone():
    story = Story()
    story.did("arrive", "naruto", None)
    story.did("leave", "kiba", None)
    story.did("host", "lee", "naruto")
    arrival = {
        "sequence": [
            {"a": {"did": "arrive", "actor": "?guest"}},
            {"b": {"did": "host", "actor": "?host", "target": "?guest"}},
        ],
        "unless": [{"did": "leave", "actor": "?host", "anyone": "?host"}],
    }
    assert story.find(arrival) == []
    arrival["unless"] = [{"did": "leave", "actor": "?guest"}]
    assert len(story.find(arrival)) == 1


def test_two_variables_are_two_people_unless_they_may_be_the_same():
    story = Story()
    story.did("praise", "lee", "lee")
    assert story.find("{did: praise, actor: '?a', target: '?b'}") == []
    same = "{sequence: {did: praise, actor: '?a', target: '?b'}, may be same: [['?a', '?b']]}"
    (found,) = story.find(same)
    assert found.cast == {"a": "lee", "b": "lee"}
    assert len(story.find("{did: praise, actor: '?a', target: '?a'}")) == 1


def test_not_the_same_person_as_before():
    story = Story()
    story.did("help", "lee", "gaara")
    story.did("help", "lee", "naruto")
    story.did("help", "gaara", "kiba")
    passed_on = [
        {"did": "help", "actor": "?a", "target": "?b"},
        {"did": "help", "actor": {"not": "?a"}, "target": {"not": ["?a", "?b"]}},
    ]
    assert len(story.find({"target": {"not": "?a"}, "actor": "?a"})) == 2
    found = story.find({"keep": "all", "sequence": passed_on})
    assert [one.cast for one in found] == [
        {"a": "lee", "b": "gaara"},
        {"a": "lee", "b": "naruto"},
    ]


def test_each_value_of_a_list_is_a_solution():
    story = Story()
    story.did("joke", data={"tag": ["kind", "loud"]})
    found = story.find("{did: joke, tag: '?tag'}")
    assert [one.cast for one in found] == [{"tag": "kind"}, {"tag": "loud"}]


def test_because_walks_back_over_several_steps_and_may_ask_for_one():
    story = Story()
    start = story.did("insult")
    middle = story.tell("FeelingStirred", because=[start], by="informed")
    story.did("strike", because=[middle])
    for because, expected in [
        ({"because": "start"}, 1),
        ({"directly because": "start"}, 0),
        ({"because": {"of": "start", "by": ["motivated"]}}, 0),
        ({"because": {"of": "start", "by": ["motivated", "informed"]}}, 1),
        ({"directly because": {"kind": "FeelingStirred"}}, 1),
        ({"directly because": {"did": "insult"}}, 0),
        ({"because": {"did": "insult"}}, 1),
        ({"because": {"kind": "FeelingStirred", "because": "start"}}, 1),
        ({"because": [{"kind": "FeelingStirred"}, "start"]}, 1),
        ({"because": [{"kind": "ReflexActed"}, "start"]}, 0),
    ]:
        sequence = [{"start": {"did": "insult"}}, {"did": "strike", **because}]
        assert len(story.find({"sequence": sequence})) == expected, because


def test_what_something_rests_on_can_say_who_it_was():
    story = Story()
    by_naruto = story.did("comfort", "naruto", "gaara")
    by_lee = story.did("comfort", "lee", "gaara")
    story.did("smile", "gaara", "temari", because=[by_naruto, by_lee])
    found = story.find("{did: smile, because: {did: comfort, actor: '?friend'}}")
    assert [one.cast for one in found] == [{"friend": "lee"}, {"friend": "naruto"}]


def test_causes_that_lead_in_a_circle_or_to_nothing_lead_nowhere():
    here = Event(address(0, 1), "Did", causes=(Cause("enabled", address(0, 1)),))
    there = Event(
        address(0, 2),
        "Did",
        causes=(Cause("enabled", address(9, 9)), Cause("enabled", address(-5, 0))),
    )
    assert find(understood("{kind: Did, because: {kind: Did}}"), [here, there]) == []


def test_the_walk_back_never_goes_beyond_the_labelled_event():
    before = [Event(address(at, 0), "Stirred", causes=_after(at)) for at in range(100)]
    insult = Event(address(100, 0), "Did", data={"practice": "insult"}, causes=_after(100))
    feeling = Event(address(101, 0), "Stirred", causes=_after(101))
    answer = Event(address(102, 0), "Did", data={"practice": "answer"}, causes=_after(102))
    known = {event.seq: event for event in [*before, insult, feeling, answer]}
    asked = []

    def lookup(seq):
        asked.append(seq)
        return known.get(seq)

    matching = begin([understood("[{insult: {did: insult}}, {did: answer, because: insult}]")])
    for event in (insult, feeling, answer):
        matching, completed = advance(matching, event, lookup)
    assert completed
    assert asked == [feeling.seq]


def _after(at):
    return (Cause("enabled", address(at - 1, 0)),)


def test_at_least_and_at_most_so_long_after_another():
    absence = {
        "keep": "all",
        "sequence": [
            {"parting": {"did": "part"}},
            {"did": "meet", "after": "3 d"},
            {"did": "embrace", "within": {"span": "4 d", "of": "parting"}},
        ],
    }
    story = Story()
    story.did("part", at=0)
    story.did("meet", at=2 * DAY)
    met = story.did("meet", at=3 * DAY)
    early = story.did("embrace", at=4 * DAY)
    story.did("embrace", at=4 * DAY + 1)
    (found,) = story.find(absence)
    assert (found.of("#2"), found.of("#3")) == (seqs(met), seqs(early))


def test_time_after_a_group_or_a_counted_clause_runs_from_its_last_event():
    story = Story()
    for practice, at in (("bow", 0), ("nod", 60), ("nod", 90), ("leave", 120)):
        story.did(practice, at=at)
    group = {"in any order": [{"did": "bow"}, {"did": "nod"}]}
    assert len(story.find([group, {"did": "leave", "within": "1 min"}])) == 1
    assert len(story.find([group, {"did": "leave", "after": "2 min"}])) == 0
    nods = {"nods": {"did": "nod", "times": 2}}
    assert len(story.find([nods, {"did": "leave", "within": {"span": "30 s", "of": "nods"}}])) == 1
    assert len(story.find([nods, {"did": "leave", "after": {"span": "31 s", "of": "nods"}}])) == 0


def test_an_earlier_beginning_gives_way_when_only_a_later_one_can_be_completed():
    story = Story()
    story.did("insult", at=0)
    later = story.did("insult", at=60)
    story.did("turn", at=120)
    blow = story.did("strike", at=210, because=[later])
    for clause in (
        {"did": "strike", "within": {"span": "3 min", "of": "insult"}},
        {"did": "strike", "because": "insult"},
    ):
        (found,) = story.find([{"insult": {"did": "insult"}}, {"did": "turn"}, clause])
        assert (found.of("insult"), found.last_seq) == (seqs(later), blow.seq)


def test_three_refusals_are_counted_at_distinct_moments():
    story = Story()
    first = story.did("refuse", at=0)
    second = story.did("refuse", at=MINUTE)
    story.did("refuse", at=MINUTE)
    story.did("refuse", "naruto", at=2 * MINUTE)
    third = story.did("refuse", at=3 * MINUTE)
    thaw = story.did("confide", at=4 * MINUTE)
    (found,) = story.find(
        [
            {"no": {"did": "refuse", "actor": "?a", "times": 3}},
            {"did": "confide", "actor": "?a"},
        ]
    )
    assert found.of("no") == seqs(first, second, third)
    assert found.last_seq == thaw.seq


def test_three_times_within_a_day_counts_from_the_first_of_them():
    story = Story()
    for hour in (0, 20, 30, 40, 43):
        story.did("refuse", at=hour * HOUR)
    (found,) = story.find("{did: refuse, times: 3, within: 1 d}")
    assert [time_of(seq) // HOUR for seq in found.of("#1")] == [20, 30, 40]


def test_one_of_several_alternatives():
    hurt = {
        "keep": "all",
        "sequence": [
            {
                "hurt": {
                    "any of": [
                        {"did": "insult", "actor": "?a", "target": "?b"},
                        {"kind": "Injured", "who": "?b", "by": "?a"},
                    ],
                    "place": {"any": False},
                }
            },
            {"did": "apologise", "actor": "?a", "target": "?b", "because": "hurt"},
        ],
    }
    story = Story()
    insult = story.did("insult", "lee", "gaara")
    wound = story.tell("Injured", who="gaara", by="motivated", data={"by": "lee"})
    story.did("apologise", "lee", "gaara", because=[insult, wound])
    found = story.find(hurt)
    assert [one.of("hurt") for one in found] == [seqs(insult), seqs(wound)]
    assert found[0].cast == found[1].cast == {"a": "lee", "b": "gaara"}


def test_a_group_may_come_in_any_order():
    all_come = {
        "sequence": [
            {"did": "call"},
            {"in any order": [{"did": "bow"}, {"did": "nod"}, {"did": "wave"}], "within": "1 h"},
            {"did": "leave"},
        ]
    }
    for order in permutations(["bow", "nod", "wave"]):
        story = Story()
        for practice in ("call", *order, "leave"):
            story.did(practice)
        assert len(story.find(all_come)) == 1
        assert find(understood(all_come), [*story.events[:3], story.events[4]]) == []
    late = Story()
    for practice, at in (("call", 0), ("bow", 1), ("nod", 2), ("wave", HOUR + 1), ("leave", DAY)):
        late.did(practice, at=at)
    assert late.find(all_come) == []


# What is kept.


def test_all_first_or_one_per_cast_are_kept():
    story = Story()
    early = story.did("insult", "lee", "gaara")
    story.did("insult", "lee", "gaara")
    story.did("insult", "kiba", "lee")
    answer = story.did("answer", "gaara", "lee")
    story.did("answer", "gaara", "lee")
    story.did("answer", "lee", "kiba")
    answered = [
        {"a": {"did": "insult", "actor": "?x", "target": "?y"}},
        {"b": {"did": "answer", "actor": "?y", "target": "?x"}},
    ]
    count = {
        keep: len(story.find({"keep": keep, "sequence": answered}))
        for keep in ("all", "first", "one per cast")
    }
    assert count == {"all": 5, "first": 1, "one per cast": 2}
    (first, _) = story.find(answered)
    assert (first.of("a"), first.of("b")) == (seqs(early), seqs(answer))


def test_a_pattern_without_variables_is_found_once_and_then_rests():
    story = Story()
    for _ in range(3):
        story.did("insult")
    assert len(story.find("{did: insult}")) == 1
    assert len(story.find("{did: insult, keep: all}")) == 3


# Matching as a value.


def test_a_fork_keeps_the_matching_it_left():
    story = Story()
    insult = story.did("insult")
    answer = story.did("answer")
    other = story.did("shrug")
    pattern = understood("[{a: {did: insult}}, {did: answer, actor: '?a'}, {did: shrug}]")
    start = begin([pattern])
    waiting, none = advance(start, insult, lambda _seq: None)
    on, _ = advance(waiting, answer, lambda _seq: None)
    _, found = advance(on, other, lambda _seq: None)
    _, missed = advance(waiting, other, lambda _seq: None)
    assert (none, len(found), missed) == ((), 1, ())
    assert start == begin([pattern])
    assert waiting == advance(start, insult, lambda _seq: None)[0]
    assert [one.awaits for one in expects(waiting)] == [("#2",)]
    assert [hash(one) for one in expects(waiting)]


def test_what_is_open_can_be_listed():
    pattern = understood(
        """
        name: wake
        sequence:
          - fall: {did: fall, actor: "?a"}
          - in any order: [{call: {did: call}}, {run: {did: run}}]
            within: 1 h
        """
    )
    story = Story()
    fall = story.did("fall", at=60)
    sifter = Sifter(begin([pattern]))
    assert expects(sifter.matching()) == ()
    sifter.take(fall, lambda _seq: None)
    sifter.take(story.did("run"), lambda _seq: None)
    waiting, closer = expects(sifter.matching())
    assert (waiting.pattern, waiting.bindings) == ("wake", (("a", "lee"),))
    assert (waiting.awaits, waiting.until) == (("call", "run"), 60 + HOUR)
    assert (closer.awaits, closer.seqs[0]) == (("call",), ("fall", seqs(fall)))
    sifter.take(story.did("walk", at=2 * HOUR), lambda _seq: None)
    assert expects(sifter.matching()) == ()


def test_given_variables_must_be_bound_before_anyone_looks():
    pattern = understood("{did: insult, target: '?host', actor: '?foe'}", given=["host"])
    with pytest.raises(ValueError, match="host"):
        begin([pattern])
    story = Story()
    story.did("insult", "lee", "gaara")
    story.did("insult", "lee", "naruto")
    matching = begin([pattern.bind({"host": "naruto"}), pattern.bind({"host": "kiba"})])
    found = [one for event in story.events for one in Sifter(matching).take(event, lambda _: None)]
    assert [one.cast for one in found] == [{"host": "naruto", "foe": "lee"}]


def test_events_must_come_in_order():
    story = Story()
    story.did("a")
    story.did("b")
    with pytest.raises(ValueError, match="out of order"):
        find(understood("{did: a}"), reversed(story.events))


def test_beats_are_looked_for_one_after_another():
    story = Story()
    insult = story.did("insult")
    answer = story.did("answer", because=[insult])
    again = story.did("answer")
    pattern = understood("{did: answer}")
    assert occurs(pattern, story.events).last_seq == answer.seq
    assert occurs(pattern, story.events, answer.seq).last_seq == again.seq
    assert occurs(pattern, story.events, again.seq) is None
    rests = understood("{did: answer, because: {did: insult}}")
    assert occurs(rests, story.events, insult.seq).last_seq == answer.seq
    assert occurs(understood("[{did: insult}, {did: answer}]"), story.events, insult.seq) is None


def test_an_event_touches_only_the_open_matches_that_it_may_concern(monkeypatch):
    answered = understood(
        "[{did: insult, actor: '?a', target: '?b'}, {did: answer, actor: '?b', target: '?a'}]"
    )
    sifter = Sifter(begin([answered]))
    names = [f"p{at}" for at in range(30)]
    story = Story()
    for pair in permutations(names, 2):
        sifter.take(story.did("insult", *pair), lambda _seq: None)
    assert len(expects(sifter.matching())) == 30 * 29
    met = []
    monkeypatch.setattr(sifting, "meet", lambda *asked: met.append(asked) or (None, []))
    sifter.take(story.did("answer", "p3", "p4"), lambda _seq: None)
    assert len(met) == 1


def test_what_is_past_its_time_does_not_pile_up():
    hasty = understood("[{did: insult, actor: '?a'}, {did: answer, within: 5 min}]")
    sifter = Sifter(begin([hasty]))
    story = Story()
    for at in range(2_000):
        sifter.take(story.did("insult", f"p{at}"), lambda _seq: None)
    assert sum(len(pool) for pool in sifter.matching().pools.values()) < 300


# The reference: every way to fill the clauses is tried, and tested against what was written.


def fill_ways(steps, events) -> Iterator[dict]:
    """Every way to give each clause of each step its events, the steps one after another."""
    if not steps:
        yield {}
        return
    for here, least in step_ways(steps[0], events):
        for rest in fill_ways(steps[1:], [event for event in events if event.seq > least]):
            yield {**here, **rest}


def step_ways(clauses, events):
    if not clauses:
        yield {}, -1
        return
    (label, body), *others = clauses
    for chosen in combinations(events, body.get("times", 1)):
        if len({event.time for event in chosen}) == len(chosen):
            left = [event for event in events if event not in chosen]
            for rest, latest in step_ways(others, left):
                yield {label: chosen, **rest}, max(latest, chosen[-1].seq)


def reference(data, events):
    """All matches as pairs of events by label and bindings, in no order."""
    known = {event.seq: event for event in events}
    steps = [list(labelled(item)) for item in data["sequence"]]
    found = []
    for way in fill_ways(steps, events):
        if in_time(data, steps, way):
            for bound in solutions(data, steps, way, known):
                if not prevented(data, way, bound, events, known) and (way, bound) not in found:
                    found.append((way, bound))
    return found


def labelled(item):
    members = item.get("in any order", [item])
    for member in members:
        ((label, body),) = member.items()
        yield label, body


def in_time(data, steps, way):
    for at, step in enumerate(steps):
        group = data["sequence"][at] if "in any order" in data["sequence"][at] else {}
        everything = [event.time for chosen in way.values() for event in chosen]
        before = [event.time for label, _ in steps[at - 1] for event in way[label]]
        usual = max(before) if at else min(everything)
        for label, body in step:
            for written in (group, body):
                for event in way[label]:
                    if not gap_is_kept(written, event.time, usual, way):
                        return False
    return True


def gap_is_kept(written, time, usual, way):
    for key in ("within", "after"):
        rule = written.get(key)
        if rule is None:
            continue
        start = usual
        if isinstance(rule, dict):
            start, rule = way[rule["of"]][-1].time, rule["span"]
        elapsed, span = time - start, parse_span(rule)
        if elapsed > span if key == "within" else elapsed < span:
            return False
    return True


def solutions(data, steps, way, known):
    bodies = {label: body for step in steps for label, body in step}
    order = sorted((event.seq, label) for label, chosen in way.items() for event in chosen)
    bounds = [{}]
    for seq, label in order:
        bounds = [
            more
            for bound in bounds
            for more in like(bodies[label], known[seq], bound, data, way, known)
        ]
    return bounds


def like(body, event, bound, data, way, known):
    bounds = [bound]
    for key, wanted in body.items():
        if key == "did":
            bounds = bounds if event.data.get("practice") in aslist(wanted) else []
        elif key in ("actor", "target"):
            bounds = [
                more for one in bounds for more in holds(wanted, event.roles.get(key), one, data)
            ]
        elif key == "any of":
            bounds = [
                more
                for one in bounds
                for choice in wanted
                for more in like(choice, event, one, data, way, known)
            ]
        elif key in ("because", "directly because"):
            bounds = [
                more for one in bounds for more in rests(wanted, key, event, one, data, way, known)
            ]
    return bounds


def holds(wanted, value, bound, data):
    if isinstance(wanted, dict):
        return [] if value == bound[wanted["not"][1:]] else [bound]
    if not wanted.startswith("?"):
        return [bound] if wanted == value else []
    name = wanted[1:]
    if name in bound:
        return [bound] if bound[name] == value else []
    taken = not data.get("may be same") and value in bound.values()
    return [] if value is None or taken else [{**bound, name: value}]


def rests(wanted, key, event, bound, data, way, known):
    by = None
    if isinstance(wanted, dict) and "of" in wanted:
        wanted, by = wanted["of"], wanted["by"]
    behind = forebears(event, known, by, 1 if key == "directly because" else 99)
    if isinstance(wanted, str):
        return [bound] if any(one.seq in behind for one in way[wanted]) else []
    return [more for seq in behind for more in like(wanted, known[seq], bound, data, way, known)]


def forebears(event, known, by, steps):
    behind = []
    for cause in event.causes if steps else ():
        if by is None or cause.type in by:
            behind += [cause.seq, *forebears(known[cause.seq], known, by, steps - 1)]
    return behind


def prevented(data, way, bound, events, known):
    numbers = [event.seq for chosen in way.values() for event in chosen]
    for unless in data.get("unless", []):
        start = way[unless["after"]][-1].seq if "after" in unless else min(numbers)
        end = way[unless["before"]][0].seq if "before" in unless else max(numbers)
        for event in events:
            closes = event.seq == end and unless.get("including closing")
            between = start < event.seq < end or (closes and start < end)
            body = {key: unless[key] for key in unless if key not in ("after", "before")}
            if between and like(body, event, bound, data, way, known):
                return True
    return False


def aslist(wanted):
    return wanted if isinstance(wanted, list) else [wanted]


def plainly(found):
    seqs_of = {label: tuple(event.seq for event in chosen) for label, chosen in found[0].items()}
    return frozenset(seqs_of.items()), frozenset(found[1].items())


def earliness(found):
    """Matches completed earlier come first, then those that stood earlier at the step before."""
    return sorted((event.seq for chosen in found[0].values() for event in chosen), reverse=True)


# Random patterns and streams.

PEOPLE, PRACTICES, TYPES = ("lee", "gaara", "naruto"), ("p", "q"), ("motivated", "enabled")
PAIRS = [("lee", "gaara"), ("lee", "gaara"), ("gaara", "lee"), ("naruto", "lee"), ("lee", "lee")]
VARIABLES = ("?a", "?b")


def seldom(one_in: int):
    return st.integers(1, one_in).map(lambda drawn: drawn == one_in)


@st.composite
def streams(draw):
    events = []
    time = 0
    for at in range(draw(st.integers(3, 8))):
        time += draw(st.sampled_from([60, 60, 0, 180]))
        places = draw(st.sampled_from([[], [at - 1], [at - 1], [at - 2, at - 1], [at - 3]]))
        causes = [
            Cause(draw(st.sampled_from(TYPES)), events[place].seq) for place in places if place >= 0
        ]
        actor, target = draw(st.sampled_from(PAIRS))
        data = {"practice": draw(st.sampled_from(["p", "p", "q"]))}
        roles = {"actor": actor, "target": target}
        events.append(Event(address(time, at), "Did", roles, None, data, tuple(causes)))
    return events


people = st.sampled_from(VARIABLES + VARIABLES + PEOPLE[:1])
practices = st.sampled_from(["p", "p", "q", list(PRACTICES), list(PRACTICES)])


@st.composite
def fields(draw):
    body = {"did": draw(practices)}
    for role in ("actor", "target"):
        if draw(seldom(2)):
            body[role] = draw(people)
    return body


@st.composite
def clauses(draw, earlier, sure, *, opens):
    body = draw(fields())
    if draw(seldom(6)):
        body = {"did": body["did"], "any of": draw(st.lists(fields(), min_size=2, max_size=2))}
    if sure and "target" not in body and draw(seldom(2)):
        body["target"] = {"not": draw(st.sampled_from(sure))}
    if draw(seldom(6)):
        body["times"] = 2
    if draw(seldom(3)):
        grounds = [fields()] + ([st.sampled_from(earlier)] * 3 if earlier else [])
        ground = draw(st.one_of(grounds))
        if draw(seldom(3)):
            ground = {"of": ground, "by": [draw(st.sampled_from(TYPES))]}
        body[draw(st.sampled_from(["because", "because", "directly because"]))] = ground
    if not opens:
        body.update(draw(timings(earlier)))
    elif body.get("times") and draw(seldom(2)):
        body["within"] = draw(st.sampled_from(["1 min", "3 min"]))
    return body


@st.composite
def timings(draw, earlier):
    timing = {}
    if draw(seldom(4)):
        timing["within"] = draw(st.sampled_from(["2 min", "4 min"]))
    if draw(seldom(5)):
        timing["after"] = draw(st.sampled_from(["30 s", "1 min"]))
    if timing and earlier and draw(st.booleans()):
        of = draw(st.sampled_from(earlier))
        timing = {key: {"span": span, "of": of} for key, span in timing.items()}
    return timing


def bound_by(body):
    return [value for value in (body.get("actor"), body.get("target")) if value in VARIABLES]


@st.composite
def patterns(draw):
    sequence, labels, sure = [], [], []
    for at in range(draw(st.sampled_from([2, 2, 3, 1]))):
        size = draw(st.sampled_from([1, 1, 1, 1, 2]))
        bodies = [draw(clauses(list(labels), list(sure), opens=at == 0)) for _ in range(size)]
        named = [(f"c{len(labels) + place}", body) for place, body in enumerate(bodies)]
        if size == 1:
            sequence.append(dict(named))
        else:
            timing = draw(timings(list(labels))) if at else {}
            sequence.append({"in any order": [{label: body} for label, body in named], **timing})
        labels += [label for label, _ in named]
        sure += [name for body in bodies for name in bound_by(body)]
    data = {"sequence": sequence, "may be same": draw(st.booleans()) or None}
    data["unless"] = draw(st.lists(unlesses(sequence), max_size=2))
    return data


@st.composite
def unlesses(draw, sequence):
    steps = [list(labelled(item)) for item in sequence]
    known = [] if len(steps[0]) > 1 else bound_by(steps[0][0][1])
    body = {"did": draw(practices)}
    if draw(st.booleans()):
        body["actor"] = draw(st.sampled_from([*known, *known, "lee"]))
    first, last = sorted(draw(st.integers(0, len(steps) - 1)) for _ in range(2))
    if first < last:
        edges = {"after": steps[first][0][0], "before": steps[last][-1][0]}
        body.update({key: edges[key] for key in edges if draw(st.booleans())})
    if "after" in body and draw(seldom(3)):
        body["because"] = body["after"]
    if draw(seldom(3)):
        body["including closing"] = True
    return body


def has_room(data):
    problems = Problems()
    compile_pattern(data, problems)
    names = [problem.name for problem in problems]
    assert set(names) <= {"unless-without-room"}, str(problems)
    return not names


sensible = patterns().filter(has_room)


@settings(max_examples=250, deadline=None)
@given(sensible, streams())
def test_all_matches_are_those_that_trying_everything_finds(data, events):
    found = find(understood({**data, "keep": "all"}), events)
    told = [(frozenset(one.seqs), frozenset(one.bindings)) for one in found]
    assert len(told) == len(set(told))
    assert set(told) == {plainly(way) for way in reference(data, events)}


@settings(max_examples=150, deadline=None)
@given(sensible, streams())
def test_one_per_cast_and_first_are_the_earliest_of_all(data, events):
    everything = reference(data, events)
    for one in find(understood(data), events):
        rivals = [way for way in everything if plainly(way)[1] == frozenset(one.bindings)]
        earliest = min(map(earliness, rivals))
        assert (frozenset(one.seqs), frozenset(one.bindings)) in [
            plainly(way) for way in rivals if earliness(way) == earliest
        ]
    casts = [frozenset(one.bindings) for one in find(understood(data), events)]
    assert len(casts) == len(set(casts))
    assert set(casts) == {plainly(way)[1] for way in everything}
    first = find(understood({**data, "keep": "first"}), events)
    assert len(first) == min(1, len(everything))
    assert (
        [earliness(way) for way in everything if plainly(way)[0] == frozenset(first[0].seqs)][:1]
        == [min(map(earliness, everything))]
        if first
        else True
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(sensible, max_size=3), streams())
def test_one_step_at_a_time_finds_the_same_as_one_long_run(written, events):
    several = [understood({**data, "keep": "all"}) for data in written]
    several += [understood(data) for data in written]
    known = {event.seq: event for event in events}
    matching, told = begin(several), []
    kept = []
    for event in events:
        kept.append((matching, event))
        matching, completed = advance(matching, event, known.get)
        told += completed
    assert told == find_all(several, events)
    assert matching == again(kept, known)


def again(kept, known):
    """The last step of a run repeated from a matching that was kept meanwhile."""
    matching, event = kept[-1]
    return advance(matching, event, known.get)[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(sensible, min_size=1, max_size=3), streams())
def test_forgetting_what_is_long_past_changes_nothing(written, events):
    several = [understood({**data, "keep": "all"}) for data in written]
    known = {event.seq: event for event in events}
    told = find_all(several, events)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trail, "LATEST_EVENTS", 1)
        assert find_all(several, events, known.get) == told


def test_what_something_rests_on_may_be_forgotten_and_is_then_walked_to():
    story = Story()
    last = story.did("set out")
    for _ in range(10):
        last = story.did("walk", because=[last])
    story.did("arrive", because=[last])
    for because in ("start", {"did": "set out"}):
        sequence = [{"start": {"did": "set out"}}, {"did": "arrive", "because": because}]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(trail, "LATEST_EVENTS", 3)
            assert len(story.find(sequence)) == 1


def test_a_sifter_that_is_not_shown_everything_walks_back_through_the_rest():
    story = Story()
    first = story.did("set out")
    between = story.did("walk", because=[first])
    last = story.did("arrive", because=[between])
    known = {event.seq: event for event in story.events}
    sifter = Sifter(begin([understood("[{start: {did: set out}}, {did: arrive, because: start}]")]))
    assert sifter.take(first, known.get) == ()
    assert len(sifter.take(last, known.get)) == 1


def test_many_patterns_over_many_events_find_what_each_finds_alone():
    dice = random.Random(3)
    story = Story()
    people = [f"p{at}" for at in range(6)]
    for _ in range(600):
        actor, target = dice.sample(people, 2)
        story.did(f"d{dice.randrange(8)}", actor, target, because=story.events[-2:-1])
    several = []
    for at in range(30):
        first, second, third, worse = (f"d{dice.randrange(8)}" for _ in range(4))
        sequence = [
            {"start": {"did": first, "actor": "?a", "target": "?b"}},
            {"did": second, "actor": "?b", "target": "?a", "because": "start"},
            {"did": third, "actor": "?a", "target": "?c", "within": "1 h"},
        ]
        unless = [{"did": worse, "actor": "?b", "target": "?a"}]
        several.append(understood({"name": f"n{at}", "sequence": sequence, "unless": unless}))
    together = find_all(several, story.events)
    alone = [one for pattern in several for one in find(pattern, story.events)]
    assert len(together) > 100
    assert sorted(together, key=repr) == sorted(alone, key=repr)
