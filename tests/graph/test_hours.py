"""When somebody works, as Outlook writes it down."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from graph import free_time, people
from graph.client import GraphClient
from graph.hours import read_working_hours
from graph.model import WorkingHours
from graph.span import Span
from tests.graph.scripted import Says, ScriptedGraph

MONDAY_TO_FRIDAY = frozenset(range(5))
DAY = Span(datetime(2026, 3, 9, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC) + timedelta(days=1))
NEWFOUNDLAND = {"timeZone": {"name": "Newfoundland Standard Time"}}
CUSTOM: dict[str, Any] = {
    "timeZone": {"@odata.type": "#microsoft.graph.customTimeZone", "name": "Customized Time Zone", "bias": 210}
}


def hours(starts: str = "09:00:00.0000000", until: str = "17:30:00.0000000", **more: Any) -> dict[str, Any]:
    return {"daysOfWeek": ["monday", "Friday"], "startTime": starts, "endTime": until, **NEWFOUNDLAND, **more}


@pytest.mark.parametrize(
    ("json", "expected"),
    [
        (hours(), WorkingHours("America/St_Johns", frozenset({0, 4}), time(9), time(17, 30))),
        (hours("22:00:00", "06:00:00"), WorkingHours("America/St_Johns", frozenset({0, 4}), time(22), time(6))),
        (hours("00:00:00", "24:00:00"), WorkingHours("America/St_Johns", frozenset({0, 4}), time(0), time(0))),
        (hours("00:00:00", "23:59:59"), WorkingHours("America/St_Johns", frozenset({0, 4}), time(0), time(0))),
        (
            hours(timeZone={"name": "Asia/Tokyo"}),
            WorkingHours("Asia/Tokyo", frozenset({0, 4}), time(9), time(17, 30)),
        ),
        (hours(daysOfWeek=["someday"]), WorkingHours("America/St_Johns", frozenset(), time(9), time(17, 30))),
        (hours(**CUSTOM), None),
        (hours(timeZone=None), None),
        (hours(startTime=None), None),
        ({}, None),
    ],
)
def test_working_hours_are_read_by_the_clock_of_their_zone(json: dict[str, Any], expected: WorkingHours | None) -> None:
    assert read_working_hours(json) == expected


async def test_a_schedule_tells_when_a_colleague_works_in_their_own_zone(alex: GraphClient) -> None:
    megan, nobody = await free_time.schedules(alex, ["megan@contoso.com", "nobody@example.com"], DAY)

    assert megan.hours == WorkingHours("America/Los_Angeles", MONDAY_TO_FRIDAY, time(9), time(17, 30))
    assert nobody.hours is None


async def test_a_mailbox_tells_when_its_owner_works(alex: GraphClient) -> None:
    mailbox = await people.mailbox(alex)

    assert mailbox.hours == WorkingHours("Europe/London", MONDAY_TO_FRIDAY, time(9), time(17, 30))


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (
            {"timeZone": "Tokyo Standard Time"},
            WorkingHours("Asia/Tokyo", MONDAY_TO_FRIDAY, time(8), time(17)),
        ),
        (
            {"timeZone": "Newfoundland Standard Time", "workingHours": hours(**CUSTOM)},
            WorkingHours("America/St_Johns", frozenset({0, 4}), time(9), time(17, 30)),
        ),
        ({"timeZone": "", "workingHours": hours(**CUSTOM)}, None),
        ({}, None),
    ],
)
async def test_outlooks_defaults_stand_and_the_mailboxs_zone_where_the_hours_have_none(
    script: ScriptedGraph, graph: GraphClient, settings: dict[str, Any], expected: WorkingHours | None
) -> None:
    script.says(Says(json=settings))

    assert (await people.mailbox(graph)).hours == expected
