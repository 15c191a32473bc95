"""Events as Graph writes them, read into ours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from json import dumps
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from graph.answer import Json
from graph.model import (
    Address,
    Answer,
    Attendee,
    Body,
    Event,
    EventDetails,
    Importance,
    Place,
    Provider,
    Recurrence,
    Sensitivity,
    ShowAs,
    Weekday,
)
from graph.span import Span
from graph.zones import iana, read_moment

# What an `Event` is made of, and what its details add. Without isOnlineMeeting the calendar view leaves out
# onlineMeeting, although both are in the reference page. https://learn.microsoft.com/graph/api/resources/event
SELECT = (
    "id,subject,start,end,originalStartTimeZone,isAllDay,isCancelled,type,seriesMasterId,organizer,isOrganizer,"
    "attendees,location,isOnlineMeeting,onlineMeeting,onlineMeetingUrl,sensitivity,showAs,responseStatus,allowNewTimeProposals"
)
SELECT_DETAILS = (
    f"{SELECT},body,categories,originalEndTimeZone,hideAttendees,importance,onlineMeetingProvider,"
    "isReminderOn,reminderMinutesBeforeStart,locations,recurrence,responseRequested,hasAttachments"
)

_Kind = Literal["singleInstance", "occurrence", "exception", "seriesMaster"]
_AttendeeKind = Literal["required", "optional", "resource"]
_RecurrenceKind = Literal["daily", "weekly", "absoluteMonthly", "relativeMonthly", "absoluteYearly", "relativeYearly"]
_Week = Literal["first", "second", "third", "fourth", "last"]

# Graph's words that we know, as tables: an agenda looks up a thousand of them.
_KINDS: dict[object, _Kind] = {word: word for word in get_args(_Kind)}
_ATTENDEE_KINDS: dict[object, _AttendeeKind] = {word: word for word in get_args(_AttendeeKind)}
_ANSWERS: dict[object, Answer] = {word: word for word in get_args(Answer)}
_SENSITIVITIES: dict[object, Sensitivity] = {None: "normal", **{word: word for word in get_args(Sensitivity)}}
_SHOW_AS: dict[object, ShowAs] = {word: word for word in get_args(ShowAs)}
_IMPORTANCES: dict[object, Importance] = {word: word for word in get_args(Importance)}
_PROVIDERS: dict[object, Provider] = {word: word for word in get_args(Provider)}
_RECURRENCES: dict[object, _RecurrenceKind] = {word: word for word in get_args(_RecurrenceKind)}
_WEEKS: dict[object, _Week] = {word: word for word in get_args(_Week)}
_WEEKDAYS: dict[object, Weekday] = {word: word for word in get_args(Weekday)}


def read_event(json: Json) -> Event:
    """An event from Graph's JSON; a word that we do not know becomes the most careful one that we do."""
    zone = iana(str(json.get("originalStartTimeZone") or "")) or "UTC"
    return Event(
        id=str(json["id"]),
        etag=str(json.get("@odata.etag") or ""),
        subject=str(json.get("subject") or ""),
        span=_span(json, zone),
        zone=zone,
        all_day=bool(json.get("isAllDay")),
        cancelled=bool(json.get("isCancelled")),
        kind=_KINDS.get(json.get("type"), "singleInstance"),
        series_id=json.get("seriesMasterId") or None,
        organizer=_address(json.get("organizer")),
        is_organizer=bool(json.get("isOrganizer")),
        attendees=tuple(_attendee(attendee) for attendee in json.get("attendees") or []),
        place=str((json.get("location") or {}).get("displayName") or ""),
        join_url=str((json.get("onlineMeeting") or {}).get("joinUrl") or json.get("onlineMeetingUrl") or ""),
        sensitivity=_SENSITIVITIES.get(json.get("sensitivity"), "private"),
        show_as=_SHOW_AS.get(json.get("showAs"), "unknown"),
        answer=_answer(json.get("responseStatus")),
        takes_proposals=json.get("allowNewTimeProposals") is not False,
        place_url=str((json.get("location") or {}).get("locationUri") or ""),
    )


