"""Whatever subset of properties changes: Graph takes the request, and changes those and nothing else.

The sandbox refuses unknown names and wrong values as Graph does, and it works out by itself what follows from a
change, such as a duration or a preview. What may follow is listed here; anything else that differs is a fault.
"""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import bookings, events, meetings, visits
from graph.client import Graph, GraphClient
from graph.errors import Right
from graph.model import (
    Address,
    Appointment,
    Attendee,
    Body,
    BookingChange,
    BookingReminder,
    Confirmed,
    Customer,
    EventChange,
    MeetingRequest,
    Place,
    Recurrence,
    VisitChange,
    VisitClient,
    ZonedTime,
)
from graph.sandbox import Sandbox
from graph.settling import shows
from tests.graph.looking import NOW, next_appointment
from tests.graph.scripted import served

A_FEW = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
Values = dict[str, Any]


@dataclass
class Stage:
    """An organisation that lasts for all examples, and Alex in it."""

    world: Sandbox
    alex: GraphClient
    runner: asyncio.Runner

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        self.runner.run(work)

    def last_patch(self) -> tuple[str, Any, int]:
        patch = [one for one in self.world.requests if one.method == "PATCH"][-1]
        return patch.raw_path.split("/")[1], patch.body, patch.status


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    world = Sandbox(lambda: NOW)

    async def token(right: Right, claims: str) -> str:
        return world.token("alexw@contoso.com")

    with asyncio.Runner() as runner:
        server = served(world.app())
        graph = Graph(runner.run(server.__aenter__()))
        yield Stage(world, graph.acting_as("alex", token), runner)
        runner.run(graph.close())
        runner.run(server.__aexit__(None, None, None))


@st.composite
def subsets(draw: st.DrawFn, values: dict[str, st.SearchStrategy[Any]], *, one_of: tuple[str, ...] = ()) -> Values:
    """New values for some of the properties, but for at most one of those that exclude each other."""
    chosen = draw(st.sets(st.sampled_from(sorted(values)), min_size=1))
    chosen -= set([name for name in one_of if name in chosen][1:])
    return {name: draw(values[name]) for name in sorted(chosen)}


def differing(before: Values, after: Values) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def at(minutes: int) -> datetime:
    return datetime(2026, 3, 20, tzinfo=UTC) + timedelta(minutes=minutes)


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=30)
names = words.map(lambda text: text.strip() or "x")
zones = st.sampled_from(["Europe/London", "Asia/Tokyo", "America/St_Johns", "UTC"])
emails = st.sampled_from(["megan@contoso.com", "adele@contoso.com", "nina@example.com", "studio@contoso.com"])
places = st.builds(Place, names, st.sampled_from(["", "1 High Street"]), st.sampled_from(["", "room@contoso.com"]))
lengths = st.integers(0, 600).map(lambda minutes: timedelta(minutes=minutes))
times = st.tuples(st.integers(0, 5000), st.integers(15, 900), zones)
phones = st.sampled_from(["+44 7700 900199", "+81 3-1234-5678"])


def few(values: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(values, max_size=most, unique=True).map(tuple)


# --- events -----------------------------------------------------------------------------------------------------------

EVENT_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "attendees": few(emails.map(lambda email: Attendee(Address("", email)))),
    "body": st.builds(Body, names),
    "categories": few(names),
    "times": times,
    "hide_attendees": st.booleans(),
    "importance": st.sampled_from(["low", "normal", "high"]),
    "is_online_meeting": st.just(True),
    "is_reminder_on": st.booleans(),
    "reminder_minutes_before_start": st.integers(0, 1440),
    "location": places,
    "locations": few(places),
    "recurrence": st.just("weekly"),
    "response_requested": st.booleans(),
    "sensitivity": st.sampled_from(["normal", "personal", "private", "confidential"]),
    "show_as": st.sampled_from(["free", "tentative", "busy", "oof", "workingElsewhere"]),
    "subject": words,
}
EVENT_CLEARED: dict[str, st.SearchStrategy[Any]] = {
    "attendees": st.just(()),
    "body": st.none(),
    "categories": st.just(()),
    "location": st.none(),
    "locations": st.just(()),
    "recurrence": st.none(),
    "reminder_minutes_before_start": st.none(),
    "subject": st.just(""),
}
EVENT_FOLLOWS: dict[str, set[str]] = {
    "body": {"bodyPreview"},
    "start": {"originalStartTimeZone", "attendees"},  # whoever is asked again has not answered yet
    "end": {"originalEndTimeZone", "attendees"},
    "location": {"locations"},
    "locations": {"location"},
    "isOnlineMeeting": {"onlineMeeting", "onlineMeetingProvider", "body", "bodyPreview"},
    "recurrence": {"type"},
}
EVENT_JSON: Values = {
    "subject": "Something",
    "body": {"contentType": "text", "content": "Words"},
    "start": {"dateTime": "2026-03-19T10:00:00", "timeZone": "GMT Standard Time"},
    "end": {"dateTime": "2026-03-19T11:00:00", "timeZone": "GMT Standard Time"},
    "attendees": [{"emailAddress": {"address": "lynne@contoso.com"}, "type": "required"}],
    "location": {"displayName": "Room Thames"},
    "categories": ["Red"],
}


