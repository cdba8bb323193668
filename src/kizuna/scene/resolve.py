"""resolve: all intents of a moment at once, and what comes of them.

Reflexes first, for they are faster than choices. Then each intent in turn: is it still possible
(somebody may have done it already), does the other consent, what does it cost, what does it do?
What a practice `does` is brought about by the `effects` it names.
"""

from __future__ import annotations

from typing import Any

from kizuna.dice import key, roll
from kizuna.event import Cause, Event
from kizuna.mind.bind import waiting
from kizuna.mind.grounds import behind
from kizuna.mind.moment import Binding, Choice, Moment, Proposal
from kizuna.scene import finish, journey, pace, reflex
from kizuna.scene.effects import bring_about
from kizuna.scene.heed import heed_deed, is_absorbed
from kizuna.state.person import Doing
from kizuna.state.table import NONE
from kizuna.world.rules import Practice

CONSENT = key("consent")
WORDING = key("wording")
REMEMBERED_BY_WHO_DID = frozenset({"hurtful", "forgiving"})
"""Deeds toward somebody that one remembers oneself."""
SOOTHES_FROM = 0.02
"""A comfort that takes less than this off slides off (a choice)."""
NOTHING_TO_DO_S = 60
TAKES_ITS_TIME_S = 60
"""Nobody begins what takes longer while they are spoken to (a choice)."""
FIRST_COME = key("who is first")


def resolve(moment: Moment) -> Moment:
    """Draft everything that comes of this moment's reflexes and choices."""
    reflex.reflexes(moment)
    for who in _in_order(moment):
        resolve_one(moment, who, moment.choices[who])
    for who in moment.due:
        if who not in moment.choices:
            moment.draft("WentOn", moment.roles(actor=who), {"takes": NOTHING_TO_DO_S})
    return moment


def _in_order(moment: Moment) -> list[int]:
    """Who comes first when two do the same at once: whoever was spoken to and answers (the speaker
    chooses who is next: Sacks, Schegloff & Jefferson 1974), what was said last before what has
    waited longer; last whoever is about to fall asleep or to go, for a word is sooner said; among
    others drawn, not listed."""
    keys, seed = moment.whole.people.keys, moment.whole.seed

    def turn(who: int) -> tuple[int, bool, float, int]:
        practice = moment.choices[who].proposal.practice
        drawn = roll(seed, moment.now, keys[who], 0, FIRST_COME)
        waits = waiting(moment, who) if practice.answers else None
        return -waits.seq if waits else 0, practice.leaves_off, drawn, who

    return sorted(moment.choices, key=turn)


def resolve_one(moment: Moment, who: int, choice: Choice) -> None:
    """Draft what comes of one choice: the deed, setting out for it, or waiting one's turn."""
    proposal = choice.proposal
    practice = proposal.practice
    if _has_just_left(moment, who):
        return
    if _is_elsewhere(moment, proposal):
        _begin_errand(moment, who, choice)
    elif _goes_on(moment, who, proposal):
        still = {"takes": _stays_at_it(moment, who, practice)}
        causes, place = _at_it(moment, who), moment.place_id(who)
        moment.draft("WentOn", moment.roles(actor=who), still, causes, place=place)
    elif (
        _listens_first(moment, who, choice)
        and (ends := _floor_taken_until(moment, who)) > moment.now
    ):
        takes = ends - moment.now + 1
        data = {"practice": "listen", "takes": takes}
        place, why = moment.place_id(who), _interrupted_by(moment, who)
        moment.draft("WentOn", moment.roles(actor=who), data, why, place)
    elif not _still_possible(moment, proposal):
        why, place = behind(moment, who, choice), moment.place_id(who)
        moment.draft("WentOn", moment.roles(actor=who), {"takes": 5}, why, place)
    else:
        _do(moment, who, choice)


def _listens_first(moment: Moment, who: int, choice: Choice) -> bool:
    """Whether somebody waits with this for the end of what is being said: with a word of their
    own; with falling asleep, going or beginning what takes its time, when it is said to them."""
    practice = choice.proposal.practice
    if choice.broke_out:
        return False
    turns_away = practice.leaves_off or practice.takes >= TAKES_ITS_TIME_S
    return practice.is_talk or (turns_away and _is_spoken_to(moment, who))


