"""What could be talked of: news, secrets, aims and open questions somebody carries.

A topic is a belief of the speaker's that its predicate makes worth talking of. What it is to its
speaker is the same whoever listens; what it is between speaker and listener (is it new to them,
does it answer what they asked, do they share the fate it tells of) is worked out for each: a row a
(speaker, listener, topic), readable until the moment is over.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from kizuna.mind.believe import answers
from kizuna.mind.bind import waiting
from kizuna.mind.moment import Binding, Moment
from kizuna.mind.said import Said
from kizuna.state.belief import GAP, Belief, proposition
from kizuna.state.person import Spot
from kizuna.state.table import NONE


class Topic(NamedTuple):
    """One thing somebody could talk of."""

    text: str
    belief: Belief
    said: Said


def topics_of(moment: Moment, who: int) -> list[Topic]:
    """What somebody has to talk of, in the order they learnt it."""
    sayings, held = moment.weighing.sayings, moment.whole.beliefs.of[who]
    return [
        Topic(text, belief, said)
        for text, belief in held.items()
        if (said := sayings[text]).is_topic
        and not (said.is_question and is_answered(moment, who, text))
    ]


def is_answered(moment: Moment, who: int, question: str) -> bool:
    """Whether somebody holds an answer to their own question."""
    held = moment.whole.beliefs.of[who].values()
    return any(answers(moment, each, question) for each in held)


def bind_topics(moment: Moment, who: int, to: list[Binding]) -> list[Binding]:
    """To each of these people on each topic: one binding each, and its topic row is written."""
    rows, found = moment.weighing.worked_out["topic"], list[Binding]()
    lately, waits = moment.whole.people.recent[who].keys(), waiting(moment, who)
    for at in to:
        listener, ij = at.j, at.ij
        owes_answer = waits is not None and waits.by == listener
        for topic, row, asked in _sides(moment, who, listener):
            now = row
            if owes_answer or not lately.isdisjoint(asked):
                now = _just_now(moment, who, listener, topic, row)
            if topic.said.hurts:
                subject = topic.belief.proposition.names[0]
                now = (*now[:-1], hurts_a_hearer(moment, who, listener, subject))
            found.append(
                Binding(who, listener, ij, NONE, NONE, NONE, len(rows), listener, NONE, topic.text)
            )
            rows.append(now)
    return found


Row = tuple[float | bool, ...]


class Sides(NamedTuple):
    """A topic between two people: its row as if nobody had just asked anything, and the spots that
    are worn when the speaker has just asked for it."""

    topic: Topic
    row: Row
    asked: tuple[Spot, ...]


def _sides(moment: Moment, who: int, listener: int) -> list[Sides]:
    """Each topic with both its sides as far as they follow from what the speaker believes: kept
    until that changes."""
    beliefs, kept = moment.whole.beliefs, moment.weighing.kept
    believed = beliefs.writes[who]
    topics = kept.value(("topics", who), believed, lambda: topics_of(moment, who))
    return kept.value(
        ("sides", who, listener),
        (believed, len(beliefs.told[who])),
        lambda: [
            Sides(
                each,
                (*_own_side_of(who, each), *_lasting(moment, who, listener, each)),
                _asking_for(moment, listener, each),
            )
            for each in topics
        ],
    )


def _just_now(moment: Moment, who: int, listener: int, topic: Topic, row: Row) -> Row:
    """A topic's row with what was just asked, by either."""
    is_asked = _is_asked_of_them(moment, who, listener, topic)
    is_answer = answers_them(moment, who, listener, topic.belief)
    return (*row[:-3], is_asked, is_answer, row[-1]) if is_asked or is_answer else row


# The speaker's side. --------------------------------------------------------------------------


def _own_side_of(who: int, topic: Topic) -> tuple[float | bool, ...]:
    belief, said, confidence = topic.belief, topic.said, topic.belief.confidence
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


def _is_asked_of_them(moment: Moment, who: int, listener: int, topic: Topic) -> bool:
    recent = moment.whole.people.recent[who]
    return not recent.keys().isdisjoint(_asking_for(moment, listener, topic))


def _asking_for(moment: Moment, listener: int, topic: Topic) -> tuple[Spot, ...]:
    """What asking somebody about a topic leaves worn."""
    return tuple((ask, listener, NONE, topic.text) for ask in moment.weighing.ways.asking)


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
