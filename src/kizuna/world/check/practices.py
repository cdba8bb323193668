"""What is wrong with a practice as a whole: whose it is, whom it takes, what it answers.

Practices are for everybody. What only one person does is no practice but a trait, a power or a
bond of theirs; what only the people of one setting do says which setting that is.
"""

from __future__ import annotations

from collections.abc import Callable

from kizuna.world.check.agreed import check_offers
from kizuna.world.check.case import Case
from kizuna.world.check.mistake import Mistake, Mistakes, shown
from kizuna.world.check.names import unknown
from kizuna.world.check.outcomes import check_effects, check_lines, check_shows
from kizuna.world.check.page import Page
from kizuna.world.check.romance import check_romance
from kizuna.world.check.written import Written


def check_practices(written: Written, page: Page) -> Mistakes:
    """Everything that is wrong with the practices of a page, but for their formulas."""
    owners = written.owners("practices")
    for name, practice in page.shape.practices.items():
        case = Case(written, page, name, practice)
        if owners[name] is not page:
            message = f"there is a practice {shown(name)} already, in {owners[name].path.name}"
            way_out = "give it a name of its own"
            yield Mistake("practice-twice", case.at(), message, way_out, of_key=True)
        for check in PRACTICE_CHECKS:
            yield from check(case)


def _setting(case: Case) -> Mistakes:
    setting = case.practice.peculiar_to
    if case.page.is_commons:
        return
    if not setting:
        message = "a practice of one world belongs to a setting, and this one names none"
        way_out = "write peculiar to: and the setting, such as fencing schools"
        yield Mistake("practice-not-peculiar", case.at(), message, way_out, of_key=True)
        return
    names = (person.name for person in case.written.shape.people.values())
    if setting in case.written.known.people or setting in names:
        yield case.names_person(setting, case.at("peculiar to"))


def _earlier(case: Case) -> Mistakes:
    """Practices that this one answers or comes after."""
    known, practice = case.written.known.practices, case.practice
    for key, names in (("answers", practice.answers), ("after", practice.after)):
        for at, name in enumerate(names):
            if name not in known:
                yield unknown("practice", name, known, case.at(key, at))
    if practice.after and "target" not in case.bound:
        yield case.unbound("target", case.at("after"), of_key=True)
    if practice.not_before and not practice.after:
        message = "it comes so long after something, and nothing is named that it comes after"
        way_out = "name it under after:, such as after: [greet], or leave not before: out"
        yield Mistake("before-what", case.at("not before"), message, way_out, of_key=True)


def _answers(case: Case) -> Mistakes:
    if case.practice.answers and not case.is_face_to_face:
        message = f"an answer is given to somebody, and this is done {_with(case)}"
        way_out = "write with: person, or leave answers out"
        yield Mistake("answer-to-nobody", case.at("answers"), message, way_out)


def _with(case: Case) -> str:
    return "alone" if case.practice.with_ == "alone" else "when the other is not there"


def _costs(case: Case) -> Mistakes:
    known = case.written.known.energies
    for energy in case.practice.costs:
        if energy not in known:
            yield unknown("energy", energy, known, case.at("costs", energy), of_key=True)


def _consent(case: Case) -> Mistakes:
    practice = case.practice
    if practice.consent and not case.is_face_to_face:
        message = f"nobody is there to consent to what is done {_with(case)}"
        way_out = "write with: person, or leave consent out"
        where = case.at("consent")
        yield Mistake("consent-without-target", where, message, way_out, of_key=True)
    if practice.declined and not practice.consent:
        message = "this is declined, and nobody is asked"
        way_out = "write consent: and the target's reasons, or leave declined out"
        where = case.at("declined")
        yield Mistake("declined-without-consent", where, message, way_out, of_key=True)


def _touches(case: Case) -> Mistakes:
    for role in case.practice.touches:
        if role not in case.bound:
            yield case.unbound(role, case.at("touches", role), of_key=True)


PRACTICE_CHECKS: tuple[Callable[[Case], Mistakes], ...] = (
    _setting, _earlier, _answers, _costs, _consent, _touches,
    check_effects, check_shows, check_lines, check_offers, check_romance,
)  # fmt: skip
"""What is asked of each practice."""
