"""People, plans, questions, meetings and commands that wait for a sign-in."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the first tables; all times are UTC."""
    _people()
    _plans()
    _questions()
    _sharing()
    op.create_table(
        "meetings",
        *_person(),
        sa.Column("external_id", sa.String(255), primary_key=True),
        sa.Column("meeting_id", sa.String(512), nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
    )
    op.create_table(
        "pending",
        *_person(),
        sa.Column("text", sa.String(1000), nullable=False),
        sa.Column("connection", sa.String(64), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
    )


def _sharing() -> None:
    op.create_table(
        "preferences",
        *_person(),
        sa.Column("choices", sa.JSON, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
    )
    op.create_table(
        "chat_meetings",
        sa.Column("tenant_id", sa.String(64), primary_key=True),
        sa.Column("chat_id", sa.String(255), primary_key=True),
        sa.Column("external_id", sa.String(255), primary_key=True),
        sa.Column("meeting", sa.JSON(none_as_null=True)),
        sa.Column("seen_at", TIME, nullable=False),
    )
    op.create_table(
        "deliveries",
        sa.Column("key", sa.String(512), primary_key=True),
        sa.Column("seen_at", TIME, nullable=False),
    )


def _person() -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(64), primary_key=True) for name in ("tenant_id", "person_id")]


def _owner() -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(64), nullable=False) for name in ("tenant_id", "person_id")]


def _people() -> None:
    op.create_table(
        "people",
        *_person(),
        sa.Column("teams_id", sa.String(255), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("locale", sa.String(35), nullable=False),
        sa.Column("chat", sa.JSON, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
    )


def _plans() -> None:
    op.create_table(
        "plans",
        sa.Column("id", sa.String(32), primary_key=True),
        *_owner(),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("change", sa.JSON, nullable=False),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("decided_at", TIME),
        sa.Column("undo", sa.JSON),
        sa.Column("undo_state", sa.String(16)),
    )
    op.create_index("plans_of_person", "plans", ["tenant_id", "person_id", "decided_at"])


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.String(32), primary_key=True),
        *_owner(),
        sa.Column("text", sa.String(1000), nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
    )
