"""Telling a chronicle as pages: which form, through whom, how long, in which language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kizuna.chronicle import MAIN
from kizuna.faces.book import Book, open_book, world_of
from kizuna.faces.trouble import Trouble
from kizuna.problems import did_you_mean
from kizuna.tell import forms
from kizuna.tell.curves import curves
from kizuna.tell.phrases import languages
from kizuna.tell.prose import Telling, Wish, told
from kizuna.tell.prose.pace import DIGEST, FULL, SHORT
from kizuna.tell.tongue import tongue_for
from kizuna.world.rules import World

FORMS = ("prose", "summary", "script", "timeline")
FORMATS = ("text", "markdown", "html")
LENGTHS = {"full": FULL, "short": SHORT}
EVERYBODY = "all"


def tell_pages(
    path: Path, name: str | None, form: str, pov: str, format_: str, length: str, language: str,
    branch: int = MAIN,
) -> str:  # fmt: skip
    """The pages of a chronicle, as asked. Raises ChronicleError, WorldMistaken, Trouble."""
    _known("--form", form, FORMS)
    _known("--format", format_, FORMATS)
    _known("--length", length, tuple(LENGTHS))
    _known("--language", language, languages())
    book = open_book(path, branch)
    world = world_of(book, name, path)
    wish = Wish(
        pov=_holders(pov, world),
        length=DIGEST if form == "summary" else LENGTHS[length],
        language=language,
        tense="now" if form == "script" else "then",
    )
    return _arranged(told(world, book.events, wish), book, world, form, format_)


def _arranged(telling: Telling, book: Book, world: World, form: str, format_: str) -> str:
    tongue = tongue_for(telling.language, world.name, world.wording)
    if format_ == "html":
        by_number = {event.seq: event for event in book.events}
        moved = curves(book.events, world.starts, list(telling.cast)[:4])
        return forms.as_html(telling, by_number, moved, tongue.grammar["page"])
    plain: Mapping[str, Callable[[], str]] = {
        "script": lambda: forms.as_script(telling, tongue),
        "timeline": lambda: forms.as_timeline(telling),
    }
    if form in plain:
        text = plain[form]()
        return f"```text\n{text}```\n" if format_ == "markdown" else text
    return forms.as_markdown(telling) if format_ == "markdown" else forms.as_text(telling)


def _holders(pov: str, world: World) -> tuple[str, ...]:
    """Through whom it is told: nobody for "all", else the people named, with commas between."""
    if pov == EVERYBODY:
        return ()
    people = [e.roles["who"] for e in world.opening if e.kind == "PersonEntered"]
    asked = tuple(name.strip() for name in pov.split(","))
    for name in asked:
        _known("--pov", name, (*people, EVERYBODY))
    return asked


def _known(option: str, given: str, known: Sequence[str]) -> None:
    if given not in known:
        way_out = did_you_mean(given, known) or f"there is {', '.join(known)}"
        raise Trouble(f"{option} {given!r} is not known; {way_out}")
