"""Select: what a line is worth for what it follows."""

from __future__ import annotations

from dataclasses import replace

from kizuna.event import Cause, Event, address
from kizuna.tell.line import TOLD, TURNING, Line
from kizuna.tell.prose.select import MENDED, MENDS, SAID_OF_ONESELF, mending, newness, weighed


def deed(number: int, actor: str, target: str, answers: int = 0) -> Line:
    data = {"practice": "p", "answers": answers}
    event = Event(address(number, 0), "Did", {"actor": actor, "target": target}, data=data)
    return Line(event.seq, "hall", "deed", TOLD, "", (actor, target), event=event, message="did.p")


def eased(deed: Line, who: str, toward: str, feeling: str = "guilt") -> Event:
    roles = {"who": who, "toward": toward} if toward else {"who": who}
    causes = (Cause("enabled", deed.seq),)
    return Event(deed.seq + 1, "FeelingEased", roles, data={"feeling": feeling}, causes=causes)


def test_making_good_counts_after_something_has_turned() -> None:
    early = deed(1, "sakura", "gaara")
    turn = Event(address(2, 0), "BrokeOut", {"who": "sakura", "target": "gaara"})
    turned = Line(turn.seq, "hall", "inner", TURNING, "", ("sakura",), event=turn)
    shouted, sorry = deed(3, "sakura", "gaara"), deed(4, "sakura", "gaara")
    accepted = deed(5, "gaara", "sakura", answers=sorry.seq)
    consoled, other = deed(6, "gaara", "sakura"), deed(7, "sakura", "mio")
    events = [
        eased(early, "sakura", "gaara"), eased(shouted, "sakura", "gaara", "anger"),
        eased(sorry, "sakura", "gaara"), eased(consoled, "sakura", ""),
        eased(other, "sakura", "mio"),
    ]  # fmt: skip
    lines = [early, turned, shouted, sorry, accepted, consoled, other]
    assert mending(lines, events) == [0.0, 0.0, 0.0, MENDS, MENDS * MENDED, 0.0, 0.0]


def test_what_somebody_tells_of_themselves_counts_once_in_full() -> None:
    """To whomever: the time that is worth most, and each other less."""
    first, most, last = (
        replace(deed(number, "gaara", hearer), is_own=True)
        for number, hearer in enumerate(("neji", "naruto", "lee"))
    )
    other = deed(9, "gaara", "neji")
    assert newness([first, most, last, other], [0.4, 0.9, 0.4, 0.4]) == [
        SAID_OF_ONESELF, 1.0, SAID_OF_ONESELF**2, 1.0
    ]  # fmt: skip


def test_what_decides_a_wager_is_told_however_often_it_came_before() -> None:
    blows = [deed(number, "sakura", "gaara") for number in range(9)]
    met = Event(
        address(20, 0), "TermsMet", {"by": "sakura"}, causes=(Cause("enabled", blows[-1].seq),)
    )
    worth = weighed(blows, {met.seq: met})
    assert worth[blows[-1].seq] > worth[blows[0].seq] > worth[blows[-2].seq]
