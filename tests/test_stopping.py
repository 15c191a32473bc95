"""A process that is told to stop says so, finishes what is under way, and takes nothing new."""

from __future__ import annotations

import asyncio
import socket
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientError, ClientSession, web

from app import DRAIN_SECONDS, STOPPING, bot_app, listening
from bot.reminders.sender import GRACE
from bot.settings import Settings
from graph.client import Graph
from tests.conftest import Clock, served


@dataclass
class SlowTurn:
    """A turn that takes until a test lets it end."""

    began: asyncio.Event = field(default_factory=asyncio.Event)
    may_end: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, _: web.Request) -> web.Response:
        self.began.set()
        await self.may_end.wait()
        return web.Response(text="done")


@dataclass
class Stopping:
    """A turn under way in a process that is just being told to stop."""

    turn: SlowTurn
    answer: asyncio.Task[str]
    end: asyncio.Task[None]
    port: int


async def stopping(session: ClientSession, grace_seconds: float) -> Stopping:
    turn, process, app = SlowTurn(), AsyncExitStack(), web.Application()
    app.router.add_post("/api/messages", turn.receive)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    await process.enter_async_context(listening(app, "127.0.0.1", port, "PORT", grace_seconds))

    async def say() -> str:
        async with session.post(f"http://127.0.0.1:{port}/api/messages") as response:
            return await response.text()

    answer = asyncio.create_task(say())
    await turn.began.wait()
    return Stopping(turn, answer, asyncio.create_task(process.aclose()), port)


async def test_a_turn_under_way_is_finished_and_nothing_new_is_taken() -> None:
    async with ClientSession() as session:
        now = await stopping(session, grace_seconds=30)
        while not now.end.done():
            try:
                async with session.get(f"http://127.0.0.1:{now.port}/healthz"):
                    pass
            except ClientError:
                break
        still_under_way = not now.end.done()
        now.turn.may_end.set()

        assert (still_under_way, await now.answer) == (True, "done")
        await now.end


async def test_a_turn_that_does_not_end_is_cut_short_after_its_grace() -> None:
    async with ClientSession() as session:
        now = await stopping(session, grace_seconds=0.01)
        await now.end

        with pytest.raises(ClientError):
            await now.answer


async def test_whoever_watches_is_told_before_it_stops(settings: Settings, clock: Clock) -> None:
    async with bot_app(settings, clock) as app, served(app) as url, ClientSession() as session:
        app[STOPPING].set()

        async with session.get(f"{url}/readyz") as ready, session.get(f"{url}/healthz") as alive:
            assert (ready.status, await ready.json()) == (503, {"status": "stopping"})
            assert alive.status == 200


async def test_a_turn_has_longer_than_its_calls_to_graph_may_take() -> None:
    graph = Graph("http://127.0.0.1:1")
    await graph.close()

    assert graph.deadline_seconds < DRAIN_SECONDS
    assert DRAIN_SECONDS + GRACE.total_seconds() < 40  # what Dockerfile's compose and infra/app.bicep wait for
