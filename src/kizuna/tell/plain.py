"""From events to lines: one small function for each kind of event that is told.

Most of what happens is not worth a line: that somebody noticed, that a need was fed a little,
that they went on waiting. What is told has a weight, by which scenes choose what to say in full
and what to sum up, and a voice: a deed, something inner, a coming or going, a note.

    teller = Teller(world)
    [line.text for line in teller.tell(events)]

A `Teller` hears every event of a story in order, from the opening on. It remembers what it has
said, so as not to say it again a moment later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kizuna.clock import DAY, HOUR, MINUTE, format_moment
from kizuna.event import Event, time_of
from kizuna.state.belief import GAP, Proposition, proposition
from kizuna.tell import words
from kizuna.tell.grammar import capital, joined, sentence
from kizuna.tell.speech import from_outside
from kizuna.tell.stage import Stage
from kizuna.tell.wording import (
    TOLD_FROM,
    IsClose,
    Wording,
    is_chatter,
    never_close,
    weight_of,
)
from kizuna.world.rules import Practice, World

Voice: TypeAlias = Literal["deed", "inner", "way", "note"]

BACKDROP, PASSING, TOLD, TURNING = 0, 1, 2, 3
"""Weights: told only within a scene; on its own in passing; in full; as a turning point."""

STRONG = 0.5
"""Feelings from this strength are told (a choice)."""
SAID_AGAIN_S = 4 * HOUR
"""Inner things, and quiet deeds, are not told again for so long (a choice)."""
STALE_AFTER = 5
"""News that has been told so often is small talk to a reader (a choice)."""
TURNS_FROM = 0.9
"""Deeds that weigh this much are turning points (a choice)."""
SWAYED = 2.0
"""Log-odds a bystander's belief about hearts must move at once to be told (a choice)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing told. `place` is a place's id, empty for everywhere, or a way (see `stage`).

    `alone` is what is left of the sentence without its doer, for lines that can be told of
    several at once; `is_chatter` marks talk that can be summed up; `topic` is what was told.
    """

    seq: int
    place: str
    voice: Voice
    weight: int
    text: str
    who: tuple[str, ...] = ()
    alone: str = ""
    topic: str = ""
    is_chatter: bool = False

    @property
    def time(self) -> int:
        """Story second."""
        return time_of(self.seq)


@dataclass(slots=True)
class Teller:
    """Hears events in order and answers with lines."""

    world: World
    is_close: IsClose = never_close
    stage: Stage = field(default_factory=Stage)
    wording: Wording = field(init=False)
    said_at: dict[tuple[str, ...], int] = field(default_factory=dict)
    heard: dict[tuple[str, str], int] = field(default_factory=dict)
    tellings: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.wording = Wording(self.world, self.stage, self.is_close)

    def tell(self, events: Iterable[Event]) -> Iterator[Line]:
        """The lines of these events, in order; nothing of what lies before the story."""
        for event in events:
            told = TELLS.get(event.kind)
            if told is not None and event.time >= self.world.starts:
                yield from told(self, event)
            self.stage.take(event)

    # What the small functions below share. ---------------------------------------------------

    def line(
        self, event: Event, voice: Voice, weight: int, text: str, *who: str, place: str | None = None,
        alone: str = "", topic: str = "", is_chatter: bool = False,
    ) -> Line:  # fmt: skip
        """A line at the event's place, or where its first person is."""
        where = place if place is not None else event.place or self.stage.at.get(who[0], "")
        seen = (who[0], *event.data.get("witnesses", ()))
        here = tuple(
            id_ for id_ in dict.fromkeys(who) if id_ in seen or self.stage.at.get(id_) == where
        )
        text = sentence(text)
        return Line(event.seq, where, voice, weight, text, here, alone, topic, is_chatter)

    def name(self, id_: str) -> str:
        """The narrator's name for somebody."""
        return self.wording.name(id_)

    def names(self, ids: Iterable[str]) -> str:
        """Several people as a list."""
        return joined([self.name(id_) for id_ in ids])

    def is_news(self, time: int, *what: str, for_s: int = SAID_AGAIN_S) -> bool:
        """Whether this was not said lately; from now on it was."""
        before = self.said_at.get(what)
        if before is not None and time - before < for_s:
            return False
        self.said_at[what] = time
        return True


