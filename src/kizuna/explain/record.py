"""The record: everything that happened in one story, with the names to speak of it.

record = Record.of(world, story.chronicle())
record.before(event)                     # the events it rests on, each with the type of cause
record.place_and_time(event)             # "day 2 19:29, Naruto's room in the hospital"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kizuna.clock import MINUTE, format_moment
from kizuna.event import Event
from kizuna.tell.chooser import Chooser
from kizuna.tell.stage import Stage
from kizuna.tell.wording import Wording
from kizuna.world.rules import World


@dataclass(frozen=True)
class Record:
    """One story's events by number, and how its people and places are called."""

    world: World
    events: Mapping[int, Event]
    wording: Wording

    @classmethod
    def of(cls, world: World, events: Iterable[Event]) -> Record:
        """The record of these events, given in order."""
        stage, by_number = Stage(), {}
        for event in events:
            stage.take(event)
            by_number[event.seq] = event
        plainly = Wording(world, stage, chooser=Chooser(varies=False))
        return cls(world, by_number, plainly)

    @cached_property
    def lived(self) -> tuple[Event, ...]:
        """What happened in the story itself, in order."""
        return tuple(each for each in self.events.values() if each.time >= self.world.starts)

    @cached_property
    def moments(self) -> Mapping[int, tuple[Event, ...]]:
        """What happened by story second."""
        by_time: dict[int, list[Event]] = {}
        for event in self.events.values():
            by_time.setdefault(event.time, []).append(event)
        return {time: tuple(events) for time, events in by_time.items()}

    def at_moment(self, time: int) -> tuple[Event, ...]:
        """What happened at a story second, in order."""
        return self.moments.get(time, ())

    @cached_property
    def own(self) -> Mapping[str, tuple[Event, ...]]:
        """What was of each person, done by them or within them, in order."""
        by_person: dict[str, list[Event]] = {}
        for event in self.events.values():
            by_person.setdefault(whose(event), []).append(event)
        return {who: tuple(events) for who, events in by_person.items()}

    def of_person(self, event: Event) -> tuple[Event, ...]:
        """All that was of the same person as an event, in order."""
        return self.own.get(whose(event), ())

    @cached_property
    def people(self) -> Mapping[str, str]:
        """Ids of everybody by how they may be called: id, name, each in small letters."""
        called: dict[str, str] = {}
        for event in self.events.values():
            if event.kind == "PersonEntered":
                who = event.roles["who"]
                called.setdefault(str(event.data["name"]).lower(), who)
                called.setdefault(self.wording.name(who).lower(), who)
        entered = [e.roles["who"] for e in self.events.values() if e.kind == "PersonEntered"]
        return {**called, **{who.lower(): who for who in entered}}

    def before(self, event: Event) -> list[tuple[str, Event]]:
        """What an event rests on: (type of cause, earlier event), in the order recorded."""
        return [
            (cause.type, self.events[cause.seq])
            for cause in event.causes
            if cause.seq in self.events and cause.seq < event.seq
        ]

    def is_opening(self, event: Event) -> bool:
        """Whether it was so before the story began: backstory, bonds given, people's natures."""
        return event.time < self.world.starts

    def moment(self, time: int) -> str:
        """ "day 2 19:29"."""
        return format_moment(time // MINUTE * MINUTE)

    def place_and_time(self, event: Event) -> str:
        """When and, if it is known, where: "day 2 19:29, the hospital ward"."""
        when = self.moment(event.time)
        return when if event.place is None else f"{when}, {self.wording.thing(event.place)}"


def whose(event: Event) -> str:
    """Who did it, or whose feeling, thought or state it was; "" for nobody's."""
    return event.roles.get("actor") or event.roles.get("who") or ""
