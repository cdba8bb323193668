"""effects: what a practice `does` to the world, word by word.

    does: [{tell: topic}, {restore: {stamina: 0.2}}]

Each word is one small function in `EFFECTS`; what it may be told stands in `world.effects`. A word
for wagers, medicine or days is a function in the file of that noun.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kizuna.clock import HOUR, is_night, next_time_of_day, parse_span
from kizuna.dice import key, roll
from kizuna.event import Cause, Event
from kizuna.mind.believe import CERTAIN, revise
from kizuna.mind.feel import feel_one
from kizuna.mind.moment import Moment, Proposal, Stirred
from kizuna.mind.remember import keep_memory
from kizuna.scene import contest, days, journey, medicine, offers, reflex, terms
from kizuna.state.body import MENDS_PER_DAY
from kizuna.state.feeling import FEELING_ROW
from kizuna.state.table import NONE

MORNING_H = 5.5
"""Whoever sleeps at night sleeps till morning, rested or not: what wakes is the day as much as the
sleep one has had (two processes, Borbély 1982; the hour is a choice)."""
STILL_HURTS = 0.7
"""How much of the soreness of something is felt when one speaks of it (a choice)."""
BETTER_THOUGHT_OF, OF_ITSELF = 0.6, {"liking": 1.0}
"""How well one remembers having come to think better of somebody (a choice), and that nothing but
regard was behind it."""
AIM, AIMS_MATTER = "aims", 0.7
"""What somebody aims at is worth so much talking of (a choice)."""

Effect = Callable[[Moment, Proposal, Any, Event], None]


def bring_about(
    moment: Moment, proposal: Proposal, effects: Iterable[Mapping[str, Any]], cause: Event
) -> None:
    """Let a deed have these effects."""
    for effect in effects:
        for name, what in effect.items():
            EFFECTS[name](moment, proposal, what, cause)


def _person(proposal: Proposal, role: str) -> int:
    return {"actor": proposal.binding.i, "target": proposal.target, "about": proposal.about}[role]


def _ease(moment: Moment, proposal: Proposal, what: Mapping[str, Any], deed: Event) -> None:
    who = _person(proposal, what["of"])
    toward = _person(proposal, what["toward"]) if "toward" in what else NONE
    if who == NONE or what["feeling"] not in FEELING_ROW:
        return
    data = {"feeling": what["feeling"], "share": float(what["by"])}
    moment.draft(
        "FeelingEased", moment.roles(who=who, toward=toward), data, (Cause("enabled", deed.seq),)
    )


def _tell(moment: Moment, proposal: Proposal, what: Any, deed: Event) -> None:
    hearers = list(deed.data["witnesses"])
    data = {"proposition": proposal.binding.topic, "hearers": hearers}
    moment.draft(
        "Told",
        moment.roles(actor=proposal.binding.i, target=proposal.target),
        data,
        (Cause("enabled", deed.seq),),
    )
    _it_hurts(moment, proposal, deed)


def _ask(moment: Moment, proposal: Proposal, what: Any, deed: Event) -> None:
    _it_hurts(moment, proposal, deed)


def _it_hurts(moment: Moment, proposal: Proposal, deed: Event) -> None:
    """To speak of what is sore opens it again."""
    who = proposal.binding.i
    belief = moment.whole.beliefs.held(who, proposal.binding.topic)
    if belief is not None and belief.soreness > 0:
        cause = Cause("motivated", deed.seq)
        strength = STILL_HURTS * belief.soreness
        feel_one(moment, Stirred(who, "distress", strength, NONE, deed.seq, cause))


def _think_better(moment: Moment, proposal: Proposal, what: Mapping[str, Any], deed: Event) -> None:
    who, other = proposal.binding.i, _person(proposal, what["of"])
    if other not in (NONE, who):
        values = {name: float(worth) for name, worth in what.items() if name != "of"}
        cause = Cause("motivated", deed.seq)
        keep_memory(moment, who, other, deed.seq, BETTER_THOUGHT_OF, values, OF_ITSELF, cause)


def _resolve_on(moment: Moment, proposal: Proposal, word: str, deed: Event) -> None:
    """An aim of one's own choosing is one that one knows oneself to have."""
    who = proposal.binding.i
    text = f"{AIM}({moment.id_(who)}, {word})"
    if AIM in moment.world.predicates:
        revise(moment, who, text, CERTAIN, Cause("enabled", deed.seq), weight=AIMS_MATTER)


def _nothing_more(moment: Moment, proposal: Proposal, what: Any, deed: Event) -> None:
    """The deed itself is all: a question, a request, a show of anger."""


def _go(moment: Moment, proposal: Proposal, where: str, deed: Event) -> None:
    who = proposal.binding.i
    numbers = moment.whole.people.numbers
    if where == "post":
        goal = moment.whole.people.post_now(who, moment.now)
    elif where == "home":
        goal = int(numbers.get(where, who))
    elif where == "alone":
        goal = journey.nearest(moment, who, "quiet")
    else:
        goal = journey.nearest(moment, who, "far")
    if goal not in (NONE, moment.whole.people.place(who)):
        journey.begin(moment, who, proposal.practice.name, goal, deed)


