"""Answers as they go over HTTP, with the headers that Graph sends, and the record that is kept of them."""

from __future__ import annotations

import json
from datetime import datetime
from email.utils import format_datetime
from uuid import uuid4

from aiohttp import web

from graph.sandbox.calls import Answer, RecordedCall
from graph.sandbox.dispatch import Incoming

SLOW_SECONDS = web.RequestKey("SLOW_SECONDS", float)  #: how long the answer to a request is to take

_JSON = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"


async def read_incoming(request: web.Request) -> Incoming:
    """The call as it came."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    origin, slow_seconds = str(request.url.origin()), request.get(SLOW_SECONDS, 0.0)
    return Incoming(request.method, request.raw_path, headers, await request.read(), origin, slow_seconds)


def html_response(html: str, status: int = 200) -> web.Response:
    """One of our own pages; it needs nothing from elsewhere, so nothing from elsewhere is allowed."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'"
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    return web.Response(text=html, content_type="text/html", status=status, headers=headers)


def response(answer: Answer, incoming: Incoming, now: datetime) -> web.Response:
    """`answer` as HTTP."""
    request_id = str(uuid4())
    headers = {
        "request-id": request_id,
        "client-request-id": incoming.headers.get("client-request-id", request_id),
        "x-ms-ags-diagnostic": '{"ServerInfo":{"DataCenter":"Sandbox","Slice":"E","Ring":"1","ScaleUnit":"000"}}',
        "Date": format_datetime(now.replace(microsecond=0), usegmt=True),
        "Cache-Control": "private",
        **answer.headers,
    }
    if answer.body is None:
        return web.Response(status=answer.status, headers=headers)
    if isinstance(answer.body, str):
        return web.Response(status=answer.status, headers=headers, text=answer.body, content_type="text/html")
    body = answer.body
    if answer.status >= 400 and isinstance(body, dict) and "error" in body:
        inner = {
            **body["error"]["innerError"],
            "request-id": request_id,
            "client-request-id": headers["client-request-id"],
        }
        body = {"error": {**body["error"], "innerError": inner}}
    headers |= {"Content-Type": _JSON, "OData-Version": "4.0"}
    return web.Response(status=answer.status, headers=headers, body=json.dumps(body, ensure_ascii=False).encode())


def record(incoming: Incoming, reply: web.Response, person: str | None, now: datetime, dropped: bool) -> RecordedCall:
    """What is remembered of a call; the bearer token is not."""
    return RecordedCall(
        method=incoming.method,
        raw_path=incoming.raw_path,
        headers={name: value for name, value in incoming.headers.items() if name != "authorization"},
        sent=incoming.body,
        status=0 if dropped else reply.status,
        person=person,
        answered=reply.body if isinstance(reply.body, bytes) else b"",
        request_id=reply.headers.get("request-id", ""),
        at=now,
    )
