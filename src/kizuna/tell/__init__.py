"""Telling: from what happened to sentences somebody would want to read.

A `Teller` hears the events of a story moment by moment and answers with lines: what was done and
said, what went on inside, who came and went. `scenes` gathers lines by place and quiet; `opening`
and `closing` are the pages before and after.

    teller = Teller(world)
    for line in teller.tell(story.chronicle()):
        print(line.text)

Telling only reads events. So it does not matter whether they come from a story that is running or
from a chronicle written long ago: the same events give the same sentences.
"""

from kizuna.tell.line import Line
from kizuna.tell.plain import Teller
from kizuna.tell.scenes import Scene, Scenes

__all__ = ["Line", "Scene", "Scenes", "Teller"]
