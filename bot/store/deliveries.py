"""What was delivered already: Teams may send the same activity, or the same sign-in exchange, more than once."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select

from bot.store.database import Database
from bot.store.tables import deliveries

DELIVERY_LIFE = timedelta(minutes=10)


class Deliveries:
    """Keys that were seen, on all instances of the bot together."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def first_time(self, key: str, now: datetime) -> bool:
        """Whether this key is new: of any number at once, on any instance, exactly one gets True."""
        if await self._database.insert_if_new(deliveries, {"key": key}, {"seen_at": now}):
            return True
        # What is past its time but not deleted yet does not count; whoever deletes it may still be overtaken.
        if not await self._database.change(delete(deliveries).where(deliveries.c.key == key, _is_old(now))):
            return False
        return await self._database.insert_if_new(deliveries, {"key": key}, {"seen_at": now})

    async def is_seen(self, key: str) -> bool:
        """Whether this key came and was not forgotten."""
        return await self._database.row(select(deliveries.c.key).where(deliveries.c.key == key)) is not None

    async def forget(self, *keys: str) -> None:
        """Lets keys be new again, such as one whose delivery failed."""
        await self._database.change(delete(deliveries).where(deliveries.c.key.in_(keys)))

    async def forget_old(self, now: datetime) -> int:
        """Deletes keys that will not come again; gives how many."""
        return await self._database.change(delete(deliveries).where(_is_old(now)))


def _is_old(now: datetime) -> ColumnElement[bool]:
    return deliveries.c.seen_at < now - DELIVERY_LIFE
