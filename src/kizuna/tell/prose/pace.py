"""Pace: what becomes a scene, what a few words in passing, and what is left out.

Lines of one place that follow each other closely are a scene. A scene in which enough happens is
told in full: its lines one by one, the weightiest and what leads up to them. One in which little
happens is told in passing, in a sentence or two; several such follow each other in one paragraph.
What is worth neither is left to the silence between.

    shown = paced(lines, salience, FULL)

How much is enough is the `Length` of the telling.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kizuna.clock import DAY, HOUR, MINUTE
from kizuna.state.belief import proposition
from kizuna.tell.line import Line
from kizuna.tell.prose.exchange import ASKS, asked, whole

MOST_OF_A_DEED, MOST_OF_A_THOUGHT = 3, 2
"""How often in a scene the same kind of deed is told, and the same turn of an inner life: urges
held back, feelings, second thoughts (a choice)."""
ALIKE = {"did.thank_for": "did.thank", "did.encourage": "did.console"}
"""Deeds that come to the same for a reader of one scene."""
SHOWS = {"did.rejoice": "felt.joy.toward", "did.shrink_back": "felt.fear.toward"}
"""Deeds that show a feeling, which then need not be told as well."""
WONDERS = "wonders"
"""The message of what somebody wonders, perhaps before asking it aloud."""
READS = ("turns.fears", "turns.sees")
FEELINGS = {"fears": "felt.fear.toward", "hates": "felt.anger.toward"}
"""Hearts that are seen, and the feelings they are."""
ENDS_WITH, SHARE_OF_GREAT, GREAT_ONE_IN = 0.6, 0.75, 30
"""A telling ends with the last thing that happens of so much worth, and of so much beside the least
of its great things, one in so many: what is worth more than all else is no measure (a choice)."""
TURNS = 0.8
"""A day on which something of so much worth happens is no quiet one (a choice)."""
MOST_OVER_DAYS = 2
"""How often the same kind of thing is told of several days together (a choice)."""
FEW_LINES = 6
"""A day of no more lines than this, none of them of much worth, is a quiet one (a choice)."""
IDLE_LINES = 2
"""A day of no more lines than this, none of much worth, has no chapter of its own (a choice)."""
MORNING_S = 5 * HOUR
"""From this hour on the night is over, and a new day begins (a choice)."""
QUIET_S = 25 * MINUTE
"""A place that was quiet for so long has had its say (a choice)."""


@dataclass(frozen=True, slots=True)
class Length:
    """How much is told: lines from `line` on, scenes whose lines come to `scene`, else passing
    words of at most `passing` lines from `worth_passing` on, and so many of several scenes
    `together`."""

    line: float
    scene: float
    most_lines: int
    worth_passing: float
    passing: int
    together: int


FULL = Length(0.2, scene=1.1, most_lines=26, worth_passing=0.4, passing=2, together=3)
SHORT = Length(0.45, scene=2.5, most_lines=12, worth_passing=0.8, passing=1, together=2)
DIGEST = Length(0.6, scene=99.0, most_lines=0, worth_passing=0.6, passing=4, together=12)
"""Three lengths of telling (a choice): in full, in short, and every scene in passing."""


@dataclass(frozen=True, slots=True)
class Told:
    """A scene as it will be told: its lines in order, in full or in passing."""

    place: str
    lines: tuple[Line, ...]
    is_scene: bool

    @property
    def starts(self) -> int:
        """Story second of its first line."""
        return self.lines[0].time

    @property
    def day(self) -> int:
        """The day it begins on, from 0."""
        return day_of(self.starts)

    @property
    def ends(self) -> int:
        """Story second of its last line."""
        return self.lines[-1].time

    @property
    def who(self) -> tuple[str, ...]:
        """Who is in it, in order of appearance."""
        return tuple(dict.fromkeys(id_ for line in self.lines for id_ in line.who))


def day_of(time: int) -> int:
    """The day a story second belongs to, from 0: what goes on after midnight is still the evening
    before."""
    return max(0, time - MORNING_S) // DAY


def gathered(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines by place, cut where the place was quiet, and where somebody comes back to it from a
    scene elsewhere; in the order in which they begin."""
    scenes: list[list[Line]] = []
    open_at: dict[str, list[Line]] = {}
    last_in: dict[str, list[Line]] = {}
    for line in lines:
        scene = open_at.get(line.place)
        if scene is None or _is_quiet(scene, line) or _is_back(scene, line, last_in):
            scene = open_at[line.place] = []
            scenes.append(scene)
        scene.append(line)
        last_in.update(dict.fromkeys(line.who, scene))
    return scenes


