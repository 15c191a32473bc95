"""A month of many people: what is in their calendars and when that changes, and when what is out of order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.reminders.items import Silent
from bot.store import Owner
from tests.conftest import NOW

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# Their clocks change on March 8, March 29 and April 5 of 2026.
ZONES = ("America/Los_Angeles", "Europe/London", "Australia/Lord_Howe")
LEADS = (5, 10, 15, 30)

OutOfOrder = Literal["bot", "graph", "token", "refuse", "throttle", "silent"]


@dataclass(frozen=True)
class Version:
    """How something is from a moment on."""

    since: datetime
    start: datetime | None  #: None: it is not in the calendar any more
    silent: Silent = ""


@dataclass
class Thing:
    """One entry of a calendar, with all that becomes of it."""

    key: str
    series_key: str
    title: str
    versions: list[Version]

    def at(self, moment: datetime) -> Version | None:
        """How it is at a moment; None before it was entered."""
        return next((each for each in reversed(self.versions) if each.since <= moment), None)

    def stretches(self) -> Iterator[tuple[Version, datetime]]:
        """Each version and when the next one takes its place."""
        ends = [each.since for each in self.versions[1:]] + [datetime.max.replace(tzinfo=NOW.tzinfo)]
        return zip(self.versions, ends, strict=True)


@dataclass
class SimPerson:
    """Somebody with reminders on."""

    owner: Owner
    zone: str
    digest_at: time | None
    quiet: tuple[time, time] | None
    leads: list[tuple[datetime, int]]  #: minutes from a moment on; 0: off
    things: dict[str, Thing] = field(default_factory=dict)
    own_leads: list[tuple[datetime, str, int | None]] = field(default_factory=list)  #: of one thing or series
    speaks: list[datetime] = field(default_factory=list)

    def local(self, day: date, clock: time) -> datetime:
        """A time of their own clock."""
        return datetime.combine(day, clock, ZoneInfo(self.zone)).astimezone(NOW.tzinfo)

    def lead_at(self, thing: Thing, moment: datetime) -> int | None:
        """How many minutes before this thing they want to hear of it, as they have said by then; None: not at all."""
        for key in (thing.key, thing.series_key):
            said = [minutes for since, each, minutes in self.own_leads if each == key and since <= moment]
            if said:
                return said[-1]
        return next(minutes for since, minutes in reversed(self.leads) if since <= moment) or None


@dataclass(frozen=True)
class Outage:
    """A stretch in which something is out of order, for everybody or for one."""

    what: OutOfOrder
    start: datetime
    end: datetime
    person_id: str = ""


@dataclass
class World:
    """Everybody, and everything that goes wrong."""

    until: datetime
    people: dict[str, SimPerson]
    outages: list[Outage]

    def is_out(self, what: OutOfOrder, moment: datetime, person_id: str = "") -> bool:
        """Whether this is out of order then."""
        return any(
            each.what == what and each.start <= moment < each.end and each.person_id in ("", person_id)
            for each in self.outages
        )


def make(seed: int, people: int, days: int) -> World:
    """A month from Friday morning on; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a simulation, not a secret
    until = NOW + days * DAY
    everybody = {f"person-{n}": _person(chance, n, until) for n in range(people)}
    world = World(until, everybody, [*_outages(chance, until), *_lost_tokens(chance, everybody, until)])
    for person in everybody.values():
        person.leads = [(_heard(world, at), *said) for at, *said in person.leads]
        person.own_leads = [(_heard(world, at), *said) for at, *said in person.own_leads]
    return world


def _heard(world: World, at: datetime) -> datetime:
    """When the bot hears what is said then: who gets no answer says it again."""
    down = next((each for each in world.outages if each.what == "bot" and each.start <= at < each.end), None)
    return _heard(world, down.end + MINUTE) if down else at


