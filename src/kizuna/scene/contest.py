"""contest: two people measure themselves against each other, and what comes of each move.

    Did throw (sakura is thrown)    Thrown     actor gaara, target sakura
    Did feint (she stays down)      Feinted    believed
    Did ease_off (is she hurt?)     Waited     his guard is lowered
    Did strike (heads meet)         Struck     actor sakura, target gaara, accidental

Each chooses a move as they choose anything; only a contest that goes on makes moves possible, one
in turn after the other. Whether a blow goes home is drawn at odds (log-odds) that read skill,
stamina, hurts and ground on both sides, how the other stands, and how far their feelings have them
elsewhere: a hurtful word costs a dodge by what it stirs. Nobody is hurt badly here.
"""

# ruff: noqa: ARG001 - effects share one signature

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kizuna.clock import MINUTE
from kizuna.dice import key, roll
from kizuna.event import Cause, Event
from kizuna.mind.moment import Moment, Proposal
from kizuna.scene import reflex
from kizuna.scene.terms import turn
from kizuna.state.body import MENDS_PER_DAY
from kizuna.state.commitment import AGREED, Commitment
from kizuna.state.contest import DODGING, GUARDED, LOWERED, OPEN, Contest, Stance
from kizuna.state.feeling import FEELING_ROW
from kizuna.state.table import NONE

BLOW, WHERE, HARD, TANGLE = map(key, ("blow goes home", "where it lands", "how hard", "heads meet"))
FOOLED, PINNED = map(key, ("taken in by a feint", "held down"))

SKILL = 6.5
FRESH = 1.0
HURT = 1.5
OWN_GROUND = 0.4
ELSEWHERE = 1.6
"""What a whole skill, a full reserve of stamina, a grave wound, home ground, and being wholly taken
up with a feeling each move the odds of a blow, in log-odds (choices)."""
EVEN: Mapping[str, float] = {"strike": -1.5, "throw": -0.5}
"""The odds between equals who stand open."""
STANDS: Mapping[str, float] = {OPEN: 0.0, GUARDED: -1.6, DODGING: -1.3, LOWERED: 3.5}
"""How the other's guard moves them."""
WATCHFUL, SIZES_UP = 2.5, 12
"""How much harder the first blow against a whole skill is while both still watch each other's every
move, and over how many exchanges that wears off (choices)."""
DOWN = 0.7
FROM_THE_GROUND = -0.4
IN_THE_TANGLE = 0.3
"""How often a throw of the wholly spent knocks heads together, which nobody means; the fresh keep
their feet (a choice)."""
BELIEVABLE = 0.8
"""How often a feint takes in somebody of no insight at all; insight halves it (a choice)."""
HELD_DOWN, TIRED = 0.5, 0.5
"""How often somebody thrown who has nothing left does not get up again, and below how much stamina
that begins (choices)."""
MOST_EXCHANGES = 60
BROKEN_OFF_S = 3 * MINUTE
"""A contest in which nobody moves for so long is over (a choice)."""
SPENT = 0.06
ANGER = FEELING_ROW["anger"]
OVER_WITH_IT = 0.6
"""How much of the anger that a contest stirred is over with it (a choice)."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One move of a contest while it is made: who, against whom, and with what deed."""

    moment: Moment
    contest: Contest
    actor: int
    target: int
    what: Mapping[str, Any]
    deed: Event

    def drawn(self, purpose: int) -> float:
        """One draw of this exchange."""
        keys = self.moment.whole.people.keys
        seed, now = self.moment.whole.seed, self.moment.now
        return roll(seed, now, keys[self.actor], keys[self.target], purpose)

    def come_of(self, kind: str, actor: Stance, target: Stance, **data: Any) -> Event:
        """Draft what came of it; the turn passes to the other."""
        moment, contest = self.moment, self.contest
        stances = {moment.id_(self.actor): list(actor), moment.id_(self.target): list(target)}
        data = {"contest": contest.seq, "turn": moment.id_(self.target), "stances": stances, **data}
        roles = moment.roles(actor=self.actor, target=self.target)
        cause = (Cause("enabled", self.deed.seq),)
        return moment.draft(kind, roles, data, cause, self.deed.place)


