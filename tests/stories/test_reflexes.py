"""Powers that act by themselves: what sets them off, and what does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kizuna.event import Event
from kizuna.problems import WorldMistaken
from kizuna.run import Story
from kizuna.world.rules import World
from tests.conftest import Tell

SHORE = """
world: shore
starts: day 1 08:00
places: {shore: {name: the shore, tags: [open, water]}}
people:
  jiro: {name: Jiro, age: 30, at: shore}
  kon: {name: Kon, age: 31, at: shore}
  mei: {name: Mei, age: 32, at: shore}
bonds:
  jiro -> kon: {affection: -0.6}
  jiro -> mei: {affection: 0.8, trust: 0.6, hours: 300}
"""
SHELL = """
powers:
  jiro:
    - name: shell
      title: the shell
      kind: reflex
      triggers:
"""
BRISTLES = (
    SHELL
    + """
        - mode: it bristles
          when: {kind: Noticed, who: "?host", sees: "?other", while: {of: "?host", toward: "?other", affection: "< -0.2"}}
"""
)
SAVES = (
    SHELL
    + """
        - {mode: the tide turns, does: ends danger, when: {kind: Noticed, who: "?host", sees: "?other", while: {of: "?other", is_in_danger: true}}}
"""
)
STANDS_BETWEEN = (
    SHELL
    + """
        - {mode: turns blades, does: stops blows, when: {did: attack, actor: "?other", target: "?host", while: {of: "?other", bluntness: "< 0.9"}}}
"""
)
MEI_IN_DANGER = """
backstory:
  - {id: fall, at: 5 min before, kind: injury, actor: kon, target: mei, where: head, severity: 0.6, knocks out: true, endangers: {danger: the tide, level: 0.9}, words: Kon pushed Mei}
"""


def acted(story: Story) -> list[Event]:
    return [event for event in story.chronicle() if event.kind == "ReflexActed"]


def test_a_reflex_stirs_at_a_foe_and_not_at_a_friend(tell: Tell) -> None:
    story = tell(SHORE + BRISTLES, until="day 1 08:10")
    first = acted(story)[0]
    assert dict(first.roles) == {"actor": "jiro", "target": "kon"}
    assert (first.data["mode"], first.data["does"]) == ("it bristles", "stirs")
    assert first.data["witnesses"] == ["jiro", "kon", "mei"]
    assert all(event.roles["target"] == "kon" for event in acted(story))
    noticed = [story.events[cause.seq] for cause in first.causes if cause.type == "motivated"]
    assert [event.kind for event in noticed] == ["Noticed"]


def test_without_the_power_nothing_stirs(tell: Tell) -> None:
    assert acted(tell(SHORE, until="day 1 08:10")) == []


def test_a_trigger_of_ones_own_can_end_a_danger_nobody_wished_away(tell: Tell) -> None:
    story = tell(SHORE + SAVES + MEI_IN_DANGER, until="day 1 08:10")
    (saved,) = acted(story)
    assert dict(saved.roles) == {"actor": "jiro", "target": "mei"}
    ended = [event for event in story.chronicle() if event.kind == "DangerEnded"]
    assert [event.causes[0].seq for event in ended] == [saved.seq]


@pytest.mark.parametrize(("bluntness", "is_stopped"), [(0.5, True), (0.95, False)])
def test_a_blow_is_stopped_by_the_trigger_it_meets(
    bluntness: float, is_stopped: bool, world_of: Callable[[str], World]
) -> None:
    from kizuna.run import begin
    from kizuna.scene.reflex import takes_the_blow

    told = SHORE.replace(
        "age: 31, at: shore", f"age: 31, at: shore, traits: {{bluntness: {bluntness}}}"
    )
    story = begin(world_of(told + STANDS_BETWEEN), seed=1)
    moment = story._look(story._moment(story.whole.now))
    deed = moment.draft("Did", {"actor": "kon", "target": "jiro"}, {"practice": "attack"})
    other = moment.draft("Did", {"actor": "mei", "target": "jiro"}, {"practice": "insult"})
    jiro, kon, mei = (story.whole.person(id_) for id_ in ("jiro", "kon", "mei"))
    assert takes_the_blow(moment, jiro, kon, deed.seq) is is_stopped
    assert not takes_the_blow(moment, jiro, mei, other.seq)
    assert [event.kind for event in moment.drafted].count("ReflexActed") == is_stopped


@pytest.mark.parametrize(
    ("when", "name"),
    [
        ("{kind: Notised, who: '?host'}", "unknown-kind"),
        ("{kind: Noticed, who: jiru}", "unknown-person"),
        ("{kind: Noticed, who: '?host', while: {of: '?host', prode: 1}}", "unknown-fact"),
    ],
)
def test_a_mistaken_trigger_is_told(when: str, name: str, world_of: Callable[[str], World]) -> None:
    with pytest.raises(WorldMistaken, match=rf"when.*\[{name}\]|small.yaml.*\[{name}\]"):
        world_of(f"{SHORE}{SHELL}        - {{mode: odd, when: {when}}}\n")
