"""The one client: one request for a call, with whose token, and to Graph alone."""

from __future__ import annotations

import asyncio
import logging

import pytest
from multidict import CIMultiDict

from graph import events
from graph.client import Graph, GraphClient
from graph.errors import (
    ChangedMeanwhile,
    NotFound,
    OutcomeUnknown,
    Right,
    SignInNeeded,
    Unreachable,
)
from tests.graph.conftest import Connect
from tests.graph.scripted import ALEX, Says, ScriptedGraph, ask

# --- one call ---------------------------------------------------------------------------------------------------------


async def test_one_call_is_one_request(script: ScriptedGraph, graph: GraphClient) -> None:
    script.says(ALEX)

    await ask(graph)

    assert [(seen.method, seen.path.partition("?")[0]) for seen in script.seen] == [("GET", "/v1.0/me")]


async def test_a_call_names_itself_so_that_microsoft_can_find_it(script: ScriptedGraph, graph: GraphClient) -> None:
    script.says(ALEX)

    await ask(graph)
    await ask(graph)

    assert len({seen.headers["client-request-id"] for seen in script.seen}) == 2


async def test_the_log_tells_of_the_call_and_of_nobody(
    script: ScriptedGraph, graph: GraphClient, caplog: pytest.LogCaptureFixture
) -> None:
    script.says(Says(status=404, json={"error": {"message": "secret"}}, headers={"request-id": "r-1"}))

    with caplog.at_level(logging.INFO, "nudge.graph"), pytest.raises(NotFound):
        await events.event(graph, "AAMk-secret")

    (line,) = (record.message for record in caplog.records if record.name == "nudge.graph")
    assert line.startswith("GET /me/events/{event-id} 404 request-id r-1, ")
    assert "secret" not in line


async def test_the_newest_change_is_known_by_graphs_own_id(script: ScriptedGraph, graph: GraphClient) -> None:
    event = graph.me.events.by_event_id("1")
    ids = [graph.last_write_id]
    script.says(*[Says(json={}, headers={"request-id": f"r-{number}"}) for number in range(3)], Says(lost=True))

    for write in (graph.patch(event, {}), ask(graph), graph.post(event, {}, "repeatable write")):
        await write
        ids.append(graph.last_write_id)
    with pytest.raises(OutcomeUnknown):
        await graph.patch(event, {})
    ids.append(graph.last_write_id)

    assert ids == ["", "r-0", "r-0", "r-2", ""]


async def test_a_change_that_is_refused_is_known_by_its_id_too(script: ScriptedGraph, graph: GraphClient) -> None:
    script.says(Says(status=412, headers={"request-id": "r-1"}))

    with pytest.raises(ChangedMeanwhile):
        await graph.patch(graph.me.events.by_event_id("1"), {})

    assert graph.last_write_id == "r-1"


