"""From what happened to its sentence: a wording with its gaps filled.

Sentences come from wording files, by message (see `phrases`); a practice nobody has worded is told
by the lines its author gave it, which are written once, for everybody:

    "\\"I frightened you,\\" says {actor}. \\"I am sorry, {target}.\\""

Outside the quotation marks the narrator speaks and people have their names; inside, the actor
speaks, and calls the others what the actor calls them. Every slot is filled: a role nobody has is
"somebody".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from kizuna.clock import DAY
from kizuna.event import Event
from kizuna.state.belief import GAP, Proposition, proposition
from kizuna.tell import claims, speech
from kizuna.tell.chooser import Chooser
from kizuna.tell.diction import Diction, diction_of
from kizuna.tell.fits import fits_at
from kizuna.tell.forms_of_address import called, known_as, softens
from kizuna.tell.grammar import PRONOUNS, YOU, Form, I, agree, bare, capital, reworded, sentence
from kizuna.tell.phrasing import Phrasing
from kizuna.tell.refer import Refer
from kizuna.tell.stage import Stage
from kizuna.tell.template import Tense, roles_in
from kizuna.tell.tongue import Tongue, tongue_for
from kizuna.world.rules import World

SLOT = re.compile(r"\{(?P<role>[a-z_]+)(?:\.(?P<part>[A-Za-z_]+))?\}(?: (?P<verb>\w+))?")
DEED = re.compile(r"\{actor\} (?P<verb>(?!does\b)[a-z]+s)\b(?P<rest>[^\"]*)")
ENDS_OF_DEED = re.compile(r";|,? and |\.(?: |$)")
WHOM = re.compile(r"\{(by|to|about)(?:\.([a-z]+))?\}")
NOBODY = "somebody"
LINES_ARE_IN = "en"
"""The language of the lines in the commons' practices."""

IsClose = Callable[[str, str], bool]


NOTHING: Mapping[str, str] = {}


def never_close(*_: str) -> bool:
    """For a telling that does not know how close people are."""
    return False


