"""What the bot remembers, in SQLite by default and in PostgreSQL by DATABASE_URL, with the same code.

A person is always (tenant id, Entra object id). Every statement that takes something (a plan, a question) names its
owner in the statement itself, so that nobody can take what belongs to another.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, RowMapping, and_, delete, event, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.tables import meetings, pending, people, plans, questions

QUESTION_LIFE = timedelta(hours=24)
PENDING_LIFE = timedelta(minutes=15)
MIGRATION_LOCK = 7_063_411  # any number, the same in every process

Json = dict[str, Any]


@dataclass(frozen=True)
class Owner:
    """A person, as everything in the store is keyed."""

    tenant_id: str
    person_id: str  #: Entra object id


@dataclass(frozen=True)
class StoredPlan:
    """One row of plans; `change`, `before` and `undo` are JSON made by bot/plan.py."""

    id: str
    kind: str
    change: Json
    before: Json
    state: str
    expires_at: datetime
    decided_at: datetime | None
    undo: Json | None
    undo_state: str | None


@dataclass(frozen=True)
class Question:
    """Something that was asked: what was typed, what is answered so far, and what each button would answer."""

    id: str
    text: str
    answers: Json
    options: Json
    asked_at: datetime


def _async_url(database_url: str) -> str:
    for given, wanted in (
        ("sqlite://", "sqlite+aiosqlite://"),
        ("postgresql://", "postgresql+psycopg://"),
        ("postgres://", "postgresql+psycopg://"),
    ):
        if database_url.startswith(given):
            return wanted + database_url.removeprefix(given)
    return database_url


def new_id() -> str:
    """An id that nobody can guess."""
    return secrets.token_urlsafe(12)


class Store:
    """Opens the database, brings it up to date, and remembers."""

    def __init__(self, database_url: str) -> None:
        self._engine: AsyncEngine = create_async_engine(_async_url(database_url), pool_pre_ping=True)
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

    # --- people -----------------------------------------------------------------------------------------------------

    async def remember_person(
        self, owner: Owner, *, teams_id: str, zone: str, locale: str, chat: Json, now: datetime
    ) -> None:
        """Keeps how to reach and address a person; the newest wins."""
        values = {"teams_id": teams_id, "zone": zone, "locale": locale, "chat": chat, "seen_at": now}
        await self._upsert(people, {"tenant_id": owner.tenant_id, "person_id": owner.person_id}, values)

    async def find_zone(self, owner: Owner) -> str | None:
        """The zone the person was last seen in."""
        query = select(people.c.zone).where(_is_person(people, owner))
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).scalar_one_or_none()

    # --- plans ------------------------------------------------------------------------------------------------------

    async def keep_plan(
        self, owner: Owner, *, kind: str, change: Json, before: Json, now: datetime, life: timedelta
    ) -> str:
        """Keeps a change that waits for a yes; gives its id."""
        plan_id = new_id()
        values = {"id": plan_id, "kind": kind, "change": change, "before": before, "state": "open"}
        await self._insert(plans, owner, values | {"created_at": now, "expires_at": now + life})
        return plan_id

    async def find_plan(self, owner: Owner, plan_id: str) -> StoredPlan | None:
        """The plan with this id, if it is the person's."""
        query = select(plans).where(_is_owner(plans, owner), plans.c.id == plan_id)
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
        return _plan(row) if row else None

    async def claim_plan(self, owner: Owner, plan_id: str, now: datetime) -> bool:
        """Takes an open plan, once: of any number of presses exactly one gets True."""
        condition = and_(plans.c.id == plan_id, plans.c.state == "open", plans.c.expires_at > now)
        return await self._change_plan(owner, condition, state="claimed", decided_at=now)

    async def settle_plan(self, owner: Owner, plan_id: str, *, state: str, undo: Json | None = None) -> None:
        """Writes down how a claimed plan ended; `open` gives it back for another try."""
        undo_state = "open" if undo else None
        condition = and_(plans.c.id == plan_id, plans.c.state == "claimed")
        await self._change_plan(owner, condition, state=state, undo=undo, undo_state=undo_state)

    async def decline_plan(self, owner: Owner, plan_id: str, now: datetime) -> bool:
        """Closes an open plan without doing it."""
        condition = and_(plans.c.id == plan_id, plans.c.state == "open")
        return await self._change_plan(owner, condition, state="declined", decided_at=now)

    async def claim_undo(self, owner: Owner, plan_id: str, since: datetime) -> bool:
        """Takes the way back of a change done after `since`, once."""
        condition = and_(plans.c.id == plan_id, plans.c.undo_state == "open", plans.c.decided_at >= since)
        return await self._change_plan(owner, condition, undo_state="claimed")

    async def settle_undo(self, owner: Owner, plan_id: str, *, state: str) -> None:
        """Writes down how an undo ended; `open` gives it back for another try."""
        await self._change_plan(owner, and_(plans.c.id == plan_id, plans.c.undo_state == "claimed"), undo_state=state)

    async def find_last_change(self, owner: Owner, since: datetime) -> StoredPlan | None:
        """The newest change of the person that can still be undone."""
        query = (
            select(plans)
            .where(_is_owner(plans, owner), plans.c.undo_state == "open", plans.c.decided_at >= since)
            .order_by(plans.c.decided_at.desc())
            .limit(1)
        )
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
        return _plan(row) if row else None

    async def _change_plan(self, owner: Owner, condition: Any, **values: Any) -> bool:
        statement = update(plans).where(_is_owner(plans, owner), condition).values(**values)
        async with self._engine.begin() as connection:
            return (await connection.execute(statement)).rowcount == 1

    # --- questions --------------------------------------------------------------------------------------------------

    async def keep_question(
        self, owner: Owner, *, text: str, answers: Json, options: Json, asked_at: datetime, now: datetime
    ) -> str:
        """Keeps an open question; gives its id. `asked_at` is when the sentence was typed."""
        question_id = new_id()
        values = {"id": question_id, "text": text, "answers": answers, "options": options, "asked_at": asked_at}
        await self._insert(questions, owner, values | {"expires_at": now + QUESTION_LIFE})
        return question_id

    async def find_question(self, owner: Owner, question_id: str, now: datetime) -> Question | None:
        """The question with this id, if it is the person's and not too old."""
        query = select(questions).where(
            _is_owner(questions, owner), questions.c.id == question_id, questions.c.expires_at > now
        )
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
        return (
            Question(row["id"], row["text"], row["answers"], row["options"], row["asked_at"])
            if row is not None
            else None
        )

    # --- meetings by key --------------------------------------------------------------------------------------------

    async def remember_meeting(self, owner: Owner, external_id: str, meeting_id: str, now: datetime) -> None:
        """Keeps which meeting a key stands for: Graph cannot look one up without making it."""
        key = {"tenant_id": owner.tenant_id, "person_id": owner.person_id, "external_id": external_id}
        await self._upsert(meetings, key, {"meeting_id": meeting_id, "seen_at": now})

    async def find_meeting_id(self, owner: Owner, external_id: str) -> str | None:
        """The Graph id of the meeting with this key, if the bot has seen it."""
        query = select(meetings.c.meeting_id).where(_is_person(meetings, owner), meetings.c.external_id == external_id)
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).scalar_one_or_none()

    # --- commands that wait for a sign-in ---------------------------------------------------------------------------

    async def keep_pending(self, owner: Owner, text: str, connection_name: str, now: datetime) -> None:
        """Keeps the command to run after sign-in; a newer one replaces it."""
        values = {"text": text, "connection": connection_name, "expires_at": now + PENDING_LIFE}
        await self._upsert(pending, {"tenant_id": owner.tenant_id, "person_id": owner.person_id}, values)

    async def take_pending(self, owner: Owner, now: datetime) -> tuple[str, str] | None:
        """The waiting command and the connection it needs, once."""
        statement = (
            delete(pending)
            .where(_is_person(pending, owner))
            .returning(pending.c.text, pending.c.connection, pending.c.expires_at)
        )
        async with self._engine.begin() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return (row.text, row.connection) if row is not None and row.expires_at > now else None

    async def find_pending(self, owner: Owner, now: datetime) -> str | None:
        """The connection that a waiting command needs, without taking it."""
        query = select(pending.c.connection).where(_is_person(pending, owner), pending.c.expires_at > now)
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).scalar_one_or_none()

    # --- shared -----------------------------------------------------------------------------------------------------

    async def _insert(self, table: Any, owner: Owner, values: Mapping[str, Any]) -> None:
        row = {"tenant_id": owner.tenant_id, "owner_id": owner.person_id, **values}
        async with self._engine.begin() as connection:
            await connection.execute(insert(table).values(**row))

    async def _upsert(self, table: Any, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        # Both databases speak ON CONFLICT, through two classes of the same shape.
        make: Any = sqlite.insert if self._is_sqlite else postgresql.insert
        statement = (
            make(table).values(**key, **values).on_conflict_do_update(index_elements=list(key), set_=dict(values))
        )
        async with self._engine.begin() as connection:
            await connection.execute(statement)


def _tune_sqlite(connection: Any, _record: Any) -> None:
    # Readers and one writer at a time, and a writer waits its turn instead of failing. https://sqlite.org/wal.html
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}").close()


def _is_owner(table: Any, owner: Owner) -> Any:
    return and_(table.c.tenant_id == owner.tenant_id, table.c.owner_id == owner.person_id)


def _is_person(table: Any, owner: Owner) -> Any:
    return and_(table.c.tenant_id == owner.tenant_id, table.c.person_id == owner.person_id)


def _plan(row: RowMapping) -> StoredPlan:
    names = ("id", "kind", "change", "before", "state", "expires_at", "decided_at", "undo", "undo_state")
    return StoredPlan(**{name: row[name] for name in names})
