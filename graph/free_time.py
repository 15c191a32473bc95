"""When people are free: their schedules, and times that suit several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import get_args

from graph.answer import Json
from graph.client import GraphClient
from graph.durations import write_duration
from graph.errors import NotAllowed
from graph.hours import read_working_hours
from graph.model import Busy, Schedule, ShowAs, Suggestion, Suggestions, TimeWish, WhyNone
from graph.span import Span
from graph.together import all_of
from graph.zones import read_moment, write_moment

# More than 62 days is refused with ErrorTimeIntervalTooBig; the page speaks of 20 addresses, the service takes more.
# https://learn.microsoft.com/graph/api/calendar-getschedule
LONGEST_SCHEDULE = timedelta(days=62)
MOST_ADDRESSES = 20
_SLOT_MINUTES = 15

_IN_UTC = {"Prefer": 'outlook.timezone="UTC"'}
_BY_DIGIT: dict[str, ShowAs] = {"1": "tentative", "2": "busy", "3": "oof", "4": "workingElsewhere"}


async def schedules(graph: GraphClient, emails: Sequence[str], span: Span) -> list[Schedule]:
    """When each of these people, rooms or lists is taken during `span`, and when they work, in the order asked.

    Exact times where their calendar is shared, else to a quarter of an hour. Raises ValueError for more than 62 days.
    Source: https://learn.microsoft.com/graph/api/calendar-getschedule
    """
    if span.length > LONGEST_SCHEDULE:
        raise ValueError("A schedule covers at most 62 days.")
    groups = [emails[at : at + MOST_ADDRESSES] for at in range(0, len(emails), MOST_ADDRESSES)]
    answers = await all_of(_schedules(graph, group, span) for group in groups)
    return [schedule for answer in answers for schedule in answer]


async def suggestions(graph: GraphClient, wish: TimeWish) -> Suggestions:
    """Times that suit the signed-in person and those wished for, best first.

    Raises NotAllowed to an app without a person, whom Graph does not answer.
    Source: https://learn.microsoft.com/graph/api/user-findmeetingtimes
    """
    if graph.is_app:
        raise NotAllowed(code="appOnly")
    slot = {"start": write_moment(wish.within.start, "UTC"), "end": write_moment(wish.within.end, "UTC")}
    people = [("required", email) for email in wish.required] + [("optional", email) for email in wish.optional]
    body: Json = {
        "attendees": [{"type": kind, "emailAddress": {"address": email}} for kind, email in people],
        "timeConstraint": {"activityDomain": "unrestricted", "timeSlots": [slot]},
        "meetingDuration": write_duration(wish.length),
        "maxCandidates": wish.most,
        "minimumAttendeePercentage": wish.least_percent,
        "isOrganizerOptional": False,
        "returnSuggestionReasons": False,
    }
    answer = (await graph.post(graph.me.find_meeting_times, body, "read", _IN_UTC)).json
    found = answer.get("meetingTimeSuggestions") or []
    reason = str(answer.get("emptySuggestionsReason") or "").casefold()
    return Suggestions(
        times=tuple(_suggestion(suggestion) for suggestion in found),
        why_none="" if found else next((known for known in get_args(WhyNone) if known.casefold() == reason), "unknown"),
    )


async def _schedules(graph: GraphClient, emails: Sequence[str], span: Span) -> list[Schedule]:
    starts_at = _whole_minute(span.start)
    length = max(span.end - starts_at, timedelta(minutes=_SLOT_MINUTES))
    body: Json = {
        "schedules": list(emails),
        "startTime": write_moment(starts_at, "UTC"),
        "endTime": write_moment(starts_at + length, "UTC"),
        "availabilityViewInterval": _SLOT_MINUTES,
    }
    answer = (await graph.post(graph.me.calendar.get_schedule, body, "read", _IN_UTC)).json
    by_email = {str(found.get("scheduleId")).casefold(): found for found in answer.get("value") or []}
    return [_schedule(email, by_email.get(email.casefold()) or {}, starts_at) for email in emails]


def _schedule(email: str, json: Json, starts_at: datetime) -> Schedule:
    is_known = bool(json) and not json.get("error")
    items = json.get("scheduleItems") or []
    busy = [_busy(item) for item in items if item.get("status") != "free"]
    return Schedule(
        email=email,
        busy=tuple(
            sorted(busy or _from_view(str(json.get("availabilityView") or ""), starts_at), key=lambda b: b.span)
        ),
        is_known=is_known,
        hours=read_working_hours(json.get("workingHours") or {}),
    )


def _busy(item: Json) -> Busy:
    starts_at, ends_at = read_moment(item["start"]), read_moment(item["end"])
    status = item.get("status")
    show_as: ShowAs = next((known for known in get_args(ShowAs) if known == status), "unknown")
    return Busy(Span(starts_at, max(ends_at, starts_at + timedelta(minutes=1))), show_as)


def _from_view(view: str, starts_at: datetime) -> list[Busy]:
    """A line of digits, one for each quarter of an hour; equal neighbours become one stretch."""
    found: list[Busy] = []
    slot = timedelta(minutes=_SLOT_MINUTES)
    for number, digit in enumerate(view):
        if digit == "0":
            continue
        show_as = _BY_DIGIT.get(digit, "unknown")
        here = Span(starts_at + number * slot, starts_at + (number + 1) * slot)
        if found and found[-1].show_as == show_as and found[-1].span.end == here.start:
            here = Span(found.pop().span.start, here.end)
        found.append(Busy(here, show_as))
    return found


def _suggestion(json: Json) -> Suggestion:
    slot = json["meetingTimeSlot"]
    return Suggestion(Span(read_moment(slot["start"]), read_moment(slot["end"])), float(json.get("confidence") or 0))


def _whole_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
