"""One event as a sentence for whoever asks why: plain, with its figures, in the present tense.

saying(record, event)        # "Gaara comes to believe that Naruto likes him (10% to 62%)."
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kizuna.event import Event
from kizuna.explain.plainly import plainly
from kizuna.explain.record import Record
from kizuna.state.belief import GAP, confidence_of, proposition
from kizuna.state.memory import VALUES
from kizuna.tell.grammar import joined, sentence
from kizuna.tell.speech import from_outside

Say = Callable[[Record, Event], str]
UNTHOUGHT = -2.2
"""Log-odds of what nobody thought of: 0.1."""
FEELS = {"happy_for": "glad", "fears_confirmed": "fears come true"}


def saying(record: Record, event: Event) -> str:
    """What happened, as one sentence."""
    say = SAYS.get(event.kind)
    return sentence(plainly(record, event) if say is None else say(record, event))


def _name(record: Record, id_: str | None) -> str:
    return "somebody" if id_ is None else record.wording.name(id_)


def _who(record: Record, event: Event) -> str:
    roles = event.roles
    return _name(record, roles.get("who") or roles.get("actor") or roles.get("by"))


def _toward(record: Record, event: Event) -> str:
    roles = event.roles
    id_ = roles.get("toward") or roles.get("target") or roles.get("to")
    return "" if id_ is None else _name(record, id_)


def _place(record: Record, id_: str | None) -> str:
    return "somewhere" if not id_ else record.wording.thing(id_)


def _named(name: str) -> str:
    return name.replace("_", " ")


# Deeds and journeys. --------------------------------------------------------------------------


def _did(record: Record, event: Event) -> str:
    return record.wording.deed(event)


def wished(record: Record, event: Event, practice: str) -> str:
    """What somebody wanted to do, after "to": "thank Gaara"."""
    return record.wording.urge(
        Event(event.seq, event.kind, {**event.roles, "who": _doer(event)},
              data={"practice": practice})
    )  # fmt: skip


def _doer(event: Event) -> str:
    return event.roles.get("who") or event.roles.get("actor") or ""


def _went_on(record: Record, event: Event) -> str:
    practice = event.data.get("practice")
    return f"{_who(record, event)} {'listens' if practice == 'listen' else 'goes on as before'}"


def _errand_begun(record: Record, event: Event) -> str:
    goal = _place(record, event.data.get("goal"))
    what = clause(wished(record, event, event.data["practice"]))
    return f"{_who(record, event)} makes ready to go to {goal}: to {what}"


def _errand_ended(record: Record, event: Event) -> str:
    return f"{_who(record, event)} has done what the way was for"


def _set_out(record: Record, event: Event) -> str:
    company = joined([_name(record, id_) for id_ in event.data.get("with", ())])
    along = f" with {company}" if company else ""
    if met := event.data.get("meets"):
        name = _name(record, met)
        return f"{_who(record, event)} meets {name} on the way{along}, and turns round"
    return f"{_who(record, event)} sets out{along} for {_place(record, event.data.get('to'))}"


def _arrived(record: Record, event: Event) -> str:
    company = [_name(record, id_) for id_ in event.data.get("with", ())]
    who = joined([_who(record, event), *company])
    return f"{who} {'reach' if company else 'reaches'} {_place(record, event.place)}"


def _followed(record: Record, event: Event) -> str:
    leader = _toward(record, event)
    end = f"goes along with {leader}" if leader else "goes along no further"
    return f"{_who(record, event)} {end}"


def _of_two(verb: str) -> Say:
    """ "Lee lifts Naruto up": who, the verb with a gap, whom."""
    return lambda record, event: f"{_who(record, event)} {verb.format(_toward(record, event))}"


def _of_target(verb: str) -> Say:
    return lambda record, event: f"{_toward(record, event)} {verb}"


# What goes on inside. -------------------------------------------------------------------------


def _noticed(record: Record, event: Event) -> str:
    seen = [_name(record, sight[0]) for sight in event.data.get("sights", ())]
    if not seen:
        return f"{_who(record, event)} notices it"
    return f"{_who(record, event)} sees {joined(seen)}"


def _felt(record: Record, event: Event) -> str:
    kind = FEELS.get(event.data["feeling"], _named(event.data["feeling"]))
    whom = f" toward {_toward(record, event)}" if "toward" in event.roles else ""
    return f"{_who(record, event)} feels {kind}{whom} ({event.data['strength']:.2f})"


def _eased(record: Record, event: Event) -> str:
    feeling, share = _named(event.data["feeling"]), float(event.data["share"])
    return f"{_who(record, event)}'s {feeling} eases by {share:.0%}"


def _believed(record: Record, event: Event) -> str:
    told, who, name = (
        proposition(event.data["proposition"]),
        event.roles["who"],
        _who(record, event),
    )
    if GAP in told.names:
        return f"{name} wonders: {record.wording.asked(told, from_outside(record.wording.name))}"
    thought = record.wording.thought(told, who)
    after = float(event.data["odds"])
    if record.is_opening(event):
        return f"{name} believes that {thought} ({confidence_of(after):.0%} sure)"
    before = float(event.data.get("was", UNTHOUGHT))
    sure = f"({confidence_of(before):.0%} to {confidence_of(after):.0%} sure)"
    return f"{name} {_turn(before, after)} that {thought} {sure}"


def _turn(before: float, after: float) -> str:
    if (before > 0) == (after > 0):
        return "grows surer" if after > before else "grows less sure"
    return "comes to believe" if after > 0 else "no longer believes"


def _remembered(record: Record, event: Event) -> str:
    worth = [f"{name} {event.data[name]:+.2f}" for name in VALUES if name in event.data]
    worths = f" ({', '.join(worth)})" if worth else ""
    return f"{_who(record, event)} will remember that of {_toward(record, event)}{worths}"


def _recalled(record: Record, event: Event) -> str:
    remembered = record.events.get(int(event.data["event"]))
    what = "something" if remembered is None else saying(record, remembered)
    return f"{_who(record, event)} is reminded: {what}"


def _changed(record: Record, event: Event) -> str:
    levels = [f"{_named(name)} {level:.2f}" for name, level in _levels(event)]
    changes = [f"{_named(name)} {change:+.2f}" for name, change in _changes(event)]
    has = f"{_who(record, event)} now has {joined(levels)}" if levels else ""
    gains = f"{_who(record, event)} gains or spends {joined(changes)}" if changes else ""
    return "; ".join(filter(None, (has, gains)))


def _need_changed(record: Record, event: Event) -> str:
    levels = [f"{_named(name)} {level:.2f}" for name, level in _levels(event)]
    changes = [f"{_named(name)} {change:+.2f}" for name, change in _changes(event)]
    return f"what {_who(record, event)} needs is met so far: {joined([*levels, *changes])}"


def _levels(event: Event) -> Iterable[tuple[str, float]]:
    levels: Mapping[str, float] = event.data.get("levels", {})
    return levels.items()


def _changes(event: Event) -> Iterable[tuple[str, float]]:
    changes: Mapping[str, float] = event.data.get("changes", {})
    return changes.items()


def _urged(end: str) -> Say:
    """An urge and what came of it."""

    def said(record: Record, event: Event) -> str:
        wish = wished(record, event, event.data["practice"]).rstrip(".!")
        figures = f"({event.data['urge']:.2f} against {event.data['holds']:.2f})"
        return f"{_who(record, event)} wants to {wish}, {end} {figures}"

    return said


# What befalls. --------------------------------------------------------------------------------


def _injured(record: Record, event: Event) -> str:
    return f"{_toward(record, event)} is hurt ({event.data['where']}, {event.data['severity']:.2f})"


def _reflex(record: Record, event: Event) -> str:
    title = event.data.get("title") or _named(event.data["power"])
    whom = _toward(record, event)
    end = f" and helps {whom}" if whom else ""
    return f"{title} of {_who(record, event)} moves by itself{end}"


def _woke(record: Record, event: Event) -> str:
    comes_to = event.data.get("from") == "unconscious"
    return f"{_who(record, event)} {'comes to' if comes_to else 'wakes'}"


def _in_its_words(_: Record, event: Event) -> str:
    """As the author put it, else by its name."""
    data = event.data
    return str(data.get("words") or _named(data.get("name") or data["kind"]))


def _owed(verb: str) -> Say:
    """ "Gaara owes Naruto a promise: ..."."""

    def said(record: Record, event: Event) -> str:
        data = _terms(record, event)
        whom = f" toward {_toward(record, event)}" if _toward(record, event) else ""
        what = data.get("words") or data.get("name", "")
        return f"{_who(record, event)}'s {data.get('kind', 'word')}{whom} {verb}: {_named(what)}"

    return said


def _terms(record: Record, event: Event) -> Mapping[str, Any]:
    """What a commitment is about: told by its making."""
    made = record.events.get(int(event.data.get("commitment", event.seq)))
    return event.data if made is None else made.data


def _ended(record: Record, event: Event) -> str:
    return _owed(f"is {event.data['status']}")(record, event)


# Before the story. ----------------------------------------------------------------------------


def _bond_given(record: Record, event: Event) -> str:
    from_, toward = (_name(record, event.roles[role]) for role in ("from", "toward"))
    worth = [f"{name} {event.data[name]:+.2f}" for name in VALUES if event.data.get(name)]
    lies = ", ".join(worth) or "they know each other"
    return f"before the story, from {from_} toward {toward}: {lies}"


def _entered(record: Record, event: Event) -> str:
    return f"{_who(record, event)} is who {record.wording.pronoun(event.roles['who']).subject} is"


def _told(record: Record, event: Event) -> str:
    hearers = joined([_name(record, id_) for id_ in event.data["hearers"]])
    return f"{hearers or 'nobody'} heard it from {_who(record, event)}"


SAYS: Mapping[str, Say] = {
    "Did": _did,
    "WentOn": _went_on,
    "ErrandBegun": _errand_begun,
    "ErrandEnded": _errand_ended,
    "SetOut": _set_out,
    "Arrived": _arrived,
    "Followed": _followed,
    "Lifted": _of_two("takes up {}"),
    "SetDown": _of_two("sets down {}"),
    "Tended": _of_two("has tended {}"),
    "Disclosed": _of_two("has opened up to {}"),
    "DangerEnded": _of_target("is out of danger"),
    "Endangered": _of_target("is in danger"),
    "Noticed": _noticed,
    "FeelingFelt": _felt,
    "FeelingEased": _eased,
    "BeliefRevised": _believed,
    "MemoryKept": _remembered,
    "Recalled": _recalled,
    "EnergyChanged": _changed,
    "NeedChanged": _need_changed,
    "HeldBack": _urged("and holds back"),
    "ShutOut": _urged("and shuts that voice out"),
    "Leaked": _urged("and it shows"),
    "BrokeOut": _urged("and can hold it in no longer"),
    "Injured": _injured,
    "ReflexActed": _reflex,
    "Woke": _woke,
    "FellAsleep": lambda record, event: f"{_who(record, event)} falls asleep",
    "Died": lambda record, event: f"{_who(record, event)} is dead",
    "Happened": _in_its_words,
    "CommitmentMade": _owed("begins"),
    "CommitmentEnded": _ended,
    "FellDue": _owed("falls due"),
    "Told": _told,
    "Past": _in_its_words,
    "BondGiven": _bond_given,
    "PersonEntered": _entered,
    "StoryBegan": lambda *_: "the story begins",
}


def clause(text: str) -> str:
    """A sentence as a part of another one: without its point."""
    return text.rstrip(".")
