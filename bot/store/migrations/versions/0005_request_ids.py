"""Which request made a change, so that Microsoft's support can be asked about it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds the column; of changes made before nobody knows."""
    op.add_column("plans", sa.Column("request_id", sa.String(64)))
