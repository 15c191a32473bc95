"""A bot with its sandbox and chat on a day of our choosing: the same pictures come out whenever they are taken."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import ClientSession, web

from app import CHAT_ZONE, HERE, bot_app
from bot import playground
from bot.settings import Settings
from graph.sandbox import Sandbox
from tests.conftest import free_port, served

MORNING = datetime(2026, 3, 3, 9, 2, tzinfo=UTC)  # a Tuesday in London, a quarter of an hour before the standup


class RunningClock:
    """A clock that begins at MORNING, runs, and can be put forward."""

    def __init__(self) -> None:
        self._ahead = MORNING - datetime.now(UTC)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def forward(self, how_far: timedelta) -> None:
        """All at once."""
        self._ahead += how_far


@dataclass
class Door:
    """Where the chat finds the bot of the scene, and what says which language the person's device is in.

    The Playground calls every device American (https://github.com/OfficeDev/microsoft-365-agents-toolkit).
    """

    session: ClientSession
    locale: str = "en-US"
    bot_url: str = ""

    async def pass_on(self, request: web.Request) -> web.Response:
        """One activity, to the bot and with its answer back."""
        activity = {**await request.json(), "locale": self.locale}
        async with self.session.post(f"{self.bot_url}/api/messages", json=activity) as answer:
            body = await answer.read()
            return web.Response(body=body, status=answer.status, content_type=answer.content_type)


@dataclass(frozen=True)
class World:
    """What a scene plays in."""

    sandbox: Sandbox
    clock: RunningClock


@asynccontextmanager
async def chat_page(door: Door) -> AsyncIterator[str]:
    """A Playground that talks through the door; its address."""
    app = web.Application()
    app.router.add_post("/api/messages", door.pass_on)
    async with served(app) as url:
        chat = await playground.start(
            port=free_port(),
            bot_url=f"{url}/api/messages",
            zone=CHAT_ZONE,
            folder=HERE / ".playground",
            environment=os.environ,
        )
        try:
            yield chat.url
        finally:
            await chat.stop()


@asynccontextmanager
async def bot_behind(door: Door, folder: Path) -> AsyncIterator[World]:
    """A bot that knows nobody and a calendar that nobody changed; `folder` is for its database."""
    clock = RunningClock()
    sandbox = Sandbox(clock)
    async with served(sandbox.app()) as graph_url:
        sandbox.public_url = graph_url
        database_url = f"sqlite:///{folder / 'nudge.db'}"
        settings = Settings(
            host="127.0.0.1", graph_base_url=graph_url, token_service_url=graph_url, database_url=database_url
        )
        async with bot_app(settings, clock) as app, served(app) as door.bot_url:
            yield World(sandbox, clock)
