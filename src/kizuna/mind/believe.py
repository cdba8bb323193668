"""believe: evidence revises beliefs, and what mattered is remembered.

A deed *shows* something about hearts to whoever sees it, weighed from where they stand: a vigil at
a bed shows devotion to one and menace to one who is afraid. What is told counts as much as the
teller is trusted. A sight may bring a conclusion (a *reading*) or leave a question. What is kept of
a deed that mattered, and with what motive, is told in `remember`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kizuna.clock import DAY
from kizuna.event import Cause, Event
from kizuna.mind.appraise import FRIGHT_HALF_LIFE_S, blamed_for
from kizuna.mind.feel import feel_one
from kizuna.mind.moment import Binding, Moment, Percept, Sight, Stirred, Turn
from kizuna.mind.remember import keep_memory, remember, remember_hearsay
from kizuna.state.belief import GAP, Belief, Proposition, confidence_of, odds_of, proposition
from kizuna.state.bond import HALF_LIKED_ODDS
from kizuna.state.person import DEAD
from kizuna.state.power import STIRS
from kizuna.state.table import NONE
from kizuna.world.rules import Practice

SURE = 5.0
"""Log-odds beyond which nobody becomes surer (0.993)."""
CONSENT_SHOWS = 0.7
"""How much consenting shows of what doing it shows (a choice)."""
RIVALRY = 0.75
"""How much of the evidence for a proposition counts against its rival (a choice)."""
MOVES_BELIEF = 0.006
"""What would make one less than so much surer or less sure is let go by: whoever is sure of
something is moved by strong evidence alone (a choice)."""
CERTAIN = 10.0
"""Evidence that leaves no doubt."""
DEATH_MATTERS = 0.9
"""How much the news of a death matters (a choice)."""
PRIOR_ODDS = -2.2
"""Where a proposition nobody thought of starts: 0.1."""
FOND_OF_A_GUEST = 0.3
"""From this affection on one wonders how long a guest will stay (a choice)."""
IS_REASON_ENOUGH = 0.85
"""Whoever is so sure of being dear asks for no other reason (a choice)."""
OLD_ACQUAINTANCE = 0.35
"""From this familiarity on it is reason enough to be liked (a choice)."""
AS_I_DO = 0.55
"""Whoever is so fond of somebody finds it natural to be sought out by them: liking is assumed to be
mutual (Kenny 1994; the figure is a choice)."""
WONDERS, CURIOUS = 0.2, 0.4
"""How much an unexplained kindness matters to anybody, and how much more to the wholly curious."""


def believe(moment: Moment) -> Moment:
    """Revised beliefs and kept memories for everything each due person noticed."""
    for who, percepts in moment.percepts.items():
        for percept in percepts:
            if percept.event.kind == "Did":
                _of_deed(moment, who, percept)
            elif percept.event.kind == "ReflexActed" and percept.event.data.get("does") != STIRS:
                _of_reflex(moment, who, percept)
            elif percept.event.kind == "Died":
                _of_death(moment, who, percept)
    for who, sights in moment.sights.items():
        for sight in sights:
            _of_sight(moment, who, sight)
    return moment


# Evidence. ------------------------------------------------------------------------------------


def _of_deed(moment: Moment, who: int, percept: Percept) -> None:
    event = percept.event
    practice = moment.world.practice.get(event.data["practice"])
    actor = moment.whole.person(event.roles["actor"])
    if practice is None or event.data.get("accepted") is False:
        return
    if actor != who:
        _read_hearts(moment, who, actor, event.roles, practice, percept.noticed)
        _take_what_is_told(moment, who, actor, event, percept.noticed)
    elif event.data.get("accepted") and practice.romance:
        _read_consent(moment, who, event, practice, percept.noticed)
    if percept.is_heeded:
        remember(moment, who, actor, event, practice, percept.noticed)
    if "kind" in practice.tags and event.roles.get("target") == moment.id_(who):
        _wonder_why(moment, who, actor, percept.noticed)


def _read_hearts(
    moment: Moment, who: int, whose: int, roles: Mapping[str, str], practice: Practice,
    noticed: int, share: float = 1.0,
) -> None:  # fmt: skip
    """What a deed shows of the heart of whoever has the actor's role."""
    if not practice.shows:
        return
    bond = moment.bond(who, whose)
    if bond == NONE:
        return
    seen = Binding(who, whose, bond)
    weights = moment.weighing.parts[practice.name].shows(**seen.rows())
    for showing, weight in zip(practice.shows, weights, strict=True):
        for text in _said_of(moment, who, roles, showing.predicate, showing.names):
            revise(moment, who, text, share * float(weight), Cause("informed", noticed))


