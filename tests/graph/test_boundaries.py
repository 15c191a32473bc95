"""How far an occurrence may move, known before Graph is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from graph import boundaries, events
from graph.boundaries import legal_window
from graph.client import GraphClient
from graph.errors import CrossesNeighbour
from graph.model import Confirmed, Event, EventMove
from graph.span import Span

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
