"""Judges a simulated month by what was in the calendars and what arrived, without asking the bot for anything.

Where two things happen so close together that either order is right, nothing is demanded; what arrives must be true
all the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.store import Json
from tests.bot.reminders.month_run import Arrival, Diary
from tests.bot.reminders.month_world import DAY, HOUR, MINUTE, SimPerson, Thing, Version, World
from tests.conftest import NOW

USEFUL = 10 * MINUTE
SLACK = 3 * MINUTE
SEEN_AHEAD = 3 * DAY + 12 * HOUR  # a calendar is known so far ahead, and a little more
CLOCK = re.compile(r"\d{1,2}:\d{2} [AP]M")


@dataclass
class Verdict:
    """What was found."""

    wrong: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Told:
    """A reminder that arrived, as one reads it."""

    at: datetime
    person: SimPerson
    thing: Thing
    when: str  #: day and times, as they stand on the card
    as_of: bool
    answered: bool


def judge(world: World, diary: Diary) -> Verdict:
    """Everything that is wrong with a month."""
    verdict = Verdict()
    told = [each for arrival in diary.arrivals if (each := _reminder(world, arrival)) is not None]
    verdict.counts["reminders"] = len(told)
    for each in told:
        verdict.wrong += _untrue(world, diary, each)
    verdict.wrong += _doubled(told, diary)
    verdict.wrong += list(_missing(world, diary, told, verdict.counts))
    verdict.wrong += list(_snoozes(world, diary, told, verdict.counts))
    verdict.wrong += list(_digests(world, diary, verdict.counts))
    return verdict


# --- what arrived must be true ----------------------------------------------------------------------------------------


def _reminder(world: World, arrival: Arrival) -> Told | None:
    lines = list(_texts(arrival.card))
    person = world.people[arrival.person_id]
    thing = next((each for each in person.things.values() if each.title in lines), None)
    if thing is None or lines[0].startswith("Your day"):
        return None
    when = next(each for each in lines if " – " in each and CLOCK.search(each))
    as_of = any(each.startswith("As of ") for each in lines)
    return Told(arrival.at, person, thing, when, as_of, arrival.answered)


def _untrue(world: World, diary: Diary, told: Told) -> Iterator[str]:
    """Cancelled, moved, early, useless, unwanted, or in another zone than the reader's."""
    name = f"{told.thing.title} at {told.at:%m-%d %H:%M:%S}"
    can_be_read = not world.is_out("graph", told.at) and not world.is_out("token", told.at, told.person.owner.person_id)
    if can_be_read == told.as_of:
        yield f"{name}: as of {told.as_of}, though it can be read: {can_be_read}"
    looks = diary.looks.get(told.person.owner.person_id, [])
    as_it_was = told.at if can_be_read else max(each for each in looks if each <= told.at)
    version = told.thing.at(as_it_was)
    if version is None or version.start is None or version.silent:
        yield f"{name}: it was {version}"
        return
    if told.when != shown(version.start, told.person.zone):
        yield f"{name}: {told.when} is not {shown(version.start, told.person.zone)}"
    leads = {told.person.lead_at(told.thing, moment) for moment in (told.at, told.at - MINUTE)}
    longest = max([each for each in leads if each is not None], default=None)
    snoozed = (told.person.owner.person_id, told.thing.title) in {snooze[1:] for snooze in diary.snoozes}
    if longest is None and not snoozed:
        yield f"{name}: nobody wanted it"
    elif longest is not None and told.at < version.start - longest * MINUTE:
        yield f"{name}: early"
    if told.at > version.start + USEFUL:
        yield f"{name}: of no use any more"


def shown(start: datetime, zone: str) -> str:
    """A half hour on the reader's clock, written independently of the bot."""
    local, ends = (each.astimezone(ZoneInfo(zone)) for each in (start, start + timedelta(minutes=30)))
    day = f"{local:%a}, {local:%b} {local.day}"
    last = _clock(ends) if ends.date() == local.date() else f"{ends:%a}, {ends:%b} {ends.day}, {_clock(ends)}"
    return f"{day}, {_clock(local)} – {last}"


def _clock(local: datetime) -> str:
    return f"{local.hour % 12 or 12}:{local:%M %p}"


def _texts(card: Json) -> Iterator[str]:
    if isinstance(card, dict):
        if isinstance(card.get("text"), str):
            yield card["text"]
        for name, value in card.items():
            if name not in ("actions", "fallback"):
                yield from _texts(value)
    elif isinstance(card, list):
        for each in card:
            if isinstance(each, str):
                yield each
            else:
                yield from _texts(each)


def _doubled(told: list[Told], diary: Diary) -> list[str]:
    """One for each thing and start, and one more for each snooze."""
    times = Counter((each.person.owner.person_id, each.thing.title, each.when) for each in told)
    snoozed = Counter((person_id, title) for _, person_id, title in diary.snoozes)
    return [f"{key} arrived {n} times" for key, n in times.items() if n > 1 + snoozed[key[:2]]]


# --- what was owed must have arrived ----------------------------------------------------------------------------------


def _missing(world: World, diary: Diary, told: list[Told], counts: Counter[str]) -> Iterator[str]:
    came: dict[tuple[str, str], list[Told]] = {}
    for each in told:
        came.setdefault((each.thing.title, each.when), []).append(each)
    for person in world.people.values():
        looks = diary.looks.get(person.owner.person_id, [])
        for thing in person.things.values():
            for version, ends in thing.stretches():
                if version.start is None or version.silent:
                    continue
                window = _window(world, person, thing, version.start, looks, (version.since, ends))
                if window is None:
                    counts["not demanded"] += 1
                    continue
                counts["demanded"] += 1
                arrived = came.get((thing.title, shown(version.start, person.zone)), [])
                first = min((each.at for each in arrived), default=None)
                if first is None and _may_be_lost(world, *window):
                    counts["unknown"] += 1
                elif first is None:
                    yield f"{thing.title} of {version.start:%m-%d %H:%M}: nothing between {window[0]} and {window[1]}"
                elif not window[0] <= first <= window[1] and not _was_owed_before(thing, version, first):
                    yield f"{thing.title} of {version.start:%m-%d %H:%M}: {first} is not in {window[0]} … {window[1]}"
                elif first > window[0] + SLACK:
                    counts["late"] += 1


