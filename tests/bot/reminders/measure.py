"""How quick and how costly the sending is: `python -m tests.bot.reminders.measure [postgresql]` prints it.

The connector, which takes 50 ms for each message, is a process of its own; so what is measured is the sender alone.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import ClientSession, TCPConnector

from bot.reminders.sender import AT_ONCE, Sender, sending
from bot.store import Owner, Store
from bot.store.send_limits import Limits
from tests.bot.reminders.checking import make_due, read
from tests.bot.reminders.connector import arrivals_at, posting_to
from tests.bot.reminders.fleet import PROCESSES, a_postgres, until
from tests.bot.reminders.owing import UNLIMITED, as_text, owed
from tests.bot.reminders.worker import now, take

LATENCY_SECONDS = 0.05
TENANTS, PEOPLE = 20, 100
FAR = timedelta(days=30)
HEAD_START = timedelta(hours=1)


@dataclass(frozen=True)
class Spread:
    """Some durations, in seconds."""

    values: Sequence[float]

    def at(self, share: float) -> float:
        """What this share of them is not above."""
        return sorted(self.values)[min(len(self.values) - 1, int(share * len(self.values)))]

    def __str__(self) -> str:
        return f"p50 {self.at(0.5):.3f}  p95 {self.at(0.95):.3f}  max {max(self.values):.3f} s"


@dataclass(frozen=True)
class Burst:
    """Many due in one second."""

    lateness: Spread
    cpu_ms_each: float
    busiest_second: int  #: most arrivals for one tenant in any second

    def __str__(self) -> str:
        return f"{self.lateness}  {self.cpu_ms_each:.2f} CPU ms each"


@contextmanager
def a_connector() -> Iterator[str]:
    """The address of a connector in another process."""
    told, tells = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=take, args=(LATENCY_SECONDS, tells))
    process.start()
    try:
        yield told.recv()
    finally:
        process.kill()
        process.join()


@asynccontextmanager
async def a_session() -> AsyncIterator[ClientSession]:
    """As app.py makes it."""
    async with ClientSession(connector=TCPConnector(limit=200, keepalive_timeout=60)) as session:
        yield session


def person(number: int, tenants: int = TENANTS) -> Owner:
    return Owner(f"00000000-0000-4000-8000-{number % tenants:012}", f"11111111-1111-4111-8111-{number:012}")


async def owe_many(store: Store, count: int, due_at: datetime, spread: timedelta, tenants: int = TENANTS) -> None:
    """So many for 200 people, due at that moment or spread over the time after it."""
    for number in range(PEOPLE):
        mine = [owed(f"event:AAMk{each:020}", due_at + spread * each / count) for each in range(number, count, PEOPLE)]
        await store.ledger.owe(person(number, tenants), mine, due_at)


async def bare(count: int) -> Spread:
    """What the connector needs for so many, sent without anything else."""
    with a_connector() as url:
        async with a_session() as session:
            send, room, began = posting_to(session, url), asyncio.Semaphore(AT_ONCE), now()

            async def one(number: int) -> None:
                async with room:
                    await send(person(number % PEOPLE), {"text": str(number)})

            await asyncio.gather(*(one(number) for number in range(count)))
            return Spread([(each.at - began).total_seconds() for each in await arrivals_at(session, url)])


async def burst(store: Store, url: str, count: int, limits: Limits = UNLIMITED, tenants: int = TENANTS) -> Burst:
    """So many due at the same moment."""
    await owe_many(store, count, now() + HEAD_START, timedelta(0), tenants)
    with a_connector() as teams:
        async with a_session() as session:
            sender = Sender(store.ledger, as_text, posting_to(session, teams), now, limits=limits)
            due_at, before = now() + timedelta(seconds=1), time.process_time()
            await asyncio.to_thread(make_due, url, HEAD_START, due_at)
            async with sending(sender):
                await until(lambda: sender.counted["sent"] >= count)
                cpu = time.process_time() - before
            arrived = await arrivals_at(session, teams)
    by_tenant: dict[int, list[datetime]] = {}
    for each in sorted(arrived, key=lambda each: each.at):
        by_tenant.setdefault(int(each.person_id[-12:]) % tenants, []).append(each.at)
    lateness = Spread([(each.at - due_at).total_seconds() for each in arrived])
    return Burst(lateness, cpu / count * 1000, max(map(busiest_second, by_tenant.values())))


def busiest_second(moments: Sequence[datetime]) -> int:
    """The most moments in any second; they come in order."""
    first, most = 0, 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= timedelta(seconds=1):
            first += 1
        most = max(most, last - first + 1)
    return most


async def idle(store: Store, seconds: float) -> tuple[float, float]:
    """Share of a core, and transactions a second, while nothing is due."""
    transactions, run = 0, store._database.run

    async def counted(operation: object) -> object:
        nonlocal transactions
        transactions += 1
        return await run(operation)  # type: ignore[arg-type]

    store._database.run = counted  # type: ignore[method-assign, assignment]
    async with a_session() as session, sending(Sender(store.ledger, as_text, posting_to(session, ""), now)):
        before = time.process_time()
        await asyncio.sleep(seconds)
        used = time.process_time() - before
    store._database.run = run  # type: ignore[method-assign]
    return used / seconds, transactions / seconds


async def lone(store: Store, count: int, *, ahead: timedelta) -> Spread:
    """How late single reminders are: known for long, or written down when they are due already."""
    with a_connector() as url:
        async with a_session() as session:
            sender = Sender(store.ledger, as_text, posting_to(session, url), now)
            due = {}
            async with sending(sender):
                for number in range(count):
                    name, due_at = f"event:{number}", now() + ahead
                    due[name] = due_at
                    await store.ledger.owe(person(number), [owed(name, due_at)], due_at)
                    await until(lambda sent=number + 1: sender.counted["sent"] >= sent)  # type: ignore[misc]
            arrived = await arrivals_at(session, url)
    return Spread([(each.at - due[each.about]).total_seconds() for each in arrived])


def size(database_url: str) -> int:
    """Bytes of the table of reminders with its indexes."""
    if database_url.startswith("sqlite"):
        return int(read(database_url, "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%reminders%'")[0][0] or 0)
    return int(read(database_url, "SELECT pg_total_relation_size('reminders')")[0][0])


async def measure(url: str, another: str, pending: int) -> None:
    """Prints everything for one kind of database."""
    ideal = (await bare(1000)).at(0.95)
    print(f"bare: p95 {ideal:.3f} s")
    store = Store(another)
    await store.open()
    empty = await burst(store, another, 1000)
    print(f"burst of 1,000: {empty}  ratio {empty.lateness.at(0.95) / ideal:.2f}")
    one = await burst(store, another, 1000, Limits(), tenants=1)
    print(f"burst of 1,000 in one tenant: {one}  busiest second {one.busiest_second}")
    await store.close()
    store = Store(url)
    await store.open()
    began, before = time.perf_counter(), size(url)
    await owe_many(store, pending, now() + FAR, FAR)
    print(
        f"{pending:,} written in {time.perf_counter() - began:.1f} s, {(size(url) - before) / pending:.0f} bytes each"
    )
    full = await burst(store, url, 1000)
    print(f"burst of 1,000 beside them: {full}  ratio {full.lateness.at(0.95) / ideal:.2f}")
    share, transactions = await idle(store, 10)
    print(f"idle beside them: {share:.2%} of a core, {transactions:.1f} transactions/s")
    print(f"lone, known for 0.5 s: {await lone(store, 40, ahead=timedelta(seconds=0.5))}")
    print(f"lone, due when written: {await lone(store, 40, ahead=timedelta(0))}")
    await store.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print("SQLite")
        asyncio.run(measure(f"sqlite:///{folder}/one.db", f"sqlite:///{folder}/two.db", 100_000))
    with a_postgres() as server:
        print("PostgreSQL")
        asyncio.run(measure(server.new_database(), server.new_database(), 100_000))


if __name__ == "__main__":
    sys.exit(main())
