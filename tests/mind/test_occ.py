"""The appraisal core: small stories, the peer's defects beside their mending, and invariants."""

from __future__ import annotations

import math
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.mind import occ
from kizuna.mind.occ import DEFAULT, KINDS, PEER, Felt, Meaning, Observer, Rules
from kizuna.mind.occ.columns import ANOTHER, NOBODY, ONESELF
from kizuna.mind.peer import Belief, PeerModel
from kizuna.state.feeling import FEELINGS

UNIT = st.floats(0.0, 1.0)
SIGNED = st.floats(-1.0, 1.0)
LIKELIHOOD = st.one_of(UNIT, st.sampled_from([0.0, 0.5, 1.0]))
BOTH = pytest.mark.parametrize("rules", [DEFAULT, PEER], ids=["default", "peer"])


def kinds(felt: tuple[Felt, ...], holder: str = "A") -> list[str]:
    return [one.kind for one in felt if one.holder == holder]


def one_goal(rules: Rules, *people: str, **goal: object) -> PeerModel:
    """A has a goal that matters wholly; whoever else is named is only there."""
    model = PeerModel(["A", *people], rules)
    model.want("A", "goal", **{"utility": 1.0, **goal})  # type: ignore[arg-type]
    return model


def hear(model: PeerModel, congruence: float, **more: object) -> tuple[Felt, ...]:
    return model.appraise(
        Belief(goals=("goal",), congruences=(congruence,), **more)  # type: ignore[arg-type]
    )


# --- The peer's defects (by number), and the same moment under the default rules ---------------


def test_1_hope_and_then_total_loss_disappoints() -> None:
    after_hope = {}
    for rules in (PEER, DEFAULT):
        model = one_goal(rules)
        hear(model, 0.4)
        after_hope[rules] = kinds(hear(model, -1.0))
    assert after_hope[PEER] == ["distress"]
    assert after_hope[DEFAULT] == ["disappointment", "distress", "surprise"]


def test_1_fear_and_then_escape_relieves() -> None:
    assert [kind for kind, _ in occ.inner(-1.0, 0.7, 0.0, PEER)] == ["joy"]
    assert [kind for kind, _ in occ.inner(-1.0, 0.7, 0.0)] == ["relief", "joy", "surprise"]


def test_2_success_straight_from_even_odds_satisfies() -> None:
    assert kinds(hear(one_goal(PEER), 1.0)) == ["joy"]
    assert kinds(hear(one_goal(DEFAULT), 1.0)) == ["satisfaction", "joy"]


def test_3_losing_step_by_step_hurts_the_one_who_loses() -> None:
    peer, ours = one_goal(PEER), one_goal(DEFAULT)
    assert kinds(hear(peer, -0.9, incremental=True)) == []
    assert peer.goals["goal"].likelihood == pytest.approx(-0.4)
    assert kinds(hear(ours, -0.9, incremental=True)) == ["distress"]
    assert ours.goals["goal"].likelihood == 0.0


def test_4_what_has_failed_stays_failed() -> None:
    peer, ours = one_goal(PEER), one_goal(DEFAULT)
    for model in (peer, ours):
        hear(model, -1.0)
    assert kinds(hear(peer, 0.6)) == ["hope"]
    assert kinds(hear(ours, 0.6)) == []


def test_4_what_must_be_kept_up_can_be_won_back() -> None:
    model = one_goal(DEFAULT, maintenance=True)
    hear(model, -1.0)
    assert kinds(hear(model, 0.6)) == ["hope"]


def test_5_five_small_steps_arrive() -> None:
    ends = {}
    for rules in (PEER, DEFAULT):
        model = one_goal(rules)
        for _ in range(5):
            last = hear(model, 0.1, incremental=True)
        ends[rules] = model.goals["goal"].likelihood, kinds(last)
    assert ends[PEER] == (0.9999999999999999, ["hope"])
    assert ends[DEFAULT] == (1.0, ["satisfaction", "joy"])


