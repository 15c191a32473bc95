"""How far an occurrence may move, known before Graph is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from graph import boundaries, events
from graph.answer import Json
from graph.boundaries import legal_window
from graph.client import GraphClient
from graph.errors import ChangedMeanwhile, CrossesNeighbour
from graph.event_json import read_event
from graph.model import Confirmed, Event, EventMove
from graph.sandbox import Sandbox
from graph.span import Span
from tests.graph.looking import next_event, sent
from tests.graph.scripted import Says, ScriptedGraph

NOW = datetime(2026, 3, 6, 12, 30, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def hour_at(day: int, hour: int) -> Span:
    return Span(at(day, hour), at(day, hour + 1))


def test_the_window_lies_between_the_days_of_the_neighbours() -> None:
    window = legal_window(hour_at(5, 13), hour_at(9, 13), "America/St_Johns")

    # The clocks go forward in between: midnight is at 3:30, then at 2:30.
    assert (window.earliest, window.latest) == (at(6, 3, 30), at(9, 2, 30))


@pytest.mark.parametrize(
    ("span", "is_legal"),
    [
        (hour_at(6, 13), True),
        (hour_at(8, 20), True),
        (hour_at(5, 20), False),  # the previous one's day
        (hour_at(9, 5), False),  # the next one's day
        (Span(at(8, 23), at(9, 2, 30)), True),  # ends as that day begins
        (Span(at(8, 23), at(9, 2, 31)), False),
    ],
)
def test_touching_a_neighbours_day_is_too_far(span: Span, is_legal: bool) -> None:
    window = legal_window(hour_at(5, 13), hour_at(9, 13), "America/St_Johns")

    assert window.allows(span) is is_legal


def test_the_first_and_the_last_occurrence_are_free_on_one_side() -> None:
    assert legal_window(None, hour_at(9, 13), "UTC").allows(hour_at(1, 13))
    assert legal_window(hour_at(5, 13), None, "UTC").allows(hour_at(30, 13))


async def _standup(graph: GraphClient) -> Event:
    """Monday's standup: Friday's and Tuesday's are its neighbours."""
    week = await events.between(graph, Span(NOW + timedelta(days=2), NOW + timedelta(days=4)))
    return next(event for event in week if event.subject == "Daily standup")


@pytest.mark.parametrize("days", [-2, 0, 1, 2])
async def test_the_prediction_is_what_graph_does(alex: GraphClient, days: int) -> None:
    standup = await _standup(alex)
    there = standup.span.moved_to(standup.span.start + timedelta(days=days, hours=1))
    window = await boundaries.window_of(alex, standup)

    try:
        await events.reschedule(alex, Confirmed(EventMove(standup.id, there, standup.zone, standup.etag)))
        is_taken = True
    except CrossesNeighbour:
        is_taken = False

    assert is_taken is window.allows(there)


async def test_an_event_that_does_not_repeat_may_go_anywhere(alex: GraphClient) -> None:
    review = next(
        event
        for event in await events.between(alex, Span(NOW, NOW + timedelta(days=2)))
        if event.subject == "Design review"
    )

    window = await boundaries.window_of(alex, review)

    assert window.allows(hour_at(30, 13))


# --- the cost ---------------------------------------------------------------------------------------------------------


async def _series(world: Sandbox, kind: str, first: str, **pattern: object) -> None:
    """Alex makes a series without an end, an hour at one o'clock."""
    recurrence = {
        "pattern": {"type": kind, "interval": 1, **pattern},
        "range": {"type": "noEnd", "startDate": first},
    }
    times = {
        name: {"dateTime": f"{first}T{hour}:00:00", "timeZone": "GMT Standard Time"}
        for name, hour in (("start", 13), ("end", 14))
    }
    body = {"subject": "Inspection", "recurrence": recurrence, **times}
    await world.change("alexw@contoso.com", "POST", "/v1.0/me/events", body)


async def test_the_neighbours_of_a_weekday_take_one_request(world: Sandbox, alex: GraphClient) -> None:
    standup = await _standup(alex)
    world.requests.clear()

    window = await boundaries.window_of(alex, standup)

    # Friday the 6th and Tuesday the 10th, in London.
    assert (window.earliest, window.latest) == (at(7, 0), at(10, 0))
    assert len(sent(world)) == 1


@pytest.mark.parametrize(
    ("kind", "first", "pattern", "earliest", "latest"),
    [
        ("daily", "2026-03-07", {}, None, "2026-03-08T00:00"),
        ("absoluteMonthly", "2025-03-07", {"interval": 3, "dayOfMonth": 7}, "2025-12-08T00:00", "2026-06-06T23:00"),
        ("absoluteYearly", "2025-03-07", {"dayOfMonth": 7, "month": 3}, "2025-03-08T00:00", "2027-03-07T00:00"),
    ],
)
async def test_neighbours_further_off_than_two_months_take_a_second_request(
    world: Sandbox,
    alex: GraphClient,
    kind: str,
    first: str,
    pattern: dict[str, object],
    earliest: str | None,
    latest: str,
) -> None:
    await _series(world, kind, first, **pattern)
    inspection = await next_event(alex, "Inspection")
    world.requests.clear()

    window = await boundaries.window_of(alex, inspection)

    expected = [datetime.fromisoformat(each).replace(tzinfo=UTC) if each else None for each in (earliest, latest)]
    assert [window.earliest, window.latest] == expected
    assert len(sent(world)) == 2


def _instance(day: int, **more: object) -> Json:
    times = {
        name: {"dateTime": f"2026-03-{day:02}T{hour}:00:00.0000000", "timeZone": "UTC"}
        for name, hour in (("start", 13), ("end", 14))
    }
    return {"id": f"day {day}", "type": "occurrence", "seriesMasterId": "series", **times, **more}


async def test_a_cancelled_neighbour_is_no_neighbour(script: ScriptedGraph, graph: GraphClient) -> None:
    occurrence = read_event(_instance(9))
    script.says(Says(json={"value": [_instance(6), _instance(8, isCancelled=True), _instance(9), _instance(12)]}))

    window = await boundaries.window_of(graph, occurrence)

    assert (window.earliest, window.latest) == (at(7, 0), at(12, 0))


async def test_occurrences_that_are_not_as_their_series_says_are_named(world: Sandbox, alex: GraphClient) -> None:
    standup = await _standup(alex)
    world.requests.clear()

    master, exceptions = await boundaries.series(alex, standup.series_id or "", Span(NOW, NOW + timedelta(days=60)))

    # The one that was moved last month lies outside.
    assert (master.kind, len(exceptions.changed), len(exceptions.cancelled)) == ("seriesMaster", 1, 2)
    assert len(sent(world)) == 2


async def test_a_series_with_another_exception_than_was_shown_does_not_move(world: Sandbox, alex: GraphClient) -> None:
    """Nothing about the series itself tells that one of its occurrences was moved meanwhile."""
    standup = await _standup(alex)
    master, shown = await boundaries.series(alex, standup.series_id or "", Span(NOW, NOW + timedelta(days=60)))
    later = standup.span.moved_to(standup.span.start + timedelta(hours=1))
    await events.reschedule(alex, Confirmed(EventMove(standup.id, later, standup.zone, None)))
    series_later = master.span.moved_to(master.span.start + timedelta(hours=1))

    with pytest.raises(ChangedMeanwhile):
        await events.reschedule(
            alex, Confirmed(EventMove(master.id, series_later, master.zone, master.etag, master.span, shown))
        )
