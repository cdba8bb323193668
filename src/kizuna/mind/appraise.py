"""appraise: what it means for my concerns, and for those I hold dear.

A deed touches concerns of the people in it (the practice says which and how much). For the owner
that is gain or loss; for whoever cares about the owner it is a happiness or a hurt of their own,
the greater the closer. Seeing somebody hurt, hearing that they were, or hearing that they will
stay works the same way. The arithmetic is `mind.occ`; here is only who feels about what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kizuna.event import Cause, Event
from kizuna.mind import loss
from kizuna.mind.moment import Moment, Percept, Sight, Stirred
from kizuna.mind.motive import meaning, motives
from kizuna.mind.occ import Felt, Observer, appraise_other, appraise_own
from kizuna.mind.unnoticed import was_overlooked
from kizuna.state.belief import Proposition, proposition
from kizuna.state.person import DEAD
from kizuna.state.power import STIRS
from kizuna.state.table import NONE
from kizuna.world.rules import Practice

EXPECTED_GOOD = 0.3
"""How far trust moves what is expected of somebody from even odds (a choice)."""
FRIGHT_HALF_LIFE_S = 0.7 * 3600 / 3
"""Fright at what is here (0.7 h, Verduyn & Lavrijsen 2015), a third of it a half-life."""
HURT_TO_THEM = 0.9
"""How much of a dear one's hurt is one's own distress, at full closeness (a choice)."""
GRATEFUL_FOR_COMFORT = 1.2
"""How grateful one is for what a comfort took off (a choice)."""
SURPRISED_BY_ONESELF = 0.6
COME_UP_TO = 0.4
"""How surprised one is by somebody who has come up unnoticed (a choice)."""
WORK_STIRS = 0.25
"""How strongly a day's work is felt that could have gone either way (a choice)."""
IN_PLAY = 0.8
"""How much of a touch is felt that is a move of a contest both agreed to (a choice)."""
ANGER_EXCUSES = 2.0
"""Half of full anger leaves no room for regret; when it has cooled, regret comes (a choice)."""
WORDS_COST = 0.25
"""What a kind word costs its speaker, of the 1 that a sacrifice does: thanks follow cost (Tesser et
al. 1968); the figure is a choice."""


def appraise(moment: Moment) -> Moment:
    """Stirred feelings for everything each due person noticed."""
    for who, percepts in moment.percepts.items():
        for percept in percepts:
            if percept.is_heeded:
                moment.stirred.extend(_of_event(moment, who, percept))
    for who, sights in moment.sights.items():
        for sight in sights:
            moment.stirred.extend(_of_sight(moment, who, sight))
    return moment


def _of_event(moment: Moment, who: int, percept: Percept) -> Iterator[Stirred]:
    event = percept.event
    if event.kind == "Did":
        yield from _of_deed(moment, who, percept)
    elif event.kind == "ReflexActed" and event.data.get("does") != STIRS:
        yield from _of_reflex(moment, who, percept)
    elif event.kind == "Woke":
        yield from _of_waking(moment, who, percept)
    elif event.kind == "Died":
        yield from loss.of_death(moment, who, percept)
    elif event.kind == "Operated":
        yield from loss.of_operation(moment, who, percept)
    elif event.kind == "WorkEnded":
        yield from _of_work(moment, who, percept)
    elif event.kind == "Sensed":
        yield from _of_sensing(moment, who, percept)


# Deeds. ---------------------------------------------------------------------------------------


