"""What one person feels when a concern moves: the appraisal itself.

A concern has moved from one likelihood to another. `inner` says what that is to its owner,
`social` what it is to somebody who likes or dislikes the owner, and the deeds add what is felt
toward whoever did it. `appraise_own` and `appraise_other` put these together for one person,
`appraise_outcome` for all who learn of it. Feelings come in a fixed order, the owner's first.

    >>> inner(utility=0.5, before=0.9, after=0.0)
    (('disappointment', 0.45), ('distress', 0.45), ('surprise', 0.4))
    >>> social(desirability=-0.5, like=0.5)
    ('pity', 0.25)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from kizuna.mind.occ.kinds import Kind
from kizuna.mind.occ.rules import DEFAULT, Rules
from kizuna.mind.occ.strength import Amount, between

Id: TypeAlias = int | str
"""A person, a concern or an event, however the caller names them."""

Stirring: TypeAlias = tuple[Kind, float]
"""A kind and its strength, before it is anybody's."""

Stirrings: TypeAlias = tuple[Stirring, ...]


class Meaning(NamedTuple):
    """How a deed was meant, as one person believes; each in 0..1.

    As it stands it is the kindest reading of help and the hardest of harm: intended, out of good
    will, at a cost, and quite free.
    """

    intent: float = 1.0
    benevolence: float = 1.0
    cost: float = 1.0
    obligation: float = 0.0


AS_IT_LOOKS = Meaning()


class Observer(NamedTuple):
    """One who learns of it: how they like the owner (-1..1), how they believe it was meant."""

    who: Id
    like: float
    meaning: Meaning = AS_IT_LOOKS


class Felt(NamedTuple):
    """One feeling that arose. `toward` is None when it is about the matter and about nobody."""

    kind: Kind
    strength: float
    holder: Id
    toward: Id | None
    concern: Id
    source: Id


def appraise_outcome(
    owner: Id,
    utility: float,
    before: float,
    after: float,
    *,
    doer: Id | None = None,
    meaning: Meaning = AS_IT_LOOKS,
    observers: Iterable[Observer] = (),
    concern: Id = 0,
    source: Id = 0,
    rules: Rules = DEFAULT,
) -> tuple[Felt, ...]:
    """All that is felt because one concern of `owner` moved from likelihood `before` to `after`.

    `utility` in -1..1: below 0 the concern is feared, and its coming about is bad. `doer` is who
    brought it about, or None. `meaning` is how the owner believes it was meant; every observer
    brings their own. `concern` and `source` (an event's number) are passed through, so that each
    feeling can say what it is about. ValueError when a likelihood is outside 0..1 (default rules).
    Once `is_settled(after)`, hope and fear about the concern have lost their object: whoever holds
    the owner's feelings lets them go.
    """
    felt = appraise_own(owner, utility, before, after, doer, meaning, concern, source, rules)
    desirability = utility * (after - before)
    for observer in observers:
        felt += appraise_other(observer, owner, desirability, doer, concern, source, rules)
    return felt


def appraise_own(
    owner: Id,
    utility: float,
    before: float,
    after: float,
    doer: Id | None = None,
    meaning: Meaning = AS_IT_LOOKS,
    concern: Id = 0,
    source: Id = 0,
    rules: Rules = DEFAULT,
) -> tuple[Felt, ...]:
    """The owner's part of `appraise_outcome`."""
    if rules.unit_likelihood:
        _check_unit(before, after, rules.tolerance)
    felt = [
        Felt(kind, strength, owner, None, concern, source)
        for kind, strength in inner(utility, before, after, rules)
    ]
    desirability = utility * (after - before)
    if doer is None:
        return tuple(felt)
    if doer != owner:
        kind, strength = suffered(desirability, meaning, rules)
        if _counts(strength, rules):
            felt.append(Felt(kind, strength, owner, doer, concern, source))
    elif rules.own_deeds and _counts(abs(desirability), rules):
        kind = "pride" if desirability >= 0.0 else "shame"
        felt.append(Felt(kind, abs(desirability), owner, None, concern, source))
    return tuple(felt)


def appraise_other(
    observer: Observer,
    owner: Id,
    desirability: float,
    doer: Id | None = None,
    concern: Id = 0,
    source: Id = 0,
    rules: Rules = DEFAULT,
) -> tuple[Felt, ...]:
    """One observer's part of `appraise_outcome`; `desirability` is utility times the movement."""
    who, like, _ = observer
    if who == owner and rules.no_self_relation:
        return ()
    felt: list[Felt] = []
    kind, strength = social(desirability, like)
    if strength > rules.tolerance:
        felt.append(Felt(kind, strength, who, owner, concern, source))
    seen = _deed_as_seen(observer, owner, desirability, doer, rules)
    if seen is not None and _counts(seen[1], rules):
        kind, strength, toward = seen
        felt.append(Felt(kind, strength, who, toward, concern, source))
    return tuple(felt)


