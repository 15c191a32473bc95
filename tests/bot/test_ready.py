"""`/healthz` and `/readyz`: alive at once, ready when Teams can be trusted and what is remembered can be reached."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web

from app import REMINDERS, bot_app
from bot.reminders.running import Reminders
from bot.settings import Settings
from graph.sandbox import Sandbox
from tests.bot.channel import Bot, KeyServer, bot_with_an_app_id
from tests.bot.conftest import tell_postgres
from tests.bot.reminders.test_sender_faults import rename
from tests.conftest import Clock, served
from tests.teams import Talk, Teams
from tests.world import writes


@dataclass
class SlowKeyServer(KeyServer):
    """Holds the list back until a test lets it go."""

    def __post_init__(self) -> None:
        self.go_on = asyncio.Event()
        self.asked = asyncio.Event()

    async def _keys(self, request: web.Request) -> web.Response:
        self.asked.set()
        await self.go_on.wait()
        return await super()._keys(request)


@pytest.fixture
async def keys() -> SlowKeyServer:
    return SlowKeyServer()


@pytest.fixture
async def bot(settings: Settings, world: Sandbox, clock: Clock, keys: SlowKeyServer) -> AsyncIterator[Bot]:
    async with bot_with_an_app_id(settings, world, clock, keys) as bot:
        yield bot
        keys.go_on.set()


async def ask(bot_url: str, path: str) -> tuple[int, Any]:
    url = bot_url.replace("/api/messages", path)
    async with ClientSession() as session, session.get(url) as response:
        return response.status, await response.json()


async def when_ready(bot: Bot) -> Any:
    """The first answer of `/readyz` that is not a refusal."""
    async with asyncio.timeout(5):
        while (answer := await ask(bot.url, "/readyz"))[0] == 503:
            pass
    return answer


NO_KEYS = {"status": "the signing keys of Teams are not fetched yet, or too old"}


async def test_the_process_is_alive_before_the_keys_are_there(bot: Bot, keys: SlowKeyServer) -> None:
    await asyncio.wait_for(keys.asked.wait(), 5)

    assert await ask(bot.url, "/healthz") == (200, {"status": "alive"})
    assert await ask(bot.url, "/readyz") == (503, NO_KEYS)


async def test_it_is_ready_with_the_keys_and_nobody_had_to_write_first(bot: Bot, keys: SlowKeyServer) -> None:
    keys.go_on.set()

    assert await when_ready(bot) == (200, {"status": "ready"})


async def test_it_is_not_ready_any_more_when_the_keys_are_too_old(bot: Bot, keys: SlowKeyServer, clock: Clock) -> None:
    keys.go_on.set()
    await when_ready(bot)
    clock.forward(hours=49)

    assert await ask(bot.url, "/readyz") == (503, NO_KEYS)


@pytest.fixture
async def gone(new_postgres: str, settings: Settings, clock: Clock) -> AsyncIterator[Talk]:
    """Alex with a bot whose database has just been taken away."""
    teams = Teams()
    opened = bot_app(replace(settings, database_url=new_postgres), clock)
    async with opened as app, served(app) as url, served(teams.app()) as teams.service_url:
        teams.bot_url = f"{url}/api/messages"
        base, _, query = new_postgres.partition("?")
        server, _, name = base.rpartition("/")
        tell_postgres(f"{server}/postgres?{query}", f"DROP DATABASE {name} WITH (FORCE)")
        yield Talk(teams)


async def test_a_database_that_is_gone_is_said_to_whoever_watches(gone: Talk) -> None:
    assert await ask(gone.teams.bot_url, "/readyz") == (503, {"status": "the store does not answer"})


async def test_a_database_that_is_gone_is_said_to_whoever_writes(gone: Talk, world: Sandbox) -> None:
    shown = await gone("move design review to 3pm tomorrow")

    assert (shown.status, shown.text) == (
        200,
        "Something went wrong on my side. I have written it down; please try again.",
    )
    assert writes(world) == []


@pytest.fixture
async def reminding(settings: Settings, clock: Clock) -> AsyncIterator[tuple[str, Reminders]]:
    """The address of a bot, and what reminds in it."""
    async with bot_app(settings, clock) as app, served(app) as url:
        yield f"{url}/api/messages", app[REMINDERS]


async def test_reminders_that_cannot_be_sent_are_said_to_whoever_watches_until_they_can(
    reminding: tuple[str, Reminders], tmp_path: Path
) -> None:
    url, reminders = reminding
    rename(tmp_path, "reminders", "mislaid")
    reminders.store.ledger.changed.set()
    async with asyncio.timeout(5):
        while (away := await ask(url, "/readyz"))[0] == 200:
            pass
        rename(tmp_path, "mislaid", "reminders")
        while (back := await ask(url, "/readyz"))[0] == 503:
            reminders.store.ledger.changed.set()

    assert away == (503, {"status": "reminders are not sent: their ledger cannot be read"})
    assert back == (200, {"status": "ready"})


async def test_local_mode_needs_no_keys(teams: Teams) -> None:
    assert await ask(teams.bot_url, "/readyz") == (200, {"status": "ready"})
