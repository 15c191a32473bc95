"""Reminders that are owed to people, and how soon the next message may go to whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

OPEN = sa.text("state IN ('pending', 'claimed', 'sending')")


def upgrade() -> None:
    """Makes the tables of the reminders; times are microseconds since 1970."""
    op.create_table(
        "reminders",
        sa.Column("id", sa.String(22), primary_key=True),
        sa.Column("tenant_id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("item", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("starts_at", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("useless_after", sa.BigInteger, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("run_at", sa.BigInteger, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("worker", sa.String(16)),
        sa.Column("why", sa.String(40)),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("message_id", sa.String(255)),
    )
    op.create_index("reminders_open", "reminders", ["run_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("reminders_of_person", "reminders", ["person_id", "due_at"])
    op.create_table(
        "send_limits",
        sa.Column("tenant_id", sa.String(64), primary_key=True),
        sa.Column("person_id", sa.String(64), primary_key=True),
        sa.Column("free_at", sa.BigInteger, nullable=False),
    )
