"""What tests share: a fixed clock, a sandbox, a bot and a Teams, each over real HTTP on its own port."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from app import bot_app
from bot.settings import Settings
from graph.sandbox import Sandbox
from tests.teams import Talk, Teams

# A Friday morning in St John's (UTC−3:30), two days before its clocks change.
NOW = datetime(2026, 3, 6, 12, 30, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that moves when a test says so."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **how_far: float) -> None:
        self.now += timedelta(**how_far)


def utc(text: str) -> datetime:
    """An instant, written as on a clock in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@asynccontextmanager
async def served(app: web.Application, port: int = 0) -> AsyncIterator[str]:
    """The app on a port of this machine, a free one unless one is named; gives its address."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> Sandbox:
    """The organisation that the bot works for."""
    return Sandbox(clock)


@pytest.fixture
async def world_url(world: Sandbox) -> AsyncIterator[str]:
    async with served(world.app()) as url:
        yield url


@pytest.fixture
def settings(world_url: str, tmp_path: Path) -> Settings:
    database = f"sqlite:///{tmp_path / 'nudge.db'}"
    return Settings(graph_base_url=world_url, token_service_url=world_url, host="127.0.0.1", database_url=database)


@pytest.fixture
async def teams(settings: Settings, clock: Clock) -> AsyncIterator[Teams]:
    teams = Teams()
    async with bot_app(settings, clock) as app, served(app) as bot_url, served(teams.app()) as service_url:
        teams.bot_url, teams.service_url = f"{bot_url}/api/messages", service_url
        yield teams


@pytest.fixture
def talk(teams: Teams) -> Talk:
    """Alex, in the 1:1 chat with the bot, on a device in St John's."""
    return Talk(teams)
