"""HTML: a telling as one page that needs nothing else.

Every sentence links to the event it tells, at the foot of the page: when and where it happened, on
what it rests, and, where somebody chose, what they weighed. The cast stands before the story, and a
small drawing of each bond that moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any, TypeAlias

from kizuna.clock import MINUTE, format_moment
from kizuna.event import Event
from kizuna.tell.curves import Curve
from kizuna.tell.forms.drawing import COLOURS, as_svg
from kizuna.tell.prose.page import Passage, Sentence, Telling

FRAME = ("opening.", "gap.")
"""Messages that lead up to an event and do not tell it."""
MOST_CAUSES = 8
"""How many causes of an event are shown (a choice)."""
MOST_WEIGHED = 4
"""How many reasons of a choice are shown (a choice)."""

STYLE = """
:root { color-scheme: light dark }
body { font: 1.06rem/1.6 Georgia, "Iowan Old Style", serif; max-width: 38rem; margin: 3rem auto;
  padding: 0 1rem }
h1, h2 { font-weight: normal; line-height: 1.2 } h2 { margin-top: 3rem }
p { margin: 0 0 .7rem; text-indent: 1.2rem } p.opening, p.past, p.passing { text-indent: 0 }
a.told { color: inherit; text-decoration: none } a.told:hover { background: #8883 }
.inner { font-style: italic } .passing { opacity: .8 } hr { border: 0; text-align: center }
hr::after { content: "* * *"; letter-spacing: .5rem }
.bonds { display: flex; flex-wrap: wrap; gap: 1rem } figure { margin: 0; font-size: .85rem }
footer { font: .85rem/1.45 system-ui, sans-serif; margin-top: 4rem }
footer div { padding: .3rem 0; border-top: 1px solid #8884 } footer div:target { background: #fd73 }
"""


Say: TypeAlias = Callable[[Event], str]
"""What happened, in a sentence; empty when there is none in the language of the page."""


def as_html(
    telling: Telling, events: Mapping[int, Event], curves: Sequence[Curve],
    words: Mapping[str, str], say: Say,
) -> str:  # fmt: skip
    """One page. `words` are its few words of its own, in the language of the telling; `say` is
    asked for the causes that the telling itself leaves out."""
    return "".join(_page(telling, events, curves, words, say))


def _page(
    telling: Telling, events: Mapping[int, Event], curves: Sequence[Curve],
    words: Mapping[str, str], say: Say,
) -> Iterator[str]:  # fmt: skip
    title = escape(telling.title)
    yield f'<!doctype html>\n<html lang="{telling.language}">\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n"
    if telling.subtitle:
        yield f"<p><em>{escape(telling.subtitle)}</em></p>\n"
    yield _cast(telling, words)
    yield from _bonds(telling, curves, words)
    for chapter in telling.chapters:
        yield f"<h2>{escape(chapter.title)}</h2>\n"
        yield from passages_as_html(chapter.passages, is_linked=True)
    yield from _foot(telling, events, words, say)


def _cast(telling: Telling, words: Mapping[str, str]) -> str:
    names = ", ".join(escape(name) for name in telling.cast.values())
    return f"<p><strong>{escape(words['cast'])}:</strong> {names}</p>\n"


def _bonds(telling: Telling, curves: Sequence[Curve], words: Mapping[str, str]) -> Iterator[str]:
    if curves:
        yield f'<section class="bonds" aria-label="{escape(words["bonds"])}">'
    for one, back in zip(curves[::2], curves[1::2], strict=True):
        names = telling.names.get(one.who, one.who), telling.names.get(one.toward, one.toward)
        keys = " ".join(
            f'<span style="color:{colour}">{escape(a)} → {escape(b)}</span>'
            for (a, b), colour in zip((names, names[::-1]), COLOURS, strict=True)
        )
        yield f"<figure>{as_svg(one, back, names)}<figcaption>{keys}</figcaption></figure>"
    if curves:
        yield "</section>\n"


def passages_as_html(passages: Sequence[Passage], is_linked: bool = False) -> Iterator[str]:
    """Passages with a break between scenes; `is_linked` when the page has what they link to."""
    for number, passage in enumerate(passages):
        yield "<hr>\n" if number and passage.place else ""
        for paragraph in passage.paragraphs:
            said = " ".join(_sentence(each, is_linked) for each in paragraph.sentences)
            yield f'<p class="{paragraph.kind}">{said}</p>\n'


def _sentence(sentence: Sentence, is_linked: bool) -> str:
    link = f'href="#e{sentence.seq}" ' if is_linked else ""
    roles = " ".join(f"{role}:{id_}" for role, id_ in sentence.roles.items())
    kind = "told inner" if sentence.is_inner else "told"
    return (
        f'<a class="{kind}" {link}data-seq="{sentence.seq}" '
        f'data-time="{sentence.time}" data-message="{escape(sentence.message)}" '
        f'data-roles="{escape(roles)}">{escape(sentence.text, quote=False)}</a>'
    )


# The foot: where each sentence comes from. ---------------------------------------------------


def _foot(
    telling: Telling, events: Mapping[int, Event], words: Mapping[str, str], say: Say
) -> Iterator[str]:
    told: dict[int, str] = {}
    for sentence in sorted(telling.sentences(), key=lambda each: each.message.startswith(FRAME)):
        told.setdefault(sentence.seq, sentence.text)
    yield f"<footer><h2>{escape(words['why'])}</h2>\n"
    for seq in sorted(told):
        if seq in events:
            because = _because(events[seq], events, told, words, say)
            yield _entry(events[seq], told, telling, words, because)
    yield "</footer>\n</html>\n"


def _entry(
    event: Event, told: Mapping[int, str], telling: Telling, words: Mapping[str, str],
    because: Sequence[str],
) -> str:  # fmt: skip
    when = format_moment(event.time // MINUTE * MINUTE) if event.time >= 0 else ""
    where = telling.places.get(event.place or "", "")
    head = escape(" · ".join(part for part in (when, where) if part))
    weighed = ", ".join(_weighed(event.reasons))
    parts = [f"<strong>{head}</strong> {escape(told[event.seq], quote=False)}"]
    parts += [f"{escape(words['because'])}: {' '.join(because)}"] if because else []
    parts += [f"{escape(words['weighed'])}: {escape(weighed)}"] if weighed else []
    return f'<div id="e{event.seq}">{"<br>".join(parts)}</div>\n'


def _because(
    event: Event, events: Mapping[int, Event], told: Mapping[int, str], words: Mapping[str, str],
    say: Say,
) -> list[str]:  # fmt: skip
    """What an event rests on, each said once: as it was told, with a link, or plainly."""
    found: dict[str, None] = {}
    for cause in event.causes:
        how = f"<em>{escape(words.get(cause.type, cause.type))}</em>"
        if cause.seq in told:
            said = escape(told[cause.seq], quote=False)
            found[f'{how} <a href="#e{cause.seq}">{said}</a>'] = None
        elif cause.seq in events and (plainly := say(events[cause.seq])):
            found[f"{how} {escape(plainly, quote=False)}"] = None
    return list(found)[:MOST_CAUSES]


def _weighed(reasons: Mapping[str, Any] | None) -> Iterable[str]:
    """The reasons that counted most, each with its weight."""
    weights = (reasons or {}).get("weighed", {})
    most = sorted(weights.items(), key=lambda each: -abs(each[1]))[:MOST_WEIGHED]
    return (f"{name} {weight:+.2f}" for name, weight in most)