def _is_spoken_to(moment: Moment, who: int) -> bool:
    id_, doing = moment.id_(who), moment.whole.people.doing
    begun = any(
        event.kind == "Did" and event.data.get("talk") and event.roles.get("target") == id_
        for event in moment.drafted
    )
    return begun or any(
        doing[row].target == who and doing[row].until > moment.now and _is_talk(moment, doing[row])
        for row in moment.here(who)
    )


def _at_it(moment: Moment, who: int) -> tuple[Cause, ...]:
    """What somebody is at, for going on with it."""
    seq = moment.whole.people.settled[who].seq
    return (Cause("motivated", seq),) if seq else ()


def _interrupted_by(moment: Moment, who: int) -> tuple[Cause, ...]:
    """Who is speaking here, so that one's own word has to wait."""
    place, here = moment.place_id(who), moment.here(who)
    said = [
        event.seq
        for event in moment.drafted
        if event.kind == "Did" and event.place == place and event.data.get("talk")
    ]
    doing = [moment.whole.people.doing[row] for row in here]
    said += [each.seq for each in doing if each.until > moment.now and _is_talk(moment, each)]
    return (Cause("prevented", max(said)),) if said else ()


def _is_talk(moment: Moment, doing: Doing) -> bool:
    practice = moment.world.practice.get(doing.practice)
    return practice is not None and practice.is_talk


def _has_just_left(moment: Moment, who: int) -> bool:
    """Whether somebody was taken along by whoever set out in this very moment."""
    id_ = moment.id_(who)
    return any(e.kind == "SetOut" and id_ in e.data.get("with", ()) for e in moment.drafted)


def _floor_taken_until(moment: Moment, who: int) -> int:
    """When whoever speaks here will have finished; now, when nobody does."""
    ends = moment.now
    place = moment.place_id(who)
    for event in moment.drafted:
        if event.kind == "Did" and event.place == place and event.data.get("talk"):
            ends = max(ends, moment.now + int(event.data["takes"]))
    for row in moment.here(who):
        doing = moment.whole.people.doing[row]
        practice = moment.world.practice.get(doing.practice)
        if practice is not None and practice.is_talk and doing.until > ends:
            ends = doing.until
    return ends


def _is_elsewhere(moment: Moment, proposal: Proposal) -> bool:
    target = proposal.target
    if target == NONE or proposal.practice.with_ == "absent":
        return False
    return moment.whole.people.place(target) != moment.whole.people.place(proposal.binding.i)


def _begin_errand(moment: Moment, who: int, choice: Choice) -> None:
    proposal = choice.proposal
    goal = journey.believed_place(moment, who, proposal.target)
    if goal in (NONE, moment.whole.people.place(who)):
        why, place = behind(moment, who, choice), moment.place_id(who)
        moment.draft("WentOn", moment.roles(actor=who), {"takes": 60}, why, place)
        return
    journey.begin(
        moment, who, proposal.practice.name, goal, None, target=proposal.target,
        about=proposal.about, causes=behind(moment, who, choice),
    )  # fmt: skip


def _goes_on(moment: Moment, who: int, proposal: Proposal) -> bool:
    """Whether this is what they are at already: nothing new to tell."""
    settled, practice = moment.whole.people.settled[who], proposal.practice
    same = settled.practice == practice.name and settled.target == proposal.target
    is_over = settled.until <= moment.now and bool(practice.does or practice.at_end)
    return same and "quiet" in practice.tags and not is_over


def _stays_at_it(moment: Moment, who: int, practice: Practice) -> int:
    """How many seconds somebody goes on with what they had settled down to, unless disturbed."""
    left = moment.whole.people.settled[who].until - moment.now
    whole = left if left > 0 else pace.takes(moment, who, practice)
    return whole if practice.at_end else min(whole, pace.lull(moment, who))


ONLY_ONCE = {"lift": "Lifted", "end_danger": "DangerEnded", "set_down": "SetDown",
             "put_under": "OperationBegun"}  # fmt: skip
