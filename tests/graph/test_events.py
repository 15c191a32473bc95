"""Events in Outlook calendars: read and moved, and nothing claimed that did not happen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from graph import events
from graph.client import GraphClient
from graph.errors import ChangedMeanwhile, CrossesNeighbour, NotFound, OutcomeUnknown, Unreachable, ZoneNotSupported
from graph.model import (
    Confirmed,
    EventMove,
)
from graph.sandbox import Sandbox
from graph.span import Span
from tests.graph.conftest import ActAs
from tests.graph.looking import NOW, bodies, next_event, sent
from tests.graph.scripted import Says, ScriptedGraph

LONDON = "Europe/London"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


# --- reading ----------------------------------------------------------------------------------------------------------


async def test_an_event_on_a_later_page_is_found(world: Sandbox, alex: GraphClient) -> None:
    found = await events.between(alex, Span(NOW, NOW + timedelta(days=28)))

    assert "Annual leave" in [event.subject for event in found]
    assert [event.span for event in found] == sorted(event.span for event in found)


async def test_cancelled_events_are_left_out(alex: GraphClient) -> None:
    found = await events.between(alex, Span(NOW, NOW + timedelta(days=14)))

    assert "Office tour" not in [event.subject for event in found]


async def test_a_whole_day_lies_between_the_midnights_of_its_own_zone(act_as: ActAs) -> None:
    holiday = await next_event(act_as("ken@contoso.com"), "有給休暇")

    assert holiday.all_day
    assert holiday.span == Span(at(10, 15), at(11, 15))


async def test_an_event_that_takes_no_time_is_shown_as_a_minute(script: ScriptedGraph, graph: GraphClient) -> None:
    moment = {"dateTime": "2026-03-06T12:30:00.0000000", "timeZone": "UTC"}
    script.says(Says(json={"id": "1", "start": moment, "end": moment}))

    assert (await events.event(graph, "1")).span.length == timedelta(minutes=1)


async def test_words_of_graph_that_we_do_not_know_are_read_with_care(script: ScriptedGraph, graph: GraphClient) -> None:
    times = {"start": {"dateTime": "2026-03-06T12:30:00", "timeZone": "UTC"}}
    times["end"] = {"dateTime": "2026-03-06T13:30:00", "timeZone": "UTC"}
    script.says(Says(json={"id": "1", "sensitivity": "topSecret", "showAs": "asleep", "type": "new", **times}))

    event = await events.event(graph, "1")

    assert (event.sensitivity, event.show_as, event.kind) == ("private", "unknown", "singleInstance")


async def test_an_event_that_is_gone_is_not_found(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")
    await world.change("alexw@contoso.com", "DELETE", f"/v1.0/me/events/{review.id}", {})

    with pytest.raises(NotFound):
        await events.event(alex, review.id)


async def test_an_id_of_another_mailbox_is_not_found(alex: GraphClient) -> None:
    with pytest.raises(NotFound):
        await events.event(alex, "what-is-this")


# --- moving -----------------------------------------------------------------------------------------------------------


async def test_moving_sends_start_and_end_alone_and_keeps_the_join_link(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")

    moved = await events.reschedule(
        alex, Confirmed(EventMove(review.id, review.span.moved_to(at(7, 15)), review.zone, review.etag))
    )

    assert (moved.span, moved.join_url) == (Span(at(7, 15), at(7, 16)), review.join_url)
    assert bodies(world, "PATCH") == [
        {
            "start": {"dateTime": "2026-03-07T15:00:00", "timeZone": "GMT Standard Time"},
            "end": {"dateTime": "2026-03-07T16:00:00", "timeZone": "GMT Standard Time"},
        }
    ]


async def test_a_second_move_is_one_request(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")
    move = EventMove(review.id, review.span, review.zone, None)
    await events.reschedule(alex, Confirmed(move))
    world.requests.clear()

    await events.reschedule(alex, Confirmed(move))

    assert [method for method, _ in sent(world)] == ["PATCH"]


async def test_an_answer_in_utc_is_shown_as_the_instant_it_is(alex: GraphClient, act_as: ActAs) -> None:
    """Graph answers a change in UTC whatever zone one prefers; a moment is a moment."""
    plan = await next_event(act_as("megan@contoso.com"), "Campaign planning")
    moved_to = plan.span.moved_to(plan.span.start + timedelta(hours=1))

    moved = await events.reschedule(
        act_as("megan@contoso.com"), Confirmed(EventMove(plan.id, moved_to, plan.zone, plan.etag))
    )

    assert (moved.span, moved.zone) == (moved_to, "America/Los_Angeles")


async def test_an_occurrence_cannot_touch_its_neighbours_day(alex: GraphClient) -> None:
    standup = await next_event(alex, "Daily standup")

    with pytest.raises(CrossesNeighbour):
        await events.reschedule(alex, Confirmed(EventMove(standup.id, Span(at(10, 15), at(10, 16)), LONDON, None)))


async def test_a_zone_that_outlook_does_not_have_is_refused_before_the_wire(
    script: ScriptedGraph, graph: GraphClient
) -> None:
    script.says(Says(json={"value": [{"alias": "UTC", "displayName": "UTC"}]}))

    with pytest.raises(ZoneNotSupported):
        await events.reschedule(graph, Confirmed(EventMove("1", Span(at(7, 15), at(7, 16)), LONDON, None)))

    assert {seen.method for seen in script.seen} == {"GET"}


async def test_the_supported_zones_are_asked_for_once(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")

    for _ in range(3):
        await events.reschedule(alex, Confirmed(EventMove(review.id, review.span, review.zone, None)))

    assert len([path for _, path in sent(world) if "supportedTimeZones" in path]) == 1


async def test_what_somebody_else_moved_meanwhile_stays_where_they_put_it(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")
    await world.change("alexw@contoso.com", "PATCH", f"/v1.0/me/events/{review.id}", MOVED_BY_SOMEBODY)

    with pytest.raises(ChangedMeanwhile):
        await events.reschedule(
            alex, Confirmed(EventMove(review.id, Span(at(7, 15), at(7, 16)), LONDON, review.etag, review.span))
        )

    assert (await events.event(alex, review.id)).span == Span(at(9, 8), at(9, 9))


MOVED_BY_SOMEBODY = {
    "start": {"dateTime": "2026-03-09T08:00:00", "timeZone": "UTC"},
    "end": {"dateTime": "2026-03-09T09:00:00", "timeZone": "UTC"},
}


async def test_an_answer_of_an_attendee_does_not_stand_in_the_way_of_a_move(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")
    await world.change("alexw@contoso.com", "PATCH", f"/v1.0/me/events/{review.id}", {"categories": ["Red"]})

    moved = await events.reschedule(
        alex, Confirmed(EventMove(review.id, Span(at(7, 15), at(7, 16)), LONDON, review.etag, review.span))
    )

    assert moved.span == Span(at(7, 15), at(7, 16))


async def test_a_conflict_that_is_none_is_tried_once_more(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")
    world.trouble.plan("changed", method="PATCH")

    moved = await events.reschedule(
        alex, Confirmed(EventMove(review.id, Span(at(7, 15), at(7, 16)), LONDON, review.etag))
    )

    assert moved.span == Span(at(7, 15), at(7, 16))


async def test_a_move_whose_answer_is_lost_is_read_again_and_not_sent_again(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")
    world.trouble.plan("dropReply", method="PATCH")

    moved = await events.reschedule(
        alex, Confirmed(EventMove(review.id, Span(at(7, 15), at(7, 16)), LONDON, review.etag))
    )

    assert moved.span == Span(at(7, 15), at(7, 16))
    assert len(sent(world, "PATCH")) == 1


async def test_a_move_that_never_arrived_is_not_claimed(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")
    world.trouble.plan("dropRequest", method="PATCH")

    with pytest.raises(OutcomeUnknown):
        await events.reschedule(alex, Confirmed(EventMove(review.id, Span(at(7, 15), at(7, 16)), LONDON, review.etag)))


async def test_a_move_that_graph_failed_at_is_known_to_have_changed_nothing(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")
    world.trouble.plan("unknownError", method="PATCH")

    with pytest.raises(Unreachable):
        await events.reschedule(alex, Confirmed(EventMove(review.id, Span(at(7, 15), at(7, 16)), LONDON, review.etag)))


async def test_where_reading_again_fails_too_the_outcome_stays_unknown(
    script: ScriptedGraph, graph: GraphClient
) -> None:
    script.says(Says(json={"value": [{"alias": "GMT Standard Time"}]}), Says(lost=True))

    with pytest.raises(OutcomeUnknown):
        await events.reschedule(graph, Confirmed(EventMove("1", Span(at(7, 15), at(7, 16)), LONDON, None)))