# Deeds. --------------------------------------------------------------------------------------


def _did(teller: Teller, event: Event) -> Iterator[Line]:
    practice = teller.world.practice.get(event.data["practice"])
    if practice is not None and _is_nothing(practice):
        return
    roles = event.roles
    others = [roles[role] for role in ("target", "about") if role in roles]
    is_quiet = practice is not None and not practice.is_talk
    if is_quiet and not teller.is_news(event.time, event.data["practice"], roles["actor"], *others):
        return
    text, is_old = teller.wording.deed(event), _is_old_news(teller, event)
    yield teller.line(
        event, "deed", PASSING if is_old else _deed_weight(teller, event), text,
        roles["actor"], *others, alone=_alone(teller, event, text),
        topic=event.data.get("topic", ""), is_chatter=is_old or is_chatter(practice),
    )  # fmt: skip


def _is_nothing(practice: Practice) -> bool:
    """Waiting, resting, going on as before."""
    effects = {name for effect in practice.does for name in effect}
    is_idle = "idle" in practice.tags or (bool(effects) and effects <= {"restore", "go_on"})
    return is_idle or not practice.lines


def _is_old_news(teller: Teller, event: Event) -> bool:
    """Telling somebody what they have heard before, or the reader what is on everybody's lips."""
    hearer, topic = event.roles.get("target", ""), event.data.get("topic", "")
    if not event.data.get("tells"):
        return False
    teller.tellings[topic] = teller.tellings.get(topic, 0) + 1
    return (hearer, topic) in teller.heard or teller.tellings[topic] > STALE_AFTER


def _deed_weight(teller: Teller, event: Event) -> int:
    practice = teller.world.practice.get(event.data["practice"])
    if practice is None:
        return TOLD
    weight = weight_of(practice)
    if weight < TOLD_FROM or practice.with_ == "absent":
        return PASSING
    return TURNING if weight >= TURNS_FROM else TOLD


def _alone(teller: Teller, event: Event, text: str) -> str:
    """What is left of a deed without its doer, when that can be said of several people."""
    practice = teller.world.practice.get(event.data["practice"])
    name = teller.name(event.roles["actor"]) + " "
    is_plain = text.startswith(name) and '"' not in text and "target" not in event.roles
    is_absent = practice is not None and practice.with_ == "absent" and text.startswith(name)
    return text.removeprefix(name) if is_plain or is_absent else ""


def _reflex_acted(teller: Teller, event: Event) -> Iterator[Line]:
    data, roles = event.data, event.roles
    host = teller.name(roles["actor"])
    title = data.get("title") or data["power"]
    if data.get("mode") == "guard" or "target" not in roles:
        text = f"{title} takes the blow meant for {host}"
    else:
        target = teller.name(roles["target"])
        could = ", and could not have" if data.get("energy", 1.0) < 0.1 else ""
        text = (
            f"{title} moves by itself and brings {target} out of danger. "
            f"{host} has not commanded it{could}"
        )
    yield teller.line(event, "deed", TURNING, text, *roles.values())


def _injured(teller: Teller, event: Event) -> Iterator[Line]:
    who = event.roles["target"]
    falls = " and loses consciousness" if event.data.get("knocks_out") else ""
    text = f"{teller.name(who)} is hurt ({event.data['where']}){falls}"
    yield teller.line(event, "note", TOLD, text, who)


def _endangered(teller: Teller, event: Event) -> Iterator[Line]:
    who = event.roles["target"]
    text = f"{teller.name(who)} is in danger: {event.data['danger']}"
    yield teller.line(event, "note", TURNING, text, who)


def _died(teller: Teller, event: Event) -> Iterator[Line]:
    who = event.roles["who"]
    yield teller.line(event, "note", TURNING, f"{teller.name(who)} dies", who)