def _read_consent(moment: Moment, who: int, event: Event, practice: Practice, noticed: int) -> None:
    """Whoever lets themselves be kissed shows in part what a kiss shows."""
    target = moment.whole.person(event.roles["target"])
    swapped = {"actor": event.roles["target"], "target": event.roles["actor"]}
    _read_hearts(moment, who, target, swapped, practice, noticed, CONSENT_SHOWS)


def _said_of(
    moment: Moment, who: int, roles: Mapping[str, str], predicate: str, names: tuple[str, ...]
) -> Iterator[str]:
    """The propositions a showing names in this case; `*` stands for all the holder thought of."""
    filled = [roles.get(name, name) if name != "*" else "*" for name in names]
    if any(name in ("actor", "target", "about") for name in filled):
        return
    if "*" not in filled:
        yield f"{predicate}({', '.join(filled)})"
        return
    for text, belief in moment.whole.beliefs.of[who].items():
        told = belief.proposition
        if told.predicate == predicate and len(told.names) == len(filled):
            if all(f in ("*", n) for f, n in zip(filled, told.names, strict=True)):
                yield text


def _take_what_is_told(moment: Moment, who: int, teller: int, event: Event, noticed: int) -> None:
    text = event.data.get("topic")
    if not text or not event.data.get("tells"):
        return
    trust = moment.held(who, teller, "trust")
    weight = float(event.data.get("odds", 2.0))
    believed = max(0.3, min(1.0, 0.6 + 0.6 * trust)) * (weight + 1.5)
    held = moment.whole.beliefs.held(who, text)
    told = proposition(text)
    if held is None or held.odds < believed:
        data = {"weight": event.data.get("weight", 0.3)}
        if event.data.get("secrecy"):
            data["secrecy"] = round(0.8 * float(event.data["secrecy"]), 3)
        revise(
            moment, who, text, believed - prior(told.predicate), Cause("informed", noticed), **data
        )
    predicate = moment.world.predicates[told.predicate]
    if predicate.doer and held is None:
        remember_hearsay(moment, who, told.names, predicate.doer, event, noticed)


def revise(
    moment: Moment, who: int, text: str, evidence: float, cause: Cause, **extra: float
) -> None:
    """Draft a BeliefRevised that adds `evidence` log-odds, unless next to nothing would change."""
    held = moment.odds(who, text)
    told = proposition(text)
    before = prior(told.predicate) if held is None else held
    after = round(max(-SURE, min(SURE, before + evidence)), 4)
    if abs(confidence_of(after) - confidence_of(before)) < MOVES_BELIEF:
        return
    data = {"proposition": text, "odds": after, "was": round(before, 4), **extra}
    revised = moment.draft("BeliefRevised", {"who": moment.id_(who)}, data, (cause,))
    moment.revised[who, text] = after
    if before < 0 < after or after < 0 < before:
        moment.turned.append(Turn(who, told, revised))
    rival = moment.world.predicates[told.predicate].rival
    if rival is not None and evidence > 0:
        _weaken_rival(moment, who, f"{rival}({', '.join(told.names)})", evidence, cause)
    if told.predicate == "means_harm" and before < 0 < after:
        _alarm(moment, who, told.names, cause)
    if before < 0 < after and len(told.names) == 1:
        _undo(moment, who, told, Cause("informed", revised.seq))


def prior(predicate: str) -> float:
    """Where what nobody thought of starts: people half expect to be liked, and nothing else."""
    return HALF_LIKED_ODDS if predicate == "likes" else PRIOR_ODDS