def test_6_a_feeling_that_goes_does_not_spare_the_next() -> None:
    left = {}
    for rules in (PEER, DEFAULT):
        model = one_goal(rules, maintenance=True)
        model.is_linear, model.factor = True, 0.3
        hear(model, 0.2)
        hear(model, -0.9)
        model.pass_time(1.0)
        left[rules] = model.agents["A"].state()
    assert left[PEER] == {"fear": pytest.approx(0.55)}
    assert left[DEFAULT] == {"fear": pytest.approx(0.25)}


def test_7_no_news_earns_no_thanks() -> None:
    peer, ours = (
        hear(one_goal(PEER, "B"), 0.0, doer="B"),
        hear(one_goal(DEFAULT, "B"), 0.0, doer="B"),
    )
    assert [(one.kind, one.strength) for one in peer] == [("gratitude", 0.0)]
    assert ours == ()


def test_8_nobody_pities_themselves_as_another() -> None:
    peer = one_goal(PEER, "B")
    peer.relate("A", "A", 0.5)
    assert kinds(hear(peer, -0.8, doer="B")) == ["fear", "anger", "pity", "anger"]
    ours = one_goal(DEFAULT, "B")
    with pytest.raises(ValueError, match="themselves"):
        ours.relate("A", "A", 0.5)
    assert occ.appraise_other(Observer("A", 0.5), "A", -0.4, "B") == ()


def test_8_an_unknown_doer_is_refused_by_name() -> None:
    peer = one_goal(PEER)
    assert kinds(hear(peer, -0.5, doer="storm-god")) == ["fear", "anger"]
    assert list(peer.agents["A"].relations) == ["storm-god"]
    with pytest.raises(ValueError, match="nobody here is called storm-god"):
        hear(one_goal(DEFAULT), -0.5, doer="storm-god")


@pytest.mark.parametrize("outcome", [-1.0, 1.0])
def test_9_hope_does_not_outlive_its_outcome(outcome: float) -> None:
    states = {}
    for rules in (PEER, DEFAULT):
        model = one_goal(rules)
        model.want("A", "rain", utility=1.0)
        hear(model, 0.4)
        model.appraise(Belief(goals=("rain",), congruences=(0.6,)))
        hear(model, outcome)
        states[rules] = model.agents["A"].state()
    assert states[PEER]["hope"] == pytest.approx(0.5)
    assert states[DEFAULT]["hope"] == pytest.approx(0.3), "the hope for rain is left"


def test_9_gratitude_asks_who_gave_and_why() -> None:
    duty = Meaning(obligation=0.75)
    thanks = {
        (rules, like, meaning): thanks_for(rules, like, meaning)
        for rules in (PEER, DEFAULT)
        for like in (0.8, -0.8)
        for meaning in (None, duty)
    }
    assert {thanks[PEER, like, why] for like in (0.8, -0.8) for why in (None, duty)} == {0.25}
    assert thanks[DEFAULT, 0.8, None] == pytest.approx(0.25)
    assert thanks[DEFAULT, -0.8, None] == pytest.approx(0.05), "hardly meant, one thinks"
    assert thanks[DEFAULT, 0.8, duty] == pytest.approx(0.0625), "he had to"


def thanks_for(rules: Rules, like: float, meaning: Meaning | None) -> float:
    model = one_goal(rules, "B")
    model.relate("A", "B", like)
    return next(
        one.strength
        for one in hear(model, 0.5, doer="B", meaning=meaning)
        if one.kind == "gratitude"
    )


def test_10_each_who_shares_a_goal_hears_for_themselves() -> None:
    felt = {}
    for rules in (PEER, DEFAULT):
        model = one_goal(rules, "B")
        model.want("B", "goal", utility=-0.5)
        news = Belief(goals=("goal",), congruences=(0.5,))
        model.appraise(news, only="A")
        felt[rules] = [(one.kind, one.strength) for one in model.appraise(news, only="B")]
    assert felt[PEER] == []
    assert felt[DEFAULT] == [("fear", 0.125)], "and with a utility of their own"


