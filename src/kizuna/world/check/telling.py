"""What pydantic finds wrong, told the way one author tells another.

    village.yaml:4:10: 'age' has to be a whole number from 0 to 200, not 'sixteen' [wrong-type]

Pydantic says that something is wrong and where. What belongs there instead is known from the
schema, and what stands there from the tree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from kizuna.world.check.expected import Expected
from kizuna.world.check.mistake import Mistake, Path, meant, shown
from kizuna.world.nodes import EmptyNode, FlagNode, MapNode, Node, NumberNode, SeqNode, TextNode
from kizuna.world.shape import Part

Error: TypeAlias = Mapping[str, Any]

KEY = "[key]"
"""How pydantic ends the path of a mistake in a key."""


def path_of(error: Error) -> Path:
    """Where an error lies, be it in a key or in a value."""
    path: Path = error["loc"]
    return path[:-1] if path[-1:] == (KEY,) else path


def told(error: Error, node: Node, model: type[Part]) -> Mistake:
    """An error of pydantic's as a mistake of the author's."""
    type_, path = str(error["type"]), path_of(error)
    of_key = error["loc"] != path
    at = _Place(
        path=path,
        of_key=of_key,
        found=found_at(node, path),
        expected=Expected.at(model, path, of_key=of_key),
        owner=Expected.at(model, path[:-1]),
        context=error.get("ctx", {}),
    )
    if "-" in type_:  # from `world.values`: it has its lasting name already
        return at.mistake(type_, at.context["message"], at.context["way_out"])
    return TELLERS.get(type_, _wrong_type)(at)


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands at a place, what should, and whose place it is."""

    path: Path
    of_key: bool
    found: Node | None
    expected: Expected
    owner: Expected
    context: Mapping[str, Any]

    def mistake(self, name: str, message: str, way_out: str) -> Mistake:
        return Mistake(name, self.path, message, way_out, self.of_key)

    @property
    def key(self) -> str:
        """What is wrong, by its key; an item of a list has none."""
        return shown(self.path[-1]) if self.path and isinstance(self.path[-1], str) else "this"

    @property
    def value(self) -> str:
        """What stands there, as a message may quote it."""
        return shown(self.path[-1]) if self.of_key else _quoted(self.found)


def found_at(node: Node, path: Path) -> Node | None:
    """What stands at a path, None when there is nothing."""
    found: Node | None = node
    for part in path:
        if isinstance(found, MapNode):
            found = next((value for key, value in found.entries if key.text == part), None)
        elif isinstance(found, SeqNode) and isinstance(part, int) and part < len(found.items):
            found = found.items[part]
        else:
            return None
    return found


def _quoted(node: Node | None) -> str:
    match node:
        case TextNode(text=text):
            return shown(text)
        case NumberNode(value=number):
            return f"{number:g}" if isinstance(number, float) else str(number)
        case FlagNode(value=flag):
            return str(flag).lower()
        case MapNode():
            return "keys with values"
        case SeqNode():
            return "a list"
    return "nothing"


# One function for each way to be wrong. -------------------------------------------------------


def _wrong_type(at: _Place) -> Mistake:
    message = f"{at.key} has to be {at.expected.words}, not {at.value}"
    return at.mistake("wrong-type", message, _remedy(at))


def _remedy(at: _Place) -> str:
    wanted = at.expected.type_
    match at.found:
        case EmptyNode():
            return "write a value, or delete the line"
        case NumberNode() | FlagNode() if at.expected.is_any_text:
            return f'put it in quotes: "{at.value}"'
        case TextNode(text=text) if wanted in ("number", "integer") and _is_number(text):
            return "leave the quotes out"
        case TextNode(text=text) if wanted == "array":
            return f"write it in brackets: [{text[:40]}]"
    return _what_to_write(at.expected, at.path)


def _is_number(text: str) -> bool:
    return text.strip().removeprefix("-").replace(".", "", 1).isdigit()


def _what_to_write(expected: Expected, path: Path) -> str:
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    return f"{key}: {expected.says}" if expected.says else f"write {expected.words}"


def _unknown_key(at: _Place) -> Mistake:
    noun, key, keys = at.owner.noun, str(at.path[-1]), at.owner.keys
    way_out = meant(key, keys) or f"it may have {', '.join(keys)}"
    if noun == "an effect":
        return Mistake("unknown-effect", at.path, f"there is no effect {at.key}", way_out, True)
    return Mistake("unknown-key", at.path, f"{noun} has no {at.key}", way_out, True)


def _missing(at: _Place) -> Mistake:
    if isinstance(at.path[-1], int):
        return _wrong_count(at)
    message = f"{at.owner.noun} needs {at.key}"
    way_out = f"add {at.path[-1]}: {at.expected.says or at.expected.words}"
    return Mistake("missing-key", at.path, message, way_out)


def _wrong_count(at: _Place) -> Mistake:
    is_item = isinstance(at.path[-1], int)
    path, expected = (at.path[:-1], at.owner) if is_item else (at.path, at.expected)
    message = f"{shown(path[-1])} has to be {expected.words}"
    return Mistake("wrong-count", path, message, _what_to_write(expected, path))


def _out_of_range(at: _Place) -> Mistake:
    message = f"{at.key} has to be {at.expected.words}, not {at.value}"
    return at.mistake("out-of-range", message, _what_to_write(at.expected, at.path))


def _bad_choice(at: _Place) -> Mistake:
    choices = at.expected.choices
    message = f"{at.value} is not known here" if at.of_key else f"{at.key} cannot be {at.value}"
    way_out = meant(at.value.strip("'"), choices) or f"write one of {', '.join(choices)}"
    return at.mistake("bad-choice", message, way_out)


def _bad_id(at: _Place) -> Mistake:
    way_out = "write small letters, digits and _, a letter first, as in rock_lee"
    return at.mistake("bad-id", f"{at.value} cannot be a name here", way_out)


def _too_long(at: _Place) -> Mistake:
    message = f"this is longer than {at.context['max_length']} characters"
    return at.mistake("too-long", message, "shorten it")


def _empty_text(at: _Place) -> Mistake:
    return at.mistake("empty-text", f"{at.key} is empty", _what_to_write(at.expected, at.path))


def _too_many(at: _Place) -> Mistake:
    if at.expected.is_pair or at.context["max_length"] < 10:
        return _wrong_count(at)
    message = f"{at.key} holds more than {at.context['max_length']}, and more are not taken"
    return at.mistake("too-many", message, "leave some out, or divide the world")


TELLERS: Mapping[str, Callable[[_Place], Mistake]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "literal_error": _bad_choice,
    "greater_than": _out_of_range,
    "greater_than_equal": _out_of_range,
    "less_than": _out_of_range,
    "less_than_equal": _out_of_range,
    "string_pattern_mismatch": _bad_id,
    "string_too_long": _too_long,
    "string_too_short": _empty_text,
    "too_long": _too_many,
    "too_short": _wrong_count,
}
"""How each type of error is told; whatever else there is has the wrong type."""
