"""meant: a change in which a deed is described in words, with its number in place of them.

    change, at = meant(Change(without=("taro insult jiro",)), record, at=None)

Of several deeds that fit, `at` chooses the nearest; then it has said what it was for, and the
branch parts where the deed was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kizuna.clock import format_moment
from kizuna.event import Event
from kizuna.explain.find import find_event
from kizuna.explain.record import Record
from kizuna.explain.unclear import NotAnswered
from kizuna.world.change import Change, ChangeMistaken, is_address, taken
from kizuna.world.rules import World


def meant(
    change: Change, world: World, record: Callable[[], Record], at: int | None
) -> tuple[Change, int | None]:
    """The change by numbers, and where the branch is to part if anybody still says so. `record` is
    asked for only when something is described."""
    without = tuple(_number(text, world, record, at) for text in change.without)
    is_found = without != change.without
    return replace(change, without=without), None if is_found else at


def _number(text: str, world: World, record: Callable[[], Record], at: int | None) -> str:
    if is_address(text):
        return text
    try:
        taken(text, world)
    except ChangeMistaken as no_name:
        if " " not in text.strip():
            raise
        try:
            return str(find_event(record(), text, at).seq)
        except NotAnswered as unclear:
            raise ChangeMistaken(f"{no_name}; and {unclear}") from unclear
    return text


def in_short(event: Event) -> str:
    """What was taken away, as one asks for it: "naruto embrace gaara, day 2 19:45:25"."""
    what = event.data.get("practice") or event.data.get("kind") or event.kind
    who, *others = [*event.roles.values(), ""]
    return f"{' '.join(filter(None, (who, str(what), *others)))}, {format_moment(event.time)}"
