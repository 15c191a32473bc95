"""Free and busy: schedules as strings of digits, and suggestions for a meeting."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graph.sandbox.asking import ADELE, ALEX, AOI, MEGAN, Ask, london


async def test_a_schedule_has_a_digit_for_every_slot(ask: Ask) -> None:
    body = {
        "schedules": [ALEX, ADELE],
        "startTime": london("2026-03-07T09:00:00"),
        "endTime": london("2026-03-07T12:50:00"),
        "availabilityViewInterval": 60,
    }
    mine, theirs = (await ask("POST", "/v1.0/me/calendar/getSchedule", body)).body["value"]

    assert (mine["availabilityView"], theirs["availabilityView"]) == ("0020", "2220")
    assert mine["scheduleItems"][0]["subject"] == "Design review"
    assert "subject" not in theirs["scheduleItems"][0]


async def test_a_schedule_is_asked_for_in_either_spelling(ask: Ask) -> None:
    times = {"StartTime": london("2026-03-07T09:00:00"), "EndTime": london("2026-03-07T17:00:00")}
    reply = await ask("POST", "/v1.0/me/calendar/getSchedule", {"Schedules": [ALEX], **times})

    assert len(reply.body["value"][0]["availabilityView"]) == 16


async def test_a_wrong_address_has_an_error_of_its_own(ask: Ask) -> None:
    times = {"startTime": london("2026-03-07T09:00:00"), "endTime": london("2026-03-07T17:00:00")}
    reply = await ask("POST", "/v1.0/me/calendar/getSchedule", {"schedules": ["nobody@contoso.com", ALEX], **times})

    assert reply.status == 200
    assert reply.body["value"][0]["error"]["responseCode"] == "ErrorMailRecipientNotFound"
    assert "error" not in reply.body["value"][1]


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"endTime": london("2026-05-09T09:00:00")}, 400, "ErrorTimeIntervalTooBig"),
        ({"endTime": london("2026-03-07T09:00:00")}, 400, "ErrorInvalidTimeInterval"),
        ({"schedules": [ALEX] * 101}, 400, "ErrorMailboxDataArrayTooBig"),
        ({"availabilityViewInterval": 4}, 400, "ErrorInvalidMergedFreeBusyInterval"),
        ({"availabilityViewInterval": 1000}, 400, "ErrorInvalidMergedFreeBusyInterval"),
        ({"availabilityViewInterval": None}, 500, "UnknownError"),
        ({"startTime": {"dateTime": "2026-03-07T09:00:00"}}, 400, "TimeZoneNotSupportedException"),
    ],
)
async def test_a_schedule_has_limits(ask: Ask, changed: Any, status: int, code: str) -> None:
    times = {"startTime": london("2026-03-07T09:00:00"), "endTime": london("2026-03-07T17:00:00")}
    reply = await ask("POST", "/v1.0/me/calendar/getSchedule", {"schedules": [ALEX], **times, **changed})

    assert (reply.status, reply.code) == (status, code)


def slot(day: str, first: str, last: str) -> dict[str, Any]:
    return {"timeSlots": [{"start": london(f"{day}T{first}:00"), "end": london(f"{day}T{last}:00")}]}


async def test_suggestions_come_with_the_surest_first(ask: Ask) -> None:
    attendees = [{"emailAddress": {"address": address}} for address in (ADELE, "sam@tailspin.example")]
    body = {"attendees": attendees, "timeConstraint": slot("2026-03-09", "09:00", "12:00"), "meetingDuration": "PT1H"}
    suggestions = (await ask("POST", "/v1.0/me/findMeetingTimes", body)).body["meetingTimeSuggestions"]

    assert suggestions[0]["meetingTimeSlot"]["start"]["dateTime"] == "2026-03-09T09:30:00.0000000"
    assert {one["confidence"] for one in suggestions} == {74.5}
    shown = [one["availability"] for one in suggestions[0]["attendeeAvailability"]]
    assert shown == ["free", "unknown"]


@pytest.mark.parametrize(
    ("attendee", "constraint", "reason"),
    [
        (MEGAN, slot("2026-03-10", "09:00", "09:30"), "organizerUnavailable"),
        (ADELE, slot("2026-03-08", "10:00", "10:30"), "unknown"),
        (AOI, slot("2026-03-12", "10:00", "10:30"), ""),
        ("sam@tailspin.example", slot("2026-03-12", "10:00", "10:30"), "attendeesUnavailableOrUnknown"),
    ],
    ids=["the organiser is busy", "nobody works on Sunday", "everybody is free", "nobody knows"],
)
async def test_without_suggestions_there_is_a_reason(ask: Ask, attendee: str, constraint: Any, reason: str) -> None:
    body = {"attendees": [{"emailAddress": {"address": attendee}}], "timeConstraint": constraint}
    reply = await ask("POST", "/v1.0/me/findMeetingTimes", body)

    assert reply.body["emptySuggestionsReason"] == reason
    assert (reply.body["meetingTimeSuggestions"] == []) is bool(reason)
