"""Telling a chronicle as pages: which form, through whom, how long, in which language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from kizuna.chronicle import MAIN
from kizuna.chronicle.sqlite import SqliteStore
from kizuna.event import Event
from kizuna.explain.record import Record
from kizuna.explain.saying import saying
from kizuna.faces.book import Book, open_book, world_of
from kizuna.faces.trouble import Trouble
from kizuna.problems import did_you_mean
from kizuna.tell import forms
from kizuna.tell.chooser import Chooser
from kizuna.tell.curves import curves
from kizuna.tell.phrases import languages
from kizuna.tell.prose import Telling, Wish, told
from kizuna.tell.prose.pace import DIGEST, FULL, SHORT
from kizuna.tell.stage import Stage
from kizuna.tell.tongue import tongue_for
from kizuna.tell.wording import LINES_ARE_IN, Wording
from kizuna.world.change import change_from
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
        say = _plainly(telling, book, world)
        return forms.as_html(telling, by_number, moved, tongue.grammar["page"], say)
    plain: Mapping[str, Callable[[], str]] = {
        "script": lambda: forms.as_script(telling, tongue),
        "timeline": lambda: forms.as_timeline(telling),
    }
    if form in plain:
        text = plain[form]()
        return f"```text\n{text}```\n" if format_ == "markdown" else text
    return forms.as_markdown(telling) if format_ == "markdown" else forms.as_text(telling)


def _plainly(telling: Telling, book: Book, world: World) -> Callable[[Event], str]:
    """How an event that is not told is said: as `why` says it, and in another language than that
    of `why` as far as deeds are worded."""
    if telling.language == LINES_ARE_IN:
        return partial(saying, Record.of(world, book.events))
    wording = Wording(world, Stage(), language=telling.language, chooser=Chooser(varies=False))
    for event in book.events:
        wording.stage.take(event)
    return lambda event: wording.deed(event) if _is_worded(wording, event) else ""


def _is_worded(wording: Wording, event: Event) -> bool:
    return event.kind == "Did" and bool(wording.message_of(event))


def tell_book(
    path: Path, name: str | None, pov: str, format_: str, length: str, language: str,
    branches: Sequence[int],
) -> str:  # fmt: skip
    """Several branches of a chronicle as one book. Raises as `tell_pages`."""
    _known("--format", format_, FORMATS)
    _known("--length", length, tuple(LENGTHS))
    _known("--language", language, languages())
    book = open_book(path, branches[0])
    world = world_of(book, name, path)
    wish = Wish(pov=_holders(pov, world), length=LENGTHS[length], language=language)
    labels = _labels(path, tongue_for(language, world.name, world.wording).grammar["page"]["begun"])
    books = {number: open_book(path, number) for number in branches}
    tellings = {labels[number]: told(world, each.events, wish) for number, each in books.items()}
    names = " / ".join(tellings)
    if format_ == "html":
        return forms.as_book(tellings, names)
    return forms.as_book_in_markdown(tellings, names)


def _labels(path: Path, begun: str) -> dict[int, str]:
    """What each branch of a file is called: by what was changed."""
    with closing(SqliteStore.open(path, read_only=True)) as store:
        return {
            each.number: f"{each.number}: {change_from(each.change).says}"
            if each.number != MAIN
            else f"{each.number}: {begun}"
            for each in store.branches()
        }


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
