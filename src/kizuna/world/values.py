"""The single values an author writes: shares, spans, moments, propositions, formulas.

`0.6`, `5 min`, `day 2 21:30`, `hates(naruto, gaara)`, `0.4 * toward.affection`: each kind of value
is one annotated type here. It says what may stand there, how it is read, and what an editor is
told of it. A value that cannot be meant is refused under a lasting name (`bad-span`), with a way
out; the shapes in `world.shape` are made of these.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from kizuna.clock import YEAR, parse_moment, parse_span
from kizuna.problems import did_you_mean
from kizuna.state.belief import proposition
from kizuna.state.feeling import FEELINGS
from kizuna.state.memory import VALUES
from kizuna.state.person import NEEDS

LONGEST_SPAN_S = 10_000 * YEAR
"""No span is longer and no moment farther away, so that every second fits an event's number."""

LONGEST_TIME = 60
"""Characters of a span, a moment."""

LONGEST_PROPOSITION = 300


def _refused(name: str, message: str, way_out: str) -> PydanticCustomError:
    """A mistake under its lasting name; `world.check` tells the author."""
    # The text is handed over as a value because braces in a template have a meaning.
    return PydanticCustomError(name, "{message}", {"message": message, "way_out": way_out})


def _among(name: str, noun: str, words: Sequence[str]) -> AfterValidator:
    """What lets only these words through."""

    def known(word: str) -> str:
        if word in words:
            return word
        way_out = did_you_mean(word, words) or f"write one of {', '.join(words)}"
        raise _refused(name, f"there is no {noun} {word!r}", way_out)

    return AfterValidator(known)


def _timed(name: str, example: str, read: Callable[[str], int]) -> BeforeValidator:
    """What reads a time text; a plain number is seconds."""

    def seconds(value: object) -> object:
        if isinstance(value, str):
            value = _read_time(name, example, read, value)
        elif isinstance(value, bool) or not isinstance(value, int):
            raise _refused(name, "this is no time", f"write it like {example}")
        if isinstance(value, int) and abs(value) > LONGEST_SPAN_S:
            raise _refused("out-of-range", "no story is so long", "stay within 10000 years")
        return value

    return BeforeValidator(seconds)


def _read_time(name: str, example: str, read: Callable[[str], int], text: str) -> int:
    short = text if len(text) <= LONGEST_TIME else f"{text[:LONGEST_TIME]}..."
    try:
        if short is not text:
            raise ValueError
        return read(text)
    except ValueError:
        message = f"{short!r} is no {'moment' if name == 'bad-moment' else 'stretch of time'}"
        raise _refused(name, message, f"write it like {example}") from None


def _forward(seconds: int) -> int:
    if seconds < 0:
        raise _refused("out-of-range", "a span cannot be negative", "write it like '5 min'")
    return seconds


def _span_text(text: str) -> str:
    """A span that stays the text it is, for whoever reads it when it is needed."""
    _read_time("bad-span", SPAN_EXAMPLE, parse_span, text)
    return text


def _said(text: str) -> str:
    try:
        if len(text) > LONGEST_PROPOSITION:
            raise ValueError
        return str(proposition(text))
    except ValueError:
        message = f"{text[:40]!r} is no proposition"
        raise _refused("bad-proposition", message, "write 'predicate(name, name)'") from None


def _formula(value: object) -> object:
    """A formula is a text, a number or a flag; a flag is written as the language spells it."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, str | float | int):
        return value
    message = "a formula is a text such as '0.5 * actor.pride', or a number"
    raise _refused("wrong-type", message, "write it in one line, or as a text over several")


def _position(value: object) -> object:
    """Which of a predicate's names, counted from 1; as a key it is a text."""
    if isinstance(value, bool) or str(value) not in ("1", "2", "3", "4"):
        raise _refused("bad-position", f"{value!r} is no position", "count the names from 1")
    return value


SPAN_EXAMPLE = "'5 min', '2 h 30 min' or '1 week'"
MOMENT_EXAMPLE = "'day 2 21:30' or '3 weeks before'"

Id: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60),
    WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "maxLength": 60}),
]
PredicateId: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z_]*$", max_length=60),
    WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z_]*$", "maxLength": 60}),
]
"""Propositions are read back from texts, where a predicate's name has no digits."""

Words: TypeAlias = Annotated[str, StringConstraints(max_length=500)]
Name: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Flag: TypeAlias = Annotated[bool, Field(strict=True)]
Share: TypeAlias = Annotated[float, Field(strict=True, ge=0.0, le=1.0)]
Value: TypeAlias = Annotated[float, Field(strict=True, ge=-1.0, le=1.0)]
Hour: TypeAlias = Annotated[float, Field(strict=True, ge=0, le=24)]

Position: TypeAlias = Annotated[int, BeforeValidator(_position), Field(ge=1, le=4)]

Span: TypeAlias = Annotated[
    int,
    AfterValidator(_forward),
    _timed("bad-span", SPAN_EXAMPLE, parse_span),
    WithJsonSchema({"type": ["string", "integer"], "examples": ["5 min", "2 h 30 min"]}),
]
Moment: TypeAlias = Annotated[
    int,
    _timed("bad-moment", MOMENT_EXAMPLE, parse_moment),
    WithJsonSchema({"type": ["string", "integer"], "examples": ["day 2 21:30", "3 weeks before"]}),
]
SpanText: TypeAlias = Annotated[
    str,
    AfterValidator(_span_text),
    WithJsonSchema({"type": "string", "examples": ["7 d", "8 h"]}),
]
Said: TypeAlias = Annotated[
    str,
    AfterValidator(_said),
    WithJsonSchema({"type": "string", "examples": ["hates(naruto, gaara)"]}),
]
Formula: TypeAlias = Annotated[
    float | str,
    BeforeValidator(_formula),
    WithJsonSchema({"type": ["string", "number", "boolean"]}),
]
Condition: TypeAlias = Annotated[
    str,
    BeforeValidator(lambda value: str(_formula(value))),
    WithJsonSchema({"type": ["string", "boolean"]}),
]

Role: TypeAlias = Literal["actor", "target", "about"]
RoleKey: TypeAlias = Annotated[
    str,
    _among("bad-choice", "role", get_args(Role)),
    WithJsonSchema({"enum": list(get_args(Role))}),
]
"""A role where it is the key of a map: maps of texts are what the engine reads."""
Motive: TypeAlias = Literal["liking", "duty", "gain", "pity", "malice", "habit", "reflex"]
CommitmentKind: TypeAlias = Literal[
    "promise", "duty", "report", "vow", "leave", "offer", "agreement", "wager", "stake"
]
Need: TypeAlias = Annotated[
    str, _among("unknown-need", "need", NEEDS), WithJsonSchema({"enum": list(NEEDS)})
]
Feeling: TypeAlias = Annotated[
    str, _among("unknown-feeling", "feeling", FEELINGS), WithJsonSchema({"enum": list(FEELINGS)})
]
Regard: TypeAlias = Annotated[
    str, _among("unknown-regard", "part of a bond", VALUES), WithJsonSchema({"enum": list(VALUES)})
]

Some: TypeAlias = Annotated[
    tuple[Id, ...],
    BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""One id, or a list of them."""
