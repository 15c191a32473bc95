"""Limits and trouble: what the real service does when it has enough, or has a bad day."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

import pytest
from aiohttp import ClientError

from graph.sandbox import Sandbox
from graph.sandbox.limits import IN_TEN_MINUTES
from tests.graph.sandbox.asking import ALEX, MEGAN, Ask, event_path
from tests.graph.sandbox.conftest import Clock

EVENTS = "/v1.0/me/events?$top=1"


async def test_a_fifth_call_at_once_on_one_mailbox_is_too_much(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.trouble.plan("slow", seconds=0.2, count=None, path="/events")
    calls = [ask("GET", EVENTS, who=ALEX) for _ in range(5)] + [ask("GET", EVENTS, who=MEGAN)]
    *mine, theirs = await asyncio.gather(*calls)

    assert sorted(reply.status for reply in mine) == [200, 200, 200, 200, 429]
    refused = next(reply for reply in mine if reply.status == 429)
    assert (refused.code, refused.headers["Retry-After"]) == ("ApplicationThrottled", "1")
    assert theirs.status == 200


async def test_calls_that_are_over_no_longer_count(ask: Ask, sandbox: Sandbox) -> None:
    for _ in range(6):
        await ask("GET", EVENTS)

    assert {call.status for call in sandbox.requests} == {200}


async def test_ten_thousand_calls_in_ten_minutes_are_enough(ask: Ask, sandbox: Sandbox, clock: Clock) -> None:
    alex = sandbox.organisation.person(ALEX)
    sandbox.limits.called_at[alex.id] = deque([clock()] * (IN_TEN_MINUTES - 1))
    last, too_many = await ask("GET", EVENTS), await ask("GET", EVENTS)
    others = await ask("GET", EVENTS, who=MEGAN)
    clock.forward(minutes=10)
    later = await ask("GET", EVENTS)

    assert [reply.status for reply in (last, too_many, others, later)] == [200, 429, 200, 200]
    assert too_many.headers["Retry-After"] == "601"


async def test_trouble_strikes_as_often_as_planned_and_where_it_was_planned(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.trouble.plan("throttled", method="GET", path="/events", count=2, retry_after_seconds=7)
    elsewhere = await ask("GET", "/v1.0/me")
    replies = [await ask("GET", EVENTS) for _ in range(3)]

    assert elsewhere.status == 200
    assert [reply.status for reply in replies] == [429, 429, 200]
    assert replies[0].headers["Retry-After"] == "7"


async def test_trouble_can_strike_every_third_call(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.trouble.plan("throttled", every=3, count=None)
    statuses = [(await ask("GET", EVENTS)).status for _ in range(6)]

    assert statuses == [200, 200, 429, 200, 200, 429]


async def test_a_single_call_can_ask_for_its_own_trouble(ask: Ask) -> None:
    reply = await ask("GET", EVENTS, Sandbox_Trouble="throttled; retryAfterSeconds=9")
    nonsense = await ask("GET", EVENTS, Sandbox_Trouble="earthquake")

    assert (reply.status, reply.headers["Retry-After"]) == (429, "9")
    assert nonsense.status == 400


async def test_503_is_a_page_of_html(ask: Ask) -> None:
    reply = await ask("GET", EVENTS, Sandbox_Trouble="unavailable")

    assert reply.status == 503
    assert reply.body.startswith("<html>")


async def test_a_412_may_come_out_of_nowhere_once(ask: Ask, sandbox: Sandbox) -> None:
    review = await ask.event("Design review")
    sandbox.trouble.plan("changed", method="PATCH")
    etag = review["@odata.etag"]
    replies = [await ask("PATCH", event_path(review), {"importance": "high"}, If_Match=etag) for _ in range(2)]

    assert [reply.status for reply in replies] == [412, 200]


async def test_a_claims_challenge_says_which_claims(ask: Ask) -> None:
    reply = await ask("GET", EVENTS, Sandbox_Trouble="claimsChallenge")

    assert reply.status == 401
    assert 'claims="' in reply.headers["WWW-Authenticate"]


@pytest.mark.parametrize(("kind", "done"), [("dropReply", True), ("dropRequest", False)])
async def test_a_lost_reply_may_or_may_not_have_done_its_work(
    ask: Ask, sandbox: Sandbox, kind: str, done: bool
) -> None:
    review = await ask.event("Design review")
    sandbox.trouble.plan(kind, method="PATCH")
    with pytest.raises(ClientError):
        await ask("PATCH", event_path(review), {"subject": "Landing page"})
    after = (await ask("GET", event_path(review))).body

    assert (after["subject"] == "Landing page") is done
    assert [call.status for call in sandbox.requests if call.method == "PATCH"] == [0]


async def test_trouble_is_planned_and_cleared_over_http(ask: Ask) -> None:
    planned = await ask("POST", "/sandbox/trouble", {"kind": "throttled", "count": None, "retryAfterSeconds": 3})
    struck = await ask("GET", EVENTS)
    cleared = await ask("DELETE", "/sandbox/trouble")
    calm = await ask("GET", EVENTS)

    assert [reply.status for reply in (planned, struck, cleared, calm)] == [204, 429, 204, 200]


@pytest.mark.parametrize(
    "wire",
    [
        {},
        {"kind": "earthquake"},
        {"kind": "slow", "seconds": "long"},
        {"kind": "slow", "count": 0},
        {"kind": "slow", "x": 1},
        [],
    ],
    ids=str,
)
async def test_trouble_that_there_is_not_is_refused(ask: Ask, wire: Any) -> None:
    reply = await ask("POST", "/sandbox/trouble", wire)

    assert reply.status == 400
    assert (await ask("GET", EVENTS)).status == 200


async def test_calls_are_remembered_without_their_tokens(ask: Ask, sandbox: Sandbox) -> None:
    review = await ask.event("Design review")
    token = sandbox.token(ALEX)
    await ask("PATCH", event_path(review), {"subject": "Landing page"}, token=token)
    call = sandbox.requests[-1]

    assert (call.method, call.status, call.person) == ("PATCH", 200, ALEX)
    assert (call.body, call.answer["subject"]) == ({"subject": "Landing page"}, "Landing page")
    assert token not in repr(call)


async def test_a_reset_puts_everything_back(ask: Ask, sandbox: Sandbox) -> None:
    review = await ask.event("Design review")
    await ask("DELETE", event_path(review))
    reply = await ask("POST", "/sandbox/reset")
    again = await ask.event("Design review")

    assert reply.status == 204
    assert again["id"] == review["id"]


async def test_somebody_else_can_change_things_over_http(ask: Ask) -> None:
    review = await ask.event("Design review")
    change = {"person": ALEX, "path": event_path(review), "body": {"subject": "Landing page"}}
    reply = await ask("POST", "/sandbox/change", change)
    after = (await ask("GET", event_path(review))).body

    assert (reply.body["status"], after["subject"]) == (200, "Landing page")
    assert after["@odata.etag"] != review["@odata.etag"]
