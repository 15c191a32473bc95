"""Calendars that are watched for reminders and digests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the table; all times are UTC."""
    op.create_table(
        "watches",
        sa.Column("tenant_id", sa.String(64), primary_key=True),
        sa.Column("person_id", sa.String(64), primary_key=True),
        sa.Column("known", sa.JSON(none_as_null=True)),
        sa.Column("read_at", TIME),
        sa.Column("mark", sa.JSON(none_as_null=True)),
        sa.Column("leads", sa.JSON, nullable=False),
        sa.Column("read_next_at", TIME, nullable=False),
        sa.Column("subscription_id", sa.String(64)),
        sa.Column("client_state_hash", sa.String(64)),
        sa.Column("subscribed_until", TIME),
    )
    op.create_index("watches_to_read", "watches", ["read_next_at"])
    op.create_index("watches_subscribed", "watches", ["subscription_id"])
