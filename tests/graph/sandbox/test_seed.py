"""The organisation at the start: what a demonstration and the bot's tests rely on, whatever the day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest
from rapidfuzz import fuzz

from graph.sandbox import Sandbox, calendar
from graph.sandbox.calls import Json
from graph.sandbox.organisation import Mailbox

# Every day of a week, the days around both clock changes, and the ends of a month and a year.
DAYS = [datetime(2026, 3, day, 12, 30, tzinfo=UTC) for day in range(2, 9)] + [
    datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
    datetime(2026, 10, 24, 9, 0, tzinfo=UTC),
    datetime(2026, 1, 31, 9, 0, tzinfo=UTC),
    datetime(2027, 12, 31, 20, 0, tzinfo=UTC),
]


@pytest.fixture(params=DAYS, ids=lambda day: day.strftime("%a %d %b"))
def now(request: pytest.FixtureRequest) -> datetime:
    moment = request.param
    assert isinstance(moment, datetime)
    return moment


@pytest.fixture
def world(now: datetime) -> Sandbox:
    return Sandbox(lambda: now)


def box(world: Sandbox, email: str = "alexw@contoso.com") -> Mailbox:
    return world.organisation.mailboxes[world.organisation.person(email).id]


def tomorrow(world: Sandbox, now: datetime, hour: int) -> datetime:
    """That hour of tomorrow in London."""
    local = now.astimezone(box(world).zone)
    return datetime(local.year, local.month, local.day, hour, tzinfo=box(world).zone) + timedelta(days=1)


def between(mailbox: Mailbox, start: datetime, end: datetime) -> list[Json]:
    return calendar.view(mailbox, start.astimezone(UTC), end.astimezone(UTC))


def test_tomorrows_design_review_is_alexs_own_at_eleven(world: Sandbox, now: datetime) -> None:
    start = tomorrow(world, now, 11)
    reviews = [
        event for event in between(box(world), start, start + timedelta(hours=1)) if "review" in event["subject"]
    ]

    assert [(event["type"], event["isOrganizer"], event["isOnlineMeeting"]) for event in reviews] == [
        ("singleInstance", True, True)
    ]
    assert calendar.span_of(reviews[0]) == (start, start + timedelta(hours=1))


@pytest.mark.parametrize("email", ["alexw@contoso.com", "adele@contoso.com", "megan@contoso.com"])
def test_tomorrow_from_three_to_four_in_london_is_free(world: Sandbox, now: datetime, email: str) -> None:
    start = tomorrow(world, now, 15)

    taken = between(box(world, email), start, start + timedelta(hours=1))

    assert [event["subject"] for event in taken if event["showAs"] == "busy" and not event["isAllDay"]] == []


def test_nothing_else_sounds_like_the_design_review(world: Sandbox) -> None:
    subjects = {event["subject"] for event in box(world).events.values()} - {"Design review"}

    alike = [subject for subject in subjects if fuzz.WRatio("design review", subject.lower()) > 60]

    assert alike == []


def test_alex_has_one_standup_and_it_is_on_weekdays(world: Sandbox, now: datetime) -> None:
    masters = [event for event in box(world).events.values() if "standup" in event["subject"].lower()]
    coming = between(box(world), now, now + timedelta(days=30))
    days = {calendar.span_of(event)[0].weekday() for event in coming if event["subject"] == "Daily standup"}

    assert [(event["subject"], event["type"]) for event in masters] == [("Daily standup", "seriesMaster")]
    assert days == {0, 1, 2, 3, 4}


def test_grady_has_one_appointment_tomorrow_at_ten_at_alexs_clinic(world: Sandbox, now: datetime) -> None:
    alex = world.organisation.person("alexw@contoso.com")
    found = [
        (business.wire["displayName"], alex.id in business.members, appointment["startDateTime"]["dateTime"])
        for business in world.organisation.businesses.values()
        for appointment in business.appointments.values()
        if any(customer["name"] == "Grady Archie" for customer in appointment["customers"])
    ]

    start = tomorrow(world, now, 10).astimezone(UTC)
    assert found == [("Contoso Clinic London", True, start.strftime("%Y-%m-%dT%H:%M:%S.0000000Z"))]


def test_the_visit_is_a_meeting_with_clients_and_an_event(world: Sandbox) -> None:
    meetings = [one for one in world.organisation.meetings.values() if one["externalId"] == "VISIT-1001"]
    events = [event for event in box(world).events.values() if "VISIT-1001" in event["subject"]]

    assert len(meetings) == len(events) == 1
    assert events[0]["onlineMeeting"]["joinUrl"] == meetings[0]["joinWebUrl"]
    assert world.organisation.visits[meetings[0]["id"]]["appointmentClients"] != []


def test_the_calendars_are_awkward(world: Sandbox, now: datetime) -> None:
    around = between(box(world), now - timedelta(days=30), now + timedelta(days=30))

    assert {event["type"] for event in around} == {"singleInstance", "occurrence", "exception"}
    assert {event["responseStatus"]["response"] for event in around} >= {
        "tentativelyAccepted",
        "declined",
        "notResponded",
    }
    assert {event["sensitivity"] for event in around} >= {"normal", "private"}
    assert {event["isAllDay"] for event in around} == {event["isOnlineMeeting"] for event in around} == {True, False}
    assert any(event["isCancelled"] for event in around)
    assert box(world).removed


def test_a_second_start_gives_the_same_ids(world: Sandbox, now: datetime) -> None:
    again = Sandbox(lambda: now + timedelta(days=1))

    assert box(again).events.keys() == box(world).events.keys()
    assert again.organisation.meetings.keys() == world.organisation.meetings.keys()


def test_a_start_takes_less_than_a_tenth_of_a_second() -> None:
    times = []
    for _ in range(5):
        begun = perf_counter()
        Sandbox(lambda: DAYS[0]).app()
        times.append(perf_counter() - begun)

    assert min(times) < 0.1
