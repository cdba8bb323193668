"""How well stories are told: the long form of what the tests measure in short.

    python -m benchmarks.telling --seeds 200        # repetitions, patterns, time
    python -m benchmarks.telling --samples          # write docs/samples anew

Every story is lived and told whole. A page is 25 sentences; a shape is a wording with its gaps.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from kizuna.ensemble import ends_at
from kizuna.event import Event
from kizuna.run import begin
from kizuna.tell.forms import as_markdown
from kizuna.tell.prose import Telling, Wish, told
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


def lived(world: World, seed: int) -> list[Event]:
    """A whole story."""
    return list(begin(world, seed=seed).advance(ends_at(world)).chronicle())


def repeated(telling: Telling) -> int:
    """Sentences that came already within forty."""
    said: list[str] = []
    again = 0
    for sentence in telling.sentences():
        if not sentence.message.startswith(FRAME):
            now = dict.fromkeys(parts(sentence.text))
            lately = said[-NOT_AGAIN_WITHIN:]
            again += sum(part in lately and len(part) > NOTICED for part in now)
            said += now
    return again


def patterned(telling: Telling) -> float:
    """The share of sentences whose shape came already on their page."""
    shapes = [sentence.template for sentence in telling.sentences()]
    pages = [shapes[at : at + PAGE] for at in range(0, len(shapes), PAGE)]
    return sum(len(page) - len(set(page)) for page in pages) / max(1, len(shapes))


def measured(names: Sequence[str], seeds: range) -> Iterator[str]:
    """A line for each world: means over the seeds."""
    for name in names:
        world = load(name)
        again, shapes, seconds, sentences = 0, 0.0, 0.0, 0
        for seed in seeds:
            events = lived(world, seed)
            started = time.perf_counter()
            telling = told(world, events)
            seconds += time.perf_counter() - started
            again += repeated(telling)
            shapes += patterned(telling)
            sentences += len(list(telling.sentences()))
        many = len(seeds)
        yield (
            f"{name}: {many} stories, {sentences // many} sentences each, {again} repeated, "
            f"{shapes / many:.1%} of shapes again on their page, {seconds / many:.2f} s to tell"
        )


def write_samples() -> Iterator[str]:
    """Write every sample; yields the names of the files."""
    SAMPLES.mkdir(parents=True, exist_ok=True)
    for name, seed, wish in TOLD:
        world = load(name)
        telling = told(world, lived(world, seed), wish)
        path = SAMPLES / f"{name}-{seed}.md"
        path.write_text(as_markdown(telling, intro(name, seed, wish)), encoding="utf-8")
        yield path.name


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
    reader.add_argument("--samples", action="store_true")
    asked = reader.parse_args()
    seeds = range(asked.first, asked.first + asked.seeds)
    for line in write_samples() if asked.samples else measured(asked.worlds, seeds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
