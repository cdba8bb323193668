"""The peer's published behaviour, case by case: every number the peer gave, we give."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from kizuna.mind.occ import KINDS, PAD, Felt
from kizuna.mind.peer import Belief, PeerModel

DATA = Path(__file__).parents[1] / "data" / "gamygdala_vectors.json.xz"
VECTORS: dict[str, Any] = json.loads(lzma.decompress(DATA.read_bytes()))
PEER_NAMES = {"fears_confirmed": "fear-confirmed", "happy_for": "happy-for"}
NEAR = 1e-5


def peer_name(kind: str) -> str:
    return PEER_NAMES.get(kind, kind)


def started(case: dict[str, Any]) -> PeerModel:
    model = PeerModel(case["agents"])
    for name, gain in case["gain"].items():
        model.set_gain(name, gain)
    set_decay(model, case["decay"])
    return model


def set_decay(model: PeerModel, decay: dict[str, Any]) -> None:
    model.is_linear, model.factor = decay["kind"] == "linear", decay["factor"]


def belief_of(step: dict[str, Any]) -> Belief:
    return Belief(
        goals=tuple(step["goals"]),
        congruences=tuple(step["congruences"]),
        likelihood=step["likelihood"],
        doer=step["causal"],
        incremental=step["incremental"],
    )


def take(model: PeerModel, step: dict[str, Any]) -> tuple[Felt, ...]:
    match step["op"]:
        case "goal":
            model.want(
                step["agent"], step["goal"], step["utility"], maintenance=step["maintenance"]
            )
        case "relation":
            model.relate(step["source"], step["target"], step["like"])
        case "remove_goal":
            model.give_up(step["agent"], step["goal"])
        case "gain":
            model.set_gain(step["agent"], step["value"])
        case "set_decay":
            set_decay(model, step)
        case "decay":
            model.pass_time(step["ms"] / 1000.0)
        case "belief":
            return model.appraise(belief_of(step), only=step["only_agent"])
        case unknown:
            pytest.fail(f"the vectors have a step this test does not know: {unknown}")
    return ()


def as_emitted(felt: tuple[Felt, ...]) -> list[tuple[str, str, str, Any]]:
    """The peer's own list: into the relation first, when there is one, then into the agent."""
    emitted = []
    for one in felt:
        about = peer_name(one.kind), pytest.approx(one.strength, abs=NEAR)
        if one.toward is not None:
            emitted.append(("relation_to", one.toward, *about))
        emitted.append(("agent", one.holder, *about))
    return emitted


def expected_emitted(entries: list[dict[str, Any]]) -> list[tuple[str, str, str, float]]:
    return [
        (key, entry[key], entry["emotion"], entry["intensity"])
        for entry in entries
        for key in ("relation_to", "agent")
        if key in entry
    ]


def named(strengths: dict[str, float]) -> list[tuple[str, Any]]:
    return [(peer_name(kind), pytest.approx(x, abs=NEAR)) for kind, x in strengths.items()]


def assert_agrees(model: PeerModel, expected: dict[str, Any]) -> None:
    likelihoods = {name: goal.likelihood for name, goal in model.goals.items()}
    assert likelihoods == pytest.approx(expected["goals"], abs=NEAR)
    assert list(model.agents) == list(expected["agents"])
    for name, peer in expected["agents"].items():
        agent = model.agents[name]
        assert list(peer["state"].items()) == named(agent.state())
        assert list(peer["state_gain"].items()) == named(agent.state_gained())
        assert agent.pad() == pytest.approx(peer["pad"], abs=NEAR)
        assert agent.pad_gained() == pytest.approx(peer["pad_gain"], abs=NEAR)
        assert list(agent.relations) == list(peer["relations"])
        for toward, theirs in peer["relations"].items():
            relation = agent.relations[toward]
            assert relation.like == theirs["like"]
            held = {one.kind: one.strength for one in relation.feelings}
            assert list(theirs["emotions"].items()) == named(held)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["id"])
def test_the_peer_mode_gives_what_the_peer_gave(case: dict[str, Any]) -> None:
    model = started(case)
    expected = {entry["after_step"]: entry for entry in case["expected"]}
    compared = 0
    for number, step in enumerate(case["steps"]):
        model.warnings.clear()
        if step.get("expect_error"):
            assert expected[number]["error"] == "TypeError"
            with pytest.raises(TypeError):
                take(model, step)
            felt: tuple[Felt, ...] = ()
        else:
            felt = take(model, step)
        if number in expected:
            assert expected_emitted(expected[number]["emitted"]) == as_emitted(felt)
            assert model.warnings == expected[number]["warnings"]
            assert_agrees(model, expected[number])
            compared += 1
    assert compared == len(case["expected"]) > 0


def test_all_cases_are_there() -> None:
    assert len(VECTORS["cases"]) == VECTORS["meta"]["case_count"] == 111


def test_the_sixteen_move_the_mood_as_the_peers_do() -> None:
    theirs = {kind: tuple(triple) for kind, triple in VECTORS["pad_map"].items()}
    assert {peer_name(kind): PAD[kind] for kind in KINDS[:16]} == theirs
