"""A Graph whose answers a test writes down beforehand, over real HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from graph import people
from graph.client import GraphClient


@dataclass(frozen=True)
class Seen:
    """One request as it arrived."""

    method: str
    path: str  #: as it was on the wire, still encoded, with the query
    headers: dict[str, str]  #: names in lower case
    body: Any


@dataclass
class Says:
    """One answer: JSON or raw text. `lost` drops the connection, `held` waits until the test lets go."""

    status: int = 200
    json: object = None
    text: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    lost: bool = False
    held: bool = False


ALEX = Says(json={"id": "1", "displayName": "Alex Wilber", "mail": "alexw@contoso.com"})


class ScriptedGraph:
    """Answers in the order that was written down, and with the last answer for ever; keeps what it saw."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.answers: list[Says] = [Says(json={"value": []})]
        self.most_at_once = 0
        self.url = ""
        self._at_once = 0
        self._let_go = asyncio.Event()
        self._changed = asyncio.Condition()

    def says(self, *answers: Says) -> None:
        self.answers = list(answers)

    def let_go(self) -> None:
        """Ends every request that is being held, and holds no more."""
        self._let_go.set()

    async def until_seen(self, count: int) -> None:
        """Waits until that many requests have arrived."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self.seen) >= count)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.seen.append(Seen(request.method, request.raw_path, headers, json.loads(body) if body else None))
        async with self._changed:
            self._changed.notify_all()
        says = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        if says.held:
            await self._let_go.wait()
        else:
            await asyncio.sleep(0)
        self._at_once -= 1
        if says.lost and request.transport:
            request.transport.abort()
        text = says.text if says.text is not None else "" if says.json is None else json.dumps(says.json)
        kind = "text/html" if says.text is not None else "application/json"
        return web.Response(status=says.status, text=text, content_type=kind, headers=says.headers)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/{anything:.*}", self.answer)
        return app


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """The app on a free port of this machine; gives its address."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def ask(graph: GraphClient) -> str:
    """Any read at all; gives the person's name."""
    return (await people.me(graph)).name
