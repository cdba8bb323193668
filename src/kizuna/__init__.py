"""kizuna, a story-world engine: people, the bonds between them, and what follows.

    import kizuna

    world = kizuna.load("precious-person")
    with kizuna.begin(world, seed=7) as story:
        story.advance(until=kizuna.parse_moment("day 2 12:00"))
        for event in story.chronicle():
            print(event.time, event.kind, dict(event.roles))
"""

from kizuna.clock import format_moment, parse_moment
from kizuna.event import Cause, Event
from kizuna.problems import WorldMistaken
from kizuna.run import Story, WorldChanged, begin, open_story, replay
from kizuna.world.load import bundled, load

__version__ = "0.1.0"

__all__ = [
    "Cause", "Event", "Story", "WorldChanged", "WorldMistaken", "begin", "bundled",
    "format_moment", "load", "open_story", "parse_moment", "replay",
]  # fmt: skip