def _was_owed_before(thing: Thing, version: Version, at: datetime) -> bool:
    """Whether it started at the same time before: then that reminder was its only one."""
    return any(each.start == version.start and not each.silent and each.since <= at for each in thing.versions)


def _window(
    world: World,
    person: SimPerson,
    thing: Thing,
    start: datetime,
    looks: list[datetime],
    stands: tuple[datetime, datetime],
) -> tuple[datetime, datetime] | None:
    """Between when and when it must arrive; None where nothing can be demanded."""
    since, ends = stands
    known_at = next((each for each in looks if each > since and start - each <= SEEN_AHEAD), None)
    if known_at is None or known_at >= ends or start >= world.until - HOUR:
        return None
    said = [at for at, *_ in [*person.leads[1:], *person.own_leads]]
    lead = person.lead_at(thing, start)
    if lead is None or any(start - 2 * HOUR <= at <= start + USEFUL for at in said):
        return None
    due_at = start - lead * MINUTE
    if due_at < known_at:
        due_at = max(known_at, start - min(lead * MINUTE, 10 * MINUTE))
    if due_at <= known_at and known_at >= start:
        return None
    moment = due_at
    while not _is_up(world, moment):
        moment += timedelta(seconds=10)
    latest = moment + SLACK + MINUTE  # Teams may have asked to wait before
    if latest > start + USEFUL or latest >= ends:
        return None
    return due_at, latest


def _is_up(world: World, moment: datetime) -> bool:
    """Whether the bot runs and Teams takes messages, for long enough to send one."""
    return not any(
        each.what in ("bot", "refuse", "throttle") and each.start - MINUTE <= moment < each.end
        for each in world.outages
    )


def _may_be_lost(world: World, first: datetime, last: datetime) -> bool:
    """Whether Teams gave no answer in that time: then it is unknown whether it arrived, and it is not sent again."""
    return any(each.what == "silent" and each.start <= last and first < each.end for each in world.outages)


def _snoozes(world: World, diary: Diary, told: list[Told], counts: Counter[str]) -> Iterator[str]:
    for at, person_id, title in diary.snoozes:
        person = world.people[person_id]
        thing = next(each for each in person.things.values() if each.title == title)
        # What was moved between the reminder and the snooze has another reminder, at its new time.
        reminded, then = thing.at(at - SLACK), thing.at(at + 5 * MINUTE + SLACK)
        due_at = at + 5 * MINUTE
        said = [moment for moment, *_ in [*person.leads[1:], *person.own_leads]]
        if reminded != then or not _is_up(world, due_at) or any(at - HOUR <= each <= due_at + SLACK for each in said):
            continue
        if due_at > world.until - HOUR or _may_be_lost(world, due_at, due_at + SLACK):
            continue
        counts["snoozes"] += 1
        again = [each for each in told if each.thing is thing and due_at <= each.at <= due_at + SLACK]
        if len(again) != 1:
            yield f"{title} snoozed at {at}: came again {len(again)} times"


# --- digests ----------------------------------------------------------------------------------------------------------


def _digests(world: World, diary: Diary, counts: Counter[str]) -> Iterator[str]:
    came: dict[tuple[str, date], list[datetime]] = {}
    for arrival in diary.arrivals:
        lines = list(_texts(arrival.card))
        if lines[0].startswith("Your day"):
            person = world.people[arrival.person_id]
            day = arrival.at.astimezone(ZoneInfo(person.zone)).date()
            came.setdefault((arrival.person_id, day), []).append(arrival.at)
            if lines[0] != f"Your day, {day:%a}, {day:%b} {day.day}":
                yield f"{arrival.person_id}: {lines[0]} came on {day}"
    for person in world.people.values():
        day = NOW.date()
        while day <= world.until.date():
            yield from _digest_of(world, diary, person, day, came.pop((person.owner.person_id, day), []), counts)
            day += DAY
    yield from (f"{key}: a digest on another day than one of the month" for key in came)


def _digest_of(
    world: World, diary: Diary, person: SimPerson, day: date, came: list[datetime], counts: Counter[str]
) -> Iterator[str]:
    name = f"{person.owner.person_id} on {day:%a %m-%d}"
    if len(came) > 1:
        yield f"{name}: {len(came)} digests"
    if person.digest_at is None or day.weekday() >= 5:
        if came:
            yield f"{name}: a digest that nobody wanted"
        return
    clock = person.digest_at
    if person.quiet is not None and not person.quiet[1] <= clock < person.quiet[0]:
        clock = person.quiet[1]
    due_at = person.local(day, clock)
    if any(each < due_at for each in came):
        yield f"{name}: a digest before its time"
    counts["digests"] += len(came)
    looked = any(timedelta() <= due_at - each <= 3 * DAY for each in diary.looks.get(person.owner.person_id, []))
    moment = due_at
    while not _is_up(world, moment):
        moment += timedelta(seconds=10)
    in_time = moment + SLACK < due_at + 4 * HOUR and due_at + 4 * HOUR < world.until
    if not came and looked and in_time and not _may_be_lost(world, due_at, moment + SLACK):
        yield f"{name}: no digest"
