"""What became of one possibility at the moment somebody chose: the verdict of a why not.

The moment is the one at which they last chose what to do, by the time that was asked about. What
the chronicle already says (it was done, they slept, it was second best) is read; for the rest the
moment is lived again up to where everybody chooses, and everything they could have done is weighed
as it was weighed then.
"""

from __future__ import annotations

from typing import Any

from kizuna.ask.unoffered import not_offered
from kizuna.event import Event
from kizuna.explain.record import Record
from kizuna.explain.unclear import NotAnswered
from kizuna.explain.verdict import Asked, Verdict
from kizuna.mind.habit import comes_after
from kizuna.mind.moment import Moment, Proposal
from kizuna.mind.reasons import tell
from kizuna.mind.want import all_weighed
from kizuna.run import Story
from kizuna.scene.forgo import FORGONE_FOR_S
from kizuna.state.person import ADULT_AGE
from kizuna.state.table import NONE
from kizuna.world.rules import Practice

CHOSE = ("Did", "WentOn", "ErrandBegun")
FELL = {"FellAsleep": "asleep", "Fainted": "unconscious", "Died": "dead",
        "OperationBegun": "under an operation"}  # fmt: skip


def verdict(story: Story, record: Record, asked: Asked) -> Verdict:
    """What kept somebody from doing something by a story second."""
    practice = record.world.practice[asked.practice]
    choice = _last_choice(record, asked)
    done = _done(record, asked, choice)
    if done is not None:
        return done
    if (forgone := _forgone(record, asked)) is not None:
        return Verdict(asked, "forgone", forgone.time, event=forgone)
    reason = _impossible(story, practice, asked)
    if reason:
        return Verdict(asked, "impossible", detail={"reason": reason})
    out = _out(record, asked, choice)
    if out is not None:
        return out
    if choice is None:
        return Verdict(asked, "away")
    return _weighed_then(story, record, practice, asked, choice)


# Read off the chronicle. ----------------------------------------------------------------------


def _last_choice(record: Record, asked: Asked) -> Event | None:
    """What they last chose to do, by then."""
    for event in reversed(record.lived):
        if event.time <= asked.at and event.kind in CHOSE and event.roles["actor"] == asked.who:
            if event.kind != "ErrandBegun" or event.reasons is None:
                return _first_of_moment(record, event)
    return None


def _first_of_moment(record: Record, event: Event) -> Event:
    """The choice itself, before what it led to: a deed before the errand it began."""
    who = event.roles["actor"]
    chosen = [e for e in record.at_moment(event.time) if e.kind in CHOSE]
    return next(e for e in chosen if e.roles["actor"] == who)


def _fits(event: Event, asked: Asked) -> bool:
    wanted = {"actor": asked.who, "target": asked.target, "about": asked.about}
    roles = all(event.roles.get(role) == id_ for role, id_ in wanted.items() if id_)
    return roles and event.data.get("practice") == asked.practice


def _done(record: Record, asked: Asked, choice: Event | None) -> Verdict | None:
    """They did do it, then: or asked for it and were refused, or set out to do it."""
    if choice is None or not _fits(choice, asked):
        return None
    if choice.kind == "ErrandBegun":
        by = f"it took going somewhere: {record.wording.thing(choice.data['goal'])}"
        return Verdict(asked, "hindered", choice.time, event=choice, detail={"by": by})
    if choice.kind != "Did":
        return None
    state = "refused" if choice.data.get("accepted") is False else "done"
    return Verdict(asked, state, choice.time, event=choice)


def _forgone(record: Record, asked: Asked) -> Event | None:
    """What this branch does without: the deed is not done then, nor a little later."""
    for event in reversed(record.lived):
        since = asked.at - event.time
        if since > FORGONE_FOR_S:
            return None
        if since >= 0 and event.kind == "Forgone" and event.data["kind"] == "Did":
            if event.roles["actor"] == asked.who and _fits(event, asked):
                return event
    return None


def _impossible(story: Story, practice: Practice, asked: Asked) -> str:
    people = story.whole.people
    named = [id_ for id_ in (asked.who, asked.target, asked.about) if id_]
    if len(set(named)) < len(named):
        return "nobody does that to themselves, or to two who are one"
    if practice.romance:
        minors = [i for i in named if people.numbers.get("age", people.row[i]) < ADULT_AGE]
        if minors:
            return "it exists only between adults"
    if asked.target and practice.with_ == "alone":
        return "it is done alone"
    if asked.about and practice.with_ != "person about person":
        return "it is not about a third person"
    return ""


def _out(record: Record, asked: Asked, choice: Event | None) -> Verdict | None:
    """Whoever is asleep, unconscious or dead chooses nothing."""
    since = record.world.starts - 1 if choice is None else choice.time
    fell: Event | None = None
    for event in record.events.values():
        if event.time > asked.at:
            break
        is_theirs = asked.who in (event.roles.get("who"), event.roles.get("target"))
        if is_theirs and (event.kind in FELL or event.data.get("knocks_out")):
            fell = event if event.time >= since or choice is None else fell
        elif event.kind == "Woke" and event.roles["who"] == asked.who:
            fell = None
    if fell is None or _chosen_now(asked, choice, fell):
        return None
    state = FELL.get(fell.kind, "unconscious")
    return Verdict(asked, "out", event=fell, detail={"is": state})


def _chosen_now(asked: Asked, choice: Event | None, fell: Event) -> bool:
    """Whether they were still choosing at the second asked about: to sleep, it may be."""
    return choice is not None and choice.time == fell.time == asked.at


