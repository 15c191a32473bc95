"""Free and busy: getSchedule, for many mailboxes at once, with one digit for each slot of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from graph.sandbox import calendar
from graph.sandbox.calls import Answer, Call, Json, RefusedError, Route
from graph.sandbox.event_wire import preferences_applied, preferred_zone
from graph.sandbox.organisation import Mailbox
from graph.sandbox.outlook_types import date_time_time_zone
from graph.sandbox.people import CALENDAR_READ, OWNERS, PAGES, mailbox, working_hours
from graph.sandbox.shapes import Shape, many, text, whole
from graph.sandbox.times import date_time_time_zone as written
from graph.sandbox.times import in_utc

_GET_SCHEDULE = Shape(
    "getSchedule",
    {
        "schedules": many(text),
        "startTime": date_time_time_zone,
        "endTime": date_time_time_zone,
        "availabilityViewInterval": whole,
    },
    required=frozenset({"schedules", "startTime", "endTime"}),
    never_null=frozenset({"schedules", "startTime", "endTime"}),
)
_DIGITS = {"free": "0", "tentative": "1", "busy": "2", "oof": "3", "workingElsewhere": "4"}
_WEIGHT = ("free", "workingElsewhere", "tentative", "busy", "oof")  # the heaviest of several is what a slot shows
_LONGEST = timedelta(days=62)
_MOST = 100


@dataclass(frozen=True)
class _Window:
    """The time that a schedule is asked for, cut into equal slots."""

    start: datetime
    end: datetime
    minutes: int


def get_schedule(call: Call) -> Answer:
    """POST getSchedule: for each address a string of digits and the items behind it."""
    own = mailbox(call)
    # The SDK writes these names with a capital letter, and Graph takes both.
    body = {name[:1].lower() + name[1:]: value for name, value in call.body.items()}
    if "availabilityViewInterval" in body and body["availabilityViewInterval"] is None:
        # https://github.com/microsoftgraph/microsoft-graph-docs/issues/4494
        raise RefusedError(500, "UnknownError", "")
    _GET_SCHEDULE.check(body)
    window = _window(body)
    rows = [_schedule(call, own, address, window) for address in body["schedules"]]
    context = call.context("Collection(microsoft.graph.scheduleInformation)")
    return Answer(200, {"@odata.context": context, "value": rows}, preferences_applied(call))


def _window(body: Json) -> _Window:
    start, end, minutes = in_utc(body["startTime"]), in_utc(body["endTime"]), body.get("availabilityViewInterval", 30)
    if end <= start:
        raise RefusedError(400, "ErrorInvalidTimeInterval", "The end time is not after the start time.")
    if end - start > _LONGEST:
        raise RefusedError(400, "ErrorTimeIntervalTooBig", "The requested time duration is over 62 days.")
    if len(body["schedules"]) > _MOST:
        raise RefusedError(400, "ErrorMailboxDataArrayTooBig", f"More than {_MOST} schedules were requested.")
    if not 5 <= minutes <= 1440 or timedelta(minutes=minutes) > end - start:
        message = "The interval is not between 5 and 1440 minutes, or is longer than the window."
        raise RefusedError(400, "ErrorInvalidMergedFreeBusyInterval", message)
    return _Window(start, end, minutes)


def _schedule(call: Call, own: Mailbox, address: str, window: _Window) -> Json:
    box = call.organisation.find_mailbox(address)
    if box is None and address.lower() not in call.organisation.rooms:
        error = {"message": "The mailbox was not found.", "responseCode": "ErrorMailRecipientNotFound"}
        return {"scheduleId": address, "availabilityView": "", "scheduleItems": [], "error": error}
    events = [] if box is None else calendar.view(box, window.start, window.end)
    zone = preferred_zone(call)
    return {
        "scheduleId": address,
        "availabilityView": "".join(_view(events, window)),
        "scheduleItems": [_item(event, zone, own is box) for event in events],
        "workingHours": working_hours(own.zone_name if box is None else box.zone_name),
    }


def _item(event: Json, zone: str, is_own: bool) -> Json:
    """What is seen of an event: of other people's only when it is, which is what sharing allows by default."""
    start, end = calendar.span_of(event)
    shown: Json = {"status": event["showAs"], "start": written(start, zone), "end": written(end, zone)}
    if is_own:
        shown["subject"], shown["location"] = event["subject"], event["location"]["displayName"]
        shown["isPrivate"] = event["sensitivity"] == "private"
    return shown


def _view(events: list[Json], window: _Window) -> Iterator[str]:
    step = timedelta(minutes=window.minutes)
    for number in range(ceil((window.end - window.start) / step)):
        begins = window.start + number * step
        yield _DIGITS[heaviest(events, begins, min(begins + step, window.end))]


def heaviest(events: list[Json], start: datetime, end: datetime) -> str:
    """What somebody with these events is between start and end: the most that any of them says."""
    shown = {"free"}
    for event in events:
        begins, finishes = calendar.span_of(event)
        if begins < end and start < finishes and event["showAs"] in _DIGITS:
            shown.add(event["showAs"])
    return max(shown, key=_WEIGHT.index)


ROUTES = (
    Route(
        "POST",
        tuple(f"{who}/{place}getSchedule" for who in OWNERS for place in ("", "calendar/", "calendars/{calendar}/")),
        get_schedule,
        CALENDAR_READ,
        PAGES + "calendar-getschedule",
        "Both spellings of names; the view's length; wrong addresses; the limits on window, interval and number (69).",
        "Sharing other than when somebody is busy; distribution lists.",
    ),
)
