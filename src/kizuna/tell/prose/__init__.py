"""Prose: a whole story told so that one reads on.

A chronicle holds everything; a telling is what is left when somebody who knows the story tells it
to a friend. It is made in steps, each a plain function over what the step before it found:

    select     what matters: what was felt, what came of it, what turned        `select`
    focalise   through whom it is seen, and what they could know                `focalise`
    pace       what becomes a scene, what a few words in passing, what a gap    `pace`
    phrase     sentences, each with the mark of the event it tells              `phrase`
    polish     paragraphs, quotation marks, nothing said twice                  `polish`

    telling = told(world, events, Wish(pov=("gaara",)))
    print(as_text(telling))

What comes out is a `Telling`: chapters, passages, paragraphs, sentences. The forms turn it into
pages of text, markdown or HTML.
"""

from kizuna.tell.prose.make import Wish, told
from kizuna.tell.prose.page import Chapter, Paragraph, Passage, Sentence, Telling

__all__ = ["Chapter", "Paragraph", "Passage", "Sentence", "Telling", "Wish", "told"]
