"""Romance is between two adults who both agree: what a world may not say, whoever wrote it.

Attraction, and the past deeds of romance practices, concern only people who are 18 or older, and
were so when it happened. No age is rounded up: who is 18 today was not surely 18 a month ago.
`evolve` refuses the same once more, should an event ever get so far.
"""

from __future__ import annotations

from kizuna.clock import YEAR
from kizuna.state.person import ADULT_AGE
from kizuna.world.check.case import Case
from kizuna.world.check.hearts import ends
from kizuna.world.check.mistake import Mistake, Mistakes, Path, shown
from kizuna.world.check.written import Written

NAME = "romance-with-minor"
WAY_OUT = f"romance is for people of {ADULT_AGE} and older: leave it out"


def check_ages(written: Written) -> Mistakes:
    """Whatever is romance and touches somebody who is not surely an adult."""
    yield from _attraction(written)
    yield from _past_romance(written)


def _attraction(written: Written) -> Mistakes:
    for spelled, bond in written.shape.bonds.items():
        if bond.attraction > 0:
            for who in ends(spelled) or ():
                yield from _minor(written, who, 0, ("bonds", spelled, "attraction"))
    for id_, person in written.shape.people.items():
        if person.traits.get("attraction", 0) > 0:
            yield from _minor(written, id_, 0, ("people", id_, "traits", "attraction"))


def _past_romance(written: Written) -> Mistakes:
    for at, past in enumerate(written.shape.backstory):
        practice = written.shape.practices.get(past.practice or "")
        if practice is None or not practice.romance:
            continue
        for role in ("actor", "target", "about"):
            who = getattr(past, role)
            if who is not None:
                yield from _minor(written, who, max(0, -past.at), ("backstory", at, role))


def _minor(written: Written, who: str, seconds_ago: int, path: Path) -> Mistakes:
    person = written.shape.people.get(who)
    if person is None or person.age * YEAR - seconds_ago >= ADULT_AGE * YEAR:
        return
    was = "was not surely an adult then" if person.age >= ADULT_AGE else f"is {person.age}"
    yield Mistake(NAME, path, f"{shown(who)} {was}", WAY_OUT)


def check_romance(case: Case) -> Mistakes:
    """Romance that is not between two who are there and awake, is not asked for, or hurts."""
    practice = case.practice
    if not practice.romance:
        return
    where = case.at("romance")
    if practice.with_ != "person":
        message = "romance is between two people who are both there"
        yield Mistake("romance-not-of-two", where, message, "write with: person")
    if not practice.consent or practice.target_state != "awake":
        message = "romance is asked for, and somebody awake agrees"
        way_out = "write consent: and the target's reasons, and leave target state out"
        yield Mistake("romance-without-consent", where, message, way_out)
    if "hurtful" in practice.is_ or any(
        "injure" in effects for effects in (*practice.does, *practice.at_end)
    ):
        message = "nobody is hurt in a romance"
        yield Mistake("romance-that-hurts", where, message, "make two practices of it")
