"""What a telling is made of: chapters, passages, paragraphs and sentences.

A sentence never goes without its mark: the event it tells, by what message, with whom in which
role. By the marks a reader can ask of any sentence where it comes from, and a test can ask whether
it is true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["opening", "body", "passing", "gap", "past", "ending"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing told, in one or two sentences; `seq` is its event, `time` its story second. What
    tells where and when can be a `lead` instead, with which the next sentence begins."""

    text: str
    seq: int
    time: int
    message: str
    roles: Mapping[str, str] = field(default_factory=dict)
    speaker: str = ""
    template: str = ""
    is_inner: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together."""

    sentences: tuple[Sentence, ...]
    kind: Kind = "body"

    @property
    def text(self) -> str:
        """All its sentences as one text."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Passage:
    """A scene, or what is told between two: paragraphs of one place and time.

    `place` is empty for what is told in passing; `holder` is through whom it is seen, if anybody.
    """

    paragraphs: tuple[Paragraph, ...]
    place: str
    starts: int
    who: tuple[str, ...] = ()
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """The passages of a day, or of what lies before the story."""

    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A whole story told. `cast` is its main people, `names` is everybody and `places` is every
    place, by id with what they are called."""

    title: str
    subtitle: str
    chapters: tuple[Chapter, ...]
    cast: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence, in order."""
        for paragraph in self.paragraphs():
            yield from paragraph.sentences

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph, in order."""
        for chapter in self.chapters:
            for passage in chapter.passages:
                yield from passage.paragraphs
