"""Change notifications: what is asked of Graph, and what is believed of its answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web

from graph import subscriptions
from graph.client import GraphClient
from graph.errors import NotFound, Refused
from graph.sandbox import Sandbox
from tests.graph.looking import NOW, bodies
from tests.graph.scripted import served

SIX_DAYS = NOW + timedelta(days=6)


@pytest.fixture
async def hook() -> AsyncIterator[str]:
    """An address that gives a validation token back."""

    async def validate(request: web.Request) -> web.Response:
        return web.Response(text=request.query["validationToken"])

    app = web.Application()
    app.router.add_post("/hook", validate)
    async with served(app) as url:
        yield f"{url}/hook"


async def test_graph_is_asked_for_every_change_with_a_secret_and_both_addresses(
    alex: GraphClient, world: Sandbox, hook: str
) -> None:
    made = await subscriptions.subscribe(alex, "person", hook, "secret", SIX_DAYS)

    assert made.until == SIX_DAYS
    assert bodies(world, "POST") == [
        {
            "changeType": "created,updated,deleted",
            "resource": "/me/events",
            "notificationUrl": hook,
            "lifecycleNotificationUrl": hook,
            "expirationDateTime": "2026-03-12T12:30:00Z",
            "clientState": "secret",
            "latestSupportedTlsVersion": "v1_2",
        }
    ]


async def test_an_address_that_does_not_answer_is_refused(alex: GraphClient) -> None:
    with pytest.raises(Refused):
        await subscriptions.subscribe(alex, "person", "http://127.0.0.1:9/hook", "secret", SIX_DAYS)


async def test_it_goes_on_when_it_is_renewed(alex: GraphClient, hook: str) -> None:
    made = await subscriptions.subscribe(alex, "person", hook, "secret", NOW + timedelta(days=3))

    renewed = await subscriptions.renew(alex, made.id, SIX_DAYS)

    assert (renewed.id, renewed.until) == (made.id, SIX_DAYS)


async def test_one_that_is_gone_cannot_be_renewed(alex: GraphClient) -> None:
    with pytest.raises(NotFound):
        await subscriptions.renew(alex, "00000000-0000-4000-8000-000000000000", SIX_DAYS)
