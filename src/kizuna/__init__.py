"""kizuna, a story-world engine: people, the bonds between them, and what follows.

    import kizuna

    world = kizuna.load("precious-person")
    with kizuna.begin(world, seed=7) as story:
        story.advance(until=kizuna.parse_moment("day 2 12:00"))
        for event in story.chronicle():
            print(event.time, event.kind, dict(event.roles))

What is named here is imported when it is first used, so that `kizuna --help` need not wait for
the engine.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kizuna.ask import sift, why, whynot
    from kizuna.clock import format_moment, parse_moment
    from kizuna.event import Cause, Event
    from kizuna.explain.unclear import NotAnswered
    from kizuna.problems import WorldMistaken
    from kizuna.run import Story, WorldChanged, begin, open_story, replay
    from kizuna.whatif import ablate, compare, effect, fork
    from kizuna.world.change import ChangeMistaken
    from kizuna.world.load import bundled, check, load
    from kizuna.world.shape import world_schema

__version__ = "0.1.0"

__all__ = [
    "Cause", "ChangeMistaken", "Event", "NotAnswered", "Story", "WorldChanged", "WorldMistaken",
    "ablate", "begin", "bundled", "check", "compare", "effect", "fork", "format_moment", "load",
    "open_story", "parse_moment", "replay", "sift", "why", "whynot",
    "world_schema",
]  # fmt: skip

ROOMS = {
    "Cause": "event", "Event": "event", "Story": "run", "WorldChanged": "run",
    "WorldMistaken": "problems", "begin": "run", "bundled": "world.load",
    "check": "world.load", "world_schema": "world.shape",
    "format_moment": "clock", "load": "world.load", "open_story": "run",
    "parse_moment": "clock", "replay": "run", "NotAnswered": "explain.unclear",
    "sift": "ask", "why": "ask", "whynot": "ask",
    "ablate": "whatif", "compare": "whatif", "effect": "whatif", "fork": "whatif",
    "ChangeMistaken": "world.change",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in ROOMS:
        raise AttributeError(f"module 'kizuna' has no attribute {name!r}")
    return getattr(import_module(f"kizuna.{ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
