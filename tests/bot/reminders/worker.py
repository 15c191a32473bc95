"""Processes of the tests: one that sends reminders until it is told to stop, or killed, and one that takes them."""

from __future__ import annotations

import asyncio
import signal
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection

from aiohttp import ClientSession, ClientTimeout, TCPConnector, web

from bot.reminders.sender import POLL, Sender, sending
from bot.store import Store
from tests.bot.reminders.connector import Connector, posting_to
from tests.bot.reminders.owing import UNLIMITED, as_text


def now() -> datetime:
    return datetime.now(UTC)


def work(database_url: str, connector_url: str, lease: timedelta, told: Connection) -> None:
    """What the process does; it tells its name as soon as it sends."""
    asyncio.run(_work(database_url, connector_url, lease, told))


async def _work(database_url: str, connector_url: str, lease: timedelta, told: Connection) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    store = Store(database_url)
    await store.open()
    timeout = ClientTimeout(total=15, connect=5)
    async with ClientSession(connector=TCPConnector(limit=200), timeout=timeout) as session:
        send, times = posting_to(session, connector_url), {"lease": lease, "poll": min(lease / 10, POLL)}
        sender = Sender(store.ledger, as_text, send, now, limits=UNLIMITED, **times)
        async with sending(sender):
            told.send(sender.worker)
            await stop.wait()
    await store.close()


def take(latency_seconds: float, told: Connection) -> None:
    """Takes messages as Teams' connector; it tells its address."""
    asyncio.run(_take(latency_seconds, told))


async def _take(latency_seconds: float, told: Connection) -> None:
    runner = web.AppRunner(Connector(now, latency_seconds).app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    told.send(f"http://127.0.0.1:{runner.addresses[0][1]}")
    await asyncio.Event().wait()
