"""Reminders in half the room: keys are whole numbers, ids of tenants and people 16 bytes, names of items short."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from bot.store.database import insert

revision = "0007"
down_revision = "0006"

LONGEST_ITEM = 60
OPEN = sa.text("state IN ('pending', 'claimed', 'sending')")
UNKNOWN = sa.text("state = 'unknown'")

Row = dict[str, Any]


def upgrade() -> None:
    """Makes both tables anew, and copies what they hold."""
    op.drop_index("reminders_open", "reminders")
    op.drop_index("reminders_unknown", "reminders")
    _remake("reminders", _columns_of_reminders(), _small)
    op.create_index("reminders_open", "reminders", ["run_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("reminders_unknown", "reminders", ["ended_at"], sqlite_where=UNKNOWN, postgresql_where=UNKNOWN)
    lines = [sa.Column(name, sa.LargeBinary, primary_key=True) for name in ("tenant_id", "person_id")]
    _remake("send_limits", [*lines, sa.Column("free_at", sa.BigInteger, nullable=False)], _with_short_ids)


def _columns_of_reminders() -> list[sa.Column[Any]]:
    return [
        # SQLite takes only an INTEGER for the row's own number.
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=False),
        sa.Column("starts_at", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("useless_after", sa.BigInteger, nullable=False),
        sa.Column("run_at", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("tries", sa.SmallInteger, nullable=False),
        sa.Column("tenant_id", sa.LargeBinary, nullable=False),
        sa.Column("person_id", sa.LargeBinary, nullable=False),
        sa.Column("item", sa.String(LONGEST_ITEM), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("worker", sa.String(16)),
        sa.Column("why", sa.String(40)),
        sa.Column("message_id", sa.String(255)),
    ]


def _remake(name: str, columns: list[sa.Column[Any]], change: Callable[[Row], Row]) -> None:
    old_name = f"{name}_until_0006"
    op.rename_table(name, old_name)
    new = op.create_table(name, *columns)
    old = sa.table(old_name, *(sa.column(each.name, sa.JSON if each.name == "facts" else None) for each in columns))
    connection = op.get_bind()
    # Of two keys that become the same, what is still owed stays. With RETURNING many rows are one statement.
    ended_last = [old.c.ended_at.isnot(None)] if "ended_at" in old.c else []
    rows = connection.execute(sa.select(old).order_by(*ended_last), execution_options={"yield_per": 1000}).mappings()
    inserting = insert(connection.dialect.name, new).on_conflict_do_nothing().returning(new.c.tenant_id)
    for part in rows.partitions():
        connection.execute(inserting, [change(dict(row)) for row in part])
    op.drop_table(old_name)


def _small(row: Row) -> Row:
    facts = {name: value for name, value in row["facts"].items() if name != "key"}
    key = row["id"][:5] + row["id"][8:18]
    return {**_with_short_ids(row), "id": int(key, 16), "item": _short(row["item"]), "facts": facts}


def _with_short_ids(row: Row) -> Row:
    return {**row, "tenant_id": _short_id(row["tenant_id"]), "person_id": _short_id(row["person_id"])}


def _short_id(entra_id: str) -> bytes:
    if re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", entra_id):
        return UUID(entra_id).bytes
    plain = entra_id.encode()
    return plain + b"\0" if len(plain) == 16 else plain


def _short(item: str) -> str:
    if len(item) <= LONGEST_ITEM:
        return item
    about, _, rest = item.partition(":")
    digest = rest if re.fullmatch("[0-9a-f]{64}", rest) else sha256(item.encode()).hexdigest()
    return f"{about}:{digest[:32]}"
