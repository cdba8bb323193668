"""How well stories are told: the long form of what the tests measure in short.

    python -m benchmarks.telling --seeds 200        # repetitions, patterns, pronouns, truth, time
    python -m benchmarks.telling --seeds 9 --worlds the-best-intentions --until "day 8 00:00" --show
    python -m benchmarks.telling --samples          # write docs/samples anew
    python -m benchmarks.telling --stale            # say which samples are of older stories

Every story is lived and told whole. A page is 25 sentences; a shape is a wording with its gaps. A
sample says which chronicle it tells, by the fingerprint of its end.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from kizuna.clock import parse_moment
from kizuna.ensemble import ends_at
from kizuna.event import Event
from kizuna.run import Story, begin
from kizuna.tell.forms import as_markdown
from kizuna.tell.prose import Sentence, Telling, Wish, told
from kizuna.tell.prose.phrase import NOT_AGAIN_WITHIN, NOTICED, parts
from kizuna.world.load import load
from kizuna.world.rules import World

SAMPLES = Path(__file__).parents[1] / "docs" / "samples"
PAGE = 25
TOLD = (
    ("precious-person", 1, Wish()), ("precious-person", 2, Wish(pov=("gaara",))),
    ("precious-person", 3, Wish(language="de")), ("the-best-intentions", 1, Wish()),
    ("the-best-intentions", 2, Wish(pov=("sakura",))),
    ("the-best-intentions", 3, Wish(language="de")),
)  # fmt: skip
"""The samples: world, seed, and how it is told."""
FRAME = ("opening.", "gap.")
UNSEEN = ("opening.", "gap.", "happening", "past.", "holds.")
"""Messages of the frame: no deed of anybody."""
CHRONICLE = re.compile(r"<!-- chronicle (\w+) -->")


def lived(world: World, seed: int, until: int | None = None) -> Story:
    """A story: the whole of it, or until a second."""
    return begin(world, seed=seed).advance(ends_at(world) if until is None else until)


# What is measured of a telling. ----------------------------------------------------------------


def repeated(telling: Telling) -> list[str]:
    """Sentences that came already within forty."""
    said: list[str] = []
    again = []
    for sentence in telling.sentences():
        if not sentence.message.startswith(FRAME):
            now = dict.fromkeys(parts(sentence.text))
            lately = said[-NOT_AGAIN_WITHIN:]
            again += [part for part in now if part in lately and len(part) > NOTICED]
            said += now
    return again


def patterned(telling: Telling) -> float:
    """The share of sentences whose shape came already on their page."""
    shapes = [sentence.template for sentence in telling.sentences()]
    pages = [shapes[at : at + PAGE] for at in range(0, len(shapes), PAGE)]
    return sum(len(page) - len(set(page)) for page in pages) / max(1, len(shapes))


LEFT_OVER = re.compile(r"[{}\[\]|<>_]|  |\.\.|\?\.|,\.|\.,|\bNone\b")
ENGLISH_SLIPS = re.compile(r"\b[Aa] [aeio]\w+|\b(?:we|they|you) (?:is|was|has)\b")


def slips(telling: Telling) -> list[str]:
    """Sentences with a gap left, a doubled space or stop, "a honest", or no proper end."""
    found = []
    for sentence in telling.sentences():
        text = sentence.text
        is_english = telling.language == "en"
        is_slip = LEFT_OVER.search(text) or (is_english and ENGLISH_SLIPS.search(text))
        is_whole = (text[0].isupper() or text[0] in "“„…") and text[-1] in ".!?…”“:"
        if is_slip or not is_whole or (text.count("“") != text.count("”") and is_english):
            found.append(text)
    return found


QUOTED = re.compile(r"[“„\"][^”“\"]*[”“\"]")
PRONOUNS = (
    (re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE), "he"),
    (re.compile(r"\b(?:she|her|herself)\b", re.IGNORECASE), "she"),
)


def unclear(telling: Telling, world: World) -> list[tuple[str, str]]:
    """Sentences with a pronoun that could mean two people of the sentence before it, with that."""
    kinds = {e.roles["who"]: e.data["pronouns"] for e in world.opening if e.kind == "PersonEntered"}
    found = []
    for paragraph in telling.paragraphs():
        told_ = [part for sentence in paragraph.sentences for part in _clauses(sentence)]
        for before, now in pairwise(told_):
            for pattern, kind in PRONOUNS:
                names = [name for id_, name in telling.names.items() if kinds[id_] == kind]
                if _could_be_two(pattern, names, before, now):
                    found.append((before, now))
    return found


def _could_be_two(pattern: re.Pattern[str], names: Sequence[str], before: str, now: str) -> bool:
    found = pattern.search(now)
    if found is None or any(name in now[: found.start()] for name in names):
        return False
    return len({name for name in names if name in before}) > 1


def _clauses(sentence: Sentence) -> Iterator[str]:
    """The single sentences of one told, without what is said in them."""
    seen = QUOTED.sub(lambda found: " “” " if found[0][-2] in ".!?" else " ", sentence.text)
    yield from (part for part in re.split(r"(?<=[.!?”])\s+", seen) if part.strip(" ”“"))


def untrue(telling: Telling, events: Mapping[int, Event]) -> list[Sentence]:
    """Sentences whose mark (event, second, who in which role) is not in the chronicle."""
    found = []
    for sentence in telling.sentences():
        event = events.get(sentence.seq)
        is_frame = sentence.message.startswith(UNSEEN)
        same = event is not None and event.time == sentence.time
        if event is None or not same or not (is_frame or _is_of(sentence, event, events)):
            found.append(sentence)
    return found


def _is_of(sentence: Sentence, event: Event, events: Mapping[int, Event]) -> bool:
    made = events.get(int(event.data.get("commitment", -1)))
    roles = {**({} if made is None else made.roles), **event.roles}
    return all(roles.get(role, id_) == id_ for role, id_ in sentence.roles.items())


@dataclass
class Sums:
    """What was counted over many tellings of a world."""

    stories: int = 0
    sentences: int = 0
    repeated: int = 0
    shapes: float = 0.0
    slips: int = 0
    unclear: int = 0
    untrue: int = 0
    events: int = 0
    seconds: float = 0.0
    worst: float = 0.0
    shown: list[str] = field(default_factory=list)

    def add(self, world: World, events: Sequence[Event]) -> None:
        """Tell one more story and count."""
        started = time.process_time()
        telling = told(world, events)
        self.seconds += time.process_time() - started
        self.stories += 1
        self.events += len(events)
        self.sentences += len(list(telling.sentences()))
        again, slipped, two = repeated(telling), slips(telling), unclear(telling, world)
        false = untrue(telling, {event.seq: event for event in events})
        shapes = patterned(telling)
        self.repeated += len(again)
        self.shapes += shapes
        self.worst = max(self.worst, shapes)
        self.slips += len(slipped)
        self.unclear += len(two)
        self.untrue += len(false)
        self.shown += [f"again: {text}" for text in again]
        self.shown += [f"slip: {text}" for text in slipped]
        self.shown += [f"two: {' / '.join(pair)}" for pair in two]
        self.shown += [f"untrue: {each.text}" for each in false]

    def __str__(self) -> str:
        many = max(1, self.stories)
        return (
            f"{self.stories} stories, {self.sentences} sentences: {self.repeated} repeated within "
            f"forty, {self.shapes / many:.1%} of shapes again on their page (at most "
            f"{self.worst:.1%} in one story), {self.slips} slips, "
            f"{self.unclear} unclear pronouns, {self.untrue} marks not in the chronicle; "
            f"{3000 * self.seconds / max(1, self.events):.2f} s for 3,000 events"
        )


def measured(
    names: Sequence[str], seeds: Iterable[int], until: int | None, shows: bool
) -> Iterator[str]:
    """A line for each world: sums over the seeds; and what was counted, if it is to be shown."""
    for name in names:
        world, sums = load(name), Sums()
        for seed in seeds:
            sums.add(world, list(lived(world, seed, until).chronicle()))
        yield f"{name}: {sums}"
        yield from sums.shown if shows else ()


# Samples. --------------------------------------------------------------------------------------


def sample(name: str, seed: int, wish: Wish) -> str:
    """The pages of a sample, with the chronicle that they tell."""
    world = load(name)
    story = lived(world, seed)
    opening = f"<!-- chronicle {story.fingerprint()[:16]} -->\n\n{intro(name, seed, wish)}"
    return as_markdown(told(world, list(story.chronicle()), wish), opening)


def path_of(name: str, seed: int) -> Path:
    """Where a sample lies."""
    return SAMPLES / f"{name}-{seed}.md"


def write_samples() -> Iterator[str]:
    """Write every sample; yields the names of the files."""
    SAMPLES.mkdir(parents=True, exist_ok=True)
    for name, seed, wish in TOLD:
        path_of(name, seed).write_text(sample(name, seed, wish), encoding="utf-8")
        yield path_of(name, seed).name


def stale() -> Iterator[str]:
    """Samples that would be told otherwise now."""
    for name, seed, wish in TOLD:
        path = path_of(name, seed)
        if path.read_text(encoding="utf-8") != sample(name, seed, wish):
            yield f"{path.name} is of an older story or wording"


def chronicle_of(text: str) -> str:
    """The fingerprint that a sample states; empty when it states none."""
    found = CHRONICLE.search(text)
    return found[1] if found else ""


def intro(name: str, seed: int, wish: Wish) -> str:
    """How to get the same pages."""
    ways = [f"--pov {','.join(wish.pov)}"] if wish.pov else []
    ways += [f"--language {wish.language}"] if wish.language != "en" else []
    asked = " ".join(["kizuna tell story.kizuna", *ways])
    return f"`kizuna run {name} --seed {seed} --out story.kizuna`, then `{asked}`"


def main() -> None:
    """Read the arguments and measure, or write samples."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--seeds", type=int, default=20)
    reader.add_argument("--first", type=int, default=1)
    reader.add_argument("--worlds", nargs="*", default=["precious-person", "the-best-intentions"])
    reader.add_argument("--until")
    reader.add_argument("--show", action="store_true")
    reader.add_argument("--samples", action="store_true")
    reader.add_argument("--stale", action="store_true")
    asked = reader.parse_args()
    seeds = range(asked.first, asked.first + asked.seeds)
    lines = write_samples() if asked.samples else stale() if asked.stale else None
    until = None if asked.until is None else parse_moment(asked.until)
    if lines is None:
        lines = measured(asked.worlds, seeds, until, asked.show)
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
