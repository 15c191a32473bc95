"""Stands in for Teams' connector: takes messages and counts them, late or not at all where told so."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import ClientError, ClientSession, web

from bot.connector import Answer, SendFailed
from bot.store import Json, Owner
from tests.bot.reminders.owing import Clock


@dataclass(frozen=True)
class Arrival:
    """One message that arrived."""

    person_id: str
    about: str
    at: datetime


@dataclass(frozen=True)
class Refusal:
    """An answer of Teams that takes nothing."""

    status: int
    code: str = ""
    retry_after: str = ""


@dataclass
class Connector:
    """Where messages arrive."""

    clock: Clock
    latency_seconds: float = 0.0
    arrivals: list[Arrival] = field(default_factory=list)
    refusals: dict[str, list[Refusal]] = field(default_factory=dict)  #: by person, before messages are taken

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/v3/conversations/{person}/activities", self._take)
        app.router.add_get("/arrivals", self._tell)
        return app

    @property
    def times(self) -> Counter[str]:
        """How often each message arrived."""
        return Counter(each.about for each in self.arrivals)

    async def _tell(self, _: web.Request) -> web.Response:
        return web.json_response([[each.person_id, each.about, each.at.isoformat()] for each in self.arrivals])

    async def _take(self, request: web.Request) -> web.Response:
        person, about = request.match_info["person"], (await request.json())["text"]
        if planned := self.refusals.get(person):
            refusal = planned.pop(0)
            headers = {"Retry-After": refusal.retry_after} if refusal.retry_after else None
            return web.json_response({"error": {"code": refusal.code}}, status=refusal.status, headers=headers)
        self.arrivals.append(Arrival(person, about, self.clock()))
        await asyncio.sleep(self.latency_seconds)
        return web.json_response({"id": f"message {len(self.arrivals)}"}, status=201)


async def arrivals_at(session: ClientSession, url: str) -> list[Arrival]:
    """What arrived at a connector in another process."""
    async with session.get(f"{url}/arrivals") as response:
        return [Arrival(person, about, datetime.fromisoformat(at)) for person, about, at in await response.json()]


def posting_to(session: ClientSession, url: str) -> Callable[[Owner, Json], Awaitable[str]]:
    """A `send` that posts to a connector, once."""

    async def send(owner: Owner, activity: Json) -> str:
        try:
            async with session.post(f"{url}/v3/conversations/{owner.person_id}/activities", json=activity) as response:
                body = json.loads(await response.read() or b"{}")
                wait = float(response.headers.get("Retry-After", 0))
        except (ClientError, TimeoutError) as problem:
            raise SendFailed("unreachable", code=type(problem).__name__) from problem
        if response.status >= 300:
            raise Answer(response.status, body, wait).failure()
        return str(body["id"])

    return send
