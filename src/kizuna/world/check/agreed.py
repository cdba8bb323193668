"""What people can agree on: whether terms, rules and stakes are patterns that somebody can meet.

    terms:
      land_a_blow: {words: to land one blow, keeps: {kind: Struck, actor: "?by", target: "?to"}}

A pattern here speaks of the parties (`?by`, `?to`, `?about`), of `?commitment`, and in a rule of
whoever breaks it (`?who`); any other variable is somebody whom nobody has named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from kizuna.problems import Mark, Problems
from kizuna.state.whole import EVOLVES
from kizuna.world.check.case import Case
from kizuna.world.check.mistake import Mistakes, Path
from kizuna.world.check.names import unknown
from kizuna.world.check.page import Page
from kizuna.world.check.written import Written
from kizuna.world.nodes import mark_at

PATTERNS = ("keeps", "breaks", "releases")
PARTIES = ("by", "to", "about", "commitment", "who")
SPOKEN_OF = re.compile(r"\?(\w+)")


def check_agreed(written: Written, page: Page) -> Mistakes:
    """Terms that are to be eased to others which nobody knows."""
    known = written.known.terms
    for name, terms in page.shape.terms.items():
        if terms.easier is not None and terms.easier not in known:
            yield unknown("terms", terms.easier, known, ("terms", name, "easier"))


def check_patterns(written: Written, page: Page, problems: Problems) -> None:
    """Report what is wrong with the patterns of a page's terms, rules and stakes."""
    written_out = list(_patterns(page))
    if not written_out:
        return
    # Patterns take their time to import, and most pages have none.
    from kizuna.world.pattern.compile import compile_pattern

    for path, data in written_out:
        compile_pattern(
            data, problems, partial(_place, page, path),
            known_kinds=EVOLVES.keys(), known_practices=written.known.practices,
        )  # fmt: skip
        for party in SPOKEN_OF.findall(repr(data)):
            if party not in PARTIES:
                message = f"nobody in these terms is ?{party}"
                way_out = f"they may speak of {', '.join(f'?{each}' for each in PARTIES)}"
                problems.report("unknown-party", mark_at(page.sound, path), message, way_out)


def _place(page: Page, path: Path, way: Path) -> Mark:
    return mark_at(page.sound, (*path, *way))


def _patterns(page: Page) -> Iterator[tuple[Path, Any]]:
    shape = page.shape
    for name, terms in shape.terms.items():
        for key in PATTERNS:
            if getattr(terms, key) is not None:
                yield ("terms", name, key), getattr(terms, key)
    for name, rule in shape.rules.items():
        yield ("rules", name, "broken by"), rule.broken_by
    for name, stake in shape.stakes.items():
        yield ("stakes", name, "keeps"), stake.keeps


def check_offers(case: Case) -> Mistakes:
    """Terms, rules and stakes that a practice puts to somebody, pays, or tries for again."""
    for at, effects in enumerate(case.practice.does):
        for effect in ("commit", "propose", "counter"):
            told: Any = effects.get(effect, {})
            yield from _offered(case, told, case.at("does", at, effect))
    practice, known = case.practice, case.written.known.stakes
    for key, stake in (("pays", practice.pays), ("tries again for", practice.tries_again_for)):
        if stake is not None and stake not in known:
            yield unknown("stake", stake, known, case.at(key))


def _offered(case: Case, told: dict[str, Any], path: Path) -> Mistakes:
    known = case.written.known
    for key in ("stake", "forfeit"):
        if key in told and told[key] not in known.stakes:
            yield unknown("stake", told[key], known.stakes, (*path, key))
    named = [((*path, "rules", at), rule) for at, rule in enumerate(told.get("rules", ()))]
    named += [((*path, "rule"), told["rule"])] if "rule" in told else []
    yield from (unknown("rule", rule, known.rules, at) for at, rule in named
                if rule not in known.rules)  # fmt: skip
    terms = told.get("terms")
    if terms is not None and terms != "easier" and terms not in known.terms:
        yield unknown("terms", terms, known.terms, (*path, "terms"))
