"""judge: what people bound themselves to, held against what has happened, by the letter.

A promise names terms; terms are patterns of what keeps and what breaks them. Whatever a moment
brings is fed to the letter of every commitment that runs. Nobody's wishes come into it: a blow that
nobody meant is a blow, and a promise about somebody who has died is broken by the death.

A wager only gets a verdict here (`TermsMet`, `TermsFailed`); to claim it, to dispute it, to own
defeat is up to the two. All else is kept or broken there and then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from kizuna.event import Cause, Event
from kizuna.mind.moment import Moment
from kizuna.scene import contest
from kizuna.scene.terms import GIVEN_WORDS, turn
from kizuna.state.commitment import BROKEN, KEPT, RELEASED, RUNNING, SETTLED, Commitment
from kizuna.state.fact import fact
from kizuna.state.table import NONE
from kizuna.world.match.watch import Watch, watch_terms

ANY_KIND = ""
FOUL, MET, FAILED, VOID = "foul", "met", "failed", "void"


class Verdict(NamedTuple):
    """What an event means by the letter: which of the four, and for a foul whose and of what."""

    what: str
    event: Event
    who: int = NONE
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One pattern of a letter, and what it means when it is met."""

    what: str
    watch: Watch
    kinds: frozenset[str]
    who: int = NONE
    rule: str = ""

    def fed(self, events: Sequence[Event], moment: Moment) -> Clause:
        """The same after more events; most events are of no kind it waits for."""
        if self.kinds and not any(event.kind in self.kinds for event in events):
            return self

        def facts(_event: Event, name: str, of: str, toward: str | None) -> object:
            return fact(moment.whole, name, of, toward)

        return replace(self, watch=self.watch.feed(events, moment.lookup, facts))


Letter = tuple[Clause, ...]


def judge(moment: Moment) -> Moment:
    """Draft what this moment's events mean for everything that is owed."""
    while fresh := moment.lived[moment.judged :]:
        moment.judged = len(moment.lived)
        fresh.sort(key=lambda event: event.seq)
        for each in moment.whole.commitments.running():
            if each.won_by == NONE:
                _judge_one(moment, each, fresh)
        _deaths(moment, fresh)
    return moment


def _judge_one(moment: Moment, each: Commitment, fresh: Sequence[Event]) -> None:
    letter = moment.letters.get(each.seq)
    if letter is None:
        past = [event for event in moment.history(each.turned_by) if event.seq > each.turned_by]
        letter = tuple(clause.fed(past, moment) for clause in letter_of(moment, each))
    letter = tuple(clause.fed(fresh, moment) for clause in letter)
    moment.letters[each.seq] = letter
    for verdict in _verdicts(letter, moment, fresh):
        _pronounce(moment, each, verdict)
        return


def _verdicts(letter: Letter, moment: Moment, fresh: Sequence[Event]) -> Iterator[Verdict]:
    by_seq = {event.seq: event for event in fresh}
    for clause in letter:
        if clause.watch.is_met:
            seq = clause.watch.found[0].last_seq
            event = by_seq.get(seq) or moment.lookup(seq)
            if event is not None:
                yield Verdict(clause.what, event, clause.who, clause.rule)


# The letter of a commitment. ------------------------------------------------------------------


def letter_of(moment: Moment, each: Commitment) -> Letter:
    """What is watched for: fouls first, for what is won by a foul is lost."""
    return (*_fouls(moment, each), *_terms(moment, each))


def _fouls(moment: Moment, each: Commitment) -> Iterator[Clause]:
    for name in each.rules:
        rule = moment.world.rules.get(name)
        for who in (each.by, each.to) if rule else ():
            bound = {**_bound(moment, each), "who": moment.id_(who)}
            assert rule is not None
            yield _clause(FOUL, rule.broken_by, bound, each.turned_by, who, name)


