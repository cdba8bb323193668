"""Just enough English: pronouns, verbs that agree, lists, and the points and capitals of a line.

A `Form` is how a text refers to somebody: by name, as "I", as "you", as "she". Verbs in what
authors write stand in the third person ("{1} wants {2}"), and `agree` bends them to the form.

    >>> agree("carries", I)
    'carry'
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kizuna.clock import DAY, HOUR, MINUTE, MONTH, WEEK, YEAR


@dataclass(frozen=True, slots=True)
class Form:
    """How somebody is referred to: as doer, as the one done to, as owner, as themselves."""

    subject: str
    object: str
    possessive: str
    reflexive: str
    takes_bare_verb: bool = False


I = Form("I", "me", "my", "myself", takes_bare_verb=True)  # noqa: E741
YOU = Form("you", "you", "your", "yourself", takes_bare_verb=True)
PRONOUNS: Mapping[str, Form] = {
    "he": Form("he", "him", "his", "himself"),
    "she": Form("she", "her", "her", "herself"),
    "they": Form("they", "them", "their", "themselves", takes_bare_verb=True),
}

BARE_VERBS = {"is": "are", "was": "were", "has": "have", "does": "do"}
NEVER_VERBS = frozenset({"always", "his", "its", "this", "us", "perhaps", "as"})
NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty"}
SENTENCE_ENDS = '.!?"…'
SPANS = (
    (YEAR, "year"), (MONTH, "month"), (WEEK, "week"), (DAY, "day"), (HOUR, "hour"),
    (MINUTE, "minute"),
)  # fmt: skip


def by_name(name: str) -> Form:
    """Somebody called by name."""
    return Form(name, name, f"{name}'s", name)


def agree(verb: str, form: Form) -> str:
    """A verb in the third person, bent to the form: "wants" -> "want" for I, you and they."""
    if not form.takes_bare_verb:
        return verb
    if form is I and verb in ("is", "was"):
        return {"is": "am", "was": "was"}[verb]
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


def reworded(words: str, pronouns: str, form: Form) -> str:
    """What is said of somebody by pronoun, said in another form: "what he is" -> "what I am"."""
    was = PRONOUNS[pronouns]
    cases = {
        was.reflexive: form.reflexive,
        was.subject: form.subject,
        was.object: form.object,
        was.possessive: form.possessive,
    }
    pattern = rf"\b({'|'.join(cases)})\b(?: (is|was|has)\b)?"
    return re.sub(pattern, lambda found: _recast(found, cases, form), words)


def _recast(found: re.Match[str], cases: Mapping[str, str], form: Form) -> str:
    verb = f" {agree(found[2], form)}" if found[2] else ""
    return cases[found[1]] + verb


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
    if text.endswith('"') and text[-2:-1] not in SENTENCE_ENDS:
        return f'{text[:-1]}."'
    return text if not text or text[-1] in SENTENCE_ENDS else f"{text}."


def number(count: int) -> str:
    """A small number as a word."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else TENS.get(count, str(count))


def span_in_words(seconds: int) -> str:
    """ "three hours", "two days": a stretch of time as one tells it."""
    for unit_s, name in SPANS:
        count = round(seconds / unit_s)
        if seconds >= unit_s:
            return f"{number(count)} {name}{'' if count == 1 else 's'}"
    return "a moment"
