"""The one place that acts on the outside: begin a story, advance it, record it, open it again.

    with begin(world, seed=7, store=SqliteStore.create(path)) as story:
        story.advance(until)
    with open_story(path, world) as story:              # replayed to the same whole
        other = story.fork(Change(without=("lesson",)))

`story` is a story while it is lived; `reopen` takes one up again, in any of its branches.
"""

from kizuna.run.reopen import open_story, part, replay, state_at
from kizuna.run.story import Story, StuckError, WorldChanged, begin, ends_at

__all__ = [
    "Story",
    "StuckError",
    "WorldChanged",
    "begin",
    "ends_at",
    "open_story",
    "part",
    "replay",
    "state_at",
]
