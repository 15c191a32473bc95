"""The ledger of reminders: one row for each message owed to a person, from when it is known until it is explained."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Text, and_, case, cast, delete, func, or_, select, text, update

from bot.store.database import Database, Owner, insert, of_owner
from bot.store.entries import Backlog, Entry, Owed, Scope, id_of, id_on_card, ids_of, read_entry, row_of, short
from bot.store.reminder_queue import ReminderQueue, in_order, in_state
from bot.store.send_limits import NEVER
from bot.store.tables import LOST_STATE, OPEN_STATES, reminders, send_limits, watches

REMINDER_RETENTION = timedelta(days=30)  # from the end of a reminder, so that `why` can explain it


class Ledger:
    """What is owed, was sent, dropped or cancelled."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.queue = ReminderQueue(database)
        self.changed = asyncio.Event()  # set when there may be something new to send

    async def owe(self, owner: Owner, owed: Sequence[Owed], now: datetime) -> None:
        """Writes down what is owed, or what has changed about it. `now` is when the calendar began to be read.

        What was sent, dropped or unknown stays so. What was cancelled is owed again only if it was read after that.
        """
        await self._database.run(lambda connection: _owe(connection, owner, owed, now))
        self.changed.set()

    async def replace(
        self, owner: Owner, scope: Scope, owed: Sequence[Owed], now: datetime, *, why: str = "gone"
    ) -> None:
        """The same, and what is pending within the scope and not in the list is cancelled: both or neither.

        Nothing of a calendar that is not watched any more is written down: its owner may just have signed out.
        """
        watched = select(watches.c.tenant_id).where(of_owner(watches, owner)).with_for_update()

        def replace(connection: Connection) -> None:
            table = reminders.c
            if connection.execute(watched).first() is None:
                return
            within = and_(
                _of(owner),
                table.kind == scope.kind,
                table.starts_at >= scope.since,
                table.starts_at < scope.until,
                table.item.startswith(scope.items, autoescape=True),
                table.id.not_in([id_of(owner, each) for each in owed]),
            )
            _cancel(connection, within, why, now)
            _owe(connection, owner, owed, now)

        await self._database.run(replace)
        self.changed.set()

    async def cancel(
        self, owner: Owner, *, item: str | None = None, kind: str | None = None, why: str, now: datetime
    ) -> int:
        """Cancels what is pending, all or of an item or a kind; gives how many. None of these is sent any more."""
        meant = _of(owner)
        if item is not None:
            meant = and_(meant, reminders.c.item == short(item))
        if kind is not None:
            meant = and_(meant, reminders.c.kind == kind)
        return await self._database.run(lambda connection: _cancel(connection, meant, why, now))

    async def of(
        self, owner: Owner, *, item: str | None = None, since: datetime | None = None, limit: int = 100
    ) -> list[Entry]:
        """A person's reminders, of an item or due since a moment, the newest due first."""
        query = select(reminders).where(_of(owner))
        if item is not None:
            query = query.where(reminders.c.item == short(item))
        if since is not None:
            query = query.where(reminders.c.due_at >= since)
        rows = await self._database.rows(query.order_by(reminders.c.due_at.desc()).limit(limit))
        return [read_entry(row) for row in rows]

    async def find(self, reminder_id: str) -> Entry | None:
        """The reminder with this id, as a button carries it, whoever it is for."""
        key = id_on_card(reminder_id)
        if key is None:
            return None
        row = await self._database.row(select(reminders).where(reminders.c.id == key))
        return read_entry(row) if row else None

    async def next_due(self, owner: Owner) -> Entry | None:
        """What the person is sent next."""
        query = select(reminders).where(_of(owner), text(OPEN_STATES))
        row = await self._database.row(query.order_by(reminders.c.due_at).limit(1))
        return read_entry(row) if row else None

    async def last_sent(self, owner: Owner) -> Entry | None:
        """What the person was sent last."""
        query = select(reminders).where(_of(owner), reminders.c.state == "sent")
        row = await self._database.row(query.order_by(reminders.c.due_at.desc()).limit(1))
        return read_entry(row) if row else None

    async def heard_from(self, owner: Owner) -> None:
        """The person writes again: what waited for that may be sent."""
        closed = and_(of_owner(send_limits, owner), send_limits.c.free_at == NEVER)
        if await self._database.change(delete(send_limits).where(closed)):
            self.changed.set()

    async def backlog(self, now: datetime, unknown_since: datetime) -> Backlog:
        """How the sending keeps up."""
        is_due = reminders.c.due_at <= now
        query = select(
            func.count().filter(~is_due).label("pending"),
            func.count().filter(is_due).label("overdue"),
            func.min(case((is_due, reminders.c.due_at))).label("oldest_due_at"),
        ).where(text(OPEN_STATES))
        lost = select(func.count()).where(text(f"reminders.{LOST_STATE}"), reminders.c.ended_at >= unknown_since)
        row = await self._database.row(query.add_columns(lost.scalar_subquery().label("unknown")))
        return Backlog(**row) if row else Backlog(0, 0, None, 0)

    async def forget_older_than(self, moment: datetime) -> int:
        """Deletes reminders that ended before a moment; gives how many."""
        await self._database.change(delete(send_limits).where(send_limits.c.free_at < moment))
        return await self._database.change(delete(reminders).where(reminders.c.ended_at < moment))


def _of(owner: Owner) -> Any:
    return and_(reminders.c.id.between(*ids_of(owner)), of_owner(reminders, owner))


def _cancel(connection: Connection, meant: Any, why: str, now: datetime) -> int:
    waiting = and_(meant, in_state("pending", "claimed"))
    connection.execute(in_order(waiting))
    ended = update(reminders).where(waiting).values(state="cancelled", why=why, ended_at=now)
    return int(connection.execute(ended).rowcount)


def _owe(connection: Connection, owner: Owner, owed: Sequence[Owed], now: datetime) -> None:
    if not owed:
        return
    statement = insert(connection.dialect.name, reminders)
    new, table = statement.excluded, reminders.c
    differs = or_(
        table.due_at != new.due_at,
        table.useless_after != new.useless_after,
        cast(table.facts, Text) != cast(new.facts, Text),
    )
    # A change takes a claimed one back: what its worker is about to send is not true any more. Another try of the
    # same keeps its time.
    waits_on = and_(table.state == "pending", table.due_at == new.due_at)
    known = statement.on_conflict_do_update(
        index_elements=["id"],
        set_={
            "due_at": new.due_at,
            "useless_after": new.useless_after,
            "facts": new.facts,
            "run_at": case((waits_on, table.run_at), else_=new.due_at),
            "state": "pending",
            "why": case((waits_on, table.why)),
            "ended_at": None,
        },
        where=and_(
            # Two keys of 60 bits may be the same, if rarely: then the first stays as it is, and never shows the other.
            *(table[name] == new[name] for name in ("tenant_id", "person_id", "item", "starts_at", "kind")),
            or_(
                and_(in_state("pending", "claimed"), differs),
                and_(table.state == "cancelled", table.ended_at < now),
            ),
        ),
    )
    rows = {row["id"]: row for row in (row_of(owner, each) for each in owed)}
    # With RETURNING many rows are one statement.
    connection.execute(known.returning(table.id), [rows[each] for each in sorted(rows)])
