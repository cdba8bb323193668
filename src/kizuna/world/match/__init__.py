"""Looking for patterns as a story goes on.

Whoever looks keeps every beginning in mind: an insult that nobody has answered yet, two refusals
of three. Each is an `Open` match: which events it has taken, what its variables hold, and what it
waits for. An event lets some of them grow, completes some, and ends those that an `unless` forbids.

    matching = begin([pattern])
    matching, completed = advance(matching, event, lookup)

A `Matching` is a value: a fork keeps the old one, and equal streams give equal values. What is
open stands in an index by the kind and practice of the awaited event and by the roles that are
known, so an event costs what it touches and not what is open. `Sifter` is the same thing for long
streams: it copies only when asked for the `Matching`. `find` and `occurs` run it over a chronicle.

Events come in the order of their numbers. A match takes an event at most once, each later in that
order than the one before. Of two beginnings with equal prospects only the one that stood first is
kept, unless the pattern wants to `keep: all`; so its matches are the earliest, and what is open
stays few.
"""

from kizuna.world.match.find import Expectation, advance, expects, find, find_all, occurs
from kizuna.world.match.matching import Matching, begin
from kizuna.world.match.opened import Ended, Match
from kizuna.world.match.sifter import Sifter, Turn
from kizuna.world.match.trail import Lookup
from kizuna.world.match.watch import Watch, watch, watch_terms

__all__ = [
    "Ended",
    "Expectation",
    "Lookup",
    "Match",
    "Matching",
    "Sifter",
    "Turn",
    "Watch",
    "advance",
    "begin",
    "expects",
    "find",
    "find_all",
    "occurs",
    "watch",
    "watch_terms",
]
