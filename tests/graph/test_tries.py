"""The one client: how many requests at once, how often one is tried, and how long it is waited for."""

from __future__ import annotations

import asyncio

import pytest

from graph.client import Graph, GraphClient
from graph.errors import OutcomeUnknown, Right, Throttled, Unreachable
from tests.graph.conftest import Connect
from tests.graph.scripted import ALEX, Says, ScriptedGraph, ask


async def test_never_more_than_four_requests_of_one_mailbox_are_under_way(
    script: ScriptedGraph, graph: GraphClient
) -> None:
    script.says(Says(json={}, held=True))

    calls = [asyncio.create_task(ask(graph)) for _ in range(10)]
    await script.until_seen(4)
    at_once = len(script.seen)
    script.let_go()
    await asyncio.gather(*calls)

    assert (at_once, script.most_at_once, len(script.seen)) == (4, 4, 10)


async def test_a_mailbox_that_hangs_does_not_hold_up_the_others(script: ScriptedGraph) -> None:
    script.says(*[Says(json={}, held=True)] * 4, ALEX)
    shared = Graph(script.url)

    async def token(right: Right, claims: str) -> str:
        return "token"

    hanging = shared.acting_as("alex", token)
    stuck = [asyncio.create_task(ask(hanging)) for _ in range(5)]
    await script.until_seen(4)

    assert await ask(shared.acting_as("megan", token)) == "Alex Wilber"

    script.let_go()
    await asyncio.gather(*stuck)
    await shared.close()


async def test_a_short_retry_after_is_waited_for(script: ScriptedGraph, graph: GraphClient) -> None:
    script.says(Says(status=429, headers={"Retry-After": "0.2"}), ALEX)

    started = asyncio.get_running_loop().time()
    name = await ask(graph)

    assert name == "Alex Wilber"
    assert asyncio.get_running_loop().time() - started >= 0.2


async def test_a_long_retry_after_is_told_at_once_and_keeps_that_mailbox_quiet(
    script: ScriptedGraph, connect: Connect
) -> None:
    script.says(Says(status=429, headers={"Retry-After": "200"}), ALEX)
    graph = connect()

    for _ in range(2):
        with pytest.raises(Throttled) as caught:
            await ask(graph)
        assert 199 < caught.value.retry_after_seconds <= 200

    assert len(script.seen) == 1


async def test_retry_after_may_be_a_date(script: ScriptedGraph, graph: GraphClient) -> None:
    headers = {"Retry-After": "Fri, 06 Mar 2026 12:33:20 GMT", "Date": "Fri, 06 Mar 2026 12:30:00 GMT"}
    script.says(Says(status=503, headers=headers))

    with pytest.raises(Throttled) as caught:
        await ask(graph)

    assert caught.value.retry_after_seconds == 200


async def test_a_throttled_change_is_sent_again_since_graph_has_not_begun(
    script: ScriptedGraph, graph: GraphClient
) -> None:
    script.says(Says(status=429, headers={"Retry-After": "0"}), Says(status=204))

    await graph.patch(graph.me.events.by_event_id("1"), {"subject": "x"})

    assert len(script.seen) == 2


async def test_a_read_whose_answer_is_lost_is_asked_again(script: ScriptedGraph, graph: GraphClient) -> None:
    script.says(Says(lost=True), Says(status=503, text="<html>busy</html>"), ALEX)

    assert await ask(graph) == "Alex Wilber"


async def test_a_change_whose_answer_is_lost_is_never_sent_again(script: ScriptedGraph, graph: GraphClient) -> None:
    script.says(Says(lost=True), Says(status=204))

    with pytest.raises(OutcomeUnknown):
        await graph.patch(graph.me.events.by_event_id("1"), {"subject": "x"})

    assert len(script.seen) == 1


async def test_a_change_that_is_not_answered_in_time_has_an_unknown_outcome(
    script: ScriptedGraph, connect: Connect
) -> None:
    script.says(Says(held=True))
    graph = connect(deadline_seconds=0.3)

    with pytest.raises(OutcomeUnknown):
        await graph.patch(graph.me.events.by_event_id("1"), {"subject": "x"})


async def test_a_read_that_is_not_answered_in_time_changed_nothing(script: ScriptedGraph, connect: Connect) -> None:
    script.says(Says(held=True))

    with pytest.raises(Unreachable):
        await ask(connect(deadline_seconds=0.3))


async def test_a_change_that_never_left_changed_nothing(connect: Connect) -> None:
    nobody_listens = connect(url="http://127.0.0.1:9")

    with pytest.raises(Unreachable):
        await nobody_listens.patch(nobody_listens.me.events.by_event_id("1"), {"subject": "x"})


async def test_a_change_that_waited_for_its_turn_until_the_deadline_changed_nothing(
    script: ScriptedGraph, connect: Connect
) -> None:
    script.says(Says(json={}, held=True))
    graph = connect(deadline_seconds=5)
    stuck = [asyncio.create_task(ask(graph)) for _ in range(4)]
    await script.until_seen(4)
    graph.shared.deadline_seconds = 0.2

    with pytest.raises(Unreachable):
        await graph.patch(graph.me.events.by_event_id("1"), {"subject": "x"})

    script.let_go()
    await asyncio.gather(*stuck)
    assert "PATCH" not in [seen.method for seen in script.seen]