def _woke(teller: Teller, event: Event) -> Iterator[Line]:
    who, name = event.roles["who"], teller.name(event.roles["who"])
    if event.data.get("from") == "unconscious":
        yield teller.line(event, "deed", TURNING, f"{name} comes to", who)
    else:
        yield teller.line(event, "deed", BACKDROP, f"{name} wakes", who, alone="wakes.")


# Coming and going. ---------------------------------------------------------------------------


def _set_out(teller: Teller, event: Event) -> Iterator[Line]:
    stage, leader = teller.stage, event.roles["actor"]
    goal = event.data.get("goal") or event.data["to"]
    if stage.bound_for.get(leader) == goal:
        return
    errand = stage.errand.get(leader)
    practice = None if errand is None else teller.world.practice.get(errand.data["practice"])
    company, carried = _company(teller, event)
    if practice is not None and practice.begins_errand and not carried:
        return
    text = f"{teller.name(leader)} sets out for {stage.places[goal]}{_with(teller, company, carried)}"
    target = "" if errand is None else errand.roles.get("target", "")
    if target and target not in (*company, *carried):
        text += f", to see {teller.name(target)}"
    weight = TOLD if carried else PASSING
    if carried or teller.is_news(event.time, "sets out", leader, goal):
        yield teller.line(event, "way", weight, text, leader, *company, *carried)


def _arrived(teller: Teller, event: Event) -> Iterator[Line]:
    stage, leader, place = teller.stage, event.roles["actor"], event.place or ""
    company, carried = _company(teller, event)
    is_there = stage.bound_for.get(leader) == place
    errand = stage.errand.get(leader)
    met = [id_ for id_ in stage.present(place) if not stage.asleep.get(id_)]
    everybody = (leader, *company, *carried)
    if errand is not None and is_there and errand.data["practice"] == "search_for":
        yield from _found(teller, event, errand.roles.get("target", ""))
        return
    text = f"{teller.name(leader)} arrives{_with(teller, company, carried)}"
    weight = TOLD if carried and (is_there or met) else BACKDROP
    if is_there or met:
        alone = "" if company or carried else "arrives."
        yield teller.line(event, "way", weight, text, *everybody, place=place, alone=alone)


def _found(teller: Teller, event: Event, target: str) -> Iterator[Line]:
    """The end of one step of a search. Steps in vain go without saying."""
    leader, place = event.roles["actor"], event.place or ""
    if teller.stage.at.get(target) == place:
        company, _ = _company(teller, event)
        seekers = teller.names((leader, *company))
        verb = "find" if company else "finds"
        text = f"{seekers} {verb} {teller.name(target)}"
        yield teller.line(event, "way", TOLD, text, target, leader, *company, place=place)


def _company(teller: Teller, event: Event) -> tuple[list[str], list[str]]:
    """Who goes along on their own feet, and who is carried."""
    together = list(event.data.get("with", ()))
    carried = [id_ for id_ in together if id_ in teller.stage.carried_by]
    return [id_ for id_ in together if id_ not in carried], carried


def _with(teller: Teller, company: list[str], carried: list[str]) -> str:
    along = f" with {teller.names(company)}" if company else ""
    return along + (f", carrying {teller.names(carried)}" if carried else "")


def _happened(teller: Teller, event: Event) -> Iterator[Line]:
    place = event.place or ""
    if not place or teller.stage.present(place):
        weight = PASSING if place else TOLD
        yield Line(event.seq, place, "note", weight, sentence(event.data["words"]))


# What people bind themselves to. -------------------------------------------------------------


