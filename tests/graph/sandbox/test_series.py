"""Series: their occurrences, their limits, and how they end."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice
from typing import Any

import pytest

from graph.sandbox import Sandbox
from graph.sandbox.recurrence import days
from tests.graph.sandbox.asking import ADELE, Ask, event_path, london, segment


@pytest.fixture
async def standup(ask: Ask) -> Any:
    """Monday's occurrence."""
    return await ask.event("Daily standup", first="2026-03-09")


async def master_of(ask: Ask, occurrence: Any) -> Any:
    return (await ask("GET", f"/v1.0/me/events/{segment(occurrence['seriesMasterId'])}")).body


def at(day: str, clock: str) -> dict[str, Any]:
    return {"start": london(f"{day}T{clock}:00"), "end": london(f"{day}T{clock}:15")}


async def test_an_occurrence_moved_within_its_day_becomes_an_exception(ask: Ask, standup: Any) -> None:
    reply = await ask("PATCH", event_path(standup), at("2026-03-09", "15:00"))
    events = await ask.view("2026-03-09", "2026-03-14")

    assert (reply.body["id"], reply.body["type"]) == (standup["id"], "exception")
    starts = [event["start"]["dateTime"][:16] for event in events if event["subject"] == "Daily standup"]
    assert starts == ["2026-03-09T15:00", *(f"2026-03-{day}T09:15" for day in (10, 11, 12, 13))]


@pytest.mark.parametrize("day", ["2026-03-06", "2026-03-05", "2026-03-10", "2026-03-11"])
async def test_an_occurrence_cannot_reach_its_neighbours_days(
    ask: Ask, sandbox: Sandbox, standup: Any, day: str
) -> None:
    meetings = len(sandbox.organisation.meetings)
    reply = await ask("PATCH", event_path(standup), {**at(day, "23:00"), "isOnlineMeeting": True})

    assert (reply.status, reply.code) == (400, "ErrorOccurrenceCrossingBoundary")
    assert (await ask("GET", event_path(standup))).body == standup
    assert len(sandbox.organisation.meetings) == meetings


@pytest.mark.parametrize("day", ["2026-03-07", "2026-03-08"])
async def test_an_occurrence_may_move_between_its_neighbours(ask: Ask, standup: Any, day: str) -> None:
    reply = await ask("PATCH", event_path(standup), at(day, "15:00"))

    assert reply.status == 200


async def test_a_moved_neighbour_is_where_it_is_now(ask: Ask, standup: Any) -> None:
    await ask("PATCH", event_path(standup), at("2026-03-08", "10:00"))
    tuesday = await ask.event("Daily standup", first="2026-03-10")
    reply = await ask("PATCH", event_path(tuesday), at("2026-03-09", "10:00"))

    assert reply.status == 200


async def test_without_recurrence_a_series_is_a_single_event(ask: Ask, standup: Any) -> None:
    master = await master_of(ask, standup)
    reply = await ask("PATCH", event_path(master), {"recurrence": None})
    left = [event for event in await ask.view("2026-01-01", "2026-12-31") if event["subject"] == "Daily standup"]

    assert (reply.body["type"], reply.body["recurrence"]) == ("singleInstance", None)
    assert [event["id"] for event in left] == [master["id"]]


async def test_a_changed_series_writes_once_for_each_exception_and_once_more(
    ask: Ask, sandbox: Sandbox, standup: Any
) -> None:
    master = await master_of(ask, standup)
    await ask("PATCH", event_path(master), {"importance": "high"})

    exceptions = 2  # the seeded series has two moved occurrences
    assert [mail.kind for mail in sandbox.organisation.mails] == ["update"] * (exceptions + 1)


async def test_a_series_keeps_its_local_time_when_the_clocks_change(ask: Ask) -> None:
    friday = await ask.event("Daily standup", first="2026-03-27")
    monday = await ask.event("Daily standup", first="2026-03-30")

    assert friday["start"]["dateTime"] == "2026-03-27T09:15:00.0000000"
    assert monday["start"]["dateTime"] == "2026-03-30T08:15:00.0000000"


async def test_a_series_moves_as_a_whole_and_forgets_its_exceptions(ask: Ask, standup: Any) -> None:
    master = await master_of(ask, standup)
    first = master["recurrence"]["range"]["startDate"]
    reply = await ask("PATCH", event_path(master), at(first, "16:00"))
    events = [event for event in await ask.view("2026-03-09", "2026-03-28") if event["subject"] == "Daily standup"]

    assert reply.status == 200
    assert {event["type"] for event in events} == {"occurrence"}
    assert {event["start"]["dateTime"][11:16] for event in events} == {"16:00"}
    assert len(events) == 15


async def test_a_series_changes_its_zone_only_together_with_its_recurrence(ask: Ask, standup: Any) -> None:
    master = await master_of(ask, standup)
    start = {"dateTime": f"{master['recurrence']['range']['startDate']}T09:15:00", "timeZone": "Tokyo Standard Time"}
    reply = await ask("PATCH", event_path(master), {"start": start})

    assert (reply.status, reply.code) == (400, "ErrorPropertyValidationFailure")


