"""check: every mistake an author can make has a name, a place, a kind message and a way out.

    village.yaml:7:9: there is no person 'sakra' [unknown-person]
      to: sakra
          ^
      did you mean 'sakura'?

All of a world's mistakes are told at once. It is read in three stages, and each goes on with what
the one before found sound: the source (is it YAML?), the shape (does each key hold what it can
hold?) and then `CHECKS`, plain functions in a list, which ask what only the whole world can answer
(is there such a person? is everybody in this romance an adult?).

A check takes what is `Written` and yields mistakes; it changes nothing and stops at nothing. To
add one, write it and put it into the list.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path

from kizuna.problems import Problems
from kizuna.world.check.agreed import check_agreed, check_patterns
from kizuna.world.check.formulas import MOST_PROBLEMS, check_formulas
from kizuna.world.check.hearts import check_beliefs, check_bonds
from kizuna.world.check.mistake import Mistakes
from kizuna.world.check.names import check_names, check_reserved, check_traits
from kizuna.world.check.page import Page, read_page
from kizuna.world.check.past import (
    check_backstory,
    check_commitments,
    check_happenings,
    check_span,
)
from kizuna.world.check.people import check_groups, check_people, check_powers
from kizuna.world.check.places import check_paths, check_reach
from kizuna.world.check.practices import check_practices
from kizuna.world.check.predicates import check_predicates, check_readings
from kizuna.world.check.romance import check_ages
from kizuna.world.check.sizes import check_sizes
from kizuna.world.check.uses import read_libraries
from kizuna.world.check.written import Written, together
from kizuna.world.shape import WorldShape

CHECKS: tuple[Callable[[Written], Mistakes], ...] = (
    check_sizes,
    check_ages,
    check_names,
    check_reserved,
    check_traits,
    check_paths,
    check_reach,
    check_people,
    check_powers,
    check_groups,
    check_bonds,
    check_beliefs,
    check_span,
    check_happenings,
    check_commitments,
    check_backstory,
)
"""What is asked of a world."""

PAGE_CHECKS: tuple[Callable[[Written, Page], Mistakes], ...] = (
    check_practices,
    check_predicates,
    check_readings,
    check_agreed,
)
"""What is asked of each page, be it the world's own or a library's."""


def read(path: Path, problems: Problems) -> Written | None:
    """A world and all it uses, as far as they can be read."""
    page = read_page(path, problems, WorldShape)
    libraries = None if page is None else read_libraries(page, problems)
    return None if page is None or libraries is None else together(page, libraries)


def judge(written: Written, problems: Problems, *, commons_too: bool = False) -> None:
    """Report what is wrong with a world. The common library is taken to be sound unless asked.

    Reading stops soon after MOST_PROBLEMS.
    """
    for check in CHECKS:
        _tell(written.page, check(written), problems)
    if any(power.triggers for powers in written.shape.powers.values() for power in powers):
        # Patterns take their time to import, and most powers have no triggers of their own.
        from kizuna.world.check.triggers import check_triggers

        check_triggers(written, problems)
    for page in written.pages:
        if commons_too or not page.is_commons:
            for page_check in PAGE_CHECKS:
                _tell(page, page_check(written, page), problems)
            check_formulas(written, page, problems)
            check_patterns(written, page, problems)


def _tell(page: Page, mistakes: Mistakes, problems: Problems) -> None:
    for mistake in islice(mistakes, max(0, MOST_PROBLEMS - len(problems))):
        page.tell(mistake, problems)
