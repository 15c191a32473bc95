"""What a request body makes of an event, by Outlook's rules: times, places, attendees, online meeting, recurrence."""

from __future__ import annotations

from datetime import timedelta

from graph.sandbox.calendar import span_of, zone_of
from graph.sandbox.calls import Json, RefusedError
from graph.sandbox.join_block import as_page, as_text, has_block, with_block
from graph.sandbox.meetings import new_meeting
from graph.sandbox.open_extension import new_extension
from graph.sandbox.organisation import Organisation, Person
from graph.sandbox.recurrence import as_graph_writes, refuse_unusable
from graph.sandbox.times import date_time_time_zone, in_utc, read_date_time, short_instant, wall

NOWHERE: Json = {
    "displayName": "",
    "locationType": "default",
    "uniqueIdType": "unknown",
    "address": {},
    "coordinates": {},
}

# What a property becomes when it is written as null.
_CLEARED: Json = {
    "subject": "",
    "body": {"contentType": "html", "content": ""},
    "isAllDay": False,
    "location": NOWHERE,
    "importance": "normal",
    "sensitivity": "normal",
    "showAs": "busy",
    "isReminderOn": False,
    "reminderMinutesBeforeStart": 0,
    "responseRequested": True,
    "allowNewTimeProposals": True,
    "hideAttendees": False,
    "isOnlineMeeting": False,
    "onlineMeetingProvider": "unknown",
}
NO_ANSWER: Json = {"response": "none", "time": "0001-01-01T00:00:00Z"}


def blank_event() -> Json:
    """An event of which nothing is said yet."""
    return {
        **_CLEARED,
        "hasAttachments": False,
        "isReminderOn": True,
        "reminderMinutesBeforeStart": 15,
        "categories": [],
        "bodyPreview": "",
        "isCancelled": False,
        "isOrganizer": True,
        "seriesMasterId": None,
        "transactionId": None,
        "type": "singleInstance",
        "onlineMeetingUrl": None,
        "isDraft": False,
        "recurrence": None,
        "locations": [],
        "attendees": [],
        "onlineMeeting": None,
    }


def changed(event: Json, written: Json) -> Json:
    """`event` as it is after a write, but for an online meeting that the write asks for; see `go_online`.

    Raises RefusedError (400) where Outlook would not take the change.
    """
    values: Json = {name: _CLEARED.get(name) if value is None else value for name, value in written.items()}
    after = {**event, **{name: value for name, value in values.items() if name not in _RULED}}
    _set_times(after, event, values)
    _set_places(after, values)
    _set_attendees(after, event, values)
    _set_recurrence(after, event, values)
    _set_extensions(after, event, values)
    if "body" in values:
        after["body"] = _body(event, values["body"])
        after["bodyPreview"] = _preview(after["body"])
    if event["onlineMeeting"] is not None and not has_block(after["body"], event["onlineMeeting"]):
        after |= {"isOnlineMeeting": False, "onlineMeetingProvider": "unknown", "onlineMeeting": None}
    if values.get("onlineMeetingProvider", "unknown") not in ("unknown", "teamsForBusiness"):
        raise _invalid("Only Teams meetings can be made here.")
    return after


_RULED = frozenset(
    [
        "start",
        "end",
        "isAllDay",
        "location",
        "locations",
        "attendees",
        "recurrence",
        "body",
        "isOnlineMeeting",
        "onlineMeetingProvider",
        "transactionId",
        "extensions",
    ]
)


def _set_times(after: Json, event: Json, values: Json) -> None:
    all_day = values.get("isAllDay", event["isAllDay"])
    if not values.keys() & {"start", "end", "isAllDay"}:
        return
    if values.get("start") is not None:
        after["originalStartTimeZone"] = values["start"]["timeZone"]
    if values.get("end") is not None:
        after["originalEndTimeZone"] = values["end"]["timeZone"]
    after["isAllDay"] = all_day
    for name in ("start", "end"):
        after[name] = _whole_day(event, values, name) if all_day else _instant(event, values, name)
    if all_day:
        _refuse_bad_days(after)
    if span_of(after)[1] < span_of(after)[0]:
        message = "The end of an event cannot be before its start."
        raise RefusedError(400, "ErrorCalendarEndDateIsEarlierThanStartDate", message)


def _instant(event: Json, values: Json, name: str) -> Json:
    if name in values:
        return date_time_time_zone(in_utc(values[name]))
    return date_time_time_zone(span_of(event)[name == "end"])


def _whole_day(event: Json, values: Json, name: str) -> Json:
    """An all-day event's times are kept as days, without a zone."""
    if name in values:
        return {"dateTime": wall(read_date_time(values[name]["dateTime"])), "timeZone": "UTC"}
    if event["isAllDay"]:
        return dict(event[name])
    return {"dateTime": wall(span_of(event)[name == "end"].astimezone(zone_of(event))), "timeZone": "UTC"}


