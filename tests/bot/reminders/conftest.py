"""A bench for a sender."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.store import Store
from tests.bot.reminders.bench import Bench
from tests.bot.reminders.connector import Connector
from tests.conftest import Clock, served


@pytest.fixture
async def bench(tmp_path: Path, clock: Clock) -> AsyncIterator[Bench]:
    teams, store = Connector(clock), Store(f"sqlite:///{tmp_path / 'nudge.db'}")
    async with AsyncExitStack() as stack:
        stack.push_async_callback(store.close)
        await store.open()
        url = await stack.enter_async_context(served(teams.app()))
        yield Bench(store, clock, teams, await stack.enter_async_context(ClientSession()), url)
