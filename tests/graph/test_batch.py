"""Several reads in one request: each with its own answer, and its own failure."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import pytest

from graph.answer import Json
from graph.client import Builder, GraphClient
from graph.errors import NotAllowed, NotFound, SignInNeeded, Throttled, Unreachable
from graph.sandbox import Sandbox
from tests.graph.looking import bodies, next_event
from tests.graph.scripted import Says, ScriptedGraph

CLINIC = "ContosoClinicLondon@contoso.com"


def events(graph: GraphClient, *ids: str) -> list[tuple[Builder, dict[str, str | int]]]:
    return [(graph.me.events.by_event_id(each), {"$select": "id,subject"}) for each in ids]


def answers(*items: Json) -> Says:
    return Says(json={"responses": list(items)})


def good(place: int, **body: Any) -> Json:
    return {"id": str(place), "status": 200, "headers": {"Content-Type": "application/json"}, "body": body}


def bad(place: int, status: int, **headers: str) -> Json:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"id": str(place), "status": status, "headers": named, "body": {"error": {"code": "x", "message": "y"}}}


def methods(script: ScriptedGraph) -> list[str]:
    return [seen.method for seen in script.seen]


# --- what is asked ----------------------------------------------------------------------------------------------------


async def test_reads_go_in_one_request_under_the_names_that_graph_has_for_them(
    script: ScriptedGraph, graph: GraphClient
) -> None:
    script.says(answers(good(1, id="b"), good(0, id="a")))

    found = await graph.get_many(events(graph, "A+/=", "B"), {"Prefer": 'outlook.timezone="UTC"'})

    (seen,) = script.seen
    assert (seen.method, seen.path) == ("POST", "/v1.0/$batch")
    assert seen.body["requests"] == [
        {
            "id": str(place),
            "method": "GET",
            "url": f"/me/events/{event_id}?$select=id,subject",
            "headers": {"Prefer": 'outlook.timezone="UTC"'},
        }
        for place, event_id in enumerate(("A%2B%2F%3D", "B"))
    ]
    assert [answer.json["id"] for answer in found] == ["a", "b"]


async def test_one_read_is_a_plain_one_and_none_is_no_request(script: ScriptedGraph, graph: GraphClient) -> None:
    script.says(Says(json={"id": "a"}))

    nothing = await graph.get_many([])
    (found,) = await graph.get_many(events(graph, "A"))

    assert (nothing, found.json, methods(script)) == ([], {"id": "a"}, ["GET"])


async def test_twenty_go_together_and_the_rest_at_the_same_time(world: Sandbox, alex: GraphClient) -> None:
    standup = await next_event(alex, "Daily standup")
    world.requests.clear()

    found = await alex.get_many(events(alex, *[standup.id] * 45))

    assert {answer.json["subject"] for answer in found} == {"Daily standup"}
    assert sorted(len(body["requests"]) for body in bodies(world, "POST")) == [5, 20, 20]


async def test_what_needs_another_right_or_version_goes_with_its_own_kind(
    script: ScriptedGraph, graph: GraphClient
) -> None:
    script.says(answers(good(0), good(1)))
    booking = graph.v1.solutions.booking_businesses.by_booking_business_id(CLINIC)
    beta = graph.me_in_beta.events

    await graph.get_many([(each, {}) for each in (graph.me.events, booking, beta, booking, beta, graph.me.events)])

    assert sorted((seen.path, seen.headers["authorization"]) for seen in script.seen) == [
        ("/beta/$batch", "Bearer alex/calendar"),
        ("/v1.0/$batch", "Bearer alex/bookings"),
        ("/v1.0/$batch", "Bearer alex/calendar"),
    ]


async def test_the_log_tells_how_many_were_asked_for(
    script: ScriptedGraph, graph: GraphClient, caplog: pytest.LogCaptureFixture
) -> None:
    said = answers(good(0), good(1))
    said.headers["request-id"] = "r-1"
    script.says(said)

    with caplog.at_level(logging.INFO, "nudge.graph"):
        await graph.get_many(events(graph, "AAMk-secret", "B"))

    (line,) = (record.message for record in caplog.records if record.name == "nudge.graph")
    assert line.startswith("POST /$batch of 2 200 request-id r-1, ")


async def test_no_more_than_four_batches_of_one_mailbox_are_under_way(
    script: ScriptedGraph, graph: GraphClient
) -> None:
    script.says(Says(json={"responses": []}, held=True))

    many = asyncio.create_task(graph.get_many(events(graph, *"A" * 120)))
    await script.until_seen(4)
    at_once = len(script.seen)
    script.let_go()
    await many

    assert (at_once, script.most_at_once) == (4, 4)


# --- what fails -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "failure",
    [
        [bad(1, 500)],
        [bad(1, 503)],
        [bad(1, 429, retry_after="0.1")],
        [{"id": "1", "status": 200, "body": "PGh0bWw+"}],  # what is no JSON comes as base64
        [],
    ],
)
async def test_a_read_that_fails_in_a_batch_is_asked_for_again_alone(
    script: ScriptedGraph, graph: GraphClient, failure: Sequence[Json]
) -> None:
    script.says(answers(good(0, id="a"), *failure, good(2, id="c")), Says(json={"id": "b"}))

    found = await graph.get_many(events(graph, "A", "B", "C"))

    assert [answer.json["id"] for answer in found] == ["a", "b", "c"]
    assert [seen.path.partition("?")[0] for seen in script.seen] == ["/v1.0/$batch", "/v1.0/me/events/B"]


async def test_a_read_that_is_throttled_in_a_batch_waits_as_long_as_graph_wants(
    script: ScriptedGraph, graph: GraphClient
) -> None:
    script.says(answers(good(0, id="a"), bad(1, 429, retry_after="0.2")), Says(json={"id": "b"}))

    started = asyncio.get_running_loop().time()
    await graph.get_many(events(graph, "A", "B"))

    assert asyncio.get_running_loop().time() - started >= 0.2


async def test_a_long_wait_is_told_at_once(script: ScriptedGraph, graph: GraphClient) -> None:
    script.says(answers(good(0, id="a"), bad(1, 429, retry_after="200")))

    with pytest.raises(Throttled) as caught:
        await graph.get_many(events(graph, "A", "B"))

    assert 199 < caught.value.retry_after_seconds <= 200
    assert methods(script) == ["POST"]


async def test_what_is_gone_is_not_found(world: Sandbox, alex: GraphClient) -> None:
    standup = await next_event(alex, "Daily standup")
    review = await next_event(alex, "Design review")
    await world.change("alexw@contoso.com", "DELETE", f"/v1.0/me/events/{review.id.replace('=', '%3D')}", {})

    with pytest.raises(NotFound):
        await alex.get_many(events(alex, standup.id, review.id))


async def test_what_may_not_be_read_is_not_allowed(alex: GraphClient) -> None:
    clinic, school = (
        alex.v1.solutions.booking_businesses.by_booking_business_id(each)
        for each in (CLINIC, "ContosoTutoringSeattle@contoso.com")
    )

    with pytest.raises(NotAllowed):
        await alex.get_many([(clinic, {}), (school, {})])


async def test_a_batch_that_graph_cannot_parse_is_asked_for_one_by_one(
    script: ScriptedGraph, graph: GraphClient
) -> None:
    script.says(
        Says(status=400, json={"error": {"code": "BadRequest"}}), Says(json={"id": "a"}), Says(json={"id": "a"})
    )

    found = await graph.get_many(events(graph, "A", "A"))

    assert [answer.json["id"] for answer in found] == ["a", "a"]
    assert methods(script) == ["POST", "GET", "GET"]


async def test_a_batch_whose_answer_is_lost_is_sent_again(script: ScriptedGraph, graph: GraphClient) -> None:
    script.says(Says(lost=True), answers(good(0), good(1)))

    await graph.get_many(events(graph, "A", "B"))

    assert methods(script) == ["POST", "POST"]


@pytest.mark.parametrize(
    ("said", "problem"),
    [(Says(status=401), SignInNeeded), (Says(status=500, text="<html>"), Unreachable)],
)
async def test_a_batch_that_fails_as_a_whole_fails_as_any_read_does(
    script: ScriptedGraph, graph: GraphClient, said: Says, problem: type[Exception]
) -> None:
    script.says(said)

    with pytest.raises(problem):
        await graph.get_many(events(graph, "A", "B"))

    assert len(script.seen) == 1