def event_change(event_id: str, values: Values) -> EventChange:
    """The change that the drawn values describe; a series starts on the day of its first event."""
    values = dict(values)
    minutes, length, zone = values.pop("times", (0, 0, ""))
    start = ZonedTime(datetime(2026, 3, 19, 10, tzinfo=UTC), "Europe/London")
    if zone:
        start = ZonedTime(at(minutes), zone)
        values |= {"start": start, "end": ZonedTime(at(minutes + length), zone)}
    if values.get("recurrence") == "weekly":
        first = start.at.astimezone(ZoneInfo(start.zone)).date()
        days = (("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")[first.weekday()],)
        values["recurrence"] = Recurrence("weekly", first, days=days, until=date(2026, 6, 30))
    return EventChange(event_id, None, **values)


async def check_event(stage: Stage, values: Values) -> None:
    made: Any = (await stage.world.change("alexw@contoso.com", "POST", "/v1.0/me/events", EVENT_JSON)).body
    builder = stage.alex.me.events.by_event_id(made["id"])
    before = (await stage.alex.get(builder)).json

    await events.update(stage.alex, Confirmed(event_change(made["id"], values)))

    after = (await stage.alex.get(builder)).json
    version, body, status = stage.last_patch()
    follows = {more for name in body for more in EVENT_FOLLOWS.get(name, set())}
    assert (version, status) == ("v1.0", 200)
    assert differing(before, after) <= {"@odata.etag", "changeKey", "lastModifiedDateTime", *body, *follows}
    # Outlook adds names and answers to attendees, and defaults to a recurrence.
    assert shows(after, {name: value for name, value in body.items() if name not in ("attendees", "recurrence")})


@A_FEW
@given(values=subsets(EVENT_VALUES, one_of=("location", "locations")))
def test_any_change_of_an_event_changes_that_and_nothing_else(stage: Stage, values: Values) -> None:
    stage.run(check_event(stage, values))


@A_FEW
@given(values=subsets(EVENT_CLEARED, one_of=("location", "locations")))
def test_clearing_anything_in_an_event_clears_that_and_nothing_else(stage: Stage, values: Values) -> None:
    stage.run(check_event(stage, values))


# --- bookings ---------------------------------------------------------------------------------------------------------

BOOKING_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "times": times,
    "duration": st.integers(1, 600).map(lambda minutes: timedelta(minutes=minutes)),
    "pre_buffer": lengths,
    "post_buffer": lengths,
    "customers": few(st.builds(Customer, names, emails, phones), most=1),
    "customer_name": names,
    "customer_email_address": emails,
    "customer_phone": phones,
    "customer_location": places,
    "customer_time_zone": zones,
    "is_location_online": st.booleans(),
    "is_customer_allowed_to_manage_booking": st.booleans(),
    "opt_out_of_customer_email": st.booleans(),
    "sms_notifications_enabled": st.booleans(),
    "price": st.integers(0, 100_000).map(lambda cents: cents / 100),
    "price_type": st.sampled_from(["fixedPrice", "startingAt", "hourly", "free", "priceVaries", "callUs", "notSet"]),
    "reminders": few(
        st.builds(BookingReminder, names, lengths, st.sampled_from(["allAttendees", "staff", "customer"])), most=2
    ),
    "self_service_appointment_id": names,
    "service_name": names,
    "service_notes": names,
    "service_location": places,
    "staff_member_ids": st.just(()),
    "invoice_amount": st.integers(0, 1000).map(float),
    "invoice_date": st.integers(0, 5000).map(lambda minutes: ZonedTime(at(minutes), "Europe/London")),
    "invoice_id": names,
    "invoice_status": st.sampled_from(["draft", "reviewing", "open", "canceled", "paid", "corrective"]),
    "invoice_url": st.just("https://pay.example/7"),
}
BOOKING_CLEARED: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("customers", "reminders", "staff_member_ids"), st.just(())),
    **dict.fromkeys(
        (
            "customer_name",
            "customer_email_address",
            "customer_phone",
            "customer_location",
            "customer_time_zone",
            "self_service_appointment_id",
            "service_notes",
            "service_location",
            "invoice_date",
            "invoice_id",
            "invoice_url",
        ),
        st.none(),
    ),
}
BETA_ONLY = {"customerLocation", "invoiceAmount", "invoiceDate", "invoiceId", "invoiceStatus", "invoiceUrl"}
FIRST_CUSTOMER = {"filledAttendeesCount", "customerName", "customerEmailAddress", "customerPhone"}
BOOKING_FOLLOWS: dict[str, set[str]] = {
    "start": {"duration"},
    "end": {"duration"},
    "customers": FIRST_CUSTOMER,
    "isLocationOnline": {"joinWebUrl"},
}
V1_NAMES = {"startDateTime": "start", "endDateTime": "end"}


