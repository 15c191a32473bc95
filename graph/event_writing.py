"""Changes of events as Graph wants them: JSON with the asked properties and no others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from json import loads
from typing import Any

from graph.answer import Json
from graph.model import Attendee, Body, EventChange, Place, Recurrence, Unchanged, ZonedTime
from graph.zones import windows, write_day, write_moment


def write_change(change: EventChange) -> Json:
    """The body of a PATCH: exactly what is not UNCHANGED, null for what is None.

    Graph's example also sends originalStartTimeZone, originalEndTimeZone and responseStatus; they are placeholders
    of its generator and cannot be updated.
    Source: https://learn.microsoft.com/graph/api/event-update
    """
    body: Json = {}
    for name, (json_name, write) in _PROPERTIES.items():
        value = getattr(change, name)
        if not isinstance(value, Unchanged):
            body[json_name] = None if value is None else write(value)
    if change.is_all_day is True:
        for name, moment in (("start", change.start), ("end", change.end)):
            if isinstance(moment, ZonedTime):
                body[name] = write_day(moment.at, moment.zone)
    return body


def write_attendee(attendee: Attendee) -> Json:
    """An attendee without an answer: that is theirs to give."""
    address = {"name": attendee.address.name, "address": attendee.address.email}
    return {"type": attendee.kind, "emailAddress": {name: value for name, value in address.items() if value}}


def write_place(place: Place) -> Json:
    """A place with what is known of it; one that was read from Graph as Graph had it."""
    if place.as_read:
        return dict(loads(place.as_read))
    written: Json = {"displayName": place.name}
    if place.address:
        written["address"] = {"street": place.address}
    if place.email:
        written["locationEmailAddress"] = place.email
    if place.uri:
        written["locationUri"] = place.uri
    return written


def write_time(moment: ZonedTime) -> Json:
    """A moment in its own zone."""
    return write_moment(moment.at, moment.zone)


def _as_it_is(value: Any) -> Any:
    return value


def _write_body(body: Body) -> Json:
    return {"contentType": body.kind, "content": body.content}


def _write_recurrence(recurrence: Recurrence) -> Json:
    pattern: Json = {"type": recurrence.kind, "interval": recurrence.interval}
    if recurrence.kind in ("weekly", "relativeMonthly", "relativeYearly"):
        pattern["daysOfWeek"] = list(recurrence.days)
    if recurrence.kind == "weekly":
        pattern["firstDayOfWeek"] = recurrence.week_starts_on
    if recurrence.kind in ("absoluteMonthly", "absoluteYearly"):
        pattern["dayOfMonth"] = recurrence.day_of_month
    if recurrence.kind in ("absoluteYearly", "relativeYearly"):
        pattern["month"] = recurrence.month
    if recurrence.kind in ("relativeMonthly", "relativeYearly"):
        pattern["index"] = recurrence.week
    bounds: Json = {"type": "noEnd", "startDate": recurrence.starts_on.isoformat()}
    if recurrence.until is not None:
        bounds |= {"type": "endDate", "endDate": recurrence.until.isoformat()}
    if recurrence.count is not None:
        bounds |= {"type": "numbered", "numberOfOccurrences": recurrence.count}
    if recurrence.zone:
        bounds["recurrenceTimeZone"] = windows(recurrence.zone) or recurrence.zone
    return {"pattern": pattern, "range": bounds}


_PROPERTIES: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "attendees": ("attendees", lambda attendees: [write_attendee(attendee) for attendee in attendees]),
    "body": ("body", _write_body),
    "categories": ("categories", list),
    "start": ("start", write_time),
    "end": ("end", write_time),
    "hide_attendees": ("hideAttendees", _as_it_is),
    "importance": ("importance", _as_it_is),
    "is_all_day": ("isAllDay", _as_it_is),
    "is_online_meeting": ("isOnlineMeeting", _as_it_is),
    "online_meeting_provider": ("onlineMeetingProvider", _as_it_is),
    "is_reminder_on": ("isReminderOn", _as_it_is),
    "reminder_minutes_before_start": ("reminderMinutesBeforeStart", _as_it_is),
    "location": ("location", write_place),
    "locations": ("locations", lambda places: [write_place(place) for place in places]),
    "recurrence": ("recurrence", _write_recurrence),
    "response_requested": ("responseRequested", _as_it_is),
    "sensitivity": ("sensitivity", _as_it_is),
    "show_as": ("showAs", _as_it_is),
    "subject": ("subject", _as_it_is),
}
