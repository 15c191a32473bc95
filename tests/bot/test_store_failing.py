"""When a database lets down whoever asks: a commit that fails, a file that is held, an end, a server that is gone."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.store.database import Database


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "nudge.db"


@pytest.fixture
async def database(file: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{file}")
    await database.run(lambda connection: connection.execute(text("CREATE TABLE kept (n INTEGER PRIMARY KEY)")))
    yield database
    await database.close()


def keep(number: int) -> Any:
    """An operation that writes a row."""

    def operation(connection: Connection) -> int:
        return connection.execute(text("INSERT INTO kept VALUES (:n)"), {"n": number}).rowcount

    return operation


def kept(file: Path) -> list[int]:
    """What is on the disk, for whoever looks."""
    with closing(sqlite3.connect(file)) as connection:
        return [number for (number,) in connection.execute("SELECT n FROM kept ORDER BY n")]


async def all_at_once(database: Database, *operations: Any) -> list[Any]:
    """What each gives or raises; they share a transaction."""
    return await asyncio.gather(*map(database.run, operations), return_exceptions=True)


async def test_where_nothing_can_be_committed_everybody_hears_it_and_nothing_is_kept(
    database: Database, file: Path
) -> None:
    """A row without what it refers to is noticed only at the commit."""
    deferred = "CREATE TABLE later (n INTEGER REFERENCES kept (n) DEFERRABLE INITIALLY DEFERRED)"
    await database.run(lambda connection: connection.execute(text(deferred)))
    await database.run(lambda connection: connection.execute(text("PRAGMA foreign_keys = ON")))

    def refers_to_nothing(connection: Connection) -> None:
        connection.execute(text("INSERT INTO later VALUES (99)"))

    *answers, refused = await all_at_once(database, keep(1), keep(2), keep(3), refers_to_nothing)
    then = await database.run(keep(4))

    said_to_be_kept = [number for number, answer in enumerate(answers, 1) if answer == 1]
    assert isinstance(refused, IntegrityError)
    assert then == 1
    assert kept(file) == [*said_to_be_kept, 4]


async def test_what_was_asked_before_the_end_is_done_and_nothing_after_it(file: Path, database: Database) -> None:
    asked = [asyncio.create_task(database.run(keep(number))) for number in (1, 2, 3)]
    await asyncio.sleep(0)

    await database.close()

    assert [await each for each in asked] == [1, 1, 1]
    assert kept(file) == [1, 2, 3]
    with pytest.raises(RuntimeError):
        await database.run(keep(4))


async def test_a_file_that_somebody_else_holds_is_an_error_for_all_and_then_over(
    database: Database, file: Path
) -> None:
    await database.run(lambda connection: connection.execute(text("PRAGMA busy_timeout = 0")))
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = await all_at_once(database, keep(1), keep(2), keep(3))
        other.execute("ROLLBACK")

    assert [type(each) for each in refused] == [OperationalError] * 3
    assert await all_at_once(database, keep(1), keep(2), keep(3)) == [1, 1, 1]


async def test_a_server_that_goes_without_a_word_is_not_waited_for_for_hours(new_postgres: str) -> None:
    """Nothing on one machine can fall silent as a network does, so this looks at what libpq was told."""
    database = Database(f"{new_postgres}&connect_timeout=9")

    def told(connection: Connection) -> dict[str, str]:
        driver: Any = connection.connection.driver_connection
        parameters: dict[str, str] = driver.info.get_parameters()
        return parameters

    parameters = await database.run(told)
    await database.close()

    waits = [int(parameters[f"keepalives_{name}"]) for name in ("idle", "interval", "count")]
    assert waits[0] + waits[1] * waits[2] <= 30
    assert int(parameters["tcp_user_timeout"]) <= 30_000
    assert parameters["connect_timeout"] == "9"
