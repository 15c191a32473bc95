"""Events: listing, reading, making, changing and deleting them, at every address that Graph has for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote

from graph.sandbox import calendar
from graph.sandbox.calls import Answer, Call, Json, RefusedError, Route
from graph.sandbox.event_changes import NO_ANSWER, address_of, blank_event, changed, go_online, with_meeting
from graph.sandbox.event_wire import etag, preferences_applied, wire
from graph.sandbox.ids import ical_uid, outlook_id
from graph.sandbox.invitations import deliver, forget_exceptions, keep, send_mail, told_about, withdraw
from graph.sandbox.odata import bounds, collection, selected
from graph.sandbox.organisation import Mailbox, Organisation
from graph.sandbox.outlook_types import EVENT
from graph.sandbox.people import CALENDAR_READ, OWNERS, PAGES, mailbox
from graph.sandbox.times import in_utc, instant, short_instant

_TIMES = frozenset({"start", "end", "isAllDay", "recurrence"})


def list_events(call: Call) -> Answer:
    """GET events: single events and series, newest first, without occurrences."""
    box = mailbox(call)
    rows = [wire(call, event) for event in reversed(list(box.events.values()))]
    body = collection(call, f"users('{box.id}')/events", rows, default_size=10, names=EVENT.names)
    return Answer(200, body, preferences_applied(call))


def calendar_view(call: Call) -> Answer:
    """GET calendarView: what overlaps the window, with every series as its occurrences."""
    box = mailbox(call)
    start, end = bounds(call, "startDateTime", "endDateTime")
    rows = [wire(call, event) for event in calendar.view(box, start, end)]
    book_keeping = frozenset({"createdDateTime", "lastModifiedDateTime"})
    context = f"users('{box.id}')/calendarView"
    body = collection(call, context, rows, default_size=10, names=EVENT.names, unselectable=book_keeping)
    return Answer(200, body, preferences_applied(call))


def instances(call: Call) -> Answer:
    """GET events/{id}/instances: the occurrences of one series."""
    box = mailbox(call)
    master = calendar.find_event(box, call.ids["event"])
    start, end = bounds(call, "startDateTime", "endDateTime")
    rows = [wire(call, event) for event in calendar.view(box, start, end) if event["seriesMasterId"] == master["id"]]
    body = collection(call, f"users('{box.id}')/events", rows, default_size=10, names=EVENT.names)
    return Answer(200, body, preferences_applied(call))


def read_event(call: Call) -> Answer:
    """GET events/{id}: an event, a series or one occurrence."""
    box = mailbox(call)
    event = calendar.find_event(box, call.ids["event"])
    headers = {"ETag": etag(event), **preferences_applied(call)}
    entity = _entity(call, box, event)
    if event["type"] == "seriesMaster":
        # Graph gives it to those who ask for it by name, of a series alone.
        entity["cancelledOccurrences"] = calendar.cancelled_occurrences(box, event["id"])
    answered = selected(call, entity, EVENT.names)
    if "$select" not in call.query:
        answered.pop("cancelledOccurrences", None)
    return Answer(200, answered, headers)


def _entity(call: Call, box: Mailbox, event: Json, zone_name: str | None = None) -> Json:
    return {"@odata.context": call.context(f"users('{box.id}')/events/$entity"), **wire(call, event, zone_name)}


def create_event(call: Call) -> Answer:
    """POST events: 201; the same transactionId gives the event that it made before."""
    box = mailbox(call)
    EVENT.check(call.body)
    for name in ("start", "end"):
        if name not in call.body:
            raise RefusedError(400, "ErrorPropertyValidationFailure", f"An event needs '{name}'.")
    transaction = call.body.get("transactionId")
    known = [event for event in box.events.values() if transaction and event["transactionId"] == transaction]
    if known:
        _refuse_another(known[0], call.body)
        return Answer(201, _entity(call, box, known[0]), preferences_applied(call))
    event = add_event(call.organisation, box, EVENT.written(call.body))
    send_mail(call.organisation, event, event["attendees"], "invitation")
    return Answer(201, _entity(call, box, event), preferences_applied(call))


def _refuse_another(known: Json, body: Json) -> None:
    """Raises RefusedError (400) where a transactionId that made one event is to make another."""
    moved = not known["isAllDay"] and in_utc(known["start"]) != in_utc(body["start"])
    if moved or known["subject"] != (body.get("subject") or ""):
        message = "The TransactionId specified in the request has already been used to create a different event."
        raise RefusedError(400, "ErrorDuplicateTransactionId", f"Your request can't be completed. {message}")


def add_event(
    organisation: Organisation,
    box: Mailbox,
    written: Json,
    *,
    label: str = "",
    answers: Mapping[str, str] | None = None,
    meeting: Json | None = None,
) -> Json:
    """Make an event of the mailbox's owner, keep it, and deliver it to those invited.

    `written` is checked already. The same `label` always gives the same id. `answers` are responses by address;
    `meeting` is an online meeting that exists already.
    """
    created = short_instant(organisation.clock())
    uid = ical_uid(label or f"{box.id} {organisation.new_version()}")
    identity = outlook_id(box.id, uid)
    blank: Json = {
        "id": identity,
        "createdDateTime": created,
        "lastModifiedDateTime": created,
        "changeKey": "",
        **blank_event(),
        "iCalUId": uid,
        "originalStartTimeZone": written["start"]["timeZone"],
        "originalEndTimeZone": written["end"]["timeZone"],
        "responseStatus": {**NO_ANSWER, "response": "organizer"},
        "organizer": {"emailAddress": {"name": box.name, "address": box.email}},
        "webLink": f"https://outlook.office365.com/owa/?itemid={quote(identity, safe='')}&path=/calendar/item",
    }
    event = _online(organisation, box, changed(blank, written), blank, written)
    event["transactionId"] = written.get("transactionId")
    for attendee in event["attendees"]:
        answer = (answers or {}).get(address_of(attendee))
        if answer is not None:
            attendee["status"] = {"response": answer, "time": created}
    if meeting is not None:
        event = with_meeting(event, meeting)
    keep(organisation, box, event)
    deliver(organisation, box, event)
    return event


def _online(organisation: Organisation, box: Mailbox, after: Json, before: Json, written: Json) -> Json:
    """`after`, as an online meeting if the write makes it one; Outlook ignores every later word about that."""
    organizer = organisation.people.get(box.id)
    wanted = written.get("isOnlineMeeting") and before["onlineMeeting"] is None
    return go_online(organisation, organizer, after) if wanted and organizer is not None else after


def change_event(call: Call) -> Answer:
    """PATCH events/{id}: 200 with the event in UTC, whatever zone the caller prefers."""
    box = mailbox(call)
    before = calendar.find_event(box, call.ids["event"])
    EVENT.check(call.body)
    refuse_stale(call, before)
    after = write_event(call.organisation, box, before, EVENT.written(call.body))
    return Answer(200, _entity(call, box, after, "UTC"), {"ETag": etag(after)})


def refuse_stale(call: Call, event: Json) -> None:
    """Raises RefusedError (412) where If-Match names another version of the event."""
    expected = call.headers.get("if-match", "*")
    if expected not in ("*", etag(event)):
        message = "The send or update operation could not be performed because the change key does not match."
        raise RefusedError(412, "ErrorIrresolvableConflict", message)


def write_event(organisation: Organisation, box: Mailbox, before: Json, written: Json) -> Json:
    """Change an event, series or occurrence by Outlook's rules, tell those invited, and keep it.

    Raises RefusedError (400) where Outlook would refuse, and then nothing has changed.
    """
    after = changed(before, written)
    if before["type"] in ("occurrence", "exception") and written.keys() & _TIMES:
        _refuse_crossing(box, before, after)
    after = _online(organisation, box, after, before, written)
    exceptions = len(calendar.exceptions_of(box, before["id"]))
    if before["type"] == "seriesMaster" and any(before[name] != after[name] for name in _TIMES):
        forget_exceptions(box, before["id"])
    after = keep(organisation, box, after)
    if before["isOrganizer"]:
        _tell(organisation, box, before, after, written, copies=1 + exceptions)
        _keep_meeting_in_step(organisation, after)
    return after


def _refuse_crossing(box: Mailbox, before: Json, after: Json) -> None:
    """An occurrence stays strictly between the days of its neighbours.

    Source: https://learn.microsoft.com/graph/api/event-update
    """
    zone = calendar.zone_of(box.events[before["seriesMasterId"]])
    starts, ends = calendar.span_of(after)
    first = starts.astimezone(zone).date()
    last = max(first, (ends.astimezone(zone) - timedelta(microseconds=1)).date())  # midnight is still the day before
    earlier, later = calendar.neighbouring_days(box, before)
    if (earlier is not None and first <= earlier) or (later is not None and last >= later):
        message = "Modified occurrence is crossing or overlapping adjacent occurrence."
        raise RefusedError(400, "ErrorOccurrenceCrossingBoundary", message)


def _tell(organisation: Organisation, box: Mailbox, before: Json, after: Json, written: Json, copies: int) -> None:
    remaining = {address_of(attendee) for attendee in after["attendees"]}
    invited = {address_of(attendee) for attendee in before["attendees"]}
    told = told_about(organisation, before, after, only_attendees=written.keys() == {"attendees"})
    gone = [attendee for attendee in told if address_of(attendee) not in remaining]
    new = [attendee for attendee in told if address_of(attendee) not in invited]
    rest = [attendee for attendee in told if attendee not in gone and attendee not in new]
    for attendees, kind in ((gone, "cancellation"), (new, "invitation"), (rest, "update")):
        send_mail(organisation, after, attendees, kind, copies)
    withdraw(organisation, box, before, gone)
    deliver(organisation, box, after)


def _keep_meeting_in_step(organisation: Organisation, event: Json) -> None:
    """The online meeting of an event has the event's subject and time."""
    url = (event["onlineMeeting"] or {}).get("joinUrl")
    meeting = next((one for one in organisation.meetings.values() if one["joinWebUrl"] == url), None)
    if meeting is not None and event["type"] in ("singleInstance", "seriesMaster"):
        start, end = calendar.span_of(event)
        meeting |= {"subject": event["subject"], "startDateTime": instant(start), "endDateTime": instant(end)}


