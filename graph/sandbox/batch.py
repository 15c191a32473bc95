"""Several calls in one: $batch."""

from __future__ import annotations

import json
from typing import Any

from graph.sandbox.calls import Answer, Call, Json, RefusedError, Route

_MOST = 20


async def batch(call: Call) -> Answer:
    """POST $batch: every item has its own status, and they come back in another order than they went."""
    items = _items(call.body)
    done: dict[str, Json] = {}
    waiting = list(items)
    while waiting:
        ready = [item for item in waiting if all(other in done for other in item.get("dependsOn") or [])]
        if not ready:
            raise _malformed("The requests depend on each other in a circle.")
        for item in ready:
            done[item["id"]] = await _answered(call, item, done)
        waiting = [item for item in waiting if item["id"] not in done]
    return Answer(200, {"responses": list(reversed(done.values()))})


def _items(body: Json) -> list[Json]:
    """The calls in a batch; raises RefusedError (400) where one of them is not a call."""
    items = body.get("requests")
    if not isinstance(items, list) or not items:
        raise _malformed("A batch has a list of requests.")
    if len(items) > _MOST:
        raise _malformed(f"The number of batch requests cannot exceed {_MOST}.")
    for item in items:
        _refuse_malformed(item)
    names = [item["id"] for item in items]
    if len(set(names)) != len(names):
        raise _malformed("The ids of the requests have to be different.")
    if any(other not in names for item in items for other in item.get("dependsOn") or []):
        raise _malformed("A request depends on one that is not in the batch.")
    return items


def _refuse_malformed(item: Any) -> None:
    if not isinstance(item, dict) or not all(isinstance(item.get(name), str) for name in ("id", "method", "url")):
        raise _malformed("A request has an id, a method and a url.")
    if not isinstance(item.get("headers", {}), dict) or not isinstance(item.get("dependsOn") or [], list):
        raise _malformed("The headers are an object, and dependsOn is a list.")
    named = {name.lower() for name in item.get("headers", {})}
    if "body" in item and "content-type" not in named:
        raise _malformed("A request with a body has a Content-Type header.")


async def _answered(call: Call, item: Json, done: dict[str, Json]) -> Json:
    if any(done[other]["status"] >= 400 for other in item.get("dependsOn") or []):
        error = {"code": "FailedDependency", "message": "A request that this one depends on has failed."}
        return {"id": item["id"], "status": 424, "headers": {}, "body": {"error": error}}
    headers = {name.lower(): str(value) for name, value in item.get("headers", {}).items()}
    sent = json.dumps(item["body"]).encode() if "body" in item else b""
    path = f"/{call.version}/{item['url'].lstrip('/')}"
    answer = await call.submit(item["method"].upper(), path, headers, sent)
    answered: Json = {"id": item["id"], "status": answer.status, "headers": dict(answer.headers)}
    if answer.body is not None:
        answered["headers"]["Content-Type"] = "application/json"
        answered["body"] = answer.body
    return answered


def _malformed(message: str) -> RefusedError:
    return RefusedError(400, "BadRequest", message)


ROUTES = (
    Route(
        "POST",
        ("$batch",),
        batch,
        frozenset(),
        "https://learn.microsoft.com/graph/json-batching",
        "At most 20; unique ids; bodies with a Content-Type; own statuses, 429 among them; dependsOn and 424 (88).",
        "Items in parallel; a batch that names another version.",
    ),
)
