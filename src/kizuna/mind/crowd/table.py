"""What each voice makes of everything possible, for many people at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from kizuna.mind.crowd import bindings as bound_by
from kizuna.mind.crowd.between import held_by, put_between, put_topics
from kizuna.mind.crowd.bindings import Bindings, Crowd, Flags, Numbers, Rows, joined
from kizuna.mind.moment import Binding
from kizuna.state.table import NONE
from kizuna.world.scores import ROWS


class Section(NamedTuple):
    """Bindings of one kind, for practices of one group."""

    group: str
    is_answer: bool
    bound: Bindings


@dataclass(frozen=True, slots=True)
class Table:
    """Everything possible: aligned columns, person by person, in the order that settles ties.

    `at` is the place of its binding in `bound`; `topics` and `topic_numbers` belong to topic rows.
    """

    bound: Bindings
    topics: list[str]
    topic_numbers: Rows
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
        topics = [*self.topics, ""]
        texts = [topics[row] for row in columns[6].tolist()]
        return list(map(Binding._make, zip(*(c.tolist() for c in columns), texts, strict=True)))


def weigh_all(crowd: Crowd) -> Table:
    """Weigh every practice over every binding of everybody."""
    sections, topics, topic_numbers, did = all_sections(crowd)
    bound = joined([each.bound for each in sections])
    found = Found()
    for each in sections:
        _weigh(crowd, each, did, found)
    sizes = [len(each.bound) for each in sections]
    is_answer = np.repeat([each.is_answer for each in sections], sizes)
    order_of_bindings = stable_order(bound.slot)
    rank = np.empty_like(order_of_bindings)
    rank[order_of_bindings] = np.arange(len(rank))
    at, index, head, heart, resident = found.columns()
    order = stable_order(rank[at])
    at = at[order]
    return Table(
        bound, topics, topic_numbers, at, bound.slot[at], index[order], is_answer[at],
        head[order], heart[order], resident[order],
    )  # fmt: skip


def all_sections(crowd: Crowd) -> tuple[list[Section], list[str], Rows, Rows]:
    """Every binding of everybody, in the order a scene lists them; topics' texts; and for each
    person what somebody did who waits for an answer (a practice index, or NONE)."""
    known, waits = bound_by.known_to(crowd), bound_by.waiting(crowd)
    here, absent = bound_by.here(crowd, known), bound_by.absent(crowd, known)
    third, back = bound_by.thirds(crowd, known), bound_by.answer_here(crowd, waits)
    can_grant = np.flatnonzero(crowd.columns["bond_can_grant_stay"][absent.ij])
    held = held_by(crowd)
    about_here, back_about, about_absent = put_between(
        crowd,
        held,
        [
            bound_by.about(crowd, here, third),
            bound_by.answer_about(crowd, waits, back),
            bound_by.about(crowd, absent.at(can_grant), third),
        ],
    )
    on_topic, topics, numbers = put_topics(crowd, held, here, waits)
    waiter, did = np.full(crowd.count, NONE, np.intp), np.full(crowd.count, NONE, np.intp)
    waiter[waits.slot], did[waits.slot] = waits.by, waits.did
    back_on_topic = on_topic.at(np.flatnonzero(on_topic.target == waiter[on_topic.slot]))
    sections = [
        Section("alone", False, bound_by.alone(crowd)),
        Section("here", False, here),
        Section("absent", False, absent),
        Section("about here", False, about_here),
        Section("here", True, back),
        Section("about here", True, back_about),
        Section("about absent", False, about_absent),
        Section("topic", False, on_topic),
        Section("topic", True, back_on_topic),
    ]
    return sections, topics, numbers, did


def _weigh(crowd: Crowd, section: Section, did: Rows, found: Found) -> None:
    weighing, bound, group = crowd.moment.weighing.for_crowd(), section.bound, section.group
    rows = [getattr(bound, row) for row in ROWS[group]]
    if len(bound) and section.is_answer:
        weighing.answers[group](*rows, _may_answer(crowd, group, did[bound.slot]), found.add)
    elif len(bound):
        weighing.free[group](*rows, None, found.add)
    found.offset += len(bound)


def _may_answer(crowd: Crowd, group: str, did: Rows) -> Callable[[int], Flags]:
    """For a practice, where it is an answer to what was done."""
    practices = crowd.moment.world.practices
    is_answer = np.zeros((len(practices), len(practices)), np.bool_)
    answers_to = crowd.moment.weighing.scores.answers_to
    for each in practices:
        is_answer[list(answers_to.get(each.name, {}).get(group, ())), each.index] = True
    return lambda index: is_answer[index, did]


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
        index = np.repeat(np.array([index for index, _, _ in self.found], np.intp), sizes)
        at = np.concatenate([places for _, places, _ in self.found])
        sums = np.empty((3, len(at)))
        end = 0
        for size, (_, _, voices) in zip(sizes, self.found, strict=True):
            for row, values in zip(sums, voices, strict=True):
                row[end : end + size] = values
            end += size
        return at, index, sums[0], sums[1], sums[2]


def stable_order(keys: Rows) -> Rows:
    """What sorts small non-negative numbers, equal ones staying in order.

    NumPy sorts 16-bit numbers by counting, many times as fast as wider ones by comparing.
    """
    low = keys.astype(np.uint16).argsort(kind="stable")
    if len(keys) == 0 or keys.max() < 1 << 16:
        return low
    high = (keys >> 16).astype(np.uint16)
    return low[high[low].argsort(kind="stable")]
