"""Whatever happens to the processes and the database, nothing is sent twice and nothing is lost silently."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.reminders import sender
from bot.store import Store
from tests.bot.reminders.fleet import Postgres, a_fleet, a_postgres
from tests.bot.reminders.rounds import deploy, kill_in_the_middle, restart_the_database, stop_for_long

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to stop a process with")
LEASE = timedelta(seconds=2)


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with a_postgres(durable=False) as postgres:
        yield postgres


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'nudge.db'}"


async def test_killed_in_the_middle_on_sqlite(sqlite_url: str) -> None:
    async with a_fleet(sqlite_url, LEASE, seed=1) as fleet:
        for _ in range(2):
            await kill_in_the_middle(fleet, reminders=300, processes=1, kills=1)
        await fleet.stop_all()

        assert fleet.findings().wrong == {}


async def test_killed_in_the_middle_on_postgresql(server: Postgres) -> None:
    async with a_fleet(server.new_database(), LEASE, seed=2) as fleet:
        for _ in range(2):
            await kill_in_the_middle(fleet, reminders=300, processes=4, kills=2)
        await fleet.stop_all()

        assert fleet.findings().wrong == {}


async def test_stopped_for_longer_than_a_lease(server: Postgres) -> None:
    async with a_fleet(server.new_database(), LEASE, seed=3) as fleet:
        await stop_for_long(fleet, reminders=300, processes=3)
        await fleet.stop_all()
        findings = fleet.findings()

    assert findings.wrong == {}
    assert findings.unknown == 0


async def test_postgresql_throws_out_who_stands_still_with_rows_locked_before_its_lease_ends(server: Postgres) -> None:
    store = Store(server.new_database())

    shown = await store._database.row(text("SHOW idle_in_transaction_session_timeout"))
    await store.close()

    assert shown is not None
    assert timedelta(seconds=int(str(shown["idle_in_transaction_session_timeout"]).removesuffix("s"))) < sender.LEASE


async def test_the_database_restarts(server: Postgres) -> None:
    async with a_fleet(server.new_database(), LEASE, seed=4) as fleet:
        await restart_the_database(fleet, reminders=300, processes=3, postgres=server)
        await fleet.stop_all()
        findings = fleet.findings()

    assert findings.wrong == {}
    assert findings.unknown == 0


async def test_a_new_version_is_deployed(sqlite_url: str) -> None:
    # Nobody waits for the end of a lease here: what was not begun is given back.
    async with a_fleet(sqlite_url, timedelta(hours=1), seed=5) as fleet:
        await deploy(fleet, reminders=300, processes=1)
        await fleet.stop_all()
        findings = fleet.findings()

    assert findings.wrong == {}
    assert (findings.arrived, findings.unknown) == (300, 0)
