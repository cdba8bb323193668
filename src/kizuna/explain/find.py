"""Which event somebody means: by its number, or described as who did what to whom.

    find_event(record, "47244640256")
    find_event(record, "gaara embrace naruto", at=parse_moment("day 3 10:00"))
    find_event(record, "naruto woke")

A description names a kind of event or a practice, and before and after it the people in their
roles: who, to whom, about whom. Of several events that fit, the one nearest to `at` is meant;
without a time, or when two are as near, the question is given back with a list of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kizuna.event import Event
from kizuna.explain.record import Record
from kizuna.explain.unclear import NotAnswered
from kizuna.problems import did_you_mean
from kizuna.state.memory import VALUES
from kizuna.state.whole import EVOLVES

LISTED = 8
"""So many events that fit are listed (a choice)."""
LONGEST_NAME = 8
FEW = 4
SMALL_WORDS = ("about", "of", "to", "toward", "with")
"""Words that may stand between names and say nothing of their own."""
FIRST, SECOND, THIRD = ("actor", "who", "by", "from"), ("target", "toward", "to"), ("about",)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Described:
    """An event as described: a practice or a kind of event, and the people in order."""

    practice: str | None
    kind: str | None
    people: tuple[str, ...]

    def fits(self, event: Event) -> bool:
        """Whether an event is like this."""
        if self.practice is not None and event.data.get("practice") != self.practice:
            return False
        if event.kind != (self.kind or "Did"):
            return False
        roles = (FIRST, SECOND, THIRD)
        return all(_is_in(event, who, role) for who, role in zip(self.people, roles, strict=False))


def _is_in(event: Event, who: str, roles: Iterable[str]) -> bool:
    return any(event.roles.get(role) == who for role in roles)


def find_event(record: Record, text: str, at: int | None = None) -> Event:
    """The event meant; NotAnswered when there is none, or when it is unclear which."""
    if text.strip().lstrip("#-").isdigit():
        return _numbered(record, int(text.strip().lstrip("#")))
    fitting = list(_fitting(record, described(record, text)))
    if not fitting:
        raise NotAnswered(f"nothing like {text!r} happened in this story{_way_out(record, text)}")
    return _nearest(record, text, fitting, at)


def _way_out(record: Record, text: str) -> str:
    """For what somebody might have done, the other question."""
    wanted = described(record, text)
    if wanted.practice is None or not wanted.people:
        return ""
    return f"; ask why not: kizuna whynot FILE {text!r} --at WHEN"


def _numbered(record: Record, seq: int) -> Event:
    found = record.events.get(seq)
    if found is None:
        raise NotAnswered(f"there is no event number {seq} in this story")
    return found


def _fitting(record: Record, wanted: Described) -> Iterator[Event]:
    return (event for event in record.lived if wanted.fits(event))


def _nearest(record: Record, text: str, fitting: list[Event], at: int | None) -> Event:
    if at is not None:
        soonest = min(abs(event.time - at) for event in fitting)
        fitting = [event for event in fitting if abs(event.time - at) == soonest]
    if len(fitting) == 1:
        return fitting[0]
    listed = "; ".join(f"{event.seq} ({record.moment(event.time)})" for event in fitting[:LISTED])
    more = f" and {len(fitting) - LISTED} more" if len(fitting) > LISTED else ""
    raise NotAnswered(
        f"{len(fitting)} events are like {text!r}: {listed}{more}; "
        "give one's number, or say when with --at"
    )


# Reading a description. -----------------------------------------------------------------------


def described(record: Record, text: str) -> Described:
    """What a description says. NotAnswered when a word of it means nothing here."""
    kinds = {CAMEL.sub("_", kind).lower(): kind for kind in EVOLVES}
    people: list[str] = []
    practice, kind = None, None
    for words in names_in(text, (*record.people, *record.world.practice, *kinds)):
        if words in record.people:
            people.append(record.people[words])
        elif _spelled(words) in record.world.practice:
            practice = _spelled(words)
        else:
            kind = kinds[_spelled(words)]
    if practice is None and kind is None:
        raise NotAnswered(f"{text!r} does not say what was done: write 'WHO PRACTICE WHOM'")
    return Described(practice, kind, tuple(people))


def names_in(text: str, known: Iterable[str]) -> Iterator[str]:
    """The known names that a text consists of, the longest first at each word.

    Names with spaces may be written with spaces or underscores. NotAnswered for any other word.
    """
    by_spelling = {_spelled(name): name for name in known}
    words = [word for word in re.split(r"[\s_]+", CAMEL.sub(" ", text).lower()) if word]
    while words:
        taken = _longest(words, by_spelling)
        if not taken and words[0] in SMALL_WORDS:
            words = words[1:]
            continue
        if not taken:
            way_out = _with_that_word(words[0], by_spelling)
            if words[0] in VALUES:
                way_out = f"a bond is written with an arrow: '{words[0]} taro -> jiro'"
            hint = f"; {way_out}" if way_out else ""
            where = "" if words[0] == text.lower() else f" in {text!r}"
            raise NotAnswered(f"{words[0]!r}{where} is nobody and nothing here{hint}")
        yield by_spelling["_".join(words[:taken])]
        words = words[taken:]


def _with_that_word(word: str, known: Iterable[str]) -> str:
    """A way out: the longer names that have the word in them, else the one spelled most alike."""
    longer = sorted(name for name in known if word in name.split("_"))
    if not longer:
        return did_you_mean(word, known)
    return f"did you mean {' or '.join(map(repr, longer[:FEW]))}?"


def _longest(words: list[str], by_spelling: Mapping[str, str]) -> int:
    for count in range(min(LONGEST_NAME, len(words)), 0, -1):
        if "_".join(words[:count]) in by_spelling:
            return count
    return 0


def _spelled(name: str) -> str:
    return "_".join(name.lower().split())
