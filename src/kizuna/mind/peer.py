"""GAMYGDALA in small: the published model that the appraisal core agrees with, ready to run.

Agents have goals, feelings and relations; beliefs about events arrive; feelings arise and fade. All
of its arithmetic is the engine's own (`kizuna.mind.occ`), driven here by the peer's rules and in
the peer's order, so that its published behaviour comes out number for number, defects included.
Given `DEFAULT` rules instead, the same village shows what the mended ones do.

    >>> model = PeerModel(["A", "B"])
    >>> model.want("A", "peace", utility=1.0)
    >>> felt = model.appraise(Belief(goals=("peace",), congruences=(-0.8,), doer="B"))
    >>> [(one.holder, one.kind, one.strength) for one in felt]
    [('A', 'fear', 0.4), ('A', 'anger', 0.4)]

The engine itself does not use this room: it keeps its people in `state`, and its time in seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kizuna.mind import occ
from kizuna.mind.occ import PEER, Felt, Held, Id, Kind, Meaning, Observer, Rules

UNEQUAL_LISTS = "Error: the congruence list was not of the same length as the affected goal list"
BAD_GAIN = "Error: gain factor for appraisal integration must be between 0 and 20"


@dataclass(slots=True)
class Goal:
    """Something wanted (utility above 0) or feared, and how likely it seems."""

    utility: float
    maintenance: bool = False
    compute: Callable[[], float] | None = None
    likelihood: float = 0.5

    def hear(self, said: float, incremental: bool, rules: Rules) -> float:
        """Take in news; returns the likelihood before."""
        before = self.likelihood
        if not occ.is_locked(before, maintenance=self.maintenance, rules=rules):
            self.likelihood = (
                occ.revise(before, said, incremental=incremental, rules=rules)
                if self.compute is None
                else occ.as_computed(self.compute(), rules)
            )
        return before


@dataclass(frozen=True, slots=True)
class Belief:
    """News of an event: how sure it is, what it does to which goals (-1..1), and who did it.

    `meaning` and `seq`, the event's number, mean something to the default rules only.
    """

    goals: tuple[str, ...]
    congruences: tuple[float, ...]
    likelihood: float = 1.0
    doer: str | None = None
    incremental: bool = False
    meaning: Meaning | None = None
    seq: int = 0


@dataclass(slots=True)
class Relation:
    """From one agent toward another: a like in -1..1, and what is felt toward them."""

    like: float
    feelings: list[Held] = field(default_factory=list)


@dataclass(slots=True)
class Agent:
    """Somebody with goals, feelings in the order they first arose, and relations."""

    rules: Rules
    goals: dict[str, Goal] = field(default_factory=dict)
    feelings: list[Held] = field(default_factory=list)
    relations: dict[Id, Relation] = field(default_factory=dict)
    gain: float = 1.0

    def toward(self, other: Id) -> Relation:
        """The relation to another, made with a like of 0 if there is none."""
        return self.relations.setdefault(other, Relation(0.0))

    def state(self) -> dict[Kind, float]:
        """Strength of each kind held, whatever it is about."""
        return occ.summed(self.feelings, self.rules)

    def state_gained(self) -> dict[Kind, float]:
        """The same, each squashed by the agent's gain."""
        return {kind: occ.gained(strength, self.gain) for kind, strength in self.state().items()}

    def pad(self) -> tuple[float, ...]:
        """Pleasure, arousal and dominance: a raw sum."""
        return occ.pad(self.state().items())

    def pad_gained(self) -> tuple[float, ...]:
        """The same, each squashed by the agent's gain."""
        return tuple(occ.gained(part, self.gain) for part in self.pad())


