"""What goes on inside somebody, as a sentence for whoever asks why: what was noticed, felt,
believed, remembered, what urged and what it came to.

    INWARDLY["FeelingFelt"](record, event)   # "Lee feels anger toward Gaara (0.29)"
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kizuna.event import Event
from kizuna.explain.naming import called, other, subject, wished, worded
from kizuna.explain.record import Record
from kizuna.state.belief import GAP, confidence_of, proposition
from kizuna.state.memory import VALUES
from kizuna.tell.grammar import joined
from kizuna.tell.speech import from_outside

Say = Callable[[Record, Event], str]
UNTHOUGHT = -2.2
"""Log-odds of what nobody thought of: 0.1."""
FEELS = {"happy_for": "glad", "fears_confirmed": "fears come true"}


def _noticed(record: Record, event: Event) -> str:
    seen = [called(record, sight[0]) for sight in event.data.get("sights", ())]
    if not seen:
        return f"{subject(record, event)} notices it"
    return f"{subject(record, event)} sees {joined(seen)}"


def _felt(record: Record, event: Event) -> str:
    kind = FEELS.get(event.data["feeling"], worded(event.data["feeling"]))
    whom = f" toward {other(record, event)}" if "toward" in event.roles else ""
    return f"{subject(record, event)} feels {kind}{whom} ({event.data['strength']:.2f})"


def _eased(record: Record, event: Event) -> str:
    feeling, share = worded(event.data["feeling"]), float(event.data["share"])
    return f"{subject(record, event)}'s {feeling} eases by {share:.0%}"


def _believed(record: Record, event: Event) -> str:
    told, who, name = (
        proposition(event.data["proposition"]),
        event.roles["who"],
        subject(record, event),
    )
    if GAP in told.names:
        return f"{name} wonders: {record.wording.asked(told, from_outside(record.wording.name))}"
    thought = record.wording.thought(told, who)
    after = float(event.data["odds"])
    if record.is_opening(event):
        return f"{name} believes that {thought} ({confidence_of(after):.0%} sure)"
    before = float(event.data.get("was", UNTHOUGHT))
    sure = f"({confidence_of(before):.0%} to {confidence_of(after):.0%} sure)"
    return f"{name} {_turn(before, after)} that {thought} {sure}"


def _turn(before: float, after: float) -> str:
    if (before > 0) == (after > 0):
        return "grows surer" if after > before else "grows less sure"
    return "comes to believe" if after > 0 else "no longer believes"


def _remembered(record: Record, event: Event) -> str:
    worth = [f"{name} {event.data[name]:+.2f}" for name in VALUES if name in event.data]
    worths = f" ({', '.join(worth)})" if worth else ""
    return f"{subject(record, event)} will remember that of {other(record, event)}{worths}"


def _energy_changed(record: Record, event: Event) -> str:
    told = [f"now has {joined(_levels(event))}"] if event.data.get("levels") else []
    told += _by_sign(event, "gathers {}", "spends {}")
    return f"{subject(record, event)} {joined(told)}"


def _need_changed(record: Record, event: Event) -> str:
    told = [f"now has {joined(_levels(event))}"] if event.data.get("levels") else []
    told += _by_sign(event, "is given some of the {} that everybody needs", "goes short of {}")
    return f"{subject(record, event)} {joined(told)}"


def _levels(event: Event) -> list[str]:
    levels: Mapping[str, float] = event.data.get("levels", {})
    return [f"{worded(name)} {level:.2f}" for name, level in levels.items()]


def _by_sign(event: Event, more: str, less: str) -> list[str]:
    """What there is more of and less of since, each in words with a gap."""
    changes: Mapping[str, float] = event.data.get("changes", {})
    gained = [f"{worded(name)} ({by:.2f})" for name, by in changes.items() if by >= 0]
    lost = [f"{worded(name)} ({-by:.2f})" for name, by in changes.items() if by < 0]
    sides = ((more, gained), (less, lost))
    return [words.format(joined(names)) for words, names in sides if names]


def _urged(end: str) -> Say:
    """An urge and what came of it."""

    def said(record: Record, event: Event) -> str:
        wish = wished(record, event, event.data["practice"]).rstrip(".!")
        figures = f"({event.data['urge']:.2f} against {event.data['holds']:.2f})"
        return f"{subject(record, event)} wants to {wish}, {end} {figures}"

    return said


INWARDLY: Mapping[str, Say] = {
    "Noticed": _noticed,
    "FeelingFelt": _felt,
    "FeelingEased": _eased,
    "BeliefRevised": _believed,
    "MemoryKept": _remembered,
    "EnergyChanged": _energy_changed,
    "NeedChanged": _need_changed,
    "HeldBack": _urged("and holds back"),
    "ShutOut": _urged("and shuts that voice out"),
    "Leaked": _urged("and it shows"),
    "BrokeOut": _urged("and can hold it in no longer"),
}
