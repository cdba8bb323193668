"""One event as a sentence for whoever asks why: plain, with its figures, in the present tense.

saying(record, event)        # "Gaara comes to believe that Naruto likes him (10% to 62%)."
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kizuna.event import Event
from kizuna.explain.inwardly import INWARDLY
from kizuna.explain.naming import called, clause, other, subject, whereabouts, wished, worded
from kizuna.explain.plainly import plainly
from kizuna.explain.pledged import PLEDGED
from kizuna.explain.record import Record
from kizuna.state.memory import VALUES
from kizuna.tell.grammar import joined, sentence

Say = Callable[[Record, Event], str]


def saying(record: Record, event: Event) -> str:
    """What happened, as one sentence."""
    say = SAYS.get(event.kind)
    return sentence(plainly(record, event) if say is None else say(record, event))


# Deeds and journeys. --------------------------------------------------------------------------


def _did(record: Record, event: Event) -> str:
    return record.wording.deed(event)


def _went_on(record: Record, event: Event) -> str:
    practice = event.data.get("practice")
    return f"{subject(record, event)} {'listens' if practice == 'listen' else 'goes on as before'}"


def _errand_begun(record: Record, event: Event) -> str:
    goal = whereabouts(record, event.data.get("goal"))
    what = clause(wished(record, event, event.data["practice"]))
    if goal in what:
        return f"{subject(record, event)} makes ready to {what}"
    return f"{subject(record, event)} makes ready to go to {goal}: to {what}"


def _errand_ended(record: Record, event: Event) -> str:
    return f"{subject(record, event)} has done what the way was for"


def _set_out(record: Record, event: Event) -> str:
    company = joined([called(record, id_) for id_ in event.data.get("with", ())])
    along = f" with {company}" if company else ""
    if met := event.data.get("meets"):
        name = called(record, met)
        return f"{subject(record, event)} meets {name} on the way{along}, and turns round"
    return (
        f"{subject(record, event)} sets out{along} for {whereabouts(record, event.data.get('to'))}"
    )


def _arrived(record: Record, event: Event) -> str:
    company = [called(record, id_) for id_ in event.data.get("with", ())]
    who = joined([subject(record, event), *company])
    return f"{who} {'reach' if company else 'reaches'} {whereabouts(record, event.place)}"


def _followed(record: Record, event: Event) -> str:
    leader = other(record, event)
    end = f"goes along with {leader}" if leader else "goes along no further"
    return f"{subject(record, event)} {end}"


def _of_two(verb: str) -> Say:
    """ "Lee lifts Naruto up": who, the verb with a gap, whom."""
    return lambda record, event: f"{subject(record, event)} {verb.format(other(record, event))}"


def _of_target(verb: str) -> Say:
    return lambda record, event: f"{other(record, event)} {verb}"


def _recalled(record: Record, event: Event) -> str:
    remembered = record.events.get(int(event.data["event"]))
    what = "something" if remembered is None else saying(record, remembered)
    return f"{subject(record, event)} is reminded: {what}"


# What befalls. --------------------------------------------------------------------------------


def _injured(record: Record, event: Event) -> str:
    return f"{other(record, event)} is hurt ({event.data['where']}, {event.data['severity']:.2f})"


def _reflex(record: Record, event: Event) -> str:
    title = event.data.get("title") or worded(event.data["power"])
    whom = other(record, event)
    end = f" and helps {whom}" if whom else ""
    return f"{title} of {subject(record, event)} moves by itself{end}"


def _woke(record: Record, event: Event) -> str:
    comes_to = event.data.get("from") == "unconscious"
    return f"{subject(record, event)} {'comes to' if comes_to else 'wakes'}"


def _in_its_words(_: Record, event: Event) -> str:
    """As the author put it, else by its name."""
    data = event.data
    return str(data.get("words") or worded(data.get("name") or data["kind"]))


# Before the story. ----------------------------------------------------------------------------


def _bond_given(record: Record, event: Event) -> str:
    one, other = (called(record, event.roles[role]) for role in ("from", "toward"))
    worth = [f"{worded(name)} {event.data[name]:+.2f}" for name in VALUES if event.data.get(name)]
    if not worth:
        return f"{one} has long known {other}"
    return f"{one} has long had for {other}: {joined(worth)}"


def _entered(record: Record, event: Event) -> str:
    return (
        f"{subject(record, event)} is who {record.wording.pronoun(event.roles['who']).subject} is"
    )


def _told(record: Record, event: Event) -> str:
    hearers = joined([called(record, id_) for id_ in event.data["hearers"]])
    return f"{hearers or 'nobody'} heard it from {subject(record, event)}"


SAYS: Mapping[str, Say] = {
    **INWARDLY,
    **PLEDGED,
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
    "Recalled": _recalled,
    "Injured": _injured,
    "ReflexActed": _reflex,
    "Woke": _woke,
    "FellAsleep": lambda record, event: f"{subject(record, event)} falls asleep",
    "Died": lambda record, event: f"{subject(record, event)} is dead",
    "Happened": _in_its_words,
    "Told": _told,
    "Past": _in_its_words,
    "BondGiven": _bond_given,
    "PersonEntered": _entered,
    "StoryBegan": lambda *_: "the story begins",
}