async def test_closing_the_client_closes_its_sockets(connect: Connect) -> None:
    closed = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
        if await reader.read() == b"":
            closed.set()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        graph = connect(url=f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        await ask(graph)
        was_open = not closed.is_set()

        await graph.shared.close()
        await asyncio.wait_for(closed.wait(), 2)

    assert was_open


# --- whose token ------------------------------------------------------------------------------------------------------


async def test_four_hundred_people_at_once_each_use_their_own_token(script: ScriptedGraph) -> None:
    script.says(ALEX)
    shared = Graph(script.url)

    async def as_person(number: int) -> None:
        async def token(right: Right, claims: str) -> str:
            await asyncio.sleep(0)
            return f"person-{number}"

        await shared.acting_as(f"person-{number}", token).get(shared.v1.users.by_user_id(f"person-{number}"))

    await asyncio.gather(*(as_person(number) for number in range(400)))
    await shared.close()

    owners = {seen.path.rpartition("/")[2]: seen.headers["authorization"] for seen in script.seen}
    assert owners == {f"person-{number}": f"Bearer person-{number}" for number in range(400)}


async def test_bookings_and_the_calendar_are_asked_for_with_their_own_rights(
    script: ScriptedGraph, graph: GraphClient
) -> None:
    await graph.get(graph.v1.solutions.booking_businesses)
    await graph.get(graph.me.calendar)

    assert [seen.headers["authorization"] for seen in script.seen] == ["Bearer alex/bookings", "Bearer alex/calendar"]


async def test_a_claims_challenge_is_answered_once_with_a_token_for_these_claims(
    script: ScriptedGraph, graph: GraphClient
) -> None:
    challenge = {"WWW-Authenticate": 'Bearer realm="", error="insufficient_claims", claims="eyJhIjoxfQ=="'}
    script.says(Says(status=401, headers=challenge), ALEX)

    await ask(graph)

    assert [seen.headers["authorization"] for seen in script.seen] == [
        "Bearer alex/calendar",
        'Bearer alex/calendar/{"a":1}',
    ]


async def test_a_challenge_is_found_behind_another_one(script: ScriptedGraph, graph: GraphClient) -> None:
    challenges = CIMultiDict([("WWW-Authenticate", "Negotiate"), ("WWW-Authenticate", 'Bearer claims="eyJhIjoxfQ=="')])
    script.says(Says(status=401, headers=challenges), ALEX)

    await ask(graph)

    assert script.seen[-1].headers["authorization"] == 'Bearer alex/calendar/{"a":1}'


async def test_a_second_challenge_is_handed_to_the_sign_in(script: ScriptedGraph, graph: GraphClient) -> None:
    script.says(Says(status=401, headers={"WWW-Authenticate": 'Bearer claims="eyJhIjoxfQ=="'}))

    with pytest.raises(SignInNeeded) as caught:
        await ask(graph)

    assert (caught.value.right, caught.value.claims, len(script.seen)) == ("calendar", '{"a":1}', 2)


async def test_who_has_not_signed_in_is_told_so_before_anything_is_sent(script: ScriptedGraph) -> None:
    async def nobody(right: Right, claims: str) -> str:
        raise SignInNeeded(right)

    shared = Graph(script.url)
    with pytest.raises(SignInNeeded):
        await ask(shared.acting_as("alex", nobody))
    await shared.close()

    assert script.seen == []


async def test_a_next_link_to_another_host_is_not_followed(script: ScriptedGraph, graph: GraphClient) -> None:
    script.says(Says(json={"value": [], "@odata.nextLink": "https://evil.example/v1.0/me/calendarView?$skip=10"}))

    with pytest.raises(Unreachable):
        [page async for page in graph.pages(graph.me.events, {})]

    assert len(script.seen) == 1


async def test_a_redirect_is_not_followed(script: ScriptedGraph, graph: GraphClient) -> None:
    script.says(Says(status=302, headers={"Location": "https://evil.example/v1.0/me"}))

    with pytest.raises(Unreachable):
        await ask(graph)

    assert len(script.seen) == 1


async def test_a_next_link_that_is_not_escaped_is_escaped(script: ScriptedGraph, graph: GraphClient) -> None:
    more = f"{script.url}/v1.0/me/events?$skip=10&$filter=subject eq '予約'&done=%2F%20"
    script.says(Says(json={"value": [], "@odata.nextLink": more}), Says(json={"value": []}))

    assert len([page async for page in graph.pages(graph.me.events, {})]) == 2

    assert script.seen[-1].path.partition("?")[2] == (
        "$skip=10&$filter=subject%20eq%20'%E4%BA%88%E7%B4%84'&done=%2F%20"
    )


async def test_every_page_is_asked_for_in_the_same_zone(script: ScriptedGraph, graph: GraphClient) -> None:
    more = f"{script.url}/v1.0/me/events?$skip=10"
    script.says(Says(json={"value": [], "@odata.nextLink": more}), Says(json={"value": []}))

    pages = [page async for page in graph.pages(graph.me.events, {}, {"Prefer": 'outlook.timezone="UTC"'})]

    assert len(pages) == 2
    assert [seen.headers["prefer"] for seen in script.seen] == ['outlook.timezone="UTC"'] * 2