def _pledge(teller: Teller, made: Event, template: str) -> str:
    roles, data = made.roles, made.data
    due = data.get("due")
    return template.format(
        by=teller.name(roles["by"]),
        to=teller.name(roles["to"]) if "to" in roles else "somebody",
        words=data.get("words") or data["name"],
        due="" if due is None else format_moment(int(due) // MINUTE * MINUTE),
    )


def _commitment_made(teller: Teller, event: Event) -> Iterator[Line]:
    template = words.MADE.get(event.data["kind"])
    if template:
        text = _pledge(teller, event, template)
        yield teller.line(event, "note", TOLD, text, event.roles["by"])


def _commitment_ended(teller: Teller, event: Event) -> Iterator[Line]:
    made = teller.stage.commitments.get(int(event.data["commitment"]))
    status = event.data["status"]
    ways = {"kept": words.KEPT, "broken": words.BROKEN, "released": words.RELEASED}.get(status, {})
    if made is not None and made.data["kind"] in ways:
        is_grave = status == "broken" and made.data["kind"] in ("promise", "vow")
        weight = TURNING if is_grave else PASSING
        text = _pledge(teller, made, ways[made.data["kind"]])
        yield teller.line(event, "note", weight, text, made.roles["by"])


def _fell_due(teller: Teller, event: Event) -> Iterator[Line]:
    made = teller.stage.commitments.get(int(event.data["commitment"]))
    if made is not None and made.data["kind"] in words.FELL_DUE:
        text = _pledge(teller, made, words.FELL_DUE[made.data["kind"]])
        yield teller.line(event, "note", PASSING, text, made.roles["by"])


# Inner voice. --------------------------------------------------------------------------------


def _held_back(teller: Teller, event: Event) -> Iterator[Line]:
    """What is wanted alone (to go home, to rest) is not worth saying."""
    if event.data.get("voice") == "resident":
        yield from _resident_urges(teller, event, teller.wording.urge(event)[1])
    elif "target" in event.roles:
        how, what = teller.wording.urge(event)
        text = f"{teller.name(event.roles['who'])} {_not_done(how, what, event.kind == 'Leaked')}"
        if teller.is_news(event.time, event.kind, *event.roles.values(), what):
            yield teller.line(event, "inner", TOLD, text, event.roles["who"])


def _not_done(how: str, what: str, shows: bool) -> str:
    if how == "say":
        return f"all but says it: {what}" if shows else f"keeps the words back: {what}"
    return f"would like to {what}, and {'it shows' if shows else 'does not'}"


def _resident_urges(teller: Teller, event: Event, what: str) -> Iterator[Line]:
    who, name = event.roles["who"], teller.name(event.roles["who"])
    resident = teller.stage.residents.get(who, "")
    voice = teller.world.residents.get(resident, {}).get("name", "a voice")
    them = teller.wording.pronoun(who).object
    ends = {"ShutOut": f"{name} shuts it out", "Leaked": f"{name} cannot help hearing it"}
    end = ends.get(event.kind, f"{voice} breaks through")
    text = f"{voice} stirs within {name} and urges {them} to {what}. {capital(end)}"
    if teller.is_news(event.time, event.kind, who, what):
        yield teller.line(event, "inner", TOLD, text, who)


def _broke_out(teller: Teller, event: Event) -> Iterator[Line]:
    if event.data.get("voice") == "resident":
        yield from _resident_urges(teller, event, teller.wording.urge(event)[1])
        return
    who = event.roles["who"]
    text = f"{teller.name(who)} can hold it in no longer"
    yield teller.line(event, "inner", TURNING, text, who)


def _recalled(teller: Teller, event: Event) -> Iterator[Line]:
    who, past = event.roles["who"], teller.stage.past.get(int(event.data["event"]))
    if past is None or not past.data.get("words"):
        return
    if teller.is_news(event.time, "recalls", who, str(past.seq), for_s=DAY):
        alone = f"remembers: {sentence(past.data['words'])}"
        text = f"{teller.name(who)} {alone}"
        yield teller.line(event, "inner", TOLD, text, who, alone=alone)


def _feeling_felt(teller: Teller, event: Event) -> Iterator[Line]:
    data, roles = event.data, event.roles
    who, toward, kind = roles["who"], roles.get("toward", ""), data["feeling"]
    template = (words.FELT_TOWARD if toward else words.FELT).get(kind)
    if float(data["strength"]) < STRONG or not template:
        return
    # Joy and satisfaction, distress and fear come in pairs: one of them is told.
    if teller.is_news(event.time, "feels", who, str(data.get("about"))) and teller.is_news(
        event.time, "feels", who, kind, toward
    ):
        form = teller.wording.pronoun(who)
        text = template.format(
            who=teller.name(who), toward=teller.name(toward) if toward else "",
            they=form.subject, their=form.possessive, themselves=form.reflexive,
        )  # fmt: skip
        yield teller.line(event, "inner", TOLD, text, who)


# Beliefs. ------------------------------------------------------------------------------------


def _told(teller: Teller, event: Event) -> Iterator[Line]:
    """Said aloud already; whoever heard it need not be told to have concluded it."""
    for hearer in event.data["hearers"]:
        teller.heard[hearer, event.data["proposition"]] = event.time
    return iter(())


def _belief_revised(teller: Teller, event: Event) -> Iterator[Line]:
    told = proposition(event.data["proposition"])
    who = event.roles["who"]
    predicate = teller.world.predicates.get(told.predicate)
    if predicate is None or (who, str(told)) in teller.heard:
        return
    before, after = float(event.data.get("was", -2.2)), float(event.data["odds"])
    if GAP in told.names:
        yield from _wonders(teller, event, told)
    elif (before > 0) == (after > 0):
        return
    elif predicate.kind == "heart":
        yield from _heart_turns(teller, event, told, before, after)
    elif predicate.kind == "blame" and after > 0 and teller.is_news(event.time, "thinks", who, str(told)):
        text = f"{teller.name(who)} thinks that {teller.wording.thought(told, who)}"
        yield teller.line(event, "inner", TOLD, text, who)


def _wonders(teller: Teller, event: Event, told: Proposition) -> Iterator[Line]:
    who = event.roles["who"]
    if float(event.data.get("weight", 0.0)) >= STRONG and teller.is_news(
        event.time, "wonders", who, str(told)
    ):
        question = teller.wording.asked(told, from_outside(teller.name))
        yield teller.line(event, "inner", TOLD, f"{question} {teller.name(who)} wonders", who)


def _heart_turns(
    teller: Teller, event: Event, told: Proposition, before: float, after: float
) -> Iterator[Line]:
    """A belief about somebody's heart crosses even odds."""
    who = event.roles["who"]
    is_own, is_about_me = told.names[0] == who, told.names[-1] == who and len(told.names) > 1
    if not (is_own or is_about_me or abs(after - before) >= SWAYED):
        return
    thought, name = teller.wording.thought(told, who), teller.name(who)
    if is_own:
        text = f"{name} understands that {thought}"
    elif after > 0:
        text = f"{name} {'begins to believe' if is_about_me else 'sees'} that {thought}"
    else:
        text = f"{name} no longer believes that {thought}"
    weight = TURNING if is_own or is_about_me else TOLD
    # Of several bystanders who see the same, the first is told.
    mind = who if weight == TURNING else ""
    if teller.is_news(event.time, "turns", mind, str(told), str(after > 0)):
        yield teller.line(event, "inner", weight, text, who)


TELLS: Mapping[str, Callable[[Teller, Event], Iterator[Line]]] = {
    "Did": _did,
    "ReflexActed": _reflex_acted,
    "Injured": _injured,
    "Endangered": _endangered,
    "Died": _died,
    "Woke": _woke,
    "SetOut": _set_out,
    "Arrived": _arrived,
    "Happened": _happened,
    "CommitmentMade": _commitment_made,
    "CommitmentEnded": _commitment_ended,
    "FellDue": _fell_due,
    "HeldBack": _held_back,
    "ShutOut": _held_back,
    "Leaked": _held_back,
    "BrokeOut": _broke_out,
    "Recalled": _recalled,
    "FeelingFelt": _feeling_felt,
    "Told": _told,
    "BeliefRevised": _belief_revised,
}
