"""Batches: several calls in one, each with an outcome of its own."""

from __future__ import annotations

from typing import Any

import pytest

from graph.sandbox import Sandbox
from tests.graph.sandbox.asking import Ask, event_path

BATCH = "/v1.0/$batch"


def item(identity: str, url: str = "/me", **more: Any) -> dict[str, Any]:
    return {"id": identity, "method": "GET", "url": url, **more}


async def test_every_item_has_its_own_outcome_in_any_order(ask: Ask) -> None:
    review = await ask.event("Design review")
    path = event_path(review).removeprefix("/v1.0")
    change = {"method": "PATCH", "body": {"subject": "New"}, "headers": {"Content-Type": "application/json"}}
    items = [item("1"), item("2", "/me/nothing"), item("3", path, **change)]
    reply = await ask("POST", BATCH, {"requests": items})

    answers = {one["id"]: one for one in reply.body["responses"]}
    assert reply.status == 200
    assert {name: one["status"] for name, one in answers.items()} == {"1": 200, "2": 400, "3": 200}
    assert answers["3"]["body"]["subject"] == "New"
    assert [one["id"] for one in reply.body["responses"]] != ["1", "2", "3"]


@pytest.mark.parametrize(("number", "status"), [(20, 200), (21, 400)])
async def test_twenty_items_are_the_most(ask: Ask, number: int, status: int) -> None:
    reply = await ask("POST", BATCH, {"requests": [item(str(each)) for each in range(number)]})

    assert reply.status == status


async def test_one_item_can_be_throttled_alone(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.trouble.plan("throttled", path="/me/events", retry_after_seconds=5)
    reply = await ask("POST", BATCH, {"requests": [item("1"), item("2", "/me/events")]})

    answers = {one["id"]: one for one in reply.body["responses"]}
    assert reply.status == 200
    assert {name: one["status"] for name, one in answers.items()} == {"1": 200, "2": 429}
    assert answers["2"]["headers"]["Retry-After"] == "5"


async def test_what_depends_on_a_failure_is_not_done(ask: Ask) -> None:
    items = [item("3", dependsOn=["2"]), item("2", dependsOn=["1"]), item("1", "/me/nothing"), item("4")]
    reply = await ask("POST", BATCH, {"requests": items})

    assert {one["id"]: one["status"] for one in reply.body["responses"]} == {"1": 400, "2": 424, "3": 424, "4": 200}


@pytest.mark.parametrize(
    "requests",
    [
        pytest.param(None, id="no requests"),
        pytest.param([], id="none at all"),
        pytest.param(["GET /me"], id="not an object"),
        pytest.param([item("1"), item("1")], id="the same id twice"),
        pytest.param([{"id": "1", "url": "/me"}], id="no method"),
        pytest.param([item("1", dependsOn=["2"])], id="depends on nothing"),
        pytest.param([item("1", dependsOn=["2"]), item("2", dependsOn=["1"])], id="a circle"),
        pytest.param([{**item("1"), "method": "PATCH", "body": {}}], id="a body without a content type"),
    ],
)
async def test_a_malformed_batch_is_refused_as_a_whole(ask: Ask, requests: Any) -> None:
    reply = await ask("POST", BATCH, {"requests": requests})

    assert reply.status == 400