class PeerModel:
    """A village of agents under one set of rules. Notes what the peer warns of in `warnings`.

    Under strict rules (the default ones) whatever the peer lets pass or warns of is a ValueError.
    """

    def __init__(self, names: Iterable[str], rules: Rules = PEER) -> None:
        self.rules = rules
        self.agents: dict[Id, Agent] = {name: Agent(rules) for name in names}
        self.goals: dict[str, Goal] = {}
        self.warnings: list[str] = []
        self.is_linear = False
        self.factor = 0.8

    def want(
        self,
        name: str,
        goal: str,
        utility: float,
        *,
        maintenance: bool = False,
        compute: Callable[[], float] | None = None,
    ) -> None:
        """Give an agent a goal. By the peer's rules, a known name shares the goal first made."""
        made = Goal(utility, maintenance, compute)
        shared = self.goals.setdefault(goal, made)
        self.agents[name].goals[goal] = made if self.rules.own_views else shared

    def give_up(self, name: str, goal: str) -> None:
        """Take a goal from an agent; the village still knows it."""
        del self.agents[name].goals[goal]

    def relate(self, source: str, target: str, like: float) -> None:
        """Say how one likes another, -1..1. The peer ignores a like outside that."""
        if self.rules.no_self_relation and source == target:
            raise ValueError(f"{source} cannot have a relation to themselves")
        if -1.0 <= like <= 1.0:
            self.agents[source].toward(target).like = like
        elif self.rules.strict:
            raise ValueError(f"a like lies in -1..1, not {like!r}")

    def set_gain(self, name: str, gain: float) -> None:
        """Say how easily an agent's feelings show: above 0, up to 20."""
        if 0.0 < gain <= 20.0:
            self.agents[name].gain = gain
        else:
            self._warn(BAD_GAIN)

    def appraise(self, belief: Belief, only: str | None = None) -> tuple[Felt, ...]:
        """What everybody (or `only` one agent) comes to feel at this news, in order."""
        if len(belief.goals) != len(belief.congruences):
            self._warn(UNEQUAL_LISTS)
            return ()
        if self.rules.strict and belief.doer and belief.doer not in self.agents:
            raise ValueError(f"nobody here is called {belief.doer}, so they cannot have done it")
        felt: list[Felt] = []
        for goal, congruence in zip(belief.goals, belief.congruences, strict=True):
            if goal in self.goals:
                said = occ.news(belief.likelihood, congruence)
                felt += self._touch(goal, said, belief, only)
        return tuple(felt)

    def pass_time(self, seconds: float) -> None:
        """Let every feeling fade, by `factor` a second, or by that amount when `is_linear`."""
        law = occ.fade_by_amount if self.is_linear else occ.fade_by_factor

        def fade(strength: float) -> float:
            return law(strength, self.factor, seconds)

        for agent in self.agents.values():
            agent.feelings = occ.faded(agent.feelings, fade, self.rules)
            for relation in agent.relations.values():
                relation.feelings = occ.faded(relation.feelings, fade, self.rules)

    def _touch(self, goal: str, said: float, belief: Belief, only: str | None) -> list[Felt]:
        felt: list[Felt] = []
        for name, view, before in self._heard(goal, said, belief, only):
            arisen = self._arisen(name, goal, view, before, belief)
            for feeling in arisen:
                self._keep(feeling)
            if self.rules.outcomes_settle and occ.is_settled(view.likelihood, self.rules):
                self.agents[name].feelings = occ.settled(self.agents[name].feelings, goal)
            felt += arisen
        return felt

    def _heard(
        self, goal: str, said: float, belief: Belief, only: str | None
    ) -> list[tuple[Id, Goal, float]]:
        """Each owner with their view of the goal and the likelihood it had before."""
        owners = [name for name, agent in self.agents.items() if goal in agent.goals]
        if only is not None:
            if only not in owners:
                refusal = ValueError if self.rules.strict else TypeError
                raise refusal(f"{only} does not have the goal {goal}")
            owners = [only]
        if self.rules.own_views:
            views = [(name, self.agents[name].goals[goal]) for name in owners]
            return [(name, it, it.hear(said, belief.incremental, self.rules)) for name, it in views]
        shared = self.goals[goal]
        before = shared.hear(said, belief.incremental, self.rules)
        return [(name, shared, before) for name in owners]

    def _arisen(
        self, owner: Id, goal: str, view: Goal, before: float, belief: Belief
    ) -> tuple[Felt, ...]:
        doer = belief.doer or None
        observers = [
            Observer(name, agent.relations[owner].like, self._meaning(name, belief))
            for name, agent in self.agents.items()
            if owner in agent.relations
        ]
        felt = occ.appraise_outcome(
            owner, view.utility, before, view.likelihood,
            doer=doer, meaning=self._meaning(owner, belief), observers=observers,
            concern=goal, source=belief.seq, rules=self.rules,
        )  # fmt: skip
        desirability = view.utility * (view.likelihood - before) * self.rules.echo
        return felt + self._echo(owner, goal, desirability, observers, belief.seq)

    def _meaning(self, name: Id, belief: Belief) -> Meaning:
        """As told, or as one's dislike of the doer lets one believe."""
        if belief.meaning is not None:
            return belief.meaning
        relation = self.agents[name].relations.get(belief.doer or "")
        dislike = min(relation.like, 0.0) if relation else 0.0
        return Meaning(benevolence=1.0 + dislike)

    def _echo(
        self, owner: Id, goal: str, desirability: float, observers: list[Observer], source: int
    ) -> tuple[Felt, ...]:
        """What is felt with a friend of the owner by those to whom the owner is a stranger."""
        felt: tuple[Felt, ...] = ()
        for friend in observers:
            for name, agent in self.agents.items():
                if name != owner and owner not in agent.relations and friend.who in agent.relations:
                    second = Observer(name, agent.relations[friend.who].like)
                    felt += occ.appraise_other(
                        second, friend.who, desirability * friend.like,
                        concern=goal, source=source, rules=self.rules,
                    )  # fmt: skip
        return felt

    def _keep(self, feeling: Felt) -> None:
        agent = self.agents[feeling.holder]
        agent.feelings = occ.added(agent.feelings, feeling, self.rules)
        if feeling.toward is not None:
            relation = agent.toward(feeling.toward)
            relation.feelings = occ.added(relation.feelings, feeling, self.rules)

    def _warn(self, warning: str) -> None:
        if self.rules.strict:
            raise ValueError(warning.removeprefix("Error: "))
        self.warnings.append(warning)