def _weaken_rival(moment: Moment, who: int, text: str, evidence: float, cause: Cause) -> None:
    """What speaks for one speaks against its rival, if the holder ever thought of that."""
    if text in moment.whole.beliefs.of[who]:
        revise(moment, who, text, -RIVALRY * evidence, cause)


def _undo(moment: Moment, who: int, told: Proposition, cause: Cause) -> None:
    """What has just been learnt of somebody can undo what was held of them: whoever is dead was
    helped in vain."""
    for text, belief in list(moment.whole.beliefs.of[who].items()):
        undone_by = moment.world.predicates[belief.proposition.predicate].undone_by
        is_theirs = belief.proposition.names[-1] == told.names[0]
        odds = moment.odds(who, text)
        if undone_by == told.predicate and is_theirs and odds is not None and odds > 0:
            revise(moment, who, text, PRIOR_ODDS - odds, cause)


def _alarm(moment: Moment, who: int, names: tuple[str, ...], cause: Cause) -> None:
    """To come to believe that somebody means harm is to be afraid of them there and then."""
    threat = moment.whole.people.row.get(names[0], NONE)
    if threat not in (NONE, who):
        strength = 0.35 + 0.5 * moment.held(who, threat, "fear")
        stirred = Stirred(who, "fear", strength, threat, cause.seq, cause, FRIGHT_HALF_LIFE_S)
        feel_one(moment, stirred)


def _of_reflex(moment: Moment, who: int, percept: Percept) -> None:
    """A host who sees the guard move learns something about their own heart."""
    event = percept.event
    if event.roles.get("actor") == moment.id_(who) and "target" in event.roles:
        text = f"holds_dear({event.roles['actor']}, {event.roles['target']})"
        revise(moment, who, text, 3.0, Cause("perceived", percept.noticed))


def _of_death(moment: Moment, who: int, percept: Percept) -> None:
    """Whoever saw somebody die knows it, and will remember."""
    event = percept.event
    dead = moment.whole.person(event.roles["who"])
    if dead == who:
        return
    text, cause = f"dead({event.roles['who']})", Cause("perceived", percept.noticed)
    revise(moment, who, text, CERTAIN, cause, weight=DEATH_MATTERS)
    keep_memory(moment, who, dead, event.seq, 0.6, {}, {"habit": 1.0}, cause)


# Sights. --------------------------------------------------------------------------------------


def _of_sight(moment: Moment, who: int, sight: Sight) -> None:
    if moment.whole.people.state(sight.whom) == DEAD:
        revise(moment, who, f"dead({moment.id_(sight.whom)})", CERTAIN,
               Cause("perceived", sight.noticed), weight=DEATH_MATTERS)  # fmt: skip
        return
    _wonder_how_long(moment, who, sight)
    hurt = moment.whole.bodies.worst(sight.whom, moment.now) > 0.2
    if not hurt or moment.whole.bodies.doer_of_worst(sight.whom, moment.now) == NONE:
        return
    if blamed_for(moment, who, sight.whom) != NONE:
        return
    concluded = False
    for reading in moment.world.readings:
        if reading.sees == "hurt" and reading.concludes and reading.knows:
            concluded |= _conclude(
                moment, who, sight, reading.knows, reading.concludes, reading.confidence
            )
    if not concluded and moment.held(who, sight.whom, "closeness") > 0.15:
        _wonder(moment, who, sight)


def _conclude(
    moment: Moment, who: int, sight: Sight, knows: str, concludes: str, confidence: float
) -> bool:
    pattern = proposition(knows)
    for belief in list(moment.whole.beliefs.of[who].values()):
        told = belief.proposition
        if told.predicate != pattern.predicate or belief.confidence < 0.5:
            continue
        found = dict(zip(pattern.names, told.names, strict=True))
        if found.get("?seen") == moment.id_(sight.whom):
            goal = proposition(concludes)
            names = ", ".join(found.get(name, name) for name in goal.names)
            odds = odds_of(confidence) - PRIOR_ODDS
            cause = Cause("informed", sight.noticed)
            revise(moment, who, f"{goal.predicate}({names})", odds, cause, weight=0.6)
            return True
    return False


