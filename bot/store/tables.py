"""The tables of the store, the same for SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Dialect, Index, MetaData, String, Table, TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; SQLite forgets the zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("only aware times go into the store")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


metadata = MetaData()

people = Table(
    "people",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("person_id", String(64), primary_key=True),
    Column("teams_id", String(255), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("chat", JSON, nullable=False),  # where the 1:1 chat is, for messages the bot starts
    Column("seen_at", UtcTime, nullable=False),
)

plans = Table(
    "plans",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("tenant_id", String(64), nullable=False),
    Column("person_id", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("change", JSON, nullable=False),  # what Graph will be asked to do
    Column("before", JSON, nullable=False),  # what it looked like when the person was asked
    Column("state", String(16), nullable=False),  # open, claimed, done, declined, superseded, unknown
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("decided_at", UtcTime),
    Column("undo", JSON),  # the change that puts it back, once done
    Column("undo_state", String(16)),  # open, claimed, done, unknown
    Index("plans_of_person", "tenant_id", "person_id", "decided_at"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("tenant_id", String(64), nullable=False),
    Column("person_id", String(64), nullable=False),
    Column("text", String(1000), nullable=False),  # what the person typed
    Column("answers", JSON, nullable=False),  # what was answered so far
    Column("options", JSON, nullable=False),  # what each button answers
    Column("asked_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)

meetings = Table(
    "meetings",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("person_id", String(64), primary_key=True),
    Column("external_id", String(255), primary_key=True),
    Column("meeting_id", String(512), nullable=False),
    Column("seen_at", UtcTime, nullable=False),
)

pending = Table(
    "pending",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("person_id", String(64), primary_key=True),
    Column("text", String(1000), nullable=False),  # the command to run after sign-in
    Column("connection", String(64), nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)

preferences = Table(
    "preferences",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("person_id", String(64), primary_key=True),
    Column("choices", JSON, nullable=False),  # what the settings card keeps
    Column("changed_at", UtcTime, nullable=False),
)

chat_meetings = Table(
    "chat_meetings",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("chat_id", String(255), primary_key=True),
    Column("external_id", String(255), primary_key=True),
    Column("meeting", JSON(none_as_null=True)),  # what everybody in the chat is shown; NULL while it is being made
    Column("seen_at", UtcTime, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("key", String(512), primary_key=True),
    Column("seen_at", UtcTime, nullable=False),
)

EVERYTHING_OF_A_PERSON = (people, preferences, plans, questions, meetings, pending)
