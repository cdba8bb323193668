"""The chronicle: what happened in a story, kept for ever.

A story is told once and kept: every event goes into its chronicle, moment by moment, and nothing
in it is ever changed or taken away. From the chronicle alone a story can be read, explained,
replayed and forked. Beside the events it keeps a few facts (which world, which seed), a
fingerprint of the state after each moment, and now and then a snapshot of that state, so that
replaying may start near the end.

    with SqliteStore.create(Path("lee.kizuna")) as chronicle:
        chronicle.set_facts({"world": "precious_person", "seed": "7"})
        chronicle.append(what_happened_at_noon)
        chronicle.flush()                      # from here on a crash cannot lose it

`store` says what a chronicle can do; `memory` keeps one for as long as the process lives, `sqlite`
in a file, one file a story; `branch` is where a story parts from itself; `lines` writes and reads
the exchange form, one line of JSON an event. The SQLite form is not named here, so that a story
kept in memory never loads a database.
"""

from kizuna.chronicle.branch import MAIN, Branch
from kizuna.chronicle.memory import MemoryStore
from kizuna.chronicle.store import (
    FORMAT,
    BranchMissing,
    ChronicleBusy,
    ChronicleDamaged,
    ChronicleError,
    ChronicleForeign,
    ChronicleFull,
    ChronicleMissing,
    ChronicleRefused,
    ChronicleTaken,
    ChronicleTooNew,
    EventMissing,
    Snapshot,
    Store,
)

__all__ = [
    "FORMAT",
    "MAIN",
    "Branch",
    "BranchMissing",
    "ChronicleBusy",
    "ChronicleDamaged",
    "ChronicleError",
    "ChronicleForeign",
    "ChronicleFull",
    "ChronicleMissing",
    "ChronicleRefused",
    "ChronicleTaken",
    "ChronicleTooNew",
    "EventMissing",
    "MemoryStore",
    "Snapshot",
    "Store",
]
