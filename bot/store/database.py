"""The database behind the store: one engine for SQLite and PostgreSQL, brought up to date when it opens."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Executable, RowMapping, and_, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

MIGRATION_LOCK = 7_063_411  # any number, the same in every process

Json = dict[str, Any]


@dataclass(frozen=True)
class Owner:
    """A person, as everything in the store is keyed."""

    tenant_id: str
    person_id: str  #: Entra object id


class Database:
    """Runs statements, each in a transaction of its own."""

    def __init__(self, database_url: str) -> None:
        # Errors quote parameters otherwise, and those are what people wrote.
        self._engine: AsyncEngine = create_async_engine(
            async_url(database_url), pool_pre_ping=True, hide_parameters=True
        )
        self._is_sqlite = self._engine.dialect.name == "sqlite"
        if self._is_sqlite:
            event.listen(self._engine.sync_engine, "connect", _tune_sqlite)

    async def open(self) -> None:
        """Makes or updates the tables; two processes may do it at once."""
        async with self._engine.begin() as connection:
            await connection.run_sync(self._migrate)

    async def close(self) -> None:
        """Lets go of all connections."""
        await self._engine.dispose()

    async def ping(self) -> None:
        """Raises if the database cannot be reached."""
        async with self._engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def row(self, query: Executable) -> RowMapping | None:
        """The one row that a statement gives, or None."""
        async with self._engine.begin() as connection:
            return (await connection.execute(query)).mappings().one_or_none()

    async def rows(self, query: Executable) -> list[RowMapping]:
        """All rows that a statement gives."""
        async with self._engine.begin() as connection:
            return list((await connection.execute(query)).mappings())

    async def change(self, statement: Executable) -> int:
        """Runs a statement and gives how many rows it changed."""
        async with self._engine.begin() as connection:
            result: Any = await connection.execute(statement)
            return int(result.rowcount)

    async def upsert(self, table: Any, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Makes or replaces the row with this primary key."""
        statement = self._insert(table).values(**key, **values)
        await self.change(statement.on_conflict_do_update(index_elements=list(key), set_=dict(values)))

    async def insert_if_new(self, table: Any, key: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
        """Makes the row unless one with this primary key is there; of any number at once exactly one gets True."""
        statement = self._insert(table).values(**key, **values).on_conflict_do_nothing(index_elements=list(key))
        # The row itself is asked for, because psycopg gives no row count for this statement.
        return await self.row(statement.returning(table.c[next(iter(key))])) is not None

    def _insert(self, table: Any) -> Any:
        # Both databases speak ON CONFLICT, through two classes of the same shape.
        return sqlite.insert(table) if self._is_sqlite else postgresql.insert(table)

    def _migrate(self, connection: Connection) -> None:
        # Held until the transaction ends, so that of two processes one waits and then finds everything done.
        if self._is_sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        logging.getLogger("alembic").setLevel(logging.WARNING)
        command.upgrade(config, "head")


def async_url(database_url: str) -> str:
    """The same address with the driver that the bot uses."""
    for given, wanted in (
        ("sqlite://", "sqlite+aiosqlite://"),
        ("postgresql://", "postgresql+psycopg://"),
        ("postgres://", "postgresql+psycopg://"),
    ):
        if database_url.startswith(given):
            return wanted + database_url.removeprefix(given)
    return database_url


def of_owner(table: Any, owner: Owner) -> Any:
    """Rows that belong to a person: nobody can take what belongs to another."""
    return and_(table.c.tenant_id == owner.tenant_id, table.c.person_id == owner.person_id)


def key_of(owner: Owner, **more: Any) -> Json:
    """The columns that say whose row it is."""
    return {"tenant_id": owner.tenant_id, "person_id": owner.person_id, **more}


def _tune_sqlite(connection: Any, _record: Any) -> None:
    # Readers and one writer at a time, and a writer waits its turn instead of failing. https://sqlite.org/wal.html
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}").close()
