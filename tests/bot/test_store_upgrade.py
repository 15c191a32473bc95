"""A database that an older version left behind, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from bot.store import Owner, Store
from bot.store.database import MIGRATIONS, driver_url
from bot.store.entries import Owed
from tests.conftest import NOW

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ROOT = Path(__file__).parent.parent.parent
OPEN = "import asyncio, sys; from bot.store import Store; asyncio.run(Store(sys.argv[1]).open())"
PERSON = (
    "INSERT INTO people (tenant_id, person_id, teams_id, zone, locale, chat, seen_at)"
    " VALUES ('tenant', 'alex', '29:x', 'Asia/Tokyo', 'ja-JP', '{}', '2026-03-06 12:30:00')"
)
REMINDER = (
    "INSERT INTO reminders"
    " (id, tenant_id, person_id, item, kind, starts_at, due_at, useless_after, facts, state, run_at, tries)"
    " VALUES ('0123456789ab0123456789', 'tenant', 'alex', 'event:1', 'reminder', 3, 1, 4, '{}', 'pending', 1, 0)"
)


def leave_behind(database_url: str, version: str, *statements: str) -> None:
    """Makes the database as it was at a version, with these rows in it."""
    engine = create_engine(driver_url(database_url))
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, version)
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


async def test_processes_of_a_new_version_may_start_at_once_and_what_the_old_one_kept_stays(database_url: str) -> None:
    await asyncio.to_thread(leave_behind, database_url, "0002", PERSON, REMINDER)

    started = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", OPEN, database_url, cwd=ROOT) for _ in range(3)
    ]
    ended = [await each.wait() for each in started]
    store = Store(database_url)
    await store.open()
    alex = Owner("tenant", "alex")
    zone, backlog = await store.people.find_zone(alex), await store.ledger.backlog(NOW, NOW)
    reminders = await store.ledger.of(alex)
    await store.close()

    assert ended == [0, 0, 0]
    assert (zone, backlog.overdue) == ("Asia/Tokyo", 1)
    assert [each.item for each in reminders] == ["event:1"]


async def test_a_reminder_that_is_owed_again_by_the_new_version_stays_one(database_url: str) -> None:
    await asyncio.to_thread(leave_behind, database_url, "0005", PERSON, REMINDER)
    store, alex = Store(database_url), Owner("tenant", "alex")
    await store.open()
    start = EPOCH + timedelta(microseconds=3)

    await store.ledger.owe(alex, [Owed("event:1", start, "reminder", start, start, {})], EPOCH)

    assert [each.item for each in await store.ledger.of(alex)] == ["event:1"]
    await store.close()
