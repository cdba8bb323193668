"""What is said to the database of a chronicle: its tables, and every statement it is asked by.

The key of a row is its branch and address; no reader needs another index. A question mark stands
for what a statement is given when it is made, in the order in which it reads.
"""

from __future__ import annotations

from kizuna.chronicle.branch import MAIN
from kizuna.chronicle.disk import MARK
from kizuna.chronicle.store import FORMAT

PAGE_EVENTS = 512
"""Events read at a time, so that a slow reader never holds a writer back."""

SCHEMA = f"""
BEGIN;
PRAGMA application_id = {MARK};
PRAGMA user_version = {FORMAT};
CREATE TABLE branches (
    branch INTEGER PRIMARY KEY, parent INTEGER, forked_at INTEGER,
    count INTEGER NOT NULL, last INTEGER, change TEXT, checksum INTEGER
);
CREATE TABLE events (
    branch INTEGER NOT NULL, seq INTEGER NOT NULL, number INTEGER NOT NULL,
    kind TEXT NOT NULL, roles TEXT, place TEXT, data TEXT, causes TEXT, reasons TEXT,
    checksum INTEGER NOT NULL, PRIMARY KEY (branch, seq)
);
CREATE TABLE facts (name TEXT PRIMARY KEY, text TEXT NOT NULL, checksum INTEGER NOT NULL);
CREATE TABLE fingerprints (
    branch INTEGER NOT NULL, time INTEGER NOT NULL, fingerprint TEXT NOT NULL,
    checksum INTEGER NOT NULL, PRIMARY KEY (branch, time)
) WITHOUT ROWID;
CREATE TABLE snapshots (
    branch INTEGER NOT NULL, time INTEGER NOT NULL, blob BLOB NOT NULL,
    checksum INTEGER NOT NULL, PRIMARY KEY (branch, time)
);
INSERT INTO branches VALUES ({MAIN}, NULL, NULL, 0, NULL, NULL, NULL);
COMMIT;
"""
FROM_FORM_1 = (
    "ALTER TABLE branches ADD COLUMN change TEXT",
    "ALTER TABLE branches ADD COLUMN checksum INTEGER",
    f"PRAGMA user_version = {FORMAT}",
)

WRITE_EVENT = "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
WRITE_FACT = "INSERT OR REPLACE INTO facts VALUES (?, ?, ?)"
WRITE_FINGERPRINT = "INSERT OR REPLACE INTO fingerprints VALUES (?, ?, ?, ?)"
WRITE_SNAPSHOT = "INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?)"
WRITE_BRANCH = "INSERT INTO branches VALUES (?, ?, ?, 0, NULL, ?, ?)"
MOVE_ON = "UPDATE branches SET count = ?, last = ? WHERE branch = ? AND count = ? AND last IS ?"

COLUMNS = "seq, number, kind, roles, place, data, causes, reasons, checksum"
READ_EVENTS = f"""SELECT {COLUMNS} FROM events WHERE branch = ? AND seq >= ? AND seq < ?
    ORDER BY seq LIMIT {PAGE_EVENTS}"""
READ_BEFORE = """SELECT number + 1, seq FROM events WHERE branch = ? AND seq < ?
    ORDER BY seq DESC LIMIT 1"""
READ_AFTER = "SELECT number FROM events WHERE branch = ? AND seq >= ? ORDER BY seq LIMIT 1"
READ_FACTS = "SELECT name, text, checksum FROM facts ORDER BY name"
READ_FINGERPRINTS = """SELECT time, fingerprint, checksum FROM fingerprints
    WHERE branch = ? AND time < ? ORDER BY time"""
READ_SNAPSHOT = """SELECT time, blob, checksum FROM snapshots WHERE branch = ? AND time <= ?
    ORDER BY time DESC LIMIT 1"""
READ_REACH = "SELECT count, last FROM branches WHERE branch = ?1"
READ_END = "SELECT number + 1, seq FROM events WHERE branch = ?1 ORDER BY seq DESC LIMIT 1"
# One statement, so that a flush by another process cannot fall between the two halves.
READ_REACH_AND_END = f"SELECT * FROM ({READ_REACH}) LEFT JOIN ({READ_END})"
READ_BRANCHES = """SELECT branch, parent, forked_at, count, last, change, checksum
    FROM branches ORDER BY branch"""
READ_BRANCHES_1 = """SELECT branch, parent, forked_at, count, last, NULL, NULL
    FROM branches ORDER BY branch"""
READ_VERSION = "PRAGMA user_version"