def _person(chance: random.Random, number: int, until: datetime) -> SimPerson:
    zone = ZONES[number % len(ZONES)]
    digest_at = chance.choice([None, time(7, 30), time(8, 30)])
    quiet = chance.choice([None, (time(19), time(8))])
    leads = [(NOW - 30 * DAY, chance.choice(LEADS))]
    person = SimPerson(Owner("t", f"person-{number}"), zone, digest_at, quiet, leads)
    _add_standups(chance, person, until)
    day = NOW.date()
    while day <= until.date():
        for n in range(chance.randrange(1, 5)):
            _add_single(chance, person, day, f"{number}-{day:%m%d}-{n}")
        person.speaks += [
            person.local(day, time(chance.randrange(8, 18), chance.randrange(60))) for _ in range(1 + day.day % 2)
        ]
        day += DAY
    if chance.random() < 0.3:
        person.leads.append((NOW + chance.random() * (until - NOW), chance.choice([0, *LEADS])))
    if chance.random() < 0.3:
        key = chance.choice([f"series:{number}", chance.choice(list(person.things))])
        person.own_leads.append((NOW + chance.random() * (until - NOW), key, chance.choice([None, 3, 45])))
    return person


def _add_standups(chance: random.Random, person: SimPerson, until: datetime) -> None:
    """A series on each working day at a quarter past nine of the person's clock, later in part moved as a whole."""
    number = person.owner.person_id.removeprefix("person-")
    moved_on = NOW + chance.random() * (until - NOW)
    day = NOW.date()
    while day <= until.date():
        if day.weekday() < 5:
            start, later = person.local(day, time(9, 15)), person.local(day, time(10))
            versions = [Version(NOW - DAY, start)]
            if start > moved_on:
                versions.append(Version(moved_on, later))
            key = f"event:standup-{number}-{day:%m%d}"
            person.things[key] = Thing(key, f"series:{number}", f"Standup {number} {day:%m%d}", versions)
        day += DAY


def _add_single(chance: random.Random, person: SimPerson, day: date, name: str) -> None:
    start = person.local(day, time(chance.randrange(7, 19), chance.choice([0, 15, 30, 45])))
    ahead = chance.choice([10 * DAY, 3 * DAY, 5 * HOUR, 40 * MINUTE, 7 * MINUTE])
    silent = chance.choices(["", "free", "all_day", "declined", "not_yours"], [84, 4, 4, 4, 4])[0]
    first = Version(start - ahead, start, silent)  # type: ignore[arg-type]
    versions = [first]
    change = chance.choices(["", "move", "twice", "cancel", "leave", "decline"], [60, 15, 5, 8, 7, 5])[0]
    for _ in range(2 if change == "twice" else bool(change)):
        was = versions[-1]
        since = was.since + (0.05 + 0.9 * chance.random()) * ((was.start or start) - was.since)
        new = since + chance.choice([12 * MINUTE, HOUR, 5 * HOUR, 30 * HOUR])
        new = new.replace(second=0, microsecond=0)
        match change:
            case "cancel":
                versions.append(Version(since, was.start, "cancelled"))
            case "leave":
                versions.append(Version(since, None))
            case "decline":
                versions.append(Version(since, was.start, "declined"))
            case _:
                versions.append(Version(since, new, silent))  # type: ignore[arg-type]
    person.things[f"event:{name}"] = Thing(f"event:{name}", "", f"Talk {name}", versions)


def _outages(chance: random.Random, until: datetime) -> Iterator[Outage]:
    """Graph, Teams and the bot itself, each now and then: minutes, hours, and the bot once for a whole night."""
    lengths = {
        "graph": [3 * MINUTE, 40 * MINUTE, 2 * HOUR],
        "bot": [2 * MINUTE, 25 * MINUTE, 9 * HOUR],
        "refuse": [MINUTE, 20 * MINUTE],
        "throttle": [2 * MINUTE, 15 * MINUTE],
        "silent": [30 * timedelta(seconds=1), 2 * MINUTE],
    }
    for what, choices in lengths.items():
        at = NOW + chance.random() * 2 * DAY
        while at < until:
            length = chance.choice(choices)
            yield Outage(what, at, at + length)  # type: ignore[arg-type]
            at += length + (0.3 + chance.random()) * 2 * DAY


def _lost_tokens(chance: random.Random, people: dict[str, SimPerson], until: datetime) -> Iterator[Outage]:
    """Some people's sign-in runs out, for an hour or for days, until they speak again."""
    for person_id in people:
        at = NOW + chance.random() * 6 * DAY
        while at < until and chance.random() < 0.5:
            length = chance.choice([HOUR, 14 * HOUR, 50 * HOUR])
            yield Outage("token", at, at + length, person_id)
            at += length + chance.random() * 8 * DAY