def test_10_a_goal_that_is_not_ones_own_is_refused_by_name() -> None:
    news = Belief(goals=("goal",), congruences=(0.5,))
    with pytest.raises(TypeError):
        one_goal(PEER, "B").appraise(news, only="B")
    with pytest.raises(ValueError, match="B does not have the goal goal"):
        one_goal(DEFAULT, "B").appraise(news, only="B")


def test_11_a_friend_of_a_friend_feels_a_little() -> None:
    felt = {}
    for rules in (PEER, DEFAULT):
        model = one_goal(rules, "B", "C")
        model.relate("B", "A", 0.9)
        model.relate("C", "B", 0.9)
        felt[rules] = hear(model, -0.8)
    assert kinds(felt[PEER], "C") == []
    pity = next(one for one in felt[DEFAULT] if one.holder == "C")
    assert (pity.kind, pity.toward) == ("pity", "B")
    assert pity.strength == pytest.approx(0.4 * 0.9 * 0.9 * 0.5)


def test_11_a_feeling_knows_what_it_is_about() -> None:
    held = {}
    for rules in (PEER, DEFAULT):
        model = one_goal(rules)
        hear(model, 0.5, seq=77)
        held[rules] = model.agents["A"].feelings[0]
    assert (held[PEER].concern, held[PEER].source) == (None, None)
    assert (held[DEFAULT].concern, held[DEFAULT].source) == ("goal", 77)


def test_what_the_peer_ignores_or_warns_of_is_refused_by_name() -> None:
    model = one_goal(DEFAULT, "B")
    with pytest.raises(ValueError, match=r"a like lies in -1..1, not 1.5"):
        model.relate("A", "B", 1.5)
    with pytest.raises(ValueError, match="between 0 and 20"):
        model.set_gain("A", 21.0)
    with pytest.raises(ValueError, match="not of the same length"):
        model.appraise(Belief(goals=("goal", "goal"), congruences=(0.5,)))


def test_every_switch_is_on_by_default_and_off_in_the_peer() -> None:
    for switch in fields(Rules):
        assert getattr(DEFAULT, switch.name), switch.name
        assert not getattr(PEER, switch.name), switch.name


# --- Deeds, and those who stand by ------------------------------------------------------------


def test_those_fond_of_the_one_hurt_are_angry_at_the_doer() -> None:
    observers = [
        Observer("friend", 0.6),
        Observer("foe", -0.6),
        Observer("forgiving friend", 0.6, Meaning(intent=0.0)),
    ]
    felt = occ.appraise_outcome("A", 1.0, 0.5, 0.1, doer="B", observers=observers)
    assert [(one.kind, one.toward) for one in felt if one.holder == "friend"] == [
        ("pity", "A"),
        ("anger", "B"),
    ]
    assert kinds(felt, "foe") == ["gloating"]
    assert kinds(felt, "forgiving friend") == ["pity"]


def test_those_fond_of_the_one_helped_admire_a_free_helper() -> None:
    observers = [Observer("friend", 0.6), Observer("knows", 0.6, Meaning(obligation=1.0))]
    felt = occ.appraise_outcome("A", 1.0, 0.5, 0.9, doer="B", observers=observers)
    assert kinds(felt, "friend") == ["happy_for", "admiration"]
    assert kinds(felt, "knows") == ["happy_for"]


def test_a_doer_rejoices_or_repents_only_over_those_they_like() -> None:
    for like, after, expected in (
        (0.5, 0.9, ["happy_for", "gratification"]),
        (0.5, 0.1, ["pity", "remorse"]),
        (-0.5, 0.1, ["gloating"]),
        (0.0, 0.1, []),
    ):
        felt = occ.appraise_outcome("A", 1.0, 0.5, after, doer="B", observers=[Observer("B", like)])
        assert kinds(felt, "B") == expected