"""Effects that one person's deed makes pointless for the next, and the event that says so."""


def _still_possible(moment: Moment, proposal: Proposal) -> bool:
    """Whether nobody has made it pointless in this very moment."""
    if proposal.target == NONE:
        return True
    practice = proposal.practice
    effects = practice.effects | practice.effects_at_end
    if "follow" in effects and _goes_along_with(moment, proposal.target, proposal.binding.i):
        return False
    if practice.consent and _have_just_done(moment, proposal):
        return False
    target = moment.id_(proposal.target)
    done = {ONLY_ONCE[name] for name in effects & ONLY_ONCE.keys()}
    return not any(e.kind in done and e.roles.get("target") == target for e in moment.drafted)


def _have_just_done(moment: Moment, proposal: Proposal) -> bool:
    """Whether the other did the same to them in this very moment and was let: what takes two is
    then done by both."""
    pair = moment.roles(actor=proposal.target, target=proposal.binding.i)
    return any(
        e.kind == "Did"
        and e.data["practice"] == proposal.practice.name
        and e.data["accepted"]
        and dict(e.roles) == pair
        for e in moment.drafted
    )


def _goes_along_with(moment: Moment, who: int, leader: int) -> bool:
    """Whether somebody follows another, as it was or since this moment began."""
    pair = moment.roles(actor=who, target=leader)
    drafted = any(e.kind == "Followed" and dict(e.roles) == pair for e in moment.drafted)
    return drafted or int(moment.whole.people.numbers.get("following", who)) == leader


def _do(moment: Moment, who: int, choice: Choice) -> None:
    proposal = choice.proposal
    practice = proposal.practice
    data = _data(moment, who, proposal)
    reasons = dict(choice.reasons)
    if practice.consent:
        accepted, weighed = _consent(moment, proposal)
        data["accepted"] = accepted
        reasons["consent"] = weighed
    if practice.romance:
        data["romance"] = True
    if data.get("accepted", True) and (eases := _eases(moment, proposal)):
        data["eases"] = eases
    roles = moment.roles(actor=who, target=proposal.target, about=proposal.about)
    why = behind(moment, who, choice)
    deed = moment.draft("Did", roles, data, why, moment.place_id(who), reasons)
    _pay(moment, who, practice, deed)
    if data.get("accepted", True):
        bring_about(moment, proposal, practice.does, deed)
        _soothe(moment, proposal, deed)
        _disclose(moment, proposal, deed)
    _finish_errand(moment, who, proposal)


def conclude(moment: Moment) -> Moment:
    """Draft what comes of the long deeds that are over by now, before anybody looks up."""
    for proposal, over in finish.finished(moment):
        bring_about(moment, proposal, proposal.practice.at_end, over)
    return moment


def _data(moment: Moment, who: int, proposal: Proposal) -> dict[str, Any]:
    practice = proposal.practice
    data: dict[str, Any] = {"practice": practice.name, "takes": pace.takes(moment, who, practice)}
    data["again"] = practice.again
    if practice.is_talk:
        data["talk"] = True
        if practice.answers and not is_absorbed(moment, who):
            # The next word is the other's.
            data["looks_up"] = data["takes"] + min(pace.FIRST_LULL_S, pace.called_in(moment, who))
    elif "quiet" in practice.tags:
        data["quiet"] = True
        if "idle" in practice.tags:
            data["idle"] = True
        if not practice.at_end:
            data["looks_up"] = min(data["takes"], pace.lull(moment, who))
    if "engrossing" in practice.tags:
        data["engrossing"] = True
    if practice.at_end:
        data["comes_to"] = True
    if practice.name in moment.weighing.scores.answers_to:
        data["waits"] = True
    if proposal.target != NONE and (practice.discloses or practice.tags & REMEMBERED_BY_WHO_DID):
        data["stays"] = True
    if practice.is_shared_time:
        data["together"] = True
    waits = waiting(moment, who) if practice.answers else None
    if waits is not None:
        data["answers"] = waits.seq
    if proposal.binding.t != NONE:
        data["topic"] = proposal.binding.topic
    data["wording"] = _wording(moment, who, practice)
    seen_by = [row for row in moment.here(who) if moment.whole.people.is_awake(row)]
    data["witnesses"] = [moment.id_(row) for row in seen_by]
    if (heeded := heed_deed(moment, proposal, seen_by)) != ([] if "quiet" in data else seen_by):
        data["heeded_by"] = [moment.id_(row) for row in heeded]
    if "tell" in practice.effects:
        belief = moment.whole.beliefs.held(who, proposal.binding.topic)
        if belief is not None:
            data |= {"tells": True, "odds": round(belief.odds, 3), "weight": belief.weight}
            if belief.secrecy:
                data["secrecy"] = belief.secrecy
    return data