def inner(utility: float, before: float, after: float, rules: Rules = DEFAULT) -> Stirrings:
    """What the owner feels about the matter itself: nothing when nothing moved."""
    desirability = utility * (after - before)
    strength = abs(desirability)
    if strength <= rules.tolerance:
        return ()
    if abs(after - 1.0) <= rules.tolerance:
        return _confirmed(utility, before, strength, rules)
    if abs(after) <= rules.tolerance:
        return _failed(utility, before, strength, rules)
    if 0.0 < after < 1.0:
        return (("hope" if desirability > 0.0 else "fear", strength),)
    return ()


def social(desirability: float, like: float) -> Stirring:
    """What one feels toward another for what befell them; strength 0 when indifferent."""
    if desirability >= 0.0:
        return ("happy_for" if like >= 0.0 else "resentment"), abs(desirability * like)
    return ("pity" if like >= 0.0 else "gloating"), abs(desirability * like)


def suffered(desirability: float, meaning: Meaning, rules: Rules = DEFAULT) -> Stirring:
    """What the owner feels toward another who did it."""
    strength = abs(desirability)
    if desirability >= 0.0:
        return "gratitude", (strength * _merit_of(meaning) if rules.weighs_meaning else strength)
    return "anger", (strength * meaning.intent if rules.weighs_meaning else strength)


def merit(benevolence: Amount, cost: Amount, obligation: Amount) -> Amount:
    """The share of help that earns thanks: cost * good will * freedom, each in 0..1.

    That all three matter has been found again and again (Tesser et al. 1968; Tsang 2006); that
    they multiply is our form. Ill will, below 0, earns none, however useful its gift.
    """
    return cost * between(benevolence, 0.0, 1.0) * (1.0 - obligation)


def startled(utility: Amount, before: Amount) -> Amount:
    """Strength of surprise: none at even odds, all of the utility where it seemed impossible."""
    return abs(utility) * abs(2.0 * before - 1.0)


def _confirmed(utility: float, before: float, strength: float, rules: Rules) -> Stirrings:
    came: Kind = "joy" if utility >= 0.0 else "distress"
    foreseen: Kind = "satisfaction" if utility >= 0.0 else "fears_confirmed"
    if before >= 0.5 - rules.tolerance if rules.even_odds_confirm else before > 0.5:
        return (foreseen, strength), (came, strength)
    if rules.surprises:
        return (came, strength), ("surprise", startled(utility, before))
    return ((came, strength),)


def _failed(utility: float, before: float, strength: float, rules: Rules) -> Stirrings:
    came: Kind = "distress" if utility >= 0.0 else "joy"
    upset: Kind = "disappointment" if utility >= 0.0 else "relief"
    if not (before > 0.5 + rules.tolerance if rules.hope_lost_disappoints else before < -0.5):
        return ((came, strength),)
    if rules.surprises:
        return (upset, strength), (came, strength), ("surprise", startled(utility, before))
    return (upset, strength), (came, strength)


def _deed_as_seen(
    observer: Observer, owner: Id, desirability: float, doer: Id | None, rules: Rules
) -> tuple[Kind, float, Id] | None:
    """What an observer feels for the doing of it, and toward whom."""
    who, like, meaning = observer
    if doer is None:
        return None
    if who == owner:
        return None if who == doer else (*suffered(desirability, meaning, rules), doer)
    if who == doer:
        return None if like < 0.0 else (*_did(desirability, like), owner)
    if doer == owner or like <= 0.0 or not rules.stands_by:
        return None
    return (*_witnessed(desirability, like, meaning), doer)


def _did(desirability: float, like: float) -> Stirring:
    """Whoever did it to somebody they like."""
    return ("gratification" if desirability >= 0.0 else "remorse"), abs(desirability * like)


def _witnessed(desirability: float, like: float, meaning: Meaning) -> Stirring:
    """Whoever saw it done to somebody they like."""
    if desirability >= 0.0:
        return "admiration", desirability * like * _merit_of(meaning)
    return "anger", -desirability * like * meaning.intent


def _merit_of(meaning: Meaning) -> float:
    return merit(meaning.benevolence, meaning.cost, meaning.obligation)


def _counts(strength: float, rules: Rules) -> bool:
    return strength > rules.tolerance or not rules.drops_nothings


def _check_unit(before: float, after: float, tolerance: float) -> None:
    low, high = -tolerance, 1.0 + tolerance
    if not (low <= before <= high and low <= after <= high):
        raise ValueError(f"a likelihood lies in 0..1, not {before!r} before and {after!r} after")
