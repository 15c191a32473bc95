"""The sandbox as an HTTP server: Graph, the user-token service, a sign-in page, and a page that shows it all."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime

from aiohttp import web

from graph.sandbox import admin, token_service
from graph.sandbox.calls import Answer, Json, RecordedCall, RefusedError
from graph.sandbox.dispatch import Graph, Incoming, answer, refused
from graph.sandbox.limits import Limits
from graph.sandbox.organisation import Organisation
from graph.sandbox.page import overview_page
from graph.sandbox.seed import seeded
from graph.sandbox.sign_in import SignIns
from graph.sandbox.tokens import APPLICATION, DELEGATED, Tokens
from graph.sandbox.trouble import Trouble, Troubles, read_header
from graph.sandbox.troubled import instead, slow_seconds
from graph.sandbox.wire import SLOW_SECONDS, html_response, read_incoming, record, response

_KEPT_CALLS = 5_000

Handler = Callable[["Sandbox", web.Request], Awaitable[web.Response]]


class Sandbox:
    """An organisation, the services that speak for it, and what was asked of them."""

    def __init__(self, clock: Callable[[], datetime], *, public_url: str = "") -> None:
        """`clock` says the sandbox's time, aware; `public_url` is where a browser reaches the sign-in page."""
        self.clock = clock
        self.public_url = public_url
        self.trouble = Troubles()
        self.requests: list[RecordedCall] = []
        self.reset()

    def reset(self) -> None:
        """Make everything as it was at the start, around today."""
        self.organisation: Organisation = seeded(self.clock)
        self.tokens = Tokens(self.clock)
        self.limits = Limits()
        self.sign_ins = SignIns(self.organisation, self.tokens)
        self.trouble.clear()
        self.requests.clear()

    def token(self, key: str) -> str:
        """A bearer token of that person with every delegated permission; raises LookupError."""
        return self.tokens.issue(self.organisation.person(key), DELEGATED)

    def app_token(self) -> str:
        """An app-only bearer token with every application permission."""
        return self.tokens.issue(None, APPLICATION)

    async def change(self, key: str, method: str, path: str, body: Json) -> Answer:
        """Do something as that person, past trouble, limits and records: how somebody else changes things.

        `path` begins with the version. Returns the answer, errors too; raises LookupError for nobody.
        """
        headers = {"authorization": f"Bearer {self.token(key)}", "content-type": "application/json"}
        incoming = Incoming(method, path, headers, json.dumps(body).encode(), self.public_url)
        return await answer(Graph(self.organisation, self.tokens, Limits(), Troubles()), incoming)

    def app(self) -> web.Application:
        """All of it; it belongs on loopback only."""
        app = web.Application()
        for method, path, handler in token_service.ROUTES:
            app.router.add_route(method, path, _served(self, handler))
        for method, path, handler in admin.ROUTES:
            app.router.add_route(method, path, _bound(self, handler))
        app.router.add_get("/", _bound(self, _overview))
        app.router.add_route("*", "/{path:.*}", _served(self, _graph))
        return app


async def _graph(sandbox: Sandbox, request: web.Request) -> web.Response:
    incoming = await read_incoming(request)
    graph = Graph(sandbox.organisation, sandbox.tokens, sandbox.limits, sandbox.trouble)
    return response(await answer(graph, incoming), incoming, sandbox.clock())


async def _overview(sandbox: Sandbox, request: web.Request) -> web.Response:
    html = overview_page(sandbox.organisation, sandbox.requests, request.query.get("person", ""))
    return html_response(html)


def _bound(sandbox: Sandbox, handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def bound(request: web.Request) -> web.Response:
        return await handler(sandbox, request)

    return bound


def _served(sandbox: Sandbox, handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A call of one of the two services: with the trouble that is planned for it, and a record of it."""

    async def served(request: web.Request) -> web.Response:
        incoming = await read_incoming(request)
        try:
            struck = _struck(sandbox, request)
        except ValueError as problem:
            return web.json_response({"error": str(problem)}, status=400)
        reply = await _troubled(sandbox, request, handler, struck)
        dropped = any(one.kind in ("dropRequest", "dropReply") for one in struck)
        sandbox.requests.append(record(incoming, reply, _person(sandbox, request), sandbox.clock(), dropped))
        del sandbox.requests[:-_KEPT_CALLS]
        if dropped and request.transport is not None:
            request.transport.abort()
        return reply

    return served


def _struck(sandbox: Sandbox, request: web.Request) -> list[Trouble]:
    struck = sandbox.trouble.strike(request.method, request.raw_path)
    header = request.headers.get("Sandbox-Trouble")
    return [*struck, read_header(header)] if header is not None else struck


async def _troubled(sandbox: Sandbox, request: web.Request, handler: Handler, struck: list[Trouble]) -> web.Response:
    if any(one.kind == "dropRequest" for one in struck):
        return web.Response(status=499)
    planned = instead(struck)
    if planned is not None:
        answered = refused(sandbox.organisation, planned) if isinstance(planned, RefusedError) else planned
        return response(answered, await read_incoming(request), sandbox.clock())
    request[SLOW_SECONDS] = slow_seconds(struck)
    if handler is not _graph:
        await asyncio.sleep(request[SLOW_SECONDS])
    return await handler(sandbox, request)


def _person(sandbox: Sandbox, request: web.Request) -> str | None:
    """Whose call it is, as far as one can tell without judging it."""
    if "userId" in request.query:
        return sandbox.sign_ins.person(request.query["userId"]).email
    token = request.headers.get("Authorization", "").partition(" ")[2]
    grant = sandbox.tokens.grants.get(token)
    return grant.person.email if grant is not None and grant.person is not None else None