def begin(moment: Moment, proposal: Proposal, what: Any, deed: Event) -> None:
    """Draft a ContestBegun for the wager the two have agreed on, or for nothing but itself."""
    who, other = proposal.binding.i, proposal.target
    if who in moment.whole.contests.of or other in moment.whole.contests.of:
        return
    begun_now = [event for event in moment.drafted if event.kind == "ContestBegun"]
    if any({who, other} & _people(moment, event) for event in begun_now):
        return
    agreed = _agreed(moment, who, other)
    forbids = any(moment.world.rules[name].forbids for name in agreed.rules) if agreed else False
    data: dict[str, Any] = {"forbids_powers": forbids}
    if agreed is not None:
        data["commitment"] = agreed.seq
    roles = moment.roles(actor=who, target=other)
    begun = moment.draft("ContestBegun", roles, data, (Cause("enabled", deed.seq),), deed.place)
    if agreed is not None:
        turn(moment, agreed, "CommitmentBegun", Cause("enabled", begun.seq))
    for host in (who, other) if forbids else ():
        stand_down(moment, host, begun)


def _people(moment: Moment, event: Event) -> set[int]:
    return {moment.whole.person(event.roles[role]) for role in ("actor", "target")}


def _agreed(moment: Moment, who: int, other: int) -> Commitment | None:
    open_ = moment.whole.commitments.open_between(who, other)
    return next((each for each in open_ if each.status == AGREED), None)


def stand_down(moment: Moment, host: int, cause: Event) -> None:
    """A guard that its host asks to stand down no longer acts by itself."""
    if any(power.guards_host and not power.stands_down for power in moment.whole.powers.of[host]):
        who = {"who": moment.id_(host)}
        moment.draft("GuardStoodDown", who, {}, (Cause("enabled", cause.seq),), cause.place)


# Moves. ---------------------------------------------------------------------------------------


def move(moment: Moment, proposal: Proposal, what: Mapping[str, Any], deed: Event) -> None:
    """Make a move, when it is the actor's turn, and draft what comes of it."""
    who, other = proposal.binding.i, proposal.target
    contest = moment.whole.contests.of.get(who)
    if contest is None or contest.against(who) != other or contest.turn != who:
        return
    MOVES[what["kind"]](Exchange(moment, contest, who, other, what, deed))


def _attack(exchange: Exchange) -> None:
    """A strike or a throw: it goes home, or it does not."""
    mine, theirs = _up(exchange), exchange.contest.stance(exchange.target)
    odds = odds_of_a_blow(exchange)
    chance = 1.0 / (1.0 + math.exp(-odds))
    if not exchange.contest.forbids_powers and reflex.takes_the_blow(
        exchange.moment, exchange.target, exchange.actor, exchange.deed.seq
    ):
        exchange.come_of("Missed", mine, _rest(theirs), guarded=True, chance=round(chance, 3))
    elif exchange.drawn(BLOW) >= chance:
        exchange.come_of("Missed", mine, _rest(theirs), chance=round(chance, 3))
    elif exchange.what["kind"] == "throw":
        _throw(exchange, mine, theirs, chance)
    else:
        _strike(exchange, mine, theirs, chance)


def _strike(exchange: Exchange, mine: Stance, theirs: Stance, chance: float) -> None:
    landed = mine._replace(blows=mine.blows + 1)
    data: dict[str, Any] = {"chance": round(chance, 3)}
    if exchange.what.get("power"):
        data["power"] = True
    struck = exchange.come_of("Struck", landed, _rest(theirs), **data)
    _injure(exchange, exchange.actor, exchange.target, struck)


def _throw(exchange: Exchange, mine: Stance, theirs: Stance, chance: float) -> None:
    """The other goes down; in the tangle heads may meet, which is a blow of theirs by accident."""
    thrown = exchange.come_of(
        "Thrown", mine, _rest(theirs)._replace(is_down=True), chance=round(chance, 3)
    )
    _injure(exchange, exchange.actor, exchange.target, thrown)
    if exchange.drawn(TANGLE) < IN_THE_TANGLE * _weariness(exchange):
        _heads_meet(exchange, mine, theirs, thrown)
    elif exchange.drawn(PINNED) < HELD_DOWN * (1.0 - _stamina(exchange, exchange.target) / TIRED):
        cause = Cause("enabled", thrown.seq)
        end(exchange.moment, exchange.contest, "held down", exchange.actor, cause)


def _heads_meet(exchange: Exchange, mine: Stance, theirs: Stance, thrown: Event) -> None:
    moment = exchange.moment
    down = _rest(theirs)._replace(is_down=True, blows=theirs.blows + 1)
    stances = {moment.id_(exchange.actor): list(mine), moment.id_(exchange.target): list(down)}
    data = {"contest": exchange.contest.seq, "turn": moment.id_(exchange.target),
            "stances": stances, "accidental": True, "where": "the forehead"}  # fmt: skip
    roles = moment.roles(actor=exchange.target, target=exchange.actor)
    struck = moment.draft("Struck", roles, data, (Cause("enabled", thrown.seq),), thrown.place)
    _injure(exchange, exchange.target, exchange.actor, struck, "the forehead")
    _injure(exchange, NONE, exchange.target, struck, "the forehead")