async def test_a_deleted_occurrence_is_gone_and_the_rest_stays(ask: Ask, standup: Any) -> None:
    reply = await ask("DELETE", event_path(standup))
    again = await ask("GET", event_path(standup))
    following = await ask.event("Daily standup", first="2026-03-09")

    assert (reply.status, again.status) == (204, 404)
    assert following["start"]["dateTime"].startswith("2026-03-10")


async def test_a_moved_occurrence_moves_for_those_invited(ask: Ask, standup: Any) -> None:
    await ask("PATCH", event_path(standup), at("2026-03-09", "15:00"))
    copy = await ask.event("Daily standup", who=ADELE, first="2026-03-09")

    assert (copy["type"], copy["start"]["dateTime"]) == ("exception", "2026-03-09T15:00:00.0000000")


async def test_what_is_changed_about_one_occurrence_alone_survives_a_change_of_the_series(
    ask: Ask, standup: Any
) -> None:
    await ask("PATCH", event_path(standup), {"subject": "Standup with guests"})
    await ask("PATCH", event_path(await master_of(ask, standup)), {"importance": "high"})
    after = (await ask("GET", event_path(standup))).body

    assert (after["subject"], after["importance"], after["type"]) == ("Standup with guests", "high", "exception")


async def test_the_instances_of_a_series_can_be_read(ask: Ask, standup: Any) -> None:
    path = f"/v1.0/me/events/{segment(standup['seriesMasterId'])}/instances"
    reply = await ask("GET", f"{path}?startDateTime=2026-03-09&endDateTime=2026-03-12")

    assert [event["start"]["dateTime"][8:10] for event in reply.body["value"]] == ["09", "10", "11"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ({"type": "daily", "interval": 2}, "01-30 02-01 02-03 02-05"),
        ({"type": "weekly", "interval": 2, "daysOfWeek": ["monday", "friday"]}, "01-30 02-09 02-13 02-23"),
        (
            {"type": "weekly", "interval": 2, "daysOfWeek": ["sunday", "friday"], "firstDayOfWeek": "monday"},
            "01-30 02-01 02-13 02-15",
        ),
        ({"type": "absoluteMonthly", "interval": 1, "dayOfMonth": 31}, "01-31 02-28 03-31 04-30"),
        (
            {"type": "relativeMonthly", "interval": 1, "daysOfWeek": ["friday"], "index": "last"},
            "01-30 02-27 03-27 04-24",
        ),
        (
            {"type": "relativeMonthly", "interval": 3, "daysOfWeek": ["saturday", "sunday"], "index": "second"},
            "04-05 07-05 10-04 01-03",
        ),
        ({"type": "absoluteYearly", "interval": 1, "dayOfMonth": 29, "month": 2}, "02-28 02-28 02-29 02-28"),
        (
            {"type": "relativeYearly", "interval": 1, "daysOfWeek": ["thursday"], "index": "fourth", "month": 11},
            "11-26 11-25 11-23 11-22",
        ),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else None,
)
def test_every_pattern_falls_on_its_days(pattern: dict[str, Any], expected: str) -> None:
    recurrence = {"pattern": pattern, "range": {"type": "noEnd", "startDate": "2026-01-30"}}

    found = islice(days(recurrence, date(2030, 1, 1)), 4)

    assert " ".join(day.strftime("%m-%d") for day in found) == expected


def test_a_numbered_series_ends_after_its_number() -> None:
    span = {"type": "numbered", "startDate": "2026-01-30", "numberOfOccurrences": 3}

    found = list(days({"pattern": {"type": "daily"}, "range": span}, date.max - timedelta(days=1)))

    assert found == [date(2026, 1, 30), date(2026, 1, 31), date(2026, 2, 1)]


@pytest.mark.parametrize(
    "recurrence",
    [
        {"pattern": {"type": "weekly", "interval": 1}, "range": {"type": "noEnd", "startDate": "2026-03-07"}},
        {"pattern": {"type": "daily", "interval": 1}, "range": {"type": "noEnd", "startDate": "2026-03-08"}},
        {"pattern": {"type": "daily", "interval": -1}, "range": {"type": "noEnd", "startDate": "2026-03-07"}},
        {
            "pattern": {"type": "daily"},
            "range": {"type": "endDate", "startDate": "2026-03-07", "endDate": "2026-03-01"},
        },
        {"pattern": {"type": "daily"}, "range": {"type": "numbered", "startDate": "2026-03-07"}},
        {"pattern": {"type": "hourly"}, "range": {"type": "noEnd", "startDate": "2026-03-07"}},
        {"pattern": {"type": "daily"}},
    ],
)
async def test_a_recurrence_that_cannot_be_is_refused(ask: Ask, recurrence: Any) -> None:
    review = await ask.event("Design review")
    reply = await ask("PATCH", event_path(review), {"recurrence": recurrence})

    assert reply.status == 400