@dataclass(slots=True)
class Wording:
    """Finds words for deeds and propositions, given the world and the stage as it stands."""

    world: World
    stage: Stage
    is_close: IsClose = never_close
    language: str = "en"
    tense: Tense = "now"
    chooser: Chooser = field(default_factory=Chooser)
    refer: Refer | None = None
    tongue: Tongue = field(init=False)
    dictions: dict[str, Diction] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tongue = tongue_for(self.language, self.world.name, self.world.wording)

    # People and things. ----------------------------------------------------------------------

    def name(self, id_: str) -> str:
        """The narrator's name for somebody."""
        return self.text("names", known_as(id_, self.world))

    def pronoun(self, id_: str) -> Form:
        """ "he", "she" or "they" with all cases."""
        return PRONOUNS[self.stage.pronouns.get(id_, "they")]

    def thing(self, id_: str) -> str:
        """How a word, a place or a group is said."""
        written = self.tongue.phrases.table("words").get(id_)
        if isinstance(written, dict):
            return str(written["says"])
        place = self.tongue.phrases.table("places").get(id_, {}).get("name")
        known = written or place or self.world.words.get(id_) or self.stage.places.get(id_)
        return str(known or id_.replace("_", " "))

    def calls(self, speaker: str, of: str) -> str:
        """What the speaker calls somebody, now."""
        close = softens(speaker, of, self.world) and self.is_close(speaker, of)
        return self.text("names", called(speaker, of, self.world, close))

    def gender(self, id_: str) -> str:
        """The kind of somebody's pronouns: he, she or they."""
        return self.stage.pronouns.get(id_, "they")

    def diction(self, id_: str) -> Diction:
        """How somebody talks."""
        if id_ not in self.dictions:
            written = self.tongue.phrases.table("diction").get(id_, {})
            self.dictions[id_] = diction_of(self.stage.traits.get(id_, {}), written)
        return self.dictions[id_]

    def mentioned(self, text: str) -> list[str]:
        """Everybody a text names."""
        if len(self.known) != len(self.stage.pronouns):
            self.known = {self.name(id_): id_ for id_ in self.stage.pronouns}
        return [id_ for name, id_ in self.known.items() if name in text]

    def day(self, time: int | None) -> str:
        """ "the eighth day": the day of a story second as a date; empty without one."""
        if time is None:
            return ""
        dates, number = self.tongue.grammar["dates"], int(time) // DAY
        return str(dates[number]) if number < len(dates) - 1 else dates[-1].format(n=number + 1)

    def own_words(self, speaker: str, words: str, message: str, salt: str) -> str:
        """Something said, in the speaker's diction."""
        varies = self.chooser.varies
        return self.diction(speaker).said(words, message, salt) if varies else words

    # Messages. -------------------------------------------------------------------------------

    def has(self, message: str) -> bool:
        """Whether anybody has worded a message."""
        return bool(self.tongue.phrases.of(message))

    def say(
        self, message: str, event: Event, things: Mapping[str, str] = NOTHING, is_many: bool = False
    ) -> str:
        """An event told by a message, as a sentence; `things` fill the gaps that are no roles.

        `is_many` when its doers are several. KeyError when nobody has worded the message.
        """
        return sentence(self._said(message, event, things, is_many))

    def _said(
        self, message: str, event: Event, things: Mapping[str, str], is_many: bool = False
    ) -> str:
        """A message without the capital and the point of a sentence."""
        for template, text in self._tries(message, event, things, self.fits(event), is_many):
            self.chooser.use(message, template)
            return text
        raise KeyError(message)

    def tries(
        self, message: str, event: Event, things: Mapping[str, str], fits: frozenset[str]
    ) -> Iterator[tuple[str, str]]:
        """An event's sentence in one wording after the other, the best first, each with its
        template. The wording at which the caller stops is the one that was used."""
        was = None if self.refer is None else self.refer.copy()
        for template, text in self._tries(message, event, things, fits, is_many=False):
            self.chooser.use(message, template)
            yield template, sentence(text)
            self.refer = None if was is None else was.copy()

    def _tries(
        self, message: str, event: Event, things: Mapping[str, str], fits: frozenset[str],
        is_many: bool,
    ) -> Iterator[tuple[str, str]]:  # fmt: skip
        salt, variants = str(event.seq), self.tongue.phrases.of(message)
        ranked = self.chooser.ranked(message, variants, fits, salt)
        if self.refer is None and self.has(f"{message}.many"):
            # What several may do at once is said plainly, so that it can be told of them together.
            ranked = list(variants[:1])
        for variant in ranked:
            fills = {**self._things(variant.template, event), **things}
            phrasing = Phrasing(
                self.tongue, self, event.roles, fills, self.tense, self.refer, salt, message,
                is_many=is_many,
            )  # fmt: skip
            yield variant.template, phrasing.filled(variant.template)

    def fits(self, event: Event) -> frozenset[str]:
        """What is so at an event, as far as the choice of a wording depends on it."""
        return fits_at(self.stage, event) | self.diction(_doer(event)).fits

    def happening(self, words: str, when: str) -> str:
        """A happening as it begins (`now`, `then`) or as it is a while later (`still`)."""
        written = self.tongue.phrases.table("outside").get(words, {})
        return str(written.get(when, "" if when == "still" else words))

    def _things(self, template: str, event: Event) -> dict[str, str]:
        """What the gaps of a template ask for beside people."""
        asked = roles_in(template)
        found: dict[str, str] = {}
        if "topic" in asked:
            found["topic.statement"] = self._topic("statement", event)
            found["topic.question"] = self._topic("question", event)
        if "actor" in asked and "actor" in event.roles:
            home, post = self.stage.homes.get(event.roles["actor"], ("", ""))
            found["actor.home"] = self.place(home, "to")
            found["actor.post"] = self.place(post, "to")
        return found

    def place(self, id_: str, part: str = "name") -> str:
        """A place as the wording says it: its name, `at` it, `to` it."""
        written = self.tongue.phrases.table("places").get(id_, {})
        name = str(written.get("name", self.thing(id_)))
        if part == "name":
            return name
        return str(written.get(part) or self.tongue.grammar[f"place {part}"].format(name=name))

    # Deeds. ----------------------------------------------------------------------------------

    def deed(self, event: Event) -> str:
        """The sentence of a `Did`."""
        message = self.message_of(event)
        return self.say(message, event) if message else self._by_line(event)

    def message_of(self, event: Event) -> str:
        """The message of a `Did`; empty when nobody has worded it."""
        name = f"did.{event.data['practice']}"
        message = f"{name}.declined" if event.data.get("accepted") is False else name
        return message if self.has(message) else ""

    def _by_line(self, event: Event) -> str:
        """The author's own line, the one that was drawn when it was done."""
        practice = self.world.practice.get(event.data["practice"])
        lines = () if practice is None else practice.lines
        if practice is not None and event.data.get("accepted") is False and practice.declined:
            lines = practice.declined
        if not lines:
            return self._unworded(event)
        return self.filled(lines[int(event.data.get("wording", 0)) % len(lines)], event)

    def filled(self, template: str, event: Event) -> str:
        """A template with its slots filled by the roles and the topic of an event."""
        parts = template.split('"')
        for place, part in enumerate(parts):
            is_said = place % 2 == 1
            text = SLOT.sub(partial(self._put, event=event, is_said=is_said), part)
            goes_on = place + 1 < len(parts) and parts[place + 1].strip() != ""
            if is_said and part.endswith("{topic.statement}") and goes_on:
                text = re.sub(r"\.$", ",", text)
            parts[place] = text
        return sentence('"'.join(parts))

    def text(self, table: str, words: str, when: str = "first") -> str:
        """What an author wrote in English, as the wording files say it, the `first` time or
        `again`."""
        written = self.tongue.phrases.table(table).get(words, words)
        if isinstance(written, Mapping):
            return str(written.get(when) or written.get("first", words))
        return str(written)

    def pledged(self, words: str, roles: Mapping[str, str]) -> str:
        """What somebody binds themselves to, as the wording files say it, to go home with {to.them}
        being to go home with her, and to let {about} be to let Sasuke be."""

        def whom(gap: re.Match[str]) -> str:
            id_, part = roles.get(gap[1], ""), gap[2]
            if part and part != "gen":
                return self.tongue.pronoun(self.gender(id_), part)
            name = self.name(id_) if id_ else str(self.tongue.grammar.get("nobody", NOBODY))
            return self.tongue.owned(name) if part else name

        return WHOM.sub(whom, self.text("commitments", words))

    def urge(self, event: Event) -> str:
        """What somebody wanted to do, as the end of "would like to ...": "snap at Gaara".

        What they wanted to tell is not known: an urge has no topic.
        """
        name = event.data.get("practice", "")
        if self.has(f"wish.{name}"):
            return self.wish(f"wish.{name}", event)
        if self.language != LINES_ARE_IN:
            return self.wish("wish.anything", event)
        practice = self.world.practice.get(name)
        lines = () if practice is None else practice.lines
        as_deed = Event(event.seq, "Did", {**event.roles, "actor": event.roles["who"]})
        for found in filter(None, map(DEED.match, lines)):
            if '"' not in found.string:
                return self._infinitive(found, as_deed)
        return "say something" if practice and practice.is_talk else name.replace("_", " ")

    def wish(self, message: str, event: Event) -> str:
        """An urge as the end of "would like to ..."."""
        as_deed = Event(event.seq, "Did", {**event.roles, "actor": event.roles["who"]})
        return self._said(message, as_deed, NOTHING)

    def _infinitive(self, found: re.Match[str], event: Event) -> str:
        rest = ENDS_OF_DEED.split(found["rest"])[0]
        filled = SLOT.sub(partial(self._put, event=event, is_said=False), rest)
        return f"{bare(found['verb'])}{filled}".strip()

    def _unworded(self, event: Event) -> str:
        others = [
            self.name(event.roles[role]) for role in ("target", "about") if role in event.roles
        ]
        what = event.data["practice"].replace("_", " ")
        whom = f" ({', '.join(others)})" if others else ""
        return f"{self.name(event.roles['actor'])}: {what}{whom}."

    def _put(self, found: re.Match[str], event: Event, is_said: bool) -> str:
        role, part, verb = found["role"], found["part"] or "", found["verb"]
        after = f" {verb}" if verb else ""
        if role == "topic":
            return self._topic(part, event) + after
        id_ = event.roles.get(role)
        if id_ is None:
            return NOBODY + after
        if not part:
            speaker = event.roles["actor"]
            return (self.calls(speaker, id_) if is_said else self.name(id_)) + after
        return self._part(id_, part, verb)

    def _part(self, id_: str, part: str, verb: str | None) -> str:
        """ "{actor.their}", "{target.them}", "{actor.home}", with the verb of "{actor.they}"."""
        form, after = self.pronoun(id_), f" {verb}" if verb else ""
        match part.lower():
            case "they":
                text, after = form.subject, f" {agree(verb, form)}" if verb else ""
            case "them":
                text = form.object
            case "their":
                text = form.possessive
            case "themselves":
                text = form.reflexive
            case "home" | "post":
                home, post = self.stage.homes.get(id_, ("", ""))
                text = self.thing(home if part == "home" else post)
            case _:
                text = self.name(id_)
        return (text.capitalize() if part[0].isupper() else text) + after

    # Propositions. ---------------------------------------------------------------------------

    def _topic(self, part: str, event: Event) -> str:
        if not event.data.get("topic"):
            return "…"
        told = proposition(event.data["topic"])
        speaker, hearer = event.roles["actor"], event.roles.get("target", "")
        view = speech.in_speech(speaker, hearer, lambda id_: self.calls(speaker, id_))
        return self.asked(told, view) if part == "question" else self.stated(told, view)

    def stated(self, told: Proposition, view: speech.Viewpoint) -> str:
        """A proposition as a sentence, from somebody's viewpoint."""
        claim = self._claim(told, "says")
        if claim:
            return sentence(claims.aloud(claim, self._meant(told, view), self.tongue))
        saying = self._saying(told, view)
        return saying.stated() if saying and saying.predicate.says else sentence(str(told))

    def asked(self, told: Proposition, view: speech.Viewpoint) -> str:
        """A proposition as a question, from somebody's viewpoint."""
        claim = self._claim(told, "asks")
        if claim:
            return capital(claims.aloud(claim, self._meant(told, view), self.tongue))
        saying = self._saying(told, view)
        return saying.asked() if saying and saying.predicate.asks else f"{told}?"

    def _claim(self, told: Proposition, how: str) -> str:
        """How a predicate is said in this language; empty when no wording file says it."""
        written = self.tongue.phrases.table("propositions").get(told.predicate, {})
        return str(written.get(how, ""))

    def _meant(self, told: Proposition, view: speech.Viewpoint) -> claims.Meaning:
        """How the names of a proposition are meant, from a viewpoint."""
        predicate = self.world.predicates.get(told.predicate)
        kinds = () if predicate is None else predicate.names

        def meant(position: int) -> claims.Meant:
            id_ = told.names[position - 1] if position <= len(told.names) else GAP
            if id_ == GAP:
                return claims.Meant(str(self.tongue.grammar["nobody"]))
            if position <= len(kinds) and kinds[position - 1] == "person":
                return _by_form(view(id_))
            return claims.Meant(self._own_thing(id_, told, view))

        return meant

    def _own_thing(self, id_: str, told: Proposition, view: speech.Viewpoint) -> str:
        """A word, place or group, said by whoever it belongs to: "so that all know who I am"."""
        words, owner = self.thing(id_), told.names[0]
        if owner in self.stage.pronouns and view(owner) in (I, YOU):
            mine = self.tongue.phrases.table("words").get(id_, {})
            if isinstance(mine, dict):
                return str(mine.get("I" if view(owner) is I else "you", words))
            return reworded(words, self.gender(owner), view(owner))
        return words

    def _saying(self, told: Proposition, view: speech.Viewpoint) -> speech.Saying | None:
        predicate = self.world.predicates.get(told.predicate)
        if predicate is None:
            return None
        return speech.Saying(told, predicate, view, self.thing, self.stage.pronouns)

    def thought(self, told: Proposition, holder: str) -> str:
        """A proposition as the end of "believes that ...": no capital of its own, no point."""
        claim = self._claim(told, "that")
        if claim:
            view = speech.in_thought(holder, self.gender(holder), self.name)
            return claims.in_thought(claim, self._meant(told, view), self.tongue, self.tense)
        pronouns = self.stage.pronouns.get(holder, "they")
        text = self.stated(told, speech.in_thought(holder, pronouns, self.name)).rstrip(".")
        first = text.split(" ", 1)[0]
        is_name = any(self.name(id_).split(" ", 1)[0] == first for id_ in told.names)
        return text if is_name else text[:1].lower() + text[1:]


def _by_form(form: Form) -> claims.Meant:
    """How a form means somebody: by name, or by the pronoun it is."""
    kinds = {id(I): "I", id(YOU): "you", **{id(form): kind for kind, form in PRONOUNS.items()}}
    return claims.Meant(form.subject, kinds.get(id(form), ""))


def _doer(event: Event) -> str:
    return event.roles.get("actor") or event.roles.get("who") or event.roles.get("by", "")