def _terms(moment: Moment, each: Commitment) -> Iterator[Clause]:
    bound = _bound(moment, each)
    if each.kind == "stake" and each.name in moment.world.stakes:
        yield _clause(MET, moment.world.stakes[each.name].keeps, bound, each.turned_by)
    terms = moment.world.terms.get(each.terms)
    if terms is None:
        return
    for what, data in ((MET, terms.keeps), (FAILED, terms.breaks), (VOID, terms.releases)):
        if data is not None:
            yield _clause(what, data, bound, each.turned_by)


def _bound(moment: Moment, each: Commitment) -> dict[str, Any]:
    """Who fills the roles of the terms; what is promised to somebody is about them, if about
    nobody else."""
    about = each.to if each.about == NONE else each.about
    rows = moment.roles(by=each.by, to=each.to, about=about)
    return {**rows, "commitment": each.seq}


def _clause(
    what: str, data: Any, bound: Mapping[str, Any], since: int, who: int = NONE, rule: str = ""
) -> Clause:
    terms = {"sequence": data} if isinstance(data, list) else data
    return Clause(what, watch_terms(terms, bound, since), _kinds_of(data), who, rule)


def _kinds_of(data: Any) -> frozenset[str]:
    """The kinds of event a pattern speaks of; none when it may be any."""
    kinds = frozenset(_kinds(data))
    return frozenset() if ANY_KIND in kinds else kinds


def _kinds(data: Any) -> Iterator[str]:
    """The kinds of event a pattern speaks of."""
    if isinstance(data, list):
        for item in data:
            yield from _kinds(item)
    elif isinstance(data, dict):
        for name, value in data.items():
            if name == "did":
                yield "Did"
            elif name == "kind":
                named = [value] if isinstance(value, str) else value
                yield from named if isinstance(named, list) else [ANY_KIND]
            else:
                yield from _kinds(value)


# Verdicts. ------------------------------------------------------------------------------------


def _pronounce(moment: Moment, each: Commitment, verdict: Verdict) -> None:
    cause = Cause("enabled", verdict.event.seq)
    if verdict.what == VOID:
        turn(moment, each, "CommitmentEnded", cause, status=RELEASED)
    elif each.kind == "wager":
        _decide(moment, each, verdict, cause)
    else:
        is_kept = verdict.what == MET
        turn(moment, each, "CommitmentEnded", cause, status=KEPT if is_kept else BROKEN)
        _settle(moment, each, cause)


def _decide(moment: Moment, each: Commitment, verdict: Verdict, cause: Cause) -> None:
    is_met = verdict.what == MET or (verdict.what == FOUL and verdict.who == each.to)
    data: dict[str, Any] = {"decided_by": verdict.event.seq}
    if verdict.event.data.get("accidental"):
        data["accidental"] = True
    if verdict.rule:
        data |= {"rule": verdict.rule, "foul_of": moment.id_(verdict.who)}
    turn(moment, each, "TermsMet" if is_met else "TermsFailed", cause, **data)
    contest.end_decided(moment, each, each.by if is_met else each.to, cause)


def _settle(moment: Moment, stake: Commitment, cause: Cause) -> None:
    """A stake that is paid settles the wager it was lost in, unless that was let go meanwhile."""
    wager = moment.whole.commitments.all.get(stake.settles)
    if wager is not None and wager.is_open:
        turn(moment, wager, "CommitmentEnded", cause, status=SETTLED)


def _deaths(moment: Moment, fresh: Sequence[Event]) -> None:
    """The dead owe nothing. A word given to them, or about them, cannot be kept any more; whatever
    else was owed to them is let go."""
    for event in fresh:
        if event.kind == "Died":
            dead = moment.whole.person(event.roles["who"])
            for each in moment.whole.commitments.open():
                status = _after_death(each, dead)
                if status:
                    cause = Cause("enabled", event.seq)
                    turn(moment, each, "CommitmentEnded", cause, status=status)


def _after_death(each: Commitment, dead: int) -> str:
    """Where the death of somebody leaves a commitment; empty: where it is."""
    is_word = each.kind in GIVEN_WORDS and each.status == RUNNING
    if is_word and each.by != dead and dead in (each.to, each.about):
        return BROKEN
    return RELEASED if dead in (each.by, each.to) else ""
