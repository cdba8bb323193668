"""What belongs at a place of a world file, in words, read off the schema that editors use.

`Expected.at(WorldShape, ("people", "lee", "age")).words` is 'a whole number from 0 to 200'.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from kizuna.world.check.mistake import Path
from kizuna.world.shape import Part

Schema: TypeAlias = Mapping[str, Any]
"""A part of a JSON Schema."""

KINDS: Mapping[str, str] = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "keys with values",
}

BOUNDS: Mapping[str, str] = {
    "minimum": "from",
    "exclusiveMinimum": "above",
    "maximum": "to",
    "exclusiveMaximum": "below",
}


@cache
def _schema(model: type[Part]) -> Schema:
    return model.model_json_schema(by_alias=True)


@dataclass(frozen=True, slots=True)
class Expected:
    """What one place may hold: its schema, and the description of the key it stands under."""

    schema: Schema
    says: str = ""

    @classmethod
    def at(cls, model: type[Part], path: Path, *, of_key: bool = False) -> Expected:
        """What a file of this model expects at a path; nothing at all where it has no such path."""
        whole = _schema(model)
        schema: Schema = whole
        for part in path[:-1] if of_key else path:
            schema = _inner(_resolved(schema, whole), part)
        if of_key:
            schema = _resolved(schema, whole).get("propertyNames", {})
        return cls(_resolved(schema, whole), str(schema.get("description", "")))

    @property
    def noun(self) -> str:
        """The title of a thing: "a person"."""
        return str(self.schema.get("title", "this"))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that a thing may have."""
        return tuple(self.schema.get("properties", ()))

    @property
    def choices(self) -> tuple[str, ...]:
        """The only texts that are taken."""
        if "const" in self.schema:
            return (str(self.schema["const"]),)
        return tuple(map(str, self.schema.get("enum", ())))

    @property
    def type_(self) -> str:
        """The JSON type; of several the first."""
        type_ = self.schema.get("type", "")
        return str(type_ if isinstance(type_, str) else type_[0])

    @property
    def is_any_text(self) -> bool:
        """Whether every text will do."""
        return self.type_ == "string" and not self.choices and "examples" not in self.schema

    @property
    def is_pair(self) -> bool:
        """Whether it is a list of so many values and no more."""
        return "prefixItems" in self.schema

    @property
    def words(self) -> str:
        """A number from 0 to 1; a list of 2 values; a text such as '5 min'."""
        if self.choices:
            return "one of " + ", ".join(self.choices)
        if self.is_pair:
            return f"a list of {len(self.schema['prefixItems'])} values"
        kind = KINDS.get(self.type_, "something else")
        if self.schema.get("examples"):
            return f"{kind} such as {self.schema['examples'][0]!r}"
        if "minItems" in self.schema:
            return f"{kind} of {self.schema['minItems']} to {self.schema['maxItems']} values"
        return " ".join((kind, *self._bounds()))

    def _bounds(self) -> Iterator[str]:
        for bound, word in BOUNDS.items():
            if bound in self.schema:
                yield f"{word} {self.schema[bound]:g}"


def _resolved(schema: Schema, whole: Schema) -> Schema:
    """What a schema means: references followed, the choice to leave it out set aside."""
    while True:
        inner: Schema
        if "$ref" in schema:
            inner = whole["$defs"][schema["$ref"].rpartition("/")[2]]
        elif "anyOf" in schema:
            inner = next(each for each in schema["anyOf"] if each.get("type") != "null")
        else:
            return schema
        schema = inner


def _inner(schema: Schema, part: str | int) -> Schema:
    """The schema of a key's value or of a list's item."""
    if isinstance(part, int):
        pair = schema.get("prefixItems", ())
        return pair[part] if part < len(pair) else _or_none(schema.get("items"))
    if part in schema.get("properties", {}):
        return _or_none(schema["properties"][part])
    named = schema.get("patternProperties", {}).values()
    return next(iter(named), _or_none(schema.get("additionalProperties")))


def _or_none(schema: object) -> Schema:
    return schema if isinstance(schema, Mapping) else {}