def test_own_deeds_give_pride_or_shame_and_nobody_is_angry_for_them() -> None:
    friend = [Observer("B", 0.5)]
    felt = occ.appraise_outcome("A", 1.0, 0.5, 0.1, doer="A", observers=friend)
    assert kinds(felt) == ["fear", "shame"]
    assert kinds(felt, "B") == ["pity"]
    assert kinds(occ.appraise_own("A", 1.0, 0.5, 0.9, "A")) == ["hope", "pride"]
    assert kinds(occ.appraise_own("A", 1.0, 0.5, 0.9, "A", rules=PEER)) == ["hope"]


def test_an_accident_makes_nobody_angry() -> None:
    felt = occ.appraise_own("A", 1.0, 0.5, 0.1, "B", Meaning(intent=0.0))
    assert kinds(felt) == ["fear"]


@given(help_given=st.tuples(UNIT, UNIT, UNIT, UNIT), less=UNIT)
def test_no_part_of_a_good_deed_can_lessen_without_lessening_thanks(
    help_given: tuple[float, float, float, float], less: float
) -> None:
    value, good_will, cost, duty = help_given
    thanks = value * occ.merit(good_will, cost, duty)
    assert value * occ.merit(good_will * less, cost, duty) <= thanks
    assert value * occ.merit(good_will, cost * less, duty) <= thanks
    assert value * occ.merit(good_will, cost, 1.0 - (1.0 - duty) * less) <= thanks + 1e-15


def test_ill_will_earns_no_thanks() -> None:
    assert occ.merit(-0.8, 1.0, 0.0) == 0.0


# --- Outcomes and likelihoods -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("utility", "before", "after", "expected"),
    [
        (1.0, 0.5, 0.8, ["hope"]),
        (1.0, 0.5, 0.2, ["fear"]),
        (-1.0, 0.5, 0.2, ["hope"]),
        (-1.0, 0.5, 0.8, ["fear"]),
        (1.0, 0.8, 1.0, ["satisfaction", "joy"]),
        (-1.0, 0.8, 1.0, ["fears_confirmed", "distress"]),
        (1.0, 0.2, 1.0, ["joy", "surprise"]),
        (1.0, 0.5, 0.0, ["distress"]),
        (1.0, 0.2, 0.0, ["distress"]),
        (-1.0, 0.2, 0.0, ["joy"]),
        (1.0, 0.4, 0.4, []),
        (0.0, 0.1, 1.0, []),
        (1.0, 0.8, 1.0 - 1e-12, ["satisfaction", "joy"]),
        (1.0, 0.5 + 1e-12, 1e-12, ["distress"]),
    ],
)
def test_what_an_outcome_is_to_its_owner(
    utility: float, before: float, after: float, expected: list[str]
) -> None:
    assert [kind for kind, _ in occ.inner(utility, before, after)] == expected


@pytest.mark.parametrize(("before", "upset"), [(-0.5, False), (-0.51, True)])
def test_the_peer_disappoints_only_from_below(before: float, upset: bool) -> None:
    felt = [kind for kind, _ in occ.inner(1.0, before, 0.0, PEER)]
    assert felt == (["disappointment", "distress"] if upset else ["distress"])


@pytest.mark.parametrize(
    ("likelihood", "settled", "locked_in_peer"),
    [
        (1.0, True, True),
        (1.0 - 1e-12, True, False),
        (0.999, False, False),
        (0.001, False, False),
        (1e-12, True, False),
        (0.0, True, False),
    ],
)
def test_near_enough_to_certain_is_settled_and_locked(
    likelihood: float, settled: bool, locked_in_peer: bool
) -> None:
    assert occ.is_settled(likelihood) is occ.is_locked(likelihood) is settled
    assert occ.is_locked(likelihood, rules=PEER) is locked_in_peer
    assert not occ.is_locked(likelihood, maintenance=True)