def booking_change(appointment: Appointment, values: Values) -> BookingChange:
    """The change that the drawn values describe."""
    values = dict(values)
    if "times" in values:
        minutes, length, zone = values.pop("times")
        values |= {"start": ZonedTime(at(minutes), zone), "end": ZonedTime(at(minutes + length), zone)}
    return BookingChange(appointment.business_id, appointment.id, **values)


async def check_booking(stage: Stage, values: Values) -> None:
    appointment = await next_appointment(stage.alex, "Grady Archie")
    kept = stage.world.organisation.businesses[appointment.business_id].appointments
    stored = copy.deepcopy(kept[appointment.id])
    business = stage.alex.beta.solutions.booking_businesses.by_booking_business_id(appointment.business_id)
    builder = business.appointments.by_booking_appointment_id(appointment.id)
    before = (await stage.alex.get(builder)).json

    await bookings.update(stage.alex, Confirmed(booking_change(appointment, values)))

    after = (await stage.alex.get(builder)).json
    kept[appointment.id] = stored
    version, sent, status = stage.last_patch()
    body = {V1_NAMES.get(name, name): value for name, value in sent.items()}
    follows = {more for name in body for more in BOOKING_FOLLOWS.get(name, set())}
    assert (version, status) == ("beta" if BETA_ONLY & body.keys() else "v1.0", 204)
    assert differing(before, after) <= {"lastUpdatedDateTime", *body, *follows}
    first_customer = FIRST_CUSTOMER if "customers" in body else set()
    assert shows(after, {name: value for name, value in body.items() if name not in first_customer})


@A_FEW
@given(values=subsets(BOOKING_VALUES, one_of=("duration", "times")))
def test_any_change_of_an_appointment_changes_that_and_nothing_else(stage: Stage, values: Values) -> None:
    stage.run(check_booking(stage, values))


@A_FEW
@given(values=subsets(BOOKING_CLEARED))
def test_clearing_anything_in_an_appointment_clears_that_and_nothing_else(stage: Stage, values: Values) -> None:
    stage.run(check_booking(stage, values))


# --- virtual appointments ---------------------------------------------------------------------------------------------

VISIT_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "clients": few(st.builds(VisitClient, names, emails, phones)),
    "client_join_url": st.sampled_from(["", "https://x.example/join"]),
    "external_id": words,
    "external_url": st.sampled_from(["", "https://x.example/1"]),
    "browser_join": st.booleans(),
}


async def check_visit(stage: Stage, values: Values) -> None:
    found = await meetings.create_or_get(stage.alex, Confirmed(MeetingRequest("VISIT-1001")))
    before = await visits.visit(stage.alex, found.meeting.id)

    await visits.update(stage.alex, Confirmed(VisitChange(before.meeting_id, before.etag, **values)))

    after = await visits.visit(stage.alex, found.meeting.id)
    assert stage.last_patch()[0::2] == ("beta", 204)
    assert vars(after) == {**vars(before), **values, "etag": after.etag}


@A_FEW
@given(values=subsets(VISIT_VALUES))
def test_any_change_of_a_visit_changes_that_and_nothing_else(stage: Stage, values: Values) -> None:
    stage.run(check_visit(stage, values))
