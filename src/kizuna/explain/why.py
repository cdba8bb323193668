"""Why: one question, put as one would put it, and its answer.

why(record, "gaara embrace naruto", at=parse_moment("day 3 10:12"))
why(record, "47244640256")
"""

from __future__ import annotations

from kizuna.explain.answer import Answer, why_event
from kizuna.explain.find import find_event
from kizuna.explain.record import Record
from kizuna.explain.standing import standing


def why(record: Record, about: str, at: int | None = None) -> Answer:
    """The answer to a question, as things were at story second `at`. Without one, an event is
    taken as it happened, and a bond, a feeling or a belief as it is at the end.

    Raises NotAnswered, with a way out, when nothing is found or it is unclear what is meant.
    """
    stands = standing(record, about, at)
    if stands is not None:
        return stands
    return why_event(record, find_event(record, about, at))
