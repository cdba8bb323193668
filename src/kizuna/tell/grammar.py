"""Just enough English: pronouns, verbs that agree, lists, and the points and capitals of a line.

A `Form` is how a text refers to somebody: by name, as "I", as "you", as "she". Verbs in what
authors write stand in the third person ("{1} wants {2}"), and `agree` bends them to the form.

    >>> agree("carries", Form("I", "me", "my", takes_bare_verb=True))
    'carry'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kizuna.clock import DAY, HOUR, MINUTE


@dataclass(frozen=True, slots=True)
class Form:
    """How somebody is referred to: as doer, as the one done to, as owner."""

    subject: str
    object: str
    possessive: str
    takes_bare_verb: bool = False


I = Form("I", "me", "my", takes_bare_verb=True)  # noqa: E741
YOU = Form("you", "you", "your", takes_bare_verb=True)
PRONOUNS: Mapping[str, Form] = {
    "he": Form("he", "him", "his"),
    "she": Form("she", "her", "her"),
    "they": Form("they", "them", "their", takes_bare_verb=True),
}
REFLEXIVES = {"he": "himself", "she": "herself", "they": "themselves"}

BARE_VERBS = {"is": "are", "was": "were", "has": "have", "does": "do"}
NEVER_VERBS = frozenset({"always", "his", "its", "this", "us", "perhaps", "as"})
NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
SENTENCE_ENDS = ".!?\"'”)…"

OWN_WORDS = re.compile(r"\b(?:he is|she is|they are|he was|she was|they were)\b|\b\w+\b", re.I)
OWN = {
    "he is": "I am", "she is": "I am", "they are": "I am", "he was": "I was", "she was": "I was",
    "they were": "I was", "he": "I", "she": "I", "they": "I", "him": "me", "them": "me",
    "his": "my", "her": "my", "their": "my", "himself": "myself", "herself": "myself",
    "themselves": "myself",
}  # fmt: skip


def by_name(name: str) -> Form:
    """Somebody called by name."""
    return Form(name, name, possessive(name))


def possessive(name: str) -> str:
    """ "Lee's"."""
    return f"{name}'s"


def agree(verb: str, form: Form) -> str:
    """A verb in the third person, bent to the form: "wants" -> "want" for I, you and they."""
    if not form.takes_bare_verb:
        return verb
    if verb == "is" and form is I:
        return "am"
    if verb == "was" and form is I:
        return "was"
    return BARE_VERBS.get(verb) or bare(verb)


def bare(verb: str) -> str:
    """A verb without the ending of the third person; anything else as it is."""
    if verb in NEVER_VERBS or not verb.endswith("s") or verb.endswith("ss"):
        return verb
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    if verb.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
        return verb[:-2]
    return verb[:-1]


def own_words(words: str) -> str:
    """What is said of somebody in the third person, as they say it themselves."""
    return OWN_WORDS.sub(lambda found: OWN.get(found[0].lower(), found[0]), words)


def joined(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def capital(text: str) -> str:
    """With its first letter, be it behind a quotation mark, as a capital."""
    for place, letter in enumerate(text):
        if letter.isalnum():
            return text[:place] + letter.upper() + text[place + 1 :]
    return text


def sentence(text: str) -> str:
    """With a capital at its start and a point at its end."""
    text = capital(" ".join(text.split()))
    return text if not text or text[-1] in SENTENCE_ENDS else f"{text}."


def number(count: int) -> str:
    """A small number as a word."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def span_in_words(seconds: int) -> str:
    """ "three hours", "half an hour", "two days": a stretch of time as one tells it."""
    for unit_s, name in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        count = round(seconds / unit_s)
        if seconds >= unit_s and count:
            return f"{number(count)} {name}{'' if count == 1 else 's'}"
    return "a moment"


def quoted_parts(template: str) -> Iterator[tuple[bool, str]]:
    """The parts of a template outside (False) and inside (True) quotation marks."""
    for place, part in enumerate(template.split('"')):
        yield place % 2 == 1, part