def delete_event(call: Call) -> Answer:
    """DELETE events/{id}: 204; the organiser's attendees hear that it is cancelled."""
    box = mailbox(call)
    event = calendar.find_event(box, call.ids["event"])
    refuse_stale(call, event)
    remove_event(call.organisation, box, event)
    return Answer(204)


def remove_event(organisation: Organisation, box: Mailbox, event: Json) -> None:
    """Take an event, a series or one occurrence out of the calendar, and cancel it for those invited."""
    if event["isOrganizer"]:
        send_mail(organisation, event, event["attendees"], "cancellation")
        withdraw(organisation, box, event, event["attendees"])
    if event["type"] in ("singleInstance", "seriesMaster"):
        forget_exceptions(box, event["id"])
        del box.events[event["id"]]
    else:
        box.exceptions.pop(event["id"], None)
        box.removed.add(event["id"])


WRITE = frozenset({"Calendars.ReadWrite"})
_PLACES = ("", "/calendar", "/calendars/{calendar}", "/calendarGroups/{calendarGroup}/calendars/{calendar}")
_CALENDARS = (*(f"{who}{place}" for who in OWNERS for place in _PLACES), "groups/{group}", "groups/{group}/calendar")
_EVENTS = tuple(f"{place}/events" for place in _CALENDARS)
EVENT_PATHS = tuple(f"{place}/{{event}}" for place in _EVENTS)

