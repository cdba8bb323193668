"""What is owed, in the picture: what somebody owes, and what lies between two people by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kizuna.mind.still.part import Taken, part

if TYPE_CHECKING:
    from kizuna.mind.still.picture import Still

DUE_IN_DAYS = 4.0
"""A duty presses the more the nearer it is, from so many days before (a choice)."""
PRESSES_AT_LEAST = 0.15


@part(reads=lambda still: (still.now, tuple(still.whole.commitments.all.values())))
def duties(still: Still, taken: Taken) -> None:
    """What presses on each: a report owed, a departure due; and who is on leave."""
    person, flag, rows = still.person, still.person_flag, taken.people
    person["owes_report"][rows] = 0.0
    person["must_depart"][rows] = 0.0
    flag["has_leave"][rows] = False
    for each in still.whole.commitments.running():
        if each.kind == "report":
            person["owes_report"][each.by] = 1.0
        elif each.kind == "duty" and each.due is not None:
            days = (each.due - still.now) / 86400.0
            pressing = min(1.0, max(PRESSES_AT_LEAST, 1.0 - days / DUE_IN_DAYS))
            person["must_depart"][each.by] = pressing
        elif each.kind == "leave":
            flag["has_leave"][each.by] = True


@part(reads=lambda still: tuple(still.whole.commitments.all.values()))
def pledges(still: Still, taken: Taken) -> None:
    """Promises, vows, offers and reports owed between two people; of a vow, whom it is about; of
    an agreement about a third person, whom one lets be and for whose sake."""
    flag, find = still.bond_flag, still.whole.bonds.row.get
    for name in ("has_promise", "has_lodging_offer", "is_owed_report", "is_in_my_care",
                 "has_sworn", "is_let_be", "gave_way"):  # fmt: skip
        flag[name][taken.bonds] = False
    for each in still.whole.commitments.running():
        there, back = find((each.by, each.to)), find((each.to, each.by))
        if each.kind == "promise":
            for row in (there, back):
                if row is not None:
                    flag["has_promise"][row] = True
            cared_for = find((each.by, each.about))
            if cared_for is not None:
                flag["is_in_my_care"][cared_for] = True
        elif each.kind == "vow":
            against = find((each.by, each.about))
            if against is not None:
                flag["has_sworn"][against] = True
        elif each.kind == "agreement":
            spared = find((each.by, each.about))
            if spared is not None and there is not None:
                flag["is_let_be"][spared] = flag["gave_way"][there] = True
        elif each.kind == "offer" and there is not None:
            flag["has_lodging_offer"][there] = True
        elif each.kind == "report" and there is not None:
            flag["is_owed_report"][there] = True
