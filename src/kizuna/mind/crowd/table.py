"""What each voice makes of everything possible, for many people at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from kizuna.mind.crowd import bindings as bound_by
from kizuna.mind.crowd.between import Topics, held_by, put_between, put_topics
from kizuna.mind.crowd.bindings import Bindings, Crowd, Flags, joined
from kizuna.mind.crowd.runs import Numbers, Rows, stable_order
from kizuna.mind.moment import Binding
from kizuna.state.table import NONE
from kizuna.world.scores import ROWS


class Section(NamedTuple):
    """Bindings of one kind, for practices of one group; for answers, what each is to answer (a
    practice index)."""

    group: str
    bound: Bindings
    did: Rows | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Everything possible: aligned columns, person by person, in the order that settles ties.

    `at` is the place of its binding in `bound`.
    """

    bound: Bindings
    topics: Topics
    at: Rows
    slot: Rows
    index: Rows
    is_answer: Flags
    head: Numbers
    heart: Numbers
    resident: Numbers

    def bindings(self, at: Rows) -> list[Binding]:
        """These bindings as a scene has them."""
        _, *columns = self.bound.at(at).columns()
        texts = self.topics.texts(self.bound.t[at])
        return list(map(Binding._make, zip(*(c.tolist() for c in columns), texts, strict=True)))


def weigh_all(crowd: Crowd) -> Table:
    """Weigh every practice over every binding of everybody."""
    sections, topics = all_sections(crowd)
    bound, found = joined([each.bound for each in sections]), Found()
    for each in sections:
        _weigh(crowd, each, found)
    at, index, head, heart, resident = found.columns()
    order = stable_order(_ranks(bound.slot)[at])
    at = at[order]
    is_answer = np.repeat(
        [each.did is not None for each in sections], [len(each.bound) for each in sections]
    )
    return Table(
        bound, topics, at, bound.slot[at], index[order], is_answer[at],
        head[order], heart[order], resident[order],
    )  # fmt: skip


def _ranks(slot: Rows) -> Rows:
    """Where each binding comes when they are sorted by person, kind by kind."""
    order = stable_order(slot)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank


def all_sections(crowd: Crowd) -> tuple[list[Section], Topics]:
    """Every binding of everybody, in the order in which a scene lists them."""
    known, waits, held = bound_by.known_to(crowd), bound_by.waiting(crowd), held_by(crowd)
    here, absent = bound_by.here(crowd, known), bound_by.absent(crowd, known)
    third, back = bound_by.thirds(crowd, known), bound_by.answer_here(crowd, waits)
    can_grant = np.flatnonzero(crowd.columns["bond_can_grant_stay"][absent.ij])
    abouts = [
        bound_by.about(crowd, here, third),
        bound_by.answer_about(crowd, waits, back),
        bound_by.about(crowd, absent.at(can_grant), third),
    ]
    about_here, back_about, about_absent = put_between(crowd, held, abouts)
    topics = put_topics(crowd, held, here, waits)
    waiter, did = np.full((2, crowd.count), NONE, np.intp)
    waiter[waits.slot], did[waits.slot] = waits.by, waits.did
    is_to_waiter = topics.bound.target == waiter[topics.bound.slot]
    back_on_topic = topics.bound.at(np.flatnonzero(is_to_waiter))
    sections = [
        Section("alone", bound_by.alone(crowd)),
        Section("here", here),
        Section("absent", absent),
        Section("about here", about_here),
        Section("here", back, waits.did),
        Section("about here", back_about, did[back_about.slot]),
        Section("about absent", about_absent),
        Section("topic", topics.bound),
        Section("topic", back_on_topic, did[back_on_topic.slot]),
    ]
    return sections, topics


def _weigh(crowd: Crowd, section: Section, found: Found) -> None:
    weighing, (group, bound, did) = crowd.moment.weighing.for_crowd(), section
    rows = [getattr(bound, row) for row in ROWS[group]]
    if len(bound) and did is None:
        weighing.free[group](*rows, None, found.add)
    elif len(bound):
        is_answer = weighing.is_answer[group]
        weighing.answers[group](*rows, lambda index: is_answer[index, did], found.add)
    found.offset += len(bound)


class Found:
    """What generated functions find, as they find it; `offset` is where a section begins."""

    def __init__(self) -> None:
        self.offset = 0
        self.found: list[tuple[int, Rows, tuple[Any, ...]]] = []

    def add(self, index: int, places: Rows, sums: tuple[Any, ...]) -> None:
        """A practice is possible at these places of the section."""
        self.found.append((index, places + self.offset, sums))

    def columns(self) -> tuple[Rows, Rows, Numbers, Numbers, Numbers]:
        """Binding, practice index, head, heart, resident, one row for each possibility."""
        sizes = [len(places) for _, places, _ in self.found]
        nowhere = np.zeros(0, np.intp)
        index = np.repeat(np.array([index for index, _, _ in self.found], np.intp), sizes)
        at = np.concatenate([nowhere, *(places for _, places, _ in self.found)])
        sums = np.empty((3, len(at)))
        end = 0
        for size, (_, _, voices) in zip(sizes, self.found, strict=True):
            for row, values in zip(sums, voices, strict=True):
                row[end : end + size] = values
            end += size
        return at, index, sums[0], sums[1], sums[2]