def test_surprise_is_as_great_as_it_seemed_impossible() -> None:
    assert dict(occ.inner(0.8, 0.1, 1.0))["surprise"] == pytest.approx(0.8 * 0.8)
    assert dict(occ.inner(0.8, 0.9, 0.0))["surprise"] == pytest.approx(0.8 * 0.8)


@pytest.mark.parametrize(("before", "after"), [(-0.2, 0.5), (0.5, 1.2), (math.nan, 0.5)])
def test_a_likelihood_outside_0_to_1_is_refused(before: float, after: float) -> None:
    with pytest.raises(ValueError, match="likelihood"):
        occ.appraise_own("A", 1.0, before, after)
    with pytest.raises(ValueError, match="likelihood"):
        occ.own_columns(
            np.array([1.0]), np.array([before]), np.array([after]),
            np.array([NOBODY], dtype=np.int8), np.ones((4, 1)),
        )  # fmt: skip


@given(LIKELIHOOD, st.lists(st.tuples(SIGNED, SIGNED, st.booleans()), max_size=8))
def test_likelihood_stays_in_0_to_1_whatever_the_news(
    likelihood: float, heard: list[tuple[float, float, bool]]
) -> None:
    for sure, congruence, incremental in heard:
        likelihood = occ.revise(likelihood, occ.news(sure, congruence), incremental=incremental)
        assert 0.0 <= likelihood <= 1.0


@given(SIGNED, SIGNED)
def test_the_peers_likelihood_stays_in_its_own_bounds(likelihood: float, said: float) -> None:
    assert -1.0 <= occ.revise(likelihood, said, incremental=True, rules=PEER) <= 1.0
    assert 0.0 <= occ.revise(likelihood, said, rules=PEER) <= 1.0


def test_a_goal_may_be_computed_from_the_world() -> None:
    world = {"stars": 0.0}
    ends = {}
    for rules in (PEER, DEFAULT):
        world["stars"] = 0.0
        model = one_goal(rules, compute=lambda: world["stars"] / 10.0)
        world["stars"] = 7.0
        hear(model, -1.0)
        assert model.goals["goal"].likelihood == 0.7
        world["stars"] = 12.0
        ends[rules] = kinds(hear(model, -1.0)), model.goals["goal"].likelihood
    assert ends[PEER] == ([], 1.2)
    assert ends[DEFAULT] == (["satisfaction", "joy"], 1.0)


# --- What holds for every appraisal -----------------------------------------------------------


@given(
    SIGNED,
    LIKELIHOOD,
    LIKELIHOOD,
    st.sampled_from([None, "A", "B", "C"]),
    SIGNED,
    st.builds(Meaning, UNIT, UNIT, UNIT, UNIT),
)
def test_every_feeling_has_a_strength_a_holder_and_a_source(
    utility: float, before: float, after: float, doer: str | None, like: float, meaning: Meaning
) -> None:
    felt = occ.appraise_outcome(
        "A", utility, before, after, doer=doer, meaning=meaning,
        observers=[Observer("A", 1.0), Observer("B", like, meaning)], concern=3, source=9,
    )  # fmt: skip
    for one in felt:
        assert 0.0 < one.strength <= 1.0
        assert one.holder in ("A", "B")
        assert one.toward != one.holder
        assert (one.concern, one.source) == (3, 9)
    assert len({(one.kind, one.holder) for one in felt}) == len(felt), "nothing is felt twice"


@BOTH
@given(utility=SIGNED, before=LIKELIHOOD, after=LIKELIHOOD, like=SIGNED)
def test_wanting_and_fearing_mirror_each_other(
    rules: Rules, utility: float, before: float, after: float, like: float
) -> None:
    """Fearing that a thing comes is wanting that it does not."""
    rules = replace(rules, surprises=False)
    good = occ.inner(abs(utility), before, after, rules)
    bad = occ.inner(-abs(utility), before, after, rules)
    mirror = {
        "hope": "fear", "fear": "hope", "joy": "distress", "distress": "joy",
        "satisfaction": "fears_confirmed", "disappointment": "relief",
    }  # fmt: skip
    assert [(mirror[kind], strength) for kind, strength in good] == list(bad)