ROUTES = (
    Route(
        "GET",
        tuple(f"{place}/calendarView" for place in _CALENDARS),
        calendar_view,
        CALENDAR_READ,
        PAGES + "calendar-list-calendarview",
        "Both bounds, occurrences, overlaps, pages of 10, $top, $select, $orderby, $filter; Prefer zone (68).",
        "$search, $expand.",
    ),
    Route("GET", _EVENTS, list_events, CALENDAR_READ, PAGES + "user-list-events", "Singles and series.", "$search."),
    Route(
        "POST",
        _EVENTS,
        create_event,
        WRITE,
        PAGES + "user-post-events",
        "201; zones, all-day, recurrence and online meetings as for PATCH; transactionId makes it once.",
        "Attachments, extensions, rooms that answer.",
    ),
    Route(
        "GET",
        EVENT_PATHS,
        read_event,
        CALENDAR_READ,
        PAGES + "event-get",
        "Prefer zone and body format (40); 400 and 404 for wrong ids (53).",
        "Immutable ids.",
    ),
    Route(
        "GET",
        tuple(f"{path}/instances" for path in EVENT_PATHS),
        instances,
        CALENDAR_READ,
        PAGES + "event-list-instances",
        "The occurrences of a series in a window.",
    ),
    Route(
        "PATCH",
        EVENT_PATHS,
        change_event,
        WRITE,
        PAGES + "event-update",
        "200 in UTC (39, 40); mails (41, 43, 51); lists replaced (42, 45); the join block (44, 49); neighbours (46); "
        "zones (47); recurrence (48); all-day (50); If-Match (52); unknown properties (54).",
        "Who may change what in a shared calendar; the limit of 500 attendees.",
    ),
    Route("DELETE", EVENT_PATHS, delete_event, WRITE, PAGES + "event-delete", "204; attendees are told; If-Match."),
)
