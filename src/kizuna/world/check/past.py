"""What was before the story, what is owed in it, and what comes from outside."""

from __future__ import annotations

from kizuna.clock import format_moment
from kizuna.world.check.mistake import Mistake, Mistakes, Path, shown
from kizuna.world.check.written import Written
from kizuna.world.shape import BackstoryShape, CommitmentShape

OWED_TO_SOMEBODY = frozenset({"promise", "report", "leave", "offer", "agreement"})
"""Duties and vows may be owed to nobody in particular."""


def check_span(written: Written) -> Mistakes:
    """When the story starts and ends."""
    shape = written.shape
    if shape.starts < 0:
        message = "a story starts at a moment of its own days"
        yield Mistake("bad-start", ("starts",), message, "write it like day 1 8:00")
    if shape.ends is not None and shape.ends <= shape.starts:
        message = f"the story ends before it starts, at {format_moment(shape.starts)}"
        yield Mistake("ends-before-start", ("ends",), message, "let it end later")


def check_happenings(written: Written) -> Mistakes:
    """Happenings outside the story's time, or under a name that another has."""
    shape, names = written.shape, dict[str, None]()
    for at, each in enumerate(shape.happenings):
        path = ("happenings", at)
        if each.at < shape.starts or (shape.ends is not None and each.at > shape.ends):
            message = f"this happens at {format_moment(each.at)}, outside the story"
            way_out = "let it happen between starts and ends, or tell it as backstory"
            yield Mistake("happening-outside-story", (*path, "at"), message, way_out)
        if each.name in names:
            message = f"there is a happening {shown(each.name)} already"
            yield Mistake("happening-twice", (*path, "name"), message, "give each its own name")
        if each.brings and each.place is None:
            message = "somebody is brought in here, and it is not said where to"
            yield Mistake("brought-nowhere", (*path, "brings"), message, "write place: and a place")
        names[each.name] = None


def check_commitments(written: Written) -> Mistakes:
    """What fell due before anybody could do it, and what is owed to nobody."""
    for at, each in enumerate(written.shape.commitments):
        yield from _commitment(written, each, ("commitments", at))


def _commitment(written: Written, each: CommitmentShape, path: Path) -> Mistakes:
    if each.due is not None and each.due < written.shape.starts:
        message = f"this fell due at {format_moment(each.due)}, before the story starts"
        way_out = "let it fall due later, or tell as backstory how it ended"
        yield Mistake("due-before-start", (*path, "due"), message, way_out)
    if each.to is None and each.kind in OWED_TO_SOMEBODY:
        message = f"a {each.kind} is made to somebody"
        yield Mistake("commitment-to-nobody", path, message, "write to: and a person")
    if each.to is not None and each.to in each.by:
        message = f"{shown(each.to)} would owe this to themselves"
        way_out = "name somebody else, or make it a vow without to:"
        yield Mistake("owed-to-oneself", (*path, "to"), message, way_out)


def check_backstory(written: Written) -> Mistakes:
    """What is past but not before the story, told twice, or harm that nobody suffered."""
    ids: dict[str, None] = {}
    for at, past in enumerate(written.shape.backstory):
        path: Path = ("backstory", at)
        if past.at >= 0:
            message = "this lies in the story, not before it"
            way_out = "write how long before: 2 months before"
            yield Mistake("past-not-past", (*path, "at"), message, way_out)
        if past.id is not None:
            if past.id in ids:
                message = f"something past is called {shown(past.id)} already"
                yield Mistake("id-twice", (*path, "id"), message, "give each its own id")
            ids[past.id] = None
        yield from _harm(past, path)
        yield from _toward_oneself(past, path)


def _harm(past: BackstoryShape, path: Path) -> Mistakes:
    harm = {"severity": past.severity, "endangers": past.endangers, "knocks out": past.knocks_out}
    done = [key for key, value in harm.items() if value]
    if done and past.target is None:
        message = "somebody comes to harm here, and it is not said who"
        yield Mistake("harm-to-nobody", (*path, done[0]), message, "write target: and a person")
    elif past.knocks_out and past.severity is None:
        message = "nobody is knocked out unhurt"
        way_out = "write severity: and a number from 0 to 1"
        yield Mistake("harm-to-nobody", (*path, "knocks out"), message, way_out)


def _toward_oneself(past: BackstoryShape, path: Path) -> Mistakes:
    for who, memory in past.remembered.items():
        ways: list[Path] = [("toward", who)] if who in memory.toward else []
        ways += [("feelings", kind, who) for kind, felt in memory.feelings.items() if who in felt]
        for way in ways:
            message = f"{shown(who)} remembers this of others, not toward themselves"
            way_out = "name whom it is about: the one who did it, or to whom it was done"
            where = (*path, "remembered", who, *way)
            yield Mistake("memory-toward-oneself", where, message, way_out, of_key=True)
