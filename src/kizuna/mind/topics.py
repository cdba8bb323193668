"""What could be talked of: news, secrets, aims and open questions somebody carries.

A topic is a belief of the speaker's that its predicate makes worth talking of. For each listener
its columns say whether it is new to them, whether it answers what they asked, whether they share
the fate it tells of. Columns are plain lists, one row a (speaker, listener, topic).
"""

from __future__ import annotations

from kizuna.mind.believe import answers
from kizuna.mind.moment import Binding, Moment
from kizuna.state.belief import Belief
from kizuna.state.table import NONE
from kizuna.world.names import TOPIC, TOPIC_FLAGS

TALKED_OF = frozenset({"news", "fate", "aim", "blame", "question"})
COLUMNS = (*TOPIC, *TOPIC_FLAGS)


def topics_of(moment: Moment, who: int) -> list[Belief]:
    """What somebody has to talk of, in the order they learnt it."""
    held = moment.whole.beliefs.of[who]
    found = []
    for belief in held.values():
        predicate = moment.world.predicates.get(belief.proposition.predicate)
        if predicate is None or predicate.kind not in TALKED_OF:
            continue
        if belief.proposition.is_question:
            question = str(belief.proposition)
            if any(answers(moment, other, question) for other in held.values()):
                continue
        found.append(belief)
    return found


def bind_topics(moment: Moment, who: int, listeners: list[int]) -> list[Binding]:
    """One binding for each listener and topic; fills the topic columns."""
    columns: dict[str, list[float | bool]] = {f"topic_{name}": [] for name in COLUMNS}
    bindings: list[Binding] = []
    topics = topics_of(moment, who)
    for listener in listeners:
        bond = moment.bond(who, listener)
        if bond == NONE:
            continue
        for belief in topics:
            row = _row(moment, who, listener, belief)
            for name, value in zip(COLUMNS, row, strict=True):
                columns[f"topic_{name}"].append(value)
            text = str(belief.proposition)
            bindings.append(Binding(who, listener, bond, t=len(bindings), topic=text))
    moment.weighing.columns.update(columns)
    return bindings


def _row(moment: Moment, who: int, listener: int, belief: Belief) -> tuple[float | bool, ...]:
    told = belief.proposition
    text, predicate = str(told), moment.world.predicates[told.predicate]
    own, other = moment.id_(who), moment.id_(listener)
    is_question = told.is_question
    is_mine = bool(told.names) and told.names[0] == own
    is_sure = belief.confidence > 0.5
    waits = moment.whole.people.address[who]
    asked = waits is not None and waits.by == listener and waits.practice == "ask"
    return (
        belief.weight,
        belief.soreness,
        belief.secrecy,
        belief.confidence,
        is_question,
        not is_question and predicate.kind in ("news", "blame") and is_sure,
        not is_question and predicate.kind == "blame",
        predicate.kind == "fate" and is_mine,
        predicate.kind == "fate" and _shares_fate(moment, who, other, told.predicate),
        predicate.kind == "aim" and is_mine,
        belief.source == listener,
        predicate.kind == "aim" and _is_like_theirs(moment, who, other, told.names[-1]),
        other not in told.names
        and not belief.is_common
        and not moment.whole.beliefs.thinks_knows(who, listener, text),
        _has_asked(moment, who, listener, text),
        asked and waits is not None and answers(moment, belief, waits.topic),
        predicate.kind == "blame" and _is_dear_to(moment, who, other, told.names[0]),
    )


def _shares_fate(moment: Moment, who: int, other: str, predicate: str) -> bool:
    return any(
        belief.proposition.predicate == predicate
        and belief.proposition.names[0] == other
        and belief.confidence > 0.5
        for belief in moment.whole.beliefs.of[who].values()
    )


def _is_dear_to(moment: Moment, who: int, other: str, subject: str) -> bool:
    return moment.whole.beliefs.confidence(who, f"holds_dear({other}, {subject})") > 0.5


def _is_like_theirs(moment: Moment, who: int, other: str, aim: str) -> bool:
    return any(
        belief.proposition.predicate == "aims"
        and belief.proposition.names[0] == other
        and (aim, belief.proposition.names[-1]) in moment.world.alike
        for belief in moment.whole.beliefs.of[who].values()
    )


def _has_asked(moment: Moment, who: int, listener: int, text: str) -> bool:
    return ("ask", listener, NONE, text) in moment.whole.people.recent[who]
