"""When people are free."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from graph import free_time
from graph.client import GraphClient
from graph.errors import NotAllowed
from graph.model import Busy, TimeWish
from graph.sandbox import Sandbox
from graph.span import Span
from tests.graph.looking import NOW, bodies
from tests.graph.scripted import Says, ScriptedGraph


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


async def test_a_colleagues_taken_time_is_shown_without_what_it_is_for(alex: GraphClient) -> None:
    (adele,) = await free_time.schedules(alex, ["adele@contoso.com"], Span(at(7, 9), at(7, 13)))

    assert adele.is_known
    assert Busy(Span(at(7, 9, 30), at(7, 10, 30)), "busy") in adele.busy


async def test_somebody_unknown_is_not_taken_for_free(alex: GraphClient) -> None:
    known, unknown = await free_time.schedules(
        alex, ["megan@contoso.com", "nobody@example.com"], Span(at(7, 9), at(7, 13))
    )

    assert (known.is_known, unknown.is_known) == (True, False)


async def test_twenty_addresses_at_a_time_are_asked_for(world: Sandbox, alex: GraphClient) -> None:
    everybody = [f"room{number}@contoso.com" for number in range(45)]

    found = await free_time.schedules(alex, everybody, Span(at(7, 9), at(7, 13)))

    assert [schedule.email for schedule in found] == everybody
    assert sorted(len(body["schedules"]) for body in bodies(world, "POST")) == [5, 20, 20]


async def test_more_than_62_days_are_refused_before_the_wire(world: Sandbox, alex: GraphClient) -> None:
    with pytest.raises(ValueError, match="62 days"):
        await free_time.schedules(alex, ["megan@contoso.com"], Span(NOW, NOW + timedelta(days=63)))

    assert bodies(world, "POST") == []


async def test_where_the_calendar_is_not_shared_the_quarters_of_an_hour_are_read(
    script: ScriptedGraph, graph: GraphClient
) -> None:
    script.says(Says(json={"value": [{"scheduleId": "MEGAN@contoso.com", "availabilityView": "0220130"}]}))

    (megan,) = await free_time.schedules(graph, ["megan@contoso.com"], Span(at(7, 9), at(7, 10, 45)))

    assert megan.busy == (
        Busy(Span(at(7, 9, 15), at(7, 9, 45)), "busy"),
        Busy(Span(at(7, 10), at(7, 10, 15)), "tentative"),
        Busy(Span(at(7, 10, 15), at(7, 10, 30)), "oof"),
    )


async def test_suggested_times_are_free_for_everybody_and_long_enough(alex: GraphClient) -> None:
    wish = TimeWish(
        Span(at(7, 9), at(7, 18)), timedelta(minutes=45), required=("adele@contoso.com",), least_percent=100
    )

    found = await free_time.suggestions(alex, wish)
    (adele,) = await free_time.schedules(alex, ["adele@contoso.com"], wish.within)

    assert found.times
    assert {suggestion.span.length for suggestion in found.times} == {timedelta(minutes=45)}
    assert not any(busy.span.overlaps(one.span) for busy in adele.busy for one in found.times)


async def test_where_nothing_suits_it_is_said_why(alex: GraphClient) -> None:
    dentist = Span(at(9, 13), at(9, 14))

    found = await free_time.suggestions(alex, TimeWish(dentist, timedelta(minutes=60), ("lynne@contoso.com",)))

    assert found.times == ()
    assert found.why_none == "organizerUnavailable"


async def test_an_app_without_a_person_gets_no_suggestions(app: GraphClient) -> None:
    with pytest.raises(NotAllowed):
        await free_time.suggestions(app, TimeWish(Span(at(7, 9), at(7, 18)), timedelta(minutes=30)))
