"""Sentences for kinds of event that need no figures: one each, with gaps for people and data.

    "Learnt": "{who} gets better at {trait}"

A gap is a role of the event, `place`, or one of its data.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kizuna.event import Event
from kizuna.explain.record import Record

PLAINLY: Mapping[str, str] = {
    # The world.
    "PlaceMade": "there is {name}",
    "PathMade": "a way leads from {from} to {to}",
    "GroupMade": "there is {name}, and people belong to it",
    "PowerGiven": "{who} has a power, {title}",
    "StoryEnded": "the story ends",
    "Supposed": "this is taken to be otherwise in the branch",
    "Forgone": "the branch does without it",
    # Work, sickness, home.
    "Finished": "{actor} comes to the end of it",
    "WorkEnded": "{who} has done the day's work",
    "CalledToDuty": "duty calls {who}",
    "Learnt": "{who} gets better at {trait}",
    "Lodged": "{who} has a bed with {target} from now on",
    "HomeGrew": "{who} is a little more at home in {land}",
    "HomeMoved": "{who} is now at home in {land}",
    "BroughtIn": "{target} is brought in",
    "TakenAway": "{target} is taken away",
    "Fainted": "{who} loses consciousness",
    "OperationBegun": "{actor} begins to operate on {target}",
    "Operated": "{actor} has operated on {target}",
    # Minds.
    "Masked": "{who} lets nothing show for a while",
    "Sensed": "{who} senses from afar that {target} is there",
    "Overlooked": "{who} does not notice {target}",
    "MotiveReread": "{who} sees with other eyes why {toward} did what was done",
    "Faded": "it fades",
    # What people bind themselves to.
    "CommitmentAgreed": "{by} and {to} are agreed",
    "CommitmentBegun": "what {by} and {to} agreed on begins to count",
    "TermsMet": "the terms between {by} and {to} are met",
    "TermsFailed": "the terms between {by} and {to} can no longer be met",
    # Bouts.
    "ContestBegun": "a bout begins between {actor} and {target}",
    "ContestEnded": "the bout between {actor} and {target} is over",
    "Struck": "{actor} hits {target}",
    "Missed": "{actor} misses {target}",
    "Thrown": "{actor} throws {target} to the ground",
    "Braced": "{actor} is on guard against {target}",
    "Feinted": "{actor} only seems beaten by {target}",
    "Waited": "{actor} waits for {target} to move",
    "GuardStoodDown": "{who} has the guard stand down",
    "GuardRaised": "the guard of {who} is up again",
}  # fmt: skip


class _Gaps(dict[str, str]):
    """What nobody has is somebody, or something."""

    def __missing__(self, name: str) -> str:
        return "somebody"


def plainly(record: Record, event: Event) -> str:
    """What happened, without capital and point; its kind and people when there is no sentence."""
    template = PLAINLY.get(event.kind)
    people = {role: record.wording.name(id_) for role, id_ in event.roles.items()}
    if template is None:
        named = ", ".join(people.values())
        return f"{event.kind}{f': {named}' if named else ''}"
    return template.format_map(_Gaps({**_data(record, event.data), **people}))


def _data(record: Record, data: Mapping[str, Any]) -> dict[str, str]:
    return {name: record.wording.thing(str(value)) for name, value in data.items()}
