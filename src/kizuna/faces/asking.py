"""Asking a chronicle file: the answer in words, as JSON or as a drawing."""

from __future__ import annotations

import json
from pathlib import Path

from kizuna.explain import forms
from kizuna.explain.answer import Answer
from kizuna.explain.record import Record
from kizuna.explain.why import why
from kizuna.faces.book import open_book, world_of


def answer_why(path: Path, about: str, at: int | None, form: str, name: str | None) -> None:
    """Print why something happened. Raises ChronicleError, WorldMistaken, NotAnswered."""
    print(_in_form(why(_record(path, name), about, at), form))


def _record(path: Path, name: str | None) -> Record:
    book = open_book(path)
    return Record.of(world_of(book, name, path), book.events)


def _in_form(answer: Answer, form: str) -> str:
    if form == "json":
        return json.dumps(forms.as_plain(answer), ensure_ascii=False)
    if form == "mermaid":
        return forms.as_mermaid(answer)
    return forms.as_text(answer, is_deep=form == "deep")
