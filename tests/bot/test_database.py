"""Operations asked for at the same moment may share a transaction, but each succeeds or fails by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, bindparam, create_engine, func, insert, literal, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.store.database import Database, driver_url
from bot.store.prepared import Prepared
from bot.store.tables import deliveries
from tests.conftest import NOW

AT_ONCE = 20
FIND = Prepared(
    lambda _: select(deliveries.c.key, deliveries.c.seen_at, literal(1)).where(deliveries.c.key == bindparam("wanted"))
)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    await database.open()
    yield database
    await database.close()


def writing(key: str) -> Callable[[Connection], str]:
    """An operation that writes this key."""

    def write(connection: Connection) -> str:
        connection.execute(insert(deliveries).values(key=key, seen_at=NOW))
        return key

    return write


async def keys(database: Database) -> set[str]:
    return {row["key"] for row in await database.rows(select(deliveries.c.key))}


async def test_what_is_asked_at_once_is_all_done(database: Database) -> None:
    wanted = [f"key {number}" for number in range(AT_ONCE)]

    assert await asyncio.gather(*(database.run(writing(key)) for key in wanted)) == wanted

    assert await keys(database) == set(wanted)


async def test_one_that_fails_undoes_what_it_did_and_nothing_of_the_others(database: Database) -> None:
    def fail(connection: Connection) -> str:
        writing("half done")(connection)
        raise ValueError("something went wrong")

    first, failed, last = await asyncio.gather(
        database.run(writing("first")), database.run(fail), database.run(writing("last")), return_exceptions=True
    )

    assert (first, last) == ("first", "last")
    assert isinstance(failed, ValueError)
    assert await keys(database) == {"first", "last"}


async def test_of_two_that_exclude_each_other_one_is_done(database: Database) -> None:
    both = await asyncio.gather(
        database.run(writing("same")),
        database.run(writing("same")),
        database.run(writing("other")),
        return_exceptions=True,
    )

    assert [type(each) for each in both if each != "same"] == [IntegrityError, str]
    assert await keys(database) == {"same", "other"}


async def test_whoever_stops_waiting_holds_up_nobody(database: Database) -> None:
    impatient, patient = (asyncio.create_task(database.run(writing(key))) for key in ("impatient", "patient"))
    await asyncio.sleep(0)

    impatient.cancel()

    assert await patient == "patient"
    assert await database.run(lambda connection: connection.scalar(select(func.count(deliveries.c.key)))) in (1, 2)


async def test_a_process_that_stands_still_does_not_keep_its_rows(new_postgres: str) -> None:
    database, others = Database(new_postgres), create_engine(driver_url(new_postgres))
    await database.open()

    def write_and_stand_still(connection: Connection) -> None:
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = '100ms'"))
        connection.execute(insert(deliveries), [{"key": key, "seen_at": NOW} for key in ("one", "two")])
        with others.connect() as another:
            another.execute(text("SET lock_timeout = '5s'"))
            another.execute(insert(deliveries).values(key="one", seen_at=NOW))  # waits for the lock

    with pytest.raises(DBAPIError, match="idle-in-transaction timeout"):
        await database.run(write_and_stand_still)
    others.dispose()
    await database.close()


async def test_what_is_prepared_gives_what_was_kept(database: Database) -> None:
    when = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    row = {"key": "a key", "seen_at": when}

    came = [await database.insert_if_new(deliveries, {"key": "a key"}, {"seen_at": when}) for _ in range(2)]
    [kept] = await database.run(lambda connection: FIND.rows(connection, {"wanted": "a key"}))

    assert came == [True, False]
    assert kept == (row["key"], when, 1)


async def test_what_is_prepared_fails_in_the_words_of_sqlalchemy(database: Database) -> None:
    await database.change(text("ALTER TABLE deliveries RENAME TO mislaid"))

    with pytest.raises(DBAPIError) as problem:
        await database.insert_if_new(deliveries, {"key": "canary"}, {"seen_at": NOW})
    await database.change(text("ALTER TABLE mislaid RENAME TO deliveries"))

    assert "canary" not in str(problem.value)
    assert await database.insert_if_new(deliveries, {"key": "canary"}, {"seen_at": NOW})


async def test_what_is_prepared_notices_that_the_server_has_gone(new_postgres: str) -> None:
    database = Database(new_postgres)
    await database.open()

    def let_go_of_this_one(connection: Connection) -> None:
        with database._engine.connect() as another:
            gone = connection.scalar(text("SELECT pg_backend_pid()"))
            connection.commit()
            another.execute(text("SELECT pg_terminate_backend(:gone, 5000)"), {"gone": gone})
        FIND.rows(connection, {"wanted": "a key"})

    with pytest.raises(DBAPIError) as problem:
        await database.run(let_go_of_this_one)

    assert problem.value.connection_invalidated
    assert await database.run(lambda connection: FIND.rows(connection, {"wanted": "a key"})) == []
    await database.close()
