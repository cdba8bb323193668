"""How a sentence of an answer calls people, places and wishes: small words that all of them share.

subject(record, event)            # "Gaara": whoever did it, felt it, owes it
other(record, event)              # "Naruto", "" when it is toward nobody
wished(record, event, "thank")    # "thank Gaara", after "wants to"
"""

from __future__ import annotations

from kizuna.event import Event
from kizuna.explain.record import Record


def called(record: Record, id_: str | None) -> str:
    """The telling's name for somebody."""
    return "somebody" if id_ is None else record.wording.name(id_)


def subject(record: Record, event: Event) -> str:
    """Whoever it is of."""
    roles = event.roles
    return called(record, roles.get("who") or roles.get("actor") or roles.get("by"))


def other(record: Record, event: Event) -> str:
    """To whom, or toward whom; "" for nobody."""
    roles = event.roles
    id_ = roles.get("toward") or roles.get("target") or roles.get("to")
    return "" if id_ is None else called(record, id_)


def whereabouts(record: Record, id_: str | None) -> str:
    """A place with its article."""
    return "somewhere" if not id_ else record.wording.thing(id_)


def worded(name: str) -> str:
    """A name of the world's files as words."""
    return name.replace("_", " ")


def wished(record: Record, event: Event, practice: str) -> str:
    """What somebody wanted to do, after "to": "thank Gaara"."""
    return record.wording.urge(
        Event(event.seq, event.kind, {**event.roles, "who": _doer(event)},
              data={"practice": practice})
    )  # fmt: skip


def _doer(event: Event) -> str:
    return event.roles.get("who") or event.roles.get("actor") or ""


def clause(text: str) -> str:
    """A sentence as a part of another one: without its point."""
    return text.rstrip(".")
