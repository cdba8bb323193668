"""Forms: a telling as pages of text, markdown or HTML, as a script, as a timeline.

    print(as_text(told(world, events)))

A form only arranges what the telling holds: it adds headings, indents, marks. The HTML page keeps
the mark of every sentence, and under it what the sentence rests on. A book has several branches of
one story side by side.
"""

from kizuna.tell.forms.book import as_book, as_book_in_markdown
from kizuna.tell.forms.html import as_html
from kizuna.tell.forms.pages import as_markdown, as_text
from kizuna.tell.forms.script import as_script
from kizuna.tell.forms.timeline import as_timeline

__all__ = [
    "as_book",
    "as_book_in_markdown",
    "as_html",
    "as_markdown",
    "as_script",
    "as_text",
    "as_timeline",
]
