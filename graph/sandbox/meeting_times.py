"""findMeetingTimes: when a meeting would suit everybody, best first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from graph.sandbox import calendar
from graph.sandbox.calls import Answer, Call, Json, Route
from graph.sandbox.event_wire import preferences_applied, preferred_zone
from graph.sandbox.free_time import heaviest
from graph.sandbox.organisation import Mailbox
from graph.sandbox.outlook_types import ATTENDEE_BASE, TIME_SLOT
from graph.sandbox.people import OWNERS, PAGES, mailbox
from graph.sandbox.shapes import Shape, anything, boolean, length, many, number, one_of, whole
from graph.sandbox.times import date_time_time_zone, in_utc, read_duration

_FIND = Shape(
    "findMeetingTimes",
    {
        "attendees": many(ATTENDEE_BASE),
        "locationConstraint": Shape(
            "microsoft.graph.locationConstraint",
            {"isRequired": boolean, "suggestLocation": boolean, "locations": many(anything)},
        ),
        "timeConstraint": Shape(
            "microsoft.graph.timeConstraint",
            {
                "activityDomain": one_of("unknown", "work", "personal", "unrestricted"),
                "timeSlots": many(TIME_SLOT),
            },
        ),
        "meetingDuration": length,
        "maxCandidates": whole,
        "isOrganizerOptional": boolean,
        "returnSuggestionReasons": boolean,
        "minimumAttendeePercentage": number,
    },
)
_CHANCE = {"free": 100.0, "unknown": 49.0}  # of attending, in percent; anything else is 0
_STEP = timedelta(minutes=30)
_MOST_SUGGESTIONS = 20


@dataclass(frozen=True)
class _Candidate:
    """A time at which the meeting could be, and how it suits everybody."""

    start: datetime
    end: datetime
    organizer: str
    attendees: tuple[str, ...]

    @property
    def confidence(self) -> float:
        """The mean chance of attendance, in percent."""
        chances = [_CHANCE.get(shown, 0.0) for shown in self.attendees] or [100.0]
        return sum(chances) / len(chances)


def find_meeting_times(call: Call) -> Answer:
    """POST findMeetingTimes: times in order of confidence, or the reason why there are none."""
    own = mailbox(call)
    _FIND.check(call.body)
    attendees = call.body.get("attendees") or []
    times = list(_times(call, own))
    boxes = [call.organisation.find_mailbox(_address(attendee)) for attendee in attendees]
    candidates = _candidates(own, boxes, times)
    least = call.body.get("minimumAttendeePercentage")
    enough = [one for one in candidates if one.confidence >= (50.0 if least is None else least)]
    optional = bool(call.body.get("isOrganizerOptional"))
    good = [one for one in enough if optional or one.organizer == "free"]
    good.sort(key=lambda one: (-one.confidence, one.start))
    most = call.body.get("maxCandidates") or _MOST_SUGGESTIONS
    suggestions = [_suggestion(call, one, order, attendees) for order, one in enumerate(good[:most], start=1)]
    reason = "" if suggestions else _why_not(candidates, boxes)
    context = call.context("microsoft.graph.meetingTimeSuggestionsResult")
    body = {"@odata.context": context, "emptySuggestionsReason": reason, "meetingTimeSuggestions": suggestions}
    return Answer(200, body, preferences_applied(call))


def _address(attendee: Json) -> str:
    return str((attendee.get("emailAddress") or {}).get("address") or "")


def _times(call: Call, own: Mailbox) -> Iterator[tuple[datetime, datetime]]:
    """Every half hour at which a meeting of the wanted length fits into what is asked for."""
    wanted = read_duration(call.body.get("meetingDuration") or "PT30M")
    constraint = call.body.get("timeConstraint") or {}
    slots = [(in_utc(slot["start"]), in_utc(slot["end"])) for slot in constraint.get("timeSlots") or []]
    at_work = (constraint.get("activityDomain") or "work") in ("work", "unknown")
    for start, end in slots or [(call.now, call.now + timedelta(days=7))]:
        begins = start
        while begins + wanted <= end:
            if not at_work or _at_work(begins.astimezone(own.zone), (begins + wanted).astimezone(own.zone)):
                yield begins, begins + wanted
            begins += _STEP


def _at_work(start: datetime, end: datetime) -> bool:
    hours = (start.strftime("%H:%M"), end.strftime("%H:%M"))
    return start.weekday() < 5 and start.date() == end.date() and hours[0] >= "09:00" and hours[1] <= "17:30"


def _candidates(own: Mailbox, boxes: list[Mailbox | None], times: list[tuple[datetime, datetime]]) -> list[_Candidate]:
    if not times:
        return []
    first, last = min(start for start, _ in times), max(end for _, end in times)
    mine = calendar.view(own, first, last)
    theirs = [None if box is None else calendar.view(box, first, last) for box in boxes]
    return [
        _Candidate(
            start,
            end,
            heaviest(mine, start, end),
            tuple("unknown" if events is None else heaviest(events, start, end) for events in theirs),
        )
        for start, end in times
    ]


def _why_not(candidates: list[_Candidate], boxes: list[Mailbox | None]) -> str:
    if candidates and all(one.organizer != "free" for one in candidates):
        return "organizerUnavailable"
    if not candidates or not boxes:
        return "unknown"
    return "attendeesUnavailableOrUnknown" if None in boxes else "attendeesUnavailable"


def _suggestion(call: Call, one: _Candidate, order: int, attendees: list[Json]) -> Json:
    zone = preferred_zone(call)
    reason = "Suggested because it is one of the nearest times when all attendees are available."
    return {
        "confidence": one.confidence,
        "order": order,
        "organizerAvailability": one.organizer,
        "suggestionReason": reason if call.body.get("returnSuggestionReasons") else None,
        "attendeeAvailability": [
            {"availability": shown, "attendee": {"type": "required", **attendee}}
            for shown, attendee in zip(one.attendees, attendees, strict=True)
        ],
        "locations": [],
        "meetingTimeSlot": {"start": date_time_time_zone(one.start, zone), "end": date_time_time_zone(one.end, zone)},
    }


ROUTES = (
    Route(
        "POST",
        tuple(f"{who}/findMeetingTimes" for who in OWNERS),
        find_meeting_times,
        frozenset({"Calendars.Read.Shared", "Calendars.ReadWrite.Shared"}),
        PAGES + "user-findmeetingtimes",
        "Chances of 100, 49 and 0; order by confidence and time; emptySuggestionsReason (70).",
        "Locations; attendees' own working hours.",
        app_only=False,
    ),
)
