"""Are the reasons of a why not true? What was named is lifted, and the act should be possible.

Questions are drawn at random: somebody who chose something in a story, a practice, somebody else;
every other question is about something that was possible then. For each, the verdict is asked for,
and then the very moment is lived again with what it named lifted:

    not offered, not asked   the parts that failed are made to hold: the engine now offers it
    not here                 the other is there
    not thought of           the third person is on the mind
    too early                what it comes after was done, and long enough ago: it is possible now
    outweighed, held back    the missing weight is added: it is what is done, or set out for
    out                      the state of that second says so, too

    python -m benchmarks.lifted --questions 500 --seed 7
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from operator import itemgetter

import kizuna
from kizuna.ask.condition import parts, spelled, value_of
from kizuna.ask.offer import verdict
from kizuna.ask.unoffered import bindings
from kizuna.dice import key, roll
from kizuna.event import Event
from kizuna.explain.record import Record
from kizuna.explain.then import then
from kizuna.explain.verdict import Asked, Verdict, in_roles
from kizuna.mind.act import act
from kizuna.mind.habit import NOT_YET
from kizuna.mind.moment import Binding, Moment, Proposal
from kizuna.mind.restrain import restrain
from kizuna.mind.want import Found, all_weighed, want
from kizuna.run import Story
from kizuna.scene.resolve import resolve
from kizuna.state.person import AWAKE, Worn
from kizuna.state.table import NONE
from kizuna.world.expr import Expr, Kind, Name, Tree, evaluate
from kizuna.world.scores import WORKED_OUT, condition

DRAWN = key("which questions are asked")
READ_OFF = (
    "done",
    "forgone",
    "going on",
    "refused",
    "impossible",
    "away",
    "a stranger",
    "hindered",
)
"""Verdicts that are read off the chronicle or follow from the question."""
TRIED = (0.0, 1.0, 0.5, 0.25, 0.75, 0.1, 0.9, -0.5, 24.0, 1e4)
"""Values that are tried for a word, beside those it is held against, to make a part of a condition
hold."""
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def questions(story: Story, record: Record, count: int, seed: int) -> Iterator[Asked]:
    """Random questions: who chose when, a practice, and whom it takes of those they know."""
    chose = [e for e in record.lived if e.kind in ("Did", "WentOn")]
    practices = story.world.practices
    ids = story.whole.people.ids
    for number in range(count):
        event: Event = chose[int(_draw(seed, number, 0) * len(chose))]
        if number % 2 and (possible := _possible(story, event, _draw(seed, number, 1))):
            yield possible
            continue
        practice = practices[int(_draw(seed, number, 1) * len(practices))]
        others = [id_ for id_ in ids if id_ != event.roles["actor"]]
        target = others.pop(int(_draw(seed, number, 2) * len(others)))
        about = others[int(_draw(seed, number, 3) * len(others))]
        takes_target = practice.with_ != "alone"
        takes_about = practice.with_ == "person about person"
        yield Asked(
            event.roles["actor"], practice.name, target if takes_target else "",
            about if takes_about else "", event.time,
        )  # fmt: skip


def _possible(story: Story, event: Event, drawn: float) -> Asked | None:
    """Something else that was possible then, if anything was."""
    moment = story.choosing(event.time)
    who = moment.whole.person(event.roles["actor"])
    others = all_weighed(moment, who)[1:]
    if not others:
        return None
    other = others[int(drawn * len(others))]
    id_ = {row: moment.id_(row) if row >= 0 else "" for row in (other.target, other.about)}
    return Asked(
        event.roles["actor"], other.practice.name, id_[other.target], id_[other.about], event.time
    )


def _draw(seed: int, number: int, lane: int) -> float:
    return roll(seed, number, lane, 0, DRAWN)


def is_true(story: Story, record: Record, told: Verdict) -> bool:
    """Whether lifting what a verdict names makes the act possible, or has it done."""
    if told.state == "out":
        at = then(record, told.asked.at)
        return at.whole.people.state(at.row(told.asked.who)) != AWAKE
    assert told.moment is not None
    moment = story.choosing(told.moment)
    if told.state in ("outweighed", "held back"):
        return _is_taken(moment, told)
    if told.state == "too early":
        return _comes_in_time(moment, told)
    if told.state == "not thought of":
        return _is_thought_of(moment, told)
    return _is_offered(moment, told)


# What comes after something. -------------------------------------------------------------------


def _comes_in_time(moment: Moment, told: Verdict) -> bool:
    """Whether it is weighed without the lack of what it comes after."""
    who, whom = (moment.whole.person(id_) for id_ in (told.asked.who, told.asked.target))
    practice, people = moment.world.practice[told.asked.practice], moment.whole.people
    then = moment.now - practice.not_before - 1
    kept = {
        spot: worn for spot, worn in people.recent[who].items() if spot[:2] != (practice.name, whom)
    }
    people.recent[who] = kept | {(practice.after[0], whom, NONE, ""): Worn(1.0, then, 3600)}
    in_time = max(
        each.total for each in all_weighed(moment, who) if _is_asked(moment, each, told.asked)
    )
    return in_time > -NOT_YET / 2


# Adding weight. -------------------------------------------------------------------------------


def _is_taken(moment: Moment, told: Verdict) -> bool:
    who = moment.whole.person(told.asked.who)
    proposals = all_weighed(moment, who)
    wanted = next(each for each in proposals if _is_asked(moment, each, told.asked))
    want(moment)
    more = proposals[0].total - wanted.total + 0.01
    lifted = wanted._replace(head=wanted.head + more)
    moment.proposals = {**moment.proposals, who: [lifted, proposals[0]]}
    restrain(moment)
    moment.outbursts.pop(who, None)
    resolve(act(moment))
    return any(
        event.data.get("practice") == told.asked.practice or event.kind == "WentOn"
        for event in moment.drafted
        if event.roles.get("actor") == told.asked.who
    )


def _is_asked(moment: Moment, proposal: Proposal, asked: Asked) -> bool:
    people = moment.whole.people
    rows = {"target": proposal.target, "about": proposal.about}
    named = {role: getattr(asked, role) for role in rows}
    fits = all(people.row[id_] == rows[role] for role, id_ in named.items() if id_)
    return proposal.practice.name == asked.practice and fits


# Lifting a condition. -------------------------------------------------------------------------


def _is_thought_of(moment: Moment, told: Verdict) -> bool:
    who, about = (moment.whole.person(id_) for id_ in (told.asked.who, told.asked.about))
    moment.still.few["bond_on_mind"][moment.bond(who, about)] = 9.0
    return any(_is_asked(moment, each, told.asked) for each in all_weighed(moment, who))


def _is_offered(moment: Moment, told: Verdict) -> bool:
    """Whether the engine's own weighing finds it possible once the failed parts hold."""
    asked, practice = told.asked, moment.world.practice[told.asked.practice]
    who = moment.whole.person(asked.who)
    named = {each.text for each in told.missing}
    for group, at in bindings(moment, practice, asked, who):
        at = at if "absent" in group else _brought_here(moment, at)
        every = list(parts(condition(practice, group).tree))
        for part in every:
            if in_roles(spelled(part)) in named:
                _make_hold(moment, part, at, [each for each in every if each is not part])
        found: list[Found] = []
        weigh = moment.weighing.answers if practice.answers else moment.weighing.free
        function = weigh[(group, practice.index) if practice.answers else group]  # type: ignore[index]
        function((at,), found.append)
        if practice.index in [index for _, index, *_ in found]:
            return True
    return False


