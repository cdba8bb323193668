"""Each of the twelve motifs is found in a tiny chronicle, and missed where its `unless` comes true."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest

import kizuna
from kizuna.clock import DAY, MINUTE
from kizuna.event import Cause, Event, address, time_of
from kizuna.explain.motifs import COMMON, Motif, read_motifs
from kizuna.explain.sift import Sieve
from kizuna.problems import Problems
from kizuna.state.whole import EVOLVES
from kizuna.world.rules import World

Held = dict[tuple[str, ...], float]
RESTS_BY = {"Noticed": "perceived", "MemoryKept": "perceived", "FeelingFelt": "perceived",
            "BeliefRevised": "informed"}  # fmt: skip
"""By which type of cause a kind of event rests on others; deeds are motivated by them."""


class Tale:
    """Events told one after another, a minute apart, each resting on those named."""

    def __init__(self, **held: float) -> None:
        self.events: list[Event] = []
        self.held: Held = {}
        self.later: list[tuple[int, Held]] = []

    def facts(self, event: Event, name: str, of: str, toward: str | None) -> float | None:
        held = dict(self.held)
        for time, change in self.later:
            if event.time >= time:
                held |= change
        return held.get((name, of) if toward is None else (name, of, toward))

    def close(self, *pairs: tuple[str, str]) -> None:
        for of, toward in pairs:
            self.held["closeness", of, toward] = 0.6

    def from_now(self, value: float, *key: str) -> None:
        self.later.append((self.next_time(), {key: value}))

    def next_time(self, after: int = MINUTE) -> int:
        return time_of(self.events[-1].seq) + after if self.events else 0

    def tell(
        self, kind: str, *because: Event, data: dict[str, Any] | None = None, after: int = MINUTE,
        **roles: str,
    ) -> Event:  # fmt: skip
        causes = tuple(Cause(RESTS_BY.get(kind, "motivated"), each.seq) for each in because)
        seq = address(self.next_time(after), 0)
        self.events.append(Event(seq, kind, roles, None, data or {}, causes))
        return self.events[-1]

    def did(
        self, practice: str, actor: str, target: str, *because: Event, after: int = MINUTE,
        about: str = "", **data: Any,
    ) -> Event:  # fmt: skip
        roles = {"actor": actor, "target": target} | ({"about": about} if about else {})
        told = {"practice": practice, **data}
        return self.tell("Did", *because, data=told, after=after, **roles)

    def noticed(self, who: str, *because: Event) -> Event:
        return self.tell("Noticed", *because, who=who)

    def felt(self, who: str, feeling: str, toward: str, *because: Event) -> Event:
        return self.tell("FeelingFelt", *because, data={"feeling": feeling}, who=who, toward=toward)

    def believed(self, who: str, text: str, odds: float, *because: Event, was: float = 0) -> Event:
        data = {"proposition": text, "odds": odds, "was": was}
        return self.tell("BeliefRevised", *because, data=data, who=who)

    def remembered(self, who: str, toward: str, affection: float, *because: Event) -> Event:
        return self.tell(
            "MemoryKept", *because, data={"affection": affection}, who=who, toward=toward
        )

    def promised(self, by: str, to: str, kind: str = "promise") -> Event:
        return self.tell("CommitmentMade", data={"kind": kind}, by=by, to=to)

    def ended(self, pledge: Event, status: str, *because: Event) -> Event:
        data = {"commitment": pledge.seq, "status": status}
        return self.tell("CommitmentEnded", *because, data=data, **pledge.roles)


# The twelve, each told with and without what must not come between. --------------------------


def kindness_read_anew(is_spoilt: bool) -> Tale:
    tale = Tale()
    if is_spoilt:
        tale.held["confidence", "sakura", "bound_to(gaara, sakura)"] = 0.9
    kindness = tale.did("sit_by", "gaara", "sakura")
    tale.remembered("sakura", "gaara", 0.1, kindness)
    learned = tale.believed("sakura", "bound_to(gaara, sakura)", 2.0)
    tale.tell("MotiveReread", learned, data={"change": -0.2}, who="sakura", toward="gaara")
    return tale


def broken_promise(is_spoilt: bool) -> Tale:
    tale = Tale()
    promise = tale.promised("lee", "gai")
    if is_spoilt:
        tale.ended(promise, "released")
    broken = tale.ended(promise, "broken")
    tale.felt("gai", "disappointment", "lee", broken)
    return tale


def promise_kept_at_a_cost(is_spoilt: bool) -> Tale:
    tale = Tale()
    tale.close(("gaara", "temari"))
    promise = tale.promised("gaara", "naruto")
    deed = tale.did("sit_by", "gaara", "naruto")
    tale.ended(promise, "kept", deed)
    other = tale.did("insult", "gaara", "temari")
    minds = tale.felt("temari", "disappointment", "gaara", other if is_spoilt else deed)
    tale.believed("naruto", "angry(temari)", 1.0, minds)
    return tale


def vengeance(is_spoilt: bool) -> Tale:
    tale = Tale()
    tale.close(("gaara", "naruto"))
    hurt = tale.did("insult", "sasuke", "naruto")
    noticed = tale.noticed("gaara", hurt)
    tale.held["anger", "gaara", "sasuke"] = 0.4
    if is_spoilt:
        tale.did("plead_for", "naruto", "gaara", about="sasuke")
    tale.did("attack", "gaara", "sasuke", noticed)
    return tale


def trust_passed_on(is_spoilt: bool) -> Tale:
    tale = Tale()
    tale.held["secrecy", "naruto", "hosts(naruto, the_fox)"] = 0.8
    tale.did("confide", "naruto", "lee", topic="hosts(naruto, the_fox)")
    if is_spoilt:
        tale.did("tell", "naruto", "kiba", topic="hosts(naruto, the_fox)")
    passed = tale.did("tell", "lee", "neji", topic="hosts(naruto, the_fox)")
    tale.noticed("naruto", passed)
    return tale


def trust_kept(is_spoilt: bool) -> Tale:
    tale = Tale()
    tale.held["secrecy", "naruto", "hosts(naruto, the_fox)"] = 0.8
    tale.did("confide", "naruto", "lee", topic="hosts(naruto, the_fox)")
    for _ in range(2):
        asked = tale.did("ask", "neji", "lee")
        silence = tale.did("stay_silent", "lee", "neji", asked)
    if is_spoilt:
        tale.did("answer", "lee", "neji", topic="hosts(naruto, the_fox)")
    tale.noticed("naruto", silence)
    return tale


def false_belief(is_spoilt: bool) -> Tale:
    tale = Tale()
    tale.held["confidence", "gaara", "hates(naruto, gaara)"] = 0.85
    ill = tale.believed("gaara", "hates(naruto, gaara)", 1.7)
    if is_spoilt:
        tale.believed("gaara", "hates(naruto, gaara)", -1.0, was=1.7)
    tale.did("keep_away", "gaara", "naruto", ill)
    tale.believed("gaara", "hates(naruto, gaara)", -0.5, was=0.5)
    tale.did("thank", "gaara", "naruto", after=DAY)
    return tale


def wager(is_spoilt: bool) -> Tale:
    tale = Tale()
    parties = {"by": "sakura", "to": "gaara"}
    of = {"commitment": 7}
    tale.tell("CommitmentAgreed", data=of, **parties)
    if is_spoilt:
        tale.tell("CommitmentCountered", data=of, **parties)
    tale.tell("TermsMet", data={**of, "accidental": True}, **parties)
    tale.tell("CommitmentClaimed", data=of, actor="sakura", **parties)
    tale.tell("CommitmentDisputed", data=of, actor="gaara", **parties)
    tale.tell("CommitmentConceded", data=of, actor="gaara", **parties)
    return tale


def guard_falling(is_spoilt: bool) -> Tale:
    tale = Tale()
    for _ in range(3):
        tale.did("decline_offer", "gaara", "lee")
    if is_spoilt:
        tale.did("insult", "lee", "gaara")
    tale.did("confide", "gaara", "lee", topic="alone(gaara)")
    return tale


def reconciled(is_spoilt: bool) -> Tale:
    tale = Tale()
    tale.close(("sakura", "gaara"))
    tale.held["affection", "sakura", "gaara"] = 0.3
    tale.did("insult", "gaara", "sakura")
    if is_spoilt:
        tale.did("plead_for", "ino", "sakura", about="gaara", after=DAY)
    sorry = tale.did("apologise", "gaara", "sakura", after=10 * DAY)
    tale.from_now(0.5, "affection", "sakura", "gaara")
    tale.remembered("sakura", "gaara", 0.2, sorry)
    return tale


def one_way(is_spoilt: bool) -> Tale:
    tale = Tale()
    for at in range(3):
        tale.did("praise", "lee", "neji")
        if is_spoilt and at == 2:
            tale.did("console", "neji", "lee")
    refused = tale.did("embrace", "lee", "neji", accepted=False)
    tale.did("leave", "lee", "neji", refused)
    return tale


def divided(is_spoilt: bool) -> Tale:
    tale = Tale()
    tale.close(("naruto", "gaara"), ("naruto", "lee"))
    tale.did("insult", "gaara", "lee")
    stood_by = tale.did("console", "naruto", "gaara")
    if is_spoilt:
        tale.did("explain", "naruto", "lee")
    tale.felt("lee", "jealousy", "naruto", stood_by)
    return tale


TALES: dict[str, Callable[[bool], Tale]] = {
    "kindness read anew as duty": kindness_read_anew,
    "broken promise": broken_promise,
    "promise kept at a cost": promise_kept_at_a_cost,
    "vengeance for a friend": vengeance,
    "trust passed on": trust_passed_on,
    "trust kept under pressure": trust_kept,
    "false belief corrected": false_belief,
    "wager won by the wording": wager,
    "guard falling": guard_falling,
    "reconciled after absence": reconciled,
    "giving that goes one way": one_way,
    "divided loyalty": divided,
}


@pytest.fixture(scope="module")
def world() -> World:
    return kizuna.load("precious-person")


@pytest.fixture(scope="module")
def motifs(world: World) -> dict[str, Motif]:
    problems = Problems()
    found = read_motifs(world, problems)
    assert str(problems) == ""
    return {motif.name: motif for motif in found}


def names(motifs: Iterable[Motif], tale: Tale, events: Iterable[Event] | None = None) -> list[str]:
    sieve = Sieve(list(motifs), tale.facts)
    told = tale.events if events is None else events
    return [match.pattern for event in told for match in sieve.take(event)]


def test_there_are_twelve_and_each_has_a_tale(motifs: dict[str, Motif]) -> None:
    assert motifs.keys() == TALES.keys()


@pytest.mark.parametrize("name", TALES)
def test_the_motif_is_found_once_and_alone(name: str, motifs: dict[str, Motif]) -> None:
    assert names(motifs.values(), TALES[name](False)) == [name]


@pytest.mark.parametrize("name", TALES)
def test_the_motif_is_missed_where_its_unless_comes_true(
    name: str, motifs: dict[str, Motif]
) -> None:
    assert name not in names(motifs.values(), TALES[name](True))


@pytest.mark.parametrize("name", TALES)
def test_every_event_of_its_tale_is_needed(name: str, motifs: dict[str, Motif]) -> None:
    tale = TALES[name](False)
    of_steps = set(_steps(motifs[name], tale))
    for left_out in tale.events:
        rest = [event for event in tale.events if event is not left_out]
        if left_out.seq in of_steps:
            assert names([motifs[name]], tale, rest) == []


def _steps(motif: Motif, tale: Tale) -> Iterable[int]:
    sieve = Sieve([motif], tale.facts)
    (match,) = [match for event in tale.events for match in sieve.take(event)]
    return [seq for _, seqs in match.seqs for seq in seqs]


def test_a_reason_that_was_known_before_reads_no_kindness_anew(motifs: dict[str, Motif]) -> None:
    tale = Tale()
    kindness = tale.did("sit_by", "gaara", "sakura")
    tale.remembered("sakura", "gaara", 0.1, kindness)
    liked = tale.believed("sakura", "likes(gaara, sakura)", 2.0)
    tale.tell("MotiveReread", liked, data={"change": -0.2}, who="sakura", toward="gaara")
    assert names(motifs.values(), tale) == []


def test_an_anger_that_has_gone_by_pays_nothing_back(motifs: dict[str, Motif]) -> None:
    tale = vengeance(False)
    tale.held["anger", "gaara", "sasuke"] = 0.0
    assert names(motifs.values(), tale) == []


def test_who_is_warm_in_between_has_no_guard_that_could_fall(motifs: dict[str, Motif]) -> None:
    tale = Tale()
    for deed in ("decline_offer", "decline_offer", "embrace", "decline_offer"):
        tale.did(deed, "gaara", "lee")
    tale.did("confide", "gaara", "lee", topic="alone(gaara)")
    assert names(motifs.values(), tale) == []


def test_to_say_yes_to_something_makes_nothing_good(motifs: dict[str, Motif]) -> None:
    tale = Tale()
    tale.held["confidence", "gaara", "hates(naruto, gaara)"] = 0.85
    ill = tale.believed("gaara", "hates(naruto, gaara)", 1.7)
    tale.did("keep_away", "gaara", "naruto", ill)
    tale.believed("gaara", "hates(naruto, gaara)", -0.5, was=0.5)
    tale.did("accept_offer", "gaara", "naruto", answers=5)
    assert names(motifs.values(), tale) == []


def test_two_ruptures_between_the_same_two_are_one_reconciliation(
    motifs: dict[str, Motif],
) -> None:
    tale = Tale()
    tale.close(("sakura", "gaara"))
    tale.held["affection", "sakura", "gaara"] = 0.3
    tale.did("insult", "gaara", "sakura")
    tale.from_now(0.25, "affection", "sakura", "gaara")
    tale.did("insult", "gaara", "sakura")
    sorry = tale.did("apologise", "gaara", "sakura", after=10 * DAY)
    tale.from_now(0.5, "affection", "sakura", "gaara")
    tale.remembered("sakura", "gaara", 0.2, sorry)
    assert names(motifs.values(), tale) == ["reconciled after absence"]


def test_the_common_motifs_speak_of_deeds_that_people_do() -> None:
    done = {name for world in kizuna.bundled() for name in kizuna.load(world).practice}
    named = set(
        re.findall(r"[a-z_]+", " ".join(re.findall(r"did: (\[.*?\]|\w+)", COMMON.read_text())))
    )
    assert len(named) > 30
    assert named - done == set()


def test_the_common_motifs_speak_of_events_that_there_are() -> None:
    named = set(
        re.findall(
            r"\b[A-Z][a-z]+[A-Z]?[a-z]*\b",
            " ".join(re.findall(r"kind: (\[[A-Z].*?\]|[A-Z]\w+)", COMMON.read_text())),
        )
    )
    assert len(named) > 10
    assert named - EVOLVES.keys() == set()
