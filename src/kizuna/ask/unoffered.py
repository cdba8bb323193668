"""What was not among what somebody could do then: which parts of its condition failed, with whom it
came nearest to it; or nobody had asked, nobody was there, nobody thought of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kizuna.ask.condition import failed
from kizuna.event import Event
from kizuna.explain.verdict import Asked, Missing, Verdict
from kizuna.mind import bind
from kizuna.mind.habit import MATTERS, ON_THE_MIND, THIRDS, matters, on_the_mind
from kizuna.mind.moment import Binding, Moment
from kizuna.mind.topics import bind_topics
from kizuna.state.table import NONE
from kizuna.world.rules import Practice
from kizuna.world.scores import groups_of

WEIGHS_AFAR = ("bond_closeness", "bond_respect", "bond_fear")
BRINGS_TO_MIND = ("bond_on_mind", "bond_anger", "bond_worry", "bond_affection")


def not_offered(moment: Moment, practice: Practice, asked: Asked, choice: Event) -> Verdict:
    """Nobody asked, nobody there, not in mind; or which parts of the condition failed."""
    who = moment.whole.person(asked.who)
    waits = bind.waiting(moment, who)
    named = [id_ for id_ in (asked.target, asked.about) if id_]
    for whom in (id_ for id_ in named if moment.bond(who, moment.whole.person(id_)) == NONE):
        return Verdict(asked, "a stranger", choice.time, event=choice, detail={"whom": whom})
    tried = [
        (failed(moment, practice, group, at), at)
        for group, at in bindings(moment, practice, asked, who)
    ]
    missing, at = min(tried, key=lambda each: len(each[0]), default=((), None))
    if practice.answers and (waits is None or waits.practice not in practice.answers):
        detail = {"answers": sorted(practice.answers), "waits": waits.practice if waits else ""}
        return Verdict(asked, "not asked", choice.time, missing, event=choice, detail=detail)
    if at is None:
        return _nobody_there(moment, asked, choice)
    if any("is_here" in each.text for each in missing) or _is_apart(moment, practice, at):
        return _nobody_there(moment, asked, choice, missing)
    if missing:
        return Verdict(asked, "not offered", choice.time, missing=missing, event=choice)
    return _not_thought_of(moment, practice, asked, choice, at)


def bindings(
    moment: Moment, practice: Practice, asked: Asked, who: int
) -> Iterator[tuple[str, Binding]]:
    """Everything the practice could have concerned, whether it was thought of or not."""
    people = moment.whole.people
    targets = [people.row[asked.target]] if asked.target else _known(moment, who)
    for group in groups_of(practice):
        if group == "alone":
            yield group, Binding(who)
        for target in targets if group != "alone" else ():
            if _is_so_for(moment, practice, group, who, target):
                yield from ((group, at) for at in _with(moment, group, asked, who, target))


def _is_so_for(moment: Moment, practice: Practice, group: str, who: int, target: int) -> bool:
    """What reaches far is weighed of whoever is here as one sees them, of whoever is not as one
    does not."""
    ij = moment.bond(who, target)
    if practice.reach != "far" or ij == NONE:
        return True
    return bool(moment.still.few["bond_is_here"][ij]) != ("absent" in group)


def _with(moment: Moment, group: str, asked: Asked, who: int, target: int) -> Iterator[Binding]:
    ij = moment.bond(who, target)
    if ij == NONE:
        return
    # Of somebody elsewhere it is asked what would be so if they were here.
    j = moment.still.unseen if "absent" in group else target
    at = Binding(who, j, ij, target=target)
    if group in ("here", "absent"):
        yield at
    elif group.startswith("about"):
        thirds = [moment.whole.person(asked.about)] if asked.about else _known(moment, who)
        known = [(k, ik) for k in thirds if (ik := moment.bond(who, k)) != NONE]
        yield from bind.about(moment, [at], known)
    else:
        yield from bind_topics(moment, who, [at])


def _known(moment: Moment, who: int) -> list[int]:
    bonds = moment.whole.bonds
    return sorted(bonds.toward(row) for row in bonds.known_by(who))


def _is_apart(moment: Moment, practice: Practice, at: Binding) -> bool:
    """Whether it takes somebody's presence, and they are elsewhere."""
    is_present = practice.with_ in ("person", "person about person", "person topic")
    if not is_present or at.target == NONE or "absent" in groups_of(practice):
        return False
    return not moment.still.few["bond_is_here"][at.ij]


def _nobody_there(
    moment: Moment, asked: Asked, choice: Event, missing: tuple[Missing, ...] = ()
) -> Verdict:
    detail = {}
    if asked.target:
        whom = moment.whole.person(asked.target)
        is_travelling = bool(moment.still.few["person_is_travelling"][whom])
        where = "" if is_travelling else moment.place_id(whom) or ""
        detail = {"where": where, "is_travelling": is_travelling}
    return Verdict(
        asked, "not here", choice.time, missing=missing, event=choice, detail=detail
    )  # fmt: skip


def _not_thought_of(
    moment: Moment, practice: Practice, asked: Asked, choice: Event, at: Binding
) -> Verdict:
    """Everything it takes was so; it was outside what anybody thinks of at a time."""
    what, whom = _out_of_mind(moment, practice, at)
    detail = {"what": what} | ({} if whom == NONE else {"whom": moment.id_(whom)})
    return Verdict(asked, "not thought of", choice.time, event=choice, detail=detail)


def _out_of_mind(moment: Moment, practice: Practice, at: Binding) -> tuple[str, int]:
    """Whom one thinks of: of those elsewhere whoever matters, of third persons whoever is on the
    mind, and nobody else while one is on the way. With a gap for whoever was not thought of."""
    few = moment.still.few
    if at.j == moment.still.unseen:
        if few["person_is_travelling"][at.i] or few["person_is_following"][at.i]:
            return "whoever is on the way sets out for nobody else", NONE
        weight = matters(*(few[name][at.ij] for name in WEIGHS_AFAR))
        if weight <= MATTERS:
            told = f"({weight:.2f}; it takes {MATTERS:.2f})"
            return f"{{}} was elsewhere, and did not matter enough {told}", at.target
    if at.about != NONE:
        thought = on_the_mind(*(few[name][at.ik] for name in BRINGS_TO_MIND))
        if thought <= ON_THE_MIND:
            told = f"({thought:.2f}; it takes {ON_THE_MIND:.2f})"
            return f"{{}} was not enough on their mind {told}", at.about
        return f"{THIRDS} others were more on their mind than {{}}", at.about
    if practice.with_ == "person topic":
        return "they had nothing to say of that kind", NONE
    return "they were taken up with something else", NONE
