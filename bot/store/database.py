"""The database behind the store: one engine for SQLite and PostgreSQL, brought up to date when it opens."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import orjson
from sqlalchemy import Connection, Executable, RowMapping, and_, create_engine, event, inspect, make_url, text

from bot.store.prepared import Prepared
from bot.store.tables import metadata

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 7_063_411  # any number, the same in every process
POSTGRES_THREADS = 8
# A server that goes without a word, as in a failover, is given up after half a minute; the system waits for hours.
# What the address says counts more. https://www.postgresql.org/docs/current/libpq-connect.html
POSTGRES_PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}

Json = dict[str, Any]
T = TypeVar("T")
Done = tuple[Any, Exception | None]  # what it gave, or what it raised


@dataclass(frozen=True)
class Owner:
    """A person, as everything in the store is keyed."""

    tenant_id: str
    person_id: str  #: Entra object id


class Database:
    """Runs statements and plain functions of a connection in threads; each succeeds or fails by itself.

    Measured for state, this costs a fraction of what asynchronous drivers do. SQLite writes one at a time anyway, so
    it has one thread, and what is asked while that is busy shares the next transaction: waiting for the disk is by far
    the longest part of it, and one wait does for all.
    """

    def __init__(self, database_url: str) -> None:
        url = driver_url(database_url)
        self._is_sqlite = url.startswith("sqlite")
        threads = 1 if self._is_sqlite else POSTGRES_THREADS
        self._engine = create_engine(
            url,
            pool_size=threads,
            connect_args={} if self._is_sqlite else {**POSTGRES_PATIENCE, **make_url(url).query},
            pool_pre_ping=not self._is_sqlite,  # a server may have closed a connection, a file does not
            hide_parameters=True,  # errors quote them otherwise, and those are what people wrote
            json_serializer=_as_json,
            json_deserializer=orjson.loads,
        )
        self._threads = ThreadPoolExecutor(threads, "store")
        self._asked: list[tuple[Callable[[Connection], Any], asyncio.Future[Any]]] = []  # for the next transaction
        self._answering: asyncio.Task[None] | None = None
        event.listen(self._engine, "connect", _tune_sqlite if self._is_sqlite else _tune_postgres)
        if not self._is_sqlite:
            event.listen(self._engine, "do_executemany", _one_by_one)

    async def open(self) -> None:
        """Makes or updates the tables; two processes may do it at once."""
        await self._in_thread(self._alone, self._migrate)

    async def close(self) -> None:
        """Lets go of all connections, once what was asked is done."""
        if self._answering is not None:
            await self._answering
        await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()

    async def ping(self) -> None:
        """Raises if the database cannot be reached."""
        await self.row(text("SELECT 1"))

    async def run(self, operation: Callable[[Connection], T]) -> T:
        """What a plain function of a connection gives; all it does is committed together, or not at all.

        It may be called twice, the first time in vain, so it changes nothing but the database.
        """
        if not self._is_sqlite:
            return await self._in_thread(self._alone, operation)
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._asked.append((operation, answer))
        if self._answering is None:
            self._answering = asyncio.create_task(self._answer_all())
        return await answer

    async def _in_thread(self, function: Callable[..., T], *arguments: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)

    def _alone(self, operation: Callable[[Connection], T]) -> T:
        with self._engine.connect() as connection:
            value = operation(connection)
            _commit(connection)
            return value

    async def _answer_all(self) -> None:
        while self._asked:
            asked, self._asked = self._asked, []
            done: list[Done]
            try:
                done = await self._in_thread(self._together, [operation for operation, _ in asked])
            except Exception as nothing_done:
                # Whatever kept all of it from being done: whoever asked gets it.
                done = [(None, nothing_done) for _ in asked]
            for (_, answer), (value, problem) in zip(asked, done, strict=True):
                if answer.done():
                    continue  # whoever asked has gone
                if problem is None:
                    answer.set_result(value)
                else:
                    answer.set_exception(problem)
        self._answering = None

    def _together(self, operations: Sequence[Callable[[Connection], Any]]) -> list[Done]:
        """What each gives or raises, once all of it is on the disk."""
        if len(operations) > 1:
            with self._engine.connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                try:
                    values = [operation(connection) for operation in operations]
                except Exception:
                    # One of them fails: then nothing was done, and below each fails or succeeds by itself.
                    connection.rollback()
                else:
                    _commit(connection)
                    return [(value, None) for value in values]
        return [self._by_itself(operation) for operation in operations]

    def _by_itself(self, operation: Callable[[Connection], Any]) -> Done:
        try:
            return self._alone(operation), None
        except Exception as problem:
            return None, problem  # raised where it was asked

    async def row(self, query: Executable) -> RowMapping | None:
        """The one row that a statement gives, or None."""
        return await self.run(lambda connection: connection.execute(query).mappings().one_or_none())

    async def rows(self, query: Executable) -> list[RowMapping]:
        """All rows that a statement gives."""
        return await self.run(lambda connection: list(connection.execute(query).mappings()))

    async def change(self, statement: Executable) -> int:
        """Runs a statement and gives how many rows it changed."""
        return await self.run(lambda connection: int(connection.execute(statement).rowcount))

    async def upsert(self, table: Any, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Makes or replaces the row with this primary key."""

        await self.run(lambda connection: upsert(connection, table, key, values))

    async def insert_if_new(self, table: Any, key: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
        """Makes the row unless one with this primary key is there; of any number at once exactly one gets True."""
        row = {**key, **values}
        statement = _insert_if_new(table, tuple(key), tuple(row))
        return await self.run(lambda connection: bool(statement.rows(connection, row)))

    def _migrate(self, connection: Connection) -> None:
        # Held until the transaction ends, so that of two processes one waits and then finds everything done.
        if self._is_sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        if not inspect(connection).get_table_names():
            _make(connection)
        elif _version(connection) != newest_version():
            _upgrade(connection)


def _as_json(value: Any) -> str:
    # Sorted: what says the same is the same text.
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def newest_version() -> str:
    """What the database becomes: the number of the newest migration, by its file's name."""
    return max(file.stem for file in MIGRATIONS.glob("versions/[0-9]*.py")).partition("_")[0]


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


def _make(connection: Connection) -> None:
    """All tables at once, as the migrations would have made them."""
    metadata.create_all(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": newest_version()})


def _upgrade(connection: Connection) -> None:
    # Imported where it is needed, after a new version was installed: it takes a fifth of the start, and ten megabytes.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    logging.getLogger("alembic").setLevel(logging.WARNING)
    command.upgrade(config, "head")


def driver_url(database_url: str) -> str:
    """The same address with the driver that the bot uses."""
    for given in ("postgresql://", "postgres://"):
        if database_url.startswith(given):
            return "postgresql+psycopg://" + database_url.removeprefix(given)
    return database_url


def insert(dialect: str, table: Any) -> Any:
    """An INSERT that knows ON CONFLICT: both databases speak it, through two classes of the same shape."""
    # PostgreSQL's dialect is two megabytes, which a bot on SQLite does without.
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)


def upsert(connection: Connection, table: Any, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Makes or replaces the row with this primary key."""
    row = {**key, **values}
    _upsert(table, tuple(key), tuple(row)).rows(connection, row)


# Made once: to make a statement takes many times as long as to run it.
@lru_cache(maxsize=100)
def _upsert(table: Any, key: tuple[str, ...], columns: tuple[str, ...]) -> Prepared:
    def make(dialect: str) -> Any:
        statement = insert(dialect, table)
        replaced = {name: statement.excluded[name] for name in columns if name not in key}
        return statement.on_conflict_do_update(index_elements=key, set_=replaced)

    return Prepared(make, columns)


@lru_cache(maxsize=100)
def _insert_if_new(table: Any, key: tuple[str, ...], columns: tuple[str, ...]) -> Prepared:
    def make(dialect: str) -> Any:
        statement = insert(dialect, table).on_conflict_do_nothing(index_elements=key)
        # The row itself is asked for, because psycopg gives no row count for this statement.
        return statement.returning(table.c[key[0]])

    return Prepared(make, columns)


def _commit(connection: Connection) -> None:
    try:
        connection.commit()
    except Exception:
        # As when the disk is full. SQLite may keep such a transaction open, and the next one would commit it as well.
        connection.invalidate()
        raise


def of_owner(table: Any, owner: Owner) -> Any:
    """Rows that belong to a person: nobody can take what belongs to another."""
    return and_(table.c.tenant_id == owner.tenant_id, table.c.person_id == owner.person_id)


def key_of(owner: Owner, **more: Any) -> Json:
    """The columns that say whose row it is."""
    return {"tenant_id": owner.tenant_id, "person_id": owner.person_id, **more}


def _tune_sqlite(connection: Any, _record: Any) -> None:
    # Readers and one writer at a time, a writer waits its turn instead of failing, and what was committed is on the
    # disk: a reminder that was sent must still be known as sent after the power fails. https://sqlite.org/wal.html
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}").close()
    # A transaction that reads before it writes cannot wait for another writer, so each takes its turn at its start.
    connection.isolation_level = "IMMEDIATE"


def _one_by_one(cursor: Any, statement: str, rows: Sequence[Any], _context: Any) -> bool:
    # psycopg would send them as a pipeline, after which the server waits for a client that stands still, locks held,
    # for ever: the pipeline ends with a Flush, and PostgreSQL starts its timer only after a Sync (18.4, psycopg 3.3.9).
    for row in rows:
        cursor.execute(statement, row)
    return True


def _tune_postgres(connection: Any, _record: Any) -> None:
    # A process that stands still in the middle of a transaction would keep its rows from all others for that long.
    connection.execute("SET idle_in_transaction_session_timeout = '5s'")
    connection.commit()
