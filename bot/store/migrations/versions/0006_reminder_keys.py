"""Keys of reminders that begin with whose they are, so that a person's are found without an index of their own."""

from __future__ import annotations

import json
from hashlib import blake2b

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

OPEN = sa.text("state IN ('pending', 'claimed', 'sending')")
UNKNOWN = sa.text("state = 'unknown'")
OLD_INDEX = "reminders_of_person"


def upgrade() -> None:
    """Gives every row its new key; some databases were made with such keys at 0002 already, and stay as they are."""
    connection = op.get_bind()
    if OLD_INDEX not in {each["name"] for each in sa.inspect(connection).get_indexes("reminders")}:
        return
    # SQLite makes the table anew for another type, so its indexes are made after that.
    op.drop_index(OLD_INDEX, "reminders")
    op.drop_index("reminders_open", "reminders")
    with op.batch_alter_table("reminders") as table:
        table.alter_column("id", existing_type=sa.String(22), type_=sa.String(24))
    op.create_index("reminders_open", "reminders", ["run_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("reminders_unknown", "reminders", ["ended_at"], sqlite_where=UNKNOWN, postgresql_where=UNKNOWN)
    _give_new_keys(connection)


def _give_new_keys(connection: sa.Connection) -> None:
    rows = connection.execute(sa.text("SELECT id, tenant_id, person_id, item, starts_at, kind FROM reminders"))
    keys = [
        {"old": row.id, "new": _digest(4, row.tenant_id, row.person_id) + _digest(8, row.item, row.starts_at, row.kind)}
        for row in rows
    ]
    if keys:
        connection.execute(sa.text("UPDATE reminders SET id = :new WHERE id = :old"), keys)


def _digest(size: int, *parts: object) -> str:
    return blake2b(json.dumps(parts).encode(), digest_size=size).hexdigest()