def _brace(guard: str) -> Callable[[Exchange], None]:
    def brace(exchange: Exchange) -> None:
        theirs = exchange.contest.stance(exchange.target)
        exchange.come_of("Braced", _up(exchange)._replace(guard=guard), theirs, guard=guard)

    return brace


def _feint(exchange: Exchange) -> None:
    """Seem beaten: whoever is taken in lets their guard drop, and whoever sees through it is not
    shown anybody beaten."""
    insight = exchange.moment.whole.people.trait(exchange.target, "insight")
    is_taken_in = exchange.drawn(FOOLED) < BELIEVABLE * (1.0 - 0.5 * insight)
    mine = exchange.contest.stance(exchange.actor)._replace(guard=OPEN, feigns=is_taken_in)
    theirs = exchange.contest.stance(exchange.target)
    if is_taken_in:
        theirs = theirs._replace(guard=LOWERED)
    exchange.come_of("Feinted", mine, theirs, believed=is_taken_in)


def _taunt(exchange: Exchange) -> None:
    """The word itself does its work, or does not, in whoever hears it."""
    exchange.come_of("Waited", _up(exchange), exchange.contest.stance(exchange.target))


def _wait(exchange: Exchange) -> None:
    """Let the other come: after you; or, is it enough? Whoever waits keeps their guard as it was;
    whoever eases off has lowered it to somebody who seems beaten."""
    mine, theirs = (exchange.contest.stance(row) for row in (exchange.actor, exchange.target))
    guard = LOWERED if theirs.feigns else mine.guard
    exchange.come_of("Waited", _up(exchange)._replace(guard=guard), theirs)


def _yield(exchange: Exchange) -> None:
    end(exchange.moment, exchange.contest, "yielded", exchange.target, _cause(exchange))


def _break_off(exchange: Exchange) -> None:
    end(exchange.moment, exchange.contest, "broken off", NONE, _cause(exchange))


MOVES: Mapping[str, Callable[[Exchange], None]] = {
    "strike": _attack,
    "throw": _attack,
    "guard": _brace(GUARDED),
    "dodge": _brace(DODGING),
    "feint": _feint,
    "taunt": _taunt,
    "wait": _wait,
    "yield": _yield,
    "break off": _break_off,
}


def _cause(exchange: Exchange) -> Cause:
    return Cause("enabled", exchange.deed.seq)


def _up(exchange: Exchange) -> Stance:
    """Whoever moves is on their feet again, and done with seeming beaten."""
    return exchange.contest.stance(exchange.actor)._replace(guard=OPEN, is_down=False, feigns=False)


def _rest(stance: Stance) -> Stance:
    """A guard has served once it has met a blow."""
    return stance._replace(guard=OPEN, feigns=False)


# Odds. ----------------------------------------------------------------------------------------


def odds_of_a_blow(exchange: Exchange) -> float:
    """Log-odds that a strike or a throw goes home."""
    moment, contest = exchange.moment, exchange.contest
    mine, theirs = contest.stance(exchange.actor), contest.stance(exchange.target)
    edge = strength(moment, exchange.actor) - strength(moment, exchange.target)
    odds = EVEN[exchange.what["kind"]] + edge + STANDS[theirs.guard] + DOWN * theirs.is_down
    if mine.is_down:
        odds += FROM_THE_GROUND
    fresh = max(0.0, 1.0 - contest.exchanges / SIZES_UP)
    odds -= WATCHFUL * fresh * moment.whole.people.trait(exchange.target, "fighting")
    return odds + ELSEWHERE * distraction(moment, exchange.target)


def strength(moment: Moment, row: int) -> float:
    """What somebody brings to a contest, in log-odds."""
    person, people = moment.still.person, moment.whole.people
    return (
        SKILL * people.trait(row, "fighting")
        + FRESH * float(person["stamina"][row])
        - HURT * moment.whole.bodies.worst(row, moment.now)
        + OWN_GROUND * _is_on_own_ground(moment, row)
    )


def distraction(moment: Moment, row: int) -> float:
    """How far somebody's feelings have them elsewhere, 0 to 1: anger, fear, grief, shame."""
    person = moment.still.person
    return float(max(person["agitation"][row], person["felt_shame"][row]))


