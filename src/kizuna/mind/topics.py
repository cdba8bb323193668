"""What could be talked of: news, secrets, aims and open questions somebody carries.

A topic is a belief of the speaker's that its predicate makes worth talking of. What it is to its
speaker is the same whoever listens; what it is between speaker and listener (is it new to them,
does it answer what they asked, do they share the fate it tells of) is worked out for each: a row a
(speaker, listener, topic), readable until the moment is over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kizuna.mind.believe import answers
from kizuna.mind.bind import waiting
from kizuna.mind.moment import Binding, Moment
from kizuna.mind.said import Said
from kizuna.state.belief import GAP, Belief, proposition
from kizuna.state.person import Spot
from kizuna.state.table import NONE

Row = tuple[float | bool, ...]


class Topic(NamedTuple):
    """One thing somebody could talk of, and its speaker's side of it: the columns of OWN_SIDE."""

    text: str
    belief: Belief
    said: Said
    own: Row


def topics_of(moment: Moment, who: int) -> dict[str, Topic]:
    """What somebody has to talk of, by text, in the order they learnt it: kept until they change
    a belief."""
    kept, beliefs = moment.weighing.kept, moment.whole.beliefs
    earlier = kept.latest(("topics", who), dict[str, Topic]())
    return kept.value(
        ("topics", who), beliefs.writes[who], lambda: dict(_topics_anew(moment, who, earlier))
    )


def _topics_anew(
    moment: Moment, who: int, earlier: Mapping[str, Topic]
) -> Iterator[tuple[str, Topic]]:
    """The same gone through anew; what is still believed as it was is the same topic."""
    sayings = moment.weighing.sayings
    for text, belief in moment.whole.beliefs.of[who].items():
        said = sayings[text]
        if said.is_topic and not (said.is_question and is_answered(moment, who, text)):
            topic = earlier.get(text)
            if topic is None or topic.belief is not belief:
                topic = Topic(text, belief, said, _own_side_of(who, belief, said))
            yield text, topic


def is_answered(moment: Moment, who: int, question: str) -> bool:
    """Whether somebody holds an answer to their own question."""
    held = moment.whole.beliefs.of[who].values()
    return any(answers(moment, each, question) for each in held)


class Talk(NamedTuple):
    """What somebody could talk of with one listener: its topics and their rows, as if nobody had
    just asked anything; where among them stands what each asking has worn (`asked`), and what could
    hurt whoever hears it (`hurting`)."""

    texts: tuple[str, ...]
    topics: list[Topic]
    rows: list[Row]
    asked: Mapping[Spot, int]
    hurting: list[int]


def bind_topics(moment: Moment, who: int, to: list[Binding]) -> list[Binding]:
    """To each of these people on each topic: one binding each, and its topic row is written."""
    rows, found = moment.weighing.worked_out["topic"], list[Binding]()
    recent, waits = moment.whole.people.recent[who], waiting(moment, who)
    for at in to:
        talk, first, listener = _talk(moment, who, at.j), len(rows), at.j
        rows += talk.rows
        owes_answer = waits is not None and waits.by == listener
        touched = [place for spot, place in talk.asked.items() if spot in recent]
        for place in range(len(talk.rows)) if owes_answer else touched:
            rows[first + place] = _just_now(moment, who, listener, talk, place)
        for place in talk.hurting:
            subject = talk.topics[place].belief.proposition.names[0]
            hurts = hurts_a_hearer(moment, who, listener, subject)
            rows[first + place] = (*rows[first + place][:-1], hurts)
        found += _bound(moment, at, talk, first)
    return found


def _talk(moment: Moment, who: int, listener: int) -> Talk:
    """What somebody could talk of with a listener: kept until the speaker changes a belief."""
    beliefs, kept = moment.whole.beliefs, moment.weighing.kept
    rests_on = (beliefs.writes[who], len(beliefs.told[who]))
    return kept.value(("talk", who, listener), rests_on, lambda: _talk_anew(moment, who, listener))


def _talk_anew(moment: Moment, who: int, listener: int) -> Talk:
    by_text, kept = topics_of(moment, who), moment.weighing.kept
    topics, texts = list(by_text.values()), tuple(by_text)
    asked = kept.value(
        ("asked", who, listener), texts, lambda: _asked_of_them(moment, listener, texts)
    )
    rows = [(*each.own, *_lasting(moment, who, listener, each)) for each in topics]
    hurting = [place for place, each in enumerate(topics) if each.said.hurts]
    return Talk(texts, topics, rows, asked, hurting)


def _asked_of_them(moment: Moment, listener: int, texts: tuple[str, ...]) -> Mapping[Spot, int]:
    """Where the topics stand, by what asking a listener about each leaves worn."""
    return {
        spot: place
        for place, text in enumerate(texts)
        for spot in _asking_for(moment, listener, text)
    }


