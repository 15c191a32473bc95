"""Every writable resource: what it is told changes, nothing else does, and what it does not know it refuses."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.sandbox import Sandbox
from tests.graph.sandbox.asking import ALEX, CLINIC, Ask, event_path, london, segment

NOW = datetime(2026, 3, 6, 12, 30, tzinfo=UTC)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30)
ADDRESSES = st.lists(st.sampled_from(["megan", "adele", "lynne", "aoi"]), unique=True, max_size=3)

EVENT_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "subject": WORDS,
    "categories": st.lists(WORDS, max_size=3),
    "importance": st.sampled_from(["low", "normal", "high"]),
    "sensitivity": st.sampled_from(["normal", "personal", "private", "confidential"]),
    "showAs": st.sampled_from(["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"]),
    "isReminderOn": st.booleans(),
    "reminderMinutesBeforeStart": st.integers(0, 40_000),
    "responseRequested": st.booleans(),
    "allowNewTimeProposals": st.booleans(),
    "hideAttendees": st.booleans(),
}
APPOINTMENT_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "price": st.floats(0, 1000),
    "priceType": st.sampled_from(["fixedPrice", "startingAt", "hourly", "free", "priceVaries", "callUs", "notSet"]),
    "preBuffer": st.sampled_from(["PT0S", "PT5M", "PT1H30M"]),
    "postBuffer": st.sampled_from(["PT0S", "PT10M", "P1D"]),
    "serviceName": WORDS,
    "serviceNotes": WORDS,
    "customerTimeZone": st.sampled_from(["GMT Standard Time", "Asia/Tokyo"]),
    "smsNotificationsEnabled": st.booleans(),
    "optOutOfCustomerEmail": st.booleans(),
    "isCustomerAllowedToManageBooking": st.booleans(),
    "additionalInformation": WORDS,
}
COMPUTED = {"@odata.etag", "changeKey", "lastModifiedDateTime", "lastUpdatedDateTime"}


async def patched(path: str, body: dict[str, Any]) -> tuple[int, Any, Any]:
    """The status of a change as Alex, and what there was before and after it."""
    sandbox = Sandbox(lambda: NOW)
    before = (await sandbox.change(ALEX, "GET", path, {})).body
    reply = await sandbox.change(ALEX, "PATCH", path, body)
    return reply.status, before, (await sandbox.change(ALEX, "GET", path, {})).body


def seeded_event(subject: str) -> str:
    organisation = Sandbox(lambda: NOW).organisation
    box = organisation.mailboxes[organisation.person(ALEX).id]
    return event_path(next(event for event in box.events.values() if event["subject"] == subject))


def seeded_appointment() -> str:
    business = Sandbox(lambda: NOW).organisation.businesses["ContosoClinicLondon@contoso.com"]
    return f"{CLINIC}/appointments/{segment(next(iter(business.appointments)))}"


@settings(max_examples=40, deadline=None)
@given(st.fixed_dictionaries({}, optional=EVENT_VALUES))
def test_an_event_changes_in_what_is_written_and_in_nothing_else(body: dict[str, Any]) -> None:
    status, before, after = asyncio.run(patched(seeded_event("Design review"), body))

    assert status == 200
    assert {name: after[name] for name in after if name not in COMPUTED} == {
        **{name: before[name] for name in before if name not in COMPUTED},
        **body,
    }


@settings(max_examples=40, deadline=None)
@given(st.fixed_dictionaries({}, optional=APPOINTMENT_VALUES))
def test_an_appointment_changes_in_what_is_written_and_in_nothing_else(body: dict[str, Any]) -> None:
    status, before, after = asyncio.run(patched(seeded_appointment(), body))

    assert status == 204
    assert {name: after[name] for name in after if name not in COMPUTED} == {
        **{name: before[name] for name in before if name not in COMPUTED},
        **body,
    }


@settings(max_examples=25, deadline=None)
@given(ADDRESSES, st.booleans())
def test_attendees_are_those_that_were_written(aliases: list[str], others: bool) -> None:
    attendees = [{"type": "required", "emailAddress": {"address": f"{alias}@contoso.com"}} for alias in aliases]
    body = {"attendees": attendees, **({"subject": "x"} if others else {})}
    _, _, after = asyncio.run(patched(seeded_event("Design review"), body))

    assert [one["emailAddress"]["address"] for one in after["attendees"]] == [
        f"{alias}@contoso.com" for alias in aliases
    ]


TIMES = {"startDateTime": "2026-03-09T10:00:00Z", "endDateTime": "2026-03-09T11:00:00Z"}
ZONED = {"start": london("2026-03-09T10:00:00"), "end": london("2026-03-09T11:00:00")}


@pytest.mark.parametrize(
    ("method", "path", "good"),
    [
        ("POST", "/v1.0/me/events", {"subject": "x", **ZONED}),
        ("PATCH", seeded_event("Design review"), {"subject": "x"}),
        ("PATCH", seeded_event("Daily standup"), {"subject": "x"}),
        ("POST", "/v1.0/me/onlineMeetings/createOrGet", {"externalId": "x"}),
        ("POST", "/v1.0/me/onlineMeetings", {"subject": "x"}),
        ("PATCH", "meeting", {"subject": "x"}),
        ("PATCH", "visit", {"externalAppointmentId": "x"}),
        ("PUT", "visit", {"externalAppointmentId": "x"}),
        ("PATCH", seeded_appointment(), {"price": 1.0}),
        ("PATCH", seeded_appointment().replace("/v1.0/", "/beta/"), {"invoiceId": "x"}),
        ("POST", f"{seeded_appointment()}/cancel", {"cancellationMessage": "x"}),
        ("POST", "/v1.0/me/findMeetingTimes", {"meetingDuration": "PT1H"}),
        (
            "POST",
            "/v1.0/me/calendar/getSchedule",
            {"schedules": [ALEX], "startTime": ZONED["start"], "endTime": ZONED["end"]},
        ),
    ],
)
async def test_an_unknown_property_is_refused_everywhere(
    ask: Ask, sandbox: Sandbox, method: str, path: str, good: dict[str, Any]
) -> None:
    visit = segment(next(iter(sandbox.organisation.visits)))
    meeting = f"/v1.0/me/onlineMeetings/{visit}"
    address = {"meeting": meeting, "visit": meeting.replace("/v1.0/", "/beta/") + "/virtualAppointment"}.get(path, path)
    bad = await ask(method, address, {**good, "surprise": 1})
    fine = await ask(method, address, {"@odata.type": "#microsoft.graph.whatever", **good})

    assert bad.status == 400
    assert "'surprise'" in bad.body["error"]["message"]
    assert fine.status < 300


@pytest.mark.parametrize("sent", [b"{", b"[]", b'"x"', b"NaN", b'{"subject": NaN}', b"\xff", b"[" * 100_000])
async def test_what_is_no_json_object_is_refused(ask: Ask, sandbox: Sandbox, sent: bytes) -> None:
    headers = {"Authorization": f"Bearer {sandbox.token(ALEX)}", "Content-Type": "application/json"}
    async with ask.session.patch(ask.url + seeded_event("Dentist"), data=sent, headers=headers) as response:
        body = await response.json()

    assert (response.status, body["error"]["code"]) == (400, "BadRequest")


async def test_another_content_type_is_refused(ask: Ask, sandbox: Sandbox) -> None:
    headers = {"Authorization": f"Bearer {sandbox.token(ALEX)}", "Content-Type": "text/plain"}
    async with ask.session.patch(ask.url + seeded_event("Dentist"), data=b"{}", headers=headers) as response:
        assert response.status == 415
