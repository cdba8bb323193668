"""Book: several tellings side by side, for what would have been if.

    as_book({"as it was": told(world, here), "without the lesson": told(world, there)}, words)

Branches of one story begin alike. What they have in common is told once, day by day; from where
they part, each has a column of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from kizuna.tell.forms.html import STYLE, passages_as_html
from kizuna.tell.prose.page import Chapter, Passage, Telling

BESIDE = """
body { max-width: 76rem } .apart { display: grid; gap: 2.5rem; grid-auto-flow: column;
  grid-auto-columns: 1fr } .alike { max-width: 38rem; margin: 0 auto }
h3 { font: italic 1rem Georgia, serif; border-bottom: 1px solid #8886 }
@media (max-width: 50rem) { .apart { grid-auto-flow: row } }
"""


@dataclass(frozen=True, slots=True)
class Day:
    """A chapter of several tellings: what they begin alike, then what each has of its own."""

    title: str
    alike: tuple[Passage, ...]
    apart: tuple[tuple[Passage, ...], ...]

    @property
    def is_alike(self) -> bool:
        """Whether nothing of it differs."""
        return not any(self.apart)


def days(tellings: Sequence[Telling]) -> list[Day]:
    """The chapters of several tellings beside each other, by their titles, in order of time."""
    chapters = [{each.title: each for each in telling.chapters} for telling in tellings]
    starts: dict[str, int] = {}
    for telling in tellings:
        for chapter in telling.chapters:
            starts.setdefault(chapter.title, chapter.passages[0].starts)
    order = {title: place for place, title in enumerate(starts)}
    titles = sorted(starts, key=lambda title: (starts[title], order[title]))
    found, is_parted = [], False
    for title in titles:
        day = _day(title, [each.get(title) for each in chapters], is_parted)
        is_parted = is_parted or not day.is_alike
        found.append(day)
    return found


def _day(title: str, chapters: Sequence[Chapter | None], is_parted: bool) -> Day:
    told = [() if each is None else each.passages for each in chapters]
    shortest = 0 if is_parted else min(map(len, told))
    alike = 0
    while alike < shortest and len({_text(each[alike]) for each in told}) == 1:
        alike += 1
    return Day(title, told[0][:alike], tuple(each[alike:] for each in told))


def _text(passage: Passage) -> str:
    return "\n".join(each.text for each in passage.paragraphs)


def as_book(tellings: Mapping[str, Telling], names: str) -> str:
    """One HTML page that needs nothing else. `tellings` by what their branch is called; `names`
    says which they are, under the title."""
    return "".join(_page(tellings, names))


def _page(tellings: Mapping[str, Telling], names: str) -> Iterator[str]:
    first = next(iter(tellings.values()))
    title = escape(first.title)
    yield f'<!doctype html>\n<html lang="{first.language}">\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{title}</title>\n<style>{STYLE}{BESIDE}</style>\n<h1>{title}</h1>\n"
    yield f"<p><em>{escape(names)}</em></p>\n"
    for day in days(list(tellings.values())):
        yield f"<h2>{escape(day.title)}</h2>\n"
        yield f'<div class="alike">{"".join(passages_as_html(day.alike))}</div>\n'
        if not day.is_alike:
            columns = zip(tellings, day.apart, strict=True)
            yield f'<div class="apart">{"".join(_column(*each) for each in columns)}</div>\n'
    yield "</html>\n"


def _column(label: str, passages: tuple[Passage, ...]) -> str:
    return f"<section><h3>{escape(label)}</h3>\n{''.join(passages_as_html(passages))}</section>\n"


def as_book_in_markdown(tellings: Mapping[str, Telling], names: str) -> str:
    """The same as markdown: after what is alike, the branches one after the other. Ends with a line
    break."""
    first = next(iter(tellings.values()))
    blocks = [f"# {first.title}", f"*{names}*"]
    for day in days(list(tellings.values())):
        blocks.append(f"## {day.title}")
        blocks += _plain(day.alike)
        for label, passages in zip(tellings, day.apart, strict=True):
            if passages:
                blocks += [f"### {label}", *_plain(passages)]
    return "\n\n".join(blocks) + "\n"


def _plain(passages: Sequence[Passage]) -> list[str]:
    return [paragraph.text for passage in passages for paragraph in passage.paragraphs]