def _follow(moment: Moment, proposal: Proposal, role: str, deed: Event) -> None:
    roles = moment.roles(actor=proposal.binding.i, target=_person(proposal, role))
    moment.draft("Followed", roles, {}, (Cause("enabled", deed.seq),))


def _search(moment: Moment, proposal: Proposal, role: str, deed: Event) -> None:
    journey.start_search(moment, proposal, deed)


def _go_on(moment: Moment, proposal: Proposal, what: Any, deed: Event) -> None:
    journey.go_on(moment, proposal.binding.i, deed)


def _lift(moment: Moment, proposal: Proposal, role: str, deed: Event) -> None:
    roles = moment.roles(actor=proposal.binding.i, target=proposal.target)
    moment.draft("Lifted", roles, {}, (Cause("enabled", deed.seq),))


def _carry_to(moment: Moment, proposal: Proposal, tag: str, deed: Event) -> None:
    who = proposal.binding.i
    goal = journey.nearest(moment, who, tag)
    if goal != NONE:
        journey.begin(moment, who, "lay_down", goal, deed, target=proposal.target)


def _set_down(moment: Moment, proposal: Proposal, role: str, deed: Event) -> None:
    roles = moment.roles(actor=proposal.binding.i, target=proposal.target)
    moment.draft("SetDown", roles, {}, (Cause("enabled", deed.seq),))


def _end_danger(moment: Moment, proposal: Proposal, role: str, deed: Event) -> None:
    """Whoever is out of it already cannot be saved once more."""
    saved = moment.roles(target=proposal.target)
    is_over = any(e.kind == "DangerEnded" and e.roles == saved for e in moment.drafted)
    if not is_over and moment.whole.bodies.danger[proposal.target] is not None:
        moment.draft("DangerEnded", saved, {}, (Cause("enabled", deed.seq),))


def _restore(moment: Moment, proposal: Proposal, what: Mapping[str, float], deed: Event) -> None:
    moment.change_energy(proposal.binding.i, what, (Cause("enabled", deed.seq),))


def _sleep(moment: Moment, proposal: Proposal, span: Any, deed: Event) -> None:
    seconds = parse_span(str(span))
    keys = moment.whole.people.keys
    drawn = roll(moment.whole.seed, moment.now, keys[proposal.binding.i], 0, key("sleep"))
    until = moment.now + round(seconds * (0.85 + 0.3 * drawn))
    if is_night(moment.now):
        until = max(until, next_time_of_day(moment.now, MORNING_H) + round(drawn * HOUR))
    who = {"who": moment.id_(proposal.binding.i)}
    moment.draft("FellAsleep", who, {"until": until}, (Cause("enabled", deed.seq),))


def _injure(moment: Moment, proposal: Proposal, what: Mapping[str, Any], deed: Event) -> None:
    if reflex.takes_the_blow(moment, proposal.target, proposal.binding.i, deed.seq):
        return
    mends = MENDS_PER_DAY * moment.whole.bodies.mending[proposal.target]
    data = {"where": what["where"], "severity": float(what["severity"]), "mends_per_day": mends}
    roles = moment.roles(actor=proposal.binding.i, target=proposal.target)
    moment.draft("Injured", roles, data, (Cause("enabled", deed.seq),))


def _fade(moment: Moment, proposal: Proposal, span: Any, deed: Event) -> None:
    """Here the story looks away: what two adults have to themselves is theirs, and not told."""
    roles = moment.roles(actor=proposal.binding.i, target=proposal.target)
    data = {"until": moment.now + parse_span(str(span)), "romance": True}
    place = moment.place_id(proposal.binding.i)
    moment.draft("Faded", roles, data, (Cause("enabled", deed.seq),), place)


def _stand_down(moment: Moment, proposal: Proposal, what: Any, deed: Event) -> None:
    contest.stand_down(moment, proposal.binding.i, deed)


EFFECTS: Mapping[str, Effect] = {
    "ease": _ease,
    "tell": _tell,
    "ask": _ask,
    "request": _nothing_more,
    "show_anger": _nothing_more,
    "think_better": _think_better,
    "resolve_on": _resolve_on,
    "commit": terms.commit,
    "grant": terms.grant,
    "fulfil": terms.fulfil,
    "propose": offers.propose,
    "counter": offers.counter,
    "agree": offers.agree,
    "refuse": offers.refuse,
    "claim": offers.claim,
    "dispute": offers.dispute,
    "concede": offers.concede,
    "call_off": offers.call_off,
    "begin_contest": contest.begin,
    "move": contest.move,
    "stand_down": _stand_down,
    "go": _go,
    "go_on": _go_on,
    "follow": _follow,
    "search": _search,
    "lift": _lift,
    "carry_to": _carry_to,
    "set_down": _set_down,
    "tend": medicine.tend,
    "put_under": medicine.put_under,
    "operate": medicine.operate,
    "lay_out": medicine.lay_out,
    "teach": days.teach,
    "work": days.work,
    "lodge": days.lodge,
    "mask": days.mask,
    "end_danger": _end_danger,
    "restore": _restore,
    "sleep": _sleep,
    "injure": _injure,
    "fade": _fade,
}