# --- Strengths, moods and time ----------------------------------------------------------------


@given(UNIT, st.floats(0.0, 3.0))
def test_strengths_add_up_toward_one_never_past(held: float, more: float) -> None:
    both = occ.accumulate(held, more)
    assert max(held, min(more, 1.0)) - 1e-15 <= both <= 1.0
    assert occ.accumulate(held, more, saturates=False) == held + more


@given(UNIT, st.floats(0.0, 1e9), st.floats(0.0, 1e9), st.floats(1.0, 1e7))
def test_fading_in_two_steps_is_fading_at_once(
    strength: float, first_s: float, then_s: float, half_life_s: float
) -> None:
    at_once = occ.fade(strength, first_s + then_s, half_life_s)
    in_steps = occ.fade(occ.fade(strength, first_s, half_life_s), then_s, half_life_s)
    assert at_once <= strength
    assert in_steps == pytest.approx(at_once, rel=1e-9, abs=1e-300)


def test_fading_halves_exactly_and_an_endless_half_life_keeps_all() -> None:
    assert [occ.fade(0.6, hours * 1.0, 1.0) for hours in range(4)] == [0.6, 0.3, 0.15, 0.075]
    assert occ.fade(0.6, 1e9, math.inf) == 0.6
    assert occ.fade(0.6, -5.0, 1.0) == 0.6
    assert occ.fade(0.6, 1e300, 1.0) == 0.0


@given(st.floats(-1e6, 1e6), st.floats(0.01, 20.0))
def test_gain_keeps_the_sign_and_stays_within_one(strength: float, gain: float) -> None:
    shown = occ.gained(strength, gain)
    assert -1.0 < shown < 1.0
    assert shown * strength >= 0.0
    assert occ.gained(-strength, gain) == -shown


def test_the_tables_know_every_kind_and_state_keeps_the_same_rows() -> None:
    assert KINDS == FEELINGS
    assert tuple(occ.PAD) == tuple(occ.HALF_LIFE_S) == KINDS
    assert len(KINDS) == 24
    assert all(-1.0 <= part <= 1.0 for triple in occ.PAD.values() for part in triple)


def test_a_feeling_is_over_after_its_mean_duration() -> None:
    for lasting in occ.LASTING:
        left = occ.fade(1.0, lasting.mean_h * 3600.0, occ.HALF_LIFE_S[lasting.kind])
        assert left == pytest.approx(1 / 8)
    assert occ.HALF_LIFE_S["joy"] == 35 * 3600 / 3
    from_table = {lasting.kind for lasting in occ.LASTING if lasting.is_from_table}
    assert all(lasting.row == lasting.kind for lasting in occ.LASTING if lasting.is_from_table)
    assert "longing" not in from_table


@given(UNIT, UNIT)
def test_the_stronger_lasts_longer(one: float, another: float) -> None:
    faint, strong = sorted((one, another))
    assert occ.stretched(60.0, faint) <= occ.stretched(60.0, strong)
    assert occ.stretched(60.0, 0.5) == 60.0


# --- One feeling and a column of them are the same arithmetic ---------------------------------

SEEDS = st.integers(0, 2**32 - 1)
DOER = {NOBODY: None, ONESELF: "me", ANOTHER: "them"}


def likelihoods(dice: np.random.Generator, rows: int) -> occ.Column:
    """Any, and often just the ones where rules turn."""
    turns = np.array([0.0, 0.5, 1.0, 1e-12, 0.5 + 1e-12, 1.0 - 1e-12])
    return np.where(dice.random(rows) < 0.5, dice.choice(turns, rows), dice.random(rows))


