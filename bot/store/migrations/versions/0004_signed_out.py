"""Who signed out, so that nothing of theirs is read until they sign in again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds the column; whoever is known so far has not signed out."""
    op.add_column("people", sa.Column("signed_out", sa.Boolean, nullable=False, server_default=sa.false()))
