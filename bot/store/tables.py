"""The tables of the store, the same for SQLite and PostgreSQL."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    DateTime,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    TypeDecorator,
    event,
    false,
    text,
)
from sqlalchemy.types import TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
GUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
GUID_BYTES = 16
LONGEST_ITEM = 60
LONGEST_MESSAGE_ID = 255


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


def micros(moment: datetime) -> int:
    """An aware datetime as whole microseconds since 1970."""
    if moment.tzinfo is None:
        raise ValueError("only aware times go into the store")
    return (moment - EPOCH) // timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as whole microseconds since 1970: a third of the size, where rows are many."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else micros(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + timedelta(microseconds=value)


class EntraId(TypeDecorator[str]):
    """The id of a tenant or a person: a GUID in its 16 bytes, any other as its text, where rows are many."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else _as_bytes(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else _as_text(value)


@lru_cache(maxsize=1000)
def _as_bytes(entra_id: str) -> bytes:
    if GUID.fullmatch(entra_id):
        return UUID(entra_id).bytes
    plain = entra_id.encode()
    return plain + b"\0" if len(plain) == GUID_BYTES else plain


@lru_cache(maxsize=1000)
def _as_text(kept: bytes) -> str:
    return str(UUID(bytes=kept)) if len(kept) == GUID_BYTES else kept.removesuffix(b"\0").decode()


class Key(TypeDecorator[str]):
    """Fifteen hexadecimal digits, kept as a whole number: in SQLite the row's own, which needs no index."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value, 16)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else f"{value:015x}"


metadata = MetaData()

people = Table(
    "people",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("person_id", String(64), primary_key=True),
    Column("teams_id", String(255), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("chat", JSON, nullable=False),  # where the 1:1 chat is, for messages the bot starts, or why there is none
    Column("seen_at", UtcTime, nullable=False),
    Column("signed_out", Boolean, nullable=False, server_default=false()),  # until the next sign-in nothing is read
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
    Column("undo_state", String(16)),  # open, claimed, done, unknown, gone
    Column("request_id", String(64)),  # Graph's, of the newest write for it
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

# A literal, because an index is used only where the query has the same words: bound, SQLite was 48 times slower.
OPEN_STATES = "state IN ('pending', 'claimed', 'sending')"
LOST_STATE = "state = 'unknown'"

reminders = Table(
    "reminders",
    metadata,
    # Numbers first: PostgreSQL fills up what stands before them.
    Column("id", Key, primary_key=True, autoincrement=False),  # a digest of whose it is, then of item, start and kind
    Column("starts_at", Moment, nullable=False),  # of the item
    Column("due_at", Moment, nullable=False),
    Column("useless_after", Moment, nullable=False),
    Column("run_at", Moment, nullable=False),  # when to look at it next: due, another try, or the end of a lease
    Column("ended_at", Moment),
    Column("tries", SmallInteger, nullable=False),
    Column("tenant_id", EntraId, nullable=False),
    Column("person_id", EntraId, nullable=False),
    Column("item", String(LONGEST_ITEM), nullable=False),  # what it is about
    Column("kind", String(16), nullable=False),
    Column("facts", JSON, nullable=False),  # what is needed to show it
    # pending, claimed, sending; and at the end sent, dropped, cancelled or unknown
    Column("state", String(9), nullable=False),
    Column("worker", String(16)),  # which process has it, or had it
    Column("why", String(40)),
    Column("message_id", String(LONGEST_MESSAGE_ID)),
    Index("reminders_open", "run_at"),
    Index("reminders_unknown", "ended_at"),
)
ROWS_IN_INDEX = {"reminders_open": OPEN_STATES, "reminders_unknown": LOST_STATE}  # in the others all

send_limits = Table(
    "send_limits",
    metadata,
    Column("tenant_id", EntraId, primary_key=True),
    Column("person_id", EntraId, primary_key=True),  # "" for the tenant as a whole
    Column("free_at", Moment, nullable=False),  # when the next message may go
)

watches = Table(
    "watches",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("person_id", String(64), primary_key=True),
    Column("known", JSON(none_as_null=True)),  # what is in the calendar of the next days; NULL until it was read
    Column("read_at", UtcTime),
    Column("mark", JSON(none_as_null=True)),  # from where to ask Graph what has changed
    Column("leads", JSON, nullable=False),  # how long before single events, where that was said
    Column("read_next_at", UtcTime, nullable=False),
    Column("subscription_id", String(64)),  # of Graph's change notifications
    Column("client_state_hash", String(64)),  # of the secret that comes with each of them
    Column("subscribed_until", UtcTime),
    Index("watches_to_read", "read_next_at"),
    Index("watches_subscribed", "subscription_id"),
)

# The watch before the reminders: once it is gone, nobody writes down any more of them.
EVERYTHING_OF_A_PERSON = (people, preferences, plans, questions, meetings, pending, watches, reminders, send_limits)


@event.listens_for(metadata, "before_create")
def _say_which_rows(_: MetaData, connection: Connection, **__: Any) -> None:
    # Here and not beside the columns, where it would load the dialects of both databases.
    for table in metadata.tables.values():
        for index in table.indexes:
            if rows := ROWS_IN_INDEX.get(str(index.name)):
                index.dialect_kwargs[f"{connection.dialect.name}_where"] = text(rows)