def _of_deed(moment: Moment, who: int, percept: Percept) -> Iterator[Stirred]:
    event = percept.event
    practice = moment.world.practice.get(event.data["practice"])
    if practice is None or event.data.get("accepted") is False:
        return
    actor = moment.whole.person(event.roles["actor"])
    if practice.touches and actor != who:
        shares = motives(moment, who, actor, event, practice)
        share = IN_PLAY if "move" in practice.tags else 1.0
        for owner, value in touched(moment, event, practice):
            felt = _felt(moment, who, owner, share * value, actor, shares, event, practice)
            yield from _stirred(felt, who, percept.noticed, "perceived")
    if event.data.get("eases") and event.roles.get("target") == moment.id_(who):
        yield from _of_comfort(moment, who, actor, percept)
    if actor == who and "hurtful" in practice.tags:
        yield from _of_own_hurt(moment, who, percept)
    topic = event.data.get("topic")
    if topic and event.data.get("tells") and actor != who:
        yield from of_news(moment, who, proposition(topic), percept.noticed, event.seq)


def _of_comfort(moment: Moment, who: int, actor: int, percept: Percept) -> Iterator[Stirred]:
    """Whoever feels lighter is relieved, and grateful to whoever made it so."""
    thanks = min(0.7, GRATEFUL_FOR_COMFORT * comfort(moment, who, percept.event))
    cause = Cause("perceived", percept.noticed)
    yield Stirred(who, "gratitude", thanks, actor, percept.event.seq, cause)
    yield Stirred(who, "relief", thanks, NONE, percept.event.seq, cause)


def comfort(moment: Moment, who: int, deed: Event) -> float:
    """How much lighter a deed that has just eased somebody's feelings has made them: 0 when it
    eased nothing, 1 when it took away one feeling that was at its full."""
    lighter = 0.0
    for feeling, share in deed.data.get("eases", {}).items():
        left = float(moment.still.person[f"felt_{feeling}"][who])
        lighter += left * share / max(0.1, 1.0 - share)
    return lighter


def _of_own_hurt(moment: Moment, who: int, percept: Percept) -> Iterator[Stirred]:
    """Whoever hurt somebody they are fond of regrets it, unless they are still angry."""
    target = moment.whole.people.row.get(percept.event.roles.get("target", ""), NONE)
    strength = 0.0 if target == NONE else regret(moment, who, target)
    if strength > 0:
        cause = Cause("perceived", percept.noticed)
        yield Stirred(who, "remorse", strength, target, percept.event.seq, cause)


def regret(moment: Moment, who: int, hurt: int) -> float:
    """How much somebody minds having hurt another now: the fonder the more, and not in anger."""
    fond = max(0.0, moment.held(who, hurt, "affection"), 0.8 * moment.held(who, hurt, "respect"))
    return fond * max(0.0, 1.0 - ANGER_EXCUSES * moment.held(who, hurt, "anger"))


def touched(moment: Moment, event: Event, practice: Practice) -> Iterator[tuple[int, float]]:
    """Whose concerns a deed touches and how much, in all: (person row, -1..1)."""
    for role, concerns in practice.touches.items():
        if role in event.roles:
            yield (
                moment.whole.person(event.roles[role]),
                _worth(moment, event.roles[role], concerns),
            )


def _worth(moment: Moment, id_: str, concerns: Mapping[str, float]) -> float:
    """What a touch is worth to its owner: the hungrier the need, the more."""
    people, row = moment.whole.people, moment.whole.person(id_)
    total = 0.0
    for need, value in concerns.items():
        weight = people.need_weight.get(need, row) if need in people.need_weight.position else 0.5
        total += value * (0.6 + 0.8 * weight)
    return max(-1.0, min(1.0, total))


def _felt(
    moment: Moment, who: int, owner: int, value: float, actor: int,
    shares: Mapping[str, float], event: Event, practice: Practice,
) -> tuple[Felt, ...]:  # fmt: skip
    expected = 0.5 + EXPECTED_GOOD * max(-1.0, min(1.0, moment.held(who, actor, "trust")))
    after = 1.0 if value >= 0 else 0.0
    utility = min(1.0, 2.0 * abs(value))
    cost = min(1.0, WORDS_COST + sum(practice.costs.values()) + practice.takes / 3600)
    meant = meaning(shares, cost)
    if owner == who:
        return appraise_own(who, utility, expected, after, actor, meant, source=event.seq)
    like = _like(moment, who, owner)
    if abs(like) < 0.08:
        return ()
    observer = Observer(who, like, meant)
    return appraise_other(observer, owner, utility * (after - expected), actor, source=event.seq)