def _is_quiet(scene: Sequence[Line], line: Line) -> bool:
    return line.time - scene[-1].time > QUIET_S


def _is_back(scene: Sequence[Line], line: Line, last_in: Mapping[str, list[Line]]) -> bool:
    """Whether somebody of a scene was in another one since: what happened there comes first."""
    here = {id_ for each in scene for id_ in each.who}
    return any(id_ in here and last_in.get(id_, scene) is not scene for id_ in line.who)


def paced(lines: Iterable[Line], worth: Mapping[int, float], length: Length) -> Iterator[Told]:
    """What is told of these lines, scene by scene."""
    for scene in map(settled, gathered(lines)):
        strong = [line for line in scene if worth[line.seq] >= length.line]
        if sum(worth[line.seq] for line in strong) >= length.scene:
            few = best(varied(strong, worth), worth, length.most_lines)
            shown = whole(few, scene, worth)
            yield Told(scene[0].place, tuple(shown), True)
            continue
        passing = [line for line in scene if worth[line.seq] >= length.worth_passing]
        if passing:
            few = best(varied(passing, worth), worth, length.passing)
            shown = whole(few, scene, worth)
            if shown:
                yield Told(scene[0].place, tuple(shown), False)


def ended(scenes: Iterable[Told], worth: Mapping[int, float]) -> Iterator[Told]:
    """Scenes up to the last in which something of worth happens, and that one up to it: a story
    does not peter out. One in which nothing does is told to its end."""
    shown = list(scenes)
    happens = [line for each in shown for line in each.lines if line.voice != "inner"]
    ranked = sorted((worth[line.seq] for line in happens), reverse=True)
    great = ranked[len(ranked) // GREAT_ONE_IN] if ranked else 0.0
    enough = max(ENDS_WITH, SHARE_OF_GREAT * great)
    strong = {line.seq for line in happens if worth[line.seq] >= enough}
    last = [place for place, each in enumerate(shown) if any(e.seq in strong for e in each.lines)]
    if not last:
        yield from shown
        return
    yield from shown[: last[-1]]
    final = shown[last[-1]]
    peak = max(line.time for line in final.lines if line.seq in strong)
    yield replace(final, lines=tuple(_until(final.lines, peak)))


def _until(lines: Iterable[Line], time: int) -> Iterator[Line]:
    """Lines until a second, and what is answered to them."""
    kept: set[int] = set()
    for line in lines:
        if line.time <= time or asked(line) in kept:
            kept.add(line.seq)
            yield line


def is_quiet_day(scenes: Sequence[Told], worth: Mapping[int, float]) -> bool:
    """Whether so little happens on a day that it can be told together with the next."""
    lines = [line for scene in scenes for line in scene.lines]
    return len(lines) <= FEW_LINES and max(worth[line.seq] for line in lines) < TURNS


def is_idle_day(scenes: Sequence[Told], worth: Mapping[int, float]) -> bool:
    """Whether what happens on a day is not worth a chapter of its own."""
    lines = [line for scene in scenes for line in scene.lines]
    return len(lines) <= IDLE_LINES and max(worth[line.seq] for line in lines) < ENDS_WITH


def rarest(lines: Iterable[Line], worth: Mapping[int, float]) -> list[Line]:
    """Of each kind of thing only the weightiest, and of each two people once: what is told of many
    days is not told as often as it happened."""
    kept: list[Line] = []
    counts: Counter[tuple[str, ...]] = Counter()
    for line in sorted(lines, key=lambda line: (-worth[line.seq], line.seq)):
        kind = _kind(line)
        of_two = (kind, *sorted(filter(None, _two(line))))
        if counts[kind,] < MOST_OVER_DAYS and not (len(of_two) > 1 and counts[of_two]):
            counts.update([(kind,), of_two] if len(of_two) > 1 else [(kind,)])
            kept.append(line)
    return sorted(kept, key=lambda line: line.seq)


def settled(scene: Sequence[Line]) -> list[Line]:
    """The lines of a scene, of each belief that turns in it and turns again only what comes of it
    in the end, if that is another than before."""
    turns: dict[tuple[str, str], list[int]] = {}
    for line in scene:
        if line.event is not None and line.message.startswith("turns."):
            belief = (line.event.roles["who"], str(line.event.data["proposition"]))
            turns.setdefault(belief, []).append(line.seq)
    undone = {seq for seqs in turns.values() for seq in (seqs[:-1] if len(seqs) % 2 else seqs)}
    return [line for line in scene if line.seq not in undone]


def varied(lines: Sequence[Line], worth: Mapping[int, float]) -> list[Line]:
    """The lines of a scene, of each kind only so many, the weightiest; of what one does to one
    person only the weightiest, and no feeling that a deed shows."""
    counts: Counter[tuple[str, ...]] = Counter()
    heard = _with_answers(lines, worth)
    shown = {(SHOWS[line.message], *_two(line)) for line in lines if line.message in SHOWS}
    shown |= {read for line in lines for read in _read_in_a_face(line)}
    asked_ = {(_two(line)[0], line.topic) for line in lines if line.message in ASKS}
    kept = set()
    for line in sorted(lines, key=lambda line: (-heard[line.seq], line.seq)):
        kind, most = _kind(line), MOST_OF_A_THOUGHT if line.voice == "inner" else MOST_OF_A_DEED
        same = [(kind, *_two(line)), *((kind, "of", *each) for each in _of_third(line))]
        counts.update([(kind,), *same])
        is_said = line.voice != "inner" and any(counts[each] > 1 for each in same)
        is_shown = (line.message, *_two(line)) in shown or _wondered(line) in asked_
        if counts[kind,] <= most and not is_said and not is_shown:
            kept.add(line.seq)
    return [line for line in lines if line.seq in kept]


def _read_in_a_face(line: Line) -> Iterator[tuple[str, str, str]]:
    """The feeling that somebody sees in another, which then need not be told as well."""
    if line.message in READS and line.event is not None:
        read = proposition(line.event.data["proposition"])
        if read.predicate in FEELINGS:
            yield FEELINGS[read.predicate], read.names[0], read.names[-1]


def _wondered(line: Line) -> tuple[str, str]:
    """Who wonders, and what."""
    if line.message != WONDERS or line.event is None:
        return "", ""
    return line.event.roles["who"], str(line.event.data["proposition"])


def _kind(line: Line) -> str:
    is_inner = line.voice == "inner"
    return line.message.partition(".")[0] if is_inner else ALIKE.get(line.kind, line.kind)


def _with_answers(lines: Iterable[Line], worth: Mapping[int, float]) -> Mapping[int, float]:
    """What each line is worth with what is answered to it."""
    heard: dict[int, float] = {}
    for line in lines:
        heard[line.seq] = heard.get(line.seq, 0.0) + worth[line.seq]
        if asked(line):
            heard[asked(line)] = heard.get(asked(line), 0.0) + worth[line.seq]
    return heard


def _of_third(line: Line) -> list[tuple[str, str]]:
    """Who does it, and whom it is about, if it is about anybody."""
    roles: Mapping[str, str] = {} if line.event is None else line.event.roles
    return [(roles.get("actor", ""), roles["about"])] if "about" in roles else []


def _two(line: Line) -> tuple[str, str]:
    """Who does or feels it, and toward whom."""
    roles: Mapping[str, str] = {} if line.event is None else line.event.roles
    doer = roles.get("actor") or roles.get("who") or roles.get("by", "")
    return doer, roles.get("target") or roles.get("toward") or roles.get("to", "")


def best(lines: Sequence[Line], worth: Mapping[int, float], most: int) -> list[Line]:
    """The weightiest lines, in the order in which they happened."""
    ranked = sorted(range(len(lines)), key=lambda place: (-worth[lines[place].seq], place))
    return [lines[place] for place in sorted(ranked[:most])]