def _wording(moment: Moment, who: int, practice: Practice) -> int:
    if len(practice.lines) < 2:
        return 0
    drawn = roll(
        moment.whole.seed, moment.now, moment.whole.people.keys[who], practice.key, WORDING
    )
    return int(drawn * len(practice.lines))


def _consent(moment: Moment, proposal: Proposal) -> tuple[bool, dict[str, float]]:
    """Ask the other: their own considerations, from where they stand."""
    target, who = proposal.target, proposal.binding.i
    bond = moment.bond(target, who)
    if bond == NONE:
        return False, {}
    practice = proposal.practice
    rows = Binding(target, who, bond).rows()
    values = moment.weighing.parts[practice.name].consent(**rows)
    weighed = {
        each.name: round(float(value), 3)
        for each, value in zip(practice.consent, values, strict=True)
    }
    return sum(float(value) for value in values) > 0.0, weighed


def _of(deed: Event) -> tuple[Cause, ...]:
    return (Cause("enabled", deed.seq),)


def _pay(moment: Moment, who: int, practice: Practice, deed: Event) -> None:
    costs = dict(practice.costs)
    power = moment.whole.powers.commanded(who, practice.commands)
    if power is not None and power.energy:
        costs[power.energy] = costs.get(power.energy, 0.0) + power.cost
    moment.change_energy(who, {name: -cost for name, cost in costs.items()}, _of(deed))


def _eases(moment: Moment, proposal: Proposal) -> dict[str, float]:
    """A comfort comforts as far as it fits whoever hears it: by feeling, the share it takes off,
    as the target stands to the actor."""
    practice, target, who = proposal.practice, proposal.target, proposal.binding.i
    bond = NONE if target == NONE else moment.bond(target, who)
    if not practice.soothes or bond == NONE:
        return {}
    shares = moment.weighing.parts[practice.name].soothes(**Binding(target, who, bond).rows())
    return {
        each.name: round(min(1.0, float(share)), 4)
        for each, share in zip(practice.soothes, shares, strict=True)
        if share >= SOOTHES_FROM
    }


def _soothe(moment: Moment, proposal: Proposal, deed: Event) -> None:
    """What a deed eases in its target is easier from now on."""
    roles = moment.roles(who=proposal.target)
    for feeling, share in deed.data.get("eases", {}).items():
        data = {"feeling": feeling, "share": share}
        moment.draft("FeelingEased", roles, data, _of(deed))


def _disclose(moment: Moment, proposal: Proposal, deed: Event) -> None:
    """Opening up to somebody makes it easier for them to do the same (Collins & Miller 1994)."""
    if proposal.practice.discloses and proposal.target != NONE:
        roles = moment.roles(actor=proposal.binding.i, target=proposal.target)
        data = {"depth": proposal.practice.discloses}
        moment.draft("Disclosed", roles, data, (Cause("enabled", deed.seq),))


def _finish_errand(moment: Moment, who: int, proposal: Proposal) -> None:
    """What somebody went for is done, where they went for it or where they met on the way."""
    errand, place = moment.whole.people.errand[who], moment.whole.people.place
    if errand and errand.practice == proposal.practice.name and errand.target == proposal.target:
        has_met = errand.target != NONE and place(errand.target) == place(who)
        if has_met or errand.goal == place(who):
            journey.end(moment, who)


# Effects. -------------------------------------------------------------------------------------
