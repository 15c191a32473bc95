"""What happened to the calendar since one last looked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from graph import changes, events
from graph.client import GraphClient
from graph.errors import Unreachable
from graph.model import ChangeMark, Confirmed, EventMove
from graph.sandbox import Sandbox
from graph.span import Span
from tests.graph.looking import NOW, next_event
from tests.graph.scripted import Says, ScriptedGraph

WEEK = Span(NOW, NOW + timedelta(days=7))


async def test_the_first_look_sees_every_event_with_what_its_series_says(alex: GraphClient) -> None:
    seen = await changes.first_look(alex, WEEK)

    there = {(event.id, event.span) for event in await events.between(alex, WEEK)}
    assert {(event.id, event.span) for event in seen.events if not event.cancelled} == there
    assert {event.subject for event in seen.events if event.kind == "occurrence"} >= {"Daily standup"}


async def test_nothing_new_is_nothing(alex: GraphClient) -> None:
    first = await changes.first_look(alex, WEEK)

    since = await changes.since(alex, first.mark)

    assert (since.events, since.removed_ids, since.is_full) == ((), (), False)


async def test_what_moved_and_what_went_is_told_once(world: Sandbox, alex: GraphClient) -> None:
    first = await changes.first_look(alex, WEEK)
    review, focus = await next_event(alex, "Design review"), await next_event(alex, "Budget check-in")
    there = review.span.moved_to(review.span.start + timedelta(hours=1))
    await events.reschedule(alex, Confirmed(EventMove(review.id, there, review.zone, None)))
    await world.change("alexw@contoso.com", "DELETE", f"/v1.0/me/events/{focus.id}", {})

    second = await changes.since(alex, first.mark)
    third = await changes.since(alex, second.mark)

    assert [(event.id, event.span) for event in second.events] == [(review.id, there)]
    assert second.removed_ids == (focus.id,)
    assert (third.events, third.removed_ids) == ((), ())


async def test_a_forgotten_mark_means_one_full_look(script: ScriptedGraph, graph: GraphClient) -> None:
    done = Says(json={"value": [], "@odata.deltaLink": f"{script.url}/v1.0/me/calendarView/delta?$deltatoken=new"})
    script.says(Says(status=410, json={"error": {"code": "SyncStateNotFound", "message": ""}}), done)

    found = await changes.since(graph, ChangeMark(WEEK, f"{script.url}/v1.0/me/calendarView/delta?$deltatoken=old"))

    assert found.is_full
    assert found.mark.link.endswith("new")
    assert len(script.seen) == 2


async def test_every_request_says_its_zone_again(script: ScriptedGraph, graph: GraphClient) -> None:
    base = f"{script.url}/v1.0/me/calendarView/delta"
    script.says(
        Says(json={"value": [], "@odata.nextLink": f"{base}?$skiptoken=1"}),
        Says(json={"value": [], "@odata.deltaLink": f"{base}?$deltatoken=1"}),
    )

    await changes.first_look(graph, WEEK)

    assert ['outlook.timezone="UTC"' in seen.headers["prefer"] for seen in script.seen] == [True, True]


async def test_a_mark_that_leads_elsewhere_is_not_followed(script: ScriptedGraph, graph: GraphClient) -> None:
    with pytest.raises(Unreachable):
        await changes.since(graph, ChangeMark(WEEK, "https://evil.example/v1.0/me/calendarView/delta"))

    assert script.seen == []
