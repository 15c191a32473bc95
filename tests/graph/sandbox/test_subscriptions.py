"""Subscriptions: whose addresses are checked before anything is promised."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.graph.sandbox.asking import MEGAN, Ask
from tests.graph.sandbox.conftest import Clock


@pytest.fixture
async def hooks() -> AsyncIterator[str]:
    """A bot with one good address and several that get the validation wrong."""

    async def good(request: web.Request) -> web.Response:
        return web.Response(text=request.query["validationToken"])

    async def json(request: web.Request) -> web.Response:
        return web.json_response(request.query["validationToken"])

    async def other(request: web.Request) -> web.Response:
        return web.Response(text="hello")

    async def accepted(request: web.Request) -> web.Response:
        return web.Response(text=request.query["validationToken"], status=202)

    app = web.Application()
    for name, handler in (("good", good), ("json", json), ("other", other), ("accepted", accepted)):
        app.router.add_post(f"/{name}", handler)
    async with TestServer(app) as server:
        yield str(server.make_url("/")).rstrip("/")


def wanted(hooks: str, **changed: Any) -> dict[str, Any]:
    return {
        "changeType": "created,updated,deleted",
        "resource": "/me/events",
        "notificationUrl": f"{hooks}/good",
        "expirationDateTime": "2026-03-10T12:30:00Z",
        "clientState": "secret",
        **changed,
    }


async def test_a_subscription_is_made_once_both_addresses_have_answered(ask: Ask, hooks: str) -> None:
    body = wanted(hooks, lifecycleNotificationUrl=f"{hooks}/good")
    made = await ask("POST", "/v1.0/subscriptions", body)
    mine, theirs = [await ask("GET", "/v1.0/subscriptions", who=who) for who in ("alexw@contoso.com", MEGAN)]

    assert (made.status, made.body["expirationDateTime"]) == (201, "2026-03-10T12:30:00.0000000Z")
    assert [one["id"] for one in mine.body["value"]] == [made.body["id"]]
    assert theirs.body["value"] == []


@pytest.mark.parametrize("name", ["notificationUrl", "lifecycleNotificationUrl"])
@pytest.mark.parametrize("wrong", ["json", "other", "accepted", "missing"])
async def test_an_address_that_answers_wrongly_gets_nothing(ask: Ask, hooks: str, name: str, wrong: str) -> None:
    reply = await ask("POST", "/v1.0/subscriptions", wanted(hooks, **{name: f"{hooks}/{wrong}"}))

    assert (reply.status, reply.code) == (400, "ValidationError")
    assert (await ask("GET", "/v1.0/subscriptions")).body["value"] == []


async def test_an_address_where_nobody_is_gets_nothing(ask: Ask, hooks: str) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    reply = await ask("POST", "/v1.0/subscriptions", wanted(hooks, notificationUrl=url))

    assert reply.status == 400


@pytest.mark.parametrize(
    ("expires", "status", "kept"),
    [
        ("2026-03-13T12:30:00Z", 201, "2026-03-13T12:30:00.0000000Z"),
        ("2026-03-13T12:31:00Z", 400, ""),
        ("2026-03-06T12:40:00Z", 201, "2026-03-06T13:15:00.0000000Z"),
        ("2026-03-06T12:30:00Z", 400, ""),
    ],
    ids=["seven days", "a minute more", "ten minutes", "now"],
)
async def test_a_subscription_lasts_between_45_minutes_and_seven_days(
    ask: Ask, hooks: str, expires: str, status: int, kept: str
) -> None:
    reply = await ask("POST", "/v1.0/subscriptions", wanted(hooks, expirationDateTime=expires))

    assert reply.status == status
    assert reply.body.get("expirationDateTime", "") == kept


@pytest.mark.parametrize(
    "changed",
    [
        {"resource": "/me/messages"},
        {"resource": "/users/megan@contoso.com/events"},
        {"changeType": "moved"},
        {"clientState": "x" * 129},
        {"notificationUrl": "https://example.com/hook"},
        {"topic": "x"},
    ],
    ids=str,
)
async def test_what_cannot_be_promised_is_refused(ask: Ask, hooks: str, changed: Any) -> None:
    reply = await ask("POST", "/v1.0/subscriptions", wanted(hooks, **changed))

    assert reply.status == 400


async def test_a_subscription_is_renewed_reauthorised_and_ended(ask: Ask, hooks: str, clock: Clock) -> None:
    made = await ask("POST", "/v1.0/subscriptions", wanted(hooks))
    path = f"/v1.0/subscriptions/{made.body['id']}"
    renewed = await ask("PATCH", path, {"expirationDateTime": "2026-03-12T00:00:00Z"})
    reauthorised = await ask("POST", f"{path}/reauthorize")
    ended = await ask("DELETE", path)
    gone = await ask("GET", path)

    assert renewed.body["expirationDateTime"] == "2026-03-12T00:00:00.0000000Z"
    assert [reply.status for reply in (reauthorised, ended, gone)] == [204, 204, 404]


async def test_a_subscription_ends_by_itself(ask: Ask, hooks: str, clock: Clock) -> None:
    made = await ask("POST", "/v1.0/subscriptions", wanted(hooks))
    clock.forward(days=4)
    reply = await ask("GET", f"/v1.0/subscriptions/{made.body['id']}")

    assert reply.status == 404
