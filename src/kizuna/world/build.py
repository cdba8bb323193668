"""From what was written to what runs: shapes become rules and opening events.

`build` trusts its input: `check` has found it sound. The opening state of a story is events like
any others (principle 2), so a story can be replayed from its chronicle without its world files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kizuna.dice import key
from kizuna.event import Cause, Event, address
from kizuna.problems import Mark, Problems
from kizuna.state.belief import odds_of, proposition
from kizuna.state.body import MENDS_PER_DAY
from kizuna.state.person import NEEDS
from kizuna.world.expr import Expr, Name, parse
from kizuna.world.names import ENERGIES, PLACE_TAGS, TRAITS, default_trait, vocabulary
from kizuna.world.rules import (
    VOICES,
    Consideration,
    Happening,
    Practice,
    Predicate,
    Reading,
    Rule,
    Showing,
    Stake,
    Terms,
    World,
    Wound,
)
from kizuna.world.scores import compile_scores

if TYPE_CHECKING:
    from kizuna.world.shape import (
        BackstoryShape,
        CommitmentShape,
        HappeningShape,
        PersonShape,
        PracticeShape,
        WorldShape,
    )

GIVEN_WORDS, BOUND = ("promise", "vow"), "bound_to"
SURE_ODDS = 5.0
NO_MARK = Mark("", 1, 1, "")
LASTING_FEELING_S = 20 * 86400.0
"""Half-life of a feeling an author says has lasted since before the story (a choice)."""


def build(shape: WorldShape, texts: Mapping[str, str]) -> World:
    """The world as rules. `texts` are the files it came from, kept for the chronicle."""
    traits = _traits(shape)
    tags = tuple(dict.fromkeys((*PLACE_TAGS, *(t for p in shape.places.values() for t in p.tags))))
    energies = tuple(dict.fromkeys((*ENERGIES, *shape.energies)))
    words = vocabulary(traits, tags, energies)
    practices = tuple(
        _practice(index, name, each, words, tuple(shape.stakes))
        for index, (name, each) in enumerate(sorted(shape.practices.items()))
    )
    return World(
        name=shape.world,
        title=shape.title or shape.world,
        starts=shape.starts,
        ends=shape.ends,
        traits=traits,
        energies=energies,
        tags=tags,
        practices=practices,
        practice={each.name: each for each in practices},
        predicates={name: Predicate(**dict(each)) for name, each in shape.predicates.items()},
        readings=tuple(Reading(**dict(each)) for each in shape.readings),
        happenings=tuple(_happening(each) for each in shape.happenings),
        words=shape.words,
        alike=frozenset((a, b) for same in shape.alike for a in same for b in same if a != b),
        residents={id_: each.model_dump() for id_, each in shape.residents.items()},
        opening=tuple(_numbered(_opening(shape, traits, energies), shape)),
        scores=compile_scores(practices),
        explaining=tuple(
            (name, each.explains) for name, each in shape.predicates.items() if each.explains
        ),
        terms={name: Terms(**dict(each)) for name, each in shape.terms.items()},
        rules={name: Rule(**dict(each)) for name, each in shape.rules.items()},
        stakes={name: Stake(**dict(each)) for name, each in shape.stakes.items()},
        forms_of_address=shape.forms_of_address,
        texts=texts,
    )


def _traits(shape: WorldShape) -> tuple[str, ...]:
    own = (trait for person in shape.people.values() for trait in person.traits)
    return tuple(dict.fromkeys((*TRAITS, *own)))


def _happening(shape: HappeningShape) -> Happening:
    wounds = {
        id_: Wound(each.where, each.severity, each.bleeds, each.knocks_out)
        for id_, each in shape.wounds.items()
    }
    return Happening(
        shape.name, shape.at, shape.place, shape.words, shape.every, shape.brings,
        shape.takes_away, wounds, {id_: (call.to, call.for_) for id_, call in shape.calls.items()},
    )  # fmt: skip


# Practices. ----------------------------------------------------------------------------------


def _number_of(stake: str | None, stakes: tuple[str, ...]) -> int:
    """A stake as columns know it: 0 for none."""
    return 0 if stake is None else 1 + stakes.index(stake)


def _practice(
    index: int, name: str, shape: PracticeShape, words: Mapping[str, Name], stakes: tuple[str, ...]
) -> Practice:
    return Practice(
        index=index,
        name=name,
        key=key(name),
        with_=shape.with_,
        reach=shape.reach,
        target_state=shape.target_state,
        after=shape.after,
        not_before=shape.not_before,
        answers=frozenset(shape.answers),
        when=formula(shape.when, words),
        considerations=tuple(
            Consideration(voice, reason, formula(text, words))
            for voice in VOICES
            for reason, text in getattr(shape, voice).items()
        ),
        consent=tuple(
            Consideration("heart", reason, formula(text, words))
            for reason, text in shape.consent.items()
        ),
        takes=shape.takes,
        again=max(1, shape.again),
        costs=shape.costs,
        commands=shape.commands or "",
        touches=shape.touches,
        impression=shape.impression,
        shows=tuple(
            Showing(told.predicate, told.names, formula(text, words))
            for told, text in ((proposition(said), text) for said, text in shape.shows.items())
        ),
        soothes=tuple(
            Consideration("heart", feeling, formula(text, words))
            for feeling, text in shape.soothes.items()
        ),
        discloses=shape.discloses,
        pays=_number_of(shape.pays, stakes),
        tries_again_for=_number_of(shape.tries_again_for, stakes),
        does=shape.does,
        at_end=shape.at_end,
        tags=frozenset(shape.is_),
        romance=shape.romance,
        peculiar_to=shape.peculiar_to,
        lines=shape.line,
        declined=shape.declined,
    )


def formula(text: float | str, words: Mapping[str, Name]) -> Expr:
    """A formula that `check` has already found sound."""
    problems = Problems()
    parsed = parse(str(text), NO_MARK, words, problems)
    if parsed is None:
        raise ValueError(f"unsound formula {text!r}: {next(iter(problems))}")
    return parsed


# Opening events. -----------------------------------------------------------------------------


def _numbered(events: Iterator[Event], shape: WorldShape) -> Iterator[Event]:
    """Give opening events their addresses: the past at its time, all else just before the story."""
    drafts = list(events)
    opened = [each for each in drafts if each.kind != "Past"]
    past = sorted((each for each in drafts if each.kind == "Past"), key=lambda each: each.seq)
    made = [each for each in opened if each.data.get("phase", 0) == 0]
    later = [each for each in opened if each.data.get("phase", 0) == 1]
    named: dict[str, int] = {}
    for place, each in enumerate(past):
        seq = address(min(each.seq + shape.starts, shape.starts - 3), place)
        named[each.data["id"]] = seq
        yield _at(each, seq, named)
    for place, each in enumerate(made):
        yield _at(each, address(shape.starts - 2, place), named)
    for place, each in enumerate(later):
        yield _at(each, address(shape.starts - 1, place), named)


def _at(draft: Event, seq: int, named: Mapping[str, int]) -> Event:
    data = {name: value for name, value in draft.data.items() if name != "phase"}
    past = data.pop("past", None)
    causes: tuple[Cause, ...] = ()
    if past is not None:
        causes = (Cause("enabled", named[past]),)
        if draft.kind == "MemoryKept":
            data["event"] = named[past]
        if draft.kind == "FeelingFelt":
            data["about"] = named[past]
    return Event(seq, draft.kind, draft.roles, draft.place, data, causes)


def _opening(
    shape: WorldShape, traits: tuple[str, ...], energies: tuple[str, ...]
) -> Iterator[Event]:
    yield Event(
        0, "StoryBegan", data={"world": shape.world, "traits": list(traits),
                               "energies": list(energies), "seed": 0},
    )  # fmt: skip
    for id_, place in shape.places.items():
        data: dict[str, Any] = {"id": id_, "name": place.name, "tags": list(place.tags)}
        if place.land:
            data["land"] = place.land
        yield Event(0, "PlaceMade", data=data)
    for path in shape.paths:
        one, other = path.between
        ends = {"from": one, "to": other, "seconds": path.takes, "via": path.via}
        yield Event(0, "PathMade", data=ends)
    for id_, person in shape.people.items():
        yield _person_entered(id_, person, shape, traits, energies)
    for id_, group in shape.groups.items():
        yield Event(
            0, "GroupMade",
            data={"id": id_, "name": group.name, "members": list(group.members),
                  "offices": dict(group.offices), "place": group.place or "",
                  "grants": {office: list(what) for office, what in group.grants.items()}},
        )  # fmt: skip
    for id_, powers in shape.powers.items():
        for power in powers:
            data = power.model_dump()
            data["energy"], data["serves"] = data["energy"] or "", data["serves"] or ""
            data["triggers"] = list(data["triggers"])
            if not data["triggers"]:
                del data["triggers"]
            yield Event(0, "PowerGiven", {"who": id_}, data=data)
    yield from _past(shape)
    yield from _bonds(shape)
    yield from _beliefs(shape)
    yield from _memories(shape)
    yield from _bodies(shape)
    yield from _commitments(shape)


def _person_entered(
    id_: str, person: PersonShape, shape: WorldShape, traits: tuple[str, ...],
    energies: tuple[str, ...],
) -> Event:  # fmt: skip
    rates = {
        name: 86400.0 / shape.energies[name].recovers if name in shape.energies else 2.0
        for name in energies
    }
    caps = {
        name: 1.0
        if name != "chakra" or "chakra" in person.energies or "chakra" in shape.energies
        else 0.0
        for name in energies
    }
    data: dict[str, Any] = {
        "name": person.name,
        "age": person.age,
        "pronouns": person.pronouns,
        "place": person.at if person.on_stage else None,
        "home": person.home,
        "own_home": person.own_home,
        "is_abroad": person.abroad,
        "post": person.post,
        "traits": {name: person.traits.get(name, default_trait(name)) for name in traits},
        "needs": {
            name: [person.needs[name].level, person.needs[name].weight]
            if name in person.needs
            else [0.7 if name == "rest" else 0.6, 0.5]
            for name in NEEDS
        },
        "energies": {
            name: [person.energies.get(name, 0.7) * caps[name], caps[name], rates[name]]
            for name in energies
        },
        "resident": person.resident or "",
        "mending": person.heals,
        "ground": list(person.ground),
        "on_stage": person.on_stage and not person.dead,
    }
    if person.at_home_in:
        data["at_home_in"] = dict(person.at_home_in)
    if person.hours:
        data["post_from"], data["post_to"] = person.hours
    return Event(0, "PersonEntered", {"who": id_}, data=data)


def _past(shape: WorldShape) -> Iterator[Event]:
    for index, past in enumerate(shape.backstory):
        roles = {"actor": past.actor}
        roles |= {role: id_ for role in ("target", "about") if (id_ := getattr(past, role))}
        data = {"id": past.id or f"past_{index}", "words": past.words}
        data["kind"] = past.practice or past.kind or "past"
        yield Event(past.at, "Past", roles, data=data)


def _bonds(shape: WorldShape) -> Iterator[Event]:
    for spelled, bond in shape.bonds.items():
        from_, toward = (part.strip() for part in spelled.split("->"))
        data: dict[str, Any] = {
            "phase": 1,
            "motive": bond.motive,
            "talked_minutes": bond.hours * 60.0,
        }
        for name in ("affection", "trust", "respect", "fear", "kin", "well", "attraction"):
            if getattr(bond, name):
                data[name] = getattr(bond, name)
        if bond.knows_at:
            data["seen_place"] = bond.knows_at
        yield Event(0, "BondGiven", {"from": from_, "toward": toward}, data=data)


def _beliefs(shape: WorldShape) -> Iterator[Event]:
    for who, beliefs in shape.beliefs.items():
        for belief in beliefs:
            text = belief.that or belief.asks or ""
            predicate = shape.predicates[proposition(text).predicate]
            sure = min(0.99, max(0.01, belief.sure))
            data: dict[str, Any] = {
                "phase": 1, "proposition": text, "odds": odds_of(sure), "secrecy": belief.secret,
                "weight": predicate.weight if belief.weight is None else belief.weight,
                "soreness": belief.sore,
            }  # fmt: skip
            if belief.common:
                data["common"] = True
            if belief.from_:
                data["source"] = belief.from_
            data |= _word_given(who, text, shape)
            yield Event(0, "BeliefRevised", {"who": who}, data=data)


def _memories(shape: WorldShape) -> Iterator[Event]:
    for index, past in enumerate(shape.backstory):
        id_ = past.id or f"past_{index}"
        for who, remembered in past.remembered.items():
            yield from _remembered(who, id_, past, remembered)


def _remembered(who: str, past_id: str, past: BackstoryShape, remembered: Any) -> Iterator[Event]:
    toward = dict(remembered.toward)
    if not toward:
        other = past.actor if past.actor != who else past.target
        toward = {} if other is None or other == who else {other: {}}
    for other, values in toward.items():
        data = {"phase": 1, "past": past_id, "salience": remembered.salience,
                "motives": {remembered.motive: 1.0}, **values}  # fmt: skip
        felt = {kind: each[other] for kind, each in remembered.feelings.items() if other in each}
        if felt:
            strongest = max(felt, key=lambda kind: felt[kind])
            data["felt"] = [strongest, felt[strongest]]
        yield Event(0, "MemoryKept", {"who": who, "toward": other}, data=data)
    for kind, each in remembered.feelings.items():
        for other, strength in each.items():
            data = {"phase": 1, "past": past_id, "feeling": kind, "strength": strength,
                    "half_life": LASTING_FEELING_S}  # fmt: skip
            yield Event(0, "FeelingFelt", {"who": who, "toward": other}, data=data)


def _bodies(shape: WorldShape) -> Iterator[Event]:
    for index, past in enumerate(shape.backstory):
        id_ = past.id or f"past_{index}"
        if past.severity is not None and past.target:
            mends = MENDS_PER_DAY * shape.people[past.target].heals
            data = {"phase": 1, "past": id_, "where": past.where or "a wound",
                    "severity": past.severity, "mends_per_day": mends,
                    "knocks_out": past.knocks_out}  # fmt: skip
            yield Event(0, "Injured", {"actor": past.actor, "target": past.target}, data=data)
        if past.endangers and past.target:
            data = {"phase": 1, "past": id_, **past.endangers}
            yield Event(0, "Endangered", {"target": past.target}, data=data)
    for id_, person in shape.people.items():
        if person.dead:
            yield Event(0, "Died", {"who": id_}, data={"phase": 1})


def _commitments(shape: WorldShape) -> Iterator[Event]:
    for each in shape.commitments:
        for by in _debtors(each):
            roles = {"by": by}
            roles |= {role: id_ for role in ("to", "about") if (id_ := getattr(each, role))}
            data = {"phase": 1, "name": each.name, "kind": each.kind, "words": each.words}
            data |= _past_of(each, by, shape)
            if each.terms:
                data["terms"] = each.terms
            if each.due is not None:
                data["due"] = each.due
            yield Event(0, "CommitmentMade", roles, data=data)
            yield from _known_to_its_parties(each, by, shape)


def _known_to_its_parties(each: CommitmentShape, by: str, shape: WorldShape) -> Iterator[Event]:
    """Whoever gave their word about a third person, and to whom, know that they are bound to them;
    whom it is about has to be told."""
    if each.kind not in GIVEN_WORDS or not each.about or BOUND not in shape.predicates:
        return
    text = f"{BOUND}({by}, {each.about})"
    for who in (by, each.to):
        if who and who != each.about and not _is_believed(shape, who, text):
            data = {"phase": 1, "proposition": text, "odds": SURE_ODDS, "secrecy": each.secret,
                    "weight": shape.predicates[BOUND].weight, "soreness": 0.0}  # fmt: skip
            yield Event(0, "BeliefRevised", {"who": who}, data=data | _past_of(each, by, shape))


def _word_given(who: str, text: str, shape: WorldShape) -> dict[str, str]:
    """Where the word was given that a belief is about, if who holds it gave or took that word."""
    for each in shape.commitments:
        for by in _debtors(each):
            is_it = each.kind in GIVEN_WORDS and text == f"{BOUND}({by}, {each.about})"
            if is_it and who in (by, each.to):
                return _past_of(each, by, shape)
    return {}


def _debtors(each: CommitmentShape) -> tuple[str, ...]:
    return (each.by,) if isinstance(each.by, str) else each.by


def _past_of(each: CommitmentShape, by: str, shape: WorldShape) -> dict[str, str]:
    """The backstory in which it was agreed on, if there is one: of that kind, between those
    people. What rests on it is gone where it never was."""
    people = (each.kind, by, each.to, each.about)
    for index, past in enumerate(shape.backstory):
        if (past.practice or past.kind, past.actor, past.target, past.about) == people:
            return {"past": past.id or f"past_{index}"}
    return {}


def _is_believed(shape: WorldShape, who: str, text: str) -> bool:
    return any(belief.that == text for belief in shape.beliefs.get(who, ()))
