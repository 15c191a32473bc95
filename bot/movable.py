"""One verb, three worlds: events, bookings and online meetings, as things that can be moved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.at_hand import find_at_hand, names_nothing
from bot.command import Said, Turn
from bot.language import match_titles, sole
from bot.plan import Before
from bot.store import Json
from bot.when import days, to_look_at
from cards.words import Words
from graph import bookings, events, meetings
from graph.errors import NotAllowed, NotFound, SignInNeeded, Throttled, Unreachable
from graph.model import Appointment, AppointmentMove, Business, Event, EventMove, Meeting, MeetingMove
from graph.span import Span
from graph.together import together

LOOK_BACK = timedelta(days=1)
LOOK_AHEAD = timedelta(days=14)
LONGEST_LOOK = timedelta(days=62)
MOST_CHOICES = 5
MOST_NAMED = 40  # appointments whose customers are looked up for one sentence; each costs a call
SPEAKS_OF_BOOKINGS = re.compile(r"予約|\bbookings?\b", re.IGNORECASE)
NO_BOOKINGS = (NotAllowed, NotFound, SignInNeeded, Throttled, Unreachable)  # for people who go on without
WORTH_SHOWING = 60.0  # of 100: below it a title is another title


@dataclass(frozen=True)
class Movable:
    """An event, an appointment or a meeting, with what moving needs to know of it."""

    thing: Event | Appointment | Meeting
    title: str
    names: tuple[str, ...]  #: what a person may call it
    span: Span
    zone: str  #: IANA; the zone it was made in
    join_url: str = ""
    private: bool = False

    def reference(self) -> Json:
        """How a question remembers it."""
        match self.thing:
            case Event(id=event_id):
                return {"event": event_id}
            case Appointment(id=appointment_id, business_id=business_id):
                return {"appointment": appointment_id, "business": business_id}
            case Meeting(id=meeting_id):
                return {"meeting": meeting_id}

    def move_to(self, span: Span, zone: str) -> EventMove | AppointmentMove | MeetingMove:
        """The change that moves it, bound to the version that was read."""
        match self.thing:
            case Event(id=event_id, etag=etag):
                return EventMove(event_id, span, zone, etag, seen_span=self.span)
            case Appointment(id=appointment_id, business_id=business_id, updated_at=updated_at):
                return AppointmentMove(business_id, appointment_id, span, zone, updated_at, self.span)
            case Meeting(id=meeting_id):
                return MeetingMove(meeting_id, span, seen_span=self.span)

    def before(self, words: Words, now: datetime) -> Before:
        """What the cards and undo need to know of how it was."""
        title, in_groups = (self.shown_title(words, is_private_chat=private) for private in (True, False))
        return Before(title, self.span, self.zone, in_groups, self.join_url, asked_at=now)

    def shown_title(self, words: Words, *, is_private_chat: bool) -> str:
        """Its title, or a stand-in where others could read it."""
        if is_private_chat:
            return self.title or words("(no title)")
        if self.private:
            return words("Private appointment")
        # Who sees a clinic, and for what, is nobody else's business.
        return self.thing.service_name if isinstance(self.thing, Appointment) else self.title or words("(no title)")

    def shown(self, span: Span, reader_zone: str) -> Span:
        """A time of it as a reader thinks of it: a whole day is the same day in every zone."""
        if not isinstance(self.thing, Event) or not self.thing.all_day:
            return span
        first, last = (moment.astimezone(ZoneInfo(self.zone)) for moment in (span.start, span.end))
        return days(first, (last.date() - first.date()).days, reader_zone)


@dataclass(frozen=True)
class Looked:
    """What was read on the way, so that it is not asked for twice."""

    span: Span
    events: Sequence[Event] = ()
    businesses: Sequence[tuple[Business, list[Appointment]]] = ()


@dataclass(frozen=True)
class Found:
    """What a sentence may mean, best first."""

    movables: list[Movable]  #: at most five
    is_sure: bool  #: there is one, and it is beyond doubt
    looked: Looked | None = None


def of_event(event: Event) -> Movable:
    """An Outlook event; its people count as names, so that "my 2pm with Alice" finds it."""
    names = (event.subject, *(attendee.address.name for attendee in event.attendees))
    private = event.sensitivity in ("private", "confidential")
    return Movable(event, event.subject, names, event.span, event.zone, event.join_url, private)


def of_appointment(appointment: Appointment) -> Movable:
    """A Bookings appointment, called by its customer or its service."""
    customers = tuple(customer.name for customer in appointment.customers if customer.name)
    title = " – ".join(part for part in (appointment.service_name, ", ".join(customers)) if part)
    return Movable(
        appointment,
        title,
        (title, *customers, appointment.service_name),
        appointment.span,
        appointment.zone,
        appointment.join_url,
    )


def of_meeting(meeting: Meeting, zone: str) -> Movable:
    """An online meeting without a calendar entry, called by its key."""
    names = (meeting.subject, meeting.external_id)
    return Movable(meeting, meeting.subject or meeting.external_id, names, meeting.span, zone, meeting.join_url)


async def read_again(turn: Turn, reference: Json) -> Movable:
    """The thing a question remembered, as it is now; raises NotFound."""
    if "event" in reference:
        return of_event(await events.event(turn.graph, reference["event"]))
    if "appointment" in reference:
        return of_appointment(await bookings.appointment(turn.graph, reference["business"], reference["appointment"]))
    return of_meeting(await meetings.meeting(turn.graph, reference["meeting"]), turn.words.zone)


async def appointments_in(turn: Turn, span: Span) -> list[Appointment]:
    """The appointments of all Bookings businesses of the person, earliest first."""
    looked = await bookings.look(turn.graph, span)
    return sorted((each for _, booked in looked for each in booked), key=lambda each: each.span)


async def appointments_if_any(turn: Turn, span: Span) -> list[Appointment]:
    """The same, and none for people who may not use Bookings, or while Bookings does not answer."""
    try:
        return await appointments_in(turn, span)
    except NO_BOOKINGS:
        return []


async def find(turn: Turn, said: Said, *, only_bookings: bool = False) -> Found:
    """What the sentence may mean. Where it speaks of a booking, nothing but bookings is meant."""
    if (chosen := said.answers.get("which")) is not None:
        return Found([await read_again(turn, chosen)], is_sure=True)
    if (last := await spoken_of(turn, said, only_bookings=only_bookings)) is not None:
        return Found([last], is_sure=True)
    window = _window(turn, said)
    if only_bookings or SPEAKS_OF_BOOKINGS.search(said.text):
        return await _find_booked(turn, said, window, [])
    in_calendar, keyed = await together(events.between(turn.graph, window), _meeting_by_key(turn, said))
    if keyed and not any(keyed.join_url == event.join_url for event in in_calendar):
        return Found([keyed], is_sure=True)
    candidates = [of_event(each) for each in in_calendar]
    found = _choose(turn, said, candidates)
    if found.is_sure:
        return replace(found, looked=Looked(window, in_calendar))
    # Bookings takes three requests, so it is asked only where the calendar leaves a doubt.
    try:
        return await _find_booked(turn, said, window, candidates)
    except NO_BOOKINGS:
        return found


async def spoken_of(turn: Turn, said: Said, *, only_bookings: bool = False) -> Movable | None:
    """For a sentence that names nothing: what the last card was about. The next card says what that is."""
    last = await find_at_hand(turn) if names_nothing(said) else None
    speaks_of_bookings = only_bookings or SPEAKS_OF_BOOKINGS.search(said.text)
    if last is None or (speaks_of_bookings and "appointment" not in last):
        return None
    try:
        return await read_again(turn, last)
    except NotFound:
        return None


async def _find_booked(turn: Turn, said: Said, window: Span, others: Sequence[Movable]) -> Found:
    looked = await bookings.look(turn.graph, window)
    booked = sorted((each for _, listed in looked for each in listed), key=lambda each: each.span)
    found = _choose(turn, said, [*others, *await _named(turn, booked)])
    return replace(found, looked=Looked(window, businesses=looked)) if found.is_sure else found


async def _named(turn: Turn, booked: Sequence[Appointment]) -> list[Movable]:
    """Appointments with their customers, which Bookings tells of one appointment at a time: the next ones only."""
    ahead = [each for each in booked if each.span.end > turn.now - LOOK_BACK][:MOST_NAMED]
    return [of_appointment(each) for each in await bookings.with_customers(turn.graph, ahead)]


def _choose(turn: Turn, said: Said, candidates: Sequence[Movable]) -> Found:
    return choose(candidates, said, turn.now, turn.words.zone)


def choose(candidates: Sequence[Movable], said: Said, now: datetime, zone: str) -> Found:
    """The candidates that fit the sentence, best first, at most five."""
    fitting = [each for each in candidates if _fits_old_time(each, said, now, zone)]
    query = _query(said)
    if not query:
        in_order = sorted(fitting, key=lambda each: each.span)[:MOST_CHOICES]
        # Something must have named it: a time, or it is the only thing there.
        return Found(in_order, is_sure=len(in_order) == 1)
    names = [(index, name) for index, each in enumerate(fitting) for name in each.names if name]
    best: dict[int, float] = {}
    for match in match_titles(query, [name for _, name in names]):
        index = names[match.index][0]
        best[index] = max(best.get(index, 0.0), match.score)
    ranked = sorted((index for index in best if best[index] >= WORTH_SHOWING), key=lambda index: -best[index])
    one_per_series = _one_per_series([fitting[index] for index in ranked], said, now, zone)
    clear = sole(match_titles(query, [_best_name(each, query) for each in one_per_series])) if one_per_series else None
    if clear is not None:
        return Found([one_per_series[clear.index]], is_sure=True)
    return Found(one_per_series[:MOST_CHOICES], is_sure=False)


def _query(said: Said) -> str:
    """What it is called, in the sentence: a key and a title, and the people it is with."""
    reading = said.reading
    return " ".join(part for part in (reading.key, reading.title, *reading.people) if part and "@" not in part)


def _best_name(movable: Movable, query: str) -> str:
    names = [name for name in movable.names if name]
    return names[match_titles(query, names)[0].index]


def _one_per_series(found: Sequence[Movable], said: Said, now: datetime, zone: str) -> list[Movable]:
    """Of each series the occurrence on the day spoken of, else the next one."""
    spoken = said.reading.time
    wanted = spoken.start.date() if spoken.start is not None and spoken.has_date else None
    chosen: dict[Any, Movable] = {}
    for each in found:
        series = each.thing.series_id if isinstance(each.thing, Event) and each.thing.series_id else id(each)

        def rank(candidate: Movable) -> tuple[bool, bool, datetime]:
            on_day = candidate.span.start.astimezone(ZoneInfo(zone)).date() == wanted
            return (not on_day, candidate.span.start < now, candidate.span.start)

        if series not in chosen or rank(each) < rank(chosen[series]):
            chosen[series] = each
    return list(chosen.values())


def _window(turn: Turn, said: Said) -> Span:
    return named_days(said, turn.now, turn.words.zone) or Span(turn.now - LOOK_BACK, turn.now + LOOK_AHEAD)


def named_days(said: Said, now: datetime, zone: str) -> Span | None:
    """The days by which the sentence names a thing, two months of them at most; None where it does not."""
    spoken = said.reading.old_time
    if spoken.start is None or not spoken.has_date:
        return None
    named = to_look_at(spoken, now, zone)
    return Span(named.start, min(named.end, named.start + LONGEST_LOOK))


def _fits_old_time(candidate: Movable, said: Said, now: datetime, zone: str) -> bool:
    spoken, named, start = said.reading.old_time, named_days(said, now, zone), candidate.span.start
    if named is None and candidate.span.end <= now:
        return False
    if spoken.start is None:
        return True
    if named is not None and not named.start <= start < named.end:
        return False
    return not spoken.has_clock or start.astimezone(ZoneInfo(zone)).time() == spoken.start.time()


async def _meeting_by_key(turn: Turn, said: Said) -> Movable | None:
    if not said.reading.key:
        return None
    meeting_id = await turn.store.people.find_meeting_id(turn.owner, said.reading.key.upper())
    if meeting_id is None:
        return None
    try:
        return of_meeting(await meetings.meeting(turn.graph, meeting_id), turn.words.zone)
    except NotFound:
        return None
