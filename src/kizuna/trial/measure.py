"""One number of one story: what a `Measure` comes to there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kizuna.event import Event
from kizuna.problems import Problems
from kizuna.run import Story
from kizuna.state.fact import AsOf
from kizuna.world.ablations import Measure, pattern_of
from kizuna.world.beats import Beat, matched
from kizuna.world.match import Match, find


@dataclass(frozen=True)
class Lived:
    """A story that is over, as measures read it. `ends` is when it had to be over (seconds)."""

    story: Story
    beats: Sequence[Beat]
    ends: int

    @cached_property
    def events(self) -> list[Event]:
        """Everything that happened."""
        return list(self.story.chronicle())

    @cached_property
    def came(self) -> dict[str, Match]:
        """The beats that occurred in order."""
        return {beat.name: match for beat, match in matched(self.beats, self.events)}

    def number(self, measure: Measure) -> float:
        """What a measure comes to: a share (0 or 1), a count, a strength, or story seconds since
        the beginning; what never came is as late as the end."""
        match measure.kind:
            case "beat" if measure.in_time:
                came = self.came.get(measure.of)
                return self._since_start(None if came is None else came.last_time)
            case "beat":
                return float(measure.of in self.came)
            case "whole":
                return float(all(each.name in self.came for each in self.beats if each.marked))
            case "feeling":
                return self._felt(measure)
            case "bond":
                return self.story.bond(measure.who, measure.toward).get(measure.of, 0.0)
        found = self._found(measure)
        if measure.kind == "count":
            until = self.ends if measure.until is None else measure.until
            return float(sum(each.last_time <= until for each in found))
        return self._since_start(min((each.first_time for each in found), default=None))

    def _since_start(self, time: int | None) -> float:
        return float((self.ends if time is None else time) - self.story.world.starts)

    def _found(self, measure: Measure) -> list[Match]:
        problems = Problems()
        pattern = pattern_of(json.loads(measure.clause), problems)
        problems.raise_any()
        assert pattern is not None
        return find(pattern, self.events, facts=AsOf(self.events))

    def _felt(self, measure: Measure) -> float:
        """How strongly somebody felt something, on average of the times they did."""
        strengths = [
            float(event.data["strength"])
            for event in self.events
            if event.kind == "FeelingFelt" and event.data["feeling"] == measure.of
            and event.roles["who"] == measure.who and event.time >= self.story.world.starts
            and measure.toward in ("", event.roles.get("toward"))
        ]  # fmt: skip
        return sum(strengths) / len(strengths) if strengths else 0.0
