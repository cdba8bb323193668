"""Select: what a line is worth for what it follows."""

from __future__ import annotations

from kizuna.event import Cause, Event, address
from kizuna.tell.line import TOLD, TURNING, Line
from kizuna.tell.prose.select import MENDED, MENDS, mending


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
