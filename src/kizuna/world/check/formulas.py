"""Formulas: whether they can be read, and whether they speak only of who is there.

    with: alone
    when: target.is_awake          # alone, there is no target

The words of all scopes are known when a formula is read, so that `target.` in a practice done
alone is told as what it is, and not as a word that nobody has heard of.
"""

from __future__ import annotations

import re

from kizuna.problems import Mark, Problems
from kizuna.world.check.page import Page, child
from kizuna.world.check.written import Written
from kizuna.world.expr import Expr, Kind, Vocabulary, is_word, parse
from kizuna.world.names import SCOPES, vocabulary
from kizuna.world.nodes import MapNode, Node, mark_at
from kizuna.world.shape import PracticeShape, WorldShape

MOST_PROBLEMS = 200
"""Of one world at most so many problems are told; then reading stops."""

SOME_WORDS = "write a word such as actor.pride, target.is_awake, toward.trust or here.is_open"

LEFT_UNBOUND = {
    "j": "target", "ij": "target", "k": "third person", "ik": "third person",
    "b": "third person", "t": "topic",
}  # fmt: skip
"""What each row variable stands for, where it is not bound."""


def words_of(shape: WorldShape) -> Vocabulary:
    """Every word that formulas of a world may use, whatever is bound."""
    traits = (trait for each in shape.people.values() for trait in each.traits)
    tags = (tag for each in shape.places.values() for tag in each.tags)
    return vocabulary(filter(is_word, traits), tags, filter(is_word, shape.energies))


def check_formulas(written: Written, page: Page, problems: Problems) -> None:
    """Report what is wrong with the formulas of a page's practices."""
    words = words_of(written.shape)
    nodes = child(page.sound, "practices")
    entries = nodes.entries if isinstance(nodes, MapNode) else ()
    for name, node in entries:
        if len(problems) >= MOST_PROBLEMS:
            return
        _Reading(page.shape.practices[name.text], node, words, problems).all()


class _Reading:
    """One practice's formulas being read."""

    def __init__(
        self, practice: PracticeShape, node: Node, words: Vocabulary, problems: Problems
    ) -> None:
        self.practice = practice
        self.node = node
        self.words = words
        self.problems = problems

    def all(self) -> None:
        with_ = self.practice.with_
        self.formula(self.practice.when, ("when",), Kind.FLAG, with_)
        for voice in ("head", "heart", "resident"):
            for reason, text in getattr(self.practice, voice).items():
                self.formula(str(text), (voice, reason), Kind.NUMBER, with_)
        # Whoever is asked, and whoever looks on, weighs it as one person facing another.
        for reason, text in self.practice.consent.items():
            self.formula(str(text), ("consent", reason), Kind.NUMBER, "person")
        for said, text in self.practice.shows.items():
            self.formula(str(text), ("shows", said), Kind.NUMBER, "person")
        for feeling, text in self.practice.soothes.items():
            self.formula(str(text), ("soothes", feeling), Kind.NUMBER, "person")

    def formula(self, text: str, path: tuple[str, ...], wanted: Kind, with_: str) -> None:
        mark, found = mark_at(self.node, path), Problems()
        expr = parse(text, mark, self.words, found, wanted=wanted)
        for each in found:
            self.problems.report(each.name, each.mark, each.message, each.way_out or SOME_WORDS)
        if expr is not None:
            self.judge_scope(expr, mark, with_)

    def judge_scope(self, expr: Expr, mark: Mark, with_: str) -> None:
        for name in expr.names():
            if name.index not in SCOPES[with_]:
                found = re.search(rf"\b{re.escape(name.spelling)}\b", expr.text)
                at = mark.inside(expr.text, found.start() if found else 0)
                message = f"{name.spelling} speaks of a {LEFT_UNBOUND[name.index]}"
                way_out = f"here it is as with: {with_}, and there is none"
                self.problems.report("out-of-scope", at, message, way_out)