def _refuse_bad_days(after: Json) -> None:
    start, end = (read_date_time(after[name]["dateTime"]) for name in ("start", "end"))
    if after["originalStartTimeZone"] != after["originalEndTimeZone"]:
        raise _invalid("An all-day event starts and ends in the same time zone.")
    if any(moment.time() != moment.min.time() for moment in (start, end)):
        raise _invalid("An all-day event starts and ends at midnight.")
    if end - start < timedelta(days=1):
        raise _invalid("An all-day event lasts at least one day.")


def _set_places(after: Json, values: Json) -> None:
    if "location" in values:
        after["location"] = values["location"] if values["location"] == NOWHERE else _place(values["location"])
        after["locations"] = [] if after["location"] == NOWHERE else [after["location"]]
    elif "locations" in values:
        after["locations"] = [_place(place) for place in values["locations"]]
        names = "; ".join(place["displayName"] for place in after["locations"])
        after["location"] = {**(after["locations"] or [NOWHERE])[0], "displayName": names}


def _place(place: Json) -> Json:
    if not any(place.values()):
        return NOWHERE
    name = place.get("displayName") or ""
    filled = {"displayName": name, "locationType": "default", "uniqueId": name, "uniqueIdType": "private"}
    return filled | {key: value for key, value in place.items() if value is not None and "@" not in key}


def _set_attendees(after: Json, event: Json, values: Json) -> None:
    known = {address_of(attendee): attendee["status"] for attendee in event["attendees"]}
    moved = (after.get("start"), after.get("end")) != (event.get("start"), event.get("end"))
    wanted: list[Json] = values["attendees"] if "attendees" in values else event["attendees"]
    after["attendees"] = [
        {
            "type": attendee.get("type") or "required",
            # Who moves a meeting asks everybody again.
            "status": NO_ANSWER if moved else known.get(address_of(attendee), NO_ANSWER),
            "emailAddress": {
                "name": attendee["emailAddress"].get("name") or attendee["emailAddress"]["address"],
                "address": attendee["emailAddress"]["address"],
            },
        }
        for attendee in wanted
    ]


def address_of(attendee: Json) -> str:
    """An attendee's mail address in lower case; raises RefusedError (400) for one without."""
    address = (attendee.get("emailAddress") or {}).get("address")
    if not address:
        raise RefusedError(400, "ErrorInvalidRecipients", "At least one attendee has no address.")
    return str(address).lower()


def _set_recurrence(after: Json, event: Json, values: Json) -> None:
    if values.get("recurrence") and event["type"] in ("occurrence", "exception"):
        raise _invalid("An occurrence has no recurrence of its own.")
    recurrence: Json | None = values.get("recurrence", event["recurrence"])
    after["recurrence"] = None
    if not recurrence:
        after["type"] = "singleInstance" if event["type"] == "seriesMaster" else event["type"]
        return
    zone_moved = "start" in values and after["originalStartTimeZone"] != event.get("originalStartTimeZone")
    if event["recurrence"] and zone_moved and "recurrence" not in values:
        raise _invalid("A series is moved to another time zone together with its recurrence.")
    zone = after["originalStartTimeZone"]
    starts_on = span_of(after)[0].astimezone(zone_of(after)).date()
    if "recurrence" not in values:
        recurrence = {**recurrence, "range": {**recurrence["range"], "startDate": starts_on.isoformat()}}
    refuse_unusable(recurrence, starts_on)
    after["recurrence"] = as_graph_writes(recurrence, zone)
    after["type"] = "seriesMaster"


def _body(event: Json, body: Json) -> Json:
    kind = body.get("contentType") or event["body"]["contentType"]
    content = body.get("content") or ""
    if kind == "html" and content and "<html" not in content.lower():
        content = as_page(content)
    return {"contentType": kind, "content": content}


def _preview(body: Json) -> str:
    return as_text(body)[:255]


def _set_extensions(after: Json, event: Json, values: Json) -> None:
    new = {one["id"]: one for one in map(new_extension, values.get("extensions") or [])}
    if new:
        kept = {one["id"]: one for one in event.get("extensions") or []}
        after["extensions"] = list((kept | new).values())


def go_online(organisation: Organisation, organizer: Person, event: Json) -> Json:
    """`event` with a new online meeting of its organiser's."""
    start, end = span_of(event)
    label = f"event {event['iCalUId']} {organisation.new_version()}"
    return with_meeting(event, new_meeting(organisation, organizer, label, start, end, event["subject"]))


def with_meeting(event: Json, meeting: Json) -> Json:
    """`event` as the calendar entry of that online meeting."""
    audio = meeting["audioConferencing"]
    online = {
        "joinUrl": meeting["joinWebUrl"],
        "conferenceId": audio["conferenceId"],
        "tollNumber": audio["tollNumber"],
    }
    body = with_block(event["body"], online)
    said = {"isOnlineMeeting": True, "onlineMeetingProvider": "teamsForBusiness", "onlineMeeting": online}
    return {**event, **said, "body": body, "bodyPreview": _preview(body)}


def stamp(organisation: Organisation, event: Json) -> None:
    """Give the event its next version."""
    event |= {"changeKey": organisation.new_version(), "lastModifiedDateTime": short_instant(organisation.clock())}


def _invalid(message: str) -> RefusedError:
    return RefusedError(400, "ErrorPropertyValidationFailure", message)