def read_details(json: Json) -> EventDetails:
    """An event with everything about it that can be changed."""
    event = read_event(json)
    body: Json = json.get("body") or {}
    return EventDetails(
        event=event,
        body=Body(str(body.get("content") or ""), "html" if body.get("contentType") == "html" else "text"),
        categories=tuple(str(category) for category in json.get("categories") or []),
        end_zone=iana(str(json.get("originalEndTimeZone") or "")) or event.zone,
        hide_attendees=bool(json.get("hideAttendees")),
        importance=_IMPORTANCES.get(json.get("importance"), "normal"),
        is_online_meeting=bool(json.get("isOnlineMeeting")),
        online_meeting_provider=_PROVIDERS.get(json.get("onlineMeetingProvider"), "unknown"),
        is_reminder_on=bool(json.get("isReminderOn")),
        reminder_minutes_before_start=int(json.get("reminderMinutesBeforeStart") or 0),
        location=read_place(json.get("location")),
        locations=tuple(place for place in map(read_place, json.get("locations") or []) if place),
        recurrence=_recurrence(json.get("recurrence")),
        response_requested=json.get("responseRequested") is not False,
        has_attachments=bool(json.get("hasAttachments")),
    )


def read_place(json: Json | None) -> Place | None:
    """A place, None where nothing is said."""
    if not json or not any(json.get(name) for name in ("displayName", "locationEmailAddress", "locationUri")):
        return None
    return Place(
        name=str(json.get("displayName") or ""),
        address=str((json.get("address") or {}).get("street") or ""),
        email=str(json.get("locationEmailAddress") or ""),
        uri=str(json.get("locationUri") or ""),
        as_read=dumps(json),
    )


def _span(json: Json, zone: str) -> Span:
    starts_at, ends_at = read_moment(json["start"]), read_moment(json["end"])
    if json.get("isAllDay") and starts_at.time() == ends_at.time() == time(0):
        # An all-day event is a date, not an instant: whatever zone was asked for, Graph says midnight.
        starts_at, ends_at = _midnight(starts_at, zone), _midnight(ends_at, zone)
    # Outlook allows events that take no time; a span does not.
    return Span(starts_at, max(ends_at, starts_at + timedelta(minutes=1)))


def _midnight(day: datetime, zone: str) -> datetime:
    return datetime.combine(day.date(), time(0), ZoneInfo(zone))


def _attendee(json: Json) -> Attendee:
    return Attendee(
        address=_address(json),
        kind=_ATTENDEE_KINDS.get(json.get("type"), "required"),
        answer=_answer(json.get("status")),
    )


def _answer(status: Json | None) -> Answer:
    return _ANSWERS.get((status or {}).get("response"), "none")


def _address(recipient: Json | None) -> Address:
    address: Json = (recipient or {}).get("emailAddress") or {}
    return Address(name=str(address.get("name") or ""), email=str(address.get("address") or ""))


def _recurrence(json: Json | None) -> Recurrence | None:
    if not json:
        return None
    pattern, bounds = json["pattern"], json["range"]
    named = {str(day).lower() for day in pattern.get("daysOfWeek") or []}
    return Recurrence(
        kind=_RECURRENCES.get(pattern.get("type"), "daily"),
        starts_on=date.fromisoformat(str(bounds["startDate"])[:10]),
        interval=int(pattern.get("interval") or 1),
        days=tuple(day for day in _WEEKDAYS.values() if day in named),
        day_of_month=int(pattern.get("dayOfMonth") or 0),
        month=int(pattern.get("month") or 0),
        week=_WEEKS.get(pattern.get("index"), "first"),
        week_starts_on=_WEEKDAYS.get(str(pattern.get("firstDayOfWeek")).lower(), "sunday"),
        until=date.fromisoformat(str(bounds["endDate"])[:10]) if bounds.get("type") == "endDate" else None,
        count=int(bounds["numberOfOccurrences"]) if bounds.get("type") == "numbered" else None,
        zone=iana(str(bounds.get("recurrenceTimeZone") or "")),
    )
