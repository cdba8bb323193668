"""What cannot be of a person by themselves, of their powers, or of their group."""

from __future__ import annotations

from kizuna.world.check.mistake import Mistake, Mistakes, Path, meant, shown
from kizuna.world.check.written import Written
from kizuna.world.shape import GroupShape, PersonShape

LODGING = "lodging"


def check_people(written: Written) -> Mistakes:
    """People who are nowhere, or whose work and home are told by halves."""
    if not written.known.people:
        way_out = "write at least one person: lee: {name: Lee, age: 16, at: hall}"
        yield Mistake("nobody-there", ("people",), "nobody lives in this world", way_out)
    for id_, person in written.shape.people.items():
        path: Path = ("people", id_)
        if person.on_stage and not person.dead and person.at is None:
            way_out = "write at: and a place, or on stage: false"
            message = f"nobody knows where {shown(id_)} is when the story starts"
            yield Mistake("person-nowhere", path, message, way_out, of_key=True)
        yield from _work(person, path)
        yield from _home(written, person, path)


def _work(person: PersonShape, path: Path) -> Mistakes:
    if person.hours is None:
        return
    if person.post is None:
        message = "these are hours at a post, and there is no post"
        yield Mistake("hours-without-post", (*path, "hours"), message, "write post: and a place")
    if person.hours[0] >= person.hours[1]:
        message = "these hours end before they begin"
        way_out = "write the earlier hour first; hours do not go past midnight"
        yield Mistake("hours-reversed", (*path, "hours"), message, way_out)


def _home(written: Written, person: PersonShape, path: Path) -> Mistakes:
    if not person.own_home:
        return
    if person.home is None:
        message = "a home of their own, and no home"
        yield Mistake("home-missing", (*path, "own home"), message, "write home: and a place")
        return
    place = written.shape.places.get(person.home)
    if place is not None and LODGING not in place.tags:
        message = f"nobody can lodge at {shown(person.home)}: it has no tag {LODGING!r}"
        way_out = f"add {LODGING} to the tags of {person.home}"
        yield Mistake("home-not-lodging", (*path, "home"), message, way_out)


def check_powers(written: Written) -> Mistakes:
    """Powers given twice, or with a cost that nothing pays."""
    for id_, powers in written.shape.powers.items():
        names: dict[str, int] = {}
        for at, power in enumerate(powers):
            path = ("powers", id_, at)
            if power.name in names:
                message = f"{shown(id_)} has the power {shown(power.name)} already"
                yield Mistake("power-twice", (*path, "name"), message, "rename or delete one")
            if power.cost and power.energy is None:
                message = "this costs something, and no energy is named that pays"
                yield Mistake("cost-without-energy", (*path, "cost"), message, "write energy:")
            names.setdefault(power.name, at)


def check_groups(written: Written) -> Mistakes:
    """Members listed twice, offices of strangers, grants of offices that nobody founded."""
    for id_, group in written.shape.groups.items():
        yield from _members(group, ("groups", id_))
        yield from _offices(written, group, ("groups", id_))
        for office in group.grants:
            if office not in group.offices:
                message = f"this group has no office {shown(office)}"
                way_out = meant(office, group.offices) or "write it under offices"
                path = ("groups", id_, "grants", office)
                yield Mistake("unknown-office", path, message, way_out, of_key=True)


def _members(group: GroupShape, path: Path) -> Mistakes:
    seen: dict[str, None] = {}
    for at, member in enumerate(group.members):
        if member in seen:
            message = f"{shown(member)} is a member already"
            yield Mistake("member-twice", (*path, "members", at), message, "delete one of them")
        seen[member] = None


def _offices(written: Written, group: GroupShape, path: Path) -> Mistakes:
    members = dict.fromkeys(group.members)
    for office, holder in group.offices.items():
        if holder in written.known.people and holder not in members:
            message = f"{shown(holder)} holds an office here and is no member"
            way_out = "add them to the members, or give the office to a member"
            yield Mistake("office-of-stranger", (*path, "offices", office), message, way_out)
