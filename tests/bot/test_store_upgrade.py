"""A database that an older version left behind, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import UTC, datetime, timedelta
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import JSON, Executable, Insert, column, create_engine, insert, table, text

from bot.store import Owner, Store
from bot.store.database import MIGRATIONS, driver_url
from bot.store.entries import Owed
from tests.conftest import NOW

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SOMEBODY = Owner("00000000-0000-4000-8000-00000000000a", "11111111-1111-4111-8111-11111111111b")
ROOT = Path(__file__).parent.parent.parent
OPEN = "import asyncio, sys; from bot.store import Store; asyncio.run(Store(sys.argv[1]).open())"
PERSON = text(
    "INSERT INTO people (tenant_id, person_id, teams_id, zone, locale, chat, seen_at)"
    " VALUES ('tenant', 'alex', '29:x', 'Asia/Tokyo', 'ja-JP', '{}', '2026-03-06 12:30:00')"
)
REMINDER = text(
    "INSERT INTO reminders"
    " (id, tenant_id, person_id, item, kind, starts_at, due_at, useless_after, facts, state, run_at, tries)"
    " VALUES ('0123456789ab0123456789', 'tenant', 'alex', 'event:1', 'reminder', 3, 1, 4, '{}', 'pending', 1, 0)"
)


def leave_behind(database_url: str, version: str, *statements: Executable) -> None:
    """Makes the database as it was at a version, with these rows in it."""
    engine = create_engine(driver_url(database_url))
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, version)
        for statement in statements:
            connection.execute(statement)
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


def old_key(owner: Owner) -> str:
    """A key as it was from 0006 to 0007: digits of the person, then of the reminder."""
    whose = blake2b(json.dumps([owner.tenant_id, owner.person_id]).encode(), digest_size=4).hexdigest()
    return f"{whose}0123456789abcdef"


def a_row(table_name: str, **values: Any) -> Insert:
    """A new row, as an older version wrote it."""
    columns = [column(name, JSON if isinstance(value, dict) else None) for name, value in values.items()]
    return insert(table(table_name, *columns)).values(values)


def a_reminder(owner: Owner, item: str, state: str = "pending", **more: Any) -> Insert:
    """A row of before 0007."""
    facts, times = {"key": item, "title": "Dentist"}, {"starts_at": 3, "due_at": 1, "useless_after": 4, "run_at": 1}
    about = {"item": item, "kind": "reminder", "state": state, "tries": 2}
    return a_row("reminders", **{"id": old_key(owner), **vars(owner), **times, **about, "facts": facts, **more})


async def test_rows_keep_what_they_say_when_they_become_small(database_url: str) -> None:
    line = a_row("send_limits", tenant_id=SOMEBODY.tenant_id, person_id="", free_at=7)
    await asyncio.to_thread(leave_behind, database_url, "0006", a_reminder(SOMEBODY, "event:1", "unknown"), line)
    store = Store(database_url)
    await store.open()

    (found,), kept = await store.ledger.of(SOMEBODY), await store.people.everything(Owner(SOMEBODY.tenant_id, ""))
    await store.close()

    assert (found.owner, found.item, found.state, found.tries) == (SOMEBODY, "event:1", "unknown", 2)
    assert (found.starts_at - EPOCH, found.facts) == (timedelta(microseconds=3), {"title": "Dentist"})
    assert [(row["person_id"], row["free_at"]) for row in kept["send_limits"]] == [
        ("", "1970-01-01T00:00:00.000007+00:00")
    ]


async def test_a_button_on_a_card_finds_its_reminder_by_the_older_and_the_newer_key(database_url: str) -> None:
    await asyncio.to_thread(leave_behind, database_url, "0006", a_reminder(SOMEBODY, "event:1"))
    store, old = Store(database_url), old_key(SOMEBODY)
    await store.open()

    (there,), by_old = await store.ledger.of(SOMEBODY), await store.ledger.find(old)
    by_new = await store.ledger.find(there.id)
    others = [await store.ledger.find(said) for said in ("", "b" * 24, there.id.upper() + "A", old[:16], "none", "-1")]
    await store.close()

    assert by_old == by_new == there
    assert others == [None] * 6


@pytest.mark.parametrize("length", [152, 300])
async def test_long_names_of_items_are_still_found_by_what_they_are_about(database_url: str, length: int) -> None:
    item = f"event:{'x' * length}"
    kept = item if length <= 255 else f"event:{sha256(item.encode()).hexdigest()}"
    await asyncio.to_thread(leave_behind, database_url, "0006", a_reminder(SOMEBODY, kept))
    store = Store(database_url)
    await store.open()

    ended = await store.ledger.cancel(SOMEBODY, item=item, why="gone", now=NOW)
    await store.close()

    assert ended == 1


async def test_of_two_keys_that_become_the_same_what_is_owed_stays(database_url: str) -> None:
    key = old_key(SOMEBODY)
    over = a_reminder(SOMEBODY, "event:1", "sent", ended_at=5)
    await asyncio.to_thread(
        leave_behind, database_url, "0006", over, a_reminder(SOMEBODY, "event:2", id=f"{key[:18]}ffffff")
    )
    store = Store(database_url)
    await store.open()

    kept = await store.ledger.of(SOMEBODY)
    await store.close()

    assert [each.item for each in kept] == ["event:2"]