def _weariness(exchange: Exchange) -> float:
    """How spent the more spent of the two is, 0 to 1: that one stumbles."""
    return 1.0 - min(_stamina(exchange, exchange.actor), _stamina(exchange, exchange.target))


def _stamina(exchange: Exchange, row: int) -> float:
    return float(exchange.moment.still.person["stamina"][row])


def _is_on_own_ground(moment: Moment, row: int) -> bool:
    place = moment.whole.people.place(row)
    tags = () if place == NONE else moment.whole.places.all[place].tags
    return any(tag in tags for tag in moment.whole.people.ground[row])


def _injure(exchange: Exchange, doer: int, row: int, struck: Event, where: str = "") -> None:
    """What a blow leaves: little, for nobody means more."""
    moment = exchange.moment
    places = exchange.what.get("where", ("the ribs",))
    where = where or places[int(exchange.drawn(WHERE) * len(places))]
    hard = float(exchange.what.get("severity", 0.05)) * (0.6 + 0.8 * exchange.drawn(HARD))
    data = {"where": where, "severity": round(hard, 3),
            "mends_per_day": MENDS_PER_DAY * moment.whole.bodies.mending[row]}  # fmt: skip
    roles = moment.roles(actor=doer, target=row)
    moment.draft("Injured", roles, data, (Cause("enabled", struck.seq),), struck.place)


# The end of it. -------------------------------------------------------------------------------


def end(moment: Moment, contest: Contest, how: str, winner: int, cause: Cause) -> None:
    """Draft a ContestEnded: yielded, held down, terms met, exhausted or broken off. `winner` may be
    NONE."""
    if any(e.kind == "ContestEnded" and e.data["contest"] == contest.seq for e in moment.drafted):
        return
    loser = NONE if winner == NONE else contest.against(winner)
    roles = moment.roles(actor=contest.one, target=contest.other, winner=winner, loser=loser)
    data: dict[str, Any] = {"contest": contest.seq, "how": how, "exchanges": contest.exchanges}
    if contest.commitment:
        data["commitment"] = contest.commitment
    place = moment.place_id(contest.one)
    ended = moment.draft("ContestEnded", roles, data, (cause,), place)
    _let_go_of_anger(moment, contest, ended)
    for host in (contest.one, contest.other) if contest.forbids_powers else ():
        _raise_guard(moment, host, ended.seq)


def _let_go_of_anger(moment: Moment, contest: Contest, ended: Event) -> None:
    """What stirred anger in a contest belonged to it, and mostly ends with it."""
    directed = moment.whole.feelings.directed
    for who in (contest.one, contest.other):
        other = contest.against(who)
        bond = moment.bond(who, other)
        if bond != NONE and directed.about[ANGER, bond] > contest.seq:
            roles = moment.roles(who=who, toward=other)
            data = {"feeling": "anger", "share": OVER_WITH_IT}
            cause = (Cause("enabled", ended.seq),)
            moment.draft("FeelingEased", roles, data, cause)


def end_decided(moment: Moment, each: Commitment, winner: int, cause: Cause) -> None:
    """The terms are met or failed: there is nothing left to fight for."""
    for contest in moment.whole.contests.running():
        if contest.commitment == each.seq:
            end(moment, contest, "terms met", winner, cause)


def stop_broken_off(moment: Moment) -> None:
    """End contests whose people are parted, asleep, spent, or have long stopped moving."""
    for contest in moment.whole.contests.running():
        how = _stops(moment, contest)
        if how:
            end(moment, contest, how, NONE, Cause("enabled", contest.seq))


def _stops(moment: Moment, contest: Contest) -> str:
    people, both = moment.whole.people, (contest.one, contest.other)
    if people.place(both[0]) != people.place(both[1]) or not all(map(people.is_awake, both)):
        return "broken off"
    if moment.now - contest.last_at > BROKEN_OFF_S:
        return "broken off"
    is_spent = all(float(moment.still.person["stamina"][row]) < SPENT for row in both)
    return "exhausted" if is_spent or contest.exchanges >= MOST_EXCHANGES else ""


def raise_guards(moment: Moment) -> None:
    """A guard asked to stand down in company is up again when its host is alone."""
    for host in moment.due:
        powers = moment.whole.powers.of[host]
        if any(power.stands_down for power in powers) and not moment.here(host):
            _raise_guard(moment, host, moment.whole.people.doing[host].seq)


def _raise_guard(moment: Moment, host: int, cause: int) -> None:
    if any(power.stands_down for power in moment.whole.powers.of[host]):
        who, place = {"who": moment.id_(host)}, moment.place_id(host)
        moment.draft("GuardRaised", who, {}, (Cause("enabled", cause),), place)