def _wonder(moment: Moment, who: int, sight: Sight) -> None:
    for reading in moment.world.readings:
        if reading.sees == "hurt" and reading.asks:
            weight = 0.4 + 0.5 * moment.held(who, sight.whom, "closeness")
            text = reading.asks.replace("?seen", moment.id_(sight.whom))
            _ask_oneself(moment, who, text, weight, sight.noticed)


def _wonder_how_long(moment: Moment, who: int, sight: Sight) -> None:
    """Whoever is at home and fond of somebody who is not wonders how long they will be here."""
    is_abroad = moment.whole.people.numbers["is_abroad"]
    fond = moment.held(who, sight.whom, "affection")
    if not is_abroad[sight.whom] or is_abroad[who] or fond < FOND_OF_A_GUEST:
        return
    for reading in moment.world.readings:
        if reading.sees == "guest" and reading.asks:
            text = reading.asks.replace("?seen", moment.id_(sight.whom))
            _ask_oneself(moment, who, text, 0.25 + 0.6 * fond, sight.noticed)


def _wonder_why(moment: Moment, who: int, doer: int, noticed: int) -> None:
    """Kindness that keeps coming and that nothing explains makes one ask oneself why."""
    is_natural = (
        moment.held(who, doer, "familiarity") > OLD_ACQUAINTANCE
        or moment.held(who, doer, "affection") > AS_I_DO
    )
    for heart in ("holds_dear", "likes") if is_natural else ("holds_dear",):
        text = f"{heart}({moment.id_(doer)}, {moment.id_(who)})"
        if heart in moment.world.predicates and moment.believes(who, text, 0.0) > IS_REASON_ENOUGH:
            return
    for reading in moment.world.readings:
        if reading.sees == "kindness" and reading.asks:
            if _kindnesses(moment, who, doer) >= reading.times:
                text = reading.asks.replace("?seen", moment.id_(doer))
                weight = WONDERS + CURIOUS * moment.whole.people.trait(who, "curiosity")
                _ask_oneself(moment, who, text, weight, noticed)


def _kindnesses(moment: Moment, who: int, doer: int) -> int:
    """On how many days somebody was good to one where neither their work nor their home is."""
    numbers, bond = moment.whole.memories.numbers, moment.bond(who, doer)
    people = moment.whole.people
    own_ways = {int(people.numbers.get(name, doer)) for name in ("post", "home")}
    good = (
        moment.lookup(int(numbers.get("event", row)))
        for row in moment.whole.memories.held_by(who)
        if numbers.get("bond", row) == bond and numbers.get("affection", row) > 0
    )
    return len({
        deed.time // DAY for deed in good
        if deed is not None and deed.kind == "Did" and deed.roles["actor"] == moment.id_(doer)
        and deed.place is not None and moment.whole.places.row[deed.place] not in own_ways
    })  # fmt: skip


def _ask_oneself(moment: Moment, who: int, text: str, weight: float, noticed: int) -> None:
    if text not in moment.whole.beliefs.of[who]:
        data = {"proposition": text, "odds": 0.0, "was": 0.0, "weight": round(weight, 3)}
        cause = Cause("perceived", noticed)
        moment.draft("BeliefRevised", {"who": moment.id_(who)}, data, (cause,))


def answers(moment: Moment, belief: Belief, question: str) -> bool:
    """Whether a belief fills the gap of a question and is held more likely true than not."""
    asked, told = proposition(question), belief.proposition
    if told.is_question or belief.confidence <= 0.5:
        return False
    if told.predicate == asked.predicate:
        pairs = zip(asked.names, told.names, strict=False)
        return all(name in (GAP, said) for name, said in pairs)
    predicate = moment.world.predicates.get(told.predicate)
    return (
        predicate is not None
        and predicate.answers == asked.predicate
        and told.names[0] == asked.names[0]
    )