def _like(moment: Moment, who: int, other: int) -> float:
    """How much another's fortune is mine: closeness, or dislike; reverence counts, too."""
    affection = moment.held(who, other, "affection")
    if affection < 0:
        return affection
    return max(moment.held(who, other, "closeness"), 0.8 * moment.held(who, other, "respect"))


def _stirred(felt: tuple[Felt, ...], who: int, noticed: int, how: str) -> Iterator[Stirred]:
    for each in felt:
        toward = NONE if each.toward is None or each.toward == who else int(each.toward)
        yield Stirred(who, each.kind, each.strength, toward, int(each.source), Cause(how, noticed))


# News. ----------------------------------------------------------------------------------------


def of_news(
    moment: Moment, who: int, told: Proposition, cause: int, about: int
) -> Iterator[Stirred]:
    """What learning a proposition stirs, when it is new to them."""
    if (
        str(told) in moment.whole.beliefs.of[who]
        and moment.whole.beliefs.confidence(who, str(told)) > 0.5
    ):
        return
    predicate = moment.world.predicates[told.predicate]
    rows = [moment.whole.people.row.get(name, NONE) for name in told.names]
    doer = rows[predicate.doer - 1] if predicate.doer else NONE
    for position, concerns in predicate.touches.items():
        owner = rows[position - 1]
        value = sum(concerns.values())
        like = 1.0 if owner == who else 0.0 if owner == NONE else _like(moment, who, owner)
        if doer not in (NONE, who) and owner != NONE and abs(like * value) > 0.04:
            kind = "gratitude" if value > 0 else "anger"
            yield Stirred(who, kind, abs(like * value), doer, about, Cause("informed", cause))
        if position == predicate.grieves and owner not in (NONE, who) and like > 0:
            yield Stirred(who, "grief", like, owner, about, Cause("informed", cause))
        elif owner not in (NONE, who) and value < 0 and like > 0:
            yield Stirred(who, "pity", like * -value * 0.6, owner, about, Cause("informed", cause))
            hurt = HURT_TO_THEM * like * -value
            yield Stirred(who, "distress", hurt, owner, about, Cause("informed", cause))
    near = rows[predicate.near - 1] if predicate.near else NONE
    if near not in (NONE, who):
        fond = max(0.0, moment.held(who, near, "affection"))
        if fond > 0.1:
            yield Stirred(who, "joy", min(1.0, 1.1 * fond), near, about, Cause("informed", cause))


# Sights, wakings, reflexes. -------------------------------------------------------------------


def _of_sight(moment: Moment, who: int, sight: Sight) -> Iterator[Stirred]:
    close = max(0.0, _like(moment, who, sight.whom))
    if was_overlooked(moment, who, sight.whom):
        cause = Cause("perceived", sight.noticed)
        yield Stirred(who, "surprise", COME_UP_TO, sight.whom, sight.noticed, cause)
    fear = moment.held(who, sight.whom, "fear")
    cause = Cause("perceived", sight.noticed)
    change = sight.well - sight.believed
    if moment.whole.people.state(sight.whom) == DEAD:
        yield from loss.of_sight_of_dead(moment, who, sight.whom, sight.noticed, close)
        return
    if fear > 0.2 and moment.whole.people.is_awake(sight.whom):
        strength = fear * (0.5 + 0.5 * moment.held(who, sight.whom, "menace"))
        yield Stirred(who, "fear", strength, sight.whom, sight.noticed, cause, FRIGHT_HALF_LIFE_S)
    if close < 0.08:
        return
    if sight.sadder > 0.1:
        yield Stirred(who, "pity", close * sight.sadder, sight.whom, sight.noticed, cause)
        yield from _blame(moment, who, sight, close * sight.sadder, cause)
    if change < -0.1:
        hurt = close * -change
        yield Stirred(who, "pity", hurt, sight.whom, sight.noticed, cause)
        yield Stirred(who, "distress", HURT_TO_THEM * hurt, sight.whom, sight.noticed, cause)
        yield from _blame(moment, who, sight, hurt, cause)
    elif change > 0.1 and sight.believed < 0.8:
        yield Stirred(
            who, "relief", min(1.0, close * (0.4 + change)), sight.whom, sight.noticed, cause
        )