def table_of(felt: list[tuple[Felt, ...]]) -> occ.Column:
    table = np.zeros((len(KINDS), len(felt)))
    for row, feelings in enumerate(felt):
        for one in feelings:
            table[KINDS.index(one.kind), row] = one.strength
    return table


@BOTH
@given(seed=SEEDS)
def test_owners_in_columns_feel_what_each_would_feel(rules: Rules, seed: int) -> None:
    dice, rows = np.random.default_rng(seed), 40
    utility, meaning = dice.uniform(-1.0, 1.0, rows), dice.random((4, rows))
    before, after = likelihoods(dice, rows), likelihoods(dice, rows)
    if rules is PEER:
        before = np.where(dice.random(rows) < 0.3, -before, before)
        after = np.where(dice.random(rows) < 0.3, -after, after)
    doer = dice.integers(0, 3, rows).astype(np.int8)
    plain = [
        occ.appraise_own("me", u, b, a, DOER[d], Meaning(*why), rules=rules)
        for u, b, a, d, why in zip(
            utility.tolist(), before.tolist(), after.tolist(), doer.tolist(), meaning.T.tolist(),
            strict=True,
        )
    ]  # fmt: skip
    columns = occ.own_columns(utility, before, after, doer, meaning, rules)
    assert columns.tobytes() == table_of(plain).tobytes()


@BOTH
@given(seed=SEEDS)
def test_observers_in_columns_feel_what_each_would_feel(rules: Rules, seed: int) -> None:
    dice, rows = np.random.default_rng(seed), 40
    desirability, meaning = dice.uniform(-1.0, 1.0, rows), dice.random((4, rows))
    like = np.where(dice.random(rows) < 0.2, 0.0, dice.uniform(-1.0, 1.0, rows))
    doer = dice.integers(0, 3, rows).astype(np.int8)
    plain = [
        occ.appraise_other(Observer("me", k, Meaning(*why)), "owner", x, DOER[d], rules=rules)
        for x, k, d, why in zip(
            desirability.tolist(), like.tolist(), doer.tolist(), meaning.T.tolist(), strict=True
        )
    ]
    columns = occ.other_columns(desirability, like, doer, meaning, rules)
    assert columns.tobytes() == table_of(plain).tobytes()


@BOTH
@given(seed=SEEDS)
def test_arithmetic_in_columns_is_the_plain_one_to_the_bit(rules: Rules, seed: int) -> None:
    dice = np.random.default_rng(seed)
    one, two = likelihoods(dice, 40), dice.uniform(-1.0, 1.0, 40)
    seconds, half_life = dice.uniform(0.0, 1e6, 40), dice.uniform(1.0, 1e5, 40)

    def each(of: object, *columns: occ.Column) -> bytes:
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return np.array([of(*row) for row in rows]).tobytes()  # type: ignore[operator]

    for of, columns in (
        (occ.news, (one, two)),
        (lambda a, b: occ.revise(a, b, rules=rules), (one, two)),
        (lambda a, b: occ.revise(a, b, incremental=True, rules=rules), (one, two)),
        (lambda a: occ.as_computed(a, rules), (one,)),
        (occ.accumulate, (one, two)),
        (occ.fade, (one, seconds, half_life)),
        (occ.stretched, (half_life, one)),
        (lambda a: occ.gained(a, 2.5), (two,)),
    ):
        assert of(*columns).tobytes() == each(of, *columns)


@given(seed=SEEDS)
def test_moods_in_columns_are_the_plain_ones_to_the_bit(seed: int) -> None:
    strengths = np.random.default_rng(seed).random((len(KINDS), 5))
    plain = [occ.pad(zip(KINDS, row, strict=True)) for row in strengths.T.tolist()]
    assert occ.pad_columns(strengths).T.tolist() == [list(mood) for mood in plain]