def _brought_here(moment: Moment, at: Binding) -> Binding:
    """With the other one there."""
    if at.target >= 0:
        moment.still.few["bond_is_here"][at.ij] = True
    return at._replace(j=at.target) if at.target >= 0 else at


def _make_hold(moment: Moment, part: Tree, at: Binding, others: Sequence[Tree]) -> None:
    """Write values into the picture under which a part of a condition holds, and as many of the
    other parts as can."""
    names, rows = Expr("", part).names(), at.rows()
    numbers = (*TRIED, *map(float, NUMBER.findall(spelled(part))))
    choices = [(True, False) if name.kind is Kind.FLAG else numbers for name in names]
    found: list[tuple[int, tuple[float | bool, ...]]] = []
    for values in product(*choices):
        tried = dict(zip([name.spelling for name in names], values, strict=True))

        def read(name: Name, tried: Mapping[str, float | bool] = tried) -> float | bool:
            known = tried.get(name.spelling)
            return value_of(moment, name, rows[name.index]) if known is None else known

        if evaluate(Expr("", part), read):
            found.append((sum(bool(evaluate(Expr("", each), read)) for each in others), values))
    if found:
        _, values = max(found, key=itemgetter(0))
        for name, value in zip(names, values, strict=True):
            _write(moment, name, rows[name.index], value)


def _write(moment: Moment, name: Name, row: int, value: float | bool) -> None:
    if name.table not in WORKED_OUT:
        moment.still.few[name.array][row] = value
        return
    held = list(moment.weighing.worked_out[name.table][row])
    held[WORKED_OUT[name.table].index(name.column)] = value
    moment.weighing.worked_out[name.table][row] = tuple(held)


def measure(story: Story, count: int, seed: int) -> tuple[Counter[str], Counter[str], list[str]]:
    """Verdicts by state, those of them that held, and those that did not, in words."""
    record = Record.of(story.world, story.chronicle())
    given: Counter[str] = Counter()
    held: Counter[str] = Counter()
    wrong: list[str] = []
    for asked in questions(story, record, count, seed):
        told = verdict(story, record, asked)
        given[told.state] += 1
        if told.state in READ_OFF or is_true(story, record, told):
            held[told.state] += 1
        else:
            wrong.append(f"{asked}: {told.state} {[str(each) for each in told.missing]}")
    return given, held, wrong


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--world", default="precious-person")
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--questions", type=int, default=100)
    asked.add_argument("--until", default="day 2 21:00")
    given = asked.parse_args()
    world = kizuna.load(given.world)
    story = kizuna.begin(world, given.seed).advance(kizuna.parse_moment(given.until))
    states, held, wrong = measure(story, given.questions, given.seed)
    tried = sum(count for state, count in states.items() if state not in READ_OFF)
    right = sum(count for state, count in held.items() if state not in READ_OFF)
    print(f"reasons that were true: {right} of {tried} lifted")
    for state, count in states.most_common():
        print(f"  {state}: {held[state]} of {count}")
    print(*wrong, sep="\n")


if __name__ == "__main__":
    main()