def _of_sensing(moment: Moment, who: int, percept: Percept) -> Iterator[Stirred]:
    """To sense from afar that somebody is sad, or hurt, is to feel for them, if they are dear."""
    event, cause = percept.event, Cause("perceived", percept.noticed)
    if event.roles["who"] != moment.id_(who):
        return
    other = moment.whole.person(event.roles["target"])
    close = max(0.0, moment.held(who, other, "closeness"))
    bad = max(float(event.data["sorrow"]), 1.0 - float(event.data["well"]))
    if bad > 0.1:
        yield Stirred(who, "pity", close * bad, other, event.seq, cause)


def _of_work(moment: Moment, who: int, percept: Percept) -> Iterator[Stirred]:
    """A day's work that went well is a small pride, and one that did not a small anger."""
    event, cause = percept.event, Cause("perceived", percept.noticed)
    if event.roles["who"] != moment.id_(who):
        return
    good, bad = ("satisfaction", "pride"), ("disappointment", "anger")
    chance = float(event.data["chance"])
    unexpected = 1.0 - chance if event.data["well"] else chance
    for kind in good if event.data["well"] else bad:
        yield Stirred(who, kind, WORK_STIRS * (0.5 + unexpected), NONE, event.seq, cause)


def _blame(moment: Moment, who: int, sight: Sight, hurt: float, cause: Cause) -> Iterator[Stirred]:
    """Anger at whoever did it: at somebody when it is believed who, else at large."""
    if moment.whole.bodies.worst(sight.whom, moment.now) < 0.2:
        return
    doer = blamed_for(moment, who, sight.whom)
    if doer != who:
        yield Stirred(who, "anger", hurt, doer, sight.noticed, cause)


def blamed_for(moment: Moment, who: int, hurt: int) -> int:
    """Whom somebody believes to have harmed another: a person row, NONE when they cannot say."""
    best, sure = NONE, 0.5
    for belief in moment.whole.beliefs.of[who].values():
        told = belief.proposition
        if (
            told.predicate == "harmed"
            and told.names[1] == moment.id_(hurt)
            and not told.is_question
        ):
            if belief.confidence > sure and told.names[0] in moment.whole.people.row:
                best, sure = moment.whole.people.row[told.names[0]], belief.confidence
    return best


def _of_waking(moment: Moment, who: int, percept: Percept) -> Iterator[Stirred]:
    woken = moment.whole.person(percept.event.roles["who"])
    close = moment.held(who, woken, "closeness")
    if percept.event.data.get("from") == "unconscious" and close > 0.1:
        cause = Cause("perceived", percept.noticed)
        yield Stirred(who, "relief", min(1.0, close), woken, percept.event.seq, cause)


def _of_reflex(moment: Moment, who: int, percept: Percept) -> Iterator[Stirred]:
    """Nobody is more surprised by a deep wish acting than its host."""
    event, cause = percept.event, Cause("perceived", percept.noticed)
    strength = SURPRISED_BY_ONESELF if event.roles.get("actor") == moment.id_(who) else 0.4
    yield Stirred(who, "surprise", strength, NONE, event.seq, cause)
    target = moment.whole.people.row.get(event.roles.get("target", ""), NONE)
    if target not in (NONE, who) and moment.held(who, target, "closeness") > 0.2:
        yield Stirred(
            who, "relief", 0.5 * moment.held(who, target, "closeness"), target, event.seq, cause
        )
