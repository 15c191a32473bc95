"""The types that events, bookings and meetings share: property names and what they hold."""

from __future__ import annotations

from typing import Any

from graph.sandbox.calls import RefusedError
from graph.sandbox.shapes import Shape, anything, boolean, day, many, number, one_of, text, wall_time, whole
from graph.sandbox.zones import find_zone

DAY_OF_WEEK = one_of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
FREE_BUSY = one_of("unknown", "free", "tentative", "busy", "oof", "workingElsewhere")

_DATE_TIME = Shape(
    "Microsoft.OutlookServices.DateTimeTimeZone",
    {"dateTime": wall_time, "timeZone": text},
    required=frozenset({"dateTime"}),
    never_null=frozenset({"dateTime"}),
)


def date_time_time_zone(path: str, value: Any) -> None:
    """A dateTimeTimeZone; its zone has to be there and be one that Outlook knows."""
    _DATE_TIME.check(value, path)
    zone = value.get("timeZone") or ""
    if not zone or find_zone(zone) is None:
        message = "A valid TimeZone value must be specified. The following TimeZone value is not supported: "
        raise RefusedError(400, "TimeZoneNotSupportedException", f"{message}'{zone}'.")


EMAIL_ADDRESS = Shape("Microsoft.OutlookServices.EmailAddress", {"name": text, "address": text})
RECIPIENT = Shape("Microsoft.OutlookServices.Recipient", {"emailAddress": EMAIL_ADDRESS})
TIME_SLOT = Shape("Microsoft.OutlookServices.TimeSlot", {"start": date_time_time_zone, "end": date_time_time_zone})

RESPONSE_STATUS = Shape(
    "Microsoft.OutlookServices.ResponseStatus",
    {
        "response": one_of("none", "organizer", "tentativelyAccepted", "accepted", "declined", "notResponded"),
        "time": text,
    },
)

ATTENDEE_BASE = Shape(
    "Microsoft.OutlookServices.AttendeeBase",
    {"type": one_of("required", "optional", "resource"), "emailAddress": EMAIL_ADDRESS},
)
ATTENDEE = Shape(
    "Microsoft.OutlookServices.Attendee",
    {**ATTENDEE_BASE.writable, "status": RESPONSE_STATUS, "proposedNewTime": TIME_SLOT},
)

PHYSICAL_ADDRESS = Shape(
    "Microsoft.OutlookServices.PhysicalAddress",
    {"street": text, "city": text, "state": text, "countryOrRegion": text, "postalCode": text},
    # Bookings answers with these two as well and takes them back.
    read_only=frozenset({"type", "postOfficeBox"}),
)
COORDINATES = Shape(
    "Microsoft.OutlookServices.GeoCoordinates",
    dict.fromkeys(("latitude", "longitude", "altitude", "accuracy", "altitudeAccuracy"), number),
)
LOCATION = Shape(
    "Microsoft.OutlookServices.Location",
    {
        "displayName": text,
        "address": PHYSICAL_ADDRESS,
        "coordinates": COORDINATES,
        "locationEmailAddress": text,
        "locationUri": text,
        "locationType": one_of(
            "default",
            "conferenceRoom",
            "homeAddress",
            "businessAddress",
            "geoCoordinates",
            "streetAddress",
            "hotel",
            "restaurant",
            "localBusiness",
            "postalAddress",
        ),
        "uniqueId": text,
        "uniqueIdType": one_of("unknown", "locationStore", "directory", "private", "bing"),
    },
)

ITEM_BODY = Shape("Microsoft.OutlookServices.ItemBody", {"contentType": one_of("text", "html"), "content": text})

RECURRENCE = Shape(
    "Microsoft.OutlookServices.PatternedRecurrence",
    {
        "pattern": Shape(
            "Microsoft.OutlookServices.RecurrencePattern",
            {
                "type": one_of(
                    "daily", "weekly", "absoluteMonthly", "relativeMonthly", "absoluteYearly", "relativeYearly"
                ),
                "interval": whole,
                "month": whole,
                "dayOfMonth": whole,
                "daysOfWeek": many(DAY_OF_WEEK),
                "firstDayOfWeek": DAY_OF_WEEK,
                "index": one_of("first", "second", "third", "fourth", "last"),
            },
            required=frozenset({"type"}),
        ),
        "range": Shape(
            "Microsoft.OutlookServices.RecurrenceRange",
            {
                "type": one_of("endDate", "noEnd", "numbered"),
                "startDate": day,
                "endDate": day,
                "recurrenceTimeZone": text,
                "numberOfOccurrences": whole,
            },
            required=frozenset({"type", "startDate"}),
        ),
    },
    required=frozenset({"pattern", "range"}),
)

EVENT = Shape(
    "Microsoft.OutlookServices.Event",
    {
        "subject": text,
        "body": ITEM_BODY,
        "start": date_time_time_zone,
        "end": date_time_time_zone,
        "isAllDay": boolean,
        "attendees": many(ATTENDEE),
        "location": LOCATION,
        "locations": many(LOCATION),
        "recurrence": RECURRENCE,
        "categories": many(text),
        "importance": one_of("low", "normal", "high"),
        "sensitivity": one_of("normal", "personal", "private", "confidential"),
        "showAs": FREE_BUSY,
        "isReminderOn": boolean,
        "reminderMinutesBeforeStart": whole,
        "responseRequested": boolean,
        "allowNewTimeProposals": boolean,
        "hideAttendees": boolean,
        "isOnlineMeeting": boolean,
        "onlineMeetingProvider": one_of("unknown", "teamsForBusiness", "skypeForBusiness", "skypeForConsumer"),
        "transactionId": text,
        "extensions": many(anything),
    },
    read_only=frozenset(
        [
            "id",
            "changeKey",
            "createdDateTime",
            "lastModifiedDateTime",
            "iCalUId",
            "uid",
            "occurrenceId",
            "bodyPreview",
            "hasAttachments",
            "isCancelled",
            "isDraft",
            "isOrganizer",
            "organizer",
            "onlineMeeting",
            "onlineMeetingUrl",
            "originalStart",
            "originalStartTimeZone",
            "originalEndTimeZone",
            "responseStatus",
            "seriesMasterId",
            "type",
            "webLink",
            "cancelledOccurrences",
        ]
    ),
    never_null=frozenset({"start", "end", "attendees", "locations", "categories"}),
)