# Weighed as it was weighed then. --------------------------------------------------------------


def _weighed_then(
    story: Story, record: Record, practice: Practice, asked: Asked, choice: Event
) -> Verdict:
    recorded = _runner_up(asked, choice)
    if recorded is not None and not practice.after:
        return _lost(record, asked, choice, recorded, (choice.reasons or {}))
    moment = story.choosing(choice.time)
    who = moment.whole.person(asked.who)
    if who not in moment.due:
        raise NotAnswered(
            f"{asked.who} chose nothing at {record.moment(choice.time)}; ask of another moment"
        )
    proposals = all_weighed(moment, who)
    found = next((each for each in proposals if _is_asked(moment, each, asked)), None)
    if found is None:
        return not_offered(moment, practice, asked, choice)
    if (early := _too_early(moment, asked, choice, found)) is not None:
        return early
    if found is proposals[0]:
        return _hindered(moment, record, asked, choice, found)
    told = tell(moment, found)
    if choice.reasons is None:
        chosen = tell(moment, proposals[0])
        return _lost(record, asked, choice, told, {"score": chosen["score"], **chosen})
    return _lost(record, asked, choice, told, choice.reasons)


def _too_early(moment: Moment, asked: Asked, choice: Event, found: Proposal) -> Verdict | None:
    """What has to be done first was not done, or too short a while ago, or is used up."""
    practice, recent = found.practice, moment.whole.people.recent[found.binding.i]
    until = moment.now - practice.not_before
    if not practice.after or comes_after(
        recent, practice.after, practice.name, found.target, until
    ):
        return None
    who, whom = moment.id_(found.binding.i), moment.id_(found.target)
    did = (moment.whole.origins.of("did", who, after, whom) for after in practice.after)
    last = max((seq for seq in did if seq is not None), default=None)
    is_lately = comes_after(recent, practice.after, practice.name, found.target, moment.now)
    detail = {"after": practice.after, "not_before": practice.not_before * is_lately}
    event = None if last is None else moment.lookup(last)
    return Verdict(asked, "too early", choice.time, event=event, detail=detail)


def _runner_up(asked: Asked, choice: Event) -> dict[str, Any] | None:
    """The possibility among the runners-up that were recorded with a choice."""
    for told in (choice.reasons or {}).get("instead_of", ()):
        is_other = told["practice"] != asked.practice or any(
            id_ and told.get(role, "") != id_
            for role, id_ in (("target", asked.target), ("about", asked.about))
        )
        if not is_other:
            return dict(told)
    return None


def _is_asked(moment: Moment, proposal: Proposal, asked: Asked) -> bool:
    if proposal.practice.name != asked.practice:
        return False
    rows = ((asked.target, proposal.target), (asked.about, proposal.about))
    return all(row != NONE and moment.id_(row) == id_ for id_, row in rows if id_)


def _lost(
    record: Record, asked: Asked, choice: Event, told: dict[str, Any], reasons: Any
) -> Verdict:
    """It was possible, and something else was better: or it was held back."""
    roles = {role: choice.roles[role] for role in ("target", "about") if role in choice.roles}
    chosen = {"practice": choice.data.get("practice", "wait"), **roles}
    if "practice" in reasons:
        chosen = {n: reasons[n] for n in ("practice", "target", "about") if n in reasons}
    chosen |= {"score": reasons.get("score", 0.0), "weighed": reasons.get("weighed", {})}
    held = _held_back(record, asked, choice)
    if held is not None:
        return Verdict(
            asked, "held back", choice.time, weighed=told, chosen=chosen, event=held
        )  # fmt: skip
    return Verdict(asked, "outweighed", choice.time, weighed=told, chosen=chosen, event=choice)


def _held_back(record: Record, asked: Asked, choice: Event) -> Event | None:
    for event in record.at_moment(choice.time):
        if event.kind in ("HeldBack", "Leaked", "ShutOut") and event.roles["who"] == asked.who:
            roles = ((asked.target, "target"), (asked.about, "about"))
            is_whom = all(event.roles.get(role) == id_ for id_, role in roles if id_)
            if event.data["practice"] == asked.practice and is_whom:
                return event
    return None


def _hindered(
    moment: Moment, record: Record, asked: Asked, choice: Event, found: Proposal
) -> Verdict:
    """It was best of all, and yet it was not done: somebody spoke, or broke out, or had gone. Or
    it was being done, since earlier."""
    broke_out = [
        e
        for e in record.at_moment(choice.time)
        if e.kind == "BrokeOut" and e.roles["who"] == asked.who
    ]
    told, event = tell(moment, found), broke_out[0] if broke_out else None
    by = "something else broke out first"
    if event is None:
        standing = [e for type_, e in record.before(choice) if type_ == "prevented"]
        event = standing[0] if standing else None
        begun = None if standing else _begun(record, asked, choice)
        if begun is not None:
            return Verdict(asked, "going on", choice.time, weighed=told, event=begun)
        by = "had to wait, for somebody was speaking" if standing else "it was already being done"
    return Verdict(
        asked, "hindered", choice.time, weighed=told, event=event, detail={"by": by}
    )  # fmt: skip


def _begun(record: Record, asked: Asked, choice: Event) -> Event | None:
    """The deed that somebody went on with, if it is what was asked about."""
    earlier = (e for e in reversed(record.lived) if e.seq < choice.seq and e.kind == "Did")
    last = next((e for e in earlier if e.roles["actor"] == asked.who), None)
    return last if last is not None and _fits(last, asked) else None
