"""How a text is read that an author wrote: YAML in, nodes out.

The source of a world is YAML, read as strictly as YAML 1.2 can be: `true` and `false`, `null`,
`~` and nothing, and numbers are what they look like, and everything else is text. What other
readers of YAML would take for something else (`no`, `010`, `1:2`) is refused, and so is
what a world has no use for (tags, merged maps, a key given twice). Every mistake is reported with
its place, and reading goes on where it can.

    >>> from kizuna.problems import Problems
    >>> str(read_text("name: Lee\\nage: 16\\n", "lee.yaml", Problems()).mark)
    'lee.yaml:1:1'

The parser's events are read one by one, not composed into its own nodes first: so nesting and
aliases are judged before anything is built, and a tag the author wrote can be told from one the
parser added.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import yaml

from kizuna.problems import Mark, Problems
from kizuna.world.nodes import (
    EmptyNode,
    FlagNode,
    MapNode,
    Node,
    NumberNode,
    SeqNode,
    TextNode,
    height,
)

SIZE_LIMIT_BYTES = 2 * 1024 * 1024
DEPTH_LIMIT = 40
NODE_LIMIT = 200_000
ALIAS_LIMIT = 1_000
"""Nodes that all aliases of a document may stand for, together."""

PROBLEM_LIMIT = 100
"""Problems told of one file: what has more is no world with mistakes but something else."""

INTEGER_LIMIT = 2**53
"""Up to here every integer is also a float."""

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
DIRECTIVE = re.compile("^%", re.MULTILINE)

EMPTY_WORDS = frozenset({"", "~", "null", "Null", "NULL"})
FLAG_WORDS = {word: word in ("true", "True", "TRUE") for word in (
    "true", "True", "TRUE", "false", "False", "FALSE",
)}  # fmt: skip
SURPRISING_WORDS = frozenset({"yes", "no", "on", "off", "y", "n"})

MAYBE_NUMBER = re.compile(r"[-+]?\.?[0-9].*|[-+]?\.(?:inf|nan)", re.IGNORECASE)
INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)|0o[0-7]+|0x[0-9a-fA-F]+")
REAL = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
NON_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?")
SURPRISING_NUMBER = re.compile(
    r"[-+]?(?:"
    r"0[0-9_]+(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"  # leading zeros: octal to some readers
    r"|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"  # digits in groups: 1_000
    r"|0b[01_]+|0x[0-9a-fA-F_]+"
    r"|[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?"  # base 60
    r")"
)


def read_file(path: Path, problems: Problems) -> Node | None:
    """The tree of a file in UTF-8. What cannot be read is reported, never raised."""
    file = str(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(SIZE_LIMIT_BYTES + 1)
    except OSError as error:
        message, way_out = _why_unread(error)
        problems.report("file-unreadable", None, f"{file}: {message}", way_out)
        return None
    if len(raw) > SIZE_LIMIT_BYTES:
        _refuse_size(file, problems)
        return None
    try:
        return read_text(raw.decode("utf-8"), file, problems)
    except UnicodeDecodeError as error:
        mark = _mark_in_bytes(raw, error.start, file)
        message = f"byte 0x{raw[error.start]:02x} is not part of any UTF-8 character"
        problems.report("not-utf-8", mark, message, "save the file as UTF-8")
        return None


def read_text(text: str, file: str, problems: Problems) -> Node | None:
    """The tree of a text, or None where there is none to speak of.

    `file` is the name that marks carry. A tree may come with problems: it then holds what is
    sound (of a key given twice the first, of a surprising scalar its text), so that further
    mistakes in it can be told at once.
    """
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    if len(text) > SIZE_LIMIT_BYTES or len(text.encode(errors="replace")) > SIZE_LIMIT_BYTES:
        _refuse_size(file, problems)
        return None
    if _is_unreadable(text, file, problems):
        return None
    return _Reading(text, file, problems).document()


def _why_unread(error: OSError) -> tuple[str, str]:
    match error:
        case FileNotFoundError():
            return "there is no such file", "is its name written as on the disk?"
        case IsADirectoryError():
            return "this is a folder, not a file", "name a file in it"
        case PermissionError():
            return "this file may not be read", "allow reading it"
    return "this file cannot be read", ""


def _refuse_size(file: str, problems: Problems) -> None:
    message = f"this is larger than {SIZE_LIMIT_BYTES // 1024} KiB, too large for one file"
    problems.report("file-too-large", Mark(file, 1, 1, ""), message, "divide it over several files")


def _is_unreadable(text: str, file: str, problems: Problems) -> bool:
    """Report what must not reach the parser: control characters, and directives.

    The parser's time for `%TAG` directives grows with the square of their number.
    """
    if found := UNREADABLE.search(text):
        message = f"character U+{ord(found[0]):04X} cannot stand in a text file"
        mark = _mark_in_text(text, found.start(), file)
        problems.report("control-character", mark, message, "delete it")
    if directive := DIRECTIVE.search(text):
        message = "a line that begins with % is an instruction to the reader; worlds have none"
        mark = _mark_in_text(text, directive.start(), file)
        problems.report("directive", mark, message, "delete the line, or move the text inward")
    return found is not None or directive is not None


def _mark_in_text(text: str, offset: int, file: str) -> Mark:
    before = LINE_BREAK.split(text[:offset])
    rest = LINE_BREAK.split(text[offset:], maxsplit=1)[0]
    return Mark(file, len(before), len(before[-1]) + 1, before[-1] + rest)


def _mark_in_bytes(raw: bytes, offset: int, file: str) -> Mark:
    """What precedes the first bad byte is sound; what follows is shown as well as it can be."""
    before = raw[:offset].decode("utf-8")
    return _mark_in_text(before + raw[offset:].decode("utf-8", "replace"), len(before), file)


class _Stopped(Exception):  # noqa: N818
    """Reading cannot go on; why has been reported."""


class _Reading:
    """One reading of one text: the parser's events becoming nodes."""

    def __init__(self, text: str, file: str, problems: Problems) -> None:
        self.file = file
        self.lines = text.splitlines()
        self.problems = problems
        self.problems_before = len(problems)
        self.events: Iterator[Any] = yaml.parse(text, Loader=Loader)
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.node_count = 0
        self.alias_count = 0

    def document(self) -> Node | None:
        try:
            return self.only_document()
        except _Stopped:
            return None
        except yaml.YAMLError as error:
            mark, message, way_out = self.misunderstanding(error)
            self.problems.report("not-yaml", mark, message, way_out)
            return None

    def only_document(self) -> Node:
        next(self.events)
        start = next(self.events)
        if isinstance(start, yaml.StreamEndEvent):
            return EmptyNode(self.mark(start))
        root = self.node(next(self.events), 1)
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            message = "a second document begins here; a file holds one"
            self.report("several-documents", self.mark(after), message, "give it its own file")
        return root

    def node(self, event: Any, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self.aliased(event, depth)
        if depth > DEPTH_LIMIT:
            self.refuse_depth(event)
        if self.node_count >= NODE_LIMIT:
            message = f"more than {NODE_LIMIT} values stand in this file"
            self.stop("too-many-values", event, message, "divide it over several files")
        count_before = self.node_count
        self.node_count += 1
        if event.tag is not None:
            self.refuse_tag(event)
        node = self.untagged(event, depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = node, self.node_count - count_before
        return node

    def untagged(self, event: Any, depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.MappingStartEvent):
            return MapNode(self.mark(event), tuple(self.entries(depth)))
        return SeqNode(self.mark(event), tuple(self.items(depth)))

    def items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self.node(event, depth + 1)

    def entries(self, depth: int) -> Iterator[tuple[TextNode, Node]]:
        first_lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, depth)
            value = self.node(next(self.events), depth + 1)
            if key is None:
                continue
            if key.text in first_lines:
                self.refuse_twice(key, first_lines[key.text])
                continue
            first_lines[key.text] = key.mark.line
            yield key, value

    def key(self, event: Any, depth: int) -> TextNode | None:
        """The key an event begins, or None when it is reported as no key."""
        if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and not event.style:
            message = "maps are not merged with << here"
            self.report("merge-key", self.mark(event), message, "write the entries out")
            return None
        node = self.node(event, depth + 1)
        if isinstance(node, TextNode):
            return node
        way_out = "write a text, in quotes if it looks like something else"
        self.report("key-not-text", self.mark(event), "a key has to be a text", way_out)
        return None

    def scalar(self, event: Any) -> Node:
        mark = self.mark(event)
        text: str = event.value
        if event.style or event.tag is not None:
            return TextNode(mark, text)
        if text in EMPTY_WORDS:
            return EmptyNode(mark)
        if text in FLAG_WORDS:
            return FlagNode(mark, FLAG_WORDS[text])
        if text.lower() in SURPRISING_WORDS:
            way_out = f'write true or false, or "{text}" in quotes if a text is meant'
            message = f"{text} is a flag to some readers of YAML, a text to others"
            self.report("yaml-surprise", mark, message, way_out)
        elif MAYBE_NUMBER.fullmatch(text):
            return self.number(mark, text)
        return TextNode(mark, text)

    def number(self, mark: Mark, text: str) -> Node:
        """A number, or the text it is after all."""
        if INTEGER.fullmatch(text) or REAL.fullmatch(text) or NON_FINITE.fullmatch(text):
            return NumberNode(mark, self.bounded(mark, text))
        if SURPRISING_NUMBER.fullmatch(text) and not CLOCK.fullmatch(text):
            way_out = f'write it in plain digits, or "{text}" in quotes if a text is meant'
            message = f"{_short(text)} is not the same number to every reader of YAML"
            self.report("yaml-surprise", mark, message, way_out)
        return TextNode(mark, text)

    def bounded(self, mark: Mark, text: str) -> int | float:
        """The value of a number; one beyond all bounds is reported and taken for 0."""
        value = _integer(text) if INTEGER.fullmatch(text) else _real(text)
        if value is not None:
            return value
        message = f"{_short(text)} is beyond the numbers a world can hold"
        way_out = "integers go to 9007199254740992 (2**53) either way, other numbers to 1e308"
        self.report("number-out-of-range", mark, message, way_out)
        return 0

    def aliased(self, event: Any, depth: int) -> Node:
        """The node an alias stands for: the same one, with the marks of where it is written."""
        if event.anchor not in self.anchors:
            message = f"*{event.anchor} stands for nothing written before it"
            self.report("unknown-anchor", self.mark(event), message, f"write &{event.anchor} first")
            return EmptyNode(self.mark(event))
        node, size = self.anchors[event.anchor]
        self.node_count += size
        self.alias_count += size
        if self.alias_count > ALIAS_LIMIT:
            message = f"aliases stand for more than {ALIAS_LIMIT} values here"
            self.stop("too-many-aliases", event, message, "write out what differs, or less of it")
        if depth + height(node) - 1 > DEPTH_LIMIT:
            self.refuse_depth(event)
        return node

    def refuse_depth(self, event: Any) -> NoReturn:
        message = f"this lies more than {DEPTH_LIMIT} levels deep"
        self.stop(
            "too-deep", event, message, "give the inner parts a name and a place of their own"
        )

    def refuse_tag(self, event: Any) -> None:
        message = f"the tag {_short(event.tag)} means nothing here"
        self.report("explicit-tag", self.mark(event), message, "delete the tag; quotes make a text")

    def refuse_twice(self, key: TextNode, first_line: int) -> None:
        message = f"the key {_short(key.text)!r} is given twice: here and in line {first_line}"
        self.report("duplicate-key", key.mark, message, "rename or delete one of them")

    def stop(self, name: str, event: Any, message: str, way_out: str) -> NoReturn:
        self.problems.report(name, self.mark(event), message, way_out)
        raise _Stopped

    def report(self, name: str, mark: Mark, message: str, way_out: str) -> None:
        self.problems.report(name, mark, message, way_out)
        if len(self.problems) - self.problems_before >= PROBLEM_LIMIT:
            message = f"after {PROBLEM_LIMIT} mistakes the rest of the file is left unread"
            self.problems.report("too-many-problems", mark, message, "mend these first")
            raise _Stopped

    def mark(self, event: Any) -> Mark:
        start, end = event.start_mark, event.end_mark
        more: tuple[str, ...] = ()
        if end.line > start.line and isinstance(event, yaml.ScalarEvent):
            more = tuple(self.lines[start.line + 1 : end.line + 1])
        return Mark(self.file, start.line + 1, start.column + 1, self.line(start.line), more)

    def line(self, index: int) -> str:
        """A source line by its index from 0; past the end there is an empty one."""
        return self.lines[index] if index < len(self.lines) else ""

    def misunderstanding(self, error: yaml.YAMLError) -> tuple[Mark | None, str, str]:
        """Where the parser gave up, why, and the usual reason.

        When that is the end of the file, the place that lacks its end tells more.
        """
        at = getattr(error, "problem_mark", None)
        since = getattr(error, "context_mark", None)
        if since is not None and (at is None or at.line >= len(self.lines)):
            at = since
        mark = at and Mark(self.file, at.line + 1, at.column + 1, self.line(at.line))
        said = getattr(error, "problem", None) or "this cannot be read"
        return mark, f"this is not YAML: {said}", _usual_reason(said, mark)


USUAL_REASONS = (
    ("cannot start any token", "put a text that begins so in quotes"),
    ("mapping values are not allowed", "quote a text that holds ': ', or mend the line above"),
    ("could not find expected ':'", "write 'key: value', with a blank after the colon"),
    ("unexpected end of stream", "close the quote that is opened here"),
    ("',' or ']'", "separate the items by commas and close the list with ]"),
    ("',' or '}'", "separate the entries by commas and close the map with }"),
    ("unknown escape character", "use single quotes, or write the backslash twice"),
    ("did not find expected", "is the line indented like its neighbours, and are quotes closed?"),
    ("expected <block end>", "is the line indented like its neighbours, and are quotes closed?"),
)  # fmt: skip


def _usual_reason(said: str, mark: Mark | None) -> str:
    if mark and mark.text[mark.column - 1 :].startswith("\t"):
        return "indent with blanks instead of tabs"
    return next((way_out for words, way_out in USUAL_REASONS if words in said), "")


def _integer(text: str) -> int | None:
    """None when it is too large. Only short texts are converted: long ones take long."""
    if len(text) > 24:
        return None
    value = int(text, 10 if text.isascii() and text.lstrip("+-").isdigit() else 0)
    return value if abs(value) <= INTEGER_LIMIT else None


def _real(text: str) -> float | None:
    if NON_FINITE.fullmatch(text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def _short(text: str) -> str:
    """A text as far as a message should quote it."""
    return text if len(text) <= 40 else f"{text[:40]}..."