def _bound(moment: Moment, at: Binding, talk: Talk, first: int) -> list[Binding]:
    """One binding for each topic; `first` is where their rows begin."""
    kept, who, listener = moment.weighing.kept, at.i, at.j
    return kept.value(
        ("bound", who, listener),
        (talk.texts, first, at.ij),
        lambda: [
            Binding(who, listener, at.ij, NONE, NONE, NONE, row, listener, NONE, text)
            for row, text in enumerate(talk.texts, start=first)
        ],
    )


def _just_now(moment: Moment, who: int, listener: int, talk: Talk, place: int) -> Row:
    """A topic's row with what was just asked, by either."""
    topic, row = talk.topics[place], talk.rows[place]
    is_asked = _is_asked_of_them(moment, who, listener, topic.text)
    is_answer = answers_them(moment, who, listener, topic.belief)
    return (*row[:-3], is_asked, is_answer, row[-1]) if is_asked or is_answer else row


# The speaker's side. --------------------------------------------------------------------------


def _own_side_of(who: int, belief: Belief, said: Said) -> Row:
    confidence = belief.confidence
    is_mine = said.names[:1] == (who,)
    flags = own_side(said, confidence, is_mine)
    return (belief.weight, belief.soreness, belief.secrecy, confidence, *flags)


def own_side(said: Any, confidence: Any, is_mine: Any) -> tuple[Any, ...]:
    """The flags of OWN_SIDE, in order. Takes one text's `Said` and plain values, or columns."""
    return (
        said.is_question,
        said.tells & (confidence > 0.5),
        said.blames,
        said.is_fate & is_mine,
        said.is_aim & is_mine,
        said.is_fond & is_mine,
    )


# The listener's side. -------------------------------------------------------------------------


def _lasting(moment: Moment, who: int, listener: int, topic: Topic) -> tuple[bool, ...]:
    """What a topic is between speaker and listener, as if neither had just asked anything and
    nobody else heard it: the flags of THEIR_SIDE."""
    said, belief, told = topic.said, topic.belief, topic.belief.proposition
    knows = moment.whole.beliefs.thinks_knows
    return (
        said.is_fate and shares_fate(moment, who, listener, told.predicate),
        belief.source == listener,
        said.is_aim and is_like_theirs(moment, who, listener, told.names[-1]),
        not (belief.is_common or listener in said.names or knows(who, listener, topic.text)),
        said.names[:1] == (listener,),
        False,
        False,
        False,
    )


def _is_asked_of_them(moment: Moment, who: int, listener: int, text: str) -> bool:
    recent = moment.whole.people.recent[who]
    return not recent.keys().isdisjoint(_asking_for(moment, listener, text))


def _asking_for(moment: Moment, listener: int, text: str) -> tuple[Spot, ...]:
    """What asking somebody about a topic leaves worn."""
    return tuple((ask, listener, NONE, text) for ask in moment.weighing.ways.asking)


def answers_them(moment: Moment, who: int, listener: int, belief: Belief) -> bool:
    """Whether it is what they asked; or the very question that they have just put off."""
    waits, ways = waiting(moment, who), moment.weighing.ways
    if waits is None or waits.by != listener or not waits.topic:
        return False
    if waits.practice in ways.asking:
        return answers(moment, belief, waits.topic)
    return waits.practice in ways.putting_off and _is_put_off(moment, belief, waits.topic)


def _is_put_off(moment: Moment, belief: Belief, kept: str) -> bool:
    """Whether a question is one that what was kept back would have answered."""
    asked, kept_back = belief.proposition, proposition(kept)
    predicate = moment.world.predicates[kept_back.predicate]
    is_answer = asked.predicate in (kept_back.predicate, predicate.answers)
    return asked.is_question and is_answer and asked.names[0] in (GAP, kept_back.names[0])


def shares_fate(moment: Moment, who: int, listener: int, predicate: str) -> bool:
    """Whether somebody believes the same fate of a listener."""
    other = moment.id_(listener)
    return any(
        belief.proposition.predicate == predicate
        and belief.proposition.names[0] == other
        and belief.confidence > 0.5
        for belief in moment.whole.beliefs.of[who].values()
    )


def is_dear_to(moment: Moment, who: int, listener: int, subject: str) -> bool:
    """Whether somebody thinks that a listener holds the one spoken of dear."""
    text = f"holds_dear({moment.id_(listener)}, {subject})"
    return moment.whole.beliefs.confidence(who, text) > 0.5


def hurts_a_hearer(moment: Moment, who: int, listener: int, subject: str) -> bool:
    """Whether somebody thinks that a listener, or anybody else awake here, holds the one spoken of
    dear."""
    if is_dear_to(moment, who, listener, subject):
        return True
    bond = moment.bond(who, moment.whole.people.row.get(subject, NONE))
    return bond != NONE and bool(moment.still.bond["friend_here"][bond] > 0.5)


def is_like_theirs(moment: Moment, who: int, listener: int, aim: str) -> bool:
    """Whether somebody believes a listener to want much the same."""
    other = moment.id_(listener)
    return any(
        belief.proposition.predicate == "aims"
        and belief.proposition.names[0] == other
        and (aim, belief.proposition.names[-1]) in moment.world.alike
        for belief in moment.whole.beliefs.of[who].values()
    )
