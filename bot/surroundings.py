"""What is around a new time: what the person has then, when the others are taken, and where it may lie at all."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.command import Turn
from bot.free_slots import GRID, free_slots
from bot.movable import Looked, Movable, of_event
from bot.when import DAY, days
from graph import bookings, boundaries, events, free_time, people
from graph.booking_rules import Problem, why_not
from graph.boundaries import LegalWindow
from graph.errors import NotAllowed, NotFound, Refused, Throttled, Unreachable
from graph.model import Appointment, Attendee, Business, Event, Schedule, WorkingHours
from graph.span import Span
from graph.together import together

MOST_ATTENDEES = 19  # with the person makes the 20 that one request may ask for
ANYWHERE = LegalWindow(None, None)
TAKEN = ("busy", "oof")
MOST_SLOTS = 3
LONGEST_LOOK = timedelta(days=31)

Found = TypeVar("Found")


@dataclass(frozen=True)
class Other:
    """Somebody who is invited, as far as the person may see their calendar."""

    attendee: Attendee
    schedule: Schedule

    @property
    def name(self) -> str:
        """How they are called."""
        return self.attendee.address.name or self.attendee.address.email

    def taken(self) -> list[Span]:
        """When they cannot come."""
        return [busy.span for busy in self.schedule.busy if busy.show_as in TAKEN]


@dataclass(frozen=True)
class Surroundings:
    """The days around a new time."""

    days: Span
    mine: Sequence[Movable] = ()  #: what else the person has on these days; what is shown as free is left out
    others: Sequence[Other] = ()
    unseen: Sequence[str] = ()  #: names of those whose calendar was not looked at or cannot be seen
    hours: WorkingHours | None = None  #: the person's; None where unknown
    legal: LegalWindow = ANYWHERE  #: where an occurrence may lie between its neighbours
    business: Business | None = None
    booked: Sequence[Appointment] = field(default=())  #: of that business


async def around(turn: Turn, movable: Movable, new: Span, looked: Looked | None = None) -> Surroundings:
    """Looks at the day of `new` and two on each side; what cannot be read is left out, never an error."""
    window = _days_to_look_at(turn, movable, new)
    match movable.thing:
        case Appointment() as appointment:
            return await _around_appointment(turn, appointment, window, looked)
        case Event() as event:
            return await _around_event(turn, event, new, window, looked)
    mine, hours = await together(_mine(turn, movable, window, looked), _own_hours(turn))
    return Surroundings(window, mine, hours=hours)


def _days_to_look_at(turn: Turn, movable: Movable, new: Span) -> Span:
    """Of a series the days from the old to the new time too: an occurrence may have to stay near its own."""
    zone = turn.words.zone
    first = last = new.start.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if isinstance(movable.thing, Event) and movable.thing.series_id:
        old = movable.span.start.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        if abs(old - first) < LONGEST_LOOK:
            first, last = min(first, old), max(last, old)
    # What is past is looked at only where something is to move there.
    earliest = min(first, turn.words.local(turn.now).replace(tzinfo=None))
    begin = max(first - 2 * DAY, earliest)
    return days(begin, (last.date() - begin.date()).days + 3, zone)


async def _around_event(turn: Turn, event: Event, new: Span, window: Span, looked: Looked | None) -> Surroundings:
    invited = [each for each in event.attendees if each.answer != "organizer"] if event.is_organizer else []
    mine, (hours, others), legal = await together(
        _mine(turn, of_event(event), window, looked),
        _everybody(turn, event, invited[:MOST_ATTENDEES], window),
        _legal(turn, event, new),
    )
    unseen = [each.name for each in others if not each.schedule.is_known]
    unseen += [each.address.name or each.address.email for each in invited[len(others) :]]
    return Surroundings(window, mine, [each for each in others if each.schedule.is_known], unseen, hours, legal)


async def _around_appointment(
    turn: Turn, appointment: Appointment, window: Span, looked: Looked | None
) -> Surroundings:
    found: Sequence[tuple[Business, list[Appointment]]] = (
        looked.businesses if looked and _covers(looked, window) else ()
    )
    if not found:
        found = await _or(bookings.look(turn.graph, window, [appointment.business_id]), [])
    for business, booked in found:
        if business.id == appointment.business_id:
            return Surroundings(window, business=business, booked=booked)
    return Surroundings(window)


def _covers(looked: Looked, window: Span) -> bool:
    return looked.span.start <= window.start and window.end <= looked.span.end


async def _mine(turn: Turn, movable: Movable, window: Span, looked: Looked | None) -> list[Movable]:
    if looked is not None and _covers(looked, window):
        there = [each for each in looked.events if each.span.overlaps(window)]
    else:
        there = await _or(events.between(turn.graph, window), [])
    taken = [of_event(each) for each in there if each.show_as != "free" and not each.all_day]
    return [each for each in taken if each.reference() != movable.reference()]


async def _everybody(
    turn: Turn, event: Event, invited: Sequence[Attendee], window: Span
) -> tuple[WorkingHours | None, list[Other]]:
    """The person's hours and everybody's calendar, in one request; only the organiser moves it for the others."""
    if not event.is_organizer or not event.organizer.email:
        return await _own_hours(turn), []
    emails = [event.organizer.email, *(each.address.email for each in invited)]
    schedules = await _or(free_time.schedules(turn.graph, emails, window), [])
    if not schedules:
        return None, [Other(each, Schedule(each.address.email, (), is_known=False)) for each in invited]
    own, *others = schedules
    return own.hours, [Other(each, _without(event, theirs)) for each, theirs in zip(invited, others, strict=True)]


def _without(event: Event, schedule: Schedule) -> Schedule:
    """What else they have: the event that moves is in their calendars too."""
    at = next((place for place, busy in enumerate(schedule.busy) if busy.span == event.span), None)
    return schedule if at is None else replace(schedule, busy=schedule.busy[:at] + schedule.busy[at + 1 :])


async def _own_hours(turn: Turn) -> WorkingHours | None:
    mailbox = await _or(people.mailbox(turn.graph), None)
    return mailbox.hours if mailbox else None


async def _legal(turn: Turn, event: Event, new: Span) -> LegalWindow:
    """On its own day an occurrence never meets its neighbours, so that is not asked."""
    if event.series_id is None or event.kind == "seriesMaster":
        return ANYWHERE
    if _day_in(event.zone, new) == _day_in(event.zone, event.span) and new.length <= event.span.length:
        return ANYWHERE
    return await _or(boundaries.window_of(turn.graph, event), ANYWHERE)


def _day_in(zone: str, span: Span) -> date:
    return span.start.astimezone(ZoneInfo(zone)).date()


async def _or(reading: Awaitable[Found], instead: Found) -> Found:
    """What is good to know, but not needed to answer."""
    try:
        return await reading
    except (NotAllowed, NotFound, Refused, Throttled, Unreachable):
        return instead


def problems(seen: Surroundings, movable: Movable, span: Span, turn: Turn) -> list[Problem]:
    """What Bookings' own rules say against a time of an appointment."""
    if not isinstance(movable.thing, Appointment) or seen.business is None:
        return []
    return why_not(seen.business, movable.thing, span, seen.booked, turn.now)


