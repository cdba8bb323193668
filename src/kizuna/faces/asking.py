"""Asking a chronicle file: why, and why not; in words, as JSON or as a drawing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from kizuna.ask import whynot
from kizuna.chronicle import MemoryStore, Store
from kizuna.chronicle.sqlite import SqliteStore
from kizuna.explain import forms
from kizuna.explain.answer import Answer
from kizuna.explain.record import Record
from kizuna.explain.why import why
from kizuna.explain.whynot import NotDone
from kizuna.faces.book import is_lines, open_book, world_of
from kizuna.run import replay


class Question(NamedTuple):
    """What is asked of which file: about what, at which second, in which branch, with which world
    if it is not the one kept in the file, and how many steps back the chain is told."""

    path: Path
    about: str
    at: int | None
    branch: int
    world: str | None
    steps: int | None = None


def answer_why(asked: Question, form: str) -> None:
    """Print why something happened. Raises ChronicleError, WorldMistaken, NotAnswered."""
    book = open_book(asked.path, asked.branch)
    record = Record.of(world_of(book, asked.world, asked.path), book.events)
    print(_in_form(why(record, asked.about, asked.at), form, asked.steps))


def answer_whynot(asked: Question, form: str) -> None:
    """Print why somebody did not do something. Raises what `answer_why` raises, and WorldChanged:
    a moment can be lived again only in the world it was lived in."""
    book = open_book(asked.path, asked.branch)
    world = world_of(book, asked.world, asked.path)
    with _reading(asked) as store:
        print(_in_form(whynot(replay(world, store), asked.about, asked.at), form))


@contextmanager
def _reading(asked: Question) -> Iterator[Store]:
    """The chronicle for reading, nothing of it touched; lines of JSON are read into memory."""
    if not is_lines(asked.path):
        with SqliteStore.open(asked.path, read_only=True, branch=asked.branch) as store:
            yield store
        return
    book = open_book(asked.path, asked.branch)
    memory = MemoryStore()
    memory.append(book.events)
    memory.set_facts(book.facts)
    yield memory


def _in_form(answer: Answer, form: str, steps: int | None = None) -> str:
    if form == "json":
        plain = forms.as_plain(answer)
        if isinstance(answer, NotDone):
            plain["verdict"] = answer.as_plain()
        return json.dumps(plain, ensure_ascii=False)
    if form == "mermaid":
        return forms.as_mermaid(answer)
    return forms.as_text(answer, is_deep=form == "deep", steps=steps)
