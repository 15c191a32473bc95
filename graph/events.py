"""Events in Outlook calendars: read, found by id, moved and changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.answer import Json
from graph.boundaries import refuse_other_exceptions, window_of
from graph.calendar_paths import events_at
from graph.client import GraphClient
from graph.errors import ChangedMeanwhile, CrossesNeighbour, GraphError, OutcomeUnknown
from graph.event_json import SELECT, SELECT_DETAILS, read_details, read_event
from graph.event_writing import write_attendee, write_change, write_time
from graph.join_block import has_block, splice
from graph.model import (
    MY_EVENTS,
    AttendeesChange,
    Body,
    CalendarPath,
    ChangedEvent,
    Confirmed,
    Event,
    EventChange,
    EventDetails,
    EventMove,
    ExtensionChange,
    Unchanged,
    ZonedTime,
)
from graph.people import refuse_unsupported_zones
from graph.settling import settle, shows
from graph.span import Span
from graph.zones import write_instant

# Without this, start and end come in the mailbox's zone. https://learn.microsoft.com/graph/api/calendar-list-calendarview
IN_UTC = {"Prefer": 'outlook.timezone="UTC"'}


async def between(graph: GraphClient, span: Span) -> list[Event]:
    """Events that overlap `span`, earliest first; a series appears as its single occurrences.

    All pages are read. Times are UTC. Cancelled events are left out.
    Raises SignInNeeded, NotAllowed, Throttled, Unreachable.
    Source: https://learn.microsoft.com/graph/api/calendar-list-calendarview
    """
    pages = [page async for page in graph.pages(graph.me.calendar_view, view_query(span), IN_UTC)]
    return read_view(pages)


def view_query(span: Span) -> dict[str, str | int]:
    """What to ask of a calendarView."""
    return {
        "startDateTime": write_instant(span.start),
        "endDateTime": write_instant(span.end),
        "$select": SELECT,
        "$orderby": "start/dateTime",
        "$top": 100,
    }


def read_view(pages: Iterable[Json]) -> list[Event]:
    """The pages of a calendarView as events, earliest first, without those that are cancelled."""
    events = [read_event(event) for page in pages for event in page.get("value") or []]
    there = [event for event in events if not event.cancelled]
    return sorted(there, key=lambda event: (event.span.start, event.span.end, event.subject))


async def event(graph: GraphClient, event_id: str, calendar: CalendarPath = MY_EVENTS) -> Event:
    """One event by id; the master if the id is a series'.

    Raises NotFound when it is gone.
    Source: https://learn.microsoft.com/graph/api/event-get
    """
    answer = await graph.get(_builder(graph, event_id, calendar), {"$select": SELECT}, IN_UTC)
    return read_event(answer.json)


async def details(graph: GraphClient, event_id: str, calendar: CalendarPath = MY_EVENTS) -> EventDetails:
    """One event with everything about it that can be changed. Raises NotFound when it is gone."""
    answer = await graph.get(_builder(graph, event_id, calendar), {"$select": SELECT_DETAILS}, IN_UTC)
    return read_details(answer.json)


async def reschedule(graph: GraphClient, move: Confirmed[EventMove]) -> Event:
    """Put an event at another time and return it as Graph then has it.

    Only start and end are sent: attendees, body and the online meeting stay as they are.
    Raises ChangedMeanwhile when the event is no longer the version in `etag` and its time no longer `seen_span`, and
    when a series has other `exceptions` by now; CrossesNeighbour, with where it may lie, when an occurrence would touch
    its neighbour's day; ZoneNotSupported; OutcomeUnknown when the answer was lost and reading again did not show it.
    Source: https://learn.microsoft.com/graph/api/event-update
    """
    new = move.change
    await refuse_unsupported_zones(graph, new.zone)
    await refuse_other_exceptions(graph, new.event_id, new.exceptions)
    body = {
        "start": write_time(ZonedTime(new.span.start, new.zone)),
        "end": write_time(ZonedTime(new.span.end, new.zone)),
    }
    try:
        return await _reschedule(graph, new, body)
    except CrossesNeighbour as refusal:
        raise await _with_window(graph, new.event_id, refusal) from refusal


async def _reschedule(graph: GraphClient, new: EventMove, body: Json) -> Event:
    builder = _builder(graph, new.event_id, MY_EVENTS)
    try:
        return read_event((await graph.patch(builder, body, etag=new.etag)).json)
    except ChangedMeanwhile:
        there = await event(graph, new.event_id)
        # Exchange answers ErrorIrresolvableConflict now and then although nothing changed, and every answer of an
        # attendee is a new version. https://github.com/analogdotnow/Analog/pull/475
        if there.etag != new.etag and there.span != new.seen_span:
            raise
        return read_event((await graph.patch(builder, body, etag=there.etag)).json)
    except OutcomeUnknown as unknown:
        return await settle(
            unknown,
            event(graph, new.event_id),
            is_done=lambda there: there.span == new.span,
            is_untouched=lambda there: there.etag == new.etag,
        )


async def _with_window(graph: GraphClient, event_id: str, refusal: CrossesNeighbour) -> CrossesNeighbour:
    """The refusal with where the occurrence may lie, if that can be read."""
    try:
        window = await window_of(graph, await event(graph, event_id))
    except GraphError:
        return refusal
    return CrossesNeighbour(window.earliest, window.latest, **refusal.facts)


async def update(graph: GraphClient, change: Confirmed[EventChange]) -> Event:
    """Give an event new values and return it as Graph then has it; exactly what is not UNCHANGED is sent.

    The join block of an online meeting survives a new body: it is read, put back, checked, and put back once more if
    the meeting went away all the same. Everybody invited gets mail, except when attendees alone change.
    Raises as `reschedule` does; here ChangedMeanwhile means that a touched property is no longer as it was `seen`.
    Source: https://learn.microsoft.com/graph/api/event-update
    """
    return (await edit(graph, change)).details.event


async def edit(graph: GraphClient, change: Confirmed[EventChange]) -> ChangedEvent:
    """Do as `update`, and say how everything about the event reads afterwards, as an undo needs it."""
    new = change.change
    zones = [moment.zone for moment in (new.start, new.end) if isinstance(moment, ZonedTime)]
    await refuse_unsupported_zones(graph, *zones)
    await refuse_other_exceptions(graph, new.event_id, new.exceptions)
    body = write_change(new)
    if not body:
        return ChangedEvent(await details(graph, new.event_id, new.calendar), was_repaired=False)
    try:
        if not isinstance(new.body, Unchanged) and new.keeps_meeting:
            return await _edit_around_block(graph, new, body)
        return ChangedEvent(await _patch(graph, new, body, new.etag), was_repaired=False)
    except CrossesNeighbour as refusal:
        raise await _with_window(graph, new.event_id, refusal) from refusal


async def change_attendees(graph: GraphClient, change: Confirmed[AttendeesChange]) -> Event:
    """Invite some and uninvite others; everybody else stays, and only attendees are sent.

    Raises NotFound, ChangedMeanwhile when the event changes faster than we can read it, OutcomeUnknown.
    Source: https://learn.microsoft.com/graph/api/event-update
    """
    return (await edit_attendees(graph, change)).details.event


async def edit_attendees(graph: GraphClient, change: Confirmed[AttendeesChange]) -> ChangedEvent:
    """Do as `change_attendees`, and say how everything about the event reads afterwards, as an undo needs it."""
    try:
        there = await _change_attendees_once(graph, change.change)
    except ChangedMeanwhile:
        there = await _change_attendees_once(graph, change.change)
    return ChangedEvent(there, was_repaired=False)


async def write_extension(graph: GraphClient, change: Confirmed[ExtensionChange]) -> None:
    """Write an app's own data on an event; a property that is not named stays.

    Raises NotFound when the event has no such extension.
    Source: https://learn.microsoft.com/graph/api/opentypeextension-update
    """
    new = change.change
    builder = _builder(graph, new.event_id, new.calendar).extensions.by_extension_id(new.extension_name)
    named = {"@odata.type": "#microsoft.graph.openTypeExtension", "extensionName": new.extension_name}
    await graph.patch(builder, {**named, **dict(new.properties)})


async def _change_attendees_once(graph: GraphClient, new: AttendeesChange) -> EventDetails:
    answer = await graph.get(_builder(graph, new.event_id, new.calendar), {"$select": "id,attendees"})
    invited: list[Json] = answer.json.get("attendees") or []
    removed = {email.casefold() for email in new.remove}
    kept = [attendee for attendee in invited if _email(attendee) not in removed]
    known = {_email(attendee) for attendee in kept}
    added = [write_attendee(attendee) for attendee in new.add if attendee.address.email.casefold() not in known]
    if not added and len(kept) == len(invited):
        return await details(graph, new.event_id, new.calendar)
    addressed = EventChange(new.event_id, answer.etag, new.calendar)
    return await _patch(graph, addressed, {"attendees": [*kept, *added]}, answer.etag)


async def _edit_around_block(graph: GraphClient, new: EventChange, body: Json) -> ChangedEvent:
    before = await details(graph, new.event_id, new.calendar)
    if new.etag not in (None, before.event.etag) and not _still_stands(new, before):
        raise ChangedMeanwhile
    join_url = before.event.join_url
    words = new.body if isinstance(new.body, Body) else Body("", before.body.kind)
    written = splice(words, before.body, join_url)
    body["body"] = {"contentType": written.kind, "content": written.content}
    after = await _patch(graph, new, body, before.event.etag)
    if not join_url:
        return ChangedEvent(after, was_repaired=False)
    there = await details(graph, new.event_id, new.calendar)
    if there.event.join_url == join_url and has_block(there.body, join_url):
        return ChangedEvent(there, was_repaired=False)
    again = {"body": body["body"], "isOnlineMeeting": True}
    return ChangedEvent(await _patch(graph, new, again, there.event.etag), was_repaired=True)


async def _patch(graph: GraphClient, new: EventChange, body: Json, etag: str | None) -> EventDetails:
    builder = _builder(graph, new.event_id, new.calendar)
    try:
        answer = await graph.patch(builder, body, etag=etag)
    except ChangedMeanwhile:
        there = await details(graph, new.event_id, new.calendar)
        if there.event.etag != etag and not _still_stands(new, there):
            raise
        answer = await graph.patch(builder, body, etag=there.event.etag)
    except OutcomeUnknown as unknown:
        there_now = await settle(
            unknown,
            graph.get(builder, {"$select": SELECT_DETAILS}, IN_UTC),
            is_done=lambda there: shows(there.json, body),
            is_untouched=lambda there: there.etag == etag,
        )
        return read_details(there_now.json)
    # A group's calendar may answer 204. https://learn.microsoft.com/graph/api/group-update-event?view=graph-rest-beta
    return read_details(answer.json) if answer.json else await details(graph, new.event_id, new.calendar)


def is_same(was: EventDetails, now: EventDetails) -> bool:
    """Whether everything that can be changed about an event is as it was."""
    return _changeable(was) == _changeable(now)


def _still_stands(new: EventChange, there: EventDetails) -> bool:
    """Whether every property that we touch is as it was when it was shown."""
    if new.seen is None:
        return False
    was, now = _changeable(new.seen), _changeable(there)
    return all(was[name] == now[name] for name in was if not isinstance(getattr(new, name), Unchanged))


def _changeable(shown: EventDetails) -> dict[str, object]:
    """What `EventChange` can change, by its names. Answers of attendees are theirs, not ours."""
    event = shown.event
    return {
        "attendees": {(attendee.address.email.casefold(), attendee.kind) for attendee in event.attendees},
        "start": (event.span.start, event.zone),
        "end": (event.span.end, shown.end_zone),
        "is_all_day": event.all_day,
        "sensitivity": event.sensitivity,
        "show_as": event.show_as,
        "subject": event.subject,
        **{
            name: getattr(shown, name)
            for name in (
                "body",
                "categories",
                "hide_attendees",
                "importance",
                "is_online_meeting",
                "online_meeting_provider",
                "is_reminder_on",
                "reminder_minutes_before_start",
                "location",
                "locations",
                "recurrence",
                "response_requested",
            )
        },
    }


def _builder(graph: GraphClient, event_id: str, calendar: CalendarPath) -> Any:
    return events_at(graph, calendar).by_event_id(event_id)


def _email(attendee: Json) -> str:
    return str((attendee.get("emailAddress") or {}).get("address") or "").casefold()