def alternatives(
    turn: Turn, movable: Movable, seen: Surroundings, near: Span, within: Span | None = None
) -> list[Span]:
    """Up to three times at which everybody is free, at work and allowed, nearest to `near` first."""
    window = within or seen.days
    start = max(window.start, turn.now, seen.legal.earliest or window.start)
    end = min(window.end, seen.legal.latest or window.end)
    if start >= end:
        return []
    taken = [each.span for each in seen.mine] + [span for other in seen.others for span in other.taken()]
    taken += [near] if near != movable.span else [movable.span]
    own = [seen.hours] if seen.hours else []
    theirs = [other.schedule.hours for other in seen.others if other.schedule.hours]
    if isinstance(movable.thing, Appointment):
        return _bookable(turn, movable, seen, near, Span(start, end))
    return free_slots(taken, Span(start, end), near.length, own, near.start, theirs=theirs)


def _bookable(turn: Turn, movable: Movable, seen: Surroundings, near: Span, within: Span) -> list[Span]:
    """Times that Bookings itself would offer, nearest first."""
    if seen.business is None:
        return []
    count = (within.length - near.length) // GRID
    first = within.start + (-within.start.timestamp() % GRID.total_seconds()) * timedelta(seconds=1)
    starts = sorted((first + each * GRID for each in range(count + 1)), key=lambda at: (abs(at - near.start), at))
    chosen: list[Span] = []
    for start in starts:
        slot = Span(start, start + near.length)
        clear = not any(slot.overlaps(each) for each in (near, movable.span, *chosen))
        if len(chosen) < MOST_SLOTS and clear and slot.end <= within.end and not problems(seen, movable, slot, turn):
            chosen.append(slot)
    return chosen
